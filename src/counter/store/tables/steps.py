"""The changes of state that are allowed."""

from __future__ import annotations

from sqlalchemy import PrimaryKeyConstraint

from counter.store import columns

allowed_step = columns.new_table(
    "allowed_step",
    columns.words("subject"),
    columns.words("from_state"),
    columns.words("to_state"),
    PrimaryKeyConstraint("subject", "from_state", "to_state"),
)

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
