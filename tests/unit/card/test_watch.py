"""The inside of the worker against the simulated service: every fault of the reader layer, without processes."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from counter.card import watch as watch_module
from counter.card.errors import PcscCode
from counter.card.image import CardImage, Fault
from counter.card.lines import Line
from counter.card.service import UNKNOWN_SLOT, SlotState
from counter.card.simulated import (
    SIMULATED_READER,
    SimulatedConnection,
    SimulatedContext,
    SimulatedService,
    SimulatedSlot,
    SoftwareCard,
)
from counter.card.watch import Watch, _Lane

OTHER_READER = "Simulated reader 01 00"


class Bench:
    """A watch that runs in a thread, and what it reports."""

    def __init__(self, service: SimulatedService, held: tuple[str, ...] = ()) -> None:
        self.service = service
        self.lines: queue.Queue[Line] = queue.Queue()
        self.watch = Watch(service, self.lines.put, held)
        self.thread = threading.Thread(target=self.watch.run)
        self.thread.start()

    @property
    def slot(self) -> SimulatedSlot:
        return self.service.slots[SIMULATED_READER]

    def next(self, *signals: str, seconds: float = 5) -> Line:
        """The next line with one of these signals."""
        until = time.monotonic() + seconds
        while True:
            line = self.lines.get(timeout=max(0.001, until - time.monotonic()))
            if line["signal"] in signals:
                return line

    def quiet(self, seconds: float) -> list[str]:
        """The signals that come within a time, without "alive"."""
        time.sleep(seconds)
        return [line["signal"] for line in self.lines.queue if line["signal"] != "alive"]

    def close(self) -> None:
        for slot in self.service.slots.values():
            slot.pull()
        self.watch.stop(1)
        self.thread.join(5)
        assert not self.thread.is_alive()


@pytest.fixture
def start(image: Callable[[str], CardImage]) -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []

    def begin(*readers: str, held: tuple[str, ...] = (), prepare: Callable[[SimulatedService], object] = bool) -> Bench:
        service = SimulatedService(image, readers or (SIMULATED_READER,))
        prepare(service)
        benches.append(Bench(service, held))
        return benches[-1]

    yield begin
    for bench in benches:
        bench.close()


def test_card_in_and_out(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    assert bench.next("readers")["names"] == [SIMULATED_READER]
    assert bench.next("card_out")["insertion"] == 0
    bench.slot.insert(image("p02"))
    assert bench.next("card_in")["insertion"] == 1
    read = bench.next("read", "failed")
    assert (read["insertion"], read["card"]["name"]) == (1, "张三")
    bench.slot.pull()
    assert bench.next("card_out")["insertion"] == 1


def test_a_card_that_was_there_before(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start(prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02")))
    assert bench.next("read", "failed")["card"]["name"] == "张三"


def test_a_swap_that_nobody_saw_is_two_events(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.slot.insert(image("p02"))
    bench.next("read")
    with bench.slot.changed:  # both within one turn of the watch
        bench.slot.insert(image("p04"))
    assert bench.next("card_out", "read")["signal"] == "card_out"
    assert bench.next("card_in")["insertion"] == 2
    assert bench.next("read")["card"]["name"] == "张𬭊䶮"


def test_swap_while_reading(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.slot.insert(image("p02"), (Fault(9, "swap", card="p04"),))
    results = [bench.next("read", "failed")]
    while results[-1]["signal"] != "read":
        results.append(bench.next("read", "failed"))
    assert results[-1]["insertion"] == 2
    assert results[-1]["card"]["name"] == "张𬭊䶮"
    assert all(line["reason"] == "removed" for line in results[:-1])


def test_a_reader_that_comes_under_ever_new_names_leaves_nothing(start: Callable[..., Bench]) -> None:
    """Remote desktops rename readers at every connection (card.md 7, 15)."""
    bench = start()
    bench.next("readers")
    before = threading.active_count()
    for number in range(1, 20):
        slot = bench.service.unplug(next(iter(bench.service.slots)))
        bench.service.plug(f"Reader {number}", slot)
        while f"Reader {number}" not in bench.next("readers")["names"]:
            pass
    time.sleep(0.1)
    assert threading.active_count() <= before
    assert list(bench.watch._lanes) == ["Reader 19"]


def test_numbers_of_a_reader_that_comes_back_go_on(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start()
    bench.slot.insert(image("p02"))
    assert bench.next("read")["insertion"] == 1
    slot = bench.service.unplug(SIMULATED_READER)
    assert bench.next("readers")["names"] == []
    bench.service.plug(SIMULATED_READER, slot)
    assert bench.next("read")["insertion"] == 2


def test_a_card_left_alone_is_read_after_the_service_came_back(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    """It may be another card: nobody saw it change."""
    bench = start(
        held=(SIMULATED_READER,), prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02"))
    )
    bench.next("card_in")
    assert bench.quiet(0.1) == []
    bench.service.restart()
    assert bench.next("read")["card"]["name"] == "张三"


def test_a_card_left_alone_is_another_after_the_reader_was_unplugged(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start(
        held=(SIMULATED_READER,), prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02"))
    )
    bench.next("card_in")
    slot = bench.service.unplug(SIMULATED_READER)
    assert bench.next("readers")["names"] == []
    bench.service.plug(SIMULATED_READER, slot)
    assert bench.next("read")["card"]["name"] == "张三"


def test_unplugging_frees_a_read_that_hangs(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    card = bench.slot.insert(image("p02"), (Fault(5, "mute"),))
    bench.next("card_in")
    while len(card.journal) < 5:
        time.sleep(0.005)
    bench.service.unplug(SIMULATED_READER)
    assert bench.next("failed")["reason"] == "removed"


def pull_while_it_bounces(bench: Bench, card: CardImage) -> None:
    """A card that is in and cannot be connected to, with attempts to come when it leaves."""
    bench.next("readers")
    bench.slot.refusals = [PcscCode.NO_CARD] * 6
    bench.slot.insert(card)
    bench.next("card_in")
    time.sleep(0.4)
    bench.slot.pull()


def test_patience_with_a_card_that_left_does_not_keep_the_next_one_waiting(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    """All attempts for the first card together take more than a second."""
    bench = start()
    pull_while_it_bounces(bench, image("p02"))
    bench.next("card_out")
    bench.slot.refusals = []
    begun = time.monotonic()
    bench.slot.insert(image("p04"))
    assert bench.next("read")["insertion"] == 2
    assert time.monotonic() - begun < 0.2


def test_reading_again(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.slot.insert(image("p02"))
    bench.next("read")
    bench.watch.read(SIMULATED_READER)
    assert bench.next("read")["insertion"] == 1
    bench.watch.read("no such reader")
    bench.slot.pull()
    bench.next("card_out")
    bench.watch.read(SIMULATED_READER)
    assert bench.quiet(0.1) == []


def test_a_card_reset_by_another_program_is_read_from_the_start(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start()
    bench.slot.insert(image("p02"), (Fault(9, "reset"),))
    assert bench.next("read", "failed")["signal"] == "read"
    bench.slot.insert(image("p02"), tuple(Fault(at, "reset") for at in range(5, 40)))
    assert bench.next("read", "failed")["reason"] == "reset"


@pytest.mark.parametrize(
    ("kind", "reason"), [("6F00", "chip_fault"), ("remove_during", "removed"), ("short", "damaged")]
)
def test_nothing_but_a_reset_is_begun_again(
    start: Callable[..., Bench],
    image: Callable[[str], CardImage],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    reason: str,
) -> None:
    """The list of what is tried again is closed: whatever else fails is told at once."""
    again: list[str] = []
    monkeypatch.setattr(SimulatedConnection, "reconnect", lambda _connection: again.append(kind))
    bench = start()
    bench.slot.insert(image("p02"), (Fault(2, kind), Fault(3, kind)))
    assert bench.next("read", "failed").get("reason") == reason
    assert again == []


def test_an_order_for_a_card_that_is_gone_reads_no_other(
    start: Callable[..., Bench], image: Callable[[str], CardImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[str] = []

    def connect(context: SimulatedContext, reader: str, *more: Any) -> SimulatedConnection:
        connected.append(reader)
        return plain(context, reader, *more)

    plain = SimulatedContext.connect
    monkeypatch.setattr(SimulatedContext, "connect", connect)
    bench = start()
    bench.slot.insert(image("p02"))
    bench.next("read")
    with bench.slot.changed:
        bench.slot.insert(image("p04"))
    assert bench.next("read")["insertion"] == 2
    orders = bench.watch._lanes[SIMULATED_READER].orders
    orders.put(1)
    assert bench.quiet(0.1) == []
    bench.slot.pull()
    bench.next("card_out")
    orders.put(2)
    assert bench.quiet(0.1) == []
    assert connected == [SIMULATED_READER] * 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (PcscCode.UNSUPPORTED_CARD, "unsupported"),
        (PcscCode.PROTOCOL_MISMATCH, "unsupported"),
        (PcscCode.REMOVED_CARD, "removed"),
        (PcscCode.READER_UNAVAILABLE, "no_reader"),
        (0x8010001F, "service_missing"),
    ],
)
def test_connecting_fails(
    start: Callable[..., Bench], image: Callable[[str], CardImage], code: int, reason: str
) -> None:
    bench = start()
    bench.slot.refusals = [code]
    bench.slot.insert(image("p02"))
    failed = bench.next("read", "failed")
    assert (failed["signal"], failed["reason"], failed["hint"]) == ("failed", reason, f"{code:08X}")


def test_a_card_without_an_answer_to_reset_is_mute(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    from dataclasses import replace

    bench = start()
    bench.slot.insert(replace(image("p02"), atr=b""))
    assert bench.next("read", "failed")["reason"] == "mute"


def test_a_mute_card_does_not_hold_up_another_reader(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start(SIMULATED_READER, OTHER_READER)
    bench.slot.insert(image("p02"), (Fault(3, "mute"),))
    bench.next("card_in")
    bench.service.slots[OTHER_READER].insert(image("p04"))
    read = bench.next("read", "failed")
    assert (read["reader"], read["card"]["name"]) == (OTHER_READER, "张𬭊䶮")


def test_a_held_card_is_left_alone_until_it_is_asked_for(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start(
        held=(SIMULATED_READER,), prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02"))
    )
    bench.next("card_in")
    assert bench.quiet(0.15) == []
    bench.watch.read(SIMULATED_READER)
    assert bench.next("read")["insertion"] == 1


def test_a_held_reader_reads_the_next_card(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start(
        held=(SIMULATED_READER,), prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02"))
    )
    bench.next("card_in")
    bench.slot.insert(image("p04"))
    assert bench.next("read")["insertion"] == 2


def test_service_missing_then_there(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start(prepare=lambda service: setattr(service, "up", False))
    assert bench.next("service_lost")["reason"] == "service_missing"
    bench.service.up = True
    bench.next("readers")
    bench.slot.insert(image("p02"))
    bench.next("read")


def test_service_restarts_with_a_card_seated(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.slot.insert(image("p02"))
    bench.next("read")
    bench.service.restart()
    assert bench.next("service_lost", "card_in")["signal"] == "service_lost"
    assert bench.next("card_in")["insertion"] == 2
    assert bench.next("read")["insertion"] == 2


def test_readers_come_and_go(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.next("readers")
    bench.slot.insert(image("p02"))
    bench.next("read")
    slot = bench.service.unplug(SIMULATED_READER)
    assert bench.next("readers")["names"] == []
    bench.service.plug(SIMULATED_READER, slot)
    assert bench.next("readers")["names"] == [SIMULATED_READER]
    assert bench.next("read")["insertion"] == 2


def test_stopping_while_a_card_is_mute(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    bench = start()
    bench.slot.insert(image("p02"), (Fault(3, "mute"),))
    bench.next("card_in")
    begun = time.monotonic()
    bench.watch.stop(0.3)
    assert time.monotonic() - begun < 1


def test_a_service_that_answers_without_news_costs_no_processor(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start()
    bench.next("card_out")
    context = bench.watch._context
    assert context is not None
    waits: list[float] = []

    def wait_at_once(known: object, limit_ms: int) -> object:
        waits.append(time.monotonic())
        return dict(known)  # type: ignore[call-overload]

    context.wait = wait_at_once  # type: ignore[method-assign, assignment]
    bench.slot.insert(image("p02"))
    time.sleep(0.5)
    assert 2 <= len(waits) < 40


def test_a_swap_that_the_service_did_not_see_is_found(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    """A card lost while it was read, and the slot never seemed empty: it is looked at once more, as a new insertion."""
    bench = start()
    bench.next("readers")
    bench.slot.refusals = [PcscCode.REMOVED_CARD]
    bench.slot.insert(image("p02"))
    assert bench.next("read", "failed")["reason"] == "removed"
    again = bench.next("card_in", "card_out")
    assert (again["signal"], again["reader"], again["insertion"]) == ("card_in", SIMULATED_READER, 2)
    assert bench.next("read", "failed")["insertion"] == 2


def test_a_card_that_is_lost_every_time_is_tried_twice_only(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    bench = start()
    bench.next("readers")
    bench.slot.refusals = [PcscCode.REMOVED_CARD] * 9
    bench.slot.insert(image("p02"))
    for _ in range(2):
        assert bench.next("read", "failed")["reason"] == "removed"
    still_in = bench.next("still_in", seconds=4)
    assert (still_in["reader"], still_in["insertion"]) == (SIMULATED_READER, 2)
    assert bench.quiet(1.2) == []
    bench.slot.pull()
    assert bench.next("card_out")["insertion"] == 2


def test_after_sleep_contexts_are_new_and_a_card_that_was_changed_unseen_is_read(
    start: Callable[..., Bench], image: Callable[[str], CardImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sleeping service counts nothing: only the clocks tell that the card may be another one."""
    slept = [0.0]
    awake = time.time
    monkeypatch.setattr(watch_module, "WAIT_LIMIT_MS", 100)
    monkeypatch.setattr(watch_module.time, "time", lambda: awake() + slept[0])
    bench = start()
    bench.slot.insert(image("p02"))
    assert bench.next("read")["card"]["name"] == "张三"
    context = bench.watch._context
    bench.slot.card = SoftwareCard(image("p04"))
    assert bench.quiet(0.3) == []
    slept[0] = 3600.0
    assert bench.next("card_in", "card_out") == {"signal": "card_out", "reader": SIMULATED_READER, "insertion": 1}
    assert bench.next("card_in")["insertion"] == 2
    assert bench.next("read", "failed")["card"]["name"] == "张𬭊䶮"
    assert bench.watch._context is not context


def _lost(lost: int, insertion: int) -> bool:
    """Whether a slot counts as never seen after a loss that was told long ago."""
    watch = Watch(SimulatedService(pytest.fail), lambda _line: None)
    seated = SlotState(present=True, events=3)
    lane = _Lane(known=seated, insertion=insertion, lost=lost, lost_at=0.0)
    watch._lanes["reader"] = lane
    assert not watch._look_again(("reader",))
    assert lane.lost_at is None
    return lane.known == UNKNOWN_SLOT


def test_a_card_that_was_lost_while_it_stays_is_looked_at_again() -> None:
    assert _lost(lost=2, insertion=2)


def test_a_loss_that_is_told_late_says_nothing_about_the_next_card() -> None:
    """The reading thread tells of the loss after the next card was counted: that card stays the one it is."""
    assert not _lost(lost=1, insertion=2)


def test_a_good_read_ends_the_row_of_losses(start: Callable[..., Bench], image: Callable[[str], CardImage]) -> None:
    """A card that was read after its second look has another one when a later read loses it, each time anew."""
    bench = start()
    bench.next("readers")
    bench.slot.refusals = [PcscCode.REMOVED_CARD]
    bench.slot.insert(image("p02"))
    for insertion in (1, 2):
        lost = bench.next("read", "failed", "still_in")
        assert (lost["signal"], lost.get("reason"), lost["insertion"]) == ("failed", "removed", insertion)
        good = bench.next("read", "failed", "still_in")
        assert (good["signal"], good["insertion"]) == ("read", insertion + 1)
        bench.slot.refusals = [PcscCode.REMOVED_CARD]
        bench.watch.read(SIMULATED_READER)


def test_after_sleep_a_card_left_alone_is_read(
    start: Callable[..., Bench], image: Callable[[str], CardImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been changed while nobody counted."""
    slept = [0.0]
    awake = time.time
    monkeypatch.setattr(watch_module, "WAIT_LIMIT_MS", 100)
    monkeypatch.setattr(watch_module.time, "time", lambda: awake() + slept[0])
    bench = start(
        held=(SIMULATED_READER,), prepare=lambda service: service.slots[SIMULATED_READER].insert(image("p02"))
    )
    bench.next("card_in")
    assert bench.quiet(0.3) == []
    slept[0] = 3600.0
    assert bench.next("read", "failed")["card"]["name"] == "张三"


def test_the_next_card_has_a_second_look_of_its_own(
    start: Callable[..., Bench], image: Callable[[str], CardImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "_SECOND_LOOK_SECONDS", 0.1)
    bench = start()
    bench.next("readers")
    bench.slot.refusals = [PcscCode.REMOVED_CARD] * 2
    bench.slot.insert(image("p02"))
    assert bench.next("still_in")["insertion"] == 2
    bench.slot.pull()
    bench.slot.refusals = [PcscCode.REMOVED_CARD]
    bench.slot.insert(image("p04"))
    assert bench.next("read", "still_in", seconds=8)["signal"] == "read"


def test_a_loss_that_is_told_after_the_slot_is_empty_ends_nothing() -> None:
    watch = Watch(SimulatedService(pytest.fail), lambda _line: None)
    empty = SlotState(present=False, events=4)
    lane = watch._lanes["reader"] = _Lane(known=empty, insertion=2, lost=2, lost_at=0.0)
    assert not watch._look_again(("reader",))
    assert (lane.known, lane.lost_at, lane.looked_twice) == (empty, None, False)


def test_a_card_that_left_while_it_bounced_is_asked_no_more(
    start: Callable[..., Bench], image: Callable[[str], CardImage]
) -> None:
    """What answers by then is another card, and is read under its own number."""
    bench = start()
    pull_while_it_bounces(bench, image("p02"))
    assert bench.next("failed")["reason"] == "removed"
    assert bench.slot.refusals
