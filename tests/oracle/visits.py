"""Random years of visits, aimed at a package: at its days, its kinds of care, its bounds.

A year is one person's run of visits, so that totals grow as they do in life; some years begin with totals that are
made up. The same seed and number always give the same year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from .figures import Line, Visit
from .stated import Package, packages, year_start
from .sums import half_up

LEVELS = ("community", "1", "2", "3")
AWAY = ("resident", "referred", "unfiled", "emergency")
EARLIEST = date(1990, 1, 1)
LAST_DAY = date(2027, 12, 31)
OWN_RATES = tuple(Fraction(figure, 1000) for figure in (0, 50, 80, 100, 200, 300, 333, 500, 1000))
LARGEST = 900_000_000


@dataclass(frozen=True, slots=True)
class Year:
    """One person's visits in order. The first visit's totals hold at the start; those of the others are empty."""

    package: Package
    visits: tuple[Visit, ...]


@cache
def _known_bounds(file: str) -> tuple[int, ...]:
    return bounds_of(next(package for package in packages() if package.file == file))


def bounds_of(package: Package) -> tuple[int, ...]:
    """Every amount a package names, in fen: where its rules change."""

    def numbers(value: Any) -> Iterator[int]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from numbers(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from numbers(inner)
        elif isinstance(value, (int, Decimal)) and not isinstance(value, bool) and 10 <= value < 9_000_000:
            yield int(value * 100)

    return tuple(sorted(set(numbers(package.text)))) or (100_000,)


def year(seed: int, number: int, aims: tuple[Package, ...] | None = None) -> Year:
    """The year of a seed and a number; aims: packages to aim at, one after the other."""
    chance = random.Random(f"{seed}/{number}")
    among = packages() if aims is None else aims
    package = among[number % len(among)]
    return year_of(chance, package, _known_bounds(package.file))


def year_of(chance: random.Random, package: Package, bounds: tuple[int, ...]) -> Year:
    """A year aimed at one package."""
    born, person, retired_on = _person(chance, package)
    days = sorted(_day(chance, package) for _ in range(chance.choice((1, 1, 2, 3, 5))))
    if package.text["stay_across_years"] != "one_bill" and chance.random() < 0.6:
        days[-1] = _behind_new_year(chance, days[-1], package)
        days.sort()
    if chance.random() < 0.7:
        # Close together: the visits of one settlement year.
        days = [min(LAST_DAY, days[0] + timedelta(chance.randrange(90))) for _ in days]
        days.sort()
    totals = _totals(chance, package, bounds) if chance.random() < 0.4 else {}
    region = package.text["region"]
    level = chance.choice(LEVELS)
    diseases = tuple(package.text.get("diseases", ()))
    visits = []
    for number_of_visit, day in enumerate(days):
        money = (_amount(chance, bounds), _amount(chance, bounds)) if chance.random() < 0.5 else (0, 0)
        visits.append(
            Visit(
                region,
                package.text["scheme"],
                chance.choice(package.text["care"]),
                level if chance.random() < 0.7 else chance.choice(LEVELS),
                day,
                _admitted(chance, day, package),
                person,
                born,
                retired_on,
                _lines(chance, bounds, 0.4 if package.text["lines"]["direct_lines"] == "apart" else 0.1),
                totals if number_of_visit == 0 else {},
                *money,
                chance.random() < 0.5,
                chance.choice(AWAY) if chance.random() < (0.02 if package.text["away"] == "none" else 0.3) else "local",
                chance.choice((*diseases, "")) if diseases else "",
                _booked(chance, day, package),
                family_account=_amount(chance, bounds) if chance.random() < 0.3 else 0,
            )
        )
    return Year(package, tuple(visits))


def _person(chance: random.Random, package: Package) -> tuple[date, str, date | None]:
    types = [kind for entry in package.text["classes"] for kind in entry["types"]]
    person = chance.choice(types) if chance.random() < 0.97 else chance.choice(("13", "15", "19"))
    if len(person) == 2 and chance.random() < 0.5:
        person += chance.choice(("01", "02", "03"))
    if chance.random() < 0.05:
        born = date(chance.choice((1940, 1952, 1956, 1960, 2000)), 2, 29)
    else:
        born = date(1920, 1, 1) + timedelta(chance.randrange(365 * 98))
        if chance.random() < 0.2:
            # A birthday on the day or the day before or after.
            day = _day(chance, package) + timedelta(chance.choice((-1, 0, 1)))
            born = date(
                day.year - chance.choice((18, 45, 50, 60, 65, 69, 70, 80, 90, 100)), day.month, min(day.day, 28)
            )
    # In days far from now, too, nobody is older than people become.
    born = max(born, date(max(1, _span(package)[0].year - 120), 1, 1))
    born = min(born, _span(package)[0] - timedelta(1) if package.first_day > date.min else date.min)
    retired_on = None
    if chance.random() < 0.9 and person.startswith("12"):
        retired_on = date(1985, 1, 1) + timedelta(chance.randrange(365 * 33))
        if chance.random() < 0.2:
            retired_on = chance.choice((date(2000, 12, 31), date(2001, 1, 1)))
    return born, person, retired_on


def _span(package: Package) -> tuple[date, date]:
    """The days to aim at: those of the package, but no span in which a person would grow older than people do."""
    last = max(package.first_day, min(package.last_day, LAST_DAY))
    return max(package.first_day, min(last, EARLIEST)), last


def _day(chance: random.Random, package: Package) -> date:
    first, last = _span(package)
    if chance.random() < 0.2:
        return chance.choice((first, last, first - timedelta(1), last + timedelta(1)))
    return first + timedelta(chance.randrange((last - first).days + 1))


def _behind_new_year(chance: random.Random, day: date, package: Package) -> date:
    """One of the first days of a settlement year, or of the days behind them."""
    return year_start(day, package) + timedelta(chance.choice((0, 0, 1, 1, 2, chance.randrange(40))))


def _admitted(chance: random.Random, day: date, package: Package) -> date | None:
    """The day of admission; where stays are split, long stays and such that end just behind the new year, too."""
    if package.text["stay_across_years"] != "one_bill" and chance.random() < 0.7:
        return max(EARLIEST, day - timedelta(chance.choice((0, 1, 2, 3, chance.randrange(60), chance.randrange(800)))))
    return day - timedelta(chance.randrange(20)) if chance.random() < 0.5 else None


def _booked(chance: random.Random, day: date, package: Package) -> date | None:
    """The day of settlement where it decides in which year money counts."""
    if package.text["year"]["counted_by"] != "settlement" or chance.random() < 0.2:
        return None
    return day + timedelta(chance.choice((0, 1, chance.randrange(60), chance.randrange(500))))


def _totals(chance: random.Random, package: Package, bounds: tuple[int, ...]) -> dict[str, int]:
    """Totals as another office might have left them: some visits, some deductible, some of each fund's money."""
    text = package.text
    pool = text["pool"]
    totals = {f"C0000/{pool}": chance.randrange(4), f"Q0000/{pool}": _amount(chance, bounds)}
    for layer in text["layers"].values():
        totals[f"D{layer['fund']}/{pool}"] = _amount(chance, bounds)
    for name, layer in text["layers"].items():
        if layer.get("year_totals") == "of_layer":
            totals[f"D{layer['fund']}/{pool}.{name}"] = _amount(chance, bounds)
            totals[f"F{layer['fund']}/{pool}.{name}"] = _amount(chance, bounds)
    if text["lines"]["direct_lines"] == "apart":
        direct = totals[f"F0000/{pool}.direct"] = _amount(chance, bounds)
        totals[f"F0000/{pool}"] = direct + _amount(chance, bounds)
    return {key: amount for key, amount in totals.items() if amount}


def _amount(chance: random.Random, bounds: tuple[int, ...]) -> int:
    """An amount in fen: at a bound, just beside it, or anywhere."""
    pick = chance.random()
    if pick < 0.35:
        return max(0, chance.choice(bounds) + chance.choice((-1, 0, 0, 1)))
    if pick < 0.45:
        return chance.choice(bounds) + chance.choice(bounds)
    if pick < 0.55:
        return chance.randrange(100)
    return int(10 ** chance.uniform(2, 8.3))


def _lines(chance: random.Random, bounds: tuple[int, ...], directs: float) -> tuple[Line, ...]:
    """directs: how many of the lines are paid directly."""
    count = chance.choice((1, 1, 1, 2, 3, 5, 8))
    lines = []
    for _ in range(count):
        grade = chance.choice("AAAABBC") if count > 1 else chance.choice("AAAAAAAB")
        own_rate = chance.choice(OWN_RATES) if grade == "B" else None
        direct = chance.random() < directs
        charge = chance.choice(("01", "08", "09", "14"))
        if chance.random() < 0.7:
            amount = _amount(chance, bounds)
            lines.append(Line(grade, amount, Fraction(1), amount, own_rate, None, direct, charge))
            continue
        price = min(_amount(chance, bounds), 5_000_000)
        quantity = Fraction(chance.randrange(1, 400_000), 10_000) if chance.random() < 0.5 else Fraction(3)
        amount = min(half_up(price * quantity), LARGEST)
        if chance.random() < 0.2:
            amount = amount * 9 // 10
        limit = max(0, price - chance.randrange(-500, 5_000)) if chance.random() < 0.6 else None
        lines.append(Line(grade, price, quantity, amount, own_rate, limit, direct, charge))
    return tuple(lines)
