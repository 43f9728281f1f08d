"""Sums that every region's rules are made of (policy.md section 0), in exact fractions of a fen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from .figures import Line, Refused, Split

YUAN = 100
"""Fen in a yuan."""

Tier = tuple[Fraction | int, Fraction | int | None, Fraction | None]
"""From, to (None: without end), rate (None: nobody published it); bounds in fen."""


def percent(figure: str | int) -> Fraction:
    """ "96.1" -> 961/1000."""
    return Fraction(figure) / 100


def half_up(amount: Fraction) -> int:
    """To the fen, a half upwards."""
    return math.floor(amount + Fraction(1, 2))


def split_lines(lines: Iterable[Line], away_share: Fraction = Fraction(0)) -> Split:
    """Each line into own, over the limit, prior self-pay and in scope, rounded on the line (policy.md 0.2).

    away_share: what the person bears first of each line away from home (policy.md A5, "share first"); prior self-pay.
    """
    total = own = over = prior = scope = direct = 0
    for line in lines:
        total += line.amount
        if line.grade == "C":
            own += line.amount
            continue
        above = 0
        if line.limit is not None and line.price > line.limit:
            above = min(line.amount, half_up((line.price - line.limit) * line.quantity))
        first = half_up((line.amount - above) * line.own_rate) if line.grade == "B" and line.own_rate else 0
        first += half_up((line.amount - above - first) * away_share)
        rest = line.amount - above - first
        over += above
        prior += first
        scope += rest
        direct += rest if line.direct else 0
    return Split(total, own, over, prior, scope, direct)


def climb(
    tiers: Sequence[Tier], start: Fraction | int, end: Fraction | int, room: Fraction | int | None = None
) -> tuple[list[Fraction], Fraction]:
    """Walk up the tiers from one expense to another, each piece at its own rate, until the payment fills the room.

    Returns:
        What is paid in each tier, and how far the expense was covered (below `end` only where the room was filled or
        tiers end).

    Raises:
        Refused: it comes to a tier without a rate.
    """
    pieces: list[Fraction] = []
    paid, here = Fraction(0), Fraction(start)
    for low, high, rate in tiers:
        top = Fraction(end) if high is None else min(Fraction(end), Fraction(high))
        if here < low or top <= here:
            continue
        if rate is None:
            if room is not None and paid >= room:
                break
            raise Refused("undocumented")
        piece = (top - here) * rate
        if room is not None and paid + piece > room:
            return [*pieces, room - paid], here + (room - paid) / rate
        pieces.append(piece)
        paid, here = paid + piece, top
    return pieces, here


def age_on(born: date, day: date) -> int:
    """Completed years of life."""
    years = day.year - born.year
    return years - 1 if (day.month, day.day) < (born.month, born.day) else years
