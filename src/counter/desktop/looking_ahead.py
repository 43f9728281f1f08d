"""The books asked for a card that is still being read.

Hides which of both is there first, the rest of the card or the answer, and that a look which led to nothing on the
screen is logged as one (`Counter.leave_unshown`). What is shown of an answer, and whether, is up to whoever wants it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from counter.desktop.holders import speaks_of
from counter.desktop.lanes import Lane
from counter.domain.errors import CounterError
from counter.domain.identity import CardRead
from counter.domain.member import Overview
from counter.visit.counter import Counter
from counter.visit.ports.cards import ReaderEvent


@dataclass
class _Look:
    """What the books said of one insertion. show: set when its read is complete and only the books are waited for."""

    counter: Counter
    reader: str
    insertion: int
    number: str
    arrived: bool = False
    overview: Overview | None = None
    show: Callable[[Overview | None], None] | None = None


class LookingAhead:
    """At most one look is under way; a newer one takes its place.

    Args:
        lane: where the books are asked.
        owner: answers are dropped when it is gone.
        failed: told when a look that led to nothing could not be logged.
    """

    def __init__(self, lane: Lane, owner: QObject, failed: Callable[[CounterError], None]) -> None:
        self._lane, self._owner, self._failed = lane, owner, failed
        self._look: _Look | None = None

    def is_of(self, card: CardRead) -> bool:
        """True when the look is for the very insertion and number of a read."""
        look, read = self._look, (card.reader, card.insertion, card.card_number)
        return look is not None and (look.reader, look.insertion, look.number) == read

    def is_spoken_of(self, event: ReaderEvent) -> bool:
        """True when an event is about the reader of the card that is looked for."""
        return self._look is not None and speaks_of(event, self._look.reader)

    def start(self, counter: Counter, reader: str, insertion: int, number: str) -> None:
        """Ask the books for a card number."""
        look = self._look = _Look(counter, reader, insertion, number)
        self._lane.run(
            lambda: counter.open_ahead(number),
            owner=self._owner,
            succeeded=lambda overview: self._arrived(look, overview),
            # What is wrong with the books is said when the read is complete and they are asked again.
            failed=lambda _error: self._arrived(look, None),
        )

    def want(self, show: Callable[[Overview | None], None]) -> bool:
        """The card that is looked for (see `is_of`) is read.

        Args:
            show: called once with what the books said, None where they failed; from then on the answer is its own, and
                what it does not show it must `leave_unshown`. Not called when the look is dropped before.

        Returns:
            True when the answer was there and `show` has been called.
        """
        look = self._look
        assert look is not None
        look.show = show
        if look.arrived:
            self._give(look, show)
        return look.arrived

    def drop(self) -> bool:
        """Nothing comes of the card that is looked for. False when there is none."""
        look, self._look = self._look, None
        if look is None:
            return False
        self.leave_unshown(look.counter, look.overview)
        return True

    def leave_unshown(self, counter: Counter, overview: Overview | None) -> None:
        """Log a look that led to nothing on the screen; one that the books have not answered yet is logged then."""
        if overview is not None:
            self._lane.run(
                lambda: counter.leave_unshown(overview),
                owner=self._owner,
                succeeded=lambda _none: None,
                failed=self._failed,
            )

    def _arrived(self, look: _Look, overview: Overview | None) -> None:
        look.arrived, look.overview = True, overview
        if look is not self._look:
            self.leave_unshown(look.counter, overview)
        elif look.show is not None:
            self._give(look, look.show)

    def _give(self, look: _Look, show: Callable[[Overview | None], None]) -> None:
        self._look = None
        show(look.overview)
