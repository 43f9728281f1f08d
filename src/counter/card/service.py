"""What the worker needs from a smart-card service: the real one (`pcsc`) and the simulated one look the same.

The shape is that of PC/SC, with its codes in `PcscError`, so that every fault of card.md 3.5 can be played without
hardware. A context belongs to one thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from counter.card.apdu import Connection
from counter.card.errors import PcscCode, PcscError

CONNECT_PAUSES_MS = (0, 50, 100, 200, 400, 800)
"""Pauses before each attempt to connect: right after an insertion the card may not answer yet (card.md 3.5, 3.7)."""

SHARING_PAUSES_MS = (800, 800)
"""Further attempts while another program holds the reader: about 3 s in all (card.md 3.8)."""

_BOUNCING = frozenset(
    {
        PcscCode.NO_CARD,
        PcscCode.UNRESPONSIVE_CARD,
        PcscCode.UNPOWERED_CARD,
        PcscCode.RESET_CARD,
        PcscCode.TIMEOUT,
        PcscCode.CANCELLED,
    }
)

T = TypeVar("T")


def patiently(connect: Callable[[], T], sleep: Callable[[float], None] = time.sleep) -> T:
    """Connect, again after each pause while the card still bounces or another program holds the reader, or the attempt
    fell between two things (a reset, a timeout).

    Raises:
        PcscError: the last attempt's, or at once one that waiting does not cure.
    """
    pauses = [*CONNECT_PAUSES_MS, *SHARING_PAUSES_MS]
    while True:
        sleep(pauses.pop(0) / 1000)
        try:
            return connect()
        except PcscError as error:
            shared = error.code == PcscCode.SHARING_VIOLATION
            enough = len(pauses) <= (0 if shared else len(SHARING_PAUSES_MS))
            if enough or not (shared or error.code in _BOUNCING):
                raise


@dataclass(frozen=True, slots=True)
class SlotState:
    """What the service says about one reader. events: its count of insertions and removals, 0 when it keeps none."""

    present: bool = False
    mute: bool = False
    events: int = 0


UNKNOWN_SLOT = SlotState(events=-1)
"""The state of a reader that was never asked about: every answer is a change."""


class CardConnection(Connection, Protocol):
    """A connected card inside a transaction."""

    def close(self) -> None:
        """End the transaction and leave the card powered as it is. Never raises."""
        ...

    def reconnect(self) -> None:
        """Take the card up again after another program reset it. Raises PcscError."""
        ...


class CardContext(Protocol):
    """One context of the service; to be used by one thread, except `cancel`."""

    def readers(self) -> tuple[str, ...]:
        """Names of the readers, in the service's order. Raises PcscError (service lost)."""
        ...

    def wait(self, known: Mapping[str, SlotState], limit_ms: int) -> dict[str, SlotState]:
        """Wait until a reader differs from what is known, at most limit_ms; returns the states of all known readers.

        Raises PcscError: service lost, a reader is gone, or cancelled.
        """
        ...

    def connect(self, reader: str, pause: Callable[[float], None] = time.sleep) -> CardConnection:
        """Connect shared and begin a transaction; retries as PAUSES say.

        pause waits before each attempt; it may raise PcscError when there is nothing to wait for any more.

        Raises:
            PcscError: the last attempt's, or that of the pause.
        """
        ...

    def cancel(self) -> None:
        """Wake `wait` from another thread."""
        ...

    def release(self) -> None:
        """Give the context back. Never raises."""
        ...


class CardService(Protocol):
    """Where contexts come from. simulated: cards are files, no chip is ever touched."""

    simulated: bool

    def establish(self) -> CardContext:
        """A new context. Raises PcscError NO_SERVICE when the service or the library is missing."""
        ...
