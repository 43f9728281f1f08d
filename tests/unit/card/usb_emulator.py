"""Resident ID readers on an emulated USB: a pyusb backend whose devices answer as the plate does, and misbehave."""

from __future__ import annotations

import errno
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core
from sdt_emulator import Plate

OUT, IN, INTERRUPT = 0x02, 0x81, 0x83
PACKET = 64


@dataclass
class Device(Plate):
    """A reader. faults: by number of the command, what arrives instead, in transfers; an error to raise among them."""

    vendor: int = 0x0400
    product: int = 0xC35A
    endpoints: tuple[tuple[int, int], ...] = ((INTERRUPT, 3), (OUT, 2), (IN, 2))
    configured: bool = True
    refusal: int = 0
    faults: dict[int, Callable[[bytes], list[bytes | int]]] = field(default_factory=dict)
    waiting: list[bytes | int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    unplugged: bool = False

    def written(self, content: bytes) -> None:
        """A request arrived whole: put the answer in the line."""
        assert len(content) == 10
        command = content[7:9]
        self.commands.append(command)
        answer = self.answer(command)
        self.waiting += self.faults.get(len(self.commands), lambda proper: [proper])(answer)

    def read(self, room: int, limit_ms: int) -> bytes:
        """One transfer."""
        until = time.monotonic() + limit_ms / 1000
        while not self.waiting:
            if self.unplugged:
                raise usb.core.USBError("gone", -4, errno.ENODEV)
            if time.monotonic() > until:
                raise usb.core.USBTimeoutError("late", -7, errno.ETIMEDOUT)
            time.sleep(0.0005)
        first = self.waiting[0]
        if isinstance(first, int):
            self.waiting.pop(0)
            raise usb.core.USBError("refused", -9, first)
        self.waiting[0] = first[room:]
        if not self.waiting[0]:
            self.waiting.pop(0)
        return first[:room]


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """The machine's USB."""

    def __init__(self, *devices: Device) -> None:
        super().__init__()
        self.devices = devices
        self.held: set[int] = set()
        self.lock = threading.Lock()

    def enumerate_devices(self) -> Any:
        return iter(self.devices)

    def get_device_descriptor(self, dev: Device) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product, bcdDevice=0x100, iManufacturer=0,
            iProduct=0, iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1,
            port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: Device, config: int) -> Any:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=9, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0x80, bMaxPower=50, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: Device, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=len(dev.endpoints),
            bInterfaceClass=0xFF, bInterfaceSubClass=0, bInterfaceProtocol=0, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: Device, ep: int, intf: int, alt: int, config: int) -> Any:
        address, kind = dev.endpoints[ep]
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=kind, wMaxPacketSize=PACKET,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: Device) -> Device:
        if dev.refusal:
            raise usb.core.USBError("refused", -3, dev.refusal)
        dev.events.append("open")
        return dev

    def close_device(self, dev_handle: Device) -> None:
        dev_handle.events.append("close")

    def get_configuration(self, dev_handle: Device) -> int:
        return int(dev_handle.configured)

    def set_configuration(self, dev_handle: Device, config_value: int) -> None:
        dev_handle.configured = True
        dev_handle.events.append("configure")

    def claim_interface(self, dev_handle: Device, intf: int) -> None:
        with self.lock:
            if id(dev_handle) in self.held:
                raise usb.core.USBError("busy", -6, errno.EBUSY)
            self.held.add(id(dev_handle))

    def release_interface(self, dev_handle: Device, intf: int) -> None:
        self.held.discard(id(dev_handle))

    def bulk_write(self, dev_handle: Device, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert (ep, intf) == (OUT, 0)
        if dev_handle.unplugged:
            raise usb.core.USBError("gone", -4, errno.ENODEV)
        dev_handle.written(bytes(data))
        return len(data)

    def bulk_read(self, dev_handle: Device, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert (ep, intf) == (IN, 0)
        assert timeout > 0
        told = dev_handle.read(len(buff), timeout)
        buff[: len(told)] = array("B", told)
        return len(told)

    def clear_halt(self, dev_handle: Device, ep: int) -> None:
        dev_handle.events.append(f"clear {ep:02X}")
