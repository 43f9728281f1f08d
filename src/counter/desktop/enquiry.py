"""The four enquiry tabs of the member page: fetched when they are looked at, filtered where the rows live.

Hides when which rows are fetched, and that an answer which is no longer wanted is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QTableView

from counter.desktop import enquiry_tables, wording
from counter.desktop.forms.member_page import Ui_MemberPage
from counter.desktop.page import Desk
from counter.desktop.rows_model import RowsModel
from counter.desktop.table_looks import dress, width_of
from counter.domain.claim import CareCategory
from counter.domain.errors import CounterError
from counter.domain.ledger import AccountRow, EntryKind
from counter.domain.member import Overview
from counter.domain.money import format_amount

YEARS_BACK = 6
"""How many years the filter offers."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the tab in front shall show."""

    tab: int
    member_id: int
    as_of: date | None
    year: int | None
    kind: str | None
    institution: str | None


class Enquiry(QObject):
    """Drives the tabs of the form.

    Signals:
        paper(document): a row was opened that came from this document.
        failed(sentence): rows could not be fetched; what stands on the screen stays.
    """

    paper = Signal(str)
    failed = Signal(str)

    def __init__(self, form: Ui_MemberPage, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._desk = form, desk
        self._member_id = 0
        self._another = False
        self._as_of: date | None = None
        self._overview: Overview | None = None
        self._shown: dict[int, _Wanted] = {}
        self.account = enquiry_tables.account_model(self)
        self.clearing = enquiry_tables.clearing_model(self)
        self.cumulative = enquiry_tables.cumulative_model(self)
        self.expense = enquiry_tables.expense_model(self)
        categories = width_of(wording.word("category", category) for category in CareCategory)
        kinds = width_of(wording.word("entry", kind) for kind in EntryKind)
        dress(form.account_table, self.account, enquiry_tables.ACCOUNT_WIDTHS | {"kind": kinds}, "counterpart")
        dress(form.clearing_table, self.clearing, enquiry_tables.CLEARING_WIDTHS, "closing")
        dress(form.cumulative_table, self.cumulative, enquiry_tables.CUMULATIVE_WIDTHS, "category")
        expense_widths = enquiry_tables.EXPENSE_WIDTHS | {"category": categories}
        dress(form.expense_table, self.expense, expense_widths, "institution")
        form.kind_filter.addItem(self.tr("全部类型"), None)
        for kind in EntryKind:
            form.kind_filter.addItem(wording.word("entry", kind), kind.value)
        form.year_filter.activated.connect(self._filter_chosen)
        form.kind_filter.activated.connect(self._filter_chosen)
        form.institution_filter.activated.connect(self._filter_chosen)
        form.enquiry.currentChanged.connect(self._tab_changed)
        form.account_table.activated.connect(self._open_account_row)
        form.expense_table.activated.connect(self._open_expense_row)
        form.account_table.clicked.connect(self._clicked_account_row)
        self._show_filters()

    def show_overview(self, overview: Overview | None, as_of: date | None) -> None:
        """Another member, or another day: the rows of the overview as soon as the rest of the page is painted, then
        those of the books. Neither keeps a member waiting for the status."""
        self._shown.clear()
        member_id = overview.record.member.member_id if overview else 0
        self._another |= member_id != self._member_id
        self._member_id, self._as_of = member_id, as_of
        for model in (self.account, self.clearing, self.cumulative, self.expense):
            model.set_rows(())
        self._form.enquiry_note.clear()
        self._overview = overview
        if overview is None:
            self._reset_filters(None)
        else:
            # A timer of 0 ms would be a posted event, which comes before the painting.
            QTimer.singleShot(1, self, self._wait_once_more)

    def _wait_once_more(self) -> None:
        """The status is painted. Now comes what else stands on the page, and then the rows: all at once would keep the
        window from its events for 30 ms."""
        QTimer.singleShot(1, self, self._show_rows)

    def _show_rows(self) -> None:
        """The rest of the page is painted, too."""
        if self._overview is not None:
            if self._another:
                self._reset_filters(self._overview)
                self._another = False
            self.account.set_rows(self._overview.record.recent_rows)
            self._overview = None
            self.fetch()

    def _reset_filters(self, overview: Overview | None) -> None:
        form = self._form
        with QSignalBlocker(form.year_filter), QSignalBlocker(form.kind_filter), QSignalBlocker(form.enquiry):
            form.year_filter.clear()
            form.year_filter.addItem(self.tr("全部年度"), None)
            if overview is not None:
                newest = overview.record.as_of.year
                for year in range(newest, newest - YEARS_BACK, -1):
                    form.year_filter.addItem(str(year), year)
            form.kind_filter.setCurrentIndex(0)
            self._offer_institutions(())
            form.enquiry.setCurrentIndex(0)
        self._show_filters()

    def _show_filters(self) -> None:
        """Only the filters that the tab in front knows."""
        tab = self._form.enquiry.currentIndex()
        self._form.year_filter.setVisible(tab in (0, 3))
        self._form.kind_filter.setVisible(tab == 0)
        self._form.institution_filter.setVisible(tab == 3)

    def _tab_changed(self, _tab: int) -> None:
        self._show_filters()
        self.fetch()

    def _filter_chosen(self, _index: int) -> None:
        self.fetch()

    def _offer_institutions(self, names: tuple[str, ...]) -> None:
        """The filter offers the places where this member has been."""
        box = self._form.institution_filter
        with QSignalBlocker(box):
            box.clear()
            box.addItem(self.tr("全部机构"), None)
            for name in names:
                box.addItem(name, name)

    def _wanted(self) -> _Wanted:
        form = self._form
        tab = form.enquiry.currentIndex()
        return _Wanted(
            tab,
            self._member_id,
            self._as_of,
            form.year_filter.currentData() if tab in (0, 3) else None,
            form.kind_filter.currentData() if tab == 0 else None,
            form.institution_filter.currentData() if tab == 3 else None,
        )

    def fetch(self) -> None:
        """Fetch the rows of the tab in front unless they are shown already."""
        wanted = self._wanted()
        if not self._member_id or self._shown.get(wanted.tab) == wanted:
            return
        self._form.enquiry_note.setText(self.tr("正在查询…"))
        counter = self._desk.counter
        member_id, as_of = wanted.member_id, wanted.as_of
        operations: tuple[Callable[[], Any], ...] = (
            lambda: counter.account_rows(member_id, as_of=as_of, year=wanted.year, kind=wanted.kind),
            lambda: counter.clearing_years(member_id, as_of=as_of),
            lambda: counter.spending_by_year(member_id, as_of=as_of),
            lambda: counter.expense_rows(member_id, as_of=as_of, year=wanted.year, institution=wanted.institution),
        )
        self._desk.lane.run(
            operations[wanted.tab],
            owner=self,
            succeeded=lambda rows: self._fetched(wanted, rows),
            failed=lambda error: self._fetch_failed(wanted, error),
        )

    def _fetched(self, wanted: _Wanted, rows: Any) -> None:
        if wanted != self._wanted():
            return
        self._shown[wanted.tab] = wanted
        models: tuple[RowsModel[Any], ...] = (self.account, self.clearing, self.cumulative, self.expense)
        model = models[wanted.tab]
        model.set_rows(enquiry_tables.cumulative_rows(rows) if wanted.tab == 2 else rows)
        if wanted.tab == 3 and wanted.year is None and wanted.institution is None:
            self._offer_institutions(tuple(sorted({row.institution for row in self.expense.rows()})))
        count = model.rowCount()
        if count == 0:
            filtered = wanted.year or wanted.kind or wanted.institution
            empty = self.tr("没有符合条件的记录。可放宽年度、类型或机构。") if filtered else self.tr("没有记录。")
            self._form.enquiry_note.setText(empty)
        elif wanted.tab == 0:
            self._form.enquiry_note.setText(self._account_note())
        else:
            self._form.enquiry_note.setText(self.tr("共 {count} 行").format(count=count))

    def _account_note(self) -> str:
        """How many rows, and what they move together."""
        rows: tuple[AccountRow, ...] = self.account.rows()
        text = self.tr("共 {count} 行 · 收入 {income} · 支出 {spent}")
        income, spent = sum(row.in_fen for row in rows), sum(row.out_fen for row in rows)
        return text.format(count=len(rows), income=format_amount(income), spent=format_amount(spent))

    def _fetch_failed(self, wanted: _Wanted, error: CounterError) -> None:
        if wanted == self._wanted():
            text = wording.sentence(error)
            self._form.enquiry_note.setText(text)
            self.failed.emit(text)

    def _open_account_row(self, index: QModelIndex) -> None:
        document = self.account.row(index.row()).document
        if document:
            self.paper.emit(document)

    def _clicked_account_row(self, index: QModelIndex) -> None:
        if self.account.columns[index.column()].key == "document":
            self._open_account_row(index)

    def _open_expense_row(self, index: QModelIndex) -> None:
        document = self.expense.row(index.row()).document
        if document:
            self.paper.emit(document)

    def tables(self) -> tuple[QTableView, ...]:
        """The four views."""
        form = self._form
        return form.account_table, form.clearing_table, form.cumulative_table, form.expense_table
