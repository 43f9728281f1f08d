"""Is a region code one of the country's? A hint about a bad read, never a reason to refuse (card.md 1.5).

The table of GB/T 2260 with its abolished codes is the one that python-stdnum ships; it is read as that library's file
and not through its functions, which take most of a second to load it and refuse people who exist (dependencies.md 4).
Held against it are province and city only: counties change every year, and no maintained table keeps up with them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PROVINCE = re.compile(r"([1-8][0-9]) province=")
_PLACE = re.compile(r" +([0-9]{2})[0-9]{2} county=")
_RESIDENCE_PERMITS = frozenset({"8100", "8200", "8300"})
"""Hong Kong, Macau and Taiwan residents' numbers begin with these (GB 11643 as their permits use it)."""


def is_region(code: str) -> bool:
    """True when a six-digit code can be a region.

    Taken for good besides the table: a province or city itself (00), what a province administers or issues itself (99,
    as published sample cards have it), and everything that begins with 9: numbers of foreign permanent residents and
    the unassigned region 99 of the training centre.
    """
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return False
    cities = _cities()
    return not cities or code[0] == "9" or code[:4] in cities


def prepare() -> None:
    """Read the table now, so that no card waits for it: some milliseconds."""
    _cities()


def _table() -> Path:
    """The library's file. Found without importing the library, which loads ssl and pydoc: as much as a worker's start
    takes otherwise. Raises FileNotFoundError: it is not installed."""
    spec = find_spec("stdnum")
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder) / "cn" / "loc.dat"
    raise FileNotFoundError


@cache
def _cities() -> frozenset[str]:
    """The first four digits of every code there ever was; none without the table, for no card fails for a hint."""
    try:
        table = _table().read_text(encoding="utf-8")
    except OSError:
        return frozenset()
    found, province = set(_RESIDENCE_PERMITS), ""
    for line in table.splitlines():
        head = _PROVINCE.match(line)
        if head is not None:
            province = head[1]
            found |= {province + "00", province + "99"}
        elif (place := _PLACE.match(line)) is not None:
            found.add(province + place[1])
    return frozenset(found)
