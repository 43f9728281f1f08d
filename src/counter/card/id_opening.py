"""Finding the resident ID reader: serial line or USB, named or the only one there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from counter.domain.errors import IdReaderProblem

if TYPE_CHECKING:
    from counter.card.id_port import ClosablePort


def open_port(device: str = "") -> ClosablePort:
    """Open the port of a reader.

    Args:
        device: a serial device, `usb`, `usb:VENDOR:PRODUCT` in hexadecimal digits, or "" for the only reader there is.

    Raises:
        IdReaderProblem: `no_port`, `several_ports`, `busy`, `no_access`.
    """
    choices = _usb(device) if device.split(":")[0] == "usb" else [*_serial(device), *([] if device else _usb("usb"))]
    if len(choices) != 1:
        raise IdReaderProblem("several_ports" if choices else "no_port")
    return choices[0]()


def _serial(device: str) -> list[Callable[[], ClosablePort]]:
    try:
        from counter.card.id_serial import SerialPort, serial_devices
    except ImportError:
        # Serial ports are opened the POSIX way; elsewhere there is none that this program can use.
        return []
    return [partial(SerialPort, name) for name in ([device] if device else serial_devices())]


def _usb(name: str) -> list[Callable[[], ClosablePort]]:
    try:
        from counter.card.id_usb import UsbPort, numbers_of, usb_devices
    except ImportError:
        # Installed without what reads cards.
        return []
    return [partial(UsbPort, device) for device in usb_devices(numbers_of(name))]
