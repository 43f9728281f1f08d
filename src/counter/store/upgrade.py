"""Making a database ours, or newer, and refusing one that is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, pool
from sqlalchemy.exc import ArgumentError

from counter.domain.errors import CounterError, StoreProblem
from counter.store.line import Backend, Exchange
from counter.store.schema import HEAD
from counter.store.sqlite_engine import SqliteBackend

_SCRIPTS = Path(__file__).parent / "migrations"


def parse_url(url: str) -> URL:
    """Read a database URL: `sqlite:////absolute/path` or `postgresql://user@host/name`.

    Raises:
        StoreProblem: `unreachable` for anything else.
    """
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise StoreProblem("unreachable", "not a database URL") from error
    kind = found.get_backend_name()
    if kind == "sqlite" and found.database and found.database != ":memory:":
        return found
    if kind == "postgresql":
        return found.set(drivername="postgresql+psycopg")
    raise StoreProblem("unreachable", "neither a SQLite file nor PostgreSQL")


def backend_of(url: URL, *, guarded: bool = True) -> Backend:
    """The backend that a URL names."""
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        return SqliteBackend(Path(url.database), guarded=guarded)
    from counter.store.postgres_engine import PostgresBackend

    return PostgresBackend(url)


def create_or_upgrade(url: str) -> None:
    """Bring a database to this program's schema: a missing or empty one is made, an older one upgraded, all or
    nothing.

    Raises:
        StoreProblem: `newer_than_program`, `not_a_database`, `read_only`, `unreachable`, `locked`, `disk_full`.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        assert parsed.database is not None
        _make_file(Path(parsed.database))
    backend = backend_of(parsed, guarded=False)
    exchange = Exchange(backend)
    try:
        found = _revision(backend)
        if found == HEAD:
            return
        if found is not None and found not in known_revisions():
            raise StoreProblem("newer_than_program", found)
        with backend.writing():
            _migrate(backend)
    except CounterError:
        raise
    except Exception as error:
        problem = backend.problem(_original(error))
        if problem is None:
            raise
        raise problem from error
    finally:
        exchange.close()


def _original(error: Exception) -> Exception:
    """The driver's error behind one of SQLAlchemy's."""
    original = getattr(error, "orig", None)
    return original if isinstance(original, Exception) else error


def _make_file(path: Path) -> None:
    """An empty file where there is none: SQLite makes a database of it with the first write."""
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise StoreProblem("read_only", f"cannot make the file: {error.strerror}") from error


def _revision(backend: Backend) -> str | None:
    """The migration that a database stands at, None for an empty one.

    Raises:
        StoreProblem: `not_a_database` when tables stand there that are not ours.
    """
    connection = backend.connect()
    try:
        return revision_on(backend, connection)
    finally:
        connection.close()


def revision_on(backend: Backend, connection: Any) -> str | None:
    """The same on an open connection.

    Raises:
        StoreProblem: as above, or it cannot be read.
    """
    try:
        if backend.dialect.name == "sqlite":
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        else:
            tables = {
                row[0]
                for row in connection.execute(
                    "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
                )
            }
        if not tables:
            return None
        found = (
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if "alembic_version" in tables
            else None
        )
    except sqlite3.DatabaseError as error:
        raise backend.problem(error) or error from error
    # Other programs number their migrations, too: a table that ours has had from the first one tells them apart.
    if found is None or "audit_head" not in tables:
        raise StoreProblem("not_a_database", "it holds tables of another program")
    return str(found[0])


def known_revisions() -> frozenset[str]:
    """All migrations of this program."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def _migrate(backend: Backend) -> None:
    """Run all missing migrations in one transaction, on a connection of the backend's own making."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    drivername = "sqlite" if backend.dialect.name == "sqlite" else "postgresql+psycopg"
    engine = create_engine(f"{drivername}://", creator=backend.connect, poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            # The driver is in autocommit mode: this BEGIN, not SQLAlchemy's, opens the one transaction.
            connection.exec_driver_sql(backend.begin_write)
            try:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()
