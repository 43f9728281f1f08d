"""What lies in the readers, over all outages: a card is put in by hand once, however often it is read.

Hides how a removal that somebody saw differs from a service that went away and came back: what a new worker reads where
it lay before was put in by nobody.
"""

from __future__ import annotations

from counter.desktop.holders import same_holder, speaks_of
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

_OFFLINE = frozenset({ReaderPhase.NO_SERVICE, ReaderPhase.NO_READER})
_READ = frozenset({ReaderPhase.READ, ReaderPhase.PROTECTED})


def same_card(first: CardRead, second: CardRead) -> bool:
    """True when two reads in one reader may be of one card: whoever cannot tell must not take it for another."""
    number = first.card_number
    return same_holder(first, second) or (number is not None and number == second.card_number)


class Seats:
    """The last card that was read in each reader, until somebody saw it leave."""

    def __init__(self) -> None:
        self._cards: dict[str, CardRead] = {}
        self._offline: set[str] = set()

    def note(self, event: ReaderEvent) -> None:
        """Remember what an event says. Call it with every event, with a read after it was decided upon."""
        if event.phase in _READ and event.card is not None:
            self._cards[event.reader] = event.card
            self._offline.discard(event.reader)
        elif event.phase in _OFFLINE:
            self._offline.update(reader for reader in self._cards if speaks_of(event, reader))
            if event.phase is ReaderPhase.NO_READER:
                self._cards.pop(event.reader, None)
        elif event.phase is ReaderPhase.REMOVED and event.error is None:
            self._cards.pop(event.reader, None)
        elif event.phase is ReaderPhase.EMPTY and event.reader not in self._offline:
            # The first word of a reader that is back is no word of its card.
            self._cards.pop(event.reader, None)

    @property
    def taken(self) -> bool:
        """True while a card lies in some reader, whoever is served."""
        return bool(self._cards)

    def held(self, card: CardRead) -> bool:
        """True when this card lay in its reader before, and nobody saw it leave."""
        before = self._cards.get(card.reader)
        return before is not None and same_card(before, card)

    def held_number(self, reader: str, number: str) -> bool:
        """The same of a card that has said no more than its number."""
        before = self._cards.get(reader)
        return before is not None and before.card_number == number

    def is_asked_for(self, card: CardRead) -> bool:
        """True when the same insertion was read before: nothing but the clerk's F2 reads it again."""
        before = self._cards.get(card.reader)
        return before is not None and before.insertion == card.insertion
