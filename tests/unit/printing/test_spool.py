"""Print queues, with commands that play CUPS; the real one stands in tests/integration/test_cups.py."""

from __future__ import annotations

import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from counter.domain.errors import PrintProblem
from counter.printing import spool
from counter.printing.spool import CupsQueue, FolderQueue, ascii_title, list_queues

OPTIONS = """PageSize/Page Size: *Letter A4 A5
Duplex/Double-Sided Printing: *None DuplexNoTumble
ColorModel/Color: *color grayscale"""


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of commands that answer as a test says; what they were called with is kept in `calls`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    play(folder, "lpoptions", f"cat <<'END'\n{OPTIONS}\nEND")
    play(folder, "lp", "cat > /dev/null; echo 'request id is office-17 (1 file(s))'")
    return folder


def play(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f'#!/bin/sh\necho "{name} $*" >> "$CALLS"\n{script}\n', encoding="utf-8")
    file.chmod(0o755)


def calls(folder: Path) -> list[str]:
    return (folder.parent / "calls").read_text(encoding="utf-8").splitlines()


def test_only_what_the_queue_can_do_is_asked_of_it(commands: Path) -> None:
    assert CupsQueue("office").submit(b"%PDF", "110105-JS-2026-00000001") == "office-17"
    assert calls(commands)[-1] == (
        "lp -d office -t 110105-JS-2026-00000001 -n 1 -o PageSize=A4 -o Duplex=None -o ColorModel=grayscale -"
    )


def test_a_queue_without_a_driver_is_asked_for_nothing(commands: Path) -> None:
    play(commands, "lpoptions", "echo 'lpoptions: Unable to get PPD file for office' >&2")
    CupsQueue("office").submit(b"%PDF", "x")
    assert calls(commands)[-1] == "lp -d office -t x -n 1 -"


def test_an_unknown_queue_is_told_in_the_words_of_lp(commands: Path) -> None:
    play(commands, "lp", "echo 'lp: Error - The printer or class does not exist.' >&2; exit 1")
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("nowhere").submit(b"%PDF", "x")
    assert caught.value.reason == "no_queue"
    assert "does not exist" in caught.value.detail


def test_a_queue_that_takes_no_jobs(commands: Path) -> None:
    play(commands, "lp", "echo 'lp: Destination \"office\" is not accepting jobs.' >&2; exit 1")
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("office").submit(b"%PDF", "x")
    assert caught.value.reason == "refused"


def test_no_scheduler(commands: Path) -> None:
    play(commands, "lp", "echo 'lp: Error - unable to connect to the scheduler' >&2; exit 1")
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("office").submit(b"%PDF", "x")
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize("name", ["", "-o"])
def test_a_name_that_would_be_an_option_never_reaches_lp(commands: Path, name: str) -> None:
    with pytest.raises(PrintProblem) as caught:
        CupsQueue(name).submit(b"%PDF", "x")
    assert caught.value.reason == "no_queue"
    assert not (commands.parent / "calls").exists()


def test_a_server_that_does_not_answer_blocks_nobody(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "SECONDS", 0.2)
    play(commands, "lp", "exec sleep 30")
    with pytest.raises(PrintProblem) as caught:
        CupsQueue("office").submit(b"%PDF", "x")
    assert caught.value.reason == "unreachable"


def test_without_cups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintProblem, match="not installed"):
        CupsQueue("office").submit(b"%PDF", "x")
    with pytest.raises(PrintProblem, match="not installed"):
        list_queues()
    assert CupsQueue("office").job_state("office-1").state == "unknown"


def test_queues_are_listed(commands: Path) -> None:
    play(commands, "lpstat", "printf 'office\\nlabels\\n'")
    assert list_queues() == ("office", "labels")
    play(commands, "lpstat", "echo 'lpstat: No destinations added.' >&2; exit 1")
    assert list_queues() == ()
    play(commands, "lpstat", "echo 'lpstat: Scheduler is not running.' >&2; exit 1")
    with pytest.raises(PrintProblem) as caught:
        list_queues()
    assert caught.value.reason == "unreachable"


def test_titles_are_plain_ascii() -> None:
    assert ascii_title("110105-JS-2026-00000001") == "110105-JS-2026-00000001"
    assert ascii_title("结算单 7") == "___ 7"
    assert ascii_title("--no-such") == "no-such"
    assert ascii_title("a\nb") == "a_b"
    assert ascii_title("") == "statement"


class Cups(HTTPServer):
    """An IPP server that gives one answer to everything."""

    answer = b""

    def __enter__(self) -> Cups:
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: Cups

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


def ipp_answer(state: int, *reasons: str, status: int = 0) -> bytes:
    def attribute(tag: int, name: bytes, value: bytes) -> bytes:
        return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value

    values = [
        attribute(0x44, b"job-state-reasons" if not index else b"", reason.encode())
        for index, reason in enumerate(reasons)
    ]
    return (
        b"\x02\x00"
        + status.to_bytes(2, "big")
        + b"\0\0\0\1\x01"
        + attribute(0x47, b"attributes-charset", b"utf-8")
        + b"\x02"
        + attribute(0x23, b"job-state", state.to_bytes(4, "big"))
        + b"".join(values)
        + b"\x03"
    )


@pytest.mark.parametrize(
    ("number", "state"),
    [(3, "queued"), (4, "queued"), (5, "printing"), (6, "failed"), (7, "failed"), (8, "failed"), (9, "printed")],
)
def test_job_states_are_cups_own(commands: Path, number: int, state: str) -> None:
    with Cups(("127.0.0.1", 0), Answer) as cups:
        cups.answer = ipp_answer(number, "none" if number == 9 else "printer-stopped", "paused")
        play(commands, "lpstat", f"echo 127.0.0.1:{cups.server_port}")
        found = CupsQueue("office").job_state("office-17")
    assert found.state == state
    assert found.detail == ("paused" if number == 9 else "printer-stopped paused")


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (b"", "no IPP answer"),
        (b"\x02\x00\x00\x00", "no IPP answer"),
        (ipp_answer(9, status=0x0403), "IPP status 0x0403"),
        (ipp_answer(9)[:-9], "cut off"),
        (ipp_answer(9, status=0x0406), "does not know this job"),
    ],
)
def test_answers_that_say_nothing(commands: Path, answer: bytes, detail: str) -> None:
    with Cups(("127.0.0.1", 0), Answer) as cups:
        cups.answer = answer
        play(commands, "lpstat", f"echo 127.0.0.1:{cups.server_port}")
        state = CupsQueue("office").job_state("office-17")
    assert state.state == "unknown"
    assert detail in state.detail


def test_states_of_what_is_no_job(commands: Path) -> None:
    assert CupsQueue("office").job_state("").state == "unknown"
    play(commands, "lpstat", "echo 127.0.0.1:1")
    assert CupsQueue("office").job_state("office-17").state == "unknown"


def test_the_virtual_printer_keeps_every_document(tmp_path: Path) -> None:
    queue = FolderQueue(tmp_path / "paper" / "out")
    jobs = [queue.submit(b"%PDF-" + bytes([48 + number]), "110105-JS-2026-00000001") for number in range(3)]
    assert jobs == [f"110105-JS-2026-00000001{ending}.pdf" for ending in ("", "-2", "-3")]
    assert [queue.document(job).read_bytes() for job in jobs] == [b"%PDF-0", b"%PDF-1", b"%PDF-2"]
    assert {queue.job_state(job).state for job in jobs} == {"printed"}
    assert sorted(path.name for path in queue.folder.iterdir()) == sorted(jobs)


@pytest.mark.parametrize("job", ["", "nothing.pdf", "../secret", "."])
def test_the_virtual_printer_knows_its_own_jobs_only(tmp_path: Path, job: str) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    queue = FolderQueue(tmp_path / "out")
    queue.submit(b"x", "one")
    assert queue.job_state(job).state == "unknown"


def test_a_title_never_leaves_the_folder(tmp_path: Path) -> None:
    queue = FolderQueue(tmp_path / "out")
    assert queue.submit(b"x", "../../etc/passwd") == "_.._etc_passwd.pdf"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    queue = FolderQueue(tmp_path)
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(PrintProblem) as caught:
        queue.submit(b"x", "one")
    assert caught.value.reason == "refused"
    assert "No space left" in caught.value.detail
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(PrintProblem) as caught:
        FolderQueue(tmp_path / "file" / "out").submit(b"x", "one")
    assert caught.value.reason == "refused"
