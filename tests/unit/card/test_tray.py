"""The tray lists what lies in its folder and sends what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.card.lines import Line
from counter.card.tray import FolderTray
from counter.domain.errors import CardError, FileProblems


@pytest.fixture
def told() -> list[Line]:
    return []


def test_cards_are_listed_by_file(cards_folder: Path, told: list[Line]) -> None:
    cards = FolderTray(cards_folder, told.append).cards()
    assert [card.card_id for card in cards] == sorted(path.stem for path in cards_folder.glob("*.toml"))
    assert all(card.name and card.note for card in cards)


def test_insert_and_pull(cards_folder: Path, told: list[Line]) -> None:
    tray = FolderTray(cards_folder, told.append)
    tray.insert("p02")
    tray.pull()
    assert told == [{"do": "insert", "card": str(cards_folder / "p02.toml")}, {"do": "pull"}]


@pytest.mark.parametrize("card_id", ["none", "../cards/p02", "", "p02.toml"])
def test_only_cards_of_the_folder(cards_folder: Path, told: list[Line], card_id: str) -> None:
    with pytest.raises(CardError):
        FolderTray(cards_folder, told.append).insert(card_id)
    assert told == []


def test_a_broken_file_is_listed_and_refused(tmp_path: Path, told: list[Line]) -> None:
    (tmp_path / "a.toml").write_text("mode = 3")
    tray = FolderTray(tmp_path, told.append)
    (card,) = tray.cards()
    assert "mode" in card.note
    with pytest.raises(FileProblems):
        tray.insert("a")
    (tmp_path / "a.toml").write_text('title = "mended, and longer"')
    assert tray.cards()[0].name == "mended, and longer"
    assert told == []
