"""What a policy package must state, as strict tables (docs/policies.md lists them for authors).

Every field is required: where the law says "none", the file says "none". Amounts are yuan with at most two decimals and
become fen, ratios become exact `Rate`s, both without passing a float.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag

from counter.domain.claim import CareKind
from counter.domain.money import LARGEST_AMOUNT, Rate
from counter.domain.policy import AgeDay, CapCounts, Measure, Period, Rounding
from counter.policies.messages import Unfit, quoted, say

T = TypeVar("T")


def _number(value: object, kind: str) -> Decimal:
    """A number of a kind, which is named by its message."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Unfit("not_a_number", kind=say(kind))
    number = Decimal(value)
    if not number.is_finite():
        raise Unfit("not_finite", kind=say(kind), value=str(value))
    if number and not -6 <= number.adjusted() <= 12:
        raise Unfit("not_reasonable_size", kind=say(kind))
    return number


def _fen(value: object) -> int:
    number = _number(value, "kind_amount") * 100
    if number != number.to_integral_value():
        raise Unfit("two_decimals")
    if not 0 <= number <= LARGEST_AMOUNT:
        raise Unfit("amount_range")
    return int(number)


def _ratio(value: object) -> Rate:
    if isinstance(value, Rate):
        return value
    number = _number(value, "kind_ratio")
    if not 0 <= number <= 1:
        raise Unfit("ratio_range", value=str(value))
    return Rate.parse(number)


def _none(value: object) -> object:
    return None if value == "none" else value


def _open(value: object) -> object:
    return None if value == "open" else value


WORD_FOR_NOTHING = {"_none": "none", "_open": "open", "_of_item": "rate_of_item", "_one_bill": "one_bill"}
"""Reading functions that take a word where the law states nothing."""


def _one(value: object) -> object:
    # In Python true and 1.0 equal 1, and a literal takes what equals it.
    if type(value) is not int:
        raise Unfit("only", words="1", instead=say("instead", value=_written(value)))
    return value


def _written(value: object) -> str:
    """A value as TOML writes it, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (f'"{text}"' if isinstance(value, str) else text)[:40]


def _month_day(value: object) -> tuple[int, int]:
    if isinstance(value, str) and re.fullmatch("[0-9]{2}-[0-9]{2}", value):
        try:
            # A year without 29 February: a settlement year cannot begin on it.
            day = date(2001, int(value[:2]), int(value[3:]))
        except ValueError:
            pass
        else:
            return day.month, day.day
    raise Unfit("month_day")


Number = Annotated[Decimal, BeforeValidator(lambda value: _number(value, "kind_number"))]
Fen = Annotated[int, BeforeValidator(_fen)]
Ratio = Annotated[Rate, BeforeValidator(_ratio)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
YEAR_TOTAL = r"^[CSFQD][0-9]{4,6}(_[a-z][a-z0-9_]{0,39})?/[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$"
"""Code, perhaps a listed disease, the pool, perhaps the layer whose own it is."""
Accumulator = Annotated[str, StringConstraints(pattern=YEAR_TOTAL)]


def member_of(kind: type[Any]) -> BeforeValidator:
    """Takes a word as member of an enumeration."""

    def member(value: object) -> object:
        try:
            return kind(value)
        except ValueError:
            raise Unfit("one_of", words=quoted(word for word in kind), instead="") from None

    return BeforeValidator(member)


SHAPES = {"(plain)": "shape_number", "(table)": "shape_table", "(share)": "shape_table", "(word)": "shape_word"}
"""Marks of the shapes that one value may have, with what each is called; they stand in pydantic's paths and are no keys
of the file."""


def _shape(value: object) -> str:
    if isinstance(value, str):
        return "(word)"
    if not isinstance(value, dict):
        return "(plain)"
    return "(share)" if "of" in value or "times" in value else "(table)"


class Table(BaseModel):
    """Base of all tables: exact types, no unknown keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True)


class SourceTitle(Table):
    """A law, notice or table that values are taken from."""

    title: Word
    grade: Literal["A", "B", "C", "D"]


class Citation(Table):
    """Where a value stands: key of a source and the article in it."""

    source: Id = Field(alias="from")
    article: Word


class Cited(Table):
    """A table whose values share one citation."""

    source: Citation


class WageTable(Cited):
    """A published wage or income that amounts are a share or a multiple of."""

    amount: Fen


class ShareOf(Table):
    """An amount as `times` a published wage, rounded half up to the fen."""

    times: Annotated[Decimal, BeforeValidator(lambda value: _number(value, "kind_number"))] = Field(ge=0, le=100)
    of: Id


Undocumented = Literal["undocumented"]
"""A value that no source gives: a claim that needs it is refused."""
Amount = Annotated[
    Annotated[Fen, Tag("(plain)")] | Annotated[ShareOf, Tag("(share)")] | Annotated[ShareOf, Tag("(table)")],
    Discriminator(_shape),
]
AmountCell = Annotated[
    Annotated[Fen, Tag("(plain)")]
    | Annotated[ShareOf, Tag("(share)")]
    | Annotated[ShareOf, Tag("(table)")]
    | Annotated[Undocumented, Tag("(word)")],
    Discriminator(_shape),
]
AmountTable = dict[str, dict[str, AmountCell]]


class ByAge(Table):
    """A rate as a formula of age: base + per_year x age in full years, never above 1."""

    base: Ratio
    per_year: Ratio


RateCell = Annotated[
    Annotated[Ratio, Tag("(plain)")]
    | Annotated[ByAge, Tag("(table)")]
    | Annotated[ByAge, Tag("(share)")]
    | Annotated[Undocumented, Tag("(word)")],
    Discriminator(_shape),
]
RatioTable = dict[str, dict[str, RateCell]]


class DiseaseTable(Table):
    """A listed disease or treatment that rules refer to."""

    name_zh: Word
    name_en: Word


class AwayCutTable(Table):
    """A reduction: points taken from the rates, or a share that the member bears first. Exactly one of the two."""

    minus_points: Ratio | None = None
    first_share: Ratio | None = None


AwayWord = Annotated[
    Annotated[Literal["as_local", "outside", "refused", "undocumented"], Tag("(word)")]
    | Annotated[AwayCutTable, Tag("(table)")]
    | Annotated[AwayCutTable, Tag("(share)")],
    Discriminator(_shape),
]


class AwayTable(Cited):
    """Care away from home by how it came about."""

    points_from: list[Id]
    resident: AwayWord
    referred: AwayWord
    unfiled: AwayWord
    emergency: AwayWord


class YearTable(Cited):
    """The settlement year."""

    starts: Annotated[tuple[int, int], BeforeValidator(_month_day)]
    labelled_by: Literal["start", "end"]
    counted_by: Literal["treatment", "settlement"]


class StayTable(Cited):
    """A stay across settlement years that is split by average daily cost and days."""

    split: Literal["by_days"]
    discharge_day: Literal["counts", "does_not_count"]
    later_part: Literal["new_admission", "same_admission"]


def _one_bill(value: object) -> object:
    return None if value == "one_bill" else value


class ClassTable(Table):
    """A class of persons. A bound that is not written does not exist."""

    id: Id
    name_zh: Word
    name_en: Word
    types: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]], Field(min_length=1)]
    age_from: Annotated[int, Field(ge=0, le=150)] | None = None
    age_below: Annotated[int, Field(ge=0, le=150)] | None = None
    retired_from: date | None = None
    retired_before: date | None = None
    born_from: date | None = None
    born_before: date | None = None


class LevelTable(Cited):
    """Kinds of care that are paid as at another level."""

    as_: dict[str, Literal["community", "1", "2", "3"]] = Field(alias="as")


class PriceBandTable(Table):
    """The own share of class B from one unit price to another."""

    upper: Annotated[Fen | None, BeforeValidator(_open)] = Field(alias="to")
    rate: Ratio


class OwnShareTable(Cited):
    """The own share of class B where the package states it: by fee category, by unit price, or for other items."""

    by_charge_type: dict[Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|all)$")], Ratio] | None = None
    by_unit_price: Annotated[list[PriceBandTable], Field(min_length=1)] | None = None
    default: Ratio | None = None


def _of_item(value: object) -> object:
    return None if value == "rate_of_item" else value


class BedTable(Cited):
    """What of a bed's price by day is in scope, by level."""

    charge_types: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]], Field(min_length=1)]
    amounts: dict[str, Fen]


class LinesTable(Cited):
    """Rules for single lines."""

    price_limit: Literal["unit_price", "none"]
    price_limit_source: Citation | None = None
    excluded_source: Citation | None = None
    bed_limit: Annotated[BedTable | None, BeforeValidator(_none)]
    prior_self_pay: Annotated[OwnShareTable | None, BeforeValidator(_of_item)]
    direct_lines: Literal["ordinary", "apart"]
    rounding: Annotated[Rounding, member_of(Rounding)]


class LaterTable(Table):
    """Deductibles of later admissions; which of the values are needed depends on the rule."""

    rule: Literal["same", "ratios", "minus_amount", "minus_ratio", "undocumented"]
    ratios: list[Ratio] | None = None
    amount: Fen | None = None
    ratio: Ratio | None = None
    ratio_of: Literal["first", "previous"] | None = None
    floor: Fen | None = None


class OnceTable(Cited):
    """Listed diseases whose admissions owe the deductible once a year."""

    diseases: Annotated[list[Id], Field(min_length=1)]


class DeductibleTable(Cited):
    """What the member pays first."""

    period: Annotated[Period, member_of(Period)]
    amounts: AmountTable
    later: Annotated[LaterTable | None, BeforeValidator(_none)]
    once_for: Annotated[OnceTable | None, BeforeValidator(_none)]
    yearly_ceiling: Annotated[Fen | None, BeforeValidator(_none)]


class ShareTable(Cited):
    """What part of the person's stated share stays with the person, by class."""

    factor: dict[str, Ratio]


class AgeStep(Table):
    """A bonus from an age on."""

    age_from: Annotated[int, Field(ge=0, le=150)] = Field(alias="from")
    add: Ratio


class BonusTable(Cited):
    """Points that age adds to the rate; the step of the highest age reached holds, the sum ends at the ceiling."""

    ages: Annotated[list[AgeStep], Field(min_length=1)]
    ceiling: Ratio


class CapAmounts(Table):
    """A cap that differs by class or by listed disease. Exactly one of the two."""

    by_class: dict[str, Amount] | None = None
    by_disease: dict[str, Amount] | None = None


CapAmount = Annotated[
    Annotated[Fen, Tag("(plain)")] | Annotated[CapAmounts, Tag("(table)")] | Annotated[ShareOf, Tag("(share)")],
    Discriminator(_shape),
]


class CapTable(Cited):
    """A yearly limit of a layer."""

    counts: Annotated[CapCounts, member_of(CapCounts)]
    amount: CapAmount
    accumulators: Annotated[list[Accumulator], Field(min_length=1)]
    shown_as: Id | Literal[""]


CapCell = Annotated[
    Annotated[Literal["none", "undocumented"], Tag("(word)")]
    | Annotated[CapTable, Tag("(table)")]
    | Annotated[CapTable, Tag("(share)")],
    Discriminator(_shape),
]


class LayerDeductibleTable(Cited):
    """A layer's own deductible by year, by class."""

    amounts: dict[str, Amount]
    accumulators: Annotated[list[Accumulator], Field(min_length=1)]


class BandTable(Cited):
    """One band of a layer."""

    lower: Fen = Field(alias="from")
    upper: Annotated[Fen | None, BeforeValidator(_open)] = Field(alias="to")
    rates: RatioTable
    shown_as: Id | Literal[""] = ""


class LayerTable(Cited):
    """One payer in the chain."""

    name_zh: Word
    name_en: Word
    fund: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    field: Literal[
        "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hosp_part_amt", "oth_pay"
    ]
    year_totals: Literal["of_fund", "of_layer"] = "of_fund"
    classes: Annotated[list[Id], Field(min_length=1)]
    base: Annotated[list[str], Field(min_length=1)]
    measure: Annotated[Measure, member_of(Measure)]
    period: Annotated[Period, member_of(Period)]
    deductible: Annotated[LayerDeductibleTable | None, BeforeValidator(_none)]
    person_share: Annotated[ShareTable | None, BeforeValidator(_none)]
    age_bonus: Annotated[BonusTable | None, BeforeValidator(_none)]
    cap: CapCell
    bands: Annotated[list[BandTable], Field(min_length=1)]
    rounding: Annotated[Rounding, member_of(Rounding)]


class FirstTable(Cited):
    """Money of the account that pays what is in scope before the deductible."""

    money: Annotated[list[Literal["current", "prior"]], Field(min_length=1)]


class FamilyTable(Cited):
    """Relatives' accounts: they pay what the member's own may pay and does not."""

    usable_from: date


FamilyCell = Annotated[
    Annotated[Literal["none", "undocumented"], Tag("(word)")]
    | Annotated[FamilyTable, Tag("(table)")]
    | Annotated[FamilyTable, Tag("(share)")],
    Discriminator(_shape),
]


class AccountTable(Cited):
    """What the personal account pays."""

    usable_from: date
    paid_in_cash_claim: Literal["untouched", "repaid"]
    family: FamilyCell
    first: Annotated[FirstTable | None, BeforeValidator(_none)]
    pays: list[str]
    order: Annotated[list[Literal["current", "prior"]], Field(min_length=1)]


class PackageTable(Table):
    """A whole package."""

    format: Annotated[Literal[1], BeforeValidator(_one)]
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,29}$")]
    title_zh: Word
    title_en: Word
    region: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    districts: Literal["included", "excluded"]
    scheme: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
    care: Annotated[list[Annotated[CareKind, member_of(CareKind)]], Field(min_length=1)]
    pool: Id
    effective_from: date
    effective_to: Annotated[date | None, BeforeValidator(_open)]
    after_gap: bool = False
    year_moved: bool = False
    known_from: date
    review_by: date
    publication: Word
    stay_across_years: Annotated[StayTable | None, BeforeValidator(_one_bill)]
    governing_day: Literal["discharge"]
    age_counted_on: Annotated[AgeDay, member_of(AgeDay)]
    layer_order: Annotated[list[Id], Field(min_length=1)]
    level_of_care: Annotated[LevelTable | None, BeforeValidator(_none)]
    away: Annotated[AwayTable | None, BeforeValidator(_none)]
    sources: dict[str, SourceTitle]
    wages: dict[Id, WageTable] = Field(default_factory=dict)
    diseases: dict[Id, DiseaseTable] = Field(default_factory=dict)
    year: YearTable
    classes: Annotated[list[ClassTable], Field(min_length=1)]
    lines: LinesTable
    deductible: Annotated[DeductibleTable | None, BeforeValidator(_none)]
    layers: dict[str, LayerTable]
    account: AccountTable
