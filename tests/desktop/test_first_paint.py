"""What the first paint may cost: nothing heavy is loaded before it (performance.md 4)."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "pypdfium2",
    "smartcard",
    "pypinyin",
    "pydantic",
    "counter.domain.claim",
    "counter.domain.member",
    "counter.visit.counter",
    "counter.desktop.member_page",
    "counter.desktop.claim_page",
    "counter.desktop.settlement_page",
)

PROGRAM = f"""
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from counter.desktop.application import create_application
from counter.desktop.main_window import MainWindow
application = create_application([], "zh")
window = MainWindow(lambda: None, lambda: None, training=True)
window.first_painted.connect(lambda: (print(sorted(name for name in {HEAVY!r} if name in sys.modules)), os._exit(0)))
window.show()
application.exec()
"""


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    done = subprocess.run(
        [sys.executable, "-u", "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
