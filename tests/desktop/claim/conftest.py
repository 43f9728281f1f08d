"""A claim desk for tests: real books of the training centre, real policies, real paper; a reader that does as told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter.desktop import theme
from counter.desktop.assets import resource_folder
from counter.desktop.claim_page import ClaimPage
from counter.desktop.lanes import Lane
from counter.desktop.page import Desk, Page
from counter.desktop.settlement_page import SettlementPage
from counter.desktop.visit_state import Visit
from counter.domain.identity import CardRead, Identity, IdentityRoute
from counter.policies.book import load_book
from counter.printing.documents import StatementDocuments
from counter.printing.spool import FolderQueue
from counter.store import Books, open_store
from counter.training import build_centre
from counter.visit.counter import Counter
from counter.visit.ports.cards import ReaderEvent
from counter.visit.ports.desk import Staff
from counter.visit.system_clock import SystemClock

TODAY = date(2026, 11, 21)
STAFF = Staff(1, "李窗口", "3", "990101")
ENTER = Qt.Key.Key_Return


class ToldReader:
    """A reader with one card in it: `seats` says what `seated` answers, in order; the last answer stays."""

    def __init__(self) -> None:
        self.seats = [True]
        self.silent = False
        self.asked = 0

    def seated(self, card: CardRead) -> bool:
        self.asked += 1
        return self.seats.pop(0) if len(self.seats) > 1 else self.seats[0]

    def left(self, card: CardRead) -> bool:
        return not self.silent

    def start(self, listener: Callable[[ReaderEvent], None]) -> None: ...

    def read_again(self, reader: str = "") -> None: ...

    def stop(self) -> None: ...


class ClaimDesk:
    """A claim page and a settlement page on one lane, driven by keys."""

    def __init__(self, counter: Counter, books: Books, out: Path) -> None:
        self.counter, self.books, self.out = counter, books, out
        self.lane = Lane("test")
        self.bugs: list[str] = []
        self.lane.bug.connect(self.bugs.append)
        self.reader = ToldReader()
        self.desk = Desk(counter, self.lane, self.reader, "zh")
        self.windows: list[QWidget] = []
        self.keys_pressed = 0
        self.claim, self.said, self.went = self.open_claim_page()

    def open_claim_page(self) -> tuple[ClaimPage, list[tuple[str, str]], list[tuple[str, object]]]:
        """Another claim page in a window of its own, as after a new start."""
        page = ClaimPage(self.desk)
        said: list[tuple[str, str]] = []
        went: list[tuple[str, object]] = []
        self._show(page, said, went)
        return page, said, went

    def open_settlement_page(self) -> tuple[SettlementPage, list[tuple[str, str]], list[tuple[str, object]]]:
        """A settlement page in a window of its own."""
        page = SettlementPage(self.desk)
        said: list[tuple[str, str]] = []
        went: list[tuple[str, object]] = []
        self._show(page, said, went)
        return page, said, went

    def _show(self, page: Page, said: list[tuple[str, str]], went: list[tuple[str, object]]) -> None:
        page.message.connect(lambda text, kind: said.append((text, kind)))
        page.go.connect(lambda key, argument: went.append((key, argument)))
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        window.resize(1282, 670)
        window.show()
        window.activateWindow()
        self.windows.append(window)

    def visit(self, member_id: int = 1, *, with_card: bool = False) -> Visit:
        """A member at the counter."""
        overview = self.counter.open_found(member_id, "test")
        member = overview.record.member
        if not with_card:
            return Visit(Identity(member.id_number, None, IdentityRoute.TYPED, None, "没带卡"), overview)
        card = CardRead("reader", 1, IdentityRoute.CHIP, id_number=member.id_number, card_number=member.card_number)
        return Visit(Identity.from_card(card), overview)

    def begin(self, member_id: int = 1, *, with_card: bool = False) -> None:
        """Serve a member and open an empty claim."""
        self.claim.window().activateWindow()
        self.claim.show_visit(self.visit(member_id, with_card=with_card))
        self.claim.open_argument(None)
        self.settle_down()

    def settle_down(self) -> None:
        """Let the lane and the window finish."""
        for _ in range(4):
            self.lane.wait_idle()
            QApplication.processEvents()

    def press(self, *keys: str | Qt.Key, wait: bool = True) -> None:
        """Press keys where the focus is; texts are typed letter by letter."""
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    self._type(letter)
            else:
                self.keys_pressed += 1
                QTest.keyClick(self.focus(), key)
            if wait:
                self.settle_down()

    def _type(self, letter: str) -> None:
        self.keys_pressed += 1
        code = ord(letter.upper()) if letter.isascii() else 0
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(self.focus(), QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter))

    def focus(self) -> QWidget:
        """The widget with the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def fill_head(self, number: str = "0012345678", total: str = "173.90") -> None:
        """The head of a receipt, from code to diagnosis."""
        self.press("11060126", ENTER, number, ENTER, "7fa31c", ENTER, "sfdyyy", ENTER, "20261112", ENTER, total, ENTER)
        self.press(ENTER, "高血压", ENTER)

    def fill(self, number: str = "0012345678") -> None:
        """A complete claim of 173.90 with two lines."""
        self.fill_head(number)
        self.press("atf", ENTER, "3", "+", "yy", ENTER, ENTER, ENTER, "50", ENTER)
        self.claim.ui.documents.tick_all()
        self.settle_down()

    def close(self) -> None:
        """End everything."""
        self.settle_down()
        for window in self.windows:
            window.close()
            window.deleteLater()
        self.lane.stop()
        QApplication.processEvents()
        self.books.close()


@pytest.fixture(scope="session")
def training_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The training centre in a file, made once."""
    path = tmp_path_factory.mktemp("training") / "books.db"
    books = open_store(f"sqlite:///{path}", STAFF)
    books.load_centre(build_centre(TODAY, resource_folder()))
    books.close()
    return path


@pytest.fixture
def claim_desk(qapp: QApplication, training_books: Path, tmp_path: Path) -> Iterator[ClaimDesk]:
    """A claim desk on books of its own."""
    theme.load_fonts(resource_folder() / "fonts")
    theme.apply(qapp, theme.LIGHT, 1.0)
    path = tmp_path / "books.db"
    shutil.copy(training_books, path)
    books = open_store(f"sqlite:///{path}", STAFF)
    out = tmp_path / "paper"
    counter = Counter(
        books,
        load_book(resource_folder() / "policies"),
        StatementDocuments(resource_folder()),
        FolderQueue(out),
        SystemClock(),
        STAFF,
    )
    desk = ClaimDesk(counter, books, out)
    yield desk
    desk.close()
    assert desk.bugs == []
