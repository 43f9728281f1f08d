"""What a claim would pay if something about it were different: pure, and never booked (features.md 31).

The same questions are asked on the claim page and by `counter policy explain`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Away, CareKind, Claim, InstitutionLevel, PersonFacts
from counter.domain.engine import adjudicate
from counter.domain.errors import NotCovered
from counter.domain.policy import LEVELS, Policy


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed to be different about a claim; None leaves what it says.

    person_class: id of a class of the package that would govern. disease: id of a disease that it lists, "" for none.
    """

    region: str | None = None
    scheme: str | None = None
    care: CareKind | None = None
    level: InstitutionLevel | None = None
    day: date | None = None
    person_class: str | None = None
    away: Away | None = None
    disease: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that would change the result. code: `level` (value: which) or `new_year` (nothing used before);
    hospital_fen: what the hospital waives."""

    code: str
    value: str
    fund_fen: int
    hospital_fen: int
    person_fen: int

    @property
    def paid_fen(self) -> int:
        """What funds and hospital bear together."""
        return self.fund_fen + self.hospital_fen


def supposed_claim(claim: Claim, supposed: Supposition) -> Claim:
    """The claim with everything that is supposed but the class of person, for which its package must be known.

    Raises:
        NotCovered: the person was not born by then; reason `before_birth`.
    """
    if supposed.day is not None:
        if supposed.day < claim.person.birth_day:
            raise NotCovered(supposed.day, "before_birth")
        claim = on_other_day(claim, supposed.day)
    if supposed.level is not None:
        claim = at_other_level(claim, supposed.level)
    return replace(
        claim,
        region=claim.region if supposed.region is None else supposed.region,
        scheme=claim.scheme if supposed.scheme is None else supposed.scheme,
        care=claim.care if supposed.care is None else supposed.care,
        away=claim.away if supposed.away is None else supposed.away,
        disease=claim.disease if supposed.disease is None else supposed.disease,
    )


def on_other_day(claim: Claim, day: date) -> Claim:
    """The claim as if all of it had happened on another day; a stay keeps its length."""
    moved = day - claim.service_day
    return replace(
        claim,
        service_day=day,
        admission_day=None if claim.admission_day is None else claim.admission_day + moved,
        discharge_day=None if claim.discharge_day is None else claim.discharge_day + moved,
        receipts=tuple(replace(receipt, issue_day=receipt.issue_day + moved) for receipt in claim.receipts),
    )


def at_other_level(claim: Claim, level: str) -> Claim:
    """The claim as if it had been treated at an institution of another level."""
    return replace(claim, institution=replace(claim.institution, level=InstitutionLevel(level)))


def in_other_class(claim: Claim, policy: Policy, wanted: str) -> Claim | None:
    """The claim as if the person were of another class of its package; None when nobody can be.

    The person changes as little as possible: type, age and day of retirement move only as far as the bounds ask.
    """
    for entry in policy.classes:
        if entry.id != wanted:
            continue
        retired_days = [claim.person.retired_on, entry.retired_from, None]
        if entry.retired_before is not None:
            retired_days.insert(1, entry.retired_before - timedelta(days=1))
        types = sorted(entry.types, key=lambda prefix: not claim.person.person_type.startswith(prefix))
        for person in _persons(claim, types, retired_days):
            if _class_id(policy, person, claim.service_day) == wanted:
                return replace(claim, person=person)
    return None


def alternatives(claim: Claim, policy: Policy, now: Adjudication, money: AccountMoney) -> tuple[Alternative, ...]:
    """What funds and hospital would bear at every other level and at the beginning of a year, where that is another
    amount.

    Where the package does not say what would be paid there is no such alternative.
    """
    totals = now.totals_before
    tried = [
        ("level", level, at_other_level(claim, level), totals) for level in LEVELS if level != claim.institution.level
    ]
    if totals.amounts:
        tried.append(("new_year", "", claim, YearTotals(totals.year)))
    found = []
    for code, value, other, used in tried:
        try:
            there = adjudicate(other, policy, used, money)
        except NotCovered:
            continue
        if there.person_amount != now.person_amount:
            found.append(Alternative(code, value, there.fund_amount, there.hospital_amount, there.person_amount))
    return tuple(found)


def _persons(claim: Claim, types: list[str], retired_days: list[date | None]) -> Iterable[PersonFacts]:
    """Persons like the claim's, the most alike first: born up to 110 years earlier or later."""
    own = claim.person
    for prefix in types:
        person_type = own.person_type if own.person_type.startswith(prefix) else prefix
        for distance in range(111):
            for years in (distance, -distance) if distance else (0,):
                born = _years_earlier(own.birth_day, years)
                if born > claim.service_day:
                    continue
                for retired_on in dict.fromkeys(retired_days):
                    yield PersonFacts(person_type, born, retired_on)


def _years_earlier(day: date, years: int) -> date:
    if not years:
        return day
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def _class_id(policy: Policy, person: PersonFacts, day: date) -> str:
    try:
        return policy.class_of(person, day).id
    except NotCovered:
        return ""
