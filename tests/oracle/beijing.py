"""Beijing, employee scheme (policy.md A1): stays, and outpatient care.

Left open by the published text and therefore read from the package: rounding of each fund's payment, what the account
pays and which money goes first. Decided here: bounds of the bands are expense including the deductible, per stay
(table "1300(650)-30 000"); the caps count payment; the retiree supplement pays half of what the pool leaves below its
cap; a community centre is paid like level 1 in a stay, a family sickbed at level 1 rates.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .figures import Bill, Refused, Visit
from .sheet import Sheet, away_word, is_retired
from .stated import Package
from .sums import YUAN, Tier, age_on, climb, percent

POOL, LARGE = "310101", "330101"

_STAY = {"1": ("90", "95", "97"), "2": ("87", "92", "97"), "3": ("85", "90", "95")}
_BANDS = ((0, 30_000), (30_000, 40_000), (40_000, None))


def stay(visit: Visit, package: Package) -> Bill:
    """An inpatient stay, an emergency that became one, or a family sickbed."""
    if visit.settled < date(2010, 5, 1) or away_word(visit, package) != "as_local":
        raise Refused("day or place")
    retired = is_retired(visit)
    sheet = Sheet(visit, package)
    sheet.owe(1300 * YUAN if sheet.had("C0000") == 0 else 650 * YUAN)
    row = _STAY["1" if visit.care == "1401" or visit.level == "community" else visit.level]
    tiers: list[Tier] = []
    for (low, high), figure in zip(_BANDS, row, strict=True):
        own_share = (1 - percent(figure)) * (Fraction(60, 100) if retired else 1)
        tiers.append((low * YUAN, None if high is None else high * YUAN, 1 - own_share))
    room = max(0, 100_000 * YUAN - sheet.had(f"D{POOL}"))
    sheet.pay(0, ["in_scope"], tiers, start=sheet.deductible, room=room)
    if retired:
        sheet.pay(1, ["copayment:pool"], [(0, None, Fraction(1, 2))])
    large = 400_000 if visit.settled >= date(2019, 1, 1) else 200_000
    room = max(0, large * YUAN - sheet.had(f"D{LARGE}"))
    sheet.pay(2, ["above:pool"], [(0, None, percent(90 if retired else 85))], room=room)
    return sheet.close()


def outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient and emergency care: a yearly deductible, then the large-amount fund."""
    if visit.settled < date(2019, 1, 1) or away_word(visit, package) != "as_local":
        raise Refused("day or place")
    retired = is_retired(visit)
    sheet = Sheet(visit, package)
    sheet.owe((1300 if retired else 1800) * YUAN - sheet.had("Q0000"))
    if (retired and age_on(visit.born, visit.settled) >= 70) or visit.level == "community":
        rate = percent(90)
    else:
        rate = percent(85) if retired else percent(70)
    expense = sheet.parts["in_scope"]
    # 20 000 counts payment: first what still fits below it, then what is above.
    pieces, covered = climb([(0, None, rate)], 0, expense, max(0, 20_000 * YUAN - sheet.had(f"D{LARGE}")))
    if visit.settled >= date(2023, 1, 1):
        pieces.append((expense - covered) * (percent(80) if retired else percent(60)))
        covered = expense
    sheet.book(0, ["in_scope"], pieces, covered)
    return sheet.close()
