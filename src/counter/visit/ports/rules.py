"""The policy packages that are at hand, by region, scheme and day."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from counter.domain.policy import Policy


class PolicyBook(Protocol):
    """The rules at hand."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every package, whatever day it governs; those that rest on unverified values are absent."""
        ...

    def find(self, region: str, scheme: str, care: str, day: date, known_on: date | None = None) -> Policy:
        """The package in force on a day, as known on another.

        Raises:
            PolicyMissing: none covers it.
        """
        ...

    def year_of(self, region: str, scheme: str, day: date, accounting_day: date | None = None) -> str:
        """Label of the settlement year that a service day counts in, "2026". Raises PolicyMissing.

        accounting_day: the day of settlement, which decides where the package says so; `day` itself when None.
        """
        ...
