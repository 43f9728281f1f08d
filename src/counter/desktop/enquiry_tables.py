"""The four enquiry groups as tables: what each column says (features.md 10, mission.md fact 2)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from counter.desktop import wording
from counter.desktop.rows_model import Column, RowsModel
from counter.domain.ledger import AccountRow
from counter.domain.member import CategorySpending, ClearingYear, ExpenseRow
from counter.domain.money import format_amount


@dataclass(frozen=True, slots=True)
class YearCategory:
    """One category of one year; the total of a year has no category."""

    year: str
    spending: CategorySpending | None
    total_fen: int
    fund_fen: int
    account_fen: int
    cash_fen: int
    visits: int


ACCOUNT_WIDTHS = {"day": 88, "kind": 76, "in": 84, "out": 84, "balance": 92, "document": 62}
CLEARING_WIDTHS = {
    "year": 52,
    "months": 60,
    "opening": 84,
    "own": 84,
    "employer": 84,
    "interest": 68,
    "spent": 84,
    "closing": 84,
}
CUMULATIVE_WIDTHS = {"year": 56, "category": 84, "visits": 52, "total": 92, "fund": 92, "account": 84, "cash": 84}
EXPENSE_WIDTHS = {"day": 88, "category": 72, "total": 84, "fund": 84, "account": 76, "cash": 76, "source": 70}


def _moved(fen: int, sign: str) -> str:
    return f"{sign}{format_amount(fen)}" if fen else ""


def _counterpart(row: AccountRow) -> str:
    """Where money came from or went: a name, or the words for an account of the books."""
    kind, _, rest = row.counterpart.partition(":")
    if not rest:
        return row.counterpart
    if kind == "institution":
        return rest
    return wording.word("counterpart", rest if kind == "clearing" else kind)


def account_model(parent: QObject) -> RowsModel[AccountRow]:
    """Account history with the balance after each line."""
    translate = QCoreApplication.translate
    minus = "\N{MINUS SIGN}"
    columns: tuple[Column[AccountRow], ...] = (
        Column("day", translate("EnquiryTables", "日期"), lambda row: row.day.isoformat()),
        Column("kind", translate("EnquiryTables", "类型"), lambda row: wording.word("entry", row.kind)),
        Column("counterpart", translate("EnquiryTables", "来源 / 去向"), _counterpart),
        Column("in", translate("EnquiryTables", "收入"), lambda row: _moved(row.in_fen, "+"), number=True, tint="ok"),
        Column(
            "out",
            translate("EnquiryTables", "支出"),
            lambda row: _moved(row.out_fen, minus),
            number=True,
            tint="danger",
        ),
        Column(
            "balance",
            translate("EnquiryTables", "余额"),
            lambda row: format_amount(row.balance_fen),
            number=True,
            bold=True,
        ),
        Column(
            "document",
            translate("EnquiryTables", "凭证"),
            lambda row: translate("EnquiryTables", "凭证 ›") if row.document else "",
            tint="second_text",
            tool_tip=lambda row: row.document,
        ),
    )
    return RowsModel(columns, parent)


def clearing_model(parent: QObject) -> RowsModel[ClearingYear]:
    """Account clearing by insurance year."""
    translate = QCoreApplication.translate

    def amount(key: str, title: str, field: str, *, bold: bool = False, tint: str = "") -> Column[ClearingYear]:
        return Column(key, title, lambda row: format_amount(getattr(row, field)), number=True, bold=bold, tint=tint)

    columns: tuple[Column[ClearingYear], ...] = (
        Column("year", translate("EnquiryTables", "年度"), lambda row: row.year),
        Column("months", translate("EnquiryTables", "缴费月"), lambda row: str(row.months_paid), number=True),
        amount("opening", translate("EnquiryTables", "年初余额"), "opening_fen"),
        amount("own", translate("EnquiryTables", "个人缴费"), "own_contribution_fen", tint="ok"),
        amount("employer", translate("EnquiryTables", "单位划入"), "employer_share_fen", tint="ok"),
        amount("interest", translate("EnquiryTables", "利息"), "interest_fen", tint="ok"),
        amount("spent", translate("EnquiryTables", "支出"), "spent_fen", tint="danger"),
        amount("closing", translate("EnquiryTables", "年末余额"), "closing_fen", bold=True),
    )
    return RowsModel(columns, parent)


def cumulative_rows(years: tuple[tuple[str, tuple[CategorySpending, ...]], ...]) -> tuple[YearCategory, ...]:
    """Each year's total, then its categories."""
    rows = []
    for year, spending in years:
        rows.append(
            YearCategory(
                year,
                None,
                sum(row.total_fen for row in spending),
                sum(row.fund_fen for row in spending),
                sum(row.account_fen for row in spending),
                sum(row.cash_fen for row in spending),
                sum(row.visits for row in spending),
            )
        )
        rows.extend(
            YearCategory(year, row, row.total_fen, row.fund_fen, row.account_fen, row.cash_fen, row.visits)
            for row in spending
        )
    return tuple(rows)


def cumulative_model(parent: QObject) -> RowsModel[YearCategory]:
    """Spending of every year by category, with the year's total."""
    translate = QCoreApplication.translate

    def category(row: YearCategory) -> str:
        if row.spending is None:
            return translate("EnquiryTables", "全年合计")
        return wording.word("category", row.spending.category)

    columns: tuple[Column[YearCategory], ...] = (
        Column("year", translate("EnquiryTables", "年度"), lambda row: row.year),
        Column("category", translate("EnquiryTables", "类别"), category),
        Column("visits", translate("EnquiryTables", "次数"), lambda row: str(row.visits), number=True),
        Column("total", translate("EnquiryTables", "总额"), lambda row: format_amount(row.total_fen), number=True),
        Column(
            "fund",
            translate("EnquiryTables", "基金"),
            lambda row: format_amount(row.fund_fen),
            number=True,
            tint="fund_text",
        ),
        Column(
            "account",
            translate("EnquiryTables", "账户"),
            lambda row: format_amount(row.account_fen),
            number=True,
            tint="accent",
        ),
        Column(
            "cash",
            translate("EnquiryTables", "现金"),
            lambda row: format_amount(row.cash_fen),
            number=True,
            tint="cash_text",
        ),
    )
    return RowsModel(columns, parent, strong=lambda row: row.spending is None)


def _standing(row: ExpenseRow) -> str:
    """How a row came about, and whether it stands."""
    if row.reversed_by:
        return "reversed"
    return "correction" if row.replaces else row.source


def _numbers(row: ExpenseRow) -> str:
    """The statement, and every other one that belongs to it: old to new."""
    translate = QCoreApplication.translate
    told = (
        (translate("EnquiryTables", "冲销原单 {0}"), row.reverses),
        (translate("EnquiryTables", "由 {0} 冲销"), row.reversed_by),
        (translate("EnquiryTables", "更正自 {0}"), row.replaces),
        (translate("EnquiryTables", "更正为 {0}"), row.replaced_by),
    )
    return "\n".join((row.document, *(text.format(number) for text, number in told if number)))


def expense_model(parent: QObject) -> RowsModel[ExpenseRow]:
    """Visits and claims with who paid."""
    translate = QCoreApplication.translate
    columns: tuple[Column[ExpenseRow], ...] = (
        Column("day", translate("EnquiryTables", "日期"), lambda row: row.day.isoformat()),
        Column("category", translate("EnquiryTables", "类别"), lambda row: wording.word("category", row.category)),
        Column("institution", translate("EnquiryTables", "机构"), lambda row: row.institution),
        Column(
            "total",
            translate("EnquiryTables", "总额"),
            lambda row: format_amount(row.total_fen),
            number=True,
            bold=True,
        ),
        Column(
            "fund",
            translate("EnquiryTables", "基金"),
            lambda row: format_amount(row.fund_fen),
            number=True,
            tint="fund_text",
        ),
        Column(
            "account",
            translate("EnquiryTables", "账户"),
            lambda row: format_amount(row.account_fen),
            number=True,
            tint="accent",
        ),
        Column(
            "cash",
            translate("EnquiryTables", "现金"),
            lambda row: format_amount(row.cash_fen),
            number=True,
            tint="cash_text",
        ),
        Column(
            "source",
            translate("EnquiryTables", "来源"),
            lambda row: wording.word("expense_source", _standing(row)),
            tool_tip=_numbers,
        ),
    )
    return RowsModel(columns, parent)
