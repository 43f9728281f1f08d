"""Only the clerk changes who is served, unless the desk is free: new workers, F2, hung cards and the lock do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from window_scene import Scene, all_text, card_of

from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdDocument, IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

A, B = "Reader 1", "Reader 2"
LOST = CardError("service_missing")


def card(scene: Scene, number: int, insertion: int = 1) -> CardRead:
    """The card of a member in the reader with the member's number."""
    return replace(card_of(scene.member(number), insertion), reader=f"Reader {number}")


def say(scene: Scene, phase: ReaderPhase, reader: str = "", insertion: int = 0, **more: object) -> None:
    scene.reader.listener(ReaderEvent(phase, reader, insertion, **more))  # type: ignore[arg-type]


def read(scene: Scene, number: int, insertion: int, *beside: int) -> None:
    """A card is found and read; `beside`: members whose cards are read in their readers by then."""
    known = card(scene, number, insertion)
    say(scene, ReaderPhase.READING, known.reader, insertion)
    if not beside:
        say(scene, ReaderPhase.READING, known.reader, insertion, number=known.card_number)
    rivals = tuple(card(scene, each, insertion) for each in beside)
    say(scene, ReaderPhase.READ, known.reader, insertion, card=known, rivals=rivals)
    scene.settle_down()


def new_worker(scene: Scene, insertion: int = 1) -> None:
    """The worker died; the next one names the readers before it looks into them."""
    say(scene, ReaderPhase.NO_SERVICE, error=LOST)
    for reader in (A, B):
        say(scene, ReaderPhase.EMPTY, reader, insertion)
    scene.settle_down()


def served(scene: Scene) -> tuple[int | None, bool, bool]:
    """Who is served, whether it is covered, and whether the clerk is asked."""
    serving = scene.window.serving
    member = None if serving.visit is None else serving.visit.member.member_id
    return member, serving.is_masked, scene.window.form.choice_strip.isVisible()


def stay_with_a(scene: Scene) -> None:
    """A is served, the card of B is put in beside it, and the clerk goes on with A."""
    read(scene, 1, 1)
    read(scene, 2, 1, 1)
    assert served(scene) == (1, False, True)
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_Escape)


@pytest.mark.parametrize("deaths", [1, 2])
@pytest.mark.parametrize("first", [1, 2])
def test_a_new_worker_keeps_what_the_clerk_said(scene: Scene, deaths: int, first: int) -> None:
    stay_with_a(scene)
    for insertion in range(2, 2 + deaths):
        new_worker(scene, insertion - 1)
        read(scene, first, insertion)
        assert served(scene) == ((1, False, False) if first == 1 else (1, True, True))
        assert scene.member(2).name not in all_text(scene)
        read(scene, 3 - first, insertion, first)
        assert served(scene) == (1, False, False)
    say(scene, ReaderPhase.REMOVED, A, 1 + deaths)
    scene.settle_down()
    assert served(scene) == (1, True, False), "what was passed over is no answer later"


def test_a_question_without_an_answer_stands_after_a_new_worker(scene: Scene) -> None:
    read(scene, 1, 1)
    read(scene, 2, 1, 1)
    new_worker(scene)
    read(scene, 2, 2)
    assert served(scene) == (1, True, True)
    read(scene, 1, 2, 2)
    assert served(scene) == (1, False, True)


def test_the_clerk_may_go_on_with_the_other_while_a_card_is_waited_for(scene: Scene) -> None:
    stay_with_a(scene)
    new_worker(scene)
    read(scene, 2, 2)
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_1)
    scene.settle_down()
    assert served(scene) == (2, False, False)


def test_a_card_put_in_while_nobody_looked_waits_for_the_clerk(scene: Scene) -> None:
    read(scene, 1, 1)
    new_worker(scene)
    read(scene, 2, 1)
    assert served(scene) == (1, True, True)


def test_another_card_after_one_that_was_seen_to_leave_is_the_clerks_word(scene: Scene) -> None:
    read(scene, 1, 1)
    say(scene, ReaderPhase.REMOVED, A, 1)
    read(scene, 2, 1)
    assert served(scene) == (2, False, False)


def test_the_question_says_how_many_cards_there_are_to_choose_from(scene: Scene) -> None:
    strip = scene.window.form.choice_strip
    stay_with_a(scene)
    assert strip.accessibleName() == "读卡器里有 2 张卡，为谁办理？"
    new_worker(scene)
    read(scene, 2, 2)
    assert strip.isVisible()
    assert strip.accessibleName() == "读卡器里另有一张卡，改为它办理？"
    say(scene, ReaderPhase.REMOVED, B, 2)
    scene.settle_down()
    assert not strip.isVisible(), "either question is withdrawn when nothing is left to ask about"


def by_number(scene: Scene) -> None:
    scene.window.serving.open_member(2, "没带卡，已看身份证")


def by_document(scene: Scene) -> None:
    serving, other = scene.window.serving, scene.member(2)
    serving.close()
    number, name = other.id_number, other.name
    day = date(2020, 1, 1)
    serving.present(IdDocument(name, other.sex, "01", other.birth_day, "-", number, "-", day, None))


@pytest.mark.parametrize("otherwise", [by_number, by_document])
def test_a_card_that_was_left_in_replaces_nobody(scene: Scene, otherwise: Callable[[Scene], None]) -> None:
    read(scene, 1, 1)
    otherwise(scene)
    scene.settle_down()
    new_worker(scene)
    read(scene, 1, 2)
    assert served(scene) == (2, False, False), "nor may it take the keys of whoever is typing"
    read(scene, 1, 2)
    assert served(scene) == (2, False, True), "F2 asks"
    say(scene, ReaderPhase.REMOVED, A, 2)
    read(scene, 1, 3)
    assert served(scene) == (1, False, False), "put in again, it is the clerk's word"


@pytest.mark.parametrize("order", [(A, B), (B, A)])
def test_a_third_card_that_hangs_is_no_answer(scene: Scene, order: tuple[str, str]) -> None:
    read(scene, 1, 1)
    read(scene, 2, 1, 1)
    say(scene, ReaderPhase.STUCK, "Reader 3", 1, error=CardError("stuck"))
    for reader in order:
        say(scene, ReaderPhase.NO_SERVICE, reader, 1, error=LOST)
        scene.settle_down()
        member, _masked, _asked = served(scene)
        assert member == 1
    assert served(scene) == (1, True, False)


def test_nothing_is_answered_while_the_window_is_locked(scene: Scene) -> None:
    read(scene, 1, 1)
    scene.window.lock()
    read(scene, 2, 1, 1)
    say(scene, ReaderPhase.REMOVED, A, 1)
    scene.settle_down()
    assert served(scene)[:2] == (1, True)
    scene.window.unlock()
    scene.settle_down()
    assert served(scene) == (1, True, True)
    assert scene.member(2).name not in all_text(scene)


def test_f2_reads_the_card_of_whoever_is_served(scene: Scene) -> None:
    stay_with_a(scene)
    scene.press(scene.window, Qt.Key.Key_F2)
    scene.settle_down()
    assert (scene.reader.read_again_count, scene.reader.again_in) == (1, A)
    read(scene, 1, 1, 2)
    assert served(scene) == (1, False, False), "the clerk has been asked about the other card before"


def test_a_protected_card_beside_ends_no_visit(scene: Scene) -> None:
    read(scene, 1, 1)
    new_worker(scene)
    beside = CardRead(B, 1, IdentityRoute.CHIP, "3.00", scene.member(2).card_id, protected=True)
    say(scene, ReaderPhase.PROTECTED, B, 1, card=beside)
    scene.settle_down()
    assert served(scene) == (1, True, True)
