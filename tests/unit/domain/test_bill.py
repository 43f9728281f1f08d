"""A bill by columns and line by line: the same figures for every claim and every rule, and rows when somebody looks."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from array import array
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from counter.domain import bill as bill_module
from counter.domain.adjudication import LineSplit, Source
from counter.domain.bill import Bill, Splits, split_lines
from counter.domain.claim import (
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
    StayPart,
)
from counter.domain.money import Rate
from counter.domain.policy import BedLimit, LineRules, OwnShare
from counter.domain.rounding import Rounding

SOURCE = Source("测试", "1", "D")
USUAL = LineRules(
    SOURCE,
    price_limits=True,
    direct_apart=False,
    rounding=Rounding.HALF_UP,
    round_to=1,
    own_share=None,
    bed_limit=None,
)
PLACE = Institution("H99010100001", "示范医院", InstitutionLevel.LEVEL_3, "990101")
DAY = date(2026, 6, 1)

RATES = st.none() | st.builds(Rate, st.integers(0, 7), st.integers(7, 23))
LINES = st.builds(
    ClaimLine,
    st.just("X"),
    st.just("项目"),
    st.sampled_from(ItemClass),
    st.just("101"),
    st.sampled_from(("01", "09")),
    st.integers(0, 3_000),
    st.decimals("0.01", 30, places=2),
    st.integers(0, 20_000),
    RATES,
    st.none() | st.integers(0, 3_000),
    st.booleans(),
)
RULES = st.builds(
    LineRules,
    st.just(SOURCE),
    st.booleans(),
    st.booleans(),
    st.sampled_from((Rounding.HALF_UP, Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)),
    st.sampled_from((1, 1, 1, 10, 100)),
    st.sampled_from((None, None, OwnShare(SOURCE, {"": Rate(1, 10)}, (), None))),
    st.sampled_from((None, None, BedLimit(SOURCE, frozenset({"01"}), {"3": 700}))),
)
SHARES = st.sampled_from((None, None, Rate(1, 7)))
PARTS = st.sampled_from((None, None, StayPart("s", 1, 2, DAY, DAY, 3, 7, new_admission=False)))


def claim_of(receipts: list[list[ClaimLine]], part: StayPart | None = None) -> Claim:
    made = tuple(
        Receipt(ReceiptKind.E_RECEIPT, "99010226", str(number), "", PLACE, DAY, 0, tuple(lines))
        for number, lines in enumerate(receipts)
    )
    person = PersonFacts("1101", date(1980, 5, 1))
    return Claim(1, "990101", "310", CareKind.INPATIENT, person, PLACE, made, DAY, part=part)


def line(amount: int, item_class: ItemClass = ItemClass.A, rate: Rate | None = None) -> ClaimLine:
    return ClaimLine("X", "项目", item_class, "101", "09", amount, Decimal(1), amount, rate)


def by_line(claim: Claim, rules: LineRules, first_share: Rate | None) -> Bill:
    return bill_module._line_by_line(claim, rules, "3", first_share)


@given(st.lists(st.lists(LINES, max_size=12), max_size=3), RULES, SHARES, PARTS)
@example([[line(5, ItemClass.B), line(7, ItemClass.B, Rate(1, 14))]], USUAL, None, None)
@example([[dataclasses.replace(line(97), unit_price_fen=100, price_limit_fen=0)]], USUAL, None, None)
@settings(max_examples=400, deadline=None)
def test_every_figure_is_that_of_the_lines(
    receipts: list[list[ClaimLine]], rules: LineRules, first_share: Rate | None, part: StayPart | None
) -> None:
    claim = claim_of(receipts, part)
    found, flat = split_lines(claim, rules, "3", first_share), by_line(claim, rules, first_share)
    assert dataclasses.replace(found, splits=flat.splits) == flat
    assert dataclasses.replace(split_lines(claim, rules, "3", first_share, columns=True), splits=flat.splits) == flat
    rows = list(found.splits)
    assert rows == list(flat.splits)
    assert [(row.receipt, row.line) for row in rows] == [
        (number, line) for number, lines in enumerate(receipts) for line in range(len(lines))
    ]
    assert all(min(row[2:]) >= 0 and sum(row[3:]) == row[2] for row in rows)
    sums = [sum(column) for column in zip(*(row[2:] for row in rows), strict=True)] or [0] * 5
    assert sums == [found.total, found.excluded, found.over_limit, found.prior_self_pay, found.eligible]


@pytest.mark.parametrize("columns", [False, True])
def test_usual_lines_get_their_rows_when_somebody_looks(monkeypatch: pytest.MonkeyPatch, columns: bool) -> None:
    looked = []
    flat = bill_module._line_by_line
    monkeypatch.setattr(bill_module, "_line_by_line", lambda *asked: looked.append(1) or flat(*asked))
    bill = split_lines(claim_of([[line(100), line(200, ItemClass.C)]]), USUAL, columns=columns)
    assert (bill.total, bill.excluded, bill.eligible, looked) == (300, 200, 100, [])
    assert len(bill.splits) == 2
    assert bill.splits[1].excluded_fen == 200
    assert looked == [1]


@pytest.mark.parametrize("limit", [None, 1])
def test_a_line_without_a_class_is_a_bug(limit: int | None) -> None:
    broken = dataclasses.replace(line(100), item_class="01", price_limit_fen=limit)  # type: ignore[arg-type]
    for columns in (False, True):
        with pytest.raises(TypeError, match="class"):
            split_lines(claim_of([[broken]]), USUAL, columns=columns)


def test_splits_are_equal_to_their_rows_and_copied_as_such() -> None:
    bill = split_lines(claim_of([[line(100), line(200, ItemClass.C)]]), USUAL)
    rows = (LineSplit(0, 0, 100, 0, 0, 0, 100), LineSplit(0, 1, 200, 200, 0, 0, 0))
    assert isinstance(bill.splits, Splits)
    assert bill.splits == rows == tuple(bill.splits)
    assert bill.splits[:1] == rows[:1]
    assert bill.splits != rows[:1]
    assert hash(bill.splits) == hash(rows)
    assert repr(bill.splits) == repr(rows)
    for copied in (copy.deepcopy(bill.splits), pickle.loads(pickle.dumps(bill.splits))):
        assert type(copied) is tuple
        assert copied == rows


def test_columns_are_no_part_of_a_claim() -> None:
    claim, same = claim_of([[line(100)]]), claim_of([[line(100)]])
    assert claim.columns is claim.columns
    assert claim == same
    assert claim.content() == same.content()
    assert pickle.loads(pickle.dumps(claim)) == same
    other = dataclasses.replace(claim, receipts=claim_of([[line(700)]]).receipts)
    assert split_lines(other, USUAL, columns=True).total == 700


def test_lines_of_equal_rates_form_one_group() -> None:
    lines = [line(100 + number, ItemClass.B, Rate(1, 10)) for number in range(5)]
    assert claim_of([[*lines, line(3)]]).columns.class_b == [
        (Rate(1, 10), 510, array("q", [100, 101, 102, 103, 104])),
    ]


def test_only_fractions_of_a_fen_above_a_limit_are_kept_by_line() -> None:
    whole = dataclasses.replace(line(900), unit_price_fen=300, quantity=Decimal(3), price_limit_fen=200)
    part = dataclasses.replace(whole, quantity=Decimal("2.5"))
    far = dataclasses.replace(whole, price_limit_fen=0, amount_fen=700)
    columns = claim_of([[whole, part, far]]).columns
    assert columns == (0, 600, [], 300 + 700, [(Rate(0, 1), 900, 500, 2)])
