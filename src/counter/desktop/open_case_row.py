"""One open case with its true state, and the button that goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter.desktop import wording
from counter.desktop.chip import Chip
from counter.domain.money import format_amount

if TYPE_CHECKING:
    from counter.domain.member import OpenCase

_LOOKS = {
    "draft": ("accent", "file-document-edit-outline"),
    "print_pending": ("warning", "printer-alert"),
    "outcome_unknown": ("danger", "help-circle-outline"),
}


def short_number(number: str) -> str:
    """A number for people: keys of drafts (36 characters) are shortened to their first eight."""
    return number[:8] if len(number) == 36 and number.count("-") == 4 else number


class OpenCaseRow(QFrame):
    """wide: everything in one line, for the start panel; otherwise two lines, for the card beside the benefits."""

    resume = Signal(object)

    def __init__(self, case: OpenCase, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self.case = case
        kind, icon = _LOOKS.get(case.kind, ("neutral", "information-outline"))
        chip = Chip(self)
        chip.set_chip(wording.word("case", case.kind), kind, icon)
        button = QPushButton(self.tr("查明结果") if case.kind == "outcome_unknown" else self.tr("继续"), self)
        button.setProperty("role", "link")
        button.setAccessibleName(f"{button.text()} {short_number(case.number)}")
        button.clicked.connect(lambda: self.resume.emit(case))
        care = wording.word("care", case.care) if case.care else ""
        count = self.tr("{count} 张票据").format(count=case.receipts)
        amount = self.tr("{amount} 元").format(amount=format_amount(case.total_fen))
        since = case.since.replace("T", " ")[:16]
        what = QLabel(" · ".join(part for part in (short_number(case.number), care, count) if part), self)
        rest = QLabel(" · ".join(part for part in (amount, since, case.clerk) if part), self)
        rest.setProperty("role", "second")
        if wide:
            line = QHBoxLayout(self)
            line.setContentsMargins(0, 5, 0, 5)
            line.setSpacing(12)
            for widget in (chip, what, rest):
                line.addWidget(widget)
            line.addStretch(1)
            line.addWidget(button)
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(button)
        column.addLayout(head)
        column.addWidget(what)
        column.addWidget(rest)
