"""Splits the stay that is open into one draft for each settlement year and goes on with the first.

The parts are saved before the whole is given up, so that nothing is lost whatever happens between.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from counter.desktop.arithmetic import with_sums_settled
from counter.desktop.entry import copied
from counter.desktop.page import Desk
from counter.domain.draft import Draft
from counter.domain.errors import CounterError
from counter.visit.counter import Counter


class StaySplit(QObject):
    """Signals:
    done(parts, ISO time): all parts are saved, the whole is gone; one part: there was nothing to split.
    failed(whole draft, CounterError): nothing was split.
    """

    done = Signal(object, str)
    failed = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def split(self, draft: Draft) -> None:
        """Split a complete draft; until it is done nobody may save the whole."""
        counter, whole = self._desk.counter, copied(draft)

        def not_split(error: CounterError) -> None:
            self.failed.emit(whole, error)

        self._desk.lane.run(
            lambda: _split(counter, with_sums_settled(whole)),
            owner=self,
            succeeded=lambda found: self.done.emit(*found),
            failed=not_split,
        )


def _split(counter: Counter, whole: Draft) -> tuple[tuple[Draft, ...], str]:
    """On the lane: (parts, when the first was saved)."""
    parts = counter.split_stay(whole)
    saved = [counter.save_draft(part) for part in parts]
    if len(parts) > 1:
        counter.discard_draft(whole.key)
    return parts, saved[0]
