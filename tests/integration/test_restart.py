"""A clerk's program is killed in the middle of a claim; the next window lists what was open and goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from counter.app import open_books
from counter.demo.clerk import Clerk, Looks
from counter.settings import Settings
from counter.training import demo_claim

CHILD = """
import sys, time
from datetime import date
from pathlib import Path
from counter.demo.clerk import Clerk, Looks
from counter.settings import Settings
from counter.training import demo_claim

home, stop_at = Path(sys.argv[1]), sys.argv[2]
clerk = Clerk(Settings(home, cards="simulated"), home, Looks())
clerk.wait_until_open()
claim = demo_claim(date.today())
clerk.insert_card(f"face{claim.member_id:02d}")
clerk.type_claim(claim)
if stop_at == "typed":
    clerk.rest(500)
else:
    counter = clerk.window.desk.counter
    counter.print_statement = lambda *_args, **_more: time.sleep(3600)
    clerk.press("F8")
    clerk.rest(800)
    clerk.press("F8")
    clerk.wait_for("the booking", lambda: counter.settlements(claim.member_id))
print("there", flush=True)
time.sleep(3600)
"""


@pytest.fixture
def clerk_after(tmp_path: Path) -> Iterator[Callable[[str], Clerk]]:
    """Run a clerk up to a point, kill -9, and open the next window on the same books."""
    made: list[Clerk] = []

    def restart(stop_at: str) -> Clerk:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), stop_at],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert child.stdout is not None
        try:
            assert child.stdout.readline().strip() == "there"
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            child.stdout.close()
        made.append(Clerk(Settings(tmp_path, cards="simulated"), tmp_path, Looks()))
        made[-1].wait_until_open()
        return made[-1]

    yield restart
    for clerk in made:
        clerk.leave()


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def cases_on_screen(clerk: Clerk) -> list[str]:
    from counter.desktop.open_case_row import OpenCaseRow

    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = [row.case.kind for row in clerk.window.findChildren(OpenCaseRow) if row.isVisible()]
        if found:
            return found
        rest(50)
    return []


@pytest.mark.slow
def test_a_claim_being_typed_is_there_again(clerk_after: Callable[[str], Clerk], tmp_path: Path) -> None:
    clerk = clerk_after("typed")
    assert cases_on_screen(clerk) == ["draft"]
    books, _ = open_books(Settings(tmp_path))
    (kept,) = books.drafts()
    books_day = books.accounting_day().day
    books.close()
    typed = demo_claim(books_day).receipts[0]
    assert [line.item_text for line in kept.draft.receipts[0].lines] == [line.item_name for line in typed.lines]
    assert kept.draft.receipts[0].number == typed.number


@pytest.mark.slow
def test_a_booked_claim_without_paper_waits_for_its_paper(clerk_after: Callable[[str], Clerk], tmp_path: Path) -> None:
    clerk = clerk_after("booked")
    assert cases_on_screen(clerk) == ["print_pending"]
    books, _ = open_books(Settings(tmp_path))
    (settlement,) = books.settlements()
    assert books.drafts() == ()
    books.close()
    assert (settlement.print_state, settlement.printed) == ("pending", 0)
