"""Choosing the reader: physical, virtual or simulated, and the tray that goes with it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from counter.card.launching import launch_worker
from counter.card.lines import Line
from counter.card.reader import SupervisedReader
from counter.card.tray import FolderTray
from counter.card.virtual import VirtualStage, VirtualUnavailable
from counter.visit.ports.cards import CardReader, CardTray

MODES = ("auto", "pcsc", "virtual", "simulated")
_PROBE_SECONDS = 3.0
SERVICE_SOCKET = Path("/run/pcscd/pcscd.comm")
VIRTUAL_NAMES = ("Virtual PCD",)
"""What readers of vpcd are called, as its package sets it up."""


log = logging.getLogger(__name__)


class OpenedReader(NamedTuple):
    """A reader that is ready to be started. tray: None with physical readers. mode: `pcsc`, `virtual`, `simulated`."""

    reader: CardReader
    tray: CardTray | None
    mode: str


def open_reader(mode: str, cards_folder: Path, driver: Path | None = None) -> OpenedReader:
    """Make the reader that a mode asks for; see the package's docstring.

    driver: description of the vendor's driver that protected cards in physical readers are read with.

    Raises:
        ValueError: unknown mode.
    """
    if mode not in MODES:
        raise ValueError(f"{mode!r} is not one of {', '.join(MODES)}")
    if mode == "pcsc" or (mode == "auto" and physical_reader_answers()):
        return OpenedReader(SupervisedReader(partial(launch_worker, "pcsc", driver=driver)), None, "pcsc")
    if mode != "simulated":
        try:
            return _open_virtual(cards_folder)
        except VirtualUnavailable as error:
            log.warning("no virtual reader (%s): simulated cards", error)
    return _open_simulated(cards_folder)


def _open_virtual(cards_folder: Path) -> OpenedReader:
    stage = VirtualStage()
    stage.start()
    launch = partial(launch_worker, "pcsc", environment=stage.environment)
    return OpenedReader(SupervisedReader(launch, companion=stage), FolderTray(cards_folder, stage.tell), "virtual")


def _open_simulated(cards_folder: Path) -> OpenedReader:
    reader = SupervisedReader(partial(launch_worker, "simulated"), simulated=True)

    def tell(line: Line) -> None:
        reader.tell(line, seated=line.get("card"))

    return OpenedReader(reader, FolderTray(cards_folder, tell), "simulated")


def physical_reader_answers(environment: Mapping[str, str] | None = None) -> bool:
    """True when the machine's own service has a reader that is not a virtual one.

    Asked in a process of its own with a limit: a service that hangs must not hang the start.
    """
    service_may_run = SERVICE_SOCKET.exists() or "PCSCLITE_CSOCK_NAME" in os.environ
    if sys.platform.startswith("linux") and environment is None and not service_may_run:
        return False
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "counter.card.worker", "--list"],
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
            env={**os.environ, **(environment or {})},
        ).stdout
        names = json.loads(answer)["readers"]
    # OSError: the machine has no process to spare for the question.
    except (subprocess.TimeoutExpired, OSError, ValueError, KeyError):
        return False
    return any(not name.startswith(VIRTUAL_NAMES) for name in names)
