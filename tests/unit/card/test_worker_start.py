"""A worker is started anew whenever a card or a driver ended it: it loads what it needs, and nothing of the desktop."""

from __future__ import annotations

import subprocess
import sys

import pytest

from counter.card.tracing import WARNING

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


@pytest.mark.parametrize("traced", [True, False])
def test_a_trace_that_is_on_says_so_before_anything_else(traced: bool) -> None:
    command = [sys.executable, "-m", "counter.card.worker", "--service", "simulated", *["--trace"] * traced]
    ended = subprocess.run(command, input="", capture_output=True, text=True, check=True, timeout=30)
    told = ended.stderr.splitlines()
    assert told[:1] == ([WARNING] if traced else [])
