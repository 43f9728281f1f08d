"""The ID reader on a pseudo-terminal that is slow, noisy, damaged, or unplugged."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sdt_emulator import FIND, NEWEST, READ, SAM, SELECT, Emulator, frame, in_pieces, late, read_body, text_block

from counter.card import id_reader, id_serial, id_usb
from counter.card.id_opening import open_port
from counter.card.id_reader import IdReader
from counter.card.id_serial import SerialPort
from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument

TODAY = date(2026, 11, 21)
Make = Callable[..., tuple[Emulator, IdReader]]


@pytest.fixture
def make() -> Iterator[Make]:
    opened: list[tuple[Emulator, SerialPort]] = []

    def build(*, seconds: float = 0.4, **options: object) -> tuple[Emulator, IdReader]:
        emulator = Emulator(**{"block": text_block(), **options})  # type: ignore[arg-type]
        port = SerialPort(emulator.device)
        opened.append((emulator, port))
        return emulator, IdReader(port, answer_seconds=seconds, sleep=lambda _: time.sleep(0.01))

    yield build
    for emulator, port in opened:
        port.close()
        emulator.close()


def problem(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(IdReaderProblem) as caught:
        act()
    return caught.value.reason, caught.value.return_code


def read(reader: IdReader) -> IdDocument:
    document = reader.wait(0, TODAY)
    assert isinstance(document, IdDocument)
    return document


def test_find_select_read(make: Make) -> None:
    emulator, reader = make(newest="某省某市新路二号")
    document = read(reader)
    assert (document.name, document.newest_address, document.warnings) == ("张三丰", "某省某市新路二号", ())
    assert emulator.commands == [FIND, SELECT, READ, NEWEST]


def test_no_newest_address_is_normal(make: Make) -> None:
    assert read(make()[1]).newest_address is None


def test_a_newest_address_that_fails_is_said_but_costs_nothing(make: Make) -> None:
    document = read(make(statuses={NEWEST: 0x41})[1])
    assert (document.newest_address, document.warnings) == (None, ("newest_address_unread",))


def test_sam_number(make: Make) -> None:
    emulator, reader = make()
    assert reader.sam_number() == bytes(range(16)).hex().upper()
    assert emulator.commands == [SAM]


def test_no_card(make: Make) -> None:
    emulator, reader = make(block=None)
    assert reader.find() is False
    assert problem(lambda: reader.wait(0, TODAY)) == ("no_card", "")
    assert set(emulator.commands) == {FIND}


def test_a_card_that_is_put_down_later(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id_reader, "POLL_SECONDS", 0.01)
    emulator, reader = make(block=None)

    def put(reader: Emulator, answer: bytes) -> bytes:
        reader.block = text_block()
        return answer

    emulator.faults[3] = put
    assert isinstance(reader.wait(2, TODAY), IdDocument)
    assert emulator.commands[:4] == [FIND] * 4


def test_a_card_that_is_left_on_the_plate_is_read_once(make: Make) -> None:
    emulator, reader = make()
    assert read(reader)
    assert reader.find() is False
    assert problem(lambda: reader.wait(0, TODAY)) == ("no_card", "")
    emulator.lifted = True
    assert read(reader)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [1, 7])
def test_split_frames(make: Make, number: int, size: int) -> None:
    size *= 100 if number == 3 else 1
    assert read(make(faults={number: in_pieces(size, 0.002)}, seconds=3)[1]).name == "张三丰"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_noise_before_an_answer(make: Make, number: int) -> None:
    noise = bytes.fromhex("00FFAAAAAA96690001AAAA96")
    emulator, reader = make(faults={number: lambda _, answer: noise + answer})
    assert read(reader).name == "张三丰"
    assert len(emulator.commands) == 4


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_bad_check_byte_costs_one_resend(make: Make, number: int) -> None:
    emulator, reader = make(faults={number: lambda _, answer: answer[:-1] + bytes((answer[-1] ^ 1,))})
    if number == 3:
        # The card counts as read from then on, but reading it again needs no new find.
        emulator.lifted = True
    assert read(reader).name == "张三丰"
    assert len(emulator.commands) == 5


def test_bad_check_bytes_end_in_a_named_problem(make: Make) -> None:
    bad = {number: lambda _, answer: answer[:-1] + bytes((answer[-1] ^ 1,)) for number in (2, 3)}
    assert problem(lambda: make(faults=bad)[1].wait(0, TODAY)) == ("garbled", "")


def test_the_reader_misheard_us(make: Make) -> None:
    emulator, reader = make(faults={2: lambda _, __: frame(0x10)})
    assert read(reader)
    assert emulator.commands[1:3] == [SELECT, SELECT]
    assert problem(lambda: make(statuses={SELECT: 0x11})[1].wait(0, TODAY)) == ("garbled", "11")


@pytest.mark.parametrize(
    ("command", "status", "expected"),
    [
        (SELECT, 0x81, ("lift_again", "81")),
        (READ, 0x41, ("lift_again", "41")),
        (READ, 0x31, ("not_genuine", "31")),
        (SELECT, 0x40, ("wrong_card", "40")),
        (FIND, 0x66, ("reader_fault", "66")),
        (FIND, 0x21, ("not_understood", "21")),
        (READ, 0x55, ("unknown_code", "55")),
    ],
)
def test_return_codes(make: Make, command: bytes, status: int, expected: tuple[str, str]) -> None:
    assert problem(lambda: make(statuses={command: status})[1].wait(0, TODAY)) == expected


@pytest.mark.parametrize("number", [1, 2, 3])
def test_silence_is_limited(make: Make, number: int) -> None:
    begun = time.monotonic()
    assert problem(lambda: make(faults={number: lambda *_: b""})[1].wait(0, TODAY)) == ("silent", "")
    assert time.monotonic() - begun < 2


def test_half_an_answer_is_silence(make: Make) -> None:
    assert problem(lambda: make(faults={3: lambda _, answer: answer[:900]})[1].wait(0, TODAY)) == ("silent", "")


def test_a_late_answer_is_never_taken_for_the_next_card(make: Make) -> None:
    other = text_block(name="李四", id_number="990101199001010027", sex="2")
    emulator, reader = make(faults={3: late(0.5)}, seconds=0.3)
    assert problem(lambda: reader.wait(0, TODAY)) == ("silent", "")
    emulator.block, emulator.lifted = other, True
    assert read(reader).name == "李四"


def test_an_answer_to_something_else_is_not_believed(make: Make) -> None:
    stale = frame(0x90, read_body(text_block(name="李四")))
    emulator, reader = make(faults={1: lambda _, answer: stale + answer})
    assert read(reader).name == "张三丰"
    assert emulator.commands == [FIND, SELECT, READ, NEWEST]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_unplugged(make: Make, number: int) -> None:
    assert problem(lambda: make(faults={number: lambda *_: None}, seconds=2)[1].wait(0, TODAY)) == ("vanished", "")


def test_noise_behind_an_answer_does_not_hold_up_the_next(make: Make) -> None:
    begun = time.monotonic()
    noise = bytes.fromhex("AAAAAA96690508")
    assert read(make(faults={1: lambda _, answer: answer + noise}, seconds=3)[1]).name == "张三丰"
    assert time.monotonic() - begun < 2


def test_noise_that_hides_an_answer_costs_time_but_no_answer(make: Make) -> None:
    noise = bytes.fromhex("AAAAAA96690508")
    emulator, reader = make(faults={1: lambda _, answer: noise + answer})
    assert read(reader).name == "张三丰"
    assert len(emulator.commands) == 4


def test_lying_lengths_inside_the_body(make: Make) -> None:
    wrong = b"\x00\xff\x04\x00" + read_body(text_block())[4:]
    _, reader = make(faults={3: lambda *_: frame(0x90, wrong)})
    assert problem(lambda: reader.wait(0, TODAY)) == ("garbled", "")


def test_a_foreign_layout_is_shown_raw(make: Make) -> None:
    emulator, reader = make(block=text_block(reserved="I"))
    assert isinstance(reader.wait(0, TODAY), RawDocument)
    assert NEWEST not in emulator.commands


def test_no_port(tmp_path: Path) -> None:
    assert problem(lambda: SerialPort(str(tmp_path / "none"))) == ("no_port", "")
    (tmp_path / "file").touch()
    assert problem(lambda: SerialPort(str(tmp_path / "file"))) == ("no_port", "")


def test_a_port_is_held_alone(make: Make) -> None:
    emulator, _ = make()
    assert problem(lambda: SerialPort(emulator.device)) == ("busy", "")
    device = os.open(emulator.device, os.O_RDWR | os.O_NOCTTY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(device, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(device)


def test_no_file_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    (tmp_path / "file").touch()
    for _ in range(5):
        problem(lambda: SerialPort(str(tmp_path / "file")))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str], list[str]], None]:
    """Sets the serial devices and the known USB readers of the machine; opening one gives its name back."""

    def present(serial: list[str], usb: list[str]) -> None:
        monkeypatch.setattr(id_serial, "serial_devices", lambda: serial)
        monkeypatch.setattr(id_serial, "SerialPort", str)
        monkeypatch.setattr(id_usb, "usb_devices", lambda numbers=None: usb)
        monkeypatch.setattr(id_usb, "UsbPort", str)

    return present


def test_the_only_reader_is_found(devices: Callable[[list[str], list[str]], None]) -> None:
    devices(["/dev/ttyUSB0"], [])
    assert open_port() == "/dev/ttyUSB0"
    assert open_port("/dev/ttyS0") == "/dev/ttyS0"
    assert problem(lambda: open_port("usb")) == ("no_port", "")
    devices([], ["0400:c35a"])
    assert open_port() == open_port("usb") == open_port("usb:0400:c35a") == "0400:c35a"
    for serial, usb in ((["a"], ["b"]), (["a", "b"], []), ([], ["a", "b"])):
        devices(serial, usb)
        assert problem(open_port) == ("several_ports", "")
    devices([], [])
    assert problem(open_port) == ("no_port", "")


@pytest.mark.parametrize("missing", ["counter.card.id_serial", "counter.card.id_usb"])
def test_without_a_way_to_a_line_there_is_none(
    devices: Callable[[list[str], list[str]], None], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    devices(["/dev/ttyUSB0"], ["0400:c35a"])
    monkeypatch.setitem(sys.modules, missing, None)
    assert open_port() == ("0400:c35a" if missing.endswith("serial") else "/dev/ttyUSB0")
    assert problem(lambda: open_port("/dev/ttyS0" if missing.endswith("serial") else "usb")) == ("no_port", "")
