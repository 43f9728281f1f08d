"""A supervised reader with the events that came of it, and workers that only print what they are told."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from counter.card.launching import Launch
from counter.card.lines import fields_of
from counter.card.reader import SupervisedReader
from counter.domain.identity import CardRead, IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


class Desk:
    """A reader that is watched, and the events that came."""

    def __init__(self, supervised: SupervisedReader) -> None:
        self.reader = supervised
        self.events: queue.Queue[ReaderEvent] = queue.Queue()
        self.longest = 0.0
        self.call(supervised.start, self.events.put)

    def call(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Call and note the longest that any call took."""
        begun = time.perf_counter()
        result = act(*arguments)
        self.longest = max(self.longest, time.perf_counter() - begun)
        return result

    def next(self, *phases: ReaderPhase, seconds: float = 10) -> ReaderEvent:
        """The next event in one of these phases."""
        until = time.monotonic() + seconds
        while True:
            event = self.events.get(timeout=max(0.001, until - time.monotonic()))
            if event.phase in phases:
                return event

    def put(self, path: Path) -> None:
        line = {"do": "insert", "card": str(path)}
        self.call(partial(self.reader.tell, line, seated=str(path)))

    def pull(self) -> None:
        self.call(partial(self.reader.tell, {"do": "pull"}, seated=None))


SCRIPT = "import sys, time, json\nlines = json.loads(sys.argv[1])\nfor line in lines:\n"
SCRIPT += "    if isinstance(line, (int, float)): time.sleep(line)\n"
SCRIPT += "    elif line is None: sys.exit(3)\n"
SCRIPT += "    else: print(json.dumps(line) if isinstance(line, dict) else line, flush=True)\n"
SCRIPT += "sys.stdin.read()\n"


def scripted(*scripts: list[Any]) -> Launch:
    """Workers that print what they are told; the last script is used for all further ones. Held readers are noted."""
    left = list(scripts)
    held: list[Sequence[str]] = []
    cards: list[str | None] = []

    def launch(hold: Sequence[str], seated: str | None) -> subprocess.Popen[str]:
        held.append(tuple(hold))
        cards.append(seated)
        script = left.pop(0) if len(left) > 1 else left[0]
        return subprocess.Popen(
            [sys.executable, "-c", SCRIPT, json.dumps(script)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    launch.held = held  # type: ignore[attr-defined]
    launch.cards = cards  # type: ignore[attr-defined]
    return launch


def readers(*names: str) -> dict[str, Any]:
    return {"signal": "readers", "names": list(names)}


def card_in(reader: str, insertion: int) -> dict[str, Any]:
    return {"signal": "card_in", "reader": reader, "insertion": insertion}


def card_out(reader: str, insertion: int) -> dict[str, Any]:
    return {"signal": "card_out", "reader": reader, "insertion": insertion}


def read(reader: str, insertion: int, **fields: Any) -> dict[str, Any]:
    card = CardRead(reader, insertion, IdentityRoute.CHIP, **fields)
    return {"signal": "read", "reader": reader, "insertion": insertion, "card": fields_of(card)}


def failed(reader: str, insertion: int, reason: str) -> dict[str, Any]:
    return {"signal": "failed", "reader": reader, "insertion": insertion, "reason": reason, "hint": ""}


def phases(desk: Desk, seconds: float = 0.6) -> list[tuple[str, str]]:
    time.sleep(seconds)
    found = []
    while not desk.events.empty():
        event = desk.events.get()
        found.append((event.reader, event.phase.value))
    return found


def number(reader: str, insertion: int, text: str) -> dict[str, Any]:
    return {"signal": "number", "reader": reader, "insertion": insertion, "number": text}
