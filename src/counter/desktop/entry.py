"""The claim that is being typed: one draft, its undo history, and who is told when it changes.

Hides how a draft is copied and compared. Widgets write what was typed straight into the draft and call `typed`; a step
that the clerk sees as one act (a cell left, a line removed) is closed with `done` and can be undone.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from counter.domain.draft import Draft, DraftLine, DraftReceipt

UNDO_LIMIT = 200
"""Steps that can be taken back."""


def copied(draft: Draft) -> Draft:
    """A copy that shares nothing that can change."""
    return replace(
        draft,
        receipts=[replace(receipt, lines=[replace(line) for line in receipt.lines]) for receipt in draft.receipts],
    )


def is_blank_line(line: DraftLine) -> bool:
    """True for a line in which nothing was entered."""
    return line.item is None and not (line.item_text + line.unit_price + line.amount).strip()


def is_blank(draft: Draft) -> bool:
    """True for a draft that is not worth keeping: nobody typed anything."""
    if draft.diagnosis.strip() or draft.admission_day.strip() or draft.discharge_day.strip():
        return False
    return not draft.documents and all(
        receipt.institution is None
        and not (receipt.code + receipt.number + receipt.check_code + receipt.total + receipt.issue_day).strip()
        and not receipt.institution_text.strip()
        and all(is_blank_line(line) for line in receipt.lines)
        for receipt in draft.receipts
    )


class _Step(QUndoCommand):
    """From one state of the draft to another."""

    def __init__(self, entry: Entry, before: Draft, after: Draft, text: str) -> None:
        super().__init__(text)
        self._entry, self._before, self._after = entry, before, after
        self._first = True

    def redo(self) -> None:
        if self._first:
            self._first = False
            return
        self._entry.replace_with(copied(self._after))

    def undo(self) -> None:
        self._entry.replace_with(copied(self._before))


class Entry(QObject):
    """Holds the draft of a claim page.

    Signals:
        changed: something was typed or chosen; the draft already has it.
        replaced: the whole draft is another one (opened, undone): show it anew.
        receipt_changed: another receipt is in front.
    """

    changed = Signal()
    replaced = Signal()
    receipt_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._index = 0
        self._before: Draft | None = None
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(UNDO_LIMIT)

    @property
    def draft(self) -> Draft | None:
        """What is being typed; None while no claim is open."""
        return self._draft

    @property
    def index(self) -> int:
        """0-based position of the receipt in front."""
        return self._index

    @property
    def receipt(self) -> DraftReceipt | None:
        """The receipt in front."""
        if self._draft is None or not 0 <= self._index < len(self._draft.receipts):
            return None
        return self._draft.receipts[self._index]

    def open(self, draft: Draft | None) -> None:
        """Begin with a draft, or with none; what was undone before is forgotten."""
        self._draft = draft
        self._index = _receipt_of(draft.place) if draft is not None else 0
        self._before = copied(draft) if draft is not None else None
        self._stack.clear()
        self.replaced.emit()

    def replace_with(self, draft: Draft) -> None:
        """Put another state of the same draft in place (undo and redo)."""
        self._draft = draft
        self._before = copied(draft)
        self._index = min(_receipt_of(draft.place), max(0, len(draft.receipts) - 1))
        self.replaced.emit()
        self.changed.emit()

    def show_receipt(self, index: int) -> None:
        """Bring another receipt to the front."""
        if self._draft is not None and 0 <= index < len(self._draft.receipts) and index != self._index:
            self._index = index
            self.receipt_changed.emit()

    def typed(self, place: str) -> None:
        """The field at a path was written to by a person."""
        if self._draft is not None:
            self._draft.place = place
            self.changed.emit()

    def at(self, place: str) -> None:
        """The cursor stands in a field; nothing was typed."""
        if self._draft is not None:
            self._draft.place = place

    def done(self, text: str) -> bool:
        """Close an act that can be undone; False when nothing changed since the last one.

        Args:
            text: what was done, translated, for the message.
        """
        draft, before = self._draft, self._before
        if draft is None or before is None or replace(draft, place="") == replace(before, place=""):
            return False
        after = copied(draft)
        self._stack.push(_Step(self, before, after, text))
        self._before = after
        return True

    def undo(self) -> str:
        """Take the last act back; returns what it was, "" when there is none."""
        self.done("")
        if not self._stack.canUndo():
            return ""
        text = self._stack.undoText()
        self._stack.undo()
        return text or " "

    def redo(self) -> bool:
        """Do again what was undone."""
        if not self._stack.canRedo():
            return False
        self._stack.redo()
        return True

    def add_receipt(self, receipt: DraftReceipt | None = None) -> int:
        """Append a receipt and bring it to the front; returns its index. The caller closes the act with `done`."""
        assert self._draft is not None
        self._draft.receipts.append(receipt or DraftReceipt())
        self._index = len(self._draft.receipts) - 1
        self.receipt_changed.emit()
        self.typed(f"receipts.{self._index}.code")
        return self._index

    def remove_receipt(self, index: int) -> None:
        """Take a receipt out; an empty one stands in for the last. The caller closes the act with `done`."""
        assert self._draft is not None
        del self._draft.receipts[index]
        if not self._draft.receipts:
            self._draft.receipts.append(DraftReceipt())
        self._index = min(self._index, len(self._draft.receipts) - 1)
        self.receipt_changed.emit()
        self.typed(f"receipts.{self._index}.code")


def _receipt_of(place: str) -> int:
    """The receipt that a path leads into, 0 for paths outside receipts."""
    parts = place.split(".")
    return int(parts[1]) if len(parts) > 1 and parts[0] == "receipts" and parts[1].isdigit() else 0
