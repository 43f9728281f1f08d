"""`counter card read`: what the reader layer sees, for a person or a program; masked unless asked otherwise."""

from __future__ import annotations

import json
import queue
import time
from functools import partial
from pathlib import Path
from typing import Protocol

from counter.card.errors import Reason
from counter.card.launching import launch_worker
from counter.card.lines import Line, fields_of
from counter.card.reader import SupervisedReader
from counter.card.steps import CARD_STEPS, step_of
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, mask_card_number, mask_id_number, mask_name
from counter.visit.ports.cards import CardReader, ReaderEvent, ReaderPhase

_GRACE_SECONDS = 0.7
_LIMIT_SECONDS = 12.0
_LOOK_SECONDS = 0.02
_GOOD = (ReaderPhase.READ, ReaderPhase.PROTECTED)
_NO_CARD = (ReaderPhase.NO_SERVICE, ReaderPhase.NO_READER, ReaderPhase.EMPTY)
_STEP_OF_PHASE = {
    ReaderPhase.EMPTY: CARD_STEPS[Reason.NO_CARD],
    ReaderPhase.REMOVED: CARD_STEPS[Reason.NO_CARD],
    ReaderPhase.PROTECTED: CARD_STEPS[Reason.PROTECTED],
}
"""What to do where nothing went wrong, and yet nobody can be served."""


class Readers(CardReader, Protocol):
    """A reader that also says how each reader and slot stands."""

    def states(self) -> tuple[ReaderEvent, ...]:
        """Answers at once, never blocks."""
        ...


def read(
    reader: str | None,
    *,
    as_json: bool,
    show: bool,
    trace: bool = False,
    driver: Path | None = None,
    source: Readers | None = None,
) -> tuple[str, int]:
    """Read the card that is seated now. Of several members' cards none is chosen: all are named, masked.

    Args:
        reader: name of the reader to look at, or a part of it; any when None.
        as_json: JSON with the fields of a read instead of lines of text.
        show: do not mask name and numbers.
        trace: write command headers and status words to standard error, see `tracing`.
        driver: description of the vendor's driver that a protected card is read with.
        source: reads from this instead of the machine's readers.

    Returns:
        What to print, and the exit code: 0 a member's card, 1 a card that is none or cannot be read, 2 no card,
        reader or service, or several members' cards.
    """
    source = source or SupervisedReader(partial(launch_worker, "pcsc", trace=trace, driver=driver))
    events: queue.SimpleQueue[ReaderEvent] = queue.SimpleQueue()
    source.start(events.put)
    try:
        event = _outcome(events, reader)
        members = _members(source, reader) if event.phase in _GOOD else ()
    finally:
        source.stop()
    if len(members) == 1:
        event = members[0]
    line = line_of(event, show=show) if len(members) < 2 else _line_of_several(members)
    text = json.dumps(line, ensure_ascii=False, indent=2) if as_json else text_of(line)
    if event.phase in _GOOD:
        return text, 0 if len(members) < 2 else 2
    return text, 2 if event.phase in _NO_CARD else 1


def _outcome(events: queue.SimpleQueue[ReaderEvent], reader: str | None) -> ReaderEvent:
    """The first event that says how it is: at once for a result, after a moment for "no card" and the like, because a
    reader is reported before the card in it."""
    last = ReaderEvent(ReaderPhase.NO_READER, error=CardError("no_reader"))
    until = time.monotonic() + _LIMIT_SECONDS
    settled = time.monotonic() + _LIMIT_SECONDS
    while (left := min(until, settled) - time.monotonic()) > 0:
        try:
            event = events.get(timeout=left)
        except queue.Empty:
            break
        if reader is not None and event.reader and reader not in event.reader:
            continue
        # Another slot that is empty says nothing about a card that is being looked at.
        if event.phase is ReaderPhase.EMPTY and last.phase in (ReaderPhase.READING, ReaderPhase.WRONG_CARD):
            continue
        last = event
        if event.phase in _GOOD or event.phase is ReaderPhase.STUCK:
            break
        settled = until if event.phase is ReaderPhase.READING else time.monotonic() + _GRACE_SECONDS
    return last


def _members(source: Readers, reader: str | None) -> tuple[ReaderEvent, ...]:
    """Members' cards in the readers that are meant, once none of these is being read any more: who comes first is
    chance, and no answer to whose turn it is (card.md 7, 3)."""
    until = time.monotonic() + _LIMIT_SECONDS
    while True:
        states = source.states()
        meant = [event for event in states if reader is None or reader in event.reader]
        meant = [event for event in states if event.reader == reader] or meant
        if time.monotonic() >= until or all(event.phase is not ReaderPhase.READING for event in meant):
            return tuple(event for event in meant if event.phase in _GOOD)
        time.sleep(_LOOK_SECONDS)


def _line_of_several(members: tuple[ReaderEvent, ...]) -> Line:
    """Several members' cards as plain values, always masked: nobody said yet whose is to be looked at."""
    step = "say which with --reader and the reader's name as written here, or leave one card in"
    cards = [line_of(event, show=False) for event in sorted(members, key=lambda event: event.reader)]
    for card in cards:
        card.pop("step", None)
    return {"phase": "several", "reason": "several_cards", "step": step, "cards": cards}


def line_of(event: ReaderEvent, *, show: bool) -> Line:
    """An event as plain values; name and numbers shortened unless they are to be shown."""
    line: Line = {"phase": str(event.phase), "reader": event.reader, "insertion": event.insertion}
    if event.simulated:
        line["simulated"] = True
    if isinstance(event.error, CardError):
        line |= {"reason": str(event.error.reason), "hint": event.error.hint, "detail": event.error.detail}
        line["step"] = step_of(event.error)
    elif event.phase in _STEP_OF_PHASE:
        line["step"] = _STEP_OF_PHASE[event.phase]
    if event.card is not None:
        line["card"] = {**fields_of(event.card), "unreadable": dict(event.card.unreadable)}
        if not show:
            line["card"] |= _masked(event.card)
    return line


def _masked(card: CardRead) -> Line:
    """Whatever names the person or the card, shortened."""
    return {
        "name": None if card.name is None else mask_name(card.name),
        "id_number": None if card.id_number is None else mask_id_number(card.id_number),
        "card_number": None if card.card_number is None else mask_card_number(card.card_number),
        "card_id": None if card.card_id is None else card.card_id[:6] + "*" * (len(card.card_id) - 6),
        "birth_day": None if card.birth_day is None else f"{card.birth_day.year}-**-**",
        "unreadable": {field: "*" * len(content) for field, content in card.unreadable},
    }


def text_of(line: Line) -> str:
    """The same as lines of text, nothing that is empty; each of several cards in a line of its own."""
    rows = {**line, **(line.get("card") or {})}
    rows.pop("card", None)
    several = rows.pop("cards", [])
    shown = {key: _as_text(value) for key, value in rows.items()}
    width = max(map(len, shown))
    lines = [f"{key:{width}}  {value}" for key, value in shown.items() if value not in (None, "")]
    return "\n".join(lines + [short_of(one) for one in several])


def _as_text(value: object) -> object:
    match value:
        case dict():
            return ", ".join(f"{field} {content}" for field, content in value.items())
        case list() | tuple():
            return ", ".join(value)
    return value


def short_of(line: Line) -> str:
    """An event in one line: reader, state, whose card, what is odd, and what to do."""
    card = line.get("card") or {}
    said = [line.get("reason"), line.get("hint"), card.get("name"), card.get("card_number"), *card.get("warnings", ())]
    shown = f"{line['reader'] or 'all readers'}: {line['phase']} {' '.join(filter(None, said))}".rstrip()
    return f"{shown} -> {line['step']}" if line.get("step") else shown
