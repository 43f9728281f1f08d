"""Opening the books."""

from __future__ import annotations

import os
from pathlib import Path

from counter.domain.errors import StoreProblem
from counter.store.books import Books
from counter.store.line import Exchange
from counter.store.schema import HEAD
from counter.store.upgrade import backend_of, create_or_upgrade, known_revisions, parse_url, revision_on
from counter.visit.ports import Clock, Staff


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
            found = revision_on(backend, line.connection)
    except BaseException:
        exchange.close()
        raise
    if found != HEAD:
        exchange.close()
        if found is not None and found not in known_revisions():
            raise StoreProblem("newer_than_program", found)
        raise StoreProblem("read_only", "the database must be upgraded first")
    return Books(exchange, staff, clock)


def _writable(path: Path) -> bool:
    """True when a file can be written, or made."""
    if not path.exists():
        return True
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
