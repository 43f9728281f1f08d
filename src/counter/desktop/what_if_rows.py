"""Two calculations side by side, row by row: the real one and a supposed one. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.desktop.waterfall import WaterfallLine, waterfall
from counter.domain.adjudication import Adjudication

_RATES = re.compile(r" [\d.]+%.*$")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One amount twice, in fen; None where that calculation was refused."""

    title: str
    real_fen: int | None
    supposed_fen: int | None
    strong: bool

    @property
    def apart_fen(self) -> int | None:
        """Supposed less real, None when one of them is refused."""
        if self.real_fen is None or self.supposed_fen is None:
            return None
        return self.supposed_fen - self.real_fen


def compared_rows(real: Adjudication | None, supposed: Adjudication | None, language: str) -> tuple[ComparedRow, ...]:
    """The rows of both calculations; a payer that only one of them has pays nothing in the other."""
    left, right = _rows(real, language), _rows(supposed, language)
    found = []
    for key in _order(list(left), list(right)):
        row = left.get(key) or right[key]
        # The rates may differ between the two; they stand behind each calculation's own rows.
        title = _RATES.sub("", row.title) if key.startswith("fund.") else row.title
        found.append(ComparedRow(title, _fen(left.get(key), real), _fen(right.get(key), supposed), row.strong))
    return tuple(found)


def _rows(priced: Adjudication | None, language: str) -> dict[str, WaterfallLine]:
    """The rows by key; all funds together always stand before what remains with the person."""
    if priced is None:
        return {}
    rows = {row.key: row for row in waterfall(priced, language) if row.key != "fund_total"}
    person = rows.pop("person")
    rest: dict[str, WaterfallLine] = {key: rows.pop(key) for key in ("account", "family", "cash") if key in rows}
    fen, title = priced.fund_amount, QCoreApplication.translate("Waterfall", "基金支付合计")
    together = WaterfallLine("together", title, fen, fen, priced.total_amount, "fund", strong=True)
    return {**rows, "together": together, "person": person, **rest}


def _order(first: list[str], second: list[str]) -> list[str]:
    """The keys of the first in its order; those that only the second has behind their neighbour there."""
    order = list(first)
    place = 0
    for key in second:
        if key in order:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def _fen(row: WaterfallLine | None, priced: Adjudication | None) -> int | None:
    if priced is None:
        return None
    return 0 if row is None else row.share_fen
