"""Frozen rows as a table: one read-only model for every list of the window.

Hides Qt's model interface. Filtering is done where the rows come from (a list or SQL), never by a proxy model, which is
30 to 200 times slower (performance.md 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter.desktop import theme

R = TypeVar("R")

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row itself, for delegates."""

# A page of cells asks six roles of each: what can be looked up or put together once is.
_TEXT, _SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
_SIDE, _TINT, _FONT = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole
_TIP = Qt.ItemDataRole.ToolTipRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. text: what the cell says; tint: colour token of the text, "" for the usual one; bold likewise.

    number: right-aligned; key: stable name, under which the column's width is remembered.
    """

    key: str
    title: str
    text: Callable[[R], str]
    number: bool = False
    tint: Callable[[R], str] | str = ""
    bold: bool = False
    tool_tip: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows with columns. strong: rows for which every cell is bold, such as totals."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        parent: QObject | None = None,
        strong: Callable[[R], bool] = lambda _row: False,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._strong = strong

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        if not rows and not self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: int) -> R:
        """The row at a position."""
        return self._rows[index]

    def rows(self) -> tuple[R, ...]:
        """All rows."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in (_TEXT, _SPOKEN):
            return column.text(row)
        if role == _SIDE:
            return _RIGHT if column.number else _LEFT
        if role == _TINT:
            tint = column.tint if isinstance(column.tint, str) else column.tint(row)
            return theme.colour(tint) if tint else None
        if role == _FONT and (column.bold or self._strong(row)):
            return theme.text_font(bold=True)
        if role == _TIP:
            return column.tool_tip(row) if column.tool_tip else column.text(row)
        return row if role == ROW_ROLE else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        return None
