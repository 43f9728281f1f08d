"""A line to type in, with the keys that clerks know: Enter on, Shift+Enter back, Esc away (dependencies.md 12).

Hides which keys a text field eats itself. Every field says where the person wants to go; its owner knows where that is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from counter.desktop import icons, theme
from counter.desktop.style import set_look

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QLineEdit):
    """A text field.

    Signals:
        moved(step): +1 for the next field, -1 for the one before.
        cancelled: Esc.
        entered: the focus came in.
        left: the focus went out.
        undo_wanted: Ctrl+Z with nothing to undo in this field itself.
        line_wanted: + where it can be no part of the text: on to the lines.
    """

    moved = Signal(int)
    cancelled = Signal()
    entered = Signal()
    left = Signal()
    undo_wanted = Signal()
    line_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, numeric: bool = False) -> None:
        """numeric: for numbers and codes; input methods are off, so that "." stays "." and scans arrive whole."""
        super().__init__(parent)
        self._numeric = numeric
        if numeric:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif event.key() == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif self._numeric and event.text() == "+" and self.all_selected():
            self.line_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.selectAll()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def all_selected(self) -> bool:
        """True when typing would replace everything, or there is nothing yet."""
        return not self.text() or self.selectedText() == self.text()


class Choice(QComboBox):
    """A short list to choose from by key: number or arrow; Enter goes on."""

    moved = Signal(int)
    entered = Signal()
    line_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The style's own arrow is drawn with a bevel that fits no theme; ours is painted below.
        self.setStyleSheet(
            "QComboBox::drop-down { border: none; width: 0px; } QComboBox::down-arrow { image: none; width: 0px; }"
        )

    def fit_list(self) -> None:
        """Let the list that opens be as wide as its longest row, however narrow the field is."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in ENTER_KEYS:
            self.moved.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.text() == "+":
            self.line_wanted.emit()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and event.key() - Qt.Key.Key_1 < self.count():
            self.setCurrentIndex(event.key() - Qt.Key.Key_1)
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_F4:
            event.ignore()  # F4 is "new claim" here, not "open the list"
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        edge = theme.px(16)
        mark = icons.picture("chevron-down", edge, "second_text", self.devicePixelRatioF())
        painter.drawPixmap(self.width() - edge - theme.px(6), (self.height() - edge) // 2, mark)
        painter.end()

    def event(self, event: QEvent) -> bool:
        # A wheel over the page must not change what was chosen.
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.entered.emit()


class FieldBox(QWidget):
    """A field under its label; a problem marks both, and its sentence is at hand for the line below the fields."""

    def __init__(self, title: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.title = title
        self._label = QLabel(title)
        self._label.setProperty("role", "title")
        self._label.setBuddy(field)
        self._label.setMinimumWidth(1)
        field.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label)
        layout.addWidget(field)

    def set_problem(self, sentence: str, *, doubtful: bool = False) -> None:
        """Say what is wrong in this field, "" when nothing is; doubtful: worth a look, but no error."""
        self._label.setText(f"▲ {self.title}" if sentence else self.title)
        set_look(self._label, "role", ("warning" if doubtful else "danger") if sentence else "title")
        set_look(self.field, "state", ("doubtful" if doubtful else "wrong") if sentence else "")
        self._label.setToolTip(sentence)
        self.field.setToolTip(sentence)
        self.field.setAccessibleDescription(sentence)

    def problem(self) -> str:
        """The sentence that is shown, "" when there is none."""
        return self.field.accessibleDescription()
