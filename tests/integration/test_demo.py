"""The main job from the command line: one command drives a visit by keys and leaves paper, pictures and figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counter.printing.documents import text_of

SCREENS = ["0-start", "1-member", "2-claim", "3-confirm", "4-settlement"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_visit_without_a_human(tmp_path: Path, language: str) -> None:
    out = tmp_path / "演示 folder" / "counter-demo"
    command = [sys.executable, "-m", "counter", "demo", "--out", str(out), "--cards", "simulated"]
    done = subprocess.run([*command, "--language", language], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert sorted(picture.stem for picture in out.glob("*.png")) == SCREENS
    summary = (out / "summary.txt").read_text(encoding="utf-8")
    assert summary.strip() == done.stdout.strip()
    amounts = dict(line.split() for line in summary.splitlines() if len(line.split()) == 2)
    assert amounts["medfee_sumamt"] == "649.60"
    assert (amounts["hifob_pay"], amounts["psn_cash_pay"]) == ("383.40", "266.20")
    (paper,) = out.glob("*.pdf")
    pages = text_of(paper.read_bytes())
    assert len(pages) == 3
    for page in pages:
        assert "张𬭶" in page
        assert "383.40" in page
        assert paper.stem in page
    code = next(line.split()[1] for line in summary.splitlines() if line.startswith("code"))
    assert all(code in page for page in pages)
