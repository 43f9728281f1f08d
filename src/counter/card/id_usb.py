"""A resident ID reader on USB bulk transfers (card.md 2.4): the same frames as on a serial line, in packets.

Readers that present themselves as HID or that need a maker's driver speak otherwise, and nobody has published how.
"""

from __future__ import annotations

import contextlib
import errno
from typing import Any

import usb.core
import usb.util

from counter.domain.errors import IdReaderProblem

KNOWN = ((0x0400, 0xC35A),)
"""Vendor and product of readers that several open programs speak to (card.md 2.4)."""

_PIECE_BYTES = 4096
_WRITE_MS = 1000
_DROP_LIMIT = 64
_NO_ACCESS = frozenset({errno.EACCES, errno.EPERM})


def numbers_of(name: str) -> tuple[int, int] | None:
    """Vendor and product in a name such as `usb:0400:c35a`; None for `usb`, which means any that is known.

    Raises:
        IdReaderProblem: `no_port`, the name is written otherwise.
    """
    parts = name.split(":")
    if parts == ["usb"]:
        return None
    try:
        kind, vendor, product = parts
        numbers = int(vendor, 16), int(product, 16)
    except ValueError:
        raise IdReaderProblem("no_port") from None
    if kind != "usb" or not all(0 <= number <= 0xFFFF for number in numbers):
        raise IdReaderProblem("no_port")
    return numbers


def usb_devices(numbers: tuple[int, int] | None = None, backend: Any = None) -> list[Any]:
    """The readers on this machine's USB; none where its library (libusb 1.0) is missing.

    numbers: vendor and product; those of `KNOWN` when None. backend: another USB library than the machine's.
    """
    wanted = KNOWN if numbers is None else (numbers,)
    found: list[Any] = []
    for vendor, product in wanted:
        with contextlib.suppress(usb.core.NoBackendError, usb.core.USBError):
            found += usb.core.find(find_all=True, idVendor=vendor, idProduct=product, backend=backend)
    return found


class UsbPort:
    """One reader, its interface held alone.

    Args:
        device: of `usb_devices`.

    Raises:
        IdReaderProblem: `busy`, `no_access`, or `no_port` when it has no pair of bulk endpoints.
    """

    def __init__(self, device: Any) -> None:
        self._device = device
        try:
            interface = next(filter(None, map(_bulk_pair, _interfaces(device))), None)
            if interface is None:
                raise usb.core.USBError("no bulk endpoints")
            self._number, self._out, self._in = interface
            usb.util.claim_interface(device, self._number)
        except usb.core.USBError as error:
            usb.util.dispose_resources(device)
            reason = "busy" if error.errno == errno.EBUSY else "no_access" if error.errno in _NO_ACCESS else "no_port"
            raise IdReaderProblem(reason) from None

    def write(self, content: bytes) -> None:
        """Send bytes; a reader that takes none for a second counts as gone."""
        try:
            while content:
                content = content[self._device.write(self._out, content, _WRITE_MS) :]
        except usb.core.USBError:
            raise IdReaderProblem("vanished") from None

    def read(self, limit_seconds: float) -> bytes:
        """The bytes that have arrived, as soon as there are any; none when the time is over."""
        try:
            # Nought would mean "for ever".
            return bytes(self._device.read(self._in, _PIECE_BYTES, max(1, round(limit_seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            if error.errno != errno.EPIPE:
                raise IdReaderProblem("vanished") from None
        # The endpoint stalled: the reader refuses, but it is there.
        try:
            self._device.clear_halt(self._in)
        except usb.core.USBError:
            raise IdReaderProblem("vanished") from None
        return b""

    def drop_input(self) -> None:
        """Throw away what has arrived and was not read."""
        for _ in range(_DROP_LIMIT):
            if not self.read(0.001):
                return

    def close(self) -> None:
        """Give the reader back."""
        with contextlib.suppress(usb.core.USBError):
            usb.util.release_interface(self._device, self._number)
        usb.util.dispose_resources(self._device)


def _interfaces(device: Any) -> list[Any]:
    """Those of the configuration that is set; sets the first one where none is."""
    try:
        return list(device.get_active_configuration())
    except usb.core.USBError:
        device.set_configuration()
        return list(device.get_active_configuration())


def _bulk_pair(interface: Any) -> tuple[int, int, int] | None:
    """Number of an interface and the addresses of its bulk endpoints, out and in; None when it lacks one."""
    found: dict[int, int] = {}
    for endpoint in interface:
        if usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK:
            found.setdefault(usb.util.endpoint_direction(endpoint.bEndpointAddress), endpoint.bEndpointAddress)
    if len(found) < 2:
        return None
    return interface.bInterfaceNumber, found[usb.util.ENDPOINT_OUT], found[usb.util.ENDPOINT_IN]
