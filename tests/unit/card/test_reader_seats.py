"""What the supervisor says of seated cards when others are seated too, the service hangs, or no worker will start."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from supervised import Desk, card_in, card_out, failed, phases, read, readers, scripted

from counter.card import reader as reader_module
from counter.card import worker_link
from counter.card.launching import Launch, launch_worker
from counter.visit.ports.cards import ReaderPhase

P = ReaderPhase


# Two members' cards

TWO = [readers("a", "b"), card_in("a", 1), read("a", 1, id_number="1"), card_in("b", 1), read("b", 1, id_number="2")]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([failed("a", 1, "mute")], "mute"),
        ([failed("a", 1, "blocked")], "wrong_card"),
        ([card_out("a", 1)], "removed"),
        ([failed("a", 1, "removed"), card_out("a", 1)], "removed"),
        ([], "stuck"),
    ],
)
def test_what_came_of_reading_the_served_card_again_is_told(
    desks: Callable[..., Desk], after: list[dict[str, Any]], told: str
) -> None:
    desk = desks(scripted([*TWO, 0.3, *after], [readers("a", "b")]), limit_seconds=0.6)
    desk.next(P.READ)
    desk.next(P.READ)
    desk.call(desk.reader.read_again)
    assert phases(desk, 1.0 if not after else 0.5)[:2] == [("a", "reading"), ("a", told)]


def test_the_next_card_of_the_reader_in_turn_is_told(desks: Callable[..., Desk]) -> None:
    """The served card is read again, found mute and put in anew: every step of it is the window's, until it is well."""
    again = [failed("a", 1, "mute"), card_out("a", 1), card_in("a", 2), failed("a", 2, "mute")]
    desk = desks(scripted([*TWO, 0.3, *again]))
    desk.next(P.READ)
    desk.next(P.READ)
    desk.call(desk.reader.read_again)
    words = ["reading", "mute", "empty", "reading", "mute"]
    assert phases(desk, 0.5) == [("a", word) for word in words]


def test_the_reader_that_was_chosen_is_in_turn(desks: Callable[..., Desk]) -> None:
    """After the choice a token in the other slot is silent, as it is beside a single member's card."""
    desk = desks(
        scripted([*TWO, 0.3, card_out("b", 1), card_in("b", 2), failed("b", 2, "not_member_card"), card_out("b", 2)])
    )
    first = desk.next(P.READ).card
    desk.next(P.READ)
    assert first is not None
    desk.call(desk.reader.choose, first)
    assert phases(desk, 0.5) == [("a", "read"), ("b", "removed")]


def test_beside_a_card_that_hangs_no_other_stays_readable(desks: Callable[..., Desk]) -> None:
    """Its worker is killed, and until the next one has looked nobody knows whether the other card is still in."""
    again = [readers("a", "b"), card_in("b", 1), read("b", 1, id_number="2")]
    desk = desks(scripted(TWO, [0.7, *again]), limit_seconds=0.4)
    desk.next(P.READ)
    second = desk.next(P.READ).card
    assert second is not None
    desk.call(desk.reader.read_again)
    assert phases(desk, 0.7) == [("a", "reading"), ("a", "stuck"), ("b", "no_service")]
    assert not desk.reader.seated(second)
    assert [desk.next(phase).reader for phase in (P.EMPTY, P.READING, P.READ)] == ["b"] * 3


@pytest.mark.parametrize("wanted", ["a", "b"])
def test_the_card_of_whoever_is_served_is_read_again_first(desks: Callable[..., Desk], wanted: str) -> None:
    desk = desks(scripted(TWO))
    desk.next(P.READ)
    desk.next(P.READ)
    desk.call(desk.reader.read_again, wanted)
    assert phases(desk) == [(wanted, "reading")]


def test_a_card_that_is_not_well_is_read_again_before_one_that_is(desks: Callable[..., Desk]) -> None:
    """Also when its reader is that of whoever is served: a card that lost contact comes after a good one else."""
    lost = [failed("a", 1, "removed"), {"signal": "still_in", "reader": "a", "insertion": 1}]
    desk = desks(scripted([*TWO, 0.3, *lost]))
    desk.next(P.READ)
    desk.next(P.READ)
    desk.call(desk.reader.read_again, "a")
    desk.next(P.PRESENT)
    desk.call(desk.reader.read_again, "a")
    assert phases(desk) == [("a", "reading")]


# A seat is as good as the service's last word


def test_a_seat_that_nobody_confirmed_lately_is_none(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service hangs: the card may have left long ago. What a read says is no word of the service."""
    monkeypatch.setattr(reader_module, "SEAT_SECONDS", 0.4)
    alive = {"signal": "alive"}
    number = {"signal": "number", "reader": "a", "insertion": 1, "number": "X"}
    begin = [readers("a"), card_in("a", 1), read("a", 1, id_number="1")]
    desk = desks(scripted([*begin, 0.2, alive, 0.2, alive, 0.2, alive, 0.2, number, 0.2, number, 0.4, alive]))
    card = desk.next(P.READ).card
    assert card is not None
    until, seen = time.monotonic() + 2.0, [True]
    while time.monotonic() < until and len(seen) < 3:
        if desk.reader.seated(card) is not seen[-1]:
            seen.append(not seen[-1])
        assert not desk.reader.left(card), "nobody told so"
        time.sleep(0.01)
    assert seen == [True, False, True]
    assert [event.phase for event in desk.reader.states()] == [P.READ]
    desk.call(desk.reader.choose, card)
    assert desk.next(P.READ).card == card


def test_the_worker_confirms_a_seat_more_than_twice_as_often_as_needed(
    desks: Callable[..., Desk], cards_folder: Path
) -> None:
    desk = desks(partial(launch_worker, "simulated"), simulated=True)
    desk.put(cards_folder / "p02.toml")
    card = desk.next(P.READ).card
    assert card is not None
    desk.reader._confirmed = before = 0.0
    confirmations = []
    until = time.monotonic() + reader_module.SEAT_SECONDS
    while time.monotonic() < until:
        if desk.reader._confirmed != before:
            before = desk.reader._confirmed
            confirmations.append(before)
        time.sleep(0.01)
    assert len(confirmations) > 2


# No worker to be had


def refusing(times: int, launch: Launch) -> Launch:
    """Refuses to start a worker so many times after the first, as a machine without a free process does."""
    calls: list[Sequence[str]] = []

    def start(held: Sequence[str], seated: str | None) -> Popen[str]:
        calls.append(held)
        if 2 <= len(calls) <= 1 + times:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return launch(held, seated)

    return start


def test_a_worker_that_cannot_be_started_is_tried_again(desks: Callable[..., Desk]) -> None:
    begin = [readers("a"), card_in("a", 1), read("a", 1, id_number="1")]
    desk = desks(refusing(3, scripted([*begin, 0.2, None], begin)))
    first = desk.next(P.READ).card
    assert desk.next(P.NO_SERVICE).error is not None
    assert first is not None
    assert not desk.reader.seated(first)
    assert [event.phase for event in desk.reader.states()] == [P.NO_SERVICE]
    assert desk.next(P.READ).insertion == 2


def test_stopping_while_no_worker_can_be_started(desks: Callable[..., Desk]) -> None:
    desk = desks(refusing(10**6, scripted([None])))
    desk.next(P.NO_SERVICE)
    time.sleep(0.5)
    begun = time.monotonic()
    desk.reader.stop()
    assert time.monotonic() - begun < 1
    assert desk.reader._thread is not None
    assert not desk.reader._thread.is_alive()


def test_a_machine_without_a_free_thread(desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    refused = []

    class Thread(threading.Thread):
        def start(self) -> None:
            if self.name == "card worker lines" and len(refused) < 2:
                refused.append(self.name)
                raise RuntimeError("can't start new thread")
            super().start()

    monkeypatch.setattr(worker_link.threading, "Thread", Thread)
    desk = desks(scripted([readers("a")]))
    desk.next(P.NO_SERVICE)
    desk.next(P.EMPTY)
    assert len(refused) == 2


# Bad contact


def test_a_card_that_is_in_and_lost_in_every_read_is_present(desks: Callable[..., Desk]) -> None:
    """Not "removed": it lies there, F2 reads it, and it can be pulled."""
    still_in = {"signal": "still_in", "reader": "a", "insertion": 1}
    late = {**still_in, "insertion": 0}
    begin = [readers("a"), card_in("a", 1), failed("a", 1, "removed"), late, 0.2, still_in]
    desk = desks(scripted([*begin, 0.5, failed("a", 1, "removed"), still_in, card_out("a", 1), still_in]))
    assert desk.next(P.REMOVED, P.PRESENT).phase is P.REMOVED
    assert desk.next(P.PRESENT).error is None
    assert [event.phase for event in desk.reader.states()] == [P.PRESENT]
    desk.call(desk.reader.read_again)
    assert phases(desk, 0.8) == [("a", word) for word in ("reading", "removed", "present", "empty")]


def test_a_late_word_that_an_earlier_card_is_still_in_says_nothing_of_this_one(desks: Callable[..., Desk]) -> None:
    """Both lost contact: only what is said of the second makes it present."""
    late = {"signal": "still_in", "reader": "a", "insertion": 1}
    first = [readers("a"), card_in("a", 1), failed("a", 1, "removed"), card_out("a", 1)]
    desk = desks(scripted([*first, card_in("a", 2), failed("a", 2, "removed"), late, 0.5, {**late, "insertion": 2}]))
    desk.next(P.REMOVED)
    lost = desk.next(P.REMOVED, P.PRESENT)
    assert (lost.phase, lost.insertion) == (P.REMOVED, 2)
    assert phases(desk, 0.3) == []
    assert phases(desk) == [("a", "present")]


def test_without_a_service_no_seat_stands(desks: Callable[..., Desk]) -> None:
    """Nobody can say any more whether the card lies there, however lately it was confirmed."""
    lost = {"signal": "service_lost", "reason": "service_missing", "hint": ""}
    desk = desks(scripted([readers("a"), card_in("a", 1), read("a", 1, id_number="1"), 0.3, lost]))
    card = desk.next(P.READ).card
    assert card is not None
    assert desk.reader.seated(card)
    desk.next(P.NO_SERVICE)
    assert not desk.reader.seated(card)
    assert desk.reader.left(card)
    assert [event.phase for event in desk.reader.states()] == [P.NO_SERVICE]
