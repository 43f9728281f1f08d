"""The table of lines keeps Qt's rules whatever is done to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from counter.desktop.entry import Entry, copied, is_blank
from counter.desktop.line_model import PROBLEM, Column, LineModel
from counter.domain.claim import CatalogueItem, ItemClass, PersonFacts
from counter.domain.draft import Draft, DraftReceipt
from counter.domain.errors import Problem
from counter.domain.money import Rate

ITEM = CatalogueItem("X1", "药", ItemClass.B, "101", "09", "盒", "1mg", Rate.parse("0.1"), 2000, price_fen=2860)


def entry_with_receipt(qapp: object) -> tuple[Entry, LineModel]:
    entry = Entry()
    model = LineModel(entry, entry)
    draft = Draft("k", 1, "110000", "310", PersonFacts("11", date(1968, 5, 12)))
    draft.receipts.append(DraftReceipt())
    entry.open(draft)
    return entry, model


def test_keeps_the_rules_of_a_model(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.setData(model.index(0, Column.ITEM), "a")
    model.choose(entry.receipt.lines[0], ITEM)
    assert model.setData(model.index(1, Column.ITEM), "b")
    assert model.copy_down(1, Column.QUANTITY)
    assert model.remove(0)
    assert not model.remove(5)
    model.drop_blank()
    entry.add_receipt()
    entry.show_receipt(0)
    model.show_problems((Problem("receipts.0.lines.0.quantity", "missing"),))
    entry.open(None)
    assert model.rowCount() == 0
    del tester


def test_waiting_row_takes_only_an_item(qapp: object) -> None:
    _, model = entry_with_receipt(qapp)
    assert not model.setData(model.index(0, Column.QUANTITY), "3")
    assert not model.setData(model.index(0, Column.ITEM), "  ")
    assert not model.flags(model.index(0, Column.AMOUNT)) & Qt.ItemFlag.ItemIsEditable
    assert model.rowCount() == 1


def test_price_comes_with_the_item_but_never_over_a_typed_one(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    model.setData(model.index(0, Column.ITEM), "y")
    line = entry.receipt.lines[0]
    model.choose(line, ITEM)
    assert line.unit_price == "28.60"
    line.unit_price = "30"
    model.choose(line, CatalogueItem("X2", "药二", ItemClass.A, "101", "09", price_fen=100))
    assert line.unit_price == "30"


def test_amount_is_price_times_quantity_unless_typed(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    model.setData(model.index(0, Column.ITEM), "y")
    model.choose(entry.receipt.lines[0], ITEM)
    model.setData(model.index(0, Column.QUANTITY), "2")
    assert model.index(0, Column.AMOUNT).data() == "57.20"
    assert model.sum_fen() == 5720
    model.setData(model.index(0, Column.AMOUNT), "60")
    assert model.index(0, Column.AMOUNT).data() == "60.00"
    assert model.sum_fen() == 6000


def test_changed_text_forgets_the_item(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    model.setData(model.index(0, Column.ITEM), "y")
    model.choose(entry.receipt.lines[0], ITEM)
    model.setData(model.index(0, Column.ITEM), "药x")
    assert entry.receipt.lines[0].item is None


def test_problem_stands_in_its_cell_and_in_the_hint(qapp: object) -> None:
    _, model = entry_with_receipt(qapp)
    model.setData(model.index(0, Column.ITEM), "y")
    model.show_problems((Problem("receipts.0.lines.0.amount", "missing"),))
    assert model.index(0, Column.AMOUNT).data(PROBLEM) == "还没有填写"
    assert model.index(0, Column.QUANTITY).data(PROBLEM) is None
    assert model.index(0, Column.HINT).data() == "还没有填写"


def test_undo_and_redo_walk_through_acts(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    for text in ("a", "b", "c"):
        model.setData(model.index(model.rowCount() - 1, Column.ITEM), text)
        entry.done(text)
    assert entry.undo() == "c"
    assert entry.undo() == "b"
    assert [line.item_text for line in entry.receipt.lines] == ["a"]
    assert entry.redo()
    assert [line.item_text for line in entry.receipt.lines] == ["a", "b"]
    assert entry.undo() and entry.undo()
    assert entry.undo() == ""


def test_a_copy_shares_nothing_and_blank_is_blank(qapp: object) -> None:
    entry, model = entry_with_receipt(qapp)
    assert is_blank(entry.draft)
    model.setData(model.index(0, Column.ITEM), "a")
    twin = copied(entry.draft)
    twin.receipts[0].lines[0].item_text = "z"
    assert entry.draft.receipts[0].lines[0].item_text == "a"
    assert not is_blank(entry.draft)
