"""The frame of the desktop: rail, visit bar, pages, command bar (desktop.md, frame).

It has books and readers opened after its first paint (`counter.desktop.opening`), keeps the pages, leads keys and scans
to them, and says what the desk is doing. Who is served is decided by `counter.desktop.serving`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from counter.desktop import theme, wording
from counter.desktop.desk_reader import DeskReader, OpenedReaders
from counter.desktop.forms.main_window import Ui_MainWindow
from counter.desktop.key_map import KeyMap
from counter.desktop.lanes import Lane
from counter.desktop.opening import Opening
from counter.desktop.page import Command, Desk, Page
from counter.desktop.page_stack import PageStack
from counter.desktop.pages import page_entries
from counter.desktop.start_panel import StartPanel
from counter.desktop.window_memory import WindowMemory
from counter.domain.errors import CounterError

if TYPE_CHECKING:
    from counter.desktop.comparison_desk import ComparisonDesk
    from counter.desktop.desk_state import DeskState
    from counter.desktop.identity_desk import IdentityDesk, OpenedSources
    from counter.desktop.lock_screen import LockScreen
    from counter.desktop.resuming import Resuming
    from counter.desktop.scan_destinations import ScanDestinations
    from counter.desktop.scanner import Scanner
    from counter.desktop.search_desk import SearchDesk
    from counter.desktop.serving import Serving
    from counter.desktop.tray_desk import TrayDesk
    from counter.desktop.visit_view import VisitView
    from counter.domain.member import OpenCase
    from counter.visit.counter import Counter
    from counter.visit.ports.cards import ReaderEvent


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        first_painted: the frame is on the screen; only now books and readers are opened.
        ready: the books are open and the reader is watched (or said why it cannot be): a card can be taken.
        complete: the rules are read, too; only the ways in beside the card are opened after it.
    """

    first_painted = Signal()
    ready = Signal()
    complete = Signal()

    # Made after the first paint, by `_begin_work`.
    serving: Serving
    state: DeskState
    search_desk: SearchDesk
    tray_desk: TrayDesk
    identity_desk: IdentityDesk
    comparison: ComparisonDesk
    scanner: Scanner
    _lock: LockScreen
    _destinations: ScanDestinations
    _visit_view: VisitView

    def __init__(
        self,
        open_counter: Callable[[], Counter],
        open_readers: Callable[[], OpenedReaders],
        *,
        open_identity: Callable[[], OpenedSources] | None = None,
        language: str = "zh",
        training: bool = False,
        notices: tuple[str, ...] = (),
        memory: WindowMemory | None = None,
    ) -> None:
        """Make the frame; nothing is opened before it was painted.

        Args:
            open_counter: opens books, policies and printing; runs on the store lane.
            open_readers: opens the card reader (and the tray of the training centre); runs on the card lane.
            open_identity: opens the ID reader and the decoder of e-credentials; runs on a lane of theirs. None: there
                is neither.
            language: `zh` or `en`, as the application was made for.
            training: say that people and records are invented.
            notices: further sentences for the banner.
            memory: what the window remembers; None keeps nothing.
        """
        super().__init__()
        self._open_identity = open_identity
        self._language, self._training = language, training
        self._memory = memory or WindowMemory(None)
        self._notices = list(notices)
        self._begun = self._begun_work = self._locked = False
        self.desk: Desk | None = None
        self._resuming: Resuming | None = None
        self._cases: tuple[OpenCase, ...] = ()
        self.lane = Lane("store", self)
        self.card_lane = Lane("card", self)
        self._opening = Opening(open_counter, open_readers, self.lane, self.card_lane, self)
        self.reader = DeskReader()
        self.form = Ui_MainWindow()
        self.form.setupUi(self)
        self.setCentralWidget(self.form.centre)
        self.setMinimumSize(1024, 640)
        self._pages = PageStack(self.form.pages, page_entries())
        self._keys = KeyMap(self, lambda: self._locked, "F12")
        self._start_panel = StartPanel(self.form.pages)
        self._fill()
        geometry = self._memory.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)

    # Making

    def _fill(self) -> None:
        form = self.form
        for entry in self._pages.entries():
            form.rail.add_page(entry.key, entry.icon, entry.title, entry.shortcut)
        form.rail.add_act("lock", "lock", self.tr("锁屏"), "F12")
        holder = QWidget(form.pages)
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._start_panel)
        form.pages.addWidget(holder)
        self._start_panel.show_cases(())
        self._start_panel.invite(self.tr("正在打开账本…"), self.tr("读卡器和数据库就绪后即可插卡。"), "timer-sand")
        if self._training:
            self._notices.insert(0, self.tr("培训中心：人员和账目都是虚构的，不能办理真实业务。"))
        form.banner_chip.set_chip(self.tr("培训") if self._training else self.tr("注意"), "warning", "school-outline")
        self._show_notices()

    def _show_notices(self) -> None:
        self.form.banner_text.setText("  ".join(self._notices))
        self.form.banner.setVisible(bool(self._notices))

    def _begin_work(self) -> None:
        """Everything that the first paint does not need: imports of the domain cost more than the frame itself."""
        from counter.desktop.comparison_desk import ComparisonDesk
        from counter.desktop.desk_state import DeskState
        from counter.desktop.identity_desk import IdentityDesk
        from counter.desktop.lock_screen import LockScreen
        from counter.desktop.scan_destinations import ScanDestinations
        from counter.desktop.scanner import Scanner
        from counter.desktop.search_desk import SearchDesk
        from counter.desktop.serving import Serving
        from counter.desktop.tray_desk import TrayDesk
        from counter.desktop.visit_view import VisitView

        form = self.form
        self.serving = Serving(self.lane, self)
        self.state = DeskState(form.command_bar, self.lane, self)
        self.search_desk = SearchDesk(form.visit_bar, form.choice_strip, self.lane, self.serving, self)
        self.tray_desk = TrayDesk(form.centre, form.pages, self.card_lane, self)
        self.identity_desk = IdentityDesk(self.serving, self)
        self.comparison = ComparisonDesk(form.centre, form.pages, self.serving, lambda: self._locked, self)
        self._lock = LockScreen(self)
        self._destinations = ScanDestinations(self._pages, self.serving, self.search_desk, self.identity_desk, self)
        self._visit_view = VisitView(form, self._pages, self.serving, self.state, self.reader, self._language, self)
        self.scanner = Scanner(self)
        self._connect()
        self._frame_keys()
        self._begun_work = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.scanner.watch(application, self)

    def _connect(self) -> None:
        form, serving, view = self.form, self.serving, self._visit_view
        form.banner_close.clicked.connect(form.banner.hide)
        form.rail.chosen.connect(self._rail_chosen)
        serving.message.connect(self.show_message)
        serving.number_wanted.connect(self._find)
        view.go.connect(self.open_page)
        view.work_begins.connect(self._focus_page)
        view.commands_changed.connect(self._refresh_commands)
        view.message.connect(self.show_message)
        view.evidence_void.connect(self.comparison.panel.forget)
        view.question_void.connect(self.search_desk.drop_question)
        view.another_member.connect(self.tray_desk.close)
        form.visit_bar.document_asked.connect(self.identity_desk.read_document)
        form.visit_bar.revealed.connect(self.comparison.panel.set_revealed)
        self.identity_desk.message.connect(self.show_message)
        self.identity_desk.busy.connect(form.visit_bar.show_busy)
        self.identity_desk.raw.connect(self.comparison.show_raw)
        self.comparison.message.connect(self.show_message)
        self.comparison.opened.connect(self.tray_desk.close)
        self.comparison.closed.connect(self._focus_page)
        self.search_desk.message.connect(self.show_message)
        self.search_desk.code.connect(self.identity_desk.take_code)
        self.state.cases_changed.connect(self._show_cases)
        self.tray_desk.message.connect(self.show_message)
        self._lock.unlock.connect(self.unlock)
        self.scanner.scanned.connect(self.take_scan)
        self._destinations.go.connect(self.open_page)
        self._destinations.message.connect(self.show_message)
        for lane in (self.lane, self.card_lane, self.identity_desk.lane):
            lane.bug.connect(self._bug)

    def _frame_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "F1": self._help,
            "F2": self._read_again,
            "Shift+F2": self.identity_desk.read_document,
            "Ctrl+F2": self.comparison.toggle,
            "F3": self._find,
            "F4": lambda: self.open_page("claim"),
            "F11": self.tray_desk.toggle,
            "F12": self.toggle_lock,
            "Ctrl++": lambda: self._change_scale(1),
            "Ctrl+=": lambda: self._change_scale(1),
            "Ctrl+-": lambda: self._change_scale(-1),
        }
        self._keys.add_frame_keys(keys)

    # Opening

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self._first_paint)

    def _first_paint(self) -> None:
        self.first_painted.emit()
        opening = self._opening
        opening.books_open.connect(self._books_opened)
        opening.books_failed.connect(self._books_failed)
        opening.readers_open.connect(self._readers_opened)
        opening.reader_failed.connect(self._readers_failed)
        opening.rules_failed.connect(self._rules_failed)
        opening.ready.connect(self.ready)
        opening.complete.connect(self.complete)
        opening.settled.connect(self._open_sources)
        opening.begin(lambda: self.serving.listener())
        self._begin_work()

    def open_books(self) -> None:
        """Try again to open the books."""
        self.state.show_books(None)
        self._opening.open_books()

    def _books_opened(self, counter: Counter) -> None:
        self.desk = Desk(counter, self.lane, self.reader, self._language)
        self.search_desk.use(counter)
        from counter.desktop.resuming import Resuming

        self._resuming = Resuming(counter, self.lane, self.serving, self)
        self._resuming.go.connect(self.open_page)
        self._resuming.message.connect(self.show_message)
        self._resuming.changed.connect(self.state.refresh)
        self.open_page("member")
        self.state.use(counter)
        self.serving.use(counter)

    def _rules_failed(self, error: CounterError) -> None:
        self.show_message(wording.sentence(error), "danger")

    def _open_sources(self) -> None:
        """Open what reads identities beside the card, once: last of all, because cards come first and most."""
        if self._open_identity is not None:
            self.identity_desk.open(self._open_identity, self._sources_opened, self._readers_failed)
            self._open_identity = None

    def _books_failed(self, error: CounterError) -> None:
        text = wording.sentence(error)
        self.state.show_books(text)
        self._start_panel.invite(self.tr("打不开账本"), text, "database-alert", "danger")
        retry = Command("F5", self.tr("再试一次"), self.open_books)
        self._show_commands((retry,))

    def _readers_opened(self, readers: OpenedReaders) -> None:
        self.reader.attach(readers.reader)
        if readers.mode == "simulated":
            self._notices.append(self.tr("没有读卡服务可用：卡由文件模拟，没有用到芯片。"))
            self._show_notices()
        elif readers.mode == "virtual":
            self._notices.append(self.tr("读卡器是虚拟的，读卡过程是真的。"))
            self._show_notices()
        if readers.tray is not None:
            self.tray_desk.use(readers.tray)
            self.form.rail.add_act("tray", "smart-card-outline", self.tr("卡盘"), "F11")
            self.tray_desk.open()
            self._refresh_commands()

    def _sources_opened(self, sources: OpenedSources) -> None:
        if sources.tray is not None:
            self.tray_desk.use_documents(sources.tray)

    def _readers_failed(self, error: CounterError) -> None:
        self.show_message(wording.sentence(error), "warning")

    # Pages

    def page(self, key: str) -> Page | None:
        """A page that was opened already."""
        return self._pages.page(key)

    def current_page(self) -> Page | None:
        """The page in front."""
        return self._pages.current

    def open_page(self, key: str, argument: object = None) -> None:
        """Bring a page to the front; it is made when it is opened for the first time."""
        if key == "case":
            if self._resuming is not None:
                self._resuming.resume(argument)
            return
        if self.desk is None or not self._pages.knows(key):
            return
        page = self._pages.bring(key, self.desk, self._welcome)
        self.form.rail.set_current(key)
        page.open_argument(argument)
        self._refresh_commands()
        if not self.form.choice_strip.isVisible():
            page.focus_start()

    def _welcome(self, page: Page) -> None:
        """Connect a page that was just made and tell it what the others know."""
        page.message.connect(self.show_message)
        page.go.connect(self.open_page)
        page.commands_changed.connect(self._page_commands_changed)
        page.books_changed.connect(self._books_changed)
        page.show_visit(self.serving.visit)
        if self.serving.is_masked:
            page.set_masked(True)
        page.show_cases(self._cases)

    def _refresh_commands(self) -> None:
        page = self.current_page()
        if page is None:
            return
        commands = list(page.commands())
        if page.key == "member":
            frame = [Command("F2", self.tr("读卡"), self._read_again, shortcut=False)]
            if self.serving.visit is None:
                read_document = self.identity_desk.read_document
                frame.append(Command("Shift+F2", self.tr("读身份证"), read_document, shortcut=False))
            elif not self.serving.is_masked:
                frame.append(Command("Ctrl+F2", self.tr("核对身份"), self.comparison.toggle, shortcut=False))
            if self._pages.knows("claim") and self.serving.visit is not None and not self.serving.is_masked:
                frame.append(Command("F4", self.tr("新报销"), lambda: self.open_page("claim"), shortcut=False))
            commands[:0] = frame
        self._show_commands(tuple(commands))

    def _show_commands(self, commands: tuple[Command, ...]) -> None:
        self._keys.show_page_keys(commands)
        self.form.command_bar.show_commands(commands)

    def _books_changed(self) -> None:
        self.state.refresh()
        self.serving.reopen()
        self._visit_view.remind_of_card()

    def _rail_chosen(self, key: str) -> None:
        if key == "lock":
            self.toggle_lock()
        elif key == "tray":
            self.tray_desk.toggle()
        else:
            self.open_page(key)

    def take_scan(self, text: str) -> bool:
        """A code was scanned, wherever the focus is: for the page in front, else for whom or what it names."""
        page = self.current_page()
        if self._locked or page is None:
            return False
        return page.take_scan(text) or self._destinations.take(text)

    # Who is served

    def _page_commands_changed(self) -> None:
        """A page does something else now; with another member they all do, and it is told once."""
        if not self._visit_view.telling:
            self._refresh_commands()

    def _focus_page(self) -> None:
        front = self._pages.current
        if front is not None and not self._locked and not self.comparison.panel.isVisible():
            front.focus_start()

    def _show_cases(self, cases: tuple[OpenCase, ...]) -> None:
        self._cases = cases
        for page in self._pages.opened():
            page.show_cases(cases)
        self.form.rail.set_badge("claim", sum(case.kind != "print_pending" for case in cases))
        self.form.rail.set_badge("settlement", sum(case.kind == "print_pending" for case in cases))

    # Acts of the frame

    def show_message(self, text: str, kind: str = "neutral") -> None:
        """Say something at the bottom; it stays until the next message or member."""
        self.form.command_bar.show_message(text, kind)

    def _bug(self, name: str) -> None:
        self.serving.close()
        text = self.tr("程序出了错（{name}），这次服务已停止，没有半途记账。已写入日志，请告诉管理员。")
        self.show_message(text.format(name=name), "danger")

    def _help(self) -> None:
        focused = QApplication.focusWidget()
        text = ""
        if focused is not None:
            text = focused.whatsThis() or focused.toolTip() or focused.accessibleName()
        self.show_message(text or self.tr("各键的作用写在下面。"), "neutral")

    def _read_again(self) -> None:
        visit = self.serving.visit
        card = None if visit is None else visit.identity.card
        reader = "" if card is None else card.reader
        self.card_lane.run(
            lambda: self.reader.read_again(reader),
            owner=self,
            succeeded=lambda _none: None,
            failed=self._readers_failed,
        )

    def _find(self) -> None:
        search = self.form.visit_bar.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def _change_scale(self, step: int) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            scale = theme.next_scale(step)
            theme.apply(application, theme.current(), scale)
            self._memory.keep_scale(scale)
            self.form.centre.updateGeometry()

    # Lock

    @property
    def locked(self) -> bool:
        """True while the window is covered."""
        return self._locked

    def toggle_lock(self) -> None:
        """Lock, or open a locked window."""
        if self._locked:
            self.unlock()
        else:
            self.lock()

    def lock(self) -> None:
        """Cover everything; what was typed is kept."""
        for page in self._pages.opened():
            page.leave()
        self.form.visit_bar.hide_number()
        self.form.visit_bar.search.close_hits()
        self.search_desk.drop_question()
        self.identity_desk.drop()
        self.comparison.panel.forget()
        self._locked = self.serving.turn.unseen = True
        self.form.centre.hide()
        self._lock.lock(card_seated=self.serving.card_lies_in)

    def unlock(self) -> None:
        """Show the window again."""
        self._locked = self.serving.turn.unseen = False
        self._lock.hide()
        self.form.centre.show()
        page = self.current_page()
        if page is not None and not self.form.choice_strip.isVisible():
            page.focus_start()

    # Window

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if not self._begun_work:
            return
        self.tray_desk.place()
        self.comparison.panel.place()
        if self._locked:
            self._lock.cover()

    def take_event(self, event: ReaderEvent) -> None:
        """One reader event on the GUI thread, for tests and for recorded demonstrations."""
        self.serving.take_event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        for page in self._pages.opened():
            page.leave()
        self._memory.keep_geometry(self.saveGeometry())
        self._memory.save()
        application = QApplication.instance()
        if self._begun_work and isinstance(application, QApplication):
            self.scanner.stop(application)
            self.identity_desk.stop()
        self.card_lane.run(self.reader.stop, owner=self, succeeded=lambda _none: None, failed=lambda _error: None)
        self.lane.stop()
        self.card_lane.stop()
        super().closeEvent(event)
