"""Resident schemes: Beijing (policy.md A2), Shanghai (A3), Yubei in Chongqing (A4); all rest on grade D somewhere.

Not in policy.md and read from the package: fund and rounding, Beijing's deductibles of adults by level and the rates of
its pool, which kind of person counts as assisted in Yubei. A figure that nobody published refuses the visit that needs
it. Decided here: serious illness counts the year's in-scope self-pay without prior self-pay; its bands begin above its
deductible.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from . import deductibles
from .figures import Bill, Refused, Visit
from .sheet import Sheet, place_of_care
from .stated import Package, age_counted
from .sums import YUAN, climb, half_up, percent

_SHANGHAI_DUE = {"community": 50, "1": 50, "2": 100, "3": 300}
_SHANGHAI_RATE = {"community": 70, "1": 70, "2": 60, "3": 50}


def _resident(visit: Visit) -> None:
    if not visit.person.startswith(("14", "15", "16")):
        raise Refused("person")


def beijing_outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient care in Beijing to a yearly payment of 3000 (2017), 4000 (2020), 4500 (2021)."""
    _resident(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    due = int(package.text["deductible"]["amounts"]["all"][level] * 100)
    sheet.owe(due - sheet.had("Q0000"))
    rate = Fraction(sheet.layer(0)["bands"][0]["rates"]["all"][level])
    cap = 4_500 if visit.settled >= date(2021, 1, 1) else 4_000 if visit.settled >= date(2020, 1, 1) else 3_000
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], cap * YUAN)
    return sheet.close()


def beijing_stay(visit: Visit, package: Package) -> Bill:
    """A stay in Beijing: later ones and the young owe half; serious illness on what the pool leaves."""
    _resident(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    due = int(package.text["deductible"]["amounts"]["adult"][level] * 100)
    if visit.person.startswith("14"):
        due = half_up(Fraction(due, 2))
    sheet.owe(due if sheet.had("C0000") == 0 else half_up(Fraction(due, 2)))
    rate = Fraction(sheet.layer(0)["bands"][0]["rates"]["all"][level])
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, rate)], 250_000 * YUAN)

    fund = sheet.layer(1)["fund"]
    base = ["deductible", "copayment:pool", "above:pool"]
    expense = sum((sheet.parts[part] for part in base), Fraction(0))
    needy = visit.person.startswith(("1460", "1560", "1660"))
    before, own = sheet.had(f"F{fund}"), (15_202 if needy else 30_404) * YUAN
    bears = min(expense, Fraction(max(0, own - before)))
    start = max(0, before - own)
    low, high = (65, 75) if needy else (60, 70)
    tiers = [(0, 50_000 * YUAN, percent(low)), (50_000 * YUAN, None, percent(high))]
    pieces, here = climb(tiers, start, start + expense - bears)
    sheet.book(1, base, pieces, here - start, bears)
    return sheet.close()


def shanghai_outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient care in Shanghai: 300 a year for the young and from 60 on, 500 between."""
    _resident(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    between = visit.person.startswith("15") and age_counted(visit, package) < 60
    sheet.owe((500 if between else 300) * YUAN - sheet.had("Q0000"))
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, percent(_SHANGHAI_RATE[level]))], sheet.stated_cap(0))
    return sheet.close()


def shanghai_stay(visit: Visit, package: Package) -> Bill:
    """A stay in Shanghai: the only published rate is 90 % at level 1 from 60 on."""
    _resident(visit)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(_SHANGHAI_DUE[level] * YUAN, sheet.had("C0000"), later))
    old = visit.person.startswith("16") or (visit.person.startswith("15") and age_counted(visit, package) >= 60)
    if sheet.parts["in_scope"] and not (old and level in ("community", "1")):
        raise Refused("no rate")
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, percent(90))], sheet.stated_cap(0))
    return sheet.close()


def yubei_stay(visit: Visit, package: Package) -> Bill:
    """A stay at level 2: 300, 70 %; assistance pays 70 % of what is left in scope, tilted help 60 % over 3000."""
    if not visit.person.startswith(tuple(package.text["classes"][0]["types"])):
        raise Refused("person")
    if place_of_care(visit, package) != "2":
        raise Refused("no deductible")
    sheet = Sheet(visit, package)
    later = package.text["deductible"]["later"]
    sheet.owe(deductibles.of_admission(300 * YUAN, sheet.had("C0000"), later))
    sheet.pay(0, ["in_scope"], [(0, None, percent(70))])
    sheet.pay(1, ["deductible", "copayment:pool", "above:pool"], [(0, None, percent(70))])
    residue = sheet.parts["copayment:assistance"]
    bears = min(residue, Fraction(max(0, 3_000 * YUAN - sheet.had(f"F{sheet.layer(2)['fund']}"))))
    sheet.book(2, ["copayment:assistance"], [(residue - bears) * percent(60)], residue - bears, bears)
    return sheet.close()
