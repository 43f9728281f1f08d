"""The ID reader of a desk: one read at a time, the port held only while it lasts, and given up at a word."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument

if TYPE_CHECKING:
    from counter.card.id_port import BytePort

_SLICE_SECONDS = 0.1
"""No wait is longer than this without a look at whether it was cancelled."""


def _today() -> date:
    return datetime.now().astimezone().date()


class DeskIdReader:
    """See `visit.ports.evidence.DocumentReader`.

    Args:
        device: see `id_opening.open_port`; "" is the only one that the machine has.
        today: the day for the validity warnings of a document.
    """

    def __init__(self, device: str = "", today: Callable[[], date] = _today) -> None:
        self._device = device
        self._today = today

    def read(self, limit_seconds: float, cancelled: threading.Event) -> IdDocument | RawDocument:
        """Wait for an ID card on the plate and read it, until it is cancelled. Raises IdReaderProblem."""
        from counter.card.id_opening import open_port
        from counter.card.id_reader import IdReader

        port = open_port(self._device)
        try:
            reader = IdReader(_Interruptible(port, cancelled), sleep=partial(_sleep, cancelled))
            return reader.wait(limit_seconds, self._today())
        finally:
            port.close()


def _sleep(cancelled: threading.Event, seconds: float) -> None:
    if cancelled.wait(seconds):
        raise IdReaderProblem("cancelled")


class _Interruptible:
    """A port whose waits end when a read was cancelled: a reader that is silent would keep it for seconds."""

    def __init__(self, port: BytePort, cancelled: threading.Event) -> None:
        self._port = port
        self._cancelled = cancelled

    def write(self, content: bytes) -> None:
        self._port.write(content)

    def read(self, limit_seconds: float) -> bytes:
        until = time.monotonic() + limit_seconds
        while True:
            if self._cancelled.is_set():
                raise IdReaderProblem("cancelled")
            left = until - time.monotonic()
            arrived = self._port.read(max(0.0, min(left, _SLICE_SECONDS)))
            if arrived or left <= _SLICE_SECONDS:
                return arrived

    def drop_input(self) -> None:
        self._port.drop_input()
