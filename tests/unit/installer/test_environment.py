"""The environment is made once, recognised, brought up to date, and made again when it cannot be trusted.

Making it for real takes minutes and a package index; `installer/run.py` in a bare root shows that. Here the steps that
would fetch something are recorded instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import environment as module
from environment import BUILD_LOCK, DEV_LOCK, RUN_LOCK, Environment, SetUpFailed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with a space and Chinese characters in its path."""
    folder = tmp_path / "社保 柜台"
    folder.mkdir()
    for name in (BUILD_LOCK, RUN_LOCK, DEV_LOCK, "pyproject.toml"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the set-up would have done; making the environment leaves an interpreter there."""
    done: list[str] = []

    def step(environment: Environment, what: str, command: list[str]) -> None:
        done.append(what)
        if "venv" in command:
            environment.python.parent.mkdir(parents=True)
            environment.python.touch()

    monkeypatch.setattr(Environment, "_step", step)
    return done


MAKE = "make a Python environment"
ALL = [MAKE, f"install what {BUILD_LOCK} names", f"install what {RUN_LOCK} names", "install the program itself"]


def test_a_fresh_clone_gets_everything_once(project: Path, steps: list[str]) -> None:
    environment = Environment(project)
    assert not environment.ready()
    environment.make()
    assert steps == ALL
    assert environment.ready()
    assert not environment.marker_file.exists()


def test_what_the_checks_need_includes_what_running_needs(project: Path, steps: list[str]) -> None:
    Environment(project, dev=True).make()
    assert f"install what {DEV_LOCK} names" in steps
    assert Environment(project).ready()


def test_running_is_not_enough_for_the_checks(project: Path, steps: list[str]) -> None:
    Environment(project).make()
    assert not Environment(project, dev=True).ready()


@pytest.mark.parametrize("name", [BUILD_LOCK, RUN_LOCK, DEV_LOCK, "pyproject.toml"])
def test_a_changed_lock_is_noticed(project: Path, steps: list[str], name: str) -> None:
    environment = Environment(project)
    environment.make()
    (project / name).write_text("changed", encoding="utf-8")
    assert not environment.ready()


@pytest.mark.parametrize("key", ["python", "base", "folder"])
def test_another_python_or_folder_means_making_it_again(project: Path, steps: list[str], key: str) -> None:
    """A folder that was moved keeps scripts that point to the old place."""
    environment = Environment(project)
    environment.make()
    stamp = {**environment.stamp(), key: "other"}
    environment.stamp_file.write_text(json.dumps(stamp), encoding="utf-8")
    assert not environment.ready()
    assert not environment.usable()
    steps.clear()
    environment.make()
    assert steps == ALL


def test_a_new_patch_release_of_python_changes_nothing(
    project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """apt renews Python while it installs venv and headers (seen in a bare root: the second start began anew)."""
    Environment(project).make()
    monkeypatch.setattr(sys, "version", sys.version.replace("(", "(renewed "))
    assert Environment(project).ready()


@pytest.mark.parametrize("stamp", ["", "{", "[]", "null"])
def test_a_stamp_that_cannot_be_read_is_no_stamp(project: Path, steps: list[str], stamp: str) -> None:
    environment = Environment(project)
    environment.make()
    environment.stamp_file.write_text(stamp, encoding="utf-8")
    assert not environment.ready()


@pytest.mark.parametrize("failing", range(4))
def test_a_set_up_that_was_stopped_is_repaired(
    project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    environment = Environment(project)
    recorded = Environment._step

    def stopped(self: Environment, what: str, command: list[str]) -> None:
        if what == ALL[failing]:
            raise SetUpFailed(what)
        recorded(self, what, command)

    monkeypatch.setattr(Environment, "_step", stopped)
    with pytest.raises(SetUpFailed):
        environment.make()
    assert not environment.ready()
    assert not environment.usable()
    monkeypatch.setattr(Environment, "_step", recorded)
    (environment.folder / "leftover").touch()
    steps.clear()
    environment.make()
    assert steps == ALL
    assert not (environment.folder / "leftover").exists()
    assert environment.ready()


@pytest.fixture(scope="module")
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with a true interpreter and nothing but pip: made once, because it takes seconds."""
    folder = tmp_path_factory.mktemp("bare") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture
def by_hand(project: Path, bare_environment: Path) -> Environment:
    """A project with an environment that can be asked who it is: an interpreter finds its prefix by where it stands."""
    shutil.copytree(bare_environment, project / ".venv", symlinks=True)
    return Environment(project)


def test_an_environment_made_by_hand_is_kept(by_hand: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs, it is ours by path and version: it is brought up to date, not thrown away."""
    environment = by_hand
    assert environment.usable()
    calls: list[str] = []
    monkeypatch.setattr(Environment, "_step", lambda self, what, command: calls.append(what))
    environment.make()
    assert calls == ALL[1:]
    assert environment.ready()


@pytest.mark.parametrize(
    "damage",
    [
        lambda environment: environment.python.unlink(),
        lambda environment: (environment.folder / "pyvenv.cfg").unlink(),
        lambda environment: environment.marker_file.touch(),
        lambda environment: [
            path.unlink() for path in environment.folder.glob("lib/python*/site-packages/pip/__init__.py")
        ],
    ],
)
def test_a_damaged_environment_is_not_kept(by_hand: Environment, damage: Callable[[Environment], object]) -> None:
    damage(by_hand)
    assert not by_hand.usable()


def test_what_others_made_is_never_thrown_away(project: Path, steps: list[str]) -> None:
    environment = Environment(project)
    environment.folder.mkdir()
    treasure = environment.folder / "treasure"
    treasure.touch()
    with pytest.raises(SetUpFailed, match="move it away"):
        environment.make()
    assert treasure.exists()
    treasure.unlink()
    environment.make()
    assert steps == ALL


def test_a_moved_environment_is_not_kept(project: Path, by_hand: Environment) -> None:
    moved = project.with_name("moved")
    project.rename(moved)
    stamp = {**Environment(moved).wanted_stamp(), "folder": str(project / ".venv")}
    Environment(moved).stamp_file.write_text(json.dumps(stamp), encoding="utf-8")
    assert not Environment(moved).usable()


def test_a_failing_step_says_which(project: Path) -> None:
    with pytest.raises(SetUpFailed, match="Could not do this"):
        Environment(project)._step("do this", [sys.executable, "-c", "raise SystemExit(3)"])


def test_builds_find_the_programs_of_the_environment(project: Path) -> None:
    """pyscard calls swig, which stands beside the interpreter (seen to fail in a bare root without this)."""
    environment = Environment(project)
    wanted = str(environment.python.parent)
    code = f"import os; raise SystemExit(os.environ['PATH'].split(os.pathsep)[0] != {wanted!r})"
    environment._step("look at the path", [sys.executable, "-X", "utf8", "-c", code])


def test_children_run_in_utf_8_and_without_a_foreign_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    variables = module.child_environment()
    assert variables["PYTHONUTF8"] == "1"
    assert "PYTHONPATH" not in variables
    assert "PYTHONHOME" not in variables
    assert os.environ["PYTHONPATH"] == "/elsewhere"


def test_the_locks_carry_hashes_and_no_address() -> None:
    root = Path(__file__).parents[3]
    for name in (BUILD_LOCK, RUN_LOCK, DEV_LOCK):
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        entries = text.replace("\\\n", " ").splitlines()
        packages = [entry for entry in entries if entry and not entry.startswith("#")]
        assert packages
        assert all("--hash=sha256:" in entry and "==" in entry for entry in packages), name


def test_the_dev_lock_contains_the_run_lock() -> None:
    root = Path(__file__).parents[3]

    def versions(name: str) -> set[str]:
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if line[:1].isalnum()}

    assert versions(RUN_LOCK) <= versions(DEV_LOCK)
