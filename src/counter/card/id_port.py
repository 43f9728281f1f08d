"""What the protocol of a resident ID reader needs of a line: a serial port, a USB device, or an emulated reader."""

from __future__ import annotations

from typing import Protocol


class BytePort(Protocol):
    """A stream of bytes to a reader. Every method raises IdReaderProblem `vanished` once the reader is unplugged."""

    def write(self, content: bytes) -> None:
        """Send bytes, all of them."""
        ...

    def read(self, limit_seconds: float) -> bytes:
        """The bytes that have arrived, as soon as there are any; none when the time is over."""
        ...

    def drop_input(self) -> None:
        """Throw away what has arrived and was not read."""
        ...


class ClosablePort(BytePort, Protocol):
    """A stream that is given back."""

    def close(self) -> None:
        """Give the device back."""
        ...
