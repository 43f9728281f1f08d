"""The hardware smoke script against emulated hardware: masked, with a row for the tables, and an exit code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sdt_emulator import Emulator, text_block

from counter.card import id_reader
from device import smoke

CARD = {
    "card_number": "X000****9",
    "spec_version": "2.00",
    "route": "chip",
    "protected": False,
    "warnings": ["expired"],
}


def told(*cards: dict[str, Any] | None) -> Any:
    """Readings, one after the other."""
    waiting = list(cards)

    def read(_reader: str | None, **_: object) -> tuple[str, int]:
        card = waiting.pop(0)
        line = {"phase": "read" if card else "mute", "reader": "desk 00", "reason": "" if card else "mute"}
        return json.dumps(line | ({"card": card} if card else {})), 0 if card else 1

    return read


@pytest.mark.parametrize(
    ("cards", "code", "words"),
    [
        ([CARD] * 3, 0, "| desk 00 | "),
        ([CARD, {**CARD, "card_number": "Y000****9"}, CARD], 1, "FIELDS DIFFER"),
        ([CARD, None], 1, "Not read: mute"),
    ],
)
def test_a_card(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cards: list[Any], code: int, words: str
) -> None:
    monkeypatch.setattr(smoke, "read", told(*cards))
    assert smoke._card(None, 3, None) == code
    assert words in capsys.readouterr().out


def test_two_members_cards_are_asked_about(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    cards = [{"phase": "read", "reader": f"desk 0{n}", "insertion": 1, "card": CARD} for n in (0, 1)]
    line = {"phase": "several", "reason": "several_cards", "step": "say which with --reader NAME", "cards": cards}
    monkeypatch.setattr(smoke, "read", lambda *_, **__: (json.dumps(line), 2))
    assert smoke._card(None, 3, None) == 1
    said = capsys.readouterr().out
    assert "desk 00: read" in said
    assert "desk 01: read" in said
    assert "--reader" in said
    assert "| desk" not in said


def test_an_id_reader(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(id_reader, "POLL_SECONDS", 0.01)
    emulator = Emulator(text_block())
    try:
        assert smoke._document(emulator.device) == 0
    finally:
        emulator.close()
    said = capsys.readouterr().out
    assert "| citizen |" in said
    for secret in ("张三丰", "990101199001010019", "中山路"):
        assert secret not in said


def test_no_id_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke._document("/nowhere") == 1
    assert "no_port" in capsys.readouterr().out
