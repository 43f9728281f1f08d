"""What stands in the books under a statement number: settlements with what became of them, and reversals."""

from __future__ import annotations

from sqlalchemy import bindparam, null, or_, select

from counter.store.columns import WHOLE, WORDS
from counter.store.line import Prepared
from counter.store.tables.claims import claim
from counter.store.tables.papers import settlement, statement
from counter.store.tables.reversals import reversal, reversal_seal
from counter.store.tables.work import audit

REPLACING = claim.alias("replacing")
"""The claim that replaces one."""
REPLACED_BY = settlement.alias("replaced_by")
"""Its settlement."""

_KEY = bindparam("key", type_=WORDS)
_NUMBER = bindparam("number", type_=WORDS)
_MEMBER = bindparam("member_id", type_=WHOLE)

SETTLED = (
    select(
        settlement.c.settlement_id,
        settlement.c.snapshot,
        settlement.c.content_hash,
        settlement.c.audit_seq,
        audit.c.hash,
        statement.c.print_state,
        statement.c.printed,
        claim.c.content_hash,
        reversal.c.number,
        reversal.c.reversed_at,
        REPLACED_BY.c.number,
    )
    .join(statement, statement.c.number == settlement.c.number)
    .join(audit, audit.c.seq == settlement.c.audit_seq)
    .join(claim, claim.c.claim_id == settlement.c.settlement_id)
    .outerjoin(reversal, reversal.c.settlement_id == settlement.c.settlement_id)
    .outerjoin(REPLACING, REPLACING.c.replaces == settlement.c.settlement_id)
    .outerjoin(REPLACED_BY, REPLACED_BY.c.settlement_id == REPLACING.c.claim_id)
)
UNDONE = (
    select(
        reversal.c.settlement_id,
        reversal.c.snapshot,
        reversal.c.content_hash,
        reversal_seal.c.audit_seq,
        audit.c.hash,
        statement.c.print_state,
        statement.c.printed,
        claim.c.content_hash,
        null(),
        null(),
        null(),
    )
    .join(statement, statement.c.number == reversal.c.number)
    .join(reversal_seal, reversal_seal.c.settlement_id == reversal.c.settlement_id)
    .join(audit, audit.c.seq == reversal_seal.c.audit_seq)
    .join(claim, claim.c.claim_id == reversal.c.settlement_id)
)
REPLACED = Prepared(
    select(claim.c.claim_id, claim.c.member_id, claim.c.state, REPLACED_BY.c.number)
    .join(settlement, settlement.c.settlement_id == claim.c.claim_id)
    .outerjoin(REPLACING, REPLACING.c.replaces == claim.c.claim_id)
    .outerjoin(REPLACED_BY, REPLACED_BY.c.settlement_id == REPLACING.c.claim_id)
    .where(settlement.c.number == _NUMBER)
)
REVERSAL_BY_KEY = Prepared(UNDONE.where(reversal.c.key == _KEY))
REVERSAL_BY_NUMBER = Prepared(UNDONE.where(reversal.c.number == _NUMBER))
SETTLEMENT_BY_ID = Prepared(SETTLED.where(settlement.c.settlement_id == bindparam("settlement_id", type_=WHOLE)))
SETTLEMENT_BY_KEY = Prepared(SETTLED.where(settlement.c.key == _KEY))
SETTLEMENT_BY_NUMBER = Prepared(SETTLED.where(settlement.c.number == _NUMBER))
SETTLEMENTS = Prepared(
    SETTLED.where(
        or_(_MEMBER.is_(None), settlement.c.member_id == _MEMBER),
        or_(bindparam("unprinted", type_=WHOLE) == 0, statement.c.print_state != "printed"),
    )
    .order_by(settlement.c.settlement_id.desc())
    .limit(bindparam("most", type_=WHOLE))
)
