"""Which card, which person: what reads, events and typed numbers stand for."""

from __future__ import annotations

from counter.domain.identity import CardRead, Identity, IdentityRoute, normalise_id_number
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

CARD_ABSENT = frozenset(
    {
        ReaderPhase.NO_SERVICE,
        ReaderPhase.NO_READER,
        ReaderPhase.EMPTY,
        ReaderPhase.PRESENT,
        ReaderPhase.WRONG_CARD,
        ReaderPhase.MUTE,
        ReaderPhase.REMOVED,
        ReaderPhase.STUCK,
    }
)
"""Phases in which the card of a visit is certainly not readable in its reader any more."""

TAKEN_OUT = frozenset({ReaderPhase.NO_READER, ReaderPhase.EMPTY, ReaderPhase.REMOVED})
"""Those of them in which the card was taken out. A service that is gone says nothing of any card."""


def same_holder(first: CardRead, second: CardRead) -> bool:
    """True when two reads name the same card or the same person; cards that name nobody are never the same."""
    return any(
        value is not None and value == getattr(second, field)
        for field in ("card_id", "id_number")
        for value in (getattr(first, field),)
    )


def is_card(card: CardRead, event: ReaderEvent) -> bool:
    """True when an event still speaks of the insertion in which this card was read."""
    return event.reader == card.reader and event.insertion == card.insertion and event.phase not in CARD_ABSENT


def speaks_of(event: ReaderEvent, reader: str) -> bool:
    """True for what is said of this reader, and of all of them: no service, or no reader at all."""
    return event.reader in ("", reader)


def left_in(cards: tuple[CardRead, ...], event: ReaderEvent) -> tuple[CardRead, ...]:
    """Those of several seated cards that an event does not end."""
    return tuple(card for card in cards if not speaks_of(event, card.reader) or is_card(card, event))


def typed_identity(text: str, reason: str) -> Identity:
    """The identity that a typed or scanned number stands for.

    Raises:
        InvalidIdNumber: it has the length of an ID number and is none.
    """
    plain = "".join(text.split())
    if len(plain) in (15, 18):
        return Identity(normalise_id_number(plain), None, IdentityRoute.TYPED, None, reason)
    return Identity(None, plain.upper(), IdentityRoute.TYPED, None, reason)
