"""What the start command starts, and when it decides for the visit without a display."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
import setup_steps
from environment import Environment

INSTALLER = Path(__file__).parents[3] / "installer"
SCRIPTS = sorted(INSTALLER.glob("*.py"))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been started, in a project that is set up."""
    commands: list[list[str]] = []

    def become(command: list[str], variables: dict[str, str]) -> int:
        commands.append(command[2:])
        assert variables["PYTHONUTF8"] == "1"
        assert (variables.get("QT_QPA_PLATFORM") == "offscreen") or command[3] == "desktop"
        return 0

    monkeypatch.setattr(Environment, "ready", lambda self: True)
    monkeypatch.setattr(run, "become", become)
    monkeypatch.setattr(setup_steps, "set_up", lambda *args: pytest.fail("set up although everything is there"))
    return commands


def test_a_display_gets_the_window(monkeypatch: pytest.MonkeyPatch, started: list[list[str]]) -> None:
    monkeypatch.setattr(run, "display_answers", lambda: True)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert run.main(["--cards", "simulated"]) == 0
    assert started == [["counter", "desktop", "--cards", "simulated"]]


@pytest.mark.parametrize(("display", "arguments"), [(True, ["--headless"]), (False, [])])
def test_no_display_gets_the_visit(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]], tmp_path: Path, display: bool, arguments: list[str]
) -> None:
    monkeypatch.setattr(run, "display_answers", lambda: display)
    monkeypatch.chdir(tmp_path)
    assert run.main(arguments) == 0
    assert started == [["counter", "demo", "--out", str(tmp_path / "counter-demo"), "--cards", "auto"]]


def test_other_arguments_are_handed_on(monkeypatch: pytest.MonkeyPatch, started: list[list[str]]) -> None:
    monkeypatch.setattr(run, "display_answers", lambda: True)
    run.main(["--language", "en"])
    assert started[0][-2:] == ["--language", "en"]


def test_set_up_only_starts_nothing(started: list[list[str]]) -> None:
    assert run.main(["--set-up-only"]) == 0
    assert started == []


def test_simulated_cards_need_no_reader_service(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[set[str]] = []
    monkeypatch.setattr(Environment, "ready", lambda self: False)
    monkeypatch.setattr(
        setup_steps, "set_up", lambda environment, needs: wanted.append({n.names[0] for n in needs}) or 3
    )
    assert run.main([]) == 3
    assert run.main(["--cards", "simulated"]) == 3
    assert wanted[0] - wanted[1] == {"libpcsclite1", "pcscd", "libccid", "vsmartcard-vpcd", "libusb-1.0-0"}


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DISPLAY": ":7654321"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": "localhost:5999"},
        {"WAYLAND_DISPLAY": "wayland-9"},
    ],
)
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert not run.display_answers()


def test_a_wayland_display_that_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "w-0")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w-0"))
        server.listen()
        assert run.display_answers()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_need_nothing_but_the_standard_library(script: Path) -> None:
    own = {path.stem for path in SCRIPTS}
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names | own, f"{script.name} imports {name}"


@pytest.mark.parametrize("script", ["run.py", "check.py"])
def test_the_commands_explain_themselves_without_any_set_up(script: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-E", "-S", str(INSTALLER / script), "--help"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "--skip-packages" in answer.stdout
