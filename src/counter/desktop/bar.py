"""Horizontal bars: how much of a limit is used, and who paid what share of a total."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.desktop import theme


def paint_shares(
    painter: QPainter, area: QRectF, shares: tuple[tuple[int, str], ...], whole: int, *, ground: str = ""
) -> None:
    """Paint parts of a whole side by side with rounded ends.

    Args:
        painter: on any device.
        area: where the whole would reach from end to end.
        shares: (amount, colour token) from left to right; amounts of 0 or less are left out.
        whole: the amount that fills the area; with 0 or less nothing but the ground is painted.
        ground: colour token of what is not filled, "" for none.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = area.height() / 2
    if ground:
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(area, radius, radius)
    total = sum(amount for amount, _ in shares if amount > 0)
    if whole > 0 and total > 0:
        # A share that exists is seen: never narrower than its own height.
        width = max(area.height(), min(1.0, total / whole) * area.width())
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(area.left(), area.top(), width, area.height()), radius, radius)
        painter.setClipPath(outline)
        left = area.left()
        for amount, token in shares:
            if amount > 0:
                part = width * amount / total
                painter.setBrush(theme.colour(token))
                painter.drawRect(QRectF(left, area.top(), part, area.height()))
                left += part
    painter.restore()


class Bar(QWidget):
    """A bar on a ground. It says nothing by itself: the amounts always stand beside it as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[tuple[int, str], ...] = ()
        self._whole = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: tuple[tuple[int, str], ...], whole: int) -> None:
        """Show parts, (amount, colour token) each, of a whole."""
        self._shares, self._whole = shares, whole
        self.update()

    def set_used(self, used: int, limit: int, tint: str = "fund") -> None:
        """Show how much of a limit is used; a limit that is used up turns into the `ok` colour."""
        self.set_shares(((min(used, limit), "ok" if used >= limit else tint),), limit)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        paint_shares(painter, QRectF(self.rect()), self._shares, self._whole, ground="bar_ground")
        painter.end()
