"""Which insurance governs, which covers a claim, and the three answers to "may this person enjoy benefits"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.adjudication import AccountMoney
from counter.domain.claim import CareKind, Claim, Institution, InstitutionLevel, PersonFacts
from counter.domain.errors import NotCovered
from counter.domain.identity import Sex
from counter.domain.member import (
    Answer,
    CardState,
    Eligibility,
    Insurance,
    InsuranceState,
    Member,
    MemberRecord,
    Overview,
    covering_insurance,
    eligibility,
    governing_insurance,
    months_between,
)

TODAY = date(2026, 11, 21)
MEMBER = Member(
    7, "9901", "张三", "99010119900101006X", Sex.FEMALE, date(1990, 1, 1), "X00000019", None, CardState.NORMAL
)
EMPLOYEE = Insurance(
    "310",
    "990101",
    "11",
    InsuranceState.NORMAL,
    date(2015, 1, 1),
    None,
    None,
    "某公司",
    "employer",
    date(2026, 10, 1),
)
RESIDENT = replace(EMPLOYEE, scheme="390", enrolment="resident")
PENSION = replace(EMPLOYEE, scheme="110")


def claim_on(day: date) -> Claim:
    hospital = Institution("H1", "甲医院", InstitutionLevel.LEVEL_3, "990101")
    person = PersonFacts("11", date(1990, 1, 1))
    return Claim(7, "990101", "310", CareKind.OUTPATIENT, person, hospital, (), day)


@pytest.mark.parametrize(
    ("rows", "governs"),
    [
        ((), None),
        ((PENSION,), None),
        ((PENSION, RESIDENT), RESIDENT),
        ((RESIDENT, EMPLOYEE), EMPLOYEE),
        (
            (replace(EMPLOYEE, state=InsuranceState.ENDED), RESIDENT),
            RESIDENT,
        ),
        (
            (replace(RESIDENT, state=InsuranceState.ENDED), replace(EMPLOYEE, state=InsuranceState.SUSPENDED)),
            replace(EMPLOYEE, state=InsuranceState.SUSPENDED),
        ),
    ],
)
def test_which_insurance_governs(rows: tuple[Insurance, ...], governs: Insurance | None) -> None:
    assert governing_insurance(rows) == governs


def test_the_row_that_covers_the_service_day() -> None:
    earlier = replace(EMPLOYEE, from_day=date(2010, 1, 1), to_day=date(2014, 12, 31), state=InsuranceState.ENDED)
    assert covering_insurance((earlier, EMPLOYEE), claim_on(date(2014, 12, 31))) is earlier
    assert covering_insurance((earlier, EMPLOYEE), claim_on(date(2015, 1, 1))) is EMPLOYEE


def test_a_suspended_row_does_not_hide_one_that_covers() -> None:
    suspended = replace(EMPLOYEE, state=InsuranceState.SUSPENDED)
    assert covering_insurance((suspended, EMPLOYEE), claim_on(TODAY)) is EMPLOYEE


@pytest.mark.parametrize(
    ("rows", "day", "reason"),
    [
        ((), TODAY, "not_insured"),
        ((RESIDENT,), TODAY, "not_insured"),
        ((replace(EMPLOYEE, region="990102"),), TODAY, "not_insured"),
        ((replace(EMPLOYEE, state=InsuranceState.SUSPENDED),), TODAY, "suspended"),
        ((replace(EMPLOYEE, frozen=True),), TODAY, "frozen"),
        ((replace(EMPLOYEE, to_day=date(2026, 11, 20)),), TODAY, "ended"),
        ((EMPLOYEE,), date(2014, 12, 31), "not_yet_insured"),
    ],
)
def test_why_a_claim_is_not_covered(rows: tuple[Insurance, ...], day: date, reason: str) -> None:
    with pytest.raises(NotCovered) as caught:
        covering_insurance(rows, claim_on(day))
    assert (caught.value.reason, caught.value.day) == (reason, day)


def answer(member: Member = MEMBER, insurance: Insurance | None = EMPLOYEE, has_policy: bool = True) -> Eligibility:
    return eligibility(member, insurance, TODAY, "2026-11-21T10:00:00+08:00", has_policy)


def test_yes() -> None:
    assert answer() == Eligibility(Answer.YES, ("insured",), "records", "2026-11-21T10:00:00+08:00")
    assert answer(insurance=replace(EMPLOYEE, last_paid_month=date(2026, 9, 1))).answer is Answer.YES


@pytest.mark.parametrize(
    ("member", "insurance", "reasons"),
    [
        (replace(MEMBER, deceased_on=TODAY), EMPLOYEE, ("deceased",)),
        (MEMBER, None, ("not_insured",)),
        (MEMBER, replace(EMPLOYEE, state=InsuranceState.SUSPENDED), ("suspended",)),
        (MEMBER, replace(EMPLOYEE, state=InsuranceState.ENDED), ("ended",)),
        (MEMBER, replace(EMPLOYEE, state=InsuranceState.INVALID), ("ended",)),
        (MEMBER, replace(EMPLOYEE, state=InsuranceState.NONE), ("ended",)),
        (MEMBER, replace(EMPLOYEE, frozen=True), ("frozen",)),
        (
            replace(MEMBER, deceased_on=date(2020, 1, 1), card_state=CardState.LOST),
            replace(EMPLOYEE, state=InsuranceState.SUSPENDED, frozen=True),
            ("deceased", "suspended", "frozen"),
        ),
    ],
)
def test_no_with_every_reason(member: Member, insurance: Insurance | None, reasons: tuple[str, ...]) -> None:
    found = answer(member, insurance)
    assert (found.answer, found.reasons) == (Answer.NO, reasons)


@pytest.mark.parametrize(
    ("member", "insurance", "has_policy", "reasons"),
    [
        (replace(MEMBER, card_state=CardState.LOST), EMPLOYEE, True, ("card_lost",)),
        (MEMBER, EMPLOYEE, False, ("other_region",)),
        (MEMBER, replace(EMPLOYEE, last_paid_month=None), True, ("never_paid",)),
        (MEMBER, replace(EMPLOYEE, last_paid_month=date(2026, 8, 1)), True, ("arrears",)),
        (
            replace(MEMBER, card_state=CardState.FROZEN),
            replace(EMPLOYEE, last_paid_month=None),
            False,
            ("card_frozen", "other_region", "never_paid"),
        ),
    ],
)
def test_unknown_is_an_answer(member: Member, insurance: Insurance, has_policy: bool, reasons: tuple[str, ...]) -> None:
    found = answer(member, insurance, has_policy)
    assert (found.answer, found.reasons) == (Answer.UNKNOWN, reasons)


def test_the_retired_pay_no_contributions() -> None:
    retired = replace(EMPLOYEE, retired_on=date(2020, 1, 1), last_paid_month=None)
    assert answer(insurance=retired).answer is Answer.YES
    assert answer(insurance=replace(retired, retired_on=date(2027, 1, 1))).answer is Answer.UNKNOWN


def test_a_death_in_the_future_is_no_death() -> None:
    assert answer(replace(MEMBER, deceased_on=date(2026, 11, 22))).answer is Answer.YES


def test_calendar_months() -> None:
    assert months_between(date(2025, 12, 31), date(2026, 1, 1)) == 1
    assert months_between(date(2026, 3, 1), date(2026, 3, 31)) == 0
    assert months_between(date(2026, 3, 1), date(2025, 1, 1)) == -14


def test_what_rules_ask_about_a_member() -> None:
    record = MemberRecord(MEMBER, (EMPLOYEE,), AccountMoney(), (), (), (), (), (), 0, TODAY)
    overview = Overview(record, EMPLOYEE, answer(), (), "", "")
    assert overview.person == PersonFacts("11", date(1990, 1, 1), None)
    assert replace(overview, insurance=None).person is None
