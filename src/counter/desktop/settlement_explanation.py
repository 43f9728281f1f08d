"""The explanation for the member of what stands in the books, in front of the settlement page.

Hides that the sheet is made when it is first opened, and which page of the stack stands behind it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from counter.desktop.explanation_sheet import ExplanationSheet
from counter.desktop.forms.settlement_page import Ui_SettlementPage
from counter.desktop.page import Command, Desk
from counter.domain.member_letter import settled_letter
from counter.domain.settlement import Settlement


class SettlementExplanation(QObject):
    """Signals: turned: it was opened or closed; message(text, kind): for the command bar."""

    turned = Signal()
    message = Signal(str, str)

    def __init__(self, desk: Desk, ui: Ui_SettlementPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._ui = desk, ui
        self.sheet: ExplanationSheet | None = None

    @property
    def is_open(self) -> bool:
        """True while it stands in front of the statement."""
        return self.sheet is not None and self._ui.states.currentWidget() is self.sheet

    def commands(self) -> tuple[Command, ...]:
        """What can be done while it is open."""
        if self.sheet is None:
            return ()
        return (
            Command("Esc", self.tr("返回"), self.close, shortcut=False),
            Command("Ctrl+P", self.tr("打印说明"), self.sheet.print_out),
            Command("Ctrl+E", self.tr("返回"), self.close),
        )

    def open(self, settlement: Settlement) -> None:
        """Explain a settlement; a reversal has no figures of its own to explain."""
        if settlement.snapshot.contra is not None:
            return
        if self.sheet is None:
            self.sheet = ExplanationSheet(self._desk)
            self.sheet.closed.connect(self.close)
            self.sheet.message.connect(self.message)
            self._ui.states.addWidget(self.sheet)
        self._ui.states.setCurrentWidget(self.sheet)
        self.sheet.open(partial(settled_letter, settlement))
        self.turned.emit()

    def close(self) -> None:
        """Back to the statement."""
        if self.is_open:
            self.forget()
            self._ui.states.setCurrentWidget(self._ui.content)
            self.turned.emit()

    def forget(self) -> None:
        """Another statement, or none, or nobody may read it: nothing of it stays."""
        if self.sheet is not None:
            self.sheet.forget()
