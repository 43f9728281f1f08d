"""The lines that move cards, readers and the service of the simulated layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counter.card.errors import PcscCode, PcscError
from counter.card.simulated import SIMULATED_READER, SimulatedSlot
from counter.card.simulated_stage import SimulatedStage


@pytest.fixture
def stage() -> SimulatedStage:
    return SimulatedStage()


def insert(cards_folder: Path, **more: Any) -> dict[str, Any]:
    return {"do": "insert", "card": str(cards_folder / "p02.toml"), **more}


def slot_of(stage: SimulatedStage, name: str = SIMULATED_READER) -> SimulatedSlot:
    return stage.service.slots[name]


def test_insert_and_pull(stage: SimulatedStage, cards_folder: Path) -> None:
    stage.obey(insert(cards_folder, faults=[{"at": 3, "kind": "mute"}]))
    assert slot_of(stage).state().present
    stage.obey({"do": "pull"})
    assert not slot_of(stage).state().present


def test_plug_with_a_card_and_unplug(stage: SimulatedStage, cards_folder: Path) -> None:
    stage.obey({"do": "unplug"})
    assert stage.service.slots == {}
    stage.obey(insert(cards_folder, do="plug", reader="b", events=9))
    state = slot_of(stage, "b").state()
    assert (state.present, state.events) == (True, 9)
    stage.obey({"do": "plug", "reader": "b"})
    assert slot_of(stage, "b").state().present


def test_refusals(stage: SimulatedStage, cards_folder: Path) -> None:
    stage.obey(insert(cards_folder))
    stage.obey({"do": "refuse", "refusals": [PcscCode.REMOVED_CARD]})
    with pytest.raises(PcscError, match="80100069"):
        stage.service.establish().connect(SIMULATED_READER)
    assert stage.service.establish().connect(SIMULATED_READER).atr


def test_service(stage: SimulatedStage) -> None:
    context = stage.service.establish()
    stage.obey({"do": "service", "act": "restart"})
    with pytest.raises(PcscError):
        context.readers()
    assert stage.service.establish().readers() == (SIMULATED_READER,)
    stage.obey({"do": "service", "act": "stop"})
    with pytest.raises(PcscError):
        stage.service.establish()
    stage.obey({"do": "service", "act": "start"})
    assert stage.service.establish().readers()


NOTHING = (
    {"do": "insert", "card": "none.toml"},
    {"do": "pull", "reader": "gone"},
    {"do": "dance"},
    {"do": "unplug", "reader": "x"},
)


@pytest.mark.parametrize("line", NOTHING)
def test_what_means_nothing_is_ignored(stage: SimulatedStage, line: dict[str, Any]) -> None:
    stage.obey(line)
    assert not slot_of(stage).state().present
