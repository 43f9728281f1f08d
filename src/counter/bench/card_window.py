"""From a card in the reader to its status painted: the window, the books, the reader's process, and a card that takes
its time on the line.

Everything is the product's own: worker process, supervisor, lanes, store with its durable look, pages and their
painting (offscreen). Only the card is software, and it is paced: each exchange takes as long as its characters need at
the speed of the line. What remains beyond that time is the software's part (performance.md section 5, C1). In every
other round the number that a card tells early is withheld, so that the same run says what asking the books ahead saves
(C2).
"""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.bench.card import LINKS, Journal, p99
from counter.bench.measure import Figure, Outcome
from counter.bench.starvation import stolen_ms, waiting_ms
from counter.card.image import load_image
from counter.card.member_card import MemberCard
from counter.card.reader import SupervisedReader
from counter.card.wire import seconds, wire_ms
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

if TYPE_CHECKING:
    from PySide6.QtCore import QEventLoop

    from counter.desktop.main_window import MainWindow
    from counter.desktop.visit_state import Visit
    from counter.visit.counter import Counter

GOAL_MS = 15.0
SHARES = {9600: 0.95, 115200: 0.85}
ROUNDS = {9600: 20, 38400: 40, 115200: 140}
QUICK_ROUNDS = {9600: 6, 38400: 10, 115200: 24}
_PATIENCE_MS = 20_000
_REST_MS = 60
_FED_MS = 1.0
"""A round in which all threads together waited less for a processor says what this program takes by itself."""


@dataclass(slots=True)
class Round:
    """One card, in milliseconds since it was put in. wire: its own time on the line, computed; read: it is complete;
    answered: the books have; painted: the status is on the screen; cpu: of the window's thread, `read` to `painted`;
    starved: what threads of this program waited for a processor until `painted`, added up; stolen: by the host."""

    wire: float = 0
    read: float = 0
    answered: float = 0
    painted: float = 0
    cpu: float = 0
    starved: float | None = None
    stolen: float | None = None

    @property
    def software(self) -> float:
        """Beyond the card's own time."""
        return self.painted - self.wire

    @property
    def waited(self) -> float:
        """For the books, once the read was complete."""
        return max(0.0, self.answered - self.read)


class _Withholding:
    """A reader that keeps the number to itself while `silent`."""

    def __init__(self, reader: SupervisedReader) -> None:
        self._reader = reader
        self.silent = False

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """See `CardReader.start`."""
        self._reader.start(lambda event: None if self.silent and event.number is not None else listener(event))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


class _Desk:
    """A window in which one card after the other is put into the reader."""

    def __init__(
        self, window: MainWindow, counter: Counter, reader: SupervisedReader, withholding: _Withholding
    ) -> None:
        self._window, self._reader, self._withholding = window, reader, withholding
        self._loop = _loop()
        self._round = Round()
        self._begun = self._cpu = 0.0
        self._waiting: float | None = None
        self._stolen: float | None = None
        self._expected: str | None = None
        self._before: Visit | None = None
        for way in ("open", "open_ahead"):
            setattr(counter, way, self._timed(getattr(counter, way)))
        window.serving.reader_changed.connect(self._heard)

    def _since(self) -> float:
        return (time.perf_counter() - self._begun) * 1000

    def _timed(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*arguments: Any) -> Any:
            answer = ask(*arguments)
            self._round.answered = self._since()
            return answer

        return asked

    def _heard(self, event: ReaderEvent) -> None:
        if event.phase is ReaderPhase.READ:
            self._round.read, self._cpu = self._since(), time.thread_time()

    def painted(self) -> None:
        """The window was painted; does it show whom it should?"""
        visit = self._window.serving.visit
        if visit is None or visit is self._before or self._expected is None:
            return
        if visit.member.card_number == self._expected:
            self._expected = None
            self._round.painted, self._round.cpu = self._since(), (time.thread_time() - self._cpu) * 1000
            self._round.starved = _more(self._waiting, waiting_ms())
            self._round.stolen = _more(self._stolen, stolen_ms())
            self._loop.quit()

    def run(self, card: _Card, baud: int, *, ahead: bool) -> Round:
        """Put a card in, wait for its page, pull it, let everything come to rest. Raises TimeoutError."""
        done = self._round = Round(card.wire_ms(baud))
        self._withholding.silent = not ahead
        self._before = self._window.serving.visit
        self._waiting, self._stolen = waiting_ms(), stolen_ms()
        self._expected, self._begun = card.number, time.perf_counter()
        self._reader.tell({"do": "insert", "card": str(card.file), "baud": baud}, seated=str(card.file))
        rest(self._loop, _PATIENCE_MS)
        if not done.painted:
            raise TimeoutError("the member's page did not come: nothing is measured")
        self._reader.tell({"do": "pull"}, seated=None)
        rest(self._loop, _REST_MS)
        return done


@dataclass(frozen=True, slots=True)
class _Card:
    file: Path
    number: str | None
    characters: int

    @classmethod
    def of(cls, file: Path) -> _Card:
        """A card by its file; read once to count the characters on its line."""
        journal = Journal(load_image(file))
        read = MemberCard(journal).read("", 0, date.today())  # noqa: DTZ011 - only for warnings, which are not looked at
        return cls(file, read.card_number, journal.characters)

    def wire_ms(self, baud: int) -> float:
        """Milliseconds on the line while it is paced; the answer to reset is not."""
        return seconds(self.characters, baud) * 1000


def rest(loop: QEventLoop, limit_ms: int) -> None:
    """Let the window live until somebody quits the loop, or for a time."""
    from PySide6.QtCore import QTimer

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(limit_ms)
    loop.exec()
    timer.stop()


def _loop() -> QEventLoop:
    # PySide is loaded by counter.desktop, which tells it first what not to do.
    from PySide6.QtCore import QEventLoop

    return QEventLoop()


def _window_class(desks: list[_Desk]) -> type[MainWindow]:
    from PySide6.QtCore import QEvent

    from counter.desktop.main_window import MainWindow

    class Window(MainWindow):
        """Says when it has painted itself."""

        def event(self, event: QEvent) -> bool:
            done = super().event(event)
            if event.type() == QEvent.Type.UpdateRequest and desks:
                desks[0].painted()
            return done

    return Window


@contextmanager
def _desk() -> Iterator[tuple[_Desk, list[_Card]]]:
    """The window on a fresh training centre, and the cards of its members."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.app import open_counter, open_readers, settings_for
    from counter.desktop.application import create_application

    create_application([], "zh")
    desks: list[_Desk] = []
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as folder:
        settings = settings_for(Path(folder), cards="simulated")
        counter, readers = open_counter(settings), open_readers(settings)
        reader = readers.reader
        assert isinstance(reader, SupervisedReader)
        withholding = _Withholding(reader)
        opened = replace(readers, reader=withholding, tray=None)
        window = _window_class(desks)(lambda: counter, lambda: opened, training=True)
        try:
            window.resize(1366, 768)
            loop = _loop()
            window.ready.connect(loop.quit)
            window.show()
            rest(loop, _PATIENCE_MS)
            rest(loop, 1500)
            # As the program does once it is ready.
            gc.collect()
            gc.freeze()
            desks.append(_Desk(window, counter, reader, withholding))
            faces = [_Card.of(file) for file in sorted((Path(folder) / "cards").glob("face*.toml"))]
            yield desks[0], [card for card in faces if card.number is not None]
        finally:
            gc.unfreeze()
            window.close()
            counter.close()


def painted_outcomes(*, quick: bool) -> list[Outcome]:
    """Measure C1 and C2, both from the same rounds."""
    rounds: dict[int, list[Round]] = {}
    plain: dict[int, list[Round]] = {}
    with _desk() as (desk, cards):
        for card in cards[:4]:
            desk.run(card, LINKS[-1], ahead=True)
        for baud, count in (QUICK_ROUNDS if quick else ROUNDS).items():
            for turn in range(count):
                card = cards[turn % len(cards)]
                rounds.setdefault(baud, []).append(desk.run(card, baud, ahead=True))
                if turn % 2:
                    other = cards[(turn + len(cards) // 2) % len(cards)]
                    plain.setdefault(baud, []).append(desk.run(other, baud, ahead=False))
        characters = round(statistics.median(card.characters for card in cards))
    return [judged_painted(rounds, characters), judged_overlap(rounds, plain)]


def _figure(name: str, taken: list[float], cpu: list[float], first: float) -> Figure:
    middle = statistics.median(taken)
    ninety = statistics.quantiles(taken, n=10)[8] if len(taken) > 1 else middle
    return Figure(name, middle, ninety, statistics.median(cpu), middle / first, 0.0, 0.0)


def judged_painted(rounds: dict[int, list[Round]], characters: int) -> Outcome:
    """C1: our part under 15 ms in 99 of 100, and the card's own time nearly all of the whole."""
    whole = {baud: [each.painted for each in done] for baud, done in rounds.items()}
    first = statistics.median(whole[LINKS[0]])
    figures = [
        _figure(f"card in -> status painted at {baud}", whole[baud], [each.cpu for each in rounds[baud]], first)
        for baud in rounds
    ]
    outcome = Outcome("Card in to status painted", figures[0].name, figures)
    software = {baud: statistics.median(each.software for each in done) for baud, done in rounds.items()}
    shares = {baud: wire_ms(characters, baud) / (wire_ms(characters, baud) + software[baud]) for baud in rounds}
    for baud, done in rounds.items():
        delivered = statistics.median(each.read - each.wire for each in done)
        outcome.notes.append(
            f"at {baud}: software p50 {software[baud]:.1f} ms, p99 {p99([each.software for each in done]):.1f} ms of "
            f"{len(done)}: {delivered:.1f} ms until the read is delivered, then the window's thread computes for "
            f"{statistics.median(each.cpu for each in done):.1f} ms"
        )
        outcome.notes.append(
            f"at {baud}: wire time {wire_ms(characters, baud):.0f} ms, computed from {characters} characters and the "
            f"answer to reset; the card's own share {shares[baud]:.1%}"
        )
    everything = [each for done in rounds.values() for each in done]
    worst = p99([each.software for each in everything])
    outcome.notes += _starvation(everything)
    outcome.goal = (
        f"C1: software p99 {worst:.1f} ms (limit {GOAL_MS:g}), share {shares[9600]:.0%} at 9600 (limit 95%), "
        f"{shares[115200]:.0%} at 115200 (limit 85%)"
    )
    good = worst <= GOAL_MS and all(shares[baud] >= limit for baud, limit in SHARES.items())
    outcome.verdict = "PASS" if good else "NOISY" if crowded() else "FAIL"
    return outcome


def _starvation(rounds: list[Round]) -> list[str]:
    """What the machine had for others while it was measured; stands beside the figures and changes none."""
    known = sorted((each.software, each.starved, each.stolen or 0.0) for each in rounds if each.starved is not None)
    if not known:
        return []
    middle = statistics.median(starved for _, starved, _ in known)
    host = sum(stolen for *_, stolen in known)
    slowest = ", ".join(f"{software:.1f} ({starved:.1f})" for software, starved, _ in reversed(known[-5:]))
    fed = [software for software, starved, stolen in known if starved < _FED_MS and stolen == 0]
    least = f", p99 {p99(fed):.1f} ms" if fed else ""
    return [
        f"our threads together waited {middle:.1f} ms for a processor at the median card; the host took {host:.0f} ms",
        f"the five slowest in ms, each with that waiting: {slowest}",
        f"for reading only, judged are all: {len(fed)} of {len(known)} waited less than {_FED_MS:g} ms{least}",
    ]


def _more(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else now - before


def judged_overlap(rounds: dict[int, list[Round]], plain: dict[int, list[Round]]) -> Outcome:
    """C2: asking the books adds nothing at the median once the number is known."""
    figures = []
    for baud, done in rounds.items():
        waited = [each.waited for each in done]
        figures.append(_figure(f"asked ahead, at {baud}", waited, [0.0], 1.0))
        before = [each.waited for each in plain[baud]]
        figures.append(_figure(f"asked after the read, at {baud}", before, [0.0], 1.0))
    outcome = Outcome("Waiting for the books after the last byte of a card", figures[0].name, figures)
    middle = max(statistics.median(each.waited for each in done) for done in rounds.values())
    outcome.goal = f"C2: the query adds {middle:.2f} ms at the median (limit 0)"
    outcome.verdict = "PASS" if middle == 0 else "FAIL"
    return outcome


def crowded() -> bool:
    """Milliseconds, not ratios, are judged here: on a machine with more to do than processors they say nothing."""
    return os.getloadavg()[0] > (os.cpu_count() or 1) if hasattr(os, "getloadavg") else False
