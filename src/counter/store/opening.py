"""Opening the books."""

from __future__ import annotations

import os
from pathlib import Path

from counter.domain.errors import StoreProblem
from counter.store.books import Books
from counter.store.line import Backend, Exchange, Line
from counter.store.schema import HEAD
from counter.store.upgrade import backend_of, create_or_upgrade, known_revisions, parse_url, revision_on
from counter.visit.ports.desk import Clock, Staff


def open_store(url: str, staff: Staff, *, clock: Clock | None = None) -> Books:
    """Open the books, making or upgrading the database where that is needed and possible.

    Args:
        url: `sqlite:////absolute/path/file.db` or `postgresql://user@host/name` (psycopg's parameters allowed).
        staff: who looks, for the audit log.
        clock: time stamps of the audit log; the system's when None.

    Raises:
        StoreProblem: `newer_than_program`, `not_a_database`, `read_only` (and nothing to read yet), `unreachable`,
            `locked`, `disk_full`, `damaged`.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or _writable(Path(parsed.database or "")):
        create_or_upgrade(url)
    backend = backend_of(parsed)
    exchange = Exchange(backend)
    try:
        with exchange.reading() as line:
            refuse_foreign(backend, line)
    except BaseException:
        exchange.close()
        raise
    return Books(exchange, staff, clock)


def refuse_foreign(backend: Backend, line: Line) -> None:
    """Go on only with a database of this program's schema.

    Raises:
        StoreProblem: `newer_than_program`, `not_a_database`, or `read_only` for one that must be upgraded first.
    """
    found = revision_on(backend, line.connection)
    if found == HEAD:
        return
    if found is not None and found not in known_revisions():
        raise StoreProblem("newer_than_program", found)
    raise StoreProblem("read_only", "the database must be upgraded first")


def _writable(path: Path) -> bool:
    """True when a file can be written, or made."""
    if not path.exists():
        return True
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
