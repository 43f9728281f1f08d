"""The rules of `guards` as PostgreSQL functions and triggers.

TRUNCATE fires no row trigger, hence a statement trigger of its own. There is no REPLACE here; `ON CONFLICT DO UPDATE`
is an update and meets the update triggers.
"""

from __future__ import annotations

from sqlalchemy import Table

from counter.store.guards import (
    DERIVED,
    MOVES,
    REFUSALS,
    STATE_COLUMNS,
    Refusal,
    kept_columns,
    may_be_deleted,
    tables_in_order,
)
from counter.store.reversal_guards import REVERSAL_REFUSALS

_REFUSE = """\
CREATE FUNCTION books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END
$$"""


# All transfers of one statement at once: in a bulk load a row trigger would update the same clearing account thousands
# of times in one transaction, each time walking over all its dead versions.
_TRANSFER_MOVES = (
    """\
CREATE FUNCTION transfer_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_entry (member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen,
      document)
    SELECT a.member_id,
        COALESCE((SELECT MAX(e.seq) FROM member_entry AS e WHERE e.member_id = a.member_id), 0)
          + row_number() OVER mine,
        p.posting_id, p.day, l.kind, a.part, l.other, l.in_fen, l.out_fen,
        b.fen + SUM(l.in_fen - l.out_fen) OVER mine, p.memo
      FROM (SELECT posting_id, line, 1 AS side, debit AS name, credit AS other, 0 AS in_fen, fen AS out_fen, kind
            FROM fresh
          UNION ALL
          SELECT posting_id, line, 2, credit, debit, fen, 0, kind FROM fresh) AS l
        JOIN account AS a ON a.name = l.name AND a.part IN ('current', 'prior')
        JOIN posting AS p ON p.posting_id = l.posting_id
        CROSS JOIN LATERAL (SELECT SUM(c.fen) AS fen FROM account AS c
          WHERE c.member_id = a.member_id AND c.part IN ('current', 'prior')) AS b
      WINDOW mine AS (PARTITION BY a.member_id ORDER BY l.posting_id, l.line, l.side);
  UPDATE account SET fen = account.fen + m.fen
    FROM (SELECT name, SUM(fen) AS fen
          FROM (SELECT debit AS name, -fen AS fen FROM fresh UNION ALL SELECT credit, fen FROM fresh) AS one
          GROUP BY name) AS m
    WHERE account.name = m.name;
  RETURN NULL;
END
$$""",
    """\
CREATE TRIGGER transfer_moves AFTER INSERT ON transfer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
EXECUTE FUNCTION transfer_moves()""",
)


def _refusing(name: str, when: str, table: str, condition: str, message: str, rows: str = "ROW") -> str:
    """A trigger that refuses when a condition without sub-queries holds."""
    return (
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {rows}\n"
        + (f"WHEN ({condition})\n" if condition else "")
        + f"EXECUTE FUNCTION books_refuse('{message}')"
    )


def _asking(name: str, when: str, table: str, condition: str, message: str) -> list[str]:
    """A function and its trigger, for conditions that look at other rows."""
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  IF {condition} THEN\n"
        f"    RAISE EXCEPTION '{table}: {message}' USING ERRCODE = 'integrity_constraint_violation';\n"
        "  END IF;\n  RETURN NEW;\nEND\n$$"
    )
    trigger = f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW\nEXECUTE FUNCTION {name}()"
    return [function, trigger]


def _table_guards(table: Table) -> list[str]:
    name = table.name
    found = []
    if not may_be_deleted(table):
        found.append(_refusing(f"{name}_never_deleted", "BEFORE DELETE", name, "", "never deleted"))
    found.append(_refusing(f"{name}_never_truncated", "BEFORE TRUNCATE", name, "", "never truncated", "STATEMENT"))
    kept = kept_columns(table)
    if kept:
        changed = " OR ".join(f"old.{column} IS DISTINCT FROM new.{column}" for column in kept)
        whole = len(kept) == len(table.columns)
        found.append(_refusing(f"{name}_never_edited", "BEFORE UPDATE", name, "" if whole else changed, "never edited"))
    return found


def _derived_guards() -> list[str]:
    found = []
    for derived in DERIVED:
        changed = f" AND old.{derived.column} IS DISTINCT FROM new.{derived.column}" if derived.column else ""
        found.append(
            _refusing(
                f"{derived.table}_only_derived",
                f"BEFORE {derived.event}",
                derived.table,
                f"pg_trigger_depth() = 0{changed}",
                "only derived",
            )
        )
    return found


def _as_trigger(rule: Refusal) -> tuple[str, str, str, str, str]:
    return f"{rule.table}_{rule.name}", f"BEFORE {rule.event}", rule.table, rule.condition, rule.message


def statements() -> list[str]:
    """All functions and triggers, in a stable order."""
    found = [_REFUSE]
    found.extend(guard for table in tables_in_order() for guard in _table_guards(table))
    for state in STATE_COLUMNS:
        # How a row begins asks nothing of other rows, and needs no function of its own.
        found.append(_refusing(*_as_trigger(state.beginning)))
        found.extend(_asking(*_as_trigger(state.step)))
    found.extend(_derived_guards())
    for rule in (*REFUSALS, *REVERSAL_REFUSALS):
        found.extend(_asking(*_as_trigger(rule)))
    for move in MOVES:
        if move.table == "transfer":
            found.extend(_TRANSFER_MOVES)
            continue
        found.append(
            f"CREATE FUNCTION {move.name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n{move.body}"
            "  RETURN NULL;\nEND\n$$"
        )
        found.append(
            f"CREATE TRIGGER {move.name} AFTER INSERT ON {move.table} FOR EACH ROW\nEXECUTE FUNCTION {move.name}()"
        )
    return found
