"""The second engine's regions against figures worked by hand from the published tables (policy.md A2 to A4)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from . import deductibles, roundings, statements
from .figures import Bill, Line, Refused, Visit
from .regions import reckon
from .stated import governing, packages
from .sums import YUAN


def bill(region: str, care: str, yuan: int, **changed: object) -> Bill:
    """Price class A of so many yuan in both of the second engine's ways; they must agree."""
    facts: dict[str, object] = {
        "region": region,
        "scheme": "310",
        "care": care,
        "level": "3",
        "settled": date(2024, 9, 1),
        "admitted": None,
        "person": "1101",
        "born": date(1980, 5, 1),
        "retired_on": None,
        "lines": (Line("A", yuan * YUAN, Fraction(1), yuan * YUAN),),
        "totals": {},
        "current_account": 0,
        "prior_account": 0,
        "paid_in_cash": False,
    }
    visit = Visit(**(facts | changed))  # type: ignore[arg-type]
    package = governing(visit, packages())
    found = reckon(visit, package)
    again = statements.price(visit, package)
    assert (found.deductible, found.funds, found.cash) == (again.deductible, again.funds, again.cash)
    return found


def paid(found: Bill) -> dict[str, Fraction]:
    return {fund: Fraction(fen, YUAN) for fund, fen in found.funds.items() if fen}


def test_shanghai_outpatient_account_then_self_segment_then_shared() -> None:
    money = {"current_account": 1_000 * YUAN, "prior_account": 600 * YUAN}
    found = bill("310000", "11", 5_000, settled=date(2022, 9, 1), **money)
    # 1 000 from the current year's account, 1 500 self segment, 50 % of 2 500; prior money pays 600 of what is left.
    assert (found.account_current, found.deductible) == (1_000 * YUAN, 1_500 * YUAN)
    assert paid(found) == {"330101": 1_250}
    assert (found.account_prior, found.cash) == (600 * YUAN, 2_150 * YUAN)


def test_shanghai_stay_pays_80_percent_above_the_cap() -> None:
    totals = {"Q0000/inpatient": 1_500 * YUAN, "D310101/inpatient": 629_150 * YUAN}
    # 850 are left below 630 000: 1 000 at 85 %, then 9 000 at 80 %.
    assert paid(bill("310000", "1301", 10_000, totals=totals)) == {"310101": 850, "330101": 7_200}


@pytest.mark.parametrize(("born", "rate"), [(date(1980, 5, 1), 85), (date(1964, 9, 1), 89), (date(1924, 9, 1), 100)])
def test_chengdu_the_rate_grows_with_age(born: date, rate: int) -> None:
    assert paid(bill("510100", "21", 1_800, born=born)) == {"310101": 10 * rate}


def test_xuzhou_deductible_stops_at_1200_a_year_and_level_2_has_no_rate() -> None:
    totals = {"C0000/inpatient": 2, "Q0000/inpatient": 900 * YUAN}
    assert bill("320300", "21", 10_000, totals=totals).deductible == 300 * YUAN
    with pytest.raises(Refused):
        bill("320300", "21", 10_000, level="2")


def test_nanjing_a_cap_for_each_disease() -> None:
    totals = {"F310101_dialysis/special": 68_000 * YUAN, "F310101/special": 68_000 * YUAN}
    assert paid(bill("320100", "14", 5_000, disease="dialysis", totals=totals)) == {"310101": 920}
    assert paid(bill("320100", "14", 5_000, disease="transplant", totals=totals)) == {"310101": 4_600}


def test_zhongshan_outside() -> None:
    # 1 200, then 78 % up to 10 000 with the deductible, 83 % above.
    found = bill("442000", "21", 20_000, away="referred")
    assert paid(found) == {"310101": 8_800 * Fraction(78, 100) + 8_300}


def test_yubei_each_layer_takes_the_residue_of_the_one_before() -> None:
    found = bill("500112", "21", 60_300, level="2", scheme="390", person="1560")
    # 42 000 from the pool; 70 % of 18 300; 60 % of what 5 490 has over 3 000.
    assert paid(found) == {"390101": 42_000, "610101": 12_810 + 1_494}


@pytest.mark.parametrize(("earlier", "yuan"), [(0, 800), (1, 700), (6, 200), (7, 160), (9, 160)])
def test_sichuan_each_further_stay_owes_100_less_until_160(earlier: int, yuan: int) -> None:
    assert bill("510000", "21", 5_000, totals={"C0000/inpatient": earlier}).deductible == yuan * YUAN


def test_rounding_as_stated() -> None:
    half = {"mode": "half_up", "to": "yuan", "each": "layer"}
    pieces = [Fraction(3350, 100), Fraction(6651, 100)]
    assert roundings.of_layer(pieces, half, [1_000]) == 100
    assert roundings.of_layer(pieces, half | {"to": "jiao", "each": "band"}, [1_000]) == 100
    assert roundings.of_layer(pieces, half | {"mode": "up", "each": "band"}, [1_000]) == 200
    assert roundings.of_layer(pieces, half | {"mode": "up", "each": "band"}, [1_000, Fraction(1201, 10)]) == 121
    assert roundings.left(Fraction(241, 2), Fraction(100), 121, half) == 0
    assert roundings.left(Fraction(241, 2), Fraction(100), 100, half) == Fraction(41, 2)
    assert roundings.as_stated(Fraction(123_500), half | {"to": "ten_yuan"}) == 124_000


def test_a_ratio_of_the_previous_deductible_and_a_floor_above_the_first() -> None:
    rounding = {"mode": "half_up", "to": "fen"}
    later = {
        "rule": "minus_ratio",
        "ratio": Fraction(3, 10),
        "ratio_of": "previous",
        "floor": 200,
        "rounding": rounding,
    }
    assert [deductibles.of_admission(50_000, number, later) for number in range(4)] == [50_000, 35_000, 24_500, 20_000]
    assert deductibles.of_admission(15_000, 3, later) == 15_000
