"""The engine: a claim, the rules of its day and the year's totals in; every figure with its reason out.

Pure and exact. Lines are rounded one by one as the law says (policy.md 0.2); behind them amounts stay exact fractions
until a layer pays, so that for example the expense at which a payment cap is reached is not rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from counter.domain.adjudication import (
    AccountMoney,
    Adjudication,
    Binding,
    FundPayment,
    LineSplit,
    Source,
    Step,
    YearTotals,
)
from counter.domain.claim import Claim, ItemClass, PersonFacts, Receipt
from counter.domain.member import Benefit
from counter.domain.money import Rate, amount_text
from counter.domain.policy import (
    LEVELS,
    AccountRule,
    Band,
    Cap,
    CapCounts,
    Deductible,
    Facts,
    Layer,
    LineRules,
    Measure,
    Period,
    PersonClass,
    Policy,
    Rounding,
)

_Exact = int | Fraction


class Bill(NamedTuple):
    """A bill after its lines were split; all in fen. direct is the part of eligible that is paid directly."""

    splits: tuple[LineSplit, ...]
    total: int
    excluded: int
    over_limit: int
    prior_self_pay: int
    eligible: int
    direct: int
    rate_missing: bool


def round_fen(amount: _Exact, rounding: Rounding) -> int:
    """A non-negative exact amount in whole fen by a stated rule."""
    numerator, denominator = amount.numerator, amount.denominator
    if rounding is Rounding.HALF_UP:
        return (numerator * 2 + denominator) // (denominator * 2)
    if rounding is Rounding.DOWN:
        return numerator // denominator
    return -(-numerator // denominator)


def split_lines(receipts: tuple[Receipt, ...], rules: LineRules) -> Bill:
    """Split every line into excluded, over the limit, prior self-pay and in scope (policy.md 0.2).

    The loop is written out flat: it runs for hundreds of lines at every key.
    """
    total = excluded = over_limit = prior_self_pay = direct = 0
    rate_missing = False
    limited, apart, rounding = rules.price_limits, rules.direct_apart, rules.rounding
    half_up = rounding is Rounding.HALF_UP
    class_a, class_b, class_c = ItemClass.A, ItemClass.B, ItemClass.C
    rows: list[tuple[int, ...]] = []
    add = rows.append
    for receipt_number, receipt in enumerate(receipts):
        for number, line in enumerate(receipt.lines):
            amount = line.amount_fen
            total += amount
            item_class = line.item_class
            if item_class is class_c:
                excluded += amount
                add((receipt_number, number, amount, amount, 0, 0, 0))
                continue
            over = prior = 0
            limit = line.price_limit_fen
            if limit is not None and line.unit_price_fen > limit and limited:
                units, parts = line.quantity.as_integer_ratio()
                above = (line.unit_price_fen - limit) * units
                over = (above * 2 + parts) // (parts * 2) if half_up else round_fen(Fraction(above, parts), rounding)
                if over > amount:
                    over = amount
                over_limit += over
            if item_class is class_b:
                rate = line.prior_self_pay_rate
                if rate is None:
                    rate_missing = True
                else:
                    own, parts = (amount - over) * rate.numerator, rate.denominator
                    prior = (own * 2 + parts) // (parts * 2) if half_up else round_fen(Fraction(own, parts), rounding)
                    prior_self_pay += prior
            elif item_class is not class_a:
                raise TypeError(f"line {number} of receipt {receipt_number} has no class")
            inside = amount - over - prior
            if apart and line.direct:
                direct += inside
            add((receipt_number, number, amount, 0, over, prior, inside))
    eligible = total - excluded - over_limit - prior_self_pay
    splits = tuple(map(partial(tuple.__new__, LineSplit), rows))
    return Bill(splits, total, excluded, over_limit, prior_self_pay, eligible, direct, rate_missing)


def deductible_due(rule: Deductible, place: str, used: Mapping[str, int]) -> int:
    """Fen that the next admission (or the rest of the year) still owes. place: `class/level`."""
    due = rule.due[place]
    paid = used.get(rule.paid_key, 0)
    if rule.period is Period.YEAR:
        return max(0, due[0] - paid)
    count = used.get(rule.count_key, 0)
    amount = due[min(count, len(due) - 1)]
    if rule.year_ceiling is not None:
        amount = min(amount, max(0, rule.year_ceiling - paid))
    return amount


class _Slice(NamedTuple):
    """The part of a layer's base that falls into one band, and what the fund pays of it; both exact."""

    band: Band
    amount: _Exact
    pays: _Exact


class _Pricing:
    """One claim on its way through the layers: what is left in which part, and the steps so far."""

    def __init__(self, claim: Claim, policy: Policy, totals: YearTotals) -> None:
        self.claim = claim
        self.policy = policy
        self.person_class: PersonClass = policy.class_of(claim.person, claim.service_day)
        self.level = str(policy.level_for(claim))
        self.place = f"{self.person_class.id}/{self.level}"
        self.used = dict(totals.amounts)
        self.added: dict[str, int] = {}
        self.bill = split_lines(claim.receipts, policy.lines)
        self.parts: dict[str, _Exact] = {}
        self.steps: list[Step] = []
        self.funds: list[FundPayment] = []
        self.deductible = 0
        self.paid = 0
        self.reach = 0
        self.stopped: tuple[Layer, Cap] | None = None
        self.last_band: tuple[Layer, Band] | None = None
        self.kept: Fraction | None = None
        self.who: Facts = (
            ("level", self.level),
            ("class_zh", self.person_class.name_zh),
            ("class_en", self.person_class.name_en),
        )

    def step(self, code: str, base: int, result: int, path: str, source: Source, facts: Facts = ()) -> None:
        self.steps.append(Step(code, base, result, path, source, None, facts))

    def add(self, key: str, amount: int) -> None:
        self.added[key] = self.added.get(key, 0) + amount

    def year(self, key: str) -> int:
        """A year total, this claim's part so far included."""
        return self.used.get(key, 0) + self.added.get(key, 0)

    # The bill

    def split_bill(self) -> None:
        """From the bill to what is in scope after the deductible."""
        bill, policy = self.bill, self.policy
        source = policy.lines.source
        for code, amount in (
            ("excluded", bill.excluded),
            ("over_limit", bill.over_limit),
            ("prior_self_pay", bill.prior_self_pay),
        ):
            if amount:
                self.step(code, bill.total, amount, f"lines.{code}", source)
        self.step("eligible", bill.total, bill.eligible, "lines", source)
        subject = bill.eligible - bill.direct
        if policy.deductible is not None:
            self._take_deductible(policy.deductible, subject)
        self.parts = {
            "in_scope": subject - self.deductible,
            "direct": bill.direct,
            "deductible": self.deductible,
            "prior_self_pay": bill.prior_self_pay,
            "over_limit": bill.over_limit,
            "excluded": bill.excluded,
        }

    def _take_deductible(self, rule: Deductible, subject: int) -> None:
        due = deductible_due(rule, self.place, self.used)
        self.deductible = min(due, subject)
        facts: tuple[tuple[str, str], ...] = (("due", amount_text(due)), ("period", rule.period.value))
        if rule.period is Period.ADMISSION:
            facts += (("admission", str(self.used.get(rule.count_key, 0) + 1)),)
        else:
            facts += (
                ("year_amount", amount_text(rule.due[self.place][0])),
                ("used", amount_text(self.used.get(rule.paid_key, 0))),
            )
        self.step("deductible", subject, self.deductible, "deductible", rule.source, facts + self.who)

    # The layers

    def pay_layer(self, layer: Layer) -> None:
        """Let one layer pay on what those before it left."""
        if self.person_class.id not in layer.classes:
            return
        base: _Exact = 0
        for part in layer.base:
            amount = self.parts.pop(part, 0)
            base += amount
            if ":" not in part:
                self.reach += int(amount)
        if not base:
            return
        cap = layer.cap
        room = None if cap is None else max(0, cap.amount - sum(self.year(key) for key in cap.keys))
        start = self._start(layer)
        whole = round_fen(base, Rounding.HALF_UP)
        if layer.counts_base:
            self.add(layer.base_key, whole)
        if layer.deductible is not None:
            base, start = self._own_deductible(layer, base)
        slices, above = self._slices(layer, base, start, room)
        exact: _Exact = 0
        covered: _Exact = 0
        for part_of in slices:
            exact += part_of.pays
            covered += part_of.amount
        amount = min(round_fen(exact, layer.rounding), self.reach - self.paid)
        if slices:
            self._note_band(layer, slices)
        self.parts[f"copayment:{layer.id}"] = covered - exact
        self.parts[f"above:{layer.id}"] = above
        self._tell(layer, slices, amount, whole)
        self._tell_cap(layer, above, room, amount)
        if amount:
            self.paid += amount
            self.add(layer.paid_key, amount)
            left = None
            if cap is not None and room is not None and cap.counts is CapCounts.PAYMENT:
                left = room - amount
            self.funds.append(FundPayment(layer.fund, layer.field, layer.name_zh, layer.name_en, amount, left))

    def _start(self, layer: Layer) -> int:
        """Where on the bands' scale the layer's base begins."""
        if layer.measure is Measure.PAYMENT:
            return self.year(layer.paid_key) if layer.period is Period.YEAR else 0
        if layer.measure is Measure.BASE:
            return self.year(layer.base_key) if layer.period is Period.YEAR else 0
        before = self.used.get(f"F0000/{self.policy.pool}", 0) if layer.period is Period.YEAR else 0
        return before + self.deductible

    def _own_deductible(self, layer: Layer, base: _Exact) -> tuple[_Exact, int]:
        """What of the base lies above the layer's own yearly deductible, and where on the scale that begins."""
        assert layer.deductible is not None
        due = layer.deductible.amounts[self.person_class.id]
        before = self.used.get(layer.base_key, 0)
        taken = min(base, max(0, due - before))
        self.parts[f"deductible:{layer.id}"] = taken
        facts = (
            ("due", amount_text(due)),
            ("period", "year"),
            ("year_amount", amount_text(due)),
            ("used", amount_text(min(before, due))),
            *layer.facts,
        )
        whole = (round_fen(base, Rounding.HALF_UP), round_fen(taken, Rounding.HALF_UP))
        self.step("deductible", *whole, f"{layer.path}.deductible", layer.deductible.source, facts)
        return base - taken, max(0, before - due)

    def _slices(self, layer: Layer, base: _Exact, start: int, room: int | None) -> tuple[list[_Slice], _Exact]:
        """Cut a base into bands. room: fen that the cap leaves, None without one.

        Returns:
            (slices, what lies above cap or last band).
        """
        by_payment = layer.cap is not None and layer.cap.counts is CapCounts.PAYMENT
        above: _Exact = 0
        if room is not None and not by_payment and base > room:
            above, base = base - room, room
        slices: list[_Slice] = []
        position: _Exact = start
        paid: _Exact = 0
        for band in layer.bands:
            if not base:
                break
            upper = band.upper
            if upper is not None and position >= upper:
                continue
            rate = band.effective[self.place]
            amount = base
            if upper is not None:
                width: _Exact = upper - position
                if layer.measure is Measure.PAYMENT:
                    # How much expense fills the band follows from what is paid on it.
                    width = base if not rate.numerator else width * Fraction(rate.denominator, rate.numerator)
                amount = min(base, width)
            pays = _share(amount, rate)
            full = False
            if by_payment and room is not None and paid + pays > room:
                pays = room - paid
                amount = pays * Fraction(rate.denominator, rate.numerator)
                full = True
            if amount:
                slices.append(_Slice(band, amount, pays))
            base -= amount
            paid += pays
            position += pays if layer.measure is Measure.PAYMENT else amount
            if full:
                break
        return slices, above + base

    def _note_band(self, layer: Layer, slices: list[_Slice]) -> None:
        """Remember the band that the last yuan fell into, and what layers on its coinsurance left of it."""
        band = slices[-1].band
        if self.last_band is not None and layer.base == (f"copayment:{self.last_band[0].id}",) and len(slices) == 1:
            rate = band.effective[self.place]
            self.kept = 1 - Fraction(rate.numerator, rate.denominator)
        else:
            self.last_band, self.kept = (layer, band), None

    # What was done, told

    def _tell(self, layer: Layer, slices: list[_Slice], amount: int, whole: int) -> None:
        """One step for each band, rounded so that the bands add up to what the layer pays, then the layer."""
        factor = layer.factors[self.person_class.id]
        shared = factor.numerator != factor.denominator
        base_sum: _Exact = 0
        pays_sum: _Exact = 0
        base_told = pays_told = 0
        stated_own: _Exact = 0
        for number, (band, base, pays) in enumerate(slices, 1):
            base_sum += base
            pays_sum += pays
            base_now = round_fen(base_sum, Rounding.HALF_UP)
            pays_now = amount if number == len(slices) else min(amount, round_fen(pays_sum, layer.rounding))
            facts = band.facts + self.who
            if shared:
                stated = band.rates[self.place]
                stated_own += base - _share(base, stated)
                facts += (("stated_rate", stated.percent()), ("factor", factor.percent()))
            rate = band.effective[self.place]
            self.steps.append(
                Step("band", base_now - base_told, pays_now - pays_told, band.path, band.source, rate, facts)
            )
            base_told, pays_told = base_now, pays_now
        if shared and slices and layer.factor_source is not None:
            own = round_fen(stated_own, Rounding.HALF_UP)
            path = f"{layer.path}.person_share"
            self.steps.append(
                Step(
                    "person_share",
                    own,
                    base_told - pays_told,
                    path,
                    layer.factor_source,
                    factor,
                    layer.facts + self.who,
                )
            )
        self.step("layer", whole, amount, layer.path, layer.source, layer.facts)

    def _tell_cap(self, layer: Layer, above: _Exact, room: int | None, amount: int) -> None:
        """Say that a cap was reached."""
        cap = layer.cap
        if cap is None or room is None or not above:
            return
        self.stopped = (layer, cap)
        facts = (*cap.facts, ("left", amount_text(room)))
        self.step("cap", round_fen(above, Rounding.HALF_UP), amount, f"{layer.path}.cap", cap.source, facts)

    def binding(self) -> Binding:
        """Why it is not more: an exhausted cap first, else the largest part that stays with the person."""
        bill, lines = self.bill, self.policy.lines
        if self.stopped is not None:
            layer, cap = self.stopped
            if self.parts.get(f"above:{layer.id}"):
                return Binding("cap", f"{layer.path}.cap", cap.source, cap.facts)
        shared = bill.total - self.paid - self.deductible - bill.excluded - bill.over_limit - bill.prior_self_pay
        largest, code = max(
            (shared, "rate"),
            (self.deductible, "deductible"),
            (bill.excluded, "excluded"),
            (bill.over_limit, "over_limit"),
            (bill.prior_self_pay, "prior_self_pay"),
            key=lambda entry: entry[0],
        )
        if largest <= 0:
            return Binding("none", "", lines.source)
        facts = (("amount", amount_text(largest)),)
        if code == "deductible" and self.policy.deductible is not None:
            return Binding(code, "deductible", self.policy.deductible.source, facts + self.who)
        if code == "rate" and self.last_band is not None:
            layer, band = self.last_band
            return Binding(code, band.path, band.source, facts + self.who + self._rates(layer, band))
        return Binding(code, f"lines.{code}", lines.source, facts)

    def _rates(self, layer: Layer, band: Band) -> Facts:
        """The rate that held last, what layers on its coinsurance add, and the level at which it would be best."""
        name = self.person_class.id
        facts = (*layer.facts, ("rate", band.effective[self.place].percent()))
        if self.stopped is not None and self.stopped[0] is not layer:
            before, cap = self.stopped
            facts += (("full_zh", before.name_zh), ("full_en", before.name_en), ("cap", amount_text(cap.amount)))
        here = self._together(band, self.place)
        if self.kept is not None:
            facts += (("together", here.percent()),)
        if self.claim.care in self.policy.level_of_care:
            return facts
        for level in LEVELS:
            there = self._together(band, f"{name}/{level}")
            if there.numerator * here.denominator > here.numerator * there.denominator:
                return (*facts, ("better_level", level), ("better_rate", there.percent()))
        return facts

    def _together(self, band: Band, place: str) -> Rate:
        """The share of a band and of the layers on its coinsurance."""
        rate = band.effective[place]
        if self.kept is None:
            return rate
        share = 1 - (1 - Fraction(rate.numerator, rate.denominator)) * self.kept
        return Rate(share.numerator, share.denominator)

    # The end

    def pay_account(self, rule: AccountRule, money: AccountMoney) -> tuple[int, int]:
        """(current, prior) fen from the account, by what the rule lets it pay."""
        person = self.bill.total - self.paid
        if self.claim.service_day < rule.usable_from:
            why = "not_yet"
        elif self.claim.paid_in_cash and not rule.touches_paid_claims:
            why = "paid_in_cash"
        else:
            why = ""
        allowed = 0
        if not why:
            exact: _Exact = 0
            for part in rule.pays:
                exact += self.parts.get(part, 0)
            allowed = max(0, min(round_fen(exact, Rounding.HALF_UP), person))
        at_hand = {"current": max(0, money.current_fen), "prior": max(0, money.prior_fen)}
        taken = {"current": 0, "prior": 0}
        left = allowed
        for kind in rule.order:
            taken[kind] = min(left, at_hand[kind])
            left -= taken[kind]
        facts = (("why", why), ("allowed", amount_text(allowed)))
        self.step("account", person, allowed - left, "account", rule.source, facts)
        self.step("cash", person, person - (allowed - left), "account", rule.source)
        return taken["current"], taken["prior"]


def _share(amount: _Exact, rate: Rate) -> _Exact:
    """A share of an exact amount, exact; stays an integer where it is one."""
    numerator = amount.numerator * rate.numerator
    denominator = amount.denominator * rate.denominator
    return numerator // denominator if numerator % denominator == 0 else Fraction(numerator, denominator)


def adjudicate(claim: Claim, policy: Policy, totals: YearTotals, money: AccountMoney) -> Adjudication:
    """Price a claim.

    Args:
        claim: the whole claim; amounts in fen, none negative.
        policy: the package in force on the day that governs.
        totals: what the member has used in the settlement year before this claim.
        money: the account before this claim.

    Returns:
        Every figure with its steps; parts add up to the bill.

    Raises:
        NotCovered: the package has no class for this person.
    """
    case = _Pricing(claim, policy, totals)
    case.split_bill()
    for layer in policy.layers:
        case.pay_layer(layer)
    bill = case.bill
    last = policy.layers[-1]
    case.step("fund_total", bill.total, case.paid, "layers", last.source)
    current, prior = case.pay_account(policy.account, money)
    pool = policy.pool
    added = {
        f"C0000/{pool}": 1,
        f"S0000/{pool}": bill.total,
        f"F0000/{pool}": bill.eligible,
        f"Q0000/{pool}": case.deductible,
        f"D310201/{pool}": current + prior,
    }
    for key, amount in case.added.items():
        added[key] = added.get(key, 0) + amount
    warnings = []
    if claim.service_day > policy.review_by:
        warnings.append("past_review")
    if bill.rate_missing:
        warnings.append("prior_self_pay_rate_missing")
    return Adjudication(
        policy.ref,
        bill.total,
        bill.excluded,
        bill.over_limit,
        bill.prior_self_pay,
        bill.eligible,
        case.deductible,
        tuple(case.funds),
        0,
        current,
        prior,
        0,
        bill.total - case.paid - current - prior,
        bill.splits,
        tuple(case.steps),
        case.binding(),
        totals,
        tuple(sorted((key, amount) for key, amount in added.items() if amount)),
        tuple(warnings),
    )


def benefits(policy: Policy, totals: YearTotals, person: PersonFacts) -> tuple[Benefit, ...]:
    """The year's limits of one package for one person: used, limit, next deductible.

    A deductible by admission shows what the admissions so far owed (at least the first) as its limit and the next
    admission's in next_fen, both at the highest level; a yearly one shows its amount. Caps and thresholds show what was
    paid towards them. The person's class is that of the year's last day.

    Raises:
        NotCovered: the package has no class for this person.
    """
    place = f"{policy.class_of(person, policy.year.last_day(totals.year)).id}/{LEVELS[-1]}"
    used = dict(totals.amounts)
    found: list[Benefit] = []
    rule = policy.deductible
    if rule is not None:
        paid = used.get(rule.paid_key, 0)
        due = rule.due[place]
        if rule.period is Period.YEAR:
            found.append(Benefit(f"{policy.pool}_deductible", paid, due[0]))
        else:
            count = used.get(rule.count_key, 0)
            owed = sum(due[min(number, len(due) - 1)] for number in range(max(1, count)))
            if rule.year_ceiling is not None:
                owed = min(owed, rule.year_ceiling)
            found.append(Benefit(f"{policy.pool}_deductible", paid, owed, deductible_due(rule, place, used)))
    for layer in policy.layers:
        if layer.cap is not None and layer.cap.benefit:
            spent = sum(used.get(key, 0) for key in layer.cap.keys)
            found.append(Benefit(layer.cap.benefit, spent, layer.cap.amount))
        for band in layer.bands:
            if band.benefit:
                key = layer.paid_key if layer.measure is Measure.PAYMENT else layer.base_key
                found.append(Benefit(band.benefit, used.get(key, 0), band.upper))
    return tuple(found)
