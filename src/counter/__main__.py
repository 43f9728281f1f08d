"""The `counter` command: the desktop by default, everything else as sub-commands.

Exit codes: 0 done; 1 the answer is no (a check failed); 2 a clear error that the message explains; 141 nobody reads
the output any more.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from counter import __version__
from counter.card.no_core import leave_no_core
from counter.domain.errors import CounterError

_OUTPUT_CLOSED = 141
"""What shells report of a program that writes to a pipe that nobody reads any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Errors that a person can act on go to standard error as a sentence."""
    if arguments is None:
        leave_no_core()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        try:
            code = _run(words)
        except SystemExit:
            # `--help`, and words that are no command.
            _flush()
            raise
        _flush()
    except BrokenPipeError:
        if not _output_is_closed():
            raise
        return _OUTPUT_CLOSED
    return code


def _run(words: Sequence[str]) -> int:
    options = parser_for(words).parse_args(words)
    try:
        return int(options.run(options))
    except CounterError as error:
        from counter.domain.refusal_words import refusal_sentence

        told = refusal_sentence(error, getattr(options, "language", None) or "zh")
        print(f"counter: {told}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _flush() -> None:
    """Write what is still to be written, while a failure can be answered. A window without a console has no output."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _output_is_closed() -> bool:
    """Whether it was standard output whose reader has gone, as that of `counter ... | head`. Nothing is written to it
    any more: Python would try once again at its end, and complain."""
    import select

    try:
        output = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return False
    if hasattr(select, "poll"):
        look = select.poll()
        look.register(output, 0)
        if not look.poll(0):
            return False
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, output)
    os.close(nowhere)
    return True


def parser_for(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of a command line. A group of commands is filled in when its word is there: the window, which is
    opened most, waits for none of them."""
    parser = argparse.ArgumentParser(prog="counter", description="Service counter for social security.")
    parser.add_argument("--version", action="version", version=f"counter {__version__}")
    parser.add_argument("--home", type=Path, help="folder of settings and training database")
    _window_options(parser)
    parser.set_defaults(run=_desktop)
    commands = parser.add_subparsers(metavar="COMMAND")

    desktop = commands.add_parser("desktop", help="open the window (the default)")
    _window_options(desktop)
    desktop.set_defaults(run=_desktop)

    demo = commands.add_parser("demo", help="drive a whole visit by keys, without a display")
    demo.add_argument("--out", type=Path, default=Path("counter-demo"), help="folder for PDF, pictures and summary")
    demo.add_argument("--language", choices=("zh", "en"), default="zh")
    demo.add_argument("--cards", choices=("auto", "pcsc", "virtual", "simulated"), default="auto")
    demo.set_defaults(run=_demo)

    pictures = commands.add_parser("pictures", help="make the pictures of the README again")
    pictures.add_argument("--out", type=Path, default=Path("docs/pictures"))
    pictures.set_defaults(run=_pictures)

    adjudicate = commands.add_parser("adjudicate", help="price a claim file")
    policy = commands.add_parser("policy", help="policy packages")
    card = commands.add_parser("card", help="card readers")
    if "adjudicate" in words:
        from counter.commands.policy import add_adjudicate

        add_adjudicate(adjudicate)
    if "policy" in words:
        from counter.commands.policy import add_policy_commands
        from counter.commands.publishing import add_publishing_commands

        kinds = policy.add_subparsers(required=True, metavar="WHAT")
        add_policy_commands(kinds)
        add_publishing_commands(kinds)
    if "card" in words:
        from counter.commands.card import add_card_commands

        add_card_commands(card.add_subparsers(required=True, metavar="WHAT"))

    bench = commands.add_parser("bench", help="measure against built-in yardsticks")
    parts = ("pdf", "claim", "data", "ui", "card", "journey", "all")
    bench.add_argument("what", nargs="?", default="all", choices=parts)
    bench.add_argument("--quick", action="store_true")
    bench.add_argument("--json", type=Path, metavar="FILE")
    bench.set_defaults(run=_bench)

    verify = commands.add_parser("verify", help="check books, audit chain, or the code on a paper")
    verify.add_argument("--number", help="statement number on the paper")
    verify.add_argument("--code", help="verification code on the paper")
    verify.set_defaults(run=_verify)
    return parser


def _window_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cards", choices=("auto", "pcsc", "virtual", "simulated"), default=None)
    parser.add_argument("--language", choices=("zh", "en"), default=None)
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default=None)
    parser.add_argument("--time", action="store_true", help=argparse.SUPPRESS)


def _desktop(options: argparse.Namespace) -> int:
    from counter.app import run_desktop

    return run_desktop(
        options.home, cards=options.cards, language=options.language, theme=options.theme, timed=options.time
    )


def _demo(options: argparse.Namespace) -> int:
    from counter.demo import run_demo

    summary = run_demo(options.out, language=options.language, cards=options.cards)
    print(summary)
    return 0


def _pictures(options: argparse.Namespace) -> int:
    from counter.demo import make_pictures

    for picture in make_pictures(options.out):
        print(picture)
    return 0


def _bench(options: argparse.Namespace) -> int:
    import json

    from counter.bench import run_bench
    from counter.bench.measure import as_json, report

    outcomes = run_bench(options.what, quick=options.quick)
    print(report(outcomes))
    if options.json:
        options.json.write_text(json.dumps(as_json(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if any(outcome.verdict == "FAIL" for outcome in outcomes) else 0


def _verify(options: argparse.Namespace) -> int:
    from counter.app import verify_books

    text, good = verify_books(options.home, options.number, options.code)
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
