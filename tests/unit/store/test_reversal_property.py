"""Any sequence of settlements and reversals leaves the books as if what was reversed had never been claimed.

The account pays here for claims that were paid in cash, as some regions allow, so that money, totals and receipts are
all at stake; claims fall into two years, which share the account but not the totals.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from little_centre import STAFF, TODAY, FixedClock, counter_on, draft, identity, policies
from reversals import GenerousBook, standing, undo

from counter.domain.draft import Draft
from counter.domain.errors import NotReversible
from counter.domain.settlement import Settlement
from counter.store import Books, open_store, verify_store
from counter.visit.counter import Counter
from postgres_server import PostgresServer

YEARS = {"2025": date(2025, 6, 2), "2026": date(2026, 11, 12)}


@dataclass(frozen=True)
class Act:
    """One step: a claim of an amount in a year for a member, or the reversal of a settlement by position."""

    member_id: int
    year: str
    yuan: int
    reverses: int | None


ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from((1, 2)),
        st.sampled_from(sorted(YEARS)),
        st.integers(1, 40_000),
        st.none() | st.integers(0, 9),
    ),
    min_size=2,
    max_size=12,
)


def claim(number: int, act: Act) -> Draft:
    """The claim of an act; always the same for the same arguments."""
    made = draft(f"{number + 1000:010d}", f"{act.yuan}.00", member_id=act.member_id)
    made.receipts[0].issue_day = YEARS[act.year].isoformat()
    return made


def settle(counter: Counter, entered: Draft, year: str) -> Settlement:
    """Look at the figures, confirm them."""
    priced = counter.trial(entered, counter.year_state(entered, YEARS[year]), TODAY)
    assert priced is not None
    return counter.settle(entered, priced, identity(entered.member_id), None)


@dataclass
class Standing:
    """What a plain model knows of a settlement that stands."""

    number: int
    act: Act
    settled: Settlement


def stands_on(later: Standing, earlier: Standing) -> bool:
    """Whether a later use was priced on an earlier one: same member, and the same year or money of the account."""
    same_year = later.act.year == earlier.act.year
    return later.act.member_id == earlier.act.member_id and (
        same_year or earlier.settled.snapshot.adjudication.account_amount > 0
    )


def run(open_books: Callable[[], tuple[Books, str]], acts: list[Act], folder: Path) -> None:
    """Act, and act again without what was reversed; both must end alike."""
    rules = GenerousBook(policies())
    books, url = open_books()
    with closing(books):
        live = act_on(counter_on(books, folder, rules=rules), acts)
        found = standing(books)
        report = verify_store(url, books.audit_head())
        assert report.good, report
    plain, _ = open_books()
    with closing(plain):
        counter = counter_on(plain, folder, rules=rules)
        for one in live:
            again = settle(counter, claim(one.number, one.act), one.act.year)
            assert again.snapshot.adjudication.figures() == one.settled.snapshot.adjudication.figures()
        assert found == standing(plain)


def act_on(counter: Counter, acts: list[Act]) -> list[Standing]:
    """Settle and reverse; what stands in the end. A reversal out of turn is refused and names what stands on it."""
    live: list[Standing] = []
    for number, act in enumerate(acts):
        if act.reverses is None or not live:
            live.append(Standing(number, act, settle(counter, claim(number, act), act.year)))
            continue
        chosen = live[act.reverses % len(live)]
        after = live[live.index(chosen) + 1 :]
        later = tuple(one.settled.number for one in reversed(after) if stands_on(one, chosen))
        if later:
            with pytest.raises(NotReversible) as refused:
                undo(counter, chosen.settled)
            assert refused.value.documents == later
        else:
            undo(counter, chosen.settled)
            live.remove(chosen)
    return live


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_sqlite(sqlite_template: Path, acts: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = iter(("one.db", "two.db"))

        def open_books() -> tuple[Books, str]:
            url = f"sqlite:///{shutil.copy(sqlite_template, folder / next(files))}"
            return open_store(url, STAFF, clock=FixedClock()), url

        run(open_books, acts, folder)


@contextmanager
def databases(server: PostgresServer, template: str) -> Iterator[Callable[[], tuple[Books, str]]]:
    """Databases that are dropped at the end."""
    made: list[str] = []

    def open_books() -> tuple[Books, str]:
        made.append(server.create(template))
        return open_store(made[-1], STAFF, clock=FixedClock()), made[-1]

    try:
        yield open_books
    finally:
        for url in made:
            server.drop(url)


@pytest.mark.postgres
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_postgres(server: PostgresServer, postgres_template: str, tmp_path: Path, acts: list[Act]) -> None:
    with databases(server, postgres_template) as open_books:
        run(open_books, acts, tmp_path)
