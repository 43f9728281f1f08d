"""What was settled, and its paper."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
)

from counter.store import columns
from counter.store.columns import WHOLE

statement_counter = columns.new_table(
    "statement_counter",
    columns.words("centre"),
    columns.words("year"),
    columns.whole("last", columns.between("last", 0, 99_999_999)),
    PrimaryKeyConstraint("centre", "year"),
    free=("last",),
)

statement = columns.new_table(
    "statement",
    columns.words("number", CheckConstraint("number <> ''", name="numbered")),
    columns.words("centre"),
    columns.words("year"),
    columns.whole("serial", columns.between("serial", 1, 99_999_999)),
    columns.words("state", columns.one_of("state", "issued", "void")),
    columns.words(
        "print_state", columns.one_of("print_state", "pending", "sending", "queued", "printing", "printed", "failed")
    ),
    columns.whole("printed", columns.between("printed", 0, 10_000)),
    columns.words("issued_at"),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("centre", "year", "serial"),
    ForeignKeyConstraint(["centre", "year"], ["statement_counter.centre", "statement_counter.year"]),
    free=("state", "print_state", "printed"),
)

statement_copy = columns.new_table(
    "statement_copy",
    columns.words("number", ForeignKey("statement.number")),
    columns.words("copy", columns.one_of("copy", "centre", "institution", "insured")),
    PrimaryKeyConstraint("number", "copy"),
)

settlement = columns.new_table(
    "settlement",
    Column("settlement_id", WHOLE, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    columns.words("key"),
    columns.words("number", ForeignKey("statement.number")),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.whole("posting_id", ForeignKey("posting.posting_id")),
    columns.day("business_day", ForeignKey("accounting_day.day")),
    columns.words("settled_at"),
    columns.words("clerk"),
    columns.words("counter"),
    Column("snapshot", LargeBinary, nullable=False),
    columns.words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    columns.whole("audit_seq", ForeignKey("audit.seq")),
    UniqueConstraint("key"),
    UniqueConstraint("number"),
    UniqueConstraint("posting_id"),
    UniqueConstraint("audit_seq"),
    Index(None, "member_id"),
)

print_job = columns.new_table(
    "print_job",
    columns.identity("print_job_id"),
    columns.words("number", ForeignKey("statement.number")),
    columns.whole("attempt", columns.between("attempt", 0, 10_000)),
    columns.words("state", columns.one_of("state", "sending", "queued", "printing", "printed", "failed")),
    columns.flag("counted"),
    columns.words("job"),
    columns.words("reason"),
    columns.words("actor"),
    columns.words("at"),
    CheckConstraint("state <> 'sending' OR attempt = 1 OR (attempt > 1 AND reason <> '')", name="reprint_has_reason"),
    Index(None, "number"),
)
