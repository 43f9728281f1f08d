"""First paint and ready for a card, fresh processes, against an empty PySide6 window."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from counter.app import open_books
from counter.bench.measure import Outcome, cold_contest, milliseconds_of
from counter.settings import Settings

EMPTY_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print("painted", flush=True)
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""


def window_outcomes(*, quick: bool) -> list[Outcome]:
    """Measure the start of the desktop on a training centre that is already there, offscreen."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as folder:
        home = Path(folder)
        books, _ = open_books(Settings(home))
        books.close()
        # As on a clerk's machine: compiled modules are kept, whatever the environment of this run says.
        quiet = {
            "QT_QPA_PLATFORM": "offscreen",
            "COUNTER_HOME": folder,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        }
        desktop = [sys.executable, "-m", "counter", "desktop", "--cards", "simulated", "--time"]

        def empty() -> float:
            return milliseconds_of([sys.executable, "-c", EMPTY_WINDOW], "painted", quiet)

        empty()
        milliseconds_of(desktop, "complete", quiet)  # Lays the cards on the desk once, and compiles every module.
        outcome = cold_contest(
            "Start of the desktop (fresh process, offscreen)",
            [
                ("empty window, first paint", empty),
                ("desktop, first paint", lambda: milliseconds_of(desktop, "first_paint", quiet)),
                ("desktop, ready for a card", lambda: milliseconds_of(desktop, "ready", quiet)),
                ("desktop, rules read, too", lambda: milliseconds_of(desktop, "complete", quiet)),
            ],
            rounds=7 if quick else 11,
        )
    ready = Outcome("Ready for a card: database open, reader watched", outcome.yardstick, outcome.figures)
    return [
        outcome.judge("desktop, first paint", 1.25, "U1"),
        ready.judge("desktop, ready for a card", 2.0, "U1"),
    ]
