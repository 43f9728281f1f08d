"""What must hold in every package of the library, grade D included, for any claim."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Away, Claim, InstitutionLevel, ItemClass, PersonFacts
from counter.domain.engine import adjudicate, benefits
from counter.domain.errors import NotCovered
from counter.domain.explanation import sentences, step_title, warning_sentences, why_not_more
from counter.domain.money import Rate
from counter.domain.policy import Policy
from counter.policies.book import load_book

from .test_engine import claim_of, line

POLICIES = load_book(Path(__file__).parents[3] / "resources" / "policies", unverified=True).policies
TRIALS = 150


def random_claim(chance: random.Random, policy: Policy) -> Claim:
    types = sorted({kind for entry in policy.classes for kind in entry.types})
    born = date(chance.randint(1915, 2000), chance.randint(1, 12), chance.randint(1, 28))
    retired = chance.choice([None, date(2000, 12, 31), date(2001, 1, 1)])
    last = policy.effective_to or policy.effective_from + timedelta(900)
    day = policy.effective_from + timedelta(chance.randint(0, (last - policy.effective_from).days))
    lines = []
    for _ in range(chance.randint(1, 4)):
        amount = chance.randint(1, 10 ** chance.randint(2, 8))
        item_class = chance.choice([ItemClass.A, ItemClass.A, ItemClass.B, ItemClass.C])
        share = Rate(chance.choice([0, 1, 3]), 10) if item_class is ItemClass.B else None
        limit = chance.choice([None, amount // 2])
        lines.append(line(amount, item_class, share=share, limit=limit, direct=chance.random() < 0.2))
    claim = claim_of(
        *lines,
        day=day,
        person=PersonFacts(chance.choice(types), born, retired),
        level=chance.choice(list(InstitutionLevel)),
        paid_in_cash=chance.random() < 0.5,
    )
    listed = [disease for layer in policy.layers if layer.cap and layer.cap.by_disease for disease in layer.cap.amounts]
    return dataclasses.replace(
        claim,
        region=policy.region,
        scheme=policy.scheme,
        care=sorted(policy.care)[0],
        away=chance.choice([Away.LOCAL, Away.LOCAL, *Away]),
        disease=chance.choice(listed or ["", "cancer"]),
    )


def with_amount(claim: Claim, policy: Policy, fen: int) -> Adjudication:
    receipt = dataclasses.replace(claim.receipts[0], lines=(line(fen),), total_fen=fen)
    alone = dataclasses.replace(claim, receipts=(receipt,), paid_in_cash=True)
    return adjudicate(alone, policy, YearTotals("2026"), AccountMoney())


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: f"{policy.ref.name}@{policy.ref.version}")
def test_what_holds_everywhere(policy: Policy) -> None:
    """Parts and payers add up (`Adjudication` checks that itself); funds stay within scope; money that no fund may pay
    is never lost; one fen more of a bill never pays less, and never jumps; every figure has its words."""
    chance = random.Random(policy.ref.name)
    priced_claims = 0
    for _ in range(TRIALS):
        claim = random_claim(chance, policy)
        money = AccountMoney(chance.randint(0, 10**6), chance.randint(0, 10**6))
        fen = chance.randint(1, 10**7)
        try:
            priced = adjudicate(claim, policy, YearTotals("2026"), money)
            less, more = with_amount(claim, policy, fen), with_amount(claim, policy, fen + 1)
        except NotCovered:
            continue
        priced_claims += 1
        assert priced.fund_amount + priced.hospital_amount <= priced.eligible_amount
        assert priced.person_amount >= priced.excluded_amount + priced.over_limit_amount
        assert priced.account_current_amount <= money.current_fen and priced.account_prior_amount <= money.prior_fen
        assert 0 <= more.fund_amount - less.fund_amount <= 1 + len(policy.layers)
        for language in ("zh", "en"):
            told = [*sentences(priced, language), why_not_more(priced, language), *warning_sentences(priced, language)]
            assert all(told) and all(step_title(step, language) for step in priced.steps)
        assert all(step.source.title and step.source.article for step in priced.steps)
        for benefit in benefits(policy, priced.totals_after, claim.person):
            assert benefit.used_fen >= 0
    assert priced_claims > 5


@pytest.mark.parametrize(
    "policy",
    [policy for policy in POLICIES if policy.deductible is None or policy.deductible.period == "year"],
    ids=lambda policy: f"{policy.ref.name}@{policy.ref.version}",
)
def test_splitting_a_claim_does_not_change_the_year(policy: Policy) -> None:
    """Where deductible and caps are yearly, two claims pay what one would, but for a rounding of each layer."""
    chance = random.Random(7)
    for _ in range(TRIALS):
        claim = dataclasses.replace(random_claim(chance, policy), away=Away.LOCAL, paid_in_cash=True)
        first, second = chance.randint(1, 10**7), chance.randint(1, 10**7)
        try:
            whole = with_amount(claim, policy, first + second)
            begun = with_amount(claim, policy, first)
        except NotCovered:
            continue
        receipt = dataclasses.replace(claim.receipts[0], lines=(line(second),), total_fen=second)
        later = dataclasses.replace(claim, receipts=(receipt,))
        ended = adjudicate(later, policy, begun.totals_after, AccountMoney())
        assert abs(begun.fund_amount + ended.fund_amount - whole.fund_amount) <= len(policy.layers)
