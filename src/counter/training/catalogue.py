"""The training centre's reference lists, read from the CSV files that come with the program.

Hides the files' form. Items and institutions carry stored pinyin initials, so that no dictionary is needed at start.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from counter.domain.claim import CatalogueItem, Institution, InstitutionLevel, ItemClass
from counter.domain.errors import InvalidAmount
from counter.domain.money import Rate, parse_amount
from counter.visit.centre import DatedItem

CATALOGUE_FILES = ("drugs.csv", "services.csv", "consumables.csv")
"""Files of `resources/catalogues` with the columns that `_item` reads."""


def load_catalogue(folder: Path) -> tuple[DatedItem, ...]:
    """Drugs, services and consumables, each entry with the days between which it is in force.

    Args:
        folder: `resources/catalogues`.

    Raises:
        ValueError: a row breaks its form; names file and line, so that it can be mended.
    """
    items: list[DatedItem] = []
    for name in CATALOGUE_FILES:
        for line, row in _rows(folder / name):
            try:
                items.append(_item(row))
            except (KeyError, ValueError, InvalidAmount) as error:
                raise ValueError(f"{name}, line {line}: {error}") from error
    return tuple(items)


def load_institutions(folder: Path) -> tuple[Institution, ...]:
    """Hospitals, community centres and pharmacies.

    Raises:
        ValueError: a row breaks its form.
    """
    institutions: list[Institution] = []
    for line, row in _rows(folder / "institutions.csv"):
        try:
            institutions.append(
                Institution(
                    row["code"],
                    row["name"],
                    InstitutionLevel(row["level"]),
                    row["region"],
                    row["designated"] == "1",
                    row["pharmacy"] == "1",
                    row["initials"],
                )
            )
        except (KeyError, ValueError) as error:
            raise ValueError(f"institutions.csv, line {line}: {error}") from error
    return tuple(institutions)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True, restkey="", restval="")
        return [(reader.line_num, row) for row in reader]


def _item(row: dict[str, str]) -> DatedItem:
    item = CatalogueItem(
        code=row["code"],
        name=row["name"],
        item_class=ItemClass(row["class"]),
        list_type=row["list_type"],
        charge_type=row["charge_type"],
        unit=row["unit"],
        specification=row["specification"],
        prior_self_pay_rate=Rate.parse(row["prior_self_pay_rate"]) if row["prior_self_pay_rate"] else None,
        price_limit_fen=parse_amount(row["price_limit"]) if row["price_limit"] else None,
        initials=row["initials"],
        direct=row["direct"] == "1",
        price_fen=parse_amount(row["price"]),
    )
    to_day = date.fromisoformat(row["to_day"]) if row["to_day"] else None
    return DatedItem(item, date.fromisoformat(row["from_day"]), to_day)
