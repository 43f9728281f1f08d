"""How the tables are written: column shapes with their checks, and what a row may become later."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    Column,
    Identity,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s_known",
        "pk": "%(table_name)s_pk",
    }
)

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
WORDS = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

LARGEST_FEN = 99_999_999_999
LARGEST_SUM = 9_000_000_000_000_000

KEPT: dict[str, tuple[str, ...]] = {}
"""Append-only tables."""
FREE: dict[str, tuple[str, ...]] = {}
"""Tables of which only the named columns may change."""
UPSERTED: set[str] = set()
"""Tables whose rows may be deleted or written over by intent."""


def new_table(name: str, *items: SchemaItem, free: tuple[str, ...] | None = (), clustered: bool = False) -> Table:
    """A table; free: columns that may change, () for an append-only one, None for reference rows that may change."""
    if free == ():
        KEPT[name] = ()
    elif free is not None:
        FREE[name] = free
    options: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": not clustered}
    return Table(name, metadata, *items, **options)


def all_of(table: Table, *but: str) -> dict[str, BindParameter[Any]]:
    """A parameter of the same name for every column of a table but some: what an INSERT is given."""
    return {
        column.name: bindparam(column.name, type_=column.type) for column in table.columns if column.name not in but
    }


def identity(name: str) -> Column[Any]:
    return Column(name, WHOLE, Identity(), primary_key=True)


def whole(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    return Column(name, WHOLE, *more, nullable=null)


def words(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    return Column(name, WORDS, *more, nullable=null)


def between(name: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{name} BETWEEN {low} AND {high}", name=f"{name}_range")


def fen(name: str, *, null: bool = False) -> Column[Any]:
    """An amount of one bill, 0 .. 999,999,999.99 yuan."""
    return Column(name, WHOLE, between(name, 0, LARGEST_FEN), nullable=null)


def either_way(name: str) -> Column[Any]:
    """An amount of one bill, or of its reversal: then below zero."""
    return Column(name, WHOLE, between(name, -LARGEST_FEN, LARGEST_FEN), nullable=False)


def running_sum(name: str) -> Column[Any]:
    """A running sum; may be below zero."""
    return Column(name, WHOLE, between(name, -LARGEST_SUM, LARGEST_SUM), nullable=False)


def flag(name: str) -> Column[Any]:
    return Column(name, WHOLE, between(name, 0, 1), nullable=False)


def day(name: str, *more: SchemaItem, null: bool = False) -> Column[Any]:
    """A day as ISO text, `YYYY-MM-DD`."""
    shape = f"length({name}) = 10 AND substr({name}, 5, 1) = '-' AND substr({name}, 8, 1) = '-'"
    return Column(name, WORDS, CheckConstraint(shape, name=f"{name}_day"), *more, nullable=null)


def one_of(name: str, *words: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(word) for word in words)})", name=f"{name}_word")


def on_sqlite(rule: str, name: str) -> Any:
    return CheckConstraint(rule, name=name).ddl_if(dialect="sqlite")


def on_postgresql(rule: str, name: str) -> Any:
    return CheckConstraint(rule, name=name).ddl_if(dialect="postgresql")
