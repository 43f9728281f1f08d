"""The books on SQLite or PostgreSQL: `counter.visit.ports.books.Store` with its guarantees kept by the database itself.

    books = open_store("sqlite:////home/clerk/counter.db", staff)      # makes or upgrades the database first
    books.load_centre(centre)                                          # once, into an empty database
    record = books.record_by_identity(identity)
    with books.transaction(draft.key) as transaction: ...              # counter.visit.counter.Counter.settle does this
    books.close()
    report = verify_store(url, head)                                   # audit chain and whole books; report.good

`open_store` raises StoreProblem (`newer_than_program`, `not_a_database`, `read_only`, `unreachable`, `locked`,
`disk_full`); on a file or folder that cannot be written it opens for reading and `books.read_only` is True.
Importing this package loads SQLAlchemy: import it where it is needed, not at start-up.
"""

from __future__ import annotations

from counter.store.books import Books
from counter.store.opening import open_store
from counter.store.upgrade import create_or_upgrade
from counter.store.verify import Finding, Report, verify_store

__all__ = ["Books", "Finding", "Report", "create_or_upgrade", "open_store", "verify_store"]
