"""What is opened behind the window, without the window: order, refusals, another try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from counter.desktop.lanes import Lane
from counter.desktop.opening import Opening
from counter.domain.errors import CardError, FileProblem, FileProblems, StoreProblem


class _Books:
    """Books that cannot be opened the first times, and rules that may be wrong."""

    def __init__(self, refusals: int = 0, *, rules: bool = True) -> None:
        self.refusals, self.rules = refusals, rules

    def open(self) -> _Books:
        if self.refusals:
            self.refusals -= 1
            raise StoreProblem("locked")
        return self

    def read_rules(self) -> None:
        if not self.rules:
            raise FileProblems((FileProblem("rules.toml", 1, "", "wrong"),))


class _Readers:
    """A reader that can or cannot be watched."""

    tray = None
    mode = "pcsc"

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.reader = self

    def start(self, _listener: object) -> None:
        if not self.works:
            raise CardError("no_service")


SIGNALS = (
    "books_open",
    "books_failed",
    "readers_open",
    "reader_failed",
    "ready",
    "complete",
    "rules_failed",
    "settled",
)


class Told:
    """An `Opening` on real lanes, and what it said."""

    def __init__(self, books: _Books, readers: _Readers) -> None:
        self.parent = QObject()
        self.lanes = Lane("store", self.parent), Lane("card", self.parent)
        opened: Any = books.open
        self.opening = Opening(opened, lambda: readers, *self.lanes, self.parent)  # type: ignore[arg-type,return-value]
        self.words: list[str] = []
        for name in SIGNALS:
            getattr(self.opening, name).connect(lambda *_, name=name: self.words.append(name))

    def wait(self) -> list[str]:
        """Everything that was said once both lanes rest."""
        for lane in reversed(self.lanes):
            assert lane.wait_idle()
        return self.words


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[list[Told]]:
    made: list[Told] = []
    yield made
    for told in made:
        for lane in told.lanes:
            lane.stop()
        told.parent.deleteLater()


def begun(stage: list[Told], books: _Books, readers: _Readers) -> Told:
    told = Told(books, readers)
    stage.append(told)
    told.opening.begin(lambda: lambda _event: None)
    told.wait()
    return told


def test_everything_opens(stage: list[Told]) -> None:
    words = begun(stage, _Books(), _Readers()).words
    assert sorted(words) == sorted(["readers_open", "books_open", "ready", "complete", "settled"])
    assert words.index("books_open") < words.index("complete") < words.index("settled")


def test_books_that_open_at_the_second_try(stage: list[Told]) -> None:
    told = begun(stage, _Books(refusals=1), _Readers())
    assert "books_failed" in told.words
    assert not {"books_open", "ready", "settled"} & {*told.words}
    told.words.clear()
    told.opening.open_books()
    assert told.wait() == ["books_open", "ready", "complete", "settled"], "the reader was there before"


def test_a_reader_that_cannot_be_watched_is_settled(stage: list[Told]) -> None:
    """Without a reader the desk works by document and number: it is as ready as it gets."""
    words = begun(stage, _Books(), _Readers(works=False)).words
    assert "reader_failed" in words
    assert words.count("ready") == 1


def test_rules_that_cannot_be_read_end_the_opening(stage: list[Told]) -> None:
    words = begun(stage, _Books(rules=False), _Readers()).words
    assert words.index("rules_failed") < words.index("settled")
    assert "complete" not in words
