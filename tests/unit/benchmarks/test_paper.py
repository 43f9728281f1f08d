"""The contest on paper: without peers it runs, says so, and nobody wins."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import Told


def test_without_peers_nobody_wins(without_peers: Callable[[str], Told]) -> None:
    code, told = without_peers("paper.py")
    assert code == 0
    outcomes = told["outcomes"]
    assert [outcome["verdict"] for outcome in outcomes] == ["NOT RUN", "NOT RUN"]
    assert [figure["name"] for figure in outcomes[0]["figures"]] == ["statement"]
    assert sum("not run" in note for note in outcomes[0]["notes"]) == 5
