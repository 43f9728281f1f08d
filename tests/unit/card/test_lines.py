"""What crosses between the processes comes back as it was."""

from __future__ import annotations

from datetime import date

import pytest

from counter.card.lines import card_from, decode, encode, fields_of
from counter.domain.identity import CardRead, IdentityRoute, Sex

FULL = CardRead(
    "r 00", 3, IdentityRoute.CHIP, "2.00", "99" * 16, "3", "X00000019", "990101199001010019", "张𬭶", Sex.MALE, "01",
    "990101", date(1990, 1, 1), date(2020, 1, 1), date(2039, 12, 31), False, ("expired",),
    (("ethnicity", "1a"), ("sex", "aa")),
)  # fmt: skip


@pytest.mark.parametrize("card", [FULL, CardRead("r", 1, IdentityRoute.CHIP, protected=True)])
def test_a_read_comes_back(card: CardRead) -> None:
    line = encode({"signal": "read", "card": fields_of(card)})
    assert line.isascii()
    assert line.count("\n") == 1
    decoded = decode(line)
    assert decoded is not None
    assert card_from(decoded["card"]) == card


@pytest.mark.parametrize("noise", ["", "warning: something", "[1]", "3", "{", "[" * 100_000])
def test_other_output_is_no_line(noise: str) -> None:
    assert decode(noise) is None
