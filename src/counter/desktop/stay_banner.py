"""Says in place that a stay must be split by settlement years, or which part of one is being settled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from counter.desktop.chip import Chip
from counter.domain.claim import StayPart
from counter.domain.stay import Span


class StayBanner(QFrame):
    """Hidden while there is nothing to say. Signals: split_wanted."""

    split_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        self._chip = Chip(self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._button = QPushButton(self.tr("Ctrl+D  按年度拆分"), self)
        self._button.setAutoDefault(True)
        self._button.clicked.connect(self.split_wanted)
        row.addWidget(self._chip)
        row.addWidget(self._said, 1)
        row.addWidget(self._button)
        self.hide()

    def show_stay(self, spans: tuple[Span, ...], part: StayPart | None) -> None:
        """Show what a stay asks for.

        Args:
            spans: the parts into which it must be split; () when it need not be.
            part: which part of a split stay this is, None for a whole one.
        """
        self._button.setVisible(bool(spans))
        self.setVisible(bool(spans) or part is not None)
        if spans:
            self._chip.set_chip(self.tr("须拆分"), "warning", "alert")
            days = self.tr("；").join(self._span(span.first_day, span.last_day, span.days) for span in spans)
            said = self.tr("本次住院跨结算年度，该统筹区按天数分段结算：{0}。").format(days)
            self._said.setText(said)
        elif part is not None:
            self._chip.set_chip(
                self.tr("第 {0} 段，共 {1} 段").format(part.number, part.of), "accent", "information-outline"
            )
            days = self._span(part.first_day, part.last_day, part.days)
            self._said.setText(self.tr("跨年度住院的一段：{0}，全程 {1} 天。").format(days, part.of_days))

    def text(self) -> str:
        """What is said, "" when nothing is."""
        return self._said.text() if not self.isHidden() else ""

    def _span(self, first: object, last: object, days: int) -> str:
        return self.tr("{0} 至 {1} 计 {2} 天").format(first, last, days)
