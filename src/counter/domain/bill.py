"""A bill split line by line: what is excluded, over the limit, prior self-pay and in scope (policy.md 0.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, overload

from counter.domain.adjudication import LineSplit
from counter.domain.claim import Claim, ItemClass, LineColumns
from counter.domain.money import Rate
from counter.domain.policy import LineRules
from counter.domain.rounding import rounded

Rows = list[tuple[int, int, int, int, int, int, int]]


class Splits(Sequence[LineSplit]):
    """The splits of a claim's lines, made when they are looked at.

    The figures of a bill need no row for every line, and rows for hundreds of lines cost as much as all other pricing.
    A copy is an ordinary tuple (`dataclasses.asdict` copies what it does not know).
    """

    __slots__ = ("_given", "_make", "_rows")

    def __init__(self, make: Callable[..., Rows], *given: Any) -> None:
        """make: what makes the rows of what is given."""
        self._make = make
        self._given = given
        self._rows: Rows | None = None

    def rows(self) -> Rows:
        """The fields of every split, in their order and without their names."""
        if self._rows is None:
            self._rows = self._make(*self._given)
        return self._rows

    def __len__(self) -> int:
        return len(self.rows())

    def __iter__(self) -> Iterator[LineSplit]:
        return starmap(LineSplit, self.rows())

    @overload
    def __getitem__(self, index: int) -> LineSplit: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[LineSplit, ...]: ...

    def __getitem__(self, index: int | slice) -> LineSplit | tuple[LineSplit, ...]:
        rows = self.rows()
        return tuple(starmap(LineSplit, rows[index])) if isinstance(index, slice) else LineSplit(*rows[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, Splits)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __deepcopy__(self, _memo: object) -> tuple[LineSplit, ...]:
        return tuple(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


@dataclass(slots=True)
class Bill:
    """A bill after its lines were split; all in fen.

    direct: the part of eligible that is paid directly; over_bed: the part of over_limit that a bed limit makes;
    away_share: the part of prior_self_pay that care away from home makes. No named tuple, because its parts are read
    thirty times a claim, and not frozen, because that would be slower to make.
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


def split_lines(
    claim: Claim, rules: LineRules, level: str = "", first_share: Rate | None = None, *, columns: bool = False
) -> Bill:
    """Split every line, each part rounded on its line as the rules state.

    level: for the bed limit; first_share: the member's share of what is in scope of every line, for care away from
    home; it counts as prior self-pay and comes after the item's own. Of a part of a stay that is split by days only
    the part's share of each line's quantity stands in this bill. columns: for many claims that are priced again and
    again, in which case each keeps its lines in columns; for one claim a single pass is quicker.

    Raises:
        TypeError: a line's class is no `ItemClass`: a bug in the caller.
    """
    whole = first_share is None and claim.part is None
    if rules.usual and whole and not (rules.direct_apart and _any_direct(claim)):
        splits = Splits(_usual_rows, claim, rules, level)
        return _by_columns(claim.columns, splits) if columns else _in_one_pass(claim, splits)
    return _line_by_line(claim, rules, level, first_share)


def _usual_rows(claim: Claim, rules: LineRules, level: str) -> Rows:
    return _line_by_line(claim, rules, level, None).splits.rows()


def _any_direct(claim: Claim) -> bool:
    return any(line.direct for receipt in claim.receipts for line in receipt.lines)


def _in_one_pass(claim: Claim, splits: Splits) -> Bill:
    """The figures that `_line_by_line` finds, for the usual lines and rules in half the time."""
    class_a, class_b, class_c = ItemClass.A, ItemClass.B, ItemClass.C
    excluded = over_limit = prior_self_pay = inside = 0
    rate_missing = False
    for receipt in claim.receipts:
        for line in receipt.lines:
            item_class = line.item_class
            amount = line.amount_fen
            if item_class is class_c:
                excluded += amount
                continue
            limit = line.price_limit_fen
            if limit is not None and line.unit_price_fen > limit:
                units, parts = line.quantity.as_integer_ratio()
                over = (line.unit_price_fen - limit) * units
                if parts != 1:
                    over = (over + (parts >> 1)) // parts
                if over > amount:
                    over = amount
                over_limit += over
                amount -= over
            inside += amount
            if item_class is class_b:
                rate = line.prior_self_pay_rate
                if rate is None:
                    rate_missing = True
                else:
                    parts = rate.denominator
                    prior_self_pay += (amount * rate.numerator + (parts >> 1)) // parts
            elif item_class is not class_a:
                raise TypeError(f"{item_class!r} is no class of a line")
    total, eligible = excluded + over_limit + inside, inside - prior_self_pay
    return Bill(splits, total, excluded, over_limit, prior_self_pay, eligible, 0, 0, 0, rate_missing)


def _by_columns(columns: LineColumns, splits: Splits) -> Bill:
    """The figures that `_line_by_line` finds, for the usual lines and rules in a fifth of the time."""
    excluded, inside, class_b, over_limit, partly_above = columns
    prior_self_pay = 0
    rate_missing = False
    for rate, fen, amounts in class_b:
        inside += fen
        if rate is None:
            rate_missing = True
            continue
        numerator, denominator = rate.numerator, rate.denominator
        half = denominator >> 1
        prior_self_pay += sum([(amount * numerator + half) // denominator for amount in amounts])
    for rate, amount, above, parts in partly_above:
        over = (above + (parts >> 1)) // parts
        if over > amount:
            over = amount
        over_limit += over
        inside += amount - over
        if rate is None:
            rate_missing = True
        else:
            prior_self_pay += ((amount - over) * rate.numerator + (rate.denominator >> 1)) // rate.denominator
    total, eligible = excluded + over_limit + inside, inside - prior_self_pay
    return Bill(splits, total, excluded, over_limit, prior_self_pay, eligible, 0, 0, 0, rate_missing)


def _line_by_line(claim: Claim, rules: LineRules, level: str, first_share: Rate | None) -> Bill:
    """Every rule on every line; written out flat, because it runs for hundreds of lines at every key."""
    part = claim.part
    excluded = over_limit = prior_self_pay = eligible = direct = over_bed = away_share = 0
    rate_missing = False
    limited, apart, rounding, to = rules.price_limits, rules.direct_apart, rules.rounding, rules.round_to
    own_share, beds = rules.own_share, rules.bed_limit
    half_up, seldom = rules.half_up_to_fen, apart or first_share is not None
    days, of_days = (1, 1) if part is None else (part.days, part.of_days)
    class_a, class_b, class_c = ItemClass.A, ItemClass.B, ItemClass.C
    rows: Rows = []
    add = rows.append
    for receipt_number, receipt in enumerate(claim.receipts):
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
                over = (above + (parts >> 1)) // parts if half_up else rounded(above, parts, rounding, to)
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
                    prior = (own + (parts >> 1)) // parts if half_up else rounded(own, parts, rounding, to)
                    if prior > inside:
                        prior = inside
                    prior_self_pay += prior
                    inside -= prior
            elif item_class is not class_a:
                raise TypeError(f"line {number} of receipt {receipt_number} has no class")
            if seldom:
                if first_share is not None:
                    own = rounded(inside * first_share.numerator, first_share.denominator, rounding, to)
                    own = min(own, inside)
                    prior += own
                    away_share += own
                    inside -= own
                if apart and line.direct:
                    direct += inside
            eligible += inside
            add((receipt_number, number, amount, 0, over, prior, inside))
    prior_self_pay += away_share
    total = eligible + excluded + over_limit + prior_self_pay
    splits = Splits(lambda: rows)
    return Bill(
        splits, total, excluded, over_limit, prior_self_pay, eligible, direct, over_bed, away_share, rate_missing
    )
