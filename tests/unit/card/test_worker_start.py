"""A worker is started anew whenever a card or a driver ended it: it loads what it needs, and nothing of the desktop."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from counter.card import regions, worker
regions.prepare()
print(" ".join(sys.modules))
"""


def test_it_loads_nothing_of_the_desktops_side() -> None:
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()
    assert "counter.card.watch" in loaded
    assert "counter.card.simulated" in loaded
    assert not {"counter.card.reader", "counter.card.opening", "counter.visit.ports.books", "counter.domain.policy"} & {
        *loaded
    }
    assert not {"stdnum", "ssl", "PySide6", "sqlalchemy"} & {*loaded}
