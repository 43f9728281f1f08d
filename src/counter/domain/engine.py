"""The engine: a claim, the rules of its day and the year's totals in; every figure with its reason out.

Pure and exact. The bill is split in `counter.domain.bill`, deductible and layers run in `counter.domain.pricing`, what
the steps say is put in `counter.domain.telling`, the reason why it is not more is found in `counter.domain.binding`;
here they are put together, account and cash last.
"""

from __future__ import annotations

from functools import cache
from types import MethodType

from counter.domain.adjudication import AccountMoney, Adjudication, Binding, RowFacts, Steps, YearTotals
from counter.domain.binding import binding_of
from counter.domain.claim import Claim, PersonFacts
from counter.domain.errors import NotCovered
from counter.domain.member import Benefit
from counter.domain.policy import LEVELS, AccountRule, CapCounts, Measure, Period, Policy
from counter.domain.pricing import Pricing, account_refusal, deductible_due, direct_key, disease_key
from counter.domain.rounding import Rounding, rounded
from counter.domain.stay import split_claim


def adjudicate(
    claim: Claim,
    policy: Policy,
    totals: YearTotals,
    money: AccountMoney,
    family_fen: int = 0,
    *,
    told: bool = True,
) -> Adjudication:
    """Price a claim.

    Args:
        claim: the whole claim; amounts in fen, none negative.
        policy: the package in force on the day that governs.
        totals: what the member has used in the settlement year before this claim.
        money: the account before this claim.
        family_fen: what relatives let the member use of their accounts.
        told: False leaves out the steps and the limit that binds (its code is `untold`), where figures are all that
            is asked for.

    Returns:
        Every figure with its steps; parts add up to the bill.

    Raises:
        NotCovered: the care ended before it began or before the person was born, the package has no class for this
            person, no rule for care away from home, or its sources do not give a value that the claim needs.
    """
    _refuse_impossible_days(claim)
    case = Pricing(claim, policy, totals, money, told=told)
    case.split_bill()
    for layer in policy.layers:
        case.pay_layer(layer)
    bill = case.bill
    case.step("fund_total", bill.total, case.paid - case.hospital, "layers", policy.lines.source)
    current, prior, family = _pay_account(case, policy.account, family_fen)
    warnings = ["unverified"] if policy.unverified else []
    if split_claim(claim, policy, ""):
        warnings.append("stay_to_split")
    if claim.service_day > policy.review_by:
        warnings.append("past_review")
    if [layer for layer in policy.layers if layer.cap_undocumented and case.added.get(layer.paid_key)]:
        warnings.append("cap_undocumented")
    if bill.rate_missing:
        warnings.append("prior_self_pay_rate_missing")
    admissions = 0 if claim.part is not None and claim.part.continues else 1
    amounts = (admissions, bill.total, bill.eligible, case.deductible, current + prior)
    added = case.added
    for key, amount in zip(_pool_keys(policy.pool), amounts, strict=True):
        added[key] = added.get(key, 0) + amount
    if bill.direct:
        added[direct_key(policy.pool)] = bill.direct
    return Adjudication(
        policy.ref,
        bill.total,
        bill.excluded,
        bill.over_limit,
        bill.prior_self_pay,
        bill.eligible,
        case.deductible,
        tuple(case.funds),
        case.hospital,
        current,
        prior,
        family,
        bill.total - case.paid - current - prior - family,
        bill.splits,
        Steps.of(case.steps),
        MethodType(binding_of, case) if told else Binding("untold", "", policy.lines.source),
        totals,
        tuple(sorted([entry for entry in added.items() if entry[1]])),
        tuple(warnings),
    )


def _refuse_impossible_days(claim: Claim) -> None:
    """Days that no care can have had are refused before a rule looks at them: an age below 0 would fit a class.

    Raises:
        NotCovered: reason `before_birth` or `before_admission`.
    """
    day, admission = claim.service_day, claim.admission_day
    if day < claim.person.birth_day:
        raise NotCovered(day, "before_birth")
    if admission is not None and day < admission:
        raise NotCovered(day, "before_admission")


_HALF_UP = Rounding.HALF_UP
"""A member of an enumeration takes ten times as long to find as a global name."""


@cache
def _pool_keys(pool: str) -> tuple[str, ...]:
    """The year totals that every claim counts: admissions, bill, in scope, deductible, account."""
    return tuple(f"{code}/{pool}" for code in ("C0000", "S0000", "F0000", "Q0000", "D310201"))


def counted_keys(policy: Policy) -> frozenset[str]:
    """Every year total that pricing under a package may add to: what a cap can count, and what a claim can bring."""
    keys = set(_pool_keys(policy.pool))
    if policy.lines.direct_apart:
        keys.add(direct_key(policy.pool))
    if policy.deductible is not None:
        keys |= set(policy.deductible.once_for.values())
    for layer in policy.layers:
        keys |= {layer.paid_key, layer.fund_key or layer.paid_key}
        if layer.counts_base:
            keys.add(layer.base_key)
        cap = layer.cap
        if cap is not None and cap.by_disease:
            counted = layer.paid_key if cap.counts is CapCounts.PAYMENT else layer.base_key
            keys |= {disease_key(counted, disease) for disease in cap.amounts}
    return frozenset(keys)


def _pay_account(case: Pricing, rule: AccountRule, family_fen: int) -> tuple[int, int, int]:
    """(current, prior, family) fen from the accounts, what the member's own paid before the deductible included.

    It may pay what the layers leave to the person without the parts that the rule does not name: these in whole fen, so
    that no fen of a layer's rounding stays behind as cash that the account may pay. Relatives' money pays what the own
    account may pay and does not.
    """
    person = case.bill.total - case.paid
    paid = {"current": 0, "prior": 0} | case.account_first
    first = sum(paid.values())
    why = account_refusal(case.claim, rule)
    allowed = family = 0
    if not why:
        numerator, denominator = 0, 1
        for part, (amount, unit) in case.parts.items():
            if part not in rule.pays:
                numerator, denominator = numerator * unit + amount * denominator, denominator * unit
        allowed = max(0, person - first - rounded(numerator, denominator, _HALF_UP))
    left = allowed
    facts: RowFacts = (("why", why), ("allowed", allowed))
    for kind in rule.order if left else ():
        balance = case.money.current_fen if kind == "current" else case.money.prior_fen
        taken = min(left, balance - paid[kind])
        if taken > 0:
            left -= taken
            paid[kind] += taken
            facts += ((f"{kind}_money", taken),)
    together = first + allowed - left
    case.step("account", person - first, allowed - left, "account", rule.source, facts)
    if rule.family_source is not None and rule.family_from is not None and family_fen > 0:
        family = min(left, family_fen) if case.claim.service_day >= rule.family_from else 0
        case.step("family", person - together, family, "account.family", rule.family_source)
    case.step("cash", person, person - together - family, "account", rule.source)
    return paid["current"], paid["prior"], family


def benefits(policy: Policy, totals: YearTotals, person: PersonFacts) -> tuple[Benefit, ...]:
    """The year's limits of one package for one person: used, limit, next deductible.

    A deductible by admission shows what the admissions so far owed (at least the first) as its limit and the next
    admission's in next_fen, both at the highest level; a yearly one shows its amount. Caps and thresholds show what was
    paid towards them. The person's class is that of the year's last day.

    Raises:
        NotCovered: the package has no class for this person.
    """
    person_class = policy.class_of(person, policy.year.last_day(totals.year)).id
    place = f"{person_class}/{LEVELS[-1]}"
    used = dict(totals.amounts)
    found: list[Benefit] = []
    rule = policy.deductible
    if rule is not None and place in rule.due:
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
        if person_class not in layer.classes:
            continue
        if layer.cap is not None and layer.cap.benefit:
            spent = sum(used.get(key, 0) for key in layer.cap.keys)
            found.append(Benefit(layer.cap.benefit, spent, layer.cap.amounts[person_class]))
        for band in layer.bands:
            if band.benefit:
                key = layer.paid_key if layer.measure is Measure.PAYMENT else layer.base_key
                found.append(Benefit(band.benefit, used.get(key, 0), band.upper))
    return tuple(found)
