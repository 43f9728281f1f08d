"""SQLite as the books need it: write-ahead log, every commit on the disk, writers in turn, nothing dangerous allowed.

Shipped settings: WAL and synchronous=FULL, the only pair that lost nothing under simulated power loss
(reliability.md finding 3). All settings are read back; a connection that does not have them is not used.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

from counter.domain.errors import StoreProblem
from counter.store.guards import DERIVED
from counter.store.schema import DIALECTS
from counter.store.tables import FREE, KEPT, UPSERTED
from counter.store.writer_lock import WriterLock

PATIENCE_SECONDS = 5.0

SETTINGS: dict[str, tuple[str, object]] = {
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "busy_timeout": (str(int(PATIENCE_SECONDS * 1000)), int(PATIENCE_SECONDS * 1000)),
    "ignore_check_constraints": ("OFF", 0),
    "cell_size_check": ("ON", 1),
}
"""PRAGMA: (value to set, value to read back)."""

_DENIED = frozenset(
    getattr(sqlite3, name)
    for name in (
        "SQLITE_ALTER_TABLE",
        "SQLITE_ATTACH",
        "SQLITE_DETACH",
        "SQLITE_CREATE_INDEX",
        "SQLITE_CREATE_TABLE",
        "SQLITE_CREATE_TEMP_INDEX",
        "SQLITE_CREATE_TEMP_TABLE",
        "SQLITE_CREATE_TEMP_TRIGGER",
        "SQLITE_CREATE_TEMP_VIEW",
        "SQLITE_CREATE_TRIGGER",
        "SQLITE_CREATE_VIEW",
        "SQLITE_CREATE_VTABLE",
        "SQLITE_DROP_INDEX",
        "SQLITE_DROP_TABLE",
        "SQLITE_DROP_TEMP_INDEX",
        "SQLITE_DROP_TEMP_TABLE",
        "SQLITE_DROP_TEMP_TRIGGER",
        "SQLITE_DROP_TEMP_VIEW",
        "SQLITE_DROP_TRIGGER",
        "SQLITE_DROP_VIEW",
        "SQLITE_DROP_VTABLE",
        "SQLITE_REINDEX",
        "SQLITE_ANALYZE",
    )
)

_DERIVED = {(derived.event, derived.table, derived.column) for derived in DERIVED}


def authorize(action: int, first: str | None, second: str | None, _database: str | None, source: str | None) -> int:
    """SQLite's authorizer on every connection of the program: refuses to change the schema, to switch protections
    and to touch what is append-only or derived (reliability.md section 4, rows 1 and 2). source: the trigger that
    asks, None for a statement of ours."""
    if action == sqlite3.SQLITE_PRAGMA:
        allowed = second is None and first in SETTINGS
    elif action == sqlite3.SQLITE_DELETE:
        allowed = first in UPSERTED
    elif action == sqlite3.SQLITE_UPDATE:
        allowed = _may_change(first or "", second or "", by_trigger=source is not None)
    elif action == sqlite3.SQLITE_INSERT:
        allowed = source is not None or ("INSERT", first, "") not in _DERIVED
    else:
        allowed = action not in _DENIED
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _may_change(table: str, column: str, *, by_trigger: bool) -> bool:
    if table in KEPT or column not in FREE.get(table, (column,)):
        return False
    return by_trigger or not {("UPDATE", table, column), ("UPDATE", table, "")} & _DERIVED


class SqliteBackend:
    """One SQLite file.

    Args:
        path: the file; must exist.
        guarded: False only while migrations run.
    """

    begin_write = "BEGIN IMMEDIATE"
    begin_read = "BEGIN"

    def __init__(self, path: Path, *, guarded: bool = True) -> None:
        self.dialect = DIALECTS["sqlite"]
        self.path = path
        self._guarded = guarded
        self.read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        self._lock = WriterLock(path.with_name(path.name + ".writer"), PATIENCE_SECONDS)

    def connect(self) -> sqlite3.Connection:
        """A connection with all settings made, read back, and locked against change."""
        connection = self._opened()
        try:
            if not self.read_only:
                mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
                if mode != "wal":
                    raise AssertionError(f"journal mode is {mode}, not wal")
            for name, (value, _) in SETTINGS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            for name, (_, expected) in SETTINGS.items():
                found = connection.execute(f"PRAGMA {name}").fetchone()[0]
                if found != expected:
                    raise AssertionError(f"SQLite keeps {name} at {found}, {expected} is needed")
            if self._guarded:
                connection.set_authorizer(authorize)
        except BaseException:
            connection.close()
            raise
        return connection

    def _opened(self) -> sqlite3.Connection:
        modes = ["mode=rw"]
        if self.read_only:
            modes = ["mode=ro"]
            if not os.access(self.path.parent, os.W_OK) and not _written_ahead(self.path):
                # Nothing waits in the log, and nobody can write one: the file alone is the whole truth.
                modes = ["immutable=1"]
        return sqlite3.connect(
            f"file:{quote(str(self.path))}?{modes[0]}",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )

    def writing(self) -> AbstractContextManager[None]:
        """The fair lock between writers.

        Raises:
            StoreProblem: `read_only` for a file or folder that cannot be written.
        """
        if self.read_only:
            raise StoreProblem("read_only")
        return self._lock.held()

    def batch(self, connection: Any) -> AbstractContextManager[object]:  # noqa: ARG002 - the same for every connection
        """There is no trip to save."""
        return nullcontext()

    def load(self, connection: Any, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
        """One prepared statement for all rows."""
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own tables
        connection.executemany(sql, rows)

    def key_lock(self) -> str | None:
        """All writers take turns already."""
        return None

    def problem(self, error: Exception) -> StoreProblem | None:
        """What SQLite's error codes mean to a clerk."""
        if isinstance(error, UnicodeDecodeError):
            return StoreProblem("damaged", "text cannot be decoded")
        if not isinstance(error, sqlite3.Error):
            return None
        name = getattr(error, "sqlite_errorname", "")
        for beginning, reason in _REASONS:
            if name.startswith(beginning):
                return StoreProblem(reason, name.removeprefix("SQLITE_").lower())
        return None

    def broken(self, connection: Any, error: Exception) -> bool:  # noqa: ARG002 - the connection is never asked
        """A file that was damaged or is gone is opened anew the next time."""
        return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "").startswith(
            ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_CANTOPEN")
        )

    def commit_unknown(self, connection: Any, error: Exception) -> bool:  # noqa: ARG002 - the error tells
        """A failed sync may have left the commit record behind: only the next opening tells."""
        return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR")

    def close(self) -> None:
        """Close the lock file."""
        self._lock.close()


_REASONS = (
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_READONLY", "read_only"),
    ("SQLITE_FULL", "disk_full"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "not_a_database"),
    ("SQLITE_CANTOPEN", "unreachable"),
    ("SQLITE_IOERR", "unreachable"),
)


def _written_ahead(path: Path) -> bool:
    """True when a write-ahead log with content lies beside the file."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
