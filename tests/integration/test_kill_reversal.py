"""`kill -9` at random moments while reversing: whole or not at all, never twice, and the clerk is told which."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from little_centre import STAFF, counter_on, draft, little_centre, settle
from reversals import standing
from zygote import zygote

from counter.store import Books, open_store, verify_store

KILLS = int(os.environ.get("COUNTER_TEST_REVERSAL_KILLS", "30"))
SEED = int(os.environ.get("COUNTER_TEST_SEED", "20261122"))
CLAIMS = 8
MEMBERS = (1, 2, 4, 5, 6, 7, 8, 9)


def one_life(
    child: subprocess.Popen[str], numbers: list[str], choice: random.Random
) -> tuple[set[str], dict[str, str]]:
    """Start a counter, kill it in the middle; returns what it tried and what it heard (number -> reversal)."""
    assert child.stdin is not None and child.stdout is not None
    tried: set[str] = set()
    heard: dict[str, str] = {}

    def listen(line: str) -> None:
        word, *rest = line.split()
        if word == "TRY":
            tried.add(rest[0])
        elif word == "SET":
            heard[rest[0]] = rest[1]

    child.stdin.write(json.dumps(numbers) + "\n")
    pid = int(child.stdout.readline().split()[1])
    for _ in range(choice.randint(1, 3)):
        line = child.stdout.readline()
        listen(line)
        if line.startswith("END"):
            return tried, heard
    time.sleep(choice.uniform(0.0, 0.03))
    with suppress(ProcessLookupError):
        # It may have reversed everything and gone by itself.
        os.kill(pid, signal.SIGKILL)
    while not (line := child.stdout.readline()).startswith("END"):
        assert line, "the child's parent died"
        listen(line)
    return tried, heard


def wrong_after_kill(books: Books, tried: set[str], heard: dict[str, str]) -> list[str]:
    """What does not hold: something acknowledged that is not so, or an outcome that the key does not tell."""
    wrong = []
    for number in sorted(tried | heard.keys()):
        settled, undone = books.settlement_by_number(number), books.settlement_by_key(f"reverse {number}")
        assert settled is not None
        if settled.reversed_by != (undone.number if undone else ""):
            wrong.append(f"{number} is reversed by {settled.reversed_by}, its key says otherwise")
        if number in heard and settled.reversed_by != heard[number]:
            wrong.append(f"the acknowledged reversal of {number} is lost")
    return wrong


def killing(url: str, folder: Path, kills: int) -> int:
    """Kill until everything is reversed, claim anew, and again; returns how many reversals were acknowledged."""
    choice = random.Random(SEED)
    books = open_store(url, STAFF)
    books.load_centre(little_centre(9))
    counter = counter_on(books, folder)
    before = standing(books, MEMBERS)
    acknowledged, serial = 0, 1000
    left: list[str] = []
    try:
        with zygote("kill_reversal_child.py", url, folder) as child:
            for life in range(kills):
                if not left:
                    assert standing(books, MEMBERS) == before, "all was reversed"
                    for _ in range(CLAIMS):
                        serial += 1
                        member_id = choice.choice(MEMBERS)
                        made = settle(
                            counter, draft(f"{serial:010d}", f"{choice.randint(1, 9000)}.00", member_id=member_id)
                        )
                        left.insert(0, made.number)
                tried, heard = one_life(child, left, choice)
                acknowledged += len(heard)
                assert wrong_after_kill(books, tried, heard) == [], f"seed {SEED}, kill {life}"
                if life % 10 == 9 or life == kills - 1:
                    report = verify_store(url, books.audit_head())
                    assert report.good, f"seed {SEED}, kill {life}: {report}"
                now = {number: books.settlement_by_number(number) for number in left}
                left = [number for number, settled in now.items() if settled is not None and not settled.reversed_by]
    finally:
        books.close()
    print(f"seed {SEED}: {kills} kills, {acknowledged} reversals acknowledged")
    return acknowledged


@pytest.mark.timeout(300)
def test_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    assert killing(sqlite_url, tmp_path, KILLS) > KILLS // 4


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(300)
def test_postgres(postgres_url: str, tmp_path: Path) -> None:
    assert killing(postgres_url, tmp_path, KILLS // 2) > KILLS // 8


def test_the_check_can_fail(sqlite_url: str, tmp_path: Path) -> None:
    """The negative control: a reversal that is said to be acknowledged and is not in the books."""
    books = open_store(sqlite_url, STAFF)
    books.load_centre(little_centre())
    number = settle(counter_on(books, tmp_path), draft()).number
    assert wrong_after_kill(books, {number}, {}) == []
    assert wrong_after_kill(books, {number}, {number: "lost"}) == [f"the acknowledged reversal of {number} is lost"]
    books.close()
