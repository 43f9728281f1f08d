"""Deductibles of later admissions (policy.md A5, "Second admission patterns") where only the package states them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .figures import Refused
from .roundings import later_owes


def of_admission(first: int, earlier: int, later: dict[str, Any]) -> int:
    """What the n-th admission of a year owes, in fen; earlier: how many there were before it."""
    if earlier == 0 or later["rule"] == "same":
        return first
    if later["rule"] == "undocumented":
        raise Refused("undocumented")
    if later["rule"] == "ratios":
        ratios = later["ratios"]
        return later_owes(first * Fraction(ratios[min(earlier, len(ratios)) - 1]), first, later)
    floor = int(later["floor"] * 100)
    due = first
    for _ in range(earlier):
        if later["rule"] == "minus_amount":
            reduced = due - int(later["amount"] * 100)
        else:
            step = (due if later["ratio_of"] == "previous" else first) * Fraction(later["ratio"])
            reduced = later_owes(due - step, due, later)
        # A floor never raises what is due.
        due = max(min(floor, first), reduced)
    return due
