"""The worker process as its supervisor has it: started, spoken to, heard, and ended; one after the other."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
from collections.abc import Sequence

from counter.card.launching import Launch
from counter.card.lines import Line, decode, encode


class WorkerLink:
    """One worker at a time. Its lines go into the inbox, each with the number of the worker that said it; the last one
    of a worker is the signal `ended`.

    Args:
        launch: starts a worker.
        inbox: takes the lines.
    """

    def __init__(self, launch: Launch, inbox: queue.SimpleQueue[tuple[int, Line]]) -> None:
        self._launch = launch
        self._inbox = inbox
        self._worker: subprocess.Popen[str] | None = None
        self.generation = 0
        """Number of the worker that runs; what an older one said is late."""

    def start(self, held: Sequence[str], seated: str | None) -> bool:
        """Start a worker; see `launching.Launch`. False when the machine has no process, file or thread to spare."""
        self.generation += 1
        try:
            worker = self._launch(held, seated)
        except OSError:
            return False
        pump = threading.Thread(
            target=self._pump, args=(worker, self.generation), name="card worker lines", daemon=True
        )
        self._worker = worker
        try:
            pump.start()
        except RuntimeError:
            self.end(0)
            assert worker.stdout is not None
            worker.stdout.close()
            return False
        return True

    def _pump(self, worker: subprocess.Popen[str], generation: int) -> None:
        assert worker.stdout is not None
        with worker.stdout:
            for text in worker.stdout:
                line = decode(text)
                if line is not None and "signal" in line:
                    self._inbox.put((generation, line))
        self._inbox.put((generation, {"signal": "ended"}))

    def send(self, line: Line) -> None:
        """Say a line to the worker; nothing where there is none."""
        if self._worker is not None and self._worker.stdin is not None:
            # A worker that just died is replaced when its output ends; the next one begins with the seated card.
            with contextlib.suppress(BrokenPipeError, ValueError):
                self._worker.stdin.write(encode(line))
                self._worker.stdin.flush()

    def end(self, grace_seconds: float) -> None:
        """Ask the worker to stop, give it a moment, and kill it; returns when it has ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.stdin is not None:
            # Input that ends means stop as well; what is still in the pipe of a dead worker is of no interest.
            with contextlib.suppress(BrokenPipeError, ValueError):
                worker.stdin.write(encode({"do": "stop"}))
                worker.stdin.flush()
            with contextlib.suppress(BrokenPipeError):
                worker.stdin.close()
        if grace_seconds:
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(grace_seconds)
        if worker.poll() is None:
            worker.kill()
        worker.wait()
