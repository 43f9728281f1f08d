"""A protected card through worker and supervisor, with the misbehaving driver of tests/card_driver."""

from __future__ import annotations

import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from card_driver import build
from counter.card.launching import launch_worker
from counter.card.lines import Line
from counter.card.reader import SupervisedReader
from counter.domain.errors import CardError
from counter.domain.identity import IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

P = ReaderPhase
ROOT = Path(__file__).parents[2]
PROTECTED = str(ROOT / "resources" / "cards" / "p06.toml")
PLAIN = str(ROOT / "resources" / "cards" / "p02.toml")


@pytest.fixture(scope="module", params=["python", "32 bits"])
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The lines of a description that choose the host, and the driver: in a Python, and in the 32-bit host program."""
    folder = tmp_path_factory.mktemp("driver")
    if request.param == "python":
        # The host runs under an interpreter of its own choice: here, by another name, the same one.
        interpreter = folder / "python"
        interpreter.symlink_to(sys.executable)
        return f'interpreter = ["{interpreter}"]\n', build.library(folder)
    if build.no_32_bit():
        pytest.skip(f"not applicable: {build.no_32_bit()}")
    return f'host = ["{build.host(folder, "-m32")}"]\n', build.library(folder, "-m32")


@pytest.fixture
def library(hosted: tuple[str, Path]) -> Path:
    """The driver, compiled."""
    return hosted[1]


class Desk:
    """A supervised reader with simulated cards."""

    def __init__(self, driver: Path | None, mode: str) -> None:
        self.events: queue.Queue[ReaderEvent] = queue.Queue()
        launch = partial(launch_worker, "simulated", driver=driver, environment={"DRIVER_MODE": mode})
        self.reader = SupervisedReader(launch, simulated=True)
        self.reader.start(self.events.put)
        self.until(P.EMPTY)

    def insert(self, card: str) -> None:
        self.tell({"do": "insert", "card": card})

    def pull(self) -> None:
        self.tell({"do": "pull"})

    def tell(self, line: Line) -> None:
        self.reader.tell(line, seated=line.get("card"))

    def until(self, *phases: ReaderPhase, seconds: float = 10) -> ReaderEvent:
        end = time.monotonic() + seconds
        while True:
            event = self.events.get(timeout=max(0.001, end - time.monotonic()))
            if event.phase in phases:
                return event


Make = Callable[..., Desk]


@pytest.fixture
def desk(hosted: tuple[str, Path], tmp_path: Path) -> Iterator[Make]:
    made: list[Desk] = []
    choice, library = hosted

    def build(mode: str = "", further: str = "", *, configured: bool = True) -> Desk:
        file = tmp_path / "driver.toml"
        file.write_text(
            f'[driver]\nname = "test"\nlibrary = "{library}"\nlimit_seconds = 2\n' + choice + further,
            encoding="utf-8",
        )
        made.append(Desk(file if configured else None, mode))
        return made[-1]

    yield build
    for one in made:
        begun = time.monotonic()
        one.reader.stop()
        assert time.monotonic() - begun < 2


def hosts(library: Path) -> list[int]:
    """Processes that have the library loaded."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(library) in (folder / "maps").read_text():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def test_a_protected_card_is_read_by_the_driver(desk: Make) -> None:
    one = desk()
    one.insert(PROTECTED)
    event = one.until(P.READ, P.PROTECTED)
    assert event.phase is P.READ
    assert event.card is not None
    assert (event.card.route, event.card.name, event.card.id_number) == (
        IdentityRoute.DRIVER, "赵六", "990101199001010035",
    )  # fmt: skip
    assert one.reader.seated(event.card)
    one.pull()
    one.until(P.REMOVED)
    one.insert(PLAIN)
    plain = one.until(P.READ)
    assert plain.card is not None
    assert plain.card.route is IdentityRoute.CHIP


def test_without_a_driver_it_stays_protected(desk: Make) -> None:
    one = desk(configured=False)
    one.insert(PROTECTED)
    event = one.until(P.READ, P.PROTECTED)
    assert (event.phase, event.error) == (P.PROTECTED, None)


@pytest.mark.parametrize(
    ("mode", "hint", "detail"),
    [
        ("error", "-2", "读卡失败 **** ******************"),
        ("crash", "crashed", ""),
        ("never", "timeout", ""),
        ("far", "overrun", ""),
        ("short", "unreadable", ""),
        ("garbage", "unreadable", ""),
        ("other", "other_card", ""),
        ("no-code", "unproven", ""),
        ("cut-code", "unproven", ""),
        ("hsm", "hsm_not_configured", ""),
    ],
)
def test_a_driver_that_fails_leaves_the_card_protected_and_says_why(
    desk: Make, mode: str, hint: str, detail: str
) -> None:
    one = desk(mode)
    one.insert(PROTECTED)
    event = one.until(P.READ, P.PROTECTED, P.STUCK)
    assert event.phase is P.PROTECTED
    assert isinstance(event.error, CardError)
    assert (event.error.reason, event.error.hint, event.error.detail) == ("driver", hint, detail)
    assert event.card is not None
    assert (event.card.name, event.card.protected) == (None, True)


def test_a_wrong_description_says_so(desk: Make) -> None:
    one = desk("", "pin = '123456'\n")
    one.insert(PROTECTED)
    event = one.until(P.READ, P.PROTECTED)
    assert isinstance(event.error, CardError)
    assert event.error.hint == "description"


def test_a_card_that_leaves_while_the_driver_hangs_does_not_hold_up_the_next(desk: Make) -> None:
    one = desk("slow", "")
    one.insert(PROTECTED)
    one.until(P.READING)
    time.sleep(0.5)
    one.pull()
    one.until(P.REMOVED, seconds=1)
    begun = time.monotonic()
    one.insert(PLAIN)
    event = one.until(P.READ, P.PROTECTED, P.STUCK)
    assert event.phase is P.READ
    assert time.monotonic() - begun < 1.2


def test_no_host_outlives_the_worker(desk: Make, library: Path) -> None:
    one = desk("slow")
    one.insert(PROTECTED)
    one.until(P.READING)
    until = time.monotonic() + 3
    while not hosts(library) and time.monotonic() < until:
        time.sleep(0.02)
    assert hosts(library)
    worker = one.reader._link._worker
    assert worker is not None
    os.kill(worker.pid, 9)
    until = time.monotonic() + 2
    while hosts(library) and time.monotonic() < until:
        time.sleep(0.02)
    assert hosts(library) == []


def test_nothing_of_a_card_is_printed(desk: Make, capfd: pytest.CaptureFixture[str]) -> None:
    one = desk("print")
    one.insert(PROTECTED)
    assert one.until(P.READ, P.PROTECTED).phase is P.READ
    one.reader.stop()
    captured = capfd.readouterr()
    assert "990101199001010035" not in captured.out + captured.err
