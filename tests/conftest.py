"""What holds for every test: no screen, no real settings, nothing left running.

`counter` never reads or writes a person's own folders here, and a test that leaves a thread or a child process behind
fails. What fixtures that live longer than a test start (a database server, a card stack) is not counted.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Iterator
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


_of_longer_fixtures: set[threading.Thread | int] = set()
"""Threads and process ids that a fixture of a module or of the session started, perhaps in the middle of a test."""


class LongerFixtures:
    """Notes what fixtures start that outlive the test. A plugin of its own, because pytest does not ask a conftest of a
    subfolder about fixtures of the session."""

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """Compare what runs before and after a fixture was set up."""
        if fixturedef.scope == "function":
            return (yield)
        before = running()
        try:
            return (yield)
        finally:
            _of_longer_fixtures.update(running() - before)


def pytest_configure(config: pytest.Config) -> None:
    """Let the note-taking begin."""
    config.pluginmanager.register(LongerFixtures())


@pytest.fixture(autouse=True)
def nothing_left_behind(own_folders: Path) -> Iterator[None]:
    """Fail a test that leaves a thread or a child process running."""
    before = running()
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    while left := running() - before - _of_longer_fixtures:
        if time.monotonic() > deadline:
            threads = sorted(each.name for each in left if isinstance(each, threading.Thread))
            processes = sorted(_described(each) for each in left if isinstance(each, int))
            pytest.fail(f"left behind: threads {threads}, processes {processes}", pytrace=False)
        time.sleep(0.02)


def running() -> set[threading.Thread | int]:
    """Our threads and the ids of our child processes."""
    return {thread for thread in threading.enumerate() if _is_ours(thread)} | children()


def _described(pid: int) -> str:
    """A process id with the command that runs under it."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        command = "ended"
    return f"{pid} ({command})"


def _is_ours(thread: threading.Thread) -> bool:
    """False for the stand-ins that Python makes for threads of C++ libraries, which it never takes away again."""
    return thread.is_alive() and not thread.name.startswith("Dummy-")
