"""The resident ID reader: find, select, read, over any stream of bytes (card.md 2).

One command is in flight at a time. An answer that is damaged, or that cannot be one to the command (answers do not say
what they answer, and a late one may still come), costs one resend; a reader that says nothing is given up after its
limit. Photo and fingerprint are skipped: they are not needed to know who stands at the counter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from counter.card.id_port import BytePort
from counter.card.id_text import TEXT_BYTES, parse_newest_address, parse_text
from counter.card.sdt import NO_CARD, NO_CONTENT, RETRY_STATUSES, Answer, Command, Deframer, reason_of, request
from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument

ANSWER_SECONDS = 5.0
POLL_SECONDS = 0.4
_QUIET_SECONDS = 0.1
_SENDS = 2


class IdReader:
    """A reader behind a port that this object alone uses.

    Args:
        port: the stream.
        answer_seconds: how long a command may take.
        sleep: waits between two looks for a card.
    """

    def __init__(
        self, port: BytePort, *, answer_seconds: float = ANSWER_SECONDS, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._port = port
        self._limit = answer_seconds
        self._sleep = sleep
        self._frames = Deframer()

    def sam_number(self) -> str:
        """The number of the reader's security module, 32 hex digits: proves that this is an ID reader.

        Raises:
            IdReaderProblem: see its words.
        """
        return self._ask(Command.SAM_NUMBER).body.hex().upper()

    def find(self) -> bool:
        """True when a card that was not read yet lies on the plate. A card that was read is refused until it is
        lifted, so False also means "still the same card".

        Raises:
            IdReaderProblem: see its words.
        """
        answer = self._exchange(Command.FIND)
        if answer.status == NO_CARD:
            return False
        _demand(Command.FIND, answer)
        return True

    def read(self, today: date) -> IdDocument | RawDocument:
        """Select and read the card that was found, and its newest address.

        Raises:
            IdReaderProblem: see its words; nothing of a card that failed half way is returned.
        """
        self._ask(Command.SELECT)
        document = parse_text(_text_of(self._ask(Command.READ).body), today)
        if isinstance(document, RawDocument):
            return document
        answer = self._exchange(Command.READ_NEWEST_ADDRESS)
        if answer.status == NO_CONTENT:
            return document
        if answer.status != Command.READ_NEWEST_ADDRESS.success:
            return replace(document, warnings=(*document.warnings, "newest_address_unread"))
        return replace(document, newest_address=parse_newest_address(answer.body))

    def wait(self, limit_seconds: float, today: date) -> IdDocument | RawDocument:
        """Look for a card until one is read.

        Raises:
            IdReaderProblem: `no_card` when the time is over, the last trouble with a card that lies badly, or what is
                wrong with the reader.
        """
        until = time.monotonic() + limit_seconds
        trouble = IdReaderProblem("no_card")
        while True:
            try:
                if self.find():
                    return self.read(today)
            except IdReaderProblem as error:
                if error.reason not in ("lift_again", "no_card"):
                    raise
                trouble = error
            if time.monotonic() + POLL_SECONDS > until:
                raise trouble
            self._sleep(POLL_SECONDS)

    def _ask(self, command: Command) -> Answer:
        return _demand(command, self._exchange(command))

    def _exchange(self, command: Command) -> Answer:
        """Send a command until an answer arrives that can be its own; whatever that answer says."""
        for _ in range(_SENDS):
            self._begin()
            self._port.write(request(command))
            answer = self._receive(command)
            if answer is not None and answer.status not in RETRY_STATUSES:
                return answer
        raise IdReaderProblem("garbled", "" if answer is None else f"{answer.status:02X}")

    def _begin(self) -> None:
        """Start with an empty line. A late answer may still come: it does not fit, or says the same once more."""
        self._port.drop_input()
        self._frames.clear()

    def _receive(self, command: Command) -> Answer | None:
        """The answer to a command; None when something arrived that cannot be one.

        Raises:
            IdReaderProblem: `silent`, `vanished`.
        """
        until = time.monotonic() + self._limit
        damaged = False
        while (left := until - time.monotonic()) > 0:
            # After a damaged frame the true one may follow at once, but is not waited for.
            arrived = self._port.read(min(left, _QUIET_SECONDS) if damaged else left)
            if damaged and not arrived:
                break
            for frame in self._frames.feed(arrived):
                if isinstance(frame, Answer) and command.fits(frame):
                    return frame
                damaged = True
        for frame in self._frames.rest():
            if isinstance(frame, Answer) and command.fits(frame):
                return frame
        if damaged:
            return None
        raise IdReaderProblem("silent")


def _demand(command: Command, answer: Answer) -> Answer:
    """Let through what means success."""
    if answer.status != command.success:
        raise IdReaderProblem(reason_of(answer.status), f"{answer.status:02X}")
    return answer


def _text_of(body: bytes) -> bytes:
    """The text block in the body of a read: length of text, length of photo, text, photo."""
    if int.from_bytes(body[:2], "big") != TEXT_BYTES or len(body) < 4 + TEXT_BYTES:
        raise IdReaderProblem("garbled")
    return body[4 : 4 + TEXT_BYTES]
