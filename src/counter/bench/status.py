"""The status screen: our record, with its durable look in the audit log, against raw sqlite3 reading the same rows."""

from __future__ import annotations

import random
import sqlite3

from counter.bench.centre import BenchCentre
from counter.bench.measure import Outcome, contest
from counter.domain.identity import Identity, IdentityRoute

STATEMENTS = (
    "SELECT * FROM insurance WHERE member_id = ?",
    "SELECT part, fen FROM account WHERE member_id = ?",
    "SELECT substr(day, 1, 7), SUM(in_fen - out_fen) FROM member_entry WHERE member_id = ? GROUP BY 1",
    "SELECT scheme, year, total_key, SUM(amount) FROM total_event WHERE member_id = ? GROUP BY 1, 2, 3",
    "SELECT category, COUNT(*), SUM(total_fen), SUM(fund_fen) FROM expense WHERE member_id = ? GROUP BY category",
    "SELECT key, saved_at FROM draft WHERE member_id = ?",
    "SELECT * FROM member_entry WHERE member_id = ? ORDER BY seq DESC LIMIT 50",
)


def status_outcome(centre: BenchCentre, *, quick: bool) -> Outcome:
    """Measure the overview of a random member by card number."""
    raw = sqlite3.connect(centre.database)
    try:
        cards = [row[0] for row in raw.execute("SELECT card_number FROM member WHERE card_number IS NOT NULL")]
        chance = random.Random(5)  # noqa: S311 - choice of members for a measurement
        rounds = 60 if quick else 300
        drawn = [chance.choice(cards) for _ in range(rounds + 1)]

        def plain(turn: int) -> int:
            member = raw.execute("SELECT * FROM member WHERE card_number = ?", (drawn[turn],)).fetchone()
            return sum(len(raw.execute(sql, (member[0],)).fetchall()) for sql in STATEMENTS)

        def ours(turn: int) -> int:
            record = centre.store.record_by_identity(Identity(None, drawn[turn], IdentityRoute.CHIP))
            return len(record.recent_rows)

        for turn in (0, 1, 2):
            record = centre.store.record_by_identity(Identity(None, drawn[turn], IdentityRoute.CHIP))
            balance = raw.execute(
                "SELECT SUM(fen) FROM account WHERE member_id = ? AND part IN ('current', 'prior')",
                (record.member.member_id,),
            ).fetchone()[0]
            if record.money.total_fen != (balance or 0):
                raise AssertionError("our balance is not the ledger's: nothing is measured")
        outcome = contest(
            "Status screen of one member",
            [("raw sqlite3, same rows", plain), ("record, with its look logged", ours)],
            rounds=rounds,
        )
    finally:
        raw.close()
    outcome.notes.append(
        "ours includes one durable audit row (a commit with fsync) for the look; the yardstick does not"
    )
    return outcome
