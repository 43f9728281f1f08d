"""Proving the books: the audit chain row by row, and every invariant of the whole (reliability.md section 3, set I).

Triggers stop mistakes; somebody with a database tool can switch them off. Whatever was changed so is found here: edits,
deletions, swapped rows and, against a head that was printed or kept elsewhere, a tail that was cut off.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from counter.domain.errors import StoreProblem
from counter.store.audit import row_hash
from counter.store.line import Exchange, Line
from counter.store.opening import refuse_foreign
from counter.store.schema import GENESIS
from counter.store.upgrade import backend_of, parse_url
from counter.store.verify_reversals import RULES, reversals


@dataclass(frozen=True)
class Finding:
    """Something that does not hold. check: stable word; subject: key, number or sequence, never a person."""

    check: str
    subject: str

    def __str__(self) -> str:
        return f"{self.check}: {self.subject}"


@dataclass(frozen=True)
class Report:
    """What was checked and what was found. head: (sequence, hash) of the newest audit row."""

    findings: tuple[Finding, ...]
    audit_rows: int
    settlements: int
    head: tuple[int, str]

    @property
    def good(self) -> bool:
        """True when everything holds."""
        return not self.findings

    def __str__(self) -> str:
        lines = [
            f"audit rows {self.audit_rows}, settlements {self.settlements}, head {self.head[0]} {self.head[1]}",
            *(str(finding) for finding in self.findings),
            "the books hold" if self.good else f"THE BOOKS DO NOT HOLD: {len(self.findings)} findings",
        ]
        return "\n".join(lines)


def verify_store(url: str, head: tuple[int, str] | None = None) -> Report:
    """Check a whole database without changing it.

    Args:
        url: as for `open_store`.
        head: an audit head from a paper or another machine: shows whether the tail was cut off or rewritten.

    Raises:
        StoreProblem: it cannot be read at all.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise StoreProblem("unreachable", "there is no such file")
    backend = backend_of(parsed, guarded=False)
    exchange = Exchange(backend)
    try:
        with exchange.reading() as line:
            refuse_foreign(backend, line)
            return verify_books(line, head)
    finally:
        exchange.close()


def verify_books(line: Line, head: tuple[int, str] | None = None) -> Report:
    """The same on an open line, inside one reading transaction."""
    findings = list(_file(line))
    rows, last = 0, (0, GENESIS)
    for finding, seen in _chain(line, head):
        if finding is not None:
            findings.append(finding)
        if seen is not None:
            rows, last = rows + 1, seen
    findings.extend(_snapshots(line))
    findings.extend(_ledger(line))
    findings.extend(Finding(check, number) for check, number in reversals(line))
    for check, sql in (*_RULES, *RULES):
        findings.extend(Finding(check, str(row[0])) for row in line.say(sql).fetchall())
    settled = line.say("SELECT COUNT(*) FROM settlement").fetchone()[0]
    return Report(tuple(findings), rows, settled, last)


def _file(line: Line) -> Iterator[Finding]:
    """SQLite's own look at its pages; PostgreSQL checks its pages by checksum as it reads them."""
    if line.backend.dialect.name != "sqlite":
        return
    for row in line.say("PRAGMA integrity_check(20)").fetchall():
        if row[0] != "ok":
            yield Finding("file", str(row[0]))
    for row in line.say("PRAGMA foreign_key_check").fetchall():
        yield Finding("foreign_key", f"{row[0]} row {row[1]}")


def _chain(line: Line, known: tuple[int, str] | None) -> Iterator[tuple[Finding | None, tuple[int, str] | None]]:
    """Walk the chain over the stored bytes; yields findings and the (sequence, hash) of each row."""
    seq, previous = 0, GENESIS
    sql = "SELECT seq, kind, member_id, content, algorithm, previous_hash, hash FROM audit ORDER BY seq"
    known_seen = known is None or known == (0, GENESIS)
    for row in line.say(sql):
        if row[0] != seq + 1:
            yield Finding("audit_gap", f"after {seq} follows {row[0]}"), None
        if row[5] != previous:
            yield Finding("audit_link", str(row[0])), None
        content = bytes(row[3])
        if row[4] != "sha256" or row_hash(row[4], row[0], row[5], content) != row[6]:
            yield Finding("audit_hash", str(row[0])), None
        elif not _says(content, row[0], row[1], row[2]):
            yield Finding("audit_columns", str(row[0])), None
        seq, previous = row[0], row[6]
        if known is not None and known[0] == seq:
            known_seen = True
            if known[1] != previous:
                yield Finding("audit_head_differs", str(seq)), None
        yield None, (seq, previous)
    if not known_seen and known is not None:
        yield Finding("audit_tail_missing", f"ends at {seq}, {known[0]} was known"), None
    if line.say("SELECT seq, hash FROM audit_head").fetchone() != (seq, previous):
        yield Finding("audit_head", f"ends at {seq}"), None


def _says(content: bytes, seq: int, kind: str, member_id: int | None) -> bool:
    """True when the searchable columns say what the sealed bytes say."""
    said = json.loads(content)
    return (said["seq"], said["kind"], said["member_id"]) == (seq, kind, member_id)


def _snapshots(line: Line) -> Iterator[Finding]:
    """Each settlement: its bytes fit its hash, the claim's bytes theirs, and the audit row that sealed both says so."""
    sql = (
        "SELECT s.number, s.key, s.snapshot, s.content_hash, c.content, c.content_hash, c.key, c.member_id, "
        "s.member_id, a.content, c.total_fen, p.key, o.number FROM settlement AS s JOIN claim AS c ON "
        "c.claim_id = s.settlement_id JOIN audit AS a ON a.seq = s.audit_seq JOIN posting AS p "
        "ON p.posting_id = s.posting_id LEFT JOIN settlement AS o ON o.settlement_id = c.replaces "
        "ORDER BY s.settlement_id"
    )
    for row in line.say(sql):
        number, content = row[0], bytes(row[2])
        said, sealed = json.loads(content), json.loads(bytes(row[9]))
        if hashlib.sha256(content).hexdigest() != row[3] or hashlib.sha256(bytes(row[4])).hexdigest() != row[5]:
            yield Finding("snapshot_hash", number)
        elif (sealed.get("snapshot_hash"), sealed.get("claim_hash"), sealed.get("number")) != (row[3], row[5], number):
            yield Finding("snapshot_not_sealed", number)
        elif (said["number"], said["key"], said["claim_hash"], said["member_id"]) != (number, row[1], row[5], row[8]):
            yield Finding("snapshot_of_another", number)
        elif not row[1] == row[6] == row[11] or row[7] != row[8]:
            yield Finding("settlement_parts", number)
        elif said["adjudication"]["total_amount"] != row[10]:
            yield Finding("settlement_total", number)
        elif said.get("replaces", "") != (row[12] or ""):
            yield Finding("replaces", number)


def _ledger(line: Line) -> Iterator[Finding]:
    """Balances and members' lines against a replay of all transfers."""
    balances = {name: 0 for (name,) in line.say("SELECT name FROM account").fetchall()}
    members: dict[int, list[tuple[object, ...]]] = {}
    owned = {
        name: (member_id, part)
        for name, member_id, part in line.say(
            "SELECT name, member_id, part FROM account WHERE part IN ('current', 'prior')"
        )
    }
    held: dict[int, int] = {}
    sql = (
        "SELECT p.posting_id, t.debit, t.credit, t.fen, t.kind, p.day, p.memo FROM transfer AS t "
        "JOIN posting AS p ON p.posting_id = t.posting_id ORDER BY t.posting_id, t.line"
    )
    for posting_id, debit, credit, fen, kind, day, memo in line.say(sql):
        for name, other, moved in ((debit, credit, -fen), (credit, debit, fen)):
            balances[name] = balances.get(name, 0) + moved
            if name in owned:
                member_id, part = owned[name]
                held[member_id] = held.get(member_id, 0) + moved
                lines = members.setdefault(member_id, [])
                lines.append(
                    (
                        len(lines) + 1,
                        posting_id,
                        day,
                        kind,
                        part,
                        other,
                        max(moved, 0),
                        max(-moved, 0),
                        held[member_id],
                        memo,
                    )
                )
    for name, fen in line.say("SELECT name, fen FROM account").fetchall():
        if balances[name] != fen:
            yield Finding("balance", name)
    if sum(balances.values()):
        yield Finding("balance", "accounts do not add up to nothing")
    stored: dict[int, list[tuple[object, ...]]] = {}
    sql = (
        "SELECT member_id, seq, posting_id, day, kind, part, counterpart, in_fen, out_fen, balance_fen, document "
        "FROM member_entry ORDER BY member_id, seq"
    )
    for row in line.say(sql):
        stored.setdefault(row[0], []).append(tuple(row[1:]))
    for member_id in sorted(stored.keys() | members.keys()):
        if stored.get(member_id) != members.get(member_id):
            yield Finding("member_entry", str(member_id))


_RULES = (
    (
        "claim_without_settlement",
        (
            "SELECT c.claim_id FROM claim AS c WHERE NOT EXISTS "
            "(SELECT 1 FROM settlement AS s WHERE s.settlement_id = c.claim_id)"
        ),
    ),
    (
        "settlement_sealed_but_gone",
        (
            "SELECT a.seq FROM audit AS a WHERE a.kind = 'settle' AND NOT EXISTS "
            "(SELECT 1 FROM settlement AS s WHERE s.audit_seq = a.seq)"
        ),
    ),
    (
        "statement_without_settlement",
        (
            "SELECT t.number FROM statement AS t WHERE t.state = 'issued' AND NOT EXISTS "
            "(SELECT 1 FROM settlement AS s WHERE s.number = t.number) AND NOT EXISTS "
            "(SELECT 1 FROM reversal AS r WHERE r.number = t.number)"
        ),
    ),
    (
        "statement_copies",
        (
            "SELECT t.number FROM statement AS t WHERE "
            "(SELECT COUNT(*) FROM statement_copy AS c WHERE c.number = t.number) <> 3"
        ),
    ),
    (
        "statement_printed",
        (
            "SELECT t.number FROM statement AS t WHERE t.printed <> "
            "(SELECT COUNT(*) FROM print_job AS j WHERE j.number = t.number AND j.counted = 1)"
        ),
    ),
    (
        "statement_gap",
        (
            "SELECT c.centre || '/' || c.year FROM statement_counter AS c WHERE c.last <> "
            "(SELECT COUNT(*) FROM statement AS t WHERE t.centre = c.centre AND t.year = c.year) OR c.last <> "
            "(SELECT COALESCE(MAX(t.serial), 0) FROM statement AS t WHERE t.centre = c.centre AND t.year = c.year)"
        ),
    ),
    (
        "expense_of_settlement",
        (
            "SELECT s.number FROM settlement AS s JOIN claim AS c ON c.claim_id = s.settlement_id WHERE NOT EXISTS "
            "(SELECT 1 FROM expense AS e WHERE e.document = s.number AND e.total_fen = c.total_fen "
            "AND e.fund_fen = c.fund_fen AND e.account_fen = c.account_fen AND e.cash_fen = c.cash_fen)"
        ),
    ),
    (
        "parts_are_not_the_whole",
        "SELECT claim_id FROM claim WHERE fund_fen + hospital_fen + account_fen + family_fen + cash_fen <> total_fen",
    ),
    (
        "four_eyes",
        (
            "SELECT claim_id FROM claim WHERE (reviewed_by IS NOT NULL AND (reviewed_by = entered_by OR "
            "reviewed_hash IS NULL OR reviewed_hash <> content_hash)) OR (paid_by IS NOT NULL AND (reviewed_by IS NULL "
            "OR paid_by = entered_by OR paid_by = reviewed_by))"
        ),
    ),
    (
        "posting_not_whole",
        (
            "SELECT p.posting_id FROM posting AS p WHERE NOT EXISTS (SELECT 1 FROM posting_seal AS s "
            "WHERE s.posting_id = p.posting_id AND s.lines = p.lines AND s.lines = "
            "(SELECT COUNT(*) FROM transfer AS t WHERE t.posting_id = p.posting_id) AND s.fen = "
            "(SELECT COALESCE(SUM(t.fen), 0) FROM transfer AS t WHERE t.posting_id = p.posting_id))"
        ),
    ),
    ("overdrawn", "SELECT name FROM account WHERE fen < 0 AND overdraft = 0"),
    (
        "receipt_portions",
        (
            "SELECT r.receipt_id FROM receipt AS r WHERE r.claimed_fen <> (SELECT COALESCE(SUM(p.fen), 0) "
            "FROM receipt_portion AS p WHERE p.receipt_id = r.receipt_id) OR r.claimed_fen > r.total_fen"
        ),
    ),
    (
        "receipt_without_use",
        (
            "SELECT r.receipt_id FROM receipt AS r WHERE r.live = 1 AND NOT EXISTS (SELECT 1 FROM receipt_portion AS p "
            "JOIN expense AS e ON e.document = p.document WHERE p.receipt_id = r.receipt_id)"
        ),
    ),
    (
        "receipt_paid_twice",
        (
            "SELECT r.kind || ':' || r.code || ':' || r.number FROM receipt AS r WHERE r.live = 1 "
            "GROUP BY r.kind, r.code, r.number HAVING COUNT(*) > 1"
        ),
    ),
    (
        "receipt_without_alias",
        (
            "SELECT r.receipt_id FROM receipt AS r WHERE NOT EXISTS "
            "(SELECT 1 FROM receipt_alias AS a WHERE a.receipt_id = r.receipt_id)"
        ),
    ),
    (
        "year_total",
        (
            "SELECT t.member_id FROM year_total AS t WHERE t.amount <> (SELECT COALESCE(SUM(e.amount), 0) "
            "FROM total_event AS e WHERE e.member_id = t.member_id AND e.scheme = t.scheme AND e.year = t.year "
            "AND e.total_key = t.total_key)"
        ),
    ),
    (
        "year_total_missing",
        (
            "SELECT e.member_id FROM total_event AS e WHERE NOT EXISTS (SELECT 1 FROM year_total AS t "
            "WHERE t.member_id = e.member_id AND t.scheme = e.scheme AND t.year = e.year AND t.total_key = e.total_key)"
        ),
    ),
    (
        "draft_of_settlement",
        "SELECT d.key FROM draft AS d WHERE EXISTS (SELECT 1 FROM settlement AS s WHERE s.key = d.key)",
    ),
)
"""(what does not hold, SQL that finds it), read alike by both databases."""
