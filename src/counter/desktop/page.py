"""What a page of the window is, and what it may ask of the desk around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.desktop.lanes import Lane
from counter.desktop.visit_state import Visit

if TYPE_CHECKING:
    from counter.domain.member import OpenCase
    from counter.visit.counter import Counter
    from counter.visit.ports.cards import CardReader


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page works with. lane: the store lane, on which every blocking call of `counter` runs.

    language: `zh` or `en`, as the window was started.
    """

    counter: Counter
    lane: Lane
    reader: CardReader
    language: str


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a page can do now. key: as Qt writes it ("F8", "Ctrl+D"); text: translated, for the command bar.

    primary: what this page is for; its key cap is filled.
    shortcut: False when the page itself reacts to the key (Enter, +, Esc in a grid) and it is only shown.
    """

    key: str
    text: str
    slot: Callable[[], None]
    enabled: bool = True
    primary: bool = False
    shortcut: bool = True


class Page(QWidget):
    """One page of the window. The window makes it when it is first needed and keeps it.

    Signals:
        message(text, kind): a sentence for the command bar; kind `neutral`, `ok`, `warning` or `danger`.
        go(page key, argument): open another page; the argument is given to its `open_argument`.
        commands_changed: `commands()` answers differently now.
        books_changed: something was booked, saved or discarded: open cases, badges and the overview are fetched again.
    """

    key = ""
    """Stable word: `member`, `claim`, `settlement`."""

    message = Signal(str, str)
    go = Signal(str, object)
    commands_changed = Signal()
    books_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def commands(self) -> tuple[Command, ...]:
        """What the F-keys do here now; keys of the frame (F2, F3, F4, F12, Ctrl +/-) need not be listed."""
        return ()

    def show_visit(self, visit: Visit | None) -> None:
        """Another member is served, or the same one with newer figures, or none. Drop everything of the one before."""

    def set_masked(self, masked: bool) -> None:
        """Hide (or show again) what belongs to the member; what was typed stays."""

    def show_cases(self, cases: tuple[OpenCase, ...]) -> None:
        """What is open at this centre, for pages that list it."""

    def show_busy(self, text: str) -> None:
        """A member is being opened."""

    def show_problem(self, headline: str, advice: str) -> None:
        """A member could not be opened: what happened and what to do."""

    def open_argument(self, argument: object) -> None:
        """The page was opened by `go` with an argument, for example an open case; None from the rail."""

    def take_scan(self, text: str) -> bool:  # noqa: ARG002 - pages that take scans override it
        """A 2D or bar code was scanned, wherever the focus is; True when the page could use it."""
        return False

    def focus_start(self) -> None:
        """Put the focus where the hand needs it when the page comes to the front."""
        self.setFocus()

    def leave(self) -> None:
        """The window is about to close or lock: keep what must not be lost."""
