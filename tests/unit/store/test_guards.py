"""Every rule that protects money, attacked with raw SQL on both databases: the database itself must refuse.

On SQLite the attacks run twice: on a bare connection, where only constraints and triggers stand, and on one of the
program's own, where the authorizer stands before them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
import pytest
from little_centre import Place, draft, settle

from counter.store import guards, schema
from counter.store.sqlite_engine import SETTINGS, SqliteBackend
from counter.store.tables import metadata
from counter.store.tables.steps import STEPS
from counter.visit.counter import Counter

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.errors.CheckViolation)
H = "a" * 64


CLAIM = (
    "INSERT INTO claim (key, content_hash, content, member_id, scheme, year, care, institution_code, service_day, "
    "total_fen, fund_fen, hospital_fen, account_fen, family_fen, cash_fen, state, entered_by, reviewed_by, "
    "reviewed_hash, paid_by, replaces) SELECT 'new', '{H}', content, member_id, scheme, year, care, "
    "institution_code, service_day, {amounts}, {people}, NULL FROM claim WHERE claim_id = 1"
).replace("{H}", H)
GOOD_AMOUNTS = "100, 60, 0, 30, 0, 10"
NOBODY = "'entered', '甲', NULL, NULL, NULL"
RECEIPT = (
    "INSERT INTO receipt (kind, code, number, check_code, member_id, institution_code, issue_day, total_fen, "
    "claimed_fen, state, live) VALUES ({identity}, '', 1, 'H1', '2026-11-01', 100, {claimed}, 'claimed', 1)"
)
GOOD_RECEIPT = RECEIPT.format(identity="'e_receipt', '11060126', '9999999999'", claimed="0")
TRANSFER = "INSERT INTO transfer (posting_id, line, debit, credit, fen, kind) VALUES ({})"

ATTACKS = {
    "money below zero": "INSERT INTO contribution VALUES (1, '310', '2020-01-01', -1, 0, 0, 0, '2020-02-01')",
    "money too large": "INSERT INTO contribution VALUES (1, '310', '2020-01-01', 100000000000, 0, 0, 0, '2020-02-01')",
    "a day that is none": "INSERT INTO contribution VALUES (1, '310', '2020-1-1', 1, 0, 0, 0, '2020-02-01')",
    "transfer of nothing": TRANSFER.format("1, 9, 'clearing:x', 'clearing:opening', 0, 'care'"),
    "transfer to itself": TRANSFER.format("1, 9, 'clearing:opening', 'clearing:opening', 5, 'care'"),
    "transfer after the seal": TRANSFER.format("1, 9, 'clearing:opening', 'member:1:prior', 5, 'care'"),
    "transfer edited": "UPDATE transfer SET fen = 1 WHERE posting_id = 1",
    "transfer deleted": "DELETE FROM transfer WHERE posting_id = 1",
    "posting edited": "UPDATE posting SET memo = 'x' WHERE posting_id = 1",
    "posting deleted": "DELETE FROM posting WHERE posting_id = 1",
    "posting without a seal": (
        "INSERT INTO posting (key, content_hash, member_id, day, memo, lines, reverses) "
        f"VALUES ('new', '{H}', 1, '2026-11-21', '', 0, NULL)"
    ),
    "posting into a closed day": (
        "INSERT INTO posting (key, content_hash, member_id, day, memo, lines, reverses) "
        f"VALUES ('new', '{H}', 1, '2026-03-10', '', 0, NULL)"
    ),
    "posting into a day that was never opened": (
        "INSERT INTO posting (key, content_hash, member_id, day, memo, lines, reverses) "
        f"VALUES ('new', '{H}', 1, '2030-01-01', '', 0, NULL)"
    ),
    "posting with a used key": (
        "INSERT INTO posting (key, content_hash, member_id, day, memo, lines, reverses) "
        f"VALUES ('t1:0', '{H}', 1, '2026-11-21', '', 0, NULL)"
    ),
    "seal that does not fit": "INSERT INTO posting_seal (posting_id, lines, fen) VALUES (99999, 2, 5)",
    "account that begins with money": (
        "INSERT INTO account (name, member_id, part, fen, overdraft) VALUES ('fund:x', NULL, 'fund', 5, 1)"
    ),
    "member account with overdraft": (
        "INSERT INTO account (name, member_id, part, fen, overdraft) VALUES ('m', 3, 'payable', 0, 1)"
    ),
    "account of two masters": "UPDATE account SET member_id = 2 WHERE name = 'member:1:prior'",
    "negative balance": "UPDATE account SET fen = -1 WHERE name = 'member:1:prior'",
    "claim that does not add up": CLAIM.format(amounts="100, 60, 0, 30, 0, 11", people=NOBODY),
    "claim with a negative part": CLAIM.format(amounts="100, 120, 0, -30, 0, 10", people=NOBODY),
    "claim of nothing": CLAIM.format(amounts="0, 0, 0, 0, 0, 0", people=NOBODY),
    "claim that begins paid": CLAIM.format(amounts=GOOD_AMOUNTS, people=f"'paid', '甲', '乙', '{H}', '丙'"),
    "claim that begins reviewed": CLAIM.format(amounts=GOOD_AMOUNTS, people=f"'entered', '甲', '乙', '{H}', NULL"),
    "claim edited": "UPDATE claim SET cash_fen = cash_fen + 1, total_fen = total_fen + 1 WHERE claim_id = 1",
    "claim deleted": "DELETE FROM claim WHERE claim_id = 1",
    "claim paid without review": "UPDATE claim SET state = 'paid', paid_by = '丙' WHERE claim_id = 1",
    "claim paid by name only": "UPDATE claim SET paid_by = '丙' WHERE claim_id = 1",
    "claim reviewed by its clerk": (
        "UPDATE claim SET state = 'reviewed', reviewed_by = '甲', reviewed_hash = content_hash WHERE claim_id = 1"
    ),
    "claim reviewed without its content": "UPDATE claim SET state = 'reviewed', reviewed_by = '乙' WHERE claim_id = 1",
    "claim reviewed with other content": (
        f"UPDATE claim SET state = 'reviewed', reviewed_by = '乙', reviewed_hash = '{H}' WHERE claim_id = 1"
    ),
    "claim reviewed by nobody": "UPDATE claim SET state = 'reviewed' WHERE claim_id = 1",
    "receipt in full width": RECEIPT.format(identity="'e_receipt', '11060126', '９999999999'", claimed="0"),
    "receipt with a space": RECEIPT.format(identity="'e_receipt', '11060126', '999999999 '", claimed="0"),
    "receipt with the letter O": RECEIPT.format(identity="'e_receipt', '11060126', '999999999O'", claimed="0"),
    "receipt too short": RECEIPT.format(identity="'e_receipt', '11060126', '999999999'", claimed="0"),
    "receipt with a line break": RECEIPT.format(identity="'e_receipt', '11060126', '999999999\n'", claimed="0"),
    "receipt without code": RECEIPT.format(identity="'e_receipt', '', '9999999999'", claimed="0"),
    "receipt with code unknown": RECEIPT.format(identity="'e_receipt', NULL, '9999999999'", claimed="0"),
    "receipt of another kind": RECEIPT.format(identity="'scrap', '11060126', '9999999999'", claimed="0"),
    "receipt that begins claimed": RECEIPT.format(identity="'e_receipt', '11060126', '9999999999'", claimed="50"),
    "receipt used twice": RECEIPT.format(identity="'e_receipt', '11060126', '0000000100'", claimed="0"),
    "receipt overclaimed": "INSERT INTO receipt_portion VALUES (1, 'again', 1)",
    "receipt released below nothing": "INSERT INTO receipt_portion VALUES (1, 'again', -99999999)",
    "portion of nothing": "INSERT INTO receipt_portion VALUES (1, 'again', 0)",
    "receipt settled by card set free": (
        "UPDATE receipt SET state = 'released', live = 0 WHERE state = 'settled_online'"
    ),
    "receipt live and released": "UPDATE receipt SET state = 'released' WHERE state = 'claimed'",
    "receipt of more money": "UPDATE receipt SET total_fen = total_fen + 1 WHERE receipt_id = 2",
    "receipt of somebody else": "UPDATE receipt SET member_id = 3 WHERE receipt_id = 2",
    "receipt renumbered": "UPDATE receipt SET number = '1234567890' WHERE receipt_id = 1",
    "receipt deleted": "DELETE FROM receipt WHERE receipt_id = 1",
    "alias of two receipts": (
        "INSERT INTO receipt_alias (kind, code, number, receipt_id) VALUES ('e_receipt', '11060126', '0000000100', 1)"
    ),
    "alias in full width": (
        "INSERT INTO receipt_alias (kind, code, number, receipt_id) "
        "VALUES ('e_receipt', '11060126', '００００００0100', 1)"
    ),
    "year total edited": "UPDATE year_total SET total_key = 'x' WHERE member_id = 1",
    "year total above its cap": "UPDATE year_total SET cap = amount - 1 WHERE amount > 0",
    "year total that begins used": "INSERT INTO year_total VALUES (1, '310', '2026', 'new', 5, NULL)",
    "year event edited": "UPDATE total_event SET amount = 1",
    "year event deleted": "DELETE FROM total_event",
    "year event twice": "INSERT INTO total_event SELECT * FROM total_event WHERE document = 'S0001'",
    "year event below nothing": (
        "INSERT INTO total_event VALUES (1, '310', '2026', 'S0000/outpatient', 'x', -99999999999, '2026-11-21')"
    ),
    "year event of a year that is not there": (
        "INSERT INTO total_event VALUES (1, '310', '2031', 'S0000/outpatient', 'x', 1, '2026-11-21')"
    ),
    "expense edited": "UPDATE expense SET cash_fen = 0",
    "audit row edited": "UPDATE audit SET content = content WHERE seq = 1",
    "audit row deleted": "DELETE FROM audit WHERE seq = 1",
    "audit row out of line": (
        f"INSERT INTO audit SELECT 99, kind, member_id, content, algorithm, '{H}', '{H}' FROM audit WHERE seq = 1"
    ),
    "audit row on a wrong hash": (
        f"INSERT INTO audit SELECT (SELECT MAX(seq) + 1 FROM audit), kind, member_id, content, algorithm, '{H}', "
        f"'{H}' FROM audit WHERE seq = 1"
    ),
    "audit head deleted": "DELETE FROM audit_head",
    "statement out of turn": (
        "INSERT INTO statement VALUES ('n', '990101', '2026', 4, 'issued', 'pending', 0, '2026-11-21')"
    ),
    "statement without its counter": (
        "INSERT INTO statement VALUES ('n', '990101', '2026', 3, 'issued', 'pending', 0, '2026-11-21')"
    ),
    "statement renumbered": "UPDATE statement SET number = 'n'",
    "statement deleted": "DELETE FROM statement",
    "statement printed without a job": "UPDATE statement SET printed = printed + 1",
    "statement unprinted": "UPDATE statement SET printed = printed - 1",
    "statement printed out of turn": "UPDATE statement SET print_state = 'printed'",
    "fourth copy": "INSERT INTO statement_copy VALUES ((SELECT MIN(number) FROM statement), 'friend')",
    "copy twice": "INSERT INTO statement_copy VALUES ((SELECT MIN(number) FROM statement), 'centre')",
    "counter that skips": "UPDATE statement_counter SET last = last + 2",
    "counter that goes back": "UPDATE statement_counter SET last = last - 1",
    "snapshot edited": "UPDATE settlement SET content_hash = content_hash",
    "settlement deleted": "DELETE FROM settlement",
    "reprint without a reason": (
        "INSERT INTO print_job (number, attempt, state, counted, job, reason, actor, at) "
        "VALUES ((SELECT MIN(number) FROM statement), 2, 'sending', 0, '', '', '甲', '')"
    ),
    "day opened again": "UPDATE accounting_day SET state = 'open' WHERE day = '2026-03-10'",
    "earlier day opened late": "INSERT INTO accounting_day VALUES ('2026-11-20', 'open', '', '')",
    "day that begins closed": "INSERT INTO accounting_day VALUES ('2026-12-01', 'closed', '', '')",
    "step allowed by hand": "DELETE FROM allowed_step",
    "member deleted": "DELETE FROM member WHERE member_id = 3",
    "two people with one ID number": (
        "INSERT INTO member SELECT 9, 'p', name, id_number, id_last6, sex, birth_day, NULL, card_id, card_state, "
        "deceased_on, initials FROM member WHERE member_id = 1"
    ),
    "last six of somebody else": "UPDATE member SET id_last6 = '000000' WHERE member_id = 1",
    "draft that begins submitted": "INSERT INTO draft VALUES ('k', 1, '{}', 'submitted', '', '', '')",
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda name: name.replace(" ", "_"))
def test_the_database_refuses(raw: Callable[[str], Any], attack: str) -> None:
    with pytest.raises(REFUSED):
        raw(ATTACKS[attack])


def test_what_the_attacks_vary_is_allowed_when_it_is_right(raw: Callable[[str], Any]) -> None:
    """The attacks above fail for their reason, not for a slip in the statement around it."""
    raw("BEGIN")
    raw(GOOD_RECEIPT)
    raw(CLAIM.format(amounts=GOOD_AMOUNTS, people=NOBODY))
    raw("UPDATE claim SET state = 'reviewed', reviewed_by = '乙', reviewed_hash = content_hash WHERE claim_id = 1")
    raw("UPDATE claim SET state = 'paid', paid_by = '丙' WHERE claim_id = 1")
    raw("UPDATE statement SET print_state = 'sending'")
    raw("INSERT INTO contribution VALUES (1, '310', '2020-01-01', 1, 0, 0, 0, '2020-02-01')")
    raw("UPDATE statement_counter SET last = last + 1")
    raw("INSERT INTO statement VALUES ('n', '990101', '2026', 3, 'void', 'pending', 0, '2026-11-21')")
    raw("INSERT INTO accounting_day VALUES ('2026-12-01', 'open', '', '')")
    raw("ROLLBACK")


@pytest.mark.parametrize(
    "second",
    [
        "UPDATE claim SET paid_by = '甲', state = 'paid' WHERE claim_id = 1",
        "UPDATE claim SET paid_by = '乙', state = 'paid' WHERE claim_id = 1",
        "UPDATE claim SET paid_by = '', state = 'paid' WHERE claim_id = 1",
        "UPDATE claim SET reviewed_by = '丙' WHERE claim_id = 1",
        "UPDATE claim SET reviewed_by = NULL, reviewed_hash = NULL WHERE claim_id = 1",
        "UPDATE claim SET state = 'entered' WHERE claim_id = 1",
    ],
)
def test_after_the_review_the_payer_is_a_third_person_and_the_reviewer_stays(
    raw: Callable[[str], Any], second: str
) -> None:
    raw("UPDATE claim SET state = 'reviewed', reviewed_by = '乙', reviewed_hash = content_hash WHERE claim_id = 1")
    with pytest.raises(REFUSED):
        raw(second)


PEOPLE = {
    "reviewed": ", reviewed_by = '乙', reviewed_hash = content_hash",
    "paid": ", paid_by = '丙'",
}


@pytest.mark.parametrize(
    ("table", "column", "subject"), [("statement", "print_state", "print"), ("claim", "state", "claim")]
)
def test_only_the_listed_steps_are_allowed(raw: Callable[[str], Any], table: str, column: str, subject: str) -> None:
    """From every state that can be reached, every step that is not in the table is refused."""
    allowed = {(before, after) for name, before, after in STEPS if name == subject}
    stored = raw(f"SELECT from_state, to_state FROM allowed_step WHERE subject = '{subject}'").fetchall()
    assert {tuple(row) for row in stored} == allowed
    states = sorted({state for step in allowed for state in step})
    paths = {"pending" if subject == "print" else "entered": ""}
    while len(paths) < len(states):
        for before, after in sorted(allowed):
            if before in paths:
                paths.setdefault(after, f"{paths[before]} {after}")
    for path in paths.values():
        reached = path.split()
        if "reversed" in reached:
            # Nothing but a reversal goes there, see test_reversal_guards.
            continue
        raw("BEGIN")
        for state in reached:
            raw(f"UPDATE {table} SET {column} = '{state}'{PEOPLE.get(state, '') if subject == 'claim' else ''}")
        here = reached[-1] if reached else next(state for state, way in paths.items() if not way)
        for state in states:
            if state != here and (here, state) not in allowed:
                raw("SAVEPOINT attack")
                with pytest.raises(REFUSED):
                    raw(f"UPDATE {table} SET {column} = '{state}'{PEOPLE.get(state, '') if subject == 'claim' else ''}")
                raw("ROLLBACK TO SAVEPOINT attack")
        raw("ROLLBACK")


def _rows(raw: Callable[[str], Any]) -> dict[str, int]:
    return {name: raw(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in sorted(metadata.tables)}


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_replace_replaces_nothing(raw: Callable[[str], Any], place: Place, recursive: str) -> None:
    """INSERT OR REPLACE deletes rows that clash on any unique key, without delete triggers by default: every table and
    every unique key of it is tried, both ways."""
    if place.kind != "sqlite":
        pytest.skip("not applicable: PostgreSQL has no REPLACE; its ON CONFLICT is an update (tested below)")
    raw(f"PRAGMA recursive_triggers = {recursive}")
    raw("PRAGMA foreign_keys = OFF")
    tried = 0
    for table in guards.tables_in_order():
        if guards.may_be_deleted(table) or not raw(f"SELECT 1 FROM {table.name}").fetchone():
            continue
        with pytest.raises(sqlite3.IntegrityError):
            raw(f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name} LIMIT 1")
        for key in guards.unique_keys(table):
            clash = " OR ".join(f"{column} = new.{column}" for column in key.columns)
            trigger = raw(f"SELECT sql FROM sqlite_master WHERE name = '{table.name}_never_replaced'").fetchone()[0]
            assert all(part in trigger for part in clash.split(" OR ")), (table.name, key)
            tried += 1
    assert tried > 40


def test_on_conflict_update_updates_nothing(raw: Callable[[str], Any]) -> None:
    for table in ("transfer", "audit", "settlement", "receipt_alias", "total_event"):
        key = next(iter(metadata.tables[table].primary_key.columns)).name
        names = ", ".join(column.name for column in metadata.tables[table].primary_key.columns)
        with pytest.raises(REFUSED):
            raw(
                f"INSERT INTO {table} SELECT * FROM {table} WHERE 1 = 1 "
                f"ON CONFLICT ({names}) DO UPDATE SET {key} = excluded.{key}"
            )


def test_nothing_kept_can_be_updated_or_deleted(raw: Callable[[str], Any]) -> None:
    for table in guards.tables_in_order():
        name = table.name
        if guards.may_be_deleted(table) or not raw(f"SELECT 1 FROM {name}").fetchone():
            continue
        for column in guards.kept_columns(table):
            kind = str(table.columns[column].type)
            other = {"BIGINT": f"COALESCE({column}, 0) + 1", "BLOB": "'x'"}.get(kind, f"COALESCE({column}, '') || '0'")
            with pytest.raises(REFUSED):
                raw(f"UPDATE {name} SET {column} = {other}")
        with pytest.raises(REFUSED):
            raw(f"DELETE FROM {name}")


def test_truncate_empties_nothing(raw: Callable[[str], Any], place: Place) -> None:
    if place.kind != "postgres":
        pytest.skip("not applicable: SQLite has no TRUNCATE")
    before = _rows(raw)
    for name in sorted(metadata.tables):
        with pytest.raises(psycopg.Error):
            raw(f"TRUNCATE {name} CASCADE")
    assert _rows(raw) == before


@pytest.mark.parametrize("derived", guards.DERIVED, ids=lambda derived: derived.table)
def test_what_triggers_derive_is_not_written_by_hand(
    raw: Callable[[str], Any], place: Place, derived: guards.Derived
) -> None:
    """PostgreSQL refuses it itself; on SQLite the program's own connections do (below), and `verify` finds the rest."""
    if place.kind != "postgres":
        pytest.skip("not applicable: SQLite cannot tell inside a trigger who asked")
    change = {
        "account": "UPDATE account SET fen = fen + 1",
        "audit_head": "UPDATE audit_head SET seq = seq + 1",
        "member_entry": "INSERT INTO member_entry SELECT member_id, seq + 1000, posting_id, day, kind, part, "
        "counterpart, in_fen, out_fen, balance_fen, document FROM member_entry",
        "receipt": "UPDATE receipt SET claimed_fen = 0",
        "year_total": "UPDATE year_total SET amount = 0",
    }[derived.table]
    with pytest.raises(psycopg.IntegrityError, match="only derived"):
        raw(change)


def test_the_program_s_own_sqlite_connections_refuse_before_the_triggers_do(place: Place, counter: Counter) -> None:
    if place.kind != "sqlite":
        pytest.skip("not applicable: the authorizer is SQLite's")
    settle(counter, draft("0000000100", "3000.00"))
    connection = SqliteBackend(place.file).connect()
    dangerous = [
        "DROP TABLE audit",
        "DROP TRIGGER audit_never_deleted",
        "DROP INDEX receipt_one_live",
        "ALTER TABLE audit ADD COLUMN x",
        "CREATE TABLE x (y)",
        "CREATE TEMP TRIGGER t BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP VIEW audit AS SELECT 1",
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "REINDEX",
        "UPDATE account SET fen = fen + 1",
        "UPDATE audit_head SET seq = seq + 1",
        "UPDATE receipt SET claimed_fen = 0",
        "UPDATE year_total SET amount = 0",
        "UPDATE transfer SET fen = 1",
        "UPDATE claim SET total_fen = 1",
        "DELETE FROM audit",
        "DELETE FROM member",
        "INSERT INTO member_entry SELECT * FROM member_entry",
    ]
    with closing(connection):
        for statement in dangerous:
            with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
                connection.execute(statement)
        for name, (_, expected) in SETTINGS.items():
            assert connection.execute(f"PRAGMA {name}").fetchone()[0] == expected
    bare = sqlite3.connect(place.file)
    with closing(bare):
        assert bare.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_fractions_of_a_fen_are_refused(raw: Callable[[str], Any], place: Place) -> None:
    """SQLite refuses 12.5 itself; PostgreSQL rounds it into a BIGINT, which is why the program checks types first."""
    half = "INSERT INTO contribution VALUES (1, '310', '2020-01-01', 12.5, 0, 0, 0, '2020-02-01')"
    if place.kind == "sqlite":
        with pytest.raises(REFUSED):
            raw(half)
    else:
        raw(half)
        sql = "SELECT base_fen FROM contribution WHERE month = '2020-01-01'"
        assert raw(sql).fetchone()[0] in (12, 13)


def test_the_newest_migration_leads_to_the_tables() -> None:
    for name in schema.DIALECTS:
        assert schema.frozen(schema.HEAD, name) == schema.newest(name), (
            f"run python -m counter.store.schema after a change of the tables ({name})"
        )
