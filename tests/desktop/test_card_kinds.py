"""From a card in the slot to what the window says, with the real worker: right card, right member."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from window_scene import Scene

from counter.card.image import image_for_member, load_image, save_image
from counter.card.launching import launch_worker
from counter.card.reader import SupervisedReader
from counter.domain.member import Member

CARDS = Path(__file__).parents[2] / "resources" / "cards"

NEXT_STEP = ("请", "Shift+F2", "F3")


class Slot:
    """A simulated reader at a window."""

    def __init__(self, scene: Scene, reader: SupervisedReader) -> None:
        self.scene, self._reader = scene, reader
        reader.start(scene.window.serving.listener())

    def put(self, path: Path, shown: Callable[[], bool]) -> None:
        """Put a card in and wait until the window shows something."""
        self._reader.tell({"do": "insert", "card": str(path)}, seated=str(path))
        until = time.monotonic() + 10
        while not shown():
            assert time.monotonic() < until, f"{path.stem}: {self.state} {self.advice}"
            QTest.qWait(20)

    @property
    def state(self) -> str:
        """The state of the reader, as the bar shows it."""
        return self.scene.window.form.visit_bar.state

    @property
    def advice(self) -> str:
        """What the bar advises."""
        return self.scene.window.form.visit_bar.advice.text()


@pytest.fixture
def slot(scene: Scene) -> Iterator[Slot]:
    reader = SupervisedReader(partial(launch_worker, "simulated"))
    yield Slot(scene, reader)
    reader.stop()


def card_for(member: Member, folder: Path, **changes: object) -> Path:
    """A file with the card of a member."""
    assert member.card_number is not None
    assert member.card_id is not None
    image = image_for_member(
        "card", name=member.name, id_number=member.id_number, sex=member.sex, birth_day=member.birth_day,
        card_number=member.card_number, card_id=member.card_id, **changes,  # type: ignore[arg-type]
    )  # fmt: skip
    path = folder / f"member{member.member_id}.toml"
    save_image(image, path)
    return path


def test_every_kind_of_wrong_card_has_its_own_sentence_and_next_step(slot: Slot) -> None:
    """Bank, resident ID, legacy, blank and blocked cards, one after the other; nobody is shown meanwhile."""
    said: dict[str, str] = {}
    kinds = {"p10": "not_member_card", "p12": "id_card", "p15-legacy": "legacy", "p11-zero": "blank",
             "p13-6283": "blocked", "p06": "protected"}  # fmt: skip
    for stem, state in kinds.items():
        slot.put(CARDS / f"{stem}.toml", lambda state=state: slot.state == state)  # type: ignore[misc]
        said[stem] = slot.advice
        assert slot.scene.window.serving.visit is None
        assert any(word in slot.advice for word in NEXT_STEP), slot.advice
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize(
    ("changes", "word"), [({"expiry_day": "2021-01-01"}, "有效期"), ({"issue_day": "2039-01-01"}, "生效")]
)
def test_a_card_out_of_its_time_opens_its_member_with_a_warning(
    slot: Slot, tmp_path: Path, changes: dict[str, str], word: str
) -> None:
    from datetime import date

    member = slot.scene.member(1)
    days = {key: date.fromisoformat(value) for key, value in changes.items()}
    path = card_for(member, tmp_path, **days)
    slot.put(path, lambda: slot.scene.window.serving.visit is not None)
    slot.scene.settle_down()
    chip = slot.scene.window.form.visit_bar.warning_chip
    assert chip.isVisible()
    assert word in chip.text() + chip.toolTip()
    assert slot.scene.window.form.visit_bar.name.text() == member.name


def test_the_page_follows_the_card(slot: Slot, tmp_path: Path) -> None:
    """Two members in a row, and a card that cannot be read after them: never the one before."""
    window = slot.scene.window
    for member_id in (1, 2):
        member = slot.scene.member(member_id)
        path = card_for(member, tmp_path)
        slot.put(path, lambda: window.serving.visit is not None and not window.serving.is_masked
                 and window.serving.visit.member.member_id == member_id)  # noqa: B023  # fmt: skip
        assert window.form.visit_bar.name.text() == member.name
    mute = replace(load_image(CARDS / "p02.toml"), atr=b"")
    save_image(mute, tmp_path / "mute.toml")
    slot.put(tmp_path / "mute.toml", lambda: slot.state == "mute")
    assert window.serving.visit is None or window.serving.is_masked
    assert slot.scene.member(2).id_number not in window.form.visit_bar.number.text()


def test_without_a_service_the_other_ways_are_offered(scene: Scene, tmp_path: Path) -> None:
    nowhere = {"PCSCLITE_CSOCK_NAME": str(tmp_path / "nobody.comm")}
    reader = SupervisedReader(partial(launch_worker, "pcsc", environment=nowhere))
    try:
        reader.start(scene.window.serving.listener())
        bar = scene.window.form.visit_bar
        until = time.monotonic() + 20
        while bar.state != "service_missing":
            assert time.monotonic() < until, bar.state
            QTest.qWait(20)
        assert "F3" in bar.advice.text()
        scene.window.serving.open_number(scene.member(3).id_number, "没带卡")
        scene.settle_down()
        assert bar.name.text() == scene.member(3).name
    finally:
        reader.stop()
