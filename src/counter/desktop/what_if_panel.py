"""The what-if: the same claim supposed otherwise, beside the real calculation, and never to be mistaken for it.

Hides when it is computed: only while it is open. It is priced from the real claim and the year's totals at hand; the
draft knows nothing of it, and nothing of it can be booked, printed or saved.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from counter.desktop.chip import Chip
from counter.desktop.compared_table import ComparedTable
from counter.desktop.live_pricing import Typed
from counter.desktop.page import Desk
from counter.desktop.what_if_form import WhatIfForm
from counter.desktop.what_if_rows import compared_rows
from counter.desktop.wording import sentence, word
from counter.domain.adjudication import Adjudication
from counter.domain.errors import CounterError, PolicyMissing
from counter.domain.explanation import warning_sentences, why_not_more
from counter.domain.policy import Policy
from counter.visit.claiming import WhatIf


class WhatIfPanel(QWidget):
    """Signals: closed: the clerk goes back to the claim."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._typed: Typed | None = None
        self._real: Adjudication | None = None
        self.supposed: WhatIf | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_banner())
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(scroll)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(14, 10, 14, 10)
        inner.setSpacing(8)
        self.form = WhatIfForm(body)
        self.table = ComparedTable(body)
        self._refusal, self._notes = QLabel(body), QLabel(body)
        for label in (self._refusal, self._notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._refusal.setProperty("role", "danger")
        for widget in (self.form, self._refusal, self.table, self._notes):
            inner.addWidget(widget)
        inner.addStretch(1)
        scroll.setWidget(body)
        column.addWidget(scroll, 1)
        self.form.changed.connect(self._suppose)
        for box in self.form.boxes.values():
            box.field.installEventFilter(self)

    def _make_banner(self) -> QFrame:
        banner = QFrame(self)
        banner.setProperty("surface", "banner")
        row = QHBoxLayout(banner)
        row.setContentsMargins(14, 6, 8, 6)
        self._mark = Chip(banner)
        self._mark.set_chip(self.tr("假设情形"), "warning", "help-circle-outline")
        said = QLabel(self.tr("只作比较：不能受理，不打印，不保存。"), banner)
        said.setProperty("role", "strong")
        said.setWordWrap(True)
        back = QPushButton(self.tr("Esc  返回实际情形"), banner)
        back.clicked.connect(self.closed)
        row.addWidget(self._mark)
        row.addWidget(said, 1)
        row.addWidget(back)
        return banner

    def open(self, typed: Typed, real: Adjudication | None) -> None:
        """Begin with the claim as it is; real: its price, None where it is refused."""
        places = {(policy.region, policy.scheme) for policy in self._desk.counter.policies()}
        self.form.open(typed.claim, tuple(sorted(places)), self._desk.language)
        self.show_typed(typed, real)
        self.form.focus_start()

    def show_typed(self, typed: Typed, real: Adjudication | None) -> None:
        """The real claim changed: suppose the same about it."""
        self._typed, self._real = typed, real
        self._suppose()

    def _suppose(self) -> None:
        typed = self._typed
        if typed is None:
            return
        counter, today = self._desk.counter, typed.today
        self.form.show_policy(typed.claim, self._governing(typed))
        self.supposed, refused = None, ""
        asked = self.form.supposed(typed.claim)
        self.form.mark(asked)
        try:
            self.supposed = counter.what_if(typed.claim, asked, typed.state, today)
        except CounterError as error:
            refused = sentence(error)
            if isinstance(error, PolicyMissing):
                refused = f"{refused}\n{self._covered()}"
        there = self.supposed.adjudication if self.supposed is not None else None
        self._refusal.setText(f"▲ {refused}")
        self._refusal.setVisible(bool(refused))
        self.table.show_rows(compared_rows(self._real, there, self._desk.language))
        self._notes.setText(self._words(there))
        self._notes.setVisible(there is not None)

    def _governing(self, typed: Typed) -> Policy | None:
        region, scheme = self.form.place()
        try:
            day = self.form.day() or typed.claim.service_day
            return self._desk.counter.policy_for(region, scheme, self.form.care(), day)
        except PolicyMissing:
            return None

    def _covered(self) -> str:
        """Which days and kinds of care the packages of the supposed region and scheme cover."""
        region, scheme = self.form.place()
        rows = []
        for policy in sorted(self._desk.counter.policies(), key=lambda one: (one.pool, one.effective_from)):
            if (policy.region, policy.scheme) == (region, scheme):
                ends = policy.effective_to.isoformat() if policy.effective_to is not None else self.tr("至今")
                care = self.tr("、").join(word("care", one) for one in sorted(policy.care))
                rows.append(f"{policy.effective_from.isoformat()} — {ends}  {care}")
        return self.tr("有政策包的日期：") + "\n" + "\n".join(rows) if rows else ""

    def _words(self, there: Adjudication | None) -> str:
        """Package, warnings and the binding limit of the supposed case."""
        if there is None or self.supposed is None:
            return ""
        language = self._desk.language
        ref = there.policy
        title = ref.title_zh if language == "zh" else ref.title_en
        rows = [f"▲ {text}" for text in warning_sentences(there, language)]
        if self.supposed.fresh:
            rows.append(self.tr("▲ 参保地、险种或年度与实际不同：年度累计从零算起。"))
        rows.append(self.tr("假设情形下，为什么不是更多？{0}").format(why_not_more(there, language)))
        rows.append(self.tr("政策包 {0}，自 {1} 起，第 {2} 版").format(title, ref.effective_from, ref.version))
        return "\n".join(rows)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Esc leaves from every field; a list would keep it for itself."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
