"""A window on the training centre with a card reader that a test moves; the fixtures are in conftest.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget

from counter.demo import bar_states
from counter.desktop.main_window import MainWindow
from counter.desktop.member_page import MemberPage
from counter.domain.identity import CardRead
from counter.domain.member import Member
from counter.store import Books
from counter.visit.counter import Counter
from counter.visit.ports.cards import CardTray, ReaderEvent, ReaderPhase, TrayCard
from counter.visit.ports.desk import Staff
from counter.visit.ports.evidence import CredentialDecoder, DocumentReader, DocumentTray

TODAY = date(2026, 11, 20)
STAFF = Staff(1, "测试员", "3", "990101")


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
    again_in: str = ""
    stopped: bool = False

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        self.listener = listener
        listener(ReaderEvent(ReaderPhase.EMPTY, "Reader 0"))

    def read_again(self, reader: str = "") -> None:
        self.read_again_count += 1
        self.again_in = reader

    def seated(self, card: CardRead) -> bool:
        return self.card == card

    def left(self, card: CardRead) -> bool:
        return self.card != card

    def choose(self, card: CardRead) -> None:
        self.card = card
        self.listener(ReaderEvent(ReaderPhase.READ, card.reader, card.insertion, card=card))

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


@dataclass
class FakeSources:
    """What the desk has beside the card reader; nothing unless a test says so."""

    id_reader: DocumentReader | None = None
    decoder: CredentialDecoder | None = None
    tray: DocumentTray | None = None


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def card_of(member: Member, insertion: int) -> CardRead:
    """The read of a member's card."""
    return bar_states.card_of(member, insertion=insertion)


@dataclass
class Scene:
    """One window with everything behind it, and what a test does with it."""

    window: MainWindow
    reader: FakeReader
    tray: FakeTray
    books: Books
    counter: Counter
    sources: FakeSources = field(default_factory=FakeSources)

    def settle_down(self) -> None:
        """Let both lanes and all events run until nothing happens any more."""
        lanes = (self.window.lane, self.window.card_lane, self.window.identity_desk.lane)
        for _ in range(3):
            QCoreApplication.processEvents()
            for lane in lanes:
                # What was just delivered may have asked for more: idle for a moment is not idle.
                assert any(lane.wait_idle(20_000) for _ in range(20))
        # What follows the painting of a status comes a moment later.
        pause(5)

    def type(self, widget: QWidget, text: str) -> None:
        """Type as a hand does: slower than a scanner, which the window would take it for."""
        QTest.keyClicks(widget, text, Qt.KeyboardModifier.NoModifier, 45)
        QTest.qWait(60)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press one printable key and wait until it has reached its widget."""
        QTest.keyClick(widget, key)
        QTest.qWait(60)

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


def visible_texts(window: QWidget) -> Iterator[str]:
    """Everything that visible widgets say: labels, fields, buttons, cells, tool tips and names for screen readers."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(model.index(row, column).data(role) or "")
        text = getattr(widget, "text", None)
        if callable(text) and not isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            yield str(text())


def all_text(scene: Scene) -> str:
    return "\n".join(visible_texts(scene.window))
