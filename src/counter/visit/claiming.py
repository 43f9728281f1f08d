"""The use cases of a claim that is not booked yet: drafts, live calculation, what-if, stays in parts (features.md)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import CareKind, CatalogueItem, Claim, Institution, StayPart
from counter.domain.draft import Draft, check_draft, claim_from_draft, trial_claim
from counter.domain.engine import adjudicate
from counter.domain.errors import CounterError, NotCovered, PolicyMissing, Problem
from counter.domain.member import Overview
from counter.domain.policy import Policy
from counter.domain.stay import part_drafts, split_claim
from counter.domain.supposing import Alternative, Supposition, alternatives, in_other_class, supposed_claim
from counter.visit.equipment import Equipment
from counter.visit.ports.books import DraftRecord


@dataclass(frozen=True, slots=True)
class YearState:
    """What the live calculation needs beside the draft; fetched once per draft and refreshed after each booking."""

    year: str
    totals: YearTotals
    money: AccountMoney


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A claim as supposed, with the package that would govern it and what would come out.

    fresh: the year's totals are not the member's own, they begin at zero.
    """

    claim: Claim
    policy: Policy
    adjudication: Adjudication
    fresh: bool


class Claiming(Equipment):
    """The part of `counter.visit.counter.Counter` that takes a claim down and prices it. Its methods block on the
    books, except those marked pure."""

    def new_draft(self, overview: Overview) -> Draft:
        """An empty draft for a member, with a fresh idempotency key.

        Raises:
            NotCovered: the member has no insurance to claim under.
        """
        insurance, person = overview.insurance, overview.person
        if insurance is None or person is None:
            raise NotCovered(overview.record.as_of, "not_insured")
        key = str(uuid.uuid4())
        return Draft(key, overview.record.member.member_id, insurance.region, insurance.scheme, person)

    def find_items(self, text: str, day: date) -> tuple[CatalogueItem, ...]:
        """Catalogue lookup for the line grid."""
        return self._store.find_items(text, day)

    def find_institutions(self, text: str) -> tuple[Institution, ...]:
        """Institution lookup for the receipt head."""
        return self._store.find_institutions(text)

    def receipt_use(self, key: str, part: StayPart | None = None) -> CounterError | None:
        """Who used a receipt before, None when it is free; other parts of the same stay do not count (`Draft.part`)."""
        return self._store.receipt_use(key, part)

    def split_stay(self, draft: Draft) -> tuple[Draft, ...]:
        """One draft for each settlement year of a stay that the region settles by days, the earliest first.

        Each part is priced, settled and printed by itself; together they take the place of the draft, which is to be
        discarded once they are saved. Splitting the same draft again gives the same drafts under the same keys.

        Returns:
            The parts, or (draft,) where nothing is to be split.

        Raises:
            InputProblems: the draft is not complete.
            PolicyMissing: no package covers the stay.
        """
        if draft.stay_part is not None:
            return (draft,)
        claim = claim_from_draft(draft, self._store.accounting_day().day)
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return part_drafts(draft, claim, split_claim(claim, policy, draft.key)) or (draft,)

    def must_split(self, claim: Claim) -> bool:
        """True for a whole stay that its region settles by days in several settlement years. Pure."""
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return bool(split_claim(claim, policy, ""))

    def save_draft(self, draft: Draft) -> str:
        """Keep what was typed; returns when it was saved."""
        return self._store.save_draft(draft, self.staff, self._established.of(draft.member_id))

    def drafts(self, member_id: int | None = None) -> tuple[DraftRecord, ...]:
        """Drafts that are not booked yet."""
        return self._store.drafts(member_id)

    def discard_draft(self, key: str) -> None:
        """Give a draft up."""
        self._store.discard_draft(key, self.staff, self._established.of)

    def year_state(self, draft: Draft, service_day: date | None = None) -> YearState:
        """What the live calculation needs from the books."""
        today = self._store.accounting_day().day
        year = self.year_of(draft.region, draft.scheme, service_day or today, today)
        totals = self._store.year_totals(draft.member_id, draft.scheme, year)
        return YearState(year, totals, self._store.money(draft.member_id))

    def trial(self, draft: Draft, state: YearState, today: date) -> Adjudication | None:
        """Price what is typed so far; None when there is nothing to price. Pure: safe at every key.

        Raises:
            PolicyMissing: no package covers the claim's day.
        """
        claim = trial_claim(draft, today)
        return None if claim is None else self.price(claim, state.totals, state.money)

    def policy_for(self, region: str, scheme: str, care: CareKind, day: date) -> Policy:
        """The package that governs, with what it asks about a claim. Pure: safe at every key.

        Raises:
            PolicyMissing: none does.
        """
        return self._policies.find(region, scheme, care, day)

    def policies(self) -> tuple[Policy, ...]:
        """Every package at hand: what a what-if may choose among. Pure."""
        return self._policies.policies

    def year_of(self, region: str, scheme: str, day: date, accounting_day: date | None = None) -> str:
        """The settlement year that a day counts in, which need not be the calendar's; the calendar year where no
        package says. Pure.

        accounting_day: the day of settlement, which decides where the package says so; `day` itself when None.
        """
        try:
            return self._policies.year_of(region, scheme, day, accounting_day)
        except PolicyMissing:
            return str(day.year)

    def check(self, draft: Draft, today: date) -> tuple[Claim | None, tuple[Problem, ...]]:
        """Everything that is wrong in a draft, and the claim when nothing is. Pure."""
        return check_draft(draft, today, partial(self.year_of, draft.region, draft.scheme))

    def what_if(self, claim: Claim, supposed: Supposition, state: YearState, today: date) -> WhatIf:
        """Price a claim as if something about it were different. Pure; nothing of it can be booked.

        The year's totals hold as long as region, scheme and settlement year are the claim's own; elsewhere the year
        begins at zero. today: the open accounting day.

        Raises:
            PolicyMissing: no package would govern.
            NotCovered: the package that would says nothing about it, or nobody can be of that class.
        """
        asked = supposed_claim(claim, supposed)
        policy = self._policies.find(asked.region, asked.scheme, asked.care, asked.service_day)
        if supposed.person_class is not None:
            other = in_other_class(asked, policy, supposed.person_class)
            if other is None:
                raise NotCovered(asked.service_day, "person_class")
            asked = other
        year = policy.year.counted_in(asked.service_day, today)
        own = (asked.region, asked.scheme, year) == (claim.region, claim.scheme, state.year)
        totals = state.totals if own else YearTotals(year)
        return WhatIf(asked, policy, adjudicate(asked, policy, totals, state.money), not own)

    def what_would_change(self, claim: Claim, priced: Adjudication, state: YearState) -> tuple[Alternative, ...]:
        """At which other level, or in a new year, the funds would pay another amount for a claim. Pure."""
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return alternatives(claim, policy, priced, state.money)

    def price(self, claim: Claim, totals: YearTotals, money: AccountMoney) -> Adjudication:
        """Price a claim under the package that governs it. Pure.

        Raises:
            PolicyMissing: none does.
            NotCovered: it pays nothing for such a claim.
        """
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return adjudicate(claim, policy, totals, money)
