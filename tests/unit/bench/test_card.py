"""The computed wire time, and how long a read takes to be delivered."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bench import card as bench_card
from counter.bench.card import card_outcome
from counter.card.image import load_image
from counter.card.virtual import VirtualUnavailable
from counter.card.wire import wire_ms

CARDS = Path(__file__).parents[3] / "resources" / "cards"


def test_wire_time_is_that_of_the_formula() -> None:
    """performance.md section 5: 381 characters take 501, 154 and 75 ms with the answer to reset."""
    assert [round(wire_ms(381, baud)) for baud in (9600, 38400, 115200)] == [501, 154, 75]


def test_characters_of_a_short_exchange() -> None:
    journal = bench_card.Journal(load_image(CARDS / "p02.toml"))
    name = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
    assert len(journal.send_and_receive(b"\x00\xa4\x04\x00\x0f" + name)) == 2
    assert journal.characters == 5 + 15 + 1 + 2
    assert len(journal.send_and_receive(bytes.fromhex("00C0000018"))) == 26
    assert journal.characters == 23 + 5 + 1 + 26


def test_a_short_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def start(self) -> None:
            raise VirtualUnavailable("not installed: pcscd")

    monkeypatch.setattr(bench_card, "VirtualStage", Nothing)
    outcome = card_outcome(CARDS, quick=True)
    assert [figure.name for figure in outcome.figures][1].startswith("simulated")
    assert any("pcscd and vpcd: not run" in note for note in outcome.notes)
    assert any("computed" in note for note in outcome.notes)
