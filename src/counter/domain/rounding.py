"""How an exact amount becomes one that is paid: which way, and to what (docs/policies.md, "Rounding")."""

from __future__ import annotations

from enum import StrEnum


class Rounding(StrEnum):
    """Which way an exact amount is rounded; to what stands beside it, in fen."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


_HALF_UP = Rounding.HALF_UP
"""A member of an enumeration takes five times as long to find as a global name."""

PLACES = {"fen": 1, "jiao": 10, "yuan": 100, "ten_yuan": 1000}
"""What an amount may be rounded to, in fen."""
_PLACE_OF = {fen: place for place, fen in PLACES.items()}


def rounded(numerator: int, denominator: int, rounding: Rounding, to: int = 1) -> int:
    """A non-negative exact amount of fen, rounded by a stated rule; denominator > 0.

    to: what it is rounded to, in fen.
    """
    if to != 1:
        return rounded(numerator, denominator * to, rounding) * to
    if rounding is _HALF_UP:
        # Whole numbers: where half of the denominator is no whole number, no numerator falls into the gap.
        return (numerator + (denominator >> 1)) // denominator
    if rounding is Rounding.DOWN:
        return numerator // denominator
    return -(-numerator // denominator)


def rounding_facts(rounding: Rounding, to: int) -> tuple[tuple[str, str], ...]:
    """How something is rounded, for the wording of a step. to: in fen, one of `PLACES`."""
    return (("mode", rounding.value), ("to", _PLACE_OF[to]))
