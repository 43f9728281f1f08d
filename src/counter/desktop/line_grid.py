"""The line grid: catalogue look-up, quantity, price and amount, entered without leaving the keys.

Hides how Qt opens and closes editors. Enter runs through the cells of a line and on to the next line, Shift+Enter and
Esc go back, `+` begins a new line, `*` takes the cell above, Ctrl+Delete removes the line. Wherever the cursor stands
there is an open editor, so that typing can always begin.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from counter.desktop import theme
from counter.desktop.arithmetic import settled_text
from counter.desktop.entry import Entry
from counter.desktop.field import ENTER_KEYS, Field
from counter.desktop.line_cells import ItemCell, LineDelegate, NumberCell
from counter.desktop.line_model import FIELD_OF, Column, LineModel
from counter.desktop.lookup import Finder, Hit
from counter.domain.claim import CatalogueItem
from counter.domain.draft import DraftLine

_ORDER = (Column.ITEM, Column.QUANTITY, Column.PRICE, Column.AMOUNT)
_WIDTHS = {
    Column.NUMBER: 28,
    Column.CLASS: 46,
    Column.RATE: 76,
    Column.QUANTITY: 62,
    Column.PRICE: 84,
    Column.AMOUNT: 92,
    Column.HINT: 104,
}
_NARROWEST_ITEM = 140


class LineGrid(QTableView):
    """Signals:
    left_top: the person went back from the first cell.
    finished: Enter in the empty row that waits: no more lines.
    undo_wanted: Ctrl+Z.
    cell_left: a cell was left after something changed in it.
    removed(row): a line was taken out.
    """

    left_top = Signal()
    finished = Signal()
    undo_wanted = Signal()
    cell_left = Signal()
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: LineModel | None = None
        self._entry: Entry | None = None
        self._finder: Finder | None = None
        self._editor: Field | None = None
        self._cell = QPersistentModelIndex()
        self._before: DraftLine | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        # An open editor shows where the cursor is; a frame around the whole table would say less.
        self.setStyleSheet("QTableView:focus { border: none; }")
        self.clicked.connect(self._clicked)

    def set_up(self, entry: Entry, model: LineModel, finder: Finder) -> None:
        """Connect the grid with what it shows; called once."""
        self._entry, self._model, self._finder = entry, model, finder
        self.setModel(model)
        delegate = LineDelegate(finder, self)
        delegate.opened.connect(self._opened)
        self.setItemDelegate(delegate)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme.px(20))
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fixed widths by text size; the item takes the rest."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2 + theme.px(12))
        rest = self.viewport().width()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.px(width))
            rest -= theme.px(width)
        self.setColumnWidth(Column.ITEM, max(theme.px(_NARROWEST_ITEM), rest))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._model is not None:
            self.fit_columns()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        if self._editor is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        ):
            self.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Without an open editor: a key that types, or Enter, opens the chosen cell and goes there."""
        typing = bool(event.text()) and event.text().isprintable()
        if self._editor is None and (typing or event.key() in ENTER_KEYS):
            index = self.currentIndex()
            if index.isValid():
                self.open_cell(index.row(), index.column())
            else:
                self.start()
            editor = self.editor()
            if typing and editor is not None:
                QCoreApplication.sendEvent(editor, event)
            event.accept()
            return
        super().keyPressEvent(event)

    # Going places

    def start(self) -> None:
        """Begin in the row that waits."""
        if self._model is not None and self._model.rowCount():
            self.open_cell(self._model.rowCount() - 1, Column.ITEM)

    def open_cell(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        if self._model is None:
            return
        self.close_cell()
        index = self._model.index(row, column)
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = self._model.index(min(row, self._model.rowCount() - 1), Column.ITEM)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)
        if self._entry is not None:
            self._entry.at(self._model.place(index.row(), index.column()))

    def open_field(self, row: int, field: str) -> None:
        """Put the cursor into the cell of a draft path's last part, such as `quantity`."""
        column = next((column for column, name in FIELD_OF.items() if name == field), Column.ITEM)
        self.open_cell(row, column)

    def close_cell(self) -> None:
        """Leave the open cell: finish its sum, close its act, take the editor away."""
        editor = self._editor
        if editor is None or self._model is None or self._entry is None:
            return
        self._editor = None
        if isinstance(editor, NumberCell) and self._cell.isValid() and editor.isModified():
            settled = settled_text(editor.text().removesuffix("+"))
            if settled != editor.text():
                self._model.setData(self._cell, settled)
        if isinstance(editor, ItemCell):
            editor.close_hits()
        self.closeEditor(editor, LineDelegate.EndEditHint.NoHint)
        if self._entry.done(self.tr("修改明细")):
            self.cell_left.emit()

    def editor(self) -> Field | None:
        """The open editor."""
        return self._editor

    def remove_current(self) -> None:
        """Take the line of the open cell out; Ctrl+Z brings it back."""
        if self._model is None or self._entry is None:
            return
        row = self.currentIndex().row()
        self.close_cell()
        if self._model.remove(row):
            self._entry.done(self.tr("删除第 {0} 行").format(row + 1))
            self.removed.emit(row)
        self.open_cell(min(row, self._model.rowCount() - 1), Column.ITEM)

    # Inside

    def _clicked(self, index: QModelIndex) -> None:
        self.open_cell(index.row(), index.column())

    def _opened(self, editor: Field, row: int, column: int) -> None:
        """A new editor: connect its keys."""
        assert self._model is not None
        self._editor = editor
        self._cell = QPersistentModelIndex(self._model.index(row, column))
        line = self._model.line(row)
        self._before = None if line is None else _copy(line)
        editor.moved.connect(self._move)
        editor.cancelled.connect(self._cancel)
        editor.undo_wanted.connect(self.undo_wanted)
        editor.left.connect(partial(self._editor_left, editor))
        if isinstance(editor, ItemCell):
            editor.searched.connect(self._typed)
            editor.chosen.connect(self._chosen)
            editor.deferred.connect(self._deferred)
            editor.kept.connect(self._kept)
        else:
            editor.textEdited.connect(self._typed)
        if isinstance(editor, ItemCell | NumberCell):
            editor.new_line.connect(self._new_line)
            editor.same_as_above.connect(self._same_as_above)
            editor.remove_line.connect(self.remove_current)

    def _editor_left(self, editor: Field) -> None:
        if editor is self._editor:
            self.close_cell()

    def _typed(self, text: str) -> None:
        if self._model is not None:
            self._model.setData(self._cell, text)

    def _line(self) -> DraftLine | None:
        return self._model.line(self._cell.row()) if self._model is not None and self._cell.isValid() else None

    def _chosen(self, hit: Hit) -> None:
        line = self._line()
        if self._model is not None and line is not None and isinstance(hit.value, CatalogueItem):
            self._model.choose(line, hit.value)
            self._go_on()

    def _deferred(self, text: str) -> None:
        """Enter came before the answer: go on now, fill the line when the answer comes."""
        line, model = self._line(), self._model
        if line is None or model is None or self._finder is None:
            return

        def fill(hits: tuple[Hit, ...]) -> None:
            if line.item is not None or line.item_text != text:
                return
            if hits and isinstance(hits[0].value, CatalogueItem):
                model.choose(line, hits[0].value)
                self._refill()
            else:
                model.keep_text(line)

        self._finder.ask(text, fill)
        self._go_on()

    def _refill(self) -> None:
        """An open cell that nobody has typed into shows what has just been filled in."""
        if self._editor is not None and not self._editor.isModified() and self._cell.isValid():
            self._editor.setText(self._cell.data(Qt.ItemDataRole.EditRole) or "")
            self._editor.selectAll()

    def _kept(self, text: str) -> None:  # noqa: ARG002 - the line has the text already
        line = self._line()
        if self._model is not None and line is not None:
            self._model.keep_text(line)
        self._go_on()

    def _go_on(self) -> None:
        """From the item on to the quantity of the same line."""
        self.open_cell(self._cell.row(), Column.QUANTITY)

    def _move(self, step: int) -> None:
        if self._model is None:
            return
        row, column = self._cell.row(), self._cell.column()
        line = self._model.line(row)
        if step > 0 and line is None:
            self.close_cell()
            self.finished.emit()
            return
        position = _ORDER.index(Column(column)) + step
        if position >= len(_ORDER):
            row, position = row + 1, 0
        elif position < 0:
            row, position = row - 1, len(_ORDER) - 1
        if row < 0:
            self.close_cell()
            self.left_top.emit()
            return
        self.open_cell(row, _ORDER[position])

    def _new_line(self) -> None:
        if self._model is not None:
            self.open_cell(self._model.rowCount() - 1, Column.ITEM)

    def _same_as_above(self) -> None:
        if self._model is None:
            return
        row, column = self._cell.row(), self._cell.column()
        if self._model.copy_down(row, column):
            position = _ORDER.index(Column(column)) + 1
            if position < len(_ORDER):
                self.open_cell(row, _ORDER[position])
            else:
                self.open_cell(row + 1, Column.ITEM)

    def _cancel(self) -> None:
        """Esc: first give up what was typed in this cell, then go back."""
        editor, line, before = self._editor, self._line(), self._before
        if editor is None or self._model is None:
            return
        if not editor.isModified() or line is None:
            self._move(-1)
            return
        if before is not None:
            line.item, line.item_text = before.item, before.item_text
            line.quantity, line.unit_price, line.amount = before.quantity, before.unit_price, before.amount
            self._model.setData(self._cell, self._cell.data(Qt.ItemDataRole.EditRole) or "")
            editor.setText(self._cell.data(Qt.ItemDataRole.EditRole) or "")
            editor.selectAll()
        else:
            row = self._cell.row()
            self.close_cell()
            self._model.remove(row)
            self.start()


def _copy(line: DraftLine) -> DraftLine:
    return DraftLine(line.item_text, line.item, line.unit_price, line.quantity, line.amount)
