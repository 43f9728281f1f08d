"""Why a claim pays what it pays and not more: the limit that binds, and what would change it (features.md 30)."""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

from counter.domain.adjudication import Binding
from counter.domain.coarse import layer_rounding
from counter.domain.money import Rate, amount_text
from counter.domain.policy import LEVELS, Band, Cap, CapCounts, Facts, Layer
from counter.domain.pricing import Pricing, disease_key
from counter.domain.rounding import Rounding, rounded


class Cause(NamedTuple):
    """Why some of a bill stays with the person. amount: fen; layer: whose limit it is, "" for that of the bill."""

    code: str
    amount: int
    layer: str = ""


class Held(NamedTuple):
    """The last band of a layer's base that left something. several: the layer paid by more than one band."""

    layer: Layer
    band: Band
    several: bool


_PARTS = {"above": "stop", "in_scope": "uncovered", "direct": "uncovered"}
"""Codes of the parts of a bill that are not called like their cause."""

_OFF_SCOPE = frozenset({"excluded", "over_limit", "prior_self_pay", "away_share"})


def binding_of(case: Pricing) -> Binding:
    """The largest part that stays with the person, in which the last payer left it.

    Two limits come before it, since nothing else would change the payment while they hold: a reached cap or the end of
    the bands, and a deductible that would take up whatever else came into scope. What it is then is told beside them.
    """
    causes = causes_of(case)
    left = case.bill.total - case.paid
    if not causes and left > 0:
        # Parts that are less than half a fen each: what layers made by rounding, and nobody draws on.
        return Binding("rounding", "layers", case.policy.lines.source, (("amount", amount_text(left)),))
    if not causes or left <= 0:
        empty = () if case.bill.total else (("empty", "yes"),)
        return Binding("none", "", case.policy.lines.source, empty)
    largest = first = max(causes, key=_amount)
    stopped = [cause for cause in causes if cause.code in ("stop", "cap")]
    full = _full(case, "in_scope") if largest.code in _OFF_SCOPE or largest.code == "deductible" else None
    if stopped:
        first = max(stopped, key=_amount)
    elif full is not None:
        first = Cause("full", 0, full.id)
    elif largest.code in _OFF_SCOPE and case.due > case.deductible and not _draws(case, "deductible"):
        open_ = case.due - case.deductible
        taken = next((cause for cause in causes if cause.code == "deductible" and not cause.layer), None)
        if largest.amount <= open_ or (taken is not None and largest.amount - open_ < taken.amount):
            first = taken or Cause("deductible_open", open_)
    found = _binding(case, first)
    if largest is first or (first.code in ("stop", "cap", "deductible") and largest.amount <= first.amount):
        return found
    also: Facts = (("also", largest.code), ("also_amount", amount_text(largest.amount)))
    layer = next((layer for layer in case.policy.layers if layer.id == largest.layer), None)
    if layer is not None:
        also += (("also_zh", layer.name_zh), ("also_en", layer.name_en))
    return Binding(found.code, found.rule_path, found.source, found.facts + also)


def _amount(cause: Cause) -> int:
    return cause.amount


def _draws(case: Pricing, part: str) -> list[Layer]:
    """The layers that would pay on a part of this person's bill."""
    return [layer for layer in case.policy.layers if part in layer.base and case.person_class.id in layer.classes]


def _full(case: Pricing, part: str) -> Layer | None:
    """The layer whose cap is used up, so that nothing more in this part of the bill would be paid by anybody."""
    found = None
    for layer in _draws(case, part):
        cap = layer.cap
        if cap is None or _payable(layer, cap, case.room(cap)):
            return None
        beyond = _draws(case, f"above:{layer.id}")
        found = _full(case, f"above:{layer.id}") if beyond else layer
        if found is None:
            return None
    return found


def _payable(layer: Layer, cap: Cap, room: int) -> int:
    """What a cap leaves and a layer can pay: less than what it rounds to may round to nothing."""
    if cap.counts is CapCounts.EXPENSE:
        return room
    return rounded(room, 1, layer.rounding, layer.round_to)


def causes_of(case: Pricing) -> list[Cause]:
    """Everything that stays with the person, by why it does; together it is the person's part, but for rounding.

    What the rates of layers leave of which one goes on where the other stops is one cause, that of the last of them.
    """
    bill = case.bill
    causes = []
    rates: dict[str, Cause] = {}
    for part, (exact, unit) in case.parts.items():
        amount = exact if unit == 1 else rounded(exact, unit, Rounding.HALF_UP)
        if amount <= 0:
            continue
        name, _, layer = part.partition(":")
        if name == "prior_self_pay":
            # A layer draws this part whole or not at all.
            amount -= bill.away_share
            if bill.away_share:
                causes.append(Cause("away_share", bill.away_share))
        if name == "copayment":
            code, taken = _turned(case, layer)
            lost = min(amount, taken)
            if lost > 0:
                causes.append(Cause(code, lost, layer))
                amount -= lost
            if not amount:
                continue
            begins = _begins(case, layer)
            before = rates[begins].amount if begins in rates else 0
            rates[begins] = Cause("rate", before + amount, layer)
        elif amount:
            causes.append(Cause(_PARTS.get(name, name), amount, layer))
    causes.extend(rates.values())
    first = sum(case.account_first.values())
    if first:
        causes.append(Cause("account_first", first))
    return causes


def _turned(case: Pricing, layer_id: str) -> tuple[str, int]:
    """What a layer's rounding left with the person, in fen, and why: its cap held it, or can pay nothing of what it
    rounds to (`cap`), or nothing but rounding (`rounding`)."""
    lost = case.lost.get(layer_id)
    if lost is None:
        return "rounding", 0
    layer = next(layer for layer in case.policy.layers if layer.id == layer_id)
    for code, _base, result, path, _source, _rate, facts in case.steps:
        if code == "rounding" and path == f"{layer.path}.rounding":
            said = dict(facts)
            if said.get("limit") == "cap":
                return "cap", int(said["stated"]) - result
    cap = layer.cap
    if cap is None or cap.counts is CapCounts.EXPENSE:
        return "rounding", lost
    keys = [disease_key(key, case.claim.disease) for key in cap.keys] if cap.by_disease else cap.keys
    before = case.room(cap) + sum(case.added.get(key, 0) for key in keys)
    return "rounding" if _payable(layer, cap, before) else "cap", lost


def _begins(case: Pricing, layer: str) -> str:
    """The layer behind whose cap or last band a layer goes on, or itself."""
    if case.stops and layer in case.banded:
        for part in next(other.base for other in case.policy.layers if other.id == layer):
            name, _, before = part.partition(":")
            if name == "above":
                return _begins(case, before)
    return layer


def _binding(case: Pricing, cause: Cause) -> Binding:
    """A cause with the article behind it and what its sentence needs."""
    bill, policy, code = case.bill, case.policy, cause.code
    if code == "stop":
        stop = case.stops[cause.layer]
        return Binding(stop.code, stop.path, stop.source, stop.facts)
    if code in ("full", "cap"):
        layer = next(layer for layer in policy.layers if layer.id == cause.layer)
        cap = layer.cap
        assert cap is not None
        limit = cap.facts[case.claim.disease if cap.by_disease else case.person_class.id]
        return Binding("cap", f"{layer.path}.cap", cap.source, limit)
    facts = (("amount", amount_text(cause.amount)),)
    if code == "deductible_open" and policy.deductible is not None:
        return Binding(code, "deductible", policy.deductible.source, facts + case.who)
    if code == "rate":
        held, rest = _held_last(case, cause.layer)
        return Binding(code, held.band.path, held.band.source, facts + case.who + _rates(case, held, rest))
    if code == "rounding":
        layer = next(layer for layer in policy.layers if layer.id == cause.layer)
        return Binding(code, f"{layer.path}.rounding", layer.source, facts + layer_rounding(layer))
    if code == "deductible" and cause.layer:
        layer = next(layer for layer in policy.layers if layer.id == cause.layer)
        assert layer.deductible is not None
        return Binding(code, f"{layer.path}.deductible", layer.deductible.source, facts + layer.facts)
    if code == "deductible" and policy.deductible is not None:
        return Binding(code, "deductible", policy.deductible.source, facts + case.who)
    if code == "account_first" and policy.account.first_source is not None:
        return Binding(code, "account.first", policy.account.first_source, facts)
    if code == "away_share" and policy.away is not None:
        away = case.claim.away.value
        return Binding(code, f"away.{away}", policy.away.source, (*facts, ("away", away)))
    if code == "prior_self_pay":
        return Binding(code, "lines.prior_self_pay", policy.lines.own_share_source, facts)
    beds = policy.lines.bed_limit
    if code == "over_limit" and beds is not None and bill.over_bed * 2 > bill.over_limit:
        return Binding(code, "lines.bed_limit", beds.source, (*facts, ("what", "bed")))
    if code == "uncovered":
        return Binding(code, "layers", policy.lines.source, facts + case.who)
    own = {"excluded": policy.lines.excluded_source, "over_limit": policy.lines.limit_source}[code]
    return Binding(code, f"lines.{code}", own or policy.lines.source, facts)


def _held_last(case: Pricing, layer_id: str) -> tuple[Held, Held | None]:
    """What held last for what a layer left: its own band; or that of the layer on whose coinsurance it was the last to
    pay, and its own as what rests on it."""
    found: dict[str, Held] = {}
    last: Held | None = None
    resting: Held | None = None
    for layer in case.policy.layers:
        slices = case.banded.get(layer.id)
        if slices is None:
            continue
        # One that pays all of what it reached leaves nothing to ask about.
        band = next((band for band, base, pays in reversed(slices) if base > pays), slices[-1][0])
        held = found[layer.id] = Held(layer, band, len(slices) > 1)
        if last is not None and len(slices) == 1 and layer.base == (f"copayment:{last.layer.id}",):
            resting = held
        else:
            last, resting = held, None
    own = found[layer_id]
    return (last, own) if last is not None and own is resting else (own, None)


def _rates(case: Pricing, held: Held, rest: Held | None) -> Facts:
    """The rate that held last, what a layer on its coinsurance adds, and the level where it would be best."""
    layer, band = held.layer, held.band
    place = _place(case, layer, case.level)
    facts = (*layer.facts, ("rate", band.percents[place]))
    if held.several:
        facts += (("several", "yes"),)
    for stop in case.stops.values():
        if f"above:{stop.layer.id}" not in layer.base:
            continue
        before, told = stop.layer, dict(stop.facts)
        names = (("full_zh", before.name_zh), ("full_en", before.name_en))
        if stop.code == "cap":
            facts += (*names, ("cap", told["cap"]))
        else:
            facts += (*names, *((name, told[name]) for name in ("to", "measure", "period")))
        break
    here = _together(case, band.effective[place], case.level, rest)
    if rest is not None:
        facts += (("together", here.percent()),)
    outside = case.cut is not None and case.cut.outside
    if outside or case.claim.care in case.policy.level_of_care:
        return facts
    best, best_level = here, ""
    for level in LEVELS:
        stated = None if level == case.level else band.effective.get(_place(case, layer, level))
        if stated is None:
            continue
        there = _together(case, stated, level, rest)
        if there.numerator * best.denominator > best.numerator * there.denominator:
            best, best_level = there, level
    return (*facts, ("better_level", best_level), ("better_rate", best.percent())) if best_level else facts


def _place(case: Pricing, layer: Layer, level: str) -> str:
    return layer.place(case.person_class.id, level, case.age, case.claim.away)


def _together(case: Pricing, rate: Rate, level: str, rest: Held | None) -> Rate:
    """The share that a band pays and a layer on its coinsurance."""
    more = None if rest is None else rest.band.effective.get(_place(case, rest.layer, level))
    if more is None:
        return rate
    whole = rate.denominator * more.denominator
    share = whole - (rate.denominator - rate.numerator) * (more.denominator - more.numerator)
    common = gcd(share, whole)
    return Rate(share // common, whole // common)
