"""A bill split line by line: what is excluded, over the limit, prior self-pay and in scope (policy.md 0.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from counter.domain.adjudication import LineSplit
from counter.domain.claim import ItemClass, Receipt, StayPart
from counter.domain.money import Rate
from counter.domain.policy import LineRules, Rounding


class Splits(tuple[LineSplit, ...]):
    """The splits of a claim's lines, held as plain rows that get their names when they are looked at.

    Naming hundreds of rows at every key costs as much as pricing them, and the live calculation looks at few.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[LineSplit]:
        return map(LineSplit._make, super().__iter__())

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return tuple(map(LineSplit._make, found)) if isinstance(index, slice) else LineSplit._make(found)


class Bill(NamedTuple):
    """A bill after its lines were split; all in fen.

    direct: the part of eligible that is paid directly; over_bed: the part of over_limit that a bed limit makes;
    away_share: the part of prior_self_pay that care away from home makes.
    """

    splits: Splits
    total: int
    excluded: int
    over_limit: int
    prior_self_pay: int
    eligible: int
    direct: int
    over_bed: int
    away_share: int
    rate_missing: bool


def rounded(numerator: int, denominator: int, rounding: Rounding) -> int:
    """A non-negative exact amount in whole fen by a stated rule; denominator > 0."""
    if rounding is Rounding.HALF_UP:
        # Whole numbers: where half of the denominator is no whole number, no numerator falls into the gap.
        return (numerator + (denominator >> 1)) // denominator
    if rounding is Rounding.DOWN:
        return numerator // denominator
    return -(-numerator // denominator)


def split_lines(
    receipts: tuple[Receipt, ...],
    rules: LineRules,
    level: str = "",
    first_share: Rate | None = None,
    part: StayPart | None = None,
) -> Bill:
    """Split every line, each part rounded to the fen on its line.

    level: for the bed limit; first_share: the member's share of what is in scope of every line, for care away from
    home; it counts as prior self-pay and comes after the item's own; part: of a stay that is split by days: of each
    line's quantity only its days' share stands in this bill.

    The loop is written out flat: it runs for hundreds of lines at every key.

    Raises:
        TypeError: a line's class is no `ItemClass`: a bug in the caller.
    """
    excluded = over_limit = prior_self_pay = eligible = direct = over_bed = away_share = 0
    rate_missing = False
    limited, apart, rounding = rules.price_limits, rules.direct_apart, rules.rounding
    own_share, beds = rules.own_share, rules.bed_limit
    half_up, seldom = rounding is Rounding.HALF_UP, apart or first_share is not None
    days, of_days = (1, 1) if part is None else (part.days, part.of_days)
    class_a, class_b, class_c = ItemClass.A, ItemClass.B, ItemClass.C
    rows: list[tuple[int, ...]] = []
    add = rows.append
    for receipt_number, receipt in enumerate(receipts):
        for number, line in enumerate(receipt.lines):
            amount = line.amount_fen
            item_class = line.item_class
            if item_class is class_c:
                excluded += amount
                add((receipt_number, number, amount, amount, 0, 0, 0))
                continue
            inside = amount
            over = prior = 0
            limit = line.price_limit_fen if limited else None
            if beds is not None and line.charge_type in beds.charge_types:
                bed = beds.amounts[level]
                limit = bed if limit is None else min(limit, bed)
            if limit is not None and line.unit_price_fen > limit:
                units, parts = line.quantity.as_integer_ratio()
                above = (line.unit_price_fen - limit) * units * days
                parts *= of_days
                over = (above + (parts >> 1)) // parts if half_up else rounded(above, parts, rounding)
                if over > amount:
                    over = amount
                over_limit += over
                inside -= over
                if beds is not None and line.charge_type in beds.charge_types and limit == beds.amounts[level]:
                    over_bed += over
            if item_class is class_b:
                rate = line.prior_self_pay_rate if own_share is None else own_share.of(line)
                if rate is None:
                    rate_missing = True
                else:
                    own, parts = inside * rate.numerator, rate.denominator
                    prior = (own + (parts >> 1)) // parts if half_up else rounded(own, parts, rounding)
                    prior_self_pay += prior
                    inside -= prior
            elif item_class is not class_a:
                raise TypeError(f"line {number} of receipt {receipt_number} has no class")
            if seldom:
                if first_share is not None:
                    own = rounded(inside * first_share.numerator, first_share.denominator, rounding)
                    prior += own
                    away_share += own
                    inside -= own
                if apart and line.direct:
                    direct += inside
            eligible += inside
            add((receipt_number, number, amount, 0, over, prior, inside))
    prior_self_pay += away_share
    total = eligible + excluded + over_limit + prior_self_pay
    splits = Splits(cast("list[LineSplit]", rows))
    return Bill(
        splits, total, excluded, over_limit, prior_self_pay, eligible, direct, over_bed, away_share, rate_missing
    )
