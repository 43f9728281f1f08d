"""`counter policy` and `counter adjudicate` as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from counter.__main__ import main
from counter.app import open_books
from counter.settings import load_settings, resources_folder

POLICIES = resources_folder() / "policies"
STAY = POLICIES / "beijing/examples/inpatient-level-3.toml"
NAME = "beijing-employee-inpatient"


def test_show_and_diff(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "show"]) == 0
    assert f"{NAME}@2023.1" in capsys.readouterr().out
    assert main(["policy", "show", f"{NAME}@2019.1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2019.1"
    assert main(["policy", "diff", f"{NAME}@2019.1", f"{NAME}@2023.1", "--language", "en"]) == 0
    assert "known_from\n  - 2019-06-27" in capsys.readouterr().out
    assert main(["policy", "show", "nowhere"]) == 2
    assert '没有政策包 "nowhere"' in capsys.readouterr().err


def test_check_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES / "zhongshan", folder / "zhongshan")
    assert main(["policy", "check", "--policies", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["packages"] == 2
    package = next(folder.rglob("employee/*.toml"))
    package.write_text(package.read_text(encoding="utf-8").replace("format = 1", "format = 2"), encoding="utf-8")
    assert main(["policy", "check", "--policies", str(folder), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["path"], problem["message"]) == ("format", "must be 1, not 2")
    assert problem["message_zh"] == "必须是 1，不能是 2"
    assert main(["--home", str(tmp_path), "policy", "check", "--policies", str(folder), "--json", "--signed"]) == 1
    assert len(json.loads(capsys.readouterr().out)["signatures"]) == 2


def test_a_refusal_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "claim.toml"
    text = STAY.read_text(encoding="utf-8")
    file.write_text(f'away = "unfiled"\n{text}', encoding="utf-8")
    assert main(["adjudicate", str(file)]) == 2
    assert "2026-06-01不能报销：该政策不支付这种异地就医" in capsys.readouterr().err
    assert main(["policy", "explain", str(file), "--language", "en"]) == 2
    assert "does not pay this kind of care away from home" in capsys.readouterr().err
    file.write_text(text.replace("110000", "990999"), encoding="utf-8")
    assert main(["adjudicate", str(file)]) == 2
    assert "没有政策覆盖：统筹区990999" in capsys.readouterr().err


def test_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "schema.json"
    assert main(["policy", "schema", "--out", str(file)]) == 0
    assert main(["policy", "schema"]) == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")


def test_adjudicate_takes_flags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    totals = tmp_path / "totals.toml"
    totals.write_text('[totals]\n"C0000/inpatient" = 1\n', encoding="utf-8")
    assert main(["adjudicate", str(STAY), "--totals", str(totals), "--json", "--language", "en"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert (fields["act_pay_dedc"], fields["policy"]["title"][:7]) == ("650.00", "Beijing")
    assert main(["adjudicate", str(STAY), "--known-on", "2018-01-01"]) == 2
    with pytest.raises(SystemExit):
        main(["adjudicate", str(STAY), "--known-on", "yesterday"])
    assert "'yesterday' is no day" in capsys.readouterr().err


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "explain", str(STAY), "--level", "1", "--class", "1201", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "A what-if, not this claim: level 1 hospital; class 1201." in said
    assert main(["policy", "explain", str(STAY), "--day", "2026-07-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["what_if"] == ["日期 2026-07-01"]


def test_impact_makes_no_books(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "impact", str(POLICIES), "--home", str(tmp_path)]) == 2
    assert capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_impact_on_a_training_centre_without_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_books(load_settings(tmp_path))[0].close()
    assert main(["policy", "impact", str(POLICIES), "--home", str(tmp_path), "--from", "2026-01-01"]) == 0
    assert "0 of 0 claims of 2026-01-01 .. 9999-12-31 replayed" in capsys.readouterr().out
    assert main(["policy", "impact", str(tmp_path / "none"), "--home", str(tmp_path)]) == 2
    assert "none: 不存在" in capsys.readouterr().err
    command = ["policy", "impact", str(tmp_path / "none"), "--home", str(tmp_path), "--language", "en"]
    assert main(command) == 2
    assert "none: is not there" in capsys.readouterr().err
