"""A database of the migration before, full of books, becomes one of this program: nothing is lost, everything holds,
and what stands in it is what a new one has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from little_centre import STAFF, FixedClock, Place, counter_on, draft, settle
from reversals import standing, undo

from counter.domain.errors import StoreProblem
from counter.store import create_or_upgrade, open_store, schema, verify_store
from counter.store.delta import delta, named
from counter.store.guards import tables_in_order


@contextmanager
def bare(place: Place) -> Iterator[Any]:
    """A connection without guards, in one transaction."""
    with closing(place.bare()) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def dialect(place: Place) -> str:
    """As `schema` calls it."""
    return "sqlite" if place.kind == "sqlite" else "postgresql"


def make(place: Place, statements: list[str]) -> None:
    """A database from the text of a schema."""
    if place.kind == "sqlite":
        place.file.touch()
    with bare(place) as connection:
        for statement in statements:
            connection.execute(statement)


def shape(place: Place) -> set[tuple[object, ...]]:
    """Every table, index, trigger, function and constraint, as the database itself tells them."""
    with bare(place) as connection:
        if place.kind == "sqlite":
            sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
            return {tuple(row) for row in connection.execute(sql).fetchall()}
        asked = (
            (
                "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace"
            ),
            "SELECT tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            (
                "SELECT tgrelid::regclass::text, tgname::text, pg_get_triggerdef(oid) FROM pg_trigger "
                "WHERE NOT tgisinternal"
            ),
            "SELECT 'function', proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            (
                "SELECT table_name::text, column_name::text, data_type::text || is_nullable::text "
                "FROM information_schema.columns WHERE table_schema = 'public'"
            ),
        )
        found = {tuple(row) for sql in asked for row in connection.execute(sql).fetchall()}
        return {row for row in found if row[0] != "alembic_version"}


def contents(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that the migration before knew."""
    with bare(place) as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.execute(f"SELECT * FROM {table.name}").fetchall()), key=repr
            )
            for table in tables_in_order()
            if not table.name.startswith("reversal")
        }


def make_older(place: Place) -> None:
    """Take from a database what the newest migration brought: it is then what the program before left."""
    name = dialect(place)
    old, new = schema.frozen(schema.BEFORE, name), schema.statements(name)
    fresh = [key for key in named(new) if key not in named(old)]
    cascade = "" if place.kind == "sqlite" else " CASCADE"
    with bare(place) as connection:
        for kind in ("TRIGGER", "FUNCTION", "INDEX", "TABLE"):
            for _, thing in [key for key in fresh if key[0] == kind]:
                if kind == "TRIGGER" and place.kind != "sqlite":
                    continue
                if kind == "INDEX" and thing.startswith("reversal"):
                    continue
                connection.execute(f"DROP {kind} {thing}{cascade}")
        kept = [text for key, text in named(new).items() if key not in fresh]
        for statement in delta(kept, old, name):
            connection.execute(statement)
        connection.execute(f"UPDATE alembic_version SET version_num = '{schema.BEFORE}'")


def test_books_of_the_migration_before(place: Place, tmp_path: Path) -> None:
    books = open_store(place.url, STAFF, clock=FixedClock())
    counter = counter_on(books, tmp_path)
    settled = settle(counter, draft("0000000100", "3000.00"))
    counter.print_statement(settle(counter, draft("0000000101", "2000.00", member_id=2)))
    books.save_draft(draft("0000000102"), STAFF)
    was, head = standing(books), books.audit_head()
    books.close()
    make_older(place)
    before = contents(place)
    with pytest.raises(StoreProblem) as refused:
        verify_store(place.url)
    assert refused.value.reason == "read_only", "it must be upgraded first"

    create_or_upgrade(place.url)

    assert contents(place) == before
    report = verify_store(place.url, head)
    assert report.good, report
    assert (report.settlements, report.head) == (2, head)
    books = open_store(place.url, STAFF, clock=FixedClock())
    assert standing(books) == was
    undo(counter_on(books, tmp_path), settled)
    assert verify_store(place.url).good
    books.close()


@pytest.mark.parametrize("kind", ["older", "newest"])
def test_an_upgraded_database_is_a_new_one(empty_place: Place, tmp_path: Path, kind: str) -> None:
    """Table by table, trigger by trigger: migrations lead to the schema that the tables state, and `make_older` above
    to the one before."""
    create_or_upgrade(empty_place.url)
    if kind == "older":
        make_older(empty_place)
        wanted = schema.frozen(schema.BEFORE, dialect(empty_place))
    else:
        wanted = schema.statements(dialect(empty_place))
    found = shape(empty_place)
    if empty_place.kind == "sqlite":
        other = Place("sqlite", f"sqlite:///{tmp_path / 'other.db'}")
        make(other, wanted)
    else:
        other = empty_place
        with bare(empty_place) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        make(other, wanted)
    assert found == shape(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["CREATE TABLE a (\n\tb INTEGER\n)"], []),
        (["CREATE TABLE a (\n\tb INTEGER\n)"], ["CREATE TABLE a (\n\tb INTEGER,\n\tc INTEGER\n)"]),
        (["INSERT INTO allowed_step VALUES ('a')"], []),
    ],
)
@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_what_a_delta_does_not_understand_is_said(before: list[str], after: list[str], name: str) -> None:
    with pytest.raises(ValueError, match="by hand"):
        delta(before, after, name)
