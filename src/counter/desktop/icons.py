"""Icons from one family (Material Design Icons, Apache-2.0), tinted with tokens of the theme.

Hides the SVG files in `resources/icons` and that a picture is made once per name, size, colour and screen.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from counter.desktop import theme
from counter.desktop.assets import resource_folder


@lru_cache(maxsize=256)
def _svg(name: str) -> bytes:
    return (resource_folder() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _picture(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    # Imported late: the window's first paint needs no SVG.
    from PySide6.QtSvg import QSvgRenderer

    tinted = _svg(name).replace(b"<path ", f'<path fill="{colour}" '.encode())
    pixels = round(size * ratio)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def picture(name: str, size: int, tint: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture.

    Args:
        name: file in `resources/icons` without its ending.
        size: edge in pixels at 96 dpi, already scaled with the text.
        tint: a colour token of the theme, such as `accent`.
        ratio: device pixels per pixel of the screen.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return _picture(name, size, QColor(getattr(theme.current(), tint)).name(), ratio)


def icon(name: str, tint: str = "second_text", size: int = 18) -> QIcon:
    """An icon for a button; make it again when the theme changes."""
    return QIcon(picture(name, theme.px(size), tint, 2.0))
