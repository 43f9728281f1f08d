"""A CUPS server of the tests' own: private configuration, loopback port, stopped by its process number.

`with PrivateCups() as cups:` gives a server with no queues; `cups.add_queue(...)` makes one whose jobs end in a
file. Commands find it through `CUPS_SERVER`, which `cups.environment` holds.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

PDF_PRINTER = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
"""The driver of a printer that takes PDF: text stays text, capabilities can be asked."""

_COMMANDS = (
    "cupsd",
    "lp",
    "lpstat",
    "lpoptions",
    "lpadmin",
    "cupsdisable",
    "cupsenable",
    "cupsreject",
    "cupsaccept",
    "cancel",
)


def find_command(name: str) -> str | None:
    """A command, also where only the system's administrator has it on the path."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def missing_parts() -> list[str]:
    """What of CUPS is not installed."""
    missing = [name for name in _COMMANDS if find_command(name) is None]
    return missing if PDF_PRINTER.exists() else [*missing, str(PDF_PRINTER)]


@dataclass
class PrivateCups:
    """A running server.

    Its folder is made here and not below pytest's: filters run as another user and must be able to pass through, and
    every starting pytest closes its folders to others.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="counter-cups-")))
    port: int = 0
    daemon: subprocess.Popen[bytes] | None = None
    queues: dict[str, Path] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs to talk to this server and to no other."""
        return {"CUPS_SERVER": f"127.0.0.1:{self.port}", "LC_ALL": "C.UTF-8"}

    def __enter__(self) -> PrivateCups:
        self.folder.chmod(0o711)
        for name in ("root", "spool", "cache", "state", "log", "out", "temp"):
            (self.folder / name).mkdir()
        (self.folder / "out").chmod(0o777)
        (self.folder / "temp").chmod(0o1777)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._write_configuration()
        log = (self.folder / "log" / "cupsd.out").open("wb")
        with log:
            self.daemon = subprocess.Popen(
                [
                    find_command("cupsd") or "cupsd",
                    "-f",
                    "-c",
                    str(self.folder / "root" / "cupsd.conf"),
                    "-s",
                    str(self.folder / "root" / "cups-files.conf"),
                ],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self.daemon.poll() is not None:
                break
            time.sleep(0.05)
        words = self.log()
        self.__exit__(None, None, None)
        raise RuntimeError(f"cupsd did not start: {words[-2000:]}")

    def _write_configuration(self) -> None:
        root = self.folder / "root"
        root.joinpath("cupsd.conf").write_text(
            f"""Listen 127.0.0.1:{self.port}
Browsing Off
WebInterface No
LogLevel info
PreserveJobHistory Yes
PreserveJobFiles No
MaxJobs 500
DefaultAuthType None
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
""",
            encoding="utf-8",
        )
        root.joinpath("cups-files.conf").write_text(
            f"""ServerRoot {root}
RequestRoot {self.folder / "spool"}
CacheDir {self.folder / "cache"}
StateDir {self.folder / "state"}
TempDir {self.folder / "temp"}
ErrorLog {self.folder / "log" / "error_log"}
AccessLog {self.folder / "log" / "access_log"}
PageLog {self.folder / "log" / "page_log"}
ServerKeychain {root}
FileDevice Yes
Sandboxing Relaxed
""",
            encoding="utf-8",
        )

    def run(self, command: str, *arguments: str) -> str:
        """Run a CUPS command on this server.

        Raises:
            RuntimeError: it failed; carries its words.
        """
        done = subprocess.run(
            [find_command(command) or command, *arguments],
            capture_output=True,
            text=True,
            timeout=30,
            env={**os.environ, **self.environment},
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command} {' '.join(arguments)}: {done.stderr.strip()}\n{self.log()[-2000:]}")
        return done.stdout

    def add_queue(self, name: str, driver: Path = PDF_PRINTER) -> Path:
        """A queue that puts the newest job into a file; returns the file."""
        output = self.folder / "out" / f"{name}.pdf"
        self.run("lpadmin", "-p", name, "-E", "-v", f"file://{output}", "-P", str(driver))
        self.queues[name] = output
        return output

    def log(self) -> str:
        """What the server said."""
        parts = [self.folder / "log" / "cupsd.out", self.folder / "log" / "error_log"]
        return "".join(part.read_text(encoding="utf-8", errors="replace") for part in parts if part.exists())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        shutil.rmtree(self.folder)

    def _stop(self) -> None:
        if self.daemon is None:
            return
        self.daemon.terminate()
        try:
            self.daemon.wait(10)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            self.daemon.wait(10)
        self.daemon = None
