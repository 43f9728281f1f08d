"""Ready for a card: books open and reader watched, the rules behind it."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QEventLoop, QTimer
from window_scene import FakeReaders, Scene

from counter.desktop.main_window import MainWindow
from counter.domain.errors import CardError, CounterError, FileProblem, FileProblems


class _Watched:
    """A reader whose watching begins when the test says so, or never."""

    def __init__(self, go: Event, error: CounterError | None = None) -> None:
        self.go, self.error = go, error

    def start(self, _listener: object) -> None:
        assert self.go.wait(10)
        if self.error is not None:
            raise self.error

    def stop(self) -> None:
        self.go.set()


def live(milliseconds: int) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def opened(scene: Scene, reader: _Watched) -> tuple[MainWindow, list[str]]:
    """A second window on the same books, and the signals that it sent."""
    window = MainWindow(lambda: scene.counter, lambda: FakeReaders(reader, None, "pcsc"))  # type: ignore[arg-type]
    told: list[str] = []
    window.ready.connect(lambda: told.append("ready"))
    window.complete.connect(lambda: told.append("complete"))
    window.show()
    live(30)
    assert window.lane.wait_idle()
    return window, told


def test_open_books_alone_are_not_ready(scene: Scene) -> None:
    go = Event()
    window, told = opened(scene, _Watched(go))
    try:
        assert "ready" not in told
        go.set()
        assert window.card_lane.wait_idle()
        assert told.count("ready") == 1
    finally:
        window.close()
        window.deleteLater()


def test_a_reader_that_cannot_be_watched_does_not_keep_the_desk_waiting(scene: Scene) -> None:
    go = Event()
    go.set()
    window, told = opened(scene, _Watched(go, CardError("no_service")))
    try:
        assert window.card_lane.wait_idle()
        assert told.count("ready") == 1
    finally:
        window.close()
        window.deleteLater()


def test_rules_that_cannot_be_read_are_said(scene: Scene) -> None:
    go = Event()
    go.set()

    def unreadable() -> None:
        raise FileProblems((FileProblem("beijing/x.toml", 7, "deductible", "broken"),))

    scene.counter.read_rules = unreadable  # type: ignore[method-assign]
    window, told = opened(scene, _Watched(go))
    try:
        assert "complete" not in told
        assert "x.toml" in window.form.command_bar.message()
    finally:
        window.close()
        window.deleteLater()
