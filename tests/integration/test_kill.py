"""`kill -9` at random moments while settling and printing: nothing acknowledged is lost, nothing is half there, nothing
is double, and what was open is shown as it truly stands (reliability.md section 3, first row; set I).

Negative control: with the look-up by key switched off in the clerk's store, the same check must fail.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter as Tally
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest
from little_centre import STAFF, little_centre
from zygote import zygote

from counter.domain.settlement import Settlement
from counter.store import Books, open_store, verify_store

KILLS = int(os.environ.get("COUNTER_TEST_KILLS", "150"))
VERIFY_EVERY = 10
LONGEST_LIFE_SECONDS = 0.4
AIMED = 0.7
"""Share of the kills that wait until a settlement is being tried; the others fall anywhere, start included."""
SETTLING_SECONDS = {"sqlite": 0.04, "postgresql": 0.12}
HESITATION_SECONDS = 0.03
"""How long at most the answer to a COMMIT takes to be heard in those lives: the gap in which nobody knows."""


class DeafBooks(Books):
    """The clerk's store with the look-up by idempotency key switched off: the negative control."""

    def settlement_by_key(self, key: str) -> Settlement | None:
        """Never finds anything."""
        return None


@dataclass
class Heard:
    """What the parent heard over the pipe."""

    tried: dict[str, tuple[str, int]] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)
    printed: set[str] = field(default_factory=set)
    lately: dict[str, str] = field(default_factory=dict)

    def listen(self, line: str) -> None:
        """Take in one line."""
        word, *rest = line.split()
        if word == "TRY":
            self.tried[rest[0]] = (rest[1], int(rest[2]))
        elif word == "SET":
            assert self.settled.setdefault(rest[0], rest[1]) == rest[1], "one key, two statements"
            self.lately[rest[0]] = rest[1]
        elif word == "OUT":
            self.printed.add(rest[0])

    @property
    def unknown(self) -> list[tuple[str, str, int]]:
        """Tried, and nobody heard how it ended."""
        return [(key, *rest) for key, rest in self.tried.items() if key not in self.settled]


def one_life(url: str, child: subprocess.Popen[str], heard: Heard, seed: str, choice: random.Random) -> None:
    """Start a counter, kill it at a random time, take in all that it said."""
    assert child.stdin is not None and child.stdout is not None
    aimed = choice.random() < AIMED
    hesitation = choice.uniform(0.0, HESITATION_SECONDS) if aimed else 0.0
    order = {"seed": seed, "unknown": heard.unknown, "hesitation": hesitation}
    child.stdin.write(json.dumps(order) + "\n")
    out: IO[str] = child.stdout
    pid = int(out.readline().split()[1])
    if aimed:
        tries = choice.randint(1, 4)
        while tries:
            line = out.readline()
            heard.listen(line)
            tries -= line.startswith("TRY")
        time.sleep(choice.uniform(0.0, SETTLING_SECONDS[url.split(":", 1)[0]]))
    else:
        time.sleep(choice.uniform(0.0, LONGEST_LIFE_SECONDS))
    os.kill(pid, signal.SIGKILL)
    while True:
        line = out.readline()
        assert line, "the child's parent died"
        if line.startswith("END"):
            assert int(line.split()[1]) == signal.SIGKILL, "the counter died by itself"
            return
        heard.listen(line)


def wrong_after_kill(books: Books, truth: Books, heard: Heard, folder: Path) -> list[str]:
    """What does not hold after a kill. books: what the clerk asks; truth: the books as they are."""
    wrong = lost_ones(truth, heard.lately)
    heard.lately.clear()
    drafts = {record.draft.key for record in truth.drafts()}
    open_cases = {case.number: case.kind for case in truth.open_cases()}
    for key, _, _ in heard.unknown:
        resolved, booked = books.settlement_by_key(key), truth.settlement_by_key(key)
        if (resolved is None) != (booked is None):
            wrong.append(f"{key} is booked, and the clerk is told that it is not")
        if booked is not None and key in drafts:
            wrong.append(f"{key} is booked and still a draft")
        if booked is None and open_cases.get(key) not in ("draft", "outcome_unknown"):
            wrong.append(f"{key} is not booked and not among the open cases")
        if booked is not None and open_cases.get(booked.number) != "print_pending":
            wrong.append(f"{booked.number} has no paper and is not among the open cases")
    return wrong + wrong_on_paper(truth, heard, folder)


def lost_ones(truth: Books, acknowledged: dict[str, str]) -> list[str]:
    """Settlements that were acknowledged and are not in the books as they were."""
    found = {key: truth.settlement_by_key(key) for key in acknowledged}
    return [
        f"acknowledged {number} is lost"
        for key, number in acknowledged.items()
        if (settlement := found[key]) is None or settlement.number != number
    ]


def wrong_on_paper(truth: Books, heard: Heard, folder: Path) -> list[str]:
    """Papers that came out against what is on record. A hand-over that was cut off may have come out or not; it is
    counted once the next one begins, so that the next one is marked as a reprint."""
    wrong = []
    files = Tally(path.name.rsplit("-", 1)[0] for path in folder.glob("*.txt"))
    with truth._exchange.reading() as line:
        stated = line.say(
            "SELECT s.number, s.printed, s.print_state, (SELECT COUNT(*) FROM print_job AS j WHERE "
            "j.number = s.number AND j.state = 'sending' AND j.counted = 1) FROM statement AS s"
        ).fetchall()
    for number, printed, state, cut_off in stated:
        sets = files.pop(number, 0)
        if not printed - cut_off <= sets <= printed + (state == "sending"):
            wrong.append(f"{number} came out {sets} times, {printed} are on record, {state}")
        if number in heard.printed and printed == 0:
            wrong.append(f"{number} was printed and is not on record")
    return [*wrong, *(f"paper without a settlement: {number}" for number in files)]


def killing(url: str, folder: Path, seed: int, kills: int, clerk: type[Books]) -> tuple[list[str], Heard]:
    """Kill `kills` times; stops at the first thing that does not hold."""
    print(f"seed {seed}, {kills} kills, {url.split(':', 1)[0]}")
    choice = random.Random(seed)
    truth = open_store(url, STAFF)
    truth.load_centre(little_centre(9))
    books = clerk(truth._exchange, STAFF)
    heard = Heard()
    unknown = booked_unknown = 0
    try:
        with zygote("kill_child.py", url, folder) as child:
            for life in range(1, kills + 1):
                one_life(url, child, heard, f"{seed}/{life}", choice)
                wrong = wrong_after_kill(books, truth, heard, folder)
                unknown += len(heard.unknown)
                booked_unknown += sum(truth.settlement_by_key(key) is not None for key, _, _ in heard.unknown)
                if not wrong and (life % VERIFY_EVERY == 0 or life == kills):
                    wrong = [str(finding) for finding in verify_store(url, truth.audit_head()).findings]
                if wrong:
                    return [f"seed {seed}, kill {life}: {text}" for text in wrong], heard
        print(
            f"{len(heard.settled)} settlements acknowledged, {len(heard.printed)} printed, "
            f"{unknown} outcomes unknown, {booked_unknown} of them booked"
        )
        return lost_ones(truth, heard.settled), heard
    finally:
        truth.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_sqlite_survives_being_killed(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    wrong, heard = killing(sqlite_url, folder, seed_of("sqlite"), KILLS, Books)
    assert wrong == []
    assert len(heard.settled) > KILLS // 2, "hardly anything was settled: the kills came too early"


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(600)
def test_postgres_survives_its_counters_being_killed(postgres_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    wrong, heard = killing(postgres_url, folder, seed_of("postgres"), KILLS, Books)
    assert wrong == []
    assert len(heard.settled) > KILLS // 2, "hardly anything was settled: the kills came too early"


@pytest.mark.slow
def test_without_the_look_up_by_key_the_check_fails(sqlite_url: str, tmp_path: Path) -> None:
    """The negative control: if this cannot fail, the tests above show nothing."""
    folder = tmp_path / "paper"
    folder.mkdir()
    wrong, _ = killing(sqlite_url, folder, seed_of("control"), 100, DeafBooks)
    assert any("the clerk is told that it is not" in text for text in wrong), wrong


def seed_of(name: str) -> int:
    """A new seed each run, or the one that COUNTER_TEST_SEED names: replays the order of events, not their timing."""
    given = os.environ.get("COUNTER_TEST_SEED")
    return int(given) if given else random.SystemRandom().randrange(2**32) ^ len(name)
