"""Hands paper to a print queue and says how the job stands.

`CupsQueue` speaks to CUPS through `lp`, `lpstat` and `lpoptions`; `FolderQueue` is the training centre's virtual
printer that keeps the documents as files. No call waits for ever: a server that does not answer is a `PrintProblem`.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import PrintProblem
from counter.visit.ports.paper import JobState

if TYPE_CHECKING:
    from counter.printing.ipp import Values

SECONDS = 15
"""How long a CUPS command may take."""

_OPTION = re.compile(r"^(?P<name>[^/:]+)(?:/[^:]*)?:\s*(?P<values>.*)$")
_REQUEST = re.compile(r"request id is (?P<job>\S+-\d+)")

_STATES = {
    "3": "queued",
    "4": "queued",
    "5": "printing",
    "6": "failed",
    "7": "failed",
    "8": "failed",
    "9": "printed",
}
_PRINTER_STOPPED = 5

# What is asked for, under each name that a driver may have for it. One-sided: copies must not share a sheet.
_WANTED = (
    (("media", "A4"), ("PageSize", "A4"), ("media", "iso_a4_210x297mm")),
    (("sides", "one-sided"), ("Duplex", "None")),
    (
        ("print-color-mode", "monochrome"),
        ("ColorModel", "Gray"),
        ("ColorModel", "grayscale"),
        ("ColorModel", "KGray"),
    ),
)


def _run(*command: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    """Run a CUPS command in the C locale: its words are read by a program here.

    Returns:
        Exit status, output and error text.

    Raises:
        PrintProblem: `unreachable`: there is no such command, or it does not answer in time.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except FileNotFoundError as error:
        raise PrintProblem("unreachable", f"{command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise PrintProblem("unreachable", f"{command[0]} did not answer within {SECONDS} s") from error
    return done.returncode, _text(done.stdout), _text(done.stderr)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


def _problem(message: str) -> PrintProblem:
    """What the queue's words mean for the clerk."""
    lower = message.lower()
    if "does not exist" in lower or "unknown destination" in lower or "invalid destination" in lower:
        return PrintProblem("no_queue", message)
    if any(words in lower for words in ("scheduler", "connection refused", "unable to connect", "bad file descriptor")):
        return PrintProblem("unreachable", message)
    return PrintProblem("refused", message)


def list_queues() -> tuple[str, ...]:
    """Names of the print queues of this computer, also of those found on the network.

    May take seconds when a printer on the network does not answer: never call it in the window's thread.

    Raises:
        PrintProblem: CUPS is not installed or does not answer.
    """
    status, output, errors = _run("lpstat", "-e")
    if status and errors and "no destinations" not in errors.lower():
        raise _problem(errors)
    return tuple(output.split())


def ascii_title(title: str) -> str:
    """A title without anything outside printable ASCII: other letters become octal escapes in CUPS file names."""
    plain = "".join(letter if " " <= letter <= "~" else "_" for letter in title)
    return plain.lstrip("-").strip() or "statement"


class CupsQueue:
    """A CUPS queue. Implements `counter.visit.ports.paper.PrintQueue`.

    Args:
        name: the queue's name, as `list_queues` gives it.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def capabilities(self) -> dict[str, tuple[str, ...]]:
        """What the queue can do: the values of each option; empty for a queue without a driver.

        Raises:
            PrintProblem: CUPS is not installed or does not answer.
        """
        _status, output, _errors = _run("lpoptions", "-p", self.name, "-l")
        found: dict[str, tuple[str, ...]] = {}
        for line in output.splitlines():
            match = _OPTION.match(line)
            if match:
                found[match["name"]] = tuple(value.lstrip("*") for value in match["values"].split())
        return found

    def settings(self) -> dict[str, str]:
        """What a statement needs of this queue, in the queue's own words: A4, one side, no colour.

        Only what the queue says it can do: CUPS takes an unsupported value without a word, and the printer refuses the
        job later (dependencies.md 8).
        """
        can = self.capabilities()
        chosen: dict[str, str] = {}
        for names in _WANTED:
            known = [(name, value) for name, value in names if value in can.get(name, ())]
            if known:
                chosen[known[0][0]] = known[0][1]
        return chosen

    def submit(self, pdf: bytes, title: str) -> str:
        """Hand a document to the queue.

        Returns:
            The job's id, for example `office-17`.

        Raises:
            PrintProblem: `no_queue`, `refused` (the queue's own words) or `unreachable`. Nothing was printed, except
                that an unanswered `lp` may have handed the job over: its state then stands in the queue.
        """
        if not self.name or self.name.startswith("-"):
            raise PrintProblem("no_queue", f"{self.name!r} is no name of a queue")
        options = [part for name, value in self.settings().items() for part in ("-o", f"{name}={value}")]
        command = ("lp", "-d", self.name, "-t", ascii_title(title), "-n", "1", *options, "-")
        status, output, errors = _run(*command, stdin=pdf)
        if status:
            raise _problem(errors or output)
        request = _REQUEST.search(output)
        if request is None:
            raise PrintProblem("refused", output or errors)
        return request["job"]

    def job_state(self, job: str) -> JobState:
        """How a job stands, in CUPS's own numbers (RFC 8011, 5.3.7).

        5 (processing) is `printing`, 9 (completed) `printed`; 6 (stopped), 7 (cancelled) and 8 (aborted) are `failed`;
        3 and 4 (pending, held) are `queued`, also behind a stopped printer, which the detail says: the job will print
        once it is started again. `printed` means that the job left the computer: the clerk confirms the paper.
        `unknown` when CUPS does not answer or has forgotten the job.
        """
        # HTTP costs 12 ms to import: not at the start of the program.
        from counter.printing.ipp import job_attributes, printer_attributes

        number = job.rpartition("-")[2]
        if not number.isdigit():
            return JobState("unknown", f"{job!r} is no job")
        try:
            status, server, errors = _run("lpstat", "-H")
            if status or not server:
                return JobState("unknown", errors or "CUPS does not say where it is")
            found = job_attributes(server, int(number), SECONDS)
            if found is None:
                return JobState("unknown", "the queue does not know this job")
            state = _STATES.get(str(found.get("job-state", ("",))[0]), "unknown")
            detail = _words(found, "job-state-reasons", "job-printer-state-message")
            if state == "queued":
                printer = printer_attributes(server, self.name, SECONDS) or {}
                if printer.get("printer-state") == (_PRINTER_STOPPED,):
                    detail = f"printer stopped: {_words(printer, 'printer-state-reasons', 'printer-state-message')}"
        except (PrintProblem, OSError, ValueError) as error:
            return JobState("unknown", error.detail if isinstance(error, PrintProblem) else str(error))
        return JobState(state, detail)


def _words(found: dict[str, Values], *names: str) -> str:
    """What attributes say, without the many ways to say nothing."""
    return " ".join(str(word) for name in names for word in found.get(name, ()) if word not in ("", "none"))


class FolderQueue:
    """The training centre's virtual printer: every document becomes a file. Implements the `PrintQueue` port.

    Args:
        folder: where the files go; made when it is not there.
    """

    name = "virtual"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def submit(self, pdf: bytes, title: str) -> str:
        """Write a document whole or not at all; a title that was used before gets a number behind it.

        Returns:
            The name of the file.

        Raises:
            PrintProblem: `refused`: the folder cannot be written or the disk is full.
        """
        stem = re.sub(r"[^A-Za-z0-9._-]", "_", ascii_title(title)).lstrip(".") or "statement"
        with self._lock:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                handle, waiting = tempfile.mkstemp(prefix=".printing-", dir=self.folder)
                try:
                    with os.fdopen(handle, "wb") as file:
                        file.write(pdf)
                        file.flush()
                        os.fsync(file.fileno())
                    target = self._free_name(stem)
                    Path(waiting).replace(target)
                except BaseException:
                    with contextlib.suppress(FileNotFoundError):
                        Path(waiting).unlink()
                    raise
            except OSError as error:
                raise PrintProblem("refused", f"{self.folder}: {error.strerror or error}") from error
        return target.name

    def _free_name(self, stem: str) -> Path:
        target = self.folder / f"{stem}.pdf"
        number = 1
        while target.exists():
            number += 1
            target = self.folder / f"{stem}-{number}.pdf"
        return target

    def document(self, job: str) -> Path:
        """The file of a job."""
        return self.folder / job

    def job_state(self, job: str) -> JobState:
        """`printed` while the file is there."""
        if job and Path(job).name == job and (self.folder / job).is_file():
            return JobState("printed")
        return JobState("unknown", "no such file")
