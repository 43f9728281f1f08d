"""From a fresh clone to a finished environment: the steps that running and checking share."""

from __future__ import annotations

import sys
from pathlib import Path

import packages
from environment import Environment, SetUpFailed

PROJECT = Path(__file__).resolve().parent.parent

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_RIGHTS = 3
"""Packages are missing and we may not install them: the line to type was printed."""


class RightsMissing(Exception):
    """Packages are missing and we have no right to install them. line: what to type, once."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def install_packages(wanted: tuple[packages.Need, ...]) -> None:
    """Install those of the packages that are missing; nothing happens where there is no apt.

    Raises:
        RightsMissing: there is something to install and neither root nor a silent sudo.
        SetUpFailed: the distribution does not offer a package, or apt failed.
    """
    if not packages.supported():
        print("This system has no apt: what Qt, PC/SC and CUPS need is taken for granted.")
        return
    missing = packages.missing(wanted)
    if not missing:
        return
    prefix = packages.become_root()
    if prefix is not None:
        packages.update(prefix)
    choice = packages.choose(missing, packages.offered([name for need in missing for name in need.names]))
    if prefix is None:
        raise RightsMissing(packages.one_line((*choice.names, *choice.unmet)))
    for lost in choice.lost:
        print(f"Not offered by this distribution - {lost}")
    if choice.unmet:
        raise SetUpFailed(f"This distribution does not offer: {' '.join(choice.unmet)}")
    if choice.names:
        print(f"--- install {len(choice.names)} packages: {' '.join(choice.names)}", flush=True)
        if not packages.install(prefix, choice.names):
            raise SetUpFailed("apt could not install them. The lines above say why.")


def set_up(environment: Environment, wanted: tuple[packages.Need, ...]) -> int:
    """Make everything ready. Prints what it does and, when it cannot go on, what a person can do.

    Returns:
        0 when all is ready, otherwise the exit code for the whole command.
    """
    try:
        install_packages(wanted)
        if not environment.ready():
            environment.make()
    except RightsMissing as error:
        print("Some packages of the distribution are missing, and installing them needs an administrator.")
        print("Run this one line, then start again:\n")
        print(f"    {error.line}\n")
        return EXIT_RIGHTS
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.", file=sys.stderr)
        return EXIT_FAILED
    return 0
