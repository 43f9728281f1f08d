"""The books are asked while a card is still being read: nothing shows before its time, nobody else's, and the audit log
says what was seen."""

from __future__ import annotations

import pytest
from window_scene import Scene, card_of

from counter.desktop.command_bar import KeyButton
from counter.domain.errors import CounterError
from counter.domain.member import Member, Overview
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

LOOKS = "SELECT kind, member_id FROM audit WHERE seq > ? AND kind LIKE 'look%' ORDER BY seq"


class Log:
    """The looks in the audit log since now."""

    def __init__(self, scene: Scene) -> None:
        self._books = scene.books
        self._seen = scene.books.audit_head()[0]

    def looks(self) -> list[tuple[str, int]]:
        """Kind and member of each."""
        with self._books._exchange.reading() as line:
            return [tuple(row) for row in line.connection.execute(LOOKS, (self._seen,)).fetchall()]


@pytest.fixture
def members(scene: Scene) -> tuple[Member, Member]:
    """Two people with cards."""
    return scene.member(1), scene.member(2)


def number(scene: Scene, member: Member) -> None:
    """A card was put in and has said its number so far."""
    scene.reader.begin()
    scene.reader.say(ReaderPhase.READING, number=member.card_number)


def shown(scene: Scene) -> str:
    """The name in the visit bar."""
    return scene.window.form.visit_bar.name.text()


def keys(scene: Scene) -> set[str]:
    """The words of the keys in the command bar."""
    return {button.text() for button in scene.window.form.command_bar.findChildren(KeyButton) if button.isVisible()}


def complete(scene: Scene, member: Member, **changes: object) -> None:
    """The rest of the card is read; delivered on the spot."""
    from dataclasses import replace

    card = replace(card_of(member, scene.reader.insertion), **changes)  # type: ignore[arg-type]
    scene.reader.card = card
    scene.window.take_event(ReaderEvent(ReaderPhase.READ, card.reader, card.insertion, card=card))


def test_the_page_is_there_with_the_read(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    number(scene, members[0])
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert shown(scene) == ""
    complete(scene, members[0], warnings=("expired",))
    visit = scene.window.serving.visit
    assert visit is not None, "no trip to the books is left"
    assert visit.member == members[0]
    assert visit.overview.card_warnings == ("expired",)
    assert shown(scene) == members[0].name
    scene.settle_down()
    assert log.looks() == [("look", 1)]


def test_a_read_that_is_faster_than_the_books(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    scene.reader.begin()
    scene.window.take_event(ReaderEvent(ReaderPhase.READING, "Reader 0", 1, number=members[0].card_number))
    complete(scene, members[0])
    assert scene.window.serving.visit is None
    scene.settle_down()
    assert shown(scene) == members[0].name
    assert log.looks() == [("look", 1)]


def test_a_card_that_leaves_before_it_was_read(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    number(scene, members[0])
    scene.settle_down()
    scene.reader.pull()
    scene.settle_down()
    assert scene.window.serving.visit is None
    assert shown(scene) == ""
    assert log.looks() == [("look", 1), ("look_unshown", 1)]


def test_an_answer_that_comes_after_the_card_left(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    number(scene, members[0])
    scene.window.take_event(ReaderEvent(ReaderPhase.REMOVED, "Reader 0", 1))
    number(scene, members[1])
    complete(scene, members[1])
    scene.settle_down()
    assert shown(scene) == members[1].name
    assert sorted(log.looks()) == [("look", 1), ("look", 2), ("look_unshown", 1)]


def test_the_number_of_one_and_the_person_of_another(scene: Scene, members: tuple[Member, Member]) -> None:
    """The card's ID number decides, as it does without looking ahead."""
    one, other = members
    log = Log(scene)
    number(scene, one)
    scene.settle_down()
    complete(scene, other, card_number=one.card_number)
    scene.settle_down()
    visit = scene.window.serving.visit
    assert visit is not None
    assert visit.member.member_id == other.member_id
    assert log.looks() == [("look", 1), ("look_unshown", 1), ("look", 2)]


def test_a_number_that_nobody_has(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    scene.reader.begin()
    scene.reader.say(ReaderPhase.READING, number="Z99999999")
    scene.settle_down()
    complete(scene, members[0], card_number="Z99999999")
    scene.settle_down()
    assert shown(scene) == members[0].name
    assert log.looks() == [("look", 1)]


def test_books_that_fail_ahead_are_asked_again(
    scene: Scene, members: tuple[Member, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_number: str) -> Overview:
        raise CounterError

    monkeypatch.setattr(scene.counter, "open_ahead", fail)
    number(scene, members[0])
    scene.settle_down()
    complete(scene, members[0])
    scene.settle_down()
    assert shown(scene) == members[0].name


def test_a_clerk_who_opens_somebody_else_meanwhile(scene: Scene, members: tuple[Member, Member]) -> None:
    log = Log(scene)
    number(scene, members[0])
    complete(scene, members[0])
    scene.window.serving.open_member(2, "test")
    scene.settle_down()
    assert shown(scene) == members[1].name
    assert ("look_unshown", 1) in log.looks()


def test_the_same_card_read_again(scene: Scene, members: tuple[Member, Member]) -> None:
    """F2: the page stays as it is until the new read is there."""
    scene.insert(1)
    log = Log(scene)
    scene.reader.say(ReaderPhase.READING, number=members[0].card_number)
    scene.settle_down()
    assert shown(scene) == members[0].name
    complete(scene, members[0])
    scene.settle_down()
    assert shown(scene) == members[0].name
    assert log.looks() == [("look", 1)]


def test_the_status_comes_before_what_stands_below_it(scene: Scene, members: tuple[Member, Member]) -> None:
    number(scene, members[0])
    scene.settle_down()
    complete(scene, members[0])
    page = scene.page
    assert shown(scene) == members[0].name
    assert page.form.balance.text() != "—"
    assert page.form.benefits_title.text()
    assert not page.spending.rows(), "painted in a later turn"
    scene.settle_down()
    assert page.spending.rows()
    assert "Ctrl+D" in {command.key for command in page.commands()}


def test_what_stands_below_is_dropped_with_its_member(scene: Scene, members: tuple[Member, Member]) -> None:
    number(scene, members[0])
    scene.settle_down()
    complete(scene, members[0])
    scene.reader.pull()
    scene.settle_down()
    assert scene.window.serving.is_masked
    assert not scene.page.spending.rows()
    assert not scene.page.enquiry.account.rows()


def test_the_keys_are_those_of_the_page_that_is_shown(scene: Scene, members: tuple[Member, Member]) -> None:
    scene.reader.insert(members[0])
    scene.settle_down()
    assert "核对身份" in keys(scene)
    scene.window.serving.close()
    assert "核对身份" not in keys(scene), "nothing of a visit that is over, not even for a moment"


def test_the_page_does_not_move_when_the_next_member_is_shown(scene: Scene, members: tuple[Member, Member]) -> None:
    """A bar that grows with the member lays out and paints the whole page anew while somebody waits."""
    scene.window.resize(1024, 700)
    scene.reader.insert(members[0])
    scene.settle_down()
    bar = scene.window.form.visit_bar
    served = bar.height()
    scene.reader.pull()
    scene.window.serving.close()
    scene.settle_down()
    assert bar.height() < served, "nobody is there: the bar takes no more than it needs"
    number(scene, members[1])
    scene.settle_down()
    assert bar.height() == served
    scene.reader.pull()
    scene.settle_down()
    assert bar.height() < served, "nobody came of it"
