"""The second engine against the published figures: a wrong second engine would prove nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from . import regions
from .figures import Bill, Line, Refused, Visit
from .stated import governing, packages
from .sums import YUAN


def visit(yuan: int, **changed: object) -> Visit:
    facts: dict[str, object] = {
        "region": "110000",
        "scheme": "310",
        "care": "21",
        "level": "3",
        "settled": date(2026, 6, 1),
        "admitted": None,
        "person": "1101",
        "born": date(1980, 5, 1),
        "retired_on": None,
        "lines": (Line("A", yuan * YUAN, Fraction(1), yuan * YUAN),),
        "totals": {},
        "current_account": 0,
        "prior_account": 0,
        "paid_in_cash": True,
    }
    return Visit(**(facts | changed))  # type: ignore[arg-type]


def reckon(asked: Visit) -> Bill:
    return regions.reckon(asked, governing(asked, packages()))


def funds(bill: Bill) -> dict[str, Fraction]:
    return {fund: Fraction(paid, YUAN) for fund, paid in bill.funds.items() if paid}


def test_the_table_band_by_band_in_service() -> None:
    # 28 700 at 85 %, 10 000 at 90 %, 20 000 at 95 %.
    assert funds(reckon(visit(60_000))) == {"310101": 24_395 + 9_000 + 19_000}


@pytest.mark.parametrize(("level", "row"), [("1", ("97", "98.5", "99.1")), ("2", ("96.1", "97.6", "99.1"))])
def test_pool_and_supplement_of_the_retired_together_give_the_published_rates(
    level: str, row: tuple[str, str, str]
) -> None:
    bill = reckon(visit(60_000, person="1201", born=date(1960, 5, 1), level=level))
    pieces = (28_700, 10_000, 20_000)
    assert sum(bill.funds.values()) == sum(piece * Fraction(rate) for piece, rate in zip(pieces, row, strict=True))


def test_above_the_pool_cap_the_large_amount_fund_pays_until_its_own() -> None:
    bill = reckon(visit(10_000, totals={"C0000/inpatient": 1, "D310101/inpatient": 100_000 * YUAN}))
    assert funds(bill) == {"330101": Fraction("7947.50")}
    full = {"C0000/inpatient": 1, "D310101/inpatient": 100_000 * YUAN, "D330101/inpatient": 400_000 * YUAN}
    assert funds(reckon(visit(10_000, totals=full))) == {}


@pytest.mark.parametrize(("day", "fund"), [(date(2022, 12, 31), 20_000), (date(2023, 1, 1), 25_777)])
def test_outpatient_the_day_before_and_the_day_of_the_change(day: date, fund: int) -> None:
    # 1 800 + 20 000 / 70 % is 30 371.43; what is above earns 60 % from 2023.
    paid = funds(reckon(visit(40_000, care="11", settled=day)))["330101"]
    assert round(paid) == fund


def test_what_nobody_published_is_refused() -> None:
    for strange in ({"settled": date(2010, 4, 30)}, {"person": "15"}, {"region": "440300"}, {"care": "41"}):
        with pytest.raises(Refused):
            reckon(visit(1_000, **strange))
