"""`counter policy impact` on real books: claims booked through the counter, replayed under changed rules."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "unit" / "store"))

from little_centre import RESOURCES, STAFF, FixedClock, counter_on, draft, little_centre, settle

from counter.__main__ import main
from counter.domain.adjudication import Adjudication
from counter.domain.engine import adjudicate
from counter.store import open_store


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    """Books with three claims in a home, and candidate packages with a higher deductible."""
    url = f"sqlite:///{tmp_path / 'books.db'}"
    books = open_store(url, STAFF, clock=FixedClock())
    books.load_centre(little_centre())
    counter = counter_on(books, tmp_path)
    for number, yuan in enumerate(("1500.00", "1200.00", "900.00")):
        settle(counter, draft(f"000000010{number}", yuan))
    books.close()
    (tmp_path / "settings.toml").write_text(f'database_url = "{url}"\n', encoding="utf-8")
    candidate = tmp_path / "candidate"
    shutil.copytree(RESOURCES / "policies", candidate)
    file = candidate / "beijing/employee/outpatient-2023.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("all = 1800.00", "all = 2000.00"), encoding="utf-8")
    return candidate


def test_booked_claims_are_replayed(tmp_path: Path, candidate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "impact", str(candidate), "--home", str(tmp_path), "--json"]) == 0
    said = capsys.readouterr()
    content = json.loads(said.out)
    assert said.err.endswith("3 / 3\n")
    # The deductible is reached within the second claim: 200 yuan more of it at 70 %.
    assert [change["difference"] for change in content["changes"]] == ["-140.00"]
    assert content["changes"][0]["member"].startswith("张* 990101****")
    assert main(["--home", str(tmp_path), "verify"]) == 0


def test_a_home_without_books_is_refused_and_stays_empty(
    tmp_path: Path, candidate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "mistyped"
    assert main(["policy", "impact", str(candidate), "--home", str(home)]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert not home.exists()


def test_ctrl_c_finishes_the_claim_at_hand_and_shows_what_was_done(
    tmp_path: Path, candidate: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*asked: Any, told: bool) -> Adjudication:
        signal.raise_signal(signal.SIGINT)
        return adjudicate(*asked, told=told)

    monkeypatch.setattr("counter.policies.impact.adjudicate", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert main(["policy", "impact", str(candidate), "--home", str(tmp_path)]) == 130
    assert "STOPPED after 1 of 3 claims" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is before
