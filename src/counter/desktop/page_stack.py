"""The pages of the window, one above the other: made when they are first opened, scrolled when they are too large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from counter.desktop.page import Desk, Page
from counter.desktop.pages import PageEntry


class PageStack:
    """Keeps every page that was opened."""

    def __init__(self, stack: QStackedWidget, entries: tuple[PageEntry, ...]) -> None:
        self._stack = stack
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._current = ""

    def entries(self) -> tuple[PageEntry, ...]:
        """What can be opened."""
        return tuple(self._entries.values())

    def knows(self, key: str) -> bool:
        """True when this desk has the page."""
        return key in self._entries

    def page(self, key: str) -> Page | None:
        """A page that was opened already."""
        return self._pages.get(key)

    def opened(self) -> tuple[Page, ...]:
        """All pages that were opened already."""
        return tuple(self._pages.values())

    @property
    def current(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._current)

    def bring(self, key: str, desk: Desk, welcome: Callable[[Page], None]) -> Page:
        """Bring a page to the front; `welcome` connects one that is made now.

        Raises:
            KeyError: there is no such page.
        """
        page = self._pages.get(key)
        if page is None:
            page = self._entries[key].make(desk)
            frame = QScrollArea(self._stack)
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.setWidget(page)
            self._stack.addWidget(frame)
            self._pages[key], self._frames[key] = page, frame
            welcome(page)
        self._current = key
        self._stack.setCurrentWidget(self._frames[key])
        return page
