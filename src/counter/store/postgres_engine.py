"""PostgreSQL as the books need it: READ COMMITTED with row locks in one order, bounded waits, no lost answer guessed.

Row locks and constraints beat SERIALIZABLE here (reliability.md finding 6). A connection that is lost during COMMIT is
an unknown outcome, to be resolved by key (section 6, connection rules).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import psycopg
from sqlalchemy import URL

from counter.domain.errors import StoreProblem
from counter.store.schema import DIALECTS

PATIENCE_SECONDS = 5

_SESSION = (
    f"-c lock_timeout={PATIENCE_SECONDS}s -c idle_in_transaction_session_timeout=60s "
    "-c default_transaction_isolation=read\\ committed -c TimeZone=UTC"
)


class PostgresBackend:
    """One PostgreSQL database. url: with driver `postgresql+psycopg`."""

    begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED"
    begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, url: URL) -> None:
        self.dialect = DIALECTS["postgresql"]
        _, self._arguments = self.dialect.create_connect_args(url)

    def connect(self) -> Any:
        """A connection in autocommit mode; what money depends on is read back."""
        arguments = {
            "connect_timeout": PATIENCE_SECONDS,
            "application_name": "counter",
            "keepalives": 1,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            "options": _SESSION,
            **self._arguments,
        }
        connection = psycopg.connect(**arguments, autocommit=True, prepare_threshold=2)
        try:
            row = connection.execute(
                "SELECT current_setting('server_encoding'), current_setting('synchronous_commit'),"
                " current_setting('session_replication_role')"
            ).fetchone()
            assert row is not None
            if row[0] != "UTF8":
                raise StoreProblem("not_a_database", f"server encoding is {row[0]}, UTF8 is needed")
            if row[1] == "off" or row[2] != "origin":
                raise StoreProblem("not_a_database", "the server acknowledges before it writes, or skips triggers")
        except BaseException:
            connection.close()
            raise
        return connection

    def writing(self) -> AbstractContextManager[None]:
        """Row locks do it."""
        return nullcontext()

    def batch(self, connection: Any) -> AbstractContextManager[object]:
        """Many statements in one round trip."""
        pipeline: AbstractContextManager[object] = connection.pipeline()
        return pipeline

    def load(self, connection: Any, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
        """COPY."""
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def key_lock(self) -> str | None:
        """Writers with the same key take turns until one has committed."""
        return "SELECT pg_advisory_xact_lock(hashtextextended(%(key)s, 0))"

    def problem(self, error: Exception) -> StoreProblem | None:
        """What PostgreSQL's error codes mean to a clerk."""
        if not isinstance(error, psycopg.Error):
            return None
        state = error.sqlstate or ""
        if state in ("40001", "40P01"):
            return StoreProblem("locked", "retry")
        for beginning, reason in _REASONS:
            if state.startswith(beginning):
                return StoreProblem(reason, state)
        if isinstance(error, psycopg.OperationalError):
            return StoreProblem("unreachable", state or "connection lost")
        return None

    def broken(self, connection: Any, error: Exception) -> bool:  # noqa: ARG002 - the connection itself knows
        """True when the server is gone from it."""
        return bool(connection.closed or connection.broken)

    def commit_unknown(self, connection: Any, error: Exception) -> bool:
        """A COMMIT that the server answered has failed; one without an answer may have taken place."""
        return isinstance(error, psycopg.Error) and self.broken(connection, error)

    def close(self) -> None:
        """Nothing outlives the connections."""


_REASONS = (
    ("55P03", "locked"),
    ("57014", "locked"),
    ("25006", "read_only"),
    ("42501", "read_only"),
    ("53100", "disk_full"),
    ("53", "unreachable"),
    ("57P", "unreachable"),
    ("08", "unreachable"),
    ("3D000", "unreachable"),
    ("28", "unreachable"),
    ("XX001", "damaged"),
    ("XX002", "damaged"),
)
