"""The card reader as pages see it: there from the start, although opening the real one takes a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter.domain.identity import CardRead
    from counter.visit.ports.cards import CardReader, CardTray, ReaderEvent


class OpenedReaders(Protocol):
    """What opening the readers gives: the reader, the tray of the training centre if there is one, and how cards are
    read (`pcsc`, `virtual` or `simulated`)."""

    @property
    def reader(self) -> CardReader: ...

    @property
    def tray(self) -> CardTray | None: ...

    @property
    def mode(self) -> str: ...


class DeskReader:
    """A `CardReader` that has no card until one is attached."""

    def __init__(self) -> None:
        self._reader: CardReader | None = None

    def attach(self, reader: CardReader) -> None:
        """The reader is open now."""
        self._reader = reader

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """Watch readers, once one is attached."""
        if self._reader is not None:
            self._reader.start(listener)

    def read_again(self, reader: str = "") -> None:
        """Read the seated card once more, the one in this reader before others."""
        if self._reader is not None:
            self._reader.read_again(reader)

    def seated(self, card: CardRead) -> bool:
        """True while this card is still in the reader."""
        return self._reader is not None and self._reader.seated(card)

    def left(self, card: CardRead) -> bool:
        """True when this card was told to have left."""
        return self._reader is None or self._reader.left(card)

    def choose(self, card: CardRead) -> None:
        """The clerk chose this one of several seated cards."""
        if self._reader is not None:
            self._reader.choose(card)

    def stop(self) -> None:
        """Stop watching."""
        if self._reader is not None:
            self._reader.stop()
