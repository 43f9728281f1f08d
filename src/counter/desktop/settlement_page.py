"""The settlement page: what will be booked, one confirmation, then the paper itself (desktop.md, Settlement).

Hides the order of things: nothing is booked twice however often the key is pressed, an unknown outcome is asked for by
its key, and the paper is printed once the money is booked. What stands in the books can be taken back from here, and
claimed again.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.desktop import theme
from counter.desktop.forms.settlement_page import Ui_SettlementPage
from counter.desktop.page import Command, Desk
from counter.desktop.settlement_explanation import SettlementExplanation
from counter.desktop.settlement_facts import facts_of, facts_of_booked, figures_of
from counter.desktop.settlement_paper import SettlementPaper
from counter.desktop.settlement_stage import BUSY, DECIDING, SETTLED, Stage, stage_chip
from counter.desktop.style import set_look
from counter.desktop.submission import Submission
from counter.desktop.taking_back import TakingBack
from counter.desktop.visit_state import Visit
from counter.desktop.wording import sentence, word
from counter.domain.adjudication import Adjudication
from counter.domain.errors import (
    CounterError,
    InputProblems,
    KeyReused,
    OutcomeUnknown,
    ReceiptAlreadyUsed,
    TotalsMoved,
)
from counter.domain.explanation import sentences, warning_sentences, why_not_more
from counter.domain.identity import IdentityRoute
from counter.domain.settlement import Settlement
from counter.visit.ports.cards import seat_refusal

ARMED_AFTER_MS = 250
"""So long figures are on the screen before they can be confirmed: the second half of a double press is no answer."""

_LEFT = ("queued", "printing", "printed")
"""Paper has left the program."""


class SettlementPage(TakingBack):
    """See the module. `stage` says where it stands."""

    key = "settlement"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = Ui_SettlementPage()
        self.ui.setupUi(self)
        self.stage = Stage.EMPTY
        self._masked = False
        self._visit: Visit | None = None
        self._asked: Submission | None = None
        self._priced: Adjudication | None = None
        self._key = ""
        self._armed = False
        self._retry = True
        self._columns = 0
        self._arming = QTimer(self)
        self._arming.setSingleShot(True)
        self._arming.setInterval(ARMED_AFTER_MS)
        self._arming.timeout.connect(self._arm)
        ui = self.ui
        self.paper = SettlementPaper(desk, ui, self)
        self.paper.message.connect(self.message)
        self.paper.books_changed.connect(self.books_changed)
        self.paper.told.connect(self._paper_told)
        self.explanation = SettlementExplanation(desk, ui, self)
        self.explanation.message.connect(self.message)
        self.explanation.turned.connect(self._explanation_turned)
        self.set_up_taking_back()
        ui.confirm_button.clicked.connect(self.confirm)
        ui.back_button.clicked.connect(self.back)
        ui.resolve_button.clicked.connect(self.resolve)
        ui.member_button.clicked.connect(self._to_member)
        ui.print_button.clicked.connect(self.print_again)
        ui.paper_text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        ui.paper_text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        buttons = (ui.confirm_button, ui.back_button, ui.resolve_button, ui.member_button, ui.print_button)
        for button in buttons:
            button.setAutoDefault(True)
        self._show_stage(Stage.EMPTY)

    # What the window asks

    def commands(self) -> tuple[Command, ...]:
        if self._masked:
            return ()
        if self.explanation.is_open:
            return self.explanation.commands()
        if self.stage in DECIDING:
            return (
                Command("F8", self.tr("确认记账"), self.confirm, enabled=self._retry),
                Command("Esc", self.tr("返回修改"), self.back),
            )
        if self.stage is Stage.UNKNOWN:
            return (Command("F5", self.tr("查明结果"), self.resolve),)
        if self.stage is Stage.BOOKED:
            again = Command("F9", self.ui.print_button.text().removesuffix(" F9"), self.print_again)
            return (again, *self._explanation_command(), *self.taking_back_commands())
        return self.taking_back_commands()

    @property
    def settlement(self) -> Settlement | None:
        """What was booked, as it stands now; None before."""
        return self.paper.settlement

    def show_visit(self, visit: Visit | None) -> None:
        before = self._visit
        self._visit = visit
        same = visit is not None and before is not None and visit.member.member_id == before.member.member_id
        if before is not None and not same:
            self._drop()
        elif visit is not None and self._asked is not None and self.stage in DECIDING:
            # How it is known who this is may have changed: another card of theirs, or one that was accepted.
            self._asked = replace(self._asked, visit=visit)
            self._show_route()

    def set_masked(self, masked: bool) -> None:
        self._masked = masked
        ui = self.ui
        self.explanation.forget()
        if masked:
            ui.masked_title.setText(self.tr("卡已取出，内容已遮盖"))
            booked = self.stage in SETTLED
            ui.masked_text.setText(
                self.tr("已记账的不受影响。") if booked else self.tr("还没有记账。把同一张卡插回，再确认。")
            )
            ui.states.setCurrentWidget(ui.masked)
        else:
            ui.states.setCurrentWidget(ui.start if self.stage is Stage.EMPTY else ui.content)
        self.commands_changed.emit()

    def open_argument(self, argument: object) -> None:
        """A submission of the claim page, or the number of a statement that stands in the books."""
        if self.stage in BUSY:
            return
        if isinstance(argument, Submission):
            self._begin(argument)
        elif isinstance(argument, str) and argument:
            counter, number = self.desk.counter, argument
            self.desk.lane.run(
                lambda: counter.settlement_by_number(number),
                owner=self,
                succeeded=self._opened_again,
                failed=self._failed_quietly,
            )

    def focus_start(self) -> None:
        buttons = {
            Stage.CONFIRM: self.ui.confirm_button,
            Stage.MOVED: self.ui.confirm_button,
            Stage.REFUSED: self.ui.back_button,
            Stage.UNKNOWN: self.ui.resolve_button,
            Stage.BOOKED: self.ui.member_button,
            Stage.REVERSAL: self.reversal.reason,
        }
        wanted = buttons.get(self.stage, self)
        if self.explanation.is_open and self.explanation.sheet is not None:
            wanted = self.explanation.sheet
        wanted.setFocus()
        if wanted is not self and not self.explanation.is_open:
            self.ui.scroll.ensureWidgetVisible(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.ui.back_button.isVisible():
            self.back()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._columns = 0
            self._arrange()

    # Before booking

    def _drop(self) -> None:
        """Another member, or none: nothing of the one before stays."""
        self.paper.forget()
        self._arming.stop()
        self._asked = self._priced = None
        self._key = ""
        self._show_stage(Stage.EMPTY)

    def _begin(self, asked: Submission) -> None:
        self._drop()
        self._visit = asked.visit
        self._asked, self._priced = asked, asked.priced
        self._show_summary()
        self._show_figures(asked.priced, None)
        self._show_stage(Stage.CONFIRM)

    def _arm(self) -> None:
        self._armed = True
        self.ui.confirm_button.setEnabled(self._retry)
        if self.stage in (Stage.CONFIRM, Stage.MOVED) and self.isVisible():
            self.focus_start()

    def confirm(self) -> None:
        """Book it, once: further presses do nothing until there is an answer."""
        asked, priced = self._asked, self._priced
        if asked is None or priced is None or not self._armed or not self._retry or self._masked:
            return
        if self.stage not in DECIDING:
            return
        identity = asked.visit.identity
        card, reader = identity.any_card, self.desk.reader
        if card is not None and (refusal := seat_refusal(reader, card)) is not None:
            self._refuse(refusal)
            return
        counter, draft = self.desk.counter, asked.draft
        self._key = draft.key
        self._show_stage(Stage.BOOKING)
        self.desk.lane.run(
            lambda: counter.settle(draft, priced, identity, reader if card is not None else None),
            owner=self,
            succeeded=self._booked,
            failed=self._refuse,
        )

    def back(self) -> None:
        """Back to the claim; nothing was booked."""
        if self.stage in DECIDING:
            asked = self._asked
            self._drop()
            if asked is not None:
                self.go.emit("claim", asked.draft.key)

    def _refuse(self, error: CounterError) -> None:
        """Why it was not booked, or not surely."""
        asked = self._asked
        if isinstance(error, TotalsMoved) and isinstance(error.adjudication, Adjudication):
            before, self._priced = self._priced, error.adjudication
            self._show_figures(error.adjudication, before)
            self._show_stage(Stage.MOVED)
            self._say(self.tr("金额有变化，没有记账"), sentence(error), "warning")
        elif isinstance(error, OutcomeUnknown):
            self._show_stage(Stage.UNKNOWN)
            self._say(self.tr("不知道是否记上"), sentence(error), "danger")
        else:
            # Trying again helps when the cause can go away; a used receipt or other content stays refused.
            self._retry = not isinstance(error, ReceiptAlreadyUsed | InputProblems | KeyReused)
            self._show_stage(Stage.REFUSED)
            self._say(self.tr("没有记账"), sentence(error), "danger")
            if asked is not None:
                asked.refused(error)
        self.message.emit(sentence(error), "warning" if self.stage is Stage.MOVED else "danger")

    def resolve(self) -> None:
        """Ask the books what became of the key that was tried."""
        if self.stage is not Stage.UNKNOWN or not self._key:
            return
        counter, key = self.desk.counter, self._key
        self._show_stage(Stage.RESOLVING)
        self.desk.lane.run(
            lambda: counter.resolve(key), owner=self, succeeded=self._resolved, failed=self._still_unknown
        )

    def _resolved(self, settlement: Settlement | None) -> None:
        if settlement is not None:
            self._booked(settlement)
            return
        if self._asked is None or self._asked.draft.key != self._key:
            self._show_stage(Stage.BOOKED)
            self._say(self.tr("已查明：没有冲销"), self.tr("结算单照旧有效，可以再冲销一次。"), "warning")
            return
        self._show_stage(Stage.CONFIRM)
        self._say(self.tr("已查明：没有记账"), self.tr("草稿完整，请再确认一次。"), "warning")

    def _still_unknown(self, error: CounterError) -> None:
        self._show_stage(Stage.UNKNOWN)
        self._say(self.tr("还不知道是否记上"), sentence(error), "danger")

    # Booked

    def _booked(self, settlement: Settlement) -> None:
        """A claim, or a reversal, stands in the books: say so, print, show the paper."""
        asked = self._asked
        contra = settlement.snapshot.contra
        self._show(settlement)
        if contra is None:
            self.message.emit(self.tr("已记账，结算单 {0}。").format(settlement.number), "ok")
            told = self.tr("核对码 {0}。正在打印三联。").format(settlement.code)
            self._say(self.tr("已记账 {0}").format(settlement.number), told, "ok")
        else:
            self.message.emit(self.tr("已冲销 {0}，冲销单 {1}。").format(contra.number, settlement.number), "ok")
            told = self.tr("冲销单 {0}，核对码 {1}。要更正，按 Ctrl+G 照原样新建一份。")
            self._say(
                self.tr("已冲销 {0}").format(contra.number), told.format(settlement.number, settlement.code), "ok"
            )
        if asked is not None and contra is None:
            asked.booked()
        self.books_changed.emit()
        self.paper.show(settlement, print_now=True)
        self.commands_changed.emit()

    def _opened_again(self, settlement: Settlement | None) -> None:
        """A statement from a list, or by its number."""
        if settlement is None:
            self.message.emit(self.tr("没有这张结算单。"), "warning")
            return
        self._drop()
        self._stand(settlement)
        self.paper.show(settlement, print_now=False)
        self.commands_changed.emit()

    def _stand(self, settlement: Settlement) -> None:
        """Show what stands in the books, and whether it still does."""
        self._show(settlement)
        state = word("print_state", settlement.print_state)
        told = self.tr("核对码 {0}。打印状态：{1}。按 F9 打印。").format(settlement.code, state)
        if settlement.reversed_by:
            later = self.tr("已由冲销单 {0} 全额冲销。").format(settlement.reversed_by)
            if settlement.replaced_by:
                later += self.tr("更正后的结算单 {0}。").format(settlement.replaced_by)
            self._say(self.tr("作废 {0}").format(settlement.number), f"{later}{told}", "danger")
        elif settlement.snapshot.contra is not None:
            self._say(self.tr("冲销单 {0}").format(settlement.number), told, "ok")
        else:
            self._say(self.tr("已记账 {0}").format(settlement.number), told, "ok")

    def _show(self, settlement: Settlement) -> None:
        """Facts and figures of what stands in the books."""
        self.paper.settlement = settlement
        self.ui.facts.show_facts(facts_of_booked(settlement))
        self._show_route()
        self._show_figures(settlement.snapshot.adjudication, None)
        self._show_stage(Stage.BOOKED)

    def print_again(self) -> None:
        """F9: print, or print again with a reason."""
        if self.stage is Stage.BOOKED and not self._masked:
            self.paper.print_again()

    def _explanation_command(self) -> tuple[Command, ...]:
        settlement = self.settlement
        if settlement is None or settlement.snapshot.contra is not None:
            return ()
        return (Command("Ctrl+E", self.tr("给参保人的说明"), self.explain),)

    def explain(self) -> None:
        """Ctrl+E: the explanation for the member of what was booked, large; to print with the statement's number."""
        if self.stage is Stage.BOOKED and self.settlement is not None and not self._masked:
            self.explanation.open(self.settlement)

    def _explanation_turned(self) -> None:
        self.commands_changed.emit()
        self.focus_start()

    def _paper_told(self, state: str) -> None:
        """The chip says how the job stands; a fresh settlement says it beside its code."""
        settlement = self.settlement
        fresh = settlement is not None and settlement.snapshot.contra is None and not settlement.reversed_by
        if self.stage is Stage.BOOKED and settlement is not None and fresh and state in _LEFT:
            self.ui.outcome_text.setText(
                self.tr("核对码 {0}。{1}：{2}。").format(
                    settlement.code, self.desk.counter.printer_name, word("print_state", state)
                )
            )
        self.commands_changed.emit()

    # Showing

    def _show_stage(self, stage: Stage) -> None:
        self.stage = stage
        self.explanation.forget()
        ui = self.ui
        deciding, busy = stage in DECIDING, stage in BUSY
        settlement = self.settlement
        if stage in (Stage.CONFIRM, Stage.MOVED):
            self._retry = True
        self._armed = False
        ui.outcome.hide()
        set_look(ui.outcome, "state", "")
        ui.confirm_button.setVisible(deciding or stage is Stage.BOOKING)
        ui.confirm_button.setEnabled(False)
        ui.confirm_button.setText(self.tr("正在记账…") if stage is Stage.BOOKING else self.tr("确认记账 F8"))
        ui.back_button.setVisible(deciding)
        ui.resolve_button.setVisible(stage in (Stage.UNKNOWN, Stage.RESOLVING))
        ui.resolve_button.setEnabled(stage is Stage.UNKNOWN)
        ui.member_button.setVisible(stage is Stage.BOOKED)
        ui.print_button.setVisible(stage is Stage.BOOKED)
        self.show_taking_back()
        if stage not in SETTLED:
            ui.job_chip.set_chip("")
            ui.paper.hide()
            ui.paper_title.setText(self.tr("怎样算出来的（也印在结算单上）"))
            set_look(ui.paper_text, "role", "")
            ui.paper_text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            ui.paper_text.show()
        else:
            undone = settlement is not None and settlement.snapshot.contra is not None
            ui.paper_title.setText(self.tr("冲销单（三联）") if undone else self.tr("结算单（三联）"))
            ui.paper.show()
            ui.paper_text.hide()
            ui.summary_title.setText(self.tr("冲销单") if undone else self.tr("结算单"))
            ui.figures_title.setText(self.tr("已冲回的金额（元）") if undone else self.tr("已记账的金额（元）"))
        ui.stage_chip.set_chip(*stage_chip(stage, settlement))
        if not self._masked:
            ui.states.setCurrentWidget(ui.start if stage is Stage.EMPTY else ui.content)
        ui.start_title.setText(self.tr("还没有要结算的报销"))
        ui.start_text.setText(self.tr("在报销页录完票据后按 F8，就到这里确认。"))
        if deciding:
            self._arming.start()
        elif not busy:
            self._arming.stop()
        self.commands_changed.emit()
        if self.isVisible() and not self._masked:
            self.focus_start()

    def _say(self, title: str, text: str, kind: str) -> None:
        ui = self.ui
        ui.outcome_title.setText(title)
        ui.outcome_text.setText(text)
        roles = {"ok": "ok", "warning": "warning", "danger": "danger"}
        set_look(ui.outcome_title, "role", roles.get(kind, "strong"))
        set_look(ui.outcome, "state", "wrong" if kind == "danger" else "chosen" if kind == "ok" else "")
        ui.outcome.show()

    def _show_summary(self) -> None:
        asked, ui = self._asked, self.ui
        if asked is not None:
            ui.summary_title.setText(self.tr("结算确认"))
            ui.figures_title.setText(self.tr("将要记账的金额（元）"))
            ui.facts.show_facts(facts_of(asked))
        self._show_route()

    def _show_route(self) -> None:
        """How the person was identified, and what that asks of the clerk."""
        asked, settlement, route = self._asked, self.settlement, self.ui.route_text
        typed = asked is not None and asked.visit.identity.route is IdentityRoute.TYPED
        if asked is not None and typed:
            reason = asked.visit.identity.typed_reason
            route.setText(self.tr("▲ 身份由手工输入（{0}），没有读卡；结算单上会注明。").format(reason))
        elif asked is not None and settlement is None and asked.visit.identity.card is None:
            words = word("route", asked.visit.identity.route)
            route.setText(self.tr("身份：{0}，没有插卡。").format(words))
        elif asked is not None and settlement is None:
            words = word("route", asked.visit.identity.route)
            route.setText(self.tr("身份：{0}。记账时再核一次卡，请不要取出。").format(words))
        elif settlement is not None:
            route.setText(self.tr("身份：{0}").format(word("route", settlement.snapshot.identity_route)))
        set_look(route, "role", "warning" if typed else "second")

    def _show_figures(self, priced: Adjudication, before: Adjudication | None) -> None:
        language = self.desk.language
        self.ui.figures.show_figures(figures_of(priced, before, language), self.tr("原来"), self.tr("现在"))
        told = (*sentences(priced, language), why_not_more(priced, language))
        steps = "".join(f"<li style='margin-bottom: 6px'>{escape(text)}</li>" for text in told)
        warned = "".join(f"<p>▲ {escape(text)}</p>" for text in warning_sentences(priced, language))
        self.ui.paper_text.setText(f"<ol style='margin-left: -18px'>{steps}</ol>{warned}")

    def _failed_quietly(self, error: CounterError) -> None:
        self.message.emit(sentence(error), "danger")

    def _to_member(self) -> None:
        self.go.emit("member", None)

    def _arrange(self) -> None:
        """Two columns where there is room, else the paper below."""
        width = self.width() - 32
        columns = 2 if width >= theme.px(960) else 1
        if columns == self._columns:
            return
        self._columns = columns
        ui, grid = self.ui, self.ui.columns
        grid.removeWidget(ui.summary_card)
        grid.removeWidget(ui.paper_card)
        grid.addWidget(ui.summary_card, 0, 0)
        grid.addWidget(ui.paper_card, 0 if columns == 2 else 1, 1 if columns == 2 else 0)
        ui.summary_card.setMaximumWidth(theme.px(520) if columns == 2 else 16_777_215)
        ui.paper_card.setMinimumHeight(0 if columns == 2 else theme.px(360))
        grid.setColumnStretch(0, 0 if columns == 2 else 1)
        grid.setColumnStretch(1, 1 if columns == 2 else 0)
        grid.setColumnMinimumWidth(0, theme.px(440) if columns == 2 else 0)
