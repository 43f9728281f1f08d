"""`counter adjudicate` and `counter policy check`: rules and claims from files, without a database or a window."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from counter.domain.adjudication import Adjudication
from counter.domain.engine import adjudicate as price
from counter.domain.errors import CounterError, FileProblem, FileProblems
from counter.domain.explanation import citation, sentences, step_title, warning_sentences, why_not_more
from counter.domain.money import amount_text, format_amount
from counter.domain.national import settlement_amounts, settlement_fields
from counter.policies.book import UNVERIFIED, load_book, package_files
from counter.policies.cases import case_files, read_cases, run_case
from counter.policies.messages import say
from counter.policies.question import Instead, read_question


def adjudicate(
    file: Path,
    book_folder: Path,
    *,
    as_json: bool,
    language: str = "zh",
    instead: Instead | None = None,
    unverified: bool = False,
) -> str:
    """Price a claim file under the packages of a folder.

    Args:
        file: a claim as docs/policies.md describes it.
        book_folder: folder of packages.
        instead: totals and day of knowledge that hold instead of what stands in the claim file.
        as_json: national field names, amounts as text with two decimals, `balc` the account after payment; otherwise
            words for people.
        language: `zh` or `en`.
        unverified: also use packages that rest on values of grade D; the result then says so.

    Raises:
        FileProblems: the claim or a package is wrong; all problems at once.
        PolicyMissing, NotCovered: no package covers the claim.
    """
    book = load_book(book_folder, unverified=unverified)
    priced_input = read_question(file, instead or Instead()).asked_part(book)
    policy = priced_input.policy_in(book)
    totals = priced_input.totals_of(priced_input.year_under(policy))
    adjudication = price(priced_input.claim, policy, totals, priced_input.money, priced_input.family_fen)
    if as_json:
        balance = priced_input.money.total_fen - adjudication.account_amount
        content = settlement_fields(adjudication, language) | {"balc": amount_text(balance)}
        content |= {"notes": [note.told(language) for note in priced_input.notes]}
        return json.dumps(content, ensure_ascii=False, indent=2)
    return "\n".join([*(f"! {note.told(language)}" for note in priced_input.notes), in_words(adjudication, language)])


def in_words(adjudication: Adjudication, language: str) -> str:
    """A priced claim as plain text: what happened, why it is not more, every step with its article, the figures."""
    policy = adjudication.policy
    title = policy.title_zh if language == "zh" else policy.title_en
    rows = [f"{title}  [{policy.name} {policy.version}, {policy.content_hash[:12]}]", ""]
    rows += [f"! {warning}" for warning in warning_sentences(adjudication, language)]
    rows += list(sentences(adjudication, language))
    rows += ["", why_not_more(adjudication, language), ""]
    for step in adjudication.steps:
        amounts = f"{format_amount(step.base_fen):>16} -> {format_amount(step.result_fen):>16}"
        rows.append(f"{amounts}  {step_title(step, language)}  ({step.rule_path}: {citation(step.source, language)})")
    rows.append("")
    rows += [f"{name:<18}{format_amount(amount):>16}" for name, amount in settlement_amounts(adjudication).items()]
    return "\n".join(rows)


def _misplaced(folder: Path, *, unverified: bool) -> list[FileProblem]:
    """Packages that do not stand in REGION/SCHEME below the folder: mostly a folder that was named too low."""
    found = []
    for file in package_files(folder, unverified=unverified):
        above = file.relative_to(folder).parts[:-1]
        if len(above) < 2:
            found.append(FileProblem(file.relative_to(folder).as_posix(), 0, "", *say("above_its_place")))
    return found


_SUMS = {
    "zh": {
        "unverified": "UNVERIFIED 未核实：{count} 个政策包含有 D 级数值",
        "sums": "{packages} 个政策包，{cases} 个案例，{problems} 处问题",
    },
    "en": {
        "unverified": "UNVERIFIED 未核实: {count} packages rest on values of grade D",
        "sums": "{packages} packages, {cases} cases, {problems} problems",
    },
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a folder found. notes: what was odd but understood; unverified: packages that rest on grade D."""

    packages: int = 0
    cases: int = 0
    unverified: int = 0
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[FileProblem, ...] = ()

    def in_words(self, language: str = "zh") -> str:
        """One line for each note and problem, the sums last, in `zh` or `en`."""
        words = _SUMS[language]
        rows = [problem.told(language) for problem in (*self.notes, *self.problems)]
        if self.unverified:
            rows.append(words["unverified"].format(count=self.unverified))
        sums = {"packages": self.packages, "cases": self.cases, "problems": len(self.problems)}
        rows.append(words["sums"].format_map(sums))
        return "\n".join(rows)

    def as_json(self) -> dict[str, object]:
        """For programs; a line is 0 where none is known."""
        return asdict(self)


def check(folder: Path, *, unverified: bool = False) -> Checked:
    """Read all packages of a folder and run the cases that ship with them.

    Args:
        folder: folder of packages.
        unverified: also those that rest on values of grade D.
    """
    try:
        book = load_book(folder, unverified=unverified)
        # That a day is not covered by verified rules is tried on those alone.
        verified = load_book(folder) if unverified else book
    except FileProblems as error:
        return Checked(packages=len(package_files(folder, unverified=unverified)), problems=error.problems)
    problems = _misplaced(folder, unverified=unverified)
    notes = list(book.notes)
    untried = {policy.ref for policy in book.policies}
    ran = 0
    for file in case_files(folder, unverified=unverified):
        try:
            cases = read_cases(file, file.relative_to(folder).as_posix())
        except FileProblems as error:
            problems.extend(error.problems)
            # What its cases would have tried, nobody knows.
            untried.clear()
            continue
        for case in cases:
            ran += 1
            among = book if UNVERIFIED in file.parts else verified
            problems.extend(run_case(case, among))
            notes += case.input.notes
            if not case.error:
                with suppress(CounterError):
                    untried.discard(case.input.asked_part(among).policy_in(among).ref)
    message = say("not_priced_by_a_case")
    problems += [
        FileProblem(f"{ref.name}@{ref.version}", 0, "", *message)
        for ref in sorted(untried, key=lambda ref: (ref.name, ref.version))
    ]
    doubtful = sum(policy.unverified for policy in book.policies)
    return Checked(len(book.policies), ran, doubtful, tuple(problems), tuple(notes))
