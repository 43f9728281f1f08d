"""The driver route with a real library in a real process that is slow, crashes, writes too far, or talks nonsense."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.card.driver import DriverRoute, HsmService, NoHsm
from counter.card.driver_answer import HsmRequest
from counter.card.driver_file import Driver
from counter.card.driver_line import HOST, DriverProcess, heard, host_command
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute, Sex

TODAY = date(2026, 11, 21)
CHIP = CardRead("desk", 7, IdentityRoute.CHIP, "3.00", "990100D1560000050000000000000006", "3", protected=True)
Make = Callable[..., DriverRoute]


@pytest.fixture(params=["python", "-m64", "-m32"])
def hosted(
    request: pytest.FixtureRequest, driver_library: Path, native_hosts: Callable[[str], tuple[Path, Path]]
) -> Driver:
    """The driver in each process that can hold it: this Python, and the host program of 64 and of 32 bits."""
    if request.param == "python":
        return Driver("示例", driver_library)
    host, library = native_hosts(request.param)
    return Driver("示例", library, host=(str(host),))


@pytest.fixture
def make(hosted: Driver) -> Iterator[Make]:
    made: list[DriverRoute] = []

    def build(hsm: HsmService | None = None, **changes: object) -> DriverRoute:
        driver = replace(hosted, **{"limit_seconds": 3.0, **changes})  # type: ignore[arg-type]
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


@pytest.mark.parametrize(("name", "hint"), [("hsm-other", "other_card"), ("hsm-cut", "unproven")])
def test_the_back_office_is_asked_for_the_seated_card_only(
    make: Make, mode: Callable[[str], None], name: str, hint: str
) -> None:
    office = Office()
    mode(name)
    assert failure(make(office, route="hsm")).hint == hint
    mode("hsm")
    with pytest.raises(CardError) as caught:
        make(office, route="hsm").read(replace(CHIP, card_id=None), TODAY)
    assert caught.value.hint == "unproven"
    assert office.asked == []
    assert failure(make()).hint == "hsm_not_configured"
    assert failure(make(hsm_numbers=())).hint == "-2201"


def test_the_default_says_not_configured() -> None:
    with pytest.raises(CardError) as caught:
        NoHsm().answer(HsmRequest(*"12345678"))
    assert caught.value.hint == "hsm_not_configured"


def test_number_and_text_are_kept_and_safe(make: Make, mode: Callable[[str], None]) -> None:
    mode("error")
    error = failure(make())
    assert (error.hint, error.detail) == ("-2", "读卡失败 **** ******************")
    assert "读卡" not in str(error)
    mode("names")
    assert failure(make()).detail == "读卡失败 ** ****** **** **** ****"
    assert failure(make(errors=((-31, "请看 6982"),))).detail == "请看 6982"
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
        ("long", "unreadable"),
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


@pytest.mark.parametrize("name", ["no-code", "cut-code"])
def test_nobody_is_believed_without_the_cards_own_code(make: Make, mode: Callable[[str], None], name: str) -> None:
    mode(name)
    for route in ("basic", "address"):
        assert failure(make(route=route)).hint == "unproven"


def test_slow_but_in_time(make: Make, mode: Callable[[str], None]) -> None:
    mode("late")
    assert make().read(CHIP, TODAY).name == "赵六"
    assert failure(make(limit_seconds=0.3)).hint == "timeout"


def test_one_that_never_returns(make: Make, mode: Callable[[str], None]) -> None:
    mode("never")
    route, begun = make(limit_seconds=0.5), time.monotonic()
    assert failure(route).hint == "timeout"
    assert time.monotonic() - begun < 1
    assert route._process._process is None


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
    for program, hint in (("/nowhere/python", "no_host"), ("/bin/true", "crashed")):
        assert failure(make(interpreter=(program,), host=())).hint == hint
        assert failure(make(host=(program,))).hint == hint


def host_of(driver: Driver) -> DriverProcess:
    return DriverProcess(host_command(driver), driver.library, driver.convention)


def test_a_function_that_is_missing(hosted: Driver) -> None:
    host = host_of(hosted)
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


def test_the_host_ends_with_its_input_even_in_a_call(hosted: Driver, mode: Callable[[str], None]) -> None:
    mode("slow")
    host = host_of(hosted)

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


def test_a_library_of_other_bits_is_not_loaded(
    make: Make, hosted: Driver, native_hosts: Callable[[str], tuple[Path, Path]]
) -> None:
    other = native_hosts("-m64" if "host-m32" in str(hosted.library) else "-m32")[1]
    assert failure(make(library=other)).hint == "no_library"


@pytest.mark.parametrize("bits", ["-m64", "-m32"])
def test_the_host_program_answers_as_the_script_does(
    native_hosts: Callable[[str], tuple[Path, Path]], driver_library: Path, tmp_path: Path, bits: str
) -> None:
    """Line by line, with whatever a line can be; only the room for numbers differs."""
    host, library = native_hosts(bits)
    folder = tmp_path / '中文 \U00030edd "x\\'
    folder.mkdir()

    def lines(library: Path) -> str:
        there = folder / "lib.so"
        there.write_bytes(library.read_bytes())
        call = {"do": "call", "function": "iReadCardBas", "arguments": [["int", 3], ["out", 1024]]}
        opening = {"do": "open", "library": str(there), "convention": "cdecl"}
        told: list[object] = [
            call,
            {},
            {"do": 1},
            {"do": "open"},
            {"do": "open", "library": "/nowhere", "convention": ""},
        ]
        told += [opening, call, {**call, "function": "iDoDebit"}, {**call, "arguments": [["text", "zz"]]}]
        told += [
            {**call, "arguments": 3},
            {**call, "arguments": [["out"]]},
            [],
            "text",
            {"more": [{"do": "x"}], **call},
        ]
        told += [{"do": "call", "function": "iReadCardBas_HSM_Step2", "arguments": [["text", ""], ["out", 2048]]}]
        return "\n".join(map(json.dumps, told)) + "\n{\n"

    def answers(command: list[str], library: Path) -> list[object]:
        text = lines(library)
        ran = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert ran.stdin is not None
        assert ran.stdout is not None
        ran.stdin.write(text)
        ran.stdin.flush()
        found = [json.loads(ran.stdout.readline()) for _ in text.splitlines()]
        ran.stdin.close()
        assert ran.wait(3) == 0
        ran.stdout.close()
        return found

    script = answers(host_command(Driver("x", driver_library)), driver_library)
    program = answers([str(host)], library)
    assert program[5] == {"done": "open", "bits": int(bits[2:])}
    assert program[:5] + program[6:] == script[:5] + script[6:]
    assert sum("failed" not in line for line in script) == 4  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", "{", '{"done":"call"}', '{"done":"call","result":"0","out":"","overrun":false}',
        '{"done":"call","result":0,"out":"0","overrun":false}', '{"done":"call","result":0,"out":"zz","overrun":false}',
        '{"done":"call","result":true,"out":"","overrun":false}', '{"done":"call","result":0,"out":"","overrun":0}',
        '{"failed":"x"}', '{"failed":[]}', '{"done":["open"]}', "9" * 5000, "[" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_answer_is_not_heard(text: str) -> None:
    assert heard(text) is None
