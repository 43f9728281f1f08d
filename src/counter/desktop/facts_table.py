"""Two small tables: facts with their words, and amounts before and after."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLayout, QWidget

from counter.desktop.style import set_look
from counter.domain.money import format_amount


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount in fen; before_fen: what the clerk saw earlier, None when it is the same table as before."""

    title: str
    fen: int
    before_fen: int | None = None
    strong: bool = False


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class FactsTable(QWidget):
    """Word at the left, fact at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._texts: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show (word, fact) pairs; empty facts are left out."""
        self._texts = tuple((word, fact) for word, fact in facts if fact)
        _empty(self._grid)
        for row, (word, fact) in enumerate(self._texts):
            left, right = QLabel(word, self), QLabel(fact, self)
            left.setProperty("role", "second")
            right.setTextFormat(Qt.TextFormat.PlainText)
            right.setWordWrap(True)
            left.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(left, row, 0)
            self._grid.addWidget(right, row, 1)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._texts


class ComparisonTable(QWidget):
    """Amounts; where they moved, the old one stands beside the new one and the row is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._figures: tuple[Figure, ...] = ()

    def show_figures(self, figures: tuple[Figure, ...], before: str = "", now: str = "") -> None:
        """Show amounts.

        Args:
            figures: rows from top to bottom.
            before, now: heads of the two columns when amounts moved.
        """
        self._figures = figures
        _empty(self._grid)
        moved = any(figure.before_fen is not None for figure in figures)
        row = 0
        if moved:
            for column, head in ((1, before), (2, now)):
                label = QLabel(head, self)
                label.setProperty("role", "second")
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(label, row, column)
            row += 1
        for figure in figures:
            changed = figure.before_fen is not None and figure.before_fen != figure.fen
            title = QLabel(f"▲ {figure.title}" if changed else figure.title, self)
            title.setWordWrap(True)
            amount = self._amount(figure.fen)
            if figure.strong:
                set_look(title, "role", "strong")
                set_look(amount, "role", "large")
            else:
                set_look(amount, "role", "strong")
            if changed:
                set_look(title, "role", "warning")
            self._grid.addWidget(title, row, 0)
            if moved and figure.before_fen is not None:
                old = self._amount(figure.before_fen)
                set_look(old, "role", "second")
                self._grid.addWidget(old, row, 1)
            self._grid.addWidget(amount, row, 2)
            row += 1
            rule = QFrame(self)
            rule.setProperty("surface", "rule")
            rule.setFixedHeight(1)
            self._grid.addWidget(rule, row, 0, 1, 3)
            row += 1

    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._figures

    def _amount(self, fen: int) -> QLabel:
        label = QLabel(format_amount(fen), self)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label
