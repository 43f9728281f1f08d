"""The training centre's own reading of the Beijing rules against the engine with the real packages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CareKind, Claim, ClaimLine, Institution, ItemClass, PersonFacts, Receipt, ReceiptKind
from counter.domain.engine import adjudicate
from counter.policies.book import load_book
from counter.training.centre import build_centre
from counter.visit.centre import Centre, MemberFile, PastVisit

RESOURCES = Path(__file__).parents[2] / "resources"
PRICED = {CareKind.OUTPATIENT, CareKind.EMERGENCY, CareKind.INPATIENT, CareKind.FAMILY_BED}


def card_claim(file: MemberFile, visit: PastVisit, institution: Institution) -> Claim:
    """A past visit as the claim that the hospital's system settled by card."""
    insurance = file.insurances[0]
    person = PersonFacts(insurance.person_type, file.member.birth_day, insurance.retired_on)

    def line(item_class: ItemClass, fen: int) -> ClaimLine:
        return ClaimLine("", "", item_class, "101", "09", fen, Decimal(1), fen)

    lines = [line(ItemClass.A, visit.eligible_fen)]
    if visit.total_fen > visit.eligible_fen:
        lines.append(line(ItemClass.C, visit.total_fen - visit.eligible_fen))
    kind, code, number = visit.receipt_key.split(":")
    receipt = Receipt(ReceiptKind(kind), code, number, "", institution, visit.day, visit.total_fen, tuple(lines))
    return Claim(
        file.member.member_id,
        insurance.region,
        visit.scheme,
        visit.care,
        person,
        institution,
        (receipt,),
        visit.day,
        visit.day,
        visit.day,
        "",
        "01",
        paid_in_cash=False,
    )


def employee_years(centre: Centre) -> Iterator[tuple[MemberFile, str, list[PastVisit]]]:
    for file in centre.members:
        if file.insurances[0].scheme == "310":
            for year in sorted({visit.year for visit in file.visits}):
                yield file, year, [visit for visit in file.visits if visit.year == year]


def without_account(totals: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((key, amount) for key, amount in totals if not key.startswith("D310201/"))


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 2, 3)])
def test_past_visits_cost_what_the_engine_says(today: date) -> None:
    centre = build_centre(today, RESOURCES)
    book = load_book(RESOURCES / "policies")
    institutions = {institution.code: institution for institution in centre.institutions}
    compared = 0
    funds_seen: set[str] = set()
    for file, year, visits in employee_years(centre):
        totals = YearTotals(year)
        for visit in visits:
            if visit.care in PRICED:
                policy = book.find("110000", "310", visit.care, visit.day)
                money = AccountMoney(visit.account_current_fen, visit.account_prior_fen)
                claim = card_claim(file, visit, institutions[visit.institution_code])
                priced = adjudicate(claim, policy, totals, money)
                funds = tuple((fund.code, fund.amount_fen) for fund in priced.funds)
                assert funds == visit.funds, (file.member.member_id, visit)
                assert without_account(priced.totals_added) == without_account(visit.totals_added), visit
                assert priced.cash_amount == visit.cash_fen, visit
                assert book.year_of("110000", "310", visit.day) == visit.year
                funds_seen |= {code for code, _ in funds}
                compared += 1
            totals = totals.plus(visit.totals_added)
    assert compared > 1_500
    assert funds_seen == {"310101", "330101", "999997"}
