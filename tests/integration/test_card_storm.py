"""A sample of the long storms of `tests/card_storm.py`, and the controls that show that they would see a fault."""

from __future__ import annotations

import os
import time

import pytest

import card_storm
from card_storm import storm
from card_window import LONGEST_EXPOSED_MS, LONGEST_STALL_MS, window_storm
from card_worlds import SimulatedWorld, StackWorld
from counter.card.lines import Line
from counter.card.reader import SupervisedReader
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.desktop.visit_bar import VisitBar
from counter.desktop.visit_state import Visit

CROWDED = 4
"""So many times longer may things take here than in the long runs: a test tells right from wrong, whatever else the
machine has to do."""

LONGEST_CALL_MS = card_storm.LONGEST_CALL_SECONDS * 1000 * CROWDED


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The final state must be right, but not within the two seconds of the long runs."""
    monkeypatch.setattr(card_storm, "SETTLED_SECONDS", card_storm.SETTLED_SECONDS * CROWDED)


@pytest.mark.slow
def test_simulated_service() -> None:
    found = storm(SimulatedWorld, events=120, seed=7, supervised=HearsLate)
    assert found.wrong == []
    assert found.own_call_ms < LONGEST_CALL_MS
    assert found.grown() == []
    assert {"plug", "unplug", "insert", "pull", "swap", "service_stop", "worker_kill", "sleep"} <= found.events.keys()
    assert found.cards_read > 5


@pytest.mark.slow
@pytest.mark.pcsc
def test_real_stack() -> None:
    stage = VirtualStage(2)
    try:
        stage.start()
    except VirtualUnavailable as error:
        if os.environ.get("COUNTER_SKIP_PCSC") == "1":
            pytest.skip(f"COUNTER_SKIP_PCSC=1: the real card stack was NOT tested ({error})")
        pytest.fail(f"the real card stack cannot be started: {error}. COUNTER_SKIP_PCSC=1 skips these tests.")
    try:
        found = storm(lambda: StackWorld(stage=stage), events=40, seed=3)
    finally:
        stage.begin_stop()
        stage.finish_stop()
    assert found.wrong == []
    assert found.own_call_ms < LONGEST_CALL_MS
    assert found.grown() == []


@pytest.mark.slow
def test_in_front_of_the_window() -> None:
    found = window_storm(SimulatedWorld, events=60, seed=4)
    assert found.wrong == []
    assert found.members > 2
    assert found.own_stall_ms < LONGEST_STALL_MS * CROWDED, found.stalls
    assert found.exposed_ms < LONGEST_EXPOSED_MS * CROWDED


@pytest.mark.slow
def test_control_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that works for 300 ms whenever somebody is shown is found out."""
    show = VisitBar.show_visit

    def slow(bar: VisitBar, visit: Visit | None) -> None:
        show(bar, visit)
        until = time.thread_time() + 0.3
        while time.thread_time() < until:
            pass

    monkeypatch.setattr(VisitBar, "show_visit", slow)
    assert window_storm(SimulatedWorld, events=20, seed=4).own_stall_ms > LONGEST_STALL_MS * CROWDED


class HearsLate(SupervisedReader):
    """After every insertion comes, late, what was read in the reader before (card.md 7, 14)."""

    def _take(self, line: Line) -> None:
        super()._take(line)
        if line["signal"] in ("read", "failed"):
            self._older[line["reader"]] = line
        elif line["signal"] == "card_in" and line["reader"] in self._older:
            super()._take(self._older[line["reader"]])

    def _start_worker(self) -> None:
        self._older: dict[str, Line] = {}
        super()._start_worker()


class TakesLateResults(HearsLate):
    """The check that drops what belongs to an older insertion is off."""

    def _take_from(self, name: str, signal: str, insertion: int, line: Line) -> None:
        current = self._slots[name].insertion
        super()._take_from(name, signal, current if signal in ("read", "failed") else insertion, line)


@pytest.mark.slow
def test_control() -> None:
    """With that check switched off the same storm finds a wrong state."""
    assert storm(SimulatedWorld, events=300, seed=7, supervised=TakesLateResults, first_only=True).wrong
