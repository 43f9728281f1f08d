"""What a clerk does with the receipts of a claim: add, remove, choose, scan; and whether one was used before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import LineModel
from counter.desktop.lookup import Hit
from counter.desktop.page import Desk
from counter.desktop.receipts_list import is_named, receipt_key
from counter.domain.claim import CatalogueItem
from counter.domain.draft import DraftReceipt
from counter.domain.errors import CounterError
from counter.domain.scanned_code import ScannedReceipt


class ReceiptActs(QObject):
    """Signals:
    message(text, kind): a sentence for the command bar.
    use_known: it is known now whether a receipt was used.
    removed: a receipt was taken out; the cursor must go somewhere.
    turned: another receipt is in front because the clerk chose it.
    failed(CounterError): the books could not be asked.
    """

    message = Signal(str, str)
    use_known = Signal()
    removed = Signal()
    turned = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, entry: Entry, ui: Ui_ClaimPage, lines: LineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._entry, self._ui, self._lines = desk, entry, ui, lines
        ui.receipts.chosen.connect(self.choose)
        ui.receipts.removed.connect(self.remove)
        ui.receipts.add_wanted.connect(self.add)
        ui.form.receipt_named.connect(self.ask_use)

    def add(self) -> None:
        """Another receipt of the same visit."""
        if self._entry.draft is None:
            return
        self._ui.grid.close_cell()
        before = self._entry.receipt
        fresh = DraftReceipt()
        if before is not None:
            fresh.kind, fresh.institution = before.kind, before.institution
            fresh.institution_text = before.institution_text
        self._entry.add_receipt(fresh)
        self._entry.done(self.tr("加票据"))
        self._ui.form.open_field("code")

    def remove(self, index: int) -> None:
        """Take a receipt out of the claim; Ctrl+Z brings it back."""
        if self._entry.draft is None:
            return
        self._ui.grid.close_cell()
        self._entry.remove_receipt(index)
        self._entry.done(self.tr("移除第 {0} 张票据").format(index + 1))
        self.message.emit(self.tr("已移除第 {0} 张票据，Ctrl+Z 可撤销。").format(index + 1), "neutral")
        self.removed.emit()

    def choose(self, index: int) -> None:
        """Bring a receipt to the front."""
        self._ui.grid.close_cell()
        self._entry.show_receipt(index)
        self.turned.emit()
        self._ui.form.open_field("code")

    def ask_use(self, index: int | None = None) -> None:
        """Ask the books whether a receipt was used before; None: the one in front."""
        draft = self._entry.draft
        position = self._entry.index if index is None else index
        if draft is None or position >= len(draft.receipts) or not is_named(draft.receipts[position]):
            return
        counter, key, draft_key = self._desk.counter, receipt_key(draft.receipts[position]), draft.key
        part = draft.stay_part

        def answered(used: CounterError | None) -> None:
            if self._entry.draft is not None and self._entry.draft.key == draft_key:
                self._ui.receipts.show_use(key, used)
                self.use_known.emit()

        self._desk.lane.run(
            lambda: counter.receipt_use(key, part), owner=self, succeeded=answered, failed=self.failed.emit
        )

    def take_receipt(self, scanned: ScannedReceipt) -> None:
        """Fill the head from a scanned code, or bring the receipt that has it already to the front."""
        draft = self._entry.draft
        if draft is None:
            return
        self._ui.grid.close_cell()
        same = next(
            (
                index
                for index, receipt in enumerate(draft.receipts)
                if scanned.number and (receipt.code, receipt.number) == (scanned.code, scanned.number)
            ),
            None,
        )
        if same is not None:
            self.choose(same)
            self.message.emit(self.tr("这张票据已在第 {0} 张。").format(same + 1), "warning")
            return
        front = self._entry.receipt
        if front is not None and front.number.strip() and scanned.number:
            self.add()
        self._ui.form.suggest(scanned)
        self.message.emit(self.tr("已填入扫描到的票据内容，请对照原件核对。"), "neutral")
        self._ui.form.open_field("institution")

    def take_item(self, hits: tuple[Hit, ...]) -> None:
        """A catalogue code was scanned: the next line has that item."""
        receipt = self._entry.receipt
        item = hits[0].value if len(hits) == 1 else None
        if receipt is None or not isinstance(item, CatalogueItem):
            self.message.emit(self.tr("目录里没有这个编码。"), "warning")
            return
        self._ui.grid.close_cell()
        row = len(receipt.lines)
        self._lines.setData(self._lines.index(row, 1), item.name)
        self._lines.choose(receipt.lines[row], item)
        self._ui.grid.open_field(row, "quantity")
