"""A claim on its way from its bill through deductible and layers, with the steps it leaves.

All arithmetic is in integers. Behind the lines an amount may be a fraction of a fen (the expense at which a payment cap
is reached, half of what a fund left); it is then held as numerator and denominator and rounded only when a layer pays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from counter.domain.adjudication import AccountMoney, FundPayment, RowFacts, Source, StepRow, YearTotals
from counter.domain.bill import Bill, split_lines
from counter.domain.claim import Claim
from counter.domain.coarse import coarse_payment, once_to_the_fen, rounding_told, told_payments
from counter.domain.errors import NotCovered
from counter.domain.money import amount_text
from counter.domain.policy import (
    AccountRule,
    Band,
    Cap,
    CapCounts,
    Deductible,
    Facts,
    Layer,
    LayerDeductible,
    Measure,
    Period,
    PersonClass,
    Policy,
)
from counter.domain.rounding import Rounding, rounded
from counter.domain.telling import Slice, band_steps, bill_steps, deductible_reason

_NOTHING = (0, 1)

# A member of an enumeration takes ten times as long to find as a global name.
_HALF_UP = Rounding.HALF_UP
_PER_YEAR = Period.YEAR
_PER_ADMISSION = Period.ADMISSION
_BY_BASE = Measure.BASE
_BY_PAYMENT = Measure.PAYMENT
_ON_PAYMENT = CapCounts.PAYMENT
_ON_EXPENSE = CapCounts.EXPENSE

HOSPITAL_FIELD = "hosp_part_amt"
"""The national field of what the hospital waives: it pays like a layer, but it is no fund."""


def deductible_due(rule: Deductible, place: str, used: Mapping[str, int], disease: str = "") -> int:
    """Fen that the next admission (or the rest of the year) still owes. place: `class/level`."""
    if disease in rule.once_for and used.get(rule.once_for[disease], 0):
        return 0
    due = rule.due[place]
    paid = used.get(rule.paid_key, 0)
    if rule.period is _PER_YEAR:
        return max(0, due[0] - paid)
    amount = due[min(used.get(rule.count_key, 0), len(due) - 1)]
    if rule.year_ceiling is not None:
        amount = min(amount, max(0, rule.year_ceiling - paid))
    return amount


def disease_key(key: str, disease: str) -> str:
    """The year total of one listed disease beside that of all: `D310101/special` -> `D310101_dialysis/special`."""
    code, _, pool = key.partition("/")
    return f"{code}_{disease}/{pool}"


def direct_key(pool: str) -> str:
    """The year total of lines in scope that are paid directly, a part of `F0000`."""
    return f"F0000/{pool}.direct"


def account_refusal(claim: Claim, rule: AccountRule) -> str:
    """Why the account may not pay for a claim: `not_yet`, `paid_in_cash`, or "" when it may."""
    if claim.service_day < rule.usable_from:
        return "not_yet"
    return "paid_in_cash" if claim.paid_in_cash and not rule.touches_paid_claims else ""


@lru_cache
def _who(level: str, class_zh: str, class_en: str) -> Facts:
    """For a step: the level at which a claim is paid, and the class of the person."""
    return ("level", level), ("class_zh", class_zh), ("class_en", class_en)


class Stop(NamedTuple):
    """What keeps a layer from paying on all of its base: its cap (`cap`) or the end of its bands (`bands_end`)."""

    layer: Layer
    code: str
    path: str
    source: Source
    facts: Facts


class Pricing:
    """One claim: what is left in which part of its bill, who paid what, and the steps so far, where they are told.

    parts: exact fen (numerator, denominator) by part; reach: fen of the bill parts that layers took so far; left: fen
    that they left of each set of bill parts, where the policy has several; due: the deductible that was still owed
    before this claim; stops: by layer, in their order, what kept one from paying on all of its base; banded: by layer
    that reached a band, in their order, its slices, where they are told; account_first: by kind of money, what the
    account paid before the deductible; paid: by the layers; hospital: the part of paid that the hospital waives; lost:
    by layer that rounds otherwise than once to the fen, the fen that this takes from its payment.
    """

    lost: Mapping[str, int] = MappingProxyType({})

    def __init__(
        self, claim: Claim, policy: Policy, totals: YearTotals, money: AccountMoney, *, told: bool = True
    ) -> None:
        self.told = told
        self.claim = claim
        self.policy = policy
        self.money = money
        self.cut = policy.away_cut(claim)
        self.age = policy.age_of(claim.person, claim.service_day)
        self.person_class: PersonClass = policy.class_at(claim.person, self.age, claim.service_day)
        self.part_sets = policy.part_sets.get(self.person_class.id)
        self.level = str(policy.level_for(claim))
        self.place = f"{self.person_class.id}/{self.level}"
        self.used = dict(totals.amounts)
        self.added: dict[str, int] = {}
        first_share = None if self.cut is None or not self.cut.first_share.numerator else self.cut.first_share
        self.bill: Bill = split_lines(claim, policy.lines, self.level, first_share, columns=not told)
        self.parts: dict[str, tuple[int, int]] = {}
        self.steps: list[StepRow] = []
        self.funds: list[FundPayment] = []
        self.deductible = 0
        self.paid = 0
        self.hospital = 0
        self.reach = 0
        self.left: list[int] = []
        self.account_first: dict[str, int] = {}
        self.due = 0
        self.stops: dict[str, Stop] = {}
        self.banded: dict[str, list[Slice]] = {}
        self.who = _who(self.level, self.person_class.name_zh, self.person_class.name_en)

    def step(self, code: str, base: int, result: int, path: str, source: Source, facts: RowFacts = ()) -> None:
        """Note a step without a rate."""
        if self.told:
            self.steps.append((code, base, result, path, source, None, facts))

    def add(self, key: str, amount: int) -> None:
        """Note what is used of a year total."""
        self.added[key] = self.added.get(key, 0) + amount

    def year(self, key: str) -> int:
        """A year total, this claim's part so far included."""
        return self.used.get(key, 0) + self.added.get(key, 0)

    # The bill

    def split_bill(self) -> None:
        """From the bill to what is in scope after the deductible."""
        bill, policy = self.bill, self.policy
        if self.told:
            self.steps = bill_steps(self.claim, policy, bill, self.cut)
        subject = bill.eligible - bill.direct
        if policy.account.first_source is not None:
            subject -= self._account_pays_first(subject, policy.account)
        if policy.deductible is not None:
            self._take_deductible(policy.deductible, subject)
        self.parts = {
            "in_scope": (subject - self.deductible, 1),
            "deductible": (self.deductible, 1),
            "prior_self_pay": (bill.prior_self_pay, 1),
            "over_limit": (bill.over_limit, 1),
            "excluded": (bill.excluded, 1),
        }
        if bill.direct:
            self.parts["direct"] = (bill.direct, 1)
        if self.part_sets is not None:
            held = {part: fen for part, (fen, _) in self.parts.items()}
            self.left = [sum([held.get(part, 0) for part in parts]) for parts in self.part_sets.sets]

    def _account_pays_first(self, subject: int, rule: AccountRule) -> int:
        """What the account pays of the expense in scope before the deductible (Shanghai's first stage)."""
        left = subject
        why = account_refusal(self.claim, rule)
        for kind in rule.first if not why else ():
            balance = self.money.current_fen if kind == "current" else self.money.prior_fen
            self.account_first[kind] = min(left, max(0, balance))
            left -= self.account_first[kind]
        assert rule.first_source is not None
        self.step("account_first", subject, subject - left, "account.first", rule.first_source, (("why", why),))
        return subject - left

    def _take_deductible(self, rule: Deductible, subject: int) -> None:
        disease = self.claim.disease
        part = self.claim.part
        if part is not None and part.continues:
            stay = rule if self.policy.stay is None else self.policy.stay
            self.step("deductible", subject, 0, "stay_across_years", stay.source, (("period", "continued"), *self.who))
            return
        if self.place not in rule.due or (rule.later_undocumented and self.used.get(rule.count_key, 0)):
            raise NotCovered(self.claim.service_day, "undocumented")
        due = deductible_due(rule, self.place, self.used, disease)
        self.due = due
        self.deductible = due if due < subject else subject
        if disease in rule.once_for and rule.period is _PER_ADMISSION:
            self.add(rule.once_for[disease], 1)
        if self.told:
            path, source, facts = deductible_reason(rule, self.place, self.used, disease, due)
            self.step("deductible", subject, self.deductible, path, source, facts + self.who)

    # The layers

    def pay_layer(self, layer: Layer) -> None:
        """Let one layer pay on what those before it left."""
        if self.person_class.id not in layer.classes:
            return
        cap = layer.cap
        if cap is not None and cap.by_disease and self.claim.disease not in cap.amounts:
            raise NotCovered(self.claim.service_day, "disease")
        base, unit = self._draw(layer)
        if not base:
            return
        room = None if cap is None else self.room(cap)
        start = self._start(layer)
        own = layer.deductible
        before = 0 if own is None else sum([self.year(key) for key in own.keys])
        whole = base if unit == 1 else rounded(base, unit, _HALF_UP)
        if layer.counts_base:
            self.add(layer.base_key, whole)
            if cap is not None and cap.by_disease and cap.counts is _ON_EXPENSE:
                self.add(disease_key(layer.base_key, self.claim.disease), whole)
        taken = 0
        if own is not None:
            taken = self._own_deductible(layer, own, base, unit, whole, before)
            base -= taken
            if layer.measure is _BY_BASE and layer.period is _PER_YEAR:
                start = max(0, before - own.amounts[self.person_class.id])
        place = self.place
        if layer.by_age or layer.reduced:
            place = layer.place(self.person_class.id, self.level, self.age, self.claim.away)
        # A place without any rate has no scale; whether that matters shows when the bands are reached.
        scale = layer.scales.get(place, 1)
        base, unit = base * scale, unit * scale
        slices, exact, above, ended = self._slices(layer, place, base, unit, start, room, taken * scale)
        sets = self.part_sets
        most = self.reach - self.paid if sets is None else min([self.left[at] for at in sets.of_layer[layer.id]])
        amount = min(rounded(exact, unit, layer.rounding), most)
        self.parts[f"copayment:{layer.id}"] = (base - above - exact, unit)
        if slices and self.told:
            self.banded[layer.id] = slices
            plain = layer.rounding is _HALF_UP and not layer.coarse
            told = () if plain else told_payments(layer, slices, unit)
            self.steps += band_steps(layer, place, slices, unit, amount, self.person_class, self.who, told)
            if not plain and not layer.coarse:
                self.steps += once_to_the_fen(layer, slices, unit, amount)
        if layer.coarse:
            amount = self._pay_coarsely(layer, slices, unit, base - above, amount, start, room, most)
        self.step("layer", whole, amount, layer.path, layer.source, layer.facts)
        if above:
            self.parts[f"above:{layer.id}"] = (above, unit)
            self._stop(layer, ended, room, rounded(above, unit, _HALF_UP), amount)
        if amount:
            self.paid += amount
            if sets is not None:
                for at in sets.of_layer[layer.id]:
                    self.left[at] -= amount
            self.add(layer.paid_key, amount)
            if layer.fund_key:
                self.add(layer.fund_key, amount)
            if cap is not None and cap.by_disease and cap.counts is _ON_PAYMENT:
                self.add(disease_key(layer.paid_key, self.claim.disease), amount)
            if layer.field == HOSPITAL_FIELD:
                self.hospital += amount
                return
            counted = cap is not None and room is not None and cap.counts is _ON_PAYMENT
            left = room - amount if counted and room is not None else None
            self.funds.append(FundPayment(layer.fund, layer.field, layer.name_zh, layer.name_en, amount, left))

    def _pay_coarsely(
        self,
        layer: Layer,
        slices: list[Slice],
        unit: int,
        covered: int,
        exact: int,
        start: int,
        room: int | None,
        most: int,
    ) -> int:
        """What a layer pays that rounds otherwise than once to the fen; what it really left goes on.

        covered: what of its base lies within bands and cap, in its unit; exact: what its bands pay, rounded once to the
        fen; most: fen that is left of the bill parts behind it; the others as in `_slices`.
        """
        limits = {"bill": most}
        last = layer.bands[-1].upper
        if layer.measure is _BY_PAYMENT and last is not None:
            limits["bands_end"] = max(0, last - start)
        if room is not None and layer.cap is not None and layer.cap.counts is _ON_PAYMENT:
            limits["cap"] = room
        payment = coarse_payment(layer, slices, unit, covered, limits)
        self.parts[f"copayment:{layer.id}"] = (max(0, covered - payment.fen * unit), unit)
        self.lost = {**self.lost, layer.id: exact - payment.fen}
        if self.told:
            told = sum(told_payments(layer, slices, unit))
            self.steps += rounding_told(layer, slices, unit, told, payment)
        return payment.fen

    def _stop(self, layer: Layer, ended: Band | None, room: int | None, above: int, amount: int) -> None:
        """Say why a layer does not pay on what is above: its last band ended before any cap was reached, or its cap."""
        cap = layer.cap
        if ended is not None:
            bounds: Facts = (
                *layer.facts,
                ("to", amount_text(ended.upper or 0)),
                ("measure", layer.measure.value),
                ("period", layer.period.value),
            )
            self.stops[layer.id] = Stop(layer, "bands_end", ended.path, ended.source, bounds)
            self.step("bands_end", above, amount, ended.path, ended.source, bounds)
        elif cap is not None and room is not None:
            facts = cap.facts[self.claim.disease if cap.by_disease else self.person_class.id]
            self.stops[layer.id] = Stop(layer, "cap", f"{layer.path}.cap", cap.source, facts)
            self.step("cap", above, amount, f"{layer.path}.cap", cap.source, (*facts, ("left", room)))

    def room(self, cap: Cap) -> int:
        """What a cap leaves, in fen."""
        if cap.by_disease:
            disease = self.claim.disease
            left = cap.amounts[disease]
            for key in cap.keys:
                left -= self.year(disease_key(key, disease))
        else:
            left = cap.amounts[self.person_class.id]
            for key in cap.keys:
                left -= self.year(key)
            if cap.scope_named:
                left -= self._scope_before() - self.used.get(f"F0000/{self.policy.pool}", 0)
        return max(left, 0)

    def _draw(self, layer: Layer) -> tuple[int, int]:
        """Take the layer's base out of the parts: exact fen as numerator and denominator."""
        base, unit = _NOTHING
        for part in layer.base:
            numerator, denominator = self.parts.pop(part, _NOTHING)
            if denominator == unit:
                base += numerator
            else:
                base, unit = base * denominator + numerator * unit, unit * denominator
            if ":" not in part:
                self.reach += numerator
        return base, unit

    def _start(self, layer: Layer) -> int:
        """Where on the bands' scale, in fen, the layer's base begins."""
        by_year = layer.period is _PER_YEAR
        if layer.measure is _BY_PAYMENT:
            return self.year(layer.paid_key) if by_year else 0
        if layer.measure is _BY_BASE:
            return self.year(layer.base_key) if by_year else 0
        return self._scope_before() if by_year else self.deductible + sum(self.account_first.values())

    def _scope_before(self) -> int:
        """Fen in scope this year before the layers begin: earlier claims, then deductible and account of this one.

        Lines that were paid directly are in scope, but they owe no deductible and fill no band.
        """
        pool = self.policy.pool
        earlier = self.used.get(f"F0000/{pool}", 0) - self.used.get(direct_key(pool), 0)
        return earlier + self.deductible + sum(self.account_first.values())

    def _own_deductible(
        self, layer: Layer, rule: LayerDeductible, base: int, unit: int, whole: int, before: int
    ) -> int:
        """What of the base the layer's own yearly deductible takes, in the base's unit.

        whole: the base in whole fen; before: fen that counted towards it before this base.
        """
        due = rule.amounts[self.person_class.id]
        taken = 0 if before >= due else min(base, (due - before) * unit)
        if taken:
            self.parts[f"deductible:{layer.id}"] = (taken, unit)
        if self.told:
            facts: RowFacts = (
                ("due", due),
                ("period", "year"),
                ("year_amount", due),
                ("used", min(before, due)),
                *layer.facts,
                *rule.told.get(self.person_class.id, ()),
            )
            self.step(
                "deductible", whole, rounded(taken, unit, _HALF_UP), f"{layer.path}.deductible", rule.source, facts
            )
        return taken

    def _slices(
        self, layer: Layer, place: str, base: int, unit: int, start: int, room: int | None, taken: int
    ) -> tuple[list[Slice], int, int, Band | None]:
        """Cut a base into bands; amounts count `unit` to the fen.

        `Layer.scales` makes every division here come out even: a unit holds the numerators and the denominators of
        all rates at this place.

        Args:
            layer: whose bands.
            place: where the rates stand.
            base: what is to be cut.
            unit: parts of a fen that base counts.
            start: fen on the bands' scale at which the base begins.
            room: fen that the cap leaves, None without a cap.
            taken: what the layer's own deductible took of its base: a cap on expense counts it, as the year does.

        Returns:
            (slices, what is paid on them, what lies above cap or last band, the last band where its end comes before
            the cap).

        Raises:
            NotCovered: the base reaches a band whose rate no source gives; one that it does not reach does not matter.
        """
        by_payment = layer.measure is _BY_PAYMENT
        payment_cap = room is not None and layer.cap is not None and layer.cap.counts is _ON_PAYMENT
        above = most = 0
        if room is not None:
            most = room * unit
            if not payment_cap:
                most = max(0, most - taken)
                if base > most:
                    above, base = base - most, most
        slices: list[Slice] = []
        position = start * unit
        paid = 0
        for band in layer.bands:
            upper = band.upper
            width = 0
            if upper is not None:
                if upper <= start:
                    continue
                width = upper * unit - position
            rate = band.effective.get(place)
            if rate is None:
                if not base or (payment_cap and paid == most):
                    # Nothing is paid here whatever the rate is.
                    break
                raise NotCovered(self.claim.service_day, "undocumented")
            amount = base
            if upper is not None:
                if by_payment:
                    # How much expense fills the band follows from what is paid on it.
                    width = width * rate.denominator // rate.numerator
                if width < base:
                    amount = width
            pays = amount * rate.numerator // rate.denominator
            full = payment_cap and paid + pays > most
            if full:
                pays = most - paid
                amount = pays * rate.denominator // rate.numerator
            if amount:
                slices.append((band, amount, pays))
            base -= amount
            paid += pays
            position += pays if by_payment else amount
            if full or not base:
                break
        capped = payment_cap and paid == most
        return slices, paid, above + base, layer.bands[-1] if base and not capped else None
