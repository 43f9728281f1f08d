"""The first schema: members, money, claims, receipts, settlements, statements, drafts, audit.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from counter.store.schema import run_frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything."""
    run_frozen(op.get_bind(), revision)


def downgrade() -> None:
    """There is no way back from the first schema.

    Raises:
        NotImplementedError: always; books are never taken apart.
    """
    raise NotImplementedError("books are never taken apart")
