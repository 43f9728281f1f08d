"""The scripts in `installer/` import each other as top-level modules, as they do when they run."""

from __future__ import annotations

import sys
from pathlib import Path

INSTALLER = str(Path(__file__).parents[3] / "installer")
if INSTALLER not in sys.path:
    sys.path.insert(0, INSTALLER)
