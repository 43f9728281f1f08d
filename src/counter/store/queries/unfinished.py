"""What is not finished: drafts, and paper that is not out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, Table, cast, desc, func, select, union_all

from counter.store.columns import WHOLE
from counter.store.line import Prepared
from counter.store.queries.asking import asked, asked_number
from counter.store.tables.claims import claim, receipt_portion
from counter.store.tables.papers import settlement, statement
from counter.store.tables.reversals import reversal
from counter.store.tables.work import draft

DRAFT_COLUMNS = (draft.c.content, draft.c.state, draft.c.saved_at, draft.c.clerk, draft.c.key)


def open_drafts() -> Select[Any]:
    """Drafts, newest first."""
    return select(*DRAFT_COLUMNS).order_by(draft.c.saved_at.desc(), draft.c.key)


def unprinted_papers(who: Any = None) -> CompoundSelect[Any]:
    """Statements and reversals whose paper is not out, of one member or of all; a void statement needs none."""

    def papers(document: Table, at: ColumnElement[Any], total: ColumnElement[Any]) -> Select[Any]:
        receipts = (
            select(cast(func.count(), WHOLE)).where(receipt_portion.c.document == document.c.number).scalar_subquery()
        )
        found = (
            select(document.c.number.label("number"), claim.c.care, receipts, total, at.label("at"), document.c.clerk)
            .join(claim, claim.c.claim_id == document.c.settlement_id)
            .join(statement, statement.c.number == document.c.number)
            .where(statement.c.print_state != "printed", statement.c.state == "issued")
        )
        return found if who is None else found.where(document.c.member_id == who)

    return union_all(
        papers(settlement, settlement.c.settled_at, claim.c.total_fen),
        papers(reversal, reversal.c.reversed_at, -claim.c.total_fen),
    ).order_by(desc("at"), desc("number"))


ALL_DRAFTS = Prepared(open_drafts())
DRAFTS_OF = Prepared(open_drafts().where(draft.c.member_id == asked_number("member_id")))
DRAFT = Prepared(select(*DRAFT_COLUMNS, draft.c.member_id).where(draft.c.key == asked("key")).with_for_update())
ALL_UNPRINTED = Prepared(unprinted_papers())
