"""In whose year money counts, on both databases: that of the treatment or that of the settlement (policy.md C3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from little_centre import RESOURCES, TODAY, counter_on, draft, identity

from counter.domain.draft import Draft
from counter.domain.settlement import Settlement
from counter.policies.book import load_book
from counter.store import Books
from counter.visit.counter import Counter

TREATED = date(2025, 12, 15)


@pytest.fixture(params=["treatment", "settlement"])
def counts_by(request: pytest.FixtureRequest) -> str:
    word: str = request.param
    return word


@pytest.fixture
def counter(books: Books, tmp_path: Path, counts_by: str) -> Counter:
    """Beijing's outpatient rules, as they are and as they were if money counted in the year of settlement."""
    folder = tmp_path / "policies"
    folder.mkdir()
    for name in ("outpatient-2019.toml", "outpatient-2023.toml"):
        text = (RESOURCES / "policies/beijing/employee" / name).read_text(encoding="utf-8")
        text = text.replace('counted_by = "treatment"', f'counted_by = "{counts_by}"')
        (folder / name).write_text(text, encoding="utf-8")
    return counter_on(books, tmp_path, rules=load_book(folder))


def settled(counter: Counter, number: str, yuan: str, day: date) -> Settlement:
    claimed: Draft = draft(number, yuan)
    claimed.receipts[0].issue_day = day.isoformat()
    figures = counter.trial(claimed, counter.year_state(claimed, day), TODAY)
    assert figures is not None
    return counter.settle(claimed, figures, identity(), None)


def test_totals_grow_in_the_year_that_the_package_states(counter: Counter, books: Books, counts_by: str) -> None:
    before = {year: dict(books.year_totals(1, "310", year).amounts) for year in ("2025", "2026")}
    late = settled(counter, "0000000401", "2500.00", TREATED).snapshot.adjudication
    assert late.totals_before.year == {"treatment": "2025", "settlement": "2026"}[counts_by]
    grown = {
        year: books.year_totals(1, "310", year).get("S0000/outpatient") - before[year].get("S0000/outpatient", 0)
        for year in ("2025", "2026")
    }
    assert grown == ({"2025": 250_000, "2026": 0} if counts_by == "treatment" else {"2025": 0, "2026": 250_000})


def test_the_deductible_of_that_year_is_what_is_owed(counter: Counter, counts_by: str) -> None:
    settled(counter, "0000000402", "1800.00", date(2026, 11, 12))
    late = settled(counter, "0000000403", "2500.00", TREATED).snapshot.adjudication
    assert late.deductible_amount == (180_000 if counts_by == "treatment" else 0)
