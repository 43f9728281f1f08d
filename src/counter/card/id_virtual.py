"""The ID reader of the training centre: the SDT protocol on a pseudo-terminal, and ID cards that lie beside it.

The program talks to it as to a real one, through a serial device. Its cards are synthetic and have no photo. POSIX
systems only.
"""

from __future__ import annotations

import contextlib
import os
import select
import threading
import tty
from collections.abc import Mapping

from counter.card.id_text import LAYOUT, NEWEST_ADDRESS_BYTES, TEXT_BYTES
from counter.card.sdt import NO_CARD, NO_CONTENT, PREAMBLE, Command, check_byte
from counter.domain.identity import IdDocument

_PHOTO_BYTES = 1024
_REQUEST_BYTES = 10
_LOOK_SECONDS = 0.05
_UNKNOWN_COMMAND = 0x21
_WITHOUT_END = "长期"


class VirtualIdReader:
    """See `visit.ports.evidence.DocumentTray`; `device` is the serial device to read it at.

    Args:
        documents: ID cards by the id of the tray card of the same holder.
    """

    def __init__(self, documents: Mapping[str, IdDocument]) -> None:
        self._documents = dict(documents)
        self._lock = threading.Lock()
        self._on_plate: IdDocument | None = None
        self._found_before = False
        self._ended = threading.Event()
        self._inside, self._outside = os.openpty()
        tty.setraw(self._outside)
        self.device = os.ttyname(self._outside)
        self._thread = threading.Thread(target=self._serve, name="virtual-id-reader", daemon=True)
        self._thread.start()

    def documents(self) -> frozenset[str]:
        """Ids of the tray's cards whose holder has an ID card here."""
        return frozenset(self._documents)

    def lay(self, card_id: str) -> None:
        """Lay an ID card on the plate; one without an ID card leaves the plate empty."""
        with self._lock:
            self._on_plate, self._found_before = self._documents.get(card_id), False

    def lift(self) -> None:
        """Take it away."""
        with self._lock:
            self._on_plate = None

    def close(self) -> None:
        """End it; the device is gone afterwards."""
        self._ended.set()
        self._thread.join(2)

    def _serve(self) -> None:
        pending = b""
        try:
            while not self._ended.is_set():
                if not select.select([self._inside], [], [], _LOOK_SECONDS)[0]:
                    continue
                pending += os.read(self._inside, 256)
                while len(pending) >= _REQUEST_BYTES:
                    asked, pending = pending[:_REQUEST_BYTES], pending[_REQUEST_BYTES:]
                    self._send(self._answer(asked[7:9]))
        except OSError:
            # The program that reads here has ended.
            return
        finally:
            for file in (self._inside, self._outside):
                with contextlib.suppress(OSError):
                    os.close(file)

    def _send(self, content: bytes) -> None:
        while content:
            content = content[os.write(self._inside, content) :]

    def _answer(self, command: bytes) -> bytes:
        with self._lock:
            document, found_before = self._on_plate, self._found_before
            if command == Command.READ.number:
                # As on real readers: a card that was read is not found again until it is lifted (card.md 2.4).
                self._found_before = True
        if command == Command.SAM_NUMBER.number:
            return _frame(Command.SAM_NUMBER.success, bytes(Command.SAM_NUMBER.shortest))
        if command not in {one.number for one in Command}:
            return _frame(_UNKNOWN_COMMAND)
        if document is None or (command == Command.FIND.number and found_before):
            return _frame(NO_CARD)
        if command == Command.READ.number:
            lengths = TEXT_BYTES.to_bytes(2, "big") + _PHOTO_BYTES.to_bytes(2, "big")
            return _frame(Command.READ.success, lengths + text_block(document) + bytes(_PHOTO_BYTES))
        if command == Command.READ_NEWEST_ADDRESS.number:
            if document.newest_address is None:
                return _frame(NO_CONTENT)
            return _frame(Command.READ_NEWEST_ADDRESS.success, _padded(document.newest_address, NEWEST_ADDRESS_BYTES))
        answered = Command.FIND if command == Command.FIND.number else Command.SELECT
        return _frame(answered.success, bytes(answered.shortest))


def text_block(document: IdDocument) -> bytes:
    """The text block of an ID card; what is longer than its place is cut, as on a real card."""
    texts = {
        "name": document.name,
        "sex": document.sex.value,
        "ethnicity": document.ethnicity,
        "birth_day": document.birth_day.strftime("%Y%m%d"),
        "address": document.address,
        "id_number": document.id_number,
        "authority": document.authority,
        "valid_from": document.valid_from.strftime("%Y%m%d"),
        "valid_to": _WITHOUT_END if document.valid_to is None else document.valid_to.strftime("%Y%m%d"),
    }
    return b"".join(_padded(texts.get(field, ""), size) for field, (_, size) in LAYOUT.items())


def _padded(text: str, size: int) -> bytes:
    raw = text.encode("utf-16-le")[:size]
    return raw.decode("utf-16-le", "ignore").ljust(size // 2).encode("utf-16-le")[:size]


def _frame(status: int, body: bytes = b"") -> bytes:
    counted = (len(body) + 4).to_bytes(2, "big") + bytes((0, 0, status)) + body
    return PREAMBLE + counted + bytes((check_byte(counted),))
