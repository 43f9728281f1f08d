"""The house of docs/architecture.md stands, and its contracts bite when someone breaks them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SOURCES = PROJECT / "src" / "counter"
BANNED = {"manager", "helper", "helpers", "util", "utils", "common", "info", "data", "process", "handle"}

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the `counter` package below `folder/src`, not on the one that is installed."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "src", tmp_path / "src", ignore=ignore)
    return tmp_path


def modules() -> list[Path]:
    return [path for path in SOURCES.rglob("*.py") if "forms" not in path.parts]


def test_the_contracts_hold(copy: Path) -> None:
    answer = lint_imports(copy)
    assert answer.returncode == 0, answer.stdout
    assert " 0 broken" in answer.stdout


def test_the_desktop_may_not_know_the_store(copy: Path) -> None:
    (copy / "src/counter/desktop/shortcut.py").write_text("import counter.store\n", encoding="utf-8")
    answer = lint_imports(copy)
    assert answer.returncode != 0
    assert "counter.desktop is not allowed to import counter.store" in answer.stdout


def test_a_new_module_is_placed_on_purpose(copy: Path) -> None:
    (copy / "src/counter/utils.py").write_text('"""Odds and ends."""\n', encoding="utf-8")
    answer = lint_imports(copy)
    assert answer.returncode != 0
    assert "utils" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("visit/shortcut.py", "import counter.card"),
        ("domain/shortcut.py", "import counter.visit"),
        ("printing/shortcut.py", "from PySide6 import QtGui"),
        ("desktop/shortcut.py", "import sqlalchemy"),
        ("store/shortcut.py", "import reportlab"),
        ("visit/shortcut.py", "import smartcard"),
    ],
)
def test_every_library_stays_in_its_place(copy: Path, module: str, line: str) -> None:
    (copy / "src/counter" / module).write_text(f"{line}\n", encoding="utf-8")
    assert lint_imports(copy).returncode != 0


def imported(path: Path) -> set[str]:
    """Top-level names of everything a module imports, wherever in the module."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0] if node.level == 0 else "counter")
    return names


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"counter"}
    strangers = {path.name: imported(path) - allowed for path in (SOURCES / "domain").rglob("*.py")}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_the_domain_has_no_clock_and_no_files() -> None:
    """No module of the domain asks for the time, opens a file or starts anything (design.md, first sentence)."""
    forbidden = {"time", "os", "io", "pathlib", "socket", "subprocess", "threading", "random", "secrets", "sqlite3"}
    found = {path.name: imported(path) & forbidden for path in (SOURCES / "domain").rglob("*.py")}
    assert {name: names for name, names in found.items() if names} == {}
    for path in (SOURCES / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id == "open"), path
            assert not (isinstance(called, ast.Attribute) and called.attr in ("today", "now", "utcnow")), path


def test_the_core_knows_no_float() -> None:
    """No float near money: no float literal and no `float` in domain, visit and policies."""
    for package in ("domain", "visit", "policies"):
        for path in (SOURCES / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                where = f"{path.relative_to(SOURCES)}:{getattr(node, 'lineno', 0)}"
                assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), where
                assert not (isinstance(node, ast.Name) and node.id == "float"), where


def test_no_file_has_a_name_that_says_nothing() -> None:
    for path in modules():
        words = set(path.relative_to(SOURCES).with_suffix("").as_posix().replace("/", "_").split("_"))
        assert not words & BANNED, path


def test_every_module_says_what_it_is_for() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_qt_does_not_lose_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.10 and 3.11 drops one reference to None at every call that returns nothing, and the
    desktop aborts after some thousand calls (dependencies.md section 0). Runs apart: a broken build ends the process.
    """
    probe = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "spare = [None] * 100_000\n"
        "application, label = QApplication([]), QLabel()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(10_000):\n"
        "    label.setText('x')\n"
        "sys.exit(sys.getrefcount(None) < before - 5_000)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
