"""The use cases of a visit on real parts: what is booked, what is refused, and that refusing leaves nothing behind."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.draft import Draft, claim_from_draft
from counter.domain.errors import (
    CardGone,
    IdentityMismatch,
    InputProblems,
    KeyReused,
    MemberUnknown,
    NoOpenDay,
    NotCovered,
    PrintProblem,
    ReceiptAlreadyUsed,
    TotalsMoved,
)
from counter.domain.identity import Identity, IdentityRoute
from counter.domain.member import Answer
from counter.domain.settlement import Settlement
from counter.printing.documents import text_of
from counter.store import Books
from counter.visit.centre import Centre
from counter.visit.counter import Counter
from counter.visit.ports.desk import AccountingDay

from .conftest import TODAY, PaperTray, Seat, typed


def settle(counter: Counter, draft: Draft, identity: Identity, seat: Seat) -> Settlement:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    return counter.settle(draft, priced, identity, seat)


def test_the_overview_shows_who_it_is_and_how_they_stand(counter: Counter, identity: Identity) -> None:
    overview = counter.open(identity)
    assert overview.record.member.name == "张𬭶"
    assert overview.eligibility.answer is Answer.YES
    assert {"inpatient_deductible", "pool_cap", "outpatient_deductible"} <= {limit.code for limit in overview.benefits}
    assert overview.record.money.total_fen > 0


def test_a_card_of_nobody_is_unknown(counter: Counter) -> None:
    with pytest.raises(MemberUnknown):
        counter.open(Identity(None, "Z99999999", IdentityRoute.CHIP))


def test_a_card_that_names_another_person_is_refused(counter: Counter, identity: Identity, centre: Centre) -> None:
    assert identity.card is not None
    other = centre.members[1].member
    forged = replace(identity.card, id_number=other.id_number)
    with pytest.raises(IdentityMismatch):
        counter.open(Identity(identity.id_number, identity.card_number, IdentityRoute.CHIP, forged))


def test_a_claim_is_booked_as_it_was_shown(counter: Counter, draft: Draft, identity: Identity, seat: Seat) -> None:
    before = counter.year_state(draft)
    settlement = settle(counter, draft, identity, seat)
    priced = settlement.snapshot.adjudication
    assert settlement.number.startswith("990101-JS-2026-")
    assert settlement.snapshot.identity_route == "chip"
    assert priced.fund_amount + priced.cash_amount == priced.total_amount == 64960
    assert counter.year_state(draft).totals == before.totals.plus(priced.totals_added)
    assert not counter.drafts(draft.member_id)


def test_settling_twice_gives_the_same_settlement(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat
) -> None:
    first = settle(counter, draft, identity, seat)
    assert counter.settle(draft, first.snapshot.adjudication, identity, seat).number == first.number
    assert len(counter.settlements(draft.member_id)) == 1


def test_a_key_with_other_content_is_refused(counter: Counter, draft: Draft, identity: Identity, seat: Seat) -> None:
    first = settle(counter, draft, identity, seat)
    draft.diagnosis = "另一种诊断"
    with pytest.raises(KeyReused):
        counter.settle(draft, first.snapshot.adjudication, identity, seat)


def test_a_receipt_is_paid_once(counter: Counter, draft: Draft, identity: Identity, seat: Seat) -> None:
    settle(counter, draft, identity, seat)
    again = replace(draft, key="another-key")
    again.receipts[0].number = " ００１２３４５６７８ "
    with pytest.raises(ReceiptAlreadyUsed) as caught:
        settle(counter, again, identity, seat)
    assert (caught.value.state, caught.value.clerk, caught.value.counter) == ("claimed", "培训一号", "03")
    assert len(counter.settlements(draft.member_id)) == 1


def test_figures_that_moved_are_shown_before_anything_is_booked(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat
) -> None:
    stale = counter.trial(draft, counter.year_state(draft), TODAY)
    assert stale is not None
    wrong = replace(stale, funds=(), cash_amount=stale.total_amount)
    with pytest.raises(TotalsMoved) as caught:
        counter.settle(draft, wrong, identity, seat)
    assert caught.value.adjudication == stale
    assert counter.resolve(draft.key) is None


@pytest.mark.parametrize("swapped", [False, True])
def test_a_card_that_left_books_nothing(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, swapped: bool
) -> None:
    assert identity.card is not None
    seat.card = replace(identity.card, insertion=2) if swapped else None
    with pytest.raises(CardGone) as caught:
        settle(counter, draft, identity, seat)
    assert caught.value.reason == ""
    assert counter.resolve(draft.key) is None
    assert counter.drafts(draft.member_id) == ()


def test_a_card_that_the_reader_is_silent_about_books_nothing(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat
) -> None:
    """Nobody said that it left: the clerk waits a moment, and books."""
    seat.silent = True
    with pytest.raises(CardGone) as caught:
        settle(counter, draft, identity, seat)
    assert caught.value.reason == "unconfirmed"
    assert counter.resolve(draft.key) is None
    seat.silent = False
    assert settle(counter, draft, identity, seat).number


def test_a_card_without_a_reader_books_nothing(counter: Counter, draft: Draft, identity: Identity) -> None:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    with pytest.raises(CardGone):
        counter.settle(draft, priced, identity, None)


@pytest.mark.parametrize("reason", ["", " \u3000"])
def test_a_typed_number_without_a_reason_books_nothing(
    counter: Counter, draft: Draft, centre: Centre, reason: str
) -> None:
    member = centre.members[0].member
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    with pytest.raises(ValueError, match="reason"):
        counter.settle(draft, priced, Identity(member.id_number, None, IdentityRoute.TYPED, typed_reason=reason), None)
    assert counter.resolve(draft.key) is None
    assert counter.settle(
        draft, priced, Identity(member.id_number, None, IdentityRoute.TYPED, typed_reason="没有带卡"), None
    ).number


def test_nothing_is_booked_before_a_day_is_open(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    monkeypatch.setattr(books, "accounting_day", lambda: AccountingDay(date.min, False))
    with pytest.raises(NoOpenDay):
        counter.settle(draft, priced, identity, seat)
    assert counter.resolve(draft.key) is None


def test_another_members_draft_is_refused(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, centre: Centre
) -> None:
    other = centre.members[1].member
    with pytest.raises(IdentityMismatch):
        settle(counter, draft, Identity(other.id_number, other.card_number, IdentityRoute.TYPED), seat)
    with pytest.raises(IdentityMismatch):
        settle(counter, draft, Identity(None, other.card_number, IdentityRoute.TYPED), seat)


def test_an_unfinished_draft_is_refused_with_all_its_problems(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat
) -> None:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    draft.documents = frozenset()
    draft.receipts[0].number = "12"
    with pytest.raises(InputProblems) as caught:
        counter.settle(draft, priced, identity, seat)
    assert len(caught.value.problems) == 5


def test_a_member_without_cover_on_the_day_is_refused(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, centre: Centre
) -> None:
    uncovered = next(
        file.member
        for file in centre.members
        if any(row.scheme == "310" and row.region == "110000" and row.state == "2" for row in file.insurances)
    )
    typed_identity = Identity(uncovered.id_number, None, IdentityRoute.TYPED, typed_reason="卡未带")
    draft.member_id = uncovered.member_id
    with pytest.raises(NotCovered) as caught:
        settle(counter, draft, typed_identity, seat)
    assert caught.value.reason == "suspended"


def test_paper_follows_the_booking_and_a_second_set_is_a_reprint(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, tray: PaperTray
) -> None:
    settlement = settle(counter, draft, identity, seat)
    printed, job = counter.print_statement(settlement)
    printed, state = counter.follow_print(printed, job)
    assert (printed.print_state, printed.printed, state.state) == ("printed", 1, "printed")
    again, _ = counter.print_statement(printed, reason="参保人遗失")
    assert again.printed == 2
    original, reprint = (" ".join(text_of(pdf)) for pdf in tray.sheets)
    assert "补打" not in original
    assert "补打" in reprint
    assert settlement.number in original


def test_money_stays_booked_when_the_printer_refuses(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, tray: PaperTray
) -> None:
    settlement = settle(counter, draft, identity, seat)
    tray.refuses = True
    with pytest.raises(PrintProblem):
        counter.print_statement(settlement)
    failed = counter.resolve(draft.key)
    assert failed is not None
    assert (failed.print_state, failed.printed, failed.copies_out) == ("failed", 0, 0)
    tray.refuses = False
    assert counter.print_statement(failed)[0].printed == 1
    assert "补打" not in " ".join(text_of(tray.sheets[0]))


def test_paper_that_may_have_left_makes_the_next_a_reprint(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, tray: PaperTray
) -> None:
    settlement = settle(counter, draft, identity, seat)
    tray.dies = True
    with pytest.raises(KeyboardInterrupt):
        counter.print_statement(settlement)
    cut = counter.resolve(draft.key)
    assert cut is not None
    assert (cut.print_state, cut.copies_out) == ("sending", 1)
    assert any(case.kind == "print_pending" for case in counter.open_cases())
    tray.dies = False
    counter.print_statement(cut, reason="打印中断")
    assert "补打" in " ".join(text_of(tray.sheets[0]))


def test_a_reveal_is_in_the_log_before_anything_is_shown(counter: Counter, books: Books, tmp_path: Path) -> None:
    before, _ = books.audit_head()
    counter.reveal(1, "id_number", "核对证件")
    with closing(sqlite3.connect(tmp_path / "training.db")) as line:
        found = line.execute("SELECT kind, member_id, content FROM audit WHERE seq > ?", (before,)).fetchall()
    assert [row[:2] for row in found] == [("reveal", 1)]
    told = json.loads(found[0][2])
    assert (told["field"], told["reason"]) == ("id_number", "核对证件")


def test_looking_at_how_the_books_stood_says_nothing_about_who_is_here(
    counter: Counter, books: Books, tmp_path: Path
) -> None:
    before, _ = books.audit_head()
    counter.open_found(1, "查询", date(2026, 1, 31))
    counter.reveal(1, "id_number", "核对")
    counter.open_found(1, "查询")
    counter.reveal(1, "id_number", "核对")
    with closing(sqlite3.connect(tmp_path / "training.db")) as line:
        found = line.execute("SELECT content FROM audit WHERE seq > ? AND kind = 'reveal' ORDER BY seq", (before,))
        assert [json.loads(row[0])["route"] for row in found] == ["none", "typed"]


def test_a_draft_survives_and_the_claim_of_it_is_the_same(counter: Counter, draft: Draft, books: Books) -> None:
    counter.save_draft(draft)
    (kept,) = counter.drafts(draft.member_id)
    assert kept.draft == draft
    assert claim_from_draft(kept.draft, TODAY).content_hash() == claim_from_draft(draft, TODAY).content_hash()
    counter.discard_draft(draft.key)
    assert counter.drafts(draft.member_id) == ()


def test_a_second_stay_is_typed_and_priced(counter: Counter, centre: Centre) -> None:
    from counter.training import demo_stay

    stay = demo_stay(TODAY)
    member = next(file.member for file in centre.members if file.member.member_id == stay.member_id)
    overview = counter.open(Identity(member.id_number, None, IdentityRoute.TYPED, typed_reason="卡未带"))
    draft = typed(counter, counter.new_draft(overview), stay)
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    assert priced.deductible_amount == 65000


def test_a_day_that_is_closed_after_it_was_looked_at_takes_no_money(
    counter: Counter, draft: Draft, identity: Identity, seat: Seat, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    submit = books.mark_submitted

    def close(key: str) -> None:
        submit(key)
        with books._exchange.writing() as line:
            line.say("UPDATE accounting_day SET state = 'closed' WHERE state = 'open'")

    monkeypatch.setattr(books, "mark_submitted", close)
    with pytest.raises(NoOpenDay):
        counter.settle(draft, priced, identity, seat)
    assert counter.resolve(draft.key) is None
