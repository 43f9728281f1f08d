"""A fair lock between the writers of one SQLite file.

SQLite's own busy time-out starves writers: flat out, one of eight waited 6 s while another committed 122 times as
often (performance.md section 3). A blocking lock file lets them take turns. It dies with its owner, so a killed
counter never blocks the others.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter.domain.errors import StoreProblem

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait(descriptor: int) -> None:
        while not _try(descriptor):
            time.sleep(0.002)

    def _give_back(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class WriterLock:
    """One writer at a time for a database file, between threads and between programs, in order of arrival.

    Args:
        path: the lock file beside the database.
        patience: seconds to wait for the others.
    """

    def __init__(self, path: Path, patience: float = 5.0) -> None:
        self._path = path
        self._patience = patience
        self._mine = threading.Lock()
        self._descriptor: int | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for a `with` block.

        Raises:
            StoreProblem: `locked` after the patience is used up, `read_only` when there can be no lock file.
        """
        if not self._mine.acquire(timeout=self._patience):
            raise StoreProblem("locked", "another task of this program writes")
        try:
            self._take()
            try:
                yield
            finally:
                if self._descriptor is not None:
                    _give_back(self._descriptor)
        finally:
            self._mine.release()

    def close(self) -> None:
        """Give the file back to the system."""
        with self._mine:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def _take(self) -> None:
        if self._descriptor is None:
            try:
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise StoreProblem("read_only", f"no lock file: {error.strerror}") from error
        if not _try(self._descriptor):
            self._take_in_turn(self._descriptor)

    def _take_in_turn(self, descriptor: int) -> None:
        """Wait in the system's queue, which polling would lose; a thread waits, so that patience can end."""
        arrived = threading.Event()
        gone = threading.Event()
        turn = threading.Lock()

        def wait() -> None:
            _wait(descriptor)
            with turn:
                if gone.is_set():
                    _give_back(descriptor)
                    os.close(descriptor)
                else:
                    arrived.set()

        threading.Thread(target=wait, name="writer-lock", daemon=True).start()
        if arrived.wait(self._patience):
            return
        with turn:
            if arrived.is_set():
                return
            gone.set()
        # The waiting thread keeps the old descriptor and closes it; the next try starts with a new one.
        self._descriptor = None
        raise StoreProblem("locked", f"another counter has been writing for {self._patience:g} s")
