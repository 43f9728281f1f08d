"""The reversal half of a writing transaction, and what a reversal rests on (`counter.domain.reversal`).

Everything that a reversal writes is copied from what the settlement wrote, with the opposite sign: nothing is priced or
worked out again. The database refuses whatever is not the exact negative (`counter.store.reversal_guards`).
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, bindparam, cast, func, insert, literal, select, text, update

from counter.domain.claim import Claim
from counter.domain.errors import AlreadyReversed
from counter.domain.ledger import EntryKind, Transfer
from counter.domain.reversal import ReversalBasis, ReversalBooking
from counter.domain.settlement import Settlement
from counter.store import rows, settled
from counter.store.booking import NEXT_EXPENSE, BookingTransaction
from counter.store.claims import read_claim
from counter.store.columns import WHOLE, WORDS, all_of
from counter.store.ledger import post
from counter.store.line import Line, Prepared
from counter.store.queries.overview import MONEY, YEAR_TOTALS
from counter.store.reversal_guards import LATER_USES
from counter.store.tables.claims import claim, receipt, receipt_portion
from counter.store.tables.money import account, member_entry, transfer
from counter.store.tables.papers import settlement, statement
from counter.store.tables.reversals import reversal, reversal_seal
from counter.store.tables.use import expense, total_event

_SETTLEMENT = bindparam("of_settlement", type_=WHOLE)
_ORIGINAL = bindparam("original", type_=WORDS)
_NUMBER = bindparam("number", type_=WORDS)

BOOKED = Prepared(
    select(claim.c.year, claim.c.scheme, claim.c.member_id, settlement.c.posting_id, claim.c.content)
    .join(settlement, settlement.c.settlement_id == claim.c.claim_id)
    .where(claim.c.claim_id == _SETTLEMENT)
)
REVERSED = Prepared(
    select(settlement.c.number, reversal.c.number, reversal.c.clerk, reversal.c.counter, reversal.c.reversed_at)
    .join(settlement, settlement.c.settlement_id == reversal.c.settlement_id)
    .where(reversal.c.settlement_id == _SETTLEMENT)
)
_POSTING = transfer.c.posting_id == bindparam("of_posting", type_=WHOLE)
TRANSFERS = Prepared(
    select(transfer.c.debit, transfer.c.credit, transfer.c.fen, transfer.c.kind)
    .where(_POSTING)
    .order_by(transfer.c.line)
)
SHORT = Prepared(
    select(account.c.name)
    .join(transfer, transfer.c.credit == account.c.name)
    .where(_POSTING, account.c.overdraft == 0)
    .group_by(account.c.name, account.c.fen)
    .having(cast(func.sum(transfer.c.fen), WHOLE) > account.c.fen)
    .order_by(account.c.name)
)
LATER = Prepared(
    text(f"SELECT l.document FROM {LATER_USES} WHERE s.settlement_id = :of_settlement ORDER BY l.seq DESC").bindparams(  # noqa: S608 - words of our own
        _SETTLEMENT
    )
)
YEAR_CLOSED = Prepared(
    select(literal(1))
    .where(
        member_entry.c.member_id == bindparam("member_id", type_=WHOLE),
        member_entry.c.posting_id > bindparam("of_posting", type_=WHOLE),
        member_entry.c.kind == "carry_over",
    )
    .limit(literal(1))
)
ADD_REVERSAL = Prepared(insert(reversal).values(all_of(reversal)))
ADD_SEAL = Prepared(insert(reversal_seal).values(all_of(reversal_seal)))
_OF_CLAIM = total_event.c.member_id == bindparam("member_id", type_=WHOLE)
TAKE_BACK_TOTALS = Prepared(
    insert(total_event).from_select(
        [column.name for column in total_event.columns],
        select(
            total_event.c.member_id,
            total_event.c.scheme,
            total_event.c.year,
            total_event.c.total_key,
            _NUMBER,
            -total_event.c.amount,
            bindparam("day", type_=WORDS),
        ).where(
            _OF_CLAIM,
            total_event.c.scheme == bindparam("scheme", type_=WORDS),
            total_event.c.year == bindparam("year", type_=WORDS),
            total_event.c.document == _ORIGINAL,
        ),
    )
)
FUNDS = Prepared(select(expense.c.funds).where(expense.c.document == _ORIGINAL))
_NEGATED = ("total_fen", "eligible_fen", "fund_fen", "account_fen", "cash_fen", "other_fen")
_GIVEN: dict[str, ColumnElement[Any]] = {
    "seq": bindparam("seq", type_=WHOLE),
    "booked_day": bindparam("day", type_=WORDS),
    "funds": bindparam("funds", type_=WORDS),
    "source": literal("reversal", WORDS),
    "document": _NUMBER,
}
TAKE_BACK_EXPENSE = Prepared(
    insert(expense).from_select(
        [column.name for column in expense.columns],
        select(
            *(_GIVEN.get(column.name, -column if column.name in _NEGATED else column) for column in expense.columns)
        ).where(expense.c.document == _ORIGINAL),
    )
)
_PORTIONS = select(receipt_portion.c.receipt_id).where(receipt_portion.c.document == _ORIGINAL)
FREE_PORTIONS = Prepared(
    insert(receipt_portion).from_select(
        ["receipt_id", "document", "fen"],
        select(receipt_portion.c.receipt_id, _NUMBER, -receipt_portion.c.fen).where(
            receipt_portion.c.document == _ORIGINAL
        ),
    )
)
RELEASE = Prepared(
    update(receipt)
    .where(receipt.c.receipt_id.in_(_PORTIONS), receipt.c.claimed_fen == 0)
    .values(state="released", live=0)
)
REVERSE_CLAIM = Prepared(update(claim).where(claim.c.claim_id == _SETTLEMENT).values(state="reversed"))
VOID = Prepared(update(statement).where(statement.c.number == _ORIGINAL).values(state="void"))


def booked_claim(line: Line, settlement_id: int) -> Claim:
    """The claim of a settlement, as it was booked. Raises KeyError when there is none."""
    found = line.row(BOOKED, of_settlement=settlement_id)
    if found is None:
        raise KeyError(settlement_id)
    return read_claim(bytes(found[4]))


def reversal_basis(line: Line, settlement_id: int) -> ReversalBasis:
    """What the books say about a settlement that is to be reversed.

    Raises:
        AlreadyReversed: it was.
        KeyError: there is no such settlement.
    """
    gone = line.row(REVERSED, of_settlement=settlement_id)
    if gone is not None:
        raise AlreadyReversed(*gone)
    found = line.row(settled.SETTLEMENT_BY_ID, settlement_id=settlement_id)
    if found is None:
        raise KeyError(settlement_id)
    booked = line.row(BOOKED, of_settlement=settlement_id)
    assert booked is not None
    year, scheme, member_id, posting_id, _ = booked
    totals = line.rows(YEAR_TOTALS, member_id=member_id, scheme=scheme, year=year)
    return ReversalBasis(
        settlement=rows.settlement_of(found),
        year=year,
        transfers=tuple(
            Transfer(debit, credit, fen, EntryKind(kind))
            for debit, credit, fen, kind in line.rows(TRANSFERS, of_posting=posting_id)
        ),
        short=tuple(row[0] for row in line.rows(SHORT, of_posting=posting_id)),
        totals=rows.year_totals_of(year, totals),
        money=rows.money_of(line.rows(MONEY, member_id=member_id)),
        later=tuple(row[0] for row in line.rows(LATER, of_settlement=settlement_id)),
        year_closed=line.row(YEAR_CLOSED, member_id=member_id, of_posting=posting_id) is not None,
    )


class ReversingTransaction(BookingTransaction):
    """A writing transaction that settles and reverses. Locks in the order of `BookingTransaction`."""

    def reversal_by_key(self, key: str) -> Settlement | None:
        """The look-up that makes a repeated reversal harmless."""
        found = self._line.row(settled.REVERSAL_BY_KEY, key=key)
        return None if found is None else rows.settlement_of(found)

    def lock_settlement(self, settlement_id: int) -> ReversalBasis:
        """Lock the year and the accounts of a settlement's member, then read what a reversal rests on.

        Raises:
            AlreadyReversed: another counter was first.
            KeyError: there is no such settlement.
        """
        booked = self._line.row(BOOKED, of_settlement=settlement_id)
        if booked is None:
            raise KeyError(settlement_id)
        year, scheme, member_id, _, _ = booked
        self.lock_year(member_id, scheme, year)
        return reversal_basis(self._line, settlement_id)

    def reverse(self, booking: ReversalBooking) -> Settlement:
        """Everything of one reversal, in one transaction."""
        snapshot, contra, line = booking.snapshot, booking.snapshot.contra, self._line
        assert contra is not None, "a reversal says what it reverses"
        booked = line.row(BOOKED, of_settlement=booking.reverses)
        assert booked is not None
        year, scheme, member_id, posting_id, _ = booked
        assert snapshot.member_id == member_id, "the snapshot belongs to another member"
        self._issue(snapshot)
        line.run(
            ADD_REVERSAL,
            settlement_id=booking.reverses,
            reversed_at=snapshot.settled_at,
            reason=contra.reason,
            **self._header(snapshot),
        )
        post(line, booking.posting, posting_id)
        both = {"original": contra.number, "number": snapshot.number}
        day = snapshot.business_day
        line.run(TAKE_BACK_TOTALS, **both, member_id=member_id, scheme=scheme, year=year, day=day)
        self._take_back_expense(member_id, contra.number, snapshot.number, day)
        for key in sorted(key for key, *_ in snapshot.receipts):
            line.lock(f"receipt:{key}")
        line.run(FREE_PORTIONS, **both)
        line.run(RELEASE, original=contra.number)
        line.run(REVERSE_CLAIM, of_settlement=booking.reverses)
        line.run(VOID, original=contra.number)
        seq, digest = self._log(
            "reverse",
            booking.actor,
            snapshot,
            reverses=contra.number,
            reason=contra.reason,
            route=booking.route,
            settled_by=contra.clerk,
        )
        line.run(ADD_SEAL, settlement_id=booking.reverses, audit_seq=seq)
        return Settlement(booking.reverses, snapshot, seq, digest, "pending", 0)

    def _take_back_expense(self, member_id: int, original: str, number: str, day: str) -> None:
        last = self._line.row(NEXT_EXPENSE, member_id=member_id)
        funds = self._line.row(FUNDS, original=original)
        assert last is not None
        assert funds is not None
        negated = json.dumps([[code, -fen] for code, fen in json.loads(funds[0])])
        self._line.run(TAKE_BACK_EXPENSE, original=original, number=number, day=day, seq=last[0] + 1, funds=negated)
