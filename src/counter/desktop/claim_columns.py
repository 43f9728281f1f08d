"""How the three parts of the claim page share its width: side by side, or below each other with large text."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from counter.desktop import theme

_LEFT, _MIDDLE, _RIGHT, _GAP = 236, 640, 318, 12
_UNLIMITED = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class ClaimColumns:
    """Papers and receipts left, lines in the middle, calculation right; `count` columns now."""

    def __init__(self, grid: QGridLayout, left: QWidget, middle: QWidget, right: QWidget) -> None:
        self._grid, self._left, self._middle, self._right = grid, left, middle, right
        self.count = 0

    def fit(self, width: int, height: int, *, again: bool = False) -> None:
        """Arrange for a size in pixels. again: also when the number of columns stays, because the text grew."""
        left, middle, right, gap = (theme.px(size) for size in (_LEFT, _MIDDLE, _RIGHT, _GAP))
        count = 3 if left + middle + right + 2 * gap <= width else 2 if middle + right + gap <= width else 1
        self._middle.setMinimumHeight(0 if count == 3 else max(theme.px(300), height))
        if count == self.count and not again:
            return
        self.count = count
        for widget in (self._left, self._middle, self._right):
            self._grid.removeWidget(widget)
        if count == 3:
            places = ((self._left, 0, 0, 1), (self._middle, 0, 1, 1), (self._right, 0, 2, 1))
        elif count == 2:
            places = ((self._middle, 0, 0, 1), (self._right, 0, 1, 1), (self._left, 1, 0, 2))
        else:
            places = ((self._middle, 0, 0, 2), (self._left, 1, 0, 1), (self._right, 1, 1, 1))
        for widget, row, column, span in places:
            self._grid.addWidget(widget, row, column, 1, span)
        for column, stretch in enumerate({3: (0, 1, 0), 2: (1, 0, 0), 1: (1, 1, 0)}[count]):
            self._grid.setColumnStretch(column, stretch)
        for widget, size, fixed in ((self._left, left, count == 3), (self._right, right, count >= 2)):
            widget.setMinimumWidth(size if fixed else 0)
            widget.setMaximumWidth(size if fixed else _UNLIMITED)
