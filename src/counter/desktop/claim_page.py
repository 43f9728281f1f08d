"""The claim page: papers, receipts, lines and the live calculation of one claim (desktop.md, Claim).

Hides how the parts work together: what was typed goes into one draft, every change is priced at once and saved soon
after, problems appear beside their fields, and a complete claim goes on to the settlement page.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from counter.desktop.arithmetic import with_sums_settled
from counter.desktop.claim_columns import ClaimColumns
from counter.desktop.draft_choice import case_of
from counter.desktop.draft_keeper import DraftKeeper
from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import CLASS_KINDS, LineModel, typed_amount
from counter.desktop.live_pricing import LivePricing
from counter.desktop.lookup import Finder, Hit
from counter.desktop.page import Command, Desk, Page
from counter.desktop.receipt_form import hits_of_institutions
from counter.desktop.receipts_list import is_named, receipt_key
from counter.desktop.submission import Submission
from counter.desktop.visit_state import Visit
from counter.desktop.wording import problem_sentence, sentence, word
from counter.domain.adjudication import Adjudication
from counter.domain.claim import CatalogueItem, ItemClass
from counter.domain.draft import REQUIRED_DOCUMENTS, Draft, DraftReceipt, check_draft
from counter.domain.errors import CounterError, Problem, ReceiptAlreadyUsed
from counter.domain.member import OpenCase
from counter.domain.money import capital_amount, format_amount
from counter.domain.scanned_code import CodeKind, ScannedReceipt, recognise
from counter.visit.ports import DraftRecord


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
        self._touched: set[str] = set()
        self._strict = False
        self._masked = False
        self._wanted_key = ""
        self._waiting_scan: ScannedReceipt | None = None
        self.entry = Entry(self)
        self.keeper = DraftKeeper(desk, self.entry, self)
        self._items = Finder(desk.lane, self._find_items, self)
        self._institutions = Finder(desk.lane, hits_of_institutions(desk.counter.find_institutions), self)
        self.lines = LineModel(self.entry, self)
        self.pricing = LivePricing(desk, self)
        self._set_up()
        self._show_start()

    def _set_up(self) -> None:
        ui, entry = self.ui, self.entry
        ui.form.set_up(entry, self._institutions)
        ui.grid.set_up(entry, self.lines, self._items)
        ui.documents.set_up(entry)
        ui.receipts.set_up(entry)
        ui.panel.set_language(self.desk.language)
        ui.said.hide()
        entry.changed.connect(self._recalculate)
        entry.replaced.connect(self._replaced)
        entry.receipt_changed.connect(self._show_problems)
        self.pricing.state_arrived.connect(self._recalculate)
        self.pricing.failed.connect(ui.panel.show_error)
        ui.start_drafts.chosen.connect(self._continue)
        ui.start_drafts.new_wanted.connect(self.new_claim)
        self.keeper.saved.connect(self._saved)
        self.keeper.failed.connect(self._not_saved)
        self._items.failed.connect(self._failed)
        self._institutions.failed.connect(self._failed)
        ui.form.finished.connect(ui.grid.start)
        ui.form.field_left.connect(self._field_left)
        ui.form.receipt_named.connect(self._ask_use)
        ui.form.undo_wanted.connect(self.undo)
        ui.form.left_top.connect(lambda: ui.documents.open_row(REQUIRED_DOCUMENTS[0]))
        ui.grid.left_top.connect(ui.form.open_last)
        ui.grid.finished.connect(self._lines_finished)
        ui.grid.cell_left.connect(self._field_left)
        ui.grid.undo_wanted.connect(self.undo)
        ui.grid.removed.connect(self._line_removed)
        ui.documents.ticked.connect(self._field_left)
        ui.receipts.chosen.connect(self._choose_receipt)
        ui.receipts.removed.connect(self.remove_receipt)
        ui.receipts.add_wanted.connect(self.add_receipt)
        ui.trial_button.clicked.connect(self.refresh)
        ui.settle_button.clicked.connect(self.submit)
        for button in (ui.trial_button, ui.settle_button):
            button.setAutoDefault(True)
        # Keys that everybody knows, or that stand on their button, need no room in the command bar.
        for keys, slot in (
            ("Ctrl+0", ui.documents.tick_all),
            *((f"Ctrl+{number}", ui.documents.rows[code].click) for number, code in enumerate(REQUIRED_DOCUMENTS, 1)),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # What the window asks

    def commands(self) -> tuple[Command, ...]:
        if self.entry.draft is None or self._masked:
            return ()
        grid = self.ui.grid
        return (
            Command("Enter", self.tr("下一格"), grid.start, shortcut=False),
            Command("+", self.tr("加行"), grid.start, shortcut=False),
            Command("*", self.tr("同上"), grid.start, shortcut=False),
            Command("F7", self.tr("试算"), self.refresh),
            Command("F8", self.tr("受理"), self.submit),
            Command("F10", self.tr("存草稿"), self.save),
            Command("Ctrl+N", self.tr("加票据"), self.add_receipt),
        )

    def show_visit(self, visit: Visit | None) -> None:
        before = self._visit
        self._visit = visit
        if visit is None or before is None or visit.member.member_id != before.member.member_id:
            self.keeper.save_now()
            self.keeper.forget()
            self.entry.open(None)
            self._wanted_key = ""
            self._masked = False
            self._show_start()
        elif self.entry.draft is not None:
            self.pricing.fetch(self.entry.draft)

    def set_masked(self, masked: bool) -> None:
        self._masked = masked
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
        if self._visit is None:
            self._wanted_key = key
            return
        self._wanted_key = key
        self._begin()

    def take_scan(self, text: str) -> bool:
        code = recognise(text)
        if code.receipt is not None:
            self._scan_receipt(code.receipt)
            return True
        if code.kind is CodeKind.CATALOGUE and self.entry.draft is not None and not self._masked:
            self._items.ask(code.value, self._scan_item)
            return True
        return False

    def focus_start(self) -> None:
        if self.entry.draft is None or self._masked:
            self.setFocus()
        else:
            self.open_place(self.entry.draft.place or "receipts.0.code")

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
        ui = self.ui
        if self._visit is None:
            ui.start_title.setText(self.tr("先确定参保人"))
            ui.start_text.setText(self.tr("插入社会保障卡，或按 F3 查找；也可以先扫票据，再插卡。"))
        else:
            ui.start_title.setText(self.tr("报销"))
            ui.start_text.setText(self.tr("按 F4 新建一份报销，或直接扫描票据上的二维码。"))
        ui.start_drafts.show_drafts(())
        ui.states.setCurrentWidget(ui.start)
        self.commands_changed.emit()

    def _begin(self) -> None:
        """Fetch the day and the member's drafts; then resume or begin anew."""
        visit = self._visit
        if visit is None:
            return
        counter, member_id = self.desk.counter, visit.member.member_id
        self.desk.lane.run(
            lambda: (counter.accounting_day().day, counter.drafts(member_id)),
            owner=self,
            succeeded=lambda found: self._begin_with(member_id, *found),
            failed=self._failed,
        )

    def _begin_with(self, member_id: int, today: date, drafts: tuple[DraftRecord, ...]) -> None:
        if self._visit is None or self._visit.member.member_id != member_id or self.entry.draft is not None:
            return
        if today != self.pricing.today:
            self._items.forget()
        self.pricing.today = today
        wanted = next((record for record in drafts if record.draft.key == self._wanted_key), None)
        if wanted is not None:
            self._resume(wanted)
        elif drafts and self._waiting_scan is None:
            self.ui.start_title.setText(self.tr("这位参保人有没办完的报销"))
            self.ui.start_text.setText(self.tr("可以接着录入，也可以新建一份。"))
            self.ui.start_drafts.show_drafts(drafts)
            self.ui.states.setCurrentWidget(self.ui.start)
            self.ui.start_drafts.focus_first()
        else:
            self.new_claim()

    def new_claim(self) -> None:
        """Begin an empty claim for the member who is served."""
        visit = self._visit
        if visit is None or self.pricing.today is None:
            return
        try:
            draft = self.desk.counter.new_draft(visit.overview)
        except CounterError as error:
            self.message.emit(sentence(error), "danger")
            return
        draft.receipts.append(DraftReceipt())
        draft.place = "receipts.0.code"
        self._open(draft)

    def _continue(self, record: DraftRecord) -> None:
        """A draft whose settlement was tried is looked up by its key first: the window does that."""
        if record.state == "submitted":
            self.go.emit("case", case_of(record))
        else:
            self._resume(record)

    def _resume(self, record: DraftRecord) -> None:
        draft = record.draft
        if not draft.receipts:
            draft.receipts.append(DraftReceipt())
        self._open(draft)
        self.ui.saved.setText(self.tr("草稿已保存 {0}").format(record.saved_at[11:19]))
        self.message.emit(self.tr("已接着上次的草稿，光标在原来的格子。"), "neutral")
        for index in range(len(draft.receipts)):
            self._ask_use(index)

    def _open(self, draft: Draft) -> None:
        self._wanted_key = ""
        self._touched.clear()
        self._strict = False
        self.ui.receipts.forget_uses()
        self.ui.saved.setText("")
        self.keeper.forget()
        self.entry.open(draft)
        self.ui.states.setCurrentWidget(self.ui.content)
        self.pricing.begin(draft)
        self.commands_changed.emit()
        self.focus_start()
        if self._waiting_scan is not None:
            scanned, self._waiting_scan = self._waiting_scan, None
            self._scan_receipt(scanned)

    # Pricing

    def _find_items(self, text: str) -> tuple[Hit, ...]:
        """On the lane: the catalogue as it stands on the open day."""
        day = self.pricing.today
        if day is None:
            return ()
        return tuple(_item_hit(item) for item in self.desk.counter.find_items(text, day))

    def _recalculate(self) -> None:
        """Price what is typed so far: at every key, in the GUI thread, from what is at hand."""
        draft = self.entry.draft
        if draft is None:
            return
        self._show_strip()
        if self._strict:
            self._show_problems()
        self._priced = None
        try:
            self._priced = self.pricing.price(draft)
        except CounterError as error:
            self.ui.panel.show_error(error)
        else:
            if self._priced is None:
                self.ui.panel.show_nothing()
            else:
                self.ui.panel.show_priced(self._priced)
        self.lines.show_pricing(self._priced)

    def _show_strip(self) -> None:
        """Printed total, sum of the lines, and how they agree; for the receipt in front."""
        ui, receipt = self.ui, self.entry.receipt
        if receipt is None:
            return
        printed, lines = typed_amount(receipt.total), self.lines.sum_fen()
        ui.printed_total.setText(self.tr("票面 <b>{0}</b>").format("—" if printed is None else format_amount(printed)))
        ui.lines_total.setText(self.tr("明细合计 <b>{0}</b>").format(format_amount(lines)))
        if printed is None:
            ui.difference.set_chip(self.tr("待填票面"), "neutral", "information-outline")
        elif printed == lines:
            ui.difference.set_chip(self.tr("相符"), "ok", "check-bold")
        else:
            ui.difference.set_chip(self.tr("差 {0}").format(format_amount(printed - lines)), "warning", "alert")
        ui.capital.setText(capital_amount(lines if printed is None else printed))

    def refresh(self) -> None:
        """F7: price with the year's totals as they are now."""
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

    def _saved(self, at: str) -> None:
        self.ui.saved.setText(self.tr("草稿已保存 {0}").format(at[11:19]))
        self.ui.saved.setToolTip(at)

    def _not_saved(self, error: CounterError) -> None:
        self.ui.saved.setText(self.tr("草稿没有存上"))
        self.message.emit(sentence(error), "danger")

    def _failed(self, error: CounterError) -> None:
        self.message.emit(sentence(error), "danger")

    # Receipts

    def add_receipt(self) -> None:
        """Ctrl+N: another receipt of the same visit."""
        if self.entry.draft is None:
            return
        self.ui.grid.close_cell()
        before = self.entry.receipt
        fresh = DraftReceipt()
        if before is not None:
            fresh.kind, fresh.institution = before.kind, before.institution
            fresh.institution_text = before.institution_text
        self.entry.add_receipt(fresh)
        self.entry.done(self.tr("加票据"))
        self.ui.form.open_field("code")

    def remove_receipt(self, index: int) -> None:
        """Take a receipt out of the claim; Ctrl+Z brings it back."""
        if self.entry.draft is None:
            return
        self.ui.grid.close_cell()
        self.entry.remove_receipt(index)
        self.entry.done(self.tr("移除第 {0} 张票据").format(index + 1))
        self.message.emit(self.tr("已移除第 {0} 张票据，Ctrl+Z 可撤销。").format(index + 1), "neutral")
        self.focus_start()

    def _choose_receipt(self, index: int) -> None:
        self.ui.grid.close_cell()
        self.entry.show_receipt(index)
        self._recalculate()
        self.ui.form.open_field("code")

    def _ask_use(self, index: int | None = None) -> None:
        """Ask the books whether a receipt was used before."""
        draft = self.entry.draft
        position = self.entry.index if index is None else index
        if draft is None or position >= len(draft.receipts) or not is_named(draft.receipts[position]):
            return
        counter, key, draft_key = self.desk.counter, receipt_key(draft.receipts[position]), draft.key

        def answered(used: CounterError | None) -> None:
            if self.entry.draft is not None and self.entry.draft.key == draft_key:
                self.ui.receipts.show_use(key, used)
                self._show_problems()

        self.desk.lane.run(lambda: counter.receipt_use(key), owner=self, succeeded=answered, failed=self._failed)

    def _scan_receipt(self, scanned: ScannedReceipt) -> None:
        if self._visit is None or self.entry.draft is None:
            self._waiting_scan = scanned
            if self._visit is None:
                self.message.emit(
                    self.tr("已扫到票据 {0}。请先插卡或按 F3 查找参保人。").format(scanned.number), "warning"
                )
            else:
                self._begin()
            return
        self.ui.grid.close_cell()
        draft = self.entry.draft
        same = next(
            (
                index
                for index, receipt in enumerate(draft.receipts)
                if scanned.number and (receipt.code, receipt.number) == (scanned.code, scanned.number)
            ),
            None,
        )
        if same is not None:
            self._choose_receipt(same)
            self.message.emit(self.tr("这张票据已在第 {0} 张。").format(same + 1), "warning")
            return
        front = self.entry.receipt
        if front is not None and (front.number.strip() or front.lines) and scanned.number and front.number.strip():
            self.add_receipt()
        self.ui.form.suggest(scanned)
        self.message.emit(self.tr("已填入扫描到的票据内容，请对照原件核对。"), "neutral")
        self.ui.form.open_field("institution")

    def _scan_item(self, hits: tuple[Hit, ...]) -> None:
        receipt = self.entry.receipt
        item = hits[0].value if len(hits) == 1 else None
        if receipt is None or not isinstance(item, CatalogueItem):
            self.message.emit(self.tr("目录里没有这个编码。"), "warning")
            return
        self.ui.grid.close_cell()
        row = len(receipt.lines)
        self.lines.setData(self.lines.index(row, 1), item.name)
        self.lines.choose(receipt.lines[row], item)
        self.ui.grid.open_field(row, "quantity")

    # Undo and lines

    def undo(self) -> None:
        """Ctrl+Z: take the last act back."""
        self.ui.grid.close_cell()
        text = self.entry.undo()
        if text:
            self.message.emit(self.tr("已撤销：{0}").format(text.strip() or "…"), "neutral")
            self.focus_start()

    def redo(self) -> None:
        """Ctrl+Y: do again what was taken back."""
        self.ui.grid.close_cell()
        if self.entry.redo():
            self.focus_start()

    def _line_removed(self, row: int) -> None:
        self.message.emit(self.tr("已删除第 {0} 行，Ctrl+Z 可撤销。").format(row + 1), "neutral")
        self._field_left()

    def _lines_finished(self) -> None:
        """Enter in the empty row: the lines of this receipt are complete."""
        self.lines.drop_blank()
        self._field_left()
        receipt = self.entry.receipt
        if receipt is not None and not receipt.total.strip():
            self.ui.form.open_field("total")
        else:
            self.ui.settle_button.setFocus()

    def _replaced(self) -> None:
        self._recalculate()
        self._show_problems()

    # Problems

    def _field_left(self) -> None:
        """A field was left: its problems may be said now; save at once."""
        draft = self.entry.draft
        if draft is not None and draft.place:
            self._touched.add(draft.place)
        self._show_problems()
        self.keeper.save_now()

    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps this claim from being settled, in the order in which the eye meets it."""
        draft, today = self.entry.draft, self.pricing.today
        if draft is None or today is None:
            return ()
        _, found = check_draft(with_sums_settled(draft), today)
        used = tuple(
            Problem(f"receipts.{index}.number", "receipt_used")
            for index, receipt in enumerate(draft.receipts)
            if self.ui.receipts.used(receipt) is not None
        )
        return used + found

    def _show_problems(self) -> None:
        problems = self.problems()
        touched = None if self._strict else frozenset(self._touched)
        shown = problems if touched is None else tuple(problem for problem in problems if problem.field in touched)
        # While lines are still being entered, the control strip says how far the sum is; it is no mistake yet.
        early = ("receipt_used",) if self._strict else ("receipt_used", "lines_differ", "no_lines")
        own = tuple(problem for problem in shown if problem.code not in early)
        self.ui.form.show_problems(own, None)
        self.lines.show_problems(own)
        self.ui.documents.show_problems(own if self._strict else ())
        said = [*self.ui.form.told_problems()]
        said += [problem_sentence(problem) for problem in own if self._is_loose(problem)]
        receipt = self.entry.receipt
        used = self.ui.receipts.used(receipt) if receipt is not None else None
        if used is not None:
            said.insert(0, sentence(used))
        self.ui.said.setText("    ".join(f"▲ {text}" for text in said))
        self.ui.said.setVisible(bool(said))

    def _is_loose(self, problem: Problem) -> bool:
        """True for problems of the receipt in front, or of the claim, that have no field of their own."""
        return problem.field in ("receipts", f"receipts.{self.entry.index}.lines")

    def open_place(self, place: str) -> None:
        """Put the cursor into the field at a path of the draft."""
        parts = place.split(".")
        if parts[0] == "documents" and len(parts) > 1:
            self.ui.documents.open_row(parts[1])
        elif parts[0] == "receipts" and len(parts) > 2:
            self.entry.show_receipt(int(parts[1]))
            if parts[2] == "lines":
                row = int(parts[3]) if len(parts) > 3 else self.lines.rowCount() - 1
                self.ui.grid.open_field(row, parts[4] if len(parts) > 4 else "item")
            else:
                self.ui.form.open_field(parts[2])
        elif parts[0] == "receipts":
            self.ui.form.open_field("code")
        else:
            self.ui.form.open_field(parts[0])

    # On to the settlement

    def submit(self) -> None:
        """F8: go on to the settlement page when the claim is complete, else to the first problem."""
        draft, visit = self.entry.draft, self._visit
        if draft is None or visit is None or self.pricing.today is None:
            return
        self.ui.grid.close_cell()
        self.lines.drop_blank()
        self._strict = True
        self._show_problems()
        problems = self.problems()
        if problems:
            self.message.emit(
                self.tr("还有 {0} 处要改，光标已到第一处：{1}").format(len(problems), self._problem_words(problems[0])),
                "warning",
            )
            self.open_place(problems[0].field)
            return
        if self._priced is None:
            self._recalculate()
        if self._priced is None:
            self.message.emit(self.tr("还算不出金额，请看右边的说明。"), "warning")
            return
        self.keeper.touch()
        self.keeper.save_now()
        settled = with_sums_settled(draft)
        self.go.emit("settlement", Submission(settled, self._priced, visit, self._booked, self._refused))

    def _problem_words(self, problem: Problem) -> str:
        if problem.code == "receipt_used":
            return self.tr("票据已用过")
        box = self.ui.form.boxes.get(problem.field.rpartition(".")[2])
        return f"{box.title} · {problem_sentence(problem)}" if box is not None else problem_sentence(problem)

    def _booked(self) -> None:
        """The settlement page booked this draft: nothing is left to save here."""
        self.keeper.forget()
        self.entry.open(None)
        self._show_start()

    def _refused(self, error: CounterError) -> None:
        """The settlement page could not book it: show what concerns this page."""
        if isinstance(error, ReceiptAlreadyUsed):
            self.ui.receipts.show_use(error.receipt_key, error)
            self._strict = True
            self._show_problems()

    # Layout

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """With large text the page scrolls: what has the focus is in sight."""
        if now is not None and self.columns.count < 3 and self.ui.body.isAncestorOf(now):
            self.ui.scroll.ensureWidgetVisible(now)

    def _arrange(self, *, again: bool = False) -> None:
        viewport = self.ui.scroll.viewport()
        width = viewport.width() if self.ui.scroll.isVisible() else self.width() - 32
        self.columns.fit(width, self.height() - 24, again=again)


def _item_hit(item: CatalogueItem) -> Hit:
    rate = item.prior_self_pay_rate
    notes = [rate.percent()] if rate is not None and rate.numerator and item.item_class is ItemClass.B else []
    if item.price_fen is not None:
        notes.append(format_amount(item.price_fen))
    return Hit(
        item.name,
        " · ".join(part for part in (item.specification, item.unit, item.code) if part),
        item.code.upper(),
        item,
        word("item_class", item.item_class),
        CLASS_KINDS[item.item_class],
        "  ".join(notes),
    )
