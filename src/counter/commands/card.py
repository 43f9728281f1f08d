"""`counter card`: what stands between this program and a card, for whoever looks after the readers."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

_DRIVER_HELP = "description of the driver for protected cards; that of the settings when left out"


def add_card_commands(card: Any) -> None:
    """What follows `counter card`; card: the sub-parsers of that word."""
    read = card.add_parser("read", help="print what the reader layer sees")
    read.add_argument("--reader", help="name of the reader")
    read.add_argument("--json", action="store_true")
    read.add_argument("--show", action="store_true", help="do not mask numbers and name")
    read.add_argument("--trace", action="store_true", help="command headers and status words to standard error")
    read.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    read.set_defaults(run=_read)
    watch = card.add_parser("watch", help="how every reader stands, until Ctrl-C")
    watch.add_argument("--json", action="store_true", help="one object a line")
    watch.add_argument("--trace", action="store_true", help="command headers and status words to standard error")
    watch.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    watch.set_defaults(run=_watch)
    doctor = card.add_parser("doctor", help="what is missing between this program and a card")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument("--driver", type=Path, metavar="FILE", help=_DRIVER_HELP)
    doctor.set_defaults(run=_doctor)
    emulate = card.add_parser("emulate", help="play a card file in a virtual reader until Ctrl-C")
    emulate.add_argument("card", metavar="PROFILE|FILE", help="a profile such as p02, or a card file")
    emulate.add_argument("--private", action="store_true", help="a private reader even where the machine has one")
    emulate.add_argument("--slot", type=int, choices=(1, 2), help="of the virtual reader; the first that is free")
    emulate.set_defaults(run=_emulate)
    document = card.add_parser("id", help="print what a resident ID reader says")
    device = "serial device, usb, or usb:VENDOR:PRODUCT; the only reader when left out"
    document.add_argument("--device", help=device)
    document.add_argument("--wait", type=float, default=10.0, metavar="SECONDS", help="how long to wait for a card")
    document.add_argument("--json", action="store_true")
    document.add_argument("--show", action="store_true", help="do not mask what names the person")
    document.set_defaults(run=_id)


def _driver_file(options: argparse.Namespace) -> Path | None:
    """The driver that was named, else that of the settings.

    Raises:
        FileProblems: what is wrong with the description that was named; that of the settings is judged when needed.
    """
    from counter.card.driver_file import load_driver
    from counter.settings import load_settings

    given: Path | None = options.driver
    if given is None:
        return load_settings(options.home).driver_file
    load_driver(given)
    return given


def _read(options: argparse.Namespace) -> int:
    from counter.card.command import read

    driver = _driver_file(options)
    text, code = read(options.reader, as_json=options.json, show=options.show, trace=options.trace, driver=driver)
    print(text)
    return code


def _watch(options: argparse.Namespace) -> int:
    from counter.card.launching import launch_worker
    from counter.card.reader import SupervisedReader
    from counter.card.watching import watch

    source = SupervisedReader(partial(launch_worker, "pcsc", trace=options.trace, driver=_driver_file(options)))
    return watch(source, partial(print, flush=True), as_json=options.json)


def _doctor(options: argparse.Namespace) -> int:
    from counter.card.doctor import doctor
    from counter.settings import load_settings

    driver = options.driver or load_settings(options.home).driver_file
    text, code = doctor(as_json=options.json, driver=driver)
    print(text)
    return code


def _emulate(options: argparse.Namespace) -> int:
    from counter.card.emulate import card_file, emulate
    from counter.card.errors import Reason
    from counter.domain.errors import CardError
    from counter.settings import resources_folder

    file = card_file(options.card, resources_folder() / "cards")
    try:
        return emulate(file, partial(print, flush=True), private=options.private, slot=options.slot)
    except CardError as error:
        other = "end the other counter card emulate, choose another --slot, or use --private"
        step = "counter card doctor" if error.reason == Reason.SERVICE_MISSING else other
        print(f"counter: {error.hint} -> {step}", file=sys.stderr)
        return 2


def _id(options: argparse.Namespace) -> int:
    from counter.card.command_id import read_id

    text, code = read_id(options.device, as_json=options.json, show=options.show, wait_seconds=options.wait)
    print(text)
    return code
