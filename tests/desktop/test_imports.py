"""PySide6 does not stand before the program's other imports."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["counter.desktop.application", "counter.demo"])
def test_imports_are_plain_behind_qt(first: str) -> None:
    program = f"import builtins; plain = builtins.__import__; import {first}; assert builtins.__import__ is plain"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
