"""Taking back what stands in the books, and claiming it again: the part of the settlement page that does so.

The clerk sees what a reversal would put back, says why and confirms once; the reversal's paper follows. A correction
begins with everything of the claim that was reversed.
"""

from __future__ import annotations

import uuid

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from counter.desktop.forms.settlement_page import Ui_SettlementPage
from counter.desktop.page import Command, Page
from counter.desktop.reversal_panel import ReversalPanel
from counter.desktop.settlement_facts import taken_back, totals_moved_back
from counter.desktop.settlement_paper import SettlementPaper
from counter.desktop.settlement_stage import Stage
from counter.desktop.visit_state import Visit
from counter.desktop.wording import sentence
from counter.domain.draft import Draft
from counter.domain.errors import CounterError, OutcomeUnknown
from counter.domain.member import OpenCase
from counter.domain.settlement import Settlement, Snapshot


class TakingBack(Page):
    """What `SettlementPage` builds on; the attributes are the page's own."""

    ui: Ui_SettlementPage
    stage: Stage
    paper: SettlementPaper
    _masked: bool
    _visit: Visit | None
    _key: str

    def _show_stage(self, stage: Stage) -> None:
        raise NotImplementedError

    def _say(self, title: str, text: str, kind: str) -> None:
        raise NotImplementedError

    def _booked(self, settlement: Settlement) -> None:
        raise NotImplementedError

    def _stand(self, settlement: Settlement) -> None:
        raise NotImplementedError

    def _failed_quietly(self, error: CounterError) -> None:
        raise NotImplementedError

    def set_up_taking_back(self) -> None:
        """Make the question and the buttons; called once."""
        ui = self.ui
        self.reversal = ReversalPanel(ui.summary_card)
        self.reversal.confirmed.connect(self._reverse)
        self.reversal.cancelled.connect(self._keep)
        ui.summary_column.insertWidget(ui.summary_column.indexOf(ui.outcome), self.reversal)
        self.reverse_button = QPushButton(self.tr("冲销… Ctrl+R"), ui.summary_card)
        self.reverse_button.clicked.connect(self.ask_reversal)
        self.correct_button = QPushButton(self.tr("更正 Ctrl+G"), ui.summary_card)
        self.correct_button.clicked.connect(self.correct)
        for place, button in enumerate((self.reverse_button, self.correct_button)):
            button.setAutoDefault(True)
            ui.decide.insertWidget(place, button)

    def show_taking_back(self) -> None:
        """Show what can be done in this stage."""
        booked = self.stage is Stage.BOOKED
        self.reverse_button.setVisible(booked and self._may_be_reversed)
        self.correct_button.setVisible(booked and self._may_be_corrected)
        self.reversal.setVisible(self.stage is Stage.REVERSING)

    def taking_back_commands(self) -> tuple[Command, ...]:
        """Its keys in this stage."""
        if self.stage is Stage.REVERSAL:
            return (
                Command("F8", self.tr("确认冲销"), self.reversal.confirm, primary=True),
                Command("Esc", self.tr("不冲销"), self._keep, shortcut=False),
            )
        found = []
        if self.stage is Stage.BOOKED and self._may_be_reversed:
            found.append(Command("Ctrl+R", self.tr("冲销…"), self.ask_reversal))
        if self.stage is Stage.BOOKED and self._may_be_corrected:
            found.append(Command("Ctrl+G", self.tr("更正"), self.correct))
        return tuple(found)

    @property
    def _may_be_reversed(self) -> bool:
        shown = self.paper.settlement
        return shown is not None and shown.snapshot.contra is None and not shown.reversed_by

    @property
    def _may_be_corrected(self) -> bool:
        shown = self.paper.settlement
        if shown is None or shown.replaced_by:
            return False
        return shown.snapshot.contra is not None or bool(shown.reversed_by)

    def ask_reversal(self) -> None:
        """Ctrl+R: find out what a reversal would put back, then ask why."""
        settlement, counter = self.paper.settlement, self.desk.counter
        if self.stage is not Stage.BOOKED or settlement is None or self._masked or not self._may_be_reversed:
            return
        self.ui.reasons.hide()
        self.desk.lane.run(
            lambda: counter.preview_reversal(settlement),
            owner=self,
            succeeded=lambda preview: self._ask_reversal(settlement, preview),
            failed=self._not_reversed,
        )

    def _ask_reversal(self, settlement: Settlement, preview: Snapshot) -> None:
        shown = self.paper.settlement
        if shown is None or shown.number != settlement.number or self.stage is not Stage.BOOKED or self._masked:
            return
        self._key = str(uuid.uuid4())
        self._show_stage(Stage.REVERSAL)
        language = self.desk.language
        self.ui.figures_title.setText(self.tr("冲销后（元）"))
        self.ui.figures.show_figures(totals_moved_back(settlement, preview), self.tr("现在"), self.tr("冲销后"))
        self.reversal.ask(self.tr("冲销 {0}").format(settlement.number), taken_back(preview, language))
        # Once it is laid out: on a small screen the question is longer than the page.
        QTimer.singleShot(0, self, self._show_whole_question)

    def _show_whole_question(self) -> None:
        if self.stage is Stage.REVERSAL:
            self.ui.scroll.ensureWidgetVisible(self.reversal.confirm_button)

    def _keep(self) -> None:
        """Esc: the settlement stays as it is."""
        if self.stage is Stage.REVERSAL and self.paper.settlement is not None:
            self._stand(self.paper.settlement)

    def _reverse(self, reason: str) -> None:
        """Take it back, once: further presses do nothing until there is an answer."""
        settlement, counter, key = self.paper.settlement, self.desk.counter, self._key
        reader = self.desk.reader
        if self.stage is not Stage.REVERSAL or settlement is None or self._masked:
            return
        self._show_stage(Stage.REVERSING)
        self.reversal.set_busy(True)
        self.desk.lane.run(
            lambda: counter.reverse(settlement, reason, key, reader),
            owner=self,
            succeeded=self._booked,
            failed=self._not_reversed,
        )

    def _not_reversed(self, error: CounterError) -> None:
        """Why it was not reversed, or not surely."""
        if isinstance(error, OutcomeUnknown):
            self._show_stage(Stage.UNKNOWN)
            self._say(self.tr("不知道是否冲销"), sentence(error), "danger")
        else:
            self._show_stage(Stage.BOOKED)
            self._say(self.tr("没有冲销"), sentence(error), "danger")
        self.message.emit(sentence(error), "danger")

    def correct(self) -> None:
        """Ctrl+G: a new claim with everything of the reversed one."""
        settlement, counter = self.paper.settlement, self.desk.counter
        if self.stage is not Stage.BOOKED or settlement is None or self._masked or not self._may_be_corrected:
            return
        self.desk.lane.run(
            lambda: counter.correct(settlement),
            owner=self,
            succeeded=self._correcting,
            failed=self._failed_quietly,
        )

    def _correcting(self, draft: Draft) -> None:
        self.books_changed.emit()
        self.message.emit(self.tr("已照原样新建一份，替代 {0}；改好后再结算。").format(draft.replaces), "ok")
        visit = self._visit
        if visit is not None and visit.member.member_id == draft.member_id:
            self.go.emit("claim", draft.key)
        else:
            # Nobody is served, or somebody else: going on with a draft opens its member first.
            self.go.emit("case", OpenCase("draft", draft.key, draft.care, len(draft.receipts), 0, "", ""))
