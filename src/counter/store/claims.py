"""Booked claims, read back whole in the order in which they were booked: for replaying them under other rules."""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import bindparam, cast, func, select

from counter.domain.claim import Claim
from counter.domain.errors import StoreProblem
from counter.domain.settlement import Snapshot
from counter.store.columns import WHOLE, WORDS
from counter.store.line import Prepared
from counter.store.rows import Row
from counter.store.tables.claims import claim
from counter.store.tables.papers import settlement
from counter.visit.ports.archive import StoredClaim

WORDS_KEPT = 4096

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
    read = _reader(Claim)
    assert read is not None
    claim = read(json.loads(content))
    assert isinstance(claim, Claim)
    return claim


@cache
def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """What makes of JSON the type that a field of a frozen record declares; None where JSON has it already.

    Made once for each type: a replay reads millions of lines.
    """
    if isinstance(kind, types.UnionType):
        given = _reader(next(one for one in get_args(kind) if one is not types.NoneType))
        return None if given is None else lambda value: None if value is None else given(value)
    if get_origin(kind) is tuple:
        entry = _reader(get_args(kind)[0])
        return tuple if entry is None else lambda value: tuple(map(entry, value))
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _record_reader(kind)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, (Decimal, Enum)):
        # The same few quantities and classes stand in line after line.
        return lru_cache(maxsize=WORDS_KEPT)(kind)
    return None


def _record_reader(kind: type[Any]) -> Callable[[dict[str, Any]], Any]:
    """The reader of a frozen record; what the record left out keeps its default."""
    fields = get_type_hints(kind)
    turned = [(name, reader) for name, one in fields.items() if (reader := _reader(one)) is not None]

    def read(value: dict[str, Any]) -> Any:
        for name, reader in turned:
            if name in value:
                value[name] = reader(value[name])
        try:
            return kind(**value)
        except TypeError as error:
            unknown = value.keys() - fields.keys()
            if not unknown:
                raise
            told = f"{kind.__name__} has no {', '.join(sorted(unknown))}: written by a newer program"
            raise TypeError(told) from error

    return read
