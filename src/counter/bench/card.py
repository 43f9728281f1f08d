"""From a card in the reader to its fields in the desktop's hands: the software's part, and the card's own, computed.

The worker, the supervisor and the lines between them are the real ones. Wire time is computed, never measured: see
`counter.card.wire`.
"""

from __future__ import annotations

import queue
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from counter.bench.measure import Outcome, cold_contest
from counter.card.image import CardImage, load_image
from counter.card.launching import launch_worker
from counter.card.member_card import MemberCard
from counter.card.reader import SupervisedReader
from counter.card.simulated import SoftwareCard
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.card.wire import characters, wire_ms
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

LINKS = (9600, 38400, 115200)
_EVENT_SECONDS = 10.0


class Journal:
    """A card behind nothing, that counts the characters of T=0 on the line."""

    def __init__(self, image: CardImage) -> None:
        self.atr = image.atr
        self.characters = 0
        self.exchanges = 0
        self._card = SoftwareCard(image)

    def send_and_receive(self, command: bytes) -> bytes:
        """See `counter.card.apdu.Connection`."""
        answer = self._card.play(command).response or b""
        self.exchanges += 1
        self.characters += characters(command, answer)
        return answer


class _Desk:
    """A reader that is watched, and when its events came."""

    def __init__(self, reader: SupervisedReader) -> None:
        self.reader = reader
        self._events: queue.SimpleQueue[tuple[float, ReaderEvent]] = queue.SimpleQueue()
        reader.start(lambda event: self._events.put((time.perf_counter(), event)))

    def wait(self, phase: ReaderPhase) -> tuple[float, ReaderEvent]:
        """The next event of a phase. Raises queue.Empty when it does not come."""
        while True:
            at, event = self._events.get(timeout=_EVENT_SECONDS)
            if event.phase is phase:
                return at, event


def card_outcome(cards_folder: Path, *, quick: bool) -> Outcome:
    """Measure it; `card_window` judges the whole way. The profile is p02, an ordinary card of version 2.00."""
    file = cards_folder / "p02.toml"
    image = load_image(file)
    today = date.today()  # noqa: DTZ011 - the worker's day, for the warnings in the comparison
    journal = Journal(image)
    wanted = MemberCard(journal).read("", 0, today)
    desk = _Desk(SupervisedReader(partial(launch_worker, "simulated"), simulated=True))
    try:
        desk.wait(ReaderPhase.EMPTY)
        entries: list[tuple[str, Callable[[], float]]] = [
            ("the same commands in one process", lambda: _bare(image, today)),
            ("simulated: put in -> delivered", lambda: _simulated(desk, file, wanted)),
        ]
        taken: list[float] = []
        entries[1] = (entries[1][0], _noted(taken, entries[1][1]))
        outcome = cold_contest("Card in to fields delivered", entries, rounds=50 if quick else 300)
    finally:
        desk.reader.stop()
    outcome.notes.append(f"simulated: p50 {statistics.median(taken):.2f} ms, p99 {p99(taken):.2f} ms of {len(taken)}")
    outcome.notes.append(_virtual_note(file, wanted, rounds=5 if quick else 20))
    outcome.notes.extend(
        f"wire time at {baud}: {wire_ms(journal.characters, baud):.0f} ms, computed from {journal.exchanges} "
        f"commands and {journal.characters} characters"
        for baud in LINKS
    )
    return outcome


def _bare(image: CardImage, today: date) -> float:
    begun = time.perf_counter()
    MemberCard(Journal(image)).read("", 0, today)
    return (time.perf_counter() - begun) * 1000


def _simulated(desk: _Desk, file: Path, wanted: CardRead) -> float:
    begun = time.perf_counter()
    desk.reader.tell({"do": "insert", "card": str(file)}, seated=str(file))
    at, event = desk.wait(ReaderPhase.READ)
    _check(event, wanted)
    desk.reader.tell({"do": "pull"}, seated=None)
    desk.wait(ReaderPhase.REMOVED)
    return (at - begun) * 1000


def _virtual_note(file: Path, wanted: CardRead, rounds: int) -> str:
    """The same behind pcscd and vpcd, from the moment that the worker has seen the card: pcscd looks at vpcd every
    400 ms, which is no property of this program."""
    stage = VirtualStage()
    try:
        stage.start()
    except VirtualUnavailable as error:
        return f"pcscd and vpcd: not run ({error})"
    desk = _Desk(SupervisedReader(partial(launch_worker, "pcsc", environment=stage.environment), companion=stage))
    taken = []
    try:
        for _ in range(rounds):
            stage.tell({"do": "insert", "card": str(file)})
            seen, _event = desk.wait(ReaderPhase.READING)
            at, event = desk.wait(ReaderPhase.READ)
            _check(event, wanted)
            taken.append((at - seen) * 1000)
            stage.tell({"do": "pull"})
            desk.wait(ReaderPhase.REMOVED)
    finally:
        desk.reader.stop()
    return (
        f"pcscd and vpcd, seen -> delivered: p50 {statistics.median(taken):.2f} ms, "
        f"p99 {p99(taken):.2f} ms of {len(taken)} (connecting and powering up the virtual card included)"
    )


def _check(event: ReaderEvent, wanted: CardRead) -> None:
    """A fast wrong answer is a failure."""
    card = event.card
    if card is None or (card.id_number, card.card_number, card.name) != (
        wanted.id_number,
        wanted.card_number,
        wanted.name,
    ):
        raise AssertionError("the card was not read as it stands: nothing is measured")


def _noted(taken: list[float], work: Callable[[], float]) -> Callable[[], float]:
    def run() -> float:
        taken.append(work())
        return taken[-1]

    return run


def p99(taken: list[float]) -> float:
    """The 99th percentile; of fewer than a hundred the largest."""
    return statistics.quantiles(taken, n=100)[98] if len(taken) >= 100 else max(taken)
