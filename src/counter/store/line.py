"""Talking to a database: prebuilt Core statements, run on the driver itself.

SQLAlchemy builds and compiles each statement once per dialect; running it costs no more than the driver does
(performance.md D1, D4). Every parameter is checked: no float, Decimal or bool ever reaches a database, since PostgreSQL
would round 12.5 into a BIGINT without a word (reliability.md finding 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Table
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from counter.domain.errors import CounterError, OutcomeUnknown, StoreProblem

_PLAIN = (int, str, bytes, type(None))


def plain(name: str, value: object) -> object:
    """A parameter as the databases may see it: int, str, bytes or None, and nothing that only looks like one.

    Raises:
        TypeError: anything else, above all float, Decimal and bool.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return value.value
    raise TypeError(f"parameter {name} is a {type(value).__name__}; money is int fen, days are text, flags 0 or 1")


class Prepared:
    """One statement, built once from Core and compiled once per dialect."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, dict[str, object]]] = {}

    def sql(self, dialect: Any) -> tuple[str, dict[str, object]]:
        """(text, values of its literals) for a dialect."""
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled = self._statement.compile(dialect=dialect)
            assert isinstance(compiled, SQLCompiler)
            literals = {
                compiled.bind_names[bind]: plain(str(bind.key), bind.value)
                for bind in compiled.binds.values()
                if not bind.required
            }
            found = self._compiled[dialect.name] = (str(compiled), literals)
        return found


class Backend(Protocol):
    """What differs between the databases."""

    dialect: Any
    begin_write: str
    begin_read: str

    def connect(self) -> Any:
        """A new driver connection in autocommit mode, all settings made and read back."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Whatever must be held before a writing transaction begins."""
        ...

    def batch(self, connection: Any) -> AbstractContextManager[object]:
        """Inside, statements are sent together and rows fetched after the block; yields None when that is not so."""
        ...

    def load(self, connection: Any, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
        """Append many rows; names are our own, values are checked."""
        ...

    def key_lock(self) -> str | None:
        """SQL that makes writers with the same idempotency key take turns, None when all writers do."""
        ...

    def problem(self, error: Exception) -> StoreProblem | None:
        """What a driver's error means to a clerk, None when it is a bug of ours."""
        ...

    def broken(self, connection: Any, error: Exception) -> bool:
        """True when the connection is of no more use."""
        ...

    def commit_unknown(self, connection: Any, error: Exception) -> bool:
        """True when nobody can say whether a COMMIT that raised this took place."""
        ...

    def close(self) -> None:
        """Give back what outlives a connection."""
        ...


class Line:
    """One borrowed connection."""

    def __init__(self, backend: Backend, connection: Any) -> None:
        self.backend = backend
        self.connection = connection

    def start(self, statement: Prepared, /, **parameters: object) -> Any:
        """Run a statement; returns the driver's cursor, whose rows are fetched later (after a batch)."""
        sql, literals = statement.sql(self.backend.dialect)
        values = {name: plain(name, value) for name, value in parameters.items()}
        return self.connection.execute(sql, {**literals, **values} if literals else values)

    def rows(self, statement: Prepared, /, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a statement."""
        return list(self.start(statement, **parameters).fetchall())

    def row(self, statement: Prepared, /, **parameters: object) -> tuple[Any, ...] | None:
        """The first row, None when there is none."""
        found: tuple[Any, ...] | None = self.start(statement, **parameters).fetchone()
        return found

    def run(self, statement: Prepared, /, **parameters: object) -> int:
        """Run a change; returns how many rows it changed."""
        count: int = self.start(statement, **parameters).rowcount
        return count

    def load(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Append many rows of one table in the database's own quickest way, all constraints on."""
        if not rows:
            return
        columns = tuple(rows[0])
        values = [tuple(plain(name, row[name]) for name in columns) for row in rows]
        self.backend.load(self.connection, table.name, columns, values)

    def lock(self, key: str) -> None:
        """Take turns with other writers on a key until the transaction ends."""
        sql = self.backend.key_lock()
        if sql is not None:
            self.connection.execute(sql, {"key": key})

    def say(self, sql: str) -> Any:
        """Run fixed text: BEGIN, COMMIT and the like."""
        return self.connection.execute(sql)


class Exchange:
    """A few connections of one database, lent out one at a time, and the two kinds of transaction on them."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._idle: list[Any] = []

    def close(self) -> None:
        """Close all connections that are not lent out."""
        while self._idle:
            self._idle.pop().close()
        self.backend.close()

    def _fresh(self) -> Line:
        try:
            return Line(self.backend, self.backend.connect())
        except CounterError:
            raise
        except Exception as error:
            raise self.backend.problem(error) or error from error

    def _begun(self, sql: str) -> Line:
        """A line with a transaction begun; a connection that died while idle is replaced without a word."""
        while self._idle:
            line = Line(self.backend, self._idle.pop())
            try:
                line.say(sql)
            except Exception as error:
                if not self.backend.broken(line.connection, error):
                    self._idle.append(line.connection)
                    raise self.backend.problem(error) or error from error
                line.connection.close()
            else:
                return line
        line = self._fresh()
        try:
            line.say(sql)
        except Exception as error:
            line.connection.close()
            raise self.backend.problem(error) or error from error
        return line

    def _abandon(self, line: Line, error: BaseException) -> None:
        """Roll back and give the connection back, or close it when it is of no more use."""
        if isinstance(error, Exception) and self.backend.broken(line.connection, error):
            line.connection.close()
            return
        try:
            line.connection.rollback()
        except Exception as second:  # noqa: BLE001 - whatever it is, the connection is closed and the first error told
            second.add_note("while rolling back")
            line.connection.close()
        else:
            self._idle.append(line.connection)

    @contextmanager
    def _whole(self, line: Line) -> Iterator[None]:
        """Whatever goes wrong inside is undone whole, and told as a problem of the database where it is one."""
        try:
            yield
        except BaseException as error:
            self._abandon(line, error)
            problem = self.backend.problem(error) if isinstance(error, Exception) else None
            if problem is None:
                raise
            raise problem from error

    def answers(self, asked: Sequence[tuple[Prepared, Mapping[str, object]]]) -> list[list[tuple[Any, ...]]]:
        """The rows of several reads, all from one state of the books, in one round trip where there is one."""
        while self._idle:
            line = Line(self.backend, self._idle.pop())
            try:
                return self._answers(line, asked)
            except StoreProblem:
                if line.connection in self._idle:
                    raise
        return self._answers(self._fresh(), asked)

    def _answers(
        self, line: Line, asked: Sequence[tuple[Prepared, Mapping[str, object]]]
    ) -> list[list[tuple[Any, ...]]]:
        with self._whole(line):
            with self.backend.batch(line.connection) as together:
                line.say(self.backend.begin_read)
                cursors = [line.start(statement, **parameters) for statement, parameters in asked]
                found = [] if together else [cursor.fetchall() for cursor in cursors]
                line.say("COMMIT")
            found = found or [cursor.fetchall() for cursor in cursors]
        self._idle.append(line.connection)
        return found

    @contextmanager
    def reading(self) -> Iterator[Line]:
        """A transaction that sees one state of the books and changes nothing."""
        line = self._begun(self.backend.begin_read)
        with self._whole(line):
            yield line
            line.say("COMMIT")
        self._idle.append(line.connection)

    @contextmanager
    def writing(self, key: str | None = None) -> Iterator[Line]:
        """A writing transaction, committed when the block ends.

        Args:
            key: idempotency key; with one, a commit that nobody can vouch for raises OutcomeUnknown.

        Raises:
            StoreProblem: nothing was written.
            OutcomeUnknown: nobody knows.
        """
        with self.backend.writing():
            line = self._begun(self.backend.begin_write)
            with self._whole(line):
                if key is not None:
                    line.lock(f"key:{key}")
                yield line
            self._commit(line, key)

    def _commit(self, line: Line, key: str | None) -> None:
        try:
            line.say("COMMIT")
        except Exception as error:
            unknown = self.backend.commit_unknown(line.connection, error)
            self._abandon(line, error)
            if unknown and key is not None:
                raise OutcomeUnknown(key) from error
            problem = self.backend.problem(error)
            if problem is None:
                raise
            raise problem from error
        self._idle.append(line.connection)

    def retried(self, work: Callable[[], Any], times: int = 3) -> Any:
        """Do one whole transaction, again when the database asks for it (deadlock, serialization)."""
        for attempt in range(times):
            try:
                return work()
            except StoreProblem as problem:
                if problem.detail != "retry" or attempt == times - 1:
                    raise
        raise AssertionError("not reached")
