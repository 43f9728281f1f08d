"""Xuzhou's employee scheme (stays) and Nanjing's special outpatient diseases (policy.md A4).

Left open and read from the package: fund, rounding, account, measure of Xuzhou's bounds, rates at Xuzhou's levels 1
and 2 (only level 3 is published), what is paid for care away from home.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from . import deductibles
from .figures import Bill, Refused, Visit
from .guangdong import is_retired
from .sheet import Sheet, away_points, place_of_care
from .sichuan import stated_cap
from .stated import Package, age_counted
from .sums import YUAN, Tier, half_up, percent

_XUZHOU_DUE = {"1": 200, "2": 400, "3": 800, "outside": 1200}
_XUZHOU_TIERS = ((0, 5_000, 84), (5_000, 15_000, 90), (15_000, None, 92))


def xuzhou_stay(visit: Visit, package: Package) -> Bill:
    """A stay in Xuzhou: less deductible for the retired, none beyond 1200 a year."""
    retired = is_retired(visit)
    age = age_counted(visit, package)
    sheet = Sheet(visit, package)
    level = place_of_care(visit, package)
    level = "1" if level == "community" else level
    factor = Fraction(50 if age >= 70 else 65, 100) if retired else Fraction(1)
    first = half_up(_XUZHOU_DUE[level] * YUAN * factor)
    due = deductibles.of_admission(first, sheet.had("C0000"), package.text["deductible"]["later"])
    sheet.owe(min(due, max(0, 1200 * YUAN - sheet.had("Q0000"))))
    layer = sheet.layer(0)
    points = away_points(visit, package, layer["id"])
    tiers: list[Tier] = [
        (low * YUAN, None if high is None else high * YUAN, max(Fraction(0), percent(rate) - points))
        for low, high, rate in _XUZHOU_TIERS
    ]
    sheet.pay_to_cap(0, ["in_scope"], tiers, stated_cap(layer))
    return sheet.close()


NANJING_CAPS = {"chemotherapy": 150_000, "targeted": 100_000, "dialysis": 69_000, "transplant": 80_000}


def nanjing_special(visit: Visit, package: Package) -> Bill:
    """Listed diseases of outpatients in Nanjing, from 2023-01-01: no deductible, a yearly cap by disease."""
    if visit.settled < date(2023, 1, 1):
        raise Refused("day")
    age = age_counted(visit, package)
    if visit.scheme == "390":
        rate = percent(85 if visit.person.startswith("14") else 80)
    elif is_retired(visit):
        rate = percent(96 if age >= 70 else 95)
    else:
        rate = percent(92)
    sheet = Sheet(visit, package)
    sheet.owe(0)
    layer = sheet.layer(0)
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], stated_cap(layer))
    return sheet.close()
