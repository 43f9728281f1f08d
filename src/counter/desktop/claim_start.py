"""Which claim is opened for a member: a new one, the wanted draft, or one that the clerk chooses among several."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.desktop.draft_choice import case_of
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.page import Desk
from counter.desktop.visit_state import Visit
from counter.domain.draft import DraftReceipt
from counter.domain.errors import CounterError
from counter.visit.ports.books import DraftRecord


class ClaimStart(QObject):
    """The start of the claim page.

    Signals:
        today_known(date): the accounting day that is open; comes before any draft.
        opened(Draft, ISO time): go on with this draft; the time is "" for a new one.
        offered: several drafts are offered now.
        case_wanted(OpenCase): a draft whose settlement was tried; the window finds out what became of it.
        failed(CounterError): nothing could be opened.
    """

    today_known = Signal(object)
    opened = Signal(object, str)
    offered = Signal()
    case_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, ui: Ui_ClaimPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._ui = desk, ui
        self._visit: Visit | None = None
        self._asked = 0
        ui.start_drafts.chosen.connect(self._continue)
        ui.start_drafts.new_wanted.connect(self.new_claim)

    def show_visit(self, visit: Visit | None) -> None:
        """Whose claims; what was being opened for the one before is not opened any more."""
        self._visit = visit
        self._asked += 1

    def show(self) -> None:
        """Say what to do to begin."""
        ui = self._ui
        if self._visit is None:
            ui.start_title.setText(self.tr("先确定参保人"))
            ui.start_text.setText(self.tr("插入社会保障卡，或按 F3 查找；也可以先扫票据，再插卡。"))
        else:
            ui.start_title.setText(self.tr("报销"))
            ui.start_text.setText(self.tr("按 F4 新建一份报销，或直接扫描票据上的二维码。"))
        ui.start_drafts.show_drafts(())
        ui.states.setCurrentWidget(ui.start)

    def begin(self, wanted_key: str, *, choose: bool) -> None:
        """Fetch the day and the member's drafts; then resume the wanted one, offer them, or begin anew.

        choose: offer what is unfinished; False begins a new claim at once, because a receipt waits for it.
        """
        visit = self._visit
        if visit is None:
            return
        self._asked += 1
        asked, counter, member_id = self._asked, self._desk.counter, visit.member.member_id

        def fetched(found: tuple[date, tuple[DraftRecord, ...]]) -> None:
            if asked == self._asked:
                self._begin_with(*found, wanted_key, choose)

        self._desk.lane.run(
            lambda: (counter.accounting_day().day, counter.drafts(member_id)),
            owner=self,
            succeeded=fetched,
            failed=self.failed.emit,
        )

    def _begin_with(self, today: date, drafts: tuple[DraftRecord, ...], wanted_key: str, choose: bool) -> None:
        self.today_known.emit(today)
        wanted = next((record for record in drafts if record.draft.key == wanted_key), None)
        if wanted is not None:
            self._resume(wanted)
        elif drafts and choose:
            ui = self._ui
            ui.start_title.setText(self.tr("这位参保人有没办完的报销"))
            ui.start_text.setText(self.tr("可以接着录入，也可以新建一份。"))
            ui.start_drafts.show_drafts(drafts)
            ui.states.setCurrentWidget(ui.start)
            ui.start_drafts.focus_first()
            self.offered.emit()
        else:
            self.new_claim()

    def new_claim(self) -> None:
        """Begin an empty claim for the member who is served."""
        visit = self._visit
        if visit is None:
            return
        try:
            draft = self._desk.counter.new_draft(visit.overview)
        except CounterError as error:
            self.failed.emit(error)
            return
        draft.receipts.append(DraftReceipt())
        draft.place = "receipts.0.code"
        self.opened.emit(draft, "")

    def _continue(self, record: DraftRecord) -> None:
        """A draft whose settlement was tried is looked up by its key first: the window does that."""
        if record.state == "submitted":
            self.case_wanted.emit(case_of(record))
        else:
            self._resume(record)

    def _resume(self, record: DraftRecord) -> None:
        draft = record.draft
        if not draft.receipts:
            draft.receipts.append(DraftReceipt())
        self.opened.emit(draft, record.saved_at)
