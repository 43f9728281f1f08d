"""Shanghai, employee scheme (policy.md A3): outpatient care in three stages, and stays with observation.

Left open and read from the package: fund names and rounding, what the account pays, on which day age is counted,
whether the pooled fund's cap counts payment or expense. Decided here: a community centre is level 1; only the current
year's money of the account is spent before the self segment; stays and observation share deductible and rates.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .figures import Bill, Refused, Visit
from .sheet import Sheet, away_word, is_retired
from .stated import Package, age_counted
from .sums import YUAN, percent

SINCE_2001 = date(2001, 1, 1)

CAPS = (
    (date(2014, 4, 1), 360_000),
    (date(2015, 4, 1), 390_000),
    (date(2020, 7, 1), 550_000),
    (date(2021, 7, 1), 570_000),
    (date(2023, 7, 1), 610_000),
    (date(2024, 7, 1), 630_000),
)
"""First day of the medical year and the pooled fund's cap in yuan, as far as published."""

_OUTPATIENT = {
    "in service to 44": (1500, (65, 60, 50)),
    "in service from 45": (1500, (75, 70, 60)),
    "born to 1955": (1500, (75, 70, 70)),
    "retired to 69": (700, (80, 75, 70)),
    "retired from 70": (700, (85, 80, 75)),
    "retired before 2001": (300, (90, 85, 80)),
}
# From the medical year 2023 on, from a source of low trust (policy.md A3, grade D): segment; L1, L2, L3.
_OUTPATIENT_2023 = {"in service": (500, (80, 75, 70)), "retired": (300, (85, 80, 75))}
_STAY = {"in service": (1500, 85), "retired": (1200, 92), "retired before 2001": (700, 92)}


def group(visit: Visit, package: Package) -> str:
    """The row of the outpatient table."""
    age = age_counted(visit, package)
    if visit.person.startswith("11"):
        if visit.born < date(1956, 1, 1):
            return "born to 1955"
        return "in service from 45" if age >= 45 else "in service to 44"
    if not visit.person.startswith("12") or visit.retired_on is None:
        raise Refused("person")
    if visit.retired_on < SINCE_2001:
        return "retired before 2001"
    return "retired from 70" if age >= 70 else "retired to 69"


def outpatient(visit: Visit, package: Package) -> Bill:
    """Current year's account, self segment, then the supplementary fund."""
    if away_word(visit, package) != "as_local":
        raise Refused("away")
    if visit.settled >= date(2023, 7, 1):
        segment, rates = _OUTPATIENT_2023["retired" if is_retired(visit) else "in service"]
    else:
        name = group(visit, package)
        # "300 (280 earlier)": nobody says when it changed; 300 is quoted in 2022.
        if name == "retired before 2001" and visit.settled < date(2021, 7, 1):
            raise Refused("no deductible")
        segment, rates = _OUTPATIENT[name]
    sheet = Sheet(visit, package)
    sheet.account_first("current", visit.current_account)
    sheet.owe(segment * YUAN - sheet.had("Q0000"))
    rate = percent(rates[{"community": 0, "1": 0, "2": 1, "3": 2}[visit.level]])
    sheet.pay(0, ["in_scope"], [(0, None, rate)])
    return sheet.close()


def stay(visit: Visit, package: Package) -> Bill:
    """A stay or a stay in an observation room: one deductible a year, the pool to its cap, 80 % above."""
    if away_word(visit, package) != "as_local":
        raise Refused("away")
    name = group(visit, package)
    name = name if name == "retired before 2001" else "retired" if name.startswith("retired") else "in service"
    due, rate = _STAY[name]
    sheet = Sheet(visit, package)
    sheet.owe(due * YUAN - sheet.had("Q0000"))
    cap = [yuan for first, yuan in CAPS if first <= visit.settled]
    if not cap:
        raise Refused("day")
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, percent(rate))], cap[-1] * YUAN)
    sheet.pay(1, [f"above:{sheet.layer(0)['id']}"], [(0, None, Fraction(80, 100))])
    return sheet.close()
