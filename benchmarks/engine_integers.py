"""The bare loop: the rules in plain integers, with a trace of every line, as hand-written as it gets."""

from __future__ import annotations

from engine import OneByOne
from scheme import DEDUCTIBLE, POOL, POOL_CAP, SERIOUS, SERIOUS_DEDUCTIBLE, WHOLE, Case, Figures


def _banded(low: int, high: int, bands: tuple[tuple[int, int], ...]) -> int:
    """Paid, in hundredths of a percent of a fen."""
    paid = 0
    for number, (lower, share) in enumerate(bands):
        upper = bands[number + 1][0] * WHOLE if number + 1 < len(bands) else high
        width = min(high, upper) - max(low, lower * WHOLE)
        if width > 0:
            paid += width * share
    return paid


class Engine(OneByOne):
    """Amounts behind the lines count the ten-thousandth part of a fen, and its square behind the first fund."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}

    def prepare(self, one: Case) -> Case:
        """See `Contestant`."""
        return one

    def price(self, prepared: Case) -> Figures:
        """See `Contestant`."""
        total = scope = 0
        trace = []
        for price, quantity, amount, share, limit in prepared.lines:
            over = 0
            if limit and price > limit:
                over = ((price - limit) * quantity + 50) // 100
                if over > amount:
                    over = amount
            inside = amount - over
            own = (inside * share + 5_000) // WHOLE
            total += amount
            scope += inside - own
            trace.append((amount, over, own, inside - own))
        deductible = min(scope, max(0, DEDUCTIBLE - prepared.deductible_used))
        begun = prepared.year_scope * WHOLE
        left = max(0, POOL_CAP - prepared.year_pool) * WHOLE
        due = min(_banded(begun, begun + (scope - deductible) * WHOLE, POOL) // WHOLE, left)
        pool = (due + 5_000) // WHOLE
        before = (prepared.year_serious - SERIOUS_DEDUCTIBLE) * WHOLE
        after = max(0, before + scope * WHOLE - due)
        serious = (_banded(max(0, before), after, SERIOUS) + WHOLE * WHOLE // 2) // (WHOLE * WHOLE)
        rest = total - pool - serious
        return Figures(total, scope, pool, serious, rest - min(prepared.account, rest))

    def figures(self, priced: Figures) -> Figures:
        """See `Contestant`."""
        return priced
