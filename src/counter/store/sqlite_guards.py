"""The rules of `guards` as SQLite triggers."""

from __future__ import annotations

from sqlalchemy import Table

from counter.store.guards import (
    MOVES,
    REFUSALS,
    STATE_COLUMNS,
    Refusal,
    UniqueKey,
    kept_columns,
    may_be_deleted,
    tables_in_order,
    unique_keys,
)
from counter.store.reversal_guards import REVERSAL_REFUSALS


def _trigger(name: str, when: str, table: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} {when} ON {table}\n"
        + (f"WHEN {condition}\n" if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{table}: {message}'); END"
    )


def _same(key: UniqueKey) -> str:
    clause = " AND ".join(f"{column} = new.{column}" for column in key.columns)
    return f"({clause} AND {key.where} AND new.{key.where})" if key.where else f"({clause})"


def _table_guards(table: Table) -> list[str]:
    """Append-only and no-replace rules of one table. `INSERT OR REPLACE` deletes rows that clash on ANY unique key
    without firing delete triggers by default; the check before the insert closes that whatever the pragma says."""
    name = table.name
    found = []
    if not may_be_deleted(table):
        clash = " OR ".join(_same(key) for key in unique_keys(table))
        found.append(
            _trigger(
                f"{name}_never_replaced",
                "BEFORE INSERT",
                name,
                f"EXISTS (SELECT 1 FROM {name} WHERE {clash})",  # noqa: S608 - names of our own tables
                "exists, never replaced",
            )
        )
        found.append(_trigger(f"{name}_never_deleted", "BEFORE DELETE", name, "", "never deleted"))
    kept = kept_columns(table)
    if kept:
        changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in kept)
        whole = len(kept) == len(table.columns)
        found.append(_trigger(f"{name}_never_edited", "BEFORE UPDATE", name, "" if whole else changed, "never edited"))
    return found


def _refusal(rule: Refusal) -> str:
    return _trigger(f"{rule.table}_{rule.name}", f"BEFORE {rule.event}", rule.table, rule.condition, rule.message)


def statements() -> list[str]:
    """All triggers, in a stable order."""
    found = [guard for table in tables_in_order() for guard in _table_guards(table)]
    found.extend(_refusal(rule) for state in STATE_COLUMNS for rule in (state.beginning, state.step))
    found.extend(_refusal(rule) for rule in (*REFUSALS, *REVERSAL_REFUSALS))
    for move in MOVES:
        found.append(f"CREATE TRIGGER {move.name} AFTER INSERT ON {move.table}\nBEGIN\n{move.body}END")
    return found
