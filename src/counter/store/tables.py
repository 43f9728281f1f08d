"""The one schema of both databases, as SQLAlchemy Core tables.

Money is integer fen, days are ISO text, flags are 0 or 1. What a row may become later is stated here (`free`) and
enforced by the triggers of `guards` in the database itself; nothing but drafts is ever deleted (reliability.md
section 6).
"""

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
from counter.store.columns import FREE, KEPT, UPSERTED, WHOLE, WORDS, metadata

__all__ = ["FREE", "KEPT", "STEPS", "UPSERTED", "WHOLE", "WORDS", "metadata"]

# What a centre is

centre = columns.new_table(
    "centre",
    columns.whole("one", columns.between("one", 1, 1)),
    columns.words("code"),
    columns.words("name"),
    PrimaryKeyConstraint("one"),
)

staff = columns.new_table(
    "staff",
    Column("staff_id", WHOLE, primary_key=True, autoincrement=False),
    columns.words("name", CheckConstraint("name <> ''", name="named")),
    columns.words("counter"),
    columns.words("centre"),
    columns.words(
        "role", columns.one_of("role", "clerk", "reviewer", "payer", "supervisor", "auditor", "administrator")
    ),
    free=None,
)

institution = columns.new_table(
    "institution",
    Column("code", WORDS, primary_key=True),
    columns.words("name"),
    columns.words("level", columns.one_of("level", "community", "1", "2", "3")),
    columns.words("region"),
    columns.flag("designated"),
    columns.flag("is_pharmacy"),
    columns.words("initials"),
    Index(None, "initials"),
    free=None,
)

catalogue_item = columns.new_table(
    "catalogue_item",
    columns.words("code"),
    columns.day("from_day"),
    columns.day("to_day", null=True),
    columns.words("name"),
    columns.words("item_class", columns.one_of("item_class", "01", "02", "03")),
    columns.words("list_type"),
    columns.words("charge_type"),
    columns.words("unit"),
    columns.words("specification"),
    columns.whole("rate_numerator", null=True),
    columns.whole("rate_denominator", null=True),
    columns.fen("price_limit_fen", null=True),
    columns.words("initials"),
    columns.flag("direct"),
    columns.fen("price_fen", null=True),
    PrimaryKeyConstraint("code", "from_day"),
    CheckConstraint("to_day IS NULL OR to_day >= from_day", name="days_in_order"),
    CheckConstraint(
        "(rate_numerator IS NULL AND rate_denominator IS NULL) OR (rate_numerator IS NOT NULL AND "
        "rate_denominator IS NOT NULL AND rate_denominator > 0 AND rate_numerator BETWEEN 0 AND rate_denominator)",
        name="rate",
    ),
    Index(None, "initials"),
    free=None,
)

accounting_day = columns.new_table(
    "accounting_day",
    columns.day("day"),
    columns.words("state", columns.one_of("state", "open", "closed")),
    columns.words("opened_at"),
    columns.words("opened_by"),
    PrimaryKeyConstraint("day"),
    free=("state",),
)

allowed_step = columns.new_table(
    "allowed_step",
    columns.words("subject"),
    columns.words("from_state"),
    columns.words("to_state"),
    PrimaryKeyConstraint("subject", "from_state", "to_state"),
)

# Who is insured

member = columns.new_table(
    "member",
    Column("member_id", WHOLE, primary_key=True, autoincrement=False),
    columns.words("psn_no"),
    columns.words("name", CheckConstraint("name <> ''", name="named")),
    columns.words("id_number"),
    columns.words("id_last6", CheckConstraint("length(id_last6) = 6 AND id_number LIKE '%' || id_last6", name="last6")),
    columns.words("sex", columns.one_of("sex", "0", "1", "2", "9")),
    columns.day("birth_day"),
    columns.words("card_number", null=True),
    columns.words("card_id", null=True),
    columns.words("card_state", columns.one_of("card_state", "normal", "lost", "frozen", "cancelled")),
    columns.day("deceased_on", null=True),
    columns.words("initials"),
    UniqueConstraint("psn_no"),
    UniqueConstraint("id_number"),
    UniqueConstraint("card_number"),
    Index(None, "id_last6"),
    Index(None, "name"),
    Index(None, "initials"),
    free=None,
)

relative = columns.new_table(
    "relative",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.whole("relative_id"),
    PrimaryKeyConstraint("member_id", "relative_id"),
    CheckConstraint("member_id <> relative_id", name="another"),
    free=None,
)

insurance = columns.new_table(
    "insurance",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("scheme"),
    columns.words("region"),
    columns.day("from_day"),
    columns.day("to_day", null=True),
    columns.words("person_type"),
    columns.words("state", columns.one_of("state", "0", "1", "2", "3", "4")),
    columns.day("retired_on", null=True),
    columns.words("employer"),
    columns.words("enrolment"),
    columns.day("last_paid_month", null=True),
    columns.flag("frozen"),
    PrimaryKeyConstraint("member_id", "scheme", "region", "from_day"),
    CheckConstraint("to_day IS NULL OR to_day >= from_day", name="days_in_order"),
    free=None,
    clustered=True,
)

contribution = columns.new_table(
    "contribution",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("scheme"),
    columns.day("month"),
    columns.fen("base_fen"),
    columns.fen("own_fen"),
    columns.fen("employer_fen"),
    columns.fen("to_account_fen"),
    columns.day("paid_on"),
    PrimaryKeyConstraint("member_id", "scheme", "month"),
    CheckConstraint("substr(month, 9, 2) = '01'", name="first_day"),
    clustered=True,
)

# Money: accounts, postings, transfers, and a member's own lines

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

# Claims and receipts

claim = columns.new_table(
    "claim",
    columns.identity("claim_id"),
    columns.words("key", CheckConstraint("key <> ''", name="keyed")),
    columns.words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    Column("content", LargeBinary, nullable=False),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("scheme"),
    columns.words("year"),
    columns.words("care"),
    columns.words("institution_code"),
    columns.day("service_day"),
    Column("total_fen", WHOLE, columns.between("total_fen", 1, columns.LARGEST_FEN), nullable=False),
    columns.fen("fund_fen"),
    columns.fen("hospital_fen"),
    columns.fen("account_fen"),
    columns.fen("family_fen"),
    columns.fen("cash_fen"),
    columns.words("state", columns.one_of("state", "entered", "reviewed", "paid", "reversed")),
    columns.words("entered_by", CheckConstraint("entered_by <> ''", name="entered_by_named")),
    columns.words("reviewed_by", null=True),
    columns.words("reviewed_hash", null=True),
    columns.words("paid_by", null=True),
    columns.whole("replaces", ForeignKey("claim.claim_id"), null=True),
    UniqueConstraint("key"),
    CheckConstraint(
        "fund_fen + hospital_fen + account_fen + family_fen + cash_fen = total_fen", name="parts_are_the_whole"
    ),
    CheckConstraint(
        "(reviewed_by IS NULL AND reviewed_hash IS NULL) OR (reviewed_by IS NOT NULL AND reviewed_by <> '' AND "
        "reviewed_by <> entered_by AND reviewed_hash IS NOT NULL AND reviewed_hash = content_hash)",
        name="second_pair_of_eyes",
    ),
    CheckConstraint(
        "paid_by IS NULL OR (reviewed_by IS NOT NULL AND paid_by <> '' AND paid_by <> entered_by AND "
        "paid_by <> reviewed_by)",
        name="third_person_pays",
    ),
    CheckConstraint(
        "(state IN ('entered', 'reversed')) OR (state = 'reviewed' AND reviewed_by IS NOT NULL) OR "
        "(state = 'paid' AND paid_by IS NOT NULL)",
        name="state_has_its_person",
    ),
    Index(None, "member_id"),
    Index("claim_replaces_once", "replaces", unique=True),
    free=("state", "reviewed_by", "reviewed_hash", "paid_by"),
)

_DIGITS_ONLY = "code NOT GLOB '*[^0-9]*' AND number NOT GLOB '*[^0-9]*'"
_DIGITS_ONLY_PG = "code ~ '^[0-9]*$' AND number ~ '^[0-9]+$'"
_SHAPE = (
    "(kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR "
    "(kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR "
    "(length(code) = 0 AND length(number) = 20)))"
)

RESTATED = ("check_code", "member_id", "institution_code", "issue_day", "total_fen")
"""What a receipt that a reversal has set free may say anew when it is claimed again: it may have been typed wrong. The
claim that was reversed keeps what was typed then."""

receipt = columns.new_table(
    "receipt",
    columns.identity("receipt_id"),
    columns.words("kind"),
    columns.words("code"),
    columns.words("number"),
    columns.words("check_code"),
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("institution_code"),
    columns.day("issue_day"),
    Column("total_fen", WHOLE, columns.between("total_fen", 1, columns.LARGEST_FEN), nullable=False),
    columns.fen("claimed_fen"),
    columns.words("state", columns.one_of("state", "claimed", "settled_online", "released")),
    columns.flag("live"),
    CheckConstraint(_SHAPE, name="shape"),
    columns.on_sqlite(_DIGITS_ONLY, "digits_only"),
    columns.on_postgresql(_DIGITS_ONLY_PG, "digits_only"),
    CheckConstraint("claimed_fen >= 0 AND claimed_fen <= total_fen", name="not_overclaimed"),
    CheckConstraint("(live = 1 AND state <> 'released') OR (live = 0 AND state = 'released')", name="live_state"),
    Index(
        "receipt_one_live",
        "kind",
        "code",
        "number",
        unique=True,
        sqlite_where=Column("live") == 1,
        postgresql_where=Column("live") == 1,
    ),
    Index(None, "member_id"),
    free=("claimed_fen", "state", "live", *RESTATED),
)

receipt_alias = columns.new_table(
    "receipt_alias",
    columns.words("kind"),
    columns.words("code"),
    columns.words("number"),
    columns.whole("receipt_id", ForeignKey("receipt.receipt_id")),
    PrimaryKeyConstraint("kind", "code", "number"),
    CheckConstraint(_SHAPE, name="shape"),
    columns.on_sqlite(_DIGITS_ONLY, "digits_only"),
    columns.on_postgresql(_DIGITS_ONLY_PG, "digits_only"),
)

receipt_portion = columns.new_table(
    "receipt_portion",
    columns.whole("receipt_id", ForeignKey("receipt.receipt_id")),
    columns.words("document"),
    Column("fen", WHOLE, columns.between("fen", -columns.LARGEST_FEN, columns.LARGEST_FEN), nullable=False),
    PrimaryKeyConstraint("receipt_id", "document"),
    CheckConstraint("fen <> 0", name="something"),
    Index(None, "document"),
)

# What a member used

expense = columns.new_table(
    "expense",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.whole("seq", columns.between("seq", 1, 10**9)),
    columns.day("day"),
    columns.day("booked_day", ForeignKey("accounting_day.day")),
    columns.words("year"),
    columns.words("scheme"),
    columns.words("care"),
    columns.words("category"),
    columns.words("institution_code"),
    columns.words("institution_name"),
    columns.either_way("total_fen"),
    columns.either_way("eligible_fen"),
    columns.either_way("fund_fen"),
    columns.either_way("account_fen"),
    columns.either_way("cash_fen"),
    columns.either_way("other_fen"),
    columns.words("funds"),
    columns.words("source", columns.one_of("source", "card", "claim", "reversal")),
    columns.words("document"),
    PrimaryKeyConstraint("member_id", "seq"),
    UniqueConstraint("document"),
    CheckConstraint("fund_fen + account_fen + cash_fen + other_fen = total_fen", name="parts_are_the_whole"),
    CheckConstraint(
        "(source <> 'reversal' AND total_fen > 0 AND eligible_fen >= 0 AND fund_fen >= 0 AND account_fen >= 0 "
        "AND cash_fen >= 0 AND other_fen >= 0) OR (source = 'reversal' AND total_fen < 0 AND eligible_fen <= 0 "
        "AND fund_fen <= 0 AND account_fen <= 0 AND cash_fen <= 0 AND other_fen <= 0)",
        name="one_sign",
    ),
    clustered=True,
)

member_year = columns.new_table(
    "member_year",
    columns.whole("member_id", ForeignKey("member.member_id")),
    columns.words("scheme"),
    columns.words("year"),
    PrimaryKeyConstraint("member_id", "scheme", "year"),
)

total_event = columns.new_table(
    "total_event",
    columns.whole("member_id"),
    columns.words("scheme"),
    columns.words("year"),
    columns.words("total_key", CheckConstraint("total_key <> ''", name="keyed")),
    columns.words("document"),
    columns.running_sum("amount"),
    columns.day("booked_day", ForeignKey("accounting_day.day")),
    PrimaryKeyConstraint("member_id", "scheme", "year", "total_key", "document"),
    ForeignKeyConstraint(
        ["member_id", "scheme", "year"], ["member_year.member_id", "member_year.scheme", "member_year.year"]
    ),
    CheckConstraint("amount <> 0", name="something"),
    clustered=True,
)

year_total = columns.new_table(
    "year_total",
    columns.whole("member_id"),
    columns.words("scheme"),
    columns.words("year"),
    columns.words("total_key"),
    columns.running_sum("amount"),
    Column("cap", WHOLE, columns.between("cap", 0, columns.LARGEST_SUM), nullable=True),
    PrimaryKeyConstraint("member_id", "scheme", "year", "total_key"),
    ForeignKeyConstraint(
        ["member_id", "scheme", "year"], ["member_year.member_id", "member_year.scheme", "member_year.year"]
    ),
    CheckConstraint("amount >= 0", name="not_negative"),
    CheckConstraint("cap IS NULL OR amount <= cap", name="within_cap"),
    free=("amount", "cap"),
    clustered=True,
)

# Settled and printed

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
UPSERTED.add("draft")

STEPS = (
    ("accounting_day", "open", "closed"),
    ("claim", "entered", "reviewed"),
    ("claim", "reviewed", "paid"),
    ("claim", "entered", "reversed"),
    ("claim", "reviewed", "reversed"),
    ("claim", "paid", "reversed"),
    ("receipt", "claimed", "released"),
    ("receipt", "released", "claimed"),
    ("statement", "issued", "void"),
    ("print", "pending", "sending"),
    ("print", "pending", "failed"),
    ("print", "sending", "queued"),
    ("print", "sending", "failed"),
    ("print", "queued", "printing"),
    ("print", "queued", "printed"),
    ("print", "queued", "failed"),
    ("print", "printing", "printed"),
    ("print", "printing", "failed"),
    ("print", "printing", "queued"),
    ("print", "queued", "sending"),
    ("print", "printing", "sending"),
    ("print", "printed", "sending"),
    ("print", "printed", "failed"),
    ("print", "failed", "sending"),
    ("draft", "open", "submitted"),
    ("draft", "submitted", "open"),
)
"""Every change of state that is allowed, subject by subject; the database keeps its own copy in `allowed_step`."""
