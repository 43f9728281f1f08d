"""One limit of the year: what it is called, what is used and left, and the same as a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from counter.desktop import wording
from counter.desktop.bar import Bar
from counter.domain.member import Benefit
from counter.domain.money import format_amount

DEDUCTIBLES = ("inpatient_deductible", "outpatient_deductible")
"""Limits that the member has to reach; the others are limits that the fund may not pass."""


class BenefitRow(QWidget):
    """A row of the benefits card; kept from member to member, because new widgets cost more than their painting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        self._name, self._figures, self._bar = QLabel(self), QLabel(self), Bar(self)
        self._figures.setProperty("role", "strong")
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._figures, 0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)

    def show_benefit(self, benefit: Benefit | None) -> None:
        """Show a limit; None forgets the one before."""
        self._name.setText("" if benefit is None else wording.word("benefit", benefit.code))
        self._figures.setText("" if benefit is None else self._spelled(benefit))
        self.setAccessibleName(f"{self._name.text()} {self._figures.text()}".strip())
        if benefit is None or benefit.limit_fen is None:
            self._bar.set_shares((), 0)
            return
        reached = benefit.used_fen >= benefit.limit_fen
        if benefit.code in DEDUCTIBLES:
            self._bar.set_shares(((benefit.used_fen, "ok" if reached else "cash"),), benefit.limit_fen)
        else:
            self._bar.set_shares(((benefit.used_fen, "danger" if reached else "fund"),), benefit.limit_fen)

    def _spelled(self, benefit: Benefit) -> str:
        """The amounts in words."""
        used = format_amount(benefit.used_fen)
        if benefit.limit_fen is None:
            text = self.tr("已用 {used}").format(used=used)
        elif benefit.code in DEDUCTIBLES:
            text = self.tr("已付 {used} / {limit}").format(used=used, limit=format_amount(benefit.limit_fen))
            if benefit.used_fen >= benefit.limit_fen:
                text += self.tr(" · 已付满")
        else:
            left = format_amount(max(0, benefit.limit_fen - benefit.used_fen))
            text = self.tr("已用 {used} · 余 {left}").format(used=used, left=left)
        if benefit.next_fen is not None:
            text += self.tr("    下次 {next}").format(next=format_amount(benefit.next_fen))
        return text
