"""`counter policy`: packages are checked, shown, compared, explained and replayed; `counter adjudicate`: one claim."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from counter.commands.options import claim_options, day, home_of, language_option, policies_folder, unverified_option
from counter.domain.errors import FileProblem, StoreProblem


def add_adjudicate(adjudicate: argparse.ArgumentParser) -> None:
    """The options of `counter adjudicate`."""
    adjudicate.add_argument("file", type=Path)
    claim_options(adjudicate)
    adjudicate.add_argument("--json", action="store_true", help="national field names, amounts with two decimals")
    adjudicate.set_defaults(run=_adjudicate)


def add_policy_commands(policy: Any) -> None:
    """What follows `counter policy` and does not publish; policy: the sub-parsers of that word."""
    _add_check(policy)
    _add_show_and_diff(policy)
    _add_explain(policy)
    _add_impact(policy)
    schema = policy.add_parser("schema", help="the JSON Schema of a package, for editors")
    schema.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")
    schema.set_defaults(run=_schema)


def _add_check(policy: Any) -> None:
    check = policy.add_parser("check", help="read all packages and run the cases that ship with them")
    check.add_argument("--policies", type=Path)
    unverified_option(check)
    language_option(check)
    check.add_argument("--json", action="store_true", help="problems and notes for programs, in both languages")
    check.add_argument("--signed", action="store_true", help="also: published by two trusted people and unaltered")
    check.add_argument("--trusted", type=Path, metavar="DIR", help="public keys that count (default: HOME/trusted)")
    check.set_defaults(run=_check)


def _add_show_and_diff(policy: Any) -> None:
    show = policy.add_parser("show", help="every value of a package with source and grade; without a name, a list")
    show.add_argument("name", nargs="?", metavar="NAME[@VERSION]")
    show.set_defaults(run=_show)
    diff = policy.add_parser("diff", help="what differs between two packages")
    diff.add_argument("old", metavar="OLD", help="NAME, NAME@VERSION or a file")
    diff.add_argument("new", metavar="NEW", help="NAME, NAME@VERSION or a file")
    diff.set_defaults(run=_diff)
    for parser in (show, diff):
        parser.add_argument("--policies", type=Path, help="folder of policy packages")
        language_option(parser)
        parser.add_argument("--json", action="store_true")
        unverified_option(parser)


def _add_explain(policy: Any) -> None:
    explain = policy.add_parser("explain", help="every figure of a claim with rule, values and article; what-ifs")
    explain.add_argument("file", type=Path)
    claim_options(explain)
    explain.add_argument("--level", choices=("community", "1", "2", "3"), help="what if: another level of hospital")
    explain.add_argument("--day", type=day, help="what if: another day")
    explain.add_argument("--class", dest="person_class", metavar="CLASS", help="what if: a class or a psn_type")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(run=_explain)


def _add_impact(policy: Any) -> None:
    impact = policy.add_parser("impact", help="replay booked claims under candidate packages: who gains, who loses")
    impact.add_argument("candidate", type=Path, metavar="CANDIDATE_DIR", help="a whole folder of packages")
    impact.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="folder of settings and database")
    impact.add_argument("--from", dest="first", type=day, default=date.min, metavar="DAY", help="first service day")
    impact.add_argument("--to", dest="last", type=day, default=date.max, metavar="DAY", help="last service day")
    impact.add_argument("--language", choices=("zh", "en"), default="zh", help="of what is wrong in the packages")
    impact.add_argument("--json", action="store_true")
    unverified_option(impact)
    impact.set_defaults(run=_impact)


def _adjudicate(options: argparse.Namespace) -> int:
    from counter.policies.command import adjudicate
    from counter.policies.question import Instead

    instead = Instead(options.totals, options.known_on)
    folder = policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(adjudicate(options.file, folder, instead=instead, **how))
    return 0


def _check(options: argparse.Namespace) -> int:
    from counter.policies.command import check

    folder = policies_folder(options)
    found = check(folder, unverified=options.unverified)
    problems: tuple[FileProblem, ...] = ()
    if options.signed:
        from counter.policies.publication import signed_problems

        problems = signed_problems(folder, options.trusted or home_of(options) / "trusted")
    if options.json:
        signatures = {"signatures": [asdict(problem) for problem in problems]} if options.signed else {}
        print(json.dumps(found.as_json() | signatures, ensure_ascii=False, indent=2))
    else:
        print(found.in_words(options.language))
        if options.signed:
            sums = {"zh": f"签名有 {len(problems)} 处问题", "en": f"{len(problems)} problems with signatures"}
            print(*(problem.told(options.language) for problem in problems), sums[options.language], sep="\n")
    return 1 if found.problems or problems else 0


def _show(options: argparse.Namespace) -> int:
    from counter.policies.show import show

    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(show(options.name, policies_folder(options), **how))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from counter.policies.show import diff

    folder = policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(diff(options.old, options.new, folder, **how))
    return 0


def _explain(options: argparse.Namespace) -> int:
    from counter.policies.explain import explain
    from counter.policies.question import Instead

    instead = Instead(options.totals, options.known_on, options.day, options.level, options.person_class)
    folder = policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(explain(options.file, folder, instead, **how))
    return 0


def _impact(options: argparse.Namespace) -> int:
    from counter.app import open_books
    from counter.policies.book import load_book
    from counter.policies.impact import impact_json, impact_text, replay
    from counter.settings import load_settings

    def progress(done: int, count: int) -> None:
        if done % 100 == 0 or done == count:
            print(f"\r{done} / {count}", end="" if done < count else "\n", file=sys.stderr, flush=True)

    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: object) -> None:
        # The claim at hand is finished first; who presses Ctrl-C again does not want to wait for it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop.set()

    book = load_book(options.candidate, unverified=options.unverified)
    settings = load_settings(options.home)
    if settings.training and not settings.training_file.exists():
        raise StoreProblem("unreachable", f"there is no such file: {settings.training_file}")
    books, _ = open_books(settings)
    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        impact = replay(books, book, options.first, options.last, progress, stop.is_set)
    finally:
        signal.signal(signal.SIGINT, before)
        books.close()
    print(impact_json(impact) if options.json else impact_text(impact))
    return 0 if impact.whole else 130


def _schema(options: argparse.Namespace) -> int:
    from counter.policies.schema import package_schema

    if options.out is None:
        print(package_schema(), end="")
    else:
        options.out.write_text(package_schema(), encoding="utf-8")
    return 0
