"""A resident ID reader on a pseudo-terminal that follows card.md 2.1 to 2.4 and misbehaves on demand."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass, field

from counter.card.id_text import LAYOUT, TEXT_BYTES

FIND, SELECT, READ, NEWEST, SAM = b"\x20\x01", b"\x20\x02", b"\x30\x01", b"\x30\x03", b"\x12\xff"

CITIZEN = {
    "name": "张三丰", "sex": "1", "ethnicity": "01", "birth_day": "19900101", "address": "某省某市中山路一号",
    "id_number": "990101199001010019", "authority": "某市公安局", "valid_from": "20150101", "valid_to": "20350101",
}  # fmt: skip


def text_block(**changes: str) -> bytes:
    """The text block of a synthetic citizen's card, with other words in some places."""
    block = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for name, text in {**CITIZEN, **changes}.items():
        start, size = LAYOUT[name]
        raw = text.encode("utf-16-le", "surrogatepass")
        assert len(raw) <= size
        block[start : start + len(raw)] = raw
    return bytes(block)


def frame(status: int, body: bytes = b"", check: int = 0) -> bytes:
    """An answer, built without the code under test. check: what is wrong with the check byte."""
    counted = (len(body) + 4).to_bytes(2, "big") + bytes((0, 0, status)) + body
    total = 0
    for byte in counted:
        total ^= byte
    return bytes.fromhex("AAAAAA9669") + counted + bytes((total ^ check,))


def read_body(block: bytes) -> bytes:
    """The body of a read: lengths, text, and a photo that is noise with a preamble in it."""
    photo = (bytes.fromhex("AAAAAA9669") + b"\x5a" * 59) * 16
    return b"\x01\x00\x04\x00" + block + photo


Answering = Callable[["Emulator", bytes], bytes | None]
"""Given the reader and its proper answer, the bytes to send; None: nothing, and none any more (it was unplugged)."""


@dataclass
class Plate:
    """A reader without its line. block: text of the card on the plate, None when there is none. lifted: whether that
    card may be found. statuses: what is answered instead, by command. commands: what was asked so far."""

    block: bytes | None = None
    newest: str | None = None
    lifted: bool = True
    statuses: dict[bytes, int] = field(default_factory=dict)
    commands: list[bytes] = field(default_factory=list)

    def answer(self, command: bytes) -> bytes:
        if command in self.statuses:
            return frame(self.statuses[command])
        if command == SAM:
            return frame(0x90, bytes(range(16)))
        if self.block is None:
            return frame(0x80)
        if command == FIND:
            return frame(0x9F, bytes(4)) if self.lifted else frame(0x80)
        if command == SELECT:
            return frame(0x90, bytes(8))
        if command == READ:
            self.lifted = False
            return frame(0x90, read_body(self.block))
        if command == NEWEST:
            address = self.newest
            return frame(0x91) if address is None else frame(0x90, address.ljust(35).encode("utf-16-le"))
        return frame(0x21)


@dataclass
class Emulator(Plate):
    """The reader on a pseudo-terminal. faults: by number of the command (1 the first), what is sent instead."""

    faults: dict[int, Answering] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._inside, self._outside = os.openpty()
        tty.setraw(self._outside)
        self.device = os.ttyname(self._outside)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Unplug it."""
        self._ended.set()
        self._thread.join(2)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        pending = b""
        try:
            while not self._ended.is_set():
                if not select.select([self._inside], [], [], 0.02)[0]:
                    continue
                pending += os.read(self._inside, 100)
                # Every request here is ten bytes long; anything else would be a fault of the program.
                while len(pending) >= 10:
                    command, pending = pending[7:9], pending[10:]
                    self.commands.append(command)
                    fault = self.faults.get(len(self.commands))
                    answer = self.answer(command)
                    sent = answer if fault is None else fault(self, answer)
                    if sent is None:
                        return
                    self.send(sent)
        finally:
            with contextlib.suppress(OSError):
                os.close(self._inside)
            os.close(self._outside)

    def send(self, content: bytes) -> None:
        """Put bytes on the line."""
        while content:
            content = content[os.write(self._inside, content) :]


def in_pieces(size: int, pause: float) -> Answering:
    """The proper answer in pieces."""

    def send(reader: Emulator, answer: bytes) -> bytes:
        for start in range(0, len(answer), size):
            reader.send(answer[start : start + size])
            time.sleep(pause)
        return b""

    return send


def late(seconds: float) -> Answering:
    """The proper answer, late."""

    def send(reader: Emulator, answer: bytes) -> bytes:
        time.sleep(seconds)
        return answer

    return send
