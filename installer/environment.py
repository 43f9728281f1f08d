"""The project's own Python environment in `.venv`: made, filled from the lock files, remembered, repaired.

A stamp inside the environment says for which lock files, which Python and which folder it was finished. The same stamp
means that there is nothing to do. A marker stands in the environment while it is being changed: finding it means that
an earlier run was stopped half-way, and the environment is made again from nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BUILD_LOCK = "requirements-build.lock"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"


class SetUpFailed(Exception):
    """A step of the set-up failed; the text says which and what can be done."""


@dataclass(frozen=True)
class Environment:
    """The environment of the project that stands in `root`. dev: with what the checks need."""

    root: Path
    dev: bool = False

    @property
    def folder(self) -> Path:
        """Where the environment stands."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def tool(self, name: str) -> str:
        """Path of a command that one of the packages brings."""
        return str(self.python.with_name(f"{name}.exe" if os.name == "nt" else name))

    @property
    def stamp_file(self) -> Path:
        """Written last, when everything is in place."""
        return self.folder / "counter-stamp.json"

    @property
    def marker_file(self) -> Path:
        """Stands while the environment is being changed."""
        return self.folder / "counter-unfinished"

    def wanted_stamp(self) -> dict[str, object]:
        """What a finished environment says of itself."""
        digest = hashlib.sha256()
        for name in (BUILD_LOCK, RUN_LOCK, DEV_LOCK, "pyproject.toml"):
            digest.update((self.root / name).read_bytes())
        return {
            "content": digest.hexdigest(),
            # Not the whole version: installing packages may renew the patch release under our feet, which does no harm.
            "python": sys.implementation.cache_tag,
            "base": os.path.realpath(sys.executable),
            "folder": str(self.folder),
            "dev": self.dev,
        }

    def stamp(self) -> dict[str, object]:
        """The stamp that stands there; empty when there is none that can be read."""
        try:
            stamp = json.loads(self.stamp_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def ready(self) -> bool:
        """True when nothing has to be done. An environment for the checks is good for running, too."""
        wanted, stamp = self.wanted_stamp(), self.stamp()
        if self.marker_file.exists() or not self.python.exists():
            return False
        return all(stamp.get(key) == value for key, value in wanted.items() if key != "dev") and (
            stamp.get("dev") is True or not self.dev
        )

    def usable(self) -> bool:
        """True when what stands there can be brought up to date; False when it has to be made again: it was left
        half-way, belongs to another Python, stood in another folder, or does not run."""
        if self.marker_file.exists() or not self.python.exists():
            return False
        wanted, stamp = self.wanted_stamp(), self.stamp()
        if stamp and any(stamp.get(key) != wanted[key] for key in ("python", "base", "folder")):
            return False
        probe = "import sys; from pip import __version__; print(sys.prefix); print(sys.implementation.cache_tag)"
        answer = subprocess.run(
            [self.python, "-X", "utf8", "-c", probe], capture_output=True, encoding="utf-8", check=False
        )
        prefix, _, tag = answer.stdout.strip().partition("\n")
        return answer.returncode == 0 and Path(prefix) == self.folder and tag == sys.implementation.cache_tag

    def ours(self) -> bool:
        """True when the folder may be thrown away: it says that this set-up made it, or there is nothing in it."""
        return self.stamp_file.exists() or self.marker_file.exists() or not any(self.folder.iterdir())

    def make(self) -> None:
        """Make the environment, or bring it up to date, and stamp it.

        Raises:
            SetUpFailed: a step failed, and the next run repairs it; or a folder that is not ours is in the way.
        """
        dev = self.dev or self.stamp().get("dev") is True
        if not self.usable():
            if self.folder.exists() and not self.ours():
                raise SetUpFailed(f"{self.folder} was not made by this set-up and does not fit: move it away.")
            if self.folder.exists():
                print(f"Making the environment again: {self.folder}", flush=True)
                shutil.rmtree(self.folder)
            self.folder.mkdir()
            self.marker_file.touch()
            self._step("make a Python environment", [sys.executable, "-m", "venv", str(self.folder)])
        self.stamp_file.unlink(missing_ok=True)
        self.marker_file.touch()
        pip = [str(self.python), "-X", "utf8", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        # Nothing without a hash is fetched: builds use the environment itself, filled from its own lock file first.
        for lock in (BUILD_LOCK, DEV_LOCK if dev else RUN_LOCK):
            command = [*pip, "--require-hashes", "--no-build-isolation", "-r", str(self.root / lock)]
            self._step(f"install what {lock} names", command)
        command = [*pip, "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-e", str(self.root)]
        self._step("install the program itself", command)
        stamp = Environment(self.root, dev).wanted_stamp()
        self.stamp_file.write_text(json.dumps(stamp, indent=1, ensure_ascii=False), encoding="utf-8")
        self.marker_file.unlink()

    def _step(self, what: str, command: list[str]) -> None:
        print(f"--- {what}", flush=True)
        variables = child_environment()
        # Builds call programs that the environment itself brings (pyscard calls swig).
        variables["PATH"] = f"{self.python.parent}{os.pathsep}{variables.get('PATH', os.defpath)}"
        if subprocess.run(command, cwd=self.root, env=variables, check=False).returncode != 0:
            raise SetUpFailed(f"Could not {what}. The lines above say why; run the same command again to go on.")


def child_environment() -> dict[str, str]:
    """The environment variables for our own processes: Python in UTF-8 mode, so that a project folder with Chinese
    characters works under every locale (path files are read in the locale's encoding before Python 3.13)."""
    variables = {**os.environ, "PYTHONUTF8": "1"}
    variables.pop("PYTHONHOME", None)
    variables.pop("PYTHONPATH", None)
    return variables
