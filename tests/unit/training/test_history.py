"""One account, followed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.claim import CareKind, Institution, InstitutionLevel
from counter.domain.identity import Sex
from counter.domain.ledger import EntryKind, Transfer
from counter.domain.member import Insurance, InsuranceState
from counter.training.history import (
    Course,
    PlannedVisit,
    SharedPayment,
    employer_share_fen,
    last_due_month,
    receipt_code,
    write_history,
)
from counter.training.names import PersonName
from counter.training.people import make_member

MEMBER = make_member(1, 7, PersonName("张三", "zs"), Sex.MALE, date(1990, 6, 15))
INSURANCE = Insurance(
    "310",
    "110000",
    "1101",
    InsuranceState.NORMAL,
    date(2015, 7, 1),
    None,
    None,
    "示范单位",
    "employer",
    date(2026, 2, 1),
)
HOSPITAL = Institution("H99010100001", "示范第一医院", InstitutionLevel.LEVEL_3, "110000")
PHARMACY = Institution("P99010100001", "示范大药房一店", InstitutionLevel.LEVEL_1, "110000", is_pharmacy=True)


def course(**changes: object) -> Course:
    plain = Course(MEMBER, (INSURANCE,), date(2026, 1, 1), date(2026, 3, 20), base_fen=1_000_000, opening_fen=5_000)
    return replace(plain, **changes)  # type: ignore[arg-type]


def transfers(made: Course) -> list[Transfer]:
    return [transfer for posting in write_history(made).postings for transfer in posting.transfers]


def test_a_month_brings_the_own_part_in_full_and_the_employers_by_age() -> None:
    file = write_history(course())
    assert [posting.memo for posting in file.postings] == ["2026", "2026-01", "2026-02"]
    assert [posting.day for posting in file.postings] == [date(2026, 1, 1), date(2026, 2, 5), date(2026, 3, 5)]
    assert file.postings[1].transfers == (
        Transfer("clearing:contributions", "member:7:current", 20_000, EntryKind.CONTRIBUTION),
        Transfer("clearing:contributions", "member:7:current", 10_000, EntryKind.EMPLOYER_SHARE),
    )
    assert (file.contributions[0].base_fen, file.contributions[0].employer_fen) == (1_000_000, 100_000)


@pytest.mark.parametrize(("age", "share"), [(34, 8_000), (35, 10_000), (44, 10_000), (45, 20_000)])
def test_employer_share_by_age(age: int, share: int) -> None:
    assert employer_share_fen(1_000_000, age) == share


def test_months_that_were_not_paid_bring_nothing() -> None:
    stopped = replace(INSURANCE, last_paid_month=date(2026, 1, 1))
    assert len(write_history(course(insurances=(stopped,))).contributions) == 1
    never = replace(INSURANCE, last_paid_month=None)
    assert write_history(course(insurances=(never,))).contributions == ()


def test_retirement_changes_the_inflow_on_its_month() -> None:
    retiring = replace(INSURANCE, retired_on=date(2026, 2, 1), last_paid_month=date(2026, 1, 1))
    months = write_history(course(insurances=(retiring,))).contributions
    assert [(month.base_fen, month.to_account_fen) for month in months] == [(1_000_000, 30_000), (0, 10_000)]


def test_a_purchase_takes_this_years_money_first_and_stops_at_nothing() -> None:
    visit = PlannedVisit(date(2026, 2, 9), CareKind.PHARMACY, PHARMACY, 40_000, 38_000)
    file = write_history(course(visits=(visit,)))
    (past,) = file.visits
    assert (past.account_current_fen, past.account_prior_fen, past.cash_fen) == (30_000, 5_000, 5_000)
    assert file.postings[2].memo == past.document
    assert {transfer.kind for transfer in file.postings[2].transfers} == {EntryKind.PHARMACY}


def test_what_is_out_of_scope_is_paid_in_cash_even_from_a_full_account() -> None:
    visit = PlannedVisit(date(2026, 1, 9), CareKind.OUTPATIENT, HOSPITAL, 20_000, 12_000)
    (past,) = write_history(course(visits=(visit,), opening_fen=9_999_900)).visits
    assert (past.account_prior_fen, past.cash_fen) == (12_000, 8_000)
    assert dict(past.totals_added)["D310201/outpatient"] == 12_000


def test_shared_money_is_prior_year_money_and_ends_with_it() -> None:
    payment = SharedPayment(date(2026, 2, 20), "S1", "H99010100001", 7_000)
    given = [t for t in transfers(course(shared=(payment,))) if t.kind is EntryKind.FAMILY_SHARING]
    assert given == [Transfer("member:7:prior", "institution:H99010100001", 5_000, EntryKind.FAMILY_SHARING)]
    nothing = course(shared=(payment, payment), opening_fen=5_000)
    assert len([t for t in transfers(nothing) if t.kind is EntryKind.FAMILY_SHARING]) == 1


def test_the_year_closes_with_interest_and_carry_over() -> None:
    paid = replace(INSURANCE, last_paid_month=date(2026, 1, 1))
    whole = course(insurances=(paid,), today=date(2026, 12, 31), opening_fen=100_000)
    at_end = [posting for posting in write_history(whole).postings if posting.day == date(2026, 12, 31)]
    # One month end at 1,000.00, eleven at 1,300.00: mean 1,275.00, at 1.5 % 19.125, half up to the fen.
    assert at_end[0].transfers == (Transfer("clearing:interest", "member:7:prior", 1_913, EntryKind.INTEREST),)
    assert at_end[1].transfers == (Transfer("member:7:current", "member:7:prior", 30_000, EntryKind.CARRY_OVER),)
    day_before = replace(whole, today=date(2026, 12, 30))
    assert write_history(day_before).postings[-1].day < date(2026, 12, 30)


def test_no_account_no_postings() -> None:
    visit = PlannedVisit(date(2026, 1, 9), CareKind.OUTPATIENT, HOSPITAL, 20_000, 12_000)
    file = write_history(course(has_account=False, visits=(visit,)))
    assert file.postings == ()
    assert file.visits[0].cash_fen == 20_000


def test_a_resident_pays_once_a_year() -> None:
    pupil = replace(INSURANCE, scheme="390", person_type="1403", last_paid_month=date(2026, 12, 1))
    (premium,) = write_history(course(insurances=(pupil,), has_account=False)).contributions
    assert (premium.month, premium.own_fen, premium.paid_on) == (date(2026, 1, 1), 38_000, date(2025, 11, 10))


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 21), date(2026, 10, 1)),
        (date(2026, 11, 5), date(2026, 10, 1)),
        (date(2026, 11, 4), date(2026, 9, 1)),
        (date(2027, 1, 4), date(2026, 11, 1)),
        (date(2027, 1, 5), date(2026, 12, 1)),
    ],
)
def test_the_last_month_that_has_arrived(today: date, month: date) -> None:
    assert last_due_month(today) == month


def test_receipt_codes_name_kind_and_year() -> None:
    assert receipt_code(CareKind.OUTPATIENT, date(2026, 5, 1)) == "11060126"
    assert receipt_code(CareKind.INPATIENT, date(2025, 5, 1)) == "11060225"
