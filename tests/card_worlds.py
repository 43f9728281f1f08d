"""The two worlds of `card_storm`: they know what is true, and make the card layer's surroundings so."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from counter.card.errors import WRONG_CARD_REASONS, PcscCode
from counter.card.image import Fault, load_image
from counter.card.launching import launch_worker
from counter.card.lines import encode
from counter.card.member_card import MemberCard
from counter.card.simulated import SIMULATED_READER, SoftwareCard
from counter.card.stage import READER_NAME
from counter.card.virtual import VirtualStage
from counter.domain.errors import CardError
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderPhase

CARDS = Path(__file__).parents[1] / "resources" / "cards"
STEMS = ("p02", "p01", "p03", "p04", "p05", "p06", "p07", "p10", "p11-zero", "p12", "p13-6283", "p15-legacy")
PROFILES = tuple(CARDS / f"{stem}.toml" for stem in STEMS)
"""The cards of a storm; the first is an ordinary one that takes more than twenty commands."""

_HAND_SECONDS = 0.45
"""How long a slot is empty at least before the next card."""
_LONG_NAP_SECONDS = 5.5
"""A turn of the worker's watch that takes this long shows that the computer slept."""

Act = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class Seated:
    """A card in a slot, by its file. fault: what goes wrong on the way."""

    file: Path
    fault: Fault | None = None

    def __str__(self) -> str:
        """For findings."""
        return self.file.stem if self.fault is None else f"{self.file.stem} ({self.fault.kind} at {self.fault.at})"

    @property
    def hangs(self) -> bool:
        """It never answers: only a kill of the worker frees the reader."""
        return self.fault is not None and self.fault.kind == "mute"

    def line(self) -> dict[str, Any]:
        """Its part of an `insert` line."""
        faults = [] if self.fault is None else [asdict(self.fault)]
        return {"card": str(self.file), "faults": faults}


@cache
def _plain(file: Path) -> tuple[ReaderPhase, str, CardRead | None]:
    """Phase, reason and fields that a card gives when nothing goes wrong."""
    software = SoftwareCard(load_image(file))

    class Plain:
        atr = software.image.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return software.play(command).response or b""

    try:
        from datetime import datetime

        read = MemberCard(Plain()).read("", 0, datetime.now().astimezone().date())
    except CardError as error:
        wrong = error.reason in WRONG_CARD_REASONS
        return ReaderPhase.WRONG_CARD if wrong else ReaderPhase.MUTE, str(error.reason), None
    return ReaderPhase.PROTECTED if read.protected else ReaderPhase.READ, "", read


def expected(card: Seated) -> tuple[ReaderPhase, str, CardRead | None]:
    """What must be said of a seated card in the end."""
    return (ReaderPhase.STUCK, "stuck", None) if card.hangs else _plain(card.file)


def _any_card(chance: random.Random, cards: Sequence[Path], *, slow: float) -> Seated:
    file = chance.choice(cards)
    match chance.randrange(12):
        case 0:
            return Seated(cards[0], Fault(chance.randint(1, 20), "mute"))
        case 1 | 2:
            return Seated(file, Fault(chance.randint(1, 3), "reset" if slow < 0.3 else "delay", slow))
        case 3 | 4:
            return Seated(file, Fault(chance.randint(1, 3), "delay", slow))
    return Seated(file)


class World(Protocol):
    """Surroundings of a supervised reader."""

    read_limit: float
    pauses: Sequence[float]
    launched: int

    def launch(self, held: Sequence[str], seated: str | None) -> subprocess.Popen[str]:
        """Start a worker in it."""
        ...

    def acts(self, chance: random.Random) -> list[Act]:
        """Everything that can happen next."""
        ...

    def calm(self) -> None:
        """End of a burst: what lasts on purpose (a program that holds the reader) ends."""
        ...

    def seated(self) -> dict[str, Seated | None] | None:
        """The card of each reader by the name it has now; None without a service."""
        ...

    def extra_seconds(self) -> float:
        """Time that the state may take beyond the usual, because a card hangs until the limit of a read."""
        ...

    def worker_pid(self) -> int:
        """The worker that runs."""
        ...

    def close(self) -> None:
        """End everything."""
        ...


class _Workers:
    """The worker of the moment, to be killed and put to sleep."""

    def __init__(self) -> None:
        self.launched = 0
        self.lock = threading.RLock()
        self._worker: subprocess.Popen[str] | None = None

    def begin(self, worker: subprocess.Popen[str]) -> subprocess.Popen[str]:
        """A new one runs."""
        with self.lock:
            self.launched += 1
            self._worker = worker
        return worker

    def worker_pid(self) -> int:
        """Its process id. Raises KeyError when there is none."""
        with self.lock:
            if self._worker is None:
                raise KeyError
            return self._worker.pid

    def write(self, line: dict[str, Any]) -> None:
        """A line to it: short enough for a pipe to take it whole beside the supervisor's."""
        with self.lock:
            if self._worker is not None and self._worker.stdin is not None:
                with contextlib.suppress(OSError, ValueError):
                    os.write(self._worker.stdin.fileno(), encode(line).encode())

    def signal(self, number: signal.Signals) -> None:
        """Only to a worker that was not yet reaped: process ids are used again."""
        with self.lock:
            if self._worker is not None and self._worker.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    self._worker.send_signal(number)

    def sleep(self, seconds: float) -> None:
        """Stop it for a while, as a computer that sleeps does."""
        self.signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.signal(signal.SIGCONT)


@dataclass
class _Device:
    """A reader on the desk: its name when it was last plugged in, and its card."""

    name: str
    plugged: bool = True
    card: Seated | None = None
    events: int = 0


class SimulatedWorld:
    """Two readers of the simulated service, inside the real worker process. The world outlives every worker: a new one
    is told how things stand before it looks."""

    read_limit = 0.9
    pauses = (0, 0, 0.002, 0.01, 0.05)

    def __init__(self, cards: Sequence[Path] = PROFILES) -> None:
        self._cards = cards
        self._workers = _Workers()
        self.worker_pid = self._workers.worker_pid
        self._devices = [_Device(SIMULATED_READER), _Device("Simulated reader 01 00")]
        self._up = True

    @property
    def launched(self) -> int:
        """Workers so far."""
        return self._workers.launched

    def launch(self, held: Sequence[str], seated: str | None) -> subprocess.Popen[str]:
        """Start a worker and make its service like the world."""
        with self._workers.lock:
            lines: list[dict[str, Any]] = [{"do": "unplug"}]
            for device in self._devices:
                if device.plugged:
                    card = device.card.line() if device.card else {}
                    lines.append({"do": "plug", "reader": device.name, "events": device.events, **card})
            if not self._up:
                lines.append({"do": "service", "act": "stop"})
            return self._workers.begin(launch_worker("simulated", held, seated, lines=lines))

    def acts(self, chance: random.Random) -> list[Act]:
        """Everything that can happen, often by its weight."""
        device = chance.choice(self._devices)
        card = _any_card(chance, self._cards, slow=0.05)
        refusals = [chance.choice((PcscCode.SHARING_VIOLATION, PcscCode.NO_CARD))] * chance.randint(1, 3)
        resets = Seated(chance.choice(self._cards), Fault(chance.randint(1, 8), "reset"))
        seat: Act = ("insert", lambda: self._insert(device, card, []))
        if device.card is not None:
            seat = ("swap", lambda: self._insert(device, card, []))
            if card.hangs:
                seat = ("swap_hanging", seat[1])
        elif card.hangs:
            seat = ("insert_hanging", seat[1])
        found: list[Act] = [seat] * 5 + [("insert", lambda: self._insert(device, Seated(self._cards[0]), []))]
        found += [("pull", lambda: self._pull(device))] * 3
        found += [("exclusive", lambda: self._insert(device, Seated(chance.choice(self._cards)), refusals))]
        found += [("reset_by_another", lambda: self._insert(device, resets, []))]
        found += [("unplug", lambda: self._unplug(device))] if device.plugged else []
        found += [] if device.plugged else [("plug", lambda: self._plug(device, chance))] * 3
        found += [("service_restart", self._restart)]
        found += [("service_stop", lambda: self._serve(False))] if self._up else []
        found += [] if self._up else [("service_start", lambda: self._serve(True))] * 4
        found += [("worker_kill", lambda: self._workers.signal(signal.SIGKILL))]
        return [*found, ("sleep", lambda: self._nap(device, card, chance))]

    def calm(self) -> None:
        """Nothing lasts on purpose."""

    def seated(self) -> dict[str, Seated | None] | None:
        """See `World`."""
        return {device.name: device.card for device in self._devices if device.plugged} if self._up else None

    def extra_seconds(self) -> float:
        """See `World`: each hanging card takes its limit and a new worker, one after the other."""
        hanging = sum(device.card is not None and device.card.hangs for device in self._devices)
        return hanging * (self.read_limit + 0.6)

    def close(self) -> None:
        """The supervisor has ended the worker."""

    def _insert(self, device: _Device, card: Seated, refusals: list[int]) -> None:
        with self._workers.lock:
            if device.plugged:
                device.events += 1 + (device.card is not None)
                device.card = card
                self._workers.write({"do": "insert", "reader": device.name, **card.line(), "refusals": refusals})

    def _pull(self, device: _Device) -> None:
        with self._workers.lock:
            if device.plugged and device.card is not None:
                device.events += 1
                device.card = None
                self._workers.write({"do": "pull", "reader": device.name})

    def _unplug(self, device: _Device) -> None:
        with self._workers.lock:
            device.plugged = False
            self._workers.write({"do": "unplug", "reader": device.name})

    def _plug(self, device: _Device, chance: random.Random) -> None:
        """It is back, in one of three cases of four under another name; the card may have been taken out."""
        with self._workers.lock:
            position = self._devices.index(device)
            device.name = f"Simulated reader {position:02d} {chance.choice((0, 0, 1, 2, chance.randint(3, 500))):02d}"
            device.plugged, device.events = True, device.events + 1
            if chance.random() < 0.5:
                device.card = None
            card = device.card.line() if device.card else {}
            self._workers.write({"do": "plug", "reader": device.name, "events": device.events, **card})

    def _restart(self) -> None:
        with self._workers.lock:
            self._up = True
            self._workers.write({"do": "service", "act": "restart"})

    def _serve(self, up: bool) -> None:
        with self._workers.lock:
            self._up = up
            self._workers.write({"do": "service", "act": "start" if up else "stop"})

    def _nap(self, device: _Device, card: Seated, chance: random.Random) -> None:
        """Sleep and resume: everything that was open is invalid afterwards; one time in two a card was changed."""
        self._workers.sleep(chance.choice((0.02, 0.1, 0.3)))
        if chance.random() < 0.5:
            self._insert(device, card, [])
        if self._up:
            self._restart()


class StackWorld:
    """Two slots on pcscd and vpcd, and a second program that takes or resets the card."""

    read_limit = 2.0
    pauses = (0, 0.02, 0.1, 0.5)

    def __init__(self, cards: Sequence[Path] = PROFILES, stage: VirtualStage | None = None) -> None:
        self._files = cards
        self._workers = _Workers()
        self.worker_pid = self._workers.worker_pid
        self._own = stage is None
        self._stage = stage or VirtualStage(2)
        if self._own:
            self._stage.start()
        self._cards: list[Seated | None] = [None, None]
        self._emptied = [-_HAND_SECONDS, -_HAND_SECONDS]
        self._inserted = self._queued = 0
        self._up = True
        self._intruder = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("card_intruder.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **self._stage.environment},
        )  # fmt: skip

    @property
    def launched(self) -> int:
        """Workers so far."""
        return self._workers.launched

    def launch(self, held: Sequence[str], seated: str | None) -> subprocess.Popen[str]:
        """Start a worker at the stage."""
        return self._workers.begin(launch_worker("pcsc", held, seated, environment=self._stage.environment))

    def acts(self, chance: random.Random) -> list[Act]:
        """Everything that can happen, often by its weight."""
        slot = chance.randrange(2)
        card = _any_card(chance, self._files, slow=0.3)
        name = "swap" if self._cards[slot] else "insert"
        found: list[Act] = [(f"{name}_hanging" if card.hangs else name, lambda: self._insert(slot, card))] * 5
        found += [("insert", lambda: self._insert(slot, Seated(self._files[0])))]
        found += [("pull", lambda: self._pull(slot))] * 3
        # A card that hangs blocks every program that wants it (card.md 3.5): the second program waits its turn.
        if self._up and not any(each is not None and each.hangs for each in self._cards):
            found += [("exclusive", lambda: self._intrude("exclusive", slot, chance.choice((0.1, 0.5))))]
            found += [("reset_by_another", lambda: self._intrude("reset", slot, 0))]
        found += [("service_kill", lambda: self._serve("kill"))] if self._up else []
        found += [("service_stop", lambda: self._serve("stop"))] if self._up else []
        found += [] if self._up else [("service_start", lambda: self._serve("start"))] * 8
        found += [("worker_kill", lambda: self._workers.signal(signal.SIGKILL))]
        return [*found, ("sleep", lambda: self._nap(slot, card, chance))]

    def calm(self) -> None:
        """The other program has let go before it answered."""
        self._queued, self._inserted = self._inserted, 0

    def seated(self) -> dict[str, Seated | None] | None:
        """See `World`."""
        return {f"{READER_NAME} 00 {slot:02d}": self._cards[slot] for slot in range(2)} if self._up else None

    def extra_seconds(self) -> float:
        """See `World`. vpcd takes one connection at each look, every 400 ms, and each card of this burst was one,
        those included that left before the look; the stage leaves 450 ms between two cards."""
        hanging = sum(card is not None and card.hangs for card in self._cards)
        return hanging * (self.read_limit + 1.0) + (0.45 if self._queued else 0) + 0.4 * self._queued

    def close(self) -> None:
        """End the second program and, if it is our own, the stage."""
        assert self._intruder.stdin is not None
        assert self._intruder.stdout is not None
        self._intruder.stdin.close()
        self._intruder.wait(5)
        self._intruder.stdout.close()
        if self._own:
            self._stage.begin_stop()
            self._stage.finish_stop()

    def _insert(self, slot: int, card: Seated) -> None:
        """A hand is slower than the 0.4 s after which the service looks again: what comes and goes between two looks
        it may not see at all, and then nobody can. In a swap the stage itself keeps the slot empty for so long."""
        time.sleep(max(0.0, self._emptied[slot] + _HAND_SECONDS - time.monotonic()))
        self._inserted += 1
        self._cards[slot] = card
        self._stage.tell({"do": "insert", "slot": slot, **card.line()})

    def _pull(self, slot: int) -> None:
        if self._cards[slot] is not None:
            self._emptied[slot] = time.monotonic()
        self._cards[slot] = None
        self._stage.tell({"do": "pull", "slot": slot})

    def _serve(self, act: str) -> None:
        self._stage.ask({"do": "service", "act": act}, 10)
        self._up = act == "start"

    def _nap(self, slot: int, card: Seated, chance: random.Random) -> None:
        """Everything sleeps, service and worker, for a moment or for so long that clocks tell; then one time in two a
        card is changed meanwhile. The service itself does not see that: it finds a card where one was.

        Long sleep begins with a desk at rest: the supervisor, which does not sleep with them here, would end a worker
        that a card holds, and cards that wait for vpcd in a queue of one are lost when nobody takes them.
        """
        hangs = any(each is not None and each.hangs for each in self._cards)
        long = chance.random() < 0.25 and self._inserted == 0 and not hangs and not card.hangs
        service = self._service_pid()
        for number in (signal.SIGSTOP, signal.SIGCONT):
            self._workers.signal(number)
            if service is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(service, number)
            if number is signal.SIGSTOP:
                if long and chance.random() < 0.5:
                    self._insert(slot, card)
                time.sleep(_LONG_NAP_SECONDS if long else chance.choice((0.05, 0.3)))

    def _service_pid(self) -> int | None:
        """The service's process id, as it wrote it down itself; None while there is none."""
        if not self._up:
            return None
        with contextlib.suppress(OSError, ValueError):
            return int((self._stage.folder / "run" / "pcscd.pid").read_text().strip("\n\0"))
        return None

    def _intrude(self, act: str, slot: int, seconds: float) -> None:
        assert self._intruder.stdin is not None
        assert self._intruder.stdout is not None
        order = {"act": act, "reader": f"{READER_NAME} 00 {slot:02d}", "seconds": seconds}
        self._intruder.stdin.write(json.dumps(order) + "\n")
        self._intruder.stdin.flush()
        self._intruder.stdout.readline()
