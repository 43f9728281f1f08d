"""Guangzhou's employee scheme from 2005-07 and today, and Zhongshan for employees and residents (policy.md A4).

Left open and read from the package: fund, rounding, account, measure of the bounds, later admissions, a cap, which kind
of care away from home counts as outside.
"""

from __future__ import annotations

from datetime import date

from . import deductibles
from .figures import Bill, Refused, Visit
from .sheet import Sheet, is_retired, place_of_care
from .stated import Package
from .sums import YUAN, Tier, percent

_GUANGZHOU = {
    # deductible in service, retired; rate in service, retired
    "1": (500, 350, "90", "93"),
    "2": (1000, 700, "85", "89.5"),
    "3": (2000, 1400, "80", "86"),
}
_GUANGZHOU_NOW = date(2025, 1, 1)
_GUANGZHOU_DUE_NOW = {"community": 400, "1": 400, "2": 800, "3": 1600}
_OUTPATIENT_CAPS = {2025: (7916, 11082)}
"""What a year pays at most to people in service and to the retired; no other year's figures are published."""
_ZHONGSHAN_DUE = {"1": 600, "2": 800, "3": 1000, "outside": 1200}
_ZHONGSHAN_PERSONS = {"310": ("11", "12"), "390": ("14", "15", "16")}


def guangzhou(visit: Visit, package: Package) -> Bill:
    """A stay in Guangzhou."""
    retired = is_retired(visit)
    level = place_of_care(visit, package)
    row = _GUANGZHOU["1" if level == "community" else level]
    sheet = Sheet(visit, package)
    first = row[1] if retired else row[0]
    if visit.settled >= _GUANGZHOU_NOW:
        if retired:
            raise Refused("no deductible")
        first = _GUANGZHOU_DUE_NOW[level]
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(first * YUAN, sheet.had("C0000"), later))
    rate = percent(row[3] if retired else row[2])
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], sheet.stated_cap(0))
    return sheet.close()


def guangzhou_outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient care in Guangzhou: in primary care 80 % or, for essential drugs, 88 %, and no line says which."""
    retired = is_retired(visit)
    primary = place_of_care(visit, package) in ("community", "1")
    sheet = Sheet(visit, package)
    rate = None if primary and not retired else percent((85 if primary else 70) if retired else 65)
    caps = _OUTPATIENT_CAPS.get(visit.settled.year)
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], caps[retired] * YUAN if caps else None)
    return sheet.close()


def zhongshan(visit: Visit, package: Package) -> Bill:
    """A stay in Zhongshan: two bands at level 3 and outside."""
    if not visit.person.startswith(_ZHONGSHAN_PERSONS[visit.scheme]):
        raise Refused("person")
    level = place_of_care(visit, package)
    level = "1" if level == "community" else level
    sheet = Sheet(visit, package)
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(_ZHONGSHAN_DUE[level] * YUAN, sheet.had("C0000"), later))
    low, high = {"3": (80, 85), "outside": (78, 83)}.get(level, (90, 90))
    tiers: list[Tier] = [(0, 10_000 * YUAN, percent(low)), (10_000 * YUAN, None, percent(high))]
    sheet.pay_to_cap(0, ["in_scope"], tiers, sheet.stated_cap(0))
    return sheet.close()
