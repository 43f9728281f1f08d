"""The calculation: a waterfall from the bill down to fund, account and cash, live at every key.

Hides how little is repainted: rows stay, only their figures change. Each row opens to the rule behind it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from counter.desktop import theme
from counter.desktop.bar import paint_shares
from counter.desktop.chip import Chip
from counter.desktop.field import ENTER_KEYS
from counter.desktop.totals_words import year_totals_words
from counter.desktop.waterfall import WaterfallLine, row_details, waterfall
from counter.desktop.wording import sentence
from counter.domain.adjudication import Adjudication
from counter.domain.errors import CounterError
from counter.domain.explanation import warning_sentences, why_not_more
from counter.domain.money import format_amount

_TINTS = {"second_text": "second_text", "account": "accent"}


class WaterfallRow(QWidget):
    """One row: title and amount, below them the bar and a note; opens to its details."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: WaterfallLine | None = None
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: WaterfallLine) -> None:
        """Show a row's figures."""
        if line != self._line:
            self._line = line
            self.setAccessibleName(f"{line.title} {format_amount(line.fen)}")
            self.setAccessibleDescription(line.note)
            self.setToolTip(line.note)
            self.update()

    def line(self) -> WaterfallLine | None:
        """What is shown."""
        return self._line

    def set_open(self, opened: bool) -> None:
        """Say whether the details are shown."""
        self._open = opened
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.px(240), theme.px(36))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.px(200), theme.px(36))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.toggled.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (*ENTER_KEYS, Qt.Key.Key_Space):
            self.toggled.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        line = self._line
        if line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 4, 4)
        else:
            painter.setPen(theme.colour("line"))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        upper = QRect(2, theme.px(2), area.width() - 4, theme.px(19))
        lower = QRect(2, upper.bottom(), area.width() - 4, theme.px(14))
        quiet = line.fen == 0 and not line.strong
        painter.setFont(theme.text_font(15 if line.strong else 13, bold=True))
        amount = format_amount(line.fen) if line.fen else "0.00"
        amount_width = painter.fontMetrics().horizontalAdvance(amount)
        painter.setPen(theme.colour("second_text" if quiet else "text"))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, flags | Qt.AlignmentFlag.AlignRight, amount)
        painter.setFont(theme.text_font(13, bold=line.strong))
        metrics = painter.fontMetrics()
        room = upper.width() - amount_width - theme.px(10)
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(upper.left(), upper.top(), room, upper.height()), flags, title)
        painter.setFont(theme.text_font(11))
        note_width = painter.fontMetrics().horizontalAdvance(line.note)
        share = max(lower.width() * 2 // 5, min(lower.width() * 53 // 100, lower.width() - note_width - theme.px(16)))
        bar = QRectF(lower.left(), lower.center().y() - theme.px(3), share, theme.px(5))
        tint = _TINTS.get(line.tint, line.tint)
        paint_shares(painter, bar, ((line.share_fen, tint),), line.whole_fen, ground="bar_ground")
        painter.setPen(theme.colour("second_text"))
        room = lower.width() - share - theme.px(8)
        note = painter.fontMetrics().elidedText(line.note, Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, flags | Qt.AlignmentFlag.AlignRight, note)
        painter.end()


class CalculationPanel(QWidget):
    """Shows an adjudication, a reason why there is none, or what to do to get one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = "zh"
        self._priced: Adjudication | None = None
        self._rows: list[WaterfallRow] = []
        self._details: list[QLabel] = []
        self._opened: set[str] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 8)
        layout.setSpacing(4)
        head = QHBoxLayout()
        self._title = QLabel(self.tr("计算"), self)
        self._title.setProperty("role", "title")
        self._policy = Chip(self)
        head.addWidget(self._title, 1)
        head.addWidget(self._policy)
        self._warnings = QLabel(self)
        self._warnings.setWordWrap(True)
        self._warnings.setProperty("role", "loud")
        layout.addLayout(head)
        # A warning stands above the figures that it is about, out of reach of the scroll bar.
        layout.addWidget(self._warnings)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = QWidget(self._scroll)
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(0)
        self._said = QLabel(host)
        self._said.setWordWrap(True)
        self._said.setProperty("role", "second")
        self._binding = QLabel(host)
        self._binding.setWordWrap(True)
        self._binding.setTextFormat(Qt.TextFormat.PlainText)
        self._binding.setContentsMargins(2, 8, 2, 2)
        self._totals = QLabel(host)
        self._totals.setProperty("role", "small")
        self._totals.setWordWrap(True)
        self._totals.setContentsMargins(2, 4, 2, 2)
        for widget in (self._said, self._binding, self._totals):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll.setWidget(host)
        layout.addWidget(self._scroll, 1)
        self.show_nothing()

    def set_language(self, language: str) -> None:
        """`zh` or `en`: for names that come from the policy package."""
        self._language = language

    def priced(self) -> Adjudication | None:
        """What is shown."""
        return self._priced

    def set_beside(self, *, beside: bool) -> None:
        """Say that this is the real calculation while a supposed one stands beside it."""
        self._title.setText(self.tr("实际情形的计算") if beside else self.tr("计算"))

    def show_nothing(self) -> None:
        """Nothing can be priced yet: say what is needed."""
        self._clear(self.tr("选好医疗机构、录入一行有金额的明细，这里就会算出报销金额。"), "second")

    def show_wanted(self, text: str) -> None:
        """What must be said first before anything can be priced."""
        self._clear(f"▲ {text}", "warning")

    def show_error(self, error: CounterError) -> None:
        """Why it cannot be priced, and what to do."""
        self._clear(f"▲ {sentence(error)}", "danger")

    def show_priced(self, priced: Adjudication) -> None:
        """Show figures."""
        self._priced = priced
        ref = priced.policy
        title = ref.title_zh if self._language == "zh" else ref.title_en
        short = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, theme.px(185))
        self._policy.set_chip(short, "fund", tool_tip=f"{title}\n{ref.name} {ref.version}")
        lines = waterfall(priced, self._language)
        self._make_rows(len(lines))
        for row, detail, line in zip(self._rows, self._details, lines, strict=False):
            row.show_line(line)
            self._show_details(row, detail)
        self._said.hide()
        why = self.tr("为什么不是更多？{0}").format(why_not_more(priced, self._language))
        more = self.tr("Ctrl+E：什么会改变结果，给参保人的说明")
        self._binding.setText(f"{why}\n{more}")
        self._binding.show()
        warnings = warning_sentences(priced, self._language)
        self._warnings.setText("\n".join(f"▲ {text}" for text in warnings))
        self._warnings.setVisible(bool(warnings))
        package = self.tr("政策包 {0}，自 {1} 起，第 {2} 版").format(title, ref.effective_from, ref.version)
        self._totals.setText(f"{year_totals_words(priced, self._language)}\n{package}")
        self._totals.show()

    def rows(self) -> tuple[WaterfallRow, ...]:
        """The rows that are shown, from the bill down to cash."""
        return tuple(row for row in self._rows if row.isVisibleTo(self))

    # Inside

    def _clear(self, text: str, role: str) -> None:
        self._priced = None
        self._make_rows(0)
        self._policy.set_chip("")
        self._said.setText(text)
        self._said.setProperty("role", role)
        self._said.style().polish(self._said)
        self._said.show()
        for label in (self._binding, self._warnings, self._totals):
            label.hide()

    def _make_rows(self, count: int) -> None:
        host = self._scroll.widget()
        while len(self._rows) < count:
            row = WaterfallRow(host)
            detail = QLabel(host)
            detail.setWordWrap(True)
            detail.setTextFormat(Qt.TextFormat.PlainText)
            detail.setProperty("role", "small")
            detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            detail.setContentsMargins(8, 4, 4, 6)
            row.toggled.connect(lambda row=row: self._toggle(row))
            position = len(self._rows) * 2
            self._column.insertWidget(position, row)
            self._column.insertWidget(position + 1, detail)
            self._rows.append(row)
            self._details.append(detail)
        for index, (row, detail) in enumerate(zip(self._rows, self._details, strict=True)):
            row.setVisible(index < count)
            if index >= count:
                detail.hide()

    def _toggle(self, row: WaterfallRow) -> None:
        line = row.line()
        if line is not None:
            self._opened ^= {line.key}
            self._show_details(row, self._details[self._rows.index(row)])

    def _show_details(self, row: WaterfallRow, detail: QLabel) -> None:
        line, priced = row.line(), self._priced
        found: tuple[str, ...] = ()
        if line is not None and priced is not None and line.key in self._opened:
            found = row_details(priced, line.key, self._language)
        detail.setText("\n\n".join(found))
        detail.setVisible(bool(found))
        row.set_open(bool(found))
