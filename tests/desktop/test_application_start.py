"""A start goes without garbage collection, and what runs after it does not."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal

from counter.desktop import application


class _Window(QObject):
    complete = Signal()


@pytest.fixture
def collecting() -> Iterator[None]:
    """Garbage collection as it was before."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collecting", "qapp")
def test_garbage_is_collected_again_when_nothing_is_left_to_load() -> None:
    window = _Window()
    gc.disable()
    application._collect_later(window)  # type: ignore[arg-type]
    assert not gc.isenabled()
    window.complete.emit()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 1000


@pytest.mark.usefixtures("collecting", "qtbot")
def test_garbage_is_collected_again_when_the_books_never_open(monkeypatch: pytest.MonkeyPatch, qtbot: object) -> None:
    monkeypatch.setattr(application, "LATEST_COLLECTION_MS", 10)
    gc.disable()
    application._collect_later(_Window())  # type: ignore[arg-type]
    qtbot.waitUntil(gc.isenabled, timeout=2000)  # type: ignore[attr-defined]
