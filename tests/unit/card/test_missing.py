"""Without pcscd, without the pyscard package, without its binary: each really taken away from a real worker. The
program starts, says so, and waits for what is missing to come; nothing restarts in circles."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.card.command import read as read_command
from counter.card.launching import launch_worker
from counter.card.reader import SupervisedReader
from counter.domain.errors import CardError
from counter.visit.ports.cards import ReaderEvent, ReaderPhase

BLOCKER = """
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "smartcard":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Gone())
"""

Environment = dict[str, str]


def no_service(folder: Path) -> Environment:
    """No socket where the service's should be."""
    return {"PCSCLITE_CSOCK_NAME": str(folder / "nobody.comm")}


def no_package(folder: Path) -> Environment:
    """pyscard was never installed."""
    (folder / "sitecustomize.py").write_text(BLOCKER)
    return {"PYTHONPATH": str(folder)}


def no_binary(folder: Path) -> Environment:
    """pyscard is there, but what was compiled of it is not: no compiler at hand when it was set up."""
    package = pytest.importorskip("smartcard")
    compiled = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    shutil.copytree(Path(package.__file__).parent, folder / "smartcard", ignore=compiled)
    return {"PYTHONPATH": str(folder)}


WAYS = (no_service, no_package, no_binary)


@pytest.mark.parametrize("take_away", WAYS)
def test_the_worker_says_so_and_stays(take_away: Callable[[Path], Environment], tmp_path: Path) -> None:
    environment = take_away(tmp_path)
    workers: list[subprocess.Popen[str]] = []

    def launch(held: object, seated: object) -> subprocess.Popen[str]:
        workers.append(launch_worker("pcsc", environment=environment))
        return workers[-1]

    events: queue.Queue[ReaderEvent] = queue.Queue()
    reader = SupervisedReader(launch)
    reader.start(events.put)
    try:
        event = events.get(timeout=20)
        assert event.phase is ReaderPhase.NO_SERVICE
        assert isinstance(event.error, CardError)
        assert event.error.reason == "service_missing"
        reader.read_again()
        time.sleep(1.5)
        assert events.empty(), "it is said once"
        assert len(workers) == 1
        assert workers[0].poll() is None, "a worker that has nothing to do waits"
        assert [each.phase for each in reader.states()] == [ReaderPhase.NO_SERVICE]
    finally:
        begun = time.monotonic()
        reader.stop()
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("take_away", WAYS)
def test_the_commands_say_so(take_away: Callable[[Path], Environment], tmp_path: Path) -> None:
    environment = take_away(tmp_path)
    source = SupervisedReader(lambda _held, _seated: launch_worker("pcsc", environment=environment))
    text, code = read_command(None, as_json=True, show=False, source=source)
    assert code == 2
    assert json.loads(text)["reason"] == "service_missing"


def test_the_probe_sees_that_the_binary_is_gone(tmp_path: Path) -> None:
    """The copy without its binary is what the worker imports: the tests above are not empty."""
    environment = no_binary(tmp_path)
    asked = subprocess.run(
        [sys.executable, "-c", "import smartcard.scard"], capture_output=True, text=True, check=False, env=environment
    )
    assert asked.returncode != 0
    assert "ImportError" in asked.stderr
    assert str(tmp_path) in asked.stderr
