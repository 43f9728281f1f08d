"""Which key does what: the keys of the frame, always there, and those of the page in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.desktop.page import Command


class KeyMap(QObject):
    """Shortcuts of one window. A locked window knows only the key that unlocks it."""

    def __init__(self, window: QWidget, locked: Callable[[], bool], unlock_key: str) -> None:
        super().__init__(window)
        self._window, self._locked, self._unlock_key = window, locked, unlock_key
        self._of_page: list[QShortcut] = []

    def add_frame_keys(self, keys: Mapping[str, Callable[[], None]]) -> None:
        """Keys that work on every page, as Qt writes them ("F2", "Ctrl++")."""
        for key, slot in keys.items():
            self._bind(key, slot)

    def show_page_keys(self, commands: tuple[Command, ...]) -> None:
        """Put the keys of the page in front into force; those of the page before are void."""
        for shortcut in self._of_page:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._of_page = [
            self._bind(command.key, command.slot) for command in commands if command.shortcut and command.enabled
        ]

    def _bind(self, key: str, slot: Callable[[], None]) -> QShortcut:
        def act() -> None:
            if not self._locked() or key == self._unlock_key:
                slot()

        shortcut = QShortcut(QKeySequence(key), self._window)
        shortcut.activated.connect(act)
        return shortcut
