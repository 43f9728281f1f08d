"""When the worker asks the driver: for protected cards only, and never before it has let the reader go."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.card import launching
from counter.card.driver import route_from
from counter.card.driver_answer import driver_error
from counter.card.image import CardImage
from counter.card.lines import Line
from counter.card.opening import open_reader
from counter.card.simulated import SIMULATED_READER, SimulatedConnection, SimulatedContext, SimulatedService
from counter.card.watch import Watch
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute

CHIP = CardRead("desk", 1, IdentityRoute.CHIP, protected=True)


class Route:
    """A driver that notes what was open when it was asked."""

    def __init__(self, opened: list[str]) -> None:
        self._opened = opened
        self.asked: list[tuple[CardRead, list[str]]] = []
        self.abandoned: list[str] = []
        self.error: CardError | None = None

    def read(self, chip: CardRead, today: date, /) -> CardRead:
        self.asked.append((chip, list(self._opened)))
        if self.error is not None:
            raise self.error
        return replace(chip, protected=False, name="赵六", id_number="990101199001010035")

    def abandon(self, reader: str) -> None:
        self.abandoned.append(reader)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is open on the card: filled while a connection or its context lives."""
    found: list[str] = []
    connect, close, release = SimulatedContext.connect, SimulatedConnection.close, SimulatedContext.release

    def connecting(self: SimulatedContext, name: str, *pause: Callable[[float], None]) -> SimulatedConnection:
        connection = connect(self, name, *pause)
        found.extend(("connection", "context"))
        return connection

    def closing(self: SimulatedConnection) -> None:
        found.remove("connection")
        close(self)

    def releasing(self: SimulatedContext) -> None:
        if "context" in found:
            found.remove("context")
        release(self)

    monkeypatch.setattr(SimulatedContext, "connect", connecting)
    monkeypatch.setattr(SimulatedConnection, "close", closing)
    monkeypatch.setattr(SimulatedContext, "release", releasing)
    return found


@pytest.fixture
def bench(
    image: Callable[[str], CardImage], opened: list[str]
) -> Iterator[tuple[SimulatedService, Route, Callable[[str], Line]]]:
    service, route, lines = SimulatedService(image), Route(opened), queue.SimpleQueue[Line]()
    watch = Watch(service, lines.put, (), route)
    thread = threading.Thread(target=watch.run)
    thread.start()

    def until(signal: str) -> Line:
        while True:
            line = lines.get(timeout=5)
            if line["signal"] == signal:
                return line

    yield service, route, until
    service.slots[SIMULATED_READER].pull()
    watch.stop(1)
    thread.join(5)
    assert not thread.is_alive()


Bench = tuple[SimulatedService, Route, Callable[[str], Line]]


def test_the_reader_is_let_go_before_the_driver_is_asked(bench: Bench, image: Callable[[str], CardImage]) -> None:
    service, route, until = bench
    service.slots[SIMULATED_READER].insert(image("p06"))
    line = until("read")
    assert (line["card"]["name"], line["card"]["protected"], "reason" in line) == ("赵六", False, False)
    [(chip, opened)] = route.asked
    assert (chip.protected, chip.insertion, opened) == (True, 1, [])


def test_a_free_card_never_reaches_the_driver(bench: Bench, image: Callable[[str], CardImage]) -> None:
    service, route, until = bench
    service.slots[SIMULATED_READER].insert(image("p02"))
    assert until("read")["card"]["route"] == "chip"
    assert route.asked == []


def test_a_driver_that_fails_leaves_the_protected_read(bench: Bench, image: Callable[[str], CardImage]) -> None:
    service, route, until = bench
    route.error = driver_error("-2", "没有卡")
    service.slots[SIMULATED_READER].insert(image("p06"))
    line = until("read")
    assert (line["reason"], line["hint"], line["detail"]) == ("driver", "-2", "没有卡")
    assert (line["card"]["protected"], line["card"]["id_number"]) == (True, None)


def test_a_card_that_leaves_is_abandoned(bench: Bench, image: Callable[[str], CardImage]) -> None:
    service, route, until = bench
    service.slots[SIMULATED_READER].insert(image("p06"))
    until("read")
    route.abandoned.clear()
    service.slots[SIMULATED_READER].pull()
    until("card_out")
    assert route.abandoned == [SIMULATED_READER]


def test_a_wrong_description_is_said_when_a_card_needs_it(tmp_path: Path) -> None:
    route = route_from(tmp_path / "none.toml")
    with pytest.raises(CardError) as caught:
        route.read(CHIP, date(2026, 11, 21))
    assert caught.value.hint == "description"
    route.abandon("desk")


def test_the_description_reaches_the_worker(
    cards_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[list[str]] = []

    def launch(command: list[str], **options: object) -> None:
        commands.append(command)
        raise FileNotFoundError

    opened = open_reader("pcsc", cards_folder, tmp_path / "driver.toml")
    monkeypatch.setattr(launching.subprocess, "Popen", launch)
    with pytest.raises(FileNotFoundError):
        opened.reader._link._launch([], None)  # type: ignore[attr-defined]
    assert commands[0][-2:] == ["--driver", str(tmp_path / "driver.toml")]
