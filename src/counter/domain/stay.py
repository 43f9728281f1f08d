"""A stay across settlement years, split by average daily cost and days (policy.md A5): one claim for each year.

Every line is divided by days to the fen, so that the parts add up to it; quantity and unit price stay those of the
paper, and what follows from a quantity follows from the part's share of it (`counter.domain.bill`).
"""

from __future__ import annotations

import uuid
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from counter.domain.claim import Claim, Receipt, StayPart
from counter.domain.draft import Draft
from counter.domain.money import amount_text, half_up
from counter.domain.policy import Policy, StayRule
from counter.domain.year_rule import YearRule

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days of a stay that lie in one settlement year, first and last day inclusive; days: those that count."""

    first_day: date
    last_day: date
    days: int


def spans_of(admission: date, discharge: date, rule: StayRule, year: YearRule) -> tuple[Span, ...]:
    """The stay by settlement years.

    The day of admission counts; the day of discharge counts where the package says so, and always when it is the day
    of admission, too. A year in which no day counts has no span.
    """
    last_counted = discharge if rule.discharge_day_counts or discharge == admission else discharge - _DAY
    spans: list[Span] = []
    first = admission
    while first <= last_counted:
        year_ends = year.last_day(year.label(first))
        counted = min(year_ends, last_counted)
        spans.append(Span(first, min(year_ends, discharge), (counted - first).days + 1))
        first = year_ends + _DAY
    return tuple(spans)


def shares(amount_fen: int, days: tuple[int, ...]) -> tuple[int, ...]:
    """An amount by days: what falls on the days up to the end of each part, rounded half up, less the parts before.

    The shares add up to the amount; none is negative.
    """
    whole = sum(days)
    upto = [half_up(amount_fen * passed, whole) for passed in accumulate(days)]
    return tuple(after - before for before, after in pairwise([0, *upto]))


def split_claim(claim: Claim, policy: Policy, stay: str) -> tuple[Claim, ...]:
    """The claims of a stay that must be split, one for each settlement year, the earliest first.

    Args:
        claim: a whole claim.
        policy: the package that governs it.
        stay: what the parts have in common (`StayPart.stay`).

    Returns:
        The parts, or () where nothing is to be split: the package settles a stay as one bill, the days that count lie
        in one year, or the bill is so small that only one year's part is more than nothing.
    """
    rule, admission, discharge = policy.stay, claim.admission_day, claim.discharge_day
    if rule is None or claim.part is not None or admission is None or discharge is None:
        return ()
    spans = spans_of(admission, discharge, rule, policy.year)
    if len(spans) < 2:
        return ()
    days = tuple(span.days for span in spans)
    parts = []
    for number, span in enumerate(spans, 1):
        receipts = tuple(_portion(receipt, days, number - 1) for receipt in claim.receipts)
        claimed = tuple(receipt for receipt in receipts if receipt.portion_fen)
        if claimed:
            part = StayPart(stay, number, len(spans), *span, sum(days), rule.later_part_is_admission)
            parts.append(replace(claim, receipts=claimed, service_day=span.last_day, part=part))
    return tuple(parts) if len(parts) > 1 else ()


def part_holds(claim: Claim, policy: Policy) -> bool:
    """Whether a part is what its stay is split into under a package: nobody changed days or share since.

    policy: the package that governs the whole stay.
    """
    part, rule, admission, discharge = claim.part, policy.stay, claim.admission_day, claim.discharge_day
    if part is None or rule is None or admission is None or discharge is None:
        return False
    spans = spans_of(admission, discharge, rule, policy.year)
    if part.of != len(spans) or not 1 <= part.number <= part.of:
        return False
    due = StayPart(
        part.stay,
        part.number,
        len(spans),
        *spans[part.number - 1],
        sum(span.days for span in spans),
        rule.later_part_is_admission,
    )
    return part == due and claim.service_day == part.last_day


def part_drafts(draft: Draft, claim: Claim, parts: tuple[Claim, ...]) -> tuple[Draft, ...]:
    """A draft for each part: the draft with the part's amounts, under a key of its own that is always the same.

    draft: the whole draft; claim: its claim; parts: what the claim was split into.
    """
    return tuple(_part_draft(draft, claim, part) for part in parts)


def part_key(stay: str, number: int) -> str:
    """The idempotency key of a part: splitting the same draft twice books nothing twice."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{stay}/{number}"))


def _portion(receipt: Receipt, days: tuple[int, ...], index: int) -> Receipt:
    lines = tuple(replace(line, amount_fen=shares(line.amount_fen, days)[index]) for line in receipt.lines)
    return replace(receipt, lines=lines, portion_fen=sum(line.amount_fen for line in lines))


def _part_draft(draft: Draft, whole: Claim, claim: Claim) -> Draft:
    part = claim.part
    assert part is not None
    claimed = {receipt.key: receipt for receipt in claim.receipts}
    copy = deepcopy(draft)
    receipts = []
    for typed, of_paper in zip(copy.receipts, whole.receipts, strict=True):
        receipt = claimed.get(of_paper.key)
        if receipt is None:
            continue
        typed.portion = amount_text(receipt.claimed_fen)
        for typed_line, line in zip(typed.lines, receipt.lines, strict=True):
            typed_line.amount = amount_text(line.amount_fen)
            # Left out, it would be worked out from the part's amount instead of the paper's.
            typed_line.unit_price = typed_line.unit_price.strip() or amount_text(line.unit_price_fen)
        receipts.append(typed)
    return replace(copy, key=part_key(part.stay, part.number), receipts=receipts, part=part)
