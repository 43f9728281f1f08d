"""Claims from TOML files: what `counter adjudicate` prices and what the cases of a package are made of.

A claim is given line by line, or as totals per class: a line needs no more than its class and its amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import (
    Away,
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
)
from counter.domain.draft import line_amount
from counter.domain.errors import FileProblem, FileProblems
from counter.domain.money import LARGEST_AMOUNT, half_up
from counter.domain.policy import Policy
from counter.domain.stay import split_claim
from counter.policies.book import keys_of_scheme
from counter.policies.messages import Message, Unfit, say
from counter.policies.package import validation_problems
from counter.policies.single_values import Accumulator, Fen, Id, Number, Ratio, Table, Word, member_of
from counter.policies.toml_file import Path_, TomlFile, did_you_mean, read_toml
from counter.visit.ports.rules import PolicyBook

_CLASSES = {"A": ItemClass.A, "B": ItemClass.B, "C": ItemClass.C}
OTHER_CHARGES = "14"
"""National `med_chrgitm_type` of lines that say no more than class and amount."""


def _quantity(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Unfit("quantity_number")
    quantity = Decimal(value)
    if not quantity.is_finite() or not 0 < quantity < 1_000_000 or (quantity * 10_000) % 1:
        raise Unfit("quantity_range")
    return quantity


class PersonTable(Table):
    """What rules ask about the member."""

    type: Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
    birth_day: date
    retired_on: date | None = None


class InstitutionTable(Table):
    """Where the member was treated."""

    level: Annotated[InstitutionLevel, member_of(InstitutionLevel)]
    code: Word = "H00000000000"
    name: Word = "-"


class LineTable(Table):
    """One line, or the total of one class."""

    item_class: Literal["A", "B", "C"] = Field(alias="class")
    name: Word = ""
    code: str = ""
    charge_type: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = OTHER_CHARGES
    unit_price: Fen | None = None
    quantity: Annotated[Decimal, BeforeValidator(_quantity)] = Decimal(1)
    amount: Fen | None = None
    prior_self_pay: Ratio | None = None
    price_limit: Fen | None = None
    direct: bool = False


class ClaimTable(Table):
    """A claim with the year and the account before it."""

    region: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    scheme: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
    care: Annotated[CareKind, member_of(CareKind)]
    service_day: date
    admission_day: date | None = None
    settled_on: date | None = None
    part: Annotated[int, Field(ge=1, le=9)] | None = None
    known_on: date | None = None
    paid_in_cash: bool = True
    away: Annotated[Away, member_of(Away)] = Away.LOCAL
    disease: Id | Literal[""] = ""
    person: PersonTable
    institution: InstitutionTable
    lines: Annotated[list[LineTable], Field(min_length=1, max_length=5000)]
    totals: dict[Accumulator, Number] = Field(default_factory=dict)
    account: dict[Literal["current", "prior", "family"], Fen] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes from. below: path of the claim in its file; totals_file: another file of year totals;
    notes: what is odd in the claim, but understood."""

    file: TomlFile
    below: Path_ = ()
    totals_file: TomlFile | None = None
    notes: tuple[FileProblem, ...] = ()

    def problem(self, path: Path_, message: Message) -> FileProblem:
        """A problem at a path of the claim."""
        if self.totals_file is not None and path[:1] == ("totals",):
            return self.totals_file.problem(path, message)
        return self.file.problem((*self.below, *path), message)


@dataclass(frozen=True, slots=True)
class PricedInput:
    """What pricing needs beside the policy. totals and money are those before the claim.

    settled_on: the accounting day, the service day when None; part: which settlement year's part of the stay is asked
    for, None for the whole claim; family_fen: what relatives let the member use; origin: where it was read.
    """

    claim: Claim
    totals: tuple[tuple[str, int], ...]
    money: AccountMoney
    known_on: date | None
    settled_on: date | None = None
    part: int | None = None
    family_fen: int = 0
    origin: Origin | None = None
    by_amount: frozenset[int] = frozenset()
    """Positions of the lines that state no quantity."""

    @property
    def notes(self) -> tuple[FileProblem, ...]:
        """What is odd in the claim file, but understood."""
        return () if self.origin is None else self.origin.notes

    def totals_of(self, year: str) -> YearTotals:
        """The year's totals under its label."""
        return YearTotals(year, self.totals)

    def year_under(self, policy: Policy) -> str:
        """The settlement year in which the claim counts."""
        return policy.year.counted_in(self.claim.service_day, self.settled_on or self.claim.service_day)

    def policy_in(self, book: PolicyBook) -> Policy:
        """The package that governs.

        Raises:
            PolicyMissing: none does.
            FileProblems: the claim does not say what this package needs, or says what no package of its scheme knows.
        """
        claim = self.claim
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, self.known_on)
        problems = [*self._unknown_totals(book), *self._missing_statements(policy)]
        if problems:
            raise FileProblems(tuple(problems))
        return policy

    def _unknown_totals(self, book: PolicyBook) -> Iterator[FileProblem]:
        known = keys_of_scheme(book.policies, self.claim.region, self.claim.scheme)
        for key, _ in self.totals:
            if key not in known and self.origin is not None:
                message = say("unkept_total", key=key, near=did_you_mean(key, known))
                yield self.origin.problem(("totals", key), message)

    def _missing_statements(self, policy: Policy) -> Iterator[FileProblem]:
        """What a line must say under this package: nothing that decides about money is taken for granted."""
        beds, own_share = policy.lines.bed_limit, policy.lines.own_share
        for number, line in enumerate(line for receipt in self.claim.receipts for line in receipt.lines):
            if self.origin is None or line.item_class is ItemClass.C:
                continue
            path: Path_ = ("lines", number)
            if number in self.by_amount:
                if beds is not None and line.charge_type in beds.charge_types:
                    yield self.origin.problem((*path, "quantity"), say("missing_days_of_bed"))
                elif own_share is not None and own_share.by_price and line.item_class is ItemClass.B:
                    yield self.origin.problem((*path, "quantity"), say("missing_quantity"))
            if own_share is None and line.item_class is ItemClass.B and line.prior_self_pay_rate is None:
                yield self.origin.problem((*path, "prior_self_pay"), say("missing_prior_self_pay"))

    def asked_part(self, book: PolicyBook) -> PricedInput:
        """With the part of the stay that is asked for as its claim.

        Raises:
            PolicyMissing: no package covers the stay.
            FileProblems: the stay has no such part.
        """
        if self.part is None:
            return self
        parts = split_claim(self.claim, self.policy_in(book), "claim")
        for claim in parts:
            if claim.part is not None and claim.part.number == self.part:
                return replace(self, claim=claim, part=None)
        message = say("no_such_part", part=self.part, parts=len(parts))
        raise FileProblems((FileProblem("part", 0, "", *message),))


def read_claim(file: Path) -> PricedInput:
    """Read a claim file.

    Raises:
        FileProblems: everything that is wrong with it, with lines.
    """
    toml = read_toml(file, file.name)
    try:
        table = ClaimTable.model_validate(toml.content)
    except ValidationError as error:
        raise FileProblems(validation_problems(toml, error, ClaimTable)) from error
    return claim_of(table, Origin(toml))


def claim_of(table: ClaimTable, origin: Origin) -> PricedInput:
    """The claim of a table.

    Raises:
        FileProblems: everything that is wrong with it, with lines.
    """
    problems: list[tuple[Path_, Message]] = []
    lines = [_line(number, line, problems) for number, line in enumerate(table.lines)]
    totals = [(key, _total(key, value, problems)) for key, value in table.totals.items()]
    if table.admission_day is not None and table.admission_day > table.service_day:
        problems.append((("admission_day",), say("after_service_day")))
    if table.settled_on is not None and table.settled_on < table.service_day:
        problems.append((("settled_on",), say("before_service_day")))
    if table.person.birth_day > table.service_day:
        problems.append((("person", "birth_day"), say("after_service_day")))
    total = sum(line.amount_fen for line in lines)
    if total > LARGEST_AMOUNT:
        problems.append((("lines",), say("sum_too_large")))
    if problems:
        raise FileProblems(tuple(origin.problem(path, message) for path, message in problems))
    place = table.institution
    institution = Institution(place.code, place.name, place.level, table.region)
    receipt = Receipt(ReceiptKind.PAPER_RECEIPT, "", "", "", institution, table.service_day, total, tuple(lines))
    claim = Claim(
        0,
        table.region,
        table.scheme,
        table.care,
        PersonFacts(table.person.type, table.person.birth_day, table.person.retired_on),
        institution,
        (receipt,),
        table.service_day,
        table.admission_day,
        table.service_day if table.admission_day else None,
        paid_in_cash=table.paid_in_cash,
        away=table.away,
        disease=table.disease,
    )
    money = AccountMoney(table.account.get("current", 0), table.account.get("prior", 0))
    family = table.account.get("family", 0)
    notes = tuple(
        origin.problem(("lines", number, "amount"), say("amount_holds"))
        for number, (stated, line) in enumerate(zip(table.lines, lines, strict=True))
        if stated.unit_price is not None and line.amount_fen != line_amount(stated.unit_price, stated.quantity)
    )
    return PricedInput(
        claim,
        tuple(sorted(totals)),
        money,
        table.known_on,
        table.settled_on,
        table.part,
        family,
        replace(origin, notes=notes),
        frozenset(number for number, line in enumerate(table.lines) if "quantity" not in line.model_fields_set),
    )


def _line(number: int, line: LineTable, problems: list[tuple[Path_, Message]]) -> ClaimLine:
    path: Path_ = ("lines", number)
    amount, price = line.amount, line.unit_price
    if amount is None and price is None:
        problems.append(((*path, "amount"), say("missing_amount")))
    if line.price_limit is not None and price is None:
        problems.append(((*path, "price_limit"), say("missing_unit_price")))
    if amount is None:
        amount = line_amount(price or 0, line.quantity)
    if price is None:
        units, parts = line.quantity.as_integer_ratio()
        price = half_up(amount * parts, units)
    return ClaimLine(
        line.code,
        line.name,
        _CLASSES[line.item_class],
        "",
        line.charge_type,
        price,
        line.quantity,
        amount,
        line.prior_self_pay,
        line.price_limit,
        line.direct,
    )


def _total(key: str, number: Decimal, problems: list[tuple[Path_, Message]]) -> int:
    """A year total: counts (`C...`) as they are, everything else in yuan."""
    amount = number if key.startswith("C") else number * 100
    if not 0 <= amount <= LARGEST_AMOUNT * 100 or amount != amount.to_integral_value():
        problems.append((("totals", key), say("count") if key.startswith("C") else say("two_decimals")))
        return 0
    return int(amount)
