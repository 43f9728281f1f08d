"""Reversing and correcting from the settlement page, by keys: seen before, confirmed once, printed, claimed again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.desktop.reversal_panel import ARMED_AFTER_MS
from counter.desktop.settlement_page import SettlementPage, Stage
from counter.domain.draft import REQUIRED_DOCUMENTS, DraftLine, DraftReceipt
from counter.domain.errors import OutcomeUnknown
from counter.domain.member import OpenCase
from counter.domain.settlement import Settlement
from counter.printing.documents import text_of
from counter.visit.ports.cards import CardReader

ENTER = Qt.Key.Key_Return
NOTHING_USED = 11
TODAY = date(2026, 11, 21)


def settled(claim_desk, number: str = "0012345678") -> Settlement:
    """A claim in the books, without the way over the claim page."""
    counter, day = claim_desk.counter, date(2026, 11, 12)
    visit = claim_desk.visit(NOTHING_USED)
    draft = counter.new_draft(visit.overview)
    item, place = counter.find_items("atf", day)[0], counter.find_institutions("sfdyyy")[0]
    line = DraftLine("atf", item, "", "1", "2500.00")
    draft.receipts = [DraftReceipt(code="11060126", number=number, institution=place, lines=[line])]
    draft.receipts[0].issue_day, draft.receipts[0].total = day.isoformat(), "2500.00"
    draft.documents, draft.diagnosis = frozenset(REQUIRED_DOCUMENTS), "高血压"
    priced = counter.trial(draft, counter.year_state(draft, day), TODAY)
    assert priced is not None and priced.fund_amount > 0
    return counter.settle(draft, priced, visit.identity, None)


@pytest.fixture
def booked(claim_desk) -> Settlement:
    """A settlement in the books."""
    return settled(claim_desk)


@pytest.fixture
def page(claim_desk, booked: Settlement) -> SettlementPage:
    """Its page, opened by its number, as from the enquiry."""
    return opened(claim_desk, booked.number)


def opened(claim_desk, number: str) -> SettlementPage:
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.show_visit(claim_desk.visit(NOTHING_USED))
    page.open_argument(number)
    claim_desk.settle_down()
    return page


def key(claim_desk, page: SettlementPage, name: str) -> None:
    """A key of the command bar."""
    command = next(one for one in page.commands() if one.key == name)
    assert command.enabled
    command.slot()
    claim_desk.settle_down()


def asked(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    """The question stands long enough to be answered."""
    key(claim_desk, page, "Ctrl+R")
    qtbot.wait(ARMED_AFTER_MS + 60)


def test_by_keys_from_the_question_to_the_paper(claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot):
    money = claim_desk.counter.store.money(NOTHING_USED)
    totals = claim_desk.counter.store.year_totals(NOTHING_USED, "310", "2026")
    asked(claim_desk, page, qtbot)
    assert page.stage is Stage.REVERSAL
    assert page.reversal.reason.hasFocus()
    told = page.reversal.told.text()
    assert "全额冲销" in told and "1 张票据可再次报销" in told and "次数 1 → 0" in told
    figures = {figure.title: (figure.before_fen, figure.fen) for figure in page.ui.figures.figures()}
    owed = booked.snapshot.adjudication.fund_amount + booked.snapshot.adjudication.account_amount
    assert figures["本单应付参保人"] == (owed, 0)
    claim_desk.press("3")
    assert page.reversal.reason.text() == "就诊信息录错"
    assert page.reversal.confirm_button.hasFocus()
    claim_desk.press(ENTER)
    assert page.stage is Stage.BOOKED
    undone = page.settlement
    assert undone is not None and undone.snapshot.contra is not None
    assert undone.snapshot.contra.number == booked.number and undone.snapshot.contra.reason == "就诊信息录错"
    qtbot.waitUntil(lambda: page.settlement is not None and page.settlement.print_state == "printed", timeout=5000)
    (paper,) = claim_desk.out.glob(f"*{undone.number}*.pdf")
    copies = text_of(paper.read_bytes())
    assert len(copies) == 3 and all(booked.number in copy and "冲销单" in copy for copy in copies)
    assert claim_desk.counter.store.money(NOTHING_USED) == money
    assert totals.get("C0000/outpatient") == 1
    assert claim_desk.counter.store.year_totals(NOTHING_USED, "310", "2026").amounts == ()
    facts = dict(page.ui.facts.facts())
    assert facts["冲销单"] == undone.number and booked.number in facts["冲销原单"]


def test_a_typed_reason_and_escape(claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot) -> None:
    asked(claim_desk, page, qtbot)
    claim_desk.press(ENTER)
    assert page.stage is Stage.REVERSAL and page.reversal.reason.property("state") == "wrong", "a reason is needed"
    claim_desk.press("  ", ENTER)
    assert page.stage is Stage.REVERSAL
    claim_desk.press(Qt.Key.Key_Escape)
    assert page.stage is Stage.BOOKED and not page.reversal.isVisible()
    assert claim_desk.counter.settlement_by_number(booked.number).reversed_by == ""
    asked(claim_desk, page, qtbot)
    assert page.reversal.reason.text() == ""
    claim_desk.press("x1", ENTER)
    assert page.reversal.reason.text() == "x1", "digits belong to a reason that is being typed"
    key(claim_desk, page, "F8")
    assert page.settlement.snapshot.contra.reason == "x1"


def test_second_half_of_a_double_press_reverses_nothing(claim_desk, page: SettlementPage, booked: Settlement) -> None:
    key(claim_desk, page, "Ctrl+R")
    claim_desk.press("1")
    key(claim_desk, page, "F8")
    assert page.stage is Stage.REVERSAL
    assert claim_desk.counter.settlement_by_number(booked.number).reversed_by == ""


def test_however_often_it_is_confirmed_it_is_reversed_once(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", wait=False)
    page.reversal.confirm_button.click()
    page.reversal.confirm_button.click()
    page.reversal.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    rows = claim_desk.counter.expense_rows(NOTHING_USED)
    assert [row.source for row in rows][:2] == ["reversal", "claim"]


def test_a_pull_that_nobody_has_told_yet_reverses_nothing(
    claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot
) -> None:
    """The member is here by a card, which left in this very moment."""
    here = claim_desk.visit(NOTHING_USED, with_card=True)
    claim_desk.counter.open(here.identity)
    claim_desk.reader.seats = [False]
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", ENTER)
    assert page.stage is Stage.BOOKED and "没有冲销" in page.ui.outcome_title.text()
    assert "插回原来的卡" in page.ui.outcome_text.text()
    assert claim_desk.counter.settlement_by_number(booked.number).reversed_by == ""
    claim_desk.reader.seats = [True]
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", ENTER)
    assert page.settlement.snapshot.contra is not None


def test_later_settlements_are_named_first(claim_desk, booked: Settlement) -> None:
    later = settled(claim_desk, "0012345999")
    page = opened(claim_desk, booked.number)
    key(claim_desk, page, "Ctrl+R")
    assert page.stage is Stage.BOOKED
    assert later.number in page.ui.outcome_text.text() and "先冲销" in page.ui.outcome_text.text()
    assert claim_desk.said[-1][1] == "danger"


def test_another_counter_was_quicker(claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot) -> None:
    asked(claim_desk, page, qtbot)
    quicker = claim_desk.counter.reverse(booked, "quicker", "k")
    claim_desk.press("1", ENTER)
    assert quicker.number in page.ui.outcome_text.text() and "李窗口" in page.ui.outcome_text.text()


def test_right_after_booking_an_outcome_that_nobody_heard_is_the_reversal_s(
    claim_desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The page still knows the claim that it booked: it must not be offered for booking again."""
    claim_desk.begin(NOTHING_USED)
    claim_desk.fill()
    claim_desk.claim.submit()
    submission = claim_desk.went[-1][1]
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.show_visit(submission.visit)
    page.open_argument(submission)
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()

    def lost(_settlement: Settlement, _reason: str, attempt: str, _reader: object) -> None:
        raise OutcomeUnknown(attempt)

    monkeypatch.setattr(claim_desk.counter, "reverse", lost)
    asked(claim_desk, page, qtbot)
    claim_desk.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.settlement is not None and page.settlement.print_state == "printed", timeout=5000)
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", ENTER)
    assert page.stage is Stage.UNKNOWN
    key(claim_desk, page, "F5")
    assert page.stage is Stage.BOOKED and "没有冲销" in page.ui.outcome_title.text()


@pytest.mark.parametrize("done", [True, False])
def test_an_outcome_that_nobody_heard(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, done: bool
) -> None:
    reverse = claim_desk.counter.reverse

    def lost(settlement: Settlement, reason: str, attempt: str, reader: CardReader) -> None:
        if done:
            reverse(settlement, reason, attempt, reader)
        raise OutcomeUnknown(attempt)

    monkeypatch.setattr(claim_desk.counter, "reverse", lost)
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", ENTER)
    assert page.stage is Stage.UNKNOWN
    key(claim_desk, page, "F5")
    assert page.stage is Stage.BOOKED
    if done:
        assert page.settlement.snapshot.contra is not None
    else:
        assert "没有冲销" in page.ui.outcome_title.text()
        monkeypatch.undo()
        asked(claim_desk, page, qtbot)
        claim_desk.press("1", ENTER)
        assert page.settlement.snapshot.contra is not None


def test_the_reversed_statement_is_void_and_its_paper_says_so(claim_desk, booked: Settlement, qtbot: QtBot) -> None:
    undone = claim_desk.counter.reverse(booked, "why", "k")
    page = opened(claim_desk, booked.number)
    assert undone.number in page.ui.outcome_text.text() and page.ui.outcome_title.text().startswith("作废")
    assert undone.number in dict(page.ui.facts.facts())["被冲销"]
    assert {command.key for command in page.commands()} == {"F9", "Ctrl+E", "Ctrl+G"}
    key(claim_desk, page, "F9")
    qtbot.waitUntil(lambda: page.settlement is not None and page.settlement.print_state == "printed", timeout=5000)
    (paper,) = claim_desk.out.glob(f"*{booked.number}*.pdf")
    assert all("作废" in copy for copy in text_of(paper.read_bytes()))


def test_a_correction_goes_on_in_the_claim(claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot) -> None:
    asked(claim_desk, page, qtbot)
    claim_desk.press("1", ENTER)
    key(claim_desk, page, "Ctrl+G")
    where, draft_key = claim_desk.went[-1]
    assert where == "claim"
    (record,) = claim_desk.counter.drafts(NOTHING_USED)
    assert record.draft.key == draft_key and record.draft.replaces == booked.number
    claim_desk.claim.window().activateWindow()
    claim_desk.claim.show_visit(claim_desk.visit(NOTHING_USED))
    claim_desk.claim.open_argument(draft_key)
    claim_desk.settle_down()
    assert claim_desk.claim.problems() == ()
    went: list[object] = []
    claim_desk.claim.go.connect(lambda _key, argument: went.append(argument))
    claim_desk.claim.submit()
    claim_desk.settle_down()
    again = went[-1]
    page.open_argument(again)
    assert dict(page.ui.facts.facts())["更正自"] == booked.number
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.settlement.snapshot.replaces == booked.number
    old = opened(claim_desk, booked.number)
    assert dict(old.ui.facts.facts())["更正为"] == page.settlement.number
    assert "Ctrl+G" not in {command.key for command in old.commands()}


def test_without_the_member_a_correction_is_gone_on_with_as_a_case(claim_desk, booked: Settlement) -> None:
    claim_desk.counter.reverse(booked, "why", "k")
    page, _, went = claim_desk.open_settlement_page()
    page.open_argument(booked.number)
    claim_desk.settle_down()
    key(claim_desk, page, "Ctrl+G")
    where, case = went[-1]
    assert where == "case" and isinstance(case, OpenCase) and case.kind == "draft"


def test_masked_nothing_is_asked(claim_desk, page: SettlementPage) -> None:
    page.set_masked(True)
    assert page.commands() == ()
    page.ask_reversal()
    page.correct()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED and not page.reversal.isVisible()


def test_the_enquiry_tells_them_apart_and_names_both(claim_desk, booked: Settlement) -> None:
    from counter.desktop.enquiry_tables import expense_model

    undone = claim_desk.counter.reverse(booked, "why", "k")
    model = expense_model(claim_desk.claim)
    model.set_rows(claim_desk.counter.expense_rows(NOTHING_USED))
    source = [column.key for column in model.columns].index("source")
    shown = {
        str(model.data(model.index(row, source))): str(
            model.data(model.index(row, source), Qt.ItemDataRole.ToolTipRole)
        )
        for row in range(2)
    }
    assert set(shown) == {"冲销", "已冲销"}
    assert undone.number in shown["冲销"] and booked.number in shown["冲销"]
    assert undone.number in shown["已冲销"] and booked.number in shown["已冲销"]
