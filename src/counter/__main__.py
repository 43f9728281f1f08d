"""The `counter` command: the desktop by default, everything else as sub-commands.

Exit codes: 0 done; 1 the answer is no (a check failed); 2 a clear error that the message explains.
"""

from __future__ import annotations

import argparse
import getpass
import json
import signal
import sys
import threading
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from counter import __version__
from counter.domain.errors import CounterError, FileProblem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Errors that a person can act on go to standard error as a sentence."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CounterError as error:
        from counter.domain.refusal_words import refusal_sentence

        told = refusal_sentence(error, getattr(options, "language", None) or "zh")
        print(f"counter: {told}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
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
    adjudicate.add_argument("file", type=Path)
    _claim_options(adjudicate)
    adjudicate.add_argument("--json", action="store_true", help="national field names, amounts with two decimals")
    adjudicate.set_defaults(run=_adjudicate)

    policy = commands.add_parser("policy", help="policy packages").add_subparsers(required=True, metavar="WHAT")
    check = policy.add_parser("check", help="read all packages and run the cases that ship with them")
    check.add_argument("--policies", type=Path)
    _unverified_option(check)
    check.add_argument("--language", choices=("zh", "en"), default="zh")
    check.add_argument("--json", action="store_true", help="problems and notes for programs, in both languages")
    check.add_argument("--signed", action="store_true", help="also: published by two trusted people and unaltered")
    check.add_argument("--trusted", type=Path, metavar="DIR", help="public keys that count (default: HOME/trusted)")
    check.set_defaults(run=_policy_check)
    _reading_options(policy)
    _publishing_options(policy)
    impact = policy.add_parser("impact", help="replay booked claims under candidate packages: who gains, who loses")
    impact.add_argument("candidate", type=Path, metavar="CANDIDATE_DIR", help="a whole folder of packages")
    impact.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="folder of settings and database")
    impact.add_argument("--from", dest="first", type=_day, default=date.min, metavar="DAY", help="first service day")
    impact.add_argument("--to", dest="last", type=_day, default=date.max, metavar="DAY", help="last service day")
    impact.add_argument("--language", choices=("zh", "en"), default="zh", help="of what is wrong in the packages")
    impact.add_argument("--json", action="store_true")
    _unverified_option(impact)
    impact.set_defaults(run=_policy_impact)

    card = commands.add_parser("card", help="card readers").add_subparsers(required=True, metavar="WHAT")
    read = card.add_parser("read", help="print what the reader layer sees")
    read.add_argument("--reader", help="name of the reader")
    read.add_argument("--json", action="store_true")
    read.add_argument("--show", action="store_true", help="do not mask numbers and name")
    read.add_argument("--trace", action="store_true", help="command headers and status words to standard error")
    read.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    read.set_defaults(run=_card_read)
    _card_options(card)
    document = card.add_parser("id", help="print what a resident ID reader says")
    device = "serial device, usb, or usb:VENDOR:PRODUCT; the only reader when left out"
    document.add_argument("--device", help=device)
    document.add_argument("--wait", type=float, default=10.0, metavar="SECONDS", help="how long to wait for a card")
    document.add_argument("--json", action="store_true")
    document.add_argument("--show", action="store_true", help="do not mask what names the person")
    document.set_defaults(run=_card_id)

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


_DRIVER_HELP = "description of the driver for protected cards; that of the settings when left out"


def _card_options(card: Any) -> None:
    """Sub-commands for whoever looks after the readers."""
    watch = card.add_parser("watch", help="how every reader stands, until Ctrl-C")
    watch.add_argument("--json", action="store_true", help="one object a line")
    watch.add_argument("--trace", action="store_true", help="command headers and status words to standard error")
    watch.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    watch.set_defaults(run=_card_watch)
    doctor = card.add_parser("doctor", help="what is missing between this program and a card")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    doctor.set_defaults(run=_card_doctor)
    emulate = card.add_parser("emulate", help="play a card file in a virtual reader until Ctrl-C")
    emulate.add_argument("card", metavar="PROFILE|FILE", help="a profile such as p02, or a card file")
    emulate.add_argument("--private", action="store_true", help="a private reader even where the machine has one")
    emulate.set_defaults(run=_card_emulate)


def _reading_options(policy: Any) -> None:
    """Sub-commands that read packages and change nothing."""
    show = policy.add_parser("show", help="every value of a package with source and grade; without a name, a list")
    show.add_argument("name", nargs="?", metavar="NAME[@VERSION]")
    show.set_defaults(run=_policy_show)
    diff = policy.add_parser("diff", help="what differs between two packages")
    diff.add_argument("old", metavar="OLD", help="NAME, NAME@VERSION or a file")
    diff.add_argument("new", metavar="NEW", help="NAME, NAME@VERSION or a file")
    diff.set_defaults(run=_policy_diff)
    for parser in (show, diff):
        parser.add_argument("--policies", type=Path, help="folder of policy packages")
        parser.add_argument("--language", choices=("zh", "en"), default="zh")
        parser.add_argument("--json", action="store_true")
        _unverified_option(parser)
    explain = policy.add_parser("explain", help="every figure of a claim with rule, values and article; what-ifs")
    explain.add_argument("file", type=Path)
    _claim_options(explain)
    explain.add_argument("--level", choices=("community", "1", "2", "3"), help="what if: another level of hospital")
    explain.add_argument("--day", type=_day, help="what if: another day")
    explain.add_argument("--class", dest="person_class", metavar="CLASS", help="what if: a class or a psn_type")
    explain.add_argument("--json", action="store_true")
    explain.set_defaults(run=_policy_explain)
    schema = policy.add_parser("schema", help="the JSON Schema of a package, for editors")
    schema.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")
    schema.set_defaults(run=_policy_schema)


def _publishing_options(policy: Any) -> None:
    """Sub-commands that put packages into force."""
    publish = policy.add_parser("publish", help="put a package into force: two people check, sign and log it")
    publish.add_argument("candidate", type=Path, metavar="CANDIDATE.toml")
    publish.add_argument("--by", required=True, metavar="ID", help="staff id of who publishes")
    publish.add_argument("--second", required=True, metavar="ID", help="staff id of the second person")
    publish.add_argument("--policies", type=Path, help="folder of policy packages that it joins")
    publish.add_argument("--cases", type=Path, metavar="TOML", help="worked cases that belong to it")
    publish.add_argument("--trusted", type=Path, metavar="DIR", help="public keys that count (default: HOME/trusted)")
    publish.set_defaults(run=_policy_publish)
    keygen = policy.add_parser("keygen", help="make a publisher's key pair")
    keygen.add_argument("--by", required=True, metavar="ID", help="staff id of the key's owner")
    keygen.set_defaults(run=_policy_keygen)
    for parser in (publish, keygen):
        parser.add_argument("--language", choices=("zh", "en"), default="zh")
        parser.add_argument("--keys", type=Path, metavar="DIR", help="private keys (default: HOME/keys)")


def _claim_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--policies", type=Path, help="folder of policy packages")
    parser.add_argument("--totals", type=Path, metavar="TOML", help="year totals instead of those in the claim file")
    parser.add_argument("--known-on", type=_day, metavar="DAY", help="by the packages published up to this day")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    _unverified_option(parser)


def _unverified_option(parser: argparse.ArgumentParser) -> None:
    text = "also packages whose values nobody verified (grade D), for trials; the output says so"
    parser.add_argument("--unverified", action="store_true", help=text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


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


def _policies_folder(options: argparse.Namespace) -> Path:
    from counter.settings import resources_folder

    return options.policies or resources_folder() / "policies"


def _adjudicate(options: argparse.Namespace) -> int:
    from counter.policies.command import adjudicate
    from counter.policies.question import Instead

    instead = Instead(options.totals, options.known_on)
    folder = _policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(adjudicate(options.file, folder, instead=instead, **how))
    return 0


def _policy_check(options: argparse.Namespace) -> int:
    from counter.policies.command import check

    folder = _policies_folder(options)
    found = check(folder, unverified=options.unverified)
    problems: tuple[FileProblem, ...] = ()
    if options.signed:
        from counter.policies.publication import signed_problems

        problems = signed_problems(folder, options.trusted or _home(options) / "trusted")
    if options.json:
        signatures = {"signatures": [asdict(problem) for problem in problems]} if options.signed else {}
        print(json.dumps(found.as_json() | signatures, ensure_ascii=False, indent=2))
    else:
        print(found.in_words(options.language))
        if options.signed:
            sums = {"zh": f"签名有 {len(problems)} 处问题", "en": f"{len(problems)} problems with signatures"}
            print(*(problem.told(options.language) for problem in problems), sums[options.language], sep="\n")
    return 1 if found.problems or problems else 0


def _home(options: argparse.Namespace) -> Path:
    from counter.settings import default_home

    return options.home or default_home()


def _passphrase(prompt: str) -> str:
    """What somebody types at the terminal without seeing it.

    Raises:
        FileProblems: there is no terminal, or nothing was typed (Ctrl-D).
    """
    from counter.policies.messages import say
    from counter.policies.signatures import refused

    with warnings.catch_warnings():
        # The warning means that what is typed would be seen.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning):
            raise refused(prompt.strip(" :："), say("no_terminal")) from None


_PUBLISHING = {
    "zh": {
        "passphrase": "{person} 的口令：",
        "new_passphrase": "{person} 的新口令：",
        "again": "再输一次：",
        "published": "{publication.name}@{publication.version} 已由 {publication.by} 和 {publication.second} 发布\n"
        "SHA-256 {publication.content_hash}\nlog     {log}",
        "made": "私钥 {private}：请妥善保管；口令无法找回\n公钥 {public}：由保管信任文件夹的人放一份进去",
    },
    "en": {
        "passphrase": "passphrase of {person}: ",
        "new_passphrase": "new passphrase of {person}: ",
        "again": "again: ",
        "published": "{publication.name}@{publication.version} published by {publication.by} and {publication.second}\n"
        "SHA-256 {publication.content_hash}\nlog     {log}",
        "made": "private key {private}: keep it; the passphrase cannot be recovered\n"
        "public key  {public}: whoever keeps the trusted folder lays a copy there",
    },
}
"""What publishers read and are asked, by language."""


def _policy_publish(options: argparse.Namespace) -> int:
    from counter.app import SystemClock
    from counter.policies.publication import Publishers, publish

    def passphrase(person: str) -> str:
        return _passphrase(words["passphrase"].format(person=person))

    words = _PUBLISHING[options.language]
    home = _home(options)
    keys, trusted = options.keys or home / "keys", options.trusted or home / "trusted"
    publishers = Publishers(options.by, options.second, keys, trusted, passphrase)
    record = publish(options.candidate, _policies_folder(options), publishers, SystemClock().now(), options.cases)
    print(words["published"].format(publication=record.publication, log=record.record_hash))
    return 0


def _policy_keygen(options: argparse.Namespace) -> int:
    from counter.policies.messages import say
    from counter.policies.signatures import make_key, refused

    words = _PUBLISHING[options.language]
    first = _passphrase(words["new_passphrase"].format(person=options.by))
    if _passphrase(words["again"]) != first:
        raise refused(options.by, say("passphrases_differ"))
    private, public = make_key(options.by, options.keys or _home(options) / "keys", first)
    print(words["made"].format(private=private, public=public))
    return 0


def _policy_show(options: argparse.Namespace) -> int:
    from counter.policies.show import show

    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(show(options.name, _policies_folder(options), **how))
    return 0


def _policy_diff(options: argparse.Namespace) -> int:
    from counter.policies.show import diff

    folder = _policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(diff(options.old, options.new, folder, **how))
    return 0


def _policy_explain(options: argparse.Namespace) -> int:
    from counter.policies.explain import explain
    from counter.policies.question import Instead

    instead = Instead(options.totals, options.known_on, options.day, options.level, options.person_class)
    folder = _policies_folder(options)
    how = {"as_json": options.json, "language": options.language, "unverified": options.unverified}
    print(explain(options.file, folder, instead, **how))
    return 0


def _policy_impact(options: argparse.Namespace) -> int:
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
    books, _ = open_books(load_settings(options.home))
    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        impact = replay(books, book, options.first, options.last, progress, stop.is_set)
    finally:
        signal.signal(signal.SIGINT, before)
        books.close()
    print(impact_json(impact) if options.json else impact_text(impact))
    return 0 if impact.whole else 130


def _policy_schema(options: argparse.Namespace) -> int:
    from counter.policies.schema import package_schema

    if options.out is None:
        print(package_schema(), end="")
    else:
        options.out.write_text(package_schema(), encoding="utf-8")
    return 0


def _driver_file(options: argparse.Namespace) -> Path | None:
    """The driver that was named, else that of the settings."""
    from counter.settings import load_settings

    given: Path | None = options.driver
    return given or load_settings(options.home).driver_file


def _card_read(options: argparse.Namespace) -> int:
    from counter.card.command import read

    driver = _driver_file(options)
    text, code = read(options.reader, as_json=options.json, show=options.show, trace=options.trace, driver=driver)
    print(text)
    return code


def _card_watch(options: argparse.Namespace) -> int:
    from functools import partial

    from counter.card.launching import launch_worker
    from counter.card.reader import SupervisedReader
    from counter.card.watching import watch

    source = SupervisedReader(partial(launch_worker, "pcsc", trace=options.trace, driver=_driver_file(options)))
    return watch(source, partial(print, flush=True), as_json=options.json)


def _card_doctor(options: argparse.Namespace) -> int:
    from counter.card.doctor import doctor

    text, code = doctor(as_json=options.json, driver=_driver_file(options))
    print(text)
    return code


def _card_emulate(options: argparse.Namespace) -> int:
    from functools import partial

    from counter.card.emulate import card_file, emulate
    from counter.settings import resources_folder

    file = card_file(options.card, resources_folder() / "cards")
    return emulate(file, partial(print, flush=True), private=options.private)


def _card_id(options: argparse.Namespace) -> int:
    from counter.card.command_id import read_id

    text, code = read_id(options.device, as_json=options.json, show=options.show, wait_seconds=options.wait)
    print(text)
    return code


def _bench(options: argparse.Namespace) -> int:
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
