"""The receipts of a claim as cards: choose, add, remove; one that was used before says so in red."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from counter.desktop import icons, theme
from counter.desktop.card_frame import CardFrame
from counter.desktop.entry import Entry
from counter.desktop.field import ENTER_KEYS
from counter.desktop.line_model import line_total, typed_amount
from counter.desktop.style import set_look
from counter.desktop.wording import sentence
from counter.domain.draft import DraftReceipt, plain_text
from counter.domain.errors import CounterError
from counter.domain.money import format_amount


class ReceiptCard(CardFrame):
    """One receipt. Signals: chosen, removed."""

    chosen = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 6)
        layout.setSpacing(1)
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._title.setMinimumWidth(1)
        self._numbers = QLabel(self)
        self._numbers.setProperty("role", "second")
        self._numbers.setMinimumWidth(1)
        self._day = QLabel(self)
        self._amount = QLabel(self)
        self._amount.setProperty("role", "strong")
        self._used = QLabel(self)
        self._used.setProperty("role", "danger")
        self._used.setWordWrap(True)
        self._remove = QPushButton(self)
        self._remove.setProperty("role", "quiet")
        self._remove.setIcon(icons.icon("close", size=13))
        self._remove.setAccessibleName(self.tr("移除这张票据"))
        self._remove.setToolTip(self.tr("移除这张票据（可用 Ctrl+Z 撤销）"))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._day, 1)
        foot.addWidget(self._amount)
        layout.addLayout(head)
        layout.addWidget(self._numbers)
        layout.addLayout(foot)
        layout.addWidget(self._used)

    def show_receipt(self, number: int, receipt: DraftReceipt, chosen: bool, used: CounterError | None) -> None:
        """Show one receipt as it stands."""
        name = receipt.institution.name if receipt.institution else receipt.institution_text
        title = f"{number} · {name or self.tr('新票据')}"
        self._title.setText(self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, theme.px(160)))
        self._title.setToolTip(title)
        self._numbers.setText(" · ".join(part for part in (receipt.code, receipt.number) if part) or "—")
        self._day.setText(receipt.issue_day or "—")
        total = typed_amount(receipt.total)
        if total is None:
            total = sum(line_total(line) or 0 for line in receipt.lines)
        self._amount.setText(format_amount(total))
        self._used.setText(f"■ {sentence(used)}" if used is not None else "")
        self._used.setVisible(used is not None)
        set_look(self, "state", "wrong" if used is not None else "chosen" if chosen else "")
        self.setAccessibleName(f"{title} {self._amount.text()} {self._used.text()}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.chosen.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (*ENTER_KEYS, Qt.Key.Key_Space):
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        set_look(self, "focused", "true")

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        set_look(self, "focused", "")


class ReceiptsList(QWidget):
    """Signals: chosen(index), removed(index), add_wanted."""

    chosen = Signal(int)
    removed = Signal(int)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._used: dict[str, CounterError] = {}
        self.cards: list[ReceiptCard] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 6, 10)
        layout.setSpacing(6)
        head = QHBoxLayout()
        title = QLabel(self.tr("票据"), self)
        title.setProperty("role", "title")
        self._add = QPushButton(self.tr("加票据"), self)
        self._add.setProperty("role", "quiet")
        self._add.setToolTip("Ctrl+N")
        self._add.clicked.connect(self.add_wanted)
        head.addWidget(title, 1)
        head.addWidget(self._add)
        layout.addLayout(head)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = QWidget(self._scroll)
        self._rows = QVBoxLayout(host)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._rows.addStretch(1)
        self._scroll.setWidget(host)
        layout.addWidget(self._scroll, 1)

    def set_up(self, entry: Entry) -> None:
        """Connect with the draft; called once."""
        self._entry = entry
        for signal in (entry.changed, entry.replaced, entry.receipt_changed):
            signal.connect(self.refresh)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._entry is not None:
            self.refresh()

    def show_use(self, key: str, used: CounterError | None) -> None:
        """What the books say about a receipt key: used before, or free."""
        if used is None:
            self._used.pop(key, None)
        else:
            self._used[key] = used
        self.refresh()

    def used(self, receipt: DraftReceipt) -> CounterError | None:
        """What is known about a receipt."""
        return self._used.get(receipt_key(receipt))

    def forget_uses(self) -> None:
        """Drop what was known: another claim."""
        self._used.clear()

    def refresh(self) -> None:
        """Show all receipts as they are now; only cards that changed are touched."""
        entry = self._entry
        receipts = entry.draft.receipts if entry is not None and entry.draft is not None else []
        self._add.setEnabled(entry is not None and entry.draft is not None)
        while len(self.cards) > len(receipts):
            card = self.cards.pop()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(receipts):
            index = len(self.cards)
            card = ReceiptCard(self._scroll.widget())
            card.chosen.connect(partial(self.chosen.emit, index))
            card.removed.connect(partial(self.removed.emit, index))
            self._rows.insertWidget(index, card)
            card.show()
            self.cards.append(card)
        front = entry.index if entry is not None else 0
        for index, (card, receipt) in enumerate(zip(self.cards, receipts, strict=True)):
            card.show_receipt(index + 1, receipt, index == front, self._used.get(receipt_key(receipt)))


def receipt_key(receipt: DraftReceipt) -> str:
    """Canonical `kind:code:number` of a receipt as typed (see `Receipt.key`)."""
    return f"{receipt.kind}:{plain_text(receipt.code)}:{plain_text(receipt.number)}"


def is_named(receipt: DraftReceipt) -> bool:
    """True when code and number are long enough to ask the books about the receipt."""
    return len(plain_text(receipt.number)) >= 8 and (len(plain_text(receipt.code)) >= 8 or receipt.kind == "invoice")
