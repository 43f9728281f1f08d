"""`counter card doctor`: what is missing between this program and a card, and the next step for each (card.md 3)."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from counter.card.driver_file import load_driver
from counter.card.driver_line import DriverProcess, host_command
from counter.card.id_opening import open_port
from counter.card.opening import SERVICE_SOCKET, VIRTUAL_NAMES
from counter.card.stage import driver_library, service_program
from counter.card.steps import ID_STEPS, step_of
from counter.domain.errors import CardError, FileProblems, IdReaderProblem

GOOD, NOTE, MISSING = "good", "note", "missing"
_LIMIT_SECONDS = 5.0
_USB_DRIVERS = ("/usr/lib/pcsc/drivers", "/usr/lib64/pcsc/drivers", "/usr/local/lib/pcsc/drivers")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. state: `good`, `note` (works without) or `missing`; step: what to do about it."""

    what: str
    state: str
    detail: str
    step: str = ""


def doctor(*, as_json: bool, driver: Path | None = None) -> tuple[str, int]:
    """Look at everything.

    Args:
        as_json: JSON instead of lines of text.
        driver: description of the vendor's driver for protected cards; its library is loaded, in a process of its own.

    Returns:
        What to print, and the exit code: 0 a physical reader answers, 1 something that it needs is missing.
    """
    findings = list(examine(driver))
    code = 1 if any(finding.state == MISSING for finding in findings) else 0
    if as_json:
        return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2), code
    rows = []
    for finding in findings:
        rows.append(f"{finding.state:8}{finding.what}: {finding.detail}")
        rows += [f"{'':8}-> {finding.step}"] * bool(finding.step)
    return "\n".join(rows), code


def examine(driver: Path | None = None) -> Iterator[Finding]:
    """Everything between program and card, from near to far; then what helps where a card does not."""
    yield _binding()
    if sys.platform.startswith("linux"):
        yield from _service()
    yield from _readers()
    if sys.platform.startswith("linux"):
        yield _drivers()
        yield _virtual()
    yield _protected(driver)
    yield _id_reader()


def _binding() -> Finding:
    if importlib.util.find_spec("smartcard") is None:
        step = "apt install gcc python3-dev libpcsclite-dev, then run the installer again; without it cards are files"
        return Finding("pyscard", MISSING, "not installed", step)
    try:
        from smartcard import scard
    except ImportError as error:
        return Finding("pyscard", MISSING, str(error), "apt install libpcsclite1")
    assert scard.SCardListReaders
    return Finding("pyscard", GOOD, importlib.metadata.version("pyscard"))


def _service() -> Iterator[Finding]:
    program = service_program()
    if program is None:
        yield Finding("pcscd", MISSING, "not installed", "apt install pcscd")
        return
    version = _version(program)
    yield Finding("pcscd", GOOD, (version.splitlines() or [program])[0].rstrip("."))
    path = Path(os.environ.get("PCSCLITE_CSOCK_NAME", SERVICE_SOCKET))
    yield _socket(path)
    if "polkit" in version and os.geteuid() != 0:
        detail = "this pcscd asks polkit who may use readers"
        step = (
            "if access is refused, log in at the machine itself, or allow org.debian.pcsc-lite.access_pcsc to the user"
        )
        yield Finding("polkit", NOTE, detail, step)


def _version(program: str) -> str:
    """What the service says of itself; nothing when it does not answer."""
    try:
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=_LIMIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return told.stdout


def _socket(path: Path) -> Finding:
    start = "systemctl enable --now pcscd.socket; without systemd, have pcscd started with the machine"
    if not path.exists():
        return Finding("service socket", MISSING, f"{path} is not there", start)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except PermissionError:
            return Finding(
                "service socket",
                MISSING,
                f"no right to use {path}",
                "have it opened to this user; its mode is 0666 as installed",
            )
        except OSError as error:
            return Finding("service socket", MISSING, f"nobody answers at {path} ({error.strerror})", start)
    return Finding("service socket", GOOD, str(path))


def _readers() -> Iterator[Finding]:
    answer, reason = _listed()
    if reason:
        step = "see above" if sys.platform.startswith("linux") else "start the smart card service"
        yield Finding("readers", MISSING, f"the service cannot be used: {reason}", step)
        return
    physical = [name for name in answer if not name.startswith(VIRTUAL_NAMES)]
    virtual = [name for name in answer if name.startswith(VIRTUAL_NAMES)]
    if physical:
        yield Finding("readers", GOOD, ", ".join(physical))
    else:
        yield Finding("readers", MISSING, "none is plugged in", "plug one in; look at lsusb, then at its driver")
    if virtual:
        yield Finding("virtual readers of the machine", NOTE, ", ".join(virtual), "counter card emulate PROFILE")


def _listed() -> tuple[Sequence[str], str]:
    """Readers and why there are none, asked in a process of its own: a service that hangs must not hang this."""
    command = [sys.executable, "-m", "counter.card.worker", "--list"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_LIMIT_SECONDS, check=False).stdout
        line = json.loads(answer)
    except subprocess.TimeoutExpired:
        return (), f"no answer within {_LIMIT_SECONDS:g} s"
    except ValueError:
        return (), "the worker does not start"
    return line["readers"], line.get("reason", "")


def _drivers() -> Finding:
    bundles = sorted(path.stem for folder in _USB_DRIVERS for path in Path(folder).glob("*.bundle"))
    if not bundles:
        return Finding("USB drivers", NOTE, "none installed", "apt install libccid, or the maker's driver")
    return Finding("USB drivers", GOOD, ", ".join(bundles))


def _virtual() -> Finding:
    missing = [program for program in ("unshare", "mount") if shutil.which(program) is None]
    missing += ["pcscd"] * (service_program() is None) + ["vpcd"] * (driver_library() is None)
    if missing:
        step = "apt install pcscd vsmartcard-vpcd util-linux; only for training, without them cards are simulated"
        return Finding("virtual reader", NOTE, f"not installed: {', '.join(missing)}", step)
    return Finding("virtual reader", GOOD, "can be started")


def _protected(description: Path | None) -> Finding:
    """The vendor's driver: can it be loaded? Nothing of it is called."""
    what = "driver for protected cards"
    if description is None:
        step = "describe the maker's driver (docs/drivers.md); without it the ID card is read, or the number typed"
        return Finding(what, NOTE, "none", step)
    try:
        driver = load_driver(description)
    except FileProblems as error:
        told = "; ".join(problem.told("en") for problem in error.problems)
        return Finding(what, MISSING, told, "correct the description (docs/drivers.md)")
    process = DriverProcess(host_command(driver), driver.library, driver.convention)
    try:
        process.load(time.monotonic() + _LIMIT_SECONDS)
    except CardError as error:
        steps = {
            "no_library": "is the file there, and has it as many bits as its host? driver.host takes a 32-bit program",
            "no_host": "driver.host or driver.interpreter names no program",
        }
        step = steps.get(error.hint, "ask the maker: the library does not load cleanly")
        return Finding(what, MISSING, f"{driver.name}: {error.hint}, {driver.library}", step)
    finally:
        process.kill()
    return Finding(what, GOOD, f"{driver.name}: {driver.library.name} loads")


def _id_reader() -> Finding:
    try:
        open_port().close()
    except IdReaderProblem as error:
        if error.reason == "no_port":
            return Finding("ID reader", NOTE, "none found", ID_STEPS["no_port"])
        return Finding("ID reader", NOTE, error.reason, step_of(error))
    return Finding("ID reader", GOOD, "a port is there; counter card id reads the card on it")
