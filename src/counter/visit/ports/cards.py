"""The card reader, and the tray of software cards that stands in for one.

A reader answers through its listener, from a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counter.domain.errors import CardGone, CounterError
from counter.domain.identity import CardRead


class ReaderPhase(StrEnum):
    """State of a reader as the visit bar shows it (card.md 3.7, features.md 1)."""

    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    EMPTY = "empty"
    PRESENT = "present"
    READING = "reading"
    READ = "read"
    PROTECTED = "protected"
    WRONG_CARD = "wrong_card"
    MUTE = "mute"
    REMOVED = "removed"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class ReaderEvent:
    """What the card worker reports. card is set with READ and PROTECTED, error with WRONG_CARD, MUTE and failures.

    insertion grows with every insertion into `reader`; an event of an older insertion is never delivered.
    simulated: no chip was touched, the card came from a file; the window says so.
    rivals: set with READ and PROTECTED when other readers or slots hold a member's card too: the clerk says whose turn
    it is, nothing is guessed (card.md 7, 3); see `CardReader.choose`.
    number: set with a second READING of an insertion, once its card has said its number: the books may be asked for it
    while the rest is read, but nothing of it may be shown before the READ of the same insertion (performance.md C2).
    """

    phase: ReaderPhase
    reader: str = ""
    insertion: int = 0
    card: CardRead | None = None
    error: CounterError | None = None
    simulated: bool = False
    rivals: tuple[CardRead, ...] = ()
    number: str | None = None


class CardReader(Protocol):
    """The supervised card worker. It reads by itself when a card is seated."""

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """Watch readers; the listener is called from a thread of the reader's own."""
        ...

    def read_again(self, reader: str = "") -> None:
        """Read a seated card once more (F2): of several first one that is not well, else the one in `reader`, which
        holds the card of whoever is served."""
        ...

    def seated(self, card: CardRead) -> bool:
        """True while the card of this read is still the one in the reader. Answers at once, never blocks."""
        ...

    def left(self, card: CardRead) -> bool:
        """True when the card of this read was told to have left. One that is not `seated` and has not left is one that
        the reader was silent about for too long. Answers at once, never blocks."""
        ...

    def choose(self, card: CardRead) -> None:
        """The clerk chose one of several seated cards: its event is delivered again, without rivals. A card that left
        meanwhile is not; its removal was told. Answers at once, never blocks."""
        ...

    def stop(self) -> None:
        """Stop watching and end the worker, within 2 s whatever the card does."""
        ...


def seat_refusal(reader: CardReader | None, card: CardRead) -> CardGone | None:
    """Why nothing may be booked on this card now; None while it is seated."""
    if reader is None:
        return CardGone()
    if reader.seated(card):
        return None
    return CardGone("" if reader.left(card) else "unconfirmed")


def demand_seat(reader: CardReader | None, card: CardRead | None) -> None:
    """Let nothing be booked on a card that is not seated. card: None where no card says or supports who it is.

    Raises:
        CardGone: it is not known to be seated.
    """
    if card is not None and (refusal := seat_refusal(reader, card)) is not None:
        raise refusal


@dataclass(frozen=True, slots=True)
class TrayCard:
    """A software card that can be put into the virtual reader. name, note: for the tray's list."""

    card_id: str
    name: str
    note: str


class CardTray(Protocol):
    """The virtual card tray of the training centre."""

    def cards(self) -> tuple[TrayCard, ...]:
        """The cards that lie on the desk."""
        ...

    def insert(self, card_id: str) -> None:
        """Put a card into the virtual reader; a card that is in it is pulled first."""
        ...

    def pull(self) -> None:
        """Take the card out."""
        ...
