"""The paper of one statement: on the screen, to the printer, and once more with a reason.

Hides the print job, and that pages are drawn again when the view changes its width. The money is booked whatever
happens here.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from counter.desktop.forms.settlement_page import Ui_SettlementPage
from counter.desktop.page import Desk
from counter.desktop.paper_view import FIRST_DPI
from counter.desktop.print_job import PrintJob
from counter.desktop.style import set_look
from counter.desktop.wording import sentence, word
from counter.domain.errors import CounterError
from counter.domain.settlement import Settlement
from counter.visit.ports.paper import PageImage

JOB_LOOKS = {
    "pending": ("neutral", "printer"),
    "sending": ("accent", "progress-clock"),
    "queued": ("accent", "progress-clock"),
    "printing": ("accent", "printer"),
    "printed": ("ok", "printer-check"),
    "failed": ("danger", "printer-alert"),
    "unknown": ("warning", "help-circle-outline"),
}
"""Kind and icon of a chip that says how a print job stands."""


class SettlementPaper(QObject):
    """Drives the right half of the settlement page.

    Signals:
        message(text, kind): for the command bar.
        told(state): how the job stands; `settlement` is as the books have it now.
        books_changed: paper came out, or did not.
    """

    message = Signal(str, str)
    told = Signal(str)
    books_changed = Signal()

    def __init__(self, desk: Desk, ui: Ui_SettlementPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._ui = desk, ui
        self.settlement: Settlement | None = None
        self._pdf = b""
        self._job = PrintJob(desk, self)
        self._job.sent.connect(self._out)
        self._job.refused.connect(self._refused)
        self._job.told.connect(self._job_told)
        ui.paper.wanted.connect(self._fetch_pages)

    def forget(self) -> None:
        """Another statement, or none: nothing of the one before stays."""
        self._job.forget()
        self.settlement = None
        self._pdf = b""
        self._ui.paper.clear()
        self._ui.reasons.hide()

    def show(self, settlement: Settlement, *, print_now: bool) -> None:
        """Show a statement's paper. print_now: send it to the printer if no set has left the program yet."""
        self.settlement = settlement
        if print_now and settlement.copies_out == 0:
            self._print("")
        else:
            # Its paper is out already, or it was only looked up: printing is asked for.
            self._show_job(settlement.print_state, "")
        self._fetch()

    def print_again(self) -> None:
        """Print; once paper has left the program, a reason is asked for and the paper is marked."""
        settlement = self.settlement
        if settlement is None or self._job.busy:
            return
        if settlement.copies_out == 0:
            self._print("")
            return
        reasons = (
            self.tr("卡纸或缺页"),
            self.tr("字迹不清"),
            self.tr("打印机没有出纸"),
            self.tr("参保人遗失"),
        )
        self._ui.reasons.ask(self.tr("补打要写明原因，纸上会标明“补打”并计数"), reasons, self._print, self.tr("不打印"))

    def _fetch(self) -> None:
        settlement, counter = self.settlement, self._desk.counter
        if settlement is None:
            return

        def make() -> tuple[bytes, tuple[PageImage, ...]]:
            pdf = counter.statement_pdf(settlement)
            return pdf, counter.statement_pages(pdf, FIRST_DPI)

        def arrived(made: tuple[bytes, tuple[PageImage, ...]]) -> None:
            if self.settlement is not None and self.settlement.number == settlement.number:
                self._pdf = made[0]
                self._ui.paper.show_pages(made[1], FIRST_DPI)

        self._desk.lane.run(make, owner=self, succeeded=arrived, failed=self._failed)

    def _fetch_pages(self, dpi: int) -> None:
        """The same paper at the resolution of the view."""
        pdf, counter = self._pdf, self._desk.counter
        if not pdf:
            return

        def arrived(pages: tuple[PageImage, ...]) -> None:
            if self._pdf is pdf:
                self._ui.paper.show_pages(pages, dpi)

        self._desk.lane.run(
            lambda: counter.statement_pages(pdf, dpi), owner=self, succeeded=arrived, failed=self._failed
        )

    def _failed(self, error: CounterError) -> None:
        text = self._ui.paper_text
        text.setText(escape(f"▲ {sentence(error)}"))
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        set_look(text, "role", "danger")
        text.show()

    def _print(self, reason: str) -> None:
        if self.settlement is not None:
            self._ui.print_button.setEnabled(False)
            self._job.send(self.settlement, reason)

    def _out(self, settlement: Settlement) -> None:
        """The queue has the paper."""
        self.settlement = settlement
        self._ui.paper_text.hide()
        self._ui.print_button.setEnabled(True)
        if settlement.printed > 1:
            self.message.emit(self.tr("补打第 {0} 次，已记录原因。").format(settlement.printed - 1), "neutral")
        self.books_changed.emit()

    def _refused(self, settlement: Settlement, error: CounterError) -> None:
        self.settlement = settlement
        self._ui.print_button.setEnabled(True)
        self._failed(error)
        self._show_job("failed", sentence(error))
        self.message.emit(sentence(error), "danger")

    def _job_told(self, settlement: Settlement, state: str, detail: str) -> None:
        self.settlement = settlement
        self._show_job(state, detail)
        if state in ("printed", "failed"):
            self.books_changed.emit()

    def _show_job(self, state: str, detail: str) -> None:
        kind, icon = JOB_LOOKS.get(state, ("neutral", "printer"))
        self._ui.job_chip.set_chip(word("print_state", state), kind, icon, detail)
        again = self.settlement is not None and self.settlement.copies_out > 0
        self._ui.print_button.setText(self.tr("补打 F9") if again else self.tr("打印 F9"))
        self.told.emit(state)
