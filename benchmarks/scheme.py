"""The one set of rules that every engine is given here, random claims for it, and the exact answer.

The rules (`rules/990101/employee/bench.toml` states them for Counter, the other engines in their own words):

1. Of each line, what its unit price exceeds its limit by, times the quantity, is over the limit, half up to the fen.
2. Of the rest, the share of its class (0, 5, 10, 20 or 100 %) is the member's, half up to the fen. What is left of all
   lines is in scope.
3. The first 800 yuan a year are the deductible.
4. The pooled fund pays 85 / 90 / 95 % (bounds 10,000 and 50,000) on the year's running total after the deductible, at
   most 400,000 a year, rounded once.
5. Serious illness cover takes deductible, copayment and what is above the cap, exactly as they are, pays nothing up to
   15,000 a year, then 60 / 65 / 70 % (bounds 50,000 and 100,000), rounded once.
6. The account pays the rest as far as it reaches, cash is what remains.

Standard library only: every worker imports this, in whatever environment its engine lives.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

WHOLE = 10_000
"""Shares are stated in hundredths of a percent."""

SHARES = (0, 500, 1000, 2000, WHOLE)
DEDUCTIBLE = 80_000
POOL = ((0, 8_500), (1_000_000, 9_000), (5_000_000, 9_500))
POOL_CAP = 40_000_000
SERIOUS_DEDUCTIBLE = 1_500_000
SERIOUS = ((0, 6_000), (5_000_000, 6_500), (10_000_000, 7_000))
LINES = 200
STOCK = 200_000
"""So many different lines are drawn once; a claim is a run of them. Too many for a processor's caches."""


class Line(NamedTuple):
    """One receipt line: fen, hundredths of a unit, the member's share, and the price limit, 0 for none."""

    price: int
    quantity: int
    amount: int
    share: int
    limit: int


class Case(NamedTuple):
    """One claim with what the year has used so far and the account before it; all in fen."""

    lines: tuple[Line, ...]
    deductible_used: int
    year_scope: int
    year_pool: int
    year_serious: int
    account: int


class Figures(NamedTuple):
    """What every engine must answer, in fen."""

    total: int
    scope: int
    pool: int
    serious: int
    cash: int


@lru_cache(maxsize=1)
def stock() -> tuple[Line, ...]:
    """The lines that claims are made of."""
    chance = random.Random(20260101)  # noqa: S311 - input for a measurement
    made = []
    for _ in range(STOCK):
        price = int(10 ** chance.uniform(1.3, 4.8))
        quantity = chance.randint(1, 2000) if chance.random() < 0.2 else 100 * chance.randint(1, 30)
        limit = 0 if chance.random() < 0.7 else max(1, int(price * chance.uniform(0.5, 1.5)))
        made.append(Line(price, quantity, (price * quantity + 50) // 100, chance.choice(SHARES), limit))
    return tuple(made)


def start_of(seed: int, lines: int) -> int:
    """Where in the stock a claim begins."""
    return seed * 7_919 % (STOCK - lines)


def case(seed: int, lines: int = LINES) -> Case:
    """The claim of a seed: another one for every seed."""
    chance = random.Random(seed)  # noqa: S311 - input for a measurement
    start = start_of(seed, lines)
    return Case(
        stock()[start : start + lines],
        chance.choice((0, 0, 30_000, 80_000)),
        chance.randint(0, 3_000_000),
        chance.randint(0, 39_900_000) if chance.random() < 0.3 else 0,
        chance.randint(0, 1_500_000),
        chance.randint(0, 500_000),
    )


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _banded(low: Fraction, high: Fraction, bands: tuple[tuple[int, int], ...]) -> Fraction:
    paid = Fraction(0)
    for number, (lower, share) in enumerate(bands):
        upper = Fraction(bands[number + 1][0]) if number + 1 < len(bands) else high
        width = min(high, upper) - max(low, Fraction(lower))
        if width > 0:
            paid += width * Fraction(share, WHOLE)
    return paid


def exact(one: Case) -> Figures:
    """The answer in fractions, written from the rules above and from nothing else."""
    total = scope = 0
    for line in one.lines:
        total += line.amount
        over = 0
        if line.limit and line.price > line.limit:
            over = min(line.amount, _half_up(Fraction((line.price - line.limit) * line.quantity, 100)))
        inside = line.amount - over
        scope += inside - _half_up(Fraction(inside * line.share, WHOLE))
    deductible = min(scope, max(0, DEDUCTIBLE - one.deductible_used))
    begun = Fraction(one.year_scope)
    due = min(_banded(begun, begun + scope - deductible, POOL), Fraction(max(0, POOL_CAP - one.year_pool)))
    pool = _half_up(due)
    own = scope - due
    before = one.year_serious - SERIOUS_DEDUCTIBLE
    serious = _half_up(_banded(Fraction(max(0, before)), max(Fraction(0), before + own), SERIOUS))
    rest = total - pool - serious
    return Figures(total, scope, pool, serious, rest - min(one.account, rest))
