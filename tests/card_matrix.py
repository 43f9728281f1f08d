"""Every profile x every fault x every command, on the real stack: pcscd, vpcd, pyscard and a worker process.

    python -m tests.card_matrix                       all of it: some ten thousand cards, a quarter of an hour
    python -m tests.card_matrix --cases 500 --seed 1  a sample

Sixteen virtual slots work side by side, because the service looks at a slot only every 400 ms. Every card must end in
the whole read, in a read that says what is missing or odd about it, or in a named error; never in anything of another
card, never in half a member. The journals of the cards must show reading and nothing else.
"""

from __future__ import annotations

import argparse
import json
import queue
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from counter.card.apdu import MAX_COMMANDS
from counter.card.errors import Reason
from counter.card.image import FAULTS, Fault, load_image
from counter.card.launching import launch_worker
from counter.card.lines import Line, card_from, decode
from counter.card.member_card import MemberCard
from counter.card.simulated import SoftwareCard
from counter.card.stage import READER_NAME
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.domain.errors import CardError
from counter.domain.identity import CardRead

CARDS = Path(__file__).parents[1] / "resources" / "cards"
STEMS = tuple(sorted(path.stem for path in CARDS.glob("*.toml")))
SLOTS = 16
OTHER = "p04"
"""The card that comes instead, where one is swapped for another."""

GONE = frozenset({"remove_before", "remove_during", "empty", "one_byte", "swap", "mute"})
"""Faults after which nothing of the card may be kept."""

SAYS_EMPTY = frozenset({"all_00", "all_FF", "zero_length", "garbage"})
"""Faults by which a card may say itself that a field is empty; garbage can be no bytes at all."""

_BANKS = (b"1PAY", b"2PAY", bytes.fromhex("A000000333"))
_READING = frozenset({0xA4, 0xB2, 0xC0})
_MUTE_SECONDS = 0.5
_NUMBERS = frozenset({"id_number", "card_number"})

Case = tuple[str, Fault]


@cache
def expected(stem: str) -> tuple[CardRead | str, int]:
    """What a card gives without the stack and without a fault: the read or the reason, and the number of commands."""
    software = SoftwareCard(load_image(CARDS / f"{stem}.toml"))

    class Plain:
        atr = software.image.atr

        def send_and_receive(self, command: bytes) -> bytes:
            return software.play(command).response or b""

    try:
        outcome: CardRead | str = MemberCard(Plain()).read("", 0, datetime.now().astimezone().date())
    except CardError as error:
        outcome = str(error.reason)
    return outcome, len(software.journal)


def cases() -> list[Case]:
    """All of them."""
    found = []
    for stem in STEMS:
        for kind in FAULTS:
            card = str(CARDS / f"{OTHER}.toml") if kind == "swap" else ""
            seconds = 0.05 if kind == "delay" else 0
            found += [(stem, Fault(at, kind, seconds, card)) for at in range(1, expected(stem)[1] + 1)]
    return found


def reader_name(slot: int) -> str:
    """The service's name for a slot."""
    return f"{READER_NAME} {slot // 2} 00 {slot % 2:02d}"


def slot_of(name: str) -> int:
    """The slot that the service calls by a name."""
    words = name.removeprefix(READER_NAME).split()
    return int(words[0]) * 2 + int(words[-1])


class Row:
    """One worker that watches the sixteen slots; its lines are sorted by slot."""

    def __init__(self, stage: VirtualStage) -> None:
        self.stage = stage
        self.lines: list[queue.Queue[Line]] = [queue.Queue() for _ in range(SLOTS)]
        self.listed = threading.Event()
        self.worker = launch_worker("pcsc", environment=stage.environment)
        self._pump = threading.Thread(target=self._sort)
        self._pump.start()
        assert self.listed.wait(60)

    def _sort(self) -> None:
        assert self.worker.stdout is not None
        with self.worker.stdout:
            for text in self.worker.stdout:
                line = decode(text)
                assert line is not None
                if line["signal"] == "readers" and len(line["names"]) == SLOTS:
                    self.listed.set()
                if "reader" in line:
                    self.lines[slot_of(line["reader"])].put(line)

    def close(self) -> None:
        """End the worker."""
        assert self.worker.stdin is not None
        self.worker.stdin.close()
        self.worker.wait(5)
        self._pump.join(5)

    def one_card(self, slot: int, path: Path, *faults: Fault) -> tuple[Line, list[str]]:
        """Insert a card, take the outcome of its reading, pull it, wait until the slot is empty.

        A mute card is pulled after a moment. Of a card that is swapped for another, the outcome is the second one's;
        the first must have been lost.
        """
        spelled = [asdict(fault) for fault in faults]
        kinds = {fault.kind for fault in faults}
        self.stage.tell({"do": "insert", "slot": slot, "card": str(path), "faults": spelled})
        seen: list[Line] = [self._next(slot, "card_in")]
        insertion = seen[0]["insertion"]
        if "mute" in kinds:
            time.sleep(_MUTE_SECONDS)
            assert self._quiet(slot), "a card that never answers was read"
            self.stage.tell({"do": "pull", "slot": slot})
        outcome = self._outcome(slot, seen, insertion)
        if "swap" in kinds:
            assert (outcome["signal"], outcome.get("reason")) == ("failed", "removed"), (
                "half of the first card was kept"
            )
            outcome = self._outcome(slot, seen, insertion + 1)
        self.stage.tell({"do": "pull", "slot": slot})
        try:
            while not any(line["signal"] == "card_out" and line["insertion"] == outcome["insertion"] for line in seen):
                seen.append(self._next(slot, "read", "failed", "card_out"))
        except queue.Empty:
            told = [(line["signal"], line["insertion"]) for line in seen]
            raise AssertionError(f"slot {slot} was never told empty: {told}, {spelled}") from None
        return outcome, [line["signal"] for line in seen]

    def _outcome(self, slot: int, seen: list[Line], insertion: int) -> Line:
        def found() -> Line | None:
            done = [line for line in seen if line["signal"] in ("read", "failed") and line["insertion"] == insertion]
            return done[0] if done else None

        while found() is None:
            seen.append(self._next(slot, "read", "failed", "card_out", "card_in"))
        return found() or {}

    def _quiet(self, slot: int) -> bool:
        return not any(line["signal"] == "read" for line in list(self.lines[slot].queue))

    def _next(self, slot: int, *signals: str) -> Line:
        while True:
            line = self.lines[slot].get(timeout=20)
            # A slot that is seen empty for the first time says so; that is no pulled card.
            if line["signal"] in signals and not (line["signal"] == "card_out" and line["insertion"] == 0):
                return line

    def all(self, jobs: list[Any], work: Callable[[int, Any], object]) -> None:
        """Do the jobs with all slots at once."""
        waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for job in [*jobs, *[None] * SLOTS]:
            waiting.put(job)

        def serve(slot: int) -> int:
            done = 0
            while (job := waiting.get()) is not None:
                work(slot, job)
                done += 1
            return done

        with ThreadPoolExecutor(SLOTS) as pool:
            assert sum(pool.map(serve, range(SLOTS))) == len(jobs)


def judge(case: Case, outcome: Line) -> tuple[str, str | None]:
    """How a card ended, in a word, and what is wrong with that, if anything."""
    stem, fault = case
    plain = expected(OTHER if fault.kind == "swap" else stem)[0]
    if outcome["signal"] == "failed":
        reason = outcome["reason"]
        wrong = None if reason in set(Reason) and "card" not in outcome else f"no named error: {outcome}"
        if fault.kind == "swap":
            wrong = f"the other card was not read: {reason}"
        return str(reason), wrong
    read = replace(card_from(outcome["card"]), reader="", insertion=0)
    if read == plain:
        whole = fault.kind in GONE - {"swap"} and outcome["signal"] == "read"
        return "whole read", "a card that left was read" if whole else None
    if isinstance(plain, str):
        return "read", f"{plain} became a read"
    tagless = load_image(CARDS / f"{stem}.toml").mode == "le_value"
    return "odd read", _oddity(fault, plain, read, tagless=tagless)


def _oddity(fault: Fault, plain: CardRead, read: CardRead, *, tagless: bool) -> str | None:
    """What is wrong with a read that is not the plain one: it must say so, and must still name somebody."""
    if not (read.id_number or read.card_number or read.protected):
        return "a read that names nobody"
    said = bool(read.warnings) or (read.protected and not plain.protected)
    for each in fields(CardRead):
        before, after = getattr(plain, each.name), getattr(read, each.name)
        if each.name in ("warnings", "unreadable", "protected") or before == after:
            continue
        if after is None and (said or fault.kind in SAYS_EMPTY):
            continue
        if after is not None and said and fault.kind in ("random", "garbage", "short", "overlong"):
            continue
        if fault.kind in ("wrong_tag", "long_length") and tagless and (said or each.name not in _NUMBERS):
            # Such a card gives values without their tags: what is spoilt is a value, and there is no second one.
            continue
        if fault.kind in SAYS_EMPTY and each.name == "name" and str(before).startswith(str(after)):
            # The name's extension says that it is empty, as most do.
            continue
        return f"{each.name} differs and nothing says so"
    return None


@dataclass
class Findings:
    """What a run showed. ends: by kind of fault, how often each end came."""

    cases: int = 0
    ends: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    commands: int = 0
    longest_read: int = 0
    seconds: float = 0


def run(row: Row, chosen: list[Case]) -> Findings:
    """Play the cases and look at the journals."""
    found, lock, begun = Findings(len(chosen)), threading.Lock(), time.monotonic()

    def play(slot: int, case: Case) -> None:
        stem, fault = case
        try:
            end, wrong = judge(case, row.one_card(slot, CARDS / f"{stem}.toml", fault)[0])
        except (AssertionError, queue.Empty) as error:
            end, wrong = "no end", f"{type(error).__name__} {error}"
        with lock:
            found.ends.setdefault(fault.kind, Counter())[end] += 1
            found.wrong += [f"{stem}, {fault.kind} at {fault.at}: {wrong}"] * (wrong is not None)

    row.all(chosen, play)
    look_at_journals(row.stage, found)
    found.seconds = round(time.monotonic() - begun, 1)
    return found


def look_at_journals(stage: VirtualStage, found: Findings) -> None:
    """Only SELECT, READ RECORD and GET RESPONSE; no PIN, no key, no write, no bank; never too many for one card."""
    for slot in range(SLOTS):
        insertions: Counter[int] = Counter()
        for insertion, text in stage.ask({"do": "journal", "slot": slot}, 60)["journal"]:
            command = bytes.fromhex(text)
            insertions[insertion] += 1
            if command[0] != 0x00 or command[1] not in _READING or any(bank in command for bank in _BANKS):
                found.wrong.append(f"slot {slot}: sent {command[:4].hex()}")
        found.commands += insertions.total()
        found.longest_read = max([found.longest_read, *insertions.values()])
    # One card may be read anew: three times when another program resets it, once more when it was lost meanwhile.
    if found.longest_read > 3 * MAX_COMMANDS:
        found.wrong.append(f"{found.longest_read} commands for one card")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="tests.card_matrix")
    parser.add_argument("--cases", type=int, default=0, help="a sample of so many; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = cases()
    random.Random(options.seed).shuffle(chosen)
    stage = VirtualStage(SLOTS)
    try:
        stage.start()
    except VirtualUnavailable as error:
        print(f"the real card stack cannot be started: {error}")
        return 2
    row = Row(stage)
    try:
        found = run(row, chosen[: options.cases or None])
    finally:
        row.close()
        stage.begin_stop()
        stage.finish_stop()
    print(json.dumps(vars(found), indent=1))
    print(f"{'GOOD' if not found.wrong else 'BAD'}: {found.cases} cards, {found.commands} commands, {found.seconds} s")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
