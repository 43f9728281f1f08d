"""The one schema of both databases, as SQLAlchemy Core tables: a file for each group of docs/store.md.

Money is integer fen, days are ISO text, flags are 0 or 1. What a row may become later is stated with its table (`free`)
and enforced by the triggers of `guards` in the database itself; nothing but drafts is ever deleted (reliability.md
section 6). Importing any of the files loads all of them, because tables name each other as text; so `metadata`, `KEPT`,
`FREE` and `UPSERTED` are complete for whoever takes them from here.
"""

from __future__ import annotations

from counter.store.columns import FREE, KEPT, UPSERTED, metadata
from counter.store.tables import centre, claims, money, papers, people, reversals, steps, use, work

__all__ = [
    "FREE",
    "KEPT",
    "UPSERTED",
    "centre",
    "claims",
    "metadata",
    "money",
    "papers",
    "people",
    "reversals",
    "steps",
    "use",
    "work",
]
