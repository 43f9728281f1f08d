"""The books: one transaction that writes, and what is read in one trip each.

Called on the store lane; may block. Every method may raise `StoreProblem` beside what its docstring names.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CatalogueItem, Claim, Institution, StayPart
from counter.domain.draft import Draft
from counter.domain.errors import CounterError
from counter.domain.identity import Identity, IdentityRoute
from counter.domain.ledger import AccountRow
from counter.domain.member import (
    CategorySpending,
    ClearingYear,
    ExpenseRow,
    Insurance,
    Member,
    MemberHit,
    MemberRecord,
    OpenCase,
)
from counter.domain.reversal import ReversalBasis, ReversalBooking
from counter.domain.settlement import Booking, Settlement
from counter.visit.ports.desk import AccountingDay, Staff


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A stored draft. state: `open`, or `submitted` once a settlement was tried (its outcome is resolved by key)."""

    draft: Draft
    state: str
    saved_at: str
    clerk: str


class Transaction(Protocol):
    """One writing transaction: everything in it is committed when the `with` block ends, or nothing is.

    Locks the member's year on entry of `lock_year`, so that two counters that serve the same member take turns.
    """

    def lock_year(self, member_id: int, scheme: str, year: str) -> YearTotals:
        """Lock the member's year and accounts until the end of the transaction; returns the totals as they are now."""
        ...

    def money(self, member_id: int) -> AccountMoney:
        """Account balances as they are now."""
        ...

    def member(self, member_id: int) -> tuple[Member, tuple[Insurance, ...]]:
        """Person and insurances as they are now. Raises MemberUnknown."""
        ...

    def settlement_by_key(self, key: str) -> tuple[Settlement, str] | None:
        """What was booked under an idempotency key, with its claim's content hash."""
        ...

    def open_day(self) -> date:
        """The open accounting day. Raises NoOpenDay."""
        ...

    def next_statement_number(self, centre: str, day: date) -> str:
        """The next number `<centre>-JS-<year>-<8 digits>`; gapless because it is taken inside the transaction."""
        ...

    def book(self, booking: Booking) -> Settlement:
        """Append claim, receipts with aliases, settlement, postings, totals, statement and audit row; remove the draft.

        Raises:
            ReceiptAlreadyUsed: one of the receipts was claimed or settled by card before.
            NotCorrectable: what the claim would replace was not reversed, or was replaced before.
        """
        ...

    def reversal_by_key(self, key: str) -> Settlement | None:
        """The reversal that was booked under an idempotency key."""
        ...

    def lock_settlement(self, settlement_id: int) -> ReversalBasis:
        """Lock year and accounts of a settlement's member; what a reversal rests on, as it is now.

        Raises:
            AlreadyReversed: another counter was first.
        """
        ...

    def reverse(self, booking: ReversalBooking) -> Settlement:
        """Append the full negative of a settlement: postings, totals, spending, portions, statement and audit row; the
        claim is reversed, its statement void, its receipts free."""
        ...


class Store(Protocol):
    """The books. Reads take one trip each."""

    def close(self) -> None:
        """Let go of the database."""
        ...

    def transaction(self, key: str) -> AbstractContextManager[Transaction]:
        """Begin a writing transaction under an idempotency key.

        Raises on exit:
            OutcomeUnknown: the connection was lost while committing; carries the key.
        """
        ...

    def record_by_identity(self, identity: Identity, as_of: date | None = None) -> MemberRecord:
        """The overview of the member with this card or ID number, as of a day (today's open day when None).

        Writes one `look` row to the audit log (who looked, by which route). Raises MemberUnknown.
        """
        ...

    def record_ahead(self, card_number: str) -> MemberRecord | None:
        """The record for a card that is still being read, today; None when no member has this card number.

        A member's record is logged as a `look` by chip before it is returned, as if it were shown at once. If it never
        is, `note_unshown` says so.
        """
        ...

    def note_unshown(self, member_id: int) -> None:
        """Log that the record which the last look ahead fetched was never shown: the card left, or was another's."""
        ...

    def record_by_id(self, member_id: int, reason: str, as_of: date | None = None) -> MemberRecord:
        """The same for a member chosen from a search; reason is logged with the look. Raises MemberUnknown."""
        ...

    def find_members(self, text: str, limit: int = 9) -> tuple[MemberHit, ...]:
        """Search by card number, ID number (or its last 6), name or pinyin initials; masked."""
        ...

    def account_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, kind: str | None = None
    ) -> tuple[AccountRow, ...]:
        """Account history, newest first, with the running balance of the whole history."""
        ...

    def expense_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, institution: str | None = None
    ) -> tuple[ExpenseRow, ...]:
        """Visits and claims, newest first."""
        ...

    def clearing_years(self, member_id: int, *, as_of: date | None = None) -> tuple[ClearingYear, ...]:
        """Account clearing by insurance year, newest first."""
        ...

    def spending_by_year(
        self, member_id: int, *, as_of: date | None = None
    ) -> tuple[tuple[str, tuple[CategorySpending, ...]], ...]:
        """(year, tuple of CategorySpending) for every year with spending, newest first."""
        ...

    def year_totals(self, member_id: int, scheme: str, year: str) -> YearTotals:
        """What was used in a settlement year, without a lock: for the live calculation."""
        ...

    def money(self, member_id: int) -> AccountMoney:
        """Account balances as they are now, without a lock: for the live calculation. Raises MemberUnknown."""
        ...

    def find_items(self, text: str, day: date, limit: int = 9) -> tuple[CatalogueItem, ...]:
        """Catalogue entries in force on a day whose code, name or pinyin initials begin with or contain a text."""
        ...

    def find_institutions(self, text: str, limit: int = 9) -> tuple[Institution, ...]:
        """Institutions by code, name or pinyin initials."""
        ...

    def receipt_use(self, key: str, part: StayPart | None = None) -> CounterError | None:
        """The ReceiptAlreadyUsed error that booking this canonical receipt key would raise, None when it is free.

        part: the claim's part of a stay that is split by days; other parts of that stay do not stand in its way.
        """
        ...

    def save_draft(self, draft: Draft, staff: Staff, route: str = "") -> str:
        """Keep a draft (insert or replace by key); returns the ISO time of saving. Durable when it returns. The first
        time writes a `draft` row to the audit log, with the route by which the member was identified."""
        ...

    def mark_submitted(self, key: str) -> None:
        """Note that a settlement of this draft is being tried, before it is tried."""
        ...

    def discard_draft(self, key: str, staff: Staff, route_of: Callable[[int], str] = lambda _member: "") -> None:
        """Remove a draft that the clerk gave up; the audit log keeps that it existed. route_of: a member's id to how
        they were identified."""
        ...

    def drafts(self, member_id: int | None = None) -> tuple[DraftRecord, ...]:
        """Drafts that are not booked, newest first, of one member or of all."""
        ...

    def settlement(self, settlement_id: int) -> Settlement:
        """One settlement. Raises KeyError when there is none: a bug in the caller."""
        ...

    def booked_claim(self, settlement_id: int) -> Claim:
        """The claim of a settlement, as it was booked. Raises KeyError when there is none."""
        ...

    def reversal_basis(self, settlement_id: int) -> ReversalBasis:
        """What a reversal of a settlement would rest on, without a lock. Raises AlreadyReversed."""
        ...

    def settlement_by_key(self, key: str) -> Settlement | None:
        """What was booked under an idempotency key, a reversal too: how an unknown outcome is resolved."""
        ...

    def settlement_by_number(self, number: str) -> Settlement | None:
        """A settlement, or a reversal, by its statement number."""
        ...

    def settlements(
        self, member_id: int | None = None, limit: int = 50, *, unprinted_only: bool = False
    ) -> tuple[Settlement, ...]:
        """Settlements, newest first; unprinted_only: those whose print_state is not `printed`."""
        ...

    def note_print(
        self, number: str, state: str, *, job: str = "", reason: str = "", actor: str = "", route: str = ""
    ) -> Settlement:
        """Record a change of the print state (settlement.print_state); `sending` is noted before the hand-over,
        `queued` counts the set (printed + 1); from the second set on a reason is needed. One audit row a change."""
        ...

    def open_cases(self) -> tuple[OpenCase, ...]:
        """Everything that is not finished at this centre: drafts, unknown outcomes, settlements not printed."""
        ...

    def accounting_day(self) -> AccountingDay:
        """The current accounting day."""
        ...

    def open_day(self, day: date, actor: str) -> AccountingDay:
        """Open an accounting day; closes none. Raises StoreProblem when a later day was already open."""
        ...

    def audit_head(self) -> tuple[int, str]:
        """Sequence and hash of the newest audit row."""
        ...

    def note_reveal(self, member_id: int, field: str, reason: str, actor: str, route: str = "") -> None:
        """Log that a masked field was shown in full, why, and how the member was identified."""
        ...

    def note_identity(
        self, member_id: int, route: IdentityRoute, differing: tuple[str, ...], actor: str, *, accepted: bool
    ) -> None:
        """Log that evidence was held against a record: in which fields it differs, never what stands in them."""
        ...
