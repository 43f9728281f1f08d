"""Card in to status painted: the verdicts on C1 and C2, and one short run of the real window."""

from __future__ import annotations

import pytest

from counter.bench import card_window
from counter.bench.card_window import Round, judged_overlap, judged_painted


def rounds(software: float, count: int = 100, waited: float = 0.0) -> dict[int, list[Round]]:
    """Rounds of a card of 381 characters at both speeds that are judged."""
    found = {}
    for baud in (9600, 115200):
        wire = 381 * 12 / baud * 1000
        read = wire + software - 5 - waited
        found[baud] = [Round(wire, read, read + waited, wire + software, 3.0) for _ in range(count)]
    return found


def verdict(monkeypatch: pytest.MonkeyPatch, software: float, load: float = 0.1, slow: int = 0) -> str:
    monkeypatch.setattr(card_window.os, "getloadavg", lambda: (load, load, load))
    taken = rounds(software)
    for each in taken[9600][:slow]:
        each.painted += 10
    return judged_painted(taken, 381).verdict


def test_the_software_part(monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(monkeypatch, 8.0) == "PASS"
    assert verdict(monkeypatch, 8.0, slow=9) == "FAIL"
    assert verdict(monkeypatch, 8.0, slow=9, load=500) == "NOISY"
    # 75 ms on the line at 115200: fourteen more are above 15 % of the whole.
    assert verdict(monkeypatch, 14.0) == "FAIL"


def test_waiting_for_a_processor_is_told_and_changes_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_window.os, "getloadavg", lambda: (0.1, 0.1, 0.1))
    taken = rounds(8.0)
    for each in taken[9600]:
        each.starved, each.stolen = 0.25, 0.0
    for each in taken[9600][:9]:
        each.painted, each.starved = each.painted + 10, 12.5
    outcome = judged_painted(taken, 381)
    assert outcome.verdict == "FAIL"
    assert "p99 18.0 ms" in outcome.goal
    assert any("18.0 (12.5)" in note for note in outcome.notes)
    assert any("91 of 100" in note and "p99 8.0 ms" in note for note in outcome.notes)
    assert not any("waited" in note for note in judged_painted(rounds(8.0), 381).notes), "unknown where nobody counts"


def test_waiting_for_the_books() -> None:
    after = rounds(12.0, waited=3.0)
    assert judged_overlap(rounds(8.0), after).verdict == "PASS"
    assert judged_overlap(after, after).verdict == "FAIL"


@pytest.mark.slow
def test_a_short_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_window, "QUICK_ROUNDS", {9600: 2, 115200: 4})
    painted, overlap = card_window.painted_outcomes(quick=True)
    assert painted.verdict in ("PASS", "FAIL", "NOISY")
    assert any("computed from" in note for note in painted.notes)
    before = next(figure for figure in overlap.figures if figure.name == "asked after the read, at 115200")
    assert before.wall_ms > 0
    assert overlap.verdict == "PASS"
