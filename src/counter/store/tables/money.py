"""Money: accounts, postings of transfers, and a member's own lines."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

account = columns.new_table(
    "account",
    columns.words("name"),
    columns.whole("member_id", ForeignKey("member.member_id"), null=True),
    columns.words("part", columns.one_of("part", "current", "prior", "payable", "fund", "institution", "clearing")),
    columns.running_sum("fen"),
    columns.flag("overdraft"),
    PrimaryKeyConstraint("name"),
    UniqueConstraint("member_id", "part"),
    CheckConstraint("fen >= 0 OR overdraft = 1", name="not_overdrawn"),
    CheckConstraint(
        "(member_id IS NULL AND part IN ('fund', 'institution', 'clearing')) OR "
        "(member_id IS NOT NULL AND part IN ('current', 'prior', 'payable') AND overdraft = 0)",
        name="owner",
    ),
    free=("fen",),
)

posting_seal = columns.new_table(
    "posting_seal",
    Column("posting_id", WHOLE, primary_key=True, autoincrement=False),
    columns.whole("lines", columns.between("lines", 0, 10_000)),
    columns.running_sum("fen"),
)

posting = columns.new_table(
    "posting",
    columns.identity("posting_id"),
    columns.words("key", CheckConstraint("key <> ''", name="keyed")),
    columns.words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.day("day", ForeignKey("accounting_day.day")),
    columns.words("memo"),
    columns.whole("lines", columns.between("lines", 0, 10_000)),
    columns.whole("reverses", ForeignKey("posting.posting_id"), null=True),
    UniqueConstraint("key"),
    UniqueConstraint("reverses"),
    CheckConstraint("reverses IS NULL OR reverses <> posting_id", name="reverses_another"),
    ForeignKeyConstraint(["posting_id"], ["posting_seal.posting_id"], deferrable=True, initially="DEFERRED"),
)

transfer = columns.new_table(
    "transfer",
    columns.whole("posting_id", ForeignKey("posting.posting_id")),
    columns.whole("line", columns.between("line", 1, 10_000)),
    columns.words("debit", ForeignKey("account.name")),
    columns.words("credit", ForeignKey("account.name")),
    Column("fen", WHOLE, columns.between("fen", 1, columns.LARGEST_FEN), nullable=False),
    columns.words("kind", CheckConstraint("kind <> ''", name="kinded")),
    PrimaryKeyConstraint("posting_id", "line"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    clustered=True,
)

member_entry = columns.new_table(
    "member_entry",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.whole("seq", columns.between("seq", 1, 10**9)),
    columns.whole("posting_id", ForeignKey("posting.posting_id")),
    columns.day("day"),
    columns.words("kind"),
    columns.words("part", columns.one_of("part", "current", "prior")),
    columns.words("counterpart"),
    columns.fen("in_fen"),
    columns.fen("out_fen"),
    columns.running_sum("balance_fen"),
    columns.words("document"),
    PrimaryKeyConstraint("member_id", "seq"),
    CheckConstraint("(in_fen > 0 AND out_fen = 0) OR (in_fen = 0 AND out_fen > 0)", name="one_way"),
    CheckConstraint("balance_fen >= 0", name="not_overdrawn"),
    clustered=True,
)
