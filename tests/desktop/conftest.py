"""The real window on the real books of the training centre, with a card reader that the test moves.

Every Qt warning fails the test that caused it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.desktop import theme
from counter.desktop.application import create_application
from counter.desktop.main_window import MainWindow
from counter.policies.book import load_book
from counter.printing.documents import StatementDocuments
from counter.printing.spool import FolderQueue
from counter.settings import resources_folder
from counter.store import open_store
from counter.training import build_centre
from counter.visit.counter import Counter

sys.path.insert(0, str(Path(__file__).parent))
from window_scene import STAFF, TODAY, FakeReader, FakeReaders, FakeSources, FakeTray, FixedClock, Scene

HARMLESS = ("propagateSizeHints", "This plugin does not support")


@pytest.fixture(autouse=True)
def qt_messages() -> Iterator[list[str]]:
    """Qt warnings fail the test."""
    messages: list[str] = []

    def heard(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(word in text for word in HARMLESS):
            messages.append(text)

    qInstallMessageHandler(heard)
    yield messages
    qInstallMessageHandler(None)
    assert not messages


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """Chinese, light, 100 %: whatever the test before did."""
    create_application([], "zh")
    return qapp


@pytest.fixture(scope="session")
def centre_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the training centre, made once."""
    file = tmp_path_factory.mktemp("centre") / "books.db"
    books = open_store(f"sqlite:///{file}", STAFF, clock=FixedClock())
    books.load_centre(build_centre(TODAY, resources_folder()))
    books.close()
    return file


@pytest.fixture
def make_scene(tmp_path: Path, centre_file: Path, dressed: QApplication) -> Iterator[Callable[..., Scene]]:
    """Makes windows; closes them and their books after the test."""
    scenes: list[Scene] = []

    def make(language: str = "zh", mode: str = "pcsc") -> Scene:
        file = tmp_path / f"books{len(scenes)}.db"
        shutil.copyfile(centre_file, file)
        books = open_store(f"sqlite:///{file}", STAFF, clock=FixedClock())
        resources = resources_folder()
        counter = Counter(
            books,
            load_book(resources / "policies"),
            StatementDocuments(resources),
            FolderQueue(tmp_path / "paper"),
            FixedClock(),
            STAFF,
        )
        reader, tray, sources = FakeReader(), FakeTray(), FakeSources()
        window = MainWindow(
            lambda: counter,
            lambda: FakeReaders(reader, tray, mode),
            open_identity=lambda: sources,
            language=language,
            training=True,
        )
        window.resize(1366, 768)
        window.show()
        QTest.qWaitForWindowExposed(window)
        scene = Scene(window, reader, tray, books, counter, sources)
        scenes.append(scene)
        for _ in range(50):
            if scene.window.desk is not None and reader.listener is not FakeReader.listener:
                break
            QTest.qWait(20)
        scene.settle_down()
        window.tray_desk.close()
        return scene

    yield make
    for scene in scenes:
        scene.window.close()
        scene.books.close()
        scene.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(dressed, theme.LIGHT, 1.0)


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    """A window in Chinese."""
    return make_scene()
