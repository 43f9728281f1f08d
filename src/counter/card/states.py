"""The states of a reader as one table (card.md 3.7, features.md 1). docs/readers.md shows the same table; a test
compares them."""

from __future__ import annotations

from enum import StrEnum

from counter.visit.ports.cards import ReaderPhase


class Signal(StrEnum):
    """What can happen to a reader, as the worker and the watchdog report it."""

    SERVICE_LOST = "service_lost"
    READER_GONE = "reader_gone"
    READER_FOUND = "reader_found"
    CARD_IN = "card_in"
    CARD_OUT = "card_out"
    STILL_IN = "still_in"
    AGAIN = "again"
    READ = "read"
    PROTECTED = "protected"
    WRONG_CARD = "wrong_card"
    FAILED = "failed"
    LOST = "lost"
    OVERDUE = "overdue"


_EVERYWHERE = {Signal.SERVICE_LOST: ReaderPhase.NO_SERVICE, Signal.READER_GONE: ReaderPhase.NO_READER}
_OFFLINE = {Signal.READER_FOUND: ReaderPhase.EMPTY, **_EVERYWHERE}
_SEATED = {
    Signal.AGAIN: ReaderPhase.READING,
    # A second insertion without a removal in between: the card was swapped faster than the service looks.
    Signal.CARD_IN: ReaderPhase.READING,
    **_EVERYWHERE,
}

TABLE: dict[ReaderPhase, dict[Signal, ReaderPhase]] = {
    ReaderPhase.NO_SERVICE: _OFFLINE,
    ReaderPhase.NO_READER: _OFFLINE,
    ReaderPhase.EMPTY: {Signal.CARD_IN: ReaderPhase.READING, **_EVERYWHERE},
    # A card that is in and not read: contact was lost in every attempt. All others are read as soon as they are in.
    ReaderPhase.PRESENT: {Signal.CARD_OUT: ReaderPhase.EMPTY, **_SEATED},
    ReaderPhase.READING: {
        Signal.READ: ReaderPhase.READ,
        Signal.PROTECTED: ReaderPhase.PROTECTED,
        Signal.WRONG_CARD: ReaderPhase.WRONG_CARD,
        Signal.FAILED: ReaderPhase.MUTE,
        Signal.LOST: ReaderPhase.REMOVED,
        Signal.CARD_OUT: ReaderPhase.REMOVED,
        Signal.OVERDUE: ReaderPhase.STUCK,
        Signal.CARD_IN: ReaderPhase.READING,
        **_EVERYWHERE,
    },
    ReaderPhase.READ: {Signal.CARD_OUT: ReaderPhase.REMOVED, **_SEATED},
    ReaderPhase.PROTECTED: {Signal.CARD_OUT: ReaderPhase.REMOVED, **_SEATED},
    ReaderPhase.WRONG_CARD: {Signal.CARD_OUT: ReaderPhase.EMPTY, **_SEATED},
    ReaderPhase.MUTE: {Signal.CARD_OUT: ReaderPhase.EMPTY, **_SEATED},
    # AGAIN: a card that lost contact for a moment may still lie in the slot; STILL_IN: it does.
    ReaderPhase.REMOVED: {Signal.STILL_IN: ReaderPhase.PRESENT, **_SEATED},
    ReaderPhase.STUCK: {Signal.CARD_OUT: ReaderPhase.EMPTY, Signal.AGAIN: ReaderPhase.READING, **_EVERYWHERE},
}


def next_phase(phase: ReaderPhase, signal: Signal) -> ReaderPhase | None:
    """The phase after a signal, None when the signal means nothing in this phase."""
    return TABLE[phase].get(signal)
