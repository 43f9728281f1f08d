"""The hash-chained audit log: every act and every look is one row, and each row seals all rows before it.

hash = SHA-256("sha256", seq, previous hash, stored bytes). The bytes are hashed as stored and never re-written, since
hashing a re-serialisation raises false alarms. A chain cannot show that its tail was cut off: compare its head with one
that was printed or kept elsewhere (reliability.md findings 10 and section 4).
"""

from __future__ import annotations

import hashlib

from sqlalchemy import insert, select

from counter.domain.claim import canonical_json
from counter.store.columns import all_of
from counter.store.line import Line, Prepared
from counter.store.tables.work import audit, audit_head

ALGORITHM = "sha256"

_HEAD = Prepared(select(audit_head.c.seq, audit_head.c.hash))
_HEAD_LOCKED = Prepared(select(audit_head.c.seq, audit_head.c.hash).with_for_update())
_APPEND = Prepared(insert(audit).values(all_of(audit)))


def row_hash(algorithm: str, seq: int, previous: str, content: bytes) -> str:
    """The hash of a row.

    Raises:
        ValueError: an algorithm that this program does not know.
    """
    if algorithm != ALGORITHM:
        raise ValueError(f"unknown algorithm {algorithm}")
    return hashlib.sha256(f"{algorithm}\n{seq}\n{previous}\n".encode() + content).hexdigest()


def head(line: Line) -> tuple[int, str]:
    """(sequence, hash) of the newest row."""
    found = line.row(_HEAD)
    assert found is not None
    return found[0], found[1]


def append(
    line: Line, kind: str, at: str, actor: str, counter: str, member_id: int | None = None, **facts: object
) -> tuple[int, str]:
    """Append one row inside a writing transaction.

    Args:
        kind: stable word of the act, for example `settle`, `look`, `reveal`.
        at: ISO time; order is by sequence, never by time.
        facts: what else belongs to the act: numbers, hashes, reasons; never a name, an ID number or a card number.

    Returns:
        Its sequence and hash.
    """
    found = line.row(_HEAD_LOCKED)
    assert found is not None
    seq, previous = found[0] + 1, found[1]
    content = canonical_json(
        {"seq": seq, "at": at, "kind": kind, "actor": actor, "counter": counter, "member_id": member_id, **facts}
    )
    digest = row_hash(ALGORITHM, seq, previous, content)
    line.run(
        _APPEND,
        seq=seq,
        kind=kind,
        member_id=member_id,
        content=content,
        algorithm=ALGORITHM,
        previous_hash=previous,
        hash=digest,
    )
    return seq, digest
