"""The rules of `guards` as SQLite triggers."""

from __future__ import annotations

from sqlalchemy import Table

from counter.store.guards import (
    REFUSALS,
    STATE_COLUMNS,
    UniqueKey,
    kept_columns,
    may_be_deleted,
    tables_in_order,
    unique_keys,
)


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
                f"EXISTS (SELECT 1 FROM {name} WHERE {clash})",
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


def _state_guards() -> list[str]:
    found = []
    for state in STATE_COLUMNS:
        first = " AND ".join(f"new.{state.column} <> '{word}'" for word in state.first)
        found.append(
            _trigger(
                f"{state.table}_{state.column}_begins",
                "BEFORE INSERT",
                state.table,
                first,
                f"{state.column} cannot begin so",
            )
        )
        found.append(
            _trigger(
                f"{state.table}_{state.column}_steps",
                f"BEFORE UPDATE OF {state.column}",
                state.table,
                f"old.{state.column} <> new.{state.column} AND NOT EXISTS (SELECT 1 FROM allowed_step "
                f"WHERE subject = '{state.subject}' AND from_state = old.{state.column} "
                f"AND to_state = new.{state.column})",
                f"{state.column} cannot become so",
            )
        )
    return found


_ENTRY = """\
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0) + 1,
        p.posting_id, p.day, new.kind, a.part, new.{other}, {moved},
        (SELECT SUM(b.fen) FROM account AS b WHERE b.member_id = a.member_id AND b.part IN ('current', 'prior')),
        p.memo
      FROM account AS a, posting AS p
      WHERE a.name = new.{side} AND a.part IN ('current', 'prior') AND p.posting_id = new.posting_id;
"""

_MOVES = (
    "CREATE TRIGGER transfer_moves AFTER INSERT ON transfer BEGIN\n"
    "  UPDATE account SET fen = fen - new.fen WHERE name = new.debit;\n"
    + _ENTRY.format(side="debit", other="credit", moved="0, new.fen")
    + "  UPDATE account SET fen = fen + new.fen WHERE name = new.credit;\n"
    + _ENTRY.format(side="credit", other="debit", moved="new.fen, 0")
    + "END",
    "CREATE TRIGGER receipt_portion_counts AFTER INSERT ON receipt_portion BEGIN\n"
    "  UPDATE receipt SET claimed_fen = claimed_fen + new.fen WHERE receipt_id = new.receipt_id;\n"
    "END",
    "CREATE TRIGGER total_event_counts AFTER INSERT ON total_event BEGIN\n"
    "  INSERT INTO year_total (member_id, scheme, year, total_key, amount, cap)\n"
    "    SELECT new.member_id, new.scheme, new.year, new.total_key, 0, NULL WHERE NOT EXISTS (\n"
    "      SELECT 1 FROM year_total AS t WHERE t.member_id = new.member_id AND t.scheme = new.scheme\n"
    "        AND t.year = new.year AND t.total_key = new.total_key);\n"
    "  UPDATE year_total SET amount = amount + new.amount WHERE member_id = new.member_id AND scheme = new.scheme\n"
    "    AND year = new.year AND total_key = new.total_key;\n"
    "END",
    "CREATE TRIGGER audit_moves_head AFTER INSERT ON audit BEGIN\n"
    "  UPDATE audit_head SET seq = new.seq, hash = new.hash WHERE one = 1;\n"
    "END",
)


def statements() -> list[str]:
    """All triggers, in a stable order."""
    found = [guard for table in tables_in_order() for guard in _table_guards(table)]
    found.extend(_state_guards())
    for rule in REFUSALS:
        found.append(
            _trigger(f"{rule.table}_{rule.name}", f"BEFORE {rule.event}", rule.table, rule.condition, rule.message)
        )
    return [*found, *_MOVES]
