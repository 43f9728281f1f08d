"""A table of two calculations and what lies between them: real, supposed, difference."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from counter.desktop.chip import Chip
from counter.desktop.style import set_look
from counter.desktop.what_if_rows import ComparedRow
from counter.domain.money import format_amount

_REFUSED = "—"


class ComparedTable(QWidget):
    """Labels are made once and written anew: the figures change at every key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._rows: tuple[ComparedRow, ...] = ()
        real, supposed = Chip(self), Chip(self)
        real.set_chip(self.tr("实际"), "accent", "check-bold")
        supposed.set_chip(self.tr("假设"), "warning", "help-circle-outline")
        apart = QLabel(self.tr("差额（假设 − 实际）"), self)
        apart.setProperty("role", "second")
        for column, head in ((1, real), (2, supposed), (3, apart)):
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)

    def show_rows(self, rows: tuple[ComparedRow, ...]) -> None:
        """Show amounts from top to bottom."""
        self._rows = rows
        while len(self._labels) < len(rows):
            self._add_labels()
        for index, labels in enumerate(self._labels):
            for label in labels:
                label.setVisible(index < len(rows))
            if index < len(rows):
                self._write(labels, rows[index])

    def rows(self) -> tuple[ComparedRow, ...]:
        """What is shown."""
        return self._rows

    def _add_labels(self) -> None:
        title, real, supposed, apart = (QLabel(self) for _ in range(4))
        title.setWordWrap(True)
        for column, label in enumerate((title, real, supposed, apart)):
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, len(self._labels) + 1, column)
        self._labels.append((title, real, supposed, apart))

    def _write(self, labels: tuple[QLabel, QLabel, QLabel, QLabel], row: ComparedRow) -> None:
        title, real, supposed, apart = labels
        look = "strong" if row.strong else ""
        moved = bool(row.apart_fen)
        title.setText(row.title)
        real.setText(_text(row.real_fen))
        supposed.setText(_text(row.supposed_fen))
        fen = row.apart_fen
        apart.setText(_REFUSED if fen is None else f"{'+' if fen > 0 else ''}{format_amount(fen)}" if fen else "0.00")
        for label in (title, real, supposed):
            set_look(label, "role", look)
        set_look(apart, "role", "strong" if moved else "second")
        said = f"{row.title}: {real.text()} / {supposed.text()} / {apart.text()}"
        title.setAccessibleName(said)


def _text(fen: int | None) -> str:
    return _REFUSED if fen is None else format_amount(fen)
