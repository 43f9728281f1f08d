"""From one package file to one `Policy`: what the tables of a package must mean together.

Collects every problem before it gives up, so that an author sees them all at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ValidationError

from counter.domain.adjudication import PolicyRef, Source
from counter.domain.errors import FileProblem, FileProblems
from counter.domain.money import Rate
from counter.domain.part_sets import BILL_PARTS, LAYER_PARTS
from counter.domain.policy import (
    OUTSIDE,
    AccountRule,
    AwayCut,
    AwayRule,
    BedLimit,
    Deductible,
    Facts,
    LineRules,
    ListedDisease,
    OwnShare,
    Period,
    PersonClass,
    Policy,
    StayRule,
)
from counter.domain.rounding import PLACES
from counter.domain.year_rule import YearRule
from counter.policies.checking import Checker, in_fen, told_of
from counter.policies.layer_tables import LayerReader, away_words
from counter.policies.messages import say
from counter.policies.sentences import sentence
from counter.policies.single_values import SHAPES
from counter.policies.statements import (
    AwayCutTable,
    Citation,
    ClassTable,
    DeductibleTable,
    LaterTable,
    OwnShareTable,
    PackageTable,
)
from counter.policies.toml_file import Path_, TomlFile, read_toml

MOST_ADMISSIONS = 100
"""How many reductions of a deductible are worked out; the last one goes on."""


def read_package(file: Path, name: str, *, unverified: bool = False) -> tuple[Policy, tuple[FileProblem, ...]]:
    """Read one package.

    Args:
        file: the TOML file.
        name: how problems call it.
        unverified: also take values whose source has grade D (policy.md, head); normally they are refused.

    Returns:
        The policy, and notes about what was odd but understood.

    Raises:
        FileProblems: everything that is wrong with it, each with its line.
    """
    toml = read_toml(file, name)
    try:
        table = PackageTable.model_validate(toml.content)
    except ValidationError as error:
        raise FileProblems(validation_problems(toml, error, PackageTable)) from error
    policy = _Package(toml, table).policy(unverified=unverified)
    return policy, toml.notes


def validation_problems(toml: TomlFile, error: ValidationError, model: type[BaseModel]) -> tuple[FileProblem, ...]:
    """pydantic's findings in the words of docs/policies.md, with lines."""
    found = []
    for detail in error.errors(include_url=False):
        path: Path_ = tuple(part for part in detail["loc"] if part not in ("[key]", *SHAPES))
        found.append(toml.problem(path, sentence(detail, path, model)))
    return tuple(dict.fromkeys(found))


class _Package:
    """One package on its way from tables to a policy."""

    def __init__(self, toml: TomlFile, table: PackageTable) -> None:
        self.toml = toml
        self.table = table
        self.check = Checker(toml, table)

    def policy(self, *, unverified: bool) -> Policy:
        """The policy; raises FileProblems with everything that is wrong."""
        table = self.table
        self._check_dates()
        self._check_classes()
        classes = [entry.id for entry in table.classes]
        level_of_care: Mapping[str, str] = {}
        if table.level_of_care is not None:
            self.check.source(table.level_of_care.source, ("level_of_care", "source"))
            level_of_care = dict(table.level_of_care.as_)
            for care in level_of_care:
                if care not in table.care:
                    self.check.wrong(("level_of_care", "as", care), say("care_unlisted", care=care))
        self.check.source(table.year.source, ("year", "source"))
        deductible = None if table.deductible is None else self._deductible(table.deductible, classes)
        layers = LayerReader(self.check).layers()
        account = self._account()
        policy = Policy(
            ref=PolicyRef(
                table.name,
                table.version,
                self.toml.content_hash,
                table.effective_from.isoformat(),
                table.title_zh,
                table.title_en,
            ),
            region=table.region,
            scheme=table.scheme,
            care=frozenset(str(care) for care in table.care),
            pool=table.pool,
            effective_from=table.effective_from,
            effective_to=table.effective_to,
            after_gap=table.after_gap,
            year_moved=table.year_moved,
            known_from=table.known_from,
            review_by=table.review_by,
            publication=table.publication,
            districts_included=table.districts == "included",
            year=YearRule(*table.year.starts, table.year.labelled_by == "end", table.year.counted_by == "settlement"),
            age_day=table.age_counted_on,
            classes=tuple(_person_class(entry) for entry in table.classes),
            level_of_care=level_of_care,
            lines=LineRules(
                self.check.source(table.lines.source, ("lines", "source")),
                table.lines.price_limit == "unit_price",
                table.lines.direct_lines == "apart",
                table.lines.rounding.mode,
                PLACES[table.lines.rounding.to],
                None if table.lines.prior_self_pay is None else self._own_share(table.lines.prior_self_pay),
                self._bed_limit(),
                self._own_source("price_limit_source", table.lines.price_limit_source),
                self._own_source("excluded_source", table.lines.excluded_source),
            ),
            deductible=deductible,
            layers=layers,
            account=account,
            away=self._away(),
            stay=self._stay(),
            diseases=tuple(ListedDisease(key, entry.name_zh, entry.name_en) for key, entry in table.diseases.items()),
            unverified=any(title.grade == "D" for title in table.sources.values()),
        )
        self._check_names()
        self.check.check_sources(unverified=unverified)
        if self.check.problems:
            raise FileProblems(tuple(self.check.problems))
        return policy

    # Dates and classes

    def _check_dates(self) -> None:
        table = self.table
        if table.effective_to is not None and table.effective_to < table.effective_from:
            self.check.wrong(("effective_to",), say("before_effective_from"))
        if table.review_by < table.effective_from:
            self.check.wrong(("review_by",), say("before_effective_from"))
        if len(set(table.care)) != len(table.care):
            self.check.wrong(("care",), say("care_twice"))

    def _check_classes(self) -> None:
        """Ids are unique and every person of a stated type belongs to exactly one class."""
        entries = self.table.classes
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if entry.id in seen or entry.id == "all":
                self.check.wrong(("classes", number, "id"), say("class_twice", name=entry.id))
            seen.add(entry.id)
        for prefix in sorted({prefix for entry in entries for prefix in entry.types}):
            sharing = [entry for entry in entries if prefix in entry.types]
            by_day = any(
                entry.retired_from or entry.retired_before or entry.born_from or entry.born_before for entry in sharing
            )
            for age in range(151):
                fitting = [entry for entry in sharing if _age_fits(entry, age)]
                if not fitting or (len(fitting) > 1 and not by_day):
                    code = "class_overlap" if fitting else "class_gap"
                    self.check.wrong(("classes",), say(code, kind=prefix, age=age))
                    break

    # Rules

    def _deductible(self, table: DeductibleTable, classes: list[str]) -> Deductible:
        path: Path_ = ("deductible",)
        source = self.check.source(table.source, (*path, "source"))
        stated = self.check.by_place(table.amounts, classes, (*path, "amounts"))
        first = {
            place: self.check.fen(amount, (*path, "amounts"))
            for place, amount in stated.items()
            if not isinstance(amount, str)
        }
        if table.period is Period.YEAR and table.later is not None:
            self.check.wrong((*path, "later"), say("no_later_by_year"))
        if table.period is Period.ADMISSION and table.later is None:
            self.check.wrong((*path, "later"), say("later_missing"))
        due: dict[str, tuple[int, ...]] = {}
        told: dict[str, tuple[Facts, ...]] = {}
        for place, amount in first.items():
            later = [] if table.later is None else self._later(amount, table.later)
            due[place] = (amount, *(owed for owed, _facts in later))
            told[place] = (self.check.rounded_as(stated[place]), *(facts for _owed, facts in later))
        if table.period is Period.YEAR and table.yearly_ceiling is not None:
            self.check.wrong((*path, "yearly_ceiling"), say("no_ceiling_by_year"))
        pool = self.table.pool
        once = table.once_for
        once_source = None
        if once is not None:
            once_source = self.check.source(once.source, (*path, "once_for", "source"))
            if table.period is Period.YEAR:
                self.check.wrong((*path, "once_for"), say("no_once_by_year"))
            self.check.check_diseases(once.diseases, (*path, "once_for", "diseases"))
        return Deductible(
            source,
            table.period,
            due,
            table.yearly_ceiling,
            f"C0000/{pool}",
            f"Q0000/{pool}",
            {} if once is None else {disease: f"C0000_{disease}/{pool}" for disease in once.diseases},
            once_source,
            later_undocumented=table.later is not None and table.later.rule == "undocumented",
            told={place: facts for place, facts in told.items() if any(facts)},
        )

    def _later(self, first: int, later: LaterTable) -> list[tuple[int, Facts]]:
        """Deductibles of the second, third, ... admission, each with how it was rounded: nothing where a limit holds
        it, which was not rounded. The last entry goes on; without any, the first amount."""
        path: Path_ = ("deductible", "later")
        needed = {
            "same": (),
            "undocumented": (),
            "ratios": ("ratios", "rounding"),
            "minus_amount": ("amount", "floor"),
            "minus_ratio": ("ratio", "ratio_of", "floor", "rounding"),
        }
        wanted: tuple[str, ...] = needed[later.rule]
        for key in ("ratios", "amount", "ratio", "ratio_of", "floor", "rounding"):
            given = getattr(later, key) is not None
            if given is not (key in wanted):
                code = "unknown_for_rule" if given else "missing_for_rule"
                self.check.wrong((*path, key), say(code, key=key, rule=later.rule))
        if later.rule == "ratios" and later.rounding is not None:
            facts = told_of(later.rounding)
            shares = [
                in_fen(first * ratio.numerator, ratio.denominator, later.rounding) for ratio in later.ratios or ()
            ]
            return [(first, ()) if share > first else (share, facts) for share in shares]
        if later.rule in ("same", "undocumented") or later.floor is None:
            return []
        floor = min(first, later.floor)
        facts = () if later.rounding is None else told_of(later.rounding)
        found: list[tuple[int, Facts]] = []
        before = first
        while before > floor and len(found) < MOST_ADMISSIONS - 1:
            owed = before - (later.amount or 0)
            if later.ratio is not None and later.rounding is not None:
                whole = later.ratio.denominator
                taken = (before if later.ratio_of == "previous" else first) * later.ratio.numerator
                owed = in_fen(max(0, before * whole - taken), whole, later.rounding)
            if owed >= before:
                break
            found.append((floor, ()) if owed < floor else (owed, facts))
            before = found[-1][0]
        return found

    def _own_share(self, table: OwnShareTable) -> OwnShare:
        """The own share of class B that the package states."""
        path: Path_ = ("lines", "prior_self_pay")
        charges, bands = table.by_charge_type, table.by_unit_price
        if [charges, bands, table.default].count(None) != 2:
            self.check.wrong(path, say("one_own_share"))
        if charges is not None and "all" not in charges:
            self.check.wrong((*path, "by_charge_type"), say("missing_all_charges"))
        uppers = [band.upper for band in bands or ()]
        if uppers and (None in uppers[:-1] or uppers[-1] is not None):
            self.check.wrong((*path, "by_unit_price"), say("last_band_open"))
        elif any(upper <= lower for lower, upper in pairwise(upper for upper in uppers if upper is not None)):
            self.check.wrong((*path, "by_unit_price"), say("bands_ascend"))
        return OwnShare(
            self.check.source(table.source, (*path, "source")),
            {"" if key == "all" else key: rate for key, rate in (charges or {}).items()},
            tuple((band.upper, band.rate) for band in bands or ()),
            table.default,
        )

    def _own_source(self, key: str, citation: Citation | None) -> Source | None:
        """The article of one part of the lines, where it is another than that of the table."""
        return None if citation is None else self.check.source(citation, ("lines", key))

    def _bed_limit(self) -> BedLimit | None:
        """The limit of the price of a bed, spread to all levels."""
        table = self.table.lines.bed_limit
        if table is None:
            return None
        path: Path_ = ("lines", "bed_limit")
        amounts = self.check.by_level(table.amounts, (*path, "amounts"))
        source = self.check.source(table.source, (*path, "source"))
        return BedLimit(source, frozenset(table.charge_types), amounts)

    def _away(self) -> AwayRule | None:
        """How each kind of care away from home is paid; a kind that is refused is left out."""
        table = self.table.away
        if table is None:
            return None
        nothing = Rate(0, 1)
        cuts: dict[str, AwayCut] = {}
        unknown: set[str] = set()
        for kind, word in away_words(table):
            if isinstance(word, AwayCutTable):
                if (word.minus_points is None) is (word.first_share is None):
                    self.check.wrong(("away", kind), say("one_cut"))
                cuts[kind] = AwayCut(word.minus_points or nothing, word.first_share or nothing, outside=False)
            elif word == "undocumented":
                unknown.add(kind)
            elif word != "refused":
                cuts[kind] = AwayCut(nothing, nothing, outside=word == OUTSIDE)
        self.check.check_once(table.points_from, ("away", "points_from"))
        for layer_id in table.points_from:
            if layer_id not in self.table.layers:
                self.check.wrong(("away", "points_from"), say("no_layer", layer=layer_id))
        if any(cut.points.numerator for cut in cuts.values()) is not bool(table.points_from):
            self.check.wrong(("away", "points_from"), say("points_from"))
        return AwayRule(self.check.source(table.source, ("away", "source")), cuts, frozenset(unknown))

    def _stay(self) -> StayRule | None:
        """How a stay across settlement years is split, None where it is one bill."""
        table = self.table.stay_across_years
        if table is None:
            return None
        if self.table.year.counted_by == "settlement":
            self.check.wrong(("stay_across_years",), say("one_bill_only"))
        source = self.check.source(table.source, ("stay_across_years", "source"))
        return StayRule(source, table.discharge_day == "counts", table.later_part == "new_admission")

    def _check_names(self) -> None:
        """Wages and diseases that nothing refers to are as wrong as sources that nothing cites."""
        for what, listed, used in (
            ("wages", self.table.wages, self.check.wages_used),
            ("diseases", self.table.diseases, self.check.diseases_used),
        ):
            for key in listed:
                if key not in used:
                    self.check.wrong((what, key), say("unused", name=key))

    def _account(self) -> AccountRule:
        table = self.table.account
        parts = set(BILL_PARTS)
        for layer_id in self.table.layers:
            parts |= {f"{word}:{layer_id}" for word in LAYER_PARTS}
        for part in table.pays:
            if part not in parts:
                self.check.wrong(("account", "pays"), say("no_part", part=part))
        for key, names in (("order", table.order), ("pays", table.pays)):
            self.check.check_once(names, ("account", key))
        if table.first is not None:
            self.check.check_once(table.first.money, ("account", "first", "money"))
        family = None if isinstance(table.family, str) else table.family
        return AccountRule(
            self.check.source(table.source, ("account", "source")),
            table.usable_from,
            table.paid_in_cash_claim == "repaid",
            frozenset(table.pays),
            tuple(table.order),
            () if table.first is None else tuple(table.first.money),
            None if table.first is None else self.check.source(table.first.source, ("account", "first", "source")),
            None if family is None else family.usable_from,
            None if family is None else self.check.source(family.source, ("account", "family", "source")),
        )


def _person_class(entry: ClassTable) -> PersonClass:
    return PersonClass(
        entry.id,
        entry.name_zh,
        entry.name_en,
        tuple(entry.types),
        entry.age_from,
        entry.age_below,
        entry.retired_from,
        entry.retired_before,
        entry.born_from,
        entry.born_before,
    )


def _age_fits(entry: ClassTable, age: int) -> bool:
    return (entry.age_from is None or age >= entry.age_from) and (entry.age_below is None or age < entry.age_below)
