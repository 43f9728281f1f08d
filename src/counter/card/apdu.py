"""ISO 7816 as the member card needs it: one seam to the card, status words, response chaining and TLV records.

Hides the transport quirks of card.md 1.3 and 3.7: `61xx` and `6Cxx` are followed (never more than 8 times), an empty
or one-byte answer means that the card is gone, and a whole read may cost no more than 40 commands.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from counter.card.errors import Reason
from counter.domain.errors import CardError

MAX_FOLLOW_UPS = 8
MAX_COMMANDS = 40
MAX_RESPONSE = 2048
MAX_RECORDS = 32


class StatusWord(IntEnum):
    """The status words that decide something. Others count as a fault of the chip."""

    OK = 0x9000
    SELECTED_INVALIDATED = 0x6283
    MEMORY_FAILURE = 0x6581
    SECURITY_NOT_SATISFIED = 0x6982
    METHOD_BLOCKED = 0x6983
    REFERENCE_INVALIDATED = 0x6984
    CONDITIONS_NOT_SATISFIED = 0x6985
    NO_CURRENT_FILE = 0x6986
    APPLET_SELECT_FAILED = 0x6999
    WRONG_DATA = 0x6A80
    FUNCTION_NOT_SUPPORTED = 0x6A81
    FILE_NOT_FOUND = 0x6A82
    RECORD_NOT_FOUND = 0x6A83
    INCORRECT_P1P2 = 0x6A86
    WRONG_LENGTH = 0x6700
    WRONG_P1P2 = 0x6B00
    INS_NOT_SUPPORTED = 0x6D00
    CLA_NOT_SUPPORTED = 0x6E00
    NO_PRECISE_DIAGNOSIS = 0x6F00
    APPLICATION_BLOCKED = 0x9303


class Connection(Protocol):
    """The one seam to a card that is connected: a reader, a software card or a fake.

    Raises CardError (`removed`, `reset`, ...) when the card did not answer; never returns a status as an error.
    """

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        ...

    def send_and_receive(self, command: bytes) -> bytes:
        """Send one command APDU; returns response data and the two status bytes, as they came."""
        ...


class Dialogue:
    """A bounded exchange with one card: counts commands, follows `61xx` and `6Cxx`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.commands = 0

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        return self._connection.atr

    def send(
        self, cla: int, ins: int, p1: int, p2: int, body: bytes = b"", *, answer: bool = True
    ) -> tuple[bytes, int]:
        """Send one command and collect its whole answer.

        Args:
            cla: class byte.
            ins: instruction byte.
            p1: first parameter.
            p2: second parameter.
            body: command data; without it, Le = 00 is sent.
            answer: False when response data are of no interest: `61xx` then counts as success.

        Returns:
            Response data and status word.

        Raises:
            CardError: `removed`, `damaged` (loops, too long, too many commands) or what the connection raises.
        """
        # A case-4 command carries no Le on T=0 (card.md 1.3).
        head = bytes((cla, ins, p1, p2)) + (bytes((len(body),)) + body if body else b"")
        payload, status = self._exchange(head if body else head + b"\0")
        if status >> 8 == 0x61 and not answer:
            return b"", StatusWord.OK
        collected = bytearray()
        for _ in range(MAX_FOLLOW_UPS):
            # 6Cxx: the same command again with the right length; 61xx: more is waiting. 00 stands for 256.
            if status >> 8 == 0x6C:
                payload, status = self._exchange(head + bytes((status & 0xFF,)))
                continue
            collected += payload
            if len(collected) > MAX_RESPONSE:
                raise CardError(Reason.DAMAGED, "too long")
            if status >> 8 != 0x61:
                return bytes(collected), status
            head = bytes((0x00, 0xC0, 0x00, 0x00))
            payload, status = self._exchange(head + bytes((status & 0xFF,)))
        if status >> 8 in (0x61, 0x6C):
            raise CardError(Reason.DAMAGED, f"{status:04X}")
        return bytes(collected + payload), status

    def _exchange(self, command: bytes) -> tuple[bytes, int]:
        if self.commands >= MAX_COMMANDS:
            raise CardError(Reason.DAMAGED, "too many commands")
        self.commands += 1
        response = self._connection.send_and_receive(command)
        if len(response) < 2:
            raise CardError(Reason.REMOVED)
        return response[:-2], int.from_bytes(response[-2:], "big")


def parse_records(raw: bytes) -> tuple[tuple[int, bytes], ...]:
    """One-byte tag, one-byte length, value, repeated; 00 or FF where a tag is due begins the padding.

    Raises:
        CardError: `damaged` when a length reaches beyond the end, or there are more than 32 records.
    """
    records: list[tuple[int, bytes]] = []
    at = 0
    while at < len(raw) and raw[at] not in (0x00, 0xFF):
        if at + 2 > len(raw) or at + 2 + raw[at + 1] > len(raw) or len(records) >= MAX_RECORDS:
            raise CardError(Reason.DAMAGED, "record")
        end = at + 2 + raw[at + 1]
        records.append((raw[at], raw[at + 2 : end]))
        at = end
    return tuple(records)
