"""Somebody with a database tool against reversals: half of one, two, without the receipts, of another member, with
other amounts, out of turn. Triggers and constraints stand; each is put together in raw SQL, right but for one thing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from little_centre import draft, settle

from counter.visit.counter import Counter

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.errors.CheckViolation)
H = "a" * 64
N = "(SELECT number FROM settlement WHERE settlement_id = 1)"
P = "(SELECT posting_id FROM settlement WHERE settlement_id = 1)"
Raw = Callable[[str], Any]


HEADER = (
    "INSERT INTO reversal (settlement_id, key, number, member_id, business_day, reversed_at, clerk, counter, reason, "
    f"snapshot, content_hash) SELECT {{id}}, 'k', {{number}}, {{member}}, '{{day}}', '', '丙', '9', '{{reason}}', "
    f"snapshot, '{H}' FROM settlement WHERE settlement_id = 1"
)
RIGHT = {"id": "1", "number": "'X-JS-2026-R'", "member": "1", "day": "2026-11-21", "reason": "x"}
POSTING = (
    "INSERT INTO posting (key, content_hash, member_id, day, memo, lines, reverses) "
    f"SELECT '{{key}}', '{H}', {{member}}, '2026-11-21', 'R', {{lines}}, posting_id FROM posting WHERE posting_id = {P}"
)
TRANSFERS = (
    "INSERT INTO transfer (posting_id, line, debit, credit, fen, kind) SELECT (SELECT MAX(posting_id) FROM posting), "
    f"line, {{debit}}, {{credit}}, {{fen}}, '{{kind}}' FROM transfer WHERE posting_id = {P}"
)
TOTALS = (
    "INSERT INTO total_event SELECT member_id, scheme, {year}, total_key, 'X-JS-2026-R', {amount}, '{day}' "
    f"FROM total_event WHERE document = {N}"
)
EXPENSE = (
    "INSERT INTO expense SELECT {member}, (SELECT MAX(seq) + 1 FROM expense AS x WHERE x.member_id = 1), day, "
    "'2026-11-21', year, scheme, care, category, institution_code, {place}, {total}, -eligible_fen, -fund_fen, "
    "-account_fen, {cash}, -other_fen, funds, '{source}', 'X-JS-2026-R' FROM expense AS e "
    f"WHERE e.document = {N}"
)
PORTIONS = (
    "INSERT INTO receipt_portion (receipt_id, document, fen) SELECT receipt_id, 'X-JS-2026-R', {fen} "
    f"FROM receipt_portion WHERE document = {N}"
)
STEPS = {
    "count": "UPDATE statement_counter SET last = last + 1",
    "statement": (
        "INSERT INTO statement SELECT 'X-JS-2026-R', centre, year, last, 'issued', 'pending', 0, '' "
        "FROM statement_counter"
    ),
    "copies": f"INSERT INTO statement_copy SELECT 'X-JS-2026-R', copy FROM statement_copy WHERE number = {N}",
    "header": HEADER.format(**RIGHT),
    "posting": POSTING.format(key="k", member="member_id", lines="lines"),
    "transfers": TRANSFERS.format(debit="credit", credit="debit", fen="fen", kind="reversal"),
    "posting seal": (
        "INSERT INTO posting_seal SELECT p.posting_id, p.lines, (SELECT COALESCE(SUM(t.fen), 0) FROM transfer AS t "
        "WHERE t.posting_id = p.posting_id) FROM posting AS p "
        "WHERE p.posting_id = (SELECT MAX(posting_id) FROM posting)"
    ),
    "totals": TOTALS.format(year="year", amount="-amount", day="2026-11-21"),
    "expense": EXPENSE.format(
        member="member_id", place="institution_name", total="-total_fen", cash="-cash_fen", source="reversal"
    ),
    "portions": PORTIONS.format(fen="-fen"),
    "release": (
        "UPDATE receipt SET state = 'released', live = 0 WHERE receipt_id IN "
        f"(SELECT p.receipt_id FROM receipt_portion AS p WHERE p.document = {N})"
    ),
    "claim": "UPDATE claim SET state = 'reversed' WHERE claim_id = 1",
    "void": f"UPDATE statement SET state = 'void' WHERE number = {N}",
    "audit": (
        "INSERT INTO audit SELECT h.seq + 1, 'reverse', 1, a.content, 'sha256', h.hash, '" + "f" * 64 + "' "
        "FROM audit_head AS h JOIN audit AS a ON a.seq = h.seq"
    ),
    "seal": "INSERT INTO reversal_seal SELECT 1, seq FROM audit_head",
}


def reverse(raw: Raw, **changed: str) -> None:
    """Reverse settlement 1 in raw SQL; changed steps have other text, "" leaves one out."""
    raw("BEGIN")
    try:
        for sql in {**STEPS, **{name.replace("_", " "): sql for name, sql in changed.items()}}.values():
            if sql:
                raw(sql)
        raw("COMMIT")
    except BaseException:
        raw("ROLLBACK")
        raise


def test_a_right_one_is_taken(raw: Raw) -> None:
    """The attacks below fail for their reason, not for a slip in the SQL around them."""
    reverse(raw)
    assert raw("SELECT state FROM claim WHERE claim_id = 1").fetchone()[0] == "reversed"


WRONG = {
    "no header": {"header": ""},
    "no seal": {"seal": ""},
    "no copies": {"copies": ""},
    "no money": {"posting": "", "transfers": "", "posting_seal": ""},
    "money without a seal": {"posting_seal": ""},
    "half the money": {
        "transfers": TRANSFERS.format(debit="credit", credit="debit", fen="(fen + 1) / 2", kind="reversal")
    },
    "more money": {"transfers": TRANSFERS.format(debit="credit", credit="debit", fen="fen + 1", kind="reversal")},
    "the money once more": {"transfers": TRANSFERS.format(debit="debit", credit="credit", fen="fen", kind="reversal")},
    "the money to somebody else": {
        "transfers": TRANSFERS.format(debit="credit", credit="'member:2:prior'", fen="fen", kind="reversal")
    },
    "money that is not called a reversal": {
        "transfers": TRANSFERS.format(debit="credit", credit="debit", fen="fen", kind="care")
    },
    "fewer lines": {
        "posting": POSTING.format(key="k", member="member_id", lines="0"),
        "transfers": "",
    },
    "money under another key": {"posting": POSTING.format(key="j", member="member_id", lines="lines")},
    "money of another member": {"posting": POSTING.format(key="k", member="2", lines="lines")},
    "no totals": {"totals": ""},
    "half the totals": {"totals": TOTALS.format(year="year", amount="-(amount + 1) / 2", day="2026-11-21")},
    "totals that rise": {"totals": TOTALS.format(year="year", amount="amount", day="2026-11-21")},
    "one total forgotten": {
        "totals": TOTALS.format(year="year", amount="-amount", day="2026-11-21") + " AND total_key NOT LIKE 'C0000/%'"
    },
    "totals of another day": {"totals": TOTALS.format(year="year", amount="-amount", day="2026-03-10")},
    "no spending": {"expense": ""},
    "spending of another amount": {
        "expense": EXPENSE.format(
            member="member_id",
            place="institution_name",
            total="-total_fen - 1",
            cash="-cash_fen - 1",
            source="reversal",
        )
    },
    "spending elsewhere": {
        "expense": EXPENSE.format(
            member="member_id", place="'别处'", total="-total_fen", cash="-cash_fen", source="reversal"
        )
    },
    "spending of another member": {
        "expense": EXPENSE.format(
            member="3", place="institution_name", total="-total_fen", cash="-cash_fen", source="reversal"
        )
    },
    "spending that is called a claim": {
        "expense": EXPENSE.format(
            member="member_id", place="institution_name", total="-total_fen", cash="-cash_fen", source="claim"
        )
    },
    "receipts not freed": {"portions": "", "release": ""},
    "receipts half freed": {"portions": PORTIONS.format(fen="-1"), "release": ""},
    "receipts freed and kept": {"release": ""},
    "receipts kept and freed": {"portions": ""},
    "the claim stands": {"claim": ""},
    "the statement stands": {"void": ""},
    "no row in the log": {"audit": ""},
    "another row in the log": {"audit": STEPS["audit"].replace("'reverse'", "'look'")},
    "another member in the log": {"audit": STEPS["audit"].replace("'reverse', 1", "'reverse', 2")},
    "of another member": {"header": HEADER.format(**RIGHT | {"member": "2"})},
    "of another member throughout": {
        "header": HEADER.format(**RIGHT | {"member": "2"}),
        "posting": POSTING.format(key="k", member="2", lines="lines"),
        "totals": "",
        "audit": STEPS["audit"].replace("'reverse', 1", "'reverse', 2"),
    },
    "another settlement": {"header": HEADER.format(**RIGHT | {"id": "2", "member": "2"})},
    "a settlement that is not there": {"header": HEADER.format(**RIGHT | {"id": "9"})},
    "without a reason": {"header": HEADER.format(**RIGHT | {"reason": " "})},
    "on a closed day": {"header": HEADER.format(**RIGHT | {"day": "2026-03-10"})},
    "under the number of a settlement": {
        "header": HEADER.format(**RIGHT | {"number": "(SELECT MAX(number) FROM settlement)"})
    },
    "under a number that is not there": {"statement": "", "copies": ""},
}


def test_a_wrong_one_is_refused(raw: Raw) -> None:
    for attack, steps in WRONG.items():
        try:
            reverse(raw, **steps)
        except REFUSED:
            assert raw("SELECT COUNT(*) FROM reversal").fetchone()[0] == 0
        else:
            pytest.fail(attack)


ALONE = {
    "claim reversed": STEPS["claim"],
    "statement void": STEPS["void"],
    "money back": POSTING.format(key="k", member="member_id", lines="lines"),
    "totals lower": "INSERT INTO total_event SELECT member_id, scheme, year, total_key, 'x', -1, '2026-11-21' "
    f"FROM total_event WHERE document = {N}",
    "receipt free": "INSERT INTO receipt_portion SELECT receipt_id, 'x', -fen FROM receipt_portion "
    f"WHERE document = {N}",
    "receipt released": STEPS["release"],
    "spending back": STEPS["expense"],
    "claim that replaces one that stands": (
        "INSERT INTO claim (key, content_hash, content, member_id, scheme, year, care, institution_code, service_day, "
        "total_fen, fund_fen, hospital_fen, account_fen, family_fen, cash_fen, state, entered_by, replaces) "
        f"SELECT 'new', '{H}', content, member_id, scheme, year, care, institution_code, service_day, total_fen, "
        "fund_fen, hospital_fen, account_fen, family_fen, cash_fen, 'entered', '甲', 1 FROM claim WHERE claim_id = 1"
    ),
    "seal": "INSERT INTO reversal_seal SELECT 1, seq FROM audit_head",
}


def refuse_all(raw: Raw, acts: dict[str, str]) -> None:
    """Each act by itself; the first that is taken fails the test by its name."""
    for act, sql in acts.items():
        try:
            raw(sql)
        except REFUSED:
            continue
        pytest.fail(act)


def test_no_trace_of_one_without_it(raw: Raw) -> None:
    refuse_all(raw, ALONE)


def test_a_later_use_stands_in_the_way(raw: Raw, counter: Counter) -> None:
    settle(counter, draft("0000000103"))
    with pytest.raises(REFUSED, match="a later use was priced on it"):
        reverse(raw)


AGAIN = {
    "reversed twice": HEADER.format(**RIGHT).replace("'k'", "'k2'"),
    "money back twice": POSTING.format(key="k2", member="member_id", lines="lines"),
    "freed twice": PORTIONS.format(fen="-fen").replace("X-JS-2026-R", "R2"),
    "totals down twice": TOTALS.format(year="year", amount="-amount", day="2026-11-21").replace("X-JS-2026-R", "R2"),
    "reversal deleted": "DELETE FROM reversal",
    "reason edited": "UPDATE reversal SET reason = 'y'",
    "seal deleted": "DELETE FROM reversal_seal",
    "claim back": "UPDATE claim SET state = 'entered' WHERE claim_id = 1",
    "statement back": f"UPDATE statement SET state = 'issued' WHERE number = {N}",
    "replaced by another member's": ALONE["claim that replaces one that stands"].replace(
        f"'{H}', content, member_id", f"'{H}', content, 2"
    ),
}


def test_what_was_reversed_stays_so(raw: Raw) -> None:
    reverse(raw)
    refuse_all(raw, AGAIN)


def test_it_is_replaced_once(raw: Raw) -> None:
    reverse(raw)
    replacing = ALONE["claim that replaces one that stands"]
    raw(replacing)
    with pytest.raises(REFUSED):
        raw(replacing.replace("'new'", "'newer'"))


def test_the_number_of_a_reversal_is_not_settled_under(raw: Raw) -> None:
    reverse(raw)
    raw(ALONE["claim that replaces one that stands"])
    with pytest.raises(REFUSED, match="this number is a reversal"):
        raw(
            "INSERT INTO settlement (settlement_id, key, number, member_id, posting_id, business_day, settled_at, "
            "clerk, counter, snapshot, content_hash, audit_seq) SELECT 3, 'new', 'X-JS-2026-R', 1, 1, '2026-11-21', "
            f"'', '甲', '03', snapshot, '{H}', 1 FROM settlement WHERE settlement_id = 1"
        )
