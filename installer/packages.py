"""What the program needs from the distribution: which packages, which of them are missing, how they are installed.

Hides dpkg and apt, the names that differ between releases, and the question whether we may install at all. On systems
without dpkg nothing is looked at: the packages' equivalents are the administrator's business there.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing that is needed.

    names: package names of different releases, any of which will do; without: what is lost when the distribution does
    not offer it, empty when the program cannot do without.
    """

    names: tuple[str, ...]
    without: str = ""


def needs(*names: str, without: str = "") -> tuple[Need, ...]:
    """One need for each name; `new|old` names alternatives, the newest release's name first."""
    return tuple(Need(tuple(name.split("|")), without) for name in names)


QT = needs(
    # Linked by QtGui itself: without one of these six the import fails, with or without a display.
    *("libglib2.0-0t64|libglib2.0-0", "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"),
    # The X11 and Wayland platforms.
    *("libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1"),
    *("libxcb-image0", "libxcb-render0", "libxcb-render-util0", "libxcb-randr0", "libxcb-sync1", "libxcb-xfixes0"),
    *("libxcb-shm0", "libxcb-glx0", "libxcb-util1", "libx11-xcb1", "libwayland-client0", "libwayland-cursor0"),
    "libcups2t64|libcups2",
)

FONTS = (
    *needs("fontconfig", "fonts-wqy-microhei"),
    *needs("fonts-lxgw-wenkai", "fonts-hanazono", without="some names with rare characters cannot be printed"),
)

CARDS = (
    *needs("libpcsclite1", "pcscd", "libccid", "libusb-1.0-0"),
    *needs("vsmartcard-vpcd", without="the training centre uses simulated cards instead of a virtual reader"),
)

PRINTING = needs("cups-client")

CHECKS = needs(
    *("postgresql", "cups", "cups-ipp-utils", "cups-filters", "printer-driver-cups-pdf", "avahi-daemon", "dbus"),
    *("xvfb", "openbox", "xdotool", "poppler-utils", "strace", "iproute2", "util-linux"),
)


def building() -> tuple[Need, ...]:
    """What making the environment needs for the Python that runs this: venv, and a compiler for pyscard."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    found: list[Need] = []
    if not _has_module("ensurepip"):
        found.extend(needs(f"{version}-venv"))
    if not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        found.extend(needs("ca-certificates"))
    found.extend(needs("gcc", "libc6-dev", "libpcsclite-dev"))
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        found.extend(needs(f"{version}-dev"))
    return tuple(found)


def thirty_two_bits() -> tuple[Need, ...]:
    """What building for 32 bits needs beside the compiler: vendors' driver libraries often have no more.

    With a compiler already there its own parts are named, because `gcc-multilib` would remove cross compilers.
    """
    if platform.machine() != "x86_64":
        return ()
    lost = "drivers' 32-bit libraries are not tried by the tests"
    gcc = shutil.which("gcc")
    if gcc is None:
        return needs("gcc-multilib", without=lost)
    version = subprocess.run([gcc, "-dumpversion"], capture_output=True, text=True, check=False).stdout.split(".")[0]
    return needs("libc6-dev-i386", f"lib32gcc-{version.strip()}-dev", without=lost)


def _has_module(name: str) -> bool:
    """True when a fresh interpreter can import the module. Debian ships `venv` without `ensurepip`."""
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def supported() -> bool:
    """True on systems with dpkg and apt."""
    return shutil.which("dpkg-query") is not None and shutil.which("apt-get") is not None


def installed(names: list[str]) -> set[str]:
    """Those of the packages that are installed whole."""
    if not names:
        return set()
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split() for line in query.stdout.splitlines())
    return {row[0] for row in rows if len(row) == 2 and row[1] == "installed"}


def missing(wanted: tuple[Need, ...]) -> tuple[Need, ...]:
    """The needs that no installed package meets."""
    there = installed([name for need in wanted for name in need.names])
    return tuple(need for need in wanted if not there.intersection(need.names))


def offered(names: list[str]) -> set[str]:
    """Those of the packages that the distribution can install; empty before the first `apt-get update`."""
    if not names:
        return set()
    policy = subprocess.run(
        ["apt-cache", "policy", *names],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return parse_policy(policy.stdout)


def parse_policy(text: str) -> set[str]:
    """Names with a candidate in the output of `apt-cache policy`."""
    found: set[str] = set()
    name = ""
    for line in text.splitlines():
        if not line.startswith(" "):
            name = line.strip().removesuffix(":")
        elif line.strip().startswith("Candidate:") and "(none)" not in line:
            found.add(name)
    return found


@dataclass(frozen=True)
class Choice:
    """names: what apt is to install; lost: what the program does without because the distribution has no package;
    unmet: names, in their older form, of needs that cannot be met or whose offer is not known."""

    names: tuple[str, ...]
    lost: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


def choose(wanted: tuple[Need, ...], candidates: set[str]) -> Choice:
    """For each need the first package that the distribution offers."""
    names, lost, unmet = [], [], []
    for need in wanted:
        offer = next((name for name in need.names if name in candidates), None)
        if offer is not None:
            names.append(offer)
        elif need.without:
            lost.append(f"{need.names[0]}: {need.without}")
        else:
            unmet.append(need.names[-1])
    return Choice(tuple(names), tuple(lost), tuple(unmet))


def become_root() -> tuple[str, ...] | None:
    """The words in front of a command that make it run as root: none for root, sudo when it asks no password.

    Returns:
        None when we may not.
    """
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    silent = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ("sudo", "-n") if silent.returncode == 0 else None


APT_ENVIRONMENT = ("env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")
APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0")


def update(prefix: tuple[str, ...]) -> None:
    """Bring apt's lists up to date; a failure is left to the installation that follows to explain."""
    subprocess.run([*prefix, *APT_ENVIRONMENT, "apt-get", "update", "-q"], check=False)


def install(prefix: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Install packages in one apt call that shows its progress; False when apt failed."""
    command = [*prefix, *APT_ENVIRONMENT, *APT_INSTALL, *names]
    return subprocess.run(command, check=False).returncode == 0


def one_line(names: tuple[str, ...]) -> str:
    """The line that a person with rights has to type once."""
    install_command = shlex.join((*APT_INSTALL[:4], *names))
    return f"sudo apt-get update && sudo {install_command}"
