"""Going on with what was left open: a draft, a settlement whose outcome nobody heard, paper that did not come out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from counter.desktop import wording
from counter.desktop.lanes import Lane
from counter.desktop.serving import Serving
from counter.domain.errors import CounterError
from counter.domain.member import OpenCase
from counter.domain.settlement import Settlement
from counter.visit.counter import Counter
from counter.visit.ports.books import DraftRecord


@dataclass(frozen=True, slots=True)
class _Found:
    """What the books know about a case now."""

    settlement: Settlement | None
    draft: DraftRecord | None


class Resuming(QObject):
    """Signals:

    go(page key, argument): the claim page with the key of a draft, or the settlement page with a statement number.
    message(text, kind): what was found out.
    changed: the books say something else than the list did.
    """

    go = Signal(str, object)
    message = Signal(str, str)
    changed = Signal()

    def __init__(self, counter: Counter, lane: Lane, serving: Serving, parent: QObject) -> None:
        super().__init__(parent)
        self._counter, self._lane, self._serving = counter, lane, serving

    def resume(self, case: object) -> None:
        """Find out how an `OpenCase` really stands, then open the page that goes on with it."""
        assert isinstance(case, OpenCase)
        if case.kind == "print_pending":
            self.go.emit("settlement", case.number)
            return
        counter, key = self._counter, case.number

        def look() -> _Found:
            settlement = counter.resolve(key)
            drafts = () if settlement is not None else counter.drafts()
            return _Found(settlement, next((record for record in drafts if record.draft.key == key), None))

        self._lane.run(look, owner=self, succeeded=self._found, failed=self._failed)

    def _found(self, found: _Found) -> None:
        if found.settlement is not None:
            text = self.tr("已查明：这笔已经记账，结算单 {number}。不要重新录入。")
            self.message.emit(text.format(number=found.settlement.number), "ok")
            self.changed.emit()
            self.go.emit("settlement", found.settlement.number)
        elif found.draft is not None:
            self._open_draft(found.draft)
        else:
            self.message.emit(self.tr("这件事已经由别人办完或作废了。"), "neutral")
            self.changed.emit()

    def _open_draft(self, record: DraftRecord) -> None:
        visit = self._serving.visit
        member_id = record.draft.member_id

        def go_on() -> None:
            self.go.emit("claim", record.draft.key)
            if record.state == "submitted":
                self.message.emit(self.tr("已查明：上次没有记账。草稿完整，核对后再确认一次即可。"), "ok")

        if visit is not None and visit.member.member_id == member_id and not self._serving.is_masked:
            go_on()
        else:
            self._serving.open_member(member_id, "resume_draft", go_on)

    def _failed(self, error: CounterError) -> None:
        self.message.emit(wording.sentence(error), "danger")
