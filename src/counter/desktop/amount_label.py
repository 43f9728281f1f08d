"""A label for one amount of money: right-aligned, two decimals, 元 (desktop.md)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from counter.domain.money import format_amount


class AmountLabel(QLabel):
    """Shows fen as yuan; None shows a dash, never a zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_fen(None)

    def set_fen(self, fen: int | None) -> None:
        """Show an amount in fen, or a dash when it is not known."""
        self.setText("—" if fen is None else format_amount(fen))
