"""The contest on paper: without peers it runs, says so, and nobody wins."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "benchmarks"


def test_without_peers_nobody_wins(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, str(FOLDER / "paper.py"), "--peers", str(tmp_path), "--quick", "--json", str(report)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(report.read_text(encoding="utf-8"))["outcomes"]
    assert [outcome["verdict"] for outcome in outcomes] == ["NOT RUN", "NOT RUN"]
    assert [figure["name"] for figure in outcomes[0]["figures"]] == ["statement"]
    assert sum("not run" in note for note in outcomes[0]["notes"]) == 5
