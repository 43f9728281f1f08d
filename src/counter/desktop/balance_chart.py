"""The account balance of the last 24 months as a stepped line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from counter.desktop import theme
from counter.domain.money import format_amount


class BalanceChart(QWidget):
    """Balances at the end of each month; the mouse reads them, a table twin beside the chart tells them to all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def set_months(self, months: tuple[tuple[str, int], ...]) -> None:
        """Show (month, balance in fen), oldest first."""
        self._months = months
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 60)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, 40)

    def _steps(self) -> list[QPointF]:
        """The corners of the line, in pixels."""
        area = QRectF(self.rect()).adjusted(2, 4, -2, -4)
        balances = [fen for _, fen in self._months]
        low, high = min(0, *balances), max(1, *balances)
        spread = (high - low) or 1
        width = area.width() / len(balances)
        corners = []
        for index, fen in enumerate(balances):
            height = area.bottom() - (fen - low) / spread * area.height()
            corners.append(QPointF(area.left() + index * width, height))
            corners.append(QPointF(area.left() + (index + 1) * width, height))
        return corners

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = self._steps()
        base = float(self.height() - 3)
        area = QPainterPath()
        area.moveTo(corners[0].x(), base)
        for corner in corners:
            area.lineTo(corner)
        area.lineTo(corners[-1].x(), base)
        fade = QLinearGradient(0, 0, 0, base)
        tint = QColor(theme.colour("accent"))
        tint.setAlpha(46)
        fade.setColorAt(0, tint)
        tint.setAlpha(6)
        fade.setColorAt(1, tint)
        painter.fillPath(area, fade)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(2, base), QPointF(self.width() - 2, base))
        painter.setPen(
            QPen(theme.colour("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        )
        painter.drawPolyline(QPolygonF(corners))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._months:
            index = int((event.position().x() - 2) / max(1, self.width() - 4) * len(self._months))
            month, fen = self._months[min(max(index, 0), len(self._months) - 1)]
            QToolTip.showText(event.globalPosition().toPoint(), f"{month}  {format_amount(fen)} 元", self)
        super().mouseMoveEvent(event)
