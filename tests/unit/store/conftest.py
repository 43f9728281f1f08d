"""Every store test runs on both databases, on a copy of the little centre."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path += [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from little_centre import STAFF, FixedClock, Place, counter_on, draft, little_centre, settle

from counter.store import Books, open_store
from counter.visit.counter import Counter
from postgres_server import NoServer, PostgresServer, postgres_server

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session", autouse=True)
def perhaps_server() -> Iterator[PostgresServer | NoServer]:
    """One PostgreSQL server for all tests, started before any of them looks around for what it leaves behind."""
    try:
        with postgres_server() as server:
            yield server
    except NoServer as error:
        yield error


@pytest.fixture(scope="session")
def server(perhaps_server: PostgresServer | NoServer) -> PostgresServer:
    """The server; without one its tests fail loudly."""
    if isinstance(perhaps_server, NoServer):
        pytest.fail(f"PostgreSQL tests cannot run: {perhaps_server}")
    return perhaps_server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little centre in a file."""
    path = tmp_path_factory.mktemp("template") / "books.db"
    books = open_store(f"sqlite:///{path}", STAFF, clock=FixedClock())
    books.load_centre(little_centre())
    books.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(server: PostgresServer) -> Iterator[str]:
    """The little centre on the server."""
    url = server.create()
    books = open_store(url, STAFF, clock=FixedClock())
    books.load_centre(little_centre())
    books.close()
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", POSTGRES])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for a database that is not made yet."""
    if request.param == "sqlite":
        yield Place("sqlite", f"sqlite:///{tmp_path / 'books.db'}")
        return
    server: PostgresServer = request.getfixturevalue("server")
    url = server.create()
    yield Place("postgres", url)
    server.drop(url)


@pytest.fixture(params=["sqlite", POSTGRES])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A fresh copy of the little centre."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "books.db")
        yield Place("sqlite", f"sqlite:///{tmp_path / 'books.db'}")
        return
    server: PostgresServer = request.getfixturevalue("server")
    url = server.create(request.getfixturevalue("postgres_template"))
    yield Place("postgres", url)
    server.drop(url)


@pytest.fixture
def books(place: Place) -> Iterator[Books]:
    """The little centre, open."""
    books = open_store(place.url, STAFF, clock=FixedClock())
    yield books
    books.close()


@pytest.fixture
def raw(place: Place, counter: Counter) -> Iterator[Callable[[str], Any]]:
    """A bare connection to books with two settlements of two members; triggers and constraints stand."""
    settle(counter, draft("0000000100", "3000.00"))
    settle(counter, draft("0000000101", "2000.00", member_id=2))
    with closing(place.bare()) as connection:
        if place.kind == "sqlite":
            connection.execute("PRAGMA foreign_keys = ON")
        yield connection.execute


@pytest.fixture
def counter(books: Books, tmp_path: Path) -> Counter:
    """A counter on it; what it prints lies in `tmp_path`."""
    return counter_on(books, tmp_path)
