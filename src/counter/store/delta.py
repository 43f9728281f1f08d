"""What must be said to a database of the last migration to make it one of this one: two schemas as text, compared.

Only what this project has needed is understood: new tables, indexes and triggers; changed triggers; on SQLite tables
that are written anew row by row, on PostgreSQL constraints that come and go.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER|FUNCTION) (\w+)")
_ON = re.compile(r"CREATE TRIGGER \w+ .*? ON (\w+)", re.DOTALL)
_COPY = "before_this_migration"


def named(statements: list[str]) -> dict[tuple[str, str], str]:
    """(kind, name) of each thing with the statement that makes it; rows are named by their text."""
    found = {}
    for text in statements:
        made = _NAME.match(text)
        found[(made[1], made[2]) if made else ("ROW", text)] = text
    return found


def delta(before: list[str], after: list[str], dialect: str) -> list[str]:
    """The statements that lead from one schema to the next, in order.

    Args:
        before, after: the whole schemas, as `counter.store.schema.statements` writes them.
        dialect: `sqlite` or `postgresql`.

    Raises:
        ValueError: a change that is not understood.
    """
    old, new = named(before), named(after)
    gone = [key for key in old if key not in new and key[0] in ("TABLE", "ROW", "INDEX")]
    if gone:
        raise ValueError(f"{gone} went away: write this migration by hand")
    changed = {key for key, text in new.items() if key in old and old[key] != text}
    tables = [name for kind, name in new if (kind, name) in changed and kind == "TABLE"]
    rewritten = set(tables) if dialect == "sqlite" else set()
    found = []
    for key, text in old.items():
        on = _ON.match(text)
        if key[0] == "TRIGGER" and on and (key in changed or key not in new or on[1] in rewritten):
            found.append(f"DROP TRIGGER {key[1]}" + ("" if dialect == "sqlite" else f" ON {on[1]}"))
    for name in tables:
        texts = old["TABLE", name], new["TABLE", name]
        found.extend(_rewrite(name, *texts) if dialect == "sqlite" else _alter(name, *texts))
    for key, text in new.items():
        on = _ON.match(text) if key[0] == "TRIGGER" else re.match(r"CREATE (?:UNIQUE )?INDEX \w+ ON (\w+)", text)
        if key[0] == "FUNCTION" and key in changed:
            found.append(text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
        elif key not in old or (key in changed and key[0] != "TABLE") or (on and on[1] in rewritten):
            found.append(text)
    return found


def _rewrite(name: str, before: str, after: str) -> list[str]:
    """SQLite changes no constraint: the rows move to a new table."""
    columns = ", ".join(_columns(before))
    if _columns(before) != _columns(after):
        raise ValueError(f"columns of {name} changed: write this migration by hand")
    return [
        f"ALTER TABLE {name} RENAME TO {_COPY}",
        after,
        f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {_COPY}",  # noqa: S608 - names of our own tables
        f"DROP TABLE {_COPY}",
    ]


def _alter(name: str, before: str, after: str) -> list[str]:
    old, new = _constraints(before), _constraints(after)
    if _columns(before) != _columns(after):
        raise ValueError(f"columns of {name} changed: write this migration by hand")
    dropped = [one for one in old if old[one] != new.get(one)]
    added = [one for one in new if new[one] != old.get(one)]
    return [
        *(f"ALTER TABLE {name} DROP CONSTRAINT {one}" for one in dropped),
        *(f"ALTER TABLE {name} ADD CONSTRAINT {one} {new[one]}" for one in added),
    ]


def _lines(table: str) -> list[str]:
    return [line.strip().removesuffix(",") for line in table.splitlines()[1:] if line.startswith("\t")]


def _columns(table: str) -> list[str]:
    return [line.split()[0] for line in _lines(table) if not line.startswith("CONSTRAINT ")]


def _constraints(table: str) -> dict[str, str]:
    found = {}
    for line in _lines(table):
        for text in re.split(r"(?:^| )CONSTRAINT ", line)[1:]:
            name, _, rule = text.partition(" ")
            found[name] = rule
    return found
