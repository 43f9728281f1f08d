"""What moves cards, readers and the service of the simulated smart-card layer: the lines that the stage of the virtual
reader takes, for cards without a chip.

The tray sends `insert` and `pull`; everything else plays the faults of card.md 7 behind a real worker process.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from counter.card.image import CardImage, Fault, load_image
from counter.card.lines import Line
from counter.card.simulated import SIMULATED_READER, SimulatedService, SimulatedSlot
from counter.domain.errors import FileProblems


class SimulatedStage:
    """Obeys lines. Readers are named by `reader`; the first simulated one when none is named."""

    def __init__(self) -> None:
        self.service = SimulatedService(self._image)
        self._images: dict[str, tuple[int, CardImage]] = {}

    def obey(self, line: Line) -> None:
        """Do what a line says; a line that means nothing here, or names a reader that is not there, is ignored.

        Lines: `insert` (card, faults, refusals, baud), `pull`, `plug` (the same, and the service's count of events),
        `unplug`, `refuse` (refusals: codes for the next attempts to connect), `service` (act: `stop`, `start` or
        `restart`).
        """
        name = line.get("reader", SIMULATED_READER)
        slot = self.service.slots.get(name)
        match line:
            case {"do": "service", "act": str(act)}:
                self.service.up = act != "stop"
                self.service.restart()
            case {"do": "plug"} if slot is None:
                slot = SimulatedSlot(self._image, self.service.changed)
                self._seat(slot, line)
                slot.events = line.get("events", slot.events)
                self.service.plug(name, slot)
            case {"do": "unplug"} if slot is not None:
                self.service.unplug(name)
            case {"do": "insert"} if slot is not None:
                self._seat(slot, line)
            case {"do": "refuse", "refusals": list(refusals)} if slot is not None:
                slot.refusals = refusals
            case {"do": "pull"} if slot is not None:
                slot.pull()

    def _seat(self, slot: SimulatedSlot, line: dict[str, Any]) -> None:
        """Put a software card in. The tray has read the file before, and says what is wrong with one."""
        slot.refusals, slot.baud = list(line.get("refusals", ())), int(line.get("baud", 0))
        if line.get("card") is not None:
            with contextlib.suppress(FileProblems):
                faults = tuple(Fault(**fault) for fault in line.get("faults", ()))
                slot.insert(self._image(line["card"]), faults)

    def _image(self, file: str) -> CardImage:
        """The card of a file; read again only when the file changed: reading it takes longer than reading the card."""
        changed = Path(file).stat().st_mtime_ns if Path(file).exists() else 0
        kept = self._images.get(file)
        if kept is None or kept[0] != changed:
            kept = self._images[file] = (changed, load_image(Path(file)))
        return kept[1]
