"""Chengdu's employee scheme and the scheme of the provincial offices (policy.md A4): stays.

Left open and read from the package: fund, rounding, account, later admissions in Chengdu, the points that age adds in
the provincial scheme, diseases that owe one deductible a year, a cap.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from . import deductibles
from .figures import Bill, Line, Refused, Visit
from .sheet import Sheet, bonus_for_age, is_retired, place_of_care
from .stated import Package, age_counted
from .sums import YUAN, percent

_DUE = {"1": 200, "2": 400, "3": 800, "community": 160}
_CHENGDU_OUTSIDE, _PROVINCIAL_OUTSIDE = 2000, 970
_BED = 25 * YUAN
"""The highest standard of a ward for ordinary insured people; a lower one stands on the line as its limit."""

_CHENGDU = {"1": 92, "2": 90, "3": 85, "community": 95}
_CHENGDU_AGES = ((100, 100), (90, 10), (80, 8), (70, 6), (60, 4), (50, 2))


def chengdu(visit: Visit, package: Package) -> Bill:
    """A stay in Chengdu: the rate grows with age, everything is paid from 100 years on."""
    is_retired(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    later = package.text["deductible"]["later"]
    first = (_CHENGDU_OUTSIDE if level == "outside" else _DUE[level]) * YUAN
    sheet.owe(deductibles.of_admission(first, sheet.had("C0000"), later))
    if level == "outside":
        if sheet.parts["in_scope"]:
            raise Refused("no rate")
        return sheet.close()
    age = age_counted(visit, package)
    bonus = next((points for years, points in _CHENGDU_AGES if age >= years), 0)
    rate = min(Fraction(1), percent(_CHENGDU[level] + bonus))
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], sheet.stated_cap(0))
    return sheet.close()


def _with_bed_limit(line: Line) -> Line:
    """A bed (kind of charge 01) is in scope up to its standard for each day."""
    if line.charge != "01":
        return line
    return replace(line, limit=_BED if line.limit is None else min(_BED, line.limit))


def provincial(visit: Visit, package: Package) -> Bill:
    """A stay under the provincial scheme: (75 + 0.2 x age) %, then the points for age."""
    is_retired(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(replace(visit, lines=tuple(_with_bed_limit(line) for line in visit.lines)), package)
    first = (_PROVINCIAL_OUTSIDE if level == "outside" else _DUE[level]) * YUAN
    once = package.text["deductible"]["once_for"]
    listed = once != "none" and visit.disease in once["diseases"]
    due = max(min(first, 160 * YUAN), first - 100 * YUAN * sheet.had("C0000"))
    sheet.owe(0 if listed and sheet.had(f"C0000_{visit.disease}") > 0 else due)
    age = age_counted(visit, package)
    bonus, ceiling = bonus_for_age(sheet.layer(0), age)
    stated = min(Fraction(1), Fraction(75, 100) + Fraction(2, 1000) * age)
    rate = max(stated, min(ceiling, stated + bonus))
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], sheet.stated_cap(0))
    return sheet.close()
