"""A card that is not the one that the record knows, in the window: told side by side, accepted before money moves."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from window_scene import Scene, pause

from counter.domain.identity import CARD_FIELDS, CardRead, IdentityRoute
from counter.visit.ports.cards import ReaderPhase

CODE = "990101D1560000050000000000000029"


def notes(folder: Path) -> list[tuple[list[str], bool]]:
    """What the audit log says about evidence: which fields differ, and whether that was accepted."""
    with contextlib.closing(sqlite3.connect(next(folder.glob("books*.db")))) as line:
        rows = line.execute("SELECT content FROM audit WHERE kind = 'identity' ORDER BY seq").fetchall()
    return [(json.loads(row[0])["differing"], json.loads(row[0])["accepted"]) for row in rows]


def insert_other(scene: Scene, **changes: object) -> None:
    scene.reader.insert(scene.member(1), **{"card_number": "X00000029", "card_id": CODE, **changes})
    scene.settle_down()


def test_it_opens_the_comparison_and_one_key_accepts_it(scene: Scene, tmp_path: Path) -> None:
    insert_other(scene)
    serving, panel = scene.window.serving, scene.window.comparison.panel
    assert serving.visit is not None
    assert serving.visit.to_accept == CARD_FIELDS
    assert panel.isVisible()
    assert panel.accept.isVisible()
    texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert {"卡号", "X00000029", scene.member(1).card_number} <= set(texts), "masked they might look the same"
    assert any("不是档案里登记的那张" in text for text in texts)
    assert notes(tmp_path) == [(["card_number", "card_id"], False)]

    focused = scene.window.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused), "the work of a new member must not take the keys away"
    for key in (Qt.Key.Key_1, Qt.Key.Key_A):
        scene.press(focused, key)
        assert serving.visit.to_accept, "whoever was typing when it opened has not looked at it"
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    scene.settle_down()
    assert not serving.visit.to_accept
    focused = scene.window.focusWidget()
    assert focused is not None
    assert scene.page.isAncestorOf(focused), "the work goes on"
    assert serving.visit.identity.accepted == CARD_FIELDS
    assert not panel.isVisible()
    assert scene.window.form.visit_bar.warning_chip.text(), "that it is another card stays to be seen"
    assert notes(tmp_path)[1:] == [(["card_number", "card_id"], True)]
    serving.reopen()
    scene.settle_down()
    assert not panel.isVisible(), "it was accepted for this visit"


def test_a_card_that_is_gone_cannot_be_accepted(scene: Scene, tmp_path: Path) -> None:
    """Neither in the window nor in the log: nobody looks at a card that is not there."""
    insert_other(scene)
    scene.reader.pull()
    scene.settle_down()
    serving = scene.window.serving
    assert serving.is_masked
    serving.accept_card()
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.to_accept == CARD_FIELDS
    assert [accepted for _, accepted in notes(tmp_path)] == [False]


def test_closing_the_comparison_accepts_nothing(scene: Scene) -> None:
    insert_other(scene, card_number=scene.member(1).card_number)
    serving, panel = scene.window.serving, scene.window.comparison.panel
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    QTest.keyClick(scene.window, Qt.Key.Key_1)
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.to_accept == ("card_id",)
    scene.window.comparison.toggle()
    assert panel.accept.isVisible()


def test_what_was_accepted_holds_until_the_card_leaves(scene: Scene) -> None:
    insert_other(scene)
    serving = scene.window.serving
    serving.accept_card()
    scene.reader.pull()
    scene.settle_down()
    assert not scene.window.comparison.panel.isVisible()
    insert_other(scene)
    assert serving.visit is not None
    assert serving.visit.to_accept == CARD_FIELDS


def test_the_records_own_card_asks_nothing(scene: Scene, tmp_path: Path) -> None:
    scene.insert(1)
    scene.window.comparison.toggle()
    assert scene.window.comparison.panel.isVisible()
    assert not scene.window.comparison.panel.accept.isVisible()
    assert notes(tmp_path) == []


@pytest.mark.parametrize("left", [False, True])
def test_a_protected_card_supports_whoever_is_typed_while_it_lies_there(scene: Scene, left: bool) -> None:
    scene.reader.begin()
    card = CardRead("Reader 0", 1, IdentityRoute.CHIP, "3.00", CODE, protected=True)
    scene.reader.say(ReaderPhase.PROTECTED, card=card)
    if left:
        scene.reader.pull()
    scene.window.serving.open_member(1, "受保护的卡，已看身份证")
    scene.settle_down()
    visit = scene.window.serving.visit
    assert visit is not None
    assert visit.identity.id_number == visit.member.id_number
    assert visit.identity.beside == (None if left else card)
    assert visit.to_accept == (() if left else ("card_id",))
    pause(1)
    assert scene.window.comparison.panel.isVisible() != left


def test_an_acceptance_that_is_told_after_the_card_left_accepts_nothing(scene: Scene) -> None:
    insert_other(scene)
    serving = scene.window.serving
    serving.accept_card()
    scene.reader.pull()
    scene.settle_down()
    assert serving.is_masked and serving.visit is not None
    assert serving.visit.to_accept == CARD_FIELDS
