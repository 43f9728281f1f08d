"""A PostgreSQL server for the tests that need one, and the little centre of the store tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS), str(TESTS / "unit" / "store"), str(TESTS / "integration")]

from postgres_server import NoServer, PostgresServer, postgres_server  # noqa: E402


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """One server for all tests here; without one they fail loudly."""
    try:
        with postgres_server() as server:
            yield server
    except NoServer as error:
        pytest.fail(f"PostgreSQL tests cannot run: {error}")


@pytest.fixture
def postgres_url(server: PostgresServer) -> Iterator[str]:
    """An empty database."""
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return f"sqlite:///{tmp_path / 'books.db'}"
