"""The clock of this machine."""

from __future__ import annotations

from datetime import datetime


class SystemClock:
    """A `counter.visit.ports.desk.Clock`: wall-clock time with the zone's offset; for display and audit only, never for
    ordering or business days."""

    def now(self) -> str:
        """ISO time with seconds and offset."""
        return datetime.now().astimezone().isoformat(timespec="seconds")
