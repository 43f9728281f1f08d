"""Patterns of rules that a source names without the figures of a city: stays split by days (policy.md A5) and money
that counts in the year of settlement (C3, Suzhou).

The figures are no city's; they stand here a second time so that the packages cannot change unnoticed. Left open and
read from the package: fund, rounding, account, and what `stays.py` reads.
"""

from __future__ import annotations

from datetime import date

from .figures import Bill, Refused, Visit
from .sheet import Sheet, away_word, is_retired, place_of_care
from .stated import Package
from .sums import YUAN, Tier, half_up, percent

_DUE = {
    2025: {"community": 300, "1": 300, "2": 500, "3": 900},
    2026: {"community": 320, "1": 320, "2": 550, "3": 1000},
}
_RATES = {
    2025: {"community": (90, 93), "1": (90, 93), "2": (85, 90), "3": (80, 88)},
    2026: {"community": (91, 94), "1": (91, 94), "2": (86, 91), "3": (82, 90)},
}
_CAP = {2025: 200_000, 2026: 220_000}
_RESIDENT_DUE = {"community": 200, "1": 200, "2": 400, "3": 800}
_RESIDENT_RATE = {"community": 85, "1": 85, "2": 75, "3": 65}
_OUTPATIENT_RATE = {"community": 80, "1": 75, "2": 65, "3": 60}


def stay(visit: Visit, package: Package) -> Bill:
    """One year's part of an employee's stay: half the deductible from the second admission of a year on."""
    is_retired(visit)
    level = place_of_care(visit, package)
    year = 2025 if visit.settled < date(2026, 1, 1) else 2026
    sheet = Sheet(visit, package)
    due = _DUE[year][level] * YUAN
    sheet.owe(half_up(due * percent(50)) if sheet.had("C0000") else due)
    low, high = (percent(rate) for rate in _RATES[year][level])
    tiers: tuple[Tier, ...] = ((0, 20_000 * YUAN, low), (20_000 * YUAN, None, high))
    sheet.pay_to_cap(0, ["in_scope"], tiers, _CAP[year] * YUAN)
    return sheet.close()


def resident_stay(visit: Visit, package: Package) -> Bill:
    """One year's part of a resident's stay: every admission owes the same."""
    if not visit.person.startswith(("14", "15", "16")):
        raise Refused("person")
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    sheet.owe(_RESIDENT_DUE[level] * YUAN)
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, percent(_RESIDENT_RATE[level]))], 150_000 * YUAN)
    return sheet.close()


def outpatient(visit: Visit, package: Package) -> Bill:
    """An outpatient visit: 600 a year first, then by level to 7000 a year."""
    is_retired(visit)
    away_word(visit, package)
    sheet = Sheet(visit, package)
    sheet.owe(600 * YUAN - sheet.had("Q0000"))
    rate = percent(_OUTPATIENT_RATE[place_of_care(visit, package)])
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], 7_000 * YUAN)
    return sheet.close()
