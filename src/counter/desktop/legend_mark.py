"""A small coloured square with its word, for the legend of bars."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.desktop import theme


class LegendMark(QWidget):
    """The word is in the colour's readable twin, so that the legend can be read, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._area, self._tint = "", "accent", "accent"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_mark(self, text: str, area: str, tint: str) -> None:
        """Show a word; area: token of the square, tint: token of the word."""
        self._text, self._area, self._tint = text, area, tint
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(theme.px(16) + metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        edge = theme.px(10)
        painter.fillRect(QRectF(0, (self.height() - edge) / 2, edge, edge), theme.colour(self._area))
        painter.setPen(theme.colour(self._tint))
        rest = QRectF(theme.px(16), 0, self.width(), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()
