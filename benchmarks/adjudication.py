"""Counter's adjudication beside OpenFisca-Core and zen-engine: right to the fen first, then how fast (A1, A2, A3).

    .venv/bin/python benchmarks/adjudication.py --peers DIR [--quick] [--claims N] [--json FILE]

DIR is the environment that holds the peers (README.md). One resident worker for each engine, visited in turn, other
claims in every round. An engine that does not start is "not run" and wins or loses nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scheme import LINES, Figures, case, exact

from counter.bench.measure import Outcome, as_json, report, timed_contest

HERE = Path(__file__).parent
COUNTER = "counter"
BARE = "bare integer loop"
OPENFISCA = "OpenFisca from a situation"
ARRAYS = "OpenFisca from arrays"
ZEN = "zen-engine"
BURST = {OPENFISCA: 2}
"""Claims in one visit where it is not ten: this one takes long."""


@dataclass
class Worker:
    """An engine's process. reason: why it is not there, "" when it is."""

    name: str
    python: Path
    engine: str
    reason: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    process: Any = None

    def start(self, script: str = "worker.py", *more: str) -> None:
        """Start it; what goes wrong is kept as the reason."""
        command = [str(self.python), str(HERE / script), self.engine, *more]
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE
            )
        except OSError as error:
            self.reason = f"{self.python}: {error.strerror}"
            return
        first = self.process.stdout.readline()
        if first:
            self.versions = json.loads(first)["versions"]
        else:
            self.reason = self.process.stderr.read().strip().splitlines()[-1]
            self.stop()
            self.process = None

    def ask(self, do: str, seed: int, count: int, lines: int = LINES) -> dict[str, Any]:
        """One order about claims, one answer."""
        return self.order({"do": do, "seed": seed, "count": count, "lines": lines})

    def order(self, order: dict[str, Any]) -> dict[str, Any]:
        """One order, one answer."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} ended: {self.process.stderr.read()[-800:]}")
        found: dict[str, Any] = json.loads(answer)
        return found

    def stop(self) -> None:
        """Let it end."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait(10)
            self.process.stdout.close()
            self.process.stderr.close()


def workers(peers: Path) -> list[Worker]:
    """Every engine, started."""
    ours, theirs = Path(sys.executable), peers / "bin" / "python"
    made = [
        Worker(COUNTER, ours, "engine_counter:Engine"),
        Worker(BARE, ours, "engine_integers:Engine"),
        Worker(OPENFISCA, theirs, "engine_openfisca:Engine"),
        Worker(ARRAYS, theirs, "engine_openfisca:ArraysEngine"),
        Worker(ZEN, theirs, "engine_zen:Engine"),
    ]
    for worker in made:
        worker.start()
    return made


def wrong_of(given: list[list[int]], seed: int, lines: int = LINES) -> tuple[int, int]:
    """(claims with any figure that is not exact, the largest difference in fen)."""
    wrong = worst = 0
    for number, figures in enumerate(given):
        right = exact(case(seed + number, lines))
        off = max(abs(mine - other) for mine, other in zip(right, Figures(*figures), strict=True))
        wrong += off > 0
        worst = max(worst, off)
    return wrong, worst


def checked(running: list[Worker], count: int) -> list[str]:
    """A2: how many of so many random claims each engine gets wrong. Ours and the bare loop must get none wrong."""
    notes = []
    for worker in running:
        asked = count // 20 if worker.name == OPENFISCA else count
        for lines in (1, 25, LINES):
            share = max(1, asked // 3)
            answers = worker.ask("answers", 1_000_000, share, lines)["figures"]
            wrong, worst = wrong_of(answers, 1_000_000, lines)
            notes.append(f"{worker.name}, {lines} lines: {wrong} of {share} claims wrong, worst {worst} fen")
            if wrong and worker.name in (COUNTER, BARE):
                raise AssertionError(f"{notes[-1]}: nothing is measured")
    return notes


def _timed(worker: Worker, do: str, count: int) -> Callable[[int], tuple[float, float]]:
    """Work of one round, in milliseconds a claim ("each") or for all ("many"); ours is checked on the way."""

    def run(turn: int) -> tuple[float, float]:
        seed = turn * count
        answer = worker.ask(do, seed, count)
        if worker.name in (COUNTER, BARE) and wrong_of(answer["figures"], seed)[0]:
            raise AssertionError(f"{worker.name} is wrong in round {turn}: nothing is measured")
        share = count if do == "each" else 1
        return answer["wall_ms"] / share, answer["cpu_ms"] / share

    return run


def one_claim(running: list[Worker], rounds: int) -> list[Outcome]:
    """A1: one claim of 200 lines with its trace and the dated lookup."""
    entries = [(worker.name, _timed(worker, "each", BURST.get(worker.name, 10))) for worker in running]
    title = f"One claim of {LINES} lines, with trace and dated lookup"
    first = timed_contest(title, entries, rounds=rounds)

    outcomes = [first.judge(OPENFISCA, 100.0, "A1", at_least=True)]
    for name, times in ((ARRAYS, 6.0), (ZEN, 6.0)):
        further = Outcome(f"The same, {name}", first.yardstick, first.figures).judge(name, times, "A1", at_least=True)
        # Its figures stand above already.
        outcomes.append(replace(further, figures=[]))
    return outcomes


def many_claims(running: list[Worker], count: int, rounds: int) -> Outcome:
    """A3: many claims priced again under a changed policy; OpenFisca in one vector."""
    chosen = [worker for worker in running if worker.name in (COUNTER, BARE, ARRAYS)]
    entries = [(worker.name, _timed(worker, "many", count)) for worker in chosen]
    outcome = timed_contest(f"{count} claims of {LINES} lines priced again", entries, rounds=rounds)
    return outcome.judge(ARRAYS, 1.0, "A3", at_least=True)


def main(arguments: list[str]) -> int:
    """Run it; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, metavar="DIR", help="environment with the peers")
    parser.add_argument("--quick", action="store_true", help="few rounds, few claims")
    parser.add_argument("--claims", type=int, default=10_000, help="how many are priced again (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    all_workers = workers(options.peers)
    try:
        running = [worker for worker in all_workers if not worker.reason]
        missing = [f"{worker.name}: not run ({worker.reason})" for worker in all_workers if worker.reason]
        notes = checked(running, 60 if options.quick else 3_000)
        outcomes = one_claim(running, 5 if options.quick else 40)
        outcomes.append(many_claims(running, 200 if options.quick else options.claims, 5 if options.quick else 30))
    finally:
        for worker in all_workers:
            worker.stop()
    outcomes[0].notes += [*missing, *notes]
    sys.stdout.write(report(outcomes) + "\n")
    if options.json:
        content = as_json(outcomes) | {"engines": {worker.name: worker.versions for worker in running}}
        options.json.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if any(outcome.verdict == "FAIL" for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
