"""What opening the books may load: not the rules and their library, which come when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from counter.app import open_counter
from counter.settings import Settings
counter = open_counter(Settings(Path(sys.argv[1])))
before = "pydantic" in sys.modules
counter.read_rules()
print(before, "pydantic" in sys.modules, counter.year_of("110000", "310", counter.store.accounting_day().day).isdigit())
counter.close()
"""


def test_books_open_before_the_rules_are_read(tmp_path: Path) -> None:
    for _ in ("a new training centre", "one that is there"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "True"]
