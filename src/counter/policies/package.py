"""From one package file to one `Policy`: what the tables of a package must mean together.

Collects every problem before it gives up, so that an author sees them all at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from counter.domain.adjudication import PolicyRef, Source
from counter.domain.errors import FileProblem, FileProblems
from counter.domain.money import Rate, amount_text
from counter.domain.policy import (
    BILL_PARTS,
    LEVELS,
    AccountRule,
    Band,
    Cap,
    CapCounts,
    Deductible,
    Facts,
    Layer,
    LayerDeductible,
    LineRules,
    Measure,
    Period,
    PersonClass,
    Policy,
    YearRule,
)
from counter.policies.statements import (
    BandTable,
    CapTable,
    Citation,
    ClassTable,
    DeductibleTable,
    LaterTable,
    LayerTable,
    PackageTable,
)
from counter.policies.toml_file import Path_, TomlFile, read_toml

V = TypeVar("V")
WHOLE = Rate(1, 1)
MOST_ADMISSIONS = 100


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
    policy = _Package(toml, table, unverified=unverified).policy()
    return policy, toml.notes


def validation_problems(toml: TomlFile, error: ValidationError, model: type[Any]) -> tuple[FileProblem, ...]:
    """pydantic's findings in the words of docs/policies.md, with lines."""
    found = []
    for detail in error.errors(include_url=False):
        path: Path_ = tuple(part for part in detail["loc"] if part != "[key]")
        found.append(toml.problem(path, _sentence(detail, path, model)))
    return tuple(dict.fromkeys(found))


def _sentence(detail: ErrorDetails, path: Path_, model: type[Any]) -> str:
    kind = detail["type"]
    last = str(path[-1]) if path else ""
    if kind == "missing":
        return f'missing statement "{last}"'
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(last, _known_keys(model), 1)
        return f'unknown key "{last}"' + (f'; did you mean "{near[0]}"?' if near else "")
    if kind == "value_error":
        return str(detail.get("ctx", {}).get("error", detail["msg"]))
    if kind in ("model_type", "dict_type"):
        return 'must be a table (or, where the law says so, "none")'
    message = detail["msg"]
    return message[:1].lower() + message[1:]


def _known_keys(model: type[Any]) -> list[str]:
    """Every key that any table of a file kind knows, for suggestions."""
    keys: set[str] = set()
    for definition in model.model_json_schema().get("$defs", {}).values():
        keys.update(definition.get("properties", {}))
    keys.update(model.model_json_schema().get("properties", {}))
    return sorted(keys)


class _Package:
    """One package on its way from tables to a policy."""

    def __init__(self, toml: TomlFile, table: PackageTable, *, unverified: bool) -> None:
        self.toml = toml
        self.table = table
        self.unverified = unverified
        self.problems: list[FileProblem] = []
        self.cited: set[str] = set()

    def wrong(self, path: Path_, message: str) -> None:
        self.problems.append(self.toml.problem(path, message))

    def policy(self) -> Policy:
        table = self.table
        self._check_dates()
        self._check_classes()
        classes = [entry.id for entry in table.classes]
        level_of_care: Mapping[str, str] = {}
        if table.level_of_care is not None:
            self.source(table.level_of_care.source, ("level_of_care", "source"))
            level_of_care = dict(table.level_of_care.as_)
            for care in level_of_care:
                if care not in table.care:
                    self.wrong(("level_of_care", "as", care), f'care "{care}" is not in "care"')
        self.source(table.year.source, ("year", "source"))
        deductible = None if table.deductible is None else self._deductible(table.deductible, classes)
        layers = self._layers(classes)
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
            known_from=table.known_from,
            review_by=table.review_by,
            publication=table.publication,
            districts_included=table.districts == "included",
            year=YearRule(*table.year.starts, table.year.labelled_by == "end"),
            age_day=table.age_counted_on,
            classes=tuple(_person_class(entry) for entry in table.classes),
            level_of_care=level_of_care,
            lines=LineRules(
                self.source(table.lines.source, ("lines", "source")),
                table.lines.price_limit == "unit_price",
                table.lines.direct_lines == "apart",
                table.lines.rounding,
            ),
            deductible=deductible,
            layers=layers,
            account=account,
        )
        self._check_sources()
        if self.problems:
            raise FileProblems(tuple(self.problems))
        return policy

    # Sources, dates, classes

    def source(self, citation: Citation, path: Path_) -> Source:
        """The source that a table cites."""
        title = self.table.sources.get(citation.source)
        if title is None:
            self.wrong((*path, "from"), f'source "{citation.source}" is not listed under [sources]')
            return Source("", citation.article, "D")
        self.cited.add(citation.source)
        return Source(title.title, citation.article, title.grade)

    def _check_sources(self) -> None:
        for key, title in self.table.sources.items():
            if key not in self.cited:
                self.wrong(("sources", key), f'source "{key}" is cited by no value')
            elif title.grade == "D" and not self.unverified:
                self.wrong(("sources", key, "grade"), "grade D is not verified and therefore not in force")

    def _check_dates(self) -> None:
        table = self.table
        if table.effective_to is not None and table.effective_to < table.effective_from:
            self.wrong(("effective_to",), "is before effective_from")
        if table.review_by < table.effective_from:
            self.wrong(("review_by",), "is before effective_from")
        if len(set(table.care)) != len(table.care):
            self.wrong(("care",), "names a kind of care twice")

    def _check_classes(self) -> None:
        """Ids are unique and every person of a stated type belongs to exactly one class."""
        entries = self.table.classes
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if entry.id in seen or entry.id == "all":
                self.wrong(("classes", number, "id"), f'class "{entry.id}" cannot be used twice')
            seen.add(entry.id)
        for prefix in sorted({prefix for entry in entries for prefix in entry.types}):
            sharing = [entry for entry in entries if prefix in entry.types]
            by_retirement = any(entry.retired_from or entry.retired_before for entry in sharing)
            for age in range(151):
                fitting = [entry for entry in sharing if _age_fits(entry, age)]
                if not fitting or (len(fitting) > 1 and not by_retirement):
                    what = "no class" if not fitting else "more than one class"
                    self.wrong(("classes",), f"{what} covers persons of type {prefix} at age {age}")
                    break

    # Values by class and level

    def by_place(self, table: Mapping[str, Mapping[str, V]], classes: Iterable[str], path: Path_) -> dict[str, V]:
        """Spread a table of class -> level -> value, where "all" may stand for either, to `class/level`."""
        classes = list(classes)
        self._check_keys(table, classes, path, "class")
        found: dict[str, V] = {}
        for name in classes:
            row = table.get(name, table.get("all"))
            if row is None:
                self.wrong(path, f'missing statement for class "{name}"')
                continue
            row_path = (*path, name if name in table else "all")
            self._check_keys(row, LEVELS, row_path, "level")
            for level in LEVELS:
                if level in row or "all" in row:
                    found[f"{name}/{level}"] = row[level] if level in row else row["all"]
                else:
                    self.wrong(row_path, f'missing statement for class "{name}" at level "{level}"')
        return found

    def by_class(self, table: Mapping[str, V], classes: Iterable[str], path: Path_) -> dict[str, V]:
        """Spread a table of class -> value, where "all" may stand for every class."""
        classes = list(classes)
        self._check_keys(table, classes, path, "class")
        found = {}
        for name in classes:
            if name in table or "all" in table:
                found[name] = table[name] if name in table else table["all"]
            else:
                self.wrong(path, f'missing statement for class "{name}"')
        return found

    def _check_keys(self, table: Mapping[str, object], known: Iterable[str], path: Path_, what: str) -> None:
        known = list(known)
        for key in table:
            if key != "all" and key not in known:
                self.wrong((*path, key), f'"{key}" is no {what} here; known are {", ".join(known)} and all')
        if "all" in table and len(table) > 1:
            self.wrong((*path, "all"), f'"all" and single {what} entries exclude each other')

    # Rules

    def _deductible(self, table: DeductibleTable, classes: list[str]) -> Deductible:
        path: Path_ = ("deductible",)
        source = self.source(table.source, (*path, "source"))
        first = self.by_place(table.amounts, classes, (*path, "amounts"))
        if table.period is Period.YEAR and table.later is not None:
            self.wrong((*path, "later"), 'must be "none": a deductible by year has no later admissions')
        if table.period is Period.ADMISSION and table.later is None:
            self.wrong((*path, "later"), 'must be stated; "same" where every admission owes the same')
        due: dict[str, tuple[int, ...]] = {}
        for place, amount in first.items():
            due[place] = (amount,) if table.later is None else self._sequence(amount, table.later)
        pool = self.table.pool
        return Deductible(source, table.period, due, table.yearly_ceiling, f"C0000/{pool}", f"Q0000/{pool}")

    def _sequence(self, first: int, later: LaterTable) -> tuple[int, ...]:
        """Deductibles of the first, second, ... admission; the last entry goes on."""
        path: Path_ = ("deductible", "later")
        needed = {
            "same": (),
            "ratios": ("ratios",),
            "minus_amount": ("amount", "floor"),
            "minus_ratio": ("ratio", "floor"),
        }
        wanted: tuple[str, ...] = needed[later.rule]
        for key in ("ratios", "amount", "ratio", "floor"):
            given = getattr(later, key) is not None
            if given is not (key in wanted):
                word = "unknown key" if given else "missing statement"
                problem = self.toml.problem((*path, key), f'{word} "{key}" for the rule "{later.rule}"')
                if problem not in self.problems:
                    self.problems.append(problem)
                wanted = tuple(name for name in wanted if name != key)
        if later.rule == "ratios":
            return (first, *(ratio.of(first) for ratio in later.ratios or ()))
        if later.rule == "same" or later.floor is None:
            return (first,)
        step = later.amount if later.amount is not None else (later.ratio or WHOLE).of(first)
        floor = min(first, later.floor)
        amounts = [first]
        while amounts[-1] > floor and step > 0 and len(amounts) < MOST_ADMISSIONS:
            amounts.append(max(floor, amounts[-1] - step))
        return tuple(amounts)

    def _layers(self, classes: list[str]) -> tuple[Layer, ...]:
        table = self.table
        if sorted(table.layer_order) != sorted(table.layers):
            self.wrong(("layer_order",), "must name each table under [layers] exactly once")
        known = set(BILL_PARTS)
        free = {name: set(BILL_PARTS) for name in classes}
        layers: list[Layer] = []
        for layer_id in table.layer_order:
            if layer_id not in table.layers or any(layer.id == layer_id for layer in layers):
                continue
            layers.append(self._layer(layer_id, table.layers[layer_id], classes, known, free))
        return tuple(layers)

    def _layer(
        self, layer_id: str, table: LayerTable, classes: list[str], known: set[str], free: dict[str, set[str]]
    ) -> Layer:
        path: Path_ = ("layers", layer_id)
        mine = [name for name in table.classes if name in classes]
        for number, name in enumerate(table.classes):
            if name not in classes:
                self.wrong((*path, "classes", number), f'class "{name}" is not listed under [[classes]]')
        for part in table.base:
            if part not in known:
                self.wrong((*path, "base"), f'"{part}" is no part that exists before this layer')
            elif any(part not in free[name] for name in mine) and part in BILL_PARTS:
                self.wrong((*path, "base"), f'"{part}" was taken by an earlier layer; take its copayment or above part')
        left = {f"{word}:{layer_id}" for word in ("copayment", "above", "deductible")}
        for name in mine:
            free[name] = free[name] - set(table.base) | left
        known |= left
        factors = dict.fromkeys(classes, WHOLE)
        factor_source = None
        if table.person_share is not None:
            factor_source = self.source(table.person_share.source, (*path, "person_share", "source"))
            factors |= self.by_class(table.person_share.factor, mine, (*path, "person_share", "factor"))
        deductible = None
        if table.deductible is not None:
            deductible = LayerDeductible(
                self.source(table.deductible.source, (*path, "deductible", "source")),
                self.by_class(table.deductible.amounts, mine, (*path, "deductible", "amounts")),
            )
        pool = self.table.pool
        facts = (("layer", layer_id), ("layer_zh", table.name_zh), ("layer_en", table.name_en))
        return Layer(
            id=layer_id,
            fund=table.fund,
            field=table.field,
            name_zh=table.name_zh,
            name_en=table.name_en,
            classes=frozenset(mine),
            base=tuple(table.base),
            measure=table.measure,
            period=table.period,
            factors=factors,
            factor_source=factor_source,
            deductible=deductible,
            bands=self._bands(path, table, mine, factors, facts),
            cap=None if table.cap is None else self._cap((*path, "cap"), table.cap, facts),
            rounding=table.rounding,
            paid_key=f"D{table.fund}/{pool}",
            base_key=f"F{table.fund}/{pool}",
            source=self.source(table.source, (*path, "source")),
            path=f"layers.{layer_id}",
            facts=facts,
            counts_base=_counts_base(table),
        )

    def _cap(self, path: Path_, table: CapTable, facts: Facts) -> Cap:
        wanted = "D" if table.counts is CapCounts.PAYMENT else "F"
        for key in table.accumulators:
            if not key.startswith(wanted):
                self.wrong((*path, "accumulators"), f'a cap on {table.counts} counts "{wanted}..." totals, not {key}')
        return Cap(
            self.source(table.source, (*path, "source")),
            table.counts,
            table.amount,
            tuple(table.accumulators),
            table.shown_as,
            (*facts, ("cap", amount_text(table.amount)), ("counts", table.counts.value)),
        )

    def _bands(
        self, layer_path: Path_, table: LayerTable, classes: list[str], factors: Mapping[str, Rate], facts: Facts
    ) -> tuple[Band, ...]:
        path = (*layer_path, "bands")
        if table.bands[0].lower != 0:
            self.wrong((*path, 0, "from"), "the first band must begin at 0")
        for number, (band, following) in enumerate(pairwise(table.bands)):
            if band.upper is None:
                self.wrong((*path, number, "to"), 'only the last band may be "open"')
            elif following.lower != band.upper:
                word = "overlap" if following.lower < band.upper else "leave a gap"
                self.wrong((*path, number + 1, "from"), f"bands {number} and {number + 1} {word}")
        return tuple(
            self._band((*path, number), band, classes, factors, table.measure, facts)
            for number, band in enumerate(table.bands)
        )

    def _band(
        self,
        path: Path_,
        table: BandTable,
        classes: list[str],
        factors: Mapping[str, Rate],
        measure: Measure,
        facts: Facts,
    ) -> Band:
        if table.upper is not None and table.upper <= table.lower:
            self.wrong((*path, "to"), "must be above from")
        if table.shown_as and table.upper is None:
            self.wrong((*path, "shown_as"), "an open band has no bound to show")
        rates = self.by_place(table.rates, classes, (*path, "rates"))
        if (
            measure is Measure.PAYMENT
            and table.upper is not None
            and any(not rate.numerator for rate in rates.values())
        ):
            self.wrong((*path, "rates"), "a rate of 0 never fills a band that is measured by payment")
        effective = {place: _reduced(rate, factors[place.split("/")[0]]) for place, rate in rates.items()}
        return Band(
            table.lower,
            table.upper,
            rates,
            effective,
            self.source(table.source, (*path, "source")),
            ".".join(str(part) for part in path),
            table.shown_as,
            (
                *facts,
                ("from", amount_text(table.lower)),
                ("to", "" if table.upper is None else amount_text(table.upper)),
                ("measure", measure.value),
            ),
        )

    def _account(self) -> AccountRule:
        table = self.table.account
        parts = set(BILL_PARTS)
        for layer_id in self.table.layers:
            parts |= {f"{word}:{layer_id}" for word in ("copayment", "above", "deductible")}
        for part in table.pays:
            if part not in parts:
                self.wrong(("account", "pays"), f'"{part}" is no part of a bill')
        if len(set(table.order)) != len(table.order) or len(set(table.pays)) != len(table.pays):
            self.wrong(("account",), "names something twice")
        return AccountRule(
            self.source(table.source, ("account", "source")),
            table.usable_from,
            table.paid_in_cash_claim == "repaid",
            tuple(table.pays),
            tuple(table.order),
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
    )


def _age_fits(entry: ClassTable, age: int) -> bool:
    return (entry.age_from is None or age >= entry.age_from) and (entry.age_below is None or age < entry.age_below)


def _counts_base(table: LayerTable) -> bool:
    """Whether bands, deductible or cap of a layer look at the year's total of its base."""
    by_year = table.period is Period.YEAR and table.measure is Measure.BASE
    by_cap = table.cap is not None and table.cap.counts is CapCounts.EXPENSE
    return by_year or by_cap or table.deductible is not None


def _reduced(rate: Rate, factor: Rate) -> Rate:
    """The fund's share when only a part of the person's stated share remains with the person."""
    share = 1 - (1 - Fraction(rate.numerator, rate.denominator)) * Fraction(factor.numerator, factor.denominator)
    return Rate(share.numerator, share.denominator)
