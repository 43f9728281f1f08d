"""One settlement's paper on its way to the printer: sent, followed, told; the money is booked whatever happens here."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from counter.desktop.page import Desk
from counter.desktop.wording import sentence
from counter.domain.errors import CounterError
from counter.domain.settlement import Settlement
from counter.visit.ports.paper import JobState

FOLLOW_MS = 500
"""How often the queue is asked about the job."""


class PrintJob(QObject):
    """Signals:

    sent(settlement): the queue has the paper; it is followed from now on.
    refused(settlement, error): no paper left the program; the settlement as the books have it now.
    told(settlement, state, detail): how the job stands, see `JobState`.
    """

    sent = Signal(object)
    refused = Signal(object, object)
    told = Signal(object, str, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settlement: Settlement | None = None
        self._job = ""
        self._sending = self._asking = False
        self._follow = QTimer(self)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._ask)

    @property
    def busy(self) -> bool:
        """True while paper is being handed over."""
        return self._sending

    def forget(self) -> None:
        """Another settlement is in front: what is still told about this one is nobody's business."""
        self._follow.stop()
        self._settlement, self._job = None, ""
        self._sending = self._asking = False

    def send(self, settlement: Settlement, reason: str) -> None:
        """Print the three copies. reason: needed once paper may have left the program; the paper is then marked."""
        self._follow.stop()
        self._settlement, self._job, self._sending = settlement, "", True
        self.told.emit(settlement, "sending", "")
        counter = self._desk.counter

        def handed_over(handed: tuple[Settlement, str]) -> None:
            if self._is_ours(settlement):
                self._sending = False
                self._settlement, self._job = handed
                self.sent.emit(self._settlement)
                self.told.emit(self._settlement, self._settlement.print_state, "")
                self._follow.start()

        def failed(error: CounterError) -> None:
            # What the books say now decides whether the next try is a reprint.
            self._desk.lane.run(
                lambda: counter.settlement_by_number(settlement.number),
                owner=self,
                succeeded=lambda now: self._refuse(settlement, now or settlement, error),
                failed=lambda _second: self._refuse(settlement, settlement, error),
            )

        self._desk.lane.run(
            lambda: counter.print_statement(settlement, reason), owner=self, succeeded=handed_over, failed=failed
        )

    def _is_ours(self, settlement: Settlement) -> bool:
        return self._settlement is not None and self._settlement.number == settlement.number

    def _refuse(self, settlement: Settlement, now: Settlement, error: CounterError) -> None:
        if self._is_ours(settlement):
            self._sending = False
            self._settlement = now
            self.refused.emit(now, error)

    def _ask(self) -> None:
        settlement, job, counter = self._settlement, self._job, self._desk.counter
        if settlement is None or not job or self._asking:
            return
        self._asking = True

        def answered(found: tuple[Settlement, JobState]) -> None:
            self._asking = False
            if not self._is_ours(settlement) or self._job != job:
                return
            self._settlement = found[0]
            if found[1].state in ("printed", "failed"):
                self._follow.stop()
            self.told.emit(found[0], found[1].state, found[1].detail)

        def failed(error: CounterError) -> None:
            self._asking = False
            if self._is_ours(settlement) and self._job == job:
                self._follow.stop()
                self.told.emit(settlement, "unknown", sentence(error))

        self._desk.lane.run(
            lambda: counter.follow_print(settlement, job), owner=self, succeeded=answered, failed=failed
        )
