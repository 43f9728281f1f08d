"""A stay across settlement years, split by average daily cost and days where the package says so (policy.md A5).

Which days count, and whether the later part is an admission of its own, is read from the package
(docs/policies.md, `stay_across_years`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from .figures import Line, Visit
from .stated import Package, year_start
from .sums import half_up

ONE_DAY = timedelta(1)


def parts_of(visit: Visit, package: Package) -> tuple[Visit, ...]:
    """The visits, one for each settlement year, that a stay is settled as; the visit itself where it is one bill.

    Only the first part has the totals that the visit began with.
    """
    rules = package.text["stay_across_years"]
    if rules == "one_bill" or visit.admitted is None:
        return (visit,)
    # Day by day, as a person with a calendar would do it.
    days = Counter({year_start(visit.admitted, package): 0})
    day = visit.admitted
    while day < visit.settled or (day == visit.settled and (rules["discharge_day"] == "counts" or not days.total())):
        days[year_start(day, package)] += 1
        day += ONE_DAY
    years = sorted(year for year in days if days[year])
    found = []
    passed = 0
    for number, year in enumerate(years, 1):
        lines = tuple(_share(line, passed, days[year], days.total()) for line in visit.lines)
        passed += days[year]
        if not any(line.amount for line in lines):
            continue
        ends = min(visit.settled, year_start(year + timedelta(370), package) - ONE_DAY)
        continues = number > 1 and rules["later_part"] == "same_admission"
        found.append(replace(visit, settled=ends, lines=lines, totals={}, continues=continues))
    if len(found) < 2:
        return (visit,)
    return replace(found[0], totals=visit.totals), *found[1:]


def _share(line: Line, passed: int, days: int, whole: int) -> Line:
    """A line's part: of the amount what the days so far had not taken yet, of the quantity its share."""
    before = half_up(Fraction(line.amount * passed, whole))
    upto = half_up(Fraction(line.amount * (passed + days), whole))
    return replace(line, amount=upto - before, quantity=line.quantity * Fraction(days, whole))
