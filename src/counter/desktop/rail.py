"""The rail on the left: one button for each page, with its key and a badge for waiting work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from counter.desktop import icons, theme


class RailButton(QAbstractButton):
    """Icon, word and key, one above the other; a bar at the left marks the page that is open."""

    def __init__(self, icon: str, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = key
        self._badge = 0
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        """Show how much work waits; 0 shows nothing."""
        self._badge = count
        name = f"{self.text()} {self._key}".strip()
        self.setAccessibleName(f"{name}, {count}" if count else name)
        self.update()

    def badge(self) -> int:
        """The number on the badge."""
        return self._badge

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(max(84, theme.px(72)), theme.px(76) if self._key else theme.px(62))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(area, theme.colour("rail_active"))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, 4, area.height()), theme.colour("rail_mark"))
        tint = "rail_text" if self.isChecked() else "rail_second"
        edge = theme.px(20)
        top = theme.px(9)
        picture = icons.picture(self._icon, edge, tint, self.devicePixelRatioF())
        painter.drawPixmap(round((area.width() - edge) / 2), top, picture)
        painter.setPen(theme.colour("rail_text" if self.isChecked() else "rail_second"))
        painter.setFont(theme.text_font(13, bold=self.isChecked()))
        line = theme.px(19)
        word = QRectF(0, top + edge + theme.px(2), area.width(), line)
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._key:
            painter.setFont(theme.text_font(10.5))
            painter.setPen(theme.colour("rail_second"))
            painter.drawText(word.translated(0, line - theme.px(2)), Qt.AlignmentFlag.AlignCenter, self._key)
        if self._badge:
            self._paint_badge(painter, area.width() / 2 + edge / 2, top)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("rail_mark"))
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), 5, 5)
        painter.end()

    def _paint_badge(self, painter: QPainter, middle: float, top: int) -> None:
        text = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(theme.text_font(11, bold=True))
        height = float(theme.px(15))
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + theme.px(8))
        area = QRectF(middle - 2, top - theme.px(5), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("badge"))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(theme.colour("on_badge"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """The pages of this desk. `chosen` carries the key of the page (or of the act at the bottom) that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 10)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._pages = 0

    def add_page(self, key: str, icon: str, text: str, shortcut: str) -> None:
        """A page, below those that are there."""
        button = self._button(key, icon, text, shortcut)
        button.setCheckable(True)
        self._column.insertWidget(self._pages, button)
        self._pages += 1

    def add_act(self, key: str, icon: str, text: str, shortcut: str) -> None:
        """Something that is no page, at the bottom, above what is there."""
        self._column.insertWidget(self._pages + 1, self._button(key, icon, text, shortcut))

    def _button(self, key: str, icon: str, text: str, shortcut: str) -> RailButton:
        button = RailButton(icon, text, shortcut, self)
        button.clicked.connect(lambda _checked=False, chosen=key: self.chosen.emit(chosen))
        self._buttons[key] = button
        return button

    def set_current(self, key: str) -> None:
        """Mark the page that is open."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_badge(self, key: str, count: int) -> None:
        """Show waiting work at a page."""
        if key in self._buttons:
            self._buttons[key].set_badge(count)

    def badge(self, key: str) -> int:
        """Waiting work shown at a page."""
        return self._buttons[key].badge()
