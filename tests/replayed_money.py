"""A made member's balances from the transfers alone."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.ledger import Posting
from counter.visit.centre import MemberFile


def replay(file: MemberFile) -> Iterator[tuple[Posting, dict[str, int]]]:
    """Each posting, and the member's two balances (fen) after it."""
    balance = {"current": 0, "prior": 0}
    head = f"member:{file.member.member_id}:"
    for posting in file.postings:
        for transfer in posting.transfers:
            for account, fen in ((transfer.debit, -transfer.fen), (transfer.credit, transfer.fen)):
                if account.startswith(head):
                    balance[account.removeprefix(head)] += fen
        yield posting, dict(balance)
