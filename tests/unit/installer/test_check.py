"""The check is honest: what did not run is a failure, and the tree is searched for what does not belong there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import check
import check_parts
import cleanliness
import setup_steps
from check import Outcome
from check_parts import PARTS, Part
from environment import Environment

ROOT = Path(__file__).parents[3]


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three parts on a machine where everything is set up; returns the names of those that ran."""
    ran: list[str] = []

    def part(name: str, failures: list[str], long: bool = False) -> Part:
        return Part(name, f"title of {name}", lambda environment: ran.append(name) or failures, long)

    chosen = (part("good", []), part("bad", ["it broke"]), part("slow", [], long=True))
    monkeypatch.setattr(check, "PARTS", chosen)
    monkeypatch.setattr(setup_steps, "set_up", lambda environment, wanted: 0)
    return ran


def test_every_part_runs_and_one_failure_fails_all(parts: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 1
    assert parts == ["good", "bad", "slow"]
    lines = capsys.readouterr().out.splitlines()
    assert "=== bad: title of bad" in lines
    assert "!!! bad: it broke" in lines
    assert lines[-1] == "2 passed, 1 failed"


def test_a_part_is_left_out_only_on_purpose(parts: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--skip", "bad", "--quick"]) == 0
    assert parts == ["good"]
    out = capsys.readouterr().out
    assert "asked for with --skip" in out
    assert out.splitlines()[-1] == "1 passed, 0 failed, 2 skipped"


def test_only_runs_only(parts: list[str]) -> None:
    assert check.main(["--only", "slow"]) == 0
    assert parts == ["slow"]


def test_without_set_up_nothing_runs(parts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_steps, "set_up", lambda environment, wanted: 3)
    assert check.main([]) == 3
    assert parts == []


def test_an_unknown_part_is_refused(parts: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        check.main(["--skip", "nonsense"])
    assert caught.value.code == 2


def test_the_closing_line_counts_parts(capsys: pytest.CaptureFixture[str]) -> None:
    part = Part("x", "y", lambda environment: [])
    assert check.summary([Outcome(part, "passed", 1.0)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


TESTS = """
import pytest
def test_good(): pass
@pytest.mark.skip(reason="no database here")
def test_skipped(): pass
@pytest.mark.skip(reason="not applicable: the other database has no such thing")
def test_elsewhere(): pass
@pytest.mark.xfail(reason="known")
def test_expected(): assert False
"""


def test_a_test_that_skips_itself_fails_its_part(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    report = tmp_path / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        "/dev/null",
        f"--junitxml={report}",
        "-p",
        "no:cacheprovider",
    ]
    subprocess.run([*command, "test_it.py"], cwd=tmp_path, check=True, capture_output=True)
    found = check_parts.skips(report)
    assert len(found) == 1
    assert "test_skipped" in found[0]
    assert "no database here" in found[0]


def test_a_report_that_is_missing_is_a_failure(tmp_path: Path) -> None:
    assert check_parts.skips(tmp_path / "none.xml") == ["no test report was written"]


def test_a_command_that_fails_or_is_missing_fails_its_part() -> None:
    environment = Environment(ROOT)
    assert check_parts.call([sys.executable, "-c", "pass"], environment) == []
    assert "exit code 5" in check_parts.call([sys.executable, "-c", "raise SystemExit(5)"], environment)[0]
    assert check_parts.call(["no-such-program"], environment)[0].startswith("cannot run")


def test_every_test_belongs_to_exactly_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Collect what each part's pytest call would run, and everything there is: the same, and nothing twice."""
    calls: list[list[str]] = []

    def call(command: list[str], environment: Environment, **variables: str) -> list[str]:
        if "pytest" in command:
            calls.append(command[command.index("pytest") + 2 :])
        return []

    monkeypatch.setattr(check_parts, "call", call)
    monkeypatch.setattr(cleanliness, "part", lambda environment: [])
    for part in PARTS:
        if part.name not in ("demo", "clean"):
            part.run(Environment(ROOT))
    assert len(calls) >= 5

    def collected(arguments: list[str]) -> list[str]:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", *arguments]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert answer.returncode in (0, 5), answer.stdout + answer.stderr
        # `-qq` prints "file: number of tests".
        return [line for line in answer.stdout.splitlines() if line.startswith("tests/")]

    def counts(lines: list[str]) -> dict[str, int]:
        sums: dict[str, int] = {}
        for line in lines:
            name, _, number = line.rpartition(": ")
            sums[name] = sums.get(name, 0) + int(number)
        return sums

    chosen = counts([line for arguments in calls for line in collected(arguments)])
    assert chosen == counts(collected(["tests", "--ignore=tests/device"]))


REGISTRY = "https://pypi" + ".org/simple"
SOMEBODY = "/home" + "/somebody/counter"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "good.py").write_text("PATH = 'resources/fonts'\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pip.conf").write_text(REGISTRY, encoding="utf-8")
    return tmp_path


def test_a_clean_tree_has_no_findings(tree: Path) -> None:
    assert cleanliness.problems(tree, (SOMEBODY,)) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.lock", f"--index-url {REGISTRY}\n", "address of a registry"),
        ("a.md", f"see {SOMEBODY}\n", "path of a machine"),
        ("a.txt", "x\n\n/srv/of/this/one/file\n", "a.txt:3: path of this machine"),
        ("uv.lock", "version = 1\n", "names addresses"),
        ("big.bin", "\0" * 1_048_577, "too large"),
    ],
)
def test_what_belongs_to_one_machine_is_found(tree: Path, name: str, content: str, words: str) -> None:
    (tree / name).write_text(content, encoding="utf-8")
    found = cleanliness.problems(tree, ("/srv/of/this/one",))
    assert len(found) == 1
    assert words in found[0]


def test_git_decides_what_belongs_to_the_tree(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for git, because the checks have to run where there is none."""
    (tree / "scratch.txt").write_text(REGISTRY, encoding="utf-8")
    assert tree / "scratch.txt" in cleanliness.files(tree)
    (tree / ".git").mkdir()
    stand_in = tree / ".venv" / "git"
    stand_in.write_text("#!/bin/sh\nprintf 'good.py\\0gone.py\\0'\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stand_in.parent}:{os.environ['PATH']}")
    assert cleanliness.files(tree) == [tree / "good.py"]
    stand_in.write_text("#!/bin/sh\nexit 128\n", encoding="utf-8")
    assert tree / "scratch.txt" in cleanliness.files(tree)
