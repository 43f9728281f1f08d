"""The storm of `card_storm` with the window of the product in front of it: books, lanes, pages, painting (offscreen).

What is looked at beside the storm's own findings: how long the window's thread was away from its event loop (a timer
of 5 ms, and the longest gap between two of its ticks), that no member stays readable whose card is not seated, and that
the member whose card is the only one that is seated is the one that is shown, or asked about: also when there were two,
and the other was pulled or unplugged.
"""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from card_storm import Findings, Storm, waited_ms, waits
from card_worlds import PROFILES, World
from counter.app import Readers, open_counter, open_readers, settings_for
from counter.desktop.application import create_application
from counter.desktop.main_window import MainWindow
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal  # isort: skip - counter.desktop comes first

TICK_MS = 5
LONGEST_STALL_MS = 50.0
LONGEST_EXPOSED_MS = 250.0
_MEMBER_SEEN = frozenset({ReaderPhase.READ, ReaderPhase.PROTECTED})


@dataclass
class WindowFindings(Findings):
    """stalls: the longest gaps, each with the time in it that threads of ours or the worker waited for a processor that
    others had; own_stall_ms: the longest gap without that time; exposed_ms: longest time that a member whose card was
    gone stayed readable; members: how often somebody was shown."""

    stalls: list[tuple[float, float]] = field(default_factory=list)
    own_stall_ms: float = 0
    exposed_ms: float = 0
    ticks: int = 0
    members: int = 0

    @property
    def good(self) -> bool:
        """The storm's findings, and a window that was always there."""
        smooth = self.own_stall_ms < LONGEST_STALL_MS and self.exposed_ms < LONGEST_EXPOSED_MS
        return super().good and smooth and self.ticks > 0


class _Between:
    """The reader as the window gets it: the storm hears every event, too."""

    def __init__(self, storm: WindowStorm) -> None:
        self._storm = storm
        self.started = threading.Event()

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """See `CardReader.start`."""

        def both(event: ReaderEvent) -> None:
            self._storm.listener(event)
            listener(event)

        self._storm.reader.start(both)
        self.started.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storm.reader, name)


class WindowStorm(Storm):
    """One run, in a thread of its own beside the window's."""

    found: WindowFindings

    def __init__(self, world: World, seed: int, members: frozenset[tuple[str | None, str]]) -> None:
        super().__init__(world, seed)
        self.found = WindowFindings(seed)
        self.between = _Between(self)
        self.window: MainWindow | None = None
        self._members = members

    def begin(self) -> None:
        """The window starts the reader."""
        assert self.between.started.wait(30)

    def _problem(self) -> str | None:
        return super()._problem() or self._shown_wrong()

    def _shown_wrong(self) -> str | None:
        """What the window shows that is not so."""
        assert self.window is not None
        serving = self.window.serving
        visit, masked = serving.visit, serving.is_masked
        card = None if visit is None or masked else visit.identity.card
        if card is not None and not self.reader.seated(card):
            return "the window shows a member whose card is not seated"
        seated = [state for state in self.reader.states() if state.phase in _MEMBER_SEEN]
        read = seated[0].card if len(seated) == 1 else None
        # A card that bears the number of a member and the name of somebody else opens nobody.
        if read is None or (read.card_number, read.id_number) not in self._members:
            return None
        shown = card is not None and (card.reader, card.insertion) == (read.reader, read.insertion)
        if not shown and not serving.turn.is_asking:
            return "the window does not show the member whose card is seated"
        return None


class Watcher(QObject):
    """Ticks in the window's thread and notes what it was kept from."""

    finished = Signal()

    def __init__(self, storm: WindowStorm, window: MainWindow) -> None:
        super().__init__()
        self._storm, self._window = storm, window
        self._at = time.perf_counter()
        self._waits = waits()
        self._worker = (0, 0)
        self._exposed_since: float | None = None
        self._visit: object = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        found, now = self._storm.found, time.perf_counter()
        gap = (now - self._at) * 1000
        foreign = min(gap, waited_ms(self._waits) + self._worker_waited_ms())
        self._at, self._waits = now, waits()
        found.ticks += 1
        found.own_stall_ms = max(found.own_stall_ms, round(gap - foreign, 1))
        if gap > LONGEST_STALL_MS / 2:
            found.stalls = sorted([*found.stalls, (round(gap, 1), round(foreign, 1))], reverse=True)[:8]
        self._look(now)

    def _worker_waited_ms(self) -> float:
        """How long the worker has waited since the last tick, or since it was begun: whoever starts a process holds
        Python's lock until it has run for the first time."""
        before = self._worker
        with contextlib.suppress(OSError, KeyError, IndexError):
            pid = self._storm.world.worker_pid()
            self._worker = (pid, int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]))
        return (self._worker[1] - before[1] * (before[0] == self._worker[0])) / 1e6

    def _look(self, now: float) -> None:
        serving = self._window.serving
        visit = serving.visit
        if visit is not self._visit:
            self._visit = visit
            self._storm.found.members += visit is not None
        card = None if visit is None or serving.is_masked else visit.identity.card
        if card is None or self._storm.reader.seated(card):
            self._exposed_since = None
            return
        self._exposed_since = self._exposed_since or now
        exposed = round((now - self._exposed_since) * 1000, 1)
        self._storm.found.exposed_ms = max(self._storm.found.exposed_ms, exposed)


def window_storm(make: Callable[[Sequence[Path]], World], events: int, seed: int) -> WindowFindings:
    """One run from the opening of the window to its end. Call it in the main thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    create_application([], "zh")
    with tempfile.TemporaryDirectory(prefix="counter-storm-") as folder:
        settings = settings_for(Path(folder), cards="simulated")
        open_readers(settings)  # lays the members' cards on the desk; this reader is never started
        faces = sorted((Path(folder) / "cards").glob("face*.toml"))
        counter = open_counter(settings)
        hits = (counter.open_found(int(face.stem.removeprefix("face")), "storm").record.member for face in faces)
        members = frozenset((member.card_number, member.id_number) for member in hits)
        storm = WindowStorm(make((*faces, *faces, *PROFILES)), seed, members)
        opened = Readers(storm.between, None, "pcsc")  # type: ignore[arg-type]
        window = storm.window = MainWindow(lambda: counter, lambda: opened, training=True)
        try:
            _run(storm, window, events)
        finally:
            gc.unfreeze()
            window.close()
            storm.stop()
            counter.close()
    return storm.found


def _run(storm: WindowStorm, window: MainWindow, events: int) -> None:
    loop = QEventLoop()
    window.resize(1366, 768)
    window.ready.connect(loop.quit)
    window.show()
    loop.exec()
    # As the program does once it is ready; the storm's own collections would else hold the window up for 40 ms.
    gc.collect()
    gc.freeze()
    watcher = Watcher(storm, window)
    watcher.finished.connect(loop.quit)
    bugs: list[str] = []
    window.lane.bug.connect(bugs.append)

    def drive() -> None:
        try:
            storm.run(events)
        finally:
            watcher.finished.emit()

    thread = threading.Thread(target=drive, name="storm")
    thread.start()
    loop.exec()
    thread.join()
    storm.found.wrong += [f"a bug: {name}" for name in bugs]
