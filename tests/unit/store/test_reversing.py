"""Reversals on both databases: everything back, exactly once, last first, and claimed again."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from little_centre import OTHER, STAFF, FixedClock, Place, counter_on, draft, identity, policies, settle, shown
from reversals import REASON, GenerousBook, standing, undo

from counter.domain.draft import Draft, claim_from_draft
from counter.domain.errors import (
    AlreadyReversed,
    InputProblems,
    KeyReused,
    NoOpenDay,
    NotCorrectable,
    NotReversible,
    ReceiptAlreadyUsed,
)
from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.domain.settlement import Settlement
from counter.store import Books, open_store, verify_store
from counter.store.ledger import post
from counter.visit.counter import Counter


def holds(place: Place, books: Books) -> None:
    """The whole books are checked."""
    report = verify_store(place.url, books.audit_head())
    assert report.good, report


def close_days(books: Books) -> None:
    """End every accounting day; there is no use case for it yet."""
    with books._exchange.writing() as line:
        line.say("UPDATE accounting_day SET state = 'closed' WHERE state = 'open'")


def test_everything_is_as_it_was_before(counter: Counter, books: Books, place: Place) -> None:
    settle(counter, draft("0000000100", "3000.00"))
    before = standing(books)
    second = settle(counter, draft("0000000101", "2000.00"))
    assert standing(books) != before
    undone = undo(counter, second)
    assert standing(books) == before
    assert undone.number.endswith("-00000003"), "the next number, and no gap"
    assert undone.snapshot.adjudication.total_amount == -200_000
    assert undone.snapshot.account_after == books.money(1)
    now = books.settlement_by_number(second.number)
    assert now is not None and now.reversed_by == undone.number and now.snapshot == second.snapshot
    assert books.settlement_by_number(undone.number) == undone
    holds(place, books)


def test_what_each_fund_paid_is_taken_back_from_it(counter: Counter, place: Place) -> None:
    undone = undo(counter, settle(counter, draft("0000000100", "9000.00")))
    assert undone.snapshot.contra is not None
    with closing(place.bare()) as connection:
        paid, back = (
            dict(json.loads(connection.execute(f"SELECT funds FROM expense WHERE document = '{number}'").fetchone()[0]))
            for number in (undone.snapshot.contra.number, undone.number)
        )
    assert any(paid.values())
    assert back == {code: -fen for code, fen in paid.items()}


def test_the_log_names_both_who_settled_and_who_reversed(
    counter: Counter, books: Books, place: Place, tmp_path: Path
) -> None:
    undo(counter_on(books, tmp_path, OTHER), settle(counter, draft("0000000100", "3000.00")))
    with closing(place.bare()) as connection:
        (content,) = connection.execute("SELECT content FROM audit WHERE kind = 'reverse'").fetchone()
    told = json.loads(bytes(content))
    assert (told["actor"], told["settled_by"], told["reason"]) == (OTHER.name, STAFF.name, REASON)


def test_what_the_reversal_says(counter: Counter, books: Books, tmp_path: Path) -> None:
    settled = settle(counter, draft("0000000100", "3000.00"))
    undone = undo(counter_on(books, tmp_path, OTHER), settled)
    contra = undone.snapshot.contra
    assert contra is not None
    assert (contra.number, contra.code, contra.clerk, contra.reason) == (
        settled.number,
        settled.code,
        STAFF.name,
        REASON,
    )
    assert (undone.snapshot.clerk, undone.snapshot.counter) == (OTHER.name, OTHER.counter)
    told = undone.snapshot.adjudication
    assert told.totals_before == settled.snapshot.adjudication.totals_after
    assert told.totals_after == settled.snapshot.adjudication.totals_before


def test_the_enquiry_shows_both_and_names_both(counter: Counter, books: Books) -> None:
    money, rows_before = books.money(1), len(books.account_rows(1))
    settled = settle(counter, draft("0000000100", "3000.00"))
    undone = undo(counter, settled)
    again = settle(counter, corrected(counter, settled, "2500.00"))
    rows = {row.document: row for row in books.expense_rows(1)}
    assert [row.document for row in books.expense_rows(1)][:3] == [again.number, undone.number, settled.number]
    assert (rows[settled.number].reversed_by, rows[settled.number].replaced_by) == (undone.number, again.number)
    assert (rows[undone.number].reverses, rows[undone.number].source) == (settled.number, "reversal")
    assert rows[again.number].replaces == settled.number
    assert rows[undone.number].total_fen == -rows[settled.number].total_fen == -300_000
    account = books.account_rows(1)
    taken = settled.snapshot.adjudication.account_amount
    if taken:
        undoing = [row for row in account if row.document == undone.number]
        assert sum(row.in_fen for row in undoing) == taken
        assert {row.kind for row in undoing} == {EntryKind.REVERSAL}
        assert max(row.balance_fen for row in undoing) == money.total_fen
    else:
        assert len(account) == rows_before
    visits = {spent.category: spent.visits for spent in dict(books.spending_by_year(1))["2026"]}
    assert visits["outpatient"] == 2, "the visit by card and the corrected claim"
    settled_now = books.settlement_by_number(settled.number)
    assert settled_now is not None and settled_now.replaced_by == again.number


def corrected(counter: Counter, settled: Settlement, yuan: str) -> Draft:
    """The clerk corrects the amount of the only line."""
    entered = counter.correct(settled)
    receipt = entered.receipts[0]
    receipt.total = receipt.lines[0].amount = receipt.lines[0].unit_price = yuan
    counter.save_draft(entered)
    return entered


def test_as_it_stood_before_the_reversal(counter: Counter, books: Books) -> None:
    settled = settle(counter, draft("0000000100", "3000.00"))
    books.open_day(date(2026, 11, 22), "甲")
    undone = undo(counter, settled)
    assert undone.snapshot.business_day == "2026-11-22", "the open day, not the day of the settlement"
    (then,) = [row for row in books.expense_rows(1, as_of=date(2026, 11, 21)) if row.document == settled.number]
    assert then.reversed_by == ""
    assert [row.source for row in books.expense_rows(1)][:2] == ["reversal", "claim"]
    yesterday = books.record_by_id(1, "test", date(2026, 11, 21))
    assert dict(yesterday.totals)["310"].get("C0000/outpatient") == 2
    assert dict(books.record_by_id(1, "test").totals)["310"].get("C0000/outpatient") == 1


def test_once_and_the_other_is_told_who_and_when(counter: Counter, books: Books, place: Place) -> None:
    settled = settle(counter, draft())
    undone = undo(counter, settled)
    with pytest.raises(AlreadyReversed) as refused:
        undo(counter, settled)
    assert (refused.value.reversed_by, refused.value.clerk, refused.value.counter, refused.value.at) == (
        undone.number,
        STAFF.name,
        STAFF.counter,
        undone.snapshot.settled_at,
    )
    with pytest.raises(AlreadyReversed):
        counter.preview_reversal(settled)
    holds(place, books)


def test_the_same_key_acts_once(counter: Counter, books: Books) -> None:
    settled = settle(counter, draft())
    undone = undo(counter, settled, key="k")
    head = books.audit_head()
    assert undo(counter, settled, key="k") == undone
    assert books.audit_head() == head
    assert counter.resolve("k") == undone
    with pytest.raises(KeyReused):
        undo(counter, settled, "another reason", key="k")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_reason_is_needed(counter: Counter, books: Books, reason: str) -> None:
    settled = settle(counter, draft())
    with pytest.raises(InputProblems):
        undo(counter, settled, reason)
    assert books.settlement(settled.settlement_id).reversed_by == ""


def test_a_day_must_be_open(counter: Counter, books: Books, place: Place) -> None:
    settled = settle(counter, draft())
    close_days(books)
    with pytest.raises(NoOpenDay):
        undo(counter, settled)
    assert books.settlement(settled.settlement_id).reversed_by == ""
    holds(place, books)


def test_the_last_comes_first(counter: Counter, books: Books, place: Place) -> None:
    """The second was priced on the totals that the first had raised: it goes first, and is named."""
    first = settle(counter, draft("0000000100", "3000.00"))
    second = settle(counter, draft("0000000101", "2000.00"))
    third = settle(counter, draft("0000000102", "100.00"))
    other = settle(counter, draft("0000000103", "100.00", member_id=2))
    for ask in (counter.preview_reversal, lambda settled: undo(counter, settled)):
        with pytest.raises(NotReversible) as refused:
            ask(first)
        assert refused.value.reason == "used_later"
        assert refused.value.documents == (third.number, second.number)
    for settled in (third, second, first):
        undo(counter, settled)
    assert books.settlement(other.settlement_id).reversed_by == ""
    holds(place, books)


def test_a_visit_by_card_that_came_later_stands_in_the_way(counter: Counter, books: Books) -> None:
    """It was priced on the totals too, and cannot be taken back here."""
    settled = settle(counter, draft("0000000100", "3000.00"))
    with books._exchange.writing() as line:
        line.say(
            "INSERT INTO expense SELECT member_id, 90, day, '2026-11-21', year, scheme, care, category, "
            "institution_code, institution_name, total_fen, eligible_fen, fund_fen, account_fen, cash_fen, other_fen, "
            "funds, source, 'S0009' FROM expense WHERE document = 'S0001'"
        )
    with pytest.raises(NotReversible) as refused:
        undo(counter, settled)
    assert (refused.value.reason, refused.value.documents) == ("used_later", ("S0009",))


def test_account_money_goes_back_to_the_same_kind_until_the_year_is_closed(
    books: Books, place: Place, tmp_path: Path
) -> None:
    counter = counter_on(books, tmp_path, rules=GenerousBook(policies()))
    money = books.money(1)
    settled = settle(counter, draft("0000000100", "3000.00"))
    used = settled.snapshot.adjudication
    assert used.account_current_amount > 0 and used.account_prior_amount > 0
    assert books.money(1) != money
    undone = undo(counter, settled)
    assert books.money(1) == undone.snapshot.account_after == money
    parts = {row.sub_account: row.in_fen for row in books.account_rows(1) if row.document == undone.number}
    assert parts == {"current": used.account_current_amount, "prior": used.account_prior_amount}
    again = settle(counter, draft("0000000100", "3000.00"))
    with books._exchange.writing() as line:
        closing = Transfer("member:1:prior", "member:1:current", 1, EntryKind.CARRY_OVER)
        post(line, Posting("close", 1, date(2026, 11, 21), "2026", (closing,)))
    with pytest.raises(NotReversible) as refused:
        undo(counter, again)
    assert refused.value.reason == "year_closed"
    holds(place, books)


def test_a_reversal_is_not_reversed(counter: Counter) -> None:
    undone = undo(counter, settle(counter, draft()))
    for ask in (counter.preview_reversal, lambda settled: undo(counter, settled)):
        with pytest.raises(NotReversible) as refused:
            ask(undone)
        assert refused.value.reason == "is_reversal"


def test_money_that_is_gone_does_not_come_back(counter: Counter, books: Books, place: Place) -> None:
    """What the centre owed the member was paid out meanwhile: this is a matter for recovery."""
    settled = settle(counter, draft("0000000100", "3000.00"))
    with books._exchange.writing() as line:
        paid = Transfer("member:1:payable", "clearing:bank", 1, EntryKind.CLAIM)
        post(line, Posting("bank", 1, date(2026, 11, 21), "B1", (paid,)))
    with pytest.raises(NotReversible) as refused:
        undo(counter, settled)
    assert refused.value.reason == "money_gone"
    holds(place, books)


def test_receipts_are_free_again_and_used_again(counter: Counter, books: Books, place: Place) -> None:
    key = "e_receipt:11060126:0000000900"
    first = settle(counter, draft("0000000900"))
    assert isinstance(books.receipt_use(key), ReceiptAlreadyUsed)
    undo(counter, first)
    assert books.receipt_use(key) is None
    second = settle(counter, draft("0000000900", member_id=2))
    used = books.receipt_use(key)
    assert isinstance(used, ReceiptAlreadyUsed) and used.settlement_number == second.number
    with pytest.raises(ReceiptAlreadyUsed):
        settle(counter, draft("0000000900"))
    undo(counter, second)
    third = settle(counter, draft("0000000900"))
    used = books.receipt_use(key)
    assert isinstance(used, ReceiptAlreadyUsed) and used.settlement_number == third.number
    holds(place, books)


@pytest.mark.parametrize("yuan", ["4000.00", "0.50"])
def test_a_receipt_whose_total_was_typed_wrong_is_claimed_again_as_it_is(
    counter: Counter, books: Books, place: Place, yuan: str
) -> None:
    settled = settle(counter, draft("0000000100", "3000.00"))
    undo(counter, settled)
    again = settle(counter, corrected(counter, settled, yuan))
    assert again.snapshot.receipts[0][3] == again.snapshot.adjudication.total_amount != 300_000
    with books._exchange.reading() as line:
        (row,) = line.say("SELECT total_fen, claimed_fen FROM receipt WHERE number = '0000000100'").fetchall()
    assert tuple(row) == (again.snapshot.receipts[0][3],) * 2
    holds(place, books)


def test_a_correction_begins_with_everything_and_says_what_it_replaces(
    counter: Counter, books: Books, place: Place
) -> None:
    settled = settle(counter, draft("0000000100", "3000.00"))
    with pytest.raises(NotCorrectable) as refused:
        counter.correct(settled)
    assert refused.value.reason == "not_reversed"
    undo(counter, settled)
    entered = counter.correct(settled)
    assert entered.replaces == settled.number and entered.key != settled.snapshot.key
    assert claim_from_draft(entered, date(2026, 11, 21)) == books.booked_claim(settled.settlement_id)
    assert counter.correct(settled) == entered, "asked twice, one draft"
    assert [record.draft for record in books.drafts(1)] == [entered]
    again = settle(counter, corrected(counter, settled, "2500.00"))
    assert again.snapshot.replaces == settled.number
    assert books.settlement(settled.settlement_id).replaced_by == again.number
    with pytest.raises(NotCorrectable) as refused:
        counter.correct(settled)
    assert (refused.value.reason, refused.value.replaced_by) == ("replaced", again.number)
    second = undo(counter, again)
    assert second.snapshot.replaces == ""
    assert settle(counter, counter.correct(again)).snapshot.replaces == again.number
    holds(place, books)


@pytest.mark.parametrize("case", ["not_reversed", "replaced", "other_member"])
def test_what_cannot_be_replaced(counter: Counter, books: Books, case: str, place: Place) -> None:
    first = settle(counter, draft("0000000100", member_id=2 if case == "other_member" else 1))
    if case != "not_reversed":
        undo(counter, first)
    if case == "replaced":
        settle(counter, counter.correct(first))
    wrong = draft("0000000777")
    wrong.replaces = first.number
    with pytest.raises(NotCorrectable) as refused:
        settle(counter, wrong)
    assert refused.value.reason == case
    holds(place, books)


def test_the_same_key_with_another_replacement_is_another_content(counter: Counter) -> None:
    first = settle(counter, draft("0000000100"))
    undo(counter, first)
    entered = counter.correct(first)
    figures = shown(counter, entered)
    settle(counter, entered)
    entered.replaces = ""
    with pytest.raises(KeyReused):
        counter.settle(entered, figures, identity(), None)


def test_the_paper_of_a_reversal_is_an_open_case_of_its_own(counter: Counter, books: Books) -> None:
    settled = settle(counter, draft())
    assert [case.number for case in books.open_cases()] == [settled.number]
    undone = undo(counter, settled)
    assert [(case.kind, case.number, case.total_fen) for case in books.open_cases()] == [
        ("print_pending", undone.number, -10_000)
    ], "a void statement needs no paper"
    assert [case.number for case in books.record_by_id(1, "test").open_cases] == [undone.number]
    printed, job = counter.print_statement(undone)
    assert (printed.number, printed.printed) == (undone.number, 1)
    assert counter.follow_print(printed, job)[0].print_state == "printed"
    assert books.open_cases() == ()
    again, _ = counter.print_statement(books.settlement(settled.settlement_id))
    assert again.reversed_by == undone.number, "the void one can still be printed, and is marked"


def test_two_counters_at_once(place: Place, counter: Counter, books: Books, tmp_path: Path) -> None:
    """One wins; the other is told who, when and at which counter."""
    settlements = [settle(counter, draft(f"000000{number:04d}", member_id=2)) for number in range(500, 504)]
    stores = [open_store(place.url, staff, clock=FixedClock()) for staff in (STAFF, OTHER)]
    counters = [counter_on(store, tmp_path, staff) for store, staff in zip(stores, (STAFF, OTHER), strict=True)]
    for settled in reversed(settlements):
        told: list[object] = []
        gate = threading.Barrier(2)

        def race(one: Counter, settled: Settlement = settled, gate=gate, told=told) -> None:
            gate.wait()
            try:
                told.append(undo(one, settled))
            except AlreadyReversed as error:
                told.append(error)

        threads = [threading.Thread(target=race, args=(one,)) for one in counters]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (won,) = [one for one in told if isinstance(one, Settlement)]
        (lost,) = [one for one in told if isinstance(one, AlreadyReversed)]
        assert (lost.reversed_by, lost.clerk, lost.counter, lost.at) == (
            won.number,
            won.snapshot.clerk,
            won.snapshot.counter,
            won.snapshot.settled_at,
        )
    for store in stores:
        store.close()
    holds(place, books)


def test_reversed_claims_are_not_replayed(counter: Counter, books: Books) -> None:
    first = settle(counter, draft("0000000100"))
    second = settle(counter, draft("0000000101"))
    undo(counter, second)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert books.begin_replay(*year) == 1
    assert [stored.settlement_id for stored in books.stored_claims(*year)] == [first.settlement_id]
