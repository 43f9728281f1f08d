"""How every table of the window looks and behaves: rows are chosen whole, no grid, a header that stays readable."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from counter.desktop import theme
from counter.desktop.rows_model import R, RowsModel

ROW_HEIGHT = 30
"""Height of a row at 100 % text."""


class _Resizer(QObject):
    """Keeps rows and columns in step with the text size."""

    def __init__(self, view: QTableView, widths: Mapping[str, int], model: RowsModel[R], row_height: int) -> None:
        super().__init__(view)
        self._view, self._widths, self._model, self._row_height = view, widths, model, row_height
        self.fit()
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Apply widths and heights for the text size in force."""
        self._view.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        for place, column in enumerate(self._model.columns):
            width = self._widths.get(column.key)
            if width:
                self._view.horizontalHeader().resizeSection(place, theme.px(width))


def width_of(words: Iterable[str]) -> int:
    """Pixels at 100 % that the widest of some words needs in a cell."""
    metrics = QFontMetrics(theme.text_font())
    widest = max(metrics.horizontalAdvance(word) for word in words)
    return math.ceil(widest / theme.text_scale()) + 22


def dress(
    view: QTableView, model: RowsModel[R], widths: Mapping[str, int], stretch: str, row_height: int = ROW_HEIGHT
) -> None:
    """Give a view its model and looks.

    Args:
        view: a plain view, for example from a form.
        model: what it shows.
        widths: pixels at 100 % by column key.
        stretch: key of the column that takes the rest of the width.
        row_height: pixels at 100 %.
    """
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(24)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, column in enumerate(model.columns):
        fixed = column.key != stretch
        mode = QHeaderView.ResizeMode.Interactive if fixed else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(place, mode)
    _Resizer(view, widths, model, row_height)
