"""Guangzhou's employee scheme and Zhongshan (policy.md A4).

Left open and read from the package: fund, rounding, account, measure of the bounds, later admissions.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from . import deductibles
from .figures import Bill, Refused, Visit
from .sheet import Sheet, away_points, place_of_care
from .sichuan import stated_cap
from .stated import Package
from .sums import YUAN, Tier, percent

_GUANGZHOU = {
    # deductible in service, retired; rate in service, retired
    "1": (500, 350, "90", "93"),
    "2": (1000, 700, "85", "89.5"),
    "3": (2000, 1400, "80", "86"),
}
_GUANGZHOU_NOW = {"1": 400, "2": 800, "3": 1600}


def guangzhou_stay(visit: Visit, package: Package) -> Bill:
    """A stay in Guangzhou."""
    retired = is_retired(visit)
    sheet = Sheet(visit, package)
    level = "1" if visit.level == "community" else visit.level
    row = _GUANGZHOU[level]
    first = row[1] if retired else row[0]
    if visit.settled.year >= 2020:
        first = _GUANGZHOU_NOW[level]
        first = first * 7 // 10 if retired else first
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(first * YUAN, sheet.had("C0000"), later))
    rate = percent(row[3] if retired else row[2])
    layer = sheet.layer(0)
    rate = max(Fraction(0), rate - away_points(visit, package, layer["id"]))
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], stated_cap(layer))
    return sheet.close()


def guangzhou_outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient care in Guangzhou: no deductible, a yearly cap (2025: 7916 in service, 11082 retired)."""
    retired = is_retired(visit)
    sheet = Sheet(visit, package)
    sheet.owe(0)
    primary = visit.level in ("community", "1")
    rate = percent((85 if primary else 70) if retired else (80 if primary else 65))
    if visit.settled < date(2025, 1, 1):
        raise Refused("day")
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], (11_082 if retired else 7_916) * YUAN)
    return sheet.close()


_ZHONGSHAN_DUE = {"1": 600, "2": 800, "3": 1000, "outside": 1200}


def zhongshan_stay(visit: Visit, package: Package) -> Bill:
    """A stay in Zhongshan, employees and residents alike: two bands at level 3 and outside."""
    sheet = Sheet(visit, package)
    level = place_of_care(visit, package)
    level = "1" if level == "community" else level
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(_ZHONGSHAN_DUE[level] * YUAN, sheet.had("C0000"), later))
    low, high = {"3": (80, 85), "outside": (78, 83)}.get(level, (90, 90))
    layer = sheet.layer(0)
    points = away_points(visit, package, layer["id"])
    tiers: list[Tier] = [
        (0, 10_000 * YUAN, max(Fraction(0), percent(low) - points)),
        (10_000 * YUAN, None, max(Fraction(0), percent(high) - points)),
    ]
    sheet.pay_to_cap(0, ["in_scope"], tiers, stated_cap(layer))
    return sheet.close()


def is_retired(visit: Visit) -> bool:
    """In service or retired; other kinds of person have no published figures."""
    if not visit.person.startswith(("11", "12")):
        raise Refused("person")
    return visit.person.startswith("12")
