"""Frames of the SDT protocol, which resident ID readers speak (card.md 2.1 to 2.3): bytes in, answers out, no port.

Request: preamble, length, command, payload, check byte. Answer: preamble, length, three status bytes, body, check byte.
The length counts from behind itself to the check byte, which is the exclusive or of everything from the length on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")

LENGTH_LIMIT = 0x0B00
"""No answer is longer than text, photo and fingerprint together (0x090A); a larger length is noise."""

_LENGTH_MIN = 4


class Command(Enum):
    """What a reader can be asked: its code, the status that means success, and how many bytes an answer brings then."""

    FIND = (b"\x20\x01", 0x9F, 4, 4)
    SELECT = (b"\x20\x02", 0x90, 8, 8)
    READ = (b"\x30\x01", 0x90, 4 + 256, LENGTH_LIMIT)
    READ_NEWEST_ADDRESS = (b"\x30\x03", 0x90, 70, 70)
    SAM_NUMBER = (b"\x12\xff", 0x90, 16, 16)

    def __init__(self, number: bytes, success: int, shortest: int, longest: int) -> None:
        self.number = number
        self.success = success
        self.shortest = shortest
        self.longest = longest

    def fits(self, answer: Answer) -> bool:
        """True when an answer can be one to this command: answers do not say what they answer."""
        if answer.status == self.success:
            return self.shortest <= len(answer.body) <= self.longest
        return answer.status not in _SUCCESSES


_SUCCESSES = frozenset({0x90, 0x9F})


@dataclass(frozen=True, slots=True)
class Answer:
    """A frame that arrived whole. status: the third status byte, which is the one that says something."""

    status: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Something with a preamble and a whole length, but a wrong check byte."""


RETRY_STATUSES = frozenset({0x10, 0x11})
"""The reader got our request with a wrong check byte or length: send it once more."""

NO_CARD = 0x80
NO_CONTENT = 0x91

_REASONS = {
    0x10: "garbled",
    0x11: "garbled",
    0x21: "not_understood",
    0x24: "not_understood",
    0x31: "not_genuine",
    0x32: "not_genuine",
    0x33: "not_genuine",
    0x40: "wrong_card",
    0x41: "lift_again",
    0x47: "reader_fault",
    0x60: "reader_fault",
    0x66: "reader_fault",
    NO_CARD: "no_card",
    0x81: "lift_again",
}


def reason_of(status: int) -> str:
    """The word of `IdReaderProblem.reason` for a status that means no success (card.md 2.3)."""
    return _REASONS.get(status, "unknown_code")


def check_byte(counted: bytes) -> int:
    """The check byte of a frame, given everything from its length on."""
    return reduce(xor, counted, 0)


def request(command: Command) -> bytes:
    """The whole frame that asks for something."""
    counted = (len(command.number) + 1).to_bytes(2, "big") + command.number
    return PREAMBLE + counted + bytes((check_byte(counted),))


class Deframer:
    """Finds frames in bytes that come in pieces, with noise before, between and inside them.

    A frame whose check byte is wrong is reported, and the search goes on right behind its first byte: noise that
    looks like a preamble must not swallow the true frame that follows.
    """

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, arrived: bytes) -> list[Answer | BadFrame]:
        """Everything that is complete after these bytes, in order."""
        self._pending += arrived
        found: list[Answer | BadFrame] = []
        while (frame := self._next()) is not None:
            found.append(frame)
        return found

    def rest(self) -> list[Answer | BadFrame]:
        """No more bytes come: the beginnings of frames that are not complete were noise. What stands behind them?"""
        found: list[Answer | BadFrame] = []
        while self._pending and not found:
            del self._pending[:1]
            found = self.feed(b"")
        return found

    def clear(self) -> None:
        """Forget whatever has arrived."""
        self._pending.clear()

    def _next(self) -> Answer | BadFrame | None:
        pending = self._pending
        while True:
            start = pending.find(PREAMBLE)
            if start < 0:
                # The end may be the beginning of a preamble.
                del pending[: max(0, len(pending) - len(PREAMBLE) + 1)]
                return None
            del pending[:start]
            head = len(PREAMBLE) + 2
            if len(pending) < head:
                return None
            length = int.from_bytes(pending[len(PREAMBLE) : head], "big")
            if not _LENGTH_MIN <= length <= LENGTH_LIMIT:
                del pending[:1]
                continue
            if len(pending) < head + length:
                return None
            counted = bytes(pending[len(PREAMBLE) : head + length])
            if check_byte(counted[:-1]) != counted[-1]:
                del pending[:1]
                return BadFrame()
            del pending[: head + length]
            return Answer(counted[4], counted[5:-1])
