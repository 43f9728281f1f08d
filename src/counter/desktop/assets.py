"""Where the files lie that the desktop shows: icons, fonts, translations.

Hides the difference between an installed package (`counter/resources`) and a checkout (`resources/` beside `src/`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resource_folder() -> Path:
    """The folder `resources` of this installation.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    here = Path(__file__).resolve()
    for candidate in (here.parents[1] / "resources", here.parents[3] / "resources"):
        if (candidate / "icons").is_dir():
            return candidate
    raise FileNotFoundError(f"no folder resources/icons near {here.parent}")
