"""What a centre is: its staff, institutions and catalogue, and the days it books on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint

from counter.store import columns
from counter.store.columns import WHOLE, WORDS

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
