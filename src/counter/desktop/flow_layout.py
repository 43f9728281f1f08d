"""A layout that puts widgets side by side and goes on in the next line when the width is used up.

With it bars stay readable at 200 % text: they grow in height instead of cutting words off.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, line by line; each line, and all of them together, centred vertically."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        # Asked dozens of times while a page is laid out, for a width or two.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rectangle: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rectangle)
        spare = max(0, rectangle.height() - self._place(rectangle, move=False))
        self._place(rectangle.adjusted(0, spare // 2, 0, 0), move=True)

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

    def _place(self, area: QRect, *, move: bool) -> int:
        """Walk through the items; returns the height that they need."""
        top = area.top()
        line: list[tuple[QLayoutItem, QSize]] = []
        left = area.left()
        height = 0
        visible = [item for item in self._items if not item.isEmpty()]
        for item in visible:
            wanted = item.sizeHint()
            size = wanted.boundedTo(QSize(max(area.width(), item.minimumSize().width()), 100_000))
            if wanted.width() > size.width() and item.hasHeightForWidth():
                # A sentence that is longer than a line is wrapped, not cut.
                size = QSize(size.width(), item.heightForWidth(size.width()))
            if line and left + size.width() > area.right() + 1:
                height = self._finish(line, area.left(), top, move=move)
                top += height + self._gap
                left = area.left()
                line = []
            line.append((item, size))
            left += size.width() + self._gap
        if line:
            top += self._finish(line, area.left(), top, move=move)
        return top - area.top()

    def _finish(self, line: list[tuple[QLayoutItem, QSize]], left: int, top: int, *, move: bool) -> int:
        """Place one line; returns its height."""
        height = max(size.height() for _, size in line)
        if move:
            for item, size in line:
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
        return height
