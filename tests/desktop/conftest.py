"""The real window on the real books of the training centre, with a card reader that the test moves.

Every Qt warning fails the test that caused it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.desktop import theme
from counter.desktop.application import create_application
from counter.desktop.main_window import MainWindow
from counter.desktop.member_page import MemberPage
from counter.domain.identity import CardRead, IdentityRoute
from counter.domain.member import Member
from counter.policies.book import load_book
from counter.printing.documents import StatementDocuments
from counter.printing.spool import FolderQueue
from counter.settings import resources_folder
from counter.store import Books, open_store
from counter.training import build_centre
from counter.visit.counter import Counter
from counter.visit.ports import CardTray, ReaderEvent, ReaderPhase, Staff, TrayCard

TODAY = date(2026, 11, 20)
STAFF = Staff(1, "测试员", "3", "990101")
HARMLESS = ("propagateSizeHints", "This plugin does not support")


class FixedClock:
    """Ten past nine, always."""

    def now(self) -> str:
        return f"{TODAY.isoformat()}T09:10:00+08:00"


@dataclass
class FakeReader:
    """A card reader in the hands of a test; events are delivered as the real one does, through the listener."""

    listener: Callable[[ReaderEvent], None] = lambda _event: None
    insertion: int = 0
    card: CardRead | None = None
    read_again_count: int = 0
    stopped: bool = False

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        self.listener = listener
        listener(ReaderEvent(ReaderPhase.EMPTY, "Reader 0"))

    def read_again(self) -> None:
        self.read_again_count += 1

    def seated(self, card: CardRead) -> bool:
        return self.card == card

    def stop(self) -> None:
        self.stopped = True

    def say(self, phase: ReaderPhase, **more: object) -> None:
        """One event of the present insertion."""
        self.listener(ReaderEvent(phase, "Reader 0", self.insertion, **more))  # type: ignore[arg-type]

    def insert(self, member: Member, **changes: object) -> CardRead:
        """Put in the card of a member and read it."""
        self.begin()
        self.card = replace(card_of(member, self.insertion), **changes)  # type: ignore[arg-type]
        self.say(ReaderPhase.READ, card=self.card)
        return self.card

    def begin(self) -> None:
        """A card was put in; it is being read."""
        self.insertion += 1
        self.card = None
        self.say(ReaderPhase.READING)

    def pull(self) -> None:
        """The card was taken out."""
        self.card = None
        self.say(ReaderPhase.REMOVED)


@dataclass
class FakeTray:
    """A tray that remembers what was done with it."""

    acts: list[str] = field(default_factory=list)

    def cards(self) -> tuple[TrayCard, ...]:
        return (TrayCard("one", "张三", "在职"), TrayCard("two", "李四", "退休"))

    def insert(self, card_id: str) -> None:
        self.acts.append(f"insert {card_id}")

    def pull(self) -> None:
        self.acts.append("pull")


@dataclass(frozen=True)
class FakeReaders:
    """What opening the readers gives."""

    reader: FakeReader
    tray: CardTray | None
    mode: str


def card_of(member: Member, insertion: int) -> CardRead:
    """The read of a member's card."""
    return CardRead(
        "Reader 0",
        insertion,
        IdentityRoute.CHIP,
        "2.00",
        member.card_id,
        None,
        member.card_number,
        member.id_number,
        member.name,
        member.sex,
        birth_day=member.birth_day,
    )


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


@dataclass
class Scene:
    """One window with everything behind it, and what a test does with it."""

    window: MainWindow
    reader: FakeReader
    tray: FakeTray
    books: Books
    counter: Counter

    def settle_down(self) -> None:
        """Let both lanes and all events run until nothing happens any more."""
        for _ in range(3):
            QCoreApplication.processEvents()
            assert self.window.lane.wait_idle(20_000)
            assert self.window.card_lane.wait_idle(20_000)
        QCoreApplication.processEvents()

    def member(self, member_id: int) -> Member:
        """A person of the records."""
        return self.books.record_by_id(member_id, "test").member

    def insert(self, member_id: int) -> CardRead:
        """Insert a member's card and wait until the page shows it."""
        card = self.reader.insert(self.member(member_id))
        self.settle_down()
        return card

    @property
    def page(self) -> MemberPage:
        """The member page."""
        page = self.window.page("member")
        assert isinstance(page, MemberPage)
        return page


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
        reader, tray = FakeReader(), FakeTray()
        window = MainWindow(lambda: counter, lambda: FakeReaders(reader, tray, mode), language=language, training=True)
        window.resize(1366, 768)
        window.show()
        QTest.qWaitForWindowExposed(window)
        scene = Scene(window, reader, tray, books, counter)
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
