"""A process of ours that crashes leaves no memory behind: names, ID numbers and cards are in it (reliability.md 4).

The driver's hosts, which are programs of their own, do the same for themselves.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path


def leave_no_core() -> None:
    """No core dump of this process, nor of any that it starts from now on; nothing to do where systems write none."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A collector that the kernel hands dumps to is not bound by the limit: what it gets holds no memory.
    with contextlib.suppress(OSError):
        Path("/proc/self/coredump_filter").write_text("0")
