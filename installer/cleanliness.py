"""Nothing of one machine stands in the tree: no address of a package registry, no absolute path, no stray big file.

A clone has to work wherever it is put and whichever registry it is told to use.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from environment import Environment

_HOSTS = ("pyp" + "i", "python" + "hosted", "npm" + "js", "crat" + "es", "deb" + "ian", "ubun" + "tu")
"""Names of registries, spelled so that this file does not hold what it looks for."""
REGISTRIES = re.compile(
    rf"(?:{_HOSTS[0]}|{_HOSTS[1]}|{_HOSTS[2]})\.(?:org|com)|{_HOSTS[3]}\.io"
    rf"|(?:deb|security|snapshot|archive)\.(?:{_HOSTS[4]}|{_HOSTS[5]})\.(?:org|com)"
    r"|(?:registry|mirrors?)\.[a-z.]+\.(?:com|cn|org)",
    re.IGNORECASE,
)
HOMES = re.compile(r"(?<![\w./~-])(?:/(?:home|Users|root)/[A-Za-z.]|[A-Za-z]:\\Users\\[A-Za-z])")

LARGEST_BYTES = 1_048_576
MAY_BE_LARGE = ("resources/fonts/", "docs/pictures/")
IGNORED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}
IGNORED |= {"__pycache__", "counter-demo", "dist", "build"}


def files(root: Path) -> list[Path]:
    """The files that belong to the project: those git knows, or all but caches where there is no git."""
    git = shutil.which("git")
    if git is not None and (root / ".git").exists():
        listing = subprocess.run(
            [git, "-c", f"safe.directory={root}", "ls-files", "-z"], cwd=root, capture_output=True, check=False
        )
        if listing.returncode == 0:
            names = [name.decode() for name in listing.stdout.split(b"\0") if name]
            return [root / name for name in names if (root / name).is_file()]
    return [path for path in root.rglob("*") if path.is_file() and not IGNORED & set(path.relative_to(root).parts)]


def problems(root: Path, own_paths: tuple[str, ...]) -> list[str]:
    """Everything in the tree that belongs to one machine. own_paths: further paths that must not stand in a file."""
    found = []
    own = [path for path in own_paths if len(path) > 4]
    for path in sorted(files(root)):
        name = path.relative_to(root).as_posix()
        content = path.read_bytes()
        if len(content) > LARGEST_BYTES and not name.startswith(MAY_BE_LARGE):
            found.append(f"{name}: {len(content)} bytes is too large for the tree")
        if name == "uv.lock":
            found.append(f"{name}: names addresses; the lock files of installer/lock.py do not")
        if b"\0" in content[:8192]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            for what, pattern in (("address of a registry", REGISTRIES), ("path of a machine", HOMES)):
                match = pattern.search(line)
                if match:
                    found.append(f"{name}:{number}: {what}: {match.group()}")
            found.extend(f"{name}:{number}: path of this machine: {path}" for path in own if path in line)
    return found


def part(environment: Environment) -> list[str]:
    """The check's part: nothing printed, every finding a failure."""
    return problems(environment.root, (str(environment.root),))
