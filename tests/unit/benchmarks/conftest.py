"""The contests as somebody without any peer runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks"

Told = tuple[int, dict[str, Any]]


@pytest.fixture
def without_peers(tmp_path: Path) -> Callable[[str], Told]:
    """Run a contest where no peer is; its exit code and what it reports."""

    def run(script: str) -> Told:
        report = tmp_path / "report.json"
        done = subprocess.run(
            [sys.executable, str(FOLDER / script), "--peers", str(tmp_path), "--quick", "--json", str(report)],
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert report.exists(), done.stderr
        return done.returncode, json.loads(report.read_text(encoding="utf-8"))

    return run
