"""The packages' text as data: only for what the published rules leave open, and to know which days are covered.

Reads the TOML itself; shares nothing with `counter.policies`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from .figures import Refused, Visit
from .sums import age_on

POLICIES = Path(__file__).parents[2] / "resources" / "policies"


@dataclass(frozen=True, slots=True)
class Package:
    """One package file: where it stands and what its text says."""

    file: str
    text: dict[str, Any]

    @property
    def first_day(self) -> date:
        day: date = self.text["effective_from"]
        return day

    @property
    def last_day(self) -> date:
        day = self.text["effective_to"]
        return date.max if day == "open" else day

    @property
    def slot(self) -> tuple[str, str, str]:
        """Region, scheme and pool of care: what a region module answers for."""
        return self.text["region"], self.text["scheme"], self.text["pool"]


@cache
def packages(folder: Path = POLICIES) -> tuple[Package, ...]:
    """Every package of a folder, in the order of their names; what is not verified, too."""
    found = []
    for file in sorted(folder.glob("*/*/*.toml")):
        if file.parent.name in ("cases", "examples"):
            continue
        text = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        found.append(Package(file.relative_to(folder).as_posix(), text))
    return tuple(found)


def governing(visit: Visit, among: Iterable[Package]) -> Package:
    """The package that covers a visit; of several the one that became known last.

    Raises:
        Refused: none does.
    """
    fitting = [
        package
        for package in among
        if covers(package.text, visit.region)
        and package.text["scheme"] == visit.scheme
        and visit.care in package.text["care"]
        and package.first_day <= visit.settled <= package.last_day
    ]
    if not fitting:
        raise Refused("no package")
    return max(fitting, key=lambda package: package.text["known_from"])


def refuse_impossible_days(visit: Visit) -> None:
    """Nobody is treated before birth, and no stay ends before it begins.

    Raises:
        Refused: the visit's days say so.
    """
    if visit.settled < visit.born:
        raise Refused("not born")
    if visit.admitted is not None and visit.settled < visit.admitted:
        raise Refused("not admitted")


def covers(text: dict[str, Any], region: str) -> bool:
    """Whether a package holds in a region: its own, or a district of it where districts are included."""
    own: str = text["region"]
    stem = own[:2] if own.endswith("0000") else own[:4] if own.endswith("00") else own
    return region == own or (text["districts"] == "included" and region.startswith(stem))


def age_counted(visit: Visit, package: Package) -> int:
    """Completed years of life on the day that the package states."""
    word = package.text["age_counted_on"]
    day = visit.settled
    if word != "service_day":
        start = year_start(day, package)
        day = start if word == "year_start" else start.replace(year=start.year + 1) - timedelta(1)
    return age_on(visit.born, day)


def counting_year(visit: Visit, package: Package) -> date:
    """First day of the year in whose totals a visit counts: that of the treatment or of the settlement."""
    by_settlement = package.text["year"]["counted_by"] == "settlement"
    return year_start(visit.booked or visit.settled if by_settlement else visit.settled, package)


def year_start(day: date, package: Package) -> date:
    """First day of the settlement year that a day belongs to."""
    month, first = (int(figure) for figure in package.text["year"]["starts"].split("-"))
    return date(day.year if (day.month, day.day) >= (month, first) else day.year - 1, month, first)
