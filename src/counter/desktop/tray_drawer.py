"""The virtual card tray of the training centre: cards to put into the virtual reader by a click or by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from counter.desktop import theme
from counter.desktop.chip import Chip

if TYPE_CHECKING:
    from counter.visit.ports.cards import TrayCard

CARD_ROLE = Qt.ItemDataRole.UserRole


class TrayDrawer(QFrame):
    """Lies over the right side of the page. Enter inserts the chosen card (which swaps one that is in), Delete pulls;
    Space lays the ID card of the same person on the ID reader, or takes it away.

    Signals:
        insert(card id), pull: what the clerk did with the cards.
        lay(card id), lift: what the clerk did with the ID cards.
        closed: Esc; the focus belongs to the page again.
    """

    insert = Signal(str)
    pull = Signal()
    lay = Signal(str)
    lift = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._inserted = self._laid = ""
        self._documents: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = QLabel(self.tr("虚拟卡盘"), self)
        title.setProperty("role", "large")
        head.addWidget(title)
        head.addStretch(1)
        mark = Chip(self)
        mark.set_chip(self.tr("练习"), "warning", "school-outline", self.tr("这些卡和人都是虚构的。"))
        head.addWidget(mark)
        column.addLayout(head)
        advice = QLabel(self.tr("选一张卡，按回车插入；再选一张就是换卡；Delete 取出。"), self)
        advice.setProperty("role", "second")
        advice.setWordWrap(True)
        column.addWidget(advice)
        self._document_advice = QLabel(
            self.tr("空格：把这个人的身份证放到阅读器上，再按 Shift+F2 读；再按空格拿走。"), self
        )
        self._document_advice.setProperty("role", "second")
        self._document_advice.setWordWrap(True)
        self._document_advice.hide()
        column.addWidget(self._document_advice)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("可插入的卡"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._activate)
        self._list.itemClicked.connect(self._activate)
        self._list.installEventFilter(self)
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        self._pull = QPushButton(self.tr("取出卡  Delete"), self)
        self._pull.clicked.connect(self.pull)
        close = QPushButton(self.tr("收起  F11"), self)
        close.setProperty("role", "quiet")
        close.clicked.connect(self.closed)
        row.addWidget(self._pull)
        self._document = QPushButton(self.tr("放/拿身份证  空格"), self)
        self._document.clicked.connect(self._toggle_document)
        self._document.hide()
        column.addWidget(self._document)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.hide()

    def show_cards(self, cards: tuple[TrayCard, ...]) -> None:
        """List the cards that lie on the desk."""
        self._list.clear()
        for card in cards:
            item = QListWidgetItem(self._list)
            item.setData(CARD_ROLE, card)
        self._mark()

    def set_inserted(self, card_id: str) -> None:
        """Mark the card that is in the reader; "" for none."""
        self._inserted = card_id
        self._mark()

    def show_documents(self, card_ids: frozenset[str]) -> None:
        """Whose ID cards lie here, by the ids of their cards."""
        self._documents = card_ids
        self._document_advice.setVisible(bool(card_ids))
        self._document.setVisible(bool(card_ids))
        self._mark()

    def set_laid(self, card_id: str) -> None:
        """Mark whose ID card lies on the ID reader; "" for nobody's."""
        self._laid = card_id
        self._mark()

    def _toggle_document(self) -> None:
        item = self._list.currentItem()
        card: TrayCard | None = item.data(CARD_ROLE) if item is not None else None
        if self._laid and (card is None or card.card_id in (self._laid, *self._without_document())):
            self.lift.emit()
        elif card is not None and card.card_id in self._documents:
            self.lay.emit(card.card_id)

    def _without_document(self) -> tuple[str, ...]:
        cards: list[TrayCard] = [self._list.item(place).data(CARD_ROLE) for place in range(self._list.count())]
        return tuple(card.card_id for card in cards if card.card_id not in self._documents)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        # The list would take Space for itself.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._toggle_document()
            return True
        return super().eventFilter(watched, event)

    def _mark(self) -> None:
        for place in range(self._list.count()):
            item = self._list.item(place)
            card: TrayCard = item.data(CARD_ROLE)
            inserted = card.card_id == self._inserted
            mark = self.tr("（在读卡器里）") if inserted else ""
            if card.card_id == self._laid:
                mark += self.tr("（身份证在阅读器上）")
            item.setText(f"{card.name}{mark}\n{card.note}")
            item.setToolTip(card.note)
            item.setFont(theme.text_font(bold=inserted))
            item.setSizeHint(QSize(0, theme.px(44)))
        self._pull.setEnabled(bool(self._inserted))

    def _activate(self, item: QListWidgetItem) -> None:
        card: TrayCard = item.data(CARD_ROLE)
        self.insert.emit(card.card_id)

    def focus_cards(self) -> None:
        """Put the focus on the cards."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._list.currentRow() < 0 and self._list.count():
            self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._pull.isEnabled():
                self.pull.emit()
        else:
            super().keyPressEvent(event)
