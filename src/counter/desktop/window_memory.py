"""What a window remembers for each clerk: size, theme, text size. Kept in one INI file beside the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from counter.desktop.theme import SCALES


class WindowMemory:
    """Values by name; without a file nothing is kept."""

    def __init__(self, file: Path | None, clerk: str = "") -> None:
        self._values = QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        self._group = clerk or "clerk"

    def _name(self, name: str) -> str:
        return f"{self._group}/{name}"

    def geometry(self) -> QByteArray | None:
        """Size and place of the window, None when it was never shown."""
        value = self._values.value(self._name("geometry")) if self._values is not None else None
        return value if isinstance(value, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember size and place."""
        if self._values is not None:
            self._values.setValue(self._name("geometry"), geometry)

    def scale(self) -> float:
        """Text size, 1.0 unless another one was chosen."""
        value = self._values.value(self._name("text_size")) if self._values is not None else None
        try:
            scale = float(str(value))
        except ValueError:
            return 1.0
        return scale if scale in SCALES else 1.0

    def keep_scale(self, scale: float) -> None:
        """Remember the text size."""
        if self._values is not None:
            self._values.setValue(self._name("text_size"), str(scale))

    def save(self) -> None:
        """Write to the disk now."""
        if self._values is not None:
            self._values.sync()
