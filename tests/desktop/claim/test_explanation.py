"""The explanation for the member on paper: from the claim before settlement, from the statement after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.desktop.application import set_language
from counter.desktop.explanation_sheet import ExplanationSheet
from counter.desktop.print_job import FOLLOW_MS
from counter.desktop.settlement_page import SettlementPage
from counter.desktop.settlement_paper import JOB_LOOKS
from counter.domain.draft import REQUIRED_DOCUMENTS, DraftLine, DraftReceipt
from counter.domain.errors import CounterError, MissingGlyph, PrintProblem, StoreProblem
from counter.domain.settlement import Settlement
from counter.printing.documents import text_of
from counter.visit.ports.paper import JobState

MIDDLE_PX = 670
CTRL = Qt.KeyboardModifier.ControlModifier


def flat(text: str) -> str:
    return "".join(text.split())


def explained(claim_desk) -> ExplanationSheet:
    """The explanation of a claim that is not settled."""
    claim_desk.begin()
    claim_desk.fill()
    claim_desk.claim.explain()
    claim_desk.settle_down()
    return claim_desk.claim.asides.sheet


def command(page: object, key: str) -> Callable[[], None] | None:
    return next((one.slot for one in page.commands() if one.key == key), None)  # type: ignore[attr-defined]


def until_told(sheet: ExplanationSheet, qtbot: QtBot, word: str) -> None:
    qtbot.waitUntil(lambda: sheet.job_chip.text() == word, timeout=5000)


def papers(claim_desk) -> list[Path]:
    return sorted(claim_desk.out.glob("explanation*.pdf"))


def test_before_settlement_it_is_printed_as_a_trial(claim_desk, qtbot: QtBot) -> None:
    sheet = explained(claim_desk)
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_P, CTRL)
    until_told(sheet, qtbot, "已打印")
    (file,) = papers(claim_desk)
    text = flat(text_of(file.read_bytes())[0])
    assert "结算前的试算（2026-11-21），不具法律效力。" in text and flat(sheet.letter().standing) in text
    assert "结算前的试算" in sheet.paper.toPlainText(), "the screen says so, too"
    member = claim_desk.claim._visit.member
    assert member.name not in text and member.id_number not in text
    assert ("说明已交给打印机 virtual。", "ok") in claim_desk.said
    assert claim_desk.counter.settlements(1) == ()


def test_what_is_shown_is_what_is_printed(claim_desk, qtbot: QtBot) -> None:
    sheet = explained(claim_desk)
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_L, CTRL)
    command(claim_desk.claim, "Ctrl+P")()
    until_told(sheet, qtbot, "已打印")
    assert "withoutlegalforce" in flat(text_of(papers(claim_desk)[0].read_bytes())[0])


def test_a_second_press_prints_once_while_the_paper_is_handed_over(claim_desk, qtbot: QtBot) -> None:
    sheet = explained(claim_desk)
    sheet.print_out()
    sheet.print_out()
    until_told(sheet, qtbot, "已打印")
    assert len(papers(claim_desk)) == 1
    sheet.print_out()
    until_told(sheet, qtbot, "已打印")
    assert len(papers(claim_desk)) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PrintProblem("no_queue"), "没有找到打印机"),
        (MissingGlyph("𬭶"), "𬭶"),
        (PrintProblem("refused", "no toner"), "no toner"),
    ],
)
def test_paper_that_fails_is_said_and_can_be_tried_again(
    claim_desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, error: CounterError, words: str
) -> None:
    sheet = explained(claim_desk)
    honest, answers = claim_desk.counter.print_explanation, [error]

    def stubborn(letter: object) -> str:
        if answers:
            raise answers.pop()
        return str(honest(letter))

    monkeypatch.setattr(claim_desk.counter, "print_explanation", stubborn)
    sheet.print_out()
    claim_desk.settle_down()
    assert sheet.job_chip.text() == "打印失败"
    assert words in claim_desk.said[-1][0] and claim_desk.said[-1][1] == "danger"
    sheet.print_out()
    until_told(sheet, qtbot, "已打印")


def test_a_stopped_printer_and_one_that_does_not_answer_are_told(
    claim_desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sheet = explained(claim_desk)
    answers = [JobState("failed", "aborted"), JobState("queued"), JobState("queued")]
    monkeypatch.setattr(claim_desk.counter, "explanation_job", lambda _job: answers.pop())
    sheet.print_out()
    until_told(sheet, qtbot, "打印失败")
    assert sheet.job_chip.toolTip() == "aborted"
    assert len([text for text, _ in claim_desk.said if "已交给打印机" in text]) == 1, "said once, not at every look"

    def mute(_job: str) -> JobState:
        raise StoreProblem("unreachable")

    monkeypatch.setattr(claim_desk.counter, "explanation_job", mute)
    sheet.print_out()
    until_told(sheet, qtbot, "打印状态未知")


def test_a_sheet_that_is_closed_keeps_nothing_and_follows_nothing(
    claim_desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sheet = explained(claim_desk)
    looks: list[str] = []

    def waiting(job: str) -> JobState:
        looks.append(job)
        return JobState("queued", "printer stopped")

    monkeypatch.setattr(claim_desk.counter, "explanation_job", waiting)
    sheet.print_out()
    qtbot.waitUntil(lambda: sheet.job_chip.toolTip() == "printer stopped", timeout=5000)
    claim_desk.press(Qt.Key.Key_Escape)
    assert sheet.letter() is None and sheet.job_chip.text() == ""
    seen = len(looks)
    qtbot.wait(FOLLOW_MS * 2 + 100)
    assert len(looks) == seen


def test_another_price_is_not_the_one_that_was_printed(claim_desk, qtbot: QtBot) -> None:
    sheet = explained(claim_desk)
    sheet.print_out()
    until_told(sheet, qtbot, "已打印")
    claim_desk.claim._recalculate()
    assert sheet.isVisible() and sheet.job_chip.text() == ""


def test_the_bar_leaves_the_narrowest_window_as_it_is(claim_desk, qapp: QApplication) -> None:
    """The middle of the claim page in a window of 1366 pixels; English is the longer language."""
    set_language(qapp, "en")
    try:
        sheet = ExplanationSheet(claim_desk.desk)
        sheet.show()
        for state in JOB_LOOKS:
            sheet._show_job(state)
            QApplication.processEvents()
            assert sheet.job_chip.text() and sheet.minimumSizeHint().width() <= MIDDLE_PX, state
        sheet.close()
        sheet.deleteLater()
    finally:
        set_language(qapp, "zh")


@pytest.fixture
def booked(claim_desk) -> Settlement:
    """A settlement in the books."""
    counter, day = claim_desk.counter, date(2026, 11, 12)
    visit = claim_desk.visit(11)
    draft = counter.new_draft(visit.overview)
    item, place = counter.find_items("atf", day)[0], counter.find_institutions("sfdyyy")[0]
    draft.receipts = [
        DraftReceipt(
            code="11060126", number="0012345678", institution=place, lines=[DraftLine("atf", item, "", "1", "2500.00")]
        )
    ]
    draft.receipts[0].issue_day, draft.receipts[0].total = day.isoformat(), "2500.00"
    draft.documents, draft.diagnosis = frozenset(REQUIRED_DOCUMENTS), "高血压"
    priced = counter.trial(draft, counter.year_state(draft, day), date(2026, 11, 21))
    return counter.settle(draft, priced, visit.identity, None)


@pytest.fixture
def page(claim_desk, booked: Settlement) -> SettlementPage:
    """Its page, opened by its number."""
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.show_visit(claim_desk.visit(11))
    page.open_argument(booked.number)
    claim_desk.settle_down()
    return page


def test_after_settlement_it_carries_the_statements_number(
    claim_desk, page: SettlementPage, booked: Settlement, qtbot: QtBot
) -> None:
    command(page, "Ctrl+E")()
    sheet = page.explanation.sheet
    assert page.explanation.is_open and sheet.isVisible() and claim_desk.focus() is sheet.paper
    assert {one.key for one in page.commands()} == {"Esc", "Ctrl+P", "Ctrl+E"}, "nothing else can be done meanwhile"
    assert booked.number in sheet.letter().standing and "不具法律效力" not in sheet.letter().text()
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_P, CTRL)
    until_told(sheet, qtbot, "已打印")
    (file,) = claim_desk.out.glob("*explanation*.pdf")
    assert file.name == f"{booked.number}-explanation.pdf"
    text = flat(text_of(file.read_bytes())[0])
    assert booked.number in text and booked.code in text
    (now,) = claim_desk.counter.settlements(11)
    assert now.printed == 0, "it is no copy of the statement"
    claim_desk.press(Qt.Key.Key_Escape)
    assert not page.explanation.is_open and page.ui.content.isVisible() and sheet.letter() is None


def test_what_the_mask_covers_is_gone_when_the_card_is_back(claim_desk, page: SettlementPage) -> None:
    command(page, "Ctrl+E")()
    sheet = page.explanation.sheet
    page.set_masked(True)
    assert not page.explanation.is_open and sheet.letter() is None and sheet.paper.toPlainText() == ""
    sheet.print_out()
    page.explain()
    claim_desk.settle_down()
    assert papers(claim_desk) == [] and not page.explanation.is_open
    page.set_masked(False)
    assert page.ui.content.isVisible() and command(page, "Ctrl+E") is not None


def test_a_reversal_is_not_explained_and_the_void_statement_says_so(
    claim_desk, page: SettlementPage, booked: Settlement
) -> None:
    counter = claim_desk.counter
    undone = counter.reverse(booked, "录错", "key-of-the-reversal")
    page.open_argument(undone.number)
    claim_desk.settle_down()
    assert command(page, "Ctrl+E") is None
    page.explain()
    assert not page.explanation.is_open
    page.open_argument(booked.number)
    claim_desk.settle_down()
    command(page, "Ctrl+E")()
    assert "作废" in page.explanation.sheet.letter().standing


def test_before_it_is_booked_there_is_no_statement_to_explain(claim_desk) -> None:
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.explain()
    assert not page.explanation.is_open and command(page, "Ctrl+E") is None
