"""The books: `counter.visit.ports.books.Store` on SQLite or PostgreSQL."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, literal, select, update

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CatalogueItem, Claim, Institution, StayPart
from counter.domain.draft import Draft, plain_text
from counter.domain.errors import (
    CounterError,
    KeyReused,
    MemberUnknown,
    OutcomeUnknown,
    StoreProblem,
)
from counter.domain.identity import Identity, IdentityRoute, Sex, mask_id_number, mask_name
from counter.domain.ledger import AccountRow
from counter.domain.member import CategorySpending, ClearingYear, ExpenseRow, MemberHit, MemberRecord, OpenCase
from counter.domain.reversal import ReversalBasis
from counter.domain.settlement import Settlement
from counter.store import audit as chain
from counter.store import papers, records, rows, settled
from counter.store.booking import receipt_use
from counter.store.claims import COUNT_CLAIMS, STORED_CLAIMS, stored_claim_of
from counter.store.columns import WORDS, all_of
from counter.store.drafts import draft_text, read_draft
from counter.store.line import Exchange, Line, Prepared
from counter.store.loading import load
from counter.store.queries.booked import POSTING_BY_KEY
from counter.store.queries.enquiry import ACCOUNT_ROWS, EXPENSE_ROWS, FLOW_BY_YEAR, MONTHS_BY_YEAR, SPENDING_BY_YEAR
from counter.store.queries.overview import MEMBER, MONEY, RECORD_BY_ID, RECORD_BY_NUMBERS, TODAY, YEAR_TOTALS
from counter.store.queries.search import FIND_INSTITUTIONS, FIND_ITEMS, FIND_MEMBERS
from counter.store.queries.unfinished import ALL_DRAFTS, ALL_UNPRINTED, DRAFT, DRAFTS_OF
from counter.store.reversing import ReversingTransaction, booked_claim, reversal_basis
from counter.store.tables.centre import accounting_day
from counter.store.tables.work import draft
from counter.visit.centre import Centre
from counter.visit.ports.archive import StoredClaim
from counter.visit.ports.books import DraftRecord
from counter.visit.ports.desk import AccountingDay, Clock, Staff
from counter.visit.system_clock import SystemClock

_OF_KEY = draft.c.key == bindparam("of_key", type_=WORDS)
_DRAFT_VALUES = all_of(draft)
ADD_DRAFT = Prepared(insert(draft).values(_DRAFT_VALUES))
CHANGE_DRAFT = Prepared(
    update(draft).where(_OF_KEY).values({name: value for name, value in _DRAFT_VALUES.items() if name != "key"})
)
SET_DRAFT_STATE = Prepared(update(draft).where(_OF_KEY).values(state=bindparam("state", type_=WORDS)))
DISCARD_DRAFT = Prepared(delete(draft).where(_OF_KEY))
ADD_DAY = Prepared(insert(accounting_day).values(all_of(accounting_day)))
LATER_DAY = Prepared(
    select(func.count()).select_from(accounting_day).where(accounting_day.c.day > bindparam("day", type_=WORDS))
)
SAME_DAY = Prepared(select(accounting_day.c.state).where(accounting_day.c.day == bindparam("day", type_=WORDS)))
ONE = Prepared(select(literal(1)))


class Books:
    """All that is stored, behind `counter.visit.ports.books.Store`.

    Args:
        exchange: connections of one database that has this program's schema.
        staff: who works with these books here; named in the audit log for every look.
        clock: for time stamps.

    Every method may be called from any thread; each is one transaction.
    """

    def __init__(self, exchange: Exchange, staff: Staff, clock: Clock | None = None) -> None:
        self._exchange = exchange
        self._staff = staff
        self._clock: Clock = clock or SystemClock()

    def close(self) -> None:
        """Close all connections."""
        self._exchange.close()

    @property
    def read_only(self) -> bool:
        """True when nothing can be written here: enquiry works, posting is refused."""
        return bool(getattr(self._exchange.backend, "read_only", False))

    # Writing

    @contextmanager
    def transaction(self, key: str) -> Iterator[ReversingTransaction]:
        """One settlement or reversal. When a settlement is refused its draft is open again, since the outcome is known:
        nothing booked."""
        try:
            with self._exchange.writing(key) as line:
                yield ReversingTransaction(line)
        except OutcomeUnknown:
            raise
        except CounterError:
            self._reopen(key)
            raise

    def _reopen(self, key: str) -> None:
        try:
            with self._exchange.writing() as line:
                line.run(SET_DRAFT_STATE, of_key=key, state="open")
        except StoreProblem:
            # The draft stays `submitted`: it is then resolved by key, which is slower but never wrong.
            return

    def load_centre(self, centre: Centre, progress: Callable[[int, int], None] | None = None) -> None:
        """Load a whole centre into an empty database, all or nothing; progress(members done, members in all).

        Raises:
            ValueError: there is a centre already, or the records contradict each other.
        """
        with self._exchange.writing() as line:
            load(line, centre, self._clock.now(), self._staff, progress)

    def _note(self, line: Line, kind: str, actor: str, member_id: int | None = None, **facts: object) -> None:
        chain.append(line, kind, self._clock.now(), actor, self._staff.counter, member_id, **facts)

    # Member

    def record_by_identity(self, identity: Identity, as_of: date | None = None) -> MemberRecord:
        """The overview; the look is in the audit log before it is returned."""
        numbers = {"id_number": identity.id_number, "card_number": identity.card_number}
        answers = records.ask(self._exchange, RECORD_BY_NUMBERS, as_of, **numbers)
        reason = {"reason": identity.typed_reason} if identity.typed_reason else {}
        member_id = answers.member[0][0] if answers.member else None
        self._look(member_id, as_of, route=str(identity.route), **reason)
        if member_id is None:
            raise MemberUnknown
        return records.record_of(answers, as_of)

    def record_ahead(self, card_number: str) -> MemberRecord | None:
        """The record for a card that is still being read; the look is in the audit log before it is returned."""
        numbers = {"id_number": None, "card_number": card_number}
        answers = records.ask(self._exchange, RECORD_BY_NUMBERS, None, **numbers)
        if not answers.member:
            # The complete read decides whether nobody is known: it may name a member by ID number.
            return None
        self._look(answers.member[0][0], None, route=str(IdentityRoute.CHIP))
        return records.record_of(answers, None)

    def note_unshown(self, member_id: int) -> None:
        """Log that the last look ahead at this member led to nothing on the screen."""
        if not self.read_only:
            with self._exchange.writing() as line:
                self._note(line, "look_unshown", self._staff.name, member_id)

    def record_by_id(self, member_id: int, reason: str, as_of: date | None = None) -> MemberRecord:
        """The overview of a member found by search; looked at for a reason."""
        answers = records.ask(self._exchange, RECORD_BY_ID, as_of, member_id=member_id)
        self._look(member_id if answers.member else None, as_of, route="search", reason=reason)
        if not answers.member:
            raise MemberUnknown
        return records.record_of(answers, as_of)

    def _look(self, member_id: int | None, as_of: date | None, **facts: object) -> None:
        if self.read_only:
            # Nobody can write here; what is shown then is the emergency reading of reliability.md section 3.
            return
        kind = "look_unknown" if member_id is None else "look"
        if as_of is not None:
            facts["as_of"] = as_of.isoformat()
        with self._exchange.writing() as line:
            self._note(line, kind, self._staff.name, member_id, **facts)

    def note_reveal(self, member_id: int, field: str, reason: str, actor: str, route: str = "") -> None:
        """Log that a masked field is shown."""
        with self._exchange.writing() as line:
            self._note(line, "reveal", actor, member_id, field=field, reason=reason, route=route)

    def note_identity(
        self, member_id: int, route: IdentityRoute, differing: tuple[str, ...], actor: str, *, accepted: bool
    ) -> None:
        """Log that evidence was held against a record; nothing is logged where nobody can write, as with looks."""
        if self.read_only:
            return
        with self._exchange.writing() as line:
            facts = {"route": str(route), "differing": list(differing), "accepted": accepted}
            self._note(line, "identity", actor, member_id, **facts)

    def find_members(self, text: str, limit: int = 9) -> tuple[MemberHit, ...]:
        """Masked hits. Numbers must be whole (or the last six of an ID number); names and initials may begin."""
        typed = unicodedata.normalize("NFKC", text).strip()
        if not typed:
            return ()
        number = plain_text(typed)
        name = typed.replace(" ", "")
        initials = name.lower() if name.isascii() and name.isalpha() else "\uffff"
        with self._exchange.reading() as line:
            found = line.rows(FIND_MEMBERS, number=number, name=name, initials=initials, most=limit)
        return tuple(
            MemberHit(row[0], mask_name(row[1]), mask_id_number(row[2]), Sex(row[3]), int(row[4][:4]), row[5])
            for row in found
        )

    # Enquiry

    def _read(self, asked: Prepared, **parameters: object) -> list[rows.Row]:
        with self._exchange.reading() as line:
            return line.rows(asked, **parameters)

    def account_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, kind: str | None = None
    ) -> tuple[AccountRow, ...]:
        """Account history, newest first."""
        found = self._read(ACCOUNT_ROWS, member_id=member_id, as_of=_last(as_of), year=_year(year), kind=kind)
        return tuple(rows.account_row_of(row) for row in found)

    def expense_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, institution: str | None = None
    ) -> tuple[ExpenseRow, ...]:
        """Visits and claims, newest first; institution: its code or its name."""
        found = self._read(
            EXPENSE_ROWS,
            member_id=member_id,
            as_of=_last(as_of),
            year=_year(year),
            institution=institution,
        )
        return tuple(rows.expense_of(row) for row in found)

    def clearing_years(self, member_id: int, *, as_of: date | None = None) -> tuple[ClearingYear, ...]:
        """Account clearing, newest year first."""
        with self._exchange.reading() as line:
            flows = line.rows(FLOW_BY_YEAR, member_id=member_id, as_of=_last(as_of))
            months = line.rows(MONTHS_BY_YEAR, member_id=member_id, as_of=_last(as_of))
        return records.clearing_of(flows, months)

    def spending_by_year(
        self, member_id: int, *, as_of: date | None = None
    ) -> tuple[tuple[str, tuple[CategorySpending, ...]], ...]:
        """Spending by settlement year and category, newest year first."""
        return records.spending_by_year_of(self._read(SPENDING_BY_YEAR, member_id=member_id, as_of=_last(as_of)))

    def year_totals(self, member_id: int, scheme: str, year: str) -> YearTotals:
        """What was used in a year, without a lock."""
        found = self._read(YEAR_TOTALS, member_id=member_id, scheme=scheme, year=year)
        return rows.year_totals_of(year, found)

    def money(self, member_id: int) -> AccountMoney:
        """Account balances as they are now, without a lock.

        Raises:
            MemberUnknown: there is no such member.
        """
        with self._exchange.reading() as line:
            if line.row(MEMBER, member_id=member_id) is None:
                raise MemberUnknown
            return rows.money_of(line.rows(MONEY, member_id=member_id))

    # Lookups

    def find_items(self, text: str, day: date, limit: int = 9) -> tuple[CatalogueItem, ...]:
        """Catalogue entries in force on a day, best match first."""
        asked = _search(text)
        if asked is None:
            return ()
        found = self._read(FIND_ITEMS, **asked, day=day.isoformat(), most=limit)
        return tuple(rows.item_of(row) for row in found)

    def find_institutions(self, text: str, limit: int = 9) -> tuple[Institution, ...]:
        """Institutions, best match first."""
        asked = _search(text)
        if asked is None:
            return ()
        return tuple(rows.institution_of(row) for row in self._read(FIND_INSTITUTIONS, **asked, most=limit))

    def receipt_use(self, key: str, part: StayPart | None = None) -> CounterError | None:
        """Who used a receipt before."""
        with self._exchange.reading() as line:
            return receipt_use(line, key, part)[1]

    # Drafts

    def save_draft(self, draft: Draft, staff: Staff, route: str = "") -> str:
        """Keep what was typed; on the disk when this returns.

        Raises:
            KeyReused: the draft was booked meanwhile.
        """
        at = self._clock.now()
        content = draft_text(draft)

        def save() -> None:
            with self._exchange.writing(draft.key) as line:
                if line.row(POSTING_BY_KEY, key=draft.key) is not None:
                    raise KeyReused(draft.key)
                values = {
                    "member_id": draft.member_id,
                    "content": content,
                    "state": "open",
                    "saved_at": at,
                    "clerk": staff.name,
                    "counter": staff.counter,
                }
                if line.run(CHANGE_DRAFT, of_key=draft.key, **values) == 0:
                    line.run(ADD_DRAFT, key=draft.key, **values)
                    self._note(line, "draft", staff.name, draft.member_id, key=draft.key, route=route)

        self._exchange.retried(save)
        return at

    def mark_submitted(self, key: str) -> None:
        """The draft's outcome is unknown from here until its transaction has ended."""
        with self._exchange.writing(key) as line:
            line.run(SET_DRAFT_STATE, of_key=key, state="submitted")

    def discard_draft(self, key: str, staff: Staff, route_of: Callable[[int], str] = lambda _member: "") -> None:
        """Give a draft up; without one there is nothing to do."""
        with self._exchange.writing(key) as line:
            found = line.row(DRAFT, key=key)
            if found is None:
                return
            line.run(DISCARD_DRAFT, of_key=key)
            content = read_draft(found[0])
            facts = {"key": key, "receipts": len(content.receipts), "care": content.care, "route": route_of(found[5])}
            self._note(line, "discard_draft", staff.name, found[5], **facts)

    def drafts(self, member_id: int | None = None) -> tuple[DraftRecord, ...]:
        """Drafts that are not booked, newest first."""
        found = self._read(ALL_DRAFTS) if member_id is None else self._read(DRAFTS_OF, member_id=member_id)
        return tuple(DraftRecord(read_draft(row[0]), row[1], row[2], row[3]) for row in found)

    # Replay

    def begin_replay(self, first: date, last: date) -> int:
        """How many booked claims there are; one audit row says who looks at all of them."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        count: int = self._read(COUNT_CLAIMS, **days)[0][0]
        if not self.read_only:
            with self._exchange.writing() as line:
                self._note(line, "replay", self._staff.name, None, claims=count, **days)
        return count

    def stored_claims(self, first: date, last: date, *, after: int = 0, limit: int = 200) -> tuple[StoredClaim, ...]:
        """The next booked claims in booking order."""
        days = {"first": first.isoformat(), "last": last.isoformat()}
        return tuple(stored_claim_of(row) for row in self._read(STORED_CLAIMS, **days, after=after, most=limit))

    # Settlements

    def settlement(self, settlement_id: int) -> Settlement:
        """One settlement."""
        found = self._read(settled.SETTLEMENT_BY_ID, settlement_id=settlement_id)
        if not found:
            raise KeyError(settlement_id)
        return rows.settlement_of(found[0])

    def settlement_by_key(self, key: str) -> Settlement | None:
        """How an unknown outcome is resolved. Waits for a transaction that is still at work under this key."""
        if not self.read_only and self._exchange.backend.key_lock() is not None:
            with self._exchange.writing(key) as line:
                line.row(ONE)
        with self._exchange.reading() as line:
            return papers.by_key(line, key)

    def settlement_by_number(self, number: str) -> Settlement | None:
        """A settlement, or a reversal, by what stands on its paper."""
        with self._exchange.reading() as line:
            return papers.by_number(line, plain_text(number))

    def booked_claim(self, settlement_id: int) -> Claim:
        """The claim of a settlement."""
        with self._exchange.reading() as line:
            return booked_claim(line, settlement_id)

    def reversal_basis(self, settlement_id: int) -> ReversalBasis:
        """What a reversal would rest on, without a lock."""
        with self._exchange.reading() as line:
            return reversal_basis(line, settlement_id)

    def settlements(
        self, member_id: int | None = None, limit: int = 50, *, unprinted_only: bool = False
    ) -> tuple[Settlement, ...]:
        """Settlements, newest first."""
        found = self._read(settled.SETTLEMENTS, member_id=member_id, unprinted=int(unprinted_only), most=limit)
        return tuple(rows.settlement_of(row) for row in found)

    def note_print(
        self, number: str, state: str, *, job: str = "", reason: str = "", actor: str = "", route: str = ""
    ) -> Settlement:
        """Record how a print job stands."""
        why = reason.strip()
        with self._exchange.writing() as line:

            def note(attempt: int) -> None:
                facts: dict[str, object] = {
                    "state": state,
                    "job": job,
                    "reason": why,
                    "attempt": attempt,
                    "route": route,
                }
                self._note(line, "print", actor, None, number=number, **facts)

            return papers.note_print(line, number, state, self._clock.now(), job, why, actor, note)

    def open_cases(self) -> tuple[OpenCase, ...]:
        """Everything that is not finished."""
        with self._exchange.reading() as line:
            return records.open_cases_of(line.rows(ALL_DRAFTS), line.rows(ALL_UNPRINTED))

    # The day and the log

    def accounting_day(self) -> AccountingDay:
        """The latest accounting day; before the first one, none is open."""
        found = self._read(TODAY)
        if not found:
            return AccountingDay(date.min, False)
        return AccountingDay(date.fromisoformat(found[0][0]), found[0][1] == "open")

    def open_day(self, day: date, actor: str) -> AccountingDay:
        """Open a day; an open one stays as it is.

        Raises:
            StoreProblem: `day_order`: a later day was opened before, or this day is closed.
        """
        with self._exchange.writing() as line:
            same = line.row(SAME_DAY, day=day.isoformat())
            later = line.row(LATER_DAY, day=day.isoformat())
            if (later is not None and later[0]) or (same is not None and same[0] != "open"):
                raise StoreProblem("day_order", day.isoformat())
            if same is None:
                line.run(ADD_DAY, day=day.isoformat(), state="open", opened_at=self._clock.now(), opened_by=actor)
                self._note(line, "open_day", actor, day=day.isoformat())
        return AccountingDay(day, True)

    def audit_head(self) -> tuple[int, str]:
        """Sequence and hash of the newest audit row."""
        with self._exchange.reading() as line:
            return chain.head(line)


def _last(as_of: date | None) -> str:
    return records.FOR_EVER if as_of is None else as_of.isoformat()


def _year(year: int | None) -> str | None:
    return None if year is None else f"{year:04d}"


def _search(text: str) -> dict[str, Any] | None:
    """Parameters of a lookup, None for an empty text. What stands for any text in LIKE is taken as itself."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None

    def inside(part: str) -> str:
        for special in ("\\", "%", "_"):
            part = part.replace(special, "\\" + special)
        return f"%{part}%"

    return {
        "text": typed,
        "initials": typed.lower(),
        "inside": inside(typed),
        "initials_inside": inside(typed.lower()),
    }
