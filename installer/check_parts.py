"""The parts of the check, in the order in which they run: what each one starts and when it counts as failed.

Every test belongs to exactly one part: the card stack and the print queue are chosen by marker wherever their tests
stand, everything else by folder.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import cleanliness
from environment import Environment, child_environment

Run = Callable[[Environment], list[str]]
"""Runs a part; returns the reasons why it failed, none when it passed."""


@dataclass(frozen=True)
class Part:
    """One part of the check. long: left out by --quick."""

    name: str
    title: str
    run: Run
    long: bool = False


def call(command: list[str], environment: Environment, **variables: str) -> list[str]:
    """Run a command in the project's folder with its output shown."""
    try:
        code = subprocess.run(
            command, cwd=environment.root, env={**child_environment(), **variables}, check=False
        ).returncode
    except OSError as error:
        return [f"cannot run: {error}"]
    return [] if code == 0 else [f"{Path(command[0]).name} ended with exit code {code}"]


def tool(name: str, *arguments: str) -> Run:
    """A part that is one command of the environment."""
    return lambda environment: call([environment.tool(name), *arguments], environment)


def python(*arguments: str, **variables: str) -> Run:
    """A part that is one call of the environment's Python."""
    return lambda environment: call([str(environment.python), *arguments], environment, **variables)


def pytest(*arguments: str) -> Run:
    """A part that is one pytest call."""

    def run(environment: Environment) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.xml")
            command = [str(environment.python), "-m", "pytest", f"--junitxml={report}", *arguments]
            failures = call(command, environment)
            return failures + skips(report)

    return run


NOT_APPLICABLE = "not applicable: "


def skips(report: Path) -> list[str]:
    """Tests that skipped themselves according to a JUnit report: each one is a failure here, because nobody looked.

    Expected failures (`xfail`) are no skips, and neither is a case that cannot exist, such as a test of TRUNCATE on
    SQLite: its reason begins with `NOT_APPLICABLE`.
    """
    try:
        cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - our own pytest wrote it
    except (OSError, ElementTree.ParseError):
        return ["no test report was written"]
    found = []
    for case in cases:
        skipped = case.find("skipped")
        if skipped is None or skipped.get("type") == "pytest.xfail":
            continue
        if not (skipped.get("message") or "").startswith(NOT_APPLICABLE):
            found.append(f"not run: {case.get('classname')}::{case.get('name')}: {skipped.get('message')}")
    return found


def demo(environment: Environment) -> list[str]:
    """The headless visit, into a folder with a space and Chinese characters in its name; looks at what it leaves."""
    with tempfile.TemporaryDirectory(prefix="柜台 demo ") as folder:
        out = Path(folder, "out")
        command = [str(environment.python), "-m", "counter", "--home", f"{folder}/home", "demo", "--out", str(out)]
        failures = call(command, environment, QT_QPA_PLATFORM="offscreen")
        left = {path.suffix for path in out.glob("*")}
        return failures + [f"the visit left no {kind}" for kind in (".pdf", ".png", ".txt") if kind not in left]


ELSEWHERE = "not pcsc and not cups"
"""What the folders' parts leave to the two parts that are chosen by marker."""

KILL = "tests/integration/test_kill.py"

PARTS = (
    Part("format", "ruff format finds nothing to change", tool("ruff", "format", "--check", ".")),
    Part("lint", "ruff finds nothing", tool("ruff", "check", ".")),
    Part("types", "mypy strict on the program and on the set-up", tool("mypy")),
    Part("imports", "every import points at the domain", tool("lint-imports")),
    Part(
        "generated",
        "forms and translations are what their sources say",
        python("installer/generate.py", "--check", QT_QPA_PLATFORM="offscreen"),
    ),
    Part("policies", "policy files are valid and their cases right", python("-m", "counter", "policy", "check")),
    Part(
        "unit",
        "everything that needs no window and no server",
        pytest(
            "tests",
            "-m",
            ELSEWHERE,
            *(f"--ignore=tests/{folder}" for folder in ("desktop", "integration", "device", "unit/store")),
        ),
    ),
    Part("desktop", "the desktop, offscreen", pytest("tests/desktop", "-m", ELSEWHERE)),
    Part("store", "the books on SQLite and on PostgreSQL", pytest("tests/unit/store", "-m", ELSEWHERE)),
    Part(
        "integration",
        "the parts together",
        pytest("tests/integration", "-m", ELSEWHERE, f"--ignore={KILL}"),
    ),
    Part("cards", "the real PC/SC stack, in namespaces of its own", pytest("tests", "-m", "pcsc")),
    Part("printing", "a real CUPS queue", pytest("tests", "-m", "cups and not pcsc")),
    Part(
        "fuzz",
        "a million mutated answers of cards, readers, drivers, scanners and services: only typed errors",
        python("-m", "tests.card_fuzz", "--inputs", "1000000"),
        long=True,
    ),
    Part("kill", "kill -9 while settling and printing, on both databases", pytest(KILL, "-m", ELSEWHERE), long=True),
    Part("demo", "a whole visit without a display", demo, long=True),
    Part("clean", "no address of a registry and no path of a machine in the tree", cleanliness.part),
)
