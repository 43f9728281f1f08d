"""Claims from TOML files: what `counter adjudicate` prices and what the cases of a package are made of.

A claim is given line by line, or as totals per class: a line needs no more than its class and its amount.
"""

from __future__ import annotations

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
from counter.policies.package import validation_problems
from counter.policies.statements import Accumulator, Fen, Id, Number, Ratio, Table, Word, member_of
from counter.policies.toml_file import Path_, read_toml
from counter.visit.ports import PolicyBook

_CLASSES = {"A": ItemClass.A, "B": ItemClass.B, "C": ItemClass.C}
OTHER_CHARGES = "14"
"""National `med_chrgitm_type` of lines that say no more than class and amount."""


def _quantity(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("must be a quantity, written as a number")
    quantity = Decimal(value)
    if not quantity.is_finite() or not 0 < quantity < 1_000_000 or (quantity * 10_000) % 1:
        raise ValueError("must be a quantity above 0 with at most four decimals")
    return quantity


class PersonTable(Table):
    """What rules ask about the member."""

    type: Annotated[str, StringConstraints(pattern=r"^\d{2,6}$")]
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
    name: Word = "-"
    code: str = ""
    charge_type: Annotated[str, StringConstraints(pattern=r"^\d{2}$")] = OTHER_CHARGES
    unit_price: Fen | None = None
    quantity: Annotated[Decimal, BeforeValidator(_quantity)] = Decimal(1)
    amount: Fen | None = None
    prior_self_pay: Ratio | None = None
    price_limit: Fen | None = None
    direct: bool = False


class ClaimTable(Table):
    """A claim with the year and the account before it."""

    region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    scheme: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
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
class PricedInput:
    """What pricing needs beside the policy. totals and money are those before the claim.

    settled_on: the accounting day, the service day when None; part: which settlement year's part of the stay is asked
    for, None for the whole claim; family_fen: what relatives let the member use.
    """

    claim: Claim
    totals: tuple[tuple[str, int], ...]
    money: AccountMoney
    known_on: date | None
    settled_on: date | None = None
    part: int | None = None
    family_fen: int = 0

    def totals_of(self, year: str) -> YearTotals:
        """The year's totals under its label."""
        return YearTotals(year, self.totals)

    def year_under(self, policy: Policy) -> str:
        """The settlement year in which the claim counts."""
        return policy.year.counted_in(self.claim.service_day, self.settled_on or self.claim.service_day)

    def policy_in(self, book: PolicyBook) -> Policy:
        """The package that governs. Raises PolicyMissing."""
        claim = self.claim
        return book.find(claim.region, claim.scheme, claim.care, claim.service_day, self.known_on)

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
        message = f"this stay has no part {self.part}: it is split into {len(parts)}"
        raise FileProblems((FileProblem("part", 0, "", message),))


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
    found, problems = claim_of(table)
    if found is None:
        raise FileProblems(tuple(toml.problem(path, message) for path, message in problems))
    return found


def claim_of(table: ClaimTable) -> tuple[PricedInput | None, list[tuple[Path_, str]]]:
    """The claim of a table, or what is wrong with it: (claim, []) or (None, problems)."""
    problems: list[tuple[Path_, str]] = []
    lines = [_line(number, line, problems) for number, line in enumerate(table.lines)]
    totals = [(key, _total(key, value, problems)) for key, value in table.totals.items()]
    if table.admission_day is not None and table.admission_day > table.service_day:
        problems.append((("admission_day",), "is after service_day"))
    if table.settled_on is not None and table.settled_on < table.service_day:
        problems.append((("settled_on",), "is before service_day"))
    if table.person.birth_day > table.service_day:
        problems.append((("person", "birth_day"), "is after service_day"))
    total = sum(line.amount_fen for line in lines)
    if total > LARGEST_AMOUNT:
        problems.append((("lines",), "add up to more than 999999999.99 yuan"))
    if problems:
        return None, problems
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
    return PricedInput(claim, tuple(sorted(totals)), money, table.known_on, table.settled_on, table.part, family), []


def _line(number: int, line: LineTable, problems: list[tuple[Path_, str]]) -> ClaimLine:
    path: Path_ = ("lines", number)
    amount, price = line.amount, line.unit_price
    if amount is None and price is None:
        problems.append(((*path, "amount"), 'missing statement "amount" (or "unit_price")'))
    if line.price_limit is not None and price is None:
        problems.append(((*path, "price_limit"), 'missing statement "unit_price": a price limit is held against it'))
    if line.item_class == "B" and line.prior_self_pay is None:
        problems.append(((*path, "prior_self_pay"), 'missing statement "prior_self_pay" (0 where class B has none)'))
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


def _total(key: str, number: Decimal, problems: list[tuple[Path_, str]]) -> int:
    """A year total: counts (`C...`) as they are, everything else in yuan."""
    amount = number if key.startswith("C") else number * 100
    if not 0 <= amount <= LARGEST_AMOUNT * 100 or amount != amount.to_integral_value():
        what = "a count" if key.startswith("C") else "an amount in yuan with at most two decimals"
        problems.append((("totals", key), f"must be {what}"))
        return 0
    return int(amount)
