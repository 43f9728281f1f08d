"""Finding and revealing: what the search box and the reveal button ask, with a reason that is logged."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from counter.desktop import wording
from counter.desktop.choice_strip import ChoiceStrip
from counter.desktop.holders import typed_identity
from counter.desktop.lanes import Lane
from counter.desktop.serving import Serving
from counter.desktop.visit_bar import VisitBar
from counter.domain.errors import CounterError, InvalidIdNumber
from counter.domain.member import MemberHit
from counter.domain.scanned_code import credential_digits
from counter.visit.counter import Counter


class SearchDesk(QObject):
    """Connects the visit bar to the books. `message(text, kind)` is for the command bar; `code(text)`: an e-credential
    came in letter by letter, from a scanner that is as slow as a hand."""

    message = Signal(str, str)
    code = Signal(str)

    def __init__(self, bar: VisitBar, strip: ChoiceStrip, lane: Lane, serving: Serving, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._strip, self._lane, self._serving = bar, strip, lane, serving
        self._counter: Counter | None = None
        bar.search.search.connect(self._search)
        bar.search.chosen.connect(self._chosen)
        bar.search.entered.connect(self._entered)
        bar.reveal_asked.connect(self._reveal_asked)
        bar.search.setEnabled(False)

    def use(self, counter: Counter) -> None:
        """The books are open."""
        self._counter = counter
        self._bar.search.setEnabled(True)

    def _opening_reasons(self) -> tuple[str, ...]:
        return (
            self.tr("没带卡，已看身份证"),
            self.tr("卡读不出，已看身份证"),
            self.tr("受保护的卡，已看身份证"),
            self.tr("代办，已看双方证件"),
        )

    def _search(self, text: str) -> None:
        counter = self._counter
        if counter is None:
            return
        search = self._bar.search
        self._lane.run(
            lambda: counter.find_members(text),
            owner=search,
            succeeded=lambda hits: search.show_hits(text, hits),
            failed=lambda error: search.show_problem(wording.sentence(error)),
        )

    def _chosen(self, hit: MemberHit) -> None:
        text = self.tr("打开 {name} 的档案，原因：").format(name=hit.name)
        self._ask(text, self._opening_reasons(), lambda reason: self._serving.open_member(hit.member_id, reason))

    def _entered(self, text: str) -> None:
        """Enter before any hit came: a whole number opens at once, anything else is searched."""
        if credential_digits(text):
            self._bar.search.close_hits()
            self.code.emit(text)
            return
        try:
            typed_identity(text, "")
        except InvalidIdNumber as error:
            self._bar.search.show_problem(wording.sentence(error))
            return
        if len("".join(text.split())) in (9, 15, 18) and any(character.isdigit() for character in text):
            self.ask_number(text)
        else:
            self._search(text)

    def ask_number(self, number: str) -> None:
        """Open the member of a whole number that was typed or scanned, once the reason is given."""
        self._bar.search.close_hits()
        self._ask(
            self.tr("按这个号码打开档案，原因："),
            self._opening_reasons(),
            lambda reason: self._serving.open_number(number, reason),
        )

    def _reveal_asked(self) -> None:
        reasons = (self.tr("与证件核对"), self.tr("填写单据"), self.tr("参保人要求核对"))
        self._ask(self.tr("显示完整身份证号，原因（会记录）："), reasons, self._reveal)

    def _reveal(self, reason: str) -> None:
        counter, visit = self._counter, self._serving.visit
        if counter is None or visit is None:
            return
        member_id = visit.member.member_id

        def logged(_none: None) -> None:
            now = self._serving.visit
            if now is not None and now.member.member_id == member_id:
                self._bar.show_number()

        self._lane.run(
            lambda: counter.reveal(member_id, "id_number", reason),
            owner=self._bar,
            succeeded=logged,
            failed=self._failed,
        )

    def _failed(self, error: CounterError) -> None:
        self.message.emit(wording.sentence(error), "danger")

    def _ask(self, question: str, reasons: tuple[str, ...], answered: object) -> None:
        assert callable(answered)
        self._strip.ask(question, reasons, answered, self.tr("取消"))

    def drop_question(self) -> None:
        """The member changed: a question about the one before is void."""
        if self._strip.isVisible():
            self._strip.cancel()
