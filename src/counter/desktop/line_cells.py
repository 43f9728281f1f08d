"""How a cell of the line grid looks and what it is edited with."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.desktop import theme
from counter.desktop.chip import KINDS
from counter.desktop.field import ENTER_KEYS, Field
from counter.desktop.line_model import KIND, PROBLEM, SECOND_LINE, Column
from counter.desktop.lookup import Finder, LookupField

Index = QModelIndex | QPersistentModelIndex


class _CellKeys:
    """Keys with a meaning in every cell, seen before the text field sees them."""

    NEW_LINE = ("+",)
    SAME_AS_ABOVE = ("*", "＊")


class NumberCell(Field):
    """Quantity, price or amount. Signals: new_line (+), same_as_above (*), remove_line (Ctrl+Delete)."""

    new_line = QtSignal()
    same_as_above = QtSignal()
    remove_line = QtSignal()

    def __init__(self, parent: QWidget, *, sums: bool) -> None:
        """sums: + and * calculate once something was typed."""
        super().__init__(parent, numeric=True)
        self._sums = sums
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        calculates = self._sums and not self.all_selected()
        if _is_remove(event):
            self.remove_line.emit()
        elif self._sums and self.text().endswith("+") and (text.isalpha() or event.key() in ENTER_KEYS):
            self._end_line(text if text.isalpha() else "")
        elif text in _CellKeys.NEW_LINE and not calculates:
            self.new_line.emit()
        elif text in _CellKeys.SAME_AS_ABOVE and not calculates:
            self.same_as_above.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _end_line(self, begun: str) -> None:
        """The + behind the amount was meant as "next line", as Enter or the first letter of the next item shows."""
        self.setText(self.text()[:-1])
        self.setModified(True)
        self.textEdited.emit(self.text())
        self.new_line.emit()
        following = QApplication.focusWidget()
        if begun and isinstance(following, ItemCell):
            following.begin(begun)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.moved.emit(1 if forward else -1)
        return True


class ItemCell(LookupField):
    """The catalogue look-up. `+` takes the first hit and begins the next line."""

    new_line = QtSignal()
    same_as_above = QtSignal()
    remove_line = QtSignal()

    def begin(self, text: str) -> None:
        """Type a text that was meant for this cell."""
        self.insert(text)
        self.textEdited.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        if _is_remove(event):
            self.remove_line.emit()
        elif text in _CellKeys.NEW_LINE:
            if self._fresh and self.text().strip():
                self._enter()
            self.new_line.emit()
        elif text in _CellKeys.SAME_AS_ABOVE and self.all_selected():
            self.same_as_above.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.moved.emit(1 if forward else -1)
        return True


def _is_remove(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class LineDelegate(QStyledItemDelegate):
    """Paints the cells and makes their editors. `opened` carries each new editor."""

    opened = QtSignal(object, int, int)

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder

    def createEditor(  # noqa: N802 - Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: Index,
    ) -> QWidget:
        column = Column(index.column())
        editor: Field
        if column is Column.ITEM:
            editor = ItemCell(self._finder, self.tr("目录外，按原文记 · 全自费"), parent)
        else:
            editor = NumberCell(parent, sums=column in (Column.PRICE, Column.AMOUNT))
        editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")
        editor.setAccessibleName(str(index.model().headerData(column, Qt.Orientation.Horizontal) or ""))
        editor.selectAll()
        self.opened.emit(editor, index.row(), index.column())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Nothing: the editor writes through while typing, and must not be overwritten by its own echo."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Nothing: see `setEditorData`."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's delegate would eat Enter, Tab and Esc; the cells give them their own meaning."""
        if event.type() == QEvent.Type.KeyPress:
            return False
        return super().eventFilter(watched, event)

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 - Qt's signature
    ) -> None:
        area: QRect = option.rect
        height = min(area.height() - 2, editor.sizeHint().height() + theme.px(4))
        editor.setGeometry(area.left() + 1, area.center().y() - height // 2, area.width() - 2, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        metrics = option.fontMetrics
        return QSize(theme.px(60), metrics.height() * 2 + theme.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = Column(index.column())
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        problem = index.data(PROBLEM)
        painter.save()
        ground = "danger_soft" if problem else "accent_soft" if chosen else "surface"
        painter.fillRect(area, theme.colour(ground))
        painter.setPen(theme.colour("danger" if problem else "line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if column is Column.NUMBER:
            text = str(index.row() + 1)
        inner = area.adjusted(theme.px(6), 0, -theme.px(6), -1)
        if column is Column.ITEM:
            self._paint_item(painter, inner, text, index.data(SECOND_LINE) or "")
        elif column is Column.CLASS and text:
            self._paint_class(painter, inner, text, index.data(KIND))
        elif column is Column.HINT and text:
            self._paint_hint(painter, inner, text, index.data(KIND))
        elif text:
            painter.setPen(theme.colour("second_text" if column is Column.NUMBER else "text"))
            painter.setFont(theme.text_font(bold=column is Column.AMOUNT))
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()

    def _paint_item(self, painter: QPainter, area: QRect, text: str, second: str) -> None:
        painter.setFont(theme.text_font())
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        if not second:
            painter.drawText(area, flags, title)
            return
        half = area.height() // 2
        painter.drawText(area.adjusted(0, theme.px(3), 0, -half), flags, title)
        painter.setFont(theme.text_font(11))
        painter.setPen(theme.colour("second_text"))
        detail = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.adjusted(0, half, 0, -theme.px(3)), flags, detail)

    def _paint_class(self, painter: QPainter, area: QRect, text: str, kind: Any) -> None:
        text_token, ground_token = KINDS[kind or "neutral"]
        painter.setFont(theme.text_font(12))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + theme.px(16)
        height = metrics.height() + theme.px(4)
        chip = QRect(area.center().x() - width // 2, area.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(text_token) if theme.current().name == "high_contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground_token))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(theme.colour(text_token))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_hint(self, painter: QPainter, area: QRect, text: str, kind: Any) -> None:
        painter.setFont(theme.text_font(12))
        painter.setPen(theme.colour(kind or "warning"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, f"▲ {text}")
