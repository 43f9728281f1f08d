"""`counter card read`: masked, complete, with an exit code that a script can use."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter.card import command
from counter.card.steps import CARD_STEPS
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdentityRoute, Sex
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

P = ReaderPhase
CARD = CardRead(
    "desk 00 00", 1, IdentityRoute.CHIP, "2.00", "990100D1560000050000000000000019", "3", "X00000019",
    "990101199001010019", "张三丰", Sex.MALE, "01", "990101", date(1990, 1, 1), None, None, False,
    ("expired", "sex_differs"),
)  # fmt: skip


class Told:
    """A reader that has all its events ready. looks: how the readers stand at each look, when not as the events say."""

    def __init__(self, *events: ReaderEvent, looks: tuple[tuple[ReaderEvent, ...], ...] = ()) -> None:
        self._events = events
        self._looks = list(looks)
        self.stopped = False

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        for event in self._events:
            listener(event)

    def states(self) -> tuple[ReaderEvent, ...]:
        if self._looks:
            return self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]
        return tuple({event.reader: event for event in self._events}.values())

    def read_again(self, reader: str = "") -> None:
        """Not asked."""

    def seated(self, card: CardRead) -> bool:
        return True

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_GRACE_SECONDS", 0.05)
    monkeypatch.setattr(command, "_LIMIT_SECONDS", 0.5)


def run(*events: ReaderEvent, reader: str | None = None, show: bool = False) -> tuple[dict[str, Any], int]:
    source = Told(*events)
    text, code = command.read(reader, as_json=True, show=show, source=source)
    assert source.stopped
    result: dict[str, Any] = json.loads(text)
    return result, code


READ = ReaderEvent(P.READ, "desk 00 00", 1, CARD)


def test_masked_unless_asked() -> None:
    result, code = run(ReaderEvent(P.EMPTY, "desk 00 00"), ReaderEvent(P.READING, "desk 00 00", 1), READ)
    assert code == 0
    assert result["phase"] == "read"
    text = json.dumps(result, ensure_ascii=False)
    for secret in ("张三丰", "990101199001010019", "X00000019", "990100D156000005", "1990-01-01"):
        assert secret not in text
    assert result["card"]["name"] == "张**"
    assert result["card"]["warnings"] == ["expired", "sex_differs"]


def test_shown_when_asked() -> None:
    result, _ = run(READ, show=True)
    assert result["card"]["id_number"] == "990101199001010019"
    assert result["card"]["birth_day"] == "1990-01-01"


def test_text_is_masked_too() -> None:
    text, _ = command.read(None, as_json=False, show=False, source=Told(READ))
    assert "张**" in text
    assert "X00000019" not in text
    assert "expired, sex_differs" in text


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (ReaderEvent(P.WRONG_CARD, "a", 1, error=CardError("blank")), 1),
        (ReaderEvent(P.MUTE, "a", 1, error=CardError("mute", "80100066")), 1),
        (ReaderEvent(P.STUCK, "a", 1, error=CardError("stuck")), 1),
        (ReaderEvent(P.REMOVED, "a", 1, error=CardError("removed")), 1),
        (ReaderEvent(P.EMPTY, "a"), 2),
        (ReaderEvent(P.NO_READER, error=CardError("no_reader")), 2),
        (ReaderEvent(P.NO_SERVICE, error=CardError("service_missing", "8010001D")), 2),
    ],
)
def test_exit_codes(event: ReaderEvent, code: int) -> None:
    result, got = run(event)
    assert got == code
    if isinstance(event.error, CardError):
        assert result["reason"] == event.error.reason
        assert result["step"]


def test_a_driver_that_fails_shows_its_number_and_text() -> None:
    error = CardError("driver", "-2", "没有卡")
    protected = ReaderEvent(P.PROTECTED, "a", 1, CardRead("a", 1, IdentityRoute.CHIP, protected=True), error)
    text, code = command.read(None, as_json=False, show=False, source=Told(protected))
    assert code == 0
    assert {("reason", "driver"), ("hint", "-2"), ("detail", "没有卡")} <= {
        tuple(row.split()) for row in text.splitlines()
    }


def test_named_reader_only() -> None:
    other = ReaderEvent(P.WRONG_CARD, "other 00 00", 1, error=CardError("blank"))
    assert run(other, READ, reader="desk")[0]["reader"] == "desk 00 00"
    result, code = run(other, reader="desk")
    assert (result["phase"], result["reader"], result["reason"], code) == ("no_reader", "", "no_reader", 2)


def test_an_empty_second_slot_does_not_hide_a_wrong_card() -> None:
    wrong = ReaderEvent(P.WRONG_CARD, "a", 1, error=CardError("blank"))
    assert run(ReaderEvent(P.READING, "a", 1), ReaderEvent(P.EMPTY, "b"), wrong, ReaderEvent(P.EMPTY, "b"))[1] == 1


def test_without_events_it_ends() -> None:
    assert run()[1] == 2


OTHER = ReaderEvent(
    P.READ, "desk 00 01", 3, replace(CARD, reader="desk 00 01", card_number="X00000027", name="李四", warnings=())
)
BUSY = ReaderEvent(P.READING, "desk 00 01", 3)


@pytest.mark.parametrize("show", [False, True])
def test_of_two_members_none_is_guessed(show: bool) -> None:
    """The other card may still be being read when the first one is done: its turn is waited for."""
    source = Told(READ, looks=((READ, BUSY), (READ, BUSY), (READ, OTHER)))
    text, code = command.read(None, as_json=True, show=show, source=source)
    told = json.loads(text)
    assert code == 2
    assert (told["phase"], told["reason"]) == ("several", "several_cards")
    assert "--reader" in told["step"]
    assert "card" not in told
    assert [one["reader"] for one in told["cards"]] == ["desk 00 00", "desk 00 01"]
    assert [one["card"]["card_number"] for one in told["cards"]] == ["X000****9", "X000****7"]
    for secret in ("张三丰", "李四", "X00000019", "990101199001010019"):
        assert secret not in text


def test_two_members_as_text() -> None:
    text, code = command.read(None, as_json=False, show=True, source=Told(READ, OTHER))
    assert code == 2
    assert "desk 00 00: read 张** X000****9" in text
    assert "desk 00 01: read 李* X000****7" in text
    assert "--reader" in text


def test_the_reader_that_was_named_is_read_beside_another() -> None:
    for name, number in (("desk 00 00", "X000****9"), ("00 01", "X000****7")):
        result, code = run(READ, OTHER, reader=name)
        assert (result["card"]["card_number"], code) == (number, 0)
    assert run(READ, OTHER, reader="desk")[0]["phase"] == "several"


def test_a_whole_name_is_no_part_of_another() -> None:
    longer = ReaderEvent(P.READ, "desk 00 001", 1, replace(CARD, card_number="X00000027"))
    assert run(longer, READ, reader="desk 00 00")[0]["reader"] == "desk 00 00"


def test_a_card_beside_that_is_no_members_changes_nothing() -> None:
    other = ReaderEvent(P.STUCK, "desk 00 01", 1, error=CardError("stuck"))
    text, code = command.read(None, as_json=True, show=False, source=Told(READ, looks=((READ, BUSY), (READ, other))))
    assert (json.loads(text)["phase"], code) == ("read", 0)


def test_a_protected_card_has_a_next_step() -> None:
    protected = ReaderEvent(P.PROTECTED, "a", 1, CardRead("a", 1, IdentityRoute.CHIP, protected=True))
    result, code = run(protected)
    assert (result["step"], code) == (CARD_STEPS["protected"], 0)
    text, _ = command.read(None, as_json=False, show=False, source=Told(protected))
    assert CARD_STEPS["protected"] in text


def test_an_empty_reader_has_one_too() -> None:
    assert run(ReaderEvent(P.EMPTY, "a"))[0]["step"] == CARD_STEPS["no_card"]


def test_what_cannot_be_read_is_named_and_shown_when_asked_only() -> None:
    odd = replace(READ, card=replace(CARD, unreadable=(("issue_day", "20200230"), ("name", "817f"))))
    assert run(odd)[0]["card"]["unreadable"] == {"issue_day": "********", "name": "****"}
    assert run(odd, show=True)[0]["card"]["unreadable"] == {"issue_day": "20200230", "name": "817f"}
    text, _ = command.read(None, as_json=False, show=False, source=Told(odd))
    assert "issue_day ********, name ****" in text
    assert "unreadable" not in command.read(None, as_json=False, show=True, source=Told(READ))[0]
