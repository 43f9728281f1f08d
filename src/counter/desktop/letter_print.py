"""The explanation for the member on its way to the printer: sent, followed, told. Nothing is booked or counted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from counter.desktop.page import Desk
from counter.desktop.print_job import FOLLOW_MS
from counter.desktop.wording import sentence
from counter.domain.errors import CounterError
from counter.domain.member_letter import Letter
from counter.visit.ports.paper import JobState


class LetterPrint(QObject):
    """Signals:

    sent: the queue has the paper; it is followed from now on.
    told(state, detail): how the job stands, see `JobState`.
    failed(CounterError): no paper left the program.
    """

    sent = Signal()
    told = Signal(str, str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job = ""
        self._turn = 0
        self._sending = self._asking = False
        self._follow = QTimer(self)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._ask)

    def send(self, letter: Letter) -> None:
        """Print one copy; while one is being handed over there is no other."""
        if self._sending:
            return
        self.forget()
        self._sending, turn = True, self._turn
        self.told.emit("sending", "")

        def handed_over(job: str) -> None:
            if turn == self._turn:
                self._sending, self._job = False, job
                self.sent.emit()
                self.told.emit("queued", "")
                self._follow.start()

        def refused(error: CounterError) -> None:
            if turn == self._turn:
                self._sending = False
                self.told.emit("failed", sentence(error))
                self.failed.emit(error)

        counter = self._desk.counter
        self._desk.lane.run(
            lambda: counter.print_explanation(letter), owner=self, succeeded=handed_over, failed=refused
        )

    def forget(self) -> None:
        """Something else is explained: what is still told about this paper is nobody's business."""
        self._follow.stop()
        self._turn += 1
        self._job = ""
        self._sending = self._asking = False

    def _ask(self) -> None:
        if self._asking or not self._job:
            return
        self._asking, job, turn, counter = True, self._job, self._turn, self._desk.counter

        def answered(now: JobState) -> None:
            if turn == self._turn:
                self._asking = False
                if now.state in ("printed", "failed"):
                    self._follow.stop()
                self.told.emit(now.state, now.detail)

        def unanswered(error: CounterError) -> None:
            if turn == self._turn:
                self._asking = False
                self._follow.stop()
                self.told.emit("unknown", sentence(error))

        self._desk.lane.run(lambda: counter.explanation_job(job), owner=self, succeeded=answered, failed=unanswered)
