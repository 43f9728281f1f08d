"""Sums in amount cells: exact, rounded once, never a crash."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.desktop.arithmetic import has_arithmetic, reckon, settled_text, with_sums_settled
from counter.domain.claim import PersonFacts
from counter.domain.draft import Draft, DraftLine, DraftReceipt
from counter.domain.errors import InvalidAmount


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3*12.5+4", 4150),
        ("３＊１２。５＋４", 4150),
        ("3×12.5", 3750),
        ("100÷3", 3333),
        ("(1+2)*3", 900),
        ("10-2.5", 750),
        ("1,200+0.5", 120050),
        ("0.005*1", 1),
        ("12.50", 1250),
        ("-5+6", 100),
        ("2*-3+10", 400),
    ],
)
def test_value(text: str, fen: int) -> None:
    assert reckon(text) == fen


@pytest.mark.parametrize(
    "text", ["3*", "3+", "*3+1", "(1+2", "1+2)", "1/0", "1..2+3", "a+b", "3*(", "1e5+1", "1 2+", "(" * 60, "1+" * 80]
)
def test_unfinished_sum_is_no_number_and_stays_as_typed(text: str) -> None:
    with pytest.raises(InvalidAmount) as raised:
        reckon(text)
    assert raised.value.reason == "not_a_number"
    assert settled_text(text) == text


def test_negative_and_huge_results_are_refused() -> None:
    with pytest.raises(InvalidAmount, match="negative"):
        reckon("1-2")
    with pytest.raises(InvalidAmount, match="too_large"):
        reckon("999999999*999999999")


def test_sign_alone_is_no_arithmetic() -> None:
    assert not has_arithmetic("-5")
    assert not has_arithmetic("5.20")
    assert has_arithmetic("5+")


def test_only_finished_sums_of_a_draft_are_settled() -> None:
    draft = Draft("k", 1, "110000", "310", PersonFacts("11", date(1968, 5, 12)))
    draft.receipts.append(DraftReceipt(total="600+33.80", lines=[DraftLine("x", None, "2*3", "1", "12.5+")]))
    settled = with_sums_settled(draft)
    assert settled.receipts[0].total == "633.80"
    assert settled.receipts[0].lines[0].unit_price == "6.00"
    assert settled.receipts[0].lines[0].amount == "12.5+"
    assert draft.receipts[0].total == "600+33.80"


@given(st.lists(st.tuples(st.integers(0, 999999), st.sampled_from("+*")), min_size=2, max_size=4))
def test_agrees_with_fractions(parts: list[tuple[int, str]]) -> None:
    text = "".join(f"{fen // 100}.{fen % 100:02d}{operator}" for fen, operator in parts)[:-1]
    oracle = eval(  # the oracle is Python's own grammar over exact fractions
        "".join(f"Fraction({fen}, 100){operator}" for fen, operator in parts)[:-1], {"Fraction": Fraction}
    )
    expected = int(oracle * 100 + Fraction(1, 2))
    if expected > 99_999_999_999:
        with pytest.raises(InvalidAmount):
            reckon(text)
    else:
        assert reckon(text) == expected


@given(st.text(alphabet="0123456789+-*/().，。 ", max_size=40))
def test_never_anything_but_an_amount_or_invalid_amount(text: str) -> None:
    try:
        assert reckon(text) is not None
    except InvalidAmount:
        assert settled_text(text) == text
