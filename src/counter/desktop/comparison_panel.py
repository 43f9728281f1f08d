"""Card, ID document and record side by side, with what differs marked by colour, icon and word (features.md 6).

Lies over the page below the visit bar and goes with the visit. ID numbers are masked unless the visit bar shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from counter.desktop import theme, wording
from counter.desktop.chip import Chip
from counter.domain.identity import IdDocument, mask_card_number, mask_id_number

if TYPE_CHECKING:
    from counter.desktop.visit_state import Visit
    from counter.domain.identity import Evidence, FieldComparison, RawDocument

WIDTH = 900
"""Pixels at 100 % that the panel takes where there is room."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComparisonPanel(QFrame):
    """Hidden until something is to be compared.

    Signals:
        closed: the focus belongs to the page again.
        accepted: the clerk takes a card for the member's own that is not the one that the record knows.
    """

    closed = Signal()
    accepted = Signal()

    def __init__(self, window: QWidget, pages: QWidget) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._visit: Visit | None = None
        self._revealed = False
        self.setProperty("surface", "card")
        self.setAccessibleName(self.tr("身份核对"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title = QLabel(self)
        self.title.setProperty("role", "large")
        self.verdict = Chip(self)
        self.accept = QPushButton(self.tr("Ctrl+Enter  已看卡面和证件，是本人的卡"), self)
        self.accept.clicked.connect(self.accepted)
        self.accept.hide()
        self._close = QPushButton(self.tr("收起  Esc"), self)
        self._close.setProperty("role", "quiet")
        self._close.clicked.connect(self.close_panel)
        head.addWidget(self.title)
        head.addWidget(self.verdict)
        head.addStretch(1)
        head.addWidget(self.accept)
        head.addWidget(self._close)
        column.addLayout(head)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(scroll)
        body = self._column = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        body.addLayout(self._grid)
        self._notes = QLabel(self._body)
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setProperty("role", "second")
        body.addWidget(self._notes)
        body.addStretch(1)
        scroll.setWidget(self._body)
        column.addWidget(scroll, 1)
        pages.installEventFilter(self)
        self.hide()

    # What is shown

    def show_visit(self, visit: Visit) -> None:
        """Compare what the visit knows."""
        self._visit = visit
        rows = visit.comparison
        differing = [row.field for row in rows if not row.agrees]
        if differing:
            text = self.tr("{count} 项不一致").format(count=len(differing))
            self.verdict.set_chip(text, "warning", "not-equal-variant")
        elif any(row.compared for row in rows):
            self.verdict.set_chip(self.tr("一致"), "ok", "equal")
        else:
            self.verdict.set_chip(self.tr("没有可比的"), "neutral", "help-circle-outline")
        self._show(rows, visit.evidence, refused=False)
        if visit.to_accept:
            self._notes.setText(f"{self._card_note()}\n{self._notes.text()}")
            self.accept.show()

    def show_refusal(self, rows: tuple[FieldComparison, ...], evidence: Evidence) -> None:
        """Show why a document was refused; nobody is served any more."""
        self._visit = None
        self.verdict.set_chip(self.tr("不是同一个人，已停止办理"), "danger", "alert")
        self._show(rows, evidence, refused=True)
        self.open_panel()

    def show_raw(self, document: RawDocument) -> None:
        """Show a document as it stands: it is laid out as no citizen's, so nothing is taken from it."""
        self._visit = None
        self._clear()
        self.title.setText(self.tr("证件原样"))
        self.verdict.set_chip(self.tr("不是居民身份证的版式"), "warning", "alert")
        self._head(self.tr("在居民身份证上的位置"), self.tr("这里写着"))
        for row, (place, text) in enumerate(document.fields, 1):
            self._cell(row, 0, wording.word("document_place", place), "second")
            self._cell(row, 1, text or "—")
        self._grid.setColumnStretch(1, 1)
        reason = wording.word("raw_reason", document.reason)
        advice = self.tr(
            "可能是外国人永久居留证或港澳台居民居住证。内容原样列出，没有填入任何栏；请看证件，用 F3 输入号码办理。"
        )
        self._notes.setText(f"{reason}\n{advice}")
        self.open_panel()

    def _show(self, rows: tuple[FieldComparison, ...], evidence: Evidence | None, *, refused: bool) -> None:
        self._clear()
        self.title.setText(self.tr("身份核对"))
        document = isinstance(evidence, IdDocument) or evidence is None
        self._head("", self.tr("社保卡"), self.tr("身份证") if document else self.tr("电子凭证"), self.tr("档案"), "")
        for number, row in enumerate(rows, 1):
            self._cell(number, 0, wording.word("identity_field", row.field), "second")
            look = "" if row.agrees else "refused" if row.field == "id_number" else "differs"
            for column, text in enumerate((row.card, row.document, row.record), 1):
                shown = self._text(row.field, text, whole=self._revealed or not row.agrees)
                self._cell(number, column, shown, look if text is not None else "second")
            self._grid.addWidget(self._verdict_on(row), number, 4)
        for column in (1, 2, 3):
            self._grid.setColumnStretch(column, 1)
        self._notes.setText("\n".join(self._notes_on(evidence, refused=refused)))

    def _card_note(self) -> str:
        return self.tr(
            "▲ 这张卡不是档案里登记的那张：可能是补换的新卡、档案还没更新，也可能已挂失或不是本人的。"
            "请看卡面、证件和本人；按 Ctrl+Enter 确认后才能记账，确认会记入日志。"
        )

    def _text(self, field: str, text: str | None, *, whole: bool) -> str:
        """whole: a card number that differs is held against the face of the card, digit by digit."""
        if text is None:
            return "—"
        if field == "card_id":
            return f"{text[:6]}…{text[-8:]}"
        if field == "card_number":
            return text if whole else mask_card_number(text)
        if field == "sex":
            return wording.word("sex", text)
        if field == "id_number" and not self._revealed:
            masked = mask_id_number(text)
            return f"{masked[:6]} **** **** {masked[-4:]}" if len(text) == 18 else masked
        return text

    def _verdict_on(self, row: FieldComparison) -> Chip:
        chip = Chip(self._body)
        if not row.agrees:
            kind = "danger" if row.field == "id_number" else "warning"
            chip.set_chip(self.tr("不一致"), kind, "not-equal-variant")
        elif row.compared:
            chip.set_chip(self.tr("一致"), "ok", "equal")
        else:
            chip.set_chip(self.tr("只有一处"), "neutral", "minus")
        return chip

    def _notes_on(self, evidence: Evidence | None, *, refused: bool) -> list[str]:
        notes = []
        if refused:
            notes.append(
                self.tr(
                    "身份证号不一致：证件没有采用，已记入日志。请核对是谁的证件；确认是持卡人本人后按 F2 重新读卡。"
                )
            )
        if evidence is None:
            notes.append(self.tr("还没有读过证件。按 Shift+F2 读身份证，就能逐项核对。"))
            return notes
        if isinstance(evidence, IdDocument) and not refused:
            if evidence.newest_address:
                text = self.tr("最新住址：{new}（证面住址：{old}）")
                notes.append(text.format(new=evidence.newest_address, old=evidence.address))
            else:
                notes.append(self.tr("住址：{old}").format(old=evidence.address))
            until = evidence.valid_to.isoformat() if evidence.valid_to else self.tr("长期")
            notes.append(self.tr("证件有效期：{first} 至 {last}").format(first=evidence.valid_from, last=until))
            notes += ["▲ " + wording.word("document_warning", warning) for warning in evidence.warnings]
        notes.append(self.tr("只在这里核对，不保存证件内容和照片；哪几项不一致会记入日志，不记内容。"))
        return notes

    def _head(self, *words: str) -> None:
        for column, text in enumerate(words):
            self._cell(0, column, text, "strong")

    def _cell(self, row: int, column: int, text: str, role: str = "") -> None:
        label = QLabel(text, self._body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self._grid.addWidget(label, row, column)

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QLabel):
                # Deleting happens later; the text goes now.
                widget.clear()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column in range(5):
            self._grid.setColumnStretch(column, 0)
        self._notes.clear()
        self.accept.hide()

    def forget(self) -> None:
        """The visit is over, masked or covered: nothing of it stays, not even in hidden labels."""
        self._visit = None
        self._revealed = False
        self._clear()
        self.hide()

    def set_revealed(self, revealed: bool) -> None:
        """Show ID numbers as the visit bar does."""
        self._revealed = revealed
        if self._visit is not None and self.isVisible():
            self.show_visit(self._visit)

    # Where it stands

    def open_panel(self) -> None:
        """Show it and take the focus."""
        self.show()
        self.place()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Hide it."""
        self.forget()
        self.closed.emit()

    def place(self) -> None:
        """Lay the panel over the top of the pages."""
        if not self.isVisible():
            return
        corner = self._pages.mapTo(self._window, QPoint(0, 0))
        width = min(theme.px(WIDTH), self._pages.width() - 24)
        self._column.activate()
        inner = max(self._body.sizeHint().height(), self._body.heightForWidth(width - 30))
        height = min(inner + theme.px(60), self._pages.height() - 16)
        left = corner.x() + (self._pages.width() - width) // 2
        self.setGeometry(QRect(left, corner.y() + 8, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # No single letter or digit: the panel may have opened under the hands of somebody who types.
            if self.accept.isVisible():
                self.accepted.emit()
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * theme.px(24))
        else:
            super().keyPressEvent(event)
