"""Who is served, spread over the window: frame and pages at once, what nobody waits for after the painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.desktop.page_stack import PageStack

if TYPE_CHECKING:
    from counter.desktop.desk_reader import DeskReader
    from counter.desktop.desk_state import DeskState
    from counter.desktop.forms.main_window import Ui_MainWindow
    from counter.desktop.serving import Serving
    from counter.desktop.visit_state import Visit
    from counter.domain.identity import CardRead


class VisitView(QObject):
    """Shows what `Serving` decides.

    Signals:
        go(page key): this page has to come to the front.
        work_begins: the page in front takes the focus, unless the window is locked.
        commands_changed: the keys do something else now.
        evidence_void: what is shown of documents beside the record is not to be seen any longer.
        question_void: a question about whom to serve has answered itself.
        another_member: somebody else is served.
        message(text, kind): for the command bar.
    """

    go = Signal(str)
    work_begins = Signal()
    commands_changed = Signal()
    evidence_void = Signal()
    question_void = Signal()
    another_member = Signal()
    message = Signal(str, str)

    def __init__(
        self,
        form: Ui_MainWindow,
        pages: PageStack,
        serving: Serving,
        state: DeskState,
        reader: DeskReader,
        language: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form, self._pages, self._serving, self._state = form, pages, serving, state
        self._reader, self._language = reader, language
        self._served_member = 0
        self._question = ""
        self._telling = self._begins = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show_rest)
        serving.reader_changed.connect(form.visit_bar.show_reader)
        serving.visit_changed.connect(self._show_visit)
        serving.masked.connect(self._mask)
        serving.opening.connect(self._show_opening)
        serving.problem.connect(self._show_problem)
        serving.turn.asked.connect(self._ask_whose_turn)

    @property
    def telling(self) -> bool:
        """True while the pages are told, one after the other, who is served."""
        return self._telling

    def _show_visit(self, visit: Visit | None) -> None:
        member_id = visit.member.member_id if visit is not None else 0
        another, self._served_member = member_id != self._served_member, member_id
        self.evidence_void.emit()
        self._form.visit_bar.show_visit(visit)
        self._telling = True
        try:
            for page in self._pages.opened():
                page.show_visit(visit)
        finally:
            self._telling = False
        front = self._pages.current
        if visit is None and front is not None and front.key != "member":
            self.go.emit("member")
        if visit is not None and another:
            self._form.command_bar.show_message("")
            self.another_member.emit()
            if not self._serving.turn.is_asking:
                # The member of the first of two cards may come after the question whose turn it is: it still stands.
                self.question_void.emit()
            # The focus frame of a table is painted, too: there it can wait until the status is.
            self._begins = front is not None and front.key == "member"
            if not self._begins:
                self.work_begins.emit()
        if visit is None:
            self._show_rest()
        else:
            # A timer of 0 ms would be a posted event, which comes before the painting.
            self._rest.start(1)

    def _show_rest(self) -> None:
        """What nobody waits for: what the keys do now, the quiet state of the desk, and where a new member's work
        begins."""
        self._rest.stop()
        self._state.show_visit(self._serving.visit, self._language, self._serving.served)
        self.commands_changed.emit()
        begins, self._begins = self._begins, False
        front = self._pages.current
        if begins and front is not None and front.key == "member":
            self.work_begins.emit()

    def _mask(self, masked: bool) -> None:
        self.evidence_void.emit()
        self._form.visit_bar.set_masked(masked)
        if masked or not self._serving.turn.is_asking:
            self.question_void.emit()
        for page in self._pages.opened():
            page.set_masked(masked)
        if not masked:
            self._form.command_bar.show_message("")
        self.commands_changed.emit()

    def _show_opening(self, opening: bool) -> None:
        page = self._pages.page("member")
        if opening and self._serving.visit is None and page is not None:
            self._form.visit_bar.await_member()
            page.show_busy(self.tr("正在打开档案…"))

    def _show_problem(self, headline: str, advice: str) -> None:
        page = self._pages.page("member")
        if page is not None:
            self.go.emit("member")
            page.show_problem(headline, advice)
        self.message.emit(advice, "danger")

    def _ask_whose_turn(self, seated: tuple[tuple[str, CardRead], ...]) -> None:
        """A card lies there whose turn it may be: nothing is guessed. Nobody is left to ask about: it is decided."""
        if not seated:
            self._form.choice_strip.withdraw(self._question)
            return
        cards = dict(seated)
        several = self.tr("读卡器里有 {0} 张卡，为谁办理？").format(len(cards))
        self._question = several if len(cards) > 1 else self.tr("读卡器里另有一张卡，改为它办理？")
        self._form.choice_strip.ask(
            self._question,
            tuple(cards),
            lambda words: self._choose(cards[words]),
            self.tr("取消"),
            self._serving.turn.leave_unanswered,
        )

    def _choose(self, card: CardRead) -> None:
        self._serving.turn.choose(card)
        self._reader.choose(card)

    def remind_of_card(self) -> None:
        """Something was booked: the card must not stay in the reader when its holder goes (features.md 8)."""
        front, visit = self._pages.current, self._serving.visit
        booked = front is not None and front.key == "settlement"
        if booked and visit is not None and visit.identity.card is not None and not self._serving.is_masked:
            self._form.visit_bar.remind(self.tr("办完后请取出卡，还给参保人。"))
