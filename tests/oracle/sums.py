"""Sums that every region's rules are made of (policy.md section 0), in exact fractions of a fen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from .figures import Line, Split, Visit

YUAN = 100
"""Fen in a yuan."""

Tier = tuple[Fraction | int, Fraction | int | None, Fraction]
"""From, to (None: without end), rate; bounds in fen."""


def percent(figure: str | int) -> Fraction:
    """ "96.1" -> 961/1000."""
    return Fraction(figure) / 100


def half_up(amount: Fraction) -> int:
    """To the fen, a half upwards."""
    return math.floor(amount + Fraction(1, 2))


ROUNDINGS: dict[str, Callable[[Fraction], int]] = {"half_up": half_up, "down": math.floor, "up": math.ceil}


def split_lines(lines: Iterable[Line]) -> Split:
    """Each line into own, over the limit, prior self-pay and in scope, rounded on the line (policy.md 0.2)."""
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
        rest = line.amount - above - first
        over += above
        prior += first
        scope += rest
        direct += rest if line.direct else 0
    return Split(total, own, over, prior, scope, direct)


def climb(
    tiers: Sequence[Tier], start: Fraction | int, end: Fraction | int, room: Fraction | int | None = None
) -> tuple[Fraction, Fraction]:
    """Walk up the tiers from one expense to another, each piece at its own rate, until the payment fills the room.

    Returns:
        What is paid, and how far the expense was covered (below `end` only where the room was filled or tiers end).
    """
    paid, here = Fraction(0), Fraction(start)
    for low, high, rate in tiers:
        top = Fraction(end) if high is None else min(Fraction(end), Fraction(high))
        if here < low or top <= here:
            continue
        piece = (top - here) * rate
        if room is not None and paid + piece > room:
            return Fraction(room), here + (room - paid) / rate
        paid, here = paid + piece, top
    return paid, here


def age_on(born: date, day: date) -> int:
    """Completed years of life."""
    years = day.year - born.year
    return years - 1 if (day.month, day.day) < (born.month, born.day) else years


def pay_from_account(
    visit: Visit, rules: dict[str, object], person: int, parts: dict[str, Fraction | int]
) -> tuple[int, int]:
    """What the account pays of the person's part: (current year's money, earlier years' money).

    Which parts it may pay, from when, for paper claims too or not, and which money goes first are open in policy.md
    (A5: "make it a policy switch"); they are read from the package's `[account]`. What it may not pay is rounded half
    up to the fen before it is taken from the person's part.
    """
    if visit.settled < rules["usable_from"]:  # type: ignore[operator]
        return 0, 0
    if visit.paid_in_cash and rules["paid_in_cash_claim"] == "untouched":
        return 0, 0
    pays = set(rules["pays"])  # type: ignore[call-overload]
    barred = sum((Fraction(amount) for part, amount in parts.items() if part not in pays), Fraction(0))
    may = max(0, person - half_up(barred))
    taken = {"current": 0, "prior": 0}
    held = {"current": visit.current_account, "prior": visit.prior_account}
    for money in rules["order"]:  # type: ignore[attr-defined]
        taken[money] = min(held[money], may)
        may -= taken[money]
    return taken["current"], taken["prior"]
