"""The window with a reader that is moved under it: nothing of a member stays when the card is gone."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView
from window_scene import FakeReaders, Scene, all_text, card_of, visible_texts

from counter.desktop.main_window import MainWindow
from counter.domain.errors import CardError, StoreProblem
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dX]|(?<!\d)\d{15}(?!\d)")


def test_nobody_is_served_at_first(scene: Scene) -> None:
    assert scene.page.form.states.currentWidget() is scene.page.form.start_panel
    assert "请插入社会保障卡" in all_text(scene)
    assert scene.window.form.visit_bar.reader_chip.text() == "请插卡"


def test_a_card_shows_the_member_masked(scene: Scene) -> None:
    scene.insert(1)
    member = scene.member(1)
    text = all_text(scene)
    assert member.name in text
    assert not ID_NUMBER.search(text), "no whole ID number anywhere"
    assert member.card_number is not None
    assert member.card_number not in text
    assert scene.window.form.visit_bar.number.text().endswith(member.id_number[-4:])


@pytest.mark.parametrize("tab", range(4))
def test_no_tab_shows_a_whole_number(scene: Scene, tab: int) -> None:
    scene.insert(1)
    scene.page.form.enquiry.setCurrentIndex(tab)
    scene.settle_down()
    assert scene.page.enquiry.tables()[tab].model().rowCount() > 0
    assert not ID_NUMBER.search(all_text(scene))


def test_pulling_the_card_masks_everything(scene: Scene) -> None:
    scene.insert(1)
    name = scene.member(1).name
    balance = scene.page.form.balance.text()
    scene.reader.pull()
    scene.settle_down()
    text = all_text(scene)
    assert name not in text
    assert name[0] + "*" in text, "the bar keeps the masked name"
    assert balance not in text
    assert scene.page.form.balance.text() != balance, "not even a hidden widget keeps it"
    assert scene.page.enquiry.account.rowCount() == 0
    assert scene.window.serving.is_masked


def test_the_same_card_shows_the_member_again(scene: Scene) -> None:
    scene.insert(1)
    scene.reader.pull()
    scene.settle_down()
    scene.insert(1)
    assert not scene.window.serving.is_masked
    assert scene.member(1).name in all_text(scene)
    assert scene.page.enquiry.account.rowCount() > 0


def test_another_card_is_a_new_visit(scene: Scene) -> None:
    scene.insert(1)
    first = scene.member(1).name
    scene.insert(2)
    text = all_text(scene)
    assert first not in text
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 2


def test_figures_that_come_after_the_card_left_do_not_uncover_the_page(scene: Scene) -> None:
    scene.insert(1)
    scene.window.serving.reopen()
    scene.reader.pull()
    scene.settle_down()
    assert scene.window.serving.is_masked
    assert scene.member(1).name not in all_text(scene)
    assert scene.page.enquiry.account.rowCount() == 0
    scene.insert(1)
    assert not scene.window.serving.is_masked


@pytest.mark.parametrize("gone", ["masked", "closed", "another", "failed", "void"])
def test_an_act_without_the_member_says_so(scene: Scene, gone: str, tmp_path: Path) -> None:
    """Whoever was served before is not here any more, and nobody may stand in the log as if they were."""
    serving, lane = scene.window.serving, scene.window.lane
    card = scene.insert(1)
    if gone == "masked":
        scene.reader.pull()
    elif gone == "closed":
        serving.close()
    elif gone == "another":
        scene.insert(2)
    elif gone == "failed":
        serving.open_number("X99999999", "test")
    else:
        serving.close()
        serving.take_event(ReaderEvent(ReaderPhase.READ, card.reader, card.insertion, card=card))
        serving.take_event(ReaderEvent(ReaderPhase.REMOVED, card.reader, card.insertion))
    scene.settle_down()
    lane.run(
        lambda: scene.counter.reveal(1, "id_number", "test"), owner=serving, succeeded=lambda _none: None,
        failed=pytest.fail,
    )  # fmt: skip
    scene.settle_down()
    assert routes_of_reveals(tmp_path) == ["none"]


def test_the_member_who_stays_is_still_here_when_a_card_leaves_unopened(scene: Scene, tmp_path: Path) -> None:
    """A typed visit; the same person's card is put in and pulled before the books answer."""
    serving = scene.window.serving
    serving.open_member(1, "test")
    scene.settle_down()
    card = card_of(scene.member(1), 1)
    serving.take_event(ReaderEvent(ReaderPhase.READ, card.reader, 1, card=card))
    serving.take_event(ReaderEvent(ReaderPhase.REMOVED, card.reader, 1))
    scene.settle_down()
    assert serving.visit is not None
    scene.counter.reveal(1, "id_number", "test")
    assert routes_of_reveals(tmp_path) == ["typed"]


def routes_of_reveals(folder: Path) -> list[str]:
    """By which route the audit log says that members were identified whose numbers were shown."""
    with contextlib.closing(sqlite3.connect(next(folder.glob("books*.db")))) as line:
        rows = line.execute("SELECT content FROM audit WHERE kind = 'reveal' ORDER BY seq").fetchall()
    return [json.loads(row[0])["route"] for row in rows]


def test_a_swap_without_a_removal_hides_at_once(scene: Scene) -> None:
    scene.insert(1)
    scene.reader.begin()
    scene.window.repaint()
    assert scene.window.serving.is_masked, "before the new card was read"
    assert scene.member(1).name not in all_text(scene)


def test_an_answer_for_a_card_that_is_gone_is_dropped(scene: Scene) -> None:
    member = scene.member(1)
    scene.reader.insert(member)
    scene.reader.pull()
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert member.name not in all_text(scene)
    assert scene.page.form.states.currentWidget() is scene.page.form.start_panel


def test_a_failure_for_a_card_that_is_gone_is_not_told_of_the_next(scene: Scene) -> None:
    told: list[tuple[str, str]] = []
    scene.window.serving.problem.connect(lambda headline, sentence: told.append((headline, sentence)))
    scene.reader.insert(scene.member(1), id_number="990101190001010014", card_number="X99999999", card_id="0" * 32)
    scene.reader.pull()
    scene.reader.insert(scene.member(2))
    scene.settle_down()
    assert told == []
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 2


def test_a_late_event_of_an_older_insertion_is_ignored(scene: Scene) -> None:
    first = scene.insert(1)
    scene.insert(2)
    scene.reader.insertion -= 1
    scene.reader.say(ReaderPhase.READ, card=first)
    scene.reader.say(ReaderPhase.REMOVED)
    scene.settle_down()
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 2
    assert not scene.window.serving.is_masked


@pytest.mark.parametrize("phase", [ReaderPhase.NO_SERVICE, ReaderPhase.NO_READER, ReaderPhase.STUCK])
def test_a_reader_that_is_gone_masks_too(scene: Scene, phase: ReaderPhase) -> None:
    scene.insert(1)
    scene.reader.say(phase)
    scene.settle_down()
    assert scene.window.serving.is_masked


@pytest.mark.parametrize("phase", list(ReaderPhase))
def test_every_phase_of_the_reader_has_its_chip(scene: Scene, phase: ReaderPhase) -> None:
    scene.reader.insertion += 1
    error = CardError("mute", "80100066") if phase in (ReaderPhase.MUTE, ReaderPhase.WRONG_CARD) else None
    scene.reader.say(phase, error=error)
    scene.settle_down()
    assert scene.window.form.visit_bar.reader_chip.isVisible()
    assert scene.window.form.visit_bar.advice.isVisible()
    if error is not None:
        assert "擦净芯片" in scene.window.form.visit_bar.advice.text()


def test_a_protected_card_asks_for_a_number(scene: Scene) -> None:
    scene.reader.begin()
    scene.reader.say(ReaderPhase.PROTECTED)
    scene.settle_down()
    assert "身份证" in scene.window.form.visit_bar.advice.text()
    assert scene.window.form.visit_bar.search.hasFocus()


def test_a_driver_that_failed_is_quoted(scene: Scene) -> None:
    scene.reader.begin()
    scene.reader.say(ReaderPhase.PROTECTED, error=CardError("driver", "-2", "没有卡"))
    scene.settle_down()
    assert scene.window.form.visit_bar.advice.text().endswith("[-2 没有卡]")
    assert scene.window.form.visit_bar.search.hasFocus()


def test_a_card_of_another_person_opens_nothing(scene: Scene) -> None:
    other = scene.member(2)
    scene.reader.insert(scene.member(1), id_number=other.id_number)
    scene.settle_down()
    text = all_text(scene)
    assert scene.window.serving.visit is None or scene.window.serving.visit.member.member_id == 2
    assert scene.member(1).name not in text or "不一致" in text


def test_an_unknown_card_says_what_to_do(scene: Scene) -> None:
    scene.reader.insert(scene.member(1), id_number="990101190001010014", card_number="X99999999", card_id="0" * 32)
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert "没有查到" in scene.page.form.start_panel.headline.text()
    assert "参保登记" in scene.window.form.command_bar.message()


def test_a_simulated_card_is_named_as_such(scene: Scene) -> None:
    scene.reader.say(ReaderPhase.EMPTY, simulated=True)
    scene.settle_down()
    assert scene.window.form.visit_bar.simulated_chip.text() == "模拟卡"


def test_training_is_said(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(mode="simulated")
    banner = scene.window.form.banner_text.text()
    assert "虚构" in banner
    assert "模拟" in banner


def test_reveal_is_logged_shown_and_hidden_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter.desktop.visit_bar.REVEAL_MS", 400)
    scene.insert(1)
    before = scene.books.audit_head()[0]
    bar = scene.window.form.visit_bar
    bar.reveal.click()
    assert not ID_NUMBER.search(all_text(scene)), "not before the reason is given"
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_2)
    assert scene.window.lane.wait_idle()
    assert bar.number.text() == scene.member(1).id_number
    assert scene.books.audit_head()[0] > before
    QTest.qWait(600)
    assert not ID_NUMBER.search(all_text(scene))


def test_reveal_that_cannot_be_logged_shows_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.insert(1)

    def full(*_arguments: object) -> None:
        raise StoreProblem("disk_full")

    monkeypatch.setattr(scene.counter, "reveal", full)
    scene.window.form.visit_bar.reveal.click()
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.settle_down()
    assert not ID_NUMBER.search(all_text(scene))
    assert "磁盘已满" in scene.window.form.command_bar.message()


def test_reveal_dies_with_the_card(scene: Scene) -> None:
    scene.insert(1)
    scene.window.form.visit_bar.reveal.click()
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.reader.pull()
    scene.settle_down()
    assert not ID_NUMBER.search(all_text(scene))


def test_a_member_is_found_by_initials_and_chosen_by_digit(scene: Scene) -> None:
    member = scene.member(1)
    search = scene.window.form.visit_bar.search
    QTest.keyClick(scene.window, Qt.Key.Key_F3)
    scene.type(search, member.initials)
    QTest.qWait(200)
    scene.settle_down()
    hits = search.hits()
    place = next(index for index, hit in enumerate(hits, 1) if hit.member_id == 1)
    scene.type(search, str(place))
    assert scene.window.form.choice_strip.isVisible(), "a search asks why"
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.settle_down()
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 1
    assert search.text() == ""


def test_a_wrong_check_digit_is_said_below_the_box(scene: Scene) -> None:
    search = scene.window.form.visit_bar.search
    search.setFocus()
    number = scene.member(1).id_number
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    scene.type(search, wrong)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "校验位" in all_text(scene)
    assert not scene.window.form.choice_strip.isVisible()


def test_a_typed_number_opens_its_member(scene: Scene) -> None:
    search = scene.window.form.visit_bar.search
    search.setFocus()
    scene.type(search, scene.member(3).id_number)
    QTest.keyClick(search, Qt.Key.Key_Return)
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.settle_down()
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 3
    assert scene.window.serving.visit.identity.typed_reason


def test_the_lock_hides_everything_and_keeps_the_visit(scene: Scene) -> None:
    scene.insert(1)
    QTest.keyClick(scene.window, Qt.Key.Key_F12)
    text = all_text(scene)
    assert scene.member(1).name not in text
    assert "990101" not in text
    QTest.keyClick(scene.window, Qt.Key.Key_F3)
    assert not scene.window.form.visit_bar.search.isVisible(), "keys of the frame do nothing"
    QTest.keyClick(scene.window, Qt.Key.Key_F12)
    assert scene.member(1).name in all_text(scene)


def test_a_bug_stops_the_visit_and_says_so(scene: Scene) -> None:
    scene.insert(1)

    def stumble() -> None:
        raise RuntimeError("private text")

    scene.window.lane.run(stumble, owner=scene.window, succeeded=lambda _none: None, failed=lambda _error: None)
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert "RuntimeError" in scene.window.form.command_bar.message()
    assert "private" not in all_text(scene)
    assert scene.member(1).name not in all_text(scene)


def test_books_that_cannot_be_opened_say_why_and_can_be_tried_again(qapp: object) -> None:
    tries: list[int] = []

    def fail() -> object:
        tries.append(1)
        raise StoreProblem("newer_than_program")

    window = MainWindow(fail, lambda: FakeReaders(_Quiet(), None, "pcsc"))  # type: ignore[arg-type]
    try:
        window.show()
        QTest.qWaitForWindowExposed(window)
        QTest.qWait(50)
        assert window.lane.wait_idle()
        text = "\n".join(visible_texts(window))
        assert "数据库比本程序新" in text
        QTest.keyClick(window, Qt.Key.Key_F5)
        assert window.lane.wait_idle()
        assert len(tries) == 2
    finally:
        window.close()
        window.deleteLater()


class _Quiet:
    """A reader that says nothing."""

    def start(self, listener: object) -> None:
        pass

    def read_again(self, _reader: str = "") -> None:
        pass

    def seated(self, card: object) -> bool:
        return False

    def stop(self) -> None:
        pass


def test_f2_reads_again(scene: Scene) -> None:
    QTest.keyClick(scene.window, Qt.Key.Key_F2)
    scene.settle_down()
    assert scene.reader.read_again_count == 1


def test_closing_stops_the_reader(scene: Scene) -> None:
    scene.window.close()
    assert scene.reader.stopped


def test_text_size_changes_and_stays_within_its_limits(scene: Scene) -> None:
    height = scene.window.form.visit_bar.name.fontMetrics().height()
    for _ in range(9):
        QTest.keyClick(scene.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert scene.window.form.visit_bar.name.fontMetrics().height() > height
    for _ in range(9):
        QTest.keyClick(scene.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert scene.window.form.visit_bar.name.fontMetrics().height() == height


def test_the_tray_is_worked_by_keys(make_scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch) -> None:
    scene = make_scene()
    scene.window.tray_desk.use(scene.tray)
    scene.settle_down()
    QTest.keyClick(scene.window, Qt.Key.Key_F11)
    drawer = scene.window.tray_desk.drawer
    assert drawer is not None
    assert drawer.isVisible()
    cards = drawer.findChild(QAbstractItemView)
    assert cards is not None
    QTest.keyClick(cards, Qt.Key.Key_Down)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    scene.settle_down()
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    scene.settle_down()
    assert scene.tray.acts == ["insert two", "pull"]


def test_every_button_and_table_has_a_name(scene: Scene) -> None:
    scene.insert(1)
    unnamed = [
        widget
        for kind in (QAbstractButton, QAbstractItemView)
        for widget in scene.window.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in ("QHeaderView", "QTableCornerButton", "QToolButton", "QLineEditIconButton")
    ]
    assert unnamed == []


def test_the_lock_tells_of_a_card_that_is_left_in(scene: Scene) -> None:
    """Nobody may go and leave a member's card behind."""
    note = "读卡器里还有卡"
    scene.insert(1)
    scene.window.lock()
    assert note in all_text(scene)
    scene.window.unlock()
    scene.reader.pull()
    scene.settle_down()
    scene.window.lock()
    assert note not in all_text(scene)


def test_a_member_who_could_not_be_opened_again_is_not_here(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.insert(1)
    assert scene.counter._established.of(1) == "chip"

    def fails(*_arguments: object) -> None:
        raise StoreProblem("unreachable", "x")

    monkeypatch.setattr(scene.counter, "open", fails)
    scene.window.serving.reopen()
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert scene.counter._established.of(1) == "none"
