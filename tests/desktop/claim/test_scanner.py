"""A scan is told from typing by time alone, and no letter of it reaches a field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.desktop import scanner as scanner_module
from counter.desktop.scanner import LONGEST, Scanner, refusal
from counter.domain.identity import id_check_digit
from counter.domain.scanned_code import recognise

ID_NUMBER = "99010119680512001" + id_check_digit("99010119680512001")


class Wedge:
    """Keys with times of their own."""

    def __init__(self, first: QLineEdit, second: QLineEdit, scanner: Scanner) -> None:
        self.first, self.second = first, second
        self.scans: list[str] = []
        scanner.scanned.connect(self.scans.append)
        scanner._clock = lambda: self.now
        self.now = 1000

    def key(
        self,
        text: str,
        gap_ms: int,
        code: Qt.Key | int = 0,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        repeat: bool = False,
    ) -> None:
        self.now += gap_ms
        number = int(code) if code else ord(text[0].upper()) if text.isascii() and text else 0
        event = QKeyEvent(QKeyEvent.Type.KeyPress, number, modifiers, text, repeat)
        event.setTimestamp(self.now)
        self._send(event)

    def compose(self, preedit: str, commit: str, gap_ms: int) -> None:
        """The input method says something: it has a time of arrival only."""
        self.now += gap_ms
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        self._send(event)

    def _send(self, event: QEvent) -> None:
        # Without a focus, keys go to the window.
        QApplication.sendEvent(QApplication.focusWidget() or self.first.window(), event)

    def scan(self, text: str, gap_ms: int = 5, *, enter: bool = True) -> None:
        for letter in text:
            self.key(letter, gap_ms)
        if enter:
            self.key("\r", gap_ms, Qt.Key.Key_Return)


@pytest.fixture
def wedge(qapp: QApplication, qtbot: QtBot) -> Iterator[Wedge]:
    window = QWidget()
    layout = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    first.returnPressed.connect(second.setFocus)
    window.show()
    window.activateWindow()
    first.setFocus()
    scanner = Scanner(window)
    scanner.watch(qapp, window)
    yield Wedge(first, second, scanner)
    scanner.stop(qapp)
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_only_what_gets_the_keys_is_looked_at(qapp: QApplication, wedge: Wedge) -> None:
    """A look at every event of the program would take a seventh of the time in which a page is painted."""
    seen: list[QObject] = []

    class Noting(Scanner):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            seen.append(watched)
            return super().eventFilter(watched, event)

    noting = Noting()
    noting.watch(qapp, wedge.first.window())
    try:
        wedge.second.setFocus()
        seen.clear()
        wedge.first.resize(50, 20)
        wedge.first.repaint()
        assert wedge.first not in seen
        wedge.second.repaint()
        assert wedge.second in seen
    finally:
        noting.stop(qapp)
    seen.clear()
    wedge.second.repaint()
    assert not seen


def test_scan_with_enter_leaks_nothing(wedge: Wedge) -> None:
    wedge.scan(ID_NUMBER)
    assert wedge.scans == [ID_NUMBER]
    assert wedge.first.text() == ""
    assert wedge.first.hasFocus(), "the Enter of a scan is not the Enter of a field"


@pytest.mark.parametrize("kind", [QPushButton, QListWidget, QPlainTextEdit, QComboBox, None])
def test_whatever_has_the_focus(wedge: Wedge, kind: type[QWidget] | None) -> None:
    """A receipt's code has spaces, which press buttons, and digits, which choose rows."""
    receipt = "11060126 0012345678 7FA31C"
    changed: list[object] = []
    if kind is None:
        wedge.first.clearFocus()
    else:
        focused = kind(wedge.first.window())
        if isinstance(focused, QPushButton):
            focused.clicked.connect(changed.append)
        elif isinstance(focused, QListWidget):
            focused.addItems(["1", "7", "F"])
            focused.currentRowChanged.connect(changed.append)
        elif isinstance(focused, QComboBox):
            focused.addItems(["x", "1", "7"])
            focused.currentIndexChanged.connect(changed.append)
        else:
            focused.textChanged.connect(lambda: changed.append(1))  # type: ignore[attr-defined]
        focused.show()
        focused.setFocus()
        assert focused.hasFocus()
        changed.clear()
    wedge.scan(receipt)
    assert wedge.scans == [receipt]
    assert changed == []
    assert wedge.first.text() == ""


def test_scan_without_enter_ends_with_a_pause(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.scan(ID_NUMBER, enter=False)
    qtbot.waitUntil(lambda: wedge.scans == [ID_NUMBER], timeout=1000)
    assert wedge.first.text() == ""


def test_unknown_scan_without_enter_is_still_a_scan(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.scan("qwertyuiop", enter=False)
    qtbot.waitUntil(lambda: wedge.scans == ["qwertyuiop"], timeout=1000)
    assert wedge.first.text() == ""


def test_typing_reaches_the_field_in_order(wedge: Wedge, qtbot: QtBot) -> None:
    for letter in "atf123":
        wedge.key(letter, 120)
    qtbot.waitUntil(lambda: wedge.first.text() == "atf123", timeout=1000)
    assert wedge.scans == []


def test_two_keys_rolled_over_are_typing(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.key("a", 100)
    wedge.key("s", 12)
    qtbot.waitUntil(lambda: wedge.first.text() == "as", timeout=1000)
    assert wedge.scans == []


def test_enter_after_typing_still_moves_on(wedge: Wedge, qtbot: QtBot) -> None:
    for letter in "12":
        wedge.key(letter, 100)
    wedge.key("\r", 10, Qt.Key.Key_Return)
    assert wedge.first.text() == "12"
    assert wedge.second.hasFocus()


def test_slow_long_typing_is_no_scan(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.scan(ID_NUMBER, gap_ms=31)
    assert wedge.scans == []
    assert wedge.first.text() == ID_NUMBER


def test_double_scan_counts_once(wedge: Wedge) -> None:
    wedge.scan(ID_NUMBER)
    wedge.scan(ID_NUMBER)
    assert wedge.scans == [ID_NUMBER]
    wedge.scan("11060126,0012345678")
    assert len(wedge.scans) == 2


def test_full_width_scan(wedge: Wedge) -> None:
    wide = ID_NUMBER.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789X"})
    wedge.scan(wide)
    assert recognise(wedge.scans[0]).value == ID_NUMBER


def test_scan_goes_on_after_a_hiccup(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.scan(ID_NUMBER[:10], enter=False)
    wedge.now += 55
    qtbot.wait(55)
    wedge.scan(ID_NUMBER[10:])
    assert wedge.scans == [ID_NUMBER]
    assert wedge.first.text() == ""


def test_held_key_is_no_scan(wedge: Wedge, qtbot: QtBot) -> None:
    for number in range(20):
        wedge.key("1", 10, repeat=number > 0)
    qtbot.waitUntil(lambda: wedge.first.text() == "1" * 20, timeout=1000)
    assert wedge.scans == []


def test_shortcut_keys_are_not_held_back(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.key("a", 100)
    wedge.key("", 5, Qt.Key.Key_Backspace)
    assert wedge.first.text() == ""
    wedge.key("b", 100)
    wedge.key("\x01", 5, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert wedge.first.text() == "b"
    assert wedge.first.selectedText() == "b"


def test_shift_of_a_scanner_is_part_of_the_scan(wedge: Wedge) -> None:
    for letter in "XC09CAX065":
        if letter.isalpha():
            wedge.key("", 1, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
        wedge.key(letter, 3)
    wedge.key("\r", 3, Qt.Key.Key_Return)
    assert wedge.scans == ["XC09CAX065"]


def test_an_input_method_that_passes_digits_on_as_texts(wedge: Wedge) -> None:
    for digit in ID_NUMBER:
        wedge.compose("", chr(ord(digit) + 0xFEE0), 6)
    wedge.key("\r", 6, Qt.Key.Key_Return)
    assert recognise(wedge.scans[0]).value == ID_NUMBER
    assert wedge.first.text() == ""


def test_an_input_method_that_keeps_the_last_letter_gives_it_up(
    wedge: Wedge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pinyin on: the digits pass, the X begins a word, and Enter never arrives."""
    number = "99010119900101006X"
    asked: list[str] = []

    class InputMethod:
        def commit(self) -> None:
            asked.append("commit")
            wedge.compose("", "x", 0)

        def reset(self) -> None:
            asked.append("reset")

    monkeypatch.setattr(scanner_module, "input_method", InputMethod)
    for digit in number[:-1]:
        wedge.key(digit, 5)
    wedge.compose("x", "", 5)
    qtbot.waitUntil(lambda: len(wedge.scans) == 1, timeout=1000)
    assert recognise(wedge.scans[0]).value == number
    assert wedge.first.text() == ""
    assert asked == ["commit", "reset"]


def test_words_of_an_input_method_reach_the_field_at_once(wedge: Wedge, qtbot: QtBot) -> None:
    wedge.key("1", 100)
    for preedit in ("z", "zh", "zha", "zhang"):
        wedge.compose(preedit, "", 80)
    wedge.compose("", "张三", 200)
    assert wedge.first.text() == "1张三"
    wedge.compose("", "，", 90)
    wedge.compose("", "a", 90)
    qtbot.waitUntil(lambda: wedge.first.text() == "1张三，a", timeout=1000)
    assert wedge.scans == []


def test_a_code_that_was_turned_into_words_is_refused_with_the_reason(wedge: Wedge, qtbot: QtBot) -> None:
    for letter in "12345678":
        wedge.key(letter, 5)
    wedge.compose("", "西村", 5)
    wedge.key("\r", 5, Qt.Key.Key_Return)
    assert wedge.first.text() == ""
    assert "输入法" in refusal(recognise(wedge.scans[0]), wedge.scans[0])
    assert "输入法" not in refusal(recognise("hello"), "hello")


def test_an_endless_scan_ends(wedge: Wedge) -> None:
    for _ in range(LONGEST + 10):
        wedge.key("7", 1)
    assert [len(scan) for scan in wedge.scans] == [LONGEST]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("134598761234567890", "微信"),
        ("286598761234567890", "支付宝"),
        ("990101-JS-2026-00000001", "结算单"),
        ("001101000010000", "目录编码"),
        ("11060126,0012345678", "票据"),
        ("hello", "认不出"),
    ],
)
def test_refusals_name_the_code_and_never_repeat_a_secret(text: str, words: str) -> None:
    said = refusal(recognise(text))
    assert words in said
    if words in ("医保电子凭证", "微信", "支付宝"):
        assert text not in said
