"""Claims and their receipts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

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
