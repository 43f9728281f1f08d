"""The steps of a claim that need more than a word: from the bill to what is in scope, the deductible, a layer's bands.

Nothing is priced here: amounts come from `counter.domain.pricing`, which calls this only for a claim that is told. Each
step cites the rule that it follows, and its facts are what its sentence is made of (`counter.domain.explanation`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counter.domain.adjudication import RowFacts, Source, StepRow
from counter.domain.bill import Bill
from counter.domain.claim import Claim, StayPart
from counter.domain.policy import AwayCut, Band, Deductible, Facts, Layer, Period, PersonClass, Policy
from counter.domain.rounding import Rounding, rounded

# A member of an enumeration takes ten times as long to find as a global name.
_HALF_UP = Rounding.HALF_UP
_PER_ADMISSION = Period.ADMISSION

Slice = tuple[Band, int, int]
"""The part of a layer's base that falls into one band, and what the fund pays of it, both in its unit."""


def bill_steps(claim: Claim, policy: Policy, bill: Bill, cut: AwayCut | None) -> list[StepRow]:
    """The steps from the bill to what is in scope. cut: what care away from home costs, None at home."""
    rules = policy.lines
    source, total = rules.source, bill.total
    steps: list[StepRow] = []
    if claim.part is not None:
        steps.append(_part_step(claim, claim.part, total, source if policy.stay is None else policy.stay.source))
    if bill.excluded:
        cited = rules.excluded_source or source
        steps.append(("excluded", total, bill.excluded, "lines.excluded", cited, None, ()))
    if bill.over_limit > bill.over_bed:
        cited, over = rules.limit_source or source, bill.over_limit - bill.over_bed
        steps.append(("over_limit", total, over, "lines.over_limit", cited, None, rules.told))
    if bill.over_bed and rules.bed_limit is not None:
        beds = rules.bed_limit.source
        facts = (("what", "bed"), *rules.told)
        steps.append(("over_limit", total, bill.over_bed, "lines.bed_limit", beds, None, facts))
    if bill.prior_self_pay > bill.away_share:
        own = bill.prior_self_pay - bill.away_share
        steps.append(("prior_self_pay", total, own, "lines.prior_self_pay", rules.own_share_source, None, rules.told))
    if cut is not None and policy.away is not None:
        steps.append(_away_step(claim, cut, bill, policy.away.source, rules.told))
    steps.append(("eligible", total, bill.eligible, "lines", source, None, ()))
    return steps


def _part_step(claim: Claim, part: StayPart, total: int, source: Source) -> StepRow:
    days = (("days", str(part.days)), ("of_days", str(part.of_days)))
    of_stay = (("number", str(part.number)), ("of", str(part.of)))
    span = (("first_day", part.first_day.isoformat()), ("last_day", part.last_day.isoformat()))
    whole = sum(receipt.total_fen for receipt in claim.receipts)
    return "stay_part", whole, total, "stay_across_years", source, None, (*of_stay, *days, *span)


def _away_step(claim: Claim, cut: AwayCut, bill: Bill, source: Source, rounding: Facts) -> StepRow:
    rule = "outside" if cut.outside else "as_local"
    base, result, rate = bill.eligible, bill.eligible, None
    more: RowFacts = ()
    if cut.points.numerator:
        rule, rate = "minus_points", cut.points
    elif cut.first_share.numerator:
        rule, rate = "first_share", cut.first_share
        result = bill.away_share
        base, more = bill.eligible + result, (("share", result), *rounding)
    facts = (("away", claim.away.value), ("rule", rule), *more)
    return "away", base, result, f"away.{claim.away}", source, rate, facts


def deductible_reason(
    rule: Deductible, place: str, used: Mapping[str, int], disease: str, due: int
) -> tuple[str, Source, RowFacts]:
    """Why so much deductible was due: rule path, source, facts.

    Args:
        rule: whose deductible.
        place: `class/level` under which its amounts stand.
        used: the year's totals before this claim.
        disease: the listed disease of the claim, "" without one.
        due: fen that were still owed.
    """
    path, source = "deductible", rule.source
    facts: RowFacts
    if rule.period is _PER_ADMISSION:
        count = used.get(rule.count_key, 0) + 1
        facts = (("due", due), ("period", "admission"), ("admission", str(count)))
        if disease in rule.once_for and not due and rule.once_source is not None:
            path, source = "deductible.once_for", rule.once_source
            facts += (("once", disease),)
        if rule.told:
            facts += _rounded_as(rule, place, count, due)
    else:
        facts = (
            ("due", due),
            ("period", "year"),
            ("year_amount", rule.due[place][0]),
            ("used", used.get(rule.paid_key, 0)),
        )
        if rule.told:
            facts += rule.told.get(place, ((),))[0]
    return path, source, facts


def _rounded_as(rule: Deductible, place: str, admission: int, due: int) -> Facts:
    """How the deductible of an admission was rounded; nothing where it is what a yearly ceiling leaves."""
    last = min(admission, len(rule.due[place])) - 1
    return rule.told[place][last] if place in rule.told and due == rule.due[place][last] else ()


def band_steps(
    layer: Layer,
    place: str,
    slices: list[Slice],
    unit: int,
    amount: int,
    person_class: PersonClass,
    who: Facts,
    told: Sequence[int] = (),
) -> list[StepRow]:
    """One step for each band, rounded so that the bands add up to what the layer pays, or to what its rounding begins
    with; last, the person's share of it where the class has a factor of its own.

    Args:
        layer: whose bands.
        place: where their rates stand.
        slices: what of the layer's base fell into which band.
        unit: parts of a fen that slices count.
        amount: fen that the layer pays.
        person_class: whose factor holds.
        who: level and class of the person, as facts.
        told: fen that each band is told to pay, where the layer rounds otherwise than once, half up to the fen.
    """
    steps: list[StepRow] = []
    factor = layer.factors[person_class.id]
    shared = factor.numerator != factor.denominator
    base_sum = pays_sum = base_told = pays_told = stated_own = 0
    last, half = len(slices), unit >> 1
    for number, (band, base, pays) in enumerate(slices, 1):
        base_sum += base
        pays_sum += pays
        base_now = (base_sum + half) // unit
        if told:
            pays_now = pays_told + told[number - 1]
        else:
            pays_now = amount if number == last else min(amount, rounded(pays_sum, unit, layer.rounding))
        if shared:
            stated = band.rates[place]
            stated_own += base * (stated.denominator - stated.numerator) // stated.denominator
        rate, facts = band.effective[place], band.facts[place]
        steps.append(("band", base_now - base_told, pays_now - pays_told, band.path, band.source, rate, facts))
        base_told, pays_told = base_now, pays_now
    if shared and layer.factor_source is not None:
        own = rounded(stated_own, unit, _HALF_UP)
        path, facts = f"{layer.path}.person_share", layer.facts + who
        steps.append(("person_share", own, base_told - pays_told, path, layer.factor_source, factor, facts))
    return steps
