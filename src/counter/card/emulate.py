"""`counter card emulate`: a card file played behind a real smart-card service until Ctrl-C, for training and trials.

Behind the machine's own vpcd where one listens, otherwise behind a private pcscd (see `stage`).
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from pathlib import Path

from counter.card.errors import Reason
from counter.card.image import CardImage, load_image
from counter.card.stage import FIRST_PORT, VirtualSlot
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.domain.errors import CardError, FileProblem, FileProblems

SLOTS = (1, 2)
"""Of one virtual reader."""

_NOTICE_SECONDS = 3.0
"""The service looks at each slot every 400 ms; a machine that is busy takes longer."""


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


def emulate(
    file: Path,
    write: Callable[[str], None],
    *,
    private: bool = False,
    slot: int | None = None,
    seconds: float | None = None,
) -> int:
    """Play a card.

    Args:
        file: a card file.
        write: takes what to tell the person.
        private: do not use the machine's own vpcd.
        slot: 1 or 2; the first that is free when None.
        seconds: end after a while; at Ctrl-C when None.

    Returns:
        The exit code.

    Raises:
        FileProblems: the file is no card.
        CardError: `service_missing`, there is neither a vpcd nor what a private one needs; `sharing`, other cards are
            in its slots; `no_reader`, it has no such slot. hint: in words.
    """
    image = load_image(file)
    with contextlib.ExitStack() as left_open:
        if not private and _listens(FIRST_PORT):
            taken = _insert(image, (slot,) if slot else SLOTS, left_open)
            write(f"{image.title}: in slot {taken} of this machine's virtual reader")
        else:
            stage = VirtualStage()
            try:
                stage.start()
            except VirtualUnavailable as error:
                raise CardError(Reason.SERVICE_MISSING, str(error)) from None
            left_open.callback(stage.finish_stop)
            left_open.callback(stage.begin_stop)
            number = slot or SLOTS[0]
            stage.tell({"do": "insert", "card": str(file), "slot": number - 1})
            write(f"{image.title}: in slot {number} of a private virtual reader; programs find it with")
            write(" ".join(f"{name}={value}" for name, value in stage.environment.items()))
        write("Ctrl-C pulls the card")
        until = None if seconds is None else time.monotonic() + seconds
        while until is None or time.monotonic() < until:
            time.sleep(0.1)
    return 0


def _insert(image: CardImage, numbers: tuple[int, ...], left_open: contextlib.ExitStack) -> int:
    """Put a card into the first of these slots of the machine's vpcd that takes it; says which.

    Raises:
        CardError: `sharing` or `no_reader`.
    """
    there = [number for number in numbers if _listens(FIRST_PORT + number - 1)]
    for number in there:
        seat = VirtualSlot(FIRST_PORT + number - 1)
        seat.insert(image)
        if seat.noticed(_NOTICE_SECONDS):
            left_open.callback(seat.pull)
            return number
        seat.pull()
    if not there:
        raise CardError(Reason.NO_READER, f"this machine's virtual reader has no slot {numbers[0]}")
    slots = f"slot{'s' * (len(there) > 1)} {' and '.join(map(str, there))}"
    raise CardError(Reason.SHARING, f"nothing was put in: another card is in {slots} of this machine's virtual reader")


def _listens(port: int) -> bool:
    """Whether a vpcd is there. One that does not take the connection in time has a card, and others that wait."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except TimeoutError:
        return True
    except OSError:
        return False
    return True
