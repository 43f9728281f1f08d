"""The lines of the receipt in front as a table; the last row waits for the next line.

Hides what is computed and what was typed: the draft keeps what was typed, the table shows what it means.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter.desktop.arithmetic import reckon
from counter.desktop.entry import Entry, is_blank_line
from counter.desktop.wording import problem_sentence, word
from counter.domain.adjudication import Adjudication, LineSplit
from counter.domain.claim import CatalogueItem, ItemClass
from counter.domain.draft import DraftLine, line_amount, parse_quantity
from counter.domain.errors import InvalidAmount, Problem
from counter.domain.money import TEXTS_KEPT, amount_text, format_amount


class Column(IntEnum):
    """Columns from left to right."""

    NUMBER = 0
    ITEM = 1
    CLASS = 2
    RATE = 3
    QUANTITY = 4
    PRICE = 5
    AMOUNT = 6
    HINT = 7


FIELD_OF = {
    Column.ITEM: "item",
    Column.QUANTITY: "quantity",
    Column.PRICE: "unit_price",
    Column.AMOUNT: "amount",
}
"""The columns that can be typed into, with the name of their field in a draft's paths."""

SECOND_LINE = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2
PROBLEM = Qt.ItemDataRole.UserRole + 3

CLASS_KINDS = {ItemClass.A: "ok", ItemClass.B: "fund", ItemClass.C: "danger"}

Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=TEXTS_KEPT)
def typed_amount(text: str) -> int | None:
    """Fen of an amount or sum as typed, None when it is none."""
    try:
        return reckon(text)
    except InvalidAmount:
        return None


def line_total(line: DraftLine) -> int | None:
    """What a line amounts to in fen: the typed amount, else price times quantity; None while it is open."""
    if line.amount.strip():
        return typed_amount(line.amount)
    price, quantity = typed_amount(line.unit_price), parse_quantity(line.quantity)
    return line_amount(price, quantity) if price is not None and quantity is not None else None


def shown_amount(text: str) -> str:
    """A typed amount as people read it; an unfinished sum as it is."""
    fen = typed_amount(text)
    return text if fen is None else format_amount(fen)


class LineModel(QAbstractTableModel):
    """Table of one receipt's lines. Every column answers by role: display, edit, second line, kind, problem."""

    def __init__(self, entry: Entry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._splits: dict[int, LineSplit] = {}
        self._problems: dict[str, str] = {}
        self._rows = 0
        entry.replaced.connect(self.reload)
        entry.receipt_changed.connect(self.reload)

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in FIELD_OF and (self.line(index.row()) is not None or index.column() == Column.ITEM):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < len(Column):
            return None
        titles = {
            Column.NUMBER: "#",
            Column.ITEM: self.tr("项目"),
            Column.CLASS: self.tr("类别"),
            Column.RATE: self.tr("先行自付"),
            Column.QUANTITY: self.tr("数量"),
            Column.PRICE: self.tr("单价"),
            Column.AMOUNT: self.tr("金额"),
            Column.HINT: self.tr("提示"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        line = self.line(row)
        # The number is painted from the row: a line that moves up would else change without Qt being told.
        if line is None or column is Column.NUMBER:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column, line)
        if role == Qt.ItemDataRole.EditRole:
            return _typed(column, line)
        if role == SECOND_LINE and column is Column.ITEM:
            return self._second_line(line)
        if role == KIND:
            return self._kind(row, column, line)
        if role in (PROBLEM, Qt.ItemDataRole.ToolTipRole):
            return self._problems.get(f"{row}.{FIELD_OF[column]}") if column in FIELD_OF else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Write what was typed into the draft; in the last row this begins a new line."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._entry.receipt is None:
            return False
        row, column = index.row(), Column(index.column())
        if column not in FIELD_OF or (self.line(row) is None and column is not Column.ITEM):
            return False
        text = str(value)
        line = self.line(row)
        if line is None:
            if not text.strip():
                return False
            line = self._append()
        if column is Column.ITEM:
            line.item_text = text
            if line.item is not None and line.item.name != text:
                line.item = None
        elif column is Column.QUANTITY:
            line.quantity = text
        elif column is Column.PRICE:
            line.unit_price = text
        else:
            line.amount = text
        self._told(row, column)
        return True

    # What the grid does

    def line(self, row: int) -> DraftLine | None:
        """The line of a row, None for the row that waits."""
        receipt = self._entry.receipt
        if receipt is None or not 0 <= row < len(receipt.lines):
            return None
        return receipt.lines[row]

    def place(self, row: int, column: int) -> str:
        """The path of a cell in the draft."""
        return f"receipts.{self._entry.index}.lines.{row}.{FIELD_OF.get(Column(column), 'item')}"

    def reload(self) -> None:
        """Show the receipt in front anew."""
        self.beginResetModel()
        receipt = self._entry.receipt
        self._rows = 0 if receipt is None else len(receipt.lines) + 1
        self._splits = {}
        self.endResetModel()

    def choose(self, line: DraftLine, item: CatalogueItem) -> None:
        """Put a catalogue entry into a line; its price comes along unless a price was typed for this very line."""
        row = self._row_of(line)
        was_prefilled = line.item is not None and _price_text(line.item) == line.unit_price
        line.item, line.item_text = item, item.name
        if not line.unit_price.strip() or was_prefilled:
            line.unit_price = _price_text(item)
        if row is not None:
            self._told(row, Column.ITEM)

    def keep_text(self, line: DraftLine) -> None:
        """The item is not in the catalogue: off-list, class C."""
        line.item = None
        row = self._row_of(line)
        if row is not None:
            self._told(row, Column.ITEM)

    def copy_down(self, row: int, column: int) -> bool:
        """Write the cell above into this one ("same as above"); False in the first row."""
        above = self.line(row - 1)
        if above is None:
            return False
        line = self.line(row)
        if line is None:
            line = self._append()
        if column == Column.ITEM:
            line.item, line.item_text = above.item, above.item_text
            if not line.unit_price.strip():
                line.unit_price = above.unit_price
        elif column == Column.QUANTITY:
            line.quantity = above.quantity
        elif column == Column.PRICE:
            line.unit_price = above.unit_price
        else:
            line.amount = above.amount
        self._told(row, Column(column))
        return True

    def remove(self, row: int) -> bool:
        """Take a line out; False for the row that waits."""
        receipt = self._entry.receipt
        if receipt is None or self.line(row) is None:
            return False
        self.beginRemoveRows(QModelIndex(), row, row)
        del receipt.lines[row]
        self._rows -= 1
        self.endRemoveRows()
        self._entry.typed(self.place(row, Column.ITEM))
        return True

    def drop_blank(self) -> None:
        """Remove lines in which nothing was entered."""
        receipt = self._entry.receipt
        if receipt is not None:
            for row in range(len(receipt.lines) - 1, -1, -1):
                if is_blank_line(receipt.lines[row]):
                    self.remove(row)

    def show_pricing(self, priced: Adjudication | None) -> None:
        """Show the parts of each line in the hint column."""
        own = {} if priced is None else self._own_splits(priced)
        before, self._splits = self._splits, own
        # Mostly only the line that is being typed: to paint all of them again takes longer than to price them.
        changed = [row for row in before.keys() | own.keys() if before.get(row) != own.get(row)]
        if changed:
            self._refresh(min(changed), max(changed))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of this receipt's lines beside them."""
        prefix = f"receipts.{self._entry.index}.lines."
        own = {
            problem.field.removeprefix(prefix): problem_sentence(problem)
            for problem in problems
            if problem.field.startswith(prefix)
        }
        if own != self._problems:
            self._problems = own
            self._refresh()

    def sum_fen(self) -> int:
        """Sum of the lines that have an amount."""
        receipt = self._entry.receipt
        return sum(line_total(line) or 0 for line in receipt.lines) if receipt is not None else 0

    # Inside

    def _append(self) -> DraftLine:
        receipt = self._entry.receipt
        assert receipt is not None
        line = DraftLine()
        self.beginInsertRows(QModelIndex(), self._rows, self._rows)
        receipt.lines.append(line)
        self._rows += 1
        self.endInsertRows()
        return line

    def _row_of(self, line: DraftLine) -> int | None:
        receipt = self._entry.receipt
        lines = receipt.lines if receipt is not None else []
        return next((row for row, other in enumerate(lines) if other is line), None)

    def _told(self, row: int, column: Column) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        self._entry.typed(self.place(row, column))

    def _refresh(self, first: int = 0, last: int | None = None) -> None:
        """Show rows anew: from first to last, all of them without one."""
        last = self._rows - 1 if last is None else min(last, self._rows - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _own_splits(self, priced: Adjudication) -> dict[int, LineSplit]:
        """Splits by row: an adjudication counts complete lines and receipts only, so they are matched again."""
        draft = self._entry.draft
        if draft is None:
            return {}
        counted = [
            (index, [row for row, line in enumerate(receipt.lines) if _is_priced(line)])
            for index, receipt in enumerate(draft.receipts)
            if receipt.institution is not None
        ]
        counted = [(index, rows) for index, rows in counted if rows]
        own = {}
        for split in priced.lines:
            if split.receipt < len(counted):
                index, rows = counted[split.receipt]
                if index == self._entry.index and split.line < len(rows):
                    own[rows[split.line]] = split
        return own

    def _shown(self, row: int, column: Column, line: DraftLine) -> str:
        if column is Column.ITEM:
            return line.item.name if line.item is not None else line.item_text
        if column is Column.CLASS:
            return word("item_class", line.item.item_class if line.item else ItemClass.C) if _is_told(line) else ""
        if column is Column.RATE:
            return self._rate(line)
        if column is Column.QUANTITY:
            return line.quantity
        if column is Column.PRICE:
            return shown_amount(line.unit_price)
        if column is Column.AMOUNT:
            fen = line_total(line)
            return format_amount(fen) if fen is not None else line.amount
        return self._hint(row, line)

    def _rate(self, line: DraftLine) -> str:
        item = line.item
        if not _is_told(line):
            return ""
        if item is None or item.item_class is ItemClass.C:
            return self.tr("全自费")
        rate = item.prior_self_pay_rate
        if rate is not None and rate.numerator:
            return rate.percent()
        if item.price_limit_fen is not None:
            return self.tr("限价 {0}").format(_short(item.price_limit_fen))
        return "—"

    def _hint(self, row: int, line: DraftLine) -> str:
        problem = next((text for key, text in self._problems.items() if key.split(".")[0] == str(row)), "")
        if problem:
            return problem
        split = self._splits.get(row)
        if split is not None and split.over_limit_fen:
            return self.tr("超限 {0}").format(format_amount(split.over_limit_fen))
        if line.item is None and _is_told(line):
            return self.tr("目录外")
        return ""

    def _second_line(self, line: DraftLine) -> str:
        item = line.item
        if item is None:
            return self.tr("不在目录内，按丙类全自费") if _is_told(line) else ""
        parts = [item.specification, item.unit, item.code]
        if item.price_limit_fen is not None and item.prior_self_pay_rate is not None:
            parts.append(self.tr("限价 {0}").format(_short(item.price_limit_fen)))
        return " · ".join(part for part in parts if part)

    def _kind(self, row: int, column: Column, line: DraftLine) -> str:
        if column is Column.CLASS:
            return CLASS_KINDS[line.item.item_class] if line.item is not None else "danger"
        if column is Column.HINT:
            return "danger" if any(key.split(".")[0] == str(row) for key in self._problems) else "warning"
        return ""


def _is_priced(line: DraftLine) -> bool:
    """True when the live calculation counts this line (see `trial_claim`)."""
    if not line.item_text.strip() and line.item is None:
        return False
    if parse_quantity(line.quantity) is None or line_total(line) is None:
        return False
    return not line.unit_price.strip() or typed_amount(line.unit_price) is not None


def _is_told(line: DraftLine) -> bool:
    """False while an item is still being looked up: nothing is said about its class yet."""
    return line.item is not None or (bool(line.item_text.strip()) and line_total(line) is not None)


def _typed(column: Column, line: DraftLine) -> str:
    if column is Column.ITEM:
        return line.item.name if line.item is not None else line.item_text
    if column is Column.QUANTITY:
        return line.quantity
    if column is Column.PRICE:
        return line.unit_price
    if column is Column.AMOUNT:
        if line.amount.strip():
            return line.amount
        fen = line_total(line)
        return amount_text(fen) if fen is not None else ""
    return ""


def _price_text(item: CatalogueItem) -> str:
    return amount_text(item.price_fen) if item.price_fen is not None else ""


def _short(fen: int) -> str:
    """An amount without empty decimals: limits are mostly whole yuan."""
    return format_amount(fen).removesuffix(".00")


def _alignment(column: int) -> Qt.AlignmentFlag:
    if column in (Column.RATE, Column.QUANTITY, Column.PRICE, Column.AMOUNT):
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if column == Column.CLASS:
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
