"""Claims that were booked, read back to be priced anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from counter.domain.claim import Claim
from counter.domain.settlement import Snapshot


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A booked claim with what was booked. settlement_id grows in booking order."""

    settlement_id: int
    claim: Claim
    snapshot: Snapshot


class ClaimArchive(Protocol):
    """Booked claims, for replaying them under other rules. Reversed ones are left out."""

    def begin_replay(self, first: date, last: date) -> int:
        """How many claims have a service day from first to last; that they are looked at is logged."""
        ...

    def stored_claims(self, first: date, last: date, *, after: int = 0, limit: int = 200) -> tuple[StoredClaim, ...]:
        """The next ones in booking order, those behind the settlement `after`; () at the end."""
        ...
