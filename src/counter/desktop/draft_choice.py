"""The member's unfinished claims as buttons, with one more to begin anew."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from counter.desktop.line_model import typed_amount
from counter.desktop.wording import word
from counter.domain.draft import Draft
from counter.domain.member import OpenCase
from counter.domain.money import format_amount
from counter.visit.ports.books import DraftRecord


class DraftChoice(QWidget):
    """Signals: chosen(DraftRecord), new_wanted."""

    chosen = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(6)

    def show_drafts(self, drafts: tuple[DraftRecord, ...]) -> None:
        """Offer drafts, newest first; none takes everything away."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for record in drafts:
            button = self._add(self._words(record))
            button.clicked.connect(partial(self.chosen.emit, record))
        if drafts:
            button = self._add(self.tr("新建一份报销"))
            button.setProperty("role", "primary")
            button.clicked.connect(self.new_wanted)

    def focus_first(self) -> None:
        """Put the focus on the newest draft."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _add(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)
        self._column.addWidget(button)
        button.show()
        self.buttons.append(button)
        return button

    def _words(self, record: DraftRecord) -> str:
        draft = record.draft
        saved = self.tr("{0} 由 {1} 保存").format(record.saved_at[:16].replace("T", " "), record.clerk)
        count = self.tr("{0} 张票据").format(len(draft.receipts))
        parts = (word("care", draft.care), count, format_amount(_typed_total(draft)), saved)
        title = self.tr("查明结果") if record.state == "submitted" else self.tr("接着录入")
        return f"{title}：{' · '.join(parts)}"


def case_of(record: DraftRecord) -> OpenCase:
    """A draft whose settlement was tried, as the open case that the window knows how to go on with."""
    draft = record.draft
    return OpenCase(
        "outcome_unknown",
        draft.key,
        draft.care,
        len(draft.receipts),
        _typed_total(draft),
        record.saved_at,
        record.clerk,
    )


def _typed_total(draft: Draft) -> int:
    return sum(typed_amount(receipt.total) or 0 for receipt in draft.receipts)
