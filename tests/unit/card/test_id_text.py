"""The text block of an ID card: a citizen's is read, whatever is not plainly one is only shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdt_emulator import text_block

from counter.card.id_text import parse_newest_address, parse_text
from counter.domain.identity import DOCUMENT_WARNINGS, IdDocument, IdentityRoute, RawDocument, Sex

TODAY = date(2026, 11, 21)


def citizen(**changes: str) -> IdDocument:
    document = parse_text(text_block(**changes), TODAY)
    assert isinstance(document, IdDocument)
    return document


def raw(**changes: str) -> RawDocument:
    document = parse_text(text_block(**changes), TODAY)
    assert isinstance(document, RawDocument)
    return document


def test_a_citizen() -> None:
    document = citizen()
    assert document == IdDocument(
        "张三丰", Sex.MALE, "01", date(1990, 1, 1), "某省某市中山路一号", "990101199001010019", "某市公安局",
        date(2015, 1, 1), date(2035, 1, 1),
    )  # fmt: skip
    identity = document.identity()
    assert (identity.id_number, identity.card_number, identity.route) == (
        "990101199001010019", None, IdentityRoute.ID_READER,
    )  # fmt: skip


def test_without_end_and_small_x() -> None:
    document = citizen(valid_to="长期", id_number="99010119900101006x", sex="2")
    assert document.valid_to is None
    assert document.id_number == "99010119900101006X"


def test_padding_of_every_kind() -> None:
    assert citizen(name="张三丰\0\0\u3000").name == "张三丰"


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"sex": "2"}, "sex_differs"),
        ({"birth_day": "19900102"}, "birth_day_differs"),
        ({"id_number": "00010119900101001X"}, "id_region_unknown"),
        ({"valid_to": "20261120"}, "expired"),
        ({"valid_from": "20261122"}, "not_yet_valid"),
    ],
)
def test_warnings(changes: dict[str, str], warning: str) -> None:
    assert citizen(**changes).warnings == (warning,)
    assert warning in DOCUMENT_WARNINGS


def test_the_last_day_is_valid() -> None:
    assert citizen(valid_to="20261121", valid_from="20261121").warnings == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id_number": "990101199001010018"}, "id_number"),
        ({"id_number": "H12345678"}, "id_number"),
        ({"reserved": "I"}, "reserved"),
        ({"name": ""}, "name"),
        ({"name": "\u3000\0"}, "name"),
        ({"sex": "男"}, "sex"),
        ({"birth_day": "19900230"}, "dates"),
        ({"birth_day": "１９９００１０１"}, "dates"),
        ({"valid_to": "永久"}, "dates"),
        ({"name": "张\u202e三"}, "encoding"),
        ({"name": "张\ud83d"}, "encoding"),
        ({"address": "a\nb"}, "encoding"),
    ],
)
def test_whatever_is_no_citizens_is_shown_and_not_filled(changes: dict[str, str], reason: str) -> None:
    document = raw(**changes)
    assert document.reason == reason
    assert dict(document.fields)["authority"] == "某市公安局"
    assert all(text.isprintable() for _, text in document.fields)


@given(st.binary(min_size=256, max_size=256))
def test_any_bytes(block: bytes) -> None:
    assert isinstance(parse_text(block, TODAY), IdDocument | RawDocument)


def test_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="255"):
        parse_text(bytes(255), TODAY)


def test_newest_address() -> None:
    assert parse_newest_address("新路 2 号".ljust(35).encode("utf-16-le")) == "新路 2 号"
    assert parse_newest_address(b" \0" * 35) is None
    assert parse_newest_address(b"\x00\xd8" * 35) is None


def laid_out(*fields: tuple[str, int]) -> bytes:
    """A block of texts one after the other, each filled up to so many bytes."""
    padded = "".join(text.ljust(size // 2) for text, size in fields).encode("utf-16-le")
    assert len(padded) == 256
    return padded


HOLDER = (("张三丰", 30), ("1", 2), ("", 4), ("19900101", 16), ("某省某市中山路一号", 70))
TERM = (("某市公安局", 30), ("20200101", 16), ("20250101", 16))
FOREIGN = {
    # As open readers of these cards lay them out; no authority has published it (card.md 2.2).
    "permanent residence, until 2023": (
        ("ZHANG SANFENG", 120), ("1", 2), ("USA110090010101", 30), ("USA", 6), ("张三丰", 30), ("20200101", 16),
        ("20300101", 16), ("19900101", 16), ("01", 4), ("1500", 8), ("I", 2), ("", 6),
    ),
    "permanent residence, with 18 digits": (
        *HOLDER, ("911100199001010018", 36), *TERM, ("", 28), ("Y", 2), ("", 6),
    ),
    "Hong Kong, Macau": (
        *HOLDER, ("810000199001010019", 36), *TERM, ("H12345678", 18), ("01", 4), ("", 6), ("J", 2), ("", 6),
    ),
    "Taiwan": (
        *HOLDER, ("830000199001010017", 36), *TERM, ("12345678", 18), ("01", 4), ("", 6), ("J", 2), ("", 6),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOREIGN)
def test_other_peoples_cards_are_shown_as_they_stand(kind: str) -> None:
    fields = FOREIGN[kind]
    document = parse_text(laid_out(*fields), TODAY)
    assert isinstance(document, RawDocument)
    shown = "".join(text for _, text in document.fields)
    for text, _ in fields:
        assert text.replace(" ", "") in shown.replace(" ", ""), text
