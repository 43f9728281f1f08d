"""The white rounded surface that a group of facts stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class CardFrame(QFrame):
    """A surface with the looks of desktop.md: 8 px corners, a thin line. Lay out its content yourself (12 px)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
