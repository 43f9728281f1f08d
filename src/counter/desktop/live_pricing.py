"""The live price of a draft: computed in the GUI thread at every key, from year totals that the lane fetched before.

Hides when totals must be fetched again: with another claim, when the day of care moves into another settlement year,
on request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from counter.desktop.arithmetic import with_sums_settled
from counter.desktop.page import Desk
from counter.domain.adjudication import Adjudication
from counter.domain.claim import Claim, needs_stay
from counter.domain.draft import Draft, parse_day, trial_claim
from counter.visit.claiming import YearState


@dataclass(frozen=True, slots=True)
class Typed:
    """A claim as far as it is typed, and what it is to be priced from. today: the open accounting day."""

    claim: Claim
    state: YearState
    today: date


class LivePricing(QObject):
    """`today`: the open accounting day, set before the first claim.

    Signals:
        state_arrived: the year's totals are here, price again.
        failed(CounterError): they could not be had.
    """

    state_arrived = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: YearState | None = None
        self._year: str | None = None
        self._key = ""
        self.today: date | None = None

    def begin(self, draft: Draft) -> None:
        """Another claim: nothing that was fetched before holds."""
        self._state, self._year, self._key = None, None, draft.key
        self.fetch(draft)

    def fetch(self, draft: Draft, service_day: date | None = None) -> None:
        """Ask the books for the totals of the settlement year that governs a draft."""
        asked = with_sums_settled(draft)
        day = service_day or self._service_day(asked)
        year = self._desk.counter.year_of(draft.region, draft.scheme, day, self.today) if day is not None else None
        if year != self._year:
            # The totals of another year would give a wrong price until the answer is here.
            self._state, self._year = None, year
        counter = self._desk.counter

        def arrived(state: YearState) -> None:
            if self._key == asked.key and self._year == year:
                self._state = state
                self.state_arrived.emit()

        self._desk.lane.run(
            lambda: counter.year_state(asked, day), owner=self, succeeded=arrived, failed=self.failed.emit
        )

    def typed(self, draft: Draft) -> Typed | None:
        """What is typed so far; None when there is nothing to price yet or the totals are on their way."""
        if self.today is None:
            return None
        claim = trial_claim(with_sums_settled(draft), self.today)
        if claim is None:
            return None
        if self._desk.counter.year_of(claim.region, claim.scheme, claim.service_day, self.today) != self._year:
            self.fetch(draft, claim.service_day)
        return None if self._state is None else Typed(claim, self._state, self.today)

    def price(self, typed: Typed) -> Adjudication:
        """Price what is typed.

        Raises:
            CounterError: no package covers the claim, or the person.
        """
        return self._desk.counter.price(typed.claim, typed.state.totals, typed.state.money)

    def care_day(self, draft: Draft) -> date | None:
        """The day whose rules will hold for a draft, as far as it is typed: discharge, newest receipt, or today."""
        part = draft.stay_part
        if part is not None:
            return part.last_day
        stay = parse_day(draft.discharge_day) if needs_stay(draft.care) else None
        days = [day for receipt in draft.receipts if (day := parse_day(receipt.issue_day)) is not None]
        return stay or max(days, default=self.today)

    def _service_day(self, draft: Draft) -> date | None:
        claim = trial_claim(draft, self.today) if self.today is not None else None
        return claim.service_day if claim is not None else self.today
