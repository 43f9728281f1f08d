"""Random events against the card layer: after every burst the supervisor must say what is true.

    python -m tests.card_storm --events 10000 --seed 1            simulated service, real worker and supervisor
    python -m tests.card_storm --events 500 --seed 1 --real       pcscd and vpcd in a private namespace
    python -m tests.card_storm --events 500 --seed 1 --window     the same with the product's window (`card_window`)

Events: plug and unplug (also under another name; not with vpcd, which cannot), insert, pull, swap, cards that hang,
read again, service killed, stopped and started, worker killed, other program exclusive, reset by another program,
sleep and resume. Checked after every burst: the state of every reader and the whole read, which of all reads so far is
seated, that no call of the reader's port took longer than 50 ms, and that insertion numbers never fell. Checked over
the run: threads, processes, open files and memory of the desktop's side and of the worker.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from card_worlds import SimulatedWorld, StackWorld, World, expected
from counter.card.reader import SupervisedReader
from counter.domain.errors import CardError
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

SETTLED_SECONDS = 2.0
LONGEST_CALL_SECONDS = 0.05
_STABLE_SECONDS = 0.12
_FULL_WAIT_EVERY = 25
_GONE = frozenset({ReaderPhase.EMPTY, ReaderPhase.REMOVED})


@dataclass
class Footprint:
    """What a process holds. files: open ones, sockets and pipes included; processes: its children; memory: resident,
    in MiB."""

    threads: float
    files: float
    processes: float
    memory: float

    @classmethod
    def of(cls, pid: int) -> Footprint:
        """Read it from /proc. Raises OSError: the process is gone."""
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        children = sum(len(task.read_text().split()) for task in tasks)
        return cls(int(status["Threads"]), files, children, round(int(status["VmRSS"].split()[0]) / 1024, 1))

    @classmethod
    def middle(cls, several: list[Footprint]) -> Footprint:
        """The median of each figure: cards that hang, and workers that just begin, hold more and less for a while."""
        return cls(*(statistics.median(getattr(each, one.name) for each in several) for one in fields(cls)))


@dataclass
class Findings:
    """What a storm showed. longest_call_ms: of the reader's port, on the clock; own_call_ms: the same without the time
    that a thread of this process waited for a processor that others had."""

    seed: int
    events: dict[str, int] = field(default_factory=dict)
    bursts: int = 0
    wrong: list[str] = field(default_factory=list)
    longest_settling: float = 0
    longest_call_ms: float = 0
    own_call_ms: float = 0
    calls: int = 0
    workers: int = 0
    delivered: int = 0
    cards_read: int = 0
    first: dict[str, Footprint] = field(default_factory=dict)
    last: dict[str, Footprint] = field(default_factory=dict)
    seconds: float = 0

    def grown(self) -> list[str]:
        """What is more in the last fifth of the run than in the fifth after the warm-up, by the median of each."""
        found = []
        for who, first in self.first.items():
            last = self.last[who]
            found += [
                f"{who}: {what} {getattr(first, what)} -> {getattr(last, what)}"
                for what, more in (("threads", 1), ("files", 1), ("processes", 0), ("memory", 8))
                if getattr(last, what) > getattr(first, what) + more
            ]
        return found

    @property
    def good(self) -> bool:
        """Nothing wrong, nothing slow, nothing grown."""
        return not self.wrong and not self.grown() and self.own_call_ms < LONGEST_CALL_SECONDS * 1000


def waits() -> dict[str, int]:
    """By thread of this process: nanoseconds that it was ready to run while others had the processors."""
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError, IndexError):
            found[task.name] = int((task / "schedstat").read_text().split()[1])
    return found


def waited_ms(before: dict[str, int]) -> float:
    """How long threads of this process have waited since, all together."""
    return sum(now - before.get(task, 0) for task, now in waits().items()) / 1e6


class Listener:
    """Takes events as the desktop does, and notes an insertion number that falls."""

    def __init__(self) -> None:
        self.events = 0
        self.cards: list[CardRead] = []
        self.recent: list[str] = []
        self.fallen: list[str] = []
        self._insertions: dict[str, int] = {}

    def __call__(self, event: ReaderEvent) -> None:
        """One event."""
        self.events += 1
        self.recent.append(f"{time.monotonic():.2f} {event.reader} {event.insertion} {event.phase}")
        if event.reader:
            if event.insertion < self._insertions.get(event.reader, 0):
                self.fallen.append(f"{event.reader}: {event.phase} of insertion {event.insertion} came late")
            self._insertions[event.reader] = event.insertion
        if event.card is not None:
            self.cards.append(event.card)


class Storm:
    """One run."""

    def __init__(self, world: World, seed: int, supervised: type[SupervisedReader] = SupervisedReader) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.found = Findings(seed)
        self.listener = Listener()
        self.reader = supervised(world.launch, limit_seconds=world.read_limit)
        self._footprints: dict[str, list[tuple[int, Footprint]]] = {}

    def run(self, events: int, *, first_only: bool = False) -> Findings:
        """Bursts until so many events happened, or until the first wrong state."""
        begun = time.monotonic()
        self.begin()
        self._settle()
        done = 0
        while done < events and not (first_only and self.found.wrong):
            done += self._burst(min(self.chance.choice((1, 2, 4, 8, 16)), events - done))
            self._settle()
            self._weigh(done)
        self._compare_weights(events)
        self.found.delivered, self.found.cards_read = self.listener.events, len(self.listener.cards)
        self.found.workers = self.world.launched
        self.found.wrong += self.listener.fallen
        self.found.seconds = round(time.monotonic() - begun, 1)
        return self.found

    def begin(self) -> None:
        """Start the reader."""
        self._call(self.reader.start, self.listener)

    def stop(self) -> None:
        """End it."""
        self.reader.stop()
        self.world.close()

    def _burst(self, count: int) -> int:
        killed = False
        self.listener.recent = []
        self._acts: list[str] = []
        for _ in range(count):
            name, act = self.chance.choice(self.world.acts(self.chance))
            if name == "worker_kill" and killed:
                name, act = self.chance.choice([each for each in self.world.acts(self.chance) if each[0] == "insert"])
            killed = killed or name == "worker_kill"
            act()
            self._acts.append(f"{time.monotonic():.2f} {name}")
            if name == "insert" and self.chance.random() < 0.3:
                name = "again"
                self._call(self.reader.read_again)
            self.found.events[name] = self.found.events.get(name, 0) + 1
            time.sleep(self.chance.choice(self.world.pauses))
            self._poke()
        self.world.calm()
        self.found.bursts += 1
        return count

    def _call(self, act: Callable[..., Any], *arguments: Any) -> Any:
        before, begun = waits(), time.perf_counter()
        result = act(*arguments)
        took = (time.perf_counter() - begun) * 1000
        if took > self.found.own_call_ms:
            self.found.own_call_ms = round(max(self.found.own_call_ms, took - waited_ms(before)), 2)
        self.found.longest_call_ms = max(self.found.longest_call_ms, round(took, 2))
        self.found.calls += 1
        return result

    def _poke(self) -> None:
        """What the window's thread asks all the time."""
        self._call(self.reader.states)
        for card in self.listener.cards[-3:]:
            self._call(self.reader.seated, card)

    def _settle(self) -> None:
        """Wait until the state is right and stays so for a moment; note it when that takes too long."""
        begun = time.monotonic()
        limit = begun + SETTLED_SECONDS + self.world.extra_seconds()
        full = self.found.bursts % _FULL_WAIT_EVERY == 0
        since: float | None = None
        while True:
            self._poke()
            problem = self._problem()
            now = time.monotonic()
            if problem is None:
                since = since or now
                if now - since > (1.0 if full else _STABLE_SECONDS):
                    self.found.longest_settling = max(self.found.longest_settling, round(since - begun, 2))
                    return
            else:
                since = None
                if now > limit:
                    seen = f"did {', '.join(self._acts)}; seen {', '.join(self.listener.recent)}"
                    self.found.wrong.append(f"burst {self.found.bursts} at {now:.2f}: {problem}; {seen}")
                    return
            time.sleep(0.01)

    def _problem(self) -> str | None:
        """What the supervisor says that is not so; None when all is right."""
        states = self.reader.states()
        wanted = self.world.seated()
        if wanted is None or not wanted:
            phase = ReaderPhase.NO_SERVICE if wanted is None else ReaderPhase.NO_READER
            return None if [each.phase for each in states] == [phase] else f"{_spelled(states)} instead of {phase}"
        if {each.reader for each in states} != set(wanted):
            return f"readers {_spelled(states)} instead of {sorted(wanted)}"
        seated = []
        for state in states:
            card = wanted[state.reader]
            if card is None:
                if state.phase not in _GONE:
                    return f"{_spelled(states)}: {state.reader} is empty"
                continue
            phase, reason, fields = expected(card)
            if state.phase is not phase:
                return f"{_spelled(states)}: {state.reader} holds {card}, that is {phase}"
            if reason and not (isinstance(state.error, CardError) and state.error.reason == reason):
                return f"{_spelled(states)}: {state.reader} holds {card}, that is {reason}"
            if fields is not None:
                if state.card is None or replace(state.card, reader="", insertion=0) != fields:
                    return f"{state.reader} holds {card} and another card's fields are shown"
                seated.append((state.reader, state.insertion))
        for card_read in self.listener.cards[-200:]:
            is_seated = self._call(self.reader.seated, card_read)
            if is_seated != ((card_read.reader, card_read.insertion) in seated):
                return f"an older read counts as seated: {is_seated}"
        return None

    def _weigh(self, done: int) -> None:
        """Note what both sides hold now."""
        # Reads that tests keep are not the reader's memory.
        del self.listener.cards[:-200]
        gc.collect()
        for who, pid in (("desktop's side", os.getpid), ("worker", self.world.worker_pid)):
            with contextlib.suppress(OSError, KeyError):
                self._footprints.setdefault(who, []).append((done, Footprint.of(pid())))

    def _compare_weights(self, events: int) -> None:
        for who, noted in self._footprints.items():
            early = [weight for done, weight in noted if events * 0.1 <= done <= events * 0.3]
            late = [weight for done, weight in noted if done >= events * 0.8]
            if early and late:
                self.found.first[who], self.found.last[who] = Footprint.middle(early), Footprint.middle(late)


def _spelled(states: tuple[ReaderEvent, ...]) -> str:
    return ", ".join(f"{state.reader or 'all'}={state.phase}" for state in states) or "nothing"


def storm(
    make: Callable[[], World],
    events: int,
    seed: int,
    supervised: type[SupervisedReader] = SupervisedReader,
    *,
    first_only: bool = False,
) -> Findings:
    """One run from start to stop."""
    run = Storm(make(), seed, supervised)
    try:
        return run.run(events, first_only=first_only)
    finally:
        run.stop()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.card_storm")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="pcscd and vpcd instead of the simulated service")
    parser.add_argument("--window", action="store_true", help="with the product's window in front of it")
    options = parser.parse_args()
    world = StackWorld if options.real else SimulatedWorld
    if options.window:
        from card_window import window_storm

        found: Findings = window_storm(world, options.events, options.seed)
    else:
        found = storm(world, options.events, options.seed)
    print(json.dumps({**asdict(found), "grown": found.grown()}, indent=1))
    print(f"{datetime.now().astimezone():%H:%M} {'GOOD' if found.good else 'BAD'}: {sum(found.events.values())} events")
    return 0 if found.good else 1


if __name__ == "__main__":
    sys.exit(main())
