"""Every row of the table of errors (card.md 3.8) at every call of the service: what is said, and that work goes on."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from counter.card import watch as watch_module
from counter.card.errors import PcscError
from counter.card.image import CardImage
from counter.card.lines import Line
from counter.card.service import CardConnection, SlotState, patiently
from counter.card.simulated import SIMULATED_READER, SimulatedContext, SimulatedService
from counter.card.watch import Watch

CALLS = ("establish", "list", "change", "connect", "transmit")

# Code: the word when establishing, listing, waiting, connecting and in a command fail with it, again and again.
# Empty: nothing is wrong that anybody must be told. no_reader at the list: the empty list, which is no lost service.
ROWS: dict[int, tuple[str, str, str, str, str]] = {
    **dict.fromkeys((0x8010001D, 0x8010001E, 0x80100013, 0x80100003), ("service_missing",) * 5),
    **dict.fromkeys(
        (0x8010002E, 0x80100009, 0x80100017), ("service_missing", "no_reader", "", "no_reader", "no_reader")
    ),
    0x8010000C: ("service_missing", "service_missing", "", "no_card", "no_card"),
    0x80100066: ("service_missing", "service_missing", "", "mute", "mute"),
    0x80100065: ("service_missing", "service_missing", "", "unsupported", "unsupported"),
    0x80100067: ("service_missing", "service_missing", "", "unsupported", "unsupported"),
    0x80100068: ("service_missing", "service_missing", "", "reset", "reset"),
    0x80100069: ("service_missing", "service_missing", "", "removed", "removed"),
    0x80100016: ("service_missing", "service_missing", "", "removed", "removed"),
    0x8010000B: ("service_missing", "service_missing", "", "sharing", "sharing"),
    0x8010000F: ("service_missing", "service_missing", "", "unsupported", "unsupported"),
    0x80100002: ("service_missing", "service_missing", "", "reset", "reset"),
    0x8010000A: ("service_missing", "service_missing", "", "mute", "mute"),
    0x80100008: ("service_missing", "service_missing", "", "service_missing", "damaged"),
    # Not in the table: the user is refused, no memory, unknown, busy; and one that nobody ever saw.
    **dict.fromkeys(
        (0x8010006A, 0x80100006, 0x80100014, 0x80100031, 0x8010ABCD), ("service_missing",) * 4 + ("chip_fault",)
    ),
}


@dataclass
class Failing:
    """A service with one card that fails a call with a code, so many times."""

    service: SimulatedService
    call: str
    code: int
    times: int = 10**9
    simulated: bool = True
    failed: int = field(default=0, init=False)

    def fail(self, call: str) -> None:
        if call == self.call and self.failed < self.times:
            self.failed += 1
            raise PcscError(self.code)

    def establish(self) -> FailingContext:
        self.fail("establish")
        return FailingContext(self, self.service.establish())


class FailingContext:
    """Its context. Waits of a card that may bounce are not waited."""

    def __init__(self, service: Failing, context: SimulatedContext) -> None:
        self._service = service
        self._context = context
        self.cancel = context.cancel
        self.release = context.release

    def readers(self) -> tuple[str, ...]:
        self._service.fail("list")
        return self._context.readers()

    def wait(self, known: Mapping[str, SlotState], limit_ms: int) -> dict[str, SlotState]:
        self._service.fail("change")
        return self._context.wait(known, limit_ms)

    def connect(self, reader: str, pause: Callable[[float], None]) -> FailingConnection:
        def attempt() -> FailingConnection:
            self._service.fail("connect")
            return FailingConnection(self._service, self._context.connect(reader, pause))

        return patiently(attempt, lambda _seconds: None)


class FailingConnection:
    """Its connection."""

    def __init__(self, service: Failing, connection: CardConnection) -> None:
        self._service = service
        self._connection = connection
        self.atr = connection.atr
        self.close = connection.close
        self.reconnect = connection.reconnect

    def send_and_receive(self, command: bytes) -> bytes:
        try:
            self._service.fail("transmit")
        except PcscError as error:
            raise error.command_error() from None
        return self._connection.send_and_receive(command)


Watched = Callable[..., "queue.Queue[Line]"]


@pytest.fixture
def watched(image: Callable[[str], CardImage], monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """The lines of a watch over a service that fails, with a card in its reader."""
    monkeypatch.setattr(watch_module, "_BACK_OFF_SECONDS", (0.01,))
    monkeypatch.setattr(watch_module, "_RELIST_SECONDS", (0.01, 0.01))
    ends: list[Callable[[], None]] = []

    def begin(call: str, code: int, times: int = 10**9) -> queue.Queue[Line]:
        service = SimulatedService(image, (SIMULATED_READER,))
        service.slots[SIMULATED_READER].insert(image("p02"))
        lines: queue.Queue[Line] = queue.Queue()
        watch = Watch(Failing(service, call, code, times), lines.put)
        thread = threading.Thread(target=watch.run)
        thread.start()
        ends.extend((lambda: watch.stop(0.5), thread.join))
        return lines

    yield begin
    for end in ends:
        end()


def first_word(lines: queue.Queue[Line], seconds: float = 0.25) -> str:
    """The first thing said that is wrong; empty when nothing is within the time, or when a card was read."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        match line:
            case {"signal": "read"}:
                return ""
            case {"signal": "service_lost" | "failed", "reason": str(reason)}:
                assert reason != "service_missing" or line["hint"], "the code goes with it"
                return reason
            case {"signal": "readers", "names": []}:
                return "no_reader"
    return ""


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("code", ROWS, ids=hex)
def test_what_is_said_of_a_failure_that_stays(watched: Watched, code: int, call: str) -> None:
    word = ROWS[code][CALLS.index(call)]
    assert first_word(watched(call, code), 3.0 if word else 0.2) == word


@pytest.mark.parametrize("call", ["establish", "list", "change"])
@pytest.mark.parametrize("code", ROWS, ids=hex)
def test_the_card_is_read_after_a_failure_that_passes(watched: Watched, code: int, call: str) -> None:
    lines = watched(call, code, times=1)
    until = time.monotonic() + 5
    said = []
    while (line := lines.get(timeout=max(0.001, until - time.monotonic())))["signal"] != "read":
        said.append(line["signal"])
    lost = call == "establish" or ROWS[code][2] == "service_missing"
    assert ("service_lost" in said) is lost
    assert said.count("card_in") == 1


@pytest.mark.parametrize("code", [0x8010000C, 0x80100066, 0x80100067, 0x80100068, 0x8010000B, 0x80100002, 0x8010000A])
def test_connecting_is_tried_again_where_the_row_says_so(watched: Watched, code: int) -> None:
    assert first_word(watched("connect", code, times=2), 3.0) == ""


@pytest.mark.parametrize("code", [0x80100068, 0x80100002])
def test_a_read_that_was_reset_begins_again(watched: Watched, code: int) -> None:
    assert first_word(watched("transmit", code, times=2), 3.0) == ""
