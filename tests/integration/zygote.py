"""Counters that are killed: a program that loads everything once and forks a counter for every order, and its parent.

The child is `python SCRIPT URL FOLDER`. It says READY, then takes orders on standard input, JSON, one a line. Standard
output, one line each:

    PID 123     the counter that is about to start
    ...         what it has to say, see the script
    END status  the counter is dead; nothing of it follows
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def zygote(script: str, url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program that forks counters, ready for orders. script: its name in this folder."""
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name(script)), url, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        assert child.stdout is not None and child.stdout.readline() == "READY\n"
        yield child
    finally:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.close()
        child.stdout.close()
        child.wait(20)


def say(*words: object) -> None:
    """One line, in one piece."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def fork_for_orders(live: Callable[[Any], None], ended: int) -> None:
    """The child's side: fork one counter for each order. ended: exit status of a life that nobody has ended."""
    say("READY")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            say("PID", os.getpid())
            live(order)
            os._exit(ended)
        _, status = os.waitpid(pid, 0)
        say("END", status)
