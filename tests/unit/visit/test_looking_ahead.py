"""Asking the books while a card is still being read: what is fetched, what is kept of it, what the log says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.identity import CardRead, Identity
from counter.domain.member import Overview
from counter.store import Books
from counter.visit.counter import Counter
from counter.visit.system_clock import SystemClock

LOOKS = "SELECT kind FROM audit WHERE seq > ? ORDER BY seq"


def kinds(books: Books, after: int) -> list[str]:
    """What was logged since."""
    with books._exchange.reading() as line:
        return [row[0] for row in line.connection.execute(LOOKS, (after,)).fetchall()]


@pytest.fixture
def card(identity: Identity) -> CardRead:
    assert identity.card is not None
    return identity.card


@pytest.fixture
def ahead(counter: Counter, card: CardRead) -> Overview:
    assert card.card_number is not None
    overview = counter.open_ahead(card.card_number)
    assert overview is not None
    return overview


def test_it_is_the_overview_that_opening_gives(
    counter: Counter, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An overview says at which second it was asked for.
    monkeypatch.setattr(SystemClock, "now", lambda _clock: "2026-11-20T09:10:00+08:00")
    assert identity.card is not None and identity.card.card_number is not None
    ahead = counter.open_ahead(identity.card.card_number)
    assert ahead is not None
    whole = counter.complete(ahead, identity.card)
    assert whole is not None
    assert whole.record == counter.open(identity).record
    assert replace(whole, record=None) == replace(counter.open(identity), record=None)  # type: ignore[arg-type]


def test_warnings_are_the_cards(counter: Counter, card: CardRead, ahead: Overview) -> None:
    whole = counter.complete(ahead, replace(card, warnings=("expired",)))
    assert whole is not None
    assert whole.card_warnings == ("expired",)


@pytest.mark.parametrize(
    "changes",
    [{"id_number": "990101199001010035"}, {"card_number": "Z00000001"}, {"card_number": None}, {"name": "别人"}],
)
def test_nothing_is_kept_for_a_card_that_differs(
    counter: Counter, card: CardRead, ahead: Overview, changes: dict[str, str | None]
) -> None:
    assert counter.complete(ahead, replace(card, **changes)) is None  # type: ignore[arg-type]


def test_one_look_for_a_visit(counter: Counter, books: Books, card: CardRead) -> None:
    before = books.audit_head()[0]
    assert card.card_number is not None
    ahead = counter.open_ahead(card.card_number)
    assert ahead is not None
    counter.complete(ahead, card)
    assert kinds(books, before) == ["look"]
    counter.leave_unshown(ahead)
    assert kinds(books, before) == ["look", "look_unshown"]


def test_a_number_of_nobody_is_not_logged(counter: Counter, books: Books) -> None:
    """The whole read may still name somebody; it is logged then."""
    before = books.audit_head()[0]
    assert counter.open_ahead("Z99999999") is None
    assert kinds(books, before) == []


def test_whoever_is_shown_by_a_look_ahead_is_here_by_the_card(
    counter: Counter, card: CardRead, ahead: Overview
) -> None:
    member = ahead.record.member.member_id
    assert counter._established.of(member) == "none"
    assert counter.complete(ahead, card) is not None
    assert (counter._established.of(member), counter._established.card_of(member)) == ("chip", card)
