"""What must hold between a settlement and its reversal, whoever wrote them: read by `counter.store.verify`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from counter.domain.reversal import is_reversal_of
from counter.domain.settlement import Settlement, Snapshot
from counter.store.line import Line
from counter.store.reversal_guards import LATER_USES

_BOTH = "reversal AS r JOIN settlement AS s ON s.settlement_id = r.settlement_id"

_NOT_NEGATIVE = (
    "SELECT r.number FROM {both} WHERE EXISTS (SELECT 1 FROM {table} AS a WHERE {mine} a.document = s.number "
    "AND NOT EXISTS (SELECT 1 FROM {table} AS b WHERE b.document = r.number AND {same})) OR "
    "(SELECT COUNT(*) FROM {table} AS a WHERE {mine} a.document = s.number) <> "
    "(SELECT COUNT(*) FROM {table} AS a WHERE {mine} a.document = r.number)"
)


def _not_negative(table: str, kept: tuple[str, ...], negated: tuple[str, ...]) -> str:
    """SQL for reversals whose rows of a table are not those of their settlement with the opposite sign."""
    same = " AND ".join([*(f"b.{name} = a.{name}" for name in kept), *(f"b.{name} = -a.{name}" for name in negated)])
    # Rows lie by member where they have one.
    mine = "a.member_id = r.member_id AND" if "member_id" in kept else ""
    return _NOT_NEGATIVE.format(both=_BOTH, table=table, same=same, mine=mine)


RULES = (
    (
        "reversal_not_whole",
        (
            "SELECT r.number FROM reversal AS r WHERE NOT EXISTS "
            "(SELECT 1 FROM reversal_seal AS e WHERE e.settlement_id = r.settlement_id)"
        ),
    ),
    (
        "reversal_sealed_but_gone",
        (
            "SELECT a.seq FROM audit AS a WHERE a.kind = 'reverse' AND NOT EXISTS (SELECT 1 FROM reversal_seal AS e "
            "JOIN reversal AS r ON r.settlement_id = e.settlement_id WHERE e.audit_seq = a.seq)"
        ),
    ),
    (
        "reversal_state",
        (
            "SELECT s.number FROM settlement AS s JOIN claim AS c ON c.claim_id = s.settlement_id "
            "JOIN statement AS t ON t.number = s.number LEFT JOIN reversal AS r ON r.settlement_id = s.settlement_id "
            "WHERE (c.state = 'reversed') <> (r.number IS NOT NULL) OR (t.state = 'void') <> (r.number IS NOT NULL)"
        ),
    ),
    (
        "reversal_posting",
        (
            f"SELECT r.number FROM {_BOTH} LEFT JOIN posting AS p ON p.reverses = s.posting_id "  # noqa: S608 - words of our own
            "WHERE p.posting_id IS NULL "
            "OR p.key <> r.key OR p.member_id <> r.member_id OR p.day <> r.business_day OR "
            "(SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = p.posting_id) <> "
            "(SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = s.posting_id) OR EXISTS "
            "(SELECT 1 FROM transfer AS t WHERE t.posting_id = s.posting_id AND NOT EXISTS "
            "(SELECT 1 FROM transfer AS m WHERE m.posting_id = p.posting_id AND m.line = t.line "
            "AND m.debit = t.credit AND m.credit = t.debit "
            "AND m.fen = t.fen AND m.kind = 'reversal'))"
        ),
    ),
    (
        "posting_reverses",
        (
            f"SELECT p.posting_id FROM posting AS p WHERE p.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {_BOTH} "  # noqa: S608 - words of our own
            "WHERE s.posting_id = p.reverses AND r.key = p.key)"
        ),
    ),
    ("reversal_totals", _not_negative("total_event", ("member_id", "scheme", "year", "total_key"), ("amount",))),
    ("reversal_portions", _not_negative("receipt_portion", ("receipt_id",), ("fen",))),
    (
        "reversal_expense",
        _not_negative(
            "expense",
            ("member_id", "day", "year", "scheme", "care", "category", "institution_code"),
            ("total_fen", "eligible_fen", "fund_fen", "account_fen", "cash_fen", "other_fen"),
        ),
    ),
    (
        "taken_back_by_nothing",
        (
            "SELECT document FROM (SELECT document FROM total_event WHERE amount < 0 UNION ALL "
            "SELECT document FROM receipt_portion WHERE fen < 0 UNION ALL "
            "SELECT document FROM expense WHERE total_fen < 0 OR source = 'reversal') AS x "
            "WHERE NOT EXISTS (SELECT 1 FROM reversal AS r WHERE r.number = x.document)"
        ),
    ),
    (
        "reversal_out_of_turn",
        (
            f"SELECT DISTINCT s.number FROM {LATER_USES} JOIN reversal AS r ON r.settlement_id = s.settlement_id "  # noqa: S608 - words of our own
            "JOIN expense AS n ON n.document = r.number WHERE l.seq < n.seq"
        ),
    ),
    (
        "reversal_out_of_turn",
        (
            f"SELECT r.number FROM {_BOTH} JOIN expense AS e ON e.document = s.number "  # noqa: S608 - words of our own
            "JOIN expense AS n ON n.document = r.number JOIN settlement AS y ON y.member_id = s.member_id "
            "JOIN expense AS l ON l.document = y.number AND l.seq > e.seq AND l.seq < n.seq "
            "AND ((l.scheme = e.scheme AND l.year = e.year) OR e.account_fen > 0) "
            "JOIN reversal AS x ON x.settlement_id = y.settlement_id JOIN expense AS m ON m.document = x.number "
            "WHERE m.seq > n.seq"
        ),
    ),
    (
        "receipt_state",
        "SELECT receipt_id FROM receipt WHERE (state = 'released') <> (claimed_fen = 0) AND state <> 'settled_online'",
    ),
    (
        "replaces",
        (
            "SELECT c.claim_id FROM claim AS c JOIN claim AS o ON o.claim_id = c.replaces "
            "WHERE o.member_id <> c.member_id OR o.state <> 'reversed' OR o.claim_id > c.claim_id"
        ),
    ),
)
"""(what does not hold, SQL that finds it), read alike by both databases."""


def reversals(line: Line) -> Iterator[tuple[str, str]]:
    """(what does not hold, number) of each reversal: its bytes fit its hash, its audit row says so, and it is the full
    negative of the snapshot that it reverses."""
    sql = (
        "SELECT r.number, r.snapshot, r.content_hash, r.key, r.member_id, r.reason, r.clerk, a.kind, a.content, "  # noqa: S608 - words of our own
        f"s.snapshot, s.settlement_id FROM {_BOTH} JOIN reversal_seal AS e ON e.settlement_id = r.settlement_id "
        "JOIN audit AS a ON a.seq = e.audit_seq ORDER BY r.settlement_id"
    )
    for number, stored, digest, key, member_id, reason, clerk, kind, sealed, original, settlement_id in line.say(sql):
        content, said = bytes(stored), json.loads(bytes(sealed))
        if hashlib.sha256(content).hexdigest() != digest:
            yield "snapshot_hash", number
            continue
        if (kind, said.get("snapshot_hash"), said.get("number")) != ("reverse", digest, number):
            yield "snapshot_not_sealed", number
        try:
            snapshot, before = Snapshot.from_json(content), Snapshot.from_json(bytes(original))
        except (ValueError, TypeError, KeyError, AssertionError):
            yield "reversal_unreadable", number
            continue
        contra = snapshot.contra
        told = (snapshot.number, snapshot.key, snapshot.member_id, snapshot.clerk, contra.reason if contra else "")
        if told != (number, key, member_id, clerk, reason):
            yield "snapshot_of_another", number
        if not is_reversal_of(snapshot, Settlement(settlement_id, before, 0, "", "", 0)):
            yield "reversal_is_not_the_negative", number
