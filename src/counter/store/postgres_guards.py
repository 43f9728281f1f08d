"""The rules of `guards` as PostgreSQL triggers."""

from __future__ import annotations


def statements() -> list[str]:
    """All functions and triggers, in a stable order."""
    return []
