"""What the machine had for others, as the kernel counts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from counter.bench import starvation
from counter.bench.starvation import stolen_ms, waiting_ms

COMPETE = (
    "import os, time; os.sched_setaffinity(0, {%d})\nend = time.monotonic() + 0.3\nwhile time.monotonic() < end: pass"
)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system does not count waiting")
def test_children_that_share_a_processor_wait() -> None:
    """Two that need the same processor: one of them waits at any time."""
    before = waiting_ms()
    one = min(os.sched_getaffinity(0))
    both = [subprocess.Popen([sys.executable, "-c", COMPETE % one]) for _ in range(2)]
    try:
        while both[0].poll() is None and both[1].poll() is None:
            most = waiting_ms()
        assert before is not None
        assert most is not None
        assert most - before > 50
    finally:
        for each in both:
            each.wait()


def test_a_system_that_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starvation, "_PROC", tmp_path)
    assert waiting_ms() is None
    assert stolen_ms() is None


def test_what_the_host_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starvation, "_PROC", tmp_path)
    (tmp_path / "stat").write_text("cpu  10 20 30 40 50 60 70 8 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n")
    assert stolen_ms() == 80
