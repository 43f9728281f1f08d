"""Whom the window is serving: what every page is told when a member is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.identity import Identity
    from counter.domain.member import Member, Overview


@dataclass(frozen=True, slots=True)
class Visit:
    """One member at the counter. A member chosen from a search has route TYPED and the reason in the identity."""

    identity: Identity
    overview: Overview

    @property
    def member(self) -> Member:
        """The person."""
        return self.overview.record.member
