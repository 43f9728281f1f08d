"""Options that several commands take, and what follows from them."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path


def claim_options(parser: argparse.ArgumentParser) -> None:
    """What a claim file is priced by."""
    parser.add_argument("--policies", type=Path, help="folder of policy packages")
    parser.add_argument("--totals", type=Path, metavar="TOML", help="year totals instead of those in the claim file")
    parser.add_argument("--known-on", type=day, metavar="DAY", help="by the packages published up to this day")
    language_option(parser)
    unverified_option(parser)


def language_option(parser: argparse.ArgumentParser) -> None:
    """What the answer is said in."""
    parser.add_argument("--language", choices=("zh", "en"), default="zh")


def unverified_option(parser: argparse.ArgumentParser) -> None:
    """Trials with values that nobody verified."""
    text = "also packages whose values nobody verified (grade D), for trials; the output says so"
    parser.add_argument("--unverified", action="store_true", help=text)


def day(text: str) -> date:
    """A day as it is typed, `2026-01-31`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


def home_of(options: argparse.Namespace) -> Path:
    """The folder of settings, database and keys."""
    from counter.settings import default_home

    given: Path | None = options.home
    return given or default_home()


def policies_folder(options: argparse.Namespace) -> Path:
    """The packages that were named, else those that ship with the program."""
    from counter.settings import resources_folder

    given: Path | None = options.policies
    return given or resources_folder() / "policies"
