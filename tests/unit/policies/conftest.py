"""Packages to break: a copy of the real ones in a folder of the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "resources" / "policies"


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The packages that ship."""
    return REAL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packages that ship, in a path with spaces and Chinese characters."""
    target = tmp_path / "政策 包"
    shutil.copytree(REAL, target)
    return target


Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace the first occurrence of a text in a package; returns the file."""

    def replace(name: str, old: str, new: str) -> Path:
        file = folder / "beijing" / "employee" / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file

    return replace
