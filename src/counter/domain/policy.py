"""Dated rules as data: what a policy package states, ready for exact arithmetic.

A `Policy` is one package version for one region, scheme and pool of care; `counter.domain.engine` prices claims with
it. Every difference between regions is a stated field here; nothing has a silent default (policy.md section 0.5).

Money moves through named **parts** of the bill. It starts in `in_scope` (after the deductible), `direct`,
`deductible`, `prior_self_pay`, `over_limit` and `excluded`; a layer takes the parts that it names as its base, pays,
and leaves `copayment:<layer>` (its coinsurance), `above:<layer>` (beyond its cap or last band) and
`deductible:<layer>` (its own deductible). So each layer works on the residue of those before it (policy.md 0.8), in
any order and on any base.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.adjudication import PolicyRef, Source
from counter.domain.claim import Away, Claim, ClaimLine, PersonFacts
from counter.domain.errors import NotCovered
from counter.domain.identity import age_on
from counter.domain.money import Rate
from counter.domain.part_sets import PartSets, part_sets
from counter.domain.rounding import Rounding, rounding_facts
from counter.domain.year_rule import YearRule

LEVELS = ("community", "1", "2", "3")
"""Levels of institutions, the lowest first; every rate is stated for each of them."""

OUTSIDE = "outside"
"""A further level, where a package states values of its own for care away from home."""


Facts = tuple[tuple[str, str], ...]
"""Values for the wording of a step, as text."""


class Period(StrEnum):
    """Over what a deductible is due or bands run: each admission or visit anew, or the settlement year."""

    ADMISSION = "admission"
    YEAR = "year"


class Measure(StrEnum):
    """What the bounds of bands are held against (policy.md 0.5a).

    WITH_DEDUCTIBLE: expense in scope, the deductible included; BASE: the layer's own base, without the deductible;
    PAYMENT: what the layer's fund has paid.
    """

    WITH_DEDUCTIBLE = "in_scope_with_deductible"
    BASE = "base"
    PAYMENT = "payment"


class CapCounts(StrEnum):
    """What a cap limits (policy.md 0.5c)."""

    PAYMENT = "payment"
    EXPENSE = "expense"


class AgeDay(StrEnum):
    """On which day a person's age is counted."""

    SERVICE_DAY = "service_day"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class PersonClass:
    """A class of persons that rates and deductibles refer to; None means that no such bound is stated.

    types: prefixes of the national `psn_type`. Ages in full years: age_from inclusive, age_below exclusive; likewise
    the days of retirement and of birth.
    """

    id: str
    name_zh: str
    name_en: str
    types: tuple[str, ...]
    age_from: int | None
    age_below: int | None
    retired_from: date | None
    retired_before: date | None
    born_from: date | None
    born_before: date | None

    def covers(self, person: PersonFacts, age: int) -> bool:
        """True when a person of this age belongs to the class."""
        if not person.person_type.startswith(self.types):
            return False
        if (self.age_from is not None and age < self.age_from) or (
            self.age_below is not None and age >= self.age_below
        ):
            return False
        born = person.birth_day
        if (self.born_from is not None and born < self.born_from) or (
            self.born_before is not None and born >= self.born_before
        ):
            return False
        retired_on = person.retired_on
        if self.retired_from is not None and (retired_on is None or retired_on < self.retired_from):
            return False
        return self.retired_before is None or (retired_on is not None and retired_on < self.retired_before)


@dataclass(frozen=True, slots=True)
class OwnShare:
    """The prior self-pay of class B where the package and not the item states it.

    by_charge: rate by national `med_chrgitm_type`, "" for all others; by_price: (upper bound of the unit price in fen,
    exclusive, None for no bound; rate) in ascending order; default: of items that have no rate of their own. One of
    the three is stated.
    """

    source: Source
    by_charge: Mapping[str, Rate]
    by_price: tuple[tuple[int | None, Rate], ...]
    default: Rate | None = None

    def of(self, line: ClaimLine) -> Rate:
        """The rate for one line."""
        if self.default is not None:
            return self.default if line.prior_self_pay_rate is None else line.prior_self_pay_rate
        for upper, rate in self.by_price:
            if upper is None or line.unit_price_fen < upper:
                return rate
        return self.by_charge.get(line.charge_type) or self.by_charge[""]


@dataclass(frozen=True, slots=True)
class BedLimit:
    """What is in scope of a bed's price by unit (a day), in fen by level; charge_types: which lines are beds."""

    source: Source
    charge_types: frozenset[str]
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LineRules:
    """What becomes of one line.

    price_limits: whether the catalogue's limit per unit holds (what is above is the member's); direct_apart: lines
    that are marked for direct payment form their own part `direct` instead of running through deductible and bands;
    rounding, round_to: which way, and to how many fen, each part of a line is rounded; own_share: None when each item's
    own rate holds; limit_source, excluded_source: where the price limits and the lists have an article of their own.
    """

    source: Source
    price_limits: bool
    direct_apart: bool
    rounding: Rounding
    round_to: int
    own_share: OwnShare | None
    bed_limit: BedLimit | None
    limit_source: Source | None = None
    excluded_source: Source | None = None
    half_up_to_fen: bool = dataclasses.field(init=False)
    """Whether lines are rounded as they usually are."""
    usual: bool = dataclasses.field(init=False)
    """Whether lines that are neither beds nor paid directly go the usual way, which has a quick road."""
    told: Facts = dataclasses.field(init=False)
    """How lines are rounded, for their steps; nothing where it is half up to the fen."""

    def __post_init__(self) -> None:
        """What many lines ask is found once."""
        half_up_to_fen = self.rounding is Rounding.HALF_UP and self.round_to == 1
        usual = half_up_to_fen and self.price_limits and self.own_share is None and self.bed_limit is None
        object.__setattr__(self, "half_up_to_fen", half_up_to_fen)
        object.__setattr__(self, "usual", usual)
        object.__setattr__(self, "told", () if half_up_to_fen else rounding_facts(self.rounding, self.round_to))

    @property
    def own_share_source(self) -> Source:
        """The source of the prior self-pay of class B: the package's own rule, or that of the lines."""
        return self.source if self.own_share is None else self.own_share.source


@dataclass(frozen=True, slots=True)
class Deductible:
    """What the member pays first.

    due: fen by `class/level` for the first, second, ... admission of the year (the last entry goes on); with
    Period.YEAR the single entry is due once a year. year_ceiling: a year's deductibles together never exceed it, None
    when it is stated that there is none. count_key, paid_key: year totals that it reads. once_for: listed diseases for
    which it is due once a year, each with the year total that counts its admissions. What is not
    documented: a place without an entry; every admission but the first when later_undocumented. told: how amounts
    of due were rounded, for their step, by the places where one was otherwise than half up to the fen.
    """

    source: Source
    period: Period
    due: Mapping[str, tuple[int, ...]]
    year_ceiling: int | None
    count_key: str
    paid_key: str
    once_for: Mapping[str, str]
    once_source: Source | None
    later_undocumented: bool
    told: Mapping[str, tuple[Facts, ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a layer; upper None: no upper bound. Bounds in fen, on what the layer's `Measure` says.

    benefit: code under which the enquiry shows the upper bound as a threshold of the year, "" when it does not.
    """

    lower: int
    upper: int | None
    rates: Mapping[str, Rate]
    """Stated share of the fund by place, see `Layer.place`; a formula of age is worked out."""
    effective: Mapping[str, Rate]
    """The share after the class's factor on the person's part, 1 - (1 - stated) x factor, bonus and away reduction."""
    source: Source
    path: str
    benefit: str
    facts: Mapping[str, Facts]
    """For the step, by place: layer, bounds, measure, who; made once when the package is loaded."""
    percents: Mapping[str, str]
    """The effective share as people write it, by place."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A yearly limit of a layer.

    amounts: fen by person class, or by listed disease when by_disease; keys: year totals that count towards it (of
    the disease alone when by_disease); benefit: its code in the enquiry; facts: for the step, by the same key;
    scope_named: it counts all that is in scope this year (`F0000`), so that of a claim the deductible counts, too.
    """

    source: Source
    counts: CapCounts
    amounts: Mapping[str, int]
    by_disease: bool
    keys: tuple[str, ...]
    benefit: str
    facts: Mapping[str, Facts]
    scope_named: bool = False


@dataclass(frozen=True, slots=True)
class LayerDeductible:
    """A layer's own deductible by year, in fen by person class.

    keys: year totals that count towards it: the layer's own base, and those of layers that share the deductible; told:
    how amounts were rounded, for their step, by class.
    """

    source: Source
    amounts: Mapping[str, int]
    keys: tuple[str, ...]
    told: Mapping[str, Facts] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """One payer in the chain.

    fund: national `fund_pay_type`; field: national settlement field; base: parts that it takes, see the module;
    classes: ids of the person classes it pays for; factors: by class, what part of the person's stated share remains
    with the person (1 means all of it); rounding, round_to, round_bands: which way, and to how many fen, its payment is
    rounded, once or what each band pays; paid_key, base_key: year totals of its payment and of its base; fund_key: year
    total of what its fund paid, where paid_key is the layer's alone, "" where the two are one.
    """

    id: str
    fund: str
    field: str
    name_zh: str
    name_en: str
    classes: frozenset[str]
    base: tuple[str, ...]
    measure: Measure
    period: Period
    factors: Mapping[str, Rate]
    factor_source: Source | None
    deductible: LayerDeductible | None
    bands: tuple[Band, ...]
    cap: Cap | None
    rounding: Rounding
    round_to: int
    round_bands: bool
    paid_key: str
    base_key: str
    fund_key: str
    source: Source
    path: str
    facts: Facts
    scales: Mapping[str, int]
    """By place: into how many parts a fen is cut so that every division by a rate comes out even."""
    counts_base: bool
    """Whether the year total of its base is kept, because bands, deductible or cap are measured by it."""
    by_age: bool
    """Whether its rates depend on the age beyond the class."""
    reduced: frozenset[str]
    """Kinds of care away from home for which its rates are lower."""
    cap_undocumented: bool
    """Whether there is a cap whose amount no source gives: what it pays carries the warning `cap_undocumented`."""
    coarse: bool = dataclasses.field(init=False)
    """Whether its payment is rounded otherwise than once to the fen, so that what it really left goes on."""

    def __post_init__(self) -> None:
        """What every claim asks is found once."""
        object.__setattr__(self, "coarse", self.round_to > 1 or self.round_bands)

    def place(self, class_id: str, level: str, age: int, away: str) -> str:
        """Where its rates for a person, a level and a kind of care stand: `class/level[/age][/away]`."""
        place = f"{class_id}/{level}/{age}" if self.by_age else f"{class_id}/{level}"
        return f"{place}/{away}" if away in self.reduced else place


@dataclass(frozen=True, slots=True)
class AccountRule:
    """What the personal account pays.

    first: kinds of money that pay what is in scope before the deductible; usable_from: before this day nothing;
    touches_paid_claims: whether a claim that the member paid in cash before may take from it; pays: parts that it may
    pay; order: kinds of money (`current`, `prior`), first used first; family_from: the day from which relatives' money
    may pay what the own account may, None where it is stated that there is none or nothing is documented.
    """

    source: Source
    usable_from: date
    touches_paid_claims: bool
    pays: frozenset[str]
    order: tuple[str, ...]
    first: tuple[str, ...]
    first_source: Source | None
    family_from: date | None
    family_source: Source | None


@dataclass(frozen=True, slots=True)
class AwayCut:
    """How one kind of care away from home is paid.

    points: taken from the rates of the layers concerned; first_share: the member's share of what is in scope, before
    everything else; outside: priced with the values of the level `outside`.
    """

    points: Rate
    first_share: Rate
    outside: bool


@dataclass(frozen=True, slots=True)
class AwayRule:
    """Care away from home, by `Away`; a kind that is missing is refused, one of undocumented by no source described."""

    source: Source
    cuts: Mapping[str, AwayCut]
    undocumented: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ListedDisease:
    """A disease or treatment that a package lists; `Claim.disease` names it by its id."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class StayRule:
    """How a stay across settlement years is split by average daily cost and days (policy.md A5).

    discharge_day_counts: whether the day of discharge is a day of the stay (it is when it is the day of admission,
    too); later_part_is_admission: whether the part in a later year is an admission there and owes its deductible.
    """

    source: Source
    discharge_day_counts: bool
    later_part_is_admission: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """One package version. pool: key part of the year totals it shares (`inpatient`, `outpatient`).

    districts_included: the package covers the districts inside its region code; level_of_care: kinds of care that are
    paid as at another level (Beijing pays family sickbeds as level 1); review_by: claims of later days carry the
    warning `past_review`; after_gap: the days before effective_from are stated to be undocumented; year_moved: the
    settlement year lies elsewhere than in the packages before; stay: None where a stay across settlement years is one
    bill; unverified: a value rests on a source of grade D (policy.md, head), what it prices carries the warning
    `unverified`.
    """

    ref: PolicyRef
    region: str
    scheme: str
    care: frozenset[str]
    pool: str
    effective_from: date
    effective_to: date | None
    after_gap: bool
    year_moved: bool
    known_from: date
    review_by: date
    publication: str
    districts_included: bool
    year: YearRule
    age_day: AgeDay
    classes: tuple[PersonClass, ...]
    level_of_care: Mapping[str, str]
    lines: LineRules
    deductible: Deductible | None
    layers: tuple[Layer, ...]
    account: AccountRule
    away: AwayRule | None
    stay: StayRule | None
    diseases: tuple[ListedDisease, ...]
    unverified: bool
    part_sets: Mapping[str, PartSets] = dataclasses.field(init=False)
    """Which parts of the bill bound what the layers pay together, by those classes of persons whose layers do not all
    draw on the same parts."""

    def __post_init__(self) -> None:
        """What every claim asks is found once."""
        found = {
            entry.id: part_sets((layer.id, layer.base) for layer in self.layers if entry.id in layer.classes)
            for entry in self.classes
        }
        several = {name: bounds for name, bounds in found.items() if len(bounds.sets) > 1}
        object.__setattr__(self, "part_sets", several)

    @property
    def needs_disease(self) -> bool:
        """True when nothing can be paid before it is said which of the listed diseases was treated."""
        return any(layer.cap is not None and layer.cap.by_disease for layer in self.layers)

    def age_of(self, person: PersonFacts, day: date) -> int:
        """The age that counts on a service day, in full years."""
        counted = day
        if self.age_day is not AgeDay.SERVICE_DAY:
            last = self.age_day is AgeDay.YEAR_END
            counted = self.year.last_day(self.year.label(day)) if last else self.year.first_day(day)
        return age_on(person.birth_day, counted)

    def class_of(self, person: PersonFacts, day: date) -> PersonClass:
        """The class of a person on a service day.

        Raises:
            NotCovered: no class of this package fits; reason `person_class`.
        """
        return self.class_at(person, self.age_of(person, day), day)

    def class_at(self, person: PersonFacts, age: int, day: date) -> PersonClass:
        """The same where the age that counts on the day is known."""
        for person_class in self.classes:
            if person_class.covers(person, age):
                return person_class
        raise NotCovered(day, "person_class")

    def level_for(self, claim: Claim) -> str:
        """The level at which a claim is paid."""
        cut = self.away_cut(claim)
        if cut is not None and cut.outside:
            return OUTSIDE
        return self.level_of_care.get(claim.care, claim.institution.level)

    def away_cut(self, claim: Claim) -> AwayCut | None:
        """How care away from home is paid, None for care at home.

        Raises:
            NotCovered: this package refuses it, reason `away`; no source says how, reason `undocumented`.
        """
        if claim.away is Away.LOCAL:
            return None
        cut = None if self.away is None else self.away.cuts.get(claim.away)
        if cut is None:
            unknown = self.away is not None and claim.away in self.away.undocumented
            raise NotCovered(claim.service_day, "undocumented" if unknown else "away")
        return cut
