"""The SDT protocol over USB bulk transfers: pieces, noise, stalls, unplugging, and what can be in the way."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date

import pytest
from sdt_emulator import FIND, frame, text_block
from usb_emulator import IN, INTERRUPT, OUT, Bus, Device

from counter.card.id_reader import IdReader
from counter.card.id_usb import UsbPort, numbers_of, usb_devices
from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument

TODAY = date(2026, 11, 21)


def opened(device: Device, bus: Bus | None = None) -> UsbPort:
    return UsbPort(usb_devices((device.vendor, device.product), bus or Bus(device))[0])


def problem(act: Callable[[], object]) -> str:
    with pytest.raises(IdReaderProblem) as caught:
        act()
    return caught.value.reason


def test_a_card_is_read_and_the_reader_given_back() -> None:
    device = Device(text_block(), newest="某省某市中山路二号")
    bus = Bus(device)
    port = opened(device, bus)
    document = IdReader(port, answer_seconds=0.5).wait(1, TODAY)
    assert isinstance(document, IdDocument)
    assert (document.name, document.newest_address) == ("张三丰", "某省某市中山路二号")
    assert problem(lambda: opened(device, bus)) == "busy"
    port.close()
    assert device.events[-1] == "close"
    opened(device, bus).close()


def test_a_device_without_a_configuration_gets_one() -> None:
    device = Device(text_block(), configured=False)
    port = opened(device)
    assert IdReader(port, answer_seconds=0.5).find()
    assert "configure" in device.events
    port.close()


@pytest.mark.parametrize(
    "how",
    [
        lambda answer: [answer[:7], answer[7:]],  # header and payload in transfers of their own
        lambda answer: [bytes((byte,)) for byte in answer],
        lambda answer: [answer[at : at + 64] for at in range(0, len(answer), 64)],
        lambda answer: [b"\xaa\xaa\x96" + answer],
        lambda answer: [b"", answer],
        lambda answer: [answer[:-1] + bytes((answer[-1] ^ 1,))],
        lambda answer: [frame(0x10)],
        lambda answer: [errno.EPIPE, answer],
    ],
    ids=["halves", "bytes", "packets", "noise", "empty transfer", "damaged", "asks again", "stall"],
)
@pytest.mark.parametrize("command", [1, 2, 3])
def test_one_bad_answer_is_survived(how: Callable[[bytes], list[bytes | int]], command: int) -> None:
    device = Device(text_block(), faults={command: how})
    port = opened(device)
    reader = IdReader(port, answer_seconds=0.6)
    document = reader.wait(2, TODAY)
    assert isinstance(document, IdDocument)
    assert document.id_number == "990101199001010019"
    port.close()


@pytest.mark.parametrize("command", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (lambda answer: [errno.ENODEV], "vanished"),
        (lambda answer: [errno.EIO], "vanished"),
        (lambda answer: [], "silent"),
    ],
)
def test_what_cannot_be_survived_has_a_name(
    command: int, how: Callable[[bytes], list[bytes | int]], reason: str
) -> None:
    device = Device(text_block(), faults={command: how})
    port = opened(device)
    assert problem(lambda: IdReader(port, answer_seconds=0.15).wait(0.1, TODAY)) == reason
    port.close()


def test_unplugged_before_a_word_is_said() -> None:
    device = Device(text_block())
    port = opened(device)
    device.unplugged = True
    assert problem(IdReader(port).find) == "vanished"
    port.close()


def test_old_answers_are_thrown_away_within_a_limit() -> None:
    device = Device(text_block(), waiting=[frame(0x80)] * 5)
    port = opened(device)
    assert IdReader(port, answer_seconds=0.5).find()
    device.waiting = [b"\xaa" * 64] * 1000
    port.drop_input()
    assert 0 < len(device.waiting) < 1000
    port.close()


@pytest.mark.parametrize(
    ("device", "reason"),
    [
        (Device(refusal=errno.EACCES), "no_access"),
        (Device(refusal=errno.EPERM), "no_access"),
        (Device(refusal=errno.EBUSY), "busy"),
        (Device(refusal=errno.ENODEV), "no_port"),
        (Device(endpoints=((IN, 2),)), "no_port"),
        (Device(endpoints=((INTERRUPT, 3), (OUT, 3))), "no_port"),
    ],
)
def test_a_device_that_cannot_be_used_says_why(device: Device, reason: str) -> None:
    assert problem(lambda: opened(device)) == reason


def test_only_readers_are_taken() -> None:
    bus = Bus(Device(), Device(vendor=0x1234, product=0x0001))
    assert len(usb_devices(None, bus)) == 1
    assert len(usb_devices((0x1234, 1), bus)) == 1
    assert usb_devices((0x1234, 2), bus) == []


@pytest.mark.parametrize(("name", "numbers"), [("usb", None), ("usb:0400:C35A", (0x400, 0xC35A)), ("usb:1:2", (1, 2))])
def test_names(name: str, numbers: tuple[int, int] | None) -> None:
    assert numbers_of(name) == numbers


@pytest.mark.parametrize("name", ["usb:", "usb:0400", "usb:x:y", "usb:10000:1", "usb:-1:1", "usb:1:2:3", "bus:1:2"])
def test_other_names(name: str) -> None:
    assert problem(lambda: numbers_of(name)) == "no_port"


def test_find_is_the_first_command_that_is_sent() -> None:
    device = Device()
    port = opened(device)
    assert not IdReader(port, answer_seconds=0.5).find()
    assert device.commands == [FIND]
    port.close()
