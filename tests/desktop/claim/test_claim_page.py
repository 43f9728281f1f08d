"""The claim page: entry by keys, live figures, problems in place, drafts that survive, scans, masking."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from counter.desktop.claim_page import ClaimPage
from counter.desktop.entry import copied
from counter.desktop.line_model import Column
from counter.desktop.submission import Submission
from counter.domain.claim import CareKind
from counter.domain.draft import DraftLine, DraftReceipt, check_draft, plain_text

ENTER = Qt.Key.Key_Return


def lines_of(page: ClaimPage) -> list[DraftLine]:
    assert page.entry.receipt is not None
    return page.entry.receipt.lines


def shown_texts(page: ClaimPage) -> list[str]:
    return [
        page.lines.index(row, column).data() or ""
        for row in range(page.lines.rowCount())
        for column in range(len(Column))
    ]


def test_a_claim_is_entered_by_keys_and_goes_to_settlement(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    assert page.problems() == ()
    priced = page.ui.panel.priced()
    assert priced is not None
    assert priced.total_amount == 17390
    assert priced.excluded_amount == 5000
    assert page.ui.difference.text() == "相符"
    assert page.ui.capital.text() == "壹佰柒拾叁元玖角"
    page.submit()
    key, argument = claim_desk.went[-1]
    assert key == "settlement"
    assert isinstance(argument, Submission)
    assert argument.priced == priced
    assert argument.draft.receipts[0].lines[0].item.name == "阿托伐他汀钙片"


BILL = [
    "缬沙坦胶囊",
    "阿托伐他汀钙片",
    "糖化血红蛋白测定",
    "心脏彩色多普勒超声",
    "参松养心胶囊",
    "专家门诊诊查费",
    "营养餐费",
    "阿司匹林肠溶片",
    "阿卡波糖片",
    "阿奇霉素片",
    "阿替洛尔片",
    "冠状动脉造影术",
    "骨折手法整复术",
    "磁共振平扫",
    "胃癌根治术",
    "门急诊留观诊查费",
    "艾司唑仑片",
    "氨茶碱片",
    "安宫牛黄丸",
    "结肠癌根治术",
]


def test_twenty_lines_take_at_most_ninety_keystrokes_plus_amounts(claim_desk) -> None:
    """Counted from the scan of the receipt to F8. Figures (here: quantities) are what the task calls amounts."""
    claim_desk.begin()
    page = claim_desk.claim
    day = page.pricing.today
    assert day is not None
    assert page.take_scan("11060126,0012345678,7fa31c,99999.99,20261112")
    claim_desk.settle_down()

    def shortest(name: str) -> tuple[str, str]:
        """The fewest letters with which an item is among the nine hits, and its digit."""
        item = next(item for item in claim_desk.counter.find_items(name, day) if item.name == name)
        for length in range(1, len(item.initials) + 1):
            letters = item.initials[:length]
            hits = claim_desk.counter.find_items(letters, day)
            continued = any(plain_text(letters) == hit.code[:length] for hit in hits)
            if item in hits and not continued:
                return letters, str(hits.index(item) + 1)
        raise AssertionError(name)

    typed = [shortest(name) for name in BILL]
    claim_desk.keys_pressed = 0
    claim_desk.press("sfd", "1", "+")
    figures = 0
    for letters, digit in typed:
        claim_desk.press(letters, digit)
        claim_desk.press("2")
        figures += 1
        claim_desk.press("+")
    page.ui.documents.tick_all()
    claim_desk.keys_pressed += 2  # Ctrl+0 for the papers, F8 to settle
    assert [line.item.name for line in lines_of(page)] == BILL
    assert {line.quantity for line in lines_of(page)} == {"2"}
    counted = claim_desk.keys_pressed - figures
    print(f"{counted} keystrokes beside {figures} figures")
    assert counted <= 90, f"{counted} keystrokes"


def test_every_key_is_priced_at_once(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER)
    panel = claim_desk.claim.ui.panel
    amounts = []
    for digit in "123":
        claim_desk.press(digit, wait=False)
        amounts.append(panel.priced().total_amount)
    assert amounts == [4130, 4130 * 12, 4130 * 123]


def test_pricing_two_hundred_lines_stays_under_one_frame(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER)
    page = claim_desk.claim
    first = lines_of(page)[0]
    draft = copied(page.entry.draft)
    draft.receipts[0].lines = [
        DraftLine(first.item_text, first.item, first.unit_price, str(number)) for number in range(1, 201)
    ]
    page.entry.replace_with(draft)
    rounds = []
    for _ in range(7):
        begun = time.perf_counter()
        page.entry.typed("receipts.0.lines.0.quantity")
        rounds.append(time.perf_counter() - begun)
    assert page.ui.panel.priced().total_amount == 4130 * 201 * 100
    assert min(rounds) < 0.0167


def test_sum_in_an_amount_cell_is_settled_when_left(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, ENTER, ENTER, "3*12.5+4")
    assert claim_desk.claim.ui.panel.priced().total_amount == 4150
    assert lines_of(claim_desk.claim)[0].amount == "3*12.5+4"
    claim_desk.press(ENTER)
    assert lines_of(claim_desk.claim)[0].amount == "41.50"


def test_plus_behind_an_amount_is_the_next_line_once_letters_follow(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, ENTER, ENTER, "100+yy", ENTER)
    assert lines_of(claim_desk.claim)[0].amount == "100"
    assert lines_of(claim_desk.claim)[1].item is not None


def test_enter_before_the_answer_fills_the_line_when_it_comes(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, "7", wait=False)
    assert lines_of(claim_desk.claim)[0].item is None
    claim_desk.settle_down()
    line = lines_of(claim_desk.claim)[0]
    assert (line.item.name, line.quantity, line.unit_price) == ("阿托伐他汀钙片", "7", "41.30")


def test_zero_keeps_the_text_as_off_list(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("特需服务费", "0", "1", ENTER, "80", ENTER, ENTER)
    line = lines_of(claim_desk.claim)[0]
    assert line.item is None
    assert claim_desk.claim.ui.panel.priced().excluded_amount == 8000
    assert "目录外" in " ".join(shown_texts(claim_desk.claim))


def test_digits_continue_a_code(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("XC10AAA936")
    assert lines_of(claim_desk.claim)[0].item_text == "XC10AAA936"
    claim_desk.press(ENTER)
    assert lines_of(claim_desk.claim)[0].item.name == "阿托伐他汀钙片"


def test_star_copies_the_cell_above(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, "3", "+", "*", "*")
    first, second = lines_of(claim_desk.claim)
    assert second.item == first.item
    assert second.quantity == "3"


def test_esc_gives_up_the_cell_then_goes_back(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, "3", Qt.Key.Key_Escape)
    assert lines_of(claim_desk.claim)[0].quantity == "1"
    claim_desk.press(Qt.Key.Key_Escape)
    assert claim_desk.claim.ui.grid.currentIndex().column() == Column.ITEM


def test_a_removed_line_comes_back(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.ui.grid.open_cell(0, Column.QUANTITY)
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(lines_of(page)) == 1
    page.walk.undo()
    claim_desk.settle_down()
    assert lines_of(page)[0].item.name == "阿托伐他汀钙片"
    assert page.ui.panel.priced().total_amount == 17390


def test_a_removed_receipt_comes_back(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.receipts.remove(0)
    assert page.entry.receipt.number == ""
    page.walk.undo()
    assert page.entry.receipt.number == "0012345678"


def test_two_receipts_keep_their_lines_apart(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.receipts.add()
    claim_desk.press("11060126", ENTER, "0012345679", ENTER)
    assert len(page.entry.draft.receipts) == 2
    assert lines_of(page) == []
    assert page.entry.receipt.institution is not None
    page.ui.receipts.cards[0].chosen.emit()
    assert len(lines_of(page)) == 2


def test_f8_jumps_to_the_first_problem_and_says_all_in_place(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    page.submit()
    claim_desk.settle_down()
    assert claim_desk.went == []
    assert page.ui.form.boxes["number"].field.hasFocus() or page.ui.form.boxes["code"].field.hasFocus()
    for name in ("number", "institution", "issue_day", "total"):
        assert page.ui.form.boxes[name].problem() == "还没有填写"
    assert "还没有明细" in page.ui.said.text()
    assert claim_desk.said[-1][1] == "warning"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("total", "12a", "不是金额"),
        ("total", "1.234", "多于两位小数"),
        ("issue_day", "20261305", "不是日期"),
        ("issue_day", "20271112", "晚于今天"),
        ("code", "1106", "应为 8 位"),
        ("number", "00123", "应为 10 位"),
        ("check_code", "12", "应为 6 位"),
    ],
)
def test_bad_input_is_said_beside_its_field_when_it_is_left(claim_desk, field: str, text: str, words: str) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.ui.form.open_field(field)
    claim_desk.press(text, ENTER)
    assert words in page.ui.form.boxes[field].problem()
    assert words in page.ui.said.text()


def test_bad_quantity_marks_its_cell(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.ui.grid.open_cell(0, Column.QUANTITY)
    claim_desk.press("0", ENTER)
    assert "不是数量" in page.lines.index(0, Column.HINT).data()
    assert page.lines.index(0, Column.QUANTITY).data(Qt.ItemDataRole.ToolTipRole)


def test_every_problem_path_leads_to_a_field(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    draft = copied(page.entry.draft)
    draft.care = CareKind.INPATIENT
    draft.documents = frozenset()
    draft.receipts[0].code = "x"
    draft.receipts[0].total = ""
    draft.receipts[0].lines[1].quantity = "x"
    draft.receipts.append(DraftReceipt())
    page.entry.replace_with(draft)
    _, problems = check_draft(draft, page.pricing.today)
    assert len({problem.field for problem in problems}) > 10
    for problem in problems:
        page.setFocus()
        page.walk.open(problem.field)
        assert claim_desk.focus() is not page, problem.field


def test_draft_is_saved_within_300_ms_of_the_last_key(claim_desk, qtbot: QtBot) -> None:
    claim_desk.begin()
    claim_desk.press("1106", wait=False)
    with qtbot.waitSignal(claim_desk.claim.keeper.saved, timeout=300):
        pass
    stored = claim_desk.counter.drafts(1)[0].draft
    assert stored.receipts[0].code == "1106"
    assert stored.place == "receipts.0.code"


def test_an_untouched_claim_leaves_no_draft(claim_desk, qtbot: QtBot) -> None:
    claim_desk.begin()
    claim_desk.claim.save()
    claim_desk.claim.leave()
    claim_desk.settle_down()
    assert claim_desk.counter.drafts(1) == ()


def test_draft_survives_a_crash_to_the_same_field(claim_desk, qtbot: QtBot) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    claim_desk.press("atf", ENTER, ENTER, ENTER, "3*12.")
    qtbot.waitUntil(claim_desk.claim.keeper.is_saved, timeout=2000)
    before = copied(claim_desk.claim.entry.draft)
    # No leave(), no goodbye: a new window on the same books.
    page, said, _ = claim_desk.open_claim_page()
    page.show_visit(claim_desk.visit())
    page.open_argument(None)
    claim_desk.settle_down()
    button = page.ui.start_drafts.buttons[0]
    assert "接着录入" in button.text()
    button.click()
    claim_desk.settle_down()
    assert page.entry.draft == before
    focus = claim_desk.focus()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == "3*12."
    assert page.ui.grid.currentIndex().column() == Column.AMOUNT
    assert "光标在原来的格子" in said[-1][0]


def test_draft_is_kept_when_another_member_comes(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.press("11060126", ENTER)
    claim_desk.claim.show_visit(claim_desk.visit(2))
    claim_desk.settle_down()
    assert claim_desk.claim.entry.draft is None
    assert claim_desk.counter.drafts(1)[0].draft.receipts[0].code == "11060126"
    assert "11060126" not in claim_desk.claim.ui.form.boxes["code"].field.text()


def test_masking_hides_everything_and_gives_it_back(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.ui.grid.open_cell(0, Column.QUANTITY)
    page.set_masked(True)
    assert page.ui.states.currentWidget() is page.ui.masked
    assert page.commands() == ()
    assert not page.ui.grid.isVisible()
    page.set_masked(False)
    claim_desk.settle_down()
    assert page.ui.grid.isVisible()
    assert lines_of(page)[0].quantity == "3"


def test_used_receipt_turns_red_and_keeps_from_settling(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    first = claim_desk.claim
    first.submit()
    submission = claim_desk.went[-1][1]
    booked = claim_desk.counter.settle(submission.draft, submission.priced, submission.visit.identity, None)
    page, _, went = claim_desk.open_claim_page()
    page.show_visit(claim_desk.visit(2))
    page.open_argument(None)
    claim_desk.settle_down()
    claim_desk.press("11060126", ENTER, "0012345678", ENTER)
    card = page.ui.receipts.cards[0]
    assert card.property("state") == "wrong"
    assert booked.number in card.accessibleName()
    assert "李窗口" in card.accessibleName()
    page.submit()
    assert went == []
    assert page.problems()[0].code == "receipt_used"


def test_scanned_receipt_fills_the_head_as_suggestion(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    assert page.take_scan("https://bill.example/?pjdm=11060126&pjhm=0012345678&jym=7fa31c&je=633.8&kprq=20261112")
    receipt = page.entry.receipt
    assert (receipt.code, receipt.number, receipt.check_code) == ("11060126", "0012345678", "7fa31c")
    assert (receipt.issue_day, receipt.total) == ("2026-11-12", "633.80")
    assert page.ui.form.boxes["total"].field.property("state") == "doubtful"
    assert page.ui.form.boxes["institution"].field.hasFocus()
    page.take_scan("11060126,0012345678,7fa31c")
    assert len(page.entry.draft.receipts) == 1
    page.take_scan("11060126,0012345679,7fa31d")
    assert len(page.entry.draft.receipts) == 2


def test_scan_never_overwrites_what_was_typed(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.press("11060199")
    claim_desk.claim.take_scan("11060126,0012345678,7fa31c")
    assert claim_desk.claim.entry.receipt.code == "11060199"


def test_scan_starts_a_claim_and_waits_for_the_member(claim_desk) -> None:
    page = claim_desk.claim
    assert page.take_scan("11060126,0012345678,7fa31c")
    assert "请先插卡" in claim_desk.said[-1][0]
    page.show_visit(claim_desk.visit())
    page.open_argument(None)
    claim_desk.settle_down()
    assert page.entry.receipt.number == "0012345678"


def test_scan_of_a_person_is_not_ours(claim_desk) -> None:
    claim_desk.begin()
    assert not claim_desk.claim.take_scan("99010119680512001X")
    assert not claim_desk.claim.take_scan("4243669509084040896099330000")


def test_scanned_catalogue_code_becomes_a_line(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill_head()
    item = claim_desk.counter.find_items("atf", claim_desk.claim.pricing.today)[0]
    assert claim_desk.claim.take_scan(item.code)
    claim_desk.settle_down()
    assert lines_of(claim_desk.claim)[0].item == item
    assert claim_desk.claim.ui.grid.currentIndex().column() == Column.QUANTITY


def test_input_method_is_off_in_numeric_fields(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    off = Qt.WidgetAttribute.WA_InputMethodEnabled
    for name in ("code", "number", "check_code", "issue_day", "total", "admission_day", "discharge_day"):
        assert not page.ui.form.boxes[name].field.testAttribute(off), name
    assert page.ui.form.boxes["diagnosis"].field.testAttribute(off)
    claim_desk.fill_head()
    assert page.ui.grid.editor().testAttribute(off)
    claim_desk.press("atf", ENTER)
    assert not page.ui.grid.editor().testAttribute(off)


def test_full_width_digits_are_understood(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.press("１１０６０１２６", ENTER)
    assert claim_desk.claim.entry.receipt.code == "11060126"


def test_year_totals_are_fetched_again_by_f7(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    submission_before = page.ui.panel.priced()
    page.submit()
    submission = claim_desk.went[-1][1]
    claim_desk.counter.settle(submission.draft, submission.priced, submission.visit.identity, None)
    page.refresh()
    claim_desk.settle_down()
    assert page.ui.panel.priced().totals_before != submission_before.totals_before


def test_stay_asks_for_its_days(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    care = page.ui.form.boxes["care"].field
    assert page.ui.form.boxes["admission_day"].isHidden()
    care.setFocus()
    claim_desk.press("4")
    assert page.entry.draft.care is CareKind.INPATIENT
    assert not page.ui.form.boxes["admission_day"].isHidden()


def test_wheel_over_a_choice_changes_nothing(claim_desk) -> None:
    claim_desk.begin()
    assert claim_desk.claim.ui.form.boxes["care"].field.currentIndex() == 0
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(claim_desk.claim.ui.form.boxes["care"].field, event)
    assert not event.isAccepted()


def test_care_of_another_year_is_priced_with_that_years_totals(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    assert page.ui.panel.priced().totals_before.year == "2026"
    page.ui.form.open_field("issue_day")
    claim_desk.press("20251112", wait=False)
    assert page.ui.panel.priced() is None, "never a price from another year's totals"
    claim_desk.settle_down()
    assert page.ui.panel.priced().totals_before.year == "2025"


def test_redo_does_again_what_was_undone(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.receipts.remove(0)
    page.walk.undo()
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.receipt.number == ""


def test_papers_are_ticked_by_key(claim_desk) -> None:
    claim_desk.begin()
    draft = claim_desk.claim.entry.draft
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert draft.documents == {"fee_list"}
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert draft.documents == {"receipt", "fee_list", "diagnosis", "record"}
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert draft.documents == {"receipt", "fee_list", "record"}
