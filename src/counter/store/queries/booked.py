"""What was booked before: under a key, and for a receipt."""

from __future__ import annotations

from sqlalchemy import and_, exists, func, literal, select

from counter.store.line import Prepared
from counter.store.queries.asking import asked
from counter.store.queries.enquiry import UNDOES, UNDONE_BY
from counter.store.tables.claims import receipt, receipt_alias, receipt_portion
from counter.store.tables.money import posting
from counter.store.tables.papers import settlement
from counter.store.tables.use import expense

_UNDONE = exists(
    select(literal(1))
    .select_from(UNDONE_BY)
    .join(UNDOES, UNDOES.c.settlement_id == UNDONE_BY.c.settlement_id)
    .where(UNDOES.c.number == receipt_portion.c.document)
    .correlate(receipt_portion)
)
"""A portion that was freed by a reversal is no use."""

RECEIPT_USE = Prepared(
    select(
        receipt.c.receipt_id,
        receipt.c.state,
        receipt_portion.c.document,
        settlement.c.clerk,
        settlement.c.counter,
        settlement.c.settled_at,
        expense.c.institution_name,
        expense.c.day,
    )
    .select_from(receipt_alias)
    .join(receipt, receipt.c.receipt_id == receipt_alias.c.receipt_id)
    .outerjoin(
        receipt_portion,
        and_(receipt_portion.c.receipt_id == receipt.c.receipt_id, receipt_portion.c.fen > 0, ~_UNDONE),
    )
    .outerjoin(settlement, settlement.c.number == receipt_portion.c.document)
    .outerjoin(expense, expense.c.document == receipt_portion.c.document)
    .where(
        receipt_alias.c.kind == asked("kind"),
        receipt_alias.c.code == asked("code"),
        receipt_alias.c.number == asked("number"),
    )
    # The databases put NULL at different ends.
    .order_by(func.coalesce(settlement.c.settlement_id, 0).desc(), receipt_portion.c.document.desc())
    .limit(literal(1))
)

POSTING_BY_KEY = Prepared(select(posting.c.posting_id, posting.c.content_hash).where(posting.c.key == asked("key")))
