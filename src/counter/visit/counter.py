"""The use cases of a visit behind one door.

Every screen and command calls `Counter`; it holds no state of a visit. All methods may block on the database or the
print queue and therefore run on the store lane, except those marked pure, which need nothing but their inputs. Each
kind of use case has a file of its own beside this one; here stands what only asks.
"""

from __future__ import annotations

from datetime import date

from counter.domain.ledger import AccountRow
from counter.domain.member import CategorySpending, ClearingYear, ExpenseRow, OpenCase
from counter.visit.identifying import Identifying
from counter.visit.ports.books import Store
from counter.visit.ports.desk import AccountingDay
from counter.visit.printing import Printing
from counter.visit.reversing import Reversing
from counter.visit.settling import Settling


class Counter(Identifying, Settling, Reversing, Printing):
    """One counter window: everything that a clerk can do at it."""

    def read_rules(self) -> None:
        """Read the rules now, if they were not read yet, so that no member waits for it.

        Raises:
            FileProblems: they cannot be read; whatever needs them says the same.
        """
        # A book that is read late is read by any question.
        _ = self._policies.policies

    @property
    def store(self) -> Store:
        """The books, for commands that enquire without a visit."""
        return self._store

    def close(self) -> None:
        """Close the books; nothing may be called afterwards."""
        self._store.close()

    # Enquiry

    def account_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, kind: str | None = None
    ) -> tuple[AccountRow, ...]:
        """Account history, newest first."""
        return self._store.account_rows(member_id, as_of=as_of, year=year, kind=kind)

    def expense_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, institution: str | None = None
    ) -> tuple[ExpenseRow, ...]:
        """Visits and claims, newest first."""
        return self._store.expense_rows(member_id, as_of=as_of, year=year, institution=institution)

    def clearing_years(self, member_id: int, *, as_of: date | None = None) -> tuple[ClearingYear, ...]:
        """Account clearing by year, newest first."""
        return self._store.clearing_years(member_id, as_of=as_of)

    def spending_by_year(
        self, member_id: int, *, as_of: date | None = None
    ) -> tuple[tuple[str, tuple[CategorySpending, ...]], ...]:
        """Spending by category for every year, newest first."""
        return self._store.spending_by_year(member_id, as_of=as_of)

    # Counter

    @property
    def printer_name(self) -> str:
        """Where paper comes out, as people name it."""
        return self._queue.name

    def open_cases(self) -> tuple[OpenCase, ...]:
        """What is not finished: drafts, unknown outcomes, paper that did not come out."""
        return self._store.open_cases()

    def accounting_day(self) -> AccountingDay:
        """The current accounting day."""
        return self._store.accounting_day()
