"""How everything is measured: rounds in turn, medians, ratios inside one run, and no verdict when the run was noisy.

A `Contest` visits its entries round-robin, so that the machine's noise hits all of them alike; only ratios to the
yardstick are judged. Cold figures use fresh processes, interleaved in the same way.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

BLOCKS = 5
LARGEST_SPREAD = 0.25


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured entry.

    wall_ms, cpu_ms: median; p90_ms: 90th percentile of wall time; ratio: median wall time over the yardstick's in the
    same run; cpu_ratio: the same for CPU time; spread: largest relative distance of a block's ratio from the median.
    """

    name: str
    wall_ms: float
    p90_ms: float
    cpu_ms: float
    ratio: float
    cpu_ratio: float
    spread: float


@dataclass(slots=True)
class Outcome:
    """A contest's figures and the verdict on its goal.

    verdict: `PASS`, `FAIL`, `NOISY` (spread above 25 %: not judged), `NOT RUN` (a peer is not there) or `-` (no goal).
    """

    title: str
    yardstick: str
    figures: list[Figure]
    goal: str = ""
    verdict: str = "-"
    notes: list[str] = field(default_factory=list)

    def judge(self, name: str, limit: float, goal: str, *, at_least: bool = False) -> Outcome:
        """Judge one entry's ratio to the yardstick: at most a limit, or at least one.

        With at_least the yardstick is ours and the entry a peer that must take so many times longer; a peer that did
        not run is no win.
        """
        word = "at least" if at_least else "limit"
        figure = next((figure for figure in self.figures if figure.name == name), None)
        if figure is None:
            self.goal, self.verdict = f"{goal}: {name} / {self.yardstick} ({word} {limit:g})", "NOT RUN"
            return self
        self.goal = f"{goal}: {name} / {self.yardstick} = {figure.ratio:.2f} ({word} {limit:g})"
        if figure.spread > LARGEST_SPREAD:
            self.verdict = "NOISY"
        else:
            kept = figure.ratio >= limit if at_least else figure.ratio <= limit
            self.verdict = "PASS" if kept else "FAIL"
        return self


def contest(title: str, entries: Sequence[tuple[str, Callable[[int], object]]], *, rounds: int) -> Outcome:
    """Run entries in turn; the first is the yardstick.

    Args:
        title: heading of the outcome.
        entries: name and a callable that takes the round's number, so that every round has new input.
        rounds: rounds in all, divided into five blocks.
    """

    def clocked(work: Callable[[int], object]) -> Callable[[int], tuple[float, float]]:
        def run(turn: int) -> tuple[float, float]:
            cpu_before, before = time.process_time(), time.perf_counter()
            work(turn)
            return (time.perf_counter() - before) * 1000, (time.process_time() - cpu_before) * 1000

        return run

    return timed_contest(title, [(name, clocked(work)) for name, work in entries], rounds=rounds)


def timed_contest(
    title: str, entries: Sequence[tuple[str, Callable[[int], tuple[float, float]]]], *, rounds: int
) -> Outcome:
    """The same for work that holds the clock itself, because its input is made first: every callable returns wall and
    processor milliseconds. Round 0 warms up and does not count."""
    wall: dict[str, list[float]] = {name: [] for name, _ in entries}
    cpu: dict[str, list[float]] = {name: [] for name, _ in entries}
    for _, work in entries:
        work(0)
    for turn in range(1, max(rounds, BLOCKS) + 1):
        for name, work in entries:
            taken = work(turn)
            wall[name].append(taken[0])
            cpu[name].append(taken[1])
    return Outcome(title, entries[0][0], _figures([name for name, _ in entries], wall, cpu))


def cold_contest(title: str, entries: Sequence[tuple[str, Callable[[], float]]], *, rounds: int) -> Outcome:
    """The same for work in fresh processes: every callable starts one and returns its own milliseconds."""
    wall: dict[str, list[float]] = {name: [] for name, _ in entries}
    for _ in range(max(rounds, BLOCKS)):
        for name, work in entries:
            wall[name].append(work())
    return Outcome(title, entries[0][0], _figures([name for name, _ in entries], wall, wall))


def _figures(names: list[str], wall: dict[str, list[float]], cpu: dict[str, list[float]]) -> list[Figure]:
    first = names[0]
    figures = []
    for name in names:
        median = statistics.median(wall[name])
        ratio = median / statistics.median(wall[first])
        blocks = [_block_ratio(wall[name], wall[first], block) for block in range(BLOCKS)]
        figures.append(
            Figure(
                name,
                median,
                statistics.quantiles(wall[name], n=10)[8] if len(wall[name]) > 1 else median,
                statistics.median(cpu[name]),
                ratio,
                statistics.median(cpu[name]) / max(statistics.median(cpu[first]), 1e-9),
                max(abs(block - ratio) for block in blocks) / ratio,
            )
        )
    return figures


def _block_ratio(ours: list[float], theirs: list[float], block: int) -> float:
    size = len(ours) // BLOCKS
    part = slice(block * size, (block + 1) * size)
    return statistics.median(ours[part]) / statistics.median(theirs[part])


def milliseconds_of(command: Sequence[str], marker: str, environment: dict[str, str] | None = None) -> float:
    """Start a process and time from spawn until it prints a line that begins with a marker.

    Raises:
        RuntimeError: the process ended without printing it; carries the end of its error output.
    """
    before = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        for line in child.stdout:
            if line.startswith(marker):
                elapsed = (time.perf_counter() - before) * 1000
                child.kill()
                return elapsed
        raise RuntimeError(f"{command[0]} ended early: {child.stderr.read()[-800:]}")


def surroundings() -> dict[str, object]:
    """Versions and load, recorded with every run."""
    from importlib.metadata import PackageNotFoundError, version

    def known(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "-"

    packages = ("PySide6-Essentials", "sqlalchemy", "reportlab", "pyscard", "pypdfium2")
    return {
        "python": sys.version.split()[0],
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "packages": {package: known(package) for package in packages},
    }


def report(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as a table for people."""
    lines = []
    for outcome in outcomes:
        lines.append(f"\n{outcome.title}")
        if outcome.figures:
            lines.append(f"  {'':<34}{'median ms':>11}{'p90':>9}{'cpu ms':>9}{'ratio':>8}{'spread':>8}")
        lines.extend(
            f"  {figure.name:<34}{figure.wall_ms:>11.3f}{figure.p90_ms:>9.3f}{figure.cpu_ms:>9.3f}"
            f"{figure.ratio:>8.2f}{figure.spread:>7.0%}"
            for figure in outcome.figures
        )
        lines.extend(f"  note: {note}" for note in outcome.notes)
        if outcome.goal:
            lines.append(f"  {outcome.verdict}  {outcome.goal}")
    return "\n".join(lines)


def as_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The outcomes for a machine."""
    return {"surroundings": surroundings(), "outcomes": [asdict(outcome) for outcome in outcomes]}
