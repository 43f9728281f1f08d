"""Set up what is missing and start Counter: `python3 installer/run.py`.

Standard library only, for a fresh clone on Debian 12 or 13, Ubuntu 22.04 or later, or Windows, with Python 3.11 or
later. The first start makes the environment; every later start goes straight to the window. Without a display the same
desktop goes through a whole visit offscreen and leaves its papers and pictures in `./counter-demo/`.

Exit codes: 0 all went well; 1 a step of the set-up failed; 2 the command line or the Python is not right; 3 packages
are missing and installing them needs an administrator (the line to type is printed); otherwise Counter's own.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python shall read a sentence
    print("Counter needs Python 3.11 or later; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    print("On Ubuntu 22.04:  sudo apt-get install python3.11 python3.11-venv && python3.11 installer/run.py")
    sys.exit(2)

import argparse
import os
import socket
import subprocess
from pathlib import Path

import packages
import setup_steps
from environment import Environment, child_environment


def main(arguments: list[str]) -> int:
    """Set up, then become Counter. Arguments that are not ours are handed on."""
    parser = argparse.ArgumentParser(
        prog="run.py", description="Set up what is missing and start Counter.", allow_abbrev=False
    )
    parser.add_argument(
        "--headless", action="store_true", help="no window: one whole visit offscreen, results in --out"
    )
    parser.add_argument("--out", default="counter-demo", help="folder for the headless visit (default: %(default)s)")
    parser.add_argument(
        "--cards",
        choices=("auto", "pcsc", "virtual", "simulated"),
        default="auto",
        help="real readers, the virtual reader, or cards without any reader (default: whatever works here)",
    )
    parser.add_argument("--set-up-only", action="store_true", help="stop before Counter starts")
    parser.add_argument("--skip-packages", action="store_true", help="do not look at the distribution's packages")
    options, handed_on = parser.parse_known_args(arguments)

    environment = Environment(setup_steps.PROJECT)
    if not environment.ready():
        wanted: tuple[packages.Need, ...] = ()
        if not options.skip_packages:
            wanted = (*packages.QT, *packages.FONTS, *packages.building(), *packages.PRINTING)
            if options.cards != "simulated":
                wanted += packages.CARDS
        outcome = setup_steps.set_up(environment, wanted)
        if outcome != 0:
            return outcome
    if options.set_up_only:
        print("Everything is set up.")
        return 0

    variables = child_environment()
    command = [str(environment.python), "-m", "counter"]
    if options.headless or not display_answers():
        if not options.headless:
            print("There is no display: going through one visit offscreen.", flush=True)
        variables["QT_QPA_PLATFORM"] = "offscreen"
        command += ["demo", "--out", str(Path(options.out).resolve())]
    else:
        command += ["desktop"]
    command += ["--cards", options.cards, *handed_on]
    return become(command, variables)


def display_answers() -> bool:
    """True when a window can be shown: always on Windows; elsewhere when the display that is named answers."""
    if os.name == "nt":
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and _connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), wayland))):
        return True
    host, _, screen = os.environ.get("DISPLAY", "").rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server listens
        return _connects(path) or _connects(f"\0{path}")
    try:
        socket.create_connection((host, 6000 + int(number)), timeout=2).close()
    except OSError:
        return False
    return True


def _connects(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(path)
        except OSError:
            return False
    return True


def become(command: list[str], variables: dict[str, str]) -> int:
    """Replace this process by Counter where the system can do that; elsewhere run it and return its exit code."""
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.run(command, env=variables, check=False).returncode
    os.execve(command[0], command, variables)  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
