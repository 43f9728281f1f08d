"""Two counters post the same 1,000 receipts at the same time in different spellings: each receipt is paid once, and the
loser is told who, when and at which counter (reliability.md section 5)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from little_centre import OTHER, STAFF, little_centre

from counter.store import open_store, verify_store

RECEIPTS = int(os.environ.get("COUNTER_TEST_RECEIPTS", "1000"))
MEMBERS = {STAFF.staff_id: 1, OTHER.staff_id: 4}


def race(url: str, folder: Path) -> dict[int, list[list[str]]]:
    """Run both counters to the end; returns their words by staff id."""
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}, {RECEIPTS} receipts, {url.split(':', 1)[0]}")
    said: dict[int, list[list[str]]] = {STAFF.staff_id: [], OTHER.staff_id: []}
    children: dict[int, subprocess.Popen[str]] = {}
    for staff in (STAFF, OTHER):
        script = Path(__file__).with_name("two_counters_child.py")
        arguments = (url, folder, staff.staff_id, MEMBERS[staff.staff_id], RECEIPTS, seed)
        children[staff.staff_id] = subprocess.Popen(
            [sys.executable, str(script), *(str(one) for one in arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    pipes = {staff_id: (child.stdin, child.stdout) for staff_id, child in children.items()}
    for _, out in pipes.values():
        assert out is not None and out.readline() == "READY\n"
    while sum(len(lines) for lines in said.values()) < 2 * RECEIPTS:
        for given, _ in pipes.values():
            assert given is not None
            given.write("go\n")
            given.flush()
        for staff_id, (_, out) in pipes.items():
            assert out is not None
            for line in iter(out.readline, "DONE\n"):
                assert line, "a counter died"
                said[staff_id].append(line.split())
    for child in children.values():
        child.communicate()
    assert [child.returncode for child in children.values()] == [0, 0]
    return said


def check_race(url: str, folder: Path) -> None:
    books = open_store(url, STAFF)
    try:
        books.load_centre(little_centre(4))
        said = race(url, folder)
        won = {
            words[1]: (staff_id, words[2]) for staff_id, lines in said.items() for words in lines if words[0] == "WON"
        }
        lost = [(staff_id, words) for staff_id, lines in said.items() for words in lines if words[0] == "LOST"]
        assert len(won) == len(lost) == RECEIPTS, "each receipt is won once and lost once"
        booked = {settlement.number: settlement for settlement in books.settlements(limit=RECEIPTS + 1)}
        assert len(booked) == RECEIPTS
        names = {STAFF.staff_id: STAFF, OTHER.staff_id: OTHER}
        for staff_id, (_, number, statement, clerk, counter, at) in lost:
            winner, won_statement = won[number]
            assert winner != staff_id, "nobody loses against oneself"
            assert (statement, clerk, counter) == (won_statement, names[winner].name, names[winner].counter)
            assert at == booked[statement].snapshot.settled_at
        wins = {staff_id: sum(winner == staff_id for winner, _ in won.values()) for staff_id in names}
        print(f"won: {wins}")
        assert min(wins.values()) > 0, "they did not race"
        report = verify_store(url, books.audit_head())
        assert report.good, report
        assert report.settlements == RECEIPTS
    finally:
        books.close()


@pytest.mark.slow
def test_two_counters_on_one_sqlite_file(sqlite_url: str, tmp_path: Path) -> None:
    check_race(sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.postgres
def test_two_counters_on_one_postgres_database(postgres_url: str, tmp_path: Path) -> None:
    check_race(postgres_url, tmp_path)
