"""Another level, day, person or region for a claim at the counter: priced, compared, never booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.adjudication import YearTotals
from counter.domain.claim import Away, CareKind, Claim, InstitutionLevel
from counter.domain.draft import Draft, trial_claim
from counter.domain.errors import NotCovered, PolicyMissing
from counter.domain.supposing import Supposition
from counter.store import Books
from counter.visit.claiming import YearState
from counter.visit.counter import Counter

from .conftest import TODAY


@pytest.fixture
def claim(draft: Draft) -> Claim:
    found = trial_claim(draft, TODAY)
    assert found is not None
    return found


@pytest.fixture
def state(counter: Counter, draft: Draft, claim: Claim) -> YearState:
    return counter.year_state(draft, claim.service_day)


def test_nothing_supposed_is_what_is_priced(counter: Counter, claim: Claim, state: YearState) -> None:
    there = counter.what_if(claim, Supposition(), state, TODAY)
    assert there.adjudication == counter.price(claim, state.totals, state.money)
    assert not there.fresh and there.claim == claim


def test_another_level_keeps_the_years_totals(counter: Counter, claim: Claim, state: YearState) -> None:
    here = counter.price(claim, state.totals, state.money)
    there = counter.what_if(claim, Supposition(level=InstitutionLevel.COMMUNITY), state, TODAY)
    assert there.adjudication.totals_before == state.totals and not there.fresh
    assert there.adjudication.total_amount == here.total_amount


def test_another_year_or_region_begins_at_zero(counter: Counter, claim: Claim, state: YearState) -> None:
    used = replace(state, totals=YearTotals(state.year, (("Q0000/outpatient", 100_000),)))
    for supposed in (Supposition(day=date(2025, 6, 1)), Supposition(region="442000", care=CareKind.INPATIENT)):
        there = counter.what_if(claim, supposed, used, TODAY)
        assert there.fresh and there.adjudication.totals_before.amounts == ()
    assert counter.what_if(claim, Supposition(day=date(2026, 1, 5)), used, TODAY).adjudication.totals_before.amounts


def test_a_class_is_one_of_the_package_that_would_govern(counter: Counter, claim: Claim, state: YearState) -> None:
    there = counter.what_if(claim, Supposition(person_class="retired_from_70"), state, TODAY)
    assert there.policy.class_of(there.claim.person, there.claim.service_day).id == "retired_from_70"
    with pytest.raises(NotCovered):
        counter.what_if(claim, Supposition(person_class="nobody"), state, TODAY)


def test_what_no_package_covers_is_refused_in_words(counter: Counter, claim: Claim, state: YearState) -> None:
    with pytest.raises(PolicyMissing) as caught:
        counter.what_if(claim, Supposition(region="310000"), state, TODAY)
    assert dict(caught.value.facts())["region"] == "310000"
    with pytest.raises(NotCovered):
        counter.what_if(claim, Supposition(away=Away.REFERRED), state, TODAY)


def test_a_what_if_leaves_no_trace(counter: Counter, books: Books, claim: Claim, state: YearState) -> None:
    head = books.audit_head()
    counter.what_if(claim, Supposition(level=InstitutionLevel.LEVEL_1), state, TODAY)
    counter.what_would_change(claim, counter.price(claim, state.totals, state.money), state)
    assert books.audit_head() == head and counter.drafts() == ()


def test_only_packages_that_rest_on_evidence_can_be_supposed(counter: Counter) -> None:
    regions = {policy.region for policy in counter.policies()}
    assert {"110000", "310000", "320100", "442000"} <= regions
    assert not regions & {"990200", "510000", "500112"}, "these rest on unverified values"


def test_the_settlement_year_is_the_packages(counter: Counter) -> None:
    assert counter.year_of("310000", "310", date(2025, 3, 1)) == counter.year_of("310000", "310", date(2024, 8, 1))
    assert counter.year_of("999999", "310", date(2025, 3, 1)) == "2025"
    assert counter.policy_for("110000", "310", CareKind.INPATIENT, TODAY).region == "110000"
