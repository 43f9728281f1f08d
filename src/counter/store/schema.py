"""The schema as text, one statement after another: what the migrations freeze.

`python -m counter.store.schema` writes the SQL of the newest migration anew while it is not released; a test says when
it no longer fits the tables.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Insert, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.schema import CreateIndex, CreateTable

from counter.store import postgres_guards, sqlite_guards
from counter.store.delta import delta
from counter.store.tables import metadata
from counter.store.tables.steps import STEPS, allowed_step
from counter.store.tables.work import audit_head

BEFORE = "0001"
"""The migration before the newest: the whole schema of its time."""

HEAD = "0002"
"""The newest migration that this program knows."""

GENESIS = "0" * 64
"""The previous hash of the first audit row."""

SEPARATOR = "\n;;\n"
"""Stands between two statements in a frozen file: triggers contain semicolons of their own."""

DIALECTS: dict[str, Any] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": psycopg.dialect(),  # type: ignore[no-untyped-call]  # not annotated there
}


def _literal(statement: Insert, dialect: Any) -> str:
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def statements(name: str) -> list[str]:
    """Everything that makes an empty database of a dialect ours: tables, indexes, first rows, guards."""
    dialect = DIALECTS[name]
    found = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            found.append(str(CreateIndex(index).compile(dialect=dialect)))
    for subject, before, after in STEPS:
        values = {"subject": subject, "from_state": before, "to_state": after}
        found.append(_literal(insert(allowed_step).values(values), dialect))
    found.append(_literal(insert(audit_head).values(one=1, seq=0, hash=GENESIS), dialect))
    guards = sqlite_guards if name == "sqlite" else postgres_guards
    found.extend(guards.statements())
    plain = (text.replace("%%", "%") for text in found)
    return ["\n".join(line.rstrip() for line in text.strip().splitlines() if line.strip()) for text in plain]


def frozen_file(revision: str, name: str) -> Path:
    """Where the SQL of a migration stands."""
    return Path(__file__).parent / "migrations" / "versions" / f"{revision}_{name}.sql"


def frozen(revision: str, name: str) -> list[str]:
    """The statements of a migration, as frozen."""
    return frozen_file(revision, name).read_text(encoding="utf-8").strip().split(SEPARATOR)


def run_frozen(connection: Connection, revision: str) -> None:
    """Run the statements of a migration on the database that is migrated."""
    cursor = connection.connection.cursor()
    for statement in frozen(revision, connection.dialect.name):
        # Without parameters the driver takes the text as it stands, percent signs and all.
        cursor.execute(statement)
    cursor.close()


def newest(name: str) -> list[str]:
    """What the newest migration must say in a dialect."""
    return delta(frozen(BEFORE, name), statements(name), name)


def freeze() -> None:
    """Write the SQL of the newest migration from the tables as they are."""
    for name in DIALECTS:
        text = SEPARATOR.join(newest(name)) + "\n"
        frozen_file(HEAD, name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    freeze()
