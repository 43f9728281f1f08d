"""What was said to a card, without what it answered: command headers and status words (card.md 6, journal).

Even so it shows which card was in when, and how it behaves: whoever asks for it is warned.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from counter.card.apdu import Connection

WARNING = (
    "TRACE IS ON: command headers and status words of every card that is put in are written here. No names or numbers "
    "are, but it tells when which kind of card was read. For finding faults only; never leave it on at a counter."
)


class TracedConnection:
    """A connection that writes a line for every command. Bodies of commands and answers are counted, not shown."""

    def __init__(self, inner: Connection, write: Callable[[str], None]) -> None:
        self._inner = inner
        self._write = write

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        return self._inner.atr

    def send_and_receive(self, command: bytes) -> bytes:
        """See `Connection`."""
        begun = time.perf_counter()
        answer = b""
        try:
            answer = self._inner.send_and_receive(command)
        finally:
            spent = (time.perf_counter() - begun) * 1000
            status = answer[-2:].hex().upper() or "----"
            self._write(
                f"{command[:4].hex().upper()} +{max(0, len(command) - 5)} bytes -> {status} "
                f"+{max(0, len(answer) - 2)} bytes, {spent:.1f} ms"
            )
        return answer
