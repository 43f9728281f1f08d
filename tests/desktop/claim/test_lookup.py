"""Numbered hits: when a digit chooses, when it belongs to a code, and who waits for whom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.desktop.lanes import Lane
from counter.desktop.lookup import Finder, Hit, LookupField
from counter.domain.errors import StoreProblem

HITS = (Hit("甲药", "", "XC10A", "first"), Hit("乙药", "", "XC20B", "second"))


class Bench:
    """A look-up field in a window, with what it said."""

    def __init__(self, qtbot: QtBot, lane: Lane, window: QWidget) -> None:
        self.qtbot, self.lane = qtbot, lane
        self.asked: list[str] = []
        self.finder = Finder(lane, self._find, window)
        self.field = LookupField(self.finder, "按原文", window)
        layout = window.layout()
        assert layout is not None
        layout.addWidget(self.field)
        self.chosen: list[object] = []
        self.kept: list[str] = []
        self.deferred: list[str] = []
        self.field.chosen.connect(lambda hit: self.chosen.append(hit.value))
        self.field.kept.connect(self.kept.append)
        self.field.deferred.connect(self.deferred.append)

    def _find(self, text: str) -> tuple[Hit, ...]:
        self.asked.append(text)
        if text == "bad":
            raise StoreProblem("locked")
        return HITS if text.lower() in ("x", "xc", "yao") else ()

    def type(self, text: str, *, wait: bool = True) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.field, letter)
            if wait:
                self.lane.wait_idle()


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot):
    lane = Lane("lookup")
    window = QWidget()
    QVBoxLayout(window)
    window.resize(500, 400)
    made = Bench(qtbot, lane, window)
    window.show()
    window.activateWindow()
    made.field.setFocus()
    yield made
    lane.wait_idle()
    window.close()
    window.deleteLater()
    lane.stop()
    qapp.processEvents()


def test_digit_chooses_after_initials(bench: Bench) -> None:
    bench.type("yao2")
    assert bench.chosen == ["second"]
    assert bench.field.hits() == ()


def test_digit_goes_on_with_a_code(bench: Bench) -> None:
    bench.type("xc1")
    assert bench.chosen == []
    assert bench.field.text() == "xc1"


def test_alt_digit_chooses_even_then(bench: Bench, qtbot: QtBot) -> None:
    bench.type("xc")
    qtbot.keyClick(bench.field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert bench.chosen == ["second"]


def test_digit_beyond_the_hits_is_typed(bench: Bench) -> None:
    bench.type("yao5")
    assert bench.chosen == []
    assert bench.field.text() == "yao5"


def test_zero_keeps_the_text(bench: Bench) -> None:
    bench.type("yao0")
    assert bench.kept == ["yao"]


def test_enter_takes_the_first_or_keeps_what_nothing_fits(bench: Bench, qtbot: QtBot) -> None:
    bench.type("yao")
    qtbot.keyClick(bench.field, Qt.Key.Key_Return)
    bench.field.clear()
    bench.type("zzz")
    qtbot.keyClick(bench.field, Qt.Key.Key_Enter)
    assert (bench.chosen, bench.kept) == (["first"], ["zzz"])


def test_enter_before_the_answer_is_kept_for_later(bench: Bench, qtbot: QtBot) -> None:
    bench.type("yao", wait=False)
    qtbot.keyClick(bench.field, Qt.Key.Key_Return)
    assert bench.deferred == ["yao"]
    bench.lane.wait_idle()
    assert bench.chosen == []
    assert bench.field.hits() == (), "a late answer opens no list over what came next"


def test_same_question_is_asked_once(bench: Bench) -> None:
    answers: list[int] = []
    bench.finder.ask("Yao", lambda hits: answers.append(len(hits)))
    bench.finder.ask("yao ", lambda hits: answers.append(len(hits)))
    bench.lane.wait_idle()
    bench.finder.ask("YAO", lambda hits: answers.append(len(hits)))
    assert answers == [2, 2, 2]
    assert len(bench.asked) == 1
    bench.finder.forget()
    assert bench.finder.known("yao") is None


def test_failed_look_up_is_said_and_can_be_repeated(bench: Bench) -> None:
    failures: list[object] = []
    bench.finder.failed.connect(failures.append)
    bench.finder.ask("bad", lambda _hits: None)
    bench.lane.wait_idle()
    bench.finder.ask("bad", lambda _hits: None)
    bench.lane.wait_idle()
    assert len(failures) == 2


def test_escape_closes_the_list_first(bench: Bench, qtbot: QtBot) -> None:
    cancelled: list[int] = []
    bench.field.cancelled.connect(lambda: cancelled.append(1))
    bench.type("yao")
    qtbot.keyClick(bench.field, Qt.Key.Key_Escape)
    assert bench.field.hits() == ()
    assert cancelled == []
    qtbot.keyClick(bench.field, Qt.Key.Key_Escape)
    assert cancelled == [1]
