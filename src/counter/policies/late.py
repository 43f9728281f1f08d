"""A policy book that is read when it is first needed, so that the desk is ready for a card before the rules are read.

Where money is booked, only packages count that two trusted people published and nobody altered since. Reading the
packages takes longer than opening the books: their checks alone load a library of some hundred modules.
Nothing of that happens before `load` or the first question.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.policy import Policy
    from counter.policies.book import FolderBook


class LateBook:
    """A `PolicyBook` (visit.ports.rules) of a folder. Any thread may ask; one reads and the others wait for it.

    trusted: folder of the public keys that count; None takes packages that nobody signed, too: for training only.
    """

    def __init__(self, folder: Path, trusted: Path | None) -> None:
        self._folder = folder
        self._trusted = trusted
        self._lock = Lock()
        self._book: FolderBook | None = None

    def load(self) -> FolderBook:
        """The book behind this one, read now unless it was read before.

        Raises:
            FileProblems: as `load_book` and `load_signed_book`; the next call reads the folder anew.
        """
        if self._book is None:
            with self._lock:
                if self._book is None:
                    self._book = self._read()
        return self._book

    def _read(self) -> FolderBook:
        if self._trusted is None:
            from counter.policies.book import load_book

            return load_book(self._folder)
        from counter.policies.publication import load_signed_book

        return load_signed_book(self._folder, self._trusted)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """See `PolicyBook`."""
        return self.load().policies

    def find(self, region: str, scheme: str, care: str, day: date, known_on: date | None = None) -> Policy:
        """See `PolicyBook`."""
        return self.load().find(region, scheme, care, day, known_on)

    def year_of(self, region: str, scheme: str, day: date, accounting_day: date | None = None) -> str:
        """See `PolicyBook`."""
        return self.load().year_of(region, scheme, day, accounting_day)
