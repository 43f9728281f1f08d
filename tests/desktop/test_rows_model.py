"""The one table model, under Qt's own model tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from pytestqt.modeltest import ModelTester

from counter.desktop import enquiry_tables
from counter.desktop.rows_model import Column, RowsModel
from counter.desktop.spending_table import spending_model, spending_rows
from counter.domain.claim import CareCategory
from counter.domain.member import CategorySpending


def plain_model(parent: QObject) -> RowsModel[Any]:
    model: RowsModel[Any] = RowsModel((Column("a", "A", str), Column("b", "B", str, number=True, bold=True)), parent)
    model.set_rows((1, 2, 3))
    return model


def filled_spending(parent: QObject) -> RowsModel[Any]:
    model = spending_model(parent)
    model.set_rows(spending_rows((CategorySpending(CareCategory.INPATIENT, 300, 200, 60, 40, 1),)))
    return model


@pytest.mark.parametrize(
    "make",
    [
        plain_model,
        filled_spending,
        enquiry_tables.account_model,
        enquiry_tables.clearing_model,
        enquiry_tables.cumulative_model,
        enquiry_tables.expense_model,
    ],
)
def test_models_pass_the_model_tests(
    qtmodeltester: ModelTester, dressed: QObject, make: Callable[[QObject], RowsModel[Any]]
) -> None:
    # The parent outlives the test, as the tester looks at the model once more when it cleans up.
    qtmodeltester.check(make(dressed), force_py=True)


def test_a_row_has_no_rows_below_it(dressed: object) -> None:
    model = RowsModel((Column("a", "A", str),))
    model.set_rows((1, 2))
    assert model.rowCount(QModelIndex()) == 2
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0


def test_amounts_are_right_aligned(dressed: object) -> None:
    model = RowsModel((Column("a", "A", str, number=True),))
    model.set_rows((1,))
    alignment = model.data(model.index(0, 0), Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_spending_lists_all_six_categories_and_their_total(dressed: object) -> None:
    rows = spending_rows(
        (
            CategorySpending(CareCategory.INPATIENT, 300, 200, 60, 40, 1),
            CategorySpending(CareCategory.PHARMACY, 50, 0, 50, 0, 2),
        )
    )
    assert len(rows) == 7
    total = rows[-1]
    assert (total.total_fen, total.fund_fen, total.account_fen, total.cash_fen) == (350, 200, 110, 40)
    assert total.total_fen == total.fund_fen + total.account_fen + total.cash_fen
    assert total.whole


def test_a_year_without_spending_still_has_its_rows(dressed: object) -> None:
    assert [row.total_fen for row in spending_rows(())] == [0] * 7
