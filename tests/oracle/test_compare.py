"""Both engines on a sample of random claims; and that the comparison finds a single fen."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.domain.adjudication import Adjudication, YearTotals
from counter.domain.claim import Claim
from counter.domain.policy import Policy

from . import compare, edge, statements
from .stated import packages
from .visits import year

HERE = Path(__file__).parent
BOTH_ENGINES = {"edge.py", "compare.py", "properties.py", "mutate.py"}
YEARS = 1_000


def test_a_sample_of_all_packages_without_a_fen_of_difference() -> None:
    _, claims, differ = compare.compare_years((20261122, 0, YEARS, ""))
    assert {package.file for package in compare.known()} == set(claims) - {compare.REFUSED}
    assert claims.total() - claims[compare.REFUSED] > YEARS
    assert differ == []


def test_reading_the_statements_alone_gives_the_same_fen() -> None:
    for number in range(YEARS // 4):
        chosen = year(20261123, number)
        _, _, difference = edge.run_year(chosen, compare.book(), packages(), statements.price)
        assert difference is None, compare.describe(*difference)


def test_a_single_fen_is_found_and_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    honest = edge.adjudicate

    def generous(claim: Claim, policy: Policy, totals: YearTotals, *money: Any) -> Adjudication:
        found = honest(claim, policy, totals, *money)
        if not found.funds or not found.cash_amount:
            return found
        first = replace(found.funds[0], amount_fen=found.funds[0].amount_fen + 1)
        return replace(found, funds=(first, *found.funds[1:]), cash_amount=found.cash_amount - 1)

    monkeypatch.setattr(edge, "adjudicate", generous)
    _, _, differ = compare.compare_years((1, 0, 20, ""))
    assert differ
    assert compare.show(1, differ[0][1], "") == 1
    shown = capsys.readouterr().out
    assert f"--seed 1 --only {differ[0][1]}" in shown
    assert "[[lines]]" in shown


def test_a_year_is_the_same_whenever_it_is_made() -> None:
    assert year(7, 123) == year(7, 123)
    assert year(7, 123) != year(8, 123)


def test_the_second_engine_imports_nothing_of_the_first() -> None:
    modules = [
        file for file in HERE.glob("*.py") if file.name not in BOTH_ENGINES and not file.name.startswith("test_")
    ]
    assert len(modules) >= 6
    for file in modules:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""] + [alias.name for alias in node.names]
            else:
                continue
            assert not any(name.split(".")[0] in {"counter", "edge", "compare"} for name in names), file.name
