"""Where the cursor of the claim page goes: from part to part with Enter, to a problem, back with what is undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from counter.desktop.claim_asides import ClaimAsides
from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import LineModel
from counter.domain.draft import REQUIRED_DOCUMENTS


class ClaimWalk(QObject):
    """Signals:
    message(text, kind): a sentence for the command bar.
    field_left: a field was left after something changed in it.
    """

    message = Signal(str, str)
    field_left = Signal()

    def __init__(self, entry: Entry, ui: Ui_ClaimPage, lines: LineModel, asides: ClaimAsides, parent: QObject) -> None:
        super().__init__(parent)
        self._entry, self._ui, self._lines, self._asides = entry, ui, lines, asides
        ui.form.finished.connect(ui.grid.start)
        ui.form.field_left.connect(self.field_left)
        ui.form.undo_wanted.connect(self.undo)
        ui.form.left_top.connect(lambda: ui.documents.open_row(REQUIRED_DOCUMENTS[0]))
        ui.grid.left_top.connect(ui.form.open_last)
        ui.grid.finished.connect(self._lines_finished)
        ui.grid.cell_left.connect(self.field_left)
        ui.grid.undo_wanted.connect(self.undo)
        ui.grid.removed.connect(self._line_removed)
        ui.documents.ticked.connect(self.field_left)

    def open(self, place: str) -> None:
        """Put the cursor into the field at a path of the draft."""
        self._asides.close()
        ui, parts = self._ui, place.split(".")
        if parts[0] == "documents" and len(parts) > 1:
            ui.documents.open_row(parts[1])
        elif parts[0] == "receipts" and len(parts) > 2:
            self._entry.show_receipt(int(parts[1]))
            if parts[2] == "lines":
                row = int(parts[3]) if len(parts) > 3 else self._lines.rowCount() - 1
                ui.grid.open_field(row, parts[4] if len(parts) > 4 else "item")
            else:
                ui.form.open_field(parts[2])
        else:
            ui.form.open_field("code" if parts[0] == "receipts" else parts[0])

    def open_again(self) -> None:
        """Back to where it stood: in what stands in front of the lines, else in the field of the draft."""
        draft = self._entry.draft
        if self._asides.is_open:
            self._asides.focus()
        elif draft is not None:
            self.open(draft.place or "receipts.0.code")

    def undo(self) -> None:
        """Take the last act back."""
        self._ui.grid.close_cell()
        text = self._entry.undo()
        if text:
            self.message.emit(self.tr("已撤销：{0}").format(text.strip() or "…"), "neutral")
            self.open_again()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._ui.grid.close_cell()
        if self._entry.redo():
            self.open_again()

    def _line_removed(self, row: int) -> None:
        self.message.emit(self.tr("已删除第 {0} 行，Ctrl+Z 可撤销。").format(row + 1), "neutral")
        self.field_left.emit()

    def _lines_finished(self) -> None:
        """Enter in the empty row: the lines of this receipt are complete."""
        self._lines.drop_blank()
        self.field_left.emit()
        receipt = self._entry.receipt
        if receipt is not None and not receipt.total.strip():
            self._ui.form.open_field("total")
        else:
            self._ui.settle_button.setFocus()
