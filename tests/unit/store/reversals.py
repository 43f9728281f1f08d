"""What reversal tests share: who reverses, and everything in the books that a reversal must put back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from counter.domain.policy import Policy
from counter.domain.settlement import Settlement
from counter.policies.book import FolderBook
from counter.store import Books
from counter.visit.counter import Counter

REASON = "金额录错"


class GenerousBook:
    """The real rules, but the account may pay for claims that were paid in cash."""

    def __init__(self, book: FolderBook) -> None:
        self._book = book
        self.year_of = book.year_of

    def find(self, region: str, scheme: str, care: str, day: date, known_on: date | None = None) -> Policy:
        """A package with the one switch turned."""
        policy = self._book.find(region, scheme, care, day, known_on)
        assert policy.account is not None
        return replace(policy, account=replace(policy.account, touches_paid_claims=True))


def undo(counter: Counter, settlement: Settlement, reason: str = REASON, key: str | None = None) -> Settlement:
    """What the clerk does: say why, confirm."""
    return counter.reverse(settlement, reason, key or str(uuid.uuid4()))


def standing(books: Books, members: tuple[int, ...] = (1, 2)) -> dict[str, object]:
    """Whatever a reversal must put back: totals, accounts, receipts in use, spending."""
    with books._exchange.reading() as line:
        found: dict[str, object] = {
            "accounts": sorted(line.say("SELECT name, fen FROM account WHERE fen <> 0").fetchall()),
            "totals": sorted(
                line.say(
                    "SELECT member_id, scheme, year, total_key, amount FROM year_total WHERE amount <> 0"
                ).fetchall()
            ),
            "receipts": sorted(
                line.say("SELECT kind, code, number, claimed_fen, state FROM receipt WHERE live = 1").fetchall()
            ),
        }
    for member_id in members:
        record = books.record_by_id(member_id, "test")
        found[f"spending {member_id}"] = books.spending_by_year(member_id)
        found[f"money {member_id}"] = (record.money, record.totals, record.spending)
        found[f"balance {member_id}"] = books.clearing_years(member_id)
    return found
