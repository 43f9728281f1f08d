"""Renew the three lock files from pyproject.toml: `python3 installer/lock.py`.

The lock files hold exact versions with hashes and no index address, so that every machine may use the package index
it is told to use. Needs the `uv` program, here or in `.venv/bin`; uv is a tool of this script only, the program and
its set-up never call it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LOCKS = {
    "requirements-build.lock": ("--group", "build"),
    "requirements.lock": ("--extra=card", "--constraint=requirements-build.lock", "pyproject.toml"),
    "requirements-dev.lock": (
        "--extra=card",
        "--extra=dev",
        "--constraint=requirements-build.lock",
        "--constraint=requirements.lock",
        "pyproject.toml",
    ),
}
"""Lock file and what it is compiled from, in this order; the last one contains the second, version by version."""

OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--python-version=3.11",
    "--quiet",
)

HEADER = "# Written by installer/lock.py from pyproject.toml: do not edit.\n"


def main() -> int:
    """Compile every lock file; 0 when all were written, 1 when uv is missing or a lock names an address."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".venv" / "bin"))
    if uv is None:
        print("uv was not found: install it (for example `.venv/bin/pip install uv`) and try again.")
        return 1
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    for name, source in LOCKS.items():
        command = [uv, "pip", "compile", *OPTIONS, *upgrade, *source, "--output-file", name]
        subprocess.run(command, cwd=ROOT, check=True)
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        if "://" in text:
            print(f"{name} names an address; it was left for inspection.")
            return 1
        path.write_text(HEADER + text, encoding="utf-8")
        print(f"{name}: {sum(line[:1].isalnum() for line in text.splitlines())} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
