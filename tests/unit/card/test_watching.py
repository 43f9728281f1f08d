"""`counter card watch`: a masked line for every change."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from counter.card.launching import launch_worker
from counter.card.reader import SupervisedReader
from counter.card.watching import watch
from counter.domain.errors import CardError
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


@pytest.mark.parametrize("as_json", [False, True])
def test_lines(cards_folder: Path, as_json: bool) -> None:
    reader = SupervisedReader(partial(launch_worker, "simulated"), simulated=True)
    lines: list[str] = []

    def put() -> None:
        while not lines:
            time.sleep(0.01)
        card = str(cards_folder / "p02.toml")
        reader.tell({"do": "insert", "card": card}, seated=card)

    hand = threading.Thread(target=put)
    hand.start()
    assert watch(reader, lines.append, as_json=as_json, lines=3) == 0
    hand.join()
    if as_json:
        assert [json.loads(line)["phase"] for line in lines] == ["empty", "reading", "read"]
        assert json.loads(lines[-1])["card"]["id_number"] == "990101********0019"
    else:
        assert lines[0].endswith(": empty -> insert the card")
        assert lines[2].endswith(": read 张* X000****9")
    assert "张三" not in "".join(lines)


class Lost:
    """A reader whose service is asked for again and again: each look makes an error of its own."""

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        for _ in range(4):
            listener(self._missing())
        listener(ReaderEvent(ReaderPhase.NO_READER))

    def states(self) -> tuple[ReaderEvent, ...]:
        return (self._missing(),)

    def stop(self) -> None:
        """Ended."""

    @staticmethod
    def _missing() -> ReaderEvent:
        return ReaderEvent(ReaderPhase.NO_SERVICE, error=CardError("service_missing", "8010001D"))


def test_the_same_is_said_once_and_with_its_step() -> None:
    lines: list[str] = []
    watch(Lost(), lines.append, as_json=False, lines=2)  # type: ignore[arg-type]
    assert lines == [
        "all readers: no_service service_missing 8010001D -> counter card doctor",
        "all readers: no_reader",
    ]
