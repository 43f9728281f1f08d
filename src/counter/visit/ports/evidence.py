"""What says who somebody is beside a card: an ID card on a reader, a code of an e-credential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Event
from typing import Protocol

from counter.domain.identity import IdDocument, Identity, IdentityRoute, RawDocument, Sex


class DocumentReader(Protocol):
    """A resident ID reader at the desk."""

    def read(self, limit_seconds: int, cancelled: Event) -> IdDocument | RawDocument:
        """Wait for an ID card on the plate and read it; blocks, so call it on a lane of its own.

        cancelled: once it is set, from any thread, the wait ends within a moment.

        Raises:
            IdReaderProblem: see its words; `cancelled` when it was.
        """
        ...


class DocumentTray(Protocol):
    """The ID cards of the training centre and the plate of its virtual ID reader. Answers at once, never blocks."""

    def documents(self) -> frozenset[str]:
        """Ids of the tray's cards whose holder has an ID card here."""
        ...

    def lay(self, card_id: str) -> None:
        """Lay the ID card of a tray card's holder on the plate; one that lies there is lifted first."""
        ...

    def lift(self) -> None:
        """Take it away."""
        ...

    def close(self) -> None:
        """End the virtual reader."""
        ...


@dataclass(frozen=True, slots=True)
class CredentialHolder:
    """Whom an e-credential's code stands for, as the decoding service said. insured_region: GB 2260, "" unknown.

    sex and birth_day are not taken from the service: how it writes them is not documented.
    """

    name: str
    id_number: str
    insured_region: str = ""
    sex: Sex | None = None
    birth_day: date | None = None

    def identity(self) -> Identity:
        """The identity that the code establishes."""
        return Identity(self.id_number, None, IdentityRoute.CODE)


class CredentialDecoder(Protocol):
    """The online service that knows whom a 医保电子凭证 code stands for. A code lives about a minute: it is sent once,
    and neither kept nor logged."""

    def decode(self, code: str) -> CredentialHolder:
        """Whom a code stands for; blocks for some seconds at most.

        Raises:
            CredentialProblem: see its words.
        """
        ...
