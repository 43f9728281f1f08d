"""What-if and explanation on the claim page: by keys, beside the real calculation, and never booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.desktop.claim_page import ClaimPage
from counter.desktop.entry import copied
from counter.desktop.field import Choice
from counter.desktop.what_if_rows import compared_rows
from counter.domain.claim import CareKind
from counter.domain.money import format_amount

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def slot_of(page: ClaimPage, key: str) -> Callable[[], None] | None:
    return next((command.slot for command in page.commands() if command.key == key), None)


def choose(claim_desk, name: str, digit: str) -> None:
    claim_desk.claim.asides.what_if.form.boxes[name].field.setFocus()
    claim_desk.press(digit)


def opened(claim_desk) -> ClaimPage:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    slot_of(page, "F7")()
    claim_desk.settle_down()
    return page


def test_the_what_if_begins_with_the_claim_itself(claim_desk) -> None:
    page = opened(claim_desk)
    panel = page.asides.what_if
    assert page.asides.supposes and panel.isVisible() and not page.ui.grid.isVisible()
    assert page.ui.panel.isVisible(), "the real calculation stands beside it"
    assert panel.supposed.adjudication == page.ui.panel.priced()
    assert {row.apart_fen for row in panel.table.rows()} == {0}
    assert claim_desk.focus() is panel.form.boxes["place"].field


def test_another_level_shows_both_figures_and_the_difference(claim_desk) -> None:
    page = opened(claim_desk)
    choose(claim_desk, "level", "2")
    panel, real = page.asides.what_if, page.ui.panel.priced()
    there = panel.supposed.adjudication
    assert panel.supposed.claim.institution.level == "community" and there.fund_amount > real.fund_amount
    funds = next(row for row in panel.table.rows() if row.real_fen == real.fund_amount and row.strong)
    assert funds.apart_fen == there.fund_amount - real.fund_amount
    assert panel.form.boxes["level"].problem(), "what is supposed is marked"
    assert page.ui.panel.priced() == real


def test_no_key_books_prints_or_saves_a_what_if(claim_desk) -> None:
    page = opened(claim_desk)
    before = copied(page.entry.draft)
    choose(claim_desk, "level", "2")
    assert {command.key for command in page.commands()} == {"Esc", "F7"}
    page.submit()
    QTest.mouseClick(page.ui.settle_button, Qt.MouseButton.LeftButton)
    claim_desk.settle_down()
    assert claim_desk.went == [] and page.asides.supposes
    claim_desk.press(ESC)
    assert not page.asides.is_open and page.ui.grid.isVisible()
    after = copied(page.entry.draft)
    assert replace(after, place=before.place) == before
    page.save()
    claim_desk.settle_down()
    (kept,) = claim_desk.counter.drafts(1)
    assert replace(kept.draft, place=before.place) == before
    page.submit()
    assert claim_desk.went[-1][0] == "settlement"


def test_another_region_lists_what_is_covered_and_says_when_nothing_is(claim_desk) -> None:
    page = opened(claim_desk)
    panel = page.asides.what_if
    place = panel.form.boxes["place"].field
    assert isinstance(place, Choice)
    offered = {place.itemData(row)[0] for row in range(place.count())}
    assert offered == {policy.region for policy in claim_desk.counter.policies()} and "500112" not in offered
    row = next(row for row in range(place.count()) if place.itemData(row) == ("310000", "310"))
    choose(claim_desk, "place", str(row + 1))
    assert panel.supposed is None
    said = panel._refusal.text()
    assert "上海" in said and "职工医保" in said and "2026-11-12" in said and "2021-07-01" in said
    assert {row.supposed_fen for row in panel.table.rows()} == {None}
    day = panel.form.boxes["day"].field
    day.setFocus()
    day.selectAll()
    claim_desk.press("2022-06-01")
    assert panel.supposed is not None and panel.supposed.fresh
    assert "从零算起" in panel._notes.text()


def test_a_what_if_of_another_class_names_those_of_its_package(claim_desk) -> None:
    page = opened(claim_desk)
    panel = page.asides.what_if
    classes = panel.form.boxes["person_class"].field
    assert [classes.itemData(row) for row in range(classes.count())] == [
        None,
        "in_service",
        "retired_under_70",
        "retired_from_70",
    ]
    choose(claim_desk, "person_class", "4")
    assert panel.supposed.adjudication.fund_amount >= page.ui.panel.priced().fund_amount


def test_a_day_before_birth_is_refused_in_words(claim_desk) -> None:
    page = opened(claim_desk)
    born = page.entry.draft.person.birth_day
    typed = page.asides.what_if._typed
    young = replace(typed.claim, person=replace(typed.claim.person, birth_day=born.replace(year=2024)))
    page.asides.what_if.show_typed(replace(typed, claim=young), page.ui.panel.priced())
    day = page.asides.what_if.form.boxes["day"].field
    day.setFocus()
    day.selectAll()
    claim_desk.press("2020-06-01")
    assert page.asides.what_if.supposed is None and page.asides.what_if._refusal.isVisible()
    page._problems.strict = True
    page._problems.show()
    assert not page.ui.said.isVisible(), "problems stand beside their fields, not beside a what-if"


def test_care_elsewhere_without_a_rule_is_refused_in_the_what_if_only(claim_desk) -> None:
    page = opened(claim_desk)
    choose(claim_desk, "away", "3")
    assert page.asides.what_if.supposed is None
    assert "异地就医" in page.asides.what_if._refusal.text()
    assert page.ui.panel.priced() is not None


@pytest.mark.parametrize("leave", ["mask", "visit", "scan", "place"])
def test_whatever_happens_the_what_if_is_left_first(claim_desk, leave: str) -> None:
    page = opened(claim_desk)
    if leave == "mask":
        page.set_masked(True)
    elif leave == "visit":
        page.show_visit(claim_desk.visit(2))
    elif leave == "scan":
        page.take_scan("11060126,0012345999,7fa31c,99999.99,20261112")
    else:
        page.receipts.choose(0)
        page.walk.open("receipts.0.number")
    claim_desk.settle_down()
    assert not page.asides.is_open
    assert not page.asides.what_if.isVisible()


def test_without_figures_there_is_nothing_to_suppose_or_explain(claim_desk) -> None:
    claim_desk.begin()
    page = claim_desk.claim
    slot_of(page, "F7")()
    page.explain()
    assert not page.asides.is_open
    assert [kind for _, kind in claim_desk.said[-2:]] == ["warning", "warning"]


def test_the_explanation_is_large_bilingual_and_copied_whole(claim_desk) -> None:
    claim_desk.begin()
    claim_desk.fill()
    page = claim_desk.claim
    page.explain()
    claim_desk.settle_down()
    sheet, priced = page.asides.sheet, page.ui.panel.priced()
    assert sheet.isVisible() and not page.ui.grid.isVisible()
    text = sheet.letter().text()
    assert format_amount(priced.fund_amount) in text and "为什么不能再多" in text and "什么会改变结果" in text
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "Why it is not more" in sheet.letter().text()
    QTest.keyClick(claim_desk.focus(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == sheet.letter().text()
    member = page._visit.member
    assert member.name not in text and member.id_number not in text
    claim_desk.press(ESC)
    assert not page.asides.is_open


def test_rows_of_unlike_payers_stand_side_by_side(claim_desk) -> None:
    claim_desk.begin(3)
    claim_desk.fill()
    page = claim_desk.claim
    slot_of(page, "F7")()
    real = page.ui.panel.priced()
    form = page.asides.what_if.form
    care = form.boxes["care"].field
    care.setCurrentIndex(care.findData(CareKind.INPATIENT))
    form.changed.emit()
    there = page.asides.what_if.supposed.adjudication
    rows = compared_rows(real, there, "zh")
    for priced, side in ((real, "real_fen"), (there, "supposed_fen")):
        by_title = {row.title: getattr(row, side) for row in rows}
        for fund in priced.funds:
            assert by_title[fund.name_zh] == fund.amount_fen
        assert by_title["基金支付合计"] == priced.fund_amount
    assert compared_rows(None, None, "zh") == ()
