"""A layout that puts widgets side by side and goes on in the next line when the width is used up.

With it bars stay readable at 200 % text: they grow in height instead of cutting words off.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Lines = list[list[tuple[QLayoutItem, QSize]]]


class FlowLayout(QLayout):
    """Left to right, line by line; each line, and all of them together, centred vertically."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._arranged: dict[int, _Lines] = {}
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        height = self._heights.get(width)
        if height is None:
            lines = self._lines(width)
            height = self._heights[width] = sum(map(_height, lines)) + self._gap * max(0, len(lines) - 1)
        return height

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def setGeometry(self, rectangle: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rectangle)
        top = rectangle.top() + max(0, rectangle.height() - self.heightForWidth(rectangle.width())) // 2
        for line in self._lines(rectangle.width()):
            height, left = _height(line), rectangle.left()
            for item, size in line:
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._gap

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Everything in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _forget(self) -> None:
        self._arranged.clear()
        self._heights.clear()

    def _lines(self, width: int) -> _Lines:
        """What stands in which line, and how large. Asked dozens of times while a page is laid out, for one width."""
        if width not in self._arranged:
            self._arranged[width] = self._broken(width)
        return self._arranged[width]

    def _broken(self, width: int) -> _Lines:
        lines: _Lines = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = wanted = item.sizeHint()
            if wanted.width() > width:
                size = wanted.boundedTo(QSize(max(width, item.minimumSize().width()), 100_000))
                if wanted.width() > size.width() and item.hasHeightForWidth():
                    # A sentence that is longer than a line is wrapped, not cut.
                    size = QSize(size.width(), item.heightForWidth(size.width()))
            if not lines or (left and left + size.width() > width):
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        return lines


def _height(line: list[tuple[QLayoutItem, QSize]]) -> int:
    return max(size.height() for _, size in line)
