"""What is looked at beside the calculation instead of the lines: a what-if, or the explanation for the member.

Hides that both are made when they are first opened, computed only while they are open, and stand where head and lines
of the receipt stand otherwise.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.desktop.explanation_sheet import Explain, ExplanationSheet
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.live_pricing import Typed
from counter.desktop.page import Command, Desk
from counter.desktop.style import set_look
from counter.desktop.what_if_panel import WhatIfPanel
from counter.domain.adjudication import Adjudication
from counter.domain.member_letter import member_letter


class ClaimAsides(QObject):
    """One of them at a time. Signals: turned: one was opened or closed; message(text, kind): for the command bar."""

    turned = Signal()
    message = Signal(str, str)

    def __init__(self, desk: Desk, ui: Ui_ClaimPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._ui = desk, ui
        self.what_if: WhatIfPanel | None = None
        self.sheet: ExplanationSheet | None = None
        self._open: QWidget | None = None

    @property
    def is_open(self) -> bool:
        """True while something stands in front of the lines."""
        return self._open is not None

    @property
    def supposes(self) -> bool:
        """True while the what-if is open."""
        return self._open is not None and self._open is self.what_if

    def commands(self) -> tuple[Command, ...]:
        """While one of them is looked at nothing can be entered; while the what-if is, nothing can be booked."""
        back = Command("Esc", self.tr("返回"), self.close, shortcut=False)
        if self.supposes:
            return (back, Command("F7", self.tr("返回实际情形"), self.close))
        out = () if self.sheet is None else (Command("Ctrl+P", self.tr("打印说明"), self.sheet.print_out),)
        return (back, *out, Command("Ctrl+E", self.tr("返回"), self.close, shortcut=False))

    def open_what_if(self, typed: Typed | None, real: Adjudication | None) -> None:
        """Suppose something about a claim. real: its price, None where it is refused."""
        if typed is None:
            said = self.tr("先选好医疗机构、录入一行有金额的明细，再看假设情形。")
            self.message.emit(said, "warning")
            return
        if self.what_if is None:
            self.what_if = WhatIfPanel(self._desk, self._ui.middle)
            self.what_if.closed.connect(self.close)
            self._ui.middle_column.addWidget(self.what_if, 1)
        self._turn(self.what_if)
        self.what_if.open(typed, real)

    def open_explanation(self, typed: Typed | None, priced: Adjudication | None) -> None:
        """Explain a price to its member."""
        if typed is None or priced is None:
            self.message.emit(self.tr("还算不出金额，请看右边的说明。"), "warning")
            return
        if self.sheet is None:
            self.sheet = ExplanationSheet(self._desk, self._ui.middle)
            self.sheet.closed.connect(self.close)
            self.sheet.message.connect(self.message)
            self._ui.middle_column.addWidget(self.sheet, 1)
        self._turn(self.sheet)
        self.sheet.open(self._explained(typed, priced))

    def show(self, typed: Typed | None, priced: Adjudication | None) -> None:
        """The claim was priced anew: what is open follows; without a claim there is nothing to look at."""
        if not self.is_open:
            return
        if typed is None:
            self.close()
        elif self.supposes and self.what_if is not None:
            self.what_if.show_typed(typed, priced)
        elif self.sheet is not None and priced is not None:
            self.sheet.show_explained(self._explained(typed, priced))
        else:
            self.close()

    def _explained(self, typed: Typed, priced: Adjudication) -> Explain:
        others = self._desk.counter.what_would_change(typed.claim, priced, typed.state)
        return partial(member_letter, typed.claim, priced, others, typed.today)

    def close(self) -> None:
        """Back to the receipt and its lines."""
        if self.is_open:
            self._turn(None)

    def focus(self) -> None:
        """Put the focus into what is open."""
        if self.supposes and self.what_if is not None:
            self.what_if.form.focus_start()
        elif self._open is not None:
            self._open.setFocus()

    def _turn(self, widget: QWidget | None) -> None:
        ui = self._ui
        self._open = widget
        for part in (ui.form, ui.grid, ui.strip):
            part.setVisible(widget is None)
        if widget is not None:
            ui.said.hide()
        for aside in (self.what_if, self.sheet):
            if aside is not None:
                aside.setVisible(aside is widget)
        if self.sheet is not None and widget is not self.sheet:
            self.sheet.forget()
        set_look(ui.middle, "state", "supposed" if self.supposes else "")
        ui.panel.set_beside(beside=self.supposes)
        ui.settle_button.setEnabled(not self.supposes)
        self.turned.emit()
