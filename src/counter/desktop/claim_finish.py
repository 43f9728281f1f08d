"""From a typed claim on to its settlement; a stay across settlement years into its parts first.

Hides what must hold before either: everything is complete, the price is there, what must be split is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from counter.desktop.arithmetic import with_sums_settled
from counter.desktop.claim_problems import ClaimProblems
from counter.desktop.draft_keeper import DraftKeeper
from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.live_pricing import LivePricing
from counter.desktop.page import Desk
from counter.desktop.stay_split import StaySplit
from counter.desktop.submission import Submission
from counter.desktop.visit_state import Visit
from counter.desktop.wording import sentence
from counter.domain.adjudication import Adjudication
from counter.domain.draft import Draft
from counter.domain.errors import CounterError, ReceiptAlreadyUsed


class ClaimFinish(QObject):
    """Signals:
    message(text, kind): a sentence for the command bar.
    place_wanted(path): the cursor belongs there.
    settle_wanted(Submission): the claim goes to the settlement page.
    ended: this draft is not typed any more.
    opened(Draft, ISO time): go on with this one.
    books_changed: drafts were saved and discarded.
    """

    message = Signal(str, str)
    place_wanted = Signal(str)
    settle_wanted = Signal(object)
    ended = Signal()
    opened = Signal(object, str)
    books_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        entry: Entry,
        ui: Ui_ClaimPage,
        keeper: DraftKeeper,
        pricing: LivePricing,
        problems: ClaimProblems,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._entry, self._ui = desk, entry, ui
        self._keeper, self._pricing, self._problems = keeper, pricing, problems
        self._splitting = StaySplit(desk, self)
        self._splitting.done.connect(self._go_on_with_part)
        self._splitting.failed.connect(self._not_split)
        self._splitting_for = 0

    def submit(self, visit: Visit, price: Callable[[], Adjudication | None]) -> None:
        """Go on to the settlement when the claim is complete, else to the first problem.

        Args:
            visit: who is served.
            price: the figures that the clerk sees, None where there are none.
        """
        draft = self._entry.draft
        if draft is None or not self._is_complete():
            return
        if self._must_split(draft):
            self.message.emit(self.tr("本次住院须先按年度拆分：按 Ctrl+D。"), "warning")
            return
        priced = price()
        if priced is None:
            self.message.emit(self.tr("还算不出金额，请看右边的说明。"), "warning")
            return
        self._keeper.touch()
        self._keeper.save_now()
        asked = Submission(
            with_sums_settled(draft), priced, visit, self._booked, self._refused, self._ui.form.disease()
        )
        self.settle_wanted.emit(asked)

    def split(self, visit: Visit) -> None:
        """Make one draft for each settlement year of the stay and go on with the first."""
        draft = self._entry.draft
        if draft is None or not self._is_complete():
            return
        if not self._must_split(draft):
            self.message.emit(self.tr("金额太小，不需要拆分。"), "neutral")
            return
        self._splitting_for = visit.member.member_id
        # Nobody saves the whole any more while its parts take its place.
        self._keeper.forget()
        self.ended.emit()
        self._splitting.split(draft)

    def forget_visit(self) -> None:
        """Another member is served: parts that arrive now wait among the open cases."""
        self._splitting_for = 0

    def _is_complete(self) -> bool:
        """True when nothing is wrong; else the cursor goes to the first problem and all are said."""
        self._problems.strict = True
        self._problems.show()
        problems = self._problems.find()
        if not problems:
            return True
        first = self._problems.words(problems[0])
        said = self.tr("还有 {0} 处要改，光标已到第一处：{1}").format(len(problems), first)
        self.message.emit(said, "warning")
        self.place_wanted.emit(problems[0].field)
        return False

    def _must_split(self, draft: Draft) -> bool:
        today, counter = self._pricing.today, self._desk.counter
        claim = counter.check(with_sums_settled(draft), today)[0] if today is not None else None
        try:
            return claim is not None and counter.must_split(claim)
        except CounterError:
            # No package: pricing says so.
            return False

    def _go_on_with_part(self, parts: tuple[Draft, ...], saved_at: str) -> None:
        self.books_changed.emit()
        if self._splitting_for != parts[0].member_id:
            return
        self.opened.emit(parts[0], saved_at)
        said = self.tr("已按年度拆成 {0} 段：现在是第 1 段，其余在未完成事项里。").format(len(parts))
        self.message.emit(said, "ok")

    def _not_split(self, whole: Draft, error: CounterError) -> None:
        if self._splitting_for == whole.member_id:
            self.opened.emit(whole, "")
            self._keeper.touch()
        self.message.emit(sentence(error), "danger")

    def _booked(self) -> None:
        """The settlement page booked this draft: nothing is left to save here."""
        self._keeper.forget()
        self.ended.emit()

    def _refused(self, error: CounterError) -> None:
        """The settlement page could not book it: show what concerns this page."""
        if isinstance(error, ReceiptAlreadyUsed):
            self._ui.receipts.show_use(error.receipt_key, error)
            self._problems.strict = True
            self._problems.show()
