"""Why a claim pays what it pays and not more: the limit that binds, and what would change it (features.md 30)."""

from __future__ import annotations

from math import gcd

from counter.domain.adjudication import Binding
from counter.domain.money import Rate, amount_text
from counter.domain.policy import LEVELS, Band, Facts, Layer
from counter.domain.pricing import Pricing


def binding_of(case: Pricing) -> Binding:
    """An exhausted cap or the end of the bands first, else the largest part that stays with the person."""
    bill, policy = case.bill, case.policy
    stop = case.stopped
    if stop is not None and case.parts.get(f"above:{stop.layer.id}", (0, 1))[0]:
        return Binding(stop.code, stop.path, stop.source, stop.facts)
    first = sum(case.account_first.values())
    kept = bill.total - case.paid - first - case.deductible - bill.excluded - bill.over_limit - bill.prior_self_pay
    largest, code = kept, "rate"
    for amount, name in (
        (case.deductible, "deductible"),
        (bill.excluded, "excluded"),
        (bill.over_limit, "over_limit"),
        (bill.prior_self_pay - bill.away_share, "prior_self_pay"),
        (bill.away_share, "away_share"),
        (first, "account_first"),
    ):
        if amount > largest:
            largest, code = amount, name
    if largest <= 0:
        return Binding("none", "", policy.lines.source)
    facts = (("amount", amount_text(largest)),)
    if code == "deductible" and policy.deductible is not None:
        return Binding(code, "deductible", policy.deductible.source, facts + case.who)
    if code == "account_first" and policy.account.first_source is not None:
        return Binding(code, "account.first", policy.account.first_source, facts)
    if code == "away_share" and policy.away is not None:
        away = case.claim.away.value
        return Binding(code, f"away.{away}", policy.away.source, (*facts, ("away", away)))
    if code == "prior_self_pay":
        return Binding(code, "lines.prior_self_pay", case.own_share_source, facts)
    beds = policy.lines.bed_limit
    if code == "over_limit" and beds is not None and bill.over_bed * 2 > bill.over_limit:
        return Binding(code, "lines.bed_limit", beds.source, (*facts, ("what", "bed")))
    if code == "rate" and case.last_band is not None:
        layer, band = case.last_band
        return Binding(code, band.path, band.source, facts + case.who + _rates(case, layer, band))
    own = {"excluded": policy.lines.excluded_source, "over_limit": policy.lines.limit_source}.get(code)
    return Binding(code, f"lines.{code}", own or policy.lines.source, facts)


def _rates(case: Pricing, layer: Layer, band: Band) -> Facts:
    """The rate that held last, what layers on its coinsurance add, and the level at which it would be best."""
    place = _place(case, layer, case.level)
    facts = (*layer.facts, ("rate", band.percents[place]))
    if case.stopped is not None and case.stopped.layer is not layer:
        stop = case.stopped
        before, told = stop.layer, dict(stop.facts)
        names = (("full_zh", before.name_zh), ("full_en", before.name_en))
        if stop.code == "cap":
            facts += (*names, ("cap", told["cap"]))
        else:
            facts += (*names, *((name, told[name]) for name in ("to", "measure", "period")))
    here = _together(case, band.effective[place], case.level)
    if case.on_rest:
        facts += (("together", here.percent()),)
    if case.claim.care in case.policy.level_of_care:
        return facts
    best, best_level = here, ""
    for level in LEVELS:
        stated = None if level == case.level else band.effective.get(_place(case, layer, level))
        if stated is None:
            continue
        there = _together(case, stated, level)
        if there.numerator * best.denominator > best.numerator * there.denominator:
            best, best_level = there, level
    return (*facts, ("better_level", best_level), ("better_rate", best.percent())) if best_level else facts


def _place(case: Pricing, layer: Layer, level: str) -> str:
    return layer.place(case.person_class.id, level, case.age, case.claim.away)


def _together(case: Pricing, rate: Rate, level: str) -> Rate:
    """The share that a band pays and the layers on its coinsurance."""
    for other, rest in case.on_rest:
        more = rest.effective.get(_place(case, other, level))
        if more is None:
            continue
        whole = rate.denominator * more.denominator
        share = whole - (rate.denominator - rate.numerator) * (more.denominator - more.numerator)
        common = gcd(share, whole)
        rate = Rate(share // common, whole // common)
    return rate
