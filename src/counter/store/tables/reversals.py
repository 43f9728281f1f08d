"""What was taken back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

reversal_seal = columns.new_table(
    "reversal_seal",
    Column("settlement_id", WHOLE, primary_key=True, autoincrement=False),
    columns.whole("audit_seq", ForeignKey("audit.seq")),
    UniqueConstraint("audit_seq"),
)

reversal = columns.new_table(
    "reversal",
    Column("settlement_id", WHOLE, ForeignKey("settlement.settlement_id"), primary_key=True, autoincrement=False),
    columns.words("key", CheckConstraint("key <> ''", name="keyed")),
    columns.words("number", ForeignKey("statement.number")),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.day("business_day", ForeignKey("accounting_day.day")),
    columns.words("reversed_at"),
    columns.words("clerk", CheckConstraint("clerk <> ''", name="clerk_named")),
    columns.words("counter"),
    columns.words("reason", CheckConstraint("trim(reason) <> ''", name="reasoned")),
    Column("snapshot", LargeBinary, nullable=False),
    columns.words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    UniqueConstraint("key"),
    UniqueConstraint("number"),
    ForeignKeyConstraint(
        ["settlement_id"],
        ["reversal_seal.settlement_id"],
        name="reversal_sealed",
        deferrable=True,
        initially="DEFERRED",
    ),
    Index(None, "member_id"),
)
