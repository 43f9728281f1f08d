"""An older segment scheme of the Zhejiang type (policy.md A4): stays, three segments, nothing above 80 000.

Left open and read from the package: fund, rounding, account, measure of the segments' bounds, which diseases owe one
deductible a year (the text says repeated cancer therapy).
"""

from __future__ import annotations

from fractions import Fraction

from .figures import Bill, Visit
from .sheet import Sheet, is_retired, place_of_care
from .stated import Package
from .sums import YUAN, Tier, half_up, percent

_DUE = {"community": 400, "1": 400, "2": 600, "3": 800}
_BOUNDS = ((0, 20_000), (20_000, 40_000), (40_000, 80_000))


def stay(visit: Visit, package: Package) -> Bill:
    """A stay: the second owes 75 % of the deductible, later ones half."""
    shares = (15, 10, 5) if is_retired(visit) else (20, 15, 10)
    level = place_of_care(visit, package)
    sheet = Sheet(visit, package)
    earlier = sheet.had("C0000")
    due = half_up(_DUE[level] * YUAN * (Fraction(1), Fraction(3, 4), Fraction(1, 2))[min(earlier, 2)])
    listed = visit.disease in package.text["deductible"]["once_for"]["diseases"]
    sheet.owe(0 if listed and sheet.had(f"C0000_{visit.disease}") > 0 else due)
    tiers: list[Tier] = [
        (low * YUAN, high * YUAN, 1 - percent(share)) for (low, high), share in zip(_BOUNDS, shares, strict=True)
    ]
    sheet.pay_to_cap(0, ["in_scope"], tiers, None)
    return sheet.close()
