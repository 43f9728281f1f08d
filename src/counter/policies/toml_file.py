"""Reading one TOML file so that every later problem can name its line.

Hides encodings (UTF-8 with or without a byte order mark, GB18030 by mistake), size and nesting limits, and where in the
text a path such as `layers.pool.bands.1.to` stands, which `tomllib` does not tell.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from counter.domain.errors import FileProblem, FileProblems
from counter.policies.messages import NOTHING, Message, say
from counter.policies.shape_messages import TOML_REASONS

LARGEST_FILE = 256 * 1024
"""Bytes; a policy package has about ten thousand."""

Path_ = tuple[str | int, ...]

_BOM = b"\xef\xbb\xbf"
_AT = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]\]?\s*(?:#.*)?$")
_PARTS = re.compile(_PART)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file. name: as problems show it; notes: what was odd but understood."""

    name: str
    content: dict[str, Any]
    lines: dict[Path_, int]
    content_hash: str
    notes: tuple[FileProblem, ...]

    def line_of(self, path: Path_) -> int:
        """Line of a path, or of the nearest table or key around it; 1 when nothing of it stands in the file."""
        for length in range(len(path), 0, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return line
        return 1

    def problem(self, path: Path_, message: Message) -> FileProblem:
        """A problem at a path."""
        return FileProblem(self.name, self.line_of(path), ".".join(str(part) for part in path), *message)


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """The known word that was probably meant, ready to stand behind a sentence; nothing where none is near."""
    near = difflib.get_close_matches(word, sorted(known), 1)
    return say("did_you_mean", word=near[0]) if near else NOTHING


def read_toml(file: Path, name: str) -> TomlFile:
    """Read and parse a file.

    Raises:
        FileProblems: it cannot be read, is too large, is no text or no TOML; with the line where there is one.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _refused(name, 0, say("cannot_read", reason=error.strerror or str(error))) from error
    if len(raw) > LARGEST_FILE:
        raise _refused(name, 0, say("too_large", size=LARGEST_FILE // 1024))
    content_hash = hashlib.sha256(raw).hexdigest()
    text, notes = _decode(raw.removeprefix(_BOM), name)
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = _AT.search(str(error))
        number = int(line.group(1)) if line and line.group(1) else text.count("\n") + 1
        raise _refused(name, number, _syntax(text, number, _AT.sub("", str(error)))) from error
    except (RecursionError, ValueError, ArithmeticError) as error:
        # Deep nesting, numbers of thousands of digits and exponents without bounds are no rules.
        raise _refused(name, 0, say("not_reasonable", kind=type(error).__name__)) from error
    return TomlFile(name, content, line_map(text), content_hash, notes)


_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'[^']*'|#.*""")
_SIGNS = "＝，、“”‘’　［］｛｝（）。．－：；"
GUESSES = (
    (re.compile(f"[{_SIGNS}０-９Ａ-Ｚａ-ｚ]"), "line_full_width"),
    (re.compile(r"[0-9]\s*[%％]"), "line_percent"),
    (
        re.compile(r"=\s*[0-9]+[/.年][0-9]+[/.月]|=\s*[0-9]{4}-(?:[0-9]-|[0-9]{2}-[0-9](?![0-9]))"),
        "line_day",
    ),
    (re.compile(r"[0-9]\s*(?:万|亿|元|yuan|RMB)"), "line_unit"),
    (re.compile(r"[0-9],[0-9]{3}"), "line_comma"),
    (re.compile(r"^\s*[^\x00-\x7f]"), "line_key"),
)
"""What a line that is no TOML probably means, with the message; the first that fits is said. Texts in quotes are not
looked at."""


def _syntax(text: str, number: int, message: str) -> Message:
    """Quote the line that is no TOML and say what is probably wrong with it."""
    lines = text.splitlines()
    whole = lines[number - 1] if number <= len(lines) else ""
    line = whole.strip()
    shown = line if len(line) <= 80 else f"{line[:77]}..."
    bare = _QUOTED.sub('""', whole)
    for pattern, guess in GUESSES:
        if pattern.search(bare):
            return say(guess, line=shown)
    if message.startswith("Invalid date"):
        return say("line_no_such_day", line=shown)
    if message.startswith(("Cannot overwrite", "Cannot declare")):
        return say("line_twice", line=shown)
    return say("line_no_toml", reason=_reason(message), line=shown)


def _reason(message: str) -> Message:
    """What the parser says; in Chinese where it has said so before, else as it is."""
    english = f"{message[:1].lower()}{message[1:]}"
    for pattern, chinese in TOML_REASONS:
        found = re.fullmatch(pattern, english, re.IGNORECASE)
        if found:
            return Message(english, chinese.format(*found.groups()))
    return Message(english, english)


def _decode(raw: bytes, name: str) -> tuple[str, tuple[FileProblem, ...]]:
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first_bad = raw.count(b"\n", 0, error.start) + 1
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _refused(name, first_bad, say("no_text")) from error
    note = FileProblem(name, first_bad, "", *say("is_gb18030"))
    return text, (note,)


def _refused(name: str, line: int, message: Message) -> FileProblems:
    return FileProblems((FileProblem(name, line, "", *message),))


def _names(dotted: str) -> tuple[str, ...]:
    names = []
    for part in _PARTS.findall(dotted):
        names.append(part[1:-1] if part[0] in "\"'" else part)
    return tuple(names)


def line_map(text: str) -> dict[Path_, int]:
    """Line (1-based) of every table header and of every key that begins a line, by path.

    Keys inside inline tables and arrays have no entry of their own; their line is that of the key around them.
    """
    lines: dict[Path_, int] = {}
    counts: dict[Path_, int] = {}
    table: Path_ = ()
    depth = 0
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if depth == 0 and not closing:
            header = _HEADER.match(line)
            if header:
                table = _resolve(_names(header.group(2)), counts, new_element=header.group(1) == "[[")
                lines.setdefault(table, number)
                if isinstance(table[-1], int):
                    lines.setdefault(table[:-1], number)
                continue
            key = _KEY.match(line)
            if key:
                lines.setdefault(table + _names(key.group(1)), number)
                line = line[key.end() :]
        depth, closing = _nesting(line, depth, closing)
    return lines


def _resolve(names: tuple[str, ...], counts: dict[Path_, int], *, new_element: bool) -> Path_:
    """The path of a header: array tables carry the index of their newest element."""
    path: Path_ = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if new_element and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _nesting(line: str, depth: int, closing: str) -> tuple[int, str]:
    """Depth of brackets and the open multi-line quote after a line."""
    position = 0
    while position < len(line):
        if closing:
            end = line.find(closing, position)
            if end < 0:
                return depth, closing
            position = end + len(closing)
            closing = ""
            continue
        character = line[position]
        if character == "#":
            break
        if line.startswith(('"""', "'''"), position):
            closing = line[position : position + 3]
            position += 3
            continue
        if character in "\"'":
            quoted = re.compile(_PART).match(line, position)
            position = quoted.end() if quoted else len(line)
            continue
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(character, 0)
        position += 1
    return max(0, depth), closing
