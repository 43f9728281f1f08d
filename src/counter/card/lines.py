"""The line protocol between the desktop's side and the processes of this package: one JSON object per line, ASCII.

Lines to the worker: `{"do": "read", "reader": NAME}`, `{"do": "stop"}` and, with simulated cards, `{"do": "insert",
"card": FILE}`, `{"do": "pull"}`. Lines from it carry `signal` and, by signal, `reader`, `insertion`, `names`, `reason`,
`hint` and `card`: the fields of a `CardRead`, and ahead of it `number`, the card number of a read that is not complete:
the only card content that ever crosses. No APDU does. A protected `card` that a vendor's driver could not read either
has `reason`, `hint` and `detail` beside it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from counter.domain.identity import CardRead, IdentityRoute, Sex

Line = dict[str, Any]

_DAYS = ("birth_day", "issue_day", "expiry_day")


def encode(line: Line) -> str:
    """One line, with its end."""
    return json.dumps(line, separators=(",", ":")) + "\n"


def decode(text: str) -> Line | None:
    """The object of a line; None for anything else, which is ignored: a library may print what it likes."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def fields_of(card: CardRead) -> Line:
    """A read as plain JSON values; days as ISO text."""
    line = asdict(card)
    for key in _DAYS:
        line[key] = None if line[key] is None else line[key].isoformat()
    return line


def card_from(line: Line) -> CardRead:
    """The read that `fields_of` wrote."""
    days = {key: None if line[key] is None else date.fromisoformat(line[key]) for key in _DAYS}
    sex = None if line["sex"] is None else Sex(line["sex"])
    kept = {**line, **days, "sex": sex, "route": IdentityRoute(line["route"]), "warnings": tuple(line["warnings"])}
    kept["unreadable"] = tuple((name, content) for name, content in line["unreadable"])
    return CardRead(**kept)
