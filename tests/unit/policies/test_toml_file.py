"""Encodings, limits and lines of TOML files."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies.toml_file import LARGEST_FILE, line_map, read_toml


def refused(file: Path) -> tuple[int, str]:
    with pytest.raises(FileProblems) as caught:
        read_toml(file, "p.toml")
    (problem,) = caught.value.problems
    return problem.line, problem.message


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes("\ufefftitle = '北京'\r\n".encode())
    assert read_toml(file, "p").content == {"title": "北京"}


def test_gb18030_is_understood_and_noted(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes("a = 1\ntitle = '北京\U00020164'\n".encode("gb18030"))
    toml = read_toml(file, "p")
    assert toml.content["title"] == "北京\U00020164"
    assert [str(note) for note in toml.notes] == ["p:2: is GB18030 text; it was understood, but save it as UTF-8"]


def test_neither_encoding(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes(b"a = 1\nb = '\xff\xff'\n")
    assert refused(file) == (2, "is neither UTF-8 nor GB18030 text; save it as UTF-8")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a = 1\nb = \n", 2, "this line is no TOML (invalid value): b ="),
        ("a = 1\na = 2\n", 2, "this stands twice: a = 2"),
        ("[t]\n[t]\n", 2, "this stands twice: [t]"),
        ("a = 1\nb = 'x", 2, 'this line is no TOML (expected "\'"'),
        ("a = 0123\n", 1, ""),
        ("a = " + "[" * 5000 + "]" * 5000, 0, "is not a reasonable TOML file"),
        ("a = " + "9" * 9000, 0, "is not a reasonable TOML file"),
        ("a = 1\x00\n", 1, ""),
    ],
)
def test_no_toml(tmp_path: Path, text: str, line: int, message: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    found = refused(file)
    assert found[0] == line and found[1].startswith(message)


def test_too_large_missing_or_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert refused(file) == (0, "is larger than 256 KiB")
    assert refused(tmp_path / "none.toml")[1].startswith("cannot be read")
    assert refused(tmp_path)[1].startswith("cannot be read")


def test_lines_of_paths() -> None:
    text = '''# [not.a.table]
a = 1
"b c".d = """
[neither] # is this
x = 1
"""
list = [
  { y = "]" },  # ]
  { z = 2 },
]
[t.u]
v = 'x # y'
[[t.w]]
k = 1
[t.w.deep]
n = 1
[[t.w]]
k = 2
[t.w.deep]
n = 2
'''
    assert line_map(text) == {
        ("a",): 2,
        ("b c", "d"): 3,
        ("list",): 7,
        ("t", "u"): 11,
        ("t", "u", "v"): 12,
        ("t", "w"): 13,
        ("t", "w", 0): 13,
        ("t", "w", 0, "k"): 14,
        ("t", "w", 0, "deep"): 15,
        ("t", "w", 0, "deep", "n"): 16,
        ("t", "w", 1): 17,
        ("t", "w", 1, "k"): 18,
        ("t", "w", 1, "deep"): 19,
        ("t", "w", 1, "deep", "n"): 20,
    }


def test_no_such_day_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text("a = 1\nday = 2026-02-30\n", encoding="utf-8")
    assert refused(file) == (2, "there is no such day: day = 2026-02-30")


def test_a_long_line_is_quoted_by_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text(f"a {'b' * 200}\n", encoding="utf-8")
    assert refused(file)[1].endswith(f": a {'b' * 75}...")


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    """A byte order mark that somebody added is a change, too."""
    plain, marked = tmp_path / "plain.toml", tmp_path / "marked.toml"
    plain.write_bytes(b"a = 1\n")
    marked.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_toml(plain, "p").content == read_toml(marked, "p").content
    assert read_toml(plain, "p").content_hash != read_toml(marked, "p").content_hash
