"""What the store answers and keeps, on both databases."""

from __future__ import annotations

import json
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from little_centre import (
    ASPIRIN,
    CARD_RECEIPT,
    OTHER,
    STAFF,
    TODAY,
    FixedClock,
    Place,
    counter_on,
    draft,
    identity,
    little_centre,
    settle,
    shown,
)

from counter.domain.adjudication import AccountMoney
from counter.domain.claim import Away, CareCategory, CareKind
from counter.domain.draft import Draft, DraftLine, DraftReceipt
from counter.domain.errors import (
    InputProblems,
    KeyReused,
    MemberUnknown,
    NoOpenDay,
    ReceiptAlreadyUsed,
    StoreProblem,
    TotalsMoved,
)
from counter.domain.identity import Identity, IdentityRoute
from counter.domain.ledger import EntryKind, SubAccount
from counter.domain.settlement import Booking, Settlement
from counter.store import Books, open_store, verify_store
from counter.store.booking import BookingTransaction
from counter.store.drafts import draft_text, read_draft
from counter.visit.counter import Counter


def test_record_by_card_and_by_id_number_is_the_same_person(books: Books) -> None:
    found = books.record_by_identity(identity())
    assert found.member == little_centre().members[0].member
    assert found.insurances == little_centre().members[0].insurances
    by_card = books.record_by_identity(Identity(None, found.member.card_number, IdentityRoute.CHIP))
    assert by_card.member == found.member
    assert books.record_by_id(1, "asked").member == found.member
    assert found.family_links == 1
    assert found.as_of == TODAY


def test_the_id_number_wins_over_a_card_that_is_somebody_elses(books: Books) -> None:
    other = little_centre().members[1].member
    mixed = Identity(identity().id_number, other.card_number, IdentityRoute.CHIP)
    assert books.record_by_identity(mixed).member.member_id == 1


def test_nobody_is_a_clear_answer_and_leaves_a_trace(books: Books) -> None:
    before = books.audit_head()[0]
    with pytest.raises(MemberUnknown):
        books.record_by_identity(Identity("990101190001010000", None, IdentityRoute.TYPED))
    with pytest.raises(MemberUnknown):
        books.record_by_id(999, "asked")
    assert books.audit_head()[0] == before + 2


def test_balances_rows_and_totals_now(books: Books) -> None:
    record = books.record_by_id(1, "asked")
    assert record.money == AccountMoney(27_500, 500_000)
    assert record.monthly_balances[-1] == ("2026-11", 527_500)
    assert dict(record.monthly_balances)["2026-02"] == 503_000
    assert dict(record.totals[0][1].amounts) == {
        "C0000/outpatient": 1,
        "F0000/outpatient": 3_500,
        "S0000/outpatient": 4_000,
    }
    assert [(s.category, s.total_fen, s.account_fen, s.visits) for s in record.spending] == [
        (CareCategory.OUTPATIENT, 4_000, 2_500, 1)
    ]
    newest = record.recent_rows[0]
    assert (newest.kind, newest.in_fen, newest.balance_fen) == (EntryKind.EMPLOYER_SHARE, 1_000, 527_500)
    assert (newest.sub_account, newest.document) == (SubAccount.CURRENT, "2026-10")


def test_as_it_stood_on_a_day(books: Books) -> None:
    """The day before the visit and the day of it."""
    before, after = date(2026, 3, 9), date(2026, 3, 10)
    earlier, later = books.record_by_id(1, "asked", before), books.record_by_id(1, "asked", after)
    assert earlier.money == AccountMoney(6_000, 500_000)
    assert later.money == AccountMoney(3_500, 500_000)
    assert earlier.totals == () and later.totals[0][1].get("S0000/outpatient") == 4_000
    assert earlier.spending == () and later.spending[0].total_fen == 4_000
    assert earlier.insurances[0].last_paid_month == date(2026, 2, 1)
    assert earlier.as_of == before
    assert len(books.account_rows(1, as_of=before)) == 5
    assert books.expense_rows(1, as_of=before) == () and len(books.expense_rows(1, as_of=after)) == 1
    assert books.clearing_years(1, as_of=before)[0].closing_fen == 506_000
    assert books.spending_by_year(1, as_of=before) == ()


def test_account_rows_filter_and_keep_their_running_balance(books: Books) -> None:
    everything = books.account_rows(1)
    assert len(everything) == 22
    for newer, older in pairwise(everything):
        assert newer.balance_fen == older.balance_fen + newer.in_fen - newer.out_fen
        assert newer.seq == older.seq + 1
    assert [row.kind for row in books.account_rows(1, kind="care")] == [EntryKind.CARE]
    assert len(books.account_rows(1, year=2024)) == 1
    assert books.account_rows(3) == ()


def test_clearing_adds_up_year_by_year(books: Books) -> None:
    newest, oldest = books.clearing_years(1)[0], books.clearing_years(1)[-1]
    assert (newest.year, newest.months_paid, newest.own_contribution_fen) == ("2026", 10, 20_000)
    assert (newest.employer_share_fen, newest.spent_fen, newest.closing_fen) == (10_000, 2_500, 527_500)
    assert (oldest.year, oldest.opening_fen, oldest.closing_fen) == ("2024", 500_000, 500_000)


def test_expenses_filter_by_place_and_year(books: Books) -> None:
    assert books.expense_rows(1, institution="H1") == books.expense_rows(1, institution="第一医院")
    assert books.expense_rows(1, institution="C1") == ()
    assert books.expense_rows(1, year=2025) == ()
    assert books.spending_by_year(1)[0][0] == "2026"


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        ("X00000002", [2]),
        ("ｘ０００００００２", [2]),
        ("张", [1, 3]),
        ("张 一", [1]),
        ("zy", [1]),
        ("Z", [1, 3]),
        ("", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE member; --", []),
    ],
)
def test_search_finds_and_masks(books: Books, typed: str, members: list[int]) -> None:
    hits = books.find_members(typed)
    assert sorted(hit.member_id for hit in hits) == members
    assert all(hit.name[1:] == "*" * (len(hit.name) - 1) for hit in hits)
    assert all(hit.masked_id_number[6:14] == "********" for hit in hits)


def test_search_by_id_number_or_its_last_six(books: Books) -> None:
    number = little_centre().members[1].member.id_number
    assert [hit.member_id for hit in books.find_members(number)] == [2]
    assert 2 in [hit.member_id for hit in books.find_members(number[-6:])]
    assert books.find_members(number)[0].scheme == "310"
    assert len(books.find_members("张", limit=1)) == 1


def test_catalogue_knows_its_days(books: Books) -> None:
    """The day before the new price and the day of it."""
    assert books.find_items("aspl", date(2025, 12, 31))[0].price_limit_fen == 3_000
    assert books.find_items("ASPL", date(2026, 1, 1)) == (ASPIRIN,)
    assert books.find_items("匹林", TODAY) == (ASPIRIN,)
    assert books.find_items("X1", TODAY) == (ASPIRIN,)
    assert books.find_items("x", date(2019, 1, 1)) == ()
    assert books.find_items("%", TODAY) == () and books.find_items(" ", TODAY) == ()
    found = books.find_items("zrzj", TODAY)[0]
    assert found.prior_self_pay_rate is not None and found.prior_self_pay_rate.of(1_000) == 100


def test_institutions_by_code_name_and_initials(books: Books) -> None:
    assert [place.code for place in books.find_institutions("dyyy")] == ["H1"]
    assert [place.code for place in books.find_institutions("医院")] == ["H1"]
    assert [place.code for place in books.find_institutions("C1")] == ["C1"]
    assert [place.code for place in books.find_institutions("百%")] == ["P1"]
    assert books.find_institutions("") == ()


def test_settling_writes_everything_and_removes_the_draft(counter: Counter, books: Books, place: Place) -> None:
    claimed = draft(yuan="3000.00")
    books.save_draft(claimed, STAFF)
    booked = settle(counter, claimed)
    assert booked.number == "990101-JS-2026-00000001"
    assert books.drafts() == ()
    assert books.settlement(booked.settlement_id) == booked
    assert books.settlement_by_key(claimed.key) == booked
    assert books.settlement_by_number("９９０１０１-js-2026-00000001 ") == booked
    assert books.settlements() == books.settlements(1) == (booked,)
    assert books.settlements(2) == ()
    priced = booked.snapshot.adjudication
    record = books.record_by_id(1, "asked")
    assert record.money == booked.snapshot.account_after
    assert record.totals[0][1] == priced.totals_after
    assert record.spending[0].fund_fen == priced.fund_amount
    assert [case.kind for case in record.open_cases] == ["print_pending"]
    assert (record.open_cases[0].receipts, record.open_cases[0].total_fen) == (1, 300_000)
    assert books.expense_rows(1)[0].document == booked.number
    assert (booked.audit_seq, booked.audit_hash) != (0, "")
    report = verify_store(place.url)
    assert report.good, report
    assert report.settlements == 1


def test_the_same_key_acts_once(counter: Counter, books: Books) -> None:
    claimed = draft(yuan="3000.00")
    figures = shown(counter, claimed)
    first = counter.settle(claimed, figures, identity(), None)
    head = books.audit_head()
    assert counter.settle(claimed, figures, identity(), None) == first
    assert books.audit_head() == head
    changed = deepcopy(claimed)
    changed.diagnosis = "糖尿病"
    with pytest.raises(KeyReused):
        counter.settle(changed, figures, identity(), None)


def test_a_receipt_is_paid_once_whoever_asks(counter: Counter, books: Books, place: Place, tmp_path: Path) -> None:
    first = settle(counter, draft(number="0000000777"))
    assert books.receipt_use("e_receipt:11060126:0000000778") is None
    used = books.receipt_use("e_receipt:１１０６０１２６:00000 00777")
    assert isinstance(used, ReceiptAlreadyUsed)
    second_books = open_store(place.url, OTHER, clock=FixedClock())
    try:
        other = counter_on(second_books, tmp_path, OTHER)
        with pytest.raises(ReceiptAlreadyUsed) as refused:
            settle(other, draft(number="００００００ 0777", member_id=2))
    finally:
        second_books.close()
    error = refused.value
    assert (error.state, error.settlement_number, error.clerk, error.counter) == ("claimed", first.number, "甲", "03")
    assert error.at == first.snapshot.settled_at
    assert books.settlements() == (first,)


def test_a_receipt_that_was_settled_by_card_is_never_paid_on_paper(counter: Counter, books: Books) -> None:
    with pytest.raises(ReceiptAlreadyUsed) as refused:
        settle(counter, draft(number="0000000001"))
    assert (refused.value.state, refused.value.settlement_number) == ("settled_online", "S0001")
    assert (refused.value.counter, refused.value.at) == ("第一医院", "2026-03-10")
    assert books.receipt_use(CARD_RECEIPT) is not None


def test_a_refused_settlement_leaves_nothing_and_its_draft_open(counter: Counter, books: Books) -> None:
    claimed = draft(yuan="3000.00")
    books.save_draft(claimed, STAFF)
    figures = shown(counter, claimed)
    settle(counter, draft(number="0000000200", yuan="2000.00"))
    with pytest.raises(TotalsMoved):
        counter.settle(claimed, figures, identity(), None)
    assert len(books.settlements()) == 1
    assert [record.state for record in books.drafts()] == ["open"]
    assert settle(counter, claimed).number.endswith("00000002")


def test_an_exception_in_the_middle_books_nothing(books: Books, counter: Counter, place: Place) -> None:
    claimed = draft()
    with pytest.raises(ZeroDivisionError), books.transaction(claimed.key) as transaction:
        transaction.lock_year(1, "310", "2027")
        transaction.next_statement_number("990101", TODAY)
        raise ZeroDivisionError
    assert settle(counter, claimed).number.endswith("-00000001")
    assert verify_store(place.url).good


def test_the_funds_cap_stands_in_the_books_and_follows_the_rule_of_the_day(counter: Counter, place: Place) -> None:
    """From the first claim on; and a lower one, which an earlier rule left there, is raised before money counts."""

    def stay(number: str) -> Draft:
        claimed = draft(number, "30000.00")
        claimed.care = CareKind.INPATIENT
        claimed.admission_day, claimed.discharge_day = "2026-11-01", "2026-11-09"
        return claimed

    settle(counter, stay("0000000100"))
    with closing(place.bare()) as connection:
        caps = "SELECT total_key, cap FROM year_total WHERE member_id = 1 AND cap IS NOT NULL ORDER BY total_key"
        stated = connection.execute(caps).fetchall()
        assert "D310101/inpatient" in dict(stated)
        connection.execute("UPDATE year_total SET cap = amount WHERE member_id = 1 AND cap IS NOT NULL")
        assert connection.execute(caps).fetchall() != stated
        settle(counter, stay("0000000101"))
        assert connection.execute(caps).fetchall() == stated


@pytest.mark.parametrize(("fact", "wrong"), [("key", "another"), ("claim_hash", "0" * 64), ("member_id", 2)])
def test_a_snapshot_of_something_else_is_never_booked(
    counter: Counter, place: Place, monkeypatch: pytest.MonkeyPatch, fact: str, wrong: object
) -> None:
    """However it came about: statement, claim and money are of one member, one claim and one key."""
    plain = BookingTransaction.book

    def book(transaction: BookingTransaction, booking: Booking) -> Settlement:
        changed: dict[str, Any] = {fact: wrong}
        return plain(transaction, replace(booking, snapshot=replace(booking.snapshot, **changed)))

    monkeypatch.setattr(BookingTransaction, "book", book)
    with pytest.raises(AssertionError):
        settle(counter, draft())
    monkeypatch.undo()
    assert counter.settlements() == ()
    assert verify_store(place.url).good
    assert settle(counter, draft()).number.endswith("-00000001")


def test_drafts_keep_what_was_typed_letter_by_letter(books: Books) -> None:
    typed = draft()
    typed.receipts.append(DraftReceipt(number="１２ 3", total="12.3.4", lines=[DraftLine("半", None, "x", "", "一")]))
    at = books.save_draft(typed, STAFF)
    assert books.drafts(1)[0].draft == typed
    assert (books.drafts()[0].saved_at, books.drafts()[0].clerk, books.drafts()[0].state) == (at, "甲", "open")
    typed.diagnosis = "改"
    books.save_draft(typed, OTHER)
    assert [(record.draft.diagnosis, record.clerk) for record in books.drafts()] == [("改", "乙")]
    assert books.drafts(2) == ()
    case = books.open_cases()[0]
    assert (case.kind, case.number, case.receipts, case.total_fen) == ("draft", typed.key, 2, 10_000)
    head = books.audit_head()[0]
    books.discard_draft(typed.key, STAFF)
    books.discard_draft(typed.key, STAFF)
    assert books.drafts() == () and books.audit_head()[0] == head + 1


def test_a_submitted_draft_is_shown_as_unknown_until_it_is_resolved(books: Books, counter: Counter) -> None:
    claimed = draft()
    books.save_draft(claimed, STAFF)
    books.mark_submitted(claimed.key)
    assert [case.kind for case in books.open_cases()] == ["outcome_unknown"]
    assert counter.resolve(claimed.key) is None
    booked = settle(counter, claimed)
    assert counter.resolve(claimed.key) == booked
    with pytest.raises(KeyReused):
        books.save_draft(claimed, STAFF)
    assert books.drafts() == ()


def test_printing_counts_and_a_reprint_needs_a_reason(counter: Counter, books: Books, place: Place) -> None:
    booked = settle(counter, draft())
    assert [case.kind for case in books.open_cases()] == ["print_pending"]
    with pytest.raises(Exception, match="print_state cannot become so"):
        books.note_print(booked.number, "queued", actor="甲")
    failed = books.note_print(booked.number, "failed", reason="jam", actor="甲")
    assert (failed.print_state, failed.printed) == ("failed", 0)
    queued, job = counter.print_statement(failed)
    assert (queued.print_state, queued.printed) == ("queued", 1)
    printed, _ = counter.follow_print(queued, job)
    assert (printed.print_state, printed.printed) == ("printed", 1)
    assert books.open_cases() == () and books.settlements(unprinted_only=True) == ()
    head = books.audit_head()[0]
    with pytest.raises(InputProblems):
        books.note_print(booked.number, "sending", actor="甲")
    assert books.audit_head()[0] == head
    again, _ = counter.print_statement(printed, "lost by the member")
    assert (again.print_state, again.printed) == ("queued", 2)
    books.note_print(booked.number, "sending", reason="torn", actor="甲")
    with pytest.raises(InputProblems):
        books.note_print(booked.number, "sending", actor="甲")
    cut_off = books.note_print(booked.number, "sending", reason="no answer", actor="甲")
    assert (cut_off.printed, cut_off.copies_out) == (3, 4), "a hand-over without an answer may have left"
    assert verify_store(place.url).good
    with pytest.raises(KeyError):
        books.note_print("999", "queued")
    with pytest.raises(KeyError):
        books.settlement(999)
    assert books.settlement_by_number("nothing") is None


def test_accounting_days_only_go_forward(books: Books) -> None:
    assert (books.accounting_day().day, books.accounting_day().open) == (TODAY, True)
    head = books.audit_head()[0]
    assert books.open_day(TODAY, "甲").open
    assert books.audit_head()[0] == head
    next_day = date(2026, 11, 23)
    books.open_day(next_day, "甲")
    assert books.accounting_day().day == next_day and books.audit_head()[0] == head + 1
    for earlier in (TODAY, date(2026, 3, 10)):
        with pytest.raises(StoreProblem) as refused:
            books.open_day(earlier, "甲")
        assert refused.value.reason == "day_order"


def test_before_the_first_day_nothing_is_booked(empty_place: Place) -> None:
    fresh = open_store(empty_place.url, STAFF)
    try:
        assert not fresh.accounting_day().open
        with pytest.raises(NoOpenDay), fresh.transaction("k") as transaction:
            transaction.open_day()
    finally:
        fresh.close()


def test_every_look_and_every_reveal_is_one_row(books: Books) -> None:
    head = books.audit_head()[0]
    books.record_by_identity(identity())
    books.record_by_id(1, "asked by telephone")
    books.note_reveal(1, "id_number", "form", "甲")
    assert books.audit_head()[0] == head + 3


def test_statement_numbers_have_no_gap_after_refusals(counter: Counter, books: Books) -> None:
    numbers = [settle(counter, draft(number="0000000501")).number]
    with pytest.raises(ReceiptAlreadyUsed):
        settle(counter, draft(number="0000000501"))
    numbers.append(settle(counter, draft(number="0000000502")).number)
    assert [number[-8:] for number in numbers] == ["00000001", "00000002"]


def test_loading_is_for_empty_books_and_all_or_nothing(empty_place: Place) -> None:
    centre = little_centre()
    books = open_store(empty_place.url, STAFF)
    try:
        first = centre.members[0]
        wrong = replace(first, postings=(replace(first.postings[0], member_id=2),))
        with pytest.raises(ValueError, match="belongs to another member"):
            books.load_centre(replace(centre, members=(wrong, *centre.members[1:])))
        with pytest.raises(MemberUnknown):
            books.record_by_id(1, "asked")
        seen: list[tuple[int, int]] = []
        books.load_centre(centre, lambda done, of: seen.append((done, of)))
        assert seen == [(3, 3)]
        with pytest.raises(ValueError, match="centre already"):
            books.load_centre(centre)
        assert verify_store(empty_place.url).good
    finally:
        books.close()


@pytest.mark.parametrize("fen", [12.5, True])
def test_money_that_is_no_whole_number_of_fen_never_reaches_the_database(empty_place: Place, fen: object) -> None:
    centre = little_centre()
    first = centre.members[0]
    posting = first.postings[0]
    wrong = replace(posting, transfers=(replace(posting.transfers[0], fen=fen),))  # type: ignore[arg-type]
    books = open_store(empty_place.url, STAFF)
    try:
        with pytest.raises(TypeError):
            books.load_centre(replace(centre, members=(replace(first, postings=(wrong,)), *centre.members[1:])))
    finally:
        books.close()


def test_a_draft_that_was_stored_before_care_elsewhere_was_asked_for_still_opens() -> None:
    typed = draft(key="old")
    content = json.loads(draft_text(replace(typed, away=Away.REFERRED, disease="dialysis")))
    assert (content["away"], content["disease"]) == ("referred", "dialysis")
    del content["away"], content["disease"]
    assert read_draft(json.dumps(content)) == typed


def test_a_day_that_was_closed_stays_closed(books: Books) -> None:
    with books._exchange.writing() as line:
        line.say("UPDATE accounting_day SET state = 'closed' WHERE state = 'open'")
    today = books.accounting_day()
    assert (today.day, today.open) == (TODAY, False)
    with pytest.raises(StoreProblem) as refused:
        books.open_day(TODAY, "甲")
    assert refused.value.reason == "day_order"
    with pytest.raises(NoOpenDay), books.transaction("k") as transaction:
        transaction.open_day()
