"""The ledger against a plain model: any sequence of postings, good and bad, on both databases."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from little_centre import STAFF, TODAY, FixedClock, little_centre

from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.store import Books, open_store, verify_store
from counter.store.ledger import post
from postgres_server import PostgresServer

ACCOUNTS = (
    "member:1:current",
    "member:1:prior",
    "member:1:payable",
    "member:2:current",
    "fund:310101",
    "institution:H1",
    "clearing:interest",
)
REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)
MAY_BE_NEGATIVE = ("fund:", "clearing:")


def one_transfer() -> st.SearchStrategy[Transfer]:
    accounts = st.sampled_from(ACCOUNTS)
    return st.builds(Transfer, accounts, accounts, st.integers(0, 400_000), st.sampled_from(EntryKind))


class LedgerMachine(RuleBasedStateMachine):
    """Books beside a dictionary of balances."""

    books: Books
    url: str

    def __init__(self) -> None:
        super().__init__()
        self.keys = itertools.count()
        self.run = next(RUNS)
        self.balances = {name: self.stored(name) for name in ACCOUNTS}
        self.posted: dict[str, int] = {}

    posted_keys = Bundle("posted_keys")

    def stored(self, name: str) -> int:
        with self.books._exchange.reading() as line:
            found = line.say(f"SELECT fen FROM account WHERE name = '{name}'").fetchone()
        return 0 if found is None else found[0]

    @rule(target=posted_keys, transfers=st.lists(one_transfer(), min_size=0, max_size=4))
    def book(self, transfers: list[Transfer]) -> str:
        key = f"m{self.run}:{next(self.keys)}"
        after = dict(self.balances)
        good = True
        for one in transfers:
            good = good and one.debit != one.credit and one.fen > 0
            after[one.debit] -= one.fen
            after[one.credit] += one.fen
            if after[one.debit] < 0 and not one.debit.startswith(MAY_BE_NEGATIVE):
                good = False
        try:
            with self.books._exchange.writing() as line:
                post(line, Posting(key, 1, TODAY, "m", tuple(transfers)))
        except REFUSED:
            assert not good, transfers
        else:
            assert good, transfers
            self.balances = after
            self.posted[key] = len(transfers)
        return key

    @rule(key=posted_keys)
    def book_again(self, key: str) -> None:
        """A key is used once, whatever is posted under it; one that was refused is still free."""
        if key not in self.posted:
            return
        with pytest.raises(REFUSED), self.books._exchange.writing() as line:
            post(line, Posting(key, 1, TODAY, "m", ()))

    @rule(day=st.sampled_from([date(2026, 3, 10), date(2027, 1, 1)]))
    def book_on_a_day_that_is_not_open(self, day: date) -> None:
        with pytest.raises(REFUSED), self.books._exchange.writing() as line:
            post(line, Posting(f"m{self.run}:{next(self.keys)}", 1, day, "m", ()))

    @invariant()
    def balances_are_the_model_s(self) -> None:
        assert {name: self.stored(name) for name in ACCOUNTS} == self.balances
        money = self.books.money(1)
        assert (money.current_fen, money.prior_fen) == (
            self.balances["member:1:current"],
            self.balances["member:1:prior"],
        )

    def teardown(self) -> None:
        report = verify_store(self.url)
        assert report.good, report


RUNS = itertools.count()


def run_machine(url: str) -> None:
    books = open_store(url, STAFF, clock=FixedClock())
    books.load_centre(little_centre())
    machine = type("Machine", (LedgerMachine,), {"books": books, "url": url})
    try:
        run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=20))
    finally:
        books.close()


def test_the_ledger_on_sqlite_agrees_with_a_plain_model() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run_machine(f"sqlite:///{Path(folder) / 'books.db'}")


@pytest.mark.postgres
def test_the_ledger_on_postgres_agrees_with_a_plain_model(server: PostgresServer) -> None:
    url = server.create()
    run_machine(url)
    server.drop(url)
