"""Reversals: a settlement's full negative, sealed whole; spending rows may be negative; a claim is replaced once.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

from counter.store.schema import run_frozen

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a reversal needs and let spending be taken back."""
    run_frozen(op.get_bind(), revision)


def downgrade() -> None:
    """There is no way back.

    Raises:
        NotImplementedError: always; books are never taken apart.
    """
    raise NotImplementedError("books are never taken apart")
