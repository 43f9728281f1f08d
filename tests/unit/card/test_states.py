"""The state table is complete, and docs/readers.md shows this very table."""

from __future__ import annotations

from pathlib import Path

from counter.card.states import TABLE, Signal, next_phase
from counter.visit.ports.cards import ReaderPhase

DOCUMENT = Path(__file__).parents[3] / "docs" / "readers.md"


def table_as_text() -> str:
    """The table as the document has it."""
    head = "| in \\ when | " + " | ".join(signal.value for signal in Signal) + " |"
    rows = [head, "|---" * (len(Signal) + 1) + "|"]
    for phase in ReaderPhase:
        cells = [TABLE[phase][signal].value if signal in TABLE[phase] else "" for signal in Signal]
        rows.append(f"| **{phase.value}** | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def drawing_as_text() -> str:
    """The same as a drawing. What can happen everywhere stands below it, not in it."""
    everywhere = (Signal.SERVICE_LOST, Signal.READER_GONE)
    edges: dict[tuple[str, str], list[str]] = {}
    for phase, row in TABLE.items():
        for signal, after in row.items():
            if signal not in everywhere:
                edges.setdefault((phase.value, after.value), []).append(signal.value)
    lines = [f"    {before} --> {after}: {', '.join(signals)}" for (before, after), signals in edges.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> no_service", *lines, "```"])


def test_every_phase_has_its_row() -> None:
    assert TABLE.keys() == set(ReaderPhase)


def test_every_phase_can_be_reached_and_left() -> None:
    reached = {after for row in TABLE.values() for after in row.values()}
    assert reached == set(ReaderPhase)
    for phase, row in TABLE.items():
        assert any(after is not phase for after in row.values())


def test_service_and_reader_can_vanish_in_every_phase() -> None:
    for phase in ReaderPhase:
        assert next_phase(phase, Signal.SERVICE_LOST) is ReaderPhase.NO_SERVICE
        assert next_phase(phase, Signal.READER_GONE) is ReaderPhase.NO_READER


def test_a_member_is_seen_only_after_reading() -> None:
    for phase, row in TABLE.items():
        for after in (ReaderPhase.READ, ReaderPhase.PROTECTED):
            assert after not in row.values() or phase is ReaderPhase.READING


def test_a_removed_card_never_shows_as_read() -> None:
    assert next_phase(ReaderPhase.READ, Signal.CARD_OUT) is ReaderPhase.REMOVED
    assert next_phase(ReaderPhase.REMOVED, Signal.READ) is None
    assert next_phase(ReaderPhase.EMPTY, Signal.READ) is None


def test_the_document_shows_this_table() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert table_as_text() in document
    assert drawing_as_text() in document
