"""A real statement through a real CUPS server of the tests' own.

Needs the packages cups, cups-client and cups-filters; without them the tests fail and say so, unless
`COUNTER_SKIP_CUPS=1` is set.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.errors import PrintProblem
from counter.printing.documents import StatementDocuments, pages, text_of
from counter.printing.spool import CupsQueue, list_queues
from counter.visit.ports.paper import JobState

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "unit" / "printing")]

import paper_sample  # noqa: E402

from cups_server import PrivateCups, missing_parts  # noqa: E402

pytestmark = [
    pytest.mark.cups,
    pytest.mark.skipif(os.environ.get("COUNTER_SKIP_CUPS") == "1", reason="COUNTER_SKIP_CUPS=1: nothing was printed"),
]


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    missing = missing_parts()
    if missing:
        pytest.fail(f"CUPS is not complete, missing: {', '.join(missing)} (COUNTER_SKIP_CUPS=1 goes without)")
    with PrivateCups() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        server.add_queue("office")
        yield server


@pytest.fixture(scope="module")
def statement() -> bytes:
    return StatementDocuments(TESTS.parent / "resources").statement(paper_sample.inpatient())


@pytest.fixture
def office(cups: PrivateCups) -> Iterator[CupsQueue]:
    yield CupsQueue("office")
    cups.run("cupsaccept", "office")
    cups.run("cupsenable", "office")
    cups.run("cancel", "-a", "office")


def wait_for(queue: CupsQueue, job: str, *states: str) -> JobState:
    """The job's state once it is one of these."""
    deadline = time.monotonic() + 60
    while True:
        state = queue.job_state(job)
        if state.state in states:
            return state
        assert time.monotonic() < deadline, f"job {job} is still {state}"
        time.sleep(0.1)


def test_a_statement_is_printed_whole(cups: PrivateCups, office: CupsQueue, statement: bytes) -> None:
    job = office.submit(statement, paper_sample.inpatient().number)
    assert job.startswith("office-")
    assert wait_for(office, job, "printed", "failed").state == "printed"
    printed = cups.queues["office"].read_bytes()
    texts = text_of(printed)
    assert len(texts) == 3
    for text, original, copy in zip(texts, text_of(statement), ("第一联", "第二联", "第三联"), strict=True):
        assert copy in text
        assert "王䶮" in text
        assert sorted(text.split()) == sorted(original.split())
    # Coarse on purpose: CUPS rounds the page to whole points, which moves everything by a fraction of a pixel.
    for image, original in zip(pages(printed, 20), pages(statement, 20), strict=True):
        assert (image.width, image.height) == (original.width, original.height)
        unlike = [abs(one - other) for one, other in zip(image.rgb, original.rgb, strict=True)]
        assert sum(unlike) / len(unlike) < 4
        assert sum(value > 100 for value in unlike) < len(unlike) // 500


def test_the_queue_is_asked_what_it_can_do(office: CupsQueue, cups: PrivateCups) -> None:
    assert "A4" in office.capabilities()["PageSize"]
    assert office.settings() == {"PageSize": "A4", "Duplex": "None", "ColorModel": "grayscale"}
    assert list_queues() == tuple(cups.queues)


def test_an_unknown_queue_is_refused_with_cups_words(cups: PrivateCups, statement: bytes) -> None:
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("nowhere").submit(statement, "x")
    assert caught.value.reason == "no_queue"
    assert "does not exist" in caught.value.detail


def test_a_queue_that_rejects_jobs(cups: PrivateCups, office: CupsQueue, statement: bytes) -> None:
    cups.run("cupsreject", "office")
    with pytest.raises(PrintProblem) as caught:
        office.submit(statement, "x")
    assert caught.value.reason == "refused"
    assert "not accepting jobs" in caught.value.detail


def test_a_stopped_queue_holds_the_job_until_it_is_started(
    cups: PrivateCups, office: CupsQueue, statement: bytes
) -> None:
    cups.run("cupsdisable", "office")
    job = office.submit(statement, "stopped")
    time.sleep(0.5)
    state = office.job_state(job)
    assert state.state == "queued"
    assert state.detail.startswith("printer stopped")
    cups.run("cupsenable", "office")
    state = wait_for(office, job, "printed", "failed")
    assert state.state == "printed", f"{state}\n{cups.log()[-3000:]}"


def test_a_cancelled_job_is_not_taken_for_printed(cups: PrivateCups, office: CupsQueue, statement: bytes) -> None:
    """`lpstat` shows the same words for both."""
    cups.run("cupsdisable", "office")
    job = office.submit(statement, "cancelled")
    cups.run("cancel", job)
    assert wait_for(office, job, "failed", "printed").state == "failed"


def test_a_printer_that_fails_is_told(cups: PrivateCups, statement: bytes) -> None:
    """The file behind the queue cannot be written: the job never becomes `printed`."""
    queue = CupsQueue("broken")
    cups.add_queue("broken")
    cups.run("lpadmin", "-p", "broken", "-v", f"file://{cups.folder}/no/such/folder/out.pdf")
    try:
        job = queue.submit(statement, "broken")
        time.sleep(2)
        assert queue.job_state(job).state in ("queued", "failed")
    finally:
        cups.run("cancel", "-a", "broken")
        cups.run("lpadmin", "-x", "broken")
        del cups.queues["broken"]


def test_a_job_that_cups_does_not_know(office: CupsQueue) -> None:
    assert office.job_state("office-99999").state == "unknown"


def test_no_server_at_all(cups: PrivateCups, statement: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("office").submit(statement, "x")
    assert caught.value.reason in ("unreachable", "no_queue")
    assert CupsQueue("office").job_state("office-1").state == "unknown"
