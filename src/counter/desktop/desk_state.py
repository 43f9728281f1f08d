"""The quiet state of the desk: printer, books, policy package, shift, and how much work waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.desktop import wording
from counter.desktop.command_bar import CommandBar
from counter.desktop.lanes import Lane
from counter.desktop.visit_state import Visit
from counter.domain.errors import CounterError

if TYPE_CHECKING:
    from counter.domain.member import OpenCase
    from counter.visit.counter import Counter
    from counter.visit.ports.desk import AccountingDay

VIRTUAL_PRINTER = "virtual"
"""Name of the print queue that is a folder."""
BUSY_AFTER_MS = 400
"""How long the books may take before the bar says so."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What the books say about the desk."""

    day: AccountingDay
    cases: tuple[OpenCase, ...]
    settled_today: int


class DeskState(QObject):
    """Fills the right half of the command bar.

    Signals:
        cases_changed(cases): everything that is open at this centre.
        day_known(day): the accounting day, an `AccountingDay`.
    """

    cases_changed = Signal(object)
    day_known = Signal(object)

    def __init__(self, bar: CommandBar, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._lane = bar, lane
        self._counter: Counter | None = None
        self._settled = 0
        self._served = 0
        self._books_good = False
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_busy)
        lane.busy_changed.connect(self._busy_changed)
        self.show_books(None)

    def use(self, counter: Counter) -> None:
        """The books are open."""
        self._counter = counter
        self.show_books("")
        virtual = counter.printer_name == VIRTUAL_PRINTER
        name = self.tr("虚拟打印机") if virtual else self.tr("打印机 {name}").format(name=counter.printer_name)
        self._bar.printer.set_state("printer", name)
        self.refresh()

    def show_books(self, problem: str | None) -> None:
        """None: being opened; "": all is well; otherwise what is wrong."""
        self._books_good = problem == ""
        if problem is None:
            self._bar.books.set_state("timer-sand", self.tr("正在打开数据库…"))
        elif problem:
            self._bar.books.set_state("database-alert", self.tr("数据库不可用"), "danger", problem)
        else:
            self._bar.books.set_state("database", self.tr("数据库 正常"))

    def _busy_changed(self, busy: bool) -> None:
        if not self._books_good:
            return
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
            self.show_books("")

    def _show_busy(self) -> None:
        self._bar.books.set_state("timer-sand", self.tr("数据库 忙…"))

    def show_visit(self, visit: Visit | None, language: str, served: int) -> None:
        """The policy package that governs the member."""
        self._served = served
        title = ""
        if visit is not None:
            overview = visit.overview
            # Region and scheme: which care a package is for stands where that care is.
            if language == "zh":
                title = overview.policy_title_zh.partition(" ")[0]
            else:
                title = overview.policy_title_en.partition(",")[0]
        text = self.tr("政策 {title}").format(title=title) if title else ""
        self._bar.policy.set_state("scale-balance", text)
        self._show_shift()

    def refresh(self) -> None:
        """Ask the books again."""
        counter = self._counter
        if counter is None:
            return

        def look() -> _Work:
            day = counter.accounting_day()
            today = day.day.isoformat()
            settled = [
                settlement
                for settlement in counter.settlements()
                if settlement.snapshot.business_day == today and settlement.snapshot.clerk == counter.staff.name
            ]
            return _Work(day, counter.open_cases(), len(settled))

        self._lane.run(look, owner=self, succeeded=self._looked, failed=self._failed)

    def _looked(self, work: _Work) -> None:
        self._settled = work.settled_today
        self.show_books("")
        self._show_shift()
        self.cases_changed.emit(work.cases)
        self.day_known.emit(work.day)

    def _failed(self, error: CounterError) -> None:
        self.show_books(wording.sentence(error))

    def _show_shift(self) -> None:
        text = self.tr("本班 {served} 人次 · 报销 {settled} 件")
        self._bar.shift.set_state("counter", text.format(served=self._served, settled=self._settled))
