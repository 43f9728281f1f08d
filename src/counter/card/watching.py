"""`counter card watch`: how every reader stands, line by line, until Ctrl-C."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable

from counter.card.command import line_of, short_of
from counter.card.reader import SupervisedReader
from counter.visit.ports.cards import ReaderEvent

_LOOK_SECONDS = 0.2


def watch(source: SupervisedReader, write: Callable[[str], None], *, as_json: bool, lines: int | None = None) -> int:
    """Write a line for every change of every reader, masked.

    Args:
        source: a reader that was not started; it is stopped at the end.
        write: takes each line.
        as_json: one JSON object a line instead of text.
        lines: end after so many; never when None.

    Returns:
        The exit code. KeyboardInterrupt goes through once everything is stopped.
    """
    events: queue.SimpleQueue[ReaderEvent] = queue.SimpleQueue()
    shown: dict[str, str] = {}
    written = 0
    source.start(events.put)
    try:
        while lines is None or written < lines:
            try:
                news: tuple[ReaderEvent, ...] = (events.get(timeout=_LOOK_SECONDS),)
            except queue.Empty:
                # What is not delivered while another reader holds a member's card is shown here all the same.
                news = source.states()
            for event in news:
                if event.number is not None:
                    continue
                line = line_of(event, show=False)
                text = json.dumps(line, ensure_ascii=False) if as_json else short_of(line)
                if shown.get(event.reader) != text:
                    shown[event.reader] = text
                    write(text)
                    written += 1
    finally:
        source.stop()
    return 0
