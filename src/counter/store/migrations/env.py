"""Alembic's entry: runs the migrations on the connection that `counter.store.upgrade` hands over.

One transaction for all of them, on both databases: an interrupted upgrade leaves the old schema.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
