"""The bar at the bottom: what the keys do here, messages that stay readable, and the quiet state of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from counter.desktop import icons, theme
from counter.desktop.chip import KINDS, Chip
from counter.desktop.flow_layout import FlowLayout
from counter.desktop.page import Command
from counter.desktop.style import set_look

_MESSAGE_ICONS = {
    "neutral": "information-outline",
    "ok": "check-bold",
    "warning": "alert",
    "danger": "alert-circle-outline",
}


LONGEST_STATE = 215
"""Pixels at 100 % that one quiet fact may take."""


READING_MS = 5000
"""How long a result or a warning is safe from mere notes."""

TWO_LINES_SCALE = 1.25
"""From this text size on keys and state have a line each."""


class KeyButton(QAbstractButton):
    """A key cap with its word; a click does what the key does."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None, *, primary: bool = False) -> None:
        super().__init__(parent)
        self._key = key
        self._primary = primary
        self.setText(text)
        self.setAccessibleName(f"{text} {key}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_command(self, command: Command) -> None:
        """Become the button of another command."""
        self.setEnabled(command.enabled)
        if (self._key, self.text(), self._primary) != (command.key, command.text, command.primary):
            self._key, self._primary = command.key, command.primary
            self.setText(command.text)
            self.setAccessibleName(f"{command.text} {command.key}")
            self.updateGeometry()
            self.update()

    def _cap_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._key) + theme.px(12)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        width = self._cap_width() + theme.px(5) + metrics.horizontalAdvance(self.text()) + theme.px(4)
        return QSize(width, metrics.height() + theme.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = QRectF(0.5, 1.5, self._cap_width(), self.height() - 3)
        filled = self._primary and self.isEnabled()
        painter.setPen(theme.colour("accent" if filled else "line"))
        pressed = self.isDown() or self.underMouse()
        painter.setBrush(theme.colour("accent" if filled else "accent_soft" if pressed else "surface"))
        painter.drawRoundedRect(cap, 4, 4)
        shade = "text" if self.isEnabled() else "second_text"
        painter.setPen(theme.colour("on_accent" if filled else shade))
        painter.setFont(theme.text_font(12, bold=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(theme.text_font())
        painter.setPen(theme.colour(shade))
        rest = QRectF(cap.right() + theme.px(5), 0, self.width() - cap.right(), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class QuietState(QWidget):
    """A fact about the desk: icon and words, coloured only when something is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._text, self._kind = "", "", "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_state(self, icon: str, text: str, kind: str = "neutral", tool_tip: str = "") -> None:
        """Show a fact; "" hides it."""
        self._icon, self._text, self._kind = icon, text, kind
        self.setToolTip(tool_tip or text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words that are shown."""
        return self._text

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def _shown(self) -> str:
        """The words, cut to what one fact may take; the tool tip has them all."""
        return self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, theme.px(LONGEST_STATE))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(theme.px(19) + metrics.horizontalAdvance(self._shown()) + 2, metrics.height() + theme.px(3))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        tint = KINDS[self._kind][0]
        edge = theme.px(15)
        picture = icons.picture(self._icon, edge, tint, self.devicePixelRatioF())
        painter.drawPixmap(0, round((self.height() - edge) / 2), picture)
        painter.setPen(theme.colour(tint))
        rest = QRectF(theme.px(19), 0, self.width(), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._shown())
        painter.end()


class CommandBar(QFrame):
    """Keys at the left, state at the right; a message takes a line of its own above them until it is closed."""

    message_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "strip")
        self._buttons: list[KeyButton] = []
        self._slots: tuple[Callable[[], None], ...] = ()
        self._kind = ""
        self._shown_since = QElapsedTimer()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        self._message_line = QFrame(self)
        line = QHBoxLayout(self._message_line)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        self._message_mark = Chip(self._message_line)
        self._message = QLabel(self._message_line)
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(self._message_mark, 0)
        line.addWidget(self._message, 1)
        self._message_line.hide()
        column.addWidget(self._message_line)
        row = self._row = QHBoxLayout()
        row.setSpacing(12)
        keys, states = QWidget(self), QWidget(self)
        for part in (keys, states):
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        self._keys = FlowLayout(keys, 12)
        self._states = FlowLayout(states, 14)
        row.addWidget(keys, 1)
        row.addWidget(states, 0)
        column.addLayout(row)
        self.printer, self.books, self.policy, self.shift = (QuietState(states) for _ in range(4))
        for state in (self.printer, self.books, self.policy, self.shift):
            self._states.addWidget(state)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_row"):
            self._arrange()
        super().changeEvent(event)

    def _arrange(self) -> None:
        """Large text: keys and state below each other."""
        narrow = theme.text_scale() >= TWO_LINES_SCALE
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(4 if narrow else 12)

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        """Show what the keys do now. Buttons are kept: this happens with every card, while somebody waits."""
        self._slots = tuple(command.slot for command in commands)
        while len(self._buttons) > len(commands):
            button = self._buttons.pop()
            self._keys.removeWidget(button)
            button.hide()
            button.deleteLater()
        for button, command in zip(self._buttons, commands, strict=False):
            button.show_command(command)
        for place, command in enumerate(commands[len(self._buttons) :], len(self._buttons)):
            button = KeyButton(command.key, command.text, self._keys.parentWidget(), primary=command.primary)
            button.setEnabled(command.enabled)
            button.clicked.connect(partial(self._clicked, place))
            self._keys.addWidget(button)
            self._buttons.append(button)
            button.show()

    def _clicked(self, place: int) -> None:
        """The button at a place does what its command does now."""
        self._slots[place]()

    def show_message(self, text: str, kind: str = "neutral") -> None:
        """Show a sentence until another one comes or the next member is served; "" takes it away.

        A mere note does not push out a result or a warning that nobody can have read yet.
        """
        unread = self._kind not in ("", "neutral") and not self._shown_since.hasExpired(READING_MS)
        if text and kind == "neutral" and unread:
            return
        self._kind = kind if text else ""
        self._shown_since.start()
        self._message.setText(text)
        self._message_line.setVisible(bool(text))
        if text:
            words = {
                "neutral": self.tr("提示"),
                "ok": self.tr("完成"),
                "warning": self.tr("注意"),
                "danger": self.tr("出错"),
            }
            self._message_mark.set_chip(words[kind], kind, _MESSAGE_ICONS[kind])
            set_look(self._message, "role", kind if kind != "neutral" else "strong")
            self._message.setAccessibleName(text)

    def message(self) -> str:
        """The sentence that is shown, "" when there is none."""
        return self._message.text()
