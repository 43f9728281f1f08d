"""Only rows whose parts changed are painted again: a thousand rows at every key would be seen."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from counter.desktop.entry import Entry
from counter.desktop.line_model import LineModel
from counter.domain.adjudication import LineSplit
from counter.domain.claim import PersonFacts
from counter.domain.draft import Draft, DraftLine, DraftReceipt


@pytest.fixture
def model(qapp: object) -> LineModel:
    entry = Entry()
    model = LineModel(entry, entry)
    draft = Draft("k", 1, "110000", "310", PersonFacts("11", date(1968, 5, 12)))
    draft.receipts.append(DraftReceipt(lines=[DraftLine(item_text=f"药{number}", amount="1") for number in range(50)]))
    entry.open(draft)
    return model


def splits(**changed: int) -> dict[int, LineSplit]:
    return {row: LineSplit(0, row, 100, 0, changed.get(f"row{row}", 0), 0, 100) for row in range(50)}


def test_only_what_changed_is_painted_again(model: LineModel, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: painted.append((first.row(), last.row())))
    found = splits()
    monkeypatch.setattr(model, "_own_splits", lambda _priced: found)
    priced = SimpleNamespace()
    model.show_pricing(priced)  # type: ignore[arg-type]
    assert painted == [(0, 49)]
    model.show_pricing(priced)  # type: ignore[arg-type]
    assert painted == [(0, 49)]
    found = splits(row7=30)
    model.show_pricing(priced)  # type: ignore[arg-type]
    assert painted == [(0, 49), (7, 7)]
    found = splits(row7=30, row9=1, row12=2)
    model.show_pricing(priced)  # type: ignore[arg-type]
    assert painted[-1] == (9, 12)
    model.show_pricing(None)
    assert painted[-1] == (0, 49)


def test_rows_that_are_gone_are_not_asked_for(model: LineModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_own_splits", lambda _priced: splits())
    model.show_pricing(SimpleNamespace())  # type: ignore[arg-type]
    while model.remove(40):
        pass
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: painted.append((first.row(), last.row())))
    model.show_pricing(None)
    assert all(last < model.rowCount() for _, last in painted)
