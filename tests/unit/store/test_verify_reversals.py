"""The verifier against somebody who edits reversals by hand, with all triggers gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from little_centre import Place, draft, settle
from reversals import undo

from counter.store import Books, verify_store
from counter.visit.counter import Counter

LATER = "0000000102"


@pytest.fixture
def intruder(place: Place, counter: Counter, books: Books) -> Iterator[Callable[[str], Any]]:
    """Raw SQL on books with a reversal (settlement 1) and its correction (2), without anything in the way."""
    settled = settle(counter, draft("0000000100", "3000.00"))
    undo(counter, settled)
    settle(counter, counter.correct(settled))
    last = settle(counter, draft(LATER, "50.00", member_id=2))
    undo(counter, last)
    with place.unguarded() as run:
        yield run


def test_untouched_books_hold(intruder: Callable[[str], Any], place: Place, books: Books) -> None:
    report = verify_store(place.url, books.audit_head())
    assert report.good, report


R = "(SELECT number FROM reversal WHERE settlement_id = 1)"
N = "(SELECT number FROM settlement WHERE settlement_id = 1)"
EDITS = {
    "DELETE FROM reversal_seal WHERE settlement_id = 1": "reversal_not_whole",
    "DELETE FROM reversal WHERE settlement_id = 1": "reversal_sealed_but_gone",
    "UPDATE claim SET state = 'entered' WHERE claim_id = 1": "reversal_state",
    f"UPDATE statement SET state = 'issued' WHERE number = {N}": "reversal_state",
    "UPDATE claim SET state = 'reversed' WHERE claim_id = 2": "reversal_state",
    "UPDATE posting SET reverses = NULL WHERE reverses IS NOT NULL": "reversal_posting",
    "UPDATE posting SET reverses = 1 WHERE posting_id = 2": "posting_reverses",
    "UPDATE transfer SET fen = fen + 1 WHERE kind = 'reversal'": "reversal_posting",
    f"UPDATE total_event SET amount = amount - 1 WHERE document = {R}": "reversal_totals",
    f"DELETE FROM total_event WHERE document = {R} AND total_key LIKE 'C0000/%'": "reversal_totals",
    f"DELETE FROM receipt_portion WHERE document = {R}": "reversal_portions",
    f"UPDATE receipt_portion SET fen = fen + 1 WHERE document = {R}": "reversal_portions",
    f"UPDATE expense SET cash_fen = cash_fen - 1, total_fen = total_fen - 1 WHERE document = {R}": "reversal_expense",
    f"DELETE FROM expense WHERE document = {R}": "reversal_expense",
    "INSERT INTO total_event SELECT member_id, scheme, year, total_key, 'x', -1, booked_day FROM total_event "
    "WHERE document = 'S0001'": "taken_back_by_nothing",
    "INSERT INTO receipt_portion SELECT receipt_id, 'x', -1 FROM receipt WHERE live = 1": "taken_back_by_nothing",
    "UPDATE receipt SET state = 'claimed', live = 1 WHERE state = 'released'": "receipt_state",
    "UPDATE claim SET replaces = NULL": "replaces",
    "UPDATE claim SET replaces = 3 WHERE claim_id = 2": "replaces",
    "UPDATE reversal SET snapshot = {bytes} WHERE settlement_id = 1": "snapshot_hash",
    "UPDATE reversal SET reason = 'y' WHERE settlement_id = 1": "snapshot_of_another",
    "UPDATE reversal SET clerk = 'y' WHERE settlement_id = 1": "snapshot_of_another",
    "UPDATE reversal_seal SET audit_seq = 1 WHERE settlement_id = 1": "snapshot_not_sealed",
    f"UPDATE expense SET seq = 90 WHERE document = {R}": "reversal_out_of_turn",
}


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_is_found(intruder: Callable[[str], Any], place: Place, edit: str) -> None:
    intruder(edit.replace("{bytes}", "X'00'" if place.kind == "sqlite" else "'\\x00'::bytea"))
    found = {finding.check for finding in verify_store(place.url).findings}
    assert EDITS[edit] in found, found


def test_another_snapshot_under_a_hash_of_its_own_is_found(intruder: Callable[[str], Any], place: Place) -> None:
    """Amounts that do not add up, and something else than what was reversed."""
    stored = bytes(intruder("SELECT snapshot FROM reversal WHERE settlement_id = 1").fetchone()[0])
    content = stored.replace(b'"cash_amount":-', b'"cash_amount":-1', 1)
    content = content.replace(b'"total_amount":-', b'"total_amount":-1', 1)
    literal = f"X'{content.hex()}'" if place.kind == "sqlite" else f"'\\x{content.hex()}'::bytea"
    digest = hashlib.sha256(content).hexdigest()
    intruder(f"UPDATE reversal SET snapshot = {literal}, content_hash = '{digest}' WHERE settlement_id = 1")
    found = {finding.check for finding in verify_store(place.url).findings}
    assert {"snapshot_not_sealed", "reversal_unreadable"} <= found
    content = stored.replace("高血压".encode(), "低血压".encode())
    literal = f"X'{content.hex()}'" if place.kind == "sqlite" else f"'\\x{content.hex()}'::bytea"
    digest = hashlib.sha256(content).hexdigest()
    intruder(f"UPDATE reversal SET snapshot = {literal}, content_hash = '{digest}' WHERE settlement_id = 1")
    found = {finding.check for finding in verify_store(place.url).findings}
    assert {"snapshot_not_sealed", "reversal_is_not_the_negative"} <= found
