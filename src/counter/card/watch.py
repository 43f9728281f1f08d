"""Watching readers and reading what is put into them: the inside of the worker process.

One thread watches (its context waits for changes, is rebuilt after every service error and relists the readers each
turn); one thread per reader reads, with a context of its own, so that a mute card in one slot never holds up another.
Everything is reported as lines; nothing is kept.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from counter.card.driver import ProtectedRoute
from counter.card.errors import ASK_AGAIN, NO_READER, PcscCode, PcscError, Reason
from counter.card.lines import Line, fields_of
from counter.card.member_card import MemberCard
from counter.card.service import UNKNOWN_SLOT, CardContext, CardService, SlotState
from counter.card.tracing import TracedConnection
from counter.domain.errors import CardError
from counter.domain.identity import CardRead

WAIT_LIMIT_MS = 2000
SEATED_LIMIT_MS = 500
"""The same while a card is seated: how long the service may be silent before anybody knows. Money is booked on
a seat that was confirmed so lately (`counter.card.reader.SEAT_SECONDS`)."""
_BACK_OFF_SECONDS = (0.1, 0.2, 0.5, 1.0)
_RELIST_SECONDS = (0.05, 0.1, 0.2, 0.4)
_READ_ATTEMPTS = 3
_SECOND_LOOK_SECONDS = 1.0
_SLEPT_SECONDS = 3.0
"""A turn that took so much longer on the wall clock than its wait may take: the computer slept in between."""


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass
class _Lane:
    """One reader: what is known of its slot, how many cards it has seen, and its reading thread."""

    known: SlotState = UNKNOWN_SLOT
    insertion: int = 0
    held: bool = False
    lost: int = 0
    lost_at: float | None = None
    looked_twice: bool = False
    moved: threading.Event = field(default_factory=threading.Event)
    orders: queue.SimpleQueue[int | None] = field(default_factory=queue.SimpleQueue)


class Watch:
    """All readers of one service.

    Args:
        service: where contexts come from.
        report: takes each line; called from several threads, must not raise.
        held: readers whose seated card must not be read by itself: it made an earlier worker hang.
        driver: the vendor's driver that protected cards are read with.
        trace: takes a line for every command, see `tracing`; nothing is traced when None.
    """

    def __init__(
        self,
        service: CardService,
        report: Callable[[Line], None],
        held: Iterable[str] = (),
        driver: ProtectedRoute | None = None,
        trace: Callable[[str], None] | None = None,
    ) -> None:
        self._service = service
        self._trace = trace
        self._report = report
        self._driver = driver
        self._held = set(held)
        self._lanes: dict[str, _Lane] = {}
        # Insertions of readers that are gone: one may come back, and no number is given twice.
        self._counts: dict[str, int] = {}
        self._listed: tuple[str, ...] | None = None
        self._stopping = threading.Event()
        self._failures = 0
        self._reading = 0
        self._quiet = threading.Condition()
        self._context: CardContext | None = None

    def run(self) -> None:
        """Watch until `stop`."""
        while not self._stopping.is_set():
            try:
                self._context = self._service.establish()
                try:
                    self._watch(self._context)
                finally:
                    self._context.release()
            except PcscError as error:
                if self._stopping.is_set():
                    break
                self._forget_all(error)
                self._stopping.wait(_BACK_OFF_SECONDS[min(self._failures, len(_BACK_OFF_SECONDS) - 1)])
                self._failures += 1

    def read(self, reader: str) -> None:
        """Read the seated card of a reader once more."""
        lane = self._lanes.get(reader)
        if lane is not None and lane.known.present:
            lane.orders.put(lane.insertion)

    def let_go(self, reader: str) -> None:
        """The card that was to be left alone is no longer the one that comes next."""
        self._held.discard(reader)
        if reader in self._lanes:
            self._lanes[reader].held = False

    def stop(self, limit_seconds: float) -> None:
        """End watching and give running reads a moment to leave their card properly."""
        self._stopping.set()
        if self._context is not None:
            self._context.cancel()
        with self._quiet:
            self._quiet.wait_for(lambda: self._reading == 0, limit_seconds)
        for lane in list(self._lanes.values()):
            lane.orders.put(None)

    # Watching

    def _watch(self, context: CardContext) -> None:
        idle_turns = 0
        awake_at = time.time()
        while not self._stopping.is_set():
            before, awake_at = awake_at, time.time()
            if awake_at - before > WAIT_LIMIT_MS / 1000 + _SLEPT_SECONDS:
                self._forget_cards()
                return
            names = self._names(context)
            self._relist(names)
            waiting = self._look_again(names)
            known = {name: self._lanes[name].known for name in names}
            begun = time.monotonic()
            seated = any(state.present for state in known.values())
            limit = WAIT_LIMIT_MS // 8 if waiting else SEATED_LIMIT_MS if seated else WAIT_LIMIT_MS
            try:
                states = context.wait(known, limit)
            except PcscError as error:
                if error.code not in ASK_AGAIN:
                    raise
                # A reader went away, or the list is stale: ask again.
                self._stopping.wait(0.05)
                continue
            self._failures = 0
            self._report({"signal": "alive"})
            changed = [name for name, state in states.items() if state != known[name]]
            for name in changed:
                self._note(name, states[name])
            # A service that answers at once without news must not cost a processor.
            idle_turns = 0 if changed or time.monotonic() - begun > 0.02 else idle_turns + 1
            if idle_turns > 5:
                self._stopping.wait(0.05)

    def _names(self, context: CardContext) -> tuple[str, ...]:
        """The readers, asked for again while they change under the question; none when they go on to be unknown.

        Raises PcscError: the service failed.
        """
        for pause in (*_RELIST_SECONDS, 0):
            try:
                return context.readers()
            except PcscError as error:
                if error.code not in ASK_AGAIN or (pause == 0 and error.code not in NO_READER):
                    raise
            self._stopping.wait(pause)
        return ()

    def _look_again(self, names: tuple[str, ...]) -> bool:
        """A card was lost while it was read, yet the service says that one is in: a swap that it did not see, or a
        bad contact. After a moment such a slot counts as never seen, once, so that the card is a new insertion. Lost
        again it is told to be in, and no more.

        Returns whether a slot is still within its moment.
        """
        waiting = False
        for name in names:
            lane = self._lanes[name]
            if lane.lost_at is None:
                continue
            if lane.lost != lane.insertion:
                # The loss was told after its card had left: it says nothing about the card that is in now.
                lane.lost_at = None
                continue
            if time.monotonic() < lane.lost_at + _SECOND_LOOK_SECONDS:
                waiting = True
                continue
            lane.lost_at = None
            if not lane.known.present:
                continue
            if lane.looked_twice:
                self._report({"signal": "still_in", "reader": name, "insertion": lane.insertion})
            else:
                lane.looked_twice, lane.known = True, UNKNOWN_SLOT
        return waiting

    def _relist(self, names: tuple[str, ...]) -> None:
        if names == self._listed:
            return
        for name in names:
            if name not in self._lanes:
                lane = self._lanes[name] = _Lane(held=name in self._held, insertion=self._counts.get(name, 0))
                threading.Thread(target=self._serve, args=(name, lane), name=f"read {name}", daemon=True).start()
        # A reader may come back under another name every time: nothing of one that is gone may stay but its count.
        for name in [name for name in self._lanes if name not in names]:
            lane = self._lanes.pop(name)
            lane.known = UNKNOWN_SLOT
            lane.moved.set()
            self._counts[name] = lane.insertion
            self._held.discard(name)
            lane.orders.put(None)
        self._listed = names
        self._report({"signal": "readers", "names": list(names)})

    def _forget_cards(self) -> None:
        """The computer slept: handles are invalid, whatever the service says of them, and a card may have been changed
        without anybody counting. What is seated now is a new insertion, one that hung before included. A clock that was
        set does the same: no harm."""
        for name, lane in self._lanes.items():
            if lane.known.present:
                self._report({"signal": "card_out", "reader": name, "insertion": lane.insertion})
            lane.known, lane.held = UNKNOWN_SLOT, False
            lane.moved.set()
        self._held.clear()

    def _forget_all(self, error: PcscError) -> None:
        """The service is gone: every card that was seated is unknown again, and will count as a new insertion."""
        for lane in self._lanes.values():
            # A card that hung before may have been changed meanwhile; if it was not, it is overdue once more.
            lane.known, lane.held = UNKNOWN_SLOT, False
            lane.moved.set()
        self._held.clear()
        self._listed = None
        failure = error.service_error()
        self._report({"signal": "service_lost", "reason": failure.reason, "hint": failure.hint})

    def _note(self, name: str, state: SlotState) -> None:
        lane = self._lanes[name]
        before, lane.known = lane.known, state
        lane.moved.set()
        swapped = before.present and state.present and before.events != state.events
        if (before.present or before == UNKNOWN_SLOT) and (swapped or not state.present):
            self._report({"signal": "card_out", "reader": name, "insertion": lane.insertion})
            lane.held, lane.lost_at, lane.looked_twice = False, None, False
            if self._driver is not None:
                self._driver.abandon(name)
        if state.present and (swapped or not before.present):
            lane.insertion += 1
            self._report({"signal": "card_in", "reader": name, "insertion": lane.insertion, "events": state.events})
            if not lane.held:
                lane.orders.put(lane.insertion)

    # Reading

    def _serve(self, name: str, lane: _Lane) -> None:
        while (insertion := lane.orders.get()) is not None:
            lane.moved.clear()
            if insertion != lane.insertion or not lane.known.present or self._stopping.is_set():
                continue
            with self._quiet:
                self._reading += 1
            try:
                outcome = self._outcome(name, lane, insertion)
                self._report(outcome)
                if insertion != lane.insertion:
                    continue
                if outcome.get("reason") == Reason.REMOVED:
                    lane.lost, lane.lost_at = insertion, time.monotonic()
                else:
                    # Only losses in a row tell of a bad contact: the next one has a second look again.
                    lane.looked_twice = False
            finally:
                with self._quiet:
                    self._reading -= 1
                    self._quiet.notify_all()

    def _outcome(self, name: str, lane: _Lane, insertion: int) -> Line:
        head: Line = {"reader": name, "insertion": insertion}
        try:
            card = self._read_card(name, lane, insertion)
        except PcscError as error:
            failure = error.connect_error()
        except CardError as error:
            failure = error
        else:
            return {"signal": "read", **head, **self._opened(card)}
        return {"signal": "failed", **head, "reason": str(failure.reason), "hint": failure.hint}

    def _opened(self, card: CardRead) -> Line:
        """The read for a line; a protected card is read by the driver, which needs the reader for itself by now.

        A driver that fails does not make the card a wrong one: the protected read stays, with why.
        """
        if not card.protected or self._driver is None:
            return {"card": fields_of(card)}
        try:
            return {"card": fields_of(self._driver.read(card, _today()))}
        except CardError as error:
            why = {"reason": str(error.reason), "hint": error.hint, "detail": error.detail}
            return {"card": fields_of(card), **why}

    def _read_card(self, name: str, lane: _Lane, insertion: int) -> CardRead:
        """Read one card; begins again when another program reset it in between (card.md 3.8)."""

        def pause(seconds: float) -> None:
            # Patience with a card that bounced and was pulled would keep the next one waiting.
            if lane.moved.wait(seconds) and (insertion != lane.insertion or not lane.known.present):
                raise PcscError(PcscCode.REMOVED_CARD)

        def numbered(number: str) -> None:
            self._report({"signal": "number", "reader": name, "insertion": insertion, "number": number})

        try:
            context = self._service.establish()
        except PcscError as error:
            raise error.service_error() from None
        try:
            connection = context.connect(name, pause)
            card = connection if self._trace is None else TracedConnection(connection, self._trace)
            try:
                for attempt in range(_READ_ATTEMPTS):
                    try:
                        if attempt:
                            connection.reconnect()
                        return MemberCard(card, numbered).read(name, insertion, _today())
                    except (PcscError, CardError) as error:
                        failure = error.connect_error() if isinstance(error, PcscError) else error
                        if failure.reason != Reason.RESET or attempt == _READ_ATTEMPTS - 1:
                            raise failure from None
                raise AssertionError("the last attempt returns or raises")
            finally:
                connection.close()
        finally:
            context.release()
