"""The settlement page: one confirmation, every way in which it can fail, paper and reprint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.desktop.settlement_page import ARMED_AFTER_MS, SettlementPage, Stage
from counter.desktop.submission import Submission
from counter.domain.errors import (
    CardGone,
    CounterError,
    IdentityMismatch,
    KeyReused,
    MissingGlyph,
    NoOpenDay,
    NotCovered,
    OutcomeUnknown,
    PolicyMissing,
    PrintProblem,
    ReceiptAlreadyUsed,
    StoreProblem,
)
from counter.domain.identity import Identity
from counter.domain.settlement import Copy

ENTER = Qt.Key.Key_Return


@pytest.fixture
def asked(claim_desk) -> Submission:
    """A complete claim on its way to the settlement page; identity typed."""
    claim_desk.begin()
    claim_desk.fill()
    claim_desk.claim.submit()
    return claim_desk.went[-1][1]


@pytest.fixture
def page(claim_desk, asked: Submission, qtbot: QtBot) -> SettlementPage:
    """The settlement page with the claim, ready to be confirmed."""
    page, claim_desk.said, claim_desk.went = claim_desk.open_settlement_page()
    page.show_visit(asked.visit)
    page.open_argument(asked)
    qtbot.wait(ARMED_AFTER_MS + 60)
    return page


def booked_count(claim_desk) -> int:
    return len(claim_desk.counter.settlements(1))


def until_printed(page: SettlementPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.job_chip.text() == "已打印", timeout=5000)


def test_what_will_be_booked_is_said_before(page: SettlementPage, asked: Submission) -> None:
    facts = dict(page.ui.facts.facts())
    assert "张" in facts["参保人"]
    assert "********" in facts["参保人"]
    assert "0012345678" in facts["票据 1 张"]
    figures = {figure.title: figure.fen for figure in page.ui.figures.figures()}
    assert figures["费用总额"] == 17390
    assert figures["基金支付合计（付给参保人）"] == asked.priced.fund_amount
    assert figures["个人现金（已垫付）"] == asked.priced.cash_amount
    assert "手工输入（没带卡）" in page.ui.route_text.text()
    assert page.ui.confirm_button.hasFocus()


def test_booked_printed_and_shown_in_three_copies(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.ui.confirm_button, Qt.Key.Key_Return)
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    until_printed(page, qtbot)
    assert booked_count(claim_desk) == 1
    settlement = claim_desk.counter.settlements(1)[0]
    assert settlement.print_state == "printed"
    assert settlement.snapshot.identity_route == "typed"
    assert settlement.number in page.ui.outcome_title.text()
    assert settlement.code in page.ui.outcome_text.text()
    assert page.ui.paper.tabs.count() == len(Copy)
    for number in range(len(Copy)):
        page.ui.paper.tabs.setCurrentIndex(number)
        assert page.ui.paper.page_count() >= 1
    assert len(list(claim_desk.out.glob("*.pdf"))) == 1
    assert claim_desk.claim.entry.draft is None
    assert claim_desk.counter.drafts(1) == ()


def test_however_often_it_is_confirmed_it_is_booked_once(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    page.ui.confirm_button.click()
    page.ui.confirm_button.click()
    page.confirm()
    QTest.keyClick(page, Qt.Key.Key_F8)
    claim_desk.settle_down()
    page.confirm()
    claim_desk.settle_down()
    until_printed(page, qtbot)
    assert booked_count(claim_desk) == 1
    assert claim_desk.counter.settlements(1)[0].printed == 1


def test_second_half_of_a_double_press_confirms_nothing(claim_desk, page: SettlementPage, asked: Submission) -> None:
    page.open_argument(asked)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.CONFIRM
    assert booked_count(claim_desk) == 0


ERRORS: list[tuple[CounterError, str]] = [
    (ReceiptAlreadyUsed("e_receipt:11060126:0012345678", "claimed", "990101-JS-2026-00000009", "王", "5", "x"), "5 号"),
    (NotCovered(date(2026, 11, 12), "suspended"), "参保已暂停"),
    (PolicyMissing("110000", "310", "11", date(2026, 11, 12)), "没有适用的政策包"),
    (NoOpenDay(), "还没有开账"),
    (CardGone(), "插回原来的卡"),
    (CardGone("unconfirmed"), "卡不要取出，稍等一下"),
    (IdentityMismatch(("id_number",)), "不是同一个人"),
    (KeyReused("key"), "用别的内容记过账"),
    (StoreProblem("disk_full"), "磁盘已满"),
    (StoreProblem("read_only"), "不能写入"),
    (StoreProblem("locked"), "正忙"),
    (StoreProblem("unreachable"), "连不上数据库"),
]


@pytest.mark.parametrize(("error", "words"), ERRORS, ids=lambda value: getattr(value, "code", None))
def test_every_refusal_says_what_to_do(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch, error: CounterError, words: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(claim_desk.counter, "settle", refuse)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.REFUSED
    assert words in page.ui.outcome_text.text()
    assert page.ui.outcome_title.text() == "没有记账"
    assert booked_count(claim_desk) == 0
    assert page.ui.back_button.isVisible()
    page.back()
    assert claim_desk.went[-1][0] == "claim"
    assert claim_desk.claim.entry.draft is not None


def test_a_cause_that_goes_away_can_be_tried_again(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    settle = claim_desk.counter.settle
    answers = [StoreProblem("disk_full")]

    def perhaps(*arguments: object) -> object:
        if answers:
            raise answers.pop()
        return settle(*arguments)

    monkeypatch.setattr(claim_desk.counter, "settle", perhaps)
    page.confirm()
    claim_desk.settle_down()
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    until_printed(page, qtbot)


def test_a_used_receipt_is_not_offered_again_and_is_red_on_the_claim(
    claim_desk, page: SettlementPage, asked: Submission, qtbot: QtBot
) -> None:
    """Another counter was quicker with the same paper."""
    claim_desk.claim.show_visit(None)
    claim_desk.begin(2)
    claim_desk.fill()
    asked_for: list[object] = []
    claim_desk.claim.go.connect(lambda _key, argument: asked_for.append(argument))
    claim_desk.claim.submit()
    quicker = asked_for[-1]
    claim_desk.counter.settle(quicker.draft, quicker.priced, quicker.visit.identity, None)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.REFUSED
    assert "3 号窗口 李窗口" in page.ui.outcome_text.text()
    qtbot.wait(ARMED_AFTER_MS + 60)
    assert not page.ui.confirm_button.isEnabled()
    page.confirm()
    claim_desk.settle_down()
    assert booked_count(claim_desk) == 0


def test_moved_totals_show_both_figures_and_ask_again(
    claim_desk, page: SettlementPage, asked: Submission, qtbot: QtBot
) -> None:
    """Another counter books for the same member: the band of this claim changes."""
    second, _, went = claim_desk.open_claim_page()
    second.show_visit(claim_desk.visit())
    second.open_argument(None)
    claim_desk.settle_down()
    second.start.new_claim()
    claim_desk.settle_down()
    claim_desk.fill_head("0012345999", "30000")
    claim_desk.press("atf", "1", ENTER, ENTER, "30000", ENTER)
    second.ui.documents.tick_all()
    second.submit()
    other = went[-1][1]
    claim_desk.counter.settle(other.draft, other.priced, other.visit.identity, None)
    before = booked_count(claim_desk)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.MOVED
    assert booked_count(claim_desk) == before
    fund = next(figure for figure in page.ui.figures.figures() if "合计" in figure.title)
    assert fund.before_fen == asked.priced.fund_amount
    assert fund.fen < fund.before_fen
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.MOVED, "the new figures must be on the screen for a moment first"
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    assert claim_desk.counter.settlements(1)[0].snapshot.adjudication.fund_amount == fund.fen
    until_printed(page, qtbot)


@pytest.mark.parametrize("booked", [True, False])
def test_unknown_outcome_is_resolved_by_key(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, booked: bool
) -> None:
    settle = claim_desk.counter.settle

    def lost(draft, *arguments: object) -> None:
        if booked:
            settle(draft, *arguments)
        raise OutcomeUnknown(draft.key)

    monkeypatch.setattr(claim_desk.counter, "settle", lost)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.UNKNOWN
    assert not page.ui.confirm_button.isVisible()
    assert not page.ui.back_button.isVisible()
    page.confirm()
    page.back()
    claim_desk.settle_down()
    assert page.stage is Stage.UNKNOWN
    page.resolve()
    claim_desk.settle_down()
    if booked:
        assert page.stage is Stage.BOOKED
        assert booked_count(claim_desk) == 1
        until_printed(page, qtbot)
    else:
        assert page.stage is Stage.CONFIRM
        assert "没有记账" in page.ui.outcome_title.text()
        assert booked_count(claim_desk) == 0


def test_books_that_do_not_answer_leave_it_unknown(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(draft, *_: object) -> None:
        raise OutcomeUnknown(draft.key)

    def silent(_key: str) -> None:
        raise StoreProblem("unreachable")

    monkeypatch.setattr(claim_desk.counter, "settle", lost)
    monkeypatch.setattr(claim_desk.counter, "resolve", silent)
    page.confirm()
    claim_desk.settle_down()
    page.resolve()
    claim_desk.settle_down()
    assert page.stage is Stage.UNKNOWN
    assert "连不上" in page.ui.outcome_text.text()


def test_a_card_that_the_record_does_not_know_books_nothing_before_it_is_accepted(
    claim_desk, asked: Submission, qtbot: QtBot
) -> None:
    page, _, _ = claim_desk.open_settlement_page()
    visit = claim_desk.visit(with_card=True)
    other = replace(visit, identity=Identity.from_card(replace(visit.identity.card, card_number="X00000029")))
    page.show_visit(other)
    page.open_argument(Submission(asked.draft, asked.priced, other, asked.booked, asked.refused))
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.REFUSED
    assert "卡号" in page.ui.outcome_text.text() and "Ctrl+F2" in page.ui.outcome_text.text()
    assert booked_count(claim_desk) == 0
    page.show_visit(replace(other, identity=claim_desk.counter.accept_card(other.identity, other.member)))
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    assert page.settlement is not None
    assert page.settlement.snapshot.card.number == "X00000029"


@pytest.mark.parametrize(("silent", "words"), [(False, "插回原来的卡"), (True, "稍等一下再确认")])
@pytest.mark.parametrize("seats", [[False], [True, False]], ids=["gone before", "swapped while booking"])
def test_card_gone_between_reading_and_booking_books_nothing(
    claim_desk, asked: Submission, qtbot: QtBot, seats: list[bool], silent: bool, words: str
) -> None:
    page, _, _ = claim_desk.open_settlement_page()
    visit = claim_desk.visit(with_card=True)
    page.show_visit(visit)
    page.open_argument(Submission(asked.draft, asked.priced, visit, asked.booked, asked.refused))
    assert "请不要取出" in page.ui.route_text.text()
    qtbot.wait(ARMED_AFTER_MS + 60)
    claim_desk.reader.seats, claim_desk.reader.silent = list(seats), silent
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.REFUSED
    assert words in page.ui.outcome_text.text()
    assert booked_count(claim_desk) == 0
    claim_desk.reader.seats = [True]
    qtbot.wait(ARMED_AFTER_MS + 60)
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    until_printed(page, qtbot)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PrintProblem("no_queue"), "没有找到打印机"),
        (PrintProblem("refused", "out of paper"), "out of paper"),
        (MissingGlyph("𬭶"), "𬭶"),
    ],
)
def test_paper_that_fails_leaves_the_money_booked_and_can_be_tried_again(
    claim_desk, page: SettlementPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, error: CounterError, words: str
) -> None:
    queue = claim_desk.counter._queue
    answers = [error]

    class Stubborn:
        name = queue.name
        job_state = queue.job_state

        def submit(self, pdf: bytes, title: str) -> str:
            if answers:
                raise answers.pop()
            return str(queue.submit(pdf, title))

    monkeypatch.setattr(claim_desk.counter, "_queue", Stubborn())
    page.confirm()
    claim_desk.settle_down()
    assert page.stage is Stage.BOOKED
    assert page.ui.job_chip.text() == "打印失败"
    assert words in page.ui.paper_text.text()
    assert booked_count(claim_desk) == 1
    assert claim_desk.counter.settlements(1)[0].print_state == "failed"
    page.print_again()
    if page.ui.reasons.isVisible():
        QTest.keyClick(page.ui.reasons, Qt.Key.Key_1)
    claim_desk.settle_down()
    until_printed(page, qtbot)
    assert not page.ui.paper_text.isVisible()


def test_reprint_asks_for_a_reason_and_is_counted(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    page.confirm()
    claim_desk.settle_down()
    until_printed(page, qtbot)
    qtbot.waitUntil(lambda: "补打" in page.ui.print_button.text())
    page.print_again()
    assert page.ui.reasons.isVisible()
    page.ui.reasons.cancel()
    claim_desk.settle_down()
    assert claim_desk.counter.settlements(1)[0].printed == 1
    page.print_again()
    QTest.keyClick(page.ui.reasons, Qt.Key.Key_2)
    claim_desk.settle_down()
    until_printed(page, qtbot)
    assert claim_desk.counter.settlements(1)[0].printed == 2
    assert len(list(claim_desk.out.glob("*.pdf"))) == 2


def test_a_statement_is_opened_by_number_and_not_printed_by_itself(
    claim_desk, page: SettlementPage, qtbot: QtBot
) -> None:
    page.confirm()
    claim_desk.settle_down()
    until_printed(page, qtbot)
    number = claim_desk.counter.settlements(1)[0].number
    again, _, _ = claim_desk.open_settlement_page()
    again.show_visit(claim_desk.visit())
    again.open_argument(number)
    claim_desk.settle_down()
    assert again.stage is Stage.BOOKED
    assert again.ui.paper.page_count() >= 1
    assert claim_desk.counter.settlements(1)[0].printed == 1
    assert dict(again.ui.facts.facts())["结算单"] == number


def test_unknown_number_is_said(claim_desk) -> None:
    page, said, _ = claim_desk.open_settlement_page()
    page.open_argument("990101-JS-2026-99999999")
    claim_desk.settle_down()
    assert said[-1][0] == "没有这张结算单。"
    assert page.stage is Stage.EMPTY


def test_masking_and_another_member(claim_desk, page: SettlementPage) -> None:
    page.set_masked(True)
    assert page.ui.states.currentWidget() is page.ui.masked
    assert page.commands() == ()
    page.confirm()
    claim_desk.settle_down()
    assert booked_count(claim_desk) == 0
    page.set_masked(False)
    assert page.ui.states.currentWidget() is page.ui.content
    page.show_visit(claim_desk.visit(2))
    assert page.stage is Stage.EMPTY
    assert page.ui.facts.facts() == () or page.ui.states.currentWidget() is page.ui.start


def test_pages_are_as_sharp_as_the_view_is_wide(claim_desk, page: SettlementPage, qtbot: QtBot) -> None:
    page.confirm()
    claim_desk.settle_down()
    until_printed(page, qtbot)
    qtbot.wait(300)
    claim_desk.settle_down()
    picture = page.ui.paper._of_copy()[0]
    room = page.ui.paper._scroll.viewport().width() - 24
    assert abs(picture.width() - room) <= room // 40
