"""Every state of the reader has a word, a sentence and a next step of its own, in both languages, and is never cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from window_scene import Scene

from counter.card.errors import WARNINGS, Reason
from counter.card.member_card import OPTIONAL_RECORDS
from counter.demo import bar_states
from counter.desktop import icons, reader_states, theme, wording
from counter.desktop.application import create_application
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

ROOT = Path(__file__).parents[2]
CARD = CardRead("Reader 0", 1, IdentityRoute.CHIP)
CARD_FIELDS = (*OPTIONAL_RECORDS.values(), "card_id", "card_number", "id_number")


def events() -> Iterator[ReaderEvent]:
    """Every phase without an error, every reason, and two cards."""
    for phase in ReaderPhase:
        yield ReaderEvent(phase, "Reader 0", 1)
    for reason in Reason:
        yield ReaderEvent(ReaderPhase.MUTE, "Reader 0", 1, error=CardError(reason.value))
    yield ReaderEvent(ReaderPhase.READ, "Reader 0", 1, CARD, rivals=(replace(CARD, reader="Reader 1"),))


def test_every_phase_and_every_reason_is_a_state_and_no_state_is_left_over() -> None:
    reached = {reader_states.state_of(event) for event in events()}
    reached.add(reader_states.state_of(ReaderEvent(ReaderPhase.REMOVED, "Reader 0", 1), in_visit=True))
    assert reached == set(reader_states.STATES)


def test_a_reason_that_is_new_falls_back_to_its_phase() -> None:
    event = ReaderEvent(ReaderPhase.MUTE, "Reader 0", 1, error=CardError("something new"))
    assert reader_states.state_of(event) == "mute"
    assert reader_states.advice("mute", event) == wording.card_sentence("something new")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_states_say_the_same(dressed: QApplication, language: str) -> None:
    create_application([], language)
    sentences = {state: reader_states.advice(state) for state in reader_states.STATES}
    sentences |= {warning: wording.card_warning(warning) for warning in WARNINGS}
    sentences |= {name: wording.card_warning(f"field_unreadable:{name}") for name in CARD_FIELDS}
    assert all(sentences.values())
    assert len(set(sentences.values())) == len(sentences)
    words = {state: reader_states.word(state) for state in reader_states.STATES if state != "removed_in_visit"}
    assert len(set(words.values())) == len(words)
    if language == "en":
        assert not [text for text in (*sentences.values(), *words.values()) if re.search(r"[一-鿿]", text)]


def test_colour_is_never_alone(dressed: QApplication) -> None:
    for state in reader_states.STATES.values():
        assert not icons.picture(state.icon, 16, "text").isNull()


def test_every_state_has_its_picture_and_stands_in_the_docs() -> None:
    assert set(reader_states.STATES) <= set(bar_states.NAMES)
    assert {f"served_{route.value}" for route in IdentityRoute} <= set(bar_states.NAMES)
    pictures = {path.stem for path in (ROOT / "docs" / "pictures" / bar_states.FOLDER).glob("*.png")}
    assert pictures == set(bar_states.NAMES)
    page = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"{bar_states.FOLDER}/(\w+)\.png", page)) == set(bar_states.NAMES)


def lay_out() -> None:
    """Heights follow widths through several layouts, one round of events each."""
    for _ in range(5):
        QCoreApplication.processEvents()


def cut(bar: QWidget, parts: tuple[QWidget, ...]) -> list[str]:
    """Names of the visible parts that do not fit into the bar, or into which their text does not fit."""
    found = []
    for part in parts:
        if not part.isVisible():
            continue
        place = part.geometry().translated(part.parentWidget().mapTo(bar, part.parentWidget().rect().topLeft()))
        wanted = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
        narrow = not part.hasHeightForWidth() and part.width() < part.sizeHint().width()
        if not bar.rect().contains(place) or part.height() < wanted or narrow:
            found.append(f"{type(part).__name__} {part.accessibleName()}")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_in_any_state_at_any_text_size(
    make_scene: Callable[..., Scene], dressed: QApplication, language: str
) -> None:
    create_application([], language)
    scene = make_scene(language)
    bar = scene.window.form.visit_bar
    parts = (
        bar.reader_chip,
        bar.advice,
        bar.name,
        bar.number,
        bar.reveal,
        bar.route_chip,
        bar.person_chip,
        bar.scheme_chip,
        bar.state_chip,
        bar.answer_chip,
        bar.warning_chip,
        bar.document,
        bar.search,
    )
    long_name = scene.member(9)
    for scale in (1.5, 2.0):
        theme.apply(dressed, theme.current(), scale)
        for event in events():
            scene.reader.insertion += 1
            bar.show_reader(replace(event, insertion=scene.reader.insertion))
            lay_out()
            assert cut(bar, parts) == [], (scale, event.phase, event.error)
        scene.reader.insert(long_name, warnings=("expired", "sex_differs"))
        scene.settle_down()
        lay_out()
        assert bar.name.isVisible()
        assert cut(bar, parts) == [], scale
        scene.reader.pull()
        scene.settle_down()
        lay_out()
        assert cut(bar, parts) == [], scale


def test_a_state_gives_way_to_the_member_and_comes_back(scene: Scene) -> None:
    bar = scene.window.form.visit_bar
    assert "Shift+F2" in bar.advice.text()
    scene.insert(1)
    assert not bar.advice.isVisible(), "a card that was read needs no advice"
    scene.reader.pull()
    scene.settle_down()
    assert bar.state == "removed_in_visit"
    assert "还给参保人" in bar.advice.text()
    assert bar.reader_chip.text() == "卡已取出"


def test_a_typed_visit_is_told_what_the_reader_does(scene: Scene) -> None:
    scene.window.serving.open_number(scene.member(3).id_number, "没带卡")
    scene.settle_down()
    assert not scene.window.form.visit_bar.advice.isVisible()
    scene.reader.insertion += 1
    scene.reader.say(ReaderPhase.WRONG_CARD, error=CardError("blank"))
    scene.settle_down()
    assert "制卡窗口" in scene.window.form.visit_bar.advice.text()


def test_after_a_booking_the_card_is_not_forgotten(scene: Scene) -> None:
    scene.insert(1)
    scene.window.open_page("settlement")
    page = scene.window.current_page()
    assert page is not None
    page.books_changed.emit()
    scene.settle_down()
    assert "还给参保人" in scene.window.form.visit_bar.advice.text()
    scene.insert(2)
    assert not scene.window.form.visit_bar.advice.isVisible()


def test_a_card_that_stays_behind_is_said(scene: Scene) -> None:
    from PySide6.QtWidgets import QLabel

    scene.insert(1)
    scene.window.serving.open_number(scene.member(3).id_number, "没带卡")
    scene.settle_down()
    assert "上一位的卡" in scene.window.form.command_bar.message()
    scene.insert(1)
    for seated in (True, False):
        scene.window.lock()
        notes = [label.text() for label in scene.window._lock.findChildren(QLabel) if label.isVisible()]
        assert any("读卡器里还有卡" in note for note in notes) is seated
        scene.window.unlock()
        scene.reader.pull()
        scene.settle_down()
