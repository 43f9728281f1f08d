"""Who is insured, and what was paid for them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from counter.store import columns
from counter.store.columns import WHOLE

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
