"""Software cards behind the real service: starts the stage (pcscd + vpcd in private namespaces) and talks to it.

Works as root and, where the kernel lets users make namespaces, without it. Everything runs under process ids that this
object knows, below a folder of its own, and ends with it.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from counter.card.lines import Line, decode, encode
from counter.card.stage import SOCKET_NAME, driver_library, service_program

_READY_SECONDS = 8.0
_LONGEST_SOCKET_PATH = 100


class VirtualUnavailable(Exception):
    """No virtual reader on this machine; the text says what is missing. `open_reader` then falls back."""


class VirtualStage:
    """The stage as the desktop's side sees it. slots: how many, two to a reader."""

    def __init__(self, slots: int = 2) -> None:
        self._slots = slots
        self._program: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._pending = b""
        self.folder = Path()

    @property
    def environment(self) -> dict[str, str]:
        """What a worker needs to find the stage's service."""
        return {"PCSCLITE_CSOCK_NAME": str(self.folder / "run" / SOCKET_NAME)}

    def start(self) -> None:
        """Start it and wait until the service answers.

        Raises:
            VirtualUnavailable: a program or a right is missing.
        """
        if not sys.platform.startswith("linux"):
            raise VirtualUnavailable("needs Linux")
        missing = [program for program in ("unshare", "mount") if shutil.which(program) is None]
        missing += ["pcscd"] * (service_program() is None) + ["vpcd"] * (driver_library() is None)
        if missing:
            raise VirtualUnavailable(f"not installed: {', '.join(missing)}")
        reasons = []
        # Some kernels and containers allow only one of the first two to root. In a plain chroot, whose root is no
        # mount of its own, neither can be had: there nothing can be made private, and the stage takes its mount away.
        ways = ["-Urmn"] if os.geteuid() != 0 else ["-mn", "-Urmn", "-mn --propagation unchanged"]
        for flags in ways:
            try:
                self._start(flags)
            except VirtualUnavailable as error:
                reasons.append(f"{flags}: {error}")
            else:
                return
        raise VirtualUnavailable("; ".join(reasons))

    def _start(self, flags: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="counter-card-", dir=_short_folder()))
        self._program = subprocess.Popen(
            ["unshare", *flags.split(), sys.executable, "-m", "counter.card.stage",
             "--folder", str(self.folder), "--slots", str(self._slots)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        line = self._read_line(_READY_SECONDS)
        if line is None or "ready" not in line:
            self.begin_stop()
            self.finish_stop()
            raise VirtualUnavailable("no answer" if line is None else str(line.get("refused")))

    def tell(self, line: Line) -> None:
        """Send a line; returns at once. A stage that is gone does not hear it: its readers are gone as well."""
        with self._lock, contextlib.suppress(BrokenPipeError, ValueError):
            if self._program is not None and self._program.stdin is not None:
                self._program.stdin.write(encode(line).encode())
                self._program.stdin.flush()

    def ask(self, line: Line, limit_seconds: float = 5.0) -> Line:
        """Send a line and wait for the answer; for tests and the journal. Raises TimeoutError."""
        self.tell(line)
        answer = self._read_line(limit_seconds)
        if answer is None:
            raise TimeoutError("the stage does not answer")
        return answer

    def _read_line(self, limit_seconds: float) -> Line | None:
        assert self._program is not None and self._program.stdout is not None
        until = time.monotonic() + limit_seconds
        while b"\n" not in self._pending:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._program.stdout], [], [], left)[0]:
                return None
            piece = os.read(self._program.stdout.fileno(), 65536)
            if not piece:
                return None
            self._pending += piece
        text, _, self._pending = self._pending.partition(b"\n")
        return decode(text.decode("utf-8", "replace"))

    def begin_stop(self) -> None:
        """Close its input: it stops the service and clears its folder."""
        with self._lock, contextlib.suppress(BrokenPipeError):
            if self._program is not None and self._program.stdin is not None:
                self._program.stdin.close()

    def finish_stop(self) -> None:
        """Wait for its end, at most one second; then kill it: the service dies with it."""
        program, self._program = self._program, None
        if program is None:
            return
        try:
            program.wait(1.0)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        assert program.stdout is not None
        program.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _short_folder() -> str | None:
    """Where the stage's folder goes: a socket's path may not exceed 107 bytes, and /run is covered inside."""
    usual = tempfile.gettempdir()
    long = len(os.fsencode(usual)) > _LONGEST_SOCKET_PATH - 50
    return "/tmp" if long or usual.startswith("/run") else None  # noqa: S108 - mkdtemp makes a private folder in it
