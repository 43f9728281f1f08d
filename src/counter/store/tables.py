"""The one schema of both databases, as SQLAlchemy Core tables.

Money is integer fen, days are ISO text, flags are 0 or 1. What a row may become later is stated here and enforced by
the triggers of `guards` in the database itself: `KEPT` tables are append-only, `FREE` tables keep all columns but the
named ones, and nothing but drafts is ever deleted (reliability.md section 6).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s_known",
        "pk": "%(table_name)s_pk",
    }
)

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
WORDS = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

LARGEST_FEN = 99_999_999_999
LARGEST_SUM = 9_000_000_000_000_000

KEPT: dict[str, tuple[str, ...]] = {}
"""Append-only tables."""
FREE: dict[str, tuple[str, ...]] = {}
"""Tables of which only the named columns may change."""
UPSERTED: set[str] = set()
"""Tables whose rows may be deleted or written over by intent."""


def _table(name: str, *items: SchemaItem, free: tuple[str, ...] | None = (), clustered: bool = False) -> Table:
    """A table; free: columns that may change, () for an append-only one, None for reference rows that may change."""
    if free == ():
        KEPT[name] = ()
    elif free is not None:
        FREE[name] = free
    options: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": not clustered}
    return Table(name, metadata, *items, **options)


def _id(name: str) -> Column[Any]:
    return Column(name, WHOLE, Identity(), primary_key=True)


def _whole(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    return Column(name, WHOLE, *more, nullable=null)


def _words(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    return Column(name, WORDS, *more, nullable=null)


def _between(name: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{name} BETWEEN {low} AND {high}", name=f"{name}_range")


def _fen(name: str, *, null: bool = False) -> Column[Any]:
    """An amount of one bill, 0 .. 999,999,999.99 yuan."""
    return Column(name, WHOLE, _between(name, 0, LARGEST_FEN), nullable=null)


def _sum(name: str) -> Column[Any]:
    """A running sum; may be below zero."""
    return Column(name, WHOLE, _between(name, -LARGEST_SUM, LARGEST_SUM), nullable=False)


def _flag(name: str) -> Column[Any]:
    return Column(name, WHOLE, _between(name, 0, 1), nullable=False)


def _day(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    """A day as ISO text, `YYYY-MM-DD`."""
    shape = f"length({name}) = 10 AND substr({name}, 5, 1) = '-' AND substr({name}, 8, 1) = '-'"
    return Column(name, WORDS, CheckConstraint(shape, name=f"{name}_day"), *more, nullable=null)


def _one_of(name: str, *words: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(word) for word in words)})", name=f"{name}_word")


def _sqlite(rule: str, name: str) -> Any:
    return CheckConstraint(rule, name=name).ddl_if(dialect="sqlite")


def _postgresql(rule: str, name: str) -> Any:
    return CheckConstraint(rule, name=name).ddl_if(dialect="postgresql")


# What a centre is

centre = _table(
    "centre", _whole("one", _between("one", 1, 1)), _words("code"), _words("name"), PrimaryKeyConstraint("one")
)

staff = _table(
    "staff",
    Column("staff_id", WHOLE, primary_key=True, autoincrement=False),
    _words("name", CheckConstraint("name <> ''", name="named")),
    _words("counter"),
    _words("centre"),
    _words("role", _one_of("role", "clerk", "reviewer", "payer", "supervisor", "auditor", "administrator")),
    free=None,
)

institution = _table(
    "institution",
    Column("code", WORDS, primary_key=True),
    _words("name"),
    _words("level", _one_of("level", "community", "1", "2", "3")),
    _words("region"),
    _flag("designated"),
    _flag("is_pharmacy"),
    _words("initials"),
    Index(None, "initials"),
    free=None,
)

catalogue_item = _table(
    "catalogue_item",
    _words("code"),
    _day("from_day"),
    _day("to_day", null=True),
    _words("name"),
    _words("item_class", _one_of("item_class", "01", "02", "03")),
    _words("list_type"),
    _words("charge_type"),
    _words("unit"),
    _words("specification"),
    _whole("rate_numerator", null=True),
    _whole("rate_denominator", null=True),
    _fen("price_limit_fen", null=True),
    _words("initials"),
    _flag("direct"),
    _fen("price_fen", null=True),
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

accounting_day = _table(
    "accounting_day",
    _day("day"),
    _words("state", _one_of("state", "open", "closed")),
    _words("opened_at"),
    _words("opened_by"),
    PrimaryKeyConstraint("day"),
    free=("state",),
)

allowed_step = _table(
    "allowed_step",
    _words("subject"),
    _words("from_state"),
    _words("to_state"),
    PrimaryKeyConstraint("subject", "from_state", "to_state"),
)

# Who is insured

member = _table(
    "member",
    Column("member_id", WHOLE, primary_key=True, autoincrement=False),
    _words("psn_no"),
    _words("name", CheckConstraint("name <> ''", name="named")),
    _words("id_number"),
    _words("id_last6", CheckConstraint("length(id_last6) = 6 AND id_number LIKE '%' || id_last6", name="last6")),
    _words("sex", _one_of("sex", "0", "1", "2", "9")),
    _day("birth_day"),
    _words("card_number", null=True),
    _words("card_id", null=True),
    _words("card_state", _one_of("card_state", "normal", "lost", "frozen", "cancelled")),
    _day("deceased_on", null=True),
    _words("initials"),
    UniqueConstraint("psn_no"),
    UniqueConstraint("id_number"),
    UniqueConstraint("card_number"),
    Index(None, "id_last6"),
    Index(None, "name"),
    Index(None, "initials"),
    free=None,
)

relative = _table(
    "relative",
    _whole("member_id", ForeignKey("member.member_id")),
    _whole("relative_id"),
    PrimaryKeyConstraint("member_id", "relative_id"),
    CheckConstraint("member_id <> relative_id", name="another"),
    free=None,
)

insurance = _table(
    "insurance",
    _whole("member_id", ForeignKey("member.member_id")),
    _words("scheme"),
    _words("region"),
    _day("from_day"),
    _day("to_day", null=True),
    _words("person_type"),
    _words("state", _one_of("state", "0", "1", "2", "3", "4")),
    _day("retired_on", null=True),
    _words("employer"),
    _words("enrolment"),
    _day("last_paid_month", null=True),
    _flag("frozen"),
    PrimaryKeyConstraint("member_id", "scheme", "region", "from_day"),
    CheckConstraint("to_day IS NULL OR to_day >= from_day", name="days_in_order"),
    free=None,
    clustered=True,
)

contribution = _table(
    "contribution",
    _whole("member_id", ForeignKey("member.member_id")),
    _words("scheme"),
    _day("month"),
    _fen("base_fen"),
    _fen("own_fen"),
    _fen("employer_fen"),
    _fen("to_account_fen"),
    _day("paid_on"),
    PrimaryKeyConstraint("member_id", "scheme", "month"),
    CheckConstraint("substr(month, 9, 2) = '01'", name="first_day"),
    clustered=True,
)

# Money: accounts, postings, transfers, and a member's own lines

account = _table(
    "account",
    _words("name"),
    _whole("member_id", ForeignKey("member.member_id"), null=True),
    _words("part", _one_of("part", "current", "prior", "payable", "fund", "institution", "clearing")),
    _sum("fen"),
    _flag("overdraft"),
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

posting_seal = _table(
    "posting_seal",
    Column("posting_id", WHOLE, primary_key=True, autoincrement=False),
    _whole("lines", _between("lines", 0, 10_000)),
    _sum("fen"),
)

posting = _table(
    "posting",
    _id("posting_id"),
    _words("key", CheckConstraint("key <> ''", name="keyed")),
    _words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    _whole("member_id", ForeignKey("member.member_id")),
    _day("day", ForeignKey("accounting_day.day")),
    _words("memo"),
    _whole("lines", _between("lines", 0, 10_000)),
    _whole("reverses", ForeignKey("posting.posting_id"), null=True),
    UniqueConstraint("key"),
    UniqueConstraint("reverses"),
    CheckConstraint("reverses IS NULL OR reverses <> posting_id", name="reverses_another"),
    ForeignKeyConstraint(["posting_id"], ["posting_seal.posting_id"], deferrable=True, initially="DEFERRED"),
)

transfer = _table(
    "transfer",
    _whole("posting_id", ForeignKey("posting.posting_id")),
    _whole("line", _between("line", 1, 10_000)),
    _words("debit", ForeignKey("account.name")),
    _words("credit", ForeignKey("account.name")),
    Column("fen", WHOLE, _between("fen", 1, LARGEST_FEN), nullable=False),
    _words("kind", CheckConstraint("kind <> ''", name="kinded")),
    PrimaryKeyConstraint("posting_id", "line"),
    CheckConstraint("debit <> credit", name="two_accounts"),
    clustered=True,
)

member_entry = _table(
    "member_entry",
    _whole("member_id", ForeignKey("member.member_id")),
    _whole("seq", _between("seq", 1, 10**9)),
    _whole("posting_id", ForeignKey("posting.posting_id")),
    _day("day"),
    _words("kind"),
    _words("part", _one_of("part", "current", "prior")),
    _words("counterpart"),
    _fen("in_fen"),
    _fen("out_fen"),
    _sum("balance_fen"),
    _words("document"),
    PrimaryKeyConstraint("member_id", "seq"),
    CheckConstraint("(in_fen > 0 AND out_fen = 0) OR (in_fen = 0 AND out_fen > 0)", name="one_way"),
    CheckConstraint("balance_fen >= 0", name="not_overdrawn"),
    clustered=True,
)

# Claims and receipts

claim = _table(
    "claim",
    _id("claim_id"),
    _words("key", CheckConstraint("key <> ''", name="keyed")),
    _words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    Column("content", LargeBinary, nullable=False),
    _whole("member_id", ForeignKey("member.member_id")),
    _words("scheme"),
    _words("year"),
    _words("care"),
    _words("institution_code"),
    _day("service_day"),
    Column("total_fen", WHOLE, _between("total_fen", 1, LARGEST_FEN), nullable=False),
    _fen("fund_fen"),
    _fen("hospital_fen"),
    _fen("account_fen"),
    _fen("family_fen"),
    _fen("cash_fen"),
    _words("state", _one_of("state", "entered", "reviewed", "paid", "reversed")),
    _words("entered_by", CheckConstraint("entered_by <> ''", name="entered_by_named")),
    _words("reviewed_by", null=True),
    _words("reviewed_hash", null=True),
    _words("paid_by", null=True),
    _whole("replaces", ForeignKey("claim.claim_id"), null=True),
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
    free=("state", "reviewed_by", "reviewed_hash", "paid_by"),
)

_DIGITS_ONLY = "code NOT GLOB '*[^0-9]*' AND number NOT GLOB '*[^0-9]*'"
_DIGITS_ONLY_PG = "code ~ '^[0-9]*$' AND number ~ '^[0-9]+$'"
_SHAPE = (
    "(kind IN ('e_receipt', 'paper_receipt') AND length(code) = 8 AND length(number) = 10) OR "
    "(kind = 'invoice' AND ((length(code) IN (10, 12) AND length(number) = 8) OR "
    "(length(code) = 0 AND length(number) = 20)))"
)

receipt = _table(
    "receipt",
    _id("receipt_id"),
    _words("kind"),
    _words("code"),
    _words("number"),
    _words("check_code"),
    _whole("member_id", ForeignKey("member.member_id")),
    _words("institution_code"),
    _day("issue_day"),
    Column("total_fen", WHOLE, _between("total_fen", 1, LARGEST_FEN), nullable=False),
    _fen("claimed_fen"),
    _words("state", _one_of("state", "claimed", "settled_online", "released")),
    _flag("live"),
    CheckConstraint(_SHAPE, name="shape"),
    _sqlite(_DIGITS_ONLY, "digits_only"),
    _postgresql(_DIGITS_ONLY_PG, "digits_only"),
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
    free=("claimed_fen", "state", "live"),
)

receipt_alias = _table(
    "receipt_alias",
    _words("kind"),
    _words("code"),
    _words("number"),
    _whole("receipt_id", ForeignKey("receipt.receipt_id")),
    PrimaryKeyConstraint("kind", "code", "number"),
    CheckConstraint(_SHAPE, name="shape"),
    _sqlite(_DIGITS_ONLY, "digits_only"),
    _postgresql(_DIGITS_ONLY_PG, "digits_only"),
)

receipt_portion = _table(
    "receipt_portion",
    _whole("receipt_id", ForeignKey("receipt.receipt_id")),
    _words("document"),
    Column("fen", WHOLE, _between("fen", -LARGEST_FEN, LARGEST_FEN), nullable=False),
    PrimaryKeyConstraint("receipt_id", "document"),
    CheckConstraint("fen <> 0", name="something"),
    Index(None, "document"),
)

# What a member used

expense = _table(
    "expense",
    _whole("member_id", ForeignKey("member.member_id")),
    _whole("seq", _between("seq", 1, 10**9)),
    _day("day"),
    _day("booked_day", ForeignKey("accounting_day.day")),
    _words("year"),
    _words("scheme"),
    _words("care"),
    _words("category"),
    _words("institution_code"),
    _words("institution_name"),
    Column("total_fen", WHOLE, _between("total_fen", 1, LARGEST_FEN), nullable=False),
    _fen("eligible_fen"),
    _fen("fund_fen"),
    _fen("account_fen"),
    _fen("cash_fen"),
    _fen("other_fen"),
    _words("funds"),
    _words("source", _one_of("source", "card", "claim")),
    _words("document"),
    PrimaryKeyConstraint("member_id", "seq"),
    UniqueConstraint("document"),
    CheckConstraint("fund_fen + account_fen + cash_fen + other_fen = total_fen", name="parts_are_the_whole"),
    clustered=True,
)

member_year = _table(
    "member_year",
    _whole("member_id", ForeignKey("member.member_id")),
    _words("scheme"),
    _words("year"),
    PrimaryKeyConstraint("member_id", "scheme", "year"),
)

total_event = _table(
    "total_event",
    _whole("member_id"),
    _words("scheme"),
    _words("year"),
    _words("total_key", CheckConstraint("total_key <> ''", name="keyed")),
    _words("document"),
    _sum("amount"),
    _day("booked_day", ForeignKey("accounting_day.day")),
    PrimaryKeyConstraint("member_id", "scheme", "year", "total_key", "document"),
    ForeignKeyConstraint(
        ["member_id", "scheme", "year"], ["member_year.member_id", "member_year.scheme", "member_year.year"]
    ),
    CheckConstraint("amount <> 0", name="something"),
    clustered=True,
)

year_total = _table(
    "year_total",
    _whole("member_id"),
    _words("scheme"),
    _words("year"),
    _words("total_key"),
    _sum("amount"),
    Column("cap", WHOLE, _between("cap", 0, LARGEST_SUM), nullable=True),
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

audit = _table(
    "audit",
    Column("seq", WHOLE, _between("seq", 1, 10**15), primary_key=True, autoincrement=False),
    _words("kind"),
    _whole("member_id", null=True),
    Column("content", LargeBinary, nullable=False),
    _words("algorithm", _one_of("algorithm", "sha256")),
    _words("previous_hash", CheckConstraint("length(previous_hash) = 64", name="previous_hashed")),
    _words("hash", CheckConstraint("length(hash) = 64", name="hashed")),
    UniqueConstraint("hash"),
    UniqueConstraint("previous_hash"),
    Index(None, "member_id"),
)

audit_head = _table(
    "audit_head",
    _whole("one", _between("one", 1, 1)),
    _whole("seq"),
    _words("hash"),
    PrimaryKeyConstraint("one"),
    free=("seq", "hash"),
)

statement_counter = _table(
    "statement_counter",
    _words("centre"),
    _words("year"),
    _whole("last", _between("last", 0, 99_999_999)),
    PrimaryKeyConstraint("centre", "year"),
    free=("last",),
)

statement = _table(
    "statement",
    _words("number", CheckConstraint("number <> ''", name="numbered")),
    _words("centre"),
    _words("year"),
    _whole("serial", _between("serial", 1, 99_999_999)),
    _words("state", _one_of("state", "issued", "void")),
    _words("print_state", _one_of("print_state", "pending", "sending", "queued", "printing", "printed", "failed")),
    _whole("printed", _between("printed", 0, 10_000)),
    _words("issued_at"),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("centre", "year", "serial"),
    ForeignKeyConstraint(["centre", "year"], ["statement_counter.centre", "statement_counter.year"]),
    free=("state", "print_state", "printed"),
)

statement_copy = _table(
    "statement_copy",
    _words("number", ForeignKey("statement.number")),
    _words("copy", _one_of("copy", "centre", "institution", "insured")),
    PrimaryKeyConstraint("number", "copy"),
)

settlement = _table(
    "settlement",
    Column("settlement_id", WHOLE, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    _words("key"),
    _words("number", ForeignKey("statement.number")),
    _whole("member_id", ForeignKey("member.member_id")),
    _whole("posting_id", ForeignKey("posting.posting_id")),
    _day("business_day", ForeignKey("accounting_day.day")),
    _words("settled_at"),
    _words("clerk"),
    _words("counter"),
    Column("snapshot", LargeBinary, nullable=False),
    _words("content_hash", CheckConstraint("length(content_hash) = 64", name="hashed")),
    _whole("audit_seq", ForeignKey("audit.seq")),
    UniqueConstraint("key"),
    UniqueConstraint("number"),
    UniqueConstraint("posting_id"),
    UniqueConstraint("audit_seq"),
    Index(None, "member_id"),
)

print_job = _table(
    "print_job",
    _id("print_job_id"),
    _words("number", ForeignKey("statement.number")),
    _whole("attempt", _between("attempt", 0, 10_000)),
    _words("state", _one_of("state", "sending", "queued", "printing", "printed", "failed")),
    _flag("counted"),
    _words("job"),
    _words("reason"),
    _words("actor"),
    _words("at"),
    CheckConstraint("state <> 'sending' OR attempt = 1 OR (attempt > 1 AND reason <> '')", name="reprint_has_reason"),
    Index(None, "number"),
)

draft = _table(
    "draft",
    _words("key", CheckConstraint("key <> ''", name="keyed")),
    _whole("member_id", ForeignKey("member.member_id")),
    _words("content"),
    _words("state", _one_of("state", "open", "submitted")),
    _words("saved_at"),
    _words("clerk"),
    _words("counter"),
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
