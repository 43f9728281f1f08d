"""The vendor driver route for protected cards (card.md 1.9, 1.14): ask, limit, kill, start again.

The library never runs inside a process of ours that matters: see `driver_line`. What it writes is judged before any
of it is believed.
"""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from typing import Protocol

from counter.card.driver_answer import (
    HsmRequest,
    card_read,
    decoded,
    driver_error,
    parse_addressed,
    parse_basic,
    parse_hsm_request,
    prove,
)
from counter.card.driver_file import Driver, load_driver
from counter.card.driver_line import DriverProcess, host_command
from counter.card.driver_words import safe_text
from counter.domain.errors import FileProblems
from counter.domain.identity import CardRead

# How `iReadCard` proves that it may read: with the terminal's keys. The other way is the member's PIN, which this
# program never asks for and never sends.
_KEY_AUTHENTICATION = 2


class HsmService(Protocol):
    """The back office that holds the keys of protected cards."""

    def answer(self, request: HsmRequest, /) -> str:
        """What the second step needs, as the back office wrote it.

        Raises:
            CardError: reason `driver`, hint `hsm_...`.
        """
        ...


class ProtectedRoute(Protocol):
    """Another way to read a card whose chip gave its free part only."""

    def read(self, chip: CardRead, today: date, /) -> CardRead:
        """Read it whole. Raises CardError, reason `driver`."""
        ...

    def abandon(self, reader: str) -> None:
        """The card of this reader left: end what is still being done with it. Returns at once."""
        ...


class NoHsm:
    """There is no back office: says so."""

    def answer(self, _request: HsmRequest, /) -> str:
        """Never answers. Raises CardError `driver` with `hsm_not_configured`."""
        raise driver_error("hsm_not_configured")


class DriverRoute:
    """Reads a protected card through a vendor's driver. Several threads may ask; one after the other is served.

    Args:
        driver: the description.
        hsm: where the answer between the two HSM steps comes from.
    """

    def __init__(self, driver: Driver, hsm: HsmService | None = None) -> None:
        self._driver = driver
        self._hsm = hsm or NoHsm()
        self._process = DriverProcess(host_command(driver), driver.library, driver.convention)
        self._turn = threading.Lock()
        self._serving: str | None = None

    def read(self, chip: CardRead, today: date, /) -> CardRead:
        """Read the card whose free part the chip gave. The reader must have been released: drivers want it alone.

        Args:
            chip: the protected read of this insertion; goes into the result.
            today: the day for the validity warnings.

        Raises:
            CardError: reason `driver`; hint: the driver's number or what is wrong with it; detail: its own words.
        """
        with self._turn:
            self._serving = chip.reader
            try:
                values = self._values(chip, time.monotonic() + self._driver.limit_seconds)
            finally:
                self._serving = None
        return card_read(values, chip, today)

    def abandon(self, reader: str) -> None:
        """The card of this reader left: whatever the driver is still doing with it is of no use, and is ended."""
        if self._serving == reader:
            self._process.kill()

    def close(self) -> None:
        """End the host process, even in the middle of a call of another thread."""
        self._process.kill()

    def _values(self, chip: CardRead, until: float) -> dict[str, str]:
        match self._driver.route:
            case "basic":
                return self._basic(chip, until)
            case "address":
                return self._addressed(until)
            case _:
                return self._by_hsm(chip, until)

    def _basic(self, chip: CardRead, until: float) -> dict[str, str]:
        number, raw = self._call("iReadCardBas", until, ("int", self._driver.card_type))
        if number in self._driver.hsm_numbers:
            return self._by_hsm(chip, until)
        return parse_basic(self._text(number, raw), self._driver)

    def _addressed(self, until: float) -> dict[str, str]:
        addresses = self._driver.addresses
        number, raw = self._call(
            "iReadCard",
            until,
            ("int", self._driver.card_type),
            ("int", _KEY_AUTHENTICATION),
            ("text", ""),
            ("text", addresses.encode().hex()),
        )
        return parse_addressed(self._text(number, raw), addresses)

    def _by_hsm(self, chip: CardRead, until: float) -> dict[str, str]:
        number, raw = self._call("iReadCardBas_HSM_Step1", until, ("int", self._driver.card_type))
        request = parse_hsm_request(self._text(number, raw), self._driver)
        # Nobody outside is asked about another card than the one that is seated.
        prove(request.card_id, chip)
        key = self._hsm.answer(request)
        number, raw = self._call("iReadCardBas_HSM_Step2", until, ("text", key.encode().hex()))
        return parse_basic(self._text(number, raw), self._driver)

    def _call(self, function: str, until: float, *arguments: tuple[str, object]) -> tuple[int, bytes]:
        return self._process.call(function, (*arguments, ("out", self._driver.output_bytes)), until)

    def _text(self, number: int, raw: bytes) -> str:
        """The answer of a call that succeeded. Raises CardError with number and text of one that did not."""
        if number != 0:
            # Words that the centre wrote down for a number know nobody, and need nothing starred.
            known = dict(self._driver.errors).get(number, "")
            raise driver_error(str(number), known or safe_text(raw.decode(self._driver.encoding, "replace")))
        return decoded(raw, self._driver.encoding)


class UnusableRoute:
    """Stands in for a driver whose description is wrong: cards stay protected, and say why."""

    def read(self, _chip: CardRead, _today: date, /) -> CardRead:
        """Reads nothing. Raises CardError `driver` with `description`."""
        raise driver_error("description")

    def abandon(self, reader: str) -> None:
        """There is nothing to end."""


def route_from(file: Path) -> ProtectedRoute:
    """The route that a description asks for."""
    try:
        return DriverRoute(load_driver(file))
    except FileProblems:
        return UnusableRoute()
