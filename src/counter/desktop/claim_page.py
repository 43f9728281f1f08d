"""The claim page: papers, receipts, lines and the live calculation of one claim (desktop.md, Claim).

Hides how the parts work together: what was typed goes into one draft, every change is priced at once and saved soon
after, problems appear beside their fields, and a complete claim goes on to the settlement page.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from counter.desktop.claim_asides import ClaimAsides
from counter.desktop.claim_columns import ClaimColumns
from counter.desktop.claim_finish import ClaimFinish
from counter.desktop.claim_hits import hit_of_item, hits_of_institutions
from counter.desktop.claim_problems import ClaimProblems
from counter.desktop.claim_start import ClaimStart
from counter.desktop.claim_strip import ClaimStrip
from counter.desktop.claim_walk import ClaimWalk
from counter.desktop.draft_keeper import DraftKeeper
from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import LineModel
from counter.desktop.live_pricing import LivePricing, Typed
from counter.desktop.lookup import Finder, Hit
from counter.desktop.page import Command, Desk, Page
from counter.desktop.policy_asks import Asked, asked_of
from counter.desktop.receipt_acts import ReceiptActs
from counter.desktop.stay_banner import StayBanner
from counter.desktop.visit_state import Visit
from counter.desktop.wording import sentence
from counter.domain.adjudication import Adjudication
from counter.domain.draft import REQUIRED_DOCUMENTS, Draft
from counter.domain.errors import CounterError, Problem
from counter.domain.member import OpenCase
from counter.domain.scanned_code import CodeKind, ScannedReceipt, recognise


class ClaimPage(Page):
    """See the module. `entry` is the claim that is being typed."""

    key = "claim"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = Ui_ClaimPage()
        self.ui.setupUi(self)
        self.columns = ClaimColumns(self.ui.columns, self.ui.left, self.ui.middle, self.ui.right)
        self._visit: Visit | None = None
        self._priced: Adjudication | None = None
        self._asked = Asked()
        self._masked = False
        self._wanted_key = ""
        self._waiting_scan: ScannedReceipt | None = None
        self.entry = Entry(self)
        self.keeper = DraftKeeper(desk, self.entry, self)
        self._items = Finder(desk.lane, self._find_items, self)
        self._institutions = Finder(desk.lane, hits_of_institutions(desk.counter.find_institutions), self)
        self.lines = LineModel(self.entry, self)
        self.pricing = LivePricing(desk, self)
        self.start = ClaimStart(desk, self.ui, self)
        self.receipts = ReceiptActs(desk, self.entry, self.ui, self.lines, self)
        self._problems = ClaimProblems(desk.counter, self.entry, self.ui, self.lines, self.pricing, lambda: self._asked)
        self._strip = ClaimStrip(self.ui, self.entry, self.lines)
        self.asides = ClaimAsides(desk, self.ui, self)
        self.walk = ClaimWalk(self.entry, self.ui, self.lines, self.asides, self)
        self.stay = StayBanner(self.ui.middle)
        self.finish = ClaimFinish(desk, self.entry, self.ui, self.keeper, self.pricing, self._problems, self)
        self._set_up()
        self._show_start()

    def _set_up(self) -> None:
        ui, entry = self.ui, self.entry
        ui.form.set_up(entry, self._institutions, self.desk.language)
        ui.grid.set_up(entry, self.lines, self._items)
        ui.documents.set_up(entry)
        ui.receipts.set_up(entry)
        ui.panel.set_language(self.desk.language)
        ui.said.hide()
        entry.changed.connect(self._recalculate)
        entry.replaced.connect(self._replaced)
        entry.receipt_changed.connect(self._problems.show)
        self.pricing.state_arrived.connect(self._recalculate)
        self.pricing.failed.connect(ui.panel.show_error)
        self.start.today_known.connect(self._take_day)
        self.start.opened.connect(self._open)
        self.start.offered.connect(self.commands_changed)
        self.start.case_wanted.connect(lambda case: self.go.emit("case", case))
        self.keeper.saved.connect(self._strip.show_saved)
        self.keeper.failed.connect(self._not_saved)
        for asking in (self._items, self._institutions, self.start, self.receipts):
            asking.failed.connect(self._failed)
        for saying in (self.receipts, self.asides, self.finish, self.walk):
            saying.message.connect(self.message)
        self.receipts.use_known.connect(self._problems.show)
        self.receipts.removed.connect(self.focus_start)
        self.receipts.turned.connect(self._recalculate)
        self.walk.field_left.connect(self._field_left)
        ui.trial_button.clicked.connect(self.suppose)
        ui.middle_column.insertWidget(ui.middle_column.indexOf(ui.said) + 1, self.stay)
        self.stay.split_wanted.connect(self.split)
        self.asides.turned.connect(self._aside_turned)
        self._connect_finish()
        ui.settle_button.clicked.connect(self.submit)
        for button in (ui.trial_button, ui.settle_button):
            button.setAutoDefault(True)
        # Keys that everybody knows, or that stand where they are meant, need no room in the command bar.
        for keys, slot in (
            ("Ctrl+0", ui.documents.tick_all),
            *((f"Ctrl+{number}", ui.documents.rows[code].click) for number, code in enumerate(REQUIRED_DOCUMENTS, 1)),
            ("Ctrl+Z", self.walk.undo),
            ("Ctrl+Y", self.walk.redo),
            ("Ctrl+E", self.explain),
            ("Ctrl+D", self.split),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _connect_finish(self) -> None:
        """Where the claim goes when it is complete."""
        finish = self.finish
        finish.place_wanted.connect(self.walk.open)
        finish.settle_wanted.connect(lambda submission: self.go.emit("settlement", submission))
        finish.ended.connect(self._end)
        finish.opened.connect(self._open)
        finish.books_changed.connect(self.books_changed)

    # What the window asks

    def commands(self) -> tuple[Command, ...]:
        if self.entry.draft is None or self._masked:
            return ()
        if self.asides.is_open:
            return self.asides.commands()
        grid = self.ui.grid
        return (
            Command("+", self.tr("加行"), grid.start, shortcut=False),
            Command("F5", self.tr("刷新累计"), self.refresh),
            Command("F7", self.tr("试算"), self.suppose),
            Command("F8", self.tr("受理"), self.submit),
            Command("F10", self.tr("存草稿"), self.save),
            Command("Ctrl+N", self.tr("加票据"), self.receipts.add),
        )

    def show_visit(self, visit: Visit | None) -> None:
        before = self._visit
        self._visit = visit
        if visit is None or before is None or visit.member.member_id != before.member.member_id:
            self.asides.close()
            self.finish.forget_visit()
            self.keeper.save_now()
            self.keeper.forget()
            self.entry.open(None)
            self._wanted_key = ""
            self._masked = False
            self.start.show_visit(visit)
            self._show_start()
        elif self.entry.draft is not None:
            self.pricing.fetch(self.entry.draft)

    def set_masked(self, masked: bool) -> None:
        self._masked = masked
        self.asides.close()
        self.keeper.save_now()
        ui = self.ui
        if masked:
            ui.masked_title.setText(self.tr("卡已取出，内容已遮盖"))
            ui.masked_text.setText(self.tr("草稿已保存。把同一张卡插回，从原来的格子接着录入。"))
            ui.states.setCurrentWidget(ui.masked)
        elif self.entry.draft is not None:
            ui.states.setCurrentWidget(ui.content)
            self.focus_start()
        else:
            self._show_start()
        self.commands_changed.emit()

    def open_argument(self, argument: object) -> None:
        """None: a new claim, or the choice among the member's drafts. An open case or a key: that very draft."""
        key = argument.number if isinstance(argument, OpenCase) else argument if isinstance(argument, str) else ""
        draft = self.entry.draft
        if draft is not None and (not key or draft.key == key):
            self.focus_start()
            return
        self._wanted_key = key
        if self._visit is not None:
            self._begin()

    def take_scan(self, text: str) -> bool:
        code = recognise(text)
        if code.receipt is not None:
            self.asides.close()
            self._scan_receipt(code.receipt)
            return True
        if code.kind is CodeKind.CATALOGUE and self.entry.draft is not None and not self._masked:
            self.asides.close()
            self._items.ask(code.value, self.receipts.take_item)
            return True
        return False

    def focus_start(self) -> None:
        if self.entry.draft is None or self._masked:
            self.setFocus()
        else:
            self.walk.open_again()

    def leave(self) -> None:
        self.ui.grid.close_cell()
        self.keeper.save_now()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange(again=True)
            self.ui.grid.fit_columns()

    # Beginning

    def _show_start(self) -> None:
        self.start.show()
        self.commands_changed.emit()

    def _begin(self) -> None:
        if self._visit is not None:
            self.start.begin(self._wanted_key, choose=self._waiting_scan is None)

    def _take_day(self, today: date) -> None:
        if today != self.pricing.today:
            self._items.forget()
        self.pricing.today = today

    def _open(self, draft: Draft, saved_at: str) -> None:
        """Go on with a draft; saved_at is "" for a new one."""
        if self.entry.draft is not None:
            return
        self._wanted_key = ""
        self._problems.begin()
        self.ui.receipts.forget_uses()
        self._strip.show_saved(saved_at)
        self.keeper.forget()
        self.entry.open(draft)
        self.ui.states.setCurrentWidget(self.ui.content)
        self.pricing.begin(draft)
        self.commands_changed.emit()
        self.focus_start()
        if saved_at:
            self.message.emit(self.tr("已接着上次的草稿，光标在原来的格子。"), "neutral")
            for index in range(len(draft.receipts)):
                self.receipts.ask_use(index)
        if self._waiting_scan is not None:
            scanned, self._waiting_scan = self._waiting_scan, None
            self._scan_receipt(scanned)

    def _scan_receipt(self, scanned: ScannedReceipt) -> None:
        if self._visit is not None and self.entry.draft is not None:
            self.receipts.take_receipt(scanned)
            return
        self._waiting_scan = scanned
        if self._visit is None:
            said = self.tr("已扫到票据 {0}。请先插卡或按 F3 查找参保人。").format(scanned.number)
            self.message.emit(said, "warning")
        else:
            self._begin()

    # Pricing

    def _find_items(self, text: str) -> tuple[Hit, ...]:
        """On the lane: the catalogue as it stands on the open day."""
        day = self.pricing.today
        if day is None:
            return ()
        return tuple(hit_of_item(item) for item in self.desk.counter.find_items(text, day))

    def _recalculate(self) -> None:
        """Price what is typed so far: at every key, in the GUI thread, from what is at hand."""
        draft = self.entry.draft
        if draft is None:
            return
        self._ask_policy(draft)
        self._strip.show()
        if self._problems.strict:
            self._problems.show()
        typed = self.pricing.typed(draft)
        self._priced = self._price(typed)
        self.lines.show_pricing(self._priced)
        self.asides.show(typed, self._priced)

    def _price(self, typed: Typed | None) -> Adjudication | None:
        """Show the calculation, or why there is none."""
        if typed is None:
            self.ui.panel.show_nothing()
            return None
        if self._asked.needs_disease and not typed.claim.disease:
            self.ui.panel.show_wanted(self.tr("这类待遇按病种计算：请先选“认定病种”。"))
            return None
        try:
            priced = self.pricing.price(typed)
        except CounterError as error:
            self.ui.panel.show_error(error)
            return None
        self.ui.panel.show_priced(priced)
        return priced

    def _ask_policy(self, draft: Draft) -> None:
        """Ask for what the package of this care and day wants to know."""
        day = self.pricing.care_day(draft)
        self._asked = Asked() if day is None else asked_of(self.desk.counter, draft, day)
        self.ui.form.show_asked(self._asked)
        self._show_stay()

    def _show_stay(self) -> None:
        """Say what a stay asks for, unless something stands in front of the receipt."""
        draft = self.entry.draft
        if draft is None or self.asides.is_open:
            self.stay.hide()
        else:
            self.stay.show_stay(self._asked.spans, draft.stay_part)

    def suppose(self) -> None:
        """F7: look at the claim as if something about it were different, beside the real calculation."""
        self.ui.grid.close_cell()
        self.asides.open_what_if(self._typed(), self._priced)

    def explain(self) -> None:
        """Ctrl+E: the explanation for the member, large; once more: back."""
        if self.asides.is_open:
            self.asides.close()
            return
        self.ui.grid.close_cell()
        if self.entry.draft is not None and not self._masked:
            self.asides.open_explanation(self._typed(), self._priced)

    def _typed(self) -> Typed | None:
        return self.pricing.typed(self.entry.draft) if self.entry.draft is not None else None

    def _aside_turned(self) -> None:
        self.commands_changed.emit()
        self._show_stay()
        if not self.asides.is_open:
            self._problems.show()
            if not self._masked and self.isVisible():
                self.focus_start()

    def refresh(self) -> None:
        """F5: price with the year's totals as they are now."""
        if self.entry.draft is None:
            return
        self.ui.grid.close_cell()
        self.pricing.fetch(self.entry.draft)
        self.message.emit(self.tr("已按最新累计重新计算。"), "neutral")

    # Saving

    def save(self) -> None:
        """F10: save at once."""
        self.keeper.touch()
        self.keeper.save_now()

    def _not_saved(self, error: CounterError) -> None:
        self._strip.show_unsaved()
        self._failed(error)

    def _failed(self, error: CounterError) -> None:
        self.message.emit(sentence(error), "danger")

    # Problems

    def _replaced(self) -> None:
        self._recalculate()
        self._problems.show()

    def _field_left(self) -> None:
        """A field was left: its problems may be said now; save at once."""
        self._problems.field_left()
        self.keeper.save_now()

    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps this claim from being settled."""
        return self._problems.find()

    # On to the settlement

    def submit(self) -> None:
        """F8: go on to the settlement page when the claim is complete, else to the first problem."""
        if self._visit is not None and not self.asides.supposes:
            self._close_cell()
            self.finish.submit(self._visit, self._figures)

    def split(self) -> None:
        """Ctrl+D: one draft for each settlement year of the stay."""
        if self._visit is not None and self._asked.spans:
            self._close_cell()
            self.finish.split(self._visit)

    def _close_cell(self) -> None:
        """Back from what stands in front of the lines, with nothing half typed."""
        self.asides.close()
        self.ui.grid.close_cell()
        self.lines.drop_blank()

    def _figures(self) -> Adjudication | None:
        if self._priced is None:
            self._recalculate()
        return self._priced

    def _end(self) -> None:
        """This draft is not typed any more."""
        self.entry.open(None)
        self._show_start()

    # Layout

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """With large text the page scrolls: what has the focus is in sight."""
        if now is not None and self.columns.count < 3 and self.ui.body.isAncestorOf(now):
            self.ui.scroll.ensureWidgetVisible(now)

    def _arrange(self, *, again: bool = False) -> None:
        viewport = self.ui.scroll.viewport()
        width = viewport.width() if self.ui.scroll.isVisible() else self.width() - 32
        self.columns.fit(width, self.height() - 24, again=again)
