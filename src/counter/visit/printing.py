"""The use cases that put a settlement, or the explanation of a claim, on paper and follow it out of the printer."""

from __future__ import annotations

from counter.domain.errors import CounterError
from counter.domain.member_letter import Letter
from counter.domain.settlement import Settlement
from counter.visit.equipment import Equipment
from counter.visit.ports.paper import JobState, PageImage


class Printing(Equipment):
    """The part of `counter.visit.counter.Counter` that prints. Its methods block on the books or the print queue,
    except those that only draw."""

    def statement_pdf(self, settlement: Settlement, language: str = "zh", *, reprint: int = 0) -> bytes:
        """The statement's three copies as PDF, from the frozen snapshot."""
        return self._documents.statement(settlement, language, reprint=reprint)

    def statement_pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """The pages of a PDF as pictures for the screen."""
        return self._documents.pages(pdf, dpi)

    def print_statement(self, settlement: Settlement, reason: str = "") -> tuple[Settlement, str]:
        """Send the three copies to the queue; the money stays booked whatever the printer does.

        Args:
            settlement: what was booked.
            reason: needed from the second time on; the paper is then marked as a reprint.

        Returns:
            The settlement with its new print state, and the job's id.

        Raises:
            MissingGlyph, PrintProblem: nothing left the program; the state is `failed` and can be tried again.
        """
        try:
            pdf = self._documents.statement(settlement, reprint=settlement.copies_out)
        except CounterError as error:
            self._note_print(settlement, "failed", reason=str(error))
            raise
        # Noted before the paper leaves: a crash in between must not let a second set pass as the first.
        settlement = self._note_print(settlement, "sending", reason=reason)
        try:
            job = self._queue.submit(pdf, settlement.number)
        except CounterError as error:
            self._note_print(settlement, "failed", reason=str(error))
            raise
        return self._note_print(settlement, "queued", job=job, reason=reason), job

    def _note_print(self, settlement: Settlement, state: str, *, job: str = "", reason: str = "") -> Settlement:
        route = self._established.of(settlement.snapshot.member_id)
        return self._store.note_print(
            settlement.number, state, job=job, reason=reason, actor=self.staff.name, route=route
        )

    def follow_print(self, settlement: Settlement, job: str) -> tuple[Settlement, JobState]:
        """Ask the queue how a job stands and record a change."""
        state = self._queue.job_state(job)
        if state.state not in ("unknown", settlement.print_state):
            settlement = self._note_print(settlement, state.state, job=job)
        return settlement, state

    def print_explanation(self, letter: Letter) -> str:
        """Send the explanation for the member to the queue. It names nobody and is no document: nothing is noted.

        Returns:
            The job's id.

        Raises:
            MissingGlyph, PrintProblem: nothing left the program.
        """
        title = f"{letter.number}-explanation" if letter.number else "explanation"
        return self._queue.submit(self._documents.explanation(letter), title)

    def explanation_job(self, job: str) -> JobState:
        """How the job of an explanation stands."""
        return self._queue.job_state(job)
