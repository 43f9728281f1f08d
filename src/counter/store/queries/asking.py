"""Parameters and conditions that several reads share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, cast, func, literal, or_

from counter.store.columns import WHOLE, WORDS


def asked(name: str) -> Any:
    """A text or a day that is given when the read is run."""
    return bindparam(name, type_=WORDS)


def asked_number(name: str) -> Any:
    """A number that is given when the read is run."""
    return bindparam(name, type_=WHOLE)


def whole_sum(column: Any) -> Any:
    """A sum as a whole number; PostgreSQL would make it a decimal."""
    return cast(func.coalesce(func.sum(column), 0), WHOLE)


_END = literal("\U0010ffff", WORDS)


def begins(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Begins with a text, so that an index helps on both databases."""
    return and_(column >= asked(name), column < asked(name).concat(_END))


def contains(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Like a pattern in which a backslash takes the meaning from what follows."""
    return column.like(asked(name), escape="\\")


def any_or(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Any when the parameter is missing."""
    return or_(asked(name).is_(None), column == asked(name))
