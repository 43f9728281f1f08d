"""Booked claims, read back whole in the order in which they were booked: for replaying them under other rules."""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import bindparam, cast, func, select

from counter.domain.claim import Claim
from counter.domain.errors import StoreProblem
from counter.domain.settlement import Snapshot
from counter.store.line import Prepared
from counter.store.rows import Row
from counter.store.tables import WHOLE, WORDS, claim, settlement
from counter.visit.ports import StoredClaim

_IN_RANGE = (
    claim.c.state != "reversed",
    claim.c.service_day >= bindparam("first", type_=WORDS),
    claim.c.service_day <= bindparam("last", type_=WORDS),
)
COUNT_CLAIMS = Prepared(
    select(cast(func.count(), WHOLE))
    .select_from(settlement)
    .join(claim, claim.c.claim_id == settlement.c.settlement_id)
    .where(*_IN_RANGE)
)
STORED_CLAIMS = Prepared(
    select(
        settlement.c.settlement_id,
        claim.c.content,
        claim.c.content_hash,
        settlement.c.snapshot,
        settlement.c.content_hash,
    )
    .join(claim, claim.c.claim_id == settlement.c.settlement_id)
    .where(*_IN_RANGE, settlement.c.settlement_id > bindparam("after", type_=WHOLE))
    .order_by(settlement.c.settlement_id)
    .limit(bindparam("most", type_=WHOLE))
)


def stored_claim_of(row: Row) -> StoredClaim:
    """settlement_id, claim content and hash, snapshot and hash.

    Raises:
        StoreProblem: `damaged` when claim or snapshot is not what was booked.
    """
    content, snapshot = bytes(row[1]), bytes(row[3])
    if hashlib.sha256(content).hexdigest() != row[2] or hashlib.sha256(snapshot).hexdigest() != row[4]:
        raise StoreProblem("damaged", f"claim of settlement {row[0]} does not fit its hash")
    return StoredClaim(row[0], read_claim(content), Snapshot.from_json(snapshot))


def read_claim(content: bytes) -> Claim:
    """Read a stored claim back: `read_claim` of its canonical form equals the claim.

    Raises:
        TypeError: it has a fact that this program does not know, because a newer one wrote it.
    """
    claim = _typed(Claim, json.loads(content))
    assert isinstance(claim, Claim)
    return claim


@cache
def _fields(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    """JSON as the type that a field of a frozen record declares; what the record left out keeps its default."""
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(one for one in get_args(kind) if one is not types.NoneType)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], entry) for entry in value)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        fields = _fields(kind)
        unknown = set(value) - set(fields)
        if unknown:
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}: written by a newer program")
        return kind(**{name: _typed(fields[name], entry) for name, entry in value.items()})
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, (Decimal, Enum)) else value
