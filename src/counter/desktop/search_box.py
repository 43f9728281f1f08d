"""The search box: card number, ID number (or its last 6), name or pinyin initials; hits numbered 1 to 9.

Hides when to search and how a hit is chosen. After a text that ends in a letter or a Chinese character a digit chooses
at once; after a number the digits belong to the number, so Enter or Down goes to the hits first.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from counter.desktop import icons, theme, wording
from counter.desktop.style import set_look

if TYPE_CHECKING:
    from counter.domain.member import MemberHit

SEARCH_DELAY_MS = 120
"""Pause after the last key before the books are asked."""


class HitList(QFrame):
    """The hits below the box: part of the window, no dialog."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setObjectName("search_hits")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(2)
        self._buttons: list[QPushButton] = []
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setProperty("role", "second")
        self._note.setContentsMargins(6, 4, 6, 4)
        self._column.addWidget(self._note)
        self.hide()

    def show_hits(self, hits: tuple[MemberHit, ...], note: str, place: QPoint, width: int) -> None:
        """Show hits, and a sentence below them (or alone)."""
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, hit in enumerate(hits, 1):
            sex = wording.word("sex", hit.sex)
            scheme = wording.word("scheme", hit.scheme)
            line = f"{number}   {hit.name}   {hit.masked_id_number}   {sex}   {hit.birth_year}   {scheme}"
            button = QPushButton(line, self)
            button.setProperty("role", "quiet")
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _checked=False, place=number: self.chosen.emit(place))
            self._column.insertWidget(number - 1, button)
            self._buttons.append(button)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setFixedWidth(max(width, self.sizeHint().width() if hits else width))
        self.adjustSize()
        left = min(place.x(), self.window().width() - self.width() - 8)
        self.move(max(8, left), place.y())
        self.show()
        self.raise_()

    def count(self) -> int:
        """How many hits there are."""
        return len(self._buttons)

    def focus_first(self) -> None:
        """Move the focus into the hits."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        focused = next((index for index, button in enumerate(self._buttons) if button.hasFocus()), 0)
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(self._buttons):
            self.chosen.emit(key - Qt.Key.Key_1 + 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._buttons:
            self.chosen.emit(focused + 1)
        elif key == Qt.Key.Key_Down and self._buttons:
            self._buttons[min(focused + 1, len(self._buttons) - 1)].setFocus()
        elif key == Qt.Key.Key_Up:
            if focused == 0:
                self.closed.emit()
            else:
                self._buttons[focused - 1].setFocus()
        else:
            super().keyPressEvent(event)


class SearchBox(QLineEdit):
    """The box in the visit bar.

    Signals:
        search(text): the books shall be asked; answer with `show_hits`.
        chosen(hit): a member was chosen.
        entered(text): Enter without hits, for a whole number that was typed.
    """

    search = Signal(str)
    chosen = Signal(object)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("卡号 / 身份证 / 姓名 / 拼音    F3"))
        self.setAccessibleName(self.tr("查找参保人：卡号、身份证号、姓名或拼音首字母"))
        self.setClearButtonEnabled(True)
        self._search_icon = QAction(self)
        self.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._hits: tuple[MemberHit, ...] = ()
        self._hit_list: HitList | None = None
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search_now)
        self.textEdited.connect(self._edited)
        self._refresh()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(min(theme.px(250), 380), super().sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(min(theme.px(250), 330), super().sizeHint().height() + 2)

    def _refresh(self) -> None:
        self._search_icon.setIcon(icons.icon("magnify"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()
        super().changeEvent(event)

    def _list(self) -> HitList:
        if self._hit_list is None:
            self._hit_list = HitList(self.window())
            self._hit_list.chosen.connect(self._choose)
            self._hit_list.closed.connect(self._back_from_hits)
        return self._hit_list

    def _edited(self, text: str) -> None:
        self._hits = ()
        set_look(self, "state", "")
        if self._hit_list is not None:
            self._hit_list.hide()
        if text.strip():
            self._timer.start(SEARCH_DELAY_MS)
        else:
            self._timer.stop()

    def _search_now(self) -> None:
        self._timer.stop()
        self._asked = self.text().strip()
        if self._asked:
            self.search.emit(self._asked)

    def show_hits(self, asked: str, hits: tuple[MemberHit, ...]) -> None:
        """The answer to `search`; ignored when the text has changed since."""
        if asked != self.text().strip() or not self.isVisible():
            return
        self._hits = hits[:9]
        if not hits:
            note = self.tr("没有查到“{text}”。可换用身份证后 6 位或姓名拼音首字母。").format(text=asked)
        elif self._digit_chooses():
            note = self.tr("按数字选择，Esc 返回")
        else:
            note = self.tr("按回车后用数字选择，Esc 返回")
        self._place_list(note)

    def show_problem(self, text: str) -> None:
        """Say below the box what is wrong with what was typed."""
        set_look(self, "state", "wrong")
        self._hits = ()
        self._place_list(text)

    def _place_list(self, note: str) -> None:
        place = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        self._list().show_hits(self._hits, note, place, self.width())

    def hits(self) -> tuple[MemberHit, ...]:
        """The hits that are shown."""
        return self._hits

    def close_hits(self) -> None:
        """Hide the hits and forget what was typed: it may be a whole ID number."""
        self._timer.stop()
        self._hits = ()
        set_look(self, "state", "")
        self.clear()
        if self._hit_list is not None:
            self._hit_list.hide()

    def _back_from_hits(self) -> None:
        if self._hit_list is not None:
            self._hit_list.hide()
        self.setFocus()

    def _choose(self, number: int) -> None:
        hit = self._hits[number - 1]
        self.close_hits()
        self.chosen.emit(hit)

    def _digit_chooses(self) -> bool:
        text = self.text().strip()
        return bool(text) and not any(character.isdigit() for character in text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        digit = unicodedata.digit(event.text(), -1) if len(event.text()) == 1 else -1
        if key == Qt.Key.Key_Escape:
            self.close_hits()
            self.clearFocus()
        elif self._hits and self._digit_chooses() and 1 <= digit <= len(self._hits):
            self._choose(digit)
        elif key == Qt.Key.Key_Down and self._hits:
            self._list().focus_first()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        text = self.text().strip()
        if not text:
            return
        if self._hits and text == self._asked:
            if len(self._hits) == 1:
                self._choose(1)
            else:
                self._list().focus_first()
        else:
            self._timer.stop()
            self._asked = text
            self.entered.emit(text)
