"""The year's spending by category: stacked bars with their amounts in the same row, so the chart is its own table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from counter.desktop import theme, wording
from counter.desktop.bar import paint_shares
from counter.desktop.rows_model import ROW_ROLE, Column, RowsModel
from counter.domain.claim import CareCategory
from counter.domain.member import CategorySpending
from counter.domain.money import format_amount


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """A category or the total of all; most_fen: the largest total of a category, which fills the bar."""

    name: str
    total_fen: int
    fund_fen: int
    account_fen: int
    cash_fen: int
    most_fen: int
    whole: bool = False


def spending_model(parent: QObject) -> RowsModel[SpendingRow]:
    """The model of the table."""
    translate = QCoreApplication.translate
    columns: tuple[Column[SpendingRow], ...] = (
        Column("name", translate("SpendingTable", "类别"), lambda row: row.name),
        Column("bar", "", lambda _row: "", tool_tip=_shares_text),
        Column("total", translate("SpendingTable", "总额"), lambda row: format_amount(row.total_fen), number=True),
        Column(
            "fund",
            translate("SpendingTable", "基金"),
            lambda row: format_amount(row.fund_fen),
            number=True,
            tint="fund_text",
        ),
        Column(
            "account",
            translate("SpendingTable", "账户"),
            lambda row: format_amount(row.account_fen),
            number=True,
            tint="accent",
        ),
        Column(
            "cash",
            translate("SpendingTable", "现金"),
            lambda row: format_amount(row.cash_fen),
            number=True,
            tint="cash_text",
        ),
    )
    return RowsModel(columns, parent, strong=lambda row: row.whole)


def _shares_text(row: SpendingRow) -> str:
    """What the bar shows, in words."""
    text = QCoreApplication.translate("SpendingTable", "基金 {fund}，账户 {account}，现金 {cash}")
    return text.format(
        fund=format_amount(row.fund_fen), account=format_amount(row.account_fen), cash=format_amount(row.cash_fen)
    )


def spending_rows(spending: tuple[CategorySpending, ...]) -> tuple[SpendingRow, ...]:
    """All six categories (mission.md, fact 2c), those without spending too, and their total."""
    found = {row.category: row for row in spending}
    most = max((row.total_fen for row in spending), default=0)
    rows = []
    for category in CareCategory:
        row = found.get(category, CategorySpending(category, 0, 0, 0, 0, 0))
        name = wording.word("category", category)
        rows.append(SpendingRow(name, row.total_fen, row.fund_fen, row.account_fen, row.cash_fen, most))
    rows.append(
        SpendingRow(
            QCoreApplication.translate("SpendingTable", "合计"),
            sum(row.total_fen for row in rows),
            sum(row.fund_fen for row in rows),
            sum(row.account_fen for row in rows),
            sum(row.cash_fen for row in rows),
            0,
            whole=True,
        )
    )
    return tuple(rows)


class SharesDelegate(QStyledItemDelegate):
    """Paints fund, account and cash of a row as one stacked bar."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row: SpendingRow = index.data(ROW_ROLE)
        rectangle = option.rect
        if row.whole:
            return
        height = theme.px(9)
        area = QRectF(rectangle.left() + 6, rectangle.center().y() - height / 2 + 0.5, rectangle.width() - 16, height)
        shares = ((row.fund_fen, "fund"), (row.account_fen, "accent"), (row.cash_fen, "cash"))
        paint_shares(painter, area, shares, row.most_fen)
