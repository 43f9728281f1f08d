"""Software card files: what is written comes back, and a wrong file says where it is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card.image import CardImage, Fault, Record, image_for_member, image_text, load_image, save_image
from counter.domain.errors import FileProblems

CARDS = Path(__file__).parents[3] / "resources" / "cards"


@pytest.mark.parametrize("stem", sorted(path.stem for path in CARDS.glob("*.toml")))
def test_shipped_cards_come_back_as_written(stem: str, tmp_path: Path) -> None:
    image = load_image(CARDS / f"{stem}.toml")
    save_image(image, tmp_path / f"{stem}.toml")
    assert load_image(tmp_path / f"{stem}.toml") == image


@given(
    st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=60), st.sampled_from(["free", "auth", "never"]))),
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)
def test_any_card_comes_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[int, bytes, str]], title: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "card.toml"
    files = {0xEF05: tuple(Record(*record) for record in records), 0xEF06: ()}
    faults = (Fault(3, "delay", 0.5), Fault(4, "swap", card="p02"))
    image = CardImage("card", title or "t", title, select=0x6A82, files=files, faults=faults, refuse=frozenset({"tag"}))
    save_image(image, path)
    assert load_image(path) == image


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ('mode = "t2"', "mode", 1),
        ('note = ""\nrefuse = ["everything"]', "refuse", 2),
        ('colour = "red"', "colour", 1),
        ('atr = "3B6"', "atr", 1),
        ('select = "6A"', "select", 1),
        ("pin_tries = -1", "pin_tries", 1),
        ('[[file]]\nid = "EF05"\n[[file.record]]\ntag = "0102"\nhex = ""', "file.0.record.0.tag", 4),
        ('[[file]]\nid = "EF05"\n[[file.record]]\ntag = "01"\nhex = ""\ntext = ""', "file.0.record.0", 0),
        ('[[fault]]\nat = 1\nkind = "fire"', "fault.0.kind", 3),
        ('[[fault]]\nat = 1\nkind = "delay"\nseconds = 100', "fault.0.seconds", 4),
        ("title = 3", "title", 1),
        ("file = 3", "file", 1),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, path: str, line: int) -> None:
    file = tmp_path / "card.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        load_image(file)
    problem = caught.value.problems[0]
    assert (problem.file, problem.path, problem.line) == ("card.toml", path, line)


def test_all_problems_at_once(tmp_path: Path) -> None:
    file = tmp_path / "card.toml"
    file.write_text('mode = "x"\natr = "y"\n', encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        load_image(file)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe", b"title = 1\ntitle = 2"])
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "card.toml").write_bytes(content)
    with pytest.raises(FileProblems):
        load_image(tmp_path / "card.toml")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblems):
        load_image(tmp_path / "none.toml")


def test_values_may_be_padded(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text(
        '[[file]]\nid = "EF06"\n[[file.record]]\ntag = "09"\ntext = "张三"\nlength = 6\npad = "20"\n', encoding="utf-8"
    )
    assert load_image(tmp_path / "card.toml").files[0xEF06][0].value == "张三".encode("gb18030") + b"  "


PERSON = {
    "name": "张三",
    "id_number": "990101199001010019",
    "sex": "1",
    "birth_day": date(1990, 1, 1),
    "card_number": "X00000019",
    "card_id": "990100D1560000050000000000000019",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"card_id": "99"},
        {"card_number": "X000000190"},
        {"id_number": "9901011990010100190"},
        {"name": "张" * 26},
        {"name": "张" * 16, "version": "1.00"},
        {"sex": "12"},
        {"birth_place": "9901"},
    ],
)
def test_values_that_do_not_fit_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"tag|room|bytes"):
        image_for_member("card", **{**PERSON, **wrong})  # type: ignore[arg-type]


def test_version_1_has_no_name_extension() -> None:
    image = image_for_member("card", **PERSON, version="1.00")  # type: ignore[arg-type]
    assert [record.tag for record in image.files[0xEF06]] == [8, 9, 10, 11, 12, 13]


def test_version_3_is_locked() -> None:
    image = image_for_member("card", **PERSON, version="3.00")  # type: ignore[arg-type]
    assert {record.access for record in image.files[0xEF06]} == {"auth"}
    assert [record.access for record in image.files[0xEF05]] == ["free"] * 6 + ["auth"]


def test_text_is_readable_by_people() -> None:
    text = image_text(replace(image_for_member("card", **PERSON), note="注"))  # type: ignore[arg-type]
    assert 'text = "张三"' in text
    assert 'bcd = "19900101"' in text
