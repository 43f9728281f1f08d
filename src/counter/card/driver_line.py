"""The process that a vendor's driver library lives in, from outside: ask, limit, kill, start again.

`driver_host.py` or, for a 32-bit library, the program that `driver_host.c` makes: both speak the same lines. It may
crash, hang, or fall silent; whatever it says that is no proper answer is not heard.
"""

from __future__ import annotations

import contextlib
import queue
import re
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from counter.card.driver_answer import driver_error
from counter.card.driver_file import OUTPUT_MAX_BYTES, Driver
from counter.card.lines import Line, decode, encode

HOST = Path(__file__).with_name("driver_host.py")

_LINE_CHARACTERS = 2 * OUTPUT_MAX_BYTES + 1024
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_FAILURES = frozenset({"library", "function", "line"})
_ENDED: Line = {}


def host_command(driver: Driver) -> list[str]:
    """What starts the process for a driver."""
    return list(driver.host) or [*driver.interpreter, "-I", str(HOST)]


def heard(text: str) -> Line | None:
    """The answer that a line of the process is; None for anything else."""
    match decode(text):
        case {"failed": str(what)} if what in _FAILURES:
            return {"failed": what}
        case {"done": "open"}:
            return {"done": "open"}
        case {"done": "call", "result": int(result), "out": str(out), "overrun": bool(overrun)}:
            if not isinstance(result, bool) and _HEX.fullmatch(out):
                return {"done": "call", "result": result, "out": out, "overrun": overrun}
    return None


class DriverProcess:
    """One host process after the other; to be used by one thread at a time.

    Args:
        command: what starts it.
        library: the vendor's library.
        convention: `cdecl` or `stdcall`.
    """

    def __init__(self, command: Sequence[str], library: Path, convention: str) -> None:
        self._command = list(command)
        self._opening: Line = {"do": "open", "library": str(library), "convention": convention}
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[Line] = queue.SimpleQueue()

    def call(self, function: str, arguments: Sequence[tuple[str, object]], until: float) -> tuple[int, bytes]:
        """Call a function of the library.

        Args:
            function: its name.
            arguments: (`int`, number), (`text`, hex) or (`out`, bytes of room).
            until: monotonic time at which the process is killed.

        Returns:
            Its result and what it wrote.

        Raises:
            CardError: reason `driver`, hint `timeout`, `crashed`, `no_host`, `no_library`, `no_function`, `no_line`,
                `overrun`.
        """
        if self._process is None or self._process.poll() is not None:
            self._start(until)
        answer = self._ask({"do": "call", "function": function, "arguments": list(arguments)}, "call", until)
        if answer["overrun"]:
            # Its memory is not to be trusted any more.
            self.kill()
            raise driver_error("overrun")
        return answer["result"], bytes.fromhex(answer["out"])

    def load(self, until: float) -> None:
        """Start the process and load the library, no more. Raises CardError as `call` does."""
        self._start(until)

    def kill(self) -> None:
        """End the process, whatever it does. The next call starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()

    def _start(self, until: float) -> None:
        self.kill()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="ascii",
                errors="replace",
            )
        except OSError:
            raise driver_error("no_host") from None
        self._answers = queue.SimpleQueue()
        threading.Thread(
            target=_pump, args=(self._process, self._answers), name="driver host lines", daemon=True
        ).start()
        self._ask(self._opening, "open", until)

    def _ask(self, line: Line, done: str, until: float) -> Line:
        process = self._process
        if process is None or process.stdin is None:
            # Another thread ended it a moment ago.
            raise driver_error("crashed")
        with contextlib.suppress(BrokenPipeError, ValueError):
            process.stdin.write(encode(line))
            process.stdin.flush()
        try:
            answer = self._answers.get(timeout=max(0.001, until - time.monotonic()))
        except queue.Empty:
            self.kill()
            raise driver_error("timeout") from None
        if answer is _ENDED or "failed" in answer or answer["done"] != done:
            self.kill()
            raise driver_error(f"no_{answer['failed']}" if "failed" in answer else "crashed")
        return answer


def _pump(process: subprocess.Popen[str], answers: queue.SimpleQueue[Line]) -> None:
    assert process.stdout is not None
    with process.stdout:
        while text := process.stdout.readline(_LINE_CHARACTERS):
            line = heard(text)
            if line is not None:
                answers.put(line)
    answers.put(_ENDED)
