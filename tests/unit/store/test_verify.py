"""The verifier against somebody who edits the database by hand, with all triggers gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from little_centre import STAFF, Place, draft, settle

from counter.store import Books, verify_store
from counter.visit.counter import Counter


@pytest.fixture
def intruder(place: Place, counter: Counter, books: Books) -> Iterator[Callable[[str], Any]]:
    """Raw SQL on books with two settlements, without any trigger, check or foreign key in the way."""
    settle(counter, draft("0000000100", "3000.00"))
    booked = settle(counter, draft("0000000101", "2000.00", member_id=2))
    counter.print_statement(booked)
    books.save_draft(draft("0000000102"), STAFF)
    with place.unguarded() as run:
        yield run


def test_untouched_books_hold(intruder: Callable[[str], Any], place: Place, books: Books) -> None:
    report = verify_store(place.url, books.audit_head())
    assert report.good, report
    assert report.head == books.audit_head() and report.settlements == 2
    assert "the books hold" in str(report)


EDITS = {
    "UPDATE audit SET content = {bytes} WHERE seq = 2": "audit_hash",
    "UPDATE audit SET kind = 'x' WHERE seq = 2": "audit_columns",
    "UPDATE audit SET member_id = 3 WHERE kind = 'settle'": "audit_columns",
    "DELETE FROM audit WHERE seq = 2": "audit_gap",
    "UPDATE audit_head SET seq = seq - 1": "audit_head",
    "UPDATE account SET fen = fen + 1 WHERE name = 'member:1:prior'": "balance",
    "UPDATE transfer SET fen = fen + 1 WHERE posting_id = 2 AND line = 1": "posting_not_whole",
    "DELETE FROM transfer WHERE posting_id = 2 AND line = 1": "posting_not_whole",
    "UPDATE member_entry SET balance_fen = balance_fen + 1 WHERE member_id = 1 AND seq = 2": "member_entry",
    "DELETE FROM member_entry WHERE member_id = 1 AND seq = 2": "member_entry",
    "UPDATE settlement SET snapshot = {bytes} WHERE settlement_id = 1": "snapshot_hash",
    "UPDATE claim SET content = {bytes} WHERE claim_id = 1": "snapshot_hash",
    "UPDATE claim SET total_fen = total_fen + 1, cash_fen = cash_fen + 1 WHERE claim_id = 1": "settlement_total",
    "UPDATE claim SET cash_fen = cash_fen + 1 WHERE claim_id = 1": "parts_are_not_the_whole",
    "UPDATE claim SET reviewed_by = entered_by WHERE claim_id = 1": "four_eyes",
    "DELETE FROM settlement WHERE settlement_id = 1": "claim_without_settlement",
    "DELETE FROM expense WHERE source = 'claim'": "expense_of_settlement",
    "UPDATE expense SET cash_fen = 0 WHERE source = 'claim'": "expense_of_settlement",
    "DELETE FROM statement_copy WHERE copy = 'insured'": "statement_copies",
    "UPDATE statement SET printed = 0": "statement_printed",
    "UPDATE statement_counter SET last = last + 1": "statement_gap",
    "UPDATE receipt SET claimed_fen = 0": "receipt_portions",
    "DELETE FROM receipt_portion": "receipt_without_use",
    "DELETE FROM receipt_alias": "receipt_without_alias",
    "UPDATE year_total SET amount = amount + 1": "year_total",
    "DELETE FROM year_total": "year_total_missing",
    "UPDATE draft SET key = (SELECT MIN(key) FROM settlement)": "draft_of_settlement",
    "UPDATE account SET fen = -1 WHERE name = 'member:2:current'": "overdrawn",
}


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_is_found(intruder: Callable[[str], Any], place: Place, edit: str) -> None:
    intruder(edit.replace("{bytes}", "CAST('{}' AS BLOB)" if place.kind == "sqlite" else "'{}'::bytea"))
    report = verify_store(place.url)
    assert EDITS[edit] in {finding.check for finding in report.findings}, report
    assert "THE BOOKS DO NOT HOLD" in str(report)


def test_two_rows_that_changed_places_are_found(intruder: Callable[[str], Any], place: Place) -> None:
    for old, new in ((2, 900), (3, 2), (900, 3)):
        intruder(f"UPDATE audit SET seq = {new} WHERE seq = {old}")
    checks = {finding.check for finding in verify_store(place.url).findings}
    assert {"audit_link", "audit_hash"} <= checks


def test_a_tail_that_was_cut_off_needs_a_head_from_elsewhere(
    intruder: Callable[[str], Any], place: Place, books: Books
) -> None:
    """Honesty test: the chain alone cannot show it, an old head on paper does."""
    head = books.audit_head()
    seq, previous = intruder("SELECT seq, previous_hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert head[0] == seq
    intruder(f"DELETE FROM audit WHERE seq = {seq}")
    intruder(f"UPDATE audit_head SET seq = {seq - 1}, hash = '{previous}'")
    assert verify_store(place.url).good
    assert [finding.check for finding in verify_store(place.url, head).findings] == ["audit_tail_missing"]
    assert [f.check for f in verify_store(place.url, (seq - 1, "f" * 64)).findings] == ["audit_head_differs"]
