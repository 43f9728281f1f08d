"""Operations run elsewhere and answer here; nothing that is gone is told anything."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject

from counter.desktop.lanes import Lane
from counter.domain.errors import CounterError, MemberUnknown


@pytest.fixture
def lane(qapp: object) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    assert made.stop()


def unexpected(error: CounterError) -> None:
    raise AssertionError(error)


def test_result_arrives_on_the_gui_thread_from_another(lane: Lane) -> None:
    seen: list[tuple[int, int]] = []
    lane.run(
        threading.get_ident,
        owner=lane,
        succeeded=lambda worker: seen.append((worker, threading.get_ident())),
        failed=unexpected,
    )
    assert seen == [], "nothing is told before events run"
    assert lane.wait_idle()
    assert seen[0][0] != seen[0][1] == threading.get_ident()


def test_operations_keep_their_order(lane: Lane) -> None:
    seen: list[int] = []
    for number in range(200):
        lane.run(lambda number=number: number, owner=lane, succeeded=seen.append, failed=unexpected)
    assert lane.wait_idle()
    assert seen == list(range(200))


def test_an_error_of_the_counter_goes_to_failed(lane: Lane) -> None:
    seen: list[CounterError] = []

    def fail() -> None:
        raise MemberUnknown

    lane.run(fail, owner=lane, succeeded=lambda _none: pytest.fail("no success"), failed=seen.append)
    assert lane.wait_idle()
    assert isinstance(seen[0], MemberUnknown)


def test_a_bug_is_announced_and_logged_without_its_text(lane: Lane, caplog: pytest.LogCaptureFixture) -> None:
    names: list[str] = []
    lane.bug.connect(names.append)

    private = ["99", "0101", "19680307", "0019"]

    def stumble() -> None:
        raise ValueError("".join(private))

    with caplog.at_level(logging.DEBUG):
        lane.run(stumble, owner=lane, succeeded=lambda _none: None, failed=unexpected)
        assert lane.wait_idle()
    assert names == ["ValueError"]
    assert "stumble" in caplog.text
    assert "".join(private) not in caplog.text


def test_the_lane_survives_a_bug(lane: Lane) -> None:
    seen: list[int] = []
    lane.run(lambda: 1 // 0, owner=lane, succeeded=seen.append, failed=unexpected)
    lane.run(lambda: 7, owner=lane, succeeded=seen.append, failed=unexpected)
    assert lane.wait_idle()
    assert seen == [7]


def test_result_for_an_owner_that_is_gone_is_dropped(lane: Lane) -> None:
    owner, seen = QObject(), list[int]()
    begun, go_on = threading.Event(), threading.Event()

    def operation() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    lane.run(operation, owner=owner, succeeded=seen.append, failed=unexpected)
    assert begun.wait(5)
    shiboken6.delete(owner)
    go_on.set()
    assert lane.wait_idle()
    assert seen == []


def test_a_stopped_lane_ends_its_thread_and_takes_nothing(qapp: object) -> None:
    lane = Lane("short")
    assert lane.stop()
    lane.run(lambda: 1, owner=lane, succeeded=lambda _one: pytest.fail("told"), failed=unexpected)
    assert lane.pending() == 0


def test_busy_is_told_once_for_many(lane: Lane) -> None:
    changes: list[bool] = []
    lane.busy_changed.connect(changes.append)
    for _ in range(5):
        lane.run(lambda: None, owner=lane, succeeded=lambda _none: None, failed=unexpected)
    assert lane.wait_idle()
    assert changes == [True, False]


def test_what_waits_is_done_before_a_lane_ends(qapp: object) -> None:
    lane, owner, done = Lane("test"), QObject(), []
    for number in range(3):
        lane.run(
            lambda number=number: (time.sleep(0.02), done.append(number)),
            owner=owner,
            succeeded=lambda _: done.append(-1),
            failed=lambda _: done.append(-2),
        )
    assert lane.stop()
    assert done == [0, 1, 2]
