"""The published Beijing examples, to the fen."""

from __future__ import annotations

import pytest

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CareKind, InstitutionLevel
from counter.training.pricing import pool_of, price_employee, price_resident

IN_SERVICE, RETIRED, OLD = (False, 58), (True, 63), (True, 78)
FRESH = YearTotals("2026")


def stay(eligible: int, person: tuple[bool, int] = IN_SERVICE, totals: YearTotals = FRESH) -> dict[str, int]:
    level = InstitutionLevel.LEVEL_3
    return dict(price_employee(CareKind.INPATIENT, level, person, totals, eligible, eligible).funds)


def test_inpatient_in_service() -> None:
    assert stay(6_000_000) == {"310101": 5_239_500}


def test_inpatient_retired() -> None:
    assert stay(6_000_000, RETIRED) == {"310101": 5_491_700, "999997": 189_150}


def test_second_admission_pays_half_the_deductible() -> None:
    used = FRESH.plus((("C0000/inpatient", 1), ("D310101/inpatient", 5_239_500)))
    assert stay(2_000_000, totals=used) == {"310101": 1_644_750}


def test_above_the_pool_cap_the_large_amount_fund_pays() -> None:
    assert stay(15_000_000) == {"310101": 10_000_000, "330101": 3_390_605}


def test_a_stay_below_the_deductible_is_the_members() -> None:
    priced = price_employee(CareKind.INPATIENT, InstitutionLevel.LEVEL_3, IN_SERVICE, FRESH, 100_000, 90_000)
    assert priced.funds == ()
    assert dict(priced.totals_added) == {
        "C0000/inpatient": 1,
        "S0000/inpatient": 100_000,
        "F0000/inpatient": 90_000,
        "Q0000/inpatient": 90_000,
    }


@pytest.mark.parametrize(
    ("person", "level", "eligible", "paid"),
    [
        (IN_SERVICE, InstitutionLevel.LEVEL_3, 3_000_000, 1_974_000),
        (IN_SERVICE, InstitutionLevel.LEVEL_3, 4_000_000, 2_577_714),
        (IN_SERVICE, InstitutionLevel.COMMUNITY, 280_000, 90_000),
        (RETIRED, InstitutionLevel.LEVEL_2, 230_000, 85_000),
        (RETIRED, InstitutionLevel.COMMUNITY, 230_000, 90_000),
        (OLD, InstitutionLevel.LEVEL_3, 230_000, 90_000),
    ],
)
def test_outpatient(person: tuple[bool, int], level: InstitutionLevel, eligible: int, paid: int) -> None:
    priced = price_employee(CareKind.OUTPATIENT, level, person, FRESH, eligible, eligible)
    assert priced.funds == (("330101", paid),)
    assert priced.fund_fen == paid


def test_family_sickbed_is_paid_as_level_1() -> None:
    at_level_3 = price_employee(CareKind.FAMILY_BED, InstitutionLevel.LEVEL_3, IN_SERVICE, FRESH, 230_000, 230_000)
    assert at_level_3.funds == (("310101", 90_000),)


def test_drug_purchase_is_paid_by_no_fund_and_counts_nowhere() -> None:
    assert pool_of(CareKind.PHARMACY) is None
    priced = price_employee(CareKind.PHARMACY, InstitutionLevel.LEVEL_1, IN_SERVICE, FRESH, 5_000, 5_000)
    assert (priced.funds, priced.totals_added) == ((), ())
    assert price_resident(CareKind.PHARMACY, InstitutionLevel.LEVEL_1, FRESH, 5_000, 5_000).funds == ()


def test_observation_and_serious_outpatient_are_no_admissions() -> None:
    assert pool_of(CareKind.OBSERVATION) == "observation"
    assert pool_of(CareKind.SERIOUS_OUTPATIENT) == "serious_outpatient"
    assert pool_of(CareKind.FAMILY_BED) == pool_of(CareKind.EMERGENCY_TO_INPATIENT) == "inpatient"


def test_residents() -> None:
    out = price_resident(CareKind.OUTPATIENT, InstitutionLevel.LEVEL_3, FRESH, 155_000, 155_000)
    assert out.funds == (("390101", 50_000),)
    first = price_resident(CareKind.INPATIENT, InstitutionLevel.LEVEL_3, FRESH, 230_000, 230_000)
    assert first.funds == (("390101", 78_000),)
    used = FRESH.plus(first.totals_added)
    second = price_resident(CareKind.INPATIENT, InstitutionLevel.LEVEL_3, used, 165_000, 165_000)
    assert second.funds == (("390101", 78_000),)
    nearly = FRESH.plus((("Q0000/outpatient", 55_000), ("D390101/outpatient", 449_000)))
    assert price_resident(CareKind.OUTPATIENT, InstitutionLevel.LEVEL_3, nearly, 90_000, 90_000).fund_fen == 1_000
