"""The settlement year of a scheme: which days belong to it, and in which year's totals a claim counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class YearRule:
    """The settlement year: first month and day, and whether its label is the calendar year of its end.

    by_settlement: money counts in the year of the accounting day on which it is settled, not in that of the service
    day (Suzhou does so, policy.md C3).
    """

    month: int
    day: int
    labelled_by_end: bool
    by_settlement: bool = False

    def counted_in(self, service_day: date, accounting_day: date) -> str:
        """Label of the year in whose totals a claim counts."""
        return self.label(accounting_day if self.by_settlement else service_day)

    def first_day(self, day: date) -> date:
        """First day of the settlement year that a day belongs to."""
        start = date(day.year, self.month, self.day)
        return start if start <= day else date(day.year - 1, self.month, self.day)

    def label(self, day: date) -> str:
        """The year's label, "2026"."""
        first = self.first_day(day)
        return str(first.year + 1 if self._ends_next_year else first.year)

    def last_day(self, label: str) -> date:
        """Last day of the settlement year with a label."""
        start = int(label) - (1 if self._ends_next_year else 0)
        return date(start + 1, self.month, self.day) - timedelta(days=1)

    @property
    def _ends_next_year(self) -> bool:
        return self.labelled_by_end and (self.month, self.day) != (1, 1)
