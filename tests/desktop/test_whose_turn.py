"""Members' cards in more than one reader: the clerk says whose turn it is, or takes cards out; nobody is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from window_scene import Scene, all_text, card_of

from counter.desktop.whose_turn import WhoseTurn
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


def test_of_two_seated_cards_the_clerk_says_whose_turn_it_is(scene: Scene) -> None:
    first, second = (replace(card_of(scene.member(number), 1), reader=f"Reader {number}") for number in (1, 2))
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, first.reader, 1, card=first, rivals=(second,)))
    scene.settle_down()
    assert scene.window.serving.visit is None, "nothing is guessed"
    strip = scene.window.form.choice_strip
    assert strip.isVisible()
    for member in (scene.member(1), scene.member(2)):
        assert member.name not in all_text(scene)
    scene.press(strip, Qt.Key.Key_2)
    scene.settle_down()
    assert scene.window.serving.visit is not None
    assert scene.window.serving.visit.member.member_id == 2


def two_cards(scene: Scene) -> tuple[CardRead, CardRead]:
    """Cards of two members in two readers: the first is served, and the clerk is asked."""
    first, second = (replace(card_of(scene.member(number), 1), reader=f"Reader {number}") for number in (1, 2))
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, first.reader, 1, card=first))
    scene.settle_down()
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, second.reader, 1, card=second, rivals=(first,)))
    scene.settle_down()
    assert scene.window.form.choice_strip.isVisible()
    return first, second


@pytest.mark.parametrize("phase", [ReaderPhase.REMOVED, ReaderPhase.NO_READER])
def test_the_member_stays_when_a_card_leaves_another_reader(scene: Scene, phase: ReaderPhase) -> None:
    _first, second = two_cards(scene)
    error = CardError("no_reader") if phase is ReaderPhase.NO_READER else None
    scene.reader.listener(ReaderEvent(phase, second.reader, 1, error=error))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert (serving.visit.member.member_id, serving.is_masked) == (1, False)
    assert scene.window.form.choice_strip.isHidden(), "there is nothing to choose any more"
    assert scene.window.form.visit_bar.state == "read", "the card that is served is in"


@pytest.mark.parametrize("phase", [ReaderPhase.REMOVED, ReaderPhase.NO_READER])
def test_taking_out_one_of_two_cards_answers_whose_turn_it_is(scene: Scene, phase: ReaderPhase) -> None:
    first, second = two_cards(scene)
    scene.reader.listener(ReaderEvent(phase, first.reader, 1))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert (serving.visit.identity.card, serving.is_masked) == (second, False)
    assert scene.window.form.choice_strip.isHidden()
    assert scene.member(1).name not in all_text(scene)


def test_a_choice_holds_when_the_chosen_card_leaves(scene: Scene) -> None:
    """Once the clerk has chosen, no other member comes by himself."""
    first, _second = two_cards(scene)
    scene.press(scene.window.form.choice_strip, Qt.Key.Key_2)
    scene.settle_down()
    scene.reader.listener(ReaderEvent(ReaderPhase.REMOVED, first.reader, 1))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert serving.visit.member.member_id == 1, "the page of the one before is covered, not given away"
    assert serving.is_masked


@pytest.mark.parametrize("taken_back", ["escape", "another question", "lock"])
def test_a_question_that_was_taken_back_is_not_answered_by_a_card_that_leaves(scene: Scene, taken_back: str) -> None:
    """The clerk went on with the first member: the second must not come by himself when the first card is pulled."""
    first, second = two_cards(scene)
    if taken_back == "escape":
        scene.press(scene.window.form.choice_strip, Qt.Key.Key_Escape)
    elif taken_back == "lock":
        scene.window.lock()
        scene.window.unlock()
    else:
        scene.window.form.visit_bar.reveal_asked.emit()
    scene.settle_down()
    scene.reader.listener(ReaderEvent(ReaderPhase.REMOVED, first.reader, 1))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert (serving.visit.member.member_id, serving.is_masked) == (1, True)
    assert second.name is not None
    assert second.name not in all_text(scene)


@pytest.mark.parametrize("phase", [ReaderPhase.MUTE, ReaderPhase.WRONG_CARD, ReaderPhase.STUCK, ReaderPhase.REMOVED])
@pytest.mark.parametrize("asked", [True, False])
def test_a_read_again_that_fails_beside_another_card_is_told_and_masks(
    scene: Scene, phase: ReaderPhase, asked: bool
) -> None:
    first, _second = two_cards(scene)
    if not asked:
        scene.press(scene.window.form.choice_strip, Qt.Key.Key_Escape)
    scene.reader.listener(ReaderEvent(ReaderPhase.READING, first.reader, 1))
    why = CardError("removed" if phase is ReaderPhase.REMOVED else "mute")
    scene.reader.listener(ReaderEvent(phase, first.reader, 1, error=why))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert (serving.visit.member.member_id, serving.is_masked) == (1, True)
    assert scene.window.form.visit_bar.state not in ("read", "reading")
    assert scene.window.form.choice_strip.isVisible() == asked, "it is still the clerk who says whose turn it is"
    assert scene.member(1).name not in all_text(scene)


def test_a_member_who_comes_late_does_not_take_the_question_away(scene: Scene) -> None:
    """The second card is read while the books are still asked for the member of the first."""
    first, second = (replace(card_of(scene.member(number), 1), reader=f"Reader {number}") for number in (1, 2))
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, first.reader, 1, card=first))
    scene.reader.listener(ReaderEvent(ReaderPhase.READ, second.reader, 1, card=second, rivals=(first,)))
    scene.settle_down()
    serving = scene.window.serving
    assert serving.visit is not None
    assert serving.visit.member.member_id == 1
    assert scene.window.form.choice_strip.isVisible()
    scene.reader.listener(ReaderEvent(ReaderPhase.REMOVED, first.reader, 1))
    scene.settle_down()
    assert serving.visit is not None
    assert (serving.visit.identity.card, serving.is_masked) == (second, False)


def test_without_any_card_left_nobody_is_asked_about(scene: Scene) -> None:
    two_cards(scene)
    scene.reader.listener(ReaderEvent(ReaderPhase.NO_SERVICE))
    scene.settle_down()
    assert scene.window.serving.is_masked
    assert scene.window.form.choice_strip.isHidden()


CARDS = tuple(CardRead(f"Reader {number}", 1, IdentityRoute.CHIP) for number in range(3))


def turn_of(cards: tuple[CardRead, ...]) -> tuple[WhoseTurn, list[int]]:
    """A question about cards, and how many cards it has offered each time."""
    turn, offered = WhoseTurn(), []
    turn.asked.connect(lambda choices: offered.append(len(choices)))
    turn.ask(cards)
    return turn, offered


def test_of_three_cards_two_must_leave(dressed: QApplication) -> None:
    turn, offered = turn_of(CARDS)
    assert turn.answer_of(turn.cards, ReaderEvent(ReaderPhase.EMPTY, "Reader 9", 1)) is None
    assert turn.answer_of(turn.cards, ReaderEvent(ReaderPhase.REMOVED, "Reader 0", 1)) is None
    assert (turn.is_asking, turn.cards) == (True, CARDS[1:])
    assert turn.answer_of(turn.cards, ReaderEvent(ReaderPhase.REMOVED, "Reader 2", 1)) == CARDS[1]
    assert (turn.is_asking, offered) == (False, [3, 2, 0])


def test_a_question_that_masking_covered_is_answered_all_the_same(dressed: QApplication) -> None:
    turn, _offered = turn_of(CARDS[:2])
    before = turn.cards
    turn.leave_unanswered()
    assert turn.answer_of(before, ReaderEvent(ReaderPhase.REMOVED, "Reader 0", 1)) == CARDS[1]


def test_whoever_asks_anew_does_not_take_the_new_question_back(dressed: QApplication) -> None:
    turn, _offered = turn_of(CARDS[:2])
    turn.asked.connect(turn.leave_unanswered)
    turn.ask(CARDS[1:])
    assert turn.cards == CARDS[1:]


def test_cards_are_told_apart_without_naming_anybody(dressed: QApplication) -> None:
    turn, words = WhoseTurn(), []
    turn.asked.connect(lambda choices: words.extend(choices))
    named = replace(CARDS[0], name="张三丰", id_number="990101199001010016")
    turn.ask((named, CARDS[1]))
    told = [each for each, _card in words]
    assert len(set(told)) == 2
    assert "张三丰" not in told[0] and "19900101" not in told[0] and told[0].endswith("Reader 0")
    assert told[1] == "受保护的卡 · Reader 1"
