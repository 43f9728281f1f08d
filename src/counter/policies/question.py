"""What `adjudicate` and `policy explain` are asked: the claim of a file, and what the command line says instead.

Flags override what stands in the claim file: year totals and account from a file of their own, the day of knowledge,
and for a what-if another day, level or class of person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from counter.domain import supposing
from counter.domain.claim import Claim
from counter.domain.errors import FileProblem, FileProblems
from counter.domain.policy import Policy
from counter.policies.claim_file import ClaimTable, Origin, PricedInput, claim_of
from counter.policies.messages import listed, say
from counter.policies.package import validation_problems
from counter.policies.single_values import Accumulator, Fen, Number, Table
from counter.policies.toml_file import TomlFile, read_toml

T = TypeVar("T", bound=Table)


class TotalsTable(Table):
    """A file of year totals: `[totals]` as in a claim file, optionally `[account]`."""

    totals: dict[Accumulator, Number]
    account: dict[Literal["current", "prior", "family"], Fen] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instead:
    """What the command line says instead of the claim file; None leaves what stands there.

    person_class: a national `psn_type`, or the id of a class of the package that governs.
    """

    totals_file: Path | None = None
    known_on: date | None = None
    day: date | None = None
    level: str | None = None
    person_class: str | None = None

    @property
    def other_claim(self) -> bool:
        """True when the claim itself is changed: the answer is then a what-if."""
        return not (self.day is None and self.level is None and self.person_class is None)


def read_question(file: Path, instead: Instead) -> PricedInput:
    """Read a claim file; the flags for totals and day of knowledge hold, a what-if is not applied yet.

    Raises:
        FileProblems: everything that is wrong with the claim file or the file of totals.
    """
    toml = read_toml(file, file.name)
    table = _table(toml, ClaimTable)
    from_totals: TomlFile | None = None
    changed: dict[str, Any] = {}
    if instead.totals_file is not None:
        from_totals = read_toml(instead.totals_file, instead.totals_file.name)
        totals = _table(from_totals, TotalsTable)
        changed |= {"totals": totals.totals}
        changed |= {"account": totals.account} if totals.account else {}
    if instead.known_on is not None:
        changed["known_on"] = instead.known_on
    return claim_of(table.model_copy(update=changed), Origin(toml, totals_file=from_totals))


def _table(toml: TomlFile, model: type[T]) -> T:
    try:
        return model.model_validate(toml.content)
    except ValidationError as error:
        raise FileProblems(validation_problems(toml, error, model)) from error


def on_other_day(claim: Claim, day: date) -> Claim:
    """The claim as if all of it had happened on another day; a stay keeps its length.

    Raises:
        FileProblems: the person was not born by then.
    """
    if day < claim.person.birth_day:
        raise FileProblems((FileProblem("--day", 0, "", *say("day_before_birth")),))
    return supposing.on_other_day(claim, day)


def with_other_person(claim: Claim, policy: Policy, wanted: str) -> Claim:
    """The claim as if the person were of another class (an id of the package) or national person type (digits).

    Raises:
        FileProblems: there is no such class; the message names those that there are.
    """
    if wanted.isascii() and wanted.isdigit():
        return replace(claim, person=replace(claim.person, person_type=wanted))
    found = supposing.in_other_class(claim, policy, wanted)
    if found is not None:
        return found
    known = listed(entry.id for entry in policy.classes)
    message = say("no_class_of", wanted=wanted, package=policy.ref.name, known=known)
    raise FileProblems((FileProblem("--class", 0, "", *message),))
