"""The supervisor: with a real worker process and simulated cards, and with scripted workers that misbehave."""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from supervised import Desk, card_in, card_out, failed, number, phases, read, readers, scripted

from counter.card import reader as reader_module
from counter.card.image import CardImage, Fault, save_image
from counter.card.launching import launch_worker
from counter.card.reader import SupervisedReader
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

P = ReaderPhase


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    """Simulated cards behind the real worker; a read may take one second."""
    return desks(partial(launch_worker, "simulated"), simulated=True, limit_seconds=1.0)


@pytest.fixture
def faulty(image: Callable[[str], CardImage], tmp_path: Path) -> Callable[..., Path]:
    """Writes a card with faults."""

    def write(stem: str, *faults: Fault) -> Path:
        from dataclasses import replace

        path = tmp_path / f"{stem}.toml"
        save_image(replace(image(stem), faults=faults), path)
        return path

    return write


def test_a_visit_of_the_reader(desk: Desk, cards_folder: Path) -> None:
    assert desk.next(P.EMPTY).simulated
    desk.put(cards_folder / "p02.toml")
    assert desk.next(P.READING).insertion == 1
    event = desk.next(P.READ)
    assert event.card is not None
    assert (event.card.name, event.card.insertion, event.card.reader) == ("张三", 1, event.reader)
    assert desk.reader.seated(event.card)
    desk.call(desk.reader.read_again)
    desk.next(P.READING)
    again = desk.next(P.READ)
    assert again.card == event.card
    desk.pull()
    assert desk.next(P.REMOVED).error is None
    assert not desk.reader.seated(event.card)
    desk.call(desk.reader.read_again)
    desk.put(cards_folder / "p06.toml")
    event = desk.next(P.PROTECTED)
    assert event.card is not None
    assert event.card.protected
    assert event.insertion == 2


def test_a_swapped_card_is_not_the_one_that_was_read(desk: Desk, cards_folder: Path) -> None:
    desk.put(cards_folder / "p02.toml")
    first = desk.next(P.READ).card
    assert first is not None
    desk.put(cards_folder / "p04.toml")
    desk.next(P.REMOVED)
    second = desk.next(P.READ).card
    assert second is not None
    assert not desk.reader.seated(first)
    assert desk.reader.left(first)
    assert desk.reader.seated(second)
    desk.put(cards_folder / "p02.toml")
    desk.next(P.REMOVED)
    desk.next(P.READ)
    assert not desk.reader.seated(first), "the same card in another insertion needs another read"


def test_wrong_card_says_why(desk: Desk, cards_folder: Path) -> None:
    desk.put(cards_folder / "p10.toml")
    event = desk.next(P.WRONG_CARD)
    assert isinstance(event.error, CardError)
    assert event.error.reason == "not_member_card"
    desk.pull()
    desk.next(P.EMPTY)


def test_mute_card_is_stuck_and_then_works_again(desk: Desk, faulty: Callable[..., Path], cards_folder: Path) -> None:
    desk.next(P.EMPTY)
    desk.put(faulty("p02", Fault(5, "mute")))
    desk.next(P.READING)
    first = desk.reader._link._worker
    begun = time.monotonic()
    event = desk.next(P.STUCK)
    assert 0.8 < time.monotonic() - begun < 2.5
    assert isinstance(event.error, CardError)
    assert event.error.reason == "stuck"
    assert first is not None
    assert first.wait(5) < 0
    time.sleep(0.4)
    assert desk.events.empty(), "the card that hung is left alone"
    assert desk.reader._link._worker is not None
    assert desk.reader._link._worker.pid != first.pid
    desk.call(desk.reader.read_again)
    desk.next(P.READING)
    desk.next(P.STUCK)
    desk.put(cards_folder / "p04.toml")
    event = desk.next(P.READ)
    assert event.card is not None
    assert event.card.name == "张𬭊䶮"
    assert event.insertion >= 2
    assert desk.longest < 0.05, f"a caller waited {desk.longest * 1000:.1f} ms"


def test_killed_worker_is_replaced_and_the_card_stays_in(desk: Desk, cards_folder: Path) -> None:
    desk.put(cards_folder / "p02.toml")
    before = desk.next(P.READ)
    assert desk.reader._link._worker is not None
    os.kill(desk.reader._link._worker.pid, signal.SIGKILL)
    lost = desk.next(P.NO_SERVICE)
    assert isinstance(lost.error, CardError)
    after = desk.next(P.READ)
    assert after.insertion > before.insertion
    assert before.card is not None
    assert not desk.reader.seated(before.card)


def test_stop_ends_a_mute_worker_within_two_seconds(desk: Desk, faulty: Callable[..., Path]) -> None:
    desk.put(faulty("p02", Fault(5, "mute")))
    desk.next(P.READING)
    worker = desk.reader._link._worker
    assert worker is not None
    begun = time.monotonic()
    desk.reader.stop()
    assert time.monotonic() - begun < 2
    assert worker.poll() is not None
    desk.reader.stop()


def test_stop_before_start() -> None:
    SupervisedReader(partial(launch_worker, "simulated")).stop()


def test_start_twice_is_a_bug(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        desk.reader.start(lambda event: None)


def test_stop_from_the_listener(desks: Callable[..., Desk]) -> None:
    supervised = SupervisedReader(partial(launch_worker, "simulated"))
    stopped = threading.Event()

    def listener(event: ReaderEvent) -> None:
        supervised.stop()
        stopped.set()

    supervised.start(listener)
    assert stopped.wait(10)
    assert supervised._thread is not None
    supervised._thread.join(5)
    assert not supervised._thread.is_alive()


def test_the_worker_leaves_when_the_desktop_dies() -> None:
    worker = launch_worker("simulated", ())
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.close()
    assert worker.wait(5) == 0
    worker.stdout.close()


# Scripted workers


def test_late_results_are_dropped(desks: Callable[..., Desk]) -> None:
    desk = desks(
        scripted(
            [
                readers("a"), card_in("a", 1), card_out("a", 1), read("a", 1, id_number="1"),
                card_in("a", 2), read("a", 1, id_number="1"), failed("a", 1, "removed"),
            ]
        )
    )  # fmt: skip
    assert phases(desk) == [("a", "empty"), ("a", "reading"), ("a", "removed"), ("a", "reading")]


def test_control_late_results_would_show_without_the_insertion_number(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check above is not empty: with insertions ignored, the old member appears."""
    monkeypatch.setattr(
        reader_module.SupervisedReader,
        "_take",
        lambda self, line: original(self, {**line, "insertion": 1} if "insertion" in line else line),
    )
    desk = desks(
        scripted([readers("a"), card_in("a", 1), card_out("a", 1), card_in("a", 2), read("a", 1, id_number="1")])
    )
    assert ("a", "read") in phases(desk)


original = SupervisedReader._take


def test_a_token_in_another_slot_does_not_hide_the_member(desks: Callable[..., Desk]) -> None:
    desk = desks(
        scripted(
            [
                readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"),
                card_in("b", 1), failed("b", 1, "not_member_card"), card_out("b", 1), card_out("a", 1),
            ]
        )
    )  # fmt: skip
    assert phases(desk) == [("a", "empty"), ("b", "empty"), ("a", "reading"), ("a", "read"), ("a", "removed")]


def test_a_second_members_card_is_told(desks: Callable[..., Desk]) -> None:
    desk = desks(
        scripted(
            [
                readers("a", "b"),
                card_in("a", 1),
                read("a", 1, id_number="1"),
                card_in("b", 1),
                read("b", 1, id_number="2"),
            ]
        )
    )
    assert phases(desk)[-2:] == [("a", "read"), ("b", "read")]


def test_the_clerk_chooses_between_two_cards(desks: Callable[..., Desk]) -> None:
    """Two members in two slots: both are told, the second with its rival, and the choice is told again."""
    first_two = [readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"), card_in("b", 1)]
    desk = desks(scripted([*first_two, read("b", 1, id_number="2"), 0.6, card_out("a", 1)]))
    first, second = desk.next(P.READ), desk.next(P.READ)
    assert first.card is not None
    assert second.card is not None
    assert (first.rivals, second.rivals) == ((), (first.card,))
    desk.call(desk.reader.choose, first.card)
    chosen = desk.next(P.READ)
    assert (chosen.card, chosen.rivals) == (first.card, ())
    desk.call(desk.reader.choose, second.card)
    assert desk.next(P.READ).card == second.card
    desk.next(P.REMOVED)
    desk.call(desk.reader.choose, first.card)
    time.sleep(0.2)
    assert desk.events.empty()
    assert desk.longest < 0.05


def read_again_beside_another(desks: Callable[..., Desk], *end: Any) -> tuple[Desk, CardRead]:
    """A card that was told is read again; meanwhile another one is read, and then comes the end of the script."""
    script = [readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"), 0.4, card_in("b", 1)]
    desk = desks(scripted([*script, read("b", 1, id_number="2"), 0.3, *end]), limit_seconds=1.0)
    told = desk.next(P.READ).card
    assert told is not None
    desk.call(desk.reader.read_again, "a")
    assert desk.next(P.READ).reader == "b"
    return desk, told


@pytest.mark.parametrize(
    ("end", "phase"),
    [
        ([card_out("a", 1)], P.REMOVED),
        ([failed("a", 1, "mute")], P.MUTE),
        ([failed("a", 1, "blocked")], P.WRONG_CARD),
        ([], P.STUCK),
    ],
)
def test_a_card_that_fails_while_it_is_read_again_is_told_whatever_was_read_meanwhile(
    desks: Callable[..., Desk], end: list[Any], phase: ReaderPhase
) -> None:
    """Its page is open: nobody else in another reader may keep it readable."""
    desk, _ = read_again_beside_another(desks, *end)
    assert desk.next(phase).reader == "a"


def test_a_card_that_is_read_again_has_not_left(desks: Callable[..., Desk]) -> None:
    desk, told = read_again_beside_another(desks, card_out("a", 1))
    assert (desk.reader.seated(told), desk.reader.left(told)) == (False, False)
    desk.next(P.REMOVED)
    assert desk.reader.left(told)


def test_the_number_of_a_card_is_told_while_it_is_read(desks: Callable[..., Desk]) -> None:
    script = [readers("a"), card_in("a", 1), number("a", 1, "X1"), read("a", 1, id_number="1"), number("a", 1, "X9")]
    desk = desks(scripted(script))
    desk.next(P.READING)
    ahead = desk.next(P.READING, P.READ)
    assert (ahead.phase, ahead.insertion, ahead.number, ahead.card) == (P.READING, 1, "X1", None)
    assert desk.next(P.READ).number is None
    time.sleep(0.2)
    assert desk.events.empty()
    assert [event.number for event in desk.reader.states()] == [None]


def test_the_number_of_a_card_that_left_is_dropped(desks: Callable[..., Desk]) -> None:
    script = [
        readers("a"),
        card_in("a", 1),
        card_out("a", 1),
        number("a", 1, "X1"),
        card_in("a", 2),
        number("a", 1, "X1"),
    ]
    desk = desks(scripted(script))
    assert phases(desk) == [("a", "empty"), ("a", "reading"), ("a", "removed"), ("a", "reading")]


def test_a_second_members_number_is_not_told(desks: Callable[..., Desk]) -> None:
    """The clerk will have to choose first."""
    first = [readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"), card_in("b", 1), number("b", 1, "X2")]
    desk = desks(scripted([*first, read("b", 1, id_number="2")]))
    desk.next(P.READ)
    assert desk.next(P.READ, P.READING).phase is P.READ


def test_reader_unplugged_with_a_card(desks: Callable[..., Desk]) -> None:
    desk = desks(
        scripted(
            [readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"), readers("b"), readers(), readers("b")]
        )
    )
    assert phases(desk) == [
        ("a", "empty"), ("b", "empty"), ("a", "reading"), ("a", "read"), ("a", "no_reader"), ("", "no_reader"),
        ("b", "empty"),
    ]  # fmt: skip
    assert not desk.reader.seated(CardRead("a", 1, IdentityRoute.CHIP))


def test_service_lost_is_said_once(desks: Callable[..., Desk]) -> None:
    lost = {"signal": "service_lost", "reason": "service_missing", "hint": "8010001D"}
    desk = desks(scripted([lost, lost, lost, readers(), lost]))
    assert phases(desk) == [("", "no_service"), ("", "no_reader"), ("", "no_service")]


def test_insertions_go_on_counting_over_workers(desks: Callable[..., Desk]) -> None:
    first = [readers("a"), card_in("a", 1), card_out("a", 1), card_in("a", 2), read("a", 2, id_number="1"), 0.2, None]
    desk = desks(scripted(first, [readers("a"), card_in("a", 1), read("a", 1, id_number="1")]))
    assert desk.next(P.READ).insertion == 2
    assert desk.next(P.READ).insertion == 3


def test_numbers_are_not_given_twice_after_a_lost_service(desks: Callable[..., Desk]) -> None:
    lost = {"signal": "service_lost", "reason": "service_missing", "hint": ""}
    first = [readers("a"), card_in("a", 1), read("a", 1, id_number="1"), lost, readers("a"), 0.2, None]
    desk = desks(scripted(first, [readers("a"), card_in("a", 1), read("a", 1, id_number="1")]))
    assert desk.next(P.READ).insertion == 1
    assert desk.next(P.READ).insertion == 2


def test_a_worker_that_dies_while_reading_reads_that_card_again(desks: Callable[..., Desk]) -> None:
    first = [readers("a"), card_in("a", 1), 0.1, None]
    launch = scripted(first, [readers("a"), card_in("a", 1), read("a", 1, id_number="1")])
    desk = desks(launch)
    assert desk.next(P.READ, P.STUCK).phase is P.READ
    assert launch.held == [(), ()]  # type: ignore[attr-defined]


def test_a_card_that_kills_two_workers_is_left_alone(desks: Callable[..., Desk]) -> None:
    dying = [readers("a"), card_in("a", 1), 0.1, None]
    launch = scripted(dying, dying, [readers("a"), card_in("a", 1)])
    desk = desks(launch)
    assert desk.next(P.STUCK).reader == "a"
    time.sleep(0.8)
    assert launch.held == [(), (), ("a",)]  # type: ignore[attr-defined]
    assert desk.events.empty()


def test_a_new_worker_begins_with_the_card_that_is_in(desks: Callable[..., Desk], cards_folder: Path) -> None:
    launch = scripted([readers("a"), card_in("a", 1), 0.3, None], [readers("a")])
    desk = desks(launch)
    desk.put(cards_folder / "p02.toml")
    desk.next(P.NO_SERVICE)
    desk.next(P.EMPTY)
    assert launch.cards == [None, str(cards_folder / "p02.toml")]  # type: ignore[attr-defined]


def test_another_card_than_the_one_that_hung_is_read(desks: Callable[..., Desk]) -> None:
    """Changed while the new worker started: the service has counted, nobody has seen it."""

    def seen(events: int) -> dict[str, Any]:
        return {**card_in("a", 1), "events": events}

    launch = scripted([readers("a"), seen(7), 5], [readers("a"), seen(9), 0.2, read("a", 1, id_number="2")])
    desk = desks(launch, limit_seconds=0.4)
    desk.next(P.STUCK)
    card = desk.next(P.READ).card
    assert card is not None
    assert card.id_number == "2"
    assert launch.held == [(), ("a",)]  # type: ignore[attr-defined]


def test_states_tell_every_reader_and_the_whole(desks: Callable[..., Desk]) -> None:
    lost = {"signal": "service_lost", "reason": "service_missing", "hint": ""}
    desk = desks(
        scripted(
            [
                lost, 0.3, readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"),
                card_in("b", 1), failed("b", 1, "not_member_card"),
            ]
        )
    )  # fmt: skip
    assert desk.reader.states() == ()
    assert desk.next(P.NO_SERVICE) in desk.reader.states()
    desk.next(P.READ)
    time.sleep(0.2)
    states = {state.reader: state.phase for state in desk.call(desk.reader.states)}
    assert states == {"a": P.READ, "b": P.WRONG_CARD}
    assert desk.longest < 0.05


def test_a_silent_worker_is_replaced(desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "SILENCE_LIMIT_SECONDS", 0.5)
    launch = scripted([readers("a")], [readers("a"), {"signal": "alive"}])
    desk = desks(launch)
    desk.next(P.EMPTY)
    desk.next(P.NO_SERVICE)
    desk.next(P.EMPTY)
    assert len(launch.held) >= 2  # type: ignore[attr-defined]


class SleepyQueue:
    """An inbox whose owner sleeps once, while it waits for the end of a read, 0.6 s longer than it asked for."""

    def __init__(self, inbox: queue.SimpleQueue[Any], awake: threading.Event) -> None:
        self._inbox = inbox
        self._awake = awake
        self.put = inbox.put

    def get(self, timeout: float) -> Any:
        """The next line, or Empty."""
        if timeout > 0.6 or self._awake.is_set():
            return self._inbox.get(timeout=timeout)
        time.sleep(timeout + 0.6)
        self._awake.set()
        raise queue.Empty


def test_time_that_the_computer_slept_is_not_the_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "_SLEPT_SECONDS", 0.3)
    launch = scripted([readers("a"), card_in("a", 1), 1.3, read("a", 1, id_number="1")], [5])
    supervised, awake = SupervisedReader(launch, limit_seconds=0.5), threading.Event()
    supervised._inbox = SleepyQueue(supervised._inbox, awake)  # type: ignore[assignment]
    desk = Desk(supervised)
    try:
        assert desk.next(P.READ, P.STUCK).phase is P.READ
        assert awake.is_set()
    finally:
        supervised.stop()


def test_a_worker_that_dies_at_once_is_started_ever_more_slowly(desks: Callable[..., Desk]) -> None:
    launch = scripted([None])
    desk = desks(launch)
    time.sleep(1.2)
    assert 2 <= len(launch.held) <= 4  # type: ignore[attr-defined]
    begun = time.monotonic()
    desk.reader.stop()
    assert time.monotonic() - begun < 2
    assert phases(desk, 0) == [("", "no_service")]


def test_other_output_of_a_library_is_ignored(desks: Callable[..., Desk]) -> None:
    desk = desks(scripted(["loading...", "[]", {"unknown": 1}, {"signal": "unheard_of"}, readers("a")]))
    assert phases(desk) == [("a", "empty")]


def test_a_death_under_the_next_card_is_not_the_second_of_the_one_before(desks: Callable[..., Desk]) -> None:
    first = [readers("a"), card_in("a", 1), 0.1, None]
    second = [readers("a"), card_in("a", 1), card_out("a", 1), card_in("a", 2), 0.1, None]
    launch = scripted(first, second, [readers("a"), card_in("a", 1), read("a", 1, id_number="2")])
    desk = desks(launch)
    assert desk.next(P.READ, P.STUCK).phase is P.READ
    assert launch.held == [(), (), ()]  # type: ignore[attr-defined]


def test_a_death_after_a_good_read_is_not_the_second_in_a_row(desks: Callable[..., Desk]) -> None:
    well = [readers("a"), card_in("a", 1), read("a", 1, id_number="1")]
    launch = scripted([readers("a"), card_in("a", 1), 0.1, None], [*well, 0.5, None], well)
    desk = desks(launch)
    assert desk.next(P.READ, P.STUCK).phase is P.READ
    desk.call(desk.reader.read_again)
    assert desk.next(P.READING).insertion
    assert desk.next(P.READ, P.STUCK).phase is P.READ
    assert launch.held == [(), (), ()]  # type: ignore[attr-defined]
