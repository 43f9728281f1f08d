"""Xuzhou's employee scheme (stays) and Nanjing's special outpatient diseases (policy.md A4).

Left open and read from the package: fund, rounding, account, measure of Xuzhou's bounds, whether Nanjing's caps count
payment or expense. Only level 3 of Xuzhou has published rates: a stay elsewhere that needs one is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from .figures import Bill, Refused, Visit
from .sheet import Sheet, is_retired, place_of_care
from .stated import Package, age_counted
from .sums import YUAN, Tier, half_up, percent

_XUZHOU_DUE = {"community": 200, "1": 200, "2": 400, "3": 800, "outside": 1200}
_XUZHOU_TIERS: tuple[Tier, ...] = (
    (0, 5_000 * YUAN, percent(84)),
    (5_000 * YUAN, 15_000 * YUAN, percent(90)),
    (15_000 * YUAN, None, percent(92)),
)
_NANJING_CAPS = {
    "cancer_chemo": 150_000,
    "cancer_targeted": 100_000,
    "cancer_other": 20_000,
    "dialysis": 69_000,
    "transplant": 80_000,
}


def xuzhou(visit: Visit, package: Package) -> Bill:
    """A stay in Xuzhou: 10 % of class B first, less deductible for the retired, none beyond 1200 a year."""
    factor = Fraction(1)
    if is_retired(visit):
        factor = Fraction(50 if age_counted(visit, package) >= 70 else 65, 100)
    level = place_of_care(visit, package)
    lines = tuple(replace(line, own_rate=Fraction(1, 10)) if line.grade == "B" else line for line in visit.lines)
    sheet = Sheet(replace(visit, lines=lines), package)
    due = half_up(_XUZHOU_DUE[level] * YUAN * factor)
    sheet.owe(min(due, 1200 * YUAN - sheet.had("Q0000")))
    if level != "3" and sheet.parts["in_scope"]:
        raise Refused("no rate")
    sheet.pay_to_cap(0, ["in_scope"], _XUZHOU_TIERS, sheet.stated_cap(0))
    return sheet.close()


def nanjing(visit: Visit, package: Package) -> Bill:
    """Listed diseases of outpatients in Nanjing, from 2023-01-01: no deductible, a yearly cap for each."""
    place_of_care(visit, package)
    if visit.settled < date(2023, 1, 1):
        raise Refused("day")
    if visit.scheme == "390":
        if not visit.person.startswith(("14", "15", "16")):
            raise Refused("person")
        rate = 85 if visit.person.startswith("14") else 80
    elif is_retired(visit):
        rate = 96 if age_counted(visit, package) >= 70 else 95
    else:
        rate = 92
    sheet = Sheet(visit, package)
    if visit.disease not in _NANJING_CAPS:
        raise Refused("disease")
    cap = _NANJING_CAPS[visit.disease] * YUAN
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, percent(rate))], cap, of=f"_{visit.disease}")
    return sheet.close()
