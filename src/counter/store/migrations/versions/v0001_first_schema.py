"""The first schema: members, money, claims, receipts, settlements, statements, drafts, audit.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from counter.store.schema import frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything."""
    connection = op.get_bind()
    cursor = connection.connection.cursor()
    for statement in frozen(revision, connection.dialect.name):
        # Without parameters the driver takes the text as it stands, percent signs and all.
        cursor.execute(statement)
    cursor.close()


def downgrade() -> None:
    """There is no way back from the first schema.

    Raises:
        NotImplementedError: always; books are never taken apart.
    """
    raise NotImplementedError("books are never taken apart")
