"""The protected card that lies in the reader while a document or a number says who it is: always the one of now."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from window_scene import Scene, card_of

from counter.domain.identity import CARD_FIELDS, CardRead, IdDocument, IdentityRoute, SeenCard
from counter.domain.member import Member
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


def document(member: Member) -> IdDocument:
    return IdDocument(
        member.name, member.sex, "01", member.birth_day, "某路 1 号", member.id_number, "某局", date(2020, 1, 1), None
    )


def lay(scene: Scene, member: Member) -> CardRead:
    """Put a member's protected card into the reader."""
    scene.reader.begin()
    card = CardRead("Reader 0", scene.reader.insertion, IdentityRoute.CHIP, "3.00", member.card_id, protected=True)
    scene.reader.card = card
    scene.reader.say(ReaderPhase.PROTECTED, card=card)
    return card


def accepted_notes(folder: Path) -> list[bool]:
    """Of each difference in the audit log, whether it was accepted."""
    with contextlib.closing(sqlite3.connect(next(folder.glob("books*.db")))) as line:
        rows = line.execute("SELECT content FROM audit WHERE kind = 'identity' ORDER BY seq").fetchall()
    return [json.loads(row[0])["accepted"] for row in rows]


def test_it_is_compared_and_kept_as_it_comes_and_goes(scene: Scene, tmp_path: Path) -> None:
    first, second = scene.member(1), scene.member(2)
    window = scene.window
    serving = window.serving
    lay(scene, first)
    serving.present(document(first))
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.seen_card == SeenCard("", str(first.card_id))
    assert not serving.visit.to_accept

    scene.reader.pull()
    scene.settle_down()
    assert serving.visit.identity.seen_card is None
    assert "受保护的卡已取出或读不到" in window.form.command_bar.message()

    card = lay(scene, second)
    scene.settle_down()
    assert serving.visit.identity.beside == card
    assert serving.visit.to_accept == ("card_id",)
    assert window.comparison.panel.isVisible()
    assert window.comparison.panel.accept.isVisible()
    assert window.form.visit_bar.warning_chip.text() == "卡与档案的卡识别码不一致"
    assert "不是档案里登记的那张" in window.form.command_bar.message()
    assert accepted_notes(tmp_path) == [False]

    serving.accept_card()
    scene.settle_down()
    assert not serving.visit.to_accept
    lay(scene, first)
    scene.settle_down()
    assert not serving.visit.to_accept
    assert serving.visit.identity.accepted == (), "that was another card"
    assert not window.form.visit_bar.warning_chip.text()
    assert "会记这张卡" in window.form.command_bar.message()


def test_it_may_come_after_the_document(scene: Scene) -> None:
    serving = scene.window.serving
    serving.present(document(scene.member(1)))
    scene.settle_down()
    card = lay(scene, scene.member(2))
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.beside == card
    assert serving.visit.to_accept == ("card_id",)


@pytest.mark.parametrize("swapped", [True, False])
def test_it_may_change_while_the_books_are_asked(scene: Scene, swapped: bool) -> None:
    serving = scene.window.serving
    lay(scene, scene.member(1))
    serving.present(document(scene.member(1)))
    card = lay(scene, scene.member(2)) if swapped else scene.reader.pull()
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.beside == card
    assert serving.visit.to_accept == (("card_id",) if swapped else ())
    serving.reopen()
    lay(scene, scene.member(1))
    scene.settle_down()
    assert not serving.visit.to_accept
    assert not serving.visit.overview.card_differences


def test_read_again_it_is_the_same_card(scene: Scene, tmp_path: Path) -> None:
    serving = scene.window.serving
    serving.present(document(scene.member(1)))
    scene.settle_down()
    card = lay(scene, scene.member(2))
    scene.settle_down()
    serving.accept_card()
    scene.settle_down()
    scene.reader.say(ReaderPhase.READING)
    scene.reader.say(ReaderPhase.PROTECTED, card=card)
    scene.settle_down()
    assert serving.visit is not None
    assert not serving.visit.to_accept
    assert accepted_notes(tmp_path) == [False, True]


def test_what_is_accepted_survives_a_refresh_that_was_asked_for_before_the_answer(scene: Scene) -> None:
    serving = scene.window.serving
    scene.reader.insert(scene.member(1), card_number="X00000029", card_id="9" * 32)
    scene.settle_down()
    serving.accept_card()
    serving.reopen()
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.accepted == CARD_FIELDS
    assert not serving.visit.to_accept
    serving.reopen()
    serving.accept_card()
    scene.settle_down()
    assert not serving.visit.to_accept


def test_what_is_accepted_is_not_taken_over_by_another_card(scene: Scene) -> None:
    serving = scene.window.serving
    scene.reader.insert(scene.member(1), card_id="9" * 32)
    scene.settle_down()
    serving.accept_card()
    scene.settle_down()
    scene.reader.insert(scene.member(1), card_id="8" * 32)
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.to_accept == ("card_id",)


def test_what_is_accepted_of_a_card_beside_is_not_of_the_card_that_takes_over(scene: Scene) -> None:
    serving = scene.window.serving
    serving.present(document(scene.member(1)))
    scene.settle_down()
    lay(scene, scene.member(2))
    scene.settle_down()
    serving.accept_card()
    scene.settle_down()
    card = replace(card_of(scene.member(1), 1), reader="Reader 1", card_id="8" * 32)
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, "Reader 1", 1, card))
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.card == card
    assert serving.visit.to_accept == ("card_id",)


def test_read_again_a_card_stays_accepted_unless_its_contact_was_lost(scene: Scene) -> None:
    serving = scene.window.serving
    card = scene.reader.insert(scene.member(1), card_id="9" * 32)
    scene.settle_down()
    serving.accept_card()
    scene.settle_down()
    for phase, asked in ((ReaderPhase.READING, ()), (ReaderPhase.MUTE, ("card_id",))):
        scene.reader.say(phase)
        scene.reader.say(ReaderPhase.READ, card=card)
        scene.settle_down()
        assert serving.visit is not None
        assert serving.visit.to_accept == asked


def test_another_persons_document_is_refused_although_the_card_was_just_accepted(scene: Scene) -> None:
    serving = scene.window.serving
    scene.reader.insert(scene.member(1), card_id="9" * 32)
    scene.settle_down()
    serving.accept_card()
    serving.present(document(scene.member(2)))
    scene.settle_down()
    assert serving.visit is None


def test_a_card_that_names_its_holder_is_nobodys_support(scene: Scene) -> None:
    serving = scene.window.serving
    lay(scene, scene.member(1))
    serving.present(document(scene.member(1)))
    scene.settle_down()
    scene.reader.begin()
    scene.reader.card = card_of(scene.member(1), scene.reader.insertion)
    scene.reader.say(ReaderPhase.READ, card=scene.reader.card)
    scene.settle_down()
    assert serving.visit is not None
    assert serving.visit.identity.card == scene.reader.card
    assert serving.visit.identity.beside is None


def test_another_persons_document_ends_the_visit_before_it_is_looked_up(scene: Scene) -> None:
    serving = scene.window.serving
    serving.present(document(scene.member(1)))
    scene.settle_down()
    assert serving.visit is not None
    serving.present(document(scene.member(2)))
    assert serving.visit is None
    scene.settle_down()
    assert serving.visit is not None and serving.visit.member.member_id == 2


def test_a_document_that_is_confirmed_after_the_card_left_is_no_evidence(scene: Scene) -> None:
    serving = scene.window.serving
    scene.insert(1)
    serving.present(document(scene.member(1)))
    scene.reader.pull()
    scene.settle_down()
    assert serving.is_masked and serving.visit is not None
    assert serving.visit.evidence is None
