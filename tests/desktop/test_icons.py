"""One family of icons, only those that are shown (dependencies.md 1)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from counter.desktop import icons
from counter.desktop.assets import resource_folder

DESKTOP = Path(icons.__file__).parent
NAMES = sorted(path.stem for path in (resource_folder() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_shown_somewhere_and_can_be_painted(name: str, dressed: QApplication) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in DESKTOP.glob("*.py"))
    assert f'"{name}"' in sources or f'"{name}.svg"' in sources
    if name == "chevron-down-pale":
        return  # has its own colour, for the style sheet
    image = icons.picture(name, 24, "text").toImage()
    painted = sum(image.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
    assert painted > 10


def test_an_icon_takes_the_colour_of_the_theme(dressed: QApplication) -> None:
    image = icons.picture("check-bold", 24, "danger").toImage()
    shades = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    assert shades == {"#ae2a22"}


def test_a_name_that_is_no_icon_is_an_error(dressed: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.picture("no-such-icon", 24, "text")
