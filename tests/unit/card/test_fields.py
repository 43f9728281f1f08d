"""Tolerant decoding of single fields (card.md 1.3 to 1.5)."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card import fields
from counter.domain.identity import Sex


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("20200101", date(2020, 1, 1)),
        ("32303132", date(2012, 1, 1)),  # ASCII year: as BCD it would be the year 3230
        ("00000000", None),
        ("FFFFFFFF", None),
        ("20202020", None),  # four spaces; as BCD a month 20
    ],
)
def test_dates(raw: str, expected: date | None) -> None:
    assert fields.day(bytes.fromhex(raw)) == expected


def test_a_bare_year_of_expiry_runs_to_its_end() -> None:
    assert fields.day(b"2022", end_of_year=True) == date(2022, 12, 31)


@pytest.mark.parametrize("raw", ["20201301", "20200230", "18991231", "21010101", "2020AB01", "202001", "39393939"])
def test_impossible_dates_are_unreadable(raw: str) -> None:
    with pytest.raises(fields.Unreadable):
        fields.day(bytes.fromhex(raw))


@pytest.mark.parametrize("padding", ["", "0000", "2020", "FFFF", "200000"])
def test_text_without_its_padding(padding: str) -> None:
    assert fields.text(b"X00000019" + bytes.fromhex(padding)) == "X00000019"


@pytest.mark.parametrize("raw", [b"X\x0100", b"\xd5\xc5", b"A B", b"\x7f"])
def test_text_is_printable_ascii(raw: bytes) -> None:
    with pytest.raises(fields.Unreadable):
        fields.text(raw)


@pytest.mark.parametrize("spelled", ["张三", "张𬭶", "王䶮", "李㛃", "𠅤𬍛", "张𬭊䶮", "欧阳 娜娜", "A·B"])
def test_rare_names(spelled: str) -> None:
    assert fields.name(spelled.encode("gb18030").ljust(30, b"\0"), bytes(20)) == spelled


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x323AF), min_size=1, max_size=12), st.data())
def test_a_name_may_be_cut_anywhere(spelled: str, data: st.DataObject) -> None:
    raw = spelled.encode("gb18030", "ignore")
    spelled = raw.decode("gb18030")
    if not spelled or any(0xD800 <= ord(character) <= 0xF8FF for character in spelled):
        return
    cut = data.draw(st.integers(1, len(raw)))
    try:
        assert fields.name(raw[:cut] + bytes(3), raw[cut:] + bytes(3)) == spelled.strip()
    except fields.Unreadable:
        assert not spelled.isprintable()


@pytest.mark.parametrize("raw", [b"\xd5\xc5\x81", b"\xff\xfe\x01", "张\u202e三".encode("gb18030"), b"\xd5\xc5\x07"])
def test_names_that_are_none(raw: bytes) -> None:
    with pytest.raises(fields.Unreadable):
        fields.name(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("01", "01"), ("9901FF", "9901"), ("FF", None), ("990101", "990101"), (b"320100".hex(), "320100")],
)
def test_packed_digits(raw: str, expected: str | None) -> None:
    assert fields.digits(bytes.fromhex(raw)) == expected


def test_packed_digits_have_no_letters() -> None:
    with pytest.raises(fields.Unreadable):
        fields.digits(b"\x1a")


def test_what_is_far_too_long_is_no_field() -> None:
    assert fields.name(b"A" * 50, b"B" * 50) == "A" * 50 + "B" * 50
    for decode, raw in ((fields.name, b"A" * 101), (fields.digits, b"\x11" * 7)):
        with pytest.raises(fields.Unreadable):
            decode(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"1", Sex.MALE), (b"2", Sex.FEMALE), (b"9", Sex.UNSTATED), (b"\x02", Sex.FEMALE), (b" ", None)],
)
def test_sex(raw: bytes, expected: Sex | None) -> None:
    assert fields.sex(raw) == expected


def test_identification_code() -> None:
    code = "639900D15600000500BF7C7A48FB4966"
    assert fields.identification_code(bytes.fromhex(code)) == code
    assert fields.identification_code(bytes(16)) is None
    with pytest.raises(fields.Unreadable):
        fields.identification_code(bytes(range(15)))


@given(st.binary(max_size=40))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    for decode in (fields.text, fields.name, fields.digits, fields.day, fields.sex, fields.identification_code):
        with contextlib.suppress(fields.Unreadable):
            decode(raw)


def test_an_extension_without_the_name_that_it_extends() -> None:
    with pytest.raises(fields.Unreadable):
        fields.name(bytes(30), "买买提".encode("gb18030"))
