"""The contest with other engines: ours is exact in it, and a peer that is not there wins and loses nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import FOLDER, Told


@pytest.fixture
def contest(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The modules of the folder, which is no package: they also run where Counter is not installed."""
    monkeypatch.syspath_prepend(str(FOLDER))
    before = set(sys.modules)
    import engine_counter
    import engine_integers
    import scheme

    yield {"scheme": scheme, "counter": engine_counter.Engine(), "bare": engine_integers.Engine()}
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(FOLDER)):
            del sys.modules[name]


@pytest.mark.parametrize("lines", [1, 25, 200])
def test_ours_and_the_bare_loop_are_right_to_the_fen(contest: dict[str, Any], lines: int) -> None:
    scheme = contest["scheme"]
    for seed in range(100):
        case = scheme.case(seed, lines)
        right = scheme.exact(case)
        for engine in (contest["counter"], contest["bare"]):
            assert engine.figures(engine.price(engine.prepare(case))) == right


def test_every_limit_of_the_scheme_is_met_by_some_claim(contest: dict[str, Any]) -> None:
    scheme = contest["scheme"]
    found = [(case, scheme.exact(case)) for case in map(scheme.case, range(200))]
    assert any(figures.serious for _, figures in found) and any(not figures.serious for _, figures in found)
    assert any(case.year_pool + figures.pool == scheme.POOL_CAP for case, figures in found)
    assert any(case.deductible_used == scheme.DEDUCTIBLE for case, _ in found)
    assert any(figures.cash and case.account for case, figures in found)


def test_a_wrong_fen_is_counted(contest: dict[str, Any]) -> None:
    import adjudication

    scheme = contest["scheme"]
    given = [list(scheme.exact(scheme.case(seed))) for seed in range(3)]
    assert adjudication.wrong_of(given, 0) == (0, 0)
    given[1][2] += 2
    assert adjudication.wrong_of(given, 0) == (1, 2)


def test_a_peer_that_is_not_there_is_not_run(without_peers: Callable[[str], Told]) -> None:
    code, told = without_peers("adjudication.py")
    assert code in (0, 1)
    verdicts = {outcome["goal"].split(" /")[0]: outcome["verdict"] for outcome in told["outcomes"]}
    assert verdicts["A1: zen-engine"] == verdicts["A1: OpenFisca from a situation"] == "NOT RUN"
    assert verdicts["A3: OpenFisca from arrays"] == "NOT RUN"
    assert sum("not run" in note for note in told["outcomes"][0]["notes"]) == 3
    assert "counter, 200 lines: 0 of 20 claims wrong, worst 0 fen" in told["outcomes"][0]["notes"]
    assert told["surroundings"]["load"]
