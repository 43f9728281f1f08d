"""The driver route with a real library in a real process that is slow, crashes, writes too far, or talks nonsense."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.card.driver import HOST, DriverProcess, DriverRoute, HsmService, NoHsm
from counter.card.driver_answer import HsmRequest
from counter.card.driver_file import Driver
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute, Sex

TODAY = date(2026, 11, 21)
CHIP = CardRead("desk", 7, IdentityRoute.CHIP, "3.00", "990100D1560000050000000000000006", "3", protected=True)
Make = Callable[..., DriverRoute]


@pytest.fixture
def make(driver_library: Path) -> Iterator[Make]:
    made: list[DriverRoute] = []

    def build(hsm: HsmService | None = None, **changes: object) -> DriverRoute:
        driver = replace(Driver("示例", driver_library), **{"limit_seconds": 3.0, **changes})  # type: ignore[arg-type]
        made.append(DriverRoute(driver, hsm))
        return made[-1]

    yield build
    for route in made:
        route.close()


@pytest.fixture
def mode(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """How the library behaves; takes effect with the next host process."""
    return lambda name: monkeypatch.setenv("DRIVER_MODE", name)


def failure(route: DriverRoute) -> CardError:
    with pytest.raises(CardError) as caught:
        route.read(CHIP, TODAY)
    assert caught.value.reason == "driver"
    return caught.value


def test_basic(make: Make) -> None:
    card = make().read(CHIP, TODAY)
    assert (card.route, card.protected, card.insertion, card.reader) == (IdentityRoute.DRIVER, False, 7, "desk")
    assert (card.name, card.id_number, card.card_number) == ("赵六", "990101199001010035", "X00000036")
    assert (card.issue_day, card.expiry_day, card.warnings) == (date(2020, 1, 1), date(2040, 1, 1), ())


def test_addressed(make: Make) -> None:
    card = make(route="address").read(CHIP, TODAY)
    assert (card.name, card.sex, card.ethnicity, card.birth_day) == ("赵六", Sex.MALE, "01", date(1990, 1, 1))


def test_a_status_in_front(make: Make, mode: Callable[[str], None]) -> None:
    mode("status")
    route = make(good_status=("1",))
    assert route.read(CHIP, TODAY).name == "赵六"
    mode("status-bad")
    error = failure(make(good_status=("1",)))
    assert (error.hint, error.detail) == ("-2", "无卡")


def test_the_asked_kind_of_card_arrives(make: Make, mode: Callable[[str], None]) -> None:
    mode("type")
    fields = ("skip", *Driver("x", Path("x")).fields[1:])
    assert make(card_type=4, fields=fields).read(CHIP, TODAY).name == "赵六"


class Office:
    """A back office that computes."""

    def __init__(self) -> None:
        self.asked: list[HsmRequest] = []

    def answer(self, request: HsmRequest, /) -> str:
        self.asked.append(request)
        return "AAAA|BBBB|"


def test_both_hsm_steps(make: Make, mode: Callable[[str], None]) -> None:
    office = Office()
    mode("hsm")
    for route in ("hsm", "basic"):
        assert make(office, route=route).read(CHIP, TODAY).name == "赵六"
    assert office.asked[0].internal_factor == "1111"
    assert failure(make(route="hsm")).hint == "hsm_not_configured"
    assert failure(make()).hint == "hsm_not_configured"
    assert failure(make(hsm_numbers=())).hint == "-2201"


def test_the_default_says_not_configured() -> None:
    with pytest.raises(CardError) as caught:
        NoHsm().answer(HsmRequest(*"12345678"))
    assert caught.value.hint == "hsm_not_configured"


def test_number_and_text_are_kept_and_safe(make: Make, mode: Callable[[str], None]) -> None:
    mode("error")
    error = failure(make())
    assert (error.hint, error.detail) == ("-2", "读卡失败 6982 ******************")
    assert "读卡" not in str(error)
    mode("leak")
    assert (failure(make()).hint, failure(make()).detail) == ("-5", "")
    mode("mute")
    assert failure(make(errors=((-11, "没有卡"),))).detail == "没有卡"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("crash", "crashed"),
        ("exit", "crashed"),
        ("far", "overrun"),
        ("full", "unreadable"),
        ("garbage", "unreadable"),
        ("short", "unreadable"),
        ("empty", "unreadable"),
    ],
)
@pytest.mark.parametrize("route", ["basic", "address"])
def test_misbehaviour_has_a_name(make: Make, mode: Callable[[str], None], name: str, hint: str, route: str) -> None:
    mode(name)
    assert failure(make(route=route)).hint == hint


def test_another_card_is_never_shown(make: Make, mode: Callable[[str], None]) -> None:
    mode("other")
    assert failure(make()).hint == "other_card"


@pytest.mark.parametrize(("name", "hint"), [("slow", "timeout"), ("crash", "crashed")])
def test_after_a_kill_the_next_read_is_good(
    make: Make, mode: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, hint: str
) -> None:
    mode(name)
    monkeypatch.setenv("DRIVER_ONCE", str(tmp_path / "once"))
    route = make(limit_seconds=1.0)
    begun = time.monotonic()
    assert failure(route).hint == hint
    assert time.monotonic() - begun < 2.5
    assert route.read(CHIP, TODAY).name == "赵六"


def test_a_library_that_prints_is_not_believed(
    make: Make, mode: Callable[[str], None], capfd: pytest.CaptureFixture[str]
) -> None:
    mode("print")
    assert make().read(CHIP, TODAY).name == "赵六"
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


@pytest.mark.parametrize(("how", "hint"), [("slow", "timeout"), ("crash", "crashed")])
def test_trouble_while_loading(make: Make, monkeypatch: pytest.MonkeyPatch, how: str, hint: str) -> None:
    monkeypatch.setenv("DRIVER_LOADING", how)
    assert failure(make(limit_seconds=1.0)).hint == hint


def test_what_is_missing_is_named(make: Make, tmp_path: Path) -> None:
    assert failure(make(library=tmp_path / "none.so")).hint == "no_library"
    (tmp_path / "text.so").write_text("no library")
    assert failure(make(library=tmp_path / "text.so")).hint == "no_library"
    assert failure(make(interpreter=("/nowhere/python",))).hint == "no_host"
    assert failure(make(interpreter=("/bin/true",))).hint == "crashed"


def test_a_function_that_is_missing(driver_library: Path) -> None:
    host = DriverProcess([sys.executable], driver_library, "cdecl")
    with pytest.raises(CardError) as caught:
        host.call("iDoDebit", [("out", 1024)], time.monotonic() + 3)
    assert caught.value.hint == "no_function"
    host.kill()


def test_one_process_serves_many_reads(make: Make) -> None:
    route = make()
    route.read(CHIP, TODAY)
    process = route._process._process
    route.read(CHIP, TODAY)
    assert process is not None
    assert route._process._process is process
    route.close()
    assert process.poll() is not None


def test_several_readers_ask_at_once(make: Make) -> None:
    route, cards = make(limit_seconds=6.0), []
    threads = [
        threading.Thread(target=lambda number=number: cards.append(route.read(replace(CHIP, insertion=number), TODAY)))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(card.insertion for card in cards) == [0, 1, 2, 3]


def test_the_host_ends_with_its_input_even_in_a_call(
    make: Make, mode: Callable[[str], None], driver_library: Path
) -> None:
    mode("slow")
    host = DriverProcess([sys.executable], driver_library, "cdecl")

    def ask() -> None:
        with pytest.raises(CardError):
            host.call("iReadCardBas", [("int", 3), ("out", 1024)], time.monotonic() + 30)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.5)
    process = host._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(3) == 0
    asking.join(3)
    assert not asking.is_alive()


def test_the_host_needs_nothing_of_this_program() -> None:
    assert "counter" not in HOST.read_text(encoding="utf-8").replace("counter at", "")


def test_nothing_is_left_behind(make: Make, mode: Callable[[str], None]) -> None:
    mode("crash")
    route = make()
    failure(route)
    before, threads = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    for _ in range(5):
        failure(route)
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
    assert threading.active_count() <= threads + 1
