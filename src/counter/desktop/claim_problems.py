"""What keeps a claim from being settled: found as it is typed, said beside its field once the field was left."""

from __future__ import annotations

from collections.abc import Callable

from counter.desktop.arithmetic import with_sums_settled
from counter.desktop.entry import Entry
from counter.desktop.forms.claim_page import Ui_ClaimPage
from counter.desktop.line_model import LineModel
from counter.desktop.live_pricing import LivePricing
from counter.desktop.policy_asks import Asked
from counter.desktop.wording import problem_sentence, sentence
from counter.domain.errors import Problem
from counter.visit.counter import Counter

_EARLY = ("receipt_used", "lines_differ", "no_lines")
"""While lines are still being entered, the control strip says how far the sum is; it is no mistake yet."""


class ClaimProblems:
    """Says them on the parts of the page. `asked`: what the package of the claim asks for."""

    def __init__(
        self,
        counter: Counter,
        entry: Entry,
        ui: Ui_ClaimPage,
        lines: LineModel,
        pricing: LivePricing,
        asked: Callable[[], Asked],
    ) -> None:
        self._counter, self._entry, self._ui = counter, entry, ui
        self._lines, self._pricing, self._asked = lines, pricing, asked
        self._touched: set[str] = set()
        self.strict = False

    def begin(self) -> None:
        """Another claim: nothing was left yet."""
        self._touched.clear()
        self.strict = False

    def field_left(self) -> None:
        """The field where the cursor stands was left: its problems may be said now."""
        draft = self._entry.draft
        if draft is not None and draft.place:
            self._touched.add(draft.place)
        self.show()

    def find(self) -> tuple[Problem, ...]:
        """Everything that keeps this claim from being settled, in the order in which the eye meets it."""
        draft, today = self._entry.draft, self._pricing.today
        if draft is None or today is None:
            return ()
        _, found = self._counter.check(with_sums_settled(draft), today)
        used = tuple(
            Problem(f"receipts.{index}.number", "receipt_used")
            for index, receipt in enumerate(draft.receipts)
            if self._ui.receipts.used(receipt) is not None
        )
        unsaid = (Problem("disease", "missing"),) if self._asked().needs_disease and not draft.disease else ()
        return used + found + unsaid

    def show(self) -> None:
        """Say what may be said by now, beside its field and below the head."""
        ui, problems = self._ui, self.find()
        shown = problems if self.strict else tuple(one for one in problems if self._may_be_said(one))
        early = ("receipt_used",) if self.strict else _EARLY
        own = tuple(problem for problem in shown if problem.code not in early)
        ui.form.show_problems(own, None)
        self._lines.show_problems(own)
        ui.documents.show_problems(own if self.strict else ())
        said = [*ui.form.told_problems()]
        said += [problem_sentence(problem) for problem in own if self._is_loose(problem)]
        receipt = self._entry.receipt
        used = ui.receipts.used(receipt) if receipt is not None else None
        if used is not None:
            said.insert(0, sentence(used))
        ui.said.setText("    ".join(f"▲ {text}" for text in said))
        # While something stands in front of the receipt, its problems would stand there without their fields.
        ui.said.setVisible(bool(said) and not ui.form.isHidden())

    def _may_be_said(self, problem: Problem) -> bool:
        """Once its field was left; that care was elsewhere shows when the institution is known."""
        if problem.code == "away_missing":
            return any(place.endswith(".institution") for place in self._touched)
        return problem.field in self._touched

    def words(self, problem: Problem) -> str:
        """One problem with the name of its field, for the command bar."""
        box = self._ui.form.boxes.get(problem.field.rpartition(".")[2])
        return f"{box.title} · {problem_sentence(problem)}" if box is not None else problem_sentence(problem)

    def _is_loose(self, problem: Problem) -> bool:
        """True for problems of the receipt in front, or of the claim, that have no field of their own."""
        return problem.field in ("receipts", f"receipts.{self._entry.index}.lines")
