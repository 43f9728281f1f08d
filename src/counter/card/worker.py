"""The card worker: `python -m counter.card.worker`, a process of its own.

A transmit to a mute card cannot be cancelled; only ending the process that owns the handle frees it (card.md 3.7). So
this process may be killed at any moment: it keeps nothing, and leaves when its standard input ends.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path

from counter.card import regions, tracing
from counter.card.driver import ProtectedRoute, route_from
from counter.card.errors import PcscError
from counter.card.lines import Line, decode, encode
from counter.card.no_core import leave_no_core
from counter.card.service import CardService
from counter.card.simulated import SIMULATED_READER
from counter.card.simulated_stage import SimulatedStage
from counter.card.watch import Watch

_STOP_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Run the worker; with --list print the readers as JSON and return."""
    parser = argparse.ArgumentParser(prog="counter.card.worker")
    parser.add_argument("--service", choices=("pcsc", "simulated"), default="pcsc")
    parser.add_argument("--hold", action="append", default=[], metavar="READER")
    parser.add_argument("--line", action="append", default=[], metavar="JSON", help="simulated: obeyed before watching")
    parser.add_argument("--driver", metavar="FILE", help="description of the driver for protected cards")
    parser.add_argument("--trace", action="store_true", help="command headers and status words to standard error")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    if options.list:
        print(json.dumps(list_readers()))  # noqa: T201 - the answer of this process
        return 0
    leave_no_core()
    # A bug in any thread ends the whole process, so that the supervisor sees it and starts a fresh one.
    threading.excepthook = _end_with_trace
    driver = None if options.driver is None else route_from(Path(options.driver))
    work(options.service, options.hold, options.line, driver, trace=options.trace)
    return 0


def list_readers() -> Line:
    """The readers that the service has now, or why there are none."""
    from counter.card.pcsc import PcscService

    try:
        context = PcscService().establish()
        try:
            return {"readers": list(context.readers())}
        finally:
            context.release()
    except PcscError as error:
        return {"readers": [], "reason": str(error.service_error().reason)}


def work(
    kind: str,
    held: list[str],
    first: Sequence[str] = (),
    driver: ProtectedRoute | None = None,
    *,
    trace: bool = False,
) -> None:
    """Serve lines on standard input and output until input ends or says stop."""
    out_lock = threading.Lock()

    def report(line: Line) -> None:
        with out_lock:
            try:
                sys.stdout.write(encode(line))
                sys.stdout.flush()
            except (BrokenPipeError, ValueError):
                os._exit(0)

    service: CardService
    stage: SimulatedStage | None = None
    if kind == "simulated":
        stage = SimulatedStage()
        service = stage.service
        for text in first:
            stage.obey(decode(text) or {})
    else:
        from counter.card.pcsc import PcscService

        service = PcscService()
    if trace:
        _write_error(tracing.WARNING)
    watch = Watch(service, report, held, driver, _write_error if trace else None)
    threading.Thread(target=watch.run, name="watch", daemon=True).start()
    regions.prepare()
    for text in sys.stdin:
        line = decode(text) or {}
        match line:
            case {"do": "read", "reader": str(reader)}:
                watch.read(reader)
            case {"do": "stop"}:
                break
            case {"do": str(act)} if stage is not None:
                if act == "insert":
                    watch.let_go(line.get("reader", SIMULATED_READER))
                stage.obey(line)
    watch.stop(_STOP_SECONDS)
    # Reading threads may hang in a transmit for ever: do not wait for them.
    os._exit(0)


def _write_error(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _end_with_trace(happened: threading.ExceptHookArgs) -> None:
    # Frames without values: a traceback names lines of code, never what a card said.
    traceback.print_tb(happened.exc_traceback)
    sys.stderr.write(f"{happened.exc_type.__name__} in the card worker\n")
    sys.stderr.flush()
    os._exit(70)


if __name__ == "__main__":
    sys.exit(main())
