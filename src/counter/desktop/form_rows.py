"""How the fields of the receipt head share its width: rows of six side by side, or of three where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout

from counter.desktop import theme
from counter.desktop.field import FieldBox

_SHARES = {
    "code": 17,
    "number": 20,
    "check_code": 13,
    "institution": 26,
    "issue_day": 16,
    "total": 15,
    "care": 25,
    "reason": 17,
    "disease": 21,
    "away": 21,
    "admission_day": 17,
    "discharge_day": 17,
    "diagnosis": 20,
    "kind": 17,
}
"""How wide a field is beside its neighbours."""
_LEFT_TO_RIGHT = 520
"""Narrowest width, at 100 % text, in which six fields fit into one row."""
_CELLS = 107
_GAP = 8


class FieldRows:
    """Arranges boxes in a grid; `fit` moves them only when something changed."""

    def __init__(self, grid: QGridLayout, boxes: Mapping[str, FieldBox]) -> None:
        self._grid, self._boxes = grid, boxes
        self._state: tuple[int, tuple[str, ...]] = (0, ())

    def fit(self, width: int, head: Sequence[str], case: Sequence[str]) -> bool:
        """Arrange the fields for a width in pixels; True when they were moved.

        Args:
            width: of the form.
            head: fields of the receipt, in order.
            case: fields of the claim, in order; the others are hidden.
        """
        columns = 6 if width >= theme.px(_LEFT_TO_RIGHT) else 3
        shown = (*head, *case)
        if not self._boxes or (columns, shown) == self._state:
            return False
        self._state = (columns, shown)
        for name, box in self._boxes.items():
            box.setVisible(name in shown)
        while self._grid.count():
            self._grid.takeAt(0)
        if columns == 6:
            # A diagnosis needs room: what does not fit beside the choices goes on in a row of its own.
            rows = [head, case] if len(case) <= 6 else [head, case[:-2], case[-2:]]
            self._side_by_side(rows)
        else:
            self._grid.setHorizontalSpacing(_GAP)
            for position, name in enumerate(shown):
                self._grid.addWidget(self._boxes[name], position // 3, position % 3 * 36, 1, 35)
        return True

    def _side_by_side(self, rows: Sequence[Sequence[str]]) -> None:
        for row, names in enumerate(rows):
            column = 0
            whole = sum(_SHARES[name] for name in names)
            for position, name in enumerate(names):
                last = position == len(names) - 1
                span = _CELLS - column if last else round(_SHARES[name] * _CELLS / whole)
                self._grid.addWidget(self._boxes[name], row, column, 1, span)
                column += span
                layout = self._boxes[name].layout()
                if layout is not None:
                    layout.setContentsMargins(0, 0, 0 if last else _GAP, 0)
        for column in range(_CELLS):
            self._grid.setColumnStretch(column, 1)
        self._grid.setHorizontalSpacing(0)
