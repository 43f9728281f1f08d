"""What a claim would pay if something about it were different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import Away, CareKind, Claim, InstitutionLevel
from counter.domain.engine import adjudicate
from counter.domain.errors import NotCovered
from counter.domain.policy import Policy
from counter.domain.supposing import Supposition, alternatives, in_other_class, supposed_claim
from counter.policies.book import FolderBook, load_book
from counter.policies.claim_file import read_claim
from counter.settings import resources_folder

POLICIES = resources_folder() / "policies"
NO_MONEY = AccountMoney()


@pytest.fixture(scope="module")
def book() -> FolderBook:
    return load_book(POLICIES)


def example(name: str) -> Claim:
    return read_claim(POLICIES / Path(name)).claim


def governing(book: FolderBook, claim: Claim) -> Policy:
    return book.find(claim.region, claim.scheme, claim.care, claim.service_day)


def test_nothing_supposed_is_the_claim_itself() -> None:
    claim = example("beijing/examples/inpatient-level-3.toml")
    assert supposed_claim(claim, Supposition()) == claim


def test_everything_that_is_supposed_holds_and_nothing_else_moves() -> None:
    claim = example("beijing/examples/inpatient-level-3.toml")
    supposed = Supposition(
        "442000", "390", CareKind.EMERGENCY_TO_INPATIENT, InstitutionLevel.LEVEL_1, date(2025, 6, 1), None, Away.UNFILED
    )
    there = supposed_claim(claim, supposed)
    assert (there.region, there.scheme, there.care, there.away) == ("442000", "390", "24", "unfiled")
    assert (there.institution.level, there.service_day) == ("1", date(2025, 6, 1))
    assert there.admission_day == date(2025, 5, 20), "the stay keeps its length"
    assert there.total_fen == claim.total_fen and there.person == claim.person
    assert supposed_claim(claim, Supposition(disease="dialysis")).disease == "dialysis"


def test_nobody_is_treated_before_birth() -> None:
    with pytest.raises(NotCovered) as caught:
        supposed_claim(example("beijing/examples/inpatient-level-3.toml"), Supposition(day=date(1950, 1, 1)))
    assert caught.value.reason == "before_birth"


def test_every_class_of_every_package_can_be_supposed(book: FolderBook) -> None:
    claim = example("beijing/examples/inpatient-level-3.toml")
    for policy in book.policies:
        there = replace(claim, service_day=policy.effective_from)
        for entry in policy.classes:
            other = in_other_class(there, policy, entry.id)
            assert other is not None, (policy.ref.name, entry.id)
            assert policy.class_of(other.person, other.service_day).id == entry.id
        assert in_other_class(there, policy, "nobody") is None


def test_what_would_change_is_what_another_level_or_a_new_year_pays(book: FolderBook) -> None:
    claim = example("beijing/examples/inpatient-level-3.toml")
    policy = governing(book, claim)
    used = YearTotals("2026", (("C0000/inpatient", 1), ("Q0000/inpatient", 130000)))
    now = adjudicate(claim, policy, used, NO_MONEY)
    found = {other.value or other.code: other for other in alternatives(claim, policy, now, NO_MONEY)}
    assert set(found) == {"community", "1", "2", "new_year"}
    assert found["1"].fund_fen > now.fund_amount > found["new_year"].fund_fen
    assert found["1"].fund_fen + found["1"].person_fen == now.total_amount


def test_a_level_without_values_is_no_alternative(book: FolderBook) -> None:
    """Xuzhou publishes level 3 only."""
    asked = Supposition(region="320300", day=date(2009, 1, 5))
    claim = supposed_claim(example("beijing/examples/inpatient-level-3.toml"), asked)
    policy = governing(book, claim)
    now = adjudicate(claim, policy, YearTotals("2009"), NO_MONEY)
    assert alternatives(claim, policy, now, NO_MONEY) == ()
