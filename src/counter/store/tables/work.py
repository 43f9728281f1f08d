"""Work at a counter: drafts, and the audit chain of every act."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

draft = columns.new_table(
    "draft",
    columns.words("key", CheckConstraint("key <> ''", name="keyed")),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("content"),
    columns.words("state", columns.one_of("state", "open", "submitted")),
    columns.words("saved_at"),
    columns.words("clerk"),
    columns.words("counter"),
    PrimaryKeyConstraint("key"),
    Index(None, "member_id"),
    free=None,
)
columns.UPSERTED.add("draft")

audit = columns.new_table(
    "audit",
    Column("seq", WHOLE, columns.between("seq", 1, 10**15), primary_key=True, autoincrement=False),
    columns.words("kind"),
    columns.whole("member_id", null=True),
    Column("content", LargeBinary, nullable=False),
    columns.words("algorithm", columns.one_of("algorithm", "sha256")),
    columns.words("previous_hash", CheckConstraint("length(previous_hash) = 64", name="previous_hashed")),
    columns.words("hash", CheckConstraint("length(hash) = 64", name="hashed")),
    UniqueConstraint("hash"),
    UniqueConstraint("previous_hash"),
    Index(None, "member_id"),
)

audit_head = columns.new_table(
    "audit_head",
    columns.whole("one", columns.between("one", 1, 1)),
    columns.whole("seq"),
    columns.words("hash"),
    PrimaryKeyConstraint("one"),
    free=("seq", "hash"),
)
