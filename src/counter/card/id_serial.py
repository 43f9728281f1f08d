"""The serial port of a resident ID reader, 115200 8N1 (card.md 2.4). POSIX systems only."""

from __future__ import annotations

import errno
import fcntl
import os
import select
import termios
import time
from pathlib import Path

from counter.domain.errors import IdReaderProblem

_BY_NAME = Path("/dev/serial/by-id")
_PIECE_BYTES = 4096


class SerialPort:
    """One serial device, held alone: two programs at one reader would take each other's answers.

    Raises:
        IdReaderProblem: `no_port`, `busy`, `no_access`.
    """

    def __init__(self, device: str) -> None:
        try:
            self._file = os.open(device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            known = {errno.EBUSY: "busy", errno.EACCES: "no_access", errno.EPERM: "no_access"}
            raise IdReaderProblem(known.get(error.errno or 0, "no_port")) from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _set_raw(self._file)
        except BlockingIOError:
            os.close(self._file)
            raise IdReaderProblem("busy") from None
        except (OSError, termios.error):
            os.close(self._file)
            raise IdReaderProblem("no_port") from None

    def write(self, content: bytes) -> None:
        """Send bytes; a reader that takes none for a second counts as gone."""
        until = time.monotonic() + 1.0
        while content:
            if not select.select([], [self._file], [], max(0.0, until - time.monotonic()))[1]:
                raise IdReaderProblem("vanished")
            try:
                content = content[os.write(self._file, content) :]
            except BlockingIOError:
                continue
            except OSError:
                raise IdReaderProblem("vanished") from None

    def read(self, limit_seconds: float) -> bytes:
        """The bytes that have arrived, as soon as there are any; none when the time is over."""
        if not select.select([self._file], [], [], max(0.0, limit_seconds))[0]:
            return b""
        try:
            arrived = os.read(self._file, _PIECE_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            raise IdReaderProblem("vanished") from None
        if not arrived:
            # Ready to be read, and nothing there: the other end is closed.
            raise IdReaderProblem("vanished")
        return arrived

    def drop_input(self) -> None:
        """Throw away what has arrived and was not read."""
        try:
            termios.tcflush(self._file, termios.TCIFLUSH)
        except termios.error:
            raise IdReaderProblem("vanished") from None

    def close(self) -> None:
        """Give the device back."""
        os.close(self._file)


def serial_devices() -> list[str]:
    """The serial devices of this machine that can be a reader."""
    if _BY_NAME.is_dir():
        return sorted(map(str, _BY_NAME.iterdir()))
    return sorted(map(str, [*Path("/dev").glob("ttyUSB*"), *Path("/dev").glob("ttyACM*")]))


def _set_raw(file: int) -> None:
    """115200 baud, eight bits, no parity, one stop bit, nothing interpreted."""
    settings = termios.tcgetattr(file)
    settings[0:4] = [0, 0, termios.CS8 | termios.CREAD | termios.CLOCAL, 0]
    settings[4:6] = [termios.B115200, termios.B115200]
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 0, 0
    termios.tcsetattr(file, termios.TCSANOW, settings)
    termios.tcflush(file, termios.TCIOFLUSH)
