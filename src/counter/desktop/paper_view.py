"""The paper itself on the screen: three copies, each with its pages, one picture dot for one screen dot.

Hides how the resolution is chosen: pages are asked for at the width of the view, so nothing is blurred by scaling.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from counter.desktop import theme
from counter.desktop.wording import word
from counter.domain.settlement import Copy
from counter.visit.ports.paper import PageImage

FIRST_DPI = 96
"""Asked for first; tells how wide the paper is."""
_LOWEST_DPI, _HIGHEST_DPI = 50, 288
_MARGIN = 12


class _Sheets(QWidget):
    """Pages below each other, with a thin edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        self._pages = pages
        self.setFixedHeight(self._height())
        self.update()

    def _scaled(self, page: QImage) -> QSize:
        room = max(1, self.width() - 2 * _MARGIN)
        width = min(room, round(page.width() / self.devicePixelRatioF()))
        return QSize(width, round(width * page.height() / max(1, page.width())))

    def _height(self) -> int:
        return sum(self._scaled(page).height() + _MARGIN for page in self._pages) + _MARGIN

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._pages:
            self.setFixedHeight(self._height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = _MARGIN
        for page in self._pages:
            size = self._scaled(page)
            area = QRect((self.width() - size.width()) // 2, top, size.width(), size.height())
            painter.setPen(theme.colour("line"))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
            painter.drawImage(area, page)
            top += size.height() + _MARGIN
        painter.end()


class PaperView(QWidget):
    """`wanted(dpi)`: pages are needed at a resolution."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QImage, ...] = ()
        self._dpi = 0
        self._inches = 0.0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for copy in Copy:
            self.tabs.addTab(word("copy", copy))
        self.tabs.currentChanged.connect(self._show)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.tr("结算单"))
        self._sheets = _Sheets(self._scroll)
        self._scroll.setWidget(self._sheets)
        layout.addWidget(self.tabs)
        layout.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.px(160))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._ask)

    def has_pages(self) -> bool:
        """True once there is paper to see."""
        return bool(self._pages)

    def clear(self) -> None:
        """No paper."""
        self._pages, self._dpi, self._inches = (), 0, 0.0
        self._later.stop()
        self.tabs.setCurrentIndex(0)
        self._sheets.show_pages(())

    def show_pages(self, pages: tuple[PageImage, ...], dpi: int) -> None:
        """Show all pages of all copies; asks for them again when the view wants another resolution."""
        self._pages = tuple(_image(page) for page in pages)
        self._dpi = dpi
        self._inches = pages[0].width / dpi if pages else 0.0
        self._show()
        self._ask()

    def page_count(self) -> int:
        """Pages of the copy in front."""
        return len(self._of_copy())

    def _of_copy(self) -> tuple[QImage, ...]:
        count = len(self._pages) // len(Copy)
        first = self.tabs.currentIndex() * count
        return self._pages[first : first + count]

    def _show(self) -> None:
        self._sheets.show_pages(self._of_copy())
        self._scroll.verticalScrollBar().setValue(0)

    def _ask(self) -> None:
        """Ask for pages at the width of the view, if those at hand are not sharp."""
        if not self._inches:
            return
        room = (self._scroll.viewport().width() - 2 * _MARGIN) * self.devicePixelRatioF()
        dpi = min(_HIGHEST_DPI, max(_LOWEST_DPI, int(room / self._inches)))
        if abs(dpi - self._dpi) > 2:
            self.wanted.emit(dpi)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._inches:
            self._later.start()


def _image(page: PageImage) -> QImage:
    """A picture that owns its dots."""
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()
