"""The engine: a claim, the rules of its day and the year's totals in; every figure with its reason out."""

from __future__ import annotations

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Claim, PersonFacts
from counter.domain.member import Benefit
from counter.domain.policy import Policy


def adjudicate(claim: Claim, policy: Policy, totals: YearTotals, money: AccountMoney) -> Adjudication:
    """Price a claim.

    Args:
        claim: the whole claim; amounts in fen.
        policy: the package in force on the day that governs.
        totals: what the member has used in the settlement year before this claim.
        money: the account before this claim.

    Returns:
        Every figure with its steps; parts add up to the bill.
    """
    raise NotImplementedError


def benefits(policy: Policy, totals: YearTotals, person: PersonFacts) -> tuple[Benefit, ...]:
    """The year's limits of one package for one person: used, limit, next deductible."""
    raise NotImplementedError
