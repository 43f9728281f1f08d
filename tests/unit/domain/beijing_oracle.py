"""A second, independent calculation for Beijing employees: exact fractions, straight from policy.md A1.

It shares no code with the engine and reads no package; its figures are typed from the published tables.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import NamedTuple

PERCENT_IN_SERVICE = {"1": (90, 95, 97), "2": (87, 92, 97), "3": (85, 90, 95), "community": (90, 95, 97)}
PERCENT_OUTPATIENT = {
    ("work", "hospital"): 70,
    ("work", "community"): 90,
    ("under70", "hospital"): 85,
    ("under70", "community"): 90,
    ("from70", "hospital"): 90,
    ("from70", "community"): 90,
}


class Expected(NamedTuple):
    """Fen."""

    excluded: int
    over_limit: int
    prior: int
    in_scope: int
    deductible: int
    pool: int
    supplement: int
    large: int


def cents(amount: Fraction) -> int:
    """Half up."""
    return floor(amount + Fraction(1, 2))


def lines_of(lines: list[tuple[str, int, int, str, Fraction | None, int | None]]) -> tuple[int, int, int, int]:
    """(excluded, over limit, prior self-pay, in scope) of (class, amount, price, quantity, own share, limit)."""
    excluded = over_limit = prior = total = 0
    for kind, amount, price, quantity, share, limit in lines:
        total += amount
        if kind == "C":
            excluded += amount
            continue
        over = 0
        if limit is not None and price > limit:
            over = min(amount, cents((price - limit) * Fraction(quantity)))
        own = cents((amount - over) * share) if kind == "B" and share is not None else 0
        over_limit += over
        prior += own
    return excluded, over_limit, prior, total - excluded - over_limit - prior


def inpatient(in_scope: int, level: str, retired: bool, before: dict[str, int]) -> tuple[int, int, int, int]:
    """(deductible, pool, supplement, large amount) of one admission."""
    due = 130_000 if before["admissions"] == 0 else 65_000
    deductible = min(due, in_scope)
    rates = [Fraction(percent, 100) for percent in PERCENT_IN_SERVICE[level]]
    if retired:
        rates = [1 - (1 - rate) * Fraction(60, 100) for rate in rates]
    edges = [deductible, max(deductible, 3_000_000), max(deductible, 4_000_000), max(deductible, in_scope)]
    widths = [max(0, min(edges[n + 1], in_scope) - edges[n]) for n in range(3)]
    pool_left = Fraction(max(0, 10_000_000 - before["pool"]))
    pool = Fraction(0)
    covered = Fraction(0)
    for width, rate in zip(widths, rates, strict=True):
        affordable = min(Fraction(width), (pool_left - pool) / rate)
        pool += affordable * rate
        covered += affordable
        if affordable < width:
            break
    available = in_scope - deductible
    pool_fen = min(cents(pool), available)
    half_of_rest = (covered - pool) / 2 if retired else Fraction(0)
    supplement = min(cents(half_of_rest), available - pool_fen)
    beyond = Fraction(available) - covered
    large = min(beyond * Fraction(90 if retired else 85, 100), Fraction(max(0, 40_000_000 - before["large"])))
    return deductible, pool_fen, supplement, min(cents(large), available - pool_fen - supplement)


def outpatient(in_scope: int, group: str, place: str, year: int, before: dict[str, int]) -> tuple[int, int]:
    """(deductible, paid) of one visit."""
    due = max(0, (180_000 if group == "work" else 130_000) - before["deductible"])
    deductible = min(due, in_scope)
    rest = Fraction(in_scope - deductible)
    rate = Fraction(PERCENT_OUTPATIENT[group, place], 100)
    below = Fraction(max(0, 2_000_000 - before["paid"]))
    first = min(rest * rate, below)
    if year < 2023:
        return deductible, min(cents(first), in_scope - deductible)
    above = (rest - first / rate) * Fraction(60 if group == "work" else 80, 100)
    return deductible, min(cents(first + above), in_scope - deductible)
