"""Chengdu's employee scheme and the scheme of the provincial offices (policy.md A4): stays.

Left open and read from the package: fund, rounding, account, how later admissions of Chengdu count, the points that
age adds in the provincial scheme, diseases that owe one deductible a year, and what is paid for care outside.
"""

from __future__ import annotations

from fractions import Fraction

from . import deductibles
from .figures import Bill, Refused, Visit
from .sheet import Sheet, away_points, bonus_for_age, place_of_care
from .stated import Package, age_counted
from .sums import YUAN, percent

_DUE = {"1": 200, "2": 400, "3": 800, "community": 160}
_CHENGDU = {"1": 92, "2": 90, "3": 85, "community": 95}
_CHENGDU_AGES = ((100, 100), (90, 10), (80, 8), (70, 6), (60, 4), (50, 2))


def _employee(visit: Visit) -> None:
    if not visit.person.startswith(("11", "12")):
        raise Refused("person")


def _one_a_year(sheet: Sheet) -> bool:
    """A listed disease that already owed its deductible this year."""
    rules = sheet.package.text["deductible"]["once_for"]
    disease = sheet.visit.disease
    return rules != "none" and disease in rules["diseases"] and sheet.had(f"C0000_{disease}") > 0


def chengdu(visit: Visit, package: Package) -> Bill:
    """A stay in Chengdu: the rate grows with age, everything is paid from 100 years on."""
    _employee(visit)
    sheet = Sheet(visit, package)
    level = place_of_care(visit, package)
    first = 2000 if level == "outside" else _DUE[level]
    due = deductibles.of_admission(first * YUAN, sheet.had("C0000"), package.text["deductible"]["later"])
    sheet.owe(0 if _one_a_year(sheet) else due)
    age = age_counted(visit, package)
    bonus = next((points for years, points in _CHENGDU_AGES if age >= years), 0)
    layer = sheet.layer(0)
    base = stated_rate(layer, level) if level == "outside" else percent(_CHENGDU[level])
    rate = min(Fraction(1), base + percent(bonus)) - away_points(visit, package, layer["id"])
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, max(Fraction(0), rate))], stated_cap(layer))
    return sheet.close()


def provincial(visit: Visit, package: Package) -> Bill:
    """A stay under the provincial scheme: (75 + 0.2 x age) %, then the points for age."""
    _employee(visit)
    sheet = Sheet(visit, package)
    level = place_of_care(visit, package)
    first = (970 if level == "outside" else _DUE[level]) * YUAN
    due = max(min(first, 160 * YUAN), first - 100 * YUAN * sheet.had("C0000"))
    sheet.owe(0 if _one_a_year(sheet) else due)
    age = age_counted(visit, package)
    layer = sheet.layer(0)
    bonus, ceiling = bonus_for_age(layer, age)
    stated = min(Fraction(1), Fraction(75, 100) + Fraction(2, 1000) * age)
    rate = max(stated, min(ceiling, stated + bonus)) - away_points(visit, package, layer["id"])
    sheet.pay_to_cap(0, ["in_scope"], [(0, None, max(Fraction(0), rate))], stated_cap(layer))
    return sheet.close()


def stated_rate(layer: dict[str, object], level: str) -> Fraction:
    """A rate that policy.md does not give: the package's, the same for every class."""
    rates = layer["bands"][0]["rates"]  # type: ignore[index]
    (row,) = {tuple(sorted(row.items())) for row in rates.values()}
    row = dict(row)
    return Fraction(row.get(level, row.get("all")))


def stated_cap(layer: dict[str, object]) -> int | None:
    """A cap that policy.md does not give: the package's, in fen."""
    cap = layer["cap"]
    return None if cap == "none" else int(cap["amount"] * 100)  # type: ignore[index]
