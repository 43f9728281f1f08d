"""What a policy package must state, as strict tables (docs/policies.md lists them for authors).

Every field is required: where the law says "none", the file says "none".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from counter.domain.claim import CareKind
from counter.domain.policy import AgeDay, CapCounts, Measure, Period
from counter.domain.rounding import Rounding
from counter.policies.single_values import (
    Accumulator,
    Fen,
    Id,
    Number,
    Ratio,
    Table,
    Word,
    member_of,
    or_none,
    or_of_item,
    or_one_bill,
    or_open,
    read_month_day,
    shape_of,
    the_one,
)


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


class LineRounding(Table):
    """How each part of a line is rounded."""

    mode: Annotated[Rounding, member_of(Rounding)]
    to: Literal["fen", "jiao", "yuan"]


class LayerRounding(LineRounding):
    """How what a layer pays is rounded: what each band pays, or once for the layer."""

    each: Literal["layer", "band"]


class AmountRounding(Table):
    """How an amount is rounded that is worked out from another one."""

    mode: Annotated[Rounding, member_of(Rounding)]
    to: Literal["fen", "jiao", "yuan", "ten_yuan"]


class WageTable(Cited):
    """A published wage or income that amounts are a share or a multiple of."""

    amount: Fen


class ShareOf(Table):
    """An amount as `times` a published wage."""

    times: Number = Field(ge=0, le=100)
    of: Id
    rounding: AmountRounding


Undocumented = Literal["undocumented"]
"""A value that no source gives: a claim that needs it is refused."""
Amount = Annotated[
    Annotated[Fen, Tag("(plain)")] | Annotated[ShareOf, Tag("(share)")] | Annotated[ShareOf, Tag("(table)")],
    Discriminator(shape_of),
]
AmountCell = Annotated[
    Annotated[Fen, Tag("(plain)")]
    | Annotated[ShareOf, Tag("(share)")]
    | Annotated[ShareOf, Tag("(table)")]
    | Annotated[Undocumented, Tag("(word)")],
    Discriminator(shape_of),
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
    Discriminator(shape_of),
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
    Discriminator(shape_of),
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

    starts: Annotated[tuple[int, int], BeforeValidator(read_month_day)]
    labelled_by: Literal["start", "end"]
    counted_by: Literal["treatment", "settlement"]


class StayTable(Cited):
    """A stay across settlement years that is split by average daily cost and days."""

    split: Literal["by_days"]
    discharge_day: Literal["counts", "does_not_count"]
    later_part: Literal["new_admission", "same_admission"]


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

    upper: Annotated[Fen | None, BeforeValidator(or_open)] = Field(alias="to")
    rate: Ratio


class OwnShareTable(Cited):
    """The own share of class B where the package states it: by fee category, by unit price, or for other items."""

    by_charge_type: dict[Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|all)$")], Ratio] | None = None
    by_unit_price: Annotated[list[PriceBandTable], Field(min_length=1)] | None = None
    default: Ratio | None = None


class BedTable(Cited):
    """What of a bed's price by day is in scope, by level."""

    charge_types: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]], Field(min_length=1)]
    amounts: dict[str, Fen]


class LinesTable(Cited):
    """Rules for single lines."""

    price_limit: Literal["unit_price", "none"]
    price_limit_source: Citation | None = None
    excluded_source: Citation | None = None
    bed_limit: Annotated[BedTable | None, BeforeValidator(or_none)]
    prior_self_pay: Annotated[OwnShareTable | None, BeforeValidator(or_of_item)]
    direct_lines: Literal["ordinary", "apart"]
    rounding: LineRounding


class LaterTable(Table):
    """Deductibles of later admissions; which of the values are needed depends on the rule."""

    rule: Literal["same", "ratios", "minus_amount", "minus_ratio", "undocumented"]
    ratios: list[Ratio] | None = None
    amount: Fen | None = None
    ratio: Ratio | None = None
    ratio_of: Literal["first", "previous"] | None = None
    floor: Fen | None = None
    rounding: AmountRounding | None = None


class OnceTable(Cited):
    """Listed diseases whose admissions owe the deductible once a year."""

    diseases: Annotated[list[Id], Field(min_length=1)]


class DeductibleTable(Cited):
    """What the member pays first."""

    period: Annotated[Period, member_of(Period)]
    amounts: AmountTable
    later: Annotated[LaterTable | None, BeforeValidator(or_none)]
    once_for: Annotated[OnceTable | None, BeforeValidator(or_none)]
    yearly_ceiling: Annotated[Fen | None, BeforeValidator(or_none)]


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
    Discriminator(shape_of),
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
    Discriminator(shape_of),
]


class LayerDeductibleTable(Cited):
    """A layer's own deductible by year, by class."""

    amounts: dict[str, Amount]
    accumulators: Annotated[list[Accumulator], Field(min_length=1)]


class BandTable(Cited):
    """One band of a layer."""

    lower: Fen = Field(alias="from")
    upper: Annotated[Fen | None, BeforeValidator(or_open)] = Field(alias="to")
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
    deductible: Annotated[LayerDeductibleTable | None, BeforeValidator(or_none)]
    person_share: Annotated[ShareTable | None, BeforeValidator(or_none)]
    age_bonus: Annotated[BonusTable | None, BeforeValidator(or_none)]
    cap: CapCell
    bands: Annotated[list[BandTable], Field(min_length=1)]
    rounding: LayerRounding


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
    Discriminator(shape_of),
]


class AccountTable(Cited):
    """What the personal account pays."""

    usable_from: date
    paid_in_cash_claim: Literal["untouched", "repaid"]
    family: FamilyCell
    first: Annotated[FirstTable | None, BeforeValidator(or_none)]
    pays: list[str]
    order: Annotated[list[Literal["current", "prior"]], Field(min_length=1)]


class PackageTable(Table):
    """A whole package."""

    format: Annotated[Literal[1], BeforeValidator(the_one)]
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
    effective_to: Annotated[date | None, BeforeValidator(or_open)]
    after_gap: bool = False
    year_moved: bool = False
    known_from: date
    review_by: date
    publication: Word
    stay_across_years: Annotated[StayTable | None, BeforeValidator(or_one_bill)]
    governing_day: Literal["discharge"]
    age_counted_on: Annotated[AgeDay, member_of(AgeDay)]
    layer_order: Annotated[list[Id], Field(min_length=1)]
    level_of_care: Annotated[LevelTable | None, BeforeValidator(or_none)]
    away: Annotated[AwayTable | None, BeforeValidator(or_none)]
    sources: dict[str, SourceTitle]
    wages: dict[Id, WageTable] = Field(default_factory=dict)
    diseases: dict[Id, DiseaseTable] = Field(default_factory=dict)
    year: YearTable
    classes: Annotated[list[ClassTable], Field(min_length=1)]
    lines: LinesTable
    deductible: Annotated[DeductibleTable | None, BeforeValidator(or_none)]
    layers: dict[str, LayerTable]
    account: AccountTable
