"""A PostgreSQL server for tests: the one that COUNTER_TEST_POSTGRES_URL names, or one of our own from system binaries.

Our own server lives in a new folder, listens on a Unix socket in it only, runs as user postgres when we are root, and
is stopped by its process id. `fsync` is off: tests kill programs, not machines.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

ENVIRONMENT = "COUNTER_TEST_POSTGRES_URL"
_COUNT = itertools.count(1)


class NoServer(Exception):
    """There is neither a server nor the programs to start one."""


class PostgresServer:
    """A running server. url: of a database on it that is never written to, for a user who may create databases."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql")

    def _say(self, sql: str) -> None:
        with psycopg.connect(self.url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(sql)

    def create(self, template: str | None = None) -> str:
        """A new database, empty or a copy of another; returns its URL."""
        name = f"counter_test_{os.getpid()}_{next(_COUNT)}"
        source = "template0" if template is None else make_url(template).database
        self._say(f"CREATE DATABASE {name} TEMPLATE {source} ENCODING 'UTF8' LOCALE 'C'")
        made: URL = self.url.set(database=name)
        return made.render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected."""
        self._say(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def binaries() -> Path:
    """The folder of `initdb` and `postgres`.

    Raises:
        NoServer: PostgreSQL is not installed.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if folders:
        return folders[-1]
    if found is not None:
        return Path(found).resolve().parent
    raise NoServer(f"no PostgreSQL: set {ENVIRONMENT} or install postgresql")


@contextmanager
def postgres_server(*, folder: Path | None = None) -> Iterator[PostgresServer]:
    """A server for a `with` block.

    Raises:
        NoServer: there is none and none can be started.
    """
    given = os.environ.get(ENVIRONMENT)
    if given:
        yield PostgresServer(given)
        return
    programs = binaries()
    place = Path(tempfile.mkdtemp(prefix="pg-", dir=folder))
    user = "postgres" if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(place, user)
    try:
        subprocess.run(
            [programs / "initdb", "-D", place / "data", "-A", "trust", "-U", "counter", "-E", "UTF8", "--locale=C"],
            check=True,
            capture_output=True,
            user=user,
            cwd=place,
        )
        with _running(programs, place, user):
            yield PostgresServer(f"postgresql://counter@/postgres?host={place}")
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _running(programs: Path, place: Path, user: str | None) -> Iterator[None]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(place), "fsync": "off", "max_connections": "100"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (place / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", place / "data", *options], stdout=log, stderr=log, user=user, cwd=place
        )
    try:
        _wait(server, place)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], place: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(f"host={place} user=counter dbname=postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise NoServer((place / "log").read_text(errors="replace")[-2000:]) from None
            time.sleep(0.05)
        else:
            return
