"""What holds for every test: no screen, no real settings, nothing left running.

`counter` never reads or writes a person's own folders here, and a test that leaves a thread or a child process behind
fails. Fixtures that live longer than a test (a database server, a card stack) are started before the test looks around,
so they are not counted.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()

# Two slow cores shared by many: time limits per example would fail by chance; the order of examples must not.
settings.register_profile("counter", deadline=None, derandomize=True, database=None)
settings.load_profile("counter")

GRACE_SECONDS = 3.0
"""How long threads and processes that were asked to end may take."""


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point every per-user folder at an empty one."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            folder = home / name.lower()
            folder.mkdir(mode=0o700)
            patch.setenv(name, str(folder))
        yield home


def children() -> set[int]:
    """Process ids of our direct children that are not zombies, without the one resource tracker that multiprocessing
    keeps for the life of the program."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            pids = (task / "children").read_text().split()
        except OSError:
            continue
        for pid in pids:
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if state != "Z":
                found.add(int(pid))
    return found - {getattr(resource_tracker._resource_tracker, "_pid", None)}


@pytest.fixture(autouse=True)
def nothing_left_behind(own_folders: Path) -> Iterator[None]:
    """Fail a test that leaves a thread or a child process running."""
    threads_before, children_before = set(threading.enumerate()), children()
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        threads = [t.name for t in threading.enumerate() if t not in threads_before and _is_ours(t)]
        processes = sorted(children() - children_before)
        if not threads and not processes:
            return
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    pytest.fail(f"left behind: threads {threads}, processes {processes}", pytrace=False)


def _is_ours(thread: threading.Thread) -> bool:
    """False for the stand-ins that Python makes for threads of C++ libraries, which it never takes away again."""
    return thread.is_alive() and not thread.name.startswith("Dummy-")
