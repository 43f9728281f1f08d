"""The supervisor of the card worker on the desktop's side: implements `visit.ports.cards.CardReader`.

One thread owns all state: it starts the worker, takes its lines, walks the state table, watches the clock and calls the
listener. Callers only put a word into its queue or look at a dictionary, so no call but `stop` ever waits. A read that
takes longer than the limit, or a worker that says nothing for as long, ends in a kill and a fresh worker.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from counter.card.errors import WRONG_CARD_REASONS, Reason
from counter.card.launching import Launch
from counter.card.lines import Line, card_from
from counter.card.states import Signal, next_phase
from counter.card.worker_link import WorkerLink
from counter.domain.errors import CardError
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

READ_LIMIT_SECONDS = 8.0
SILENCE_LIMIT_SECONDS = 8.0
"""The worker says at least every two seconds that it is alive, and oftener while a card is seated."""
SEAT_SECONDS = 2.0
"""So long ago at most the service must have answered for a card to count as seated: one that hangs says nothing of
a card that leaves, and money is booked on the answer."""

_STOP_SECONDS = 0.8
_RESTART_PAUSES = (0.0, 0.2, 0.5, 1.0)
"""Before the next worker, by the deaths that are not forgiven; every half second that a worker lived forgives one."""
_SLEPT_SECONDS = 2.0
"""So much later than asked for, this thread did not run: the computer slept, or the desktop was stopped."""
_STRIKES = 2
"""So many workers in a row may die while they read the same reader's card; then it is left alone."""

_SERVICE_ANSWERED = frozenset({"alive", "readers", "card_in", "card_out"})
"""Lines that the worker's watch says right after an answer of the service; a read may go on without one."""

_MEMBER_SEEN = frozenset({ReaderPhase.READ, ReaderPhase.PROTECTED})
_AGAIN_ORDER = (
    ReaderPhase.STUCK,
    ReaderPhase.MUTE,
    ReaderPhase.READ,
    ReaderPhase.PROTECTED,
    ReaderPhase.PRESENT,
    ReaderPhase.REMOVED,
    ReaderPhase.WRONG_CARD,
)


class Companion(Protocol):
    """A further process that lives as long as the reader: the virtual reader's stage."""

    def begin_stop(self) -> None:
        """Ask it to end; returns at once."""
        ...

    def finish_stop(self) -> None:
        """Wait for its end, at most one second, then kill it."""
        ...


@dataclass
class _Slot:
    """One reader as it stands. insertion counts over all workers; events: the service's own count at the insertion;
    known: its card was told as a member's, and is that still while it is read again."""

    phase: ReaderPhase = ReaderPhase.EMPTY
    insertion: int = 0
    present: bool = False
    events: int = 0
    deadline: float | None = None
    known: bool = False


class SupervisedReader:
    """See `visit.ports.cards.CardReader`.

    Args:
        launch: starts a worker.
        simulated: whether events say that no chip was touched.
        companion: stopped together with the worker.
        limit_seconds: how long a read may take.
    """

    def __init__(
        self,
        launch: Launch,
        *,
        simulated: bool = False,
        companion: Companion | None = None,
        limit_seconds: float = READ_LIMIT_SECONDS,
    ) -> None:
        self._simulated = simulated
        self._companion = companion
        self._limit = limit_seconds
        self._inbox: queue.SimpleQueue[tuple[int, Line]] = queue.SimpleQueue()
        self._link = WorkerLink(launch, self._inbox)
        self._slots: dict[str, _Slot] = {}
        self._counts: dict[str, int] = {}
        self._bases: dict[str, int] = {}
        self._held: set[str] = set()
        self._strikes: dict[str, int] = {}
        self._standing: dict[str, ReaderEvent] = {}
        self._without: tuple[ReaderEvent, ...] = ()
        self._seated_file: str | None = None
        self._heard = 0.0
        self._confirmed = 0.0
        self._in_turn = ""
        self._born = 0.0
        self._deaths = 0
        self._overall: ReaderPhase | None = None
        self._listener: Callable[[ReaderEvent], None] | None = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    # Called from outside; none of these waits, except `stop`.

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """Watch readers; the listener is called from this object's thread."""
        if self._thread is not None:
            raise RuntimeError("the reader was started before")
        self._listener = listener
        self._thread = threading.Thread(target=self._supervise, name="card reader", daemon=True)
        self._thread.start()

    def read_again(self, reader: str = "") -> None:
        """See `CardReader.read_again`."""
        self._inbox.put((0, {"do": "again", "reader": reader}))

    def seated(self, card: CardRead) -> bool:
        """True while the card of this read is still in the reader, as the service said `SEAT_SECONDS` ago or later."""
        return self._stands(card) and time.monotonic() - self._confirmed <= SEAT_SECONDS

    def left(self, card: CardRead) -> bool:
        """True when the worker told that the card of this read is out, or nobody watches its reader any more. A card
        that is read again has not left."""
        event = self._standing.get(card.reader)
        read_again = event is not None and (event.insertion, event.phase) == (card.insertion, ReaderPhase.READING)
        return not read_again and not self._stands(card)

    def choose(self, card: CardRead) -> None:
        """Deliver the event of one of several seated cards again, without rivals."""
        self._inbox.put((0, {"do": "choose", "card": card}))

    def states(self) -> tuple[ReaderEvent, ...]:
        """How every reader stands now, those included whose events are not delivered; without a reader or a service
        the one event that says so, and nothing before the first word of the worker."""
        return tuple(self._standing.values()) or self._without

    def tell(self, line: Line, *, seated: str | None) -> None:
        """Send a line about the software card to the worker. seated: the file that is in from now on, which every
        later worker begins with."""
        self._inbox.put((0, {"do": "tell", "line": line, "seated": seated}))

    def stop(self) -> None:
        """End worker and companion within 2 s, whatever the card does."""
        if self._companion is not None:
            self._companion.begin_stop()
        self._inbox.put((0, {"do": "stop"}))
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_STOP_SECONDS + 0.6)
        if self._companion is not None:
            self._companion.finish_stop()
            self._companion = None

    def _stands(self, card: CardRead) -> bool:
        event = self._standing.get(card.reader)
        return event is not None and event.insertion == card.insertion and event.phase in _MEMBER_SEEN

    # The thread

    def _supervise(self) -> None:
        try:
            self._start_worker()
            while not self._stopping:
                self._turn()
        finally:
            self._link.end(_STOP_SECONDS)

    def _turn(self) -> None:
        begun, patience = time.monotonic(), self._patience()
        try:
            generation, line = self._inbox.get(timeout=patience)
        except queue.Empty:
            if time.monotonic() - begun - patience > _SLEPT_SECONDS:
                self._begin_times_anew()
        else:
            if "do" in line:
                self._obey(line)
            elif generation == self._link.generation:
                self._heard = time.monotonic()
                if line["signal"] in _SERVICE_ANSWERED:
                    self._confirmed = self._heard
                self._take(line)
        if not self._stopping:
            self._check_clock()

    def _begin_times_anew(self) -> None:
        """Nobody ran for a while: that is no time that a card or the worker took."""
        self._heard = time.monotonic()
        for slot in self._slots.values():
            if slot.deadline is not None:
                slot.deadline = self._heard + self._limit

    def _patience(self) -> float:
        deadlines = [slot.deadline for slot in self._slots.values() if slot.deadline is not None]
        return max(0.001, min([*deadlines, self._heard + SILENCE_LIMIT_SECONDS]) - time.monotonic())

    def _check_clock(self) -> None:
        now = time.monotonic()
        late = [name for name, slot in self._slots.items() if slot.deadline is not None and slot.deadline <= now]
        if late or now >= self._heard + SILENCE_LIMIT_SECONDS:
            self._replace_worker(stuck=late)

    def _obey(self, line: Line) -> None:
        match line["do"]:
            case "stop":
                self._stopping = True
            case "again":
                self._again(line["reader"])
            case "choose":
                if self._stands(line["card"]):
                    self._in_turn = line["card"].reader
                    self._tell_listener(replace(self._standing[self._in_turn], rivals=()))
            case "tell":
                self._seated_file = line["seated"]
                self._link.send(line["line"])
                # Whatever hung in a software reader is out of it now.
                for name in sorted(self._held):
                    self._held.discard(name)
                    self._step(name, Signal.CARD_OUT)

    def _again(self, wanted: str) -> None:
        def rank(name: str) -> tuple[bool, int, bool]:
            phase = self._slots[name].phase
            return name != wanted or phase in _MEMBER_SEEN, _AGAIN_ORDER.index(phase), name != wanted

        seated = [name for name, slot in self._slots.items() if slot.present and slot.phase in _AGAIN_ORDER]
        if seated:
            name = min(seated, key=rank)
            self._held.discard(name)
            self._step(name, Signal.AGAIN)
            self._link.send({"do": "read", "reader": name})

    def _take(self, line: Line) -> None:
        """One line of the worker."""
        match line:
            case {"signal": "readers", "names": list(names)}:
                self._relist(names)
            case {"signal": "service_lost", "reason": str(reason), "hint": str(hint)}:
                self._lose_service(CardError(Reason(reason), hint))
            case {"signal": "ended"}:
                self._replace_worker(stuck=())
            case {"signal": str(signal), "reader": str(name), "insertion": int(number)} if name in self._slots:
                self._take_from(name, signal, self._bases.get(name, 0) + number, line)

    def _take_from(self, name: str, signal: str, insertion: int, line: Line) -> None:
        slot = self._slots[name]
        match signal:
            case "card_in":
                events = int(line.get("events", 0))
                # The card that was left alone was changed for another before the new worker first looked.
                other = slot.phase is ReaderPhase.STUCK and events > slot.events
                slot.insertion, slot.present, slot.events = insertion, True, events
                self._counts[name] = insertion
                if other:
                    self._held.discard(name)
                    self._step(name, Signal.CARD_OUT)
                    self._link.send({"do": "read", "reader": name})
                self._step(name, Signal.CARD_IN)
            case "card_out":
                slot.present = False
                self._strikes.pop(name, None)
                self._held.discard(name)
                early = slot.phase is ReaderPhase.READING
                self._step(name, Signal.CARD_OUT, error=CardError(Reason.REMOVED) if early else None)
            case "still_in" if insertion == slot.insertion:
                self._step(name, Signal.STILL_IN)
            case "number" | "read" | "failed" if insertion != slot.insertion or slot.phase is not ReaderPhase.READING:
                return  # A late result: the card that it tells of is not the one that is seated.
            case "number":
                self._tell_number(name, insertion, str(line["number"]))
            case "read" | "failed":
                self._strikes.pop(name, None)
                self._take_outcome(name, insertion, line)

    def _tell_number(self, name: str, insertion: int, number: str) -> None:
        """Tell the number of a card that is still being read, unless the clerk will have to choose between cards."""
        if not self._cards_elsewhere(name):
            event = ReaderEvent(ReaderPhase.READING, name, insertion, simulated=self._simulated, number=number)
            self._tell_listener(event)

    def _take_outcome(self, name: str, insertion: int, line: Line) -> None:
        """What came of a read."""
        match line["signal"]:
            case "read":
                card = card_from({**line["card"], "insertion": insertion})
                # A protected card that the vendor's driver could not read either says why.
                why = CardError(Reason(line["reason"]), line["hint"], line["detail"]) if "reason" in line else None
                self._step(name, Signal.PROTECTED if card.protected else Signal.READ, card=card, error=why)
            case "failed":
                error = CardError(Reason(line["reason"]), line["hint"])
                self._step(name, _signal_of(error), error=error)

    def _step(self, name: str, signal: Signal, *, card: CardRead | None = None, error: CardError | None = None) -> None:
        """Walk one edge of the table and tell the listener."""
        slot = self._slots[name]
        after = next_phase(slot.phase, signal)
        if after is None:
            return
        slot.phase = after
        slot.deadline = time.monotonic() + self._limit if after is ReaderPhase.READING else None
        event = ReaderEvent(after, name, slot.insertion, card, error, self._simulated)
        if after in _MEMBER_SEEN:
            event = replace(event, rivals=self._cards_elsewhere(name))
        self._standing = {**self._standing, name: event}
        was_known = slot.known
        slot.known = after in _MEMBER_SEEN or (was_known and after is ReaderPhase.READING)
        if slot.known:
            self._in_turn = name
        elsewhere = any(other.phase in _MEMBER_SEEN for key, other in self._slots.items() if key != name)
        if elsewhere and name != self._in_turn and after not in _MEMBER_SEEN and not was_known:
            return  # A token in another slot must not hide the member's card.
        self._overall = None
        self._tell_listener(event)

    def _cards_elsewhere(self, name: str) -> tuple[CardRead, ...]:
        """Members' cards that are seated in other readers."""
        others = [event for key, event in self._standing.items() if key != name and event.phase in _MEMBER_SEEN]
        return tuple(event.card for event in others if event.card is not None)

    def _tell_listener(self, event: ReaderEvent) -> None:
        if self._listener is not None and not self._stopping:
            self._listener(event)

    def _say_overall(self, phase: ReaderPhase, error: CardError) -> None:
        """Say something about all readers, once."""
        self._without = (ReaderEvent(phase, error=error, simulated=self._simulated),)
        if self._overall is not phase:
            self._overall = phase
            self._tell_listener(*self._without)

    # Readers come and go

    def _relist(self, names: list[str]) -> None:
        for name in [name for name in self._slots if name not in names]:
            slot = self._slots.pop(name)
            self._drop(name)
            if slot.present and names:
                gone = CardError(Reason.NO_READER)
                self._tell_listener(
                    ReaderEvent(ReaderPhase.NO_READER, name, slot.insertion, None, gone, self._simulated)
                )
        for name in names:
            if name not in self._slots:
                self._slots[name] = _Slot(ReaderPhase.NO_READER, self._counts.get(name, 0))
                self._step(name, Signal.READER_FOUND)
        if not names:
            self._say_overall(ReaderPhase.NO_READER, CardError(Reason.NO_READER))

    def _drop(self, name: str) -> None:
        """Forget a reader's seat. Its insertions are remembered, so that no number is ever given twice."""
        self._standing = {key: event for key, event in self._standing.items() if key != name}
        self._held.discard(name)

    def _lose_service(self, error: CardError) -> None:
        for name in self._slots:
            self._drop(name)
        self._slots.clear()
        self._say_overall(ReaderPhase.NO_SERVICE, error)

    # The worker process

    def _start_worker(self) -> None:
        """Start a worker; where the machine has nothing to spare for one, again after a pause."""
        while not self._stopping:
            self._born = self._heard = time.monotonic()
            if self._link.start(sorted(self._held), self._seated_file):
                return
            self._pause_after_death()

    def _replace_worker(self, stuck: Sequence[str]) -> None:
        """Kill the worker and start a fresh one; cards whose reading hung are left alone until they leave or F2."""
        lived = time.monotonic() - self._born
        self._link.end(0)
        suspects = stuck or self._struck_out()
        self._bases = dict(self._counts)
        unknown: list[ReaderEvent] = []
        for name in list(self._slots):
            if name in suspects or self._slots[name].phase is ReaderPhase.STUCK:
                self._held.add(name)
                self._step(name, Signal.OVERDUE, error=CardError(Reason.STUCK))
            else:
                slot = self._slots.pop(name)
                self._drop(name)
                if slot.present:
                    why = CardError(Reason.SERVICE_MISSING)
                    unknown.append(
                        ReaderEvent(ReaderPhase.NO_SERVICE, name, slot.insertion, None, why, self._simulated)
                    )
        if self._slots:
            # Nobody watches the other cards until the next worker has looked: nothing of theirs may stay readable.
            for event in unknown:
                self._tell_listener(event)
        # A worker that was ended for a card's sake is no sign that workers fail.
        self._deaths = max(0, self._deaths - int(lived * 2))
        if not stuck:
            self._pause_after_death()
        elif self._deaths:
            self._pause()
        self._start_worker()

    def _pause_after_death(self) -> None:
        """A worker died or could not be started: say so where nothing else is known, and wait before the next one."""
        if not self._slots:
            self._say_overall(ReaderPhase.NO_SERVICE, CardError(Reason.SERVICE_MISSING))
        self._deaths += 1
        self._pause()

    def _pause(self) -> None:
        until = time.monotonic() + _RESTART_PAUSES[min(self._deaths, len(_RESTART_PAUSES)) - 1]
        while not self._stopping and time.monotonic() < until:
            with contextlib.suppress(queue.Empty):
                _, line = self._inbox.get(timeout=max(0.001, until - time.monotonic()))
                if line.get("do") in ("stop", "tell"):
                    self._obey(line)

    def _struck_out(self) -> list[str]:
        """Readers whose card killed worker after worker. One death may have any cause: that card is read again."""
        for name, slot in self._slots.items():
            if slot.phase is ReaderPhase.READING:
                self._strikes[name] = self._strikes.get(name, 0) + 1
        return [name for name, strikes in self._strikes.items() if strikes >= _STRIKES and name in self._slots]


def _signal_of(error: CardError) -> Signal:
    if error.reason in WRONG_CARD_REASONS:
        return Signal.WRONG_CARD
    lost = error.reason in (Reason.REMOVED, Reason.NO_CARD, Reason.NO_READER)
    return Signal.LOST if lost else Signal.FAILED
