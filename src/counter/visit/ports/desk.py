"""Where a visit takes place: who sits at the counter, which day it books on, what the clock says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Staff:
    """Who sits at the counter. counter: number of the window; centre: code of the office."""

    staff_id: int
    name: str
    counter: str
    centre: str
    role: str = "clerk"


@dataclass(frozen=True, slots=True)
class AccountingDay:
    """The day that is open for booking; business dates come from here, never from the clock."""

    day: date
    open: bool


class Clock(Protocol):
    """Wall-clock time, for display and audit only."""

    def now(self) -> str:
        """ISO time with seconds and offset."""
        ...
