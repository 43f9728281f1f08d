"""The member page on the real books of the training centre."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_scene import TODAY, Scene

from counter.domain.draft import DraftReceipt
from counter.domain.errors import StoreProblem
from counter.domain.identity import IdentityRoute
from counter.domain.member import Answer
from counter.domain.money import format_amount


def open_member(scene: Scene, member_id: int) -> None:
    scene.window.serving.open_member(member_id, "test")
    scene.settle_down()


def test_the_balance_is_that_of_the_books(scene: Scene) -> None:
    open_member(scene, 1)
    money = scene.books.record_by_id(1, "test").money
    assert scene.page.form.balance.text() == format_amount(money.total_fen)
    assert scene.page.enquiry.account.row(0).balance_fen == money.total_fen


def test_the_chart_has_a_table_twin(scene: Scene) -> None:
    open_member(scene, 1)
    form = scene.page.form
    form.chart_switch.click()
    assert form.chart_stack.currentWidget() is form.balance_table
    newest = scene.page.months.row(0)
    assert newest == scene.books.record_by_id(1, "test").monthly_balances[-1]
    form.chart_switch.click()
    assert form.chart_stack.currentWidget() is form.balance_chart


def test_filters_ask_the_books(scene: Scene) -> None:
    open_member(scene, 1)
    page = scene.page
    everything = page.enquiry.account.rowCount()
    page.form.year_filter.setCurrentIndex(1)
    page.form.year_filter.activated.emit(1)
    scene.settle_down()
    rows = page.enquiry.account.rows()
    assert 0 < len(rows) < everything
    assert {row.day.year for row in rows} == {TODAY.year}


def test_expenses_are_filtered_by_the_places_of_the_member(scene: Scene) -> None:
    open_member(scene, 1)
    page = scene.page
    page.form.enquiry.setCurrentIndex(3)
    scene.settle_down()
    everything = page.enquiry.expense.rowCount()
    box = page.form.institution_filter
    assert box.count() > 2
    box.setCurrentIndex(1)
    box.activated.emit(1)
    scene.settle_down()
    rows = page.enquiry.expense.rows()
    assert 0 < len(rows) < everything
    assert {row.institution for row in rows} == {box.currentText()}
    assert box.count() > 2, "the other places can still be chosen"


def test_a_filter_without_rows_says_so(scene: Scene) -> None:
    open_member(scene, 1)
    page = scene.page
    page.form.kind_filter.setCurrentIndex(page.form.kind_filter.findData("reversal"))
    page.form.kind_filter.activated.emit(0)
    scene.settle_down()
    assert page.enquiry.account.rowCount() == 0
    assert "没有符合条件的记录" in page.form.enquiry_note.text()


def test_as_it_stood_on_a_day(scene: Scene) -> None:
    open_member(scene, 1)
    page = scene.page
    day = TODAY - timedelta(days=200)
    QTest.keyClick(scene.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.form.as_of.hasFocus()
    page.form.as_of.insert(day.isoformat().translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    QTest.keyClick(page.form.as_of, Qt.Key.Key_Return)
    scene.settle_down()
    then = scene.books.record_by_id(1, "test", day).money.total_fen
    assert page.form.balance.text() == format_amount(then)
    assert page.form.as_of_banner.isVisible()
    assert all(row.day <= day for row in page.enquiry.account.rows())
    page.form.as_of_back.click()
    scene.settle_down()
    assert not page.form.as_of_banner.isVisible()
    assert page.form.balance.text() == format_amount(scene.books.record_by_id(1, "test").money.total_fen)


def test_a_day_that_is_none_or_later_is_refused_in_place(scene: Scene) -> None:
    open_member(scene, 1)
    page = scene.page
    for text in ("2026-02-30", (TODAY + timedelta(days=1)).isoformat(), "x"):
        page.form.as_of.setText(text)
        QTest.keyClick(page.form.as_of, Qt.Key.Key_Return)
        scene.settle_down()
        assert page.form.as_of.property("state") == "wrong"
        assert "截至日期" in scene.window.form.command_bar.message()
        assert not page.form.as_of_banner.isVisible()


def test_another_member_starts_today_again(scene: Scene) -> None:
    open_member(scene, 1)
    scene.page.form.as_of.setText("2026-01-01")
    QTest.keyClick(scene.page.form.as_of, Qt.Key.Key_Return)
    scene.settle_down()
    open_member(scene, 2)
    assert not scene.page.form.as_of_banner.isVisible()


def test_a_failed_enquiry_leaves_the_overview(scene: Scene, monkeypatch: object) -> None:
    open_member(scene, 1)

    def lost(*_arguments: object, **_more: object) -> None:
        raise StoreProblem("unreachable")

    scene.counter.clearing_years = lost  # type: ignore[method-assign, assignment]
    scene.page.form.enquiry.setCurrentIndex(1)
    scene.settle_down()
    assert "连不上数据库" in scene.page.form.enquiry_note.text()
    assert scene.page.form.balance.text() != "—"


def test_every_answer_to_eligibility_is_shown_with_its_reasons(scene: Scene) -> None:
    seen: set[Answer] = set()
    for member_id in (1, 13, 14, *range(195, 230)):
        overview = scene.counter.open_found(member_id, "test")
        if overview.eligibility.answer in seen:
            continue
        seen.add(overview.eligibility.answer)
        open_member(scene, member_id)
        chip = scene.window.form.visit_bar.answer_chip
        kind = {Answer.YES: "ok", Answer.NO: "danger", Answer.UNKNOWN: "warning"}[overview.eligibility.answer]
        assert chip.kind() == kind
        assert "09:10" in chip.text()
        assert chip.toolTip()
    assert seen == set(Answer)


def test_open_cases_are_listed_at_the_start_and_resumed(scene: Scene) -> None:
    draft = scene.counter.new_draft(scene.counter.open_found(1, "test"))
    draft.receipts.append(DraftReceipt(number="0012345678", total="12.00"))
    scene.counter.save_draft(draft)
    scene.window.state.refresh()
    scene.settle_down()
    panel = scene.page.form.start_panel
    assert panel.count() == 1
    assert scene.window.form.rail.badge("claim") == 1
    case = scene.counter.open_cases()[0]
    panel.resume.emit(case)
    scene.settle_down()
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 1
    current = scene.window.current_page()
    assert current is not None
    assert current.key == "claim"


def test_an_unknown_outcome_is_looked_up_never_entered_again(scene: Scene) -> None:
    draft = scene.counter.new_draft(scene.counter.open_found(1, "test"))
    scene.counter.save_draft(draft)
    scene.books.mark_submitted(draft.key)
    scene.window.state.refresh()
    scene.settle_down()
    case = scene.counter.open_cases()[0]
    assert case.kind == "outcome_unknown"
    scene.window.open_page("case", case)
    scene.settle_down()
    assert "没有记账" in scene.window.form.command_bar.message()


def test_a_case_that_someone_else_finished_says_so(scene: Scene) -> None:
    draft = scene.counter.new_draft(scene.counter.open_found(1, "test"))
    scene.counter.save_draft(draft)
    case = scene.counter.open_cases()[0]
    scene.counter.discard_draft(draft.key)
    scene.window.open_page("case", case)
    scene.settle_down()
    assert "办完或作废" in scene.window.form.command_bar.message()


@pytest.mark.parametrize("served", [1, 2])
def test_a_draft_is_gone_on_with_for_its_own_member_only(scene: Scene, served: int) -> None:
    """Not for another member who is served, and not on the card of its own that is gone."""
    draft = scene.counter.new_draft(scene.counter.open_found(1, "test"))
    draft.receipts.append(DraftReceipt(number="0012345678", total="12.00"))
    scene.counter.save_draft(draft)
    scene.insert(served)
    if served == 1:
        scene.reader.pull()
        scene.settle_down()
    scene.window.open_page("case", scene.counter.open_cases()[0])
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert (serving.visit.member.member_id, serving.visit.identity.route) == (1, IdentityRoute.TYPED)
    assert not serving.is_masked
