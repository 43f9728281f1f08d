"""The virtual card tray: software cards as files in a folder, put into the virtual or the simulated reader.

Which card is in survives a kill of the worker: the stage owns it, or it is told to every new worker first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter.card.image import CardImage, load_image
from counter.card.lines import Line
from counter.domain.errors import CardError, FileProblems
from counter.visit.ports.cards import TrayCard


class FolderTray:
    """See `visit.ports.cards.CardTray`.

    Args:
        folder: holds `<card_id>.toml` files; read when the cards are asked for, so new files appear at once.
        tell: sends an `insert` or `pull` line to whoever owns the reader; returns at once.
    """

    def __init__(self, folder: Path, tell: Callable[[Line], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._read: dict[Path, tuple[int, CardImage | FileProblems]] = {}

    def cards(self) -> tuple[TrayCard, ...]:
        """The cards of the folder by file name. A file that is no card is listed with what is wrong with it."""
        found = []
        for path in sorted(self._folder.glob("*.toml")):
            image = self._load(path)
            if isinstance(image, CardImage):
                found.append(TrayCard(path.stem, image.title, image.note))
            else:
                found.append(TrayCard(path.stem, path.name, str(image.problems[0])))
        return tuple(found)

    def insert(self, card_id: str) -> None:
        """Put a card in.

        Raises:
            FileProblems: its file is no card.
            CardError: `no_card`, there is no such file.
        """
        path = self._folder / f"{card_id}.toml"
        if path.parent != self._folder or not path.is_file():
            raise CardError("no_card")
        image = self._load(path)
        if isinstance(image, FileProblems):
            raise image
        self._tell({"do": "insert", "card": str(path.resolve())})

    def pull(self) -> None:
        """Take the card out."""
        self._tell({"do": "pull"})

    def _load(self, path: Path) -> CardImage | FileProblems:
        changed = path.stat().st_mtime_ns
        kept = self._read.get(path)
        if kept is None or kept[0] != changed:
            try:
                kept = (changed, load_image(path))
            except FileProblems as problems:
                kept = (changed, problems)
            self._read[path] = kept
        return kept[1]
