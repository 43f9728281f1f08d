"""A reversal is the full negative of a settlement, and a correction begins with everything of it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import (
    Away,
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
from counter.domain.draft import Draft, claim_from_draft
from counter.domain.errors import NotReversible
from counter.domain.ledger import EntryKind, Transfer
from counter.domain.money import Rate
from counter.domain.reversal import (
    ReversalBasis,
    check_reversible,
    contra_snapshot,
    contra_transfers,
    draft_of,
    is_reversal_of,
    negative,
)
from counter.domain.settlement import Settlement, Snapshot

from .test_settlement import SNAPSHOT

SETTLED = Settlement(1, SNAPSHOT, 9, "cd" * 32, "printed", 1)
PRICED = SNAPSHOT.adjudication


def basis(**changes: object) -> ReversalBasis:
    """What the books say right after the settlement."""
    after = PRICED.totals_after
    return replace(ReversalBasis(SETTLED, after.year, (), (), after, SNAPSHOT.account_after, (), False), **changes)


def test_every_amount_is_negated_and_still_adds_up() -> None:
    undone = negative(PRICED, PRICED.totals_after)
    for name in (field.name for field in fields(PRICED)):
        if name.endswith("_amount"):
            assert getattr(undone, name) == -getattr(PRICED, name), name
    assert undone.fund_amount == -PRICED.fund_amount and undone.person_amount == -PRICED.person_amount
    assert [(-fund.amount_fen, fund.code) for fund in undone.funds] == [
        (fund.amount_fen, fund.code) for fund in PRICED.funds
    ]
    for left, was in zip(undone.funds, PRICED.funds, strict=True):
        if was.limit_left_fen is None:
            assert left.limit_left_fen is None
        else:
            assert left.limit_left_fen == was.limit_left_fen + was.amount_fen, "the fund may pay it once more"
    assert [sum(line[3:]) - line[2] for line in undone.lines] == [0] * len(PRICED.lines)
    assert undone.totals_after == PRICED.totals_before


def test_twice_negated_is_the_same_money() -> None:
    again = negative(negative(PRICED, PRICED.totals_after), PRICED.totals_before)
    assert again.figures() == PRICED.figures()
    assert again.totals_after == PRICED.totals_after


def test_a_payer_of_mixed_sign_is_no_negative() -> None:
    undone = negative(PRICED, PRICED.totals_after)
    with pytest.raises(AssertionError):
        replace(
            undone,
            cash_amount=undone.cash_amount - PRICED.total_amount * 2,
            account_current_amount=undone.account_current_amount + PRICED.total_amount * 2,
        )


def test_the_snapshot_names_what_it_reverses_and_is_stored_whole() -> None:
    undone = replace(contra_snapshot(basis(), "why"), number="N2", clerk="another")
    contra = undone.contra
    assert contra is not None
    assert (contra.number, contra.code, contra.clerk, contra.reason) == (
        SNAPSHOT.number,
        SETTLED.code,
        SNAPSHOT.clerk,
        "why",
    )
    assert undone.account_after == AccountMoney(
        SNAPSHOT.account_after.current_fen + PRICED.account_current_amount,
        SNAPSHOT.account_after.prior_fen + PRICED.account_prior_amount,
    )
    assert Snapshot.from_json(undone.to_json()) == undone
    assert sum(line.amount_fen for line in undone.categories) == -sum(line.amount_fen for line in SNAPSHOT.categories)


def test_what_was_stored_before_keeps_its_hash() -> None:
    assert b'"contra"' not in SNAPSHOT.to_json() and b'"replaces"' not in SNAPSHOT.to_json()
    corrected = replace(SNAPSHOT, replaces="N1")
    assert Snapshot.from_json(corrected.to_json()) == corrected
    assert corrected.content_hash != SNAPSHOT.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x"},
        {"claim_hash": "0" * 64},
        {"receipts": ()},
        {"contra": None},
        {"replaces": "N0"},
        {"categories": SNAPSHOT.categories},
        {"adjudication": PRICED},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_snapshot_that_is_not_the_negative_is_told(change: dict[str, object]) -> None:
    undone = replace(contra_snapshot(basis(), "why"), number="N2", key="k2", clerk="another", counter="9")
    assert is_reversal_of(undone, SETTLED)
    assert not is_reversal_of(replace(undone, **change), SETTLED)


def test_money_goes_back_line_by_line() -> None:
    one = Transfer("fund:310101", "member:1:payable", 5, EntryKind.CLAIM)
    two = Transfer("member:1:prior", "member:1:payable", 7, EntryKind.CLAIM)
    assert contra_transfers((one, two)) == (
        Transfer("member:1:payable", "fund:310101", 5, EntryKind.REVERSAL),
        Transfer("member:1:payable", "member:1:prior", 7, EntryKind.REVERSAL),
    )


WITH_ACCOUNT = replace(
    SETTLED,
    snapshot=replace(
        SNAPSHOT,
        adjudication=replace(
            PRICED, cash_amount=0, account_current_amount=PRICED.account_current_amount + PRICED.cash_amount
        ),
    ),
)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"later": ("N9", "N8")}, "used_later"),
        ({"short": ("member:1:payable",)}, "money_gone"),
        ({"year_closed": True, "settlement": WITH_ACCOUNT}, "year_closed"),
        ({"settlement": replace(SETTLED, snapshot=contra_snapshot(basis(), "why"))}, "is_reversal"),
    ],
)
def test_why_it_cannot_be_reversed(change: dict[str, object], reason: str) -> None:
    check_reversible(basis())
    with pytest.raises(NotReversible) as refused:
        check_reversible(basis(**change))
    assert (refused.value.reason, refused.value.documents) == (reason, change.get("later", ()))


def test_a_closed_year_matters_only_where_account_money_went() -> None:
    plain = replace(
        SETTLED,
        snapshot=replace(
            SNAPSHOT,
            adjudication=replace(
                PRICED,
                cash_amount=PRICED.cash_amount + PRICED.account_amount,
                account_current_amount=0,
                account_prior_amount=0,
            ),
        ),
    )
    check_reversible(basis(settlement=plain, year_closed=True))


PLACE = Institution("H1", "医院", InstitutionLevel.LEVEL_3, "110000")
LINE = ClaimLine("X1", "阿司匹林", ItemClass.B, "101", "09", 1_250, Decimal("2.5"), 3_125, Rate(1, 10), 3_000, True)
OFF_LIST = ClaimLine("", "面霜", ItemClass.C, "", "14", 1_000, Decimal(1), 1_000)
STAY = (date(2025, 12, 30), date(2026, 1, 2))
WHOLE = Claim(
    1,
    "110000",
    "310",
    CareKind.INPATIENT,
    PersonFacts("1101", date(1980, 5, 8)),
    PLACE,
    (
        Receipt(
            ReceiptKind.E_RECEIPT, "11060226", "0012345678", "7FA31C", PLACE, date(2026, 1, 2), 4_125, (LINE, OFF_LIST)
        ),
        Receipt(ReceiptKind.INVOICE, "", "12345678901234567890", "", PLACE, date(2026, 1, 2), 1_000, (OFF_LIST,)),
    ),
    STAY[1],
    *STAY,
    "肺炎",
    "03",
    disease="",
)
CLAIMS = {
    "stay": WHOLE,
    "visit": replace(WHOLE, care=CareKind.OUTPATIENT, admission_day=None, discharge_day=None),
    "referred": replace(
        WHOLE,
        away=Away.REFERRED,
        receipts=tuple(replace(receipt, institution=replace(PLACE, region="320000")) for receipt in WHOLE.receipts),
        institution=replace(PLACE, region="320000"),
    ),
    "listed disease": replace(WHOLE, disease="dialysis"),
    "part": replace(
        WHOLE,
        receipts=(replace(WHOLE.receipts[0], portion_fen=3_125, lines=(LINE,)),),
        part=StayPart("k0", 2, 2, date(2026, 1, 1), STAY[1], 2, 4, False),
    ),
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_the_draft_of_a_claim_is_that_claim_again(claim: Claim) -> None:
    draft = draft_of(claim, "fresh", "N1")
    assert (draft.key, draft.replaces) == ("fresh", "N1")
    assert claim_from_draft(draft, date(2026, 11, 21)) == claim


def test_no_fact_of_a_claim_is_forgotten_in_its_draft() -> None:
    """A fact that both know has the same value; a new one must be thought of here."""
    both = {field.name for field in fields(Draft)} & {field.name for field in fields(Claim)}
    for claim in CLAIMS.values():
        draft = draft_of(claim, "k", "N")
        for name in both - {"receipts", "admission_day", "discharge_day"}:
            assert getattr(draft, name) == getattr(claim, name), name


def test_the_year_of_the_basis_is_named() -> None:
    undone = contra_snapshot(basis(totals=YearTotals("2026", (("S0000/outpatient", 5),))), "why")
    assert undone.adjudication.totals_before == YearTotals("2026", (("S0000/outpatient", 5),))
