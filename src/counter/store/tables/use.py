"""What a member used: expenses, and totals of a settlement year."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

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
