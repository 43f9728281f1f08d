"""The card tray at work: the drawer over the page, and the virtual reader behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from counter.desktop import theme, wording
from counter.desktop.lanes import Lane
from counter.desktop.tray_drawer import TrayDrawer
from counter.domain.errors import CounterError
from counter.visit.ports.cards import CardTray, TrayCard
from counter.visit.ports.evidence import DocumentTray


class TrayDesk(QObject):
    """Shows the drawer over the page; inserting and pulling run on the card lane."""

    message = Signal(str, str)

    def __init__(self, window: QWidget, pages: QWidget, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._pages, self._lane = window, pages, lane
        self._tray: CardTray | None = None
        self._documents: DocumentTray | None = None
        self.drawer: TrayDrawer | None = None
        pages.installEventFilter(self)

    @property
    def available(self) -> bool:
        """True in the training centre."""
        return self._tray is not None

    def use(self, tray: CardTray) -> None:
        """The virtual reader is there."""
        self._tray = tray
        drawer = TrayDrawer(self._window)
        drawer.insert.connect(self.insert)
        drawer.pull.connect(self.pull)
        drawer.lay.connect(self.lay)
        drawer.lift.connect(self.lift)
        drawer.closed.connect(self.close)
        self.drawer = drawer
        self._show_documents()
        self._lane.run(tray.cards, owner=drawer, succeeded=self._cards, failed=self._failed)

    def use_documents(self, documents: DocumentTray) -> None:
        """The virtual ID reader is there."""
        self._documents = documents
        self._show_documents()

    def _show_documents(self) -> None:
        if self.drawer is not None and self._documents is not None:
            self.drawer.show_documents(self._documents.documents())

    def lay(self, card_id: str) -> None:
        """Lay the ID card of a card's holder on the virtual ID reader."""
        if self._documents is not None and self.drawer is not None:
            self._documents.lay(card_id)
            self.drawer.set_laid(card_id)

    def lift(self) -> None:
        """Take the ID card off the virtual ID reader."""
        if self._documents is not None and self.drawer is not None:
            self._documents.lift()
            self.drawer.set_laid("")

    def _cards(self, cards: tuple[TrayCard, ...]) -> None:
        if self.drawer is not None:
            self.drawer.show_cards(cards)
            if self.drawer.isVisible():
                self.drawer.focus_cards()

    def insert(self, card_id: str) -> None:
        """Put a card into the virtual reader."""
        tray = self._tray
        if tray is not None:
            self._lane.run(
                lambda: tray.insert(card_id),
                owner=self,
                succeeded=lambda _none: self._inserted(card_id),
                failed=self._failed,
            )

    def pull(self) -> None:
        """Take the card out."""
        tray = self._tray
        if tray is not None:
            self._lane.run(tray.pull, owner=self, succeeded=lambda _none: self._inserted(""), failed=self._failed)

    def _inserted(self, card_id: str) -> None:
        if self.drawer is not None:
            self.drawer.set_inserted(card_id)

    def _failed(self, error: CounterError) -> None:
        self.message.emit(wording.sentence(error), "warning")

    def open(self) -> None:
        """Show the drawer."""
        if self.drawer is not None:
            self.drawer.show()
            self.place()
            self.drawer.raise_()
            self.drawer.focus_cards()

    def close(self) -> None:
        """Hide the drawer."""
        if self.drawer is not None and self.drawer.isVisible():
            self.drawer.hide()

    def toggle(self) -> None:
        """Show or hide the drawer."""
        if self.drawer is not None:
            if self.drawer.isVisible():
                self.close()
            else:
                self.open()

    def place(self) -> None:
        """Lay the drawer over the right side of the pages."""
        if self.drawer is not None and self.drawer.isVisible():
            corner = self._pages.mapTo(self._window, QPoint(0, 0))
            width = min(theme.px(320), self._pages.width() - 40)
            left = corner.x() + self._pages.width() - width - 12
            self.drawer.setGeometry(QRect(left, corner.y() + 8, width, self._pages.height() - 16))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.place()
        return super().eventFilter(watched, event)
