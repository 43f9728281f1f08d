"""`counter card emulate`: a card file played behind a real smart-card service until Ctrl-C, for training and trials.

Behind the machine's own vpcd where one listens, otherwise behind a private pcscd (see `stage`).
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from pathlib import Path

from counter.card.image import load_image
from counter.card.stage import FIRST_PORT, VirtualSlot
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.domain.errors import CardError, FileProblem, FileProblems


def card_file(named: str, cards_folder: Path) -> Path:
    """The file of a profile (its file name without `.toml`) or of a path.

    Raises:
        FileProblems: there is neither; names the profiles that there are.
    """
    for path in (cards_folder / f"{named}.toml", Path(named)):
        if path.is_file():
            return path.resolve()
    known = ", ".join(path.stem for path in sorted(cards_folder.glob("*.toml")))
    raise FileProblems((FileProblem(named, 0, "", f"no such card; in {cards_folder} there are {known}"),))


def emulate(file: Path, write: Callable[[str], None], *, private: bool = False, seconds: float | None = None) -> int:
    """Play a card.

    Args:
        file: a card file.
        write: takes what to tell the person.
        private: do not use the machine's own vpcd.
        seconds: end after a while; at Ctrl-C when None.

    Returns:
        The exit code.

    Raises:
        FileProblems: the file is no card.
        CardError: `service_missing`, there is neither a vpcd nor what a private one needs.
    """
    image = load_image(file)
    with contextlib.ExitStack() as left_open:
        if not private and _listens(FIRST_PORT):
            slot = VirtualSlot(FIRST_PORT)
            slot.insert(image)
            left_open.callback(slot.pull)
            write(f"{image.title}: in the first virtual reader of this machine")
        else:
            stage = VirtualStage()
            try:
                stage.start()
            except VirtualUnavailable as error:
                raise CardError("service_missing", str(error)) from None
            left_open.callback(stage.finish_stop)
            left_open.callback(stage.begin_stop)
            stage.tell({"do": "insert", "card": str(file)})
            write(f"{image.title}: in a private virtual reader; programs find it with")
            write(" ".join(f"{name}={value}" for name, value in stage.environment.items()))
        write("Ctrl-C pulls the card")
        until = None if seconds is None else time.monotonic() + seconds
        while until is None or time.monotonic() < until:
            time.sleep(0.1)
    return 0


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True
