"""How long this program was kept from running: what the machine had for others, told beside what was measured.

Never taken off a figure that is judged: threads that wait at the same time are added up, and a wait may be for a
processor that another thread of this program has.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

_PROC = Path("/proc")


def waiting_ms() -> float | None:
    """Milliseconds that threads of this process and of its children were ready and had no processor, since they began,
    added up. None where the system does not count that."""
    threads = [*(_PROC / "self/task").glob("*")]
    if not threads or not (threads[0] / "schedstat").exists():
        return None
    children: list[str] = []
    for thread in threads:
        # A thread may end meanwhile.
        with contextlib.suppress(OSError):
            children += (thread / "children").read_text().split()
    total = 0
    for thread in (*threads, *(each for child in children for each in (_PROC / child / "task").glob("*"))):
        with contextlib.suppress(OSError, IndexError):
            total += int((thread / "schedstat").read_text().split()[1])
    return total / 1e6


def stolen_ms() -> float | None:
    """Milliseconds that the host took the processors of this machine for others, since it began. None where the system
    does not count that."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        return int((_PROC / "stat").read_text().split("\n", 1)[0].split()[8]) * 10.0
    return None
