"""A barcode scanner is a keyboard: very fast keys that end with Enter or a pause (card.md 4, dependencies.md 12).

Hides how a scan is told from typing. Every printable key waits at most `RELEASE_MS`; keys that follow each other faster
than a hand can type are a scan and reach no field, anything else is given to the field in its order. Time is that of
the key, not of its handling, so that a busy window cannot turn typing into a scan.

With an input method on, some keys of a scan arrive as its texts: single characters belong to the scan, and what it is
still composing when the scan ends is taken from it. A code that it has turned into words is lost, and is said to be.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethod, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter.desktop.field import ENTER_KEYS
from counter.domain.scanned_code import LONGEST_CODE, CodeKind, ScannedCode

KEY_GAP_MS = 30
"""Keys of a scan follow each other faster than this."""
RELEASE_MS = 34
"""So long a single key waits for the next one before it goes to its field."""
HICCUP_MS = 120
"""So long a scan without Enter may pause before it counts as finished."""
SHORTEST = 6
"""Fewer characters than this are typing, however fast."""
SHORTEST_WITHOUT_ENTER = 8
DOUBLE_SCAN_MS = 1500
"""The same code again within this time is the same scan."""


LONGEST = LONGEST_CODE
"""A scan of more characters ends here: no code that this program takes is longer."""


def _monotonic_ms() -> float:
    return time.monotonic() * 1000


class Scanner(QObject):
    """Watches all keys of a window. `scanned` carries the text, without its Enter."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = _monotonic_ms) -> None:
        """clock: milliseconds, for keys and texts that carry no time of their own."""
        super().__init__(parent)
        self._clock = clock
        self._held: list[QKeyEvent | QInputMethodEvent] = []
        self._target: QObject | None = None
        self._window: QWidget | None = None
        self._last_stamp = 0.0
        self._last_arrival = 0.0
        self._composing = False
        self._last_scan = 0
        self._last_scan_ms = -1e9
        self._replaying = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._paused)

    def watch(self, application: QApplication, window: QWidget) -> None:
        """Begin to watch; ends with this object's life or `stop`.

        Keys go to the widget that has the focus, or to the window: only these are looked at, because a look at every
        event of the program would take a seventh of the time in which a page is laid out and painted.
        """
        window.installEventFilter(self)
        self._window = window
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def stop(self, application: QApplication) -> None:
        """Stop watching; what was held back goes to its field."""
        application.focusChanged.disconnect(self._follow)
        self._follow(application.focusWidget(), None)
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._release()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The focus has moved on."""
        if before is not None and before is not self._window and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        # Everything that happens to the widget comes by: asking for its class is much cheaper than for its type.
        if not isinstance(event, QKeyEvent | QInputMethodEvent) or self._replaying or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._composed(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._key(watched, event)

    def _key(self, widget: QWidget, event: QKeyEvent) -> bool:
        """True when the key is held back or was the end of a scan."""
        gap = self._gap(float(event.timestamp()))
        if event.key() in ENTER_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if gap < KEY_GAP_MS and len(self._held) >= SHORTEST:
                self._finish()
                return True
            self._release()
            return False
        text = event.text()
        if not text or not text.isprintable() or _is_shortcut(event):
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
                self._release()
            return False
        if event.isAutoRepeat():
            self._release()
            return False
        self._hold(widget, _copy(event), gap, float(event.timestamp()))
        return True

    def _composed(self, widget: QWidget, event: QInputMethodEvent) -> bool:
        """True when a text of the input method is held back: a key that came through it, or its part of a scan."""
        text, gap = event.commitString(), self._gap(0.0)
        if gap < KEY_GAP_MS and len(self._held) >= SHORTEST:
            self._composing = not text
        elif not _is_one_key(text):
            self._release()
            return False
        self._hold(widget, _copy_composed(event), gap, 0.0)
        return True

    def _gap(self, stamp: float) -> float:
        """Milliseconds since what is held: by the times of the keys where both have one, otherwise by arrival."""
        if not self._held:
            return float("inf")
        return stamp - self._last_stamp if stamp and self._last_stamp else self._clock() - self._last_arrival

    def _hold(self, widget: QWidget, event: QKeyEvent | QInputMethodEvent, gap: float, stamp: float) -> None:
        if self._held and (gap >= KEY_GAP_MS or widget is not self._target):
            stumbled = len(self._held) >= SHORTEST_WITHOUT_ENTER and gap < HICCUP_MS
            if not stumbled:
                self._release()
        self._held.append(event)
        self._target = widget
        self._last_stamp, self._last_arrival = stamp, self._clock()
        if len(self._held) >= LONGEST:
            self._finish()
        else:
            self._pause.start(RELEASE_MS)

    def _text(self) -> str:
        return "".join(event.text() if isinstance(event, QKeyEvent) else event.commitString() for event in self._held)

    def _paused(self) -> None:
        """No key for a while: a few keys were typed; more of them are a scan once it does not go on."""
        if len(self._held) < SHORTEST_WITHOUT_ENTER:
            self._release()
        elif self._pause.interval() == RELEASE_MS:
            # The first half of a code often looks like a whole one, so even a known code waits for its rest.
            self._pause.start(HICCUP_MS - RELEASE_MS)
        else:
            self._finish()

    def _finish(self) -> None:
        if self._composing:
            # The end of the code is still in the input method: it is given up as a text, which is held like the others.
            self._composing = False
            input_method().commit()
            input_method().reset()
        self._pause.stop()
        text = self._text()
        self._held.clear()
        now = self._clock()
        # Only a hash is remembered: an e-credential must not stay anywhere (card.md 4).
        mark = hash(text)
        if mark == self._last_scan and now - self._last_scan_ms < DOUBLE_SCAN_MS:
            self._last_scan_ms = now
            return
        self._last_scan, self._last_scan_ms = mark, now
        self.scanned.emit(text)

    def _release(self) -> None:
        """Give what was held back to the field it was meant for."""
        self._pause.stop()
        self._composing = False
        held, self._held = self._held, []
        target = self._target
        if not held or target is None or not shiboken6.isValid(target):
            return
        self._replaying = True
        try:
            for event in held:
                # A key may have moved the focus on: the rest follows it, as it would have without us.
                focus = QApplication.focusWidget()
                QCoreApplication.sendEvent(focus if focus is not None else target, event)
        finally:
            self._replaying = False


def _is_shortcut(event: QKeyEvent) -> bool:
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.modifiers() & chord)


def input_method() -> QInputMethod:
    """The input method of this application."""
    return QGuiApplication.inputMethod()


def _is_one_key(text: str) -> bool:
    """True for a character that a key makes, in whatever width the input method gives it."""
    plain = unicodedata.normalize("NFKC", text)
    return len(plain) == 1 and plain.isascii() and plain.isprintable()


def _copy_composed(event: QInputMethodEvent) -> QInputMethodEvent:
    copy = QInputMethodEvent(event.preeditString(), event.attributes())
    copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return copy


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat(), event.count())


def refusal(code: ScannedCode, text: str = "") -> str:
    """Why a code cannot be used here, and what to do instead; for kinds that no page takes.

    text: what was scanned, to tell a code that an input method has turned into words.
    """
    translate = QCoreApplication.translate
    if code.kind is CodeKind.MOBILE_PAYMENT:
        if code.brand == "wechat":
            return translate("Scanner", "这是微信付款码，不是医保码，没有收款也没有保存。请改用社保卡。")
        return translate("Scanner", "这是支付宝付款码，不是医保码，没有收款也没有保存。请改用社保卡。")
    if code.kind is CodeKind.STATEMENT:
        return translate("Scanner", "这是结算单 {0}。请在参保人页打开它。").format(code.value)
    if code.kind is CodeKind.CATALOGUE:
        return translate("Scanner", "这是目录编码。请先打开一份报销，再扫到明细里。")
    if code.kind is CodeKind.RECEIPT:
        return translate("Scanner", "这是票据。请先插卡或按 F3 查找参保人，再按 F4 报销。")
    if any("\u3400" <= letter <= "\u9fff" for letter in text):
        return translate("Scanner", "中文输入法开着，扫到的码被变成了汉字。请切换到英文输入，再扫一次。")
    return translate("Scanner", "认不出这个码。请核对是不是票据、身份证或药品的码，也可以手工输入。")
