"""What is opened behind the window, in the order in which a clerk needs it: reader and books, then the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.desktop.desk_reader import OpenedReaders
from counter.desktop.lanes import Lane
from counter.domain.errors import CounterError

if TYPE_CHECKING:
    from counter.visit.counter import Counter
    from counter.visit.ports.cards import ReaderEvent


class Opening(QObject):
    """Opens books and reader, each on its lane, and says how that ended; what to make of it is the window's business.

    Signals:
        books_open: they are; carries the `Counter`.
        books_failed: they cannot be opened; carries the `CounterError`. `open_books` tries again.
        readers_open: carries the `OpenedReaders`, which are being started.
        reader_failed: it cannot be opened or watched; carries the `CounterError`.
        ready: the books are open and the reader is watched, or has said why not: a card can be taken.
        complete: the rules are read, too.
        rules_failed: they cannot be read; carries the `CounterError`.
        settled: after `complete` or `rules_failed`: nothing that a card needs is left to load.
    """

    books_open = Signal(object)
    books_failed = Signal(object)
    readers_open = Signal(object)
    reader_failed = Signal(object)
    ready = Signal()
    complete = Signal()
    rules_failed = Signal(object)
    settled = Signal()

    def __init__(
        self,
        open_counter: Callable[[], Counter],
        open_readers: Callable[[], OpenedReaders],
        lane: Lane,
        card_lane: Lane,
        parent: QObject,
    ) -> None:
        """Open nothing yet.

        Args:
            open_counter: opens books, policies and printing; runs on `lane`.
            open_readers: opens the card reader; runs on `card_lane`.
        """
        super().__init__(parent)
        self._open_counter, self._open_readers = open_counter, open_readers
        self._lane, self._card_lane = lane, card_lane
        self._books_are_open = self._reader_is_settled = False

    def begin(self, listener: Callable[[], Callable[[ReaderEvent], None]]) -> None:
        """Begin; listener: gives who listens to the reader, asked once the reader is open."""

        def opened(readers: OpenedReaders) -> None:
            listen = listener()
            self._card_lane.run(
                lambda: readers.reader.start(listen),
                owner=self,
                succeeded=lambda _none: self._settle_reader(),
                failed=self._watch_failed,
            )
            self.readers_open.emit(readers)

        # The reader's process first: it starts up while everything else is loaded here.
        self._card_lane.run(self._open_readers, owner=self, succeeded=opened, failed=self._watch_failed)
        self.open_books()

    def open_books(self) -> None:
        """Open the books, or try it again."""
        self._lane.run(self._open_counter, owner=self, succeeded=self._opened, failed=self.books_failed.emit)

    def _opened(self, counter: Counter) -> None:
        self.books_open.emit(counter)
        self._books_are_open = True
        if self._reader_is_settled:
            self.ready.emit()
        # Behind everything that is asked of the books so far, and before the first member.
        self._lane.run(
            counter.read_rules,
            owner=self,
            succeeded=lambda _none: self._rules_read(),
            failed=self._rules_not_read,
        )

    def _rules_read(self) -> None:
        self.complete.emit()
        self.settled.emit()

    def _rules_not_read(self, error: CounterError) -> None:
        self.rules_failed.emit(error)
        self.settled.emit()

    def _watch_failed(self, error: CounterError) -> None:
        self.reader_failed.emit(error)
        self._settle_reader()

    def _settle_reader(self) -> None:
        self._reader_is_settled = True
        if self._books_are_open:
            self.ready.emit()
