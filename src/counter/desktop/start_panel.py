"""What the window shows while nobody is served: what to do next, and what was left open, with its true state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from counter.desktop import icons, theme
from counter.desktop.card_frame import CardFrame
from counter.desktop.open_case_row import OpenCaseRow

if TYPE_CHECKING:
    from counter.domain.member import OpenCase


class StartPanel(QWidget):
    """`resume(case)`: the clerk wants to go on with an open case."""

    resume = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._invitation())
        self._card = CardFrame(self)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.setSpacing(8)
        self._title = QLabel(self._card)
        self._title.setProperty("role", "large")
        inner.addWidget(self._title)
        self._hint = QLabel(self._card)
        self._hint.setProperty("role", "second")
        self._hint.setWordWrap(True)
        inner.addWidget(self._hint)
        scroll = QScrollArea(self._card)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QWidget(scroll)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        scroll.setWidget(self._list)
        inner.addWidget(scroll, 1)
        column.addWidget(self._card, 1)
        self.show_cases(())

    def _invitation(self) -> CardFrame:
        card = CardFrame(self)
        row = QHBoxLayout(card)
        row.setContentsMargins(22, 20, 22, 20)
        row.setSpacing(18)
        self._picture = QLabel(card)
        row.addWidget(self._picture, 0)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        self.headline = QLabel(card)
        self.headline.setProperty("role", "name")
        self.headline.setWordWrap(True)
        self.advice = QLabel(card)
        self.advice.setProperty("role", "second")
        self.advice.setWordWrap(True)
        texts.addWidget(self.headline)
        texts.addWidget(self.advice)
        row.addLayout(texts, 1)
        self.act = QPushButton(card)
        self.act.setProperty("role", "primary")
        self.act.hide()
        row.addWidget(self.act, 0)
        return card

    def invite(self, headline: str, advice: str, icon: str = "smart-card-outline", tint: str = "accent") -> None:
        """Say what to do next."""
        self.headline.setText(headline)
        self.advice.setText(advice)
        ratio = self.devicePixelRatioF()
        picture: QPixmap = icons.picture(icon, theme.px(44), tint, ratio)
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName("")

    def show_cases(self, cases: tuple[OpenCase, ...]) -> None:
        """Show what is open at this centre."""
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for position, case in enumerate(cases):
            row = OpenCaseRow(case, self._list, wide=True)
            row.resume.connect(self.resume)
            self._rows.insertWidget(position, row)
        self._title.setText(self.tr("没有办完的事（{count}）").format(count=len(cases)))
        if cases:
            self._hint.setText(self.tr("点“继续”接着办。状态以数据库为准，不必重新录入。"))
        else:
            self._hint.setText(self.tr("没有草稿，没有待打印的结算单，没有结果待查的记账。"))

    def count(self) -> int:
        """How many open cases are listed."""
        return self._rows.count() - 1
