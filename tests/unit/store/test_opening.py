"""Opening, making and upgrading a database, and every way in which that can fail."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from little_centre import STAFF, Place, draft, identity

from counter.domain.errors import OutcomeUnknown, StoreProblem
from counter.store import Books, create_or_upgrade, open_store, verify_store
from counter.store.line import plain
from counter.store.schema import HEAD
from counter.store.upgrade import known_revisions, parse_url
from counter.store.writer_lock import WriterLock


def say(place: Place, sql: str) -> None:
    """Raw SQL on a place."""
    with closing(place.bare()) as connection:
        connection.execute(sql)


def reason_of(url: str) -> str:
    """Why a database cannot be opened."""
    with pytest.raises(StoreProblem) as refused:
        open_store(url, STAFF)
    return refused.value.reason


def test_made_once_opened_often(empty_place: Place) -> None:
    create_or_upgrade(empty_place.url)
    create_or_upgrade(empty_place.url)
    open_store(empty_place.url, STAFF).close()
    assert verify_store(empty_place.url).good
    assert HEAD in known_revisions()


def test_a_database_that_is_newer_than_the_program(place: Place) -> None:
    say(place, "UPDATE alembic_version SET version_num = '9999'")
    assert reason_of(place.url) == "newer_than_program"
    with pytest.raises(StoreProblem):
        verify_store(place.url)


def test_tables_of_another_program(empty_place: Place) -> None:
    say(empty_place, "CREATE TABLE customers (name TEXT)")
    assert reason_of(empty_place.url) == "not_a_database"


@pytest.mark.parametrize("revision", ["0001", HEAD, "9999"])
def test_alembic_tables_of_another_program(empty_place: Place, revision: str) -> None:
    """Whatever its migrations are called, also as ours are."""
    say(empty_place, "CREATE TABLE alembic_version (version_num TEXT)")
    say(empty_place, f"INSERT INTO alembic_version VALUES ('{revision}')")
    assert reason_of(empty_place.url) == "not_a_database"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir, " * 1000)
    assert reason_of(f"sqlite:///{path}") == "not_a_database"


def test_a_damaged_file_is_told_and_not_repaired(place: Place) -> None:
    if place.kind != "sqlite":
        pytest.skip("not applicable: PostgreSQL checks its own pages")
    stored = bytearray(place.file.read_bytes())
    stored[4096:8192] = os.urandom(4096)
    place.file.write_bytes(stored)
    with pytest.raises(StoreProblem) as refused:
        open_store(place.url, STAFF).record_by_id(1, "asked")
    assert refused.value.reason in ("damaged", "not_a_database")
    assert place.file.read_bytes() == bytes(stored)


@pytest.mark.parametrize("url", ["", "counter.db", "sqlite://", "sqlite:///:memory:", "mysql://x/y"])
def test_urls_that_name_no_books(url: str) -> None:
    with pytest.raises(StoreProblem) as refused:
        parse_url(url)
    assert refused.value.reason == "unreachable"


def test_a_server_that_is_not_there() -> None:
    assert reason_of("postgresql://nobody@127.0.0.1:1/none") == "unreachable"


def test_a_path_with_spaces_and_chinese_characters(tmp_path: Path) -> None:
    place = tmp_path / "医保 柜台 100% #1?" / "账 本.db"
    books = open_store(f"sqlite:///{str(place).replace('?', '%3F').replace('#', '%23')}", STAFF)
    books.close()
    found = list(tmp_path.rglob("*.db"))
    assert len(found) == 1


READ_ONLY = """
import os
import sys
from counter.domain.errors import StoreProblem
from counter.store import open_store
from counter.visit.ports.desk import Staff
staff = Staff(1, "a", "1", "9")
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    books = open_store(sys.argv[1], staff)
except StoreProblem as problem:
    print("refused", problem.reason)
else:
    print("read_only", books.read_only, books.record_by_id(1, "asked").money.total_fen)
    try:
        books.note_reveal(1, "name", "asked", "a")
    except StoreProblem as problem:
        print("posting", problem.reason)
    books.close()
"""


@pytest.mark.parametrize("what", ["file", "folder", "nothing yet"])
def test_read_only_files_and_folders(sqlite_template: Path, what: str) -> None:
    """As another user, since root may write anywhere."""
    place = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    path = place / "books.db"
    try:
        if what != "nothing yet":
            path.write_bytes(sqlite_template.read_bytes())
            path.chmod(0o444 if what == "file" else 0o644)
        place.chmod(0o777 if what == "file" else 0o555)
        ran = subprocess.run([sys.executable, "-c", READ_ONLY, f"sqlite:///{path}"], capture_output=True, text=True)
    finally:
        place.chmod(0o777)
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
    expected = "refused read_only\n" if what == "nothing yet" else "read_only True 527500\nposting read_only\n"
    assert ran.stdout == expected, ran.stderr


def test_a_database_that_another_holds_is_waited_for_and_then_told(
    place: Place, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place.kind == "sqlite":
        holder: sqlite3.Connection = sqlite3.connect(place.file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    else:
        keeper = psycopg.connect(place.url)
        keeper.execute("SELECT seq FROM audit_head FOR UPDATE")
    try:
        with pytest.raises(StoreProblem) as refused:
            books.note_reveal(1, "name", "asked", "甲")
        assert refused.value.reason == "locked"
        assert books.account_rows(1), "reading goes on"
    finally:
        (holder if place.kind == "sqlite" else keeper).close()
    books.note_reveal(1, "name", "asked", "甲")


def test_writers_take_turns_and_lose_no_update(books: Books) -> None:
    """Ten threads, twenty audit rows each: each one chained to the one before."""
    first = books.audit_head()[0]

    def write() -> None:
        for _ in range(20):
            books.note_reveal(1, "name", "asked", "甲")

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert books.audit_head()[0] == first + 200


def test_the_writer_lock_ends_its_patience(tmp_path: Path) -> None:
    one, other = WriterLock(tmp_path / "lock"), WriterLock(tmp_path / "lock", patience=0.2)
    with one.held():
        with pytest.raises(StoreProblem) as refused, other.held():
            pass
        assert refused.value.reason == "locked"
    with other.held():
        pass
    one.close()
    other.close()


def test_a_full_disk_is_told_and_nothing_is_half_there(place: Place) -> None:
    if place.kind != "sqlite":
        pytest.skip("not applicable: needs a disk of its own under the server")
    books = open_store(place.url, STAFF)
    connection = books._exchange._idle[-1]
    connection.set_authorizer(None)
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(StoreProblem) as refused:
        for number in range(2000):
            entered = draft(f"{number:010d}")
            books.save_draft(entered, STAFF)
    assert refused.value.reason == "disk_full"
    assert len(books.drafts()) == number
    books.close()
    assert verify_store(place.url).good


def test_a_server_that_goes_away_is_told_and_found_again(place: Place, books: Books) -> None:
    if place.kind != "postgres":
        pytest.skip("not applicable: a file does not go away")
    books.record_by_identity(identity())
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'counter'"
    )
    say(place, kill)
    assert books.record_by_identity(identity()).member.member_id == 1, "an idle connection is replaced"
    with pytest.raises(StoreProblem) as refused, books.transaction("k") as transaction:
        say(place, kill)
        transaction.money(1)
    assert refused.value.reason == "unreachable"


def test_a_connection_that_is_lost_while_committing_leaves_the_outcome_unknown(place: Place, books: Books) -> None:
    if place.kind != "postgres":
        pytest.skip("not applicable: a commit on a file answers")
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'counter'"
    )
    with pytest.raises(OutcomeUnknown) as unknown, books.transaction("the key"):
        say(place, kill)
    assert unknown.value.key == "the key"
    assert books.settlement_by_key("the key") is None


@pytest.mark.parametrize("value", [1.0, True, 12.5, b"".join, object()])
def test_parameters_that_are_no_money_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        plain("fen", value)
