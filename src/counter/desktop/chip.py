"""A chip: icon + word + colour, so that colour is never the only signal (desktop.md)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.desktop import icons, theme

KINDS = {
    "neutral": ("second_text", "neutral_soft"),
    "accent": ("accent", "accent_soft"),
    "ok": ("ok", "ok_soft"),
    "warning": ("warning", "warning_soft"),
    "danger": ("danger", "danger_soft"),
    "fund": ("fund_text", "fund_soft"),
}
"""Colour tokens (text, ground) of each kind of chip."""


class Chip(QWidget):
    """A rounded label with an icon. Hidden while it has no text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._text = ""
        self._kind = "neutral"
        self._hint: QSize | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_chip(self, text: str, kind: str = "neutral", icon: str = "", tool_tip: str = "") -> None:
        """Show a word.

        Args:
            text: the word; "" hides the chip.
            kind: one of `KINDS`.
            icon: name of an icon, "" for none.
            tool_tip: more, for the mouse and for screen readers.
        """
        if (text, icon) != (self._text, self._icon):
            self._hint = None
        self._text, self._kind, self._icon = text, kind, icon
        self.setToolTip(tool_tip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tool_tip)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word on the chip."""
        return self._text

    def kind(self) -> str:
        """The kind of the chip."""
        return self._kind

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        if self._hint is None:
            metrics = self.fontMetrics()
            width = metrics.horizontalAdvance(self._text) + theme.px(20)
            if self._icon:
                width += theme.px(15) + 5
            self._hint = QSize(width, metrics.height() + theme.px(5))
        return self._hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = None
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        text_token, ground_token = KINDS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(theme.colour(text_token) if theme.current().name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground_token))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), area.height() / 2, area.height() / 2)
        left = theme.px(10)
        if self._icon:
            edge = theme.px(15)
            picture = icons.picture(self._icon, edge, text_token, self.devicePixelRatioF())
            painter.drawPixmap(left, round((area.height() - edge) / 2), picture)
            left += edge + 5
        painter.setPen(theme.colour(text_token))
        rest = QRectF(left, 0, area.width() - left, area.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()
