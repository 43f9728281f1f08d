"""Starting a card worker: the command line of `counter.card.worker`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from counter.card.lines import Line, encode

Launch = Callable[[Sequence[str], str | None], "subprocess.Popen[str]"]
"""Starts a worker, given the readers whose card must be left alone, and the software card that is in, if any."""


def launch_worker(
    service: str,
    held: Sequence[str] = (),
    seated: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    driver: Path | None = None,
    lines: Sequence[Line] = (),
    trace: bool = False,
) -> subprocess.Popen[str]:
    """Start a worker process.

    Args:
        service: `pcsc` or `simulated`.
        held: readers whose card must not be read by itself, because it made an earlier worker hang.
        seated: file of the card that is in the simulated reader from the start.
        environment: added to this process's own.
        driver: description of the vendor's driver that protected cards are read with.
        lines: what else the simulated stage obeys before the watch begins.
        trace: the worker writes command headers and status words to standard error.
    """
    command = [sys.executable, "-m", "counter.card.worker", "--service", service]
    command += ["--trace"] * trace
    for reader in held:
        command += ["--hold", reader]
    card_in = [] if seated is None else [{"do": "insert", "card": seated}]
    for line in (*lines, *card_in):
        command += ["--line", encode(line).rstrip()]
    if driver is not None:
        command += ["--driver", str(driver)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        # Ctrl-C in a terminal is for the desktop; the worker leaves when its input ends.
        start_new_session=True,
    )
