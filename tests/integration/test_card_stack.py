"""The card layer on the real stack: pcscd, vpcd and pyscard in private namespaces, real worker processes.

Fails where the stack cannot be started, unless COUNTER_SKIP_PCSC=1 is set. Sixteen virtual slots work side by side,
because the service looks at a slot only every 400 ms.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from card_matrix import SLOTS, STEMS, Findings, Row, cases, expected, judge, look_at_journals, run
from counter.card.command import read as read_command
from counter.card.image import FAULTS, Fault, load_image, save_image
from counter.card.launching import launch_worker
from counter.card.lines import card_from, fields_of
from counter.card.opening import open_reader, physical_reader_answers
from counter.card.reader import SupervisedReader
from counter.card.stage import READER_NAME
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.domain.errors import CardError
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent
from counter.visit.ports.cards import ReaderPhase as P

pytestmark = pytest.mark.pcsc

UNHURRIED = 6.0
"""Seconds. How fast things are is the matter of `counter bench card` and of the storms, on a machine that has time;
here it only shows that nobody waits for a card that never answers (8 s)."""

CARDS = Path(__file__).parents[2] / "resources" / "cards"


def begin_stage(slots: int) -> VirtualStage:
    """A stage, or a loud failure."""
    stage = VirtualStage(slots)
    try:
        stage.start()
    except VirtualUnavailable as error:
        if os.environ.get("COUNTER_SKIP_PCSC") == "1":
            pytest.skip(f"COUNTER_SKIP_PCSC=1: the real card stack was NOT tested ({error})")
        pytest.fail(f"the real card stack cannot be started: {error}. COUNTER_SKIP_PCSC=1 skips these tests.")
    return stage


def end_stage(stage: VirtualStage) -> None:
    stage.begin_stop()
    stage.finish_stop()


@pytest.fixture(scope="module", autouse=True)
def stack_at_hand() -> None:
    """Fail or skip every test here when there is no stack, those that open one by themselves included."""
    end_stage(begin_stage(2))


@pytest.fixture(scope="module")
def wide_stage() -> Iterator[VirtualStage]:
    """Sixteen slots for the tests that only need a worker."""
    stage = begin_stage(SLOTS)
    yield stage
    end_stage(stage)


@pytest.fixture
def stage() -> Iterator[VirtualStage]:
    """A stage of its own, for tests that break it."""
    stage = begin_stage(2)
    yield stage
    end_stage(stage)


@pytest.fixture(scope="module")
def row(wide_stage: VirtualStage) -> Iterator[Row]:
    row = Row(wide_stage)
    yield row
    row.close()


def test_every_profile(row: Row) -> None:
    def work(slot: int, stem: str) -> None:
        outcome, _ = row.one_card(slot, CARDS / f"{stem}.toml")
        wanted = expected(stem)[0]
        if isinstance(wanted, str):
            assert (outcome["signal"], outcome.get("reason")) == ("failed", wanted), stem
        else:
            assert outcome["signal"] == "read", (stem, outcome["signal"], outcome.get("reason"))
            assert replace(card_from(outcome["card"]), reader="", insertion=0) == wanted, stem

    row.all(STEMS, work)


def test_card_pulled_at_every_command_of_every_profile(row: Row) -> None:
    """Nothing is kept of a card that left before its last answer, whatever the command."""
    jobs = [(stem, at) for stem in STEMS for at in range(1, expected(stem)[1] + 1)]
    assert len(jobs) > 450

    def work(slot: int, job: tuple[str, int]) -> None:
        stem, at = job
        outcome, _ = row.one_card(slot, CARDS / f"{stem}.toml", Fault(at, "remove_during"))
        assert (outcome["signal"], outcome.get("reason")) == ("failed", "removed"), job
        assert "card" not in outcome

    row.all(jobs, work)


def test_a_sample_of_every_profile_with_every_fault_at_every_command(row: Row) -> None:
    """`python -m tests.card_matrix` plays all of them; the journals are looked at below, too."""
    every = cases()
    random.Random(20261122).shuffle(every)
    found = run(row, every[:150])
    assert found.wrong == []
    assert found.ends.keys() == set(FAULTS)


def test_control_of_the_matrix() -> None:
    """It would see half a member, another's fields, an error without a name, and a card that left and was read."""
    whole = expected("p02")[0]
    assert isinstance(whole, CardRead)
    for kind, changes in (
        ("6F00", {"name": None}),
        ("6F00", {"name": "李四", "warnings": ("field_unreadable",)}),
        ("random", {"card_id": None}),
        ("all_00", {"id_number": None, "card_number": None}),
        ("mute", {}),
    ):
        line = {"signal": "read", "card": fields_of(replace(whole, **changes))}
        assert judge(("p02", Fault(1, kind)), line)[1], (kind, changes)
    assert judge(("p02", Fault(1, "6F00")), {"signal": "failed", "reason": "odd"})[1]
    assert judge(("p10", Fault(1, "6F00")), {"signal": "read", "card": fields_of(whole)})[1]
    assert judge(("p02", Fault(1, "6F00")), {"signal": "read", "card": fields_of(whole)}) == ("whole read", None)


def test_slow_cards_are_waited_for(row: Row) -> None:
    def work(slot: int, seconds: float) -> None:
        outcome, _ = row.one_card(slot, CARDS / "p02.toml", Fault(7, "delay", seconds))
        assert outcome["signal"] == "read"

    row.all([0.05, 0.5, 1.5, 3.0], work)


def test_odd_answers_to_reset(row: Row, tmp_path: Path) -> None:
    """No answer to reset at all, and one that is longer than any may be."""
    for name, atr in (("none", b""), ("long", bytes(60))):
        save_image(replace(load_image(CARDS / "p02.toml"), atr=atr), tmp_path / f"{name}.toml")
    row.stage.tell({"do": "insert", "slot": 0, "card": str(tmp_path / "none.toml")})
    row.stage.tell({"do": "insert", "slot": 1, "card": str(tmp_path / "long.toml")})
    time.sleep(3)
    for slot in (0, 1):
        row.stage.tell({"do": "pull", "slot": slot})
    time.sleep(1)
    signals = [line for slot in (0, 1) for line in list(row.lines[slot].queue)]
    assert not any(line["signal"] == "read" for line in signals)
    for slot in (0, 1):
        row.lines[slot].queue.clear()
    assert row.one_card(0, CARDS / "p02.toml")[0]["signal"] == "read"
    assert row.one_card(1, CARDS / "p02.toml")[0]["signal"] == "read"


def test_journal_shows_only_reading(row: Row) -> None:
    """In all that the cards heard, in this test and those above, is no PIN, no bank application and no write."""
    row.all(STEMS, lambda slot, stem: row.one_card(slot, CARDS / f"{stem}.toml"))
    found = Findings()
    look_at_journals(row.stage, found)
    assert found.wrong == []
    assert found.commands >= sum(expected(stem)[1] for stem in STEMS)


class Desk:
    """A supervised reader on a stage, its events, and the longest that any call took."""

    def __init__(self, stage: VirtualStage, limit_seconds: float = 8.0) -> None:
        self.reader = SupervisedReader(
            partial(launch_worker, "pcsc", environment=stage.environment), limit_seconds=limit_seconds
        )
        self.events: queue.Queue[tuple[float, ReaderEvent]] = queue.Queue()
        self.longest = 0.0
        self.call(self.reader.start, lambda event: self.events.put((time.monotonic(), event)))

    def call(self, act: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.perf_counter()
        result = act(*arguments)
        self.longest = max(self.longest, time.perf_counter() - begun)
        return result

    def next(self, *phases: P, seconds: float = 10) -> ReaderEvent:
        return self.next_at(*phases, seconds=seconds)[1]

    def next_at(self, *phases: P, seconds: float = 10) -> tuple[float, ReaderEvent]:
        until = time.monotonic() + seconds
        while True:
            at, event = self.events.get(timeout=max(0.001, until - time.monotonic()))
            if event.phase in phases:
                return at, event


@pytest.fixture
def desks() -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def make(stage: VirtualStage, **options: Any) -> Desk:
        opened.append(Desk(stage, **options))
        return opened[-1]

    yield make
    for desk in opened:
        desk.reader.stop()


def insert(stage: VirtualStage, stem: str, *faults: Fault, slot: int = 0) -> None:
    spelled = [{"at": fault.at, "kind": fault.kind, "card": fault.card} for fault in faults]
    stage.tell({"do": "insert", "slot": slot, "card": str(CARDS / f"{stem}.toml"), "faults": spelled})


def test_card_swapped_between_read_and_act(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    first = desk.next(P.READ).card
    assert first is not None
    assert desk.call(desk.reader.seated, first)
    insert(stage, "p04")
    desk.next(P.REMOVED)
    assert not desk.call(desk.reader.seated, first)
    second = desk.next(P.READ).card
    assert second is not None
    assert (first.name, second.name) == ("张三", "张𬭊䶮")
    assert not desk.call(desk.reader.seated, first)
    assert desk.call(desk.reader.seated, second)
    stage.tell({"do": "pull"})
    desk.next(P.REMOVED)
    assert not desk.call(desk.reader.seated, second)


def test_card_swapped_while_it_is_read(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    """Another member's card comes 50 ms after the first left, in the middle of its reading."""
    desk = desks(stage)
    desk.next(P.EMPTY)
    for round_number in range(1, 4):
        insert(stage, "p02", Fault(6 * round_number, "swap", card=str(CARDS / "p04.toml")))
        event = desk.next(P.READ)
        assert event.card is not None
        assert event.card.name == "张𬭊䶮"
        assert event.card.card_number == "X00000027"
        stage.tell({"do": "pull"})
        desk.next(P.REMOVED)


def test_mute_card_is_reported_and_the_worker_replaced(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage, limit_seconds=1.5)
    desk.next(P.EMPTY)
    insert(stage, "p02", Fault(9, "mute"))
    reading, _ = desk.next_at(P.READING)
    worker = desk.reader._link._worker
    assert worker is not None
    stuck, event = desk.next_at(P.STUCK)
    assert isinstance(event.error, CardError)
    assert event.error.reason == "stuck"
    assert stuck - reading > 1.4
    assert worker.wait(5) == -signal.SIGKILL
    desk.call(desk.reader.read_again)
    desk.next(P.READING)
    desk.next(P.STUCK)
    insert(stage, "p04")
    event = desk.next(P.READ)
    assert event.card is not None
    assert event.card.name == "张𬭊䶮"
    assert desk.longest < 1, f"a caller waited for the card: {desk.longest * 1000:.1f} ms"


def test_quitting_while_a_card_is_mute(stage: VirtualStage) -> None:
    desk = Desk(stage)
    insert(stage, "p02", Fault(9, "mute"))
    desk.next(P.READING)
    time.sleep(0.2)
    begun = time.monotonic()
    desk.reader.stop()
    assert time.monotonic() - begun < UNHURRIED, "it waited for the card"


def test_killing_the_worker_leaves_the_card_in(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    before = desk.next(P.READ)
    assert desk.reader._link._worker is not None
    os.kill(desk.reader._link._worker.pid, signal.SIGKILL)
    desk.next(P.NO_SERVICE)
    after = desk.next(P.READ)
    assert before.card is not None
    assert after.card is not None
    assert after.card.card_id == before.card.card_id
    assert after.insertion > before.insertion
    assert not desk.reader.seated(before.card)


def test_service_killed_and_started_again(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    before = desk.next(P.READ)
    assert before.card is not None
    for act in ("kill", "stop"):
        stage.ask({"do": "service", "act": act})
        event = desk.next(P.NO_SERVICE)
        assert isinstance(event.error, CardError)
        assert event.error.reason == "service_missing"
        assert not desk.reader.seated(before.card)
        stage.ask({"do": "service", "act": "start"})
        after = desk.next(P.READ)
        assert after.insertion > before.insertion
        before = after


def test_a_service_without_a_reader(desks: Callable[..., Desk]) -> None:
    """pcscd runs, nothing is plugged in."""
    stage = begin_stage(0)
    try:
        desk = desks(stage)
        event = desk.next(P.NO_READER, P.NO_SERVICE)
        assert isinstance(event.error, CardError)
        assert (event.phase, event.error.reason) == (P.NO_READER, "no_reader")
        time.sleep(0.5)
        assert desk.events.empty()
        desk.reader.stop()
    finally:
        end_stage(stage)


def stop_and_go(stage: VirtualStage, desk: Desk, seconds: float, meanwhile: Callable[[], object]) -> None:
    """Service and worker sleep, as a computer does."""
    assert desk.reader._link._worker is not None
    sleepers = (int((stage.folder / "run" / "pcscd.pid").read_text().strip("\n\0")), desk.reader._link._worker.pid)
    for pid in sleepers:
        os.kill(pid, signal.SIGSTOP)
    meanwhile()
    time.sleep(seconds)
    for pid in sleepers:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.slow
def test_sleep_and_resume_with_another_card(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    """Nobody saw the change: what was read before counts as gone, and the card that is in is read."""
    desk = desks(stage)
    insert(stage, "p02")
    before = desk.next(P.READ).card
    assert before is not None
    stop_and_go(stage, desk, 5.5, lambda: insert(stage, "p04"))
    event = desk.next(P.READ)
    while event.card is not None and event.card.name != "张𬭊䶮":
        event = desk.next(P.READ)
    assert not desk.reader.seated(before)


@pytest.mark.slow
def test_sleep_and_resume_with_the_same_card(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    before = desk.next(P.READ)
    stop_and_go(stage, desk, 5.5, lambda: None)
    after = desk.next(P.READ)
    assert after.insertion > before.insertion
    assert after.card is not None
    assert after.card.name == "张三"


def test_service_that_dies_by_itself_comes_back(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    desk.next(P.READ)
    os.kill(int((stage.folder / "run" / "pcscd.pid").read_text().strip("\n\0")), signal.SIGKILL)
    desk.next(P.NO_SERVICE)
    desk.next(P.READ)


def test_service_killed_in_the_middle_of_a_read(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    desk.next(P.EMPTY)
    insert(stage, "p02", Fault(9, "mute"))
    desk.next(P.READING)
    time.sleep(0.2)
    stage.ask({"do": "service", "act": "kill"})
    event = desk.next(P.NO_SERVICE, P.REMOVED)
    assert event.card is None
    insert(stage, "p04")
    stage.ask({"do": "service", "act": "start"})
    card = desk.next(P.READ).card
    assert card is not None
    assert card.name == "张𬭊䶮"


def test_two_members_in_two_slots(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02", slot=0)
    first = desk.next(P.READ).card
    insert(stage, "p04", slot=1)
    second = desk.next(P.READ).card
    assert first is not None
    assert second is not None
    assert first.reader != second.reader
    assert desk.reader.seated(first)
    assert desk.reader.seated(second)
    stage.tell({"do": "pull", "slot": 0})
    assert desk.next(P.REMOVED).reader == first.reader
    assert desk.reader.seated(second)


OTHER = """
import sys, time
from smartcard import scard as s
kind, seconds = sys.argv[1], float(sys.argv[2])
_, context = s.SCardEstablishContext(2)
reader = s.SCardListReaders(context, [])[1][0]
for _ in range(100):
    code, card, _ = s.SCardConnect(context, reader, 1 if kind == "exclusive" else 2, 3)
    if code == 0:
        break
    time.sleep(0.02)
if kind == "transaction":
    s.SCardBeginTransaction(card)
print("holding", flush=True)
time.sleep(seconds)
s.SCardDisconnect(card, 1 if kind == "reset" else 0)
"""


def other_program(stage: VirtualStage, kind: str, seconds: float) -> subprocess.Popen[str]:
    """A second client that holds the card in a way that others notice."""
    program = subprocess.Popen(
        [sys.executable, "-c", OTHER, kind, str(seconds)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, **stage.environment},
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline() == "holding\n"
    return program


@pytest.mark.parametrize("kind", ["exclusive", "transaction", "reset"])
def test_other_program_lets_go_in_time(stage: VirtualStage, desks: Callable[..., Desk], kind: str) -> None:
    insert(stage, "p02")
    time.sleep(0.6)
    other = other_program(stage, kind, 1.0)
    desk = desks(stage)
    event = desk.next(P.READ, P.MUTE, P.STUCK)
    assert event.phase is P.READ
    assert other.wait(5) == 0
    assert other.stdout is not None
    other.stdout.close()


def test_other_program_does_not_let_go(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    insert(stage, "p02")
    time.sleep(0.6)
    other = other_program(stage, "exclusive", 60)
    desk = desks(stage)
    event = desk.next(P.READ, P.MUTE, P.STUCK)
    assert isinstance(event.error, CardError)
    assert (event.phase, event.error.reason) == (P.MUTE, "sharing")
    other.kill()
    other.wait()
    assert other.stdout is not None
    other.stdout.close()
    desk.reader.read_again()
    desk.next(P.READ)


def test_a_read_takes_milliseconds(stage: VirtualStage, desks: Callable[..., Desk]) -> None:
    desk = desks(stage)
    insert(stage, "p02")
    desk.next(P.READ)
    spans = []
    for _ in range(30):
        desk.reader.read_again()
        begun, _ = desk.next_at(P.READING)
        ended, _ = desk.next_at(P.READ)
        spans.append(ended - begun)
    assert min(spans) < 0.05


def test_without_root_in_a_user_namespace() -> None:
    stage = VirtualStage()
    try:
        stage._start("-Urmn")
    except VirtualUnavailable as error:
        pytest.skip(f"not applicable: this kernel gives users no namespaces, or this is a chroot: {error}")
    desk = Desk(stage)
    try:
        insert(stage, "p02")
        desk.next(P.READ)
    finally:
        desk.reader.stop()
        end_stage(stage)


def test_the_whole_thing_as_the_desktop_opens_it() -> None:
    opened = open_reader("virtual", CARDS)
    events: queue.Queue[ReaderEvent] = queue.Queue()
    try:
        assert opened.mode == "virtual"
        assert opened.tray is not None
        opened.reader.start(events.put)
        opened.tray.insert("p03")
        while (event := events.get(timeout=10)).phase is not P.READ:
            assert not event.simulated
        assert event.card is not None
        assert event.card.name == "阿卜杜热合曼·阿卜杜克里木𬭊·买买提"
        opened.tray.pull()
        while events.get(timeout=10).phase is not P.REMOVED:
            pass
    finally:
        begun = time.monotonic()
        opened.reader.stop()
        took = time.monotonic() - begun
    assert took < UNHURRIED
    opened.tray.insert("p03")  # a tray whose reader is gone is quiet


def test_nothing_remains(tmp_path: Path) -> None:
    stage = begin_stage(2)
    pid = int((stage.folder / "run" / "pcscd.pid").read_text().strip("\n\0"))
    assert Path(f"/proc/{pid}").exists()
    folder = stage.folder
    end_stage(stage)
    assert not Path(f"/proc/{pid}").exists()
    assert not folder.exists()


def test_service_dies_with_a_killed_stage() -> None:
    stage = begin_stage(2)
    pid = int((stage.folder / "run" / "pcscd.pid").read_text().strip("\n\0"))
    assert stage._program is not None
    stage._program.kill()
    end_stage(stage)
    until = time.monotonic() + UNHURRIED
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()


def test_the_command_and_the_probe_see_the_reader(stage: VirtualStage) -> None:
    assert physical_reader_answers(stage.environment)
    insert(stage, "p02")
    source = SupervisedReader(partial(launch_worker, "pcsc", environment=stage.environment))
    time.sleep(0.6)
    text, code = read_command(READER_NAME, as_json=True, show=False, source=source)
    assert code == 0
    assert '"name": "张*"' in text
    assert "990101199001010019" not in text
