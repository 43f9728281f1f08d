"""What a visit needs from the outside, as Protocols.

Stores and printers are called on the store lane and may block; the card reader answers through its listener from a
thread of its own. All operations take and return frozen data. Every method may raise `StoreProblem` (or, for the
printing ports, `PrintProblem`) beside what its docstring names.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from threading import Event
from typing import Protocol

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CatalogueItem, Claim, Institution, StayPart
from counter.domain.draft import Draft
from counter.domain.errors import CounterError
from counter.domain.identity import CardRead, IdDocument, Identity, IdentityRoute, RawDocument, Sex
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
from counter.domain.policy import Policy
from counter.domain.reversal import ReversalBasis, ReversalBooking
from counter.domain.settlement import Booking, Settlement, Snapshot


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


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: rgb holds height rows of width x 3 bytes."""

    width: int
    height: int
    rgb: bytes


class Documents(Protocol):
    """Frozen data in, PDF bytes out; the same input gives the same bytes."""

    def statement(self, settlement: Settlement, language: str = "zh", *, reprint: int = 0) -> bytes:
        """The settlement statement in three copies, each with its pages. reprint: 0 original, n-th reprint otherwise.

        Raises:
            MissingGlyph: a character has no glyph in any font.
        """
        ...

    def pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """The pages of a PDF as pictures."""
        ...


@dataclass(frozen=True, slots=True)
class JobState:
    """state: `queued`, `printing`, `printed`, `failed`, `unknown`; detail: the queue's own words."""

    state: str
    detail: str = ""


class PrintQueue(Protocol):
    """Where paper comes out."""

    name: str

    def submit(self, pdf: bytes, title: str) -> str:
        """Hand over a document; title is ASCII (the statement number). Returns the job's id. Raises PrintProblem."""
        ...

    def job_state(self, job: str) -> JobState:
        """How a job stands."""
        ...


class ReaderPhase(StrEnum):
    """State of a reader as the visit bar shows it (card.md 3.7, features.md 1)."""

    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    EMPTY = "empty"
    READING = "reading"
    READ = "read"
    PROTECTED = "protected"
    WRONG_CARD = "wrong_card"
    MUTE = "mute"
    REMOVED = "removed"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class ReaderEvent:
    """What the card worker reports. card is set with READ and PROTECTED, error with WRONG_CARD, MUTE and failures.

    insertion grows with every insertion into `reader`; an event of an older insertion is never delivered.
    simulated: no chip was touched, the card came from a file; the window says so.
    rivals: set with READ and PROTECTED when other readers or slots hold a member's card too: the clerk says whose turn
    it is, nothing is guessed (card.md 7, 3); see `CardReader.choose`.
    number: set with a second READING of an insertion, once its card has said its number: the books may be asked for it
    while the rest is read, but nothing of it may be shown before the READ of the same insertion (performance.md C2).
    """

    phase: ReaderPhase
    reader: str = ""
    insertion: int = 0
    card: CardRead | None = None
    error: CounterError | None = None
    simulated: bool = False
    rivals: tuple[CardRead, ...] = ()
    number: str | None = None


class CardReader(Protocol):
    """The supervised card worker. It reads by itself when a card is seated."""

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """Watch readers; the listener is called from a thread of the reader's own."""
        ...

    def read_again(self) -> None:
        """Read the seated card once more (F2)."""
        ...

    def seated(self, card: CardRead) -> bool:
        """True while the card of this read is still the one in the reader. Answers at once, never blocks."""
        ...

    def choose(self, card: CardRead) -> None:
        """The clerk chose one of several seated cards: its event is delivered again, without rivals. A card that left
        meanwhile is not; its removal was told. Answers at once, never blocks."""
        ...

    def stop(self) -> None:
        """Stop watching and end the worker, within 2 s whatever the card does."""
        ...


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


@dataclass(frozen=True, slots=True)
class TrayCard:
    """A software card that can be put into the virtual reader. name, note: for the tray's list."""

    card_id: str
    name: str
    note: str


class CardTray(Protocol):
    """The virtual card tray of the training centre."""

    def cards(self) -> tuple[TrayCard, ...]:
        """The cards that lie on the desk."""
        ...

    def insert(self, card_id: str) -> None:
        """Put a card into the virtual reader; a card that is in it is pulled first."""
        ...

    def pull(self) -> None:
        """Take the card out."""
        ...


class Clock(Protocol):
    """Wall-clock time, for display and audit only."""

    def now(self) -> str:
        """ISO time with seconds and offset."""
        ...
