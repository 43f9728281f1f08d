"""Drafts save themselves: at most 300 ms after the last key, and when a field is left (features.md 20).

Hides when to save. One save is on its way at a time; what is typed meanwhile goes with the next one.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from counter.desktop.entry import Entry, copied, is_blank
from counter.desktop.page import Desk
from counter.domain.errors import CounterError

QUIET_MS = 250
"""A pause in typing after which the draft is saved."""
LONGEST_MS = 1000
"""The longest that typing without a pause can put a save off."""


class DraftKeeper(QObject):
    """Signals: saved(ISO time), failed(CounterError)."""

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, entry: Entry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entry = entry
        self._dirty = False
        self._busy = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QUIET_MS)
        self._pause.timeout.connect(self.save_now)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_MS)
        self._limit.timeout.connect(self.save_now)
        entry.changed.connect(self.touch)

    def touch(self) -> None:
        """Something was typed."""
        self._dirty = True
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def save_now(self) -> None:
        """Save what is not saved yet; does nothing when everything is."""
        self._pause.stop()
        self._limit.stop()
        draft = self._entry.draft
        if draft is None or not self._dirty or self._busy or is_blank(draft):
            return
        self._dirty, self._busy = False, True
        kept = copied(draft)
        counter = self._desk.counter
        self._desk.lane.run(
            lambda: counter.save_draft(kept), owner=self, succeeded=self._succeeded, failed=self._failed
        )

    def is_saved(self) -> bool:
        """True when nothing waits to be saved."""
        return not self._dirty and not self._busy

    def forget(self) -> None:
        """Nothing is to be saved any more: the draft was booked or given up."""
        self._dirty = False
        self._pause.stop()
        self._limit.stop()

    def _succeeded(self, at: str) -> None:
        self._busy = False
        self.saved.emit(at)
        if self._dirty:
            self._pause.start()

    def _failed(self, error: CounterError) -> None:
        self._busy = False
        self._dirty = True
        self.failed.emit(error)
