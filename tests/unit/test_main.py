"""The command line: figures with national names, clear errors, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from counter.__main__ import main
from counter.settings import resources_folder

EXAMPLES = resources_folder() / "policies" / "beijing" / "examples"


def test_adjudicate_prints_national_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjudicate", str(EXAMPLES / "inpatient-level-3.toml"), "--json"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert (fields["medfee_sumamt"], fields["hifp_pay"], fields["psn_part_amt"]) == ("60000.00", "52395.00", "7605.00")
    assert fields["steps"]


def test_adjudicate_prints_sentences_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjudicate", str(EXAMPLES / "outpatient-year-40000.toml")]) == 0
    assert "25777.14" in capsys.readouterr().out.replace(",", "")


def test_policy_packages_and_their_cases_are_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check"]) == 0
    assert "0 处问题" in capsys.readouterr().out


def test_a_typo_in_a_package_is_named_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = resources_folder() / "policies" / "beijing" / "employee" / "inpatient-2023.toml"
    text = original.read_text(encoding="utf-8")
    (tmp_path / "inpatient.toml").write_text(text.replace("rounding =", "ruonding =", 1), encoding="utf-8")
    line = 1 + text[: text.index("rounding =")].count("\n")
    assert main(["policy", "check", "--policies", str(tmp_path)]) != 0
    said = capsys.readouterr()
    assert f"inpatient.toml:{line}:" in said.out + said.err


def test_a_claim_file_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjudicate", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_broken_settings_are_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("colour = 1\n", encoding="utf-8")
    assert main(["--home", str(tmp_path), "verify"]) == 2
    assert "colour" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["policy", "--help"], ("check", "show", "diff", "explain", "impact", "schema", "publish", "keygen")),
        (["card", "--help"], ("read", "watch", "doctor", "emulate", "id")),
        (["adjudicate", "--help"], ("--totals", "--known-on")),
        (["--help"], ("desktop", "demo", "pictures", "adjudicate", "policy", "card", "bench", "verify")),
    ],
)
def test_help_names_everything(words: list[str], expected: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)
    said = capsys.readouterr().out
    assert [word for word in expected if word not in said] == []


def test_the_window_waits_for_no_other_command() -> None:
    code = "import sys; from counter.__main__ import parser_for; parser_for(['desktop']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith(("counter.commands", "counter.app"))] == []


def _into_a_closed_pipe(words: list[str], home: Path, unbuffered: str) -> tuple[int, str]:
    """Run a command whose reader is gone before it writes; its exit code and what it says on standard error."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "counter", "--home", str(home), *words]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with os.fdopen(writing, "wb") as output:
        ended = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, text=True, timeout=60, check=False, env=environment
        )
    return ended.returncode, ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows end otherwise")
@pytest.mark.parametrize(
    ("words", "unbuffered", "code"),
    [
        (["--help"], "", 141),
        (["card", "id"], "", 141),
        (["card", "id"], "1", 141),
        (["adjudicate", str(EXAMPLES / "inpatient-level-3.toml"), "--json"], "", 141),
    ],
)
def test_a_reader_of_the_output_that_has_enough_is_no_error(
    words: list[str], unbuffered: str, code: int, tmp_path: Path
) -> None:
    """`counter ... | head` ends as other programs do, without a traceback."""
    assert _into_a_closed_pipe(words, tmp_path, unbuffered) == (code, "")


def test_another_broken_pipe_is_not_swallowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("counter.app.verify_books", broken)
    with pytest.raises(BrokenPipeError):
        main(["--home", str(tmp_path), "verify"])
