"""Really crashes whatever holds a member's card in its memory, with core dumps asked for, and looks for them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from card_driver import build
from counter.card.driver_line import HOST
from counter.card.lines import encode

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="core dumps as Linux writes them")

PATTERN = Path("/proc/sys/kernel/core_pattern")
CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"


RUNNING: list[Program] = []


class Program:
    """A program that may dump as much as it likes, in a folder of its own."""

    def __init__(self, folder: Path, *command: str, **environment: str) -> None:
        self.folder = folder
        RUNNING.append(self)
        self.run = subprocess.Popen(
            ["sh", "-c", 'ulimit -c unlimited && exec "$@"', "sh", *command],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment},
        )  # fmt: skip

    def say(self, line: object) -> None:
        assert self.run.stdin is not None
        self.run.stdin.write(json.dumps(line) + "\n")
        self.run.stdin.flush()

    def hear(self, word: str) -> None:
        """Wait for a line with a word in it."""
        assert self.run.stdout is not None
        for text in self.run.stdout:
            if word in text:
                return
        raise AssertionError(f"{word} was never said")

    def limits(self) -> tuple[str, str]:
        """Soft and hard limit of its core dumps."""
        words = Path(f"/proc/{self.run.pid}/limits").read_text().split("Max core file size")[1].split()
        return words[0], words[1]

    def dumped(self) -> bool:
        """Wait for its crash; whether its memory went anywhere."""
        _, status = os.waitpid(self.run.pid, 0)
        self.run.returncode = 0
        assert os.WIFSIGNALED(status), "it did not crash"
        return os.WCOREDUMP(status) or any(file.name.startswith("core") for file in self.folder.iterdir())


@pytest.fixture(autouse=True)
def cores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The control: any other program does leave a core here."""
    try:
        try:
            assert Program(tmp_path_factory.mktemp("control"), sys.executable, "-c", CRASH).dumped()
        except AssertionError:
            pytest.skip("this system writes no core dumps at all")
        yield
    finally:
        while RUNNING:
            program = RUNNING.pop()
            program.run.kill()
            with program.run:
                pass


def dumps_to_a_collector() -> bool:
    return PATTERN.read_text().startswith("|")


def test_a_worker_that_read_a_card(tmp_path: Path, cards_folder: Path) -> None:
    card = encode({"do": "insert", "card": str(cards_folder / "p02.toml")}).rstrip()
    worker = Program(
        tmp_path, sys.executable, "-m", "counter.card.worker", "--service", "simulated", "--line", card,
        PYTHONPATH=os.pathsep.join(sys.path),
    )  # fmt: skip
    worker.hear('"read"')
    assert worker.limits() == ("0", "0")
    assert int(Path(f"/proc/{worker.run.pid}/coredump_filter").read_text(), 16) == 0
    os.kill(worker.run.pid, signal.SIGSEGV)
    assert not worker.dumped() or dumps_to_a_collector()


def test_the_window_and_every_command(tmp_path: Path) -> None:
    script = "import os, sys, counter.__main__ as program\n"
    script += "sys.argv = ['counter', 'desktop']\n"
    script += "def crash(_options):\n"
    script += "    print(open('/proc/self/coredump_filter').read(), 'here', flush=True)\n"
    script += "    sys.stdin.readline()\n"
    script += "    os.kill(os.getpid(), 11)\n"
    script += "program._desktop = crash\nprogram.main()\n"
    window = Program(tmp_path, sys.executable, "-c", script, PYTHONPATH=os.pathsep.join(sys.path))
    window.hear("here")
    assert window.limits() == ("0", "0")
    window.say("crash")
    assert not window.dumped() or dumps_to_a_collector()


@pytest.mark.parametrize("kind", ["python", "-m64", "-m32"])
def test_a_host_of_a_driver(tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    folder = tmp_path_factory.mktemp("driver")
    options: Sequence[str] = () if kind == "python" else (kind,)
    if kind == "-m32" and build.no_32_bit():
        pytest.skip(build.no_32_bit())
    library = build.library(folder, *options)
    command = [sys.executable, "-I", str(HOST)] if kind == "python" else [str(build.host(folder, *options))]
    host = Program(folder, *command, DRIVER_MODE="crash")
    host.say({"do": "open", "library": str(library), "convention": "cdecl"})
    host.hear("open")
    assert host.limits() == ("0", "0")
    host.say({"do": "call", "function": "iReadCardBas", "arguments": [["int", 3], ["out", 4096]]})
    # Not inspectable at all: no collector gets anything either.
    assert not host.dumped()
