"""Booking money: accounts that exist, a posting with its transfers, and the seal that makes it whole.

Balances and a member's own lines are written by triggers, never from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import bindparam, exists, insert, literal, select
from sqlalchemy.dialects import postgresql

from counter.domain.claim import canonical_json
from counter.domain.ledger import Posting
from counter.store.columns import WHOLE, WORDS, all_of
from counter.store.line import Line, Prepared
from counter.store.tables.money import account, posting, posting_seal, transfer
from counter.store.tables.use import member_year

MEMBER_PARTS = ("current", "prior", "payable")

ADD_POSTING = Prepared(insert(posting).values(all_of(posting, "posting_id")).returning(posting.c.posting_id))
ADD_TRANSFER = Prepared(insert(transfer).values(all_of(transfer)))
ADD_SEAL = Prepared(insert(posting_seal).values(all_of(posting_seal)))
ADD_ACCOUNT = Prepared(
    postgresql.insert(account)
    .from_select(
        [column.name for column in account.columns],
        select(*all_of(account).values()).where(
            ~exists(select(literal(1)).where(account.c.name == bindparam("name", type_=WORDS)))
        ),
    )
    .on_conflict_do_nothing()
)
ADD_YEAR = Prepared(
    postgresql.insert(member_year)
    .from_select(
        [column.name for column in member_year.columns],
        select(*all_of(member_year).values()).where(
            ~exists(
                select(literal(1)).where(
                    member_year.c.member_id == bindparam("member_id", type_=WHOLE),
                    member_year.c.scheme == bindparam("scheme", type_=WORDS),
                    member_year.c.year == bindparam("year", type_=WORDS),
                )
            )
        ),
    )
    .on_conflict_do_nothing()
)
LOCK_ACCOUNT = Prepared(
    select(account.c.name).where(account.c.name == bindparam("name", type_=WORDS)).with_for_update()
)


def account_row(name: str) -> dict[str, object]:
    """The row of an account that is named as `counter.domain.ledger.Transfer` says.

    Raises:
        ValueError: no account has such a name.
    """
    words = name.split(":")
    if words[0] == "member" and len(words) == 3 and words[2] in MEMBER_PARTS and words[1].isdigit():
        return {"name": name, "member_id": int(words[1]), "part": words[2], "fen": 0, "overdraft": 0}
    if words[0] in ("fund", "institution", "clearing") and len(words) >= 2 and words[1]:
        # Funds and clearing accounts are where money comes from; what an institution is owed never falls below 0.
        return {
            "name": name,
            "member_id": None,
            "part": words[0],
            "fen": 0,
            "overdraft": int(words[0] != "institution"),
        }
    raise ValueError(f"no account is named {name}")


def posting_hash(booked: Posting) -> str:
    """What makes a posting the same posting: SHA-256 over its canonical form."""
    return hashlib.sha256(canonical_json(asdict(booked))).hexdigest()


def open_accounts(line: Line, names: Iterable[str]) -> None:
    """Make sure that accounts exist and lock them, in the order of their names: two writers never wait in a ring."""
    for name in sorted(set(names)):
        line.run(ADD_ACCOUNT, **account_row(name))
        if line.backend.key_lock() is not None:
            line.row(LOCK_ACCOUNT, name=name)


def post(line: Line, booked: Posting, reverses: int | None = None) -> int:
    """Append one posting, whole; returns its id.

    Raises:
        ValueError: an account name that is none.
    """
    open_accounts(line, (name for one in booked.transfers for name in (one.debit, one.credit)))
    row = line.row(
        ADD_POSTING,
        key=booked.key,
        content_hash=posting_hash(booked),
        member_id=booked.member_id,
        day=booked.day.isoformat(),
        memo=booked.memo,
        lines=len(booked.transfers),
        reverses=reverses,
    )
    assert row is not None
    posting_id: int = row[0]
    for number, one in enumerate(booked.transfers, start=1):
        line.run(
            ADD_TRANSFER,
            posting_id=posting_id,
            line=number,
            debit=one.debit,
            credit=one.credit,
            fen=one.fen,
            kind=one.kind,
        )
    line.run(ADD_SEAL, posting_id=posting_id, lines=len(booked.transfers), fen=sum(t.fen for t in booked.transfers))
    return posting_id
