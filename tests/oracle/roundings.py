"""Rounding as a package states it (docs/policies.md, "Rounding"), from exact fractions of a fen to whole ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from .sums import half_up

MODES: dict[str, Callable[[Fraction], int]] = {"half_up": half_up, "down": math.floor, "up": math.ceil}
PLACES = {"fen": 1, "jiao": 10, "yuan": 100, "ten_yuan": 1000}
"""What may be rounded to, in fen."""


def as_stated(amount: Fraction, rule: dict[str, str]) -> int:
    """An amount in fen by a stated mode, to a stated place."""
    place = PLACES[rule["to"]]
    return MODES[rule["mode"]](amount / place) * place


def on_line(amount: Fraction, rule: dict[str, str], inside: int) -> int:
    """A part of a line; inside: what is left of the line."""
    return min(inside, as_stated(amount, rule))


def of_layer(pieces: Iterable[Fraction], rule: dict[str, str], limits: Sequence[Fraction | int]) -> int:
    """What a layer pays. pieces: exactly by band; limits: above none of these, broken fen count whole."""
    if rule["each"] == "band":
        paid = sum(as_stated(piece, rule) for piece in pieces)
    else:
        paid = as_stated(sum(pieces, Fraction(0)), rule)
    return max(0, min(paid, *(math.ceil(limit) for limit in limits)))


def left(covered: Fraction, exact: Fraction, paid: int, rule: dict[str, str]) -> Fraction:
    """What a layer leaves of the expense that its bands covered."""
    if rule["to"] == "fen" and rule["each"] == "layer":
        return covered - exact
    return max(Fraction(0), covered - paid)


def later_owes(exact: Fraction, most: int, rule: dict[str, Any]) -> int:
    """A later admission's deductible by ratio; most: what rounding never makes it exceed."""
    return min(most, as_stated(exact, rule["rounding"]))
