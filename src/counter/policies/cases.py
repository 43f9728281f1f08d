"""Worked cases that ship with the packages: a claim and the figures that the published rules give for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from counter.domain.engine import adjudicate
from counter.domain.errors import CounterError, FileProblem, FileProblems
from counter.domain.money import amount_text
from counter.domain.national import settlement_amounts
from counter.domain.refusal_words import refusal_sentence
from counter.policies.book import UNVERIFIED
from counter.policies.claim_file import ClaimTable, Origin, PricedInput, claim_of
from counter.policies.messages import Message, Unfit, listed, quoted, say
from counter.policies.package import validation_problems
from counter.policies.single_values import Fen, Table, Word
from counter.policies.toml_file import did_you_mean, read_toml
from counter.visit.ports.rules import PolicyBook

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{3,20}$")]


REFUSALS = ("policy_missing", "not_covered")
"""How pricing may refuse a claim, as a case expects it."""


def _refusal(value: object) -> object:
    if value not in REFUSALS:
        raise Unfit("one_of", words=quoted(REFUSALS), instead="")
    return value


class CaseTable(Table):
    """One case. expect: national fields, yuan; error: code of the error that is expected instead."""

    title: Word
    source: Word
    claim: ClaimTable
    expect: dict[FieldName, Fen] = Field(default_factory=dict)
    error: Annotated[str, BeforeValidator(_refusal)] = ""


class CaseFile(Table):
    """A file of cases."""

    cases: Annotated[list[CaseTable], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Case:
    """One case, ready to run. file, line: where it stands."""

    file: str
    line: int
    title: str
    source: str
    input: PricedInput
    expect: tuple[tuple[str, int], ...]
    error: str


def read_cases(file: Path, name: str) -> tuple[Case, ...]:
    """Read a file of cases.

    Raises:
        FileProblems: everything that is wrong with it, with lines.
    """
    toml = read_toml(file, name)
    try:
        table = CaseFile.model_validate(toml.content)
    except ValidationError as error:
        raise FileProblems(validation_problems(toml, error, CaseFile)) from error
    cases: list[Case] = []
    problems: list[FileProblem] = []
    for number, entry in enumerate(table.cases):
        if not entry.expect and not entry.error:
            problems.append(toml.problem(("cases", number), say("missing_expect")))
        if entry.expect and entry.error:
            problems.append(toml.problem(("cases", number, "error"), say("expect_and_error")))
        try:
            priced = claim_of(entry.claim, Origin(toml, ("cases", number, "claim")))
        except FileProblems as error:
            problems.extend(error.problems)
            continue
        line = toml.line_of(("cases", number))
        cases.append(Case(name, line, entry.title, entry.source, priced, tuple(entry.expect.items()), entry.error))
    if problems:
        raise FileProblems(tuple(problems))
    return tuple(cases)


def case_files(folder: Path, *, unverified: bool = False) -> tuple[Path, ...]:
    """The files of cases below a folder of packages; those of packages of grade D only when wanted."""
    places = ["*/cases/*.toml", *([f"*/{UNVERIFIED}/cases/*.toml"] if unverified else [])]
    return tuple(sorted(file for place in places for file in folder.glob(place)))


def run_case(case: Case, book: PolicyBook) -> tuple[FileProblem, ...]:
    """Price a case and say where it differs from what is expected."""
    try:
        asked = case.input.asked_part(book)
        policy = asked.policy_in(book)
        totals = asked.totals_of(asked.year_under(policy))
        amounts = settlement_amounts(adjudicate(asked.claim, policy, totals, asked.money, asked.family_fen))
    except FileProblems as error:
        return error.problems
    except CounterError as error:
        if error.code == case.error:
            return ()
        reason = Message(refusal_sentence(error, "en"), refusal_sentence(error, "zh"))
        return (FileProblem(case.file, case.line, case.title, *say("refused", reason=reason)),)
    if case.error:
        return (FileProblem(case.file, case.line, case.title, *say("was_priced", error=case.error)),)
    problems = []
    for name, expected in case.expect:
        if name not in amounts:
            message = say("no_settlement_field", name=name, near=did_you_mean(name, amounts), known=listed(amounts))
            problems.append(FileProblem(case.file, case.line, case.title, *message))
        elif amounts[name] != expected:
            found, wanted = amount_text(amounts[name]), amount_text(expected)
            message = say("other_figure", field=name, found=found, expected=wanted)
            problems.append(FileProblem(case.file, case.line, case.title, *message))
    return tuple(problems)
