"""F7, Ctrl+E and Esc in the whole window: a what-if is one key away and one key back, and F8 is dead meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.desktop.claim_page import ClaimPage
from counter.domain.claim import CatalogueItem, ItemClass
from counter.domain.draft import DraftLine


def press(scene, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    QTest.keyClick(focused if focused is not None else scene.window, key, modifier)
    scene.settle_down()


def with_a_price(scene) -> ClaimPage:
    """The claim page of a member, one line of it priced."""
    scene.insert(11)
    scene.window.activateWindow()
    press(scene, Qt.Key.Key_F4)
    page = scene.window.current_page()
    assert isinstance(page, ClaimPage)
    receipt = page.entry.receipt
    receipt.institution = scene.counter.find_institutions("sfdyyy")[0]
    item = CatalogueItem("X", "药", ItemClass.A, "101", "09")
    receipt.lines.append(DraftLine("药", item, "100", "1", "100"))
    page.entry.typed("receipts.0.issue_day")
    scene.settle_down()
    assert page.ui.panel.priced() is not None
    return page


def test_one_press_prints_one_explanation(scene, tmp_path: Path) -> None:
    """The key is bound in the window and understood by the sheet: one of the two acts, not both."""
    page = with_a_price(scene)
    press(scene, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    press(scene, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.asides.sheet.job_chip.text() in ("排队中", "已打印")
    assert len(list((tmp_path / "paper").glob("*.pdf"))) == 1
    scene.reader.pull()
    scene.settle_down()
    press(scene, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert len(list((tmp_path / "paper").glob("*.pdf"))) == 1, "the card is out: nothing of it is printed"


def test_the_keys_of_the_window_lead_into_the_what_if_and_back(scene) -> None:
    page = with_a_price(scene)
    for key, modifier, opened in (
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, lambda: page.asides.supposes),
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, lambda: page.asides.sheet is not None),
    ):
        press(scene, key, modifier)
        assert page.asides.is_open and opened()
        press(scene, Qt.Key.Key_F8)
        assert scene.window.current_page() is page and page.asides.is_open
        press(scene, Qt.Key.Key_Escape)
        assert not page.asides.is_open and scene.window.current_page() is page
        press(scene, key, modifier)
        press(scene, key, modifier)
        assert not page.asides.is_open, "the key that opened it closes it, too"
    scene.reader.pull()
    scene.settle_down()
