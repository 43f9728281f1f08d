"""Where blocking work happens: one thread that does one operation after the other (design.md, lanes).

Hides threads from the pages. A page states what to run off the GUI thread and what to do when it has succeeded or
failed; both happen on the GUI thread, later, and not at all when the page is gone. Nothing is shared but frozen data,
so there are no locks; the GUI never waits and a lane never asks the user.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from counter.domain.errors import CounterError

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """What to run and whom to tell."""

    operation: Callable[[], Any]
    owner: QObject
    succeeded: Callable[[Any], None]
    failed: Callable[[CounterError], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a task went."""

    task: _Task
    result: object = None
    error: BaseException | None = None


class Lane(QObject):
    """One worker thread. `bug` carries the name of an unexpected exception; what it met is in the log."""

    bug = Signal(str)
    idle = Signal()
    busy_changed = Signal(bool)
    _done = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._pending = 0
        self._stopped = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def run(
        self,
        operation: Callable[[], T],
        *,
        owner: QObject,
        succeeded: Callable[[T], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        """Run an operation on the lane; call from the GUI thread, returns at once.

        Args:
            operation: takes nothing from widgets; everything it needs is bound before.
            owner: the result is dropped when this object is gone by then.
            succeeded: called on the GUI thread with the result.
            failed: called on the GUI thread with an error that the clerk can act on. Any other exception is a bug: it
                is logged without its text (which may hold personal data) and announced by `bug`.
        """
        if self._stopped:
            return
        self._pending += 1
        if self._pending == 1:
            self.busy_changed.emit(True)
        self._tasks.put(_Task(operation, owner, succeeded, failed))

    def pending(self) -> int:
        """How many operations are waiting or running."""
        return self._pending

    def wait_idle(self, timeout_ms: int = 5000) -> bool:
        """For tests: let events run until nothing is pending; False when that took too long."""
        if self._pending == 0:
            return True
        loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        self.idle.connect(loop.quit)
        timer.start(timeout_ms)
        loop.exec()
        self.idle.disconnect(loop.quit)
        timer.stop()
        return self._pending == 0

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Do what was asked for, drop the results, end the thread. True when it ended in time.

        What waits is done, too: the last save of a draft may stand behind something longer.
        """
        self._stopped = True
        self._tasks.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                outcome = _Outcome(task, task.operation())
            except BaseException as error:  # noqa: BLE001 - delivered below: nothing may end the lane
                outcome = _Outcome(task, error=error)
            if not self._stopped and shiboken6.isValid(self):
                self._done.emit(outcome)
            # Kept no longer than needed: a frame of this loop must not keep a page alive.
            del task, outcome

    def _deliver(self, outcome: _Outcome) -> None:
        self._pending -= 1
        try:
            if not self._stopped:
                self._tell(outcome)
        finally:
            if self._pending == 0:
                self.busy_changed.emit(False)
                self.idle.emit()

    def _tell(self, outcome: _Outcome) -> None:
        task, error = outcome.task, outcome.error
        if error is not None and not isinstance(error, CounterError):
            self.report(error)
        elif not shiboken6.isValid(task.owner):
            _log.debug("result dropped: its page is gone")
        elif error is not None:
            task.failed(error)
        else:
            task.succeeded(outcome.result)

    def report(self, error: BaseException) -> None:
        """Log a bug and announce it. The text of an exception can hold names and numbers, so it is left out."""
        where = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
        _log.error("bug: %s\n%s", type(error).__name__, where)
        self.bug.emit(type(error).__name__)
