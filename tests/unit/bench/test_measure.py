"""Measuring: ratios to the yardstick, noise that refuses a verdict, output that is checked first."""

from __future__ import annotations

import time

import pytest

from counter.bench import run_bench
from counter.bench.measure import Figure, Outcome, as_json, contest, milliseconds_of, report


def figure(name: str, ratio: float, spread: float) -> Figure:
    return Figure(name, 1.0, 1.0, 1.0, ratio, ratio, spread)


def test_slower_work_has_the_larger_ratio() -> None:
    outcome = contest("t", [("quick", lambda _: None), ("slow", lambda _: time.sleep(0.002))], rounds=5)
    assert outcome.figures[0].ratio == pytest.approx(1)
    assert outcome.figures[1].ratio > 2
    assert "slow" in report([outcome])
    assert as_json([outcome])["outcomes"]


@pytest.mark.parametrize(
    ("ratio", "spread", "verdict"), [(1.9, 0.1, "PASS"), (2.1, 0.1, "FAIL"), (1.0, 0.3, "NOISY"), (9.0, 0.3, "NOISY")]
)
def test_a_noisy_run_is_not_judged(ratio: float, spread: float, verdict: str) -> None:
    outcome = Outcome("t", "a", [figure("a", 1, 0), figure("b", ratio, spread)])
    assert outcome.judge("b", 2.0, "G").verdict == verdict


def test_every_round_sees_new_input() -> None:
    seen: list[int] = []
    contest("t", [("a", seen.append)], rounds=5)
    assert seen == [0, 1, 2, 3, 4, 5]


def test_a_process_that_ends_early_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        milliseconds_of(["true"], "ready")


def test_claim_measurement_runs_and_agrees_with_the_bare_loop() -> None:
    outcomes = run_bench("claim", quick=True)
    assert [outcome.goal[:2] for outcome in outcomes] == ["A1", "A3", "A4", "A4"]
    names = [figure.name for outcome in outcomes for figure in outcome.figures]
    ours = (("engine", "engine, the row of every line made"), ("replay",), ("trial",), ("page",))
    assert names == [name for entries in ours for name in ("bare integer loop", *entries)]
