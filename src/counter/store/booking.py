"""One writing transaction of a settlement: `counter.visit.ports.books.Transaction` on a database line."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CATEGORY_OF_CARE, Claim, Receipt, StayPart
from counter.domain.draft import plain_text
from counter.domain.errors import MemberUnknown, NoOpenDay, NotCorrectable, ReceiptAlreadyUsed
from counter.domain.member import Insurance, Member
from counter.domain.settlement import Booking, Copy, Settlement, Snapshot
from counter.store import audit as chain
from counter.store import rows, settled
from counter.store.columns import WHOLE, WORDS, all_of
from counter.store.ledger import ADD_YEAR, open_accounts, post
from counter.store.line import Line, Prepared
from counter.store.queries.booked import RECEIPT_USE
from counter.store.queries.overview import ALL_INSURANCES, LATEST_OPEN, MEMBER, MONEY, YEAR_TOTALS
from counter.store.tables.claims import RESTATED, claim, receipt, receipt_alias, receipt_portion
from counter.store.tables.money import account
from counter.store.tables.papers import settlement, statement, statement_copy, statement_counter
from counter.store.tables.use import expense, member_year, total_event, year_total
from counter.store.tables.work import draft

LOCK_YEAR = Prepared(
    select(member_year.c.year)
    .where(
        member_year.c.member_id == bindparam("member_id", type_=WHOLE),
        member_year.c.scheme == bindparam("scheme", type_=WORDS),
        member_year.c.year == bindparam("year", type_=WORDS),
    )
    .with_for_update()
)
LOCK_ACCOUNTS = Prepared(
    select(account.c.name)
    .where(account.c.member_id == bindparam("member_id", type_=WHOLE))
    .order_by(account.c.name)
    .with_for_update()
)
_OF_COUNTER = (
    statement_counter.c.centre == bindparam("of_centre", type_=WORDS),
    statement_counter.c.year == bindparam("of_year", type_=WORDS),
)
LOCK_COUNTER = Prepared(select(statement_counter.c.last).where(*_OF_COUNTER).with_for_update())
ADD_COUNTER = Prepared(postgresql.insert(statement_counter).values(all_of(statement_counter)).on_conflict_do_nothing())
STEP_COUNTER = Prepared(update(statement_counter).where(*_OF_COUNTER).values(last=statement_counter.c.last + 1))
ADD_CLAIM = Prepared(insert(claim).values(all_of(claim, "claim_id")).returning(claim.c.claim_id))
ADD_RECEIPT = Prepared(insert(receipt).values(all_of(receipt, "receipt_id")).returning(receipt.c.receipt_id))
ADD_ALIAS = Prepared(insert(receipt_alias).values(all_of(receipt_alias)))
ADD_PORTION = Prepared(insert(receipt_portion).values(all_of(receipt_portion)))
PORTIONS = Prepared(
    select(claim.c.member_id, receipt.c.total_fen, receipt.c.claimed_fen, claim.c.content)
    .select_from(receipt_portion)
    .join(receipt, receipt.c.receipt_id == receipt_portion.c.receipt_id)
    .join(settlement, settlement.c.number == receipt_portion.c.document)
    .join(claim, claim.c.claim_id == settlement.c.settlement_id)
    .where(
        receipt_portion.c.receipt_id == bindparam("receipt_id", type_=WHOLE),
        receipt_portion.c.fen > 0,
        claim.c.state != "reversed",
    )
)
CLAIM_AGAIN = Prepared(
    update(receipt)
    .where(receipt.c.receipt_id == bindparam("of_receipt", type_=WHOLE), receipt.c.state == "released")
    .values(state="claimed", live=1, **{name: bindparam(name) for name in RESTATED})
)
ADD_EVENT = Prepared(insert(total_event).values(all_of(total_event)))
SET_CAP = Prepared(
    update(year_total)
    .where(
        year_total.c.member_id == bindparam("of_member", type_=WHOLE),
        year_total.c.scheme == bindparam("of_scheme", type_=WORDS),
        year_total.c.year == bindparam("of_year", type_=WORDS),
        year_total.c.total_key == bindparam("of_key", type_=WORDS),
    )
    .values(cap=bindparam("cap", type_=WHOLE))
)
NEXT_EXPENSE = Prepared(
    select(expense.c.seq)
    .where(expense.c.member_id == bindparam("member_id", type_=WHOLE))
    .order_by(expense.c.seq.desc())
    .limit(1)
)
ADD_EXPENSE = Prepared(insert(expense).values(all_of(expense)))
ADD_STATEMENT = Prepared(insert(statement).values(all_of(statement)))
ADD_COPY = Prepared(insert(statement_copy).values(all_of(statement_copy)))
ADD_SETTLEMENT = Prepared(insert(settlement).values(all_of(settlement)))
REMOVE_DRAFT = Prepared(delete(draft).where(draft.c.key == bindparam("of_key", type_=WORDS)))


class Claimed(NamedTuple):
    """What a claim is about to take of a receipt: for whom, the paper's total, and how much of it."""

    member_id: int
    total_fen: int
    portion_fen: int


def receipt_parts(key: str) -> dict[str, str]:
    """kind, code and number of a receipt key in their canonical spelling, however it was typed."""
    kind, code, number = [*key.split(":"), "", ""][:3]
    return {"kind": plain_text(kind).lower(), "code": plain_text(code), "number": plain_text(number)}


def receipt_use(
    line: Line, key: str, part: StayPart | None = None, claimed: Claimed | None = None
) -> tuple[int | None, ReceiptAlreadyUsed | None]:
    """(id of the receipt that this key stands for, the refusal when it is in use).

    part: the claim's part of a stay, None for a whole claim; claimed: what is about to be claimed, None when it is only
    asked.
    """
    found = line.row(RECEIPT_USE, **receipt_parts(key))
    if found is None:
        return None, None
    receipt_id, state, document, clerk, counter, at, place, day = found
    if state == "released":
        return receipt_id, None
    if state == "claimed" and part is not None and _only_other_parts(line, receipt_id, part, claimed):
        return receipt_id, None
    return receipt_id, ReceiptAlreadyUsed(
        key, state, document or "", clerk or "", counter or place or "", at or day or ""
    )


def _only_other_parts(line: Line, receipt_id: int, part: StayPart, claimed: Claimed | None) -> bool:
    """Whether a receipt is used by other parts of the same stay and by nothing else, with room for one more."""
    uses = line.rows(PORTIONS, receipt_id=receipt_id)
    for member_id, total, used, content in uses:
        other = json.loads(bytes(content)).get("part")
        if other is None or other["stay"] != part.stay or other["number"] == part.number:
            return False
        if claimed is not None and (
            (member_id, total) != (claimed.member_id, claimed.total_fen) or used + claimed.portion_fen > total
        ):
            return False
    return bool(uses)


class BookingTransaction:
    """`counter.visit.ports.books.Transaction`.

    Locks are taken in one order everywhere, so that writers wait but never block each other for good: key, the
    member's year, the member's accounts, statement counter, other accounts, receipts, audit head.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def lock_year(self, member_id: int, scheme: str, year: str) -> YearTotals:
        """Lock and read. The row of a first claim is made here, so that there is something to lock."""
        self._line.run(ADD_YEAR, member_id=member_id, scheme=scheme, year=year)
        self._line.row(LOCK_YEAR, member_id=member_id, scheme=scheme, year=year)
        open_accounts(self._line, (f"member:{member_id}:{part}" for part in ("current", "payable", "prior")))
        self._line.rows(LOCK_ACCOUNTS, member_id=member_id)
        found = self._line.rows(YEAR_TOTALS, member_id=member_id, scheme=scheme, year=year)
        return rows.year_totals_of(year, found)

    def money(self, member_id: int) -> AccountMoney:
        """Balances inside the transaction."""
        return rows.money_of(self._line.rows(MONEY, member_id=member_id))

    def member(self, member_id: int) -> tuple[Member, tuple[Insurance, ...]]:
        """Person and insurances inside the transaction."""
        found = self._line.row(MEMBER, member_id=member_id)
        if found is None:
            raise MemberUnknown
        insurances = self._line.rows(ALL_INSURANCES, member_id=member_id)
        return rows.member_of(found), tuple(rows.insurance_of(row) for row in insurances)

    def settlement_by_key(self, key: str) -> tuple[Settlement, str] | None:
        """The look-up that makes a repeated settlement harmless."""
        found = self._line.row(settled.SETTLEMENT_BY_KEY, key=key)
        return None if found is None else (rows.settlement_of(found), found[7])

    def open_day(self) -> date:
        """The latest open day."""
        found = self._line.row(LATEST_OPEN)
        if found is None or found[0] is None:
            raise NoOpenDay
        return date.fromisoformat(found[0])

    def next_statement_number(self, centre: str, day: date) -> str:
        """From a counter row in this very transaction: a sequence would leave gaps."""
        place = {"of_centre": centre, "of_year": f"{day.year:04d}"}
        if self._line.row(LOCK_COUNTER, **place) is None:
            self._line.run(ADD_COUNTER, centre=centre, year=place["of_year"], last=0)
        self._line.run(STEP_COUNTER, **place)
        found = self._line.row(LOCK_COUNTER, **place)
        assert found is not None
        return f"{centre}-JS-{day.year:04d}-{found[0]:08d}"

    def book(self, booking: Booking) -> Settlement:
        """Everything of one settlement, in one transaction."""
        snapshot, booked, priced = booking.snapshot, booking.claim, booking.snapshot.adjudication
        assert snapshot.key == booking.posting.key, "one key for claim, posting and settlement"
        assert snapshot.claim_hash == booked.content_hash(), "the snapshot belongs to another claim"
        assert snapshot.member_id == booked.member_id, "the snapshot belongs to another member"
        found = self._line.row(
            ADD_CLAIM,
            key=snapshot.key,
            content_hash=snapshot.claim_hash,
            content=booked.content(),
            member_id=booked.member_id,
            scheme=booked.scheme,
            year=booking.year,
            care=booked.care,
            institution_code=booked.institution.code,
            service_day=booked.service_day.isoformat(),
            total_fen=priced.total_amount,
            fund_fen=priced.fund_amount,
            hospital_fen=priced.hospital_amount,
            account_fen=priced.account_amount,
            family_fen=priced.family_account_amount,
            cash_fen=priced.cash_amount,
            state="entered",
            entered_by=booking.actor,
            reviewed_by=None,
            reviewed_hash=None,
            paid_by=None,
            replaces=self._replaced(snapshot),
        )
        assert found is not None
        claim_id: int = found[0]
        posting_id = post(self._line, booking.posting)
        self._use_totals(booking)
        self._spend(booking)
        self._issue(snapshot)
        for one in sorted(booked.receipts, key=lambda receipt: receipt.key):
            self._use_receipt(one, booked, snapshot.number)
        facts: dict[str, object] = {"route": snapshot.identity_route}
        if booking.typed_reason:
            facts["typed_reason"] = booking.typed_reason
        seq, digest = self._log("settle", booking.actor, snapshot, **facts)
        self._line.run(
            ADD_SETTLEMENT,
            settlement_id=claim_id,
            posting_id=posting_id,
            settled_at=snapshot.settled_at,
            audit_seq=seq,
            **self._header(snapshot),
        )
        self._line.run(REMOVE_DRAFT, of_key=snapshot.key)
        return Settlement(claim_id, snapshot, seq, digest, "pending", 0)

    def _header(self, snapshot: Snapshot) -> dict[str, object]:
        """What a settlement and a reversal say of themselves in columns, and the frozen whole."""
        return {
            "key": snapshot.key,
            "number": snapshot.number,
            "member_id": snapshot.member_id,
            "business_day": snapshot.business_day,
            "clerk": snapshot.clerk,
            "counter": snapshot.counter,
            "snapshot": snapshot.to_json(),
            "content_hash": snapshot.content_hash,
        }

    def _log(self, kind: str, actor: str, snapshot: Snapshot, **facts: object) -> tuple[int, str]:
        """Append the audit row of a settlement or a reversal; its sequence and hash."""
        priced = snapshot.adjudication
        return chain.append(
            self._line,
            kind,
            snapshot.settled_at,
            actor,
            snapshot.counter,
            snapshot.member_id,
            key=snapshot.key,
            number=snapshot.number,
            claim_hash=snapshot.claim_hash,
            snapshot_hash=snapshot.content_hash,
            total_fen=priced.total_amount,
            fund_fen=priced.fund_amount,
            account_fen=priced.account_amount,
            cash_fen=priced.cash_amount,
            **facts,
        )

    def _use_totals(self, booking: Booking) -> None:
        """Append what the claim used; the projection follows by trigger and may not pass the fund's cap."""
        member_id, scheme = booking.claim.member_id, booking.claim.scheme
        priced = booking.snapshot.adjudication
        added = dict(priced.totals_added)
        caps = {}
        for fund in priced.funds:
            keys = [key for key in added if key.split("/")[0] == f"D{fund.code}"]
            if fund.limit_left_fen is not None and len(keys) == 1:
                caps[keys[0]] = priced.totals_before.get(keys[0]) + added[keys[0]] + fund.limit_left_fen
        of_year = {"of_member": member_id, "of_scheme": scheme, "of_year": booking.year}
        for key, amount in sorted(added.items()):
            cap = caps.get(key)
            if cap is not None:
                # Before the event, since the cap of an earlier rule may have been lower.
                self._line.run(SET_CAP, **of_year, of_key=key, cap=cap)
            if amount:
                self._line.run(
                    ADD_EVENT,
                    member_id=member_id,
                    scheme=scheme,
                    year=booking.year,
                    total_key=key,
                    document=booking.snapshot.number,
                    amount=amount,
                    booked_day=booking.snapshot.business_day,
                )
            if cap is not None:
                # After it, for a row that the event made.
                self._line.run(SET_CAP, **of_year, of_key=key, cap=cap)

    def _spend(self, booking: Booking) -> None:
        snapshot, priced = booking.snapshot, booking.snapshot.adjudication
        last = self._line.row(NEXT_EXPENSE, member_id=snapshot.member_id)
        self._line.run(
            ADD_EXPENSE,
            member_id=snapshot.member_id,
            seq=1 if last is None else last[0] + 1,
            day=snapshot.service_day,
            booked_day=snapshot.business_day,
            year=booking.year,
            scheme=snapshot.scheme,
            care=snapshot.care,
            category=CATEGORY_OF_CARE[booking.claim.care],
            institution_code=snapshot.institution_code,
            institution_name=snapshot.institution_name,
            total_fen=priced.total_amount,
            eligible_fen=priced.eligible_amount,
            fund_fen=priced.fund_amount,
            account_fen=priced.account_amount,
            cash_fen=priced.cash_amount,
            other_fen=priced.hospital_amount + priced.family_account_amount,
            funds=json.dumps([[fund.code, fund.amount_fen] for fund in priced.funds]),
            source="claim",
            document=snapshot.number,
        )

    def _issue(self, snapshot: Snapshot) -> None:
        centre, _, year, serial = snapshot.number.rsplit("-", 3)
        self._line.run(
            ADD_STATEMENT,
            number=snapshot.number,
            centre=centre,
            year=year,
            serial=int(serial),
            state="issued",
            print_state="pending",
            printed=0,
            issued_at=snapshot.settled_at,
        )
        for copy in Copy:
            self._line.run(ADD_COPY, number=snapshot.number, copy=copy)

    def _replaced(self, snapshot: Snapshot) -> int | None:
        """The claim that a correction replaces.

        Raises:
            NotCorrectable: it stands, was replaced before, or is another member's.
        """
        number = snapshot.replaces
        if not number:
            return None
        found = self._line.row(settled.REPLACED, number=number)
        if found is None or found[1] != snapshot.member_id:
            raise NotCorrectable("other_member", number)
        claim_id, _, state, replaced_by = found
        if state != "reversed":
            raise NotCorrectable("not_reversed", number)
        if replaced_by is not None:
            raise NotCorrectable("replaced", number, replaced_by)
        return int(claim_id)

    def _use_receipt(self, one: Receipt, booked: Claim, number: str) -> None:
        """Claim a receipt once, or once by each part of a stay that is split by days.

        Raises:
            ReceiptAlreadyUsed: a live use stands in the books.
        """
        self._line.lock(f"receipt:{one.key}")
        member_id = booked.member_id
        claimed = Claimed(member_id, one.total_fen, one.claimed_fen)
        receipt_id, used = receipt_use(self._line, one.key, booked.part, claimed)
        if used is not None:
            raise used
        stated = {
            "check_code": one.check_code,
            "member_id": member_id,
            "institution_code": one.institution.code,
            "issue_day": one.issue_day.isoformat(),
            "total_fen": one.total_fen,
        }
        if receipt_id is None:
            found = self._line.row(
                ADD_RECEIPT,
                kind=one.kind,
                code=one.code,
                number=one.number,
                claimed_fen=0,
                state="claimed",
                live=1,
                **stated,
            )
            assert found is not None
            receipt_id = found[0]
            self._line.run(ADD_ALIAS, kind=one.kind, code=one.code, number=one.number, receipt_id=receipt_id)
        else:
            self._line.run(CLAIM_AGAIN, of_receipt=receipt_id, **stated)
        self._line.run(ADD_PORTION, receipt_id=receipt_id, document=number, fen=one.claimed_fen)
