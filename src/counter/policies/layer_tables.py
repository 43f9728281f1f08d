"""Layers from their tables: bases, bands, caps and the figures that pricing wants ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from counter.domain.money import Rate, amount_text
from counter.domain.part_sets import BILL_PARTS, LAYER_PARTS
from counter.domain.policy import Band, Cap, CapCounts, Facts, Layer, LayerDeductible, Measure
from counter.domain.rounding import PLACES
from counter.policies.checking import Checker
from counter.policies.layer_totals import (
    check_accumulators,
    check_deductible,
    check_funds,
    counts_base,
    own_key,
    takes_direct,
)
from counter.policies.messages import say
from counter.policies.statements import (
    AwayCutTable,
    AwayTable,
    BandTable,
    BonusTable,
    ByAge,
    CapAmounts,
    CapTable,
    LayerDeductibleTable,
    LayerTable,
    ShareOf,
)
from counter.policies.toml_file import Path_

WHOLE = Rate(1, 1)
OLDEST = 150
"""The highest age for which rates are worked out."""


def away_words(table: AwayTable) -> tuple[tuple[str, AwayCutTable | str], ...]:
    """What is stated for each kind of care away from home, by the values of `Away`."""
    return (
        ("resident", table.resident),
        ("referred", table.referred),
        ("unfiled", table.unfiled),
        ("emergency", table.emergency),
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all bands of one layer share while they are made."""

    classes: list[str]
    factors: Mapping[str, Rate]
    measure: Measure
    facts: Facts
    points: Mapping[str, Rate]
    bonus: BonusTable | None
    by_age: bool


class LayerReader:
    """The layers of one package."""

    def __init__(self, check: Checker) -> None:
        self.check = check
        self.table = check.table
        self.classes = {entry.id: entry for entry in check.table.classes}

    def layers(self) -> tuple[Layer, ...]:
        """The layers in the order in which they pay."""
        table = self.table
        if sorted(table.layer_order) != sorted(table.layers):
            self.check.wrong(("layer_order",), say("layer_order"))
        known = set(BILL_PARTS)
        free = {name: set(BILL_PARTS) for name in self.classes}
        layers: list[Layer] = []
        for layer_id in dict.fromkeys(table.layer_order):
            if layer_id in table.layers:
                self._check_base(layer_id, table.layers[layer_id], known, free)
                layers.append(self._layer(layer_id, table.layers[layer_id]))
        check_funds(self.check)
        wanted = ("in_scope", "direct") if table.lines.direct_lines == "apart" else ("in_scope",)
        for name, parts in free.items():
            for part in wanted:
                if part in parts:
                    self.check.wrong(("layer_order",), say("part_untaken", part=part, name=name))
        return tuple(layers)

    def _check_base(self, layer_id: str, table: LayerTable, known: set[str], free: dict[str, set[str]]) -> None:
        """A base names parts that exist and that no earlier layer has taken; both sets learn what this layer does."""
        path: Path_ = ("layers", layer_id, "base")
        mine = [name for name in table.classes if name in self.classes]
        self.check.check_once(table.base, path)
        for part in table.base:
            left = [part in free[name] for name in mine]
            if part not in known:
                self.check.wrong(path, say("part_not_yet", part=part))
            elif left and not (all(left) if part in BILL_PARTS else any(left)):
                self.check.wrong(path, say("part_taken", part=part))
        made = {f"{word}:{layer_id}" for word in LAYER_PARTS}
        for name in mine:
            free[name] = free[name] - set(table.base) | made
        known |= made

    def _layer(self, layer_id: str, table: LayerTable) -> Layer:
        path: Path_ = ("layers", layer_id)
        mine = [name for name in table.classes if name in self.classes]
        self.check.check_once(table.classes, (*path, "classes"))
        for number, name in enumerate(table.classes):
            if name not in self.classes:
                self.check.wrong((*path, "classes", number), say("class_unlisted", name=name))
        factors = dict.fromkeys(self.classes, WHOLE)
        factor_source = None
        if table.person_share is not None:
            factor_source = self.check.source(table.person_share.source, (*path, "person_share", "source"))
            factors |= self.check.by_class(table.person_share.factor, mine, (*path, "person_share", "factor"))
        deductible = None
        if table.deductible is not None:
            deductible = self._deductible(layer_id, table, table.deductible, mine)
        self._check_measure(path, table)
        facts: Facts = (("layer", layer_id), ("layer_zh", table.name_zh), ("layer_en", table.name_en))
        self._check_bounds((*path, "bands"), table.bands)
        points = self._points(layer_id)
        by_age = table.age_bonus is not None or any(
            isinstance(rate, ByAge) for band in table.bands for row in band.rates.values() for rate in row.values()
        )
        shape = _Shape(mine, factors, table.measure, facts, points, self._bonuses(table, path), by_age)
        bands = tuple(self._band((*path, "bands", number), band, shape) for number, band in enumerate(table.bands))
        pool = self.table.pool
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
            bands=bands,
            cap=None if isinstance(table.cap, str) else self._cap(layer_id, table, mine, facts),
            rounding=table.rounding.mode,
            round_to=PLACES[table.rounding.to],
            round_bands=table.rounding.each == "band",
            paid_key=own_key("D", pool, layer_id, table),
            base_key=own_key("F", pool, layer_id, table),
            fund_key=f"D{table.fund}/{pool}" if table.year_totals == "of_layer" else "",
            source=self.check.source(table.source, (*path, "source")),
            path=f"layers.{layer_id}",
            facts=facts,
            scales=_scales(table, bands, factors),
            counts_base=counts_base(table),
            by_age=by_age,
            reduced=frozenset(points),
            cap_undocumented=table.cap == "undocumented",
        )

    def _deductible(
        self, layer_id: str, layer: LayerTable, table: LayerDeductibleTable, mine: list[str]
    ) -> LayerDeductible:
        path: Path_ = ("layers", layer_id, "deductible")
        amounts = self.check.by_class(table.amounts, mine, (*path, "amounts"))
        return LayerDeductible(
            self.check.source(table.source, (*path, "source")),
            {name: self.check.fen(amount, (*path, "amounts")) for name, amount in amounts.items()},
            check_deductible(self.check, layer_id, layer),
            {name: facts for name, amount in amounts.items() if (facts := self.check.rounded_as(amount))},
        )

    def _check_measure(self, path: Path_, table: LayerTable) -> None:
        """Bounds that include the deductible mean something only on what that deductible was taken from."""
        if table.measure is not Measure.WITH_DEDUCTIBLE:
            return
        if not {"in_scope"} <= set(table.base) <= {"in_scope", "direct"}:
            self.check.wrong((*path, "measure"), say("measure_base"))
        if table.deductible is not None:
            self.check.wrong((*path, "measure"), say("measure_deductible"))
        if takes_direct(self.check, table):
            self.check.wrong((*path, "base"), say("scope_direct"))

    def _points(self, layer_id: str) -> dict[str, Rate]:
        """Points that care away from home takes from this layer's rates, by kind."""
        away = self.table.away
        if away is None or layer_id not in away.points_from:
            return {}
        found = {}
        for kind, word in away_words(away):
            if isinstance(word, AwayCutTable) and word.minus_points is not None and word.minus_points.numerator:
                found[kind] = word.minus_points
        return found

    def _bonuses(self, table: LayerTable, path: Path_) -> BonusTable | None:
        """The bonus by age, its steps in order."""
        bonus = table.age_bonus
        if bonus is not None:
            self.check.source(bonus.source, (*path, "age_bonus", "source"))
            ages = [step.age_from for step in bonus.ages]
            if any(later <= earlier for earlier, later in pairwise(ages)):
                self.check.wrong((*path, "age_bonus", "ages"), say("ages_ascend"))
        return bonus

    def _cap(self, layer_id: str, layer: LayerTable, mine: list[str], facts: Facts) -> Cap:
        table = layer.cap
        assert isinstance(table, CapTable)
        path: Path_ = ("layers", layer_id, "cap")
        scope_named = check_accumulators(self.check, layer_id, layer)
        by_disease = isinstance(table.amount, CapAmounts) and table.amount.by_disease is not None
        if by_disease and table.shown_as:
            self.check.wrong((*path, "shown_as"), say("cap_by_disease_shown"))
        stated = self._cap_amounts(table, mine, (*path, "amount"))
        amounts = {key: self.check.fen(amount, (*path, "amount")) for key, amount in stated.items()}
        return Cap(
            self.check.source(table.source, (*path, "source")),
            table.counts,
            amounts,
            by_disease,
            tuple(table.accumulators),
            table.shown_as,
            {
                key: (
                    *facts,
                    *(self._disease_names(key) if by_disease else ()),
                    ("cap", amount_text(amount)),
                    ("counts", table.counts.value),
                    *self.check.rounded_as(stated[key]),
                )
                for key, amount in amounts.items()
            },
            scope_named,
        )

    def _disease_names(self, key: str) -> Facts:
        entry = self.table.diseases.get(key)
        return () if entry is None else (("disease_zh", entry.name_zh), ("disease_en", entry.name_en))

    def _cap_amounts(self, table: CapTable, mine: list[str], path: Path_) -> dict[str, ShareOf | int]:
        """The cap as it is stated, by class or by disease."""
        amount = table.amount
        if not isinstance(amount, CapAmounts):
            return dict.fromkeys(mine, amount)
        if amount.by_class is not None and amount.by_disease is None:
            return self.check.by_class(amount.by_class, mine, (*path, "by_class"))
        if amount.by_disease is not None and amount.by_class is None:
            self.check.check_diseases(amount.by_disease, (*path, "by_disease"))
            return amount.by_disease
        self.check.wrong(path, say("one_cap"))
        return {}

    def _check_bounds(self, path: Path_, bands: list[BandTable]) -> None:
        """Bands begin at 0, each where the one before ends."""
        if bands[0].lower != 0:
            self.check.wrong((*path, 0, "from"), say("first_band"))
        for number, (band, following) in enumerate(pairwise(bands)):
            if band.upper is None:
                self.check.wrong((*path, number, "to"), say("only_last_open"))
            elif following.lower != band.upper:
                code = "bands_overlap" if following.lower < band.upper else "bands_gap"
                message = say(code, begins=amount_text(following.lower), ends=amount_text(band.upper))
                self.check.wrong((*path, number + 1, "from"), message)
        for number, band in enumerate(bands):
            if band.upper is not None and band.upper <= band.lower:
                self.check.wrong((*path, number, "to"), say("not_above_from"))
            if band.upper is None and band.shown_as:
                self.check.wrong((*path, number, "shown_as"), say("open_shown"))

    def _band(self, path: Path_, table: BandTable, shape: _Shape) -> Band:
        stated = self.check.by_place(table.rates, shape.classes, (*path, "rates"))
        bounds: Facts = (
            ("from", amount_text(table.lower)),
            ("to", "" if table.upper is None else amount_text(table.upper)),
            ("measure", shape.measure.value),
        )
        rates: dict[str, Rate] = {}
        effective: dict[str, Rate] = {}
        told: dict[str, Facts] = {}
        for base_place, rate_stated in stated.items():
            if isinstance(rate_stated, str):
                continue
            name, level = base_place.split("/")
            entry, factor = self.classes[name], shape.factors[name]
            who: Facts = (("level", level), ("class_zh", entry.name_zh), ("class_en", entry.name_en))
            for age in range(OLDEST + 1) if shape.by_age else (None,):
                rate = rate_stated if isinstance(rate_stated, Rate) else _at_age(rate_stated, age or 0)
                share: Facts = (
                    () if factor == WHOLE else (("stated_rate", rate.percent()), ("factor", factor.percent()))
                )
                place = base_place if age is None else f"{base_place}/{age}"
                reduced = _reduced(rate, factor)
                bonus = None if shape.bonus is None or age is None else _bonus_at(shape.bonus, age)
                if bonus is not None and shape.bonus is not None:
                    reduced = _raised(reduced, bonus, shape.bonus.ceiling)
                    share += (("bonus", bonus.percent()),)
                if age is not None:
                    share += (("age", str(age)),)
                rates[place], effective[place], told[place] = rate, reduced, shape.facts + bounds + who + share
                for kind, points in shape.points.items():
                    cut: Facts = (("away", kind), ("points", points.percent()))
                    away = f"{place}/{kind}"
                    rates[away], effective[away] = rate, _lowered(reduced, points)
                    told[away] = told[place] + cut
        by_payment = shape.measure is Measure.PAYMENT and table.upper is not None
        if by_payment and any(not rate.numerator for rate in effective.values()):
            self.check.wrong((*path, "rates"), say("zero_rate"))
        return Band(
            table.lower,
            table.upper,
            rates,
            effective,
            self.check.source(table.source, (*path, "source")),
            ".".join(str(part) for part in path),
            table.shown_as,
            told,
            {place: rate.percent() for place, rate in effective.items()},
        )


def _scales(table: LayerTable, bands: tuple[Band, ...], factors: Mapping[str, Rate]) -> dict[str, int]:
    """Into how many parts a fen is cut at each place (`Layer.scales`): as few as keep every division by a rate even.

    Every amount counts whole fen until a rate divides it. Paying divides by a denominator; what fills a band that is
    measured by payment, or a cap on payments, divides what is paid by a numerator; the step that tells a reduced share
    divides by a stated rate's denominator.
    """
    by_payment = table.measure is Measure.PAYMENT
    by_payment |= isinstance(table.cap, CapTable) and table.cap.counts is CapCounts.PAYMENT
    scales: dict[str, int] = {}
    for place in {place for band in bands for place in band.effective}:
        here = [band for band in bands if place in band.effective]
        scale = lcm(*(band.effective[place].denominator for band in here))
        if by_payment:
            scale *= lcm(*(band.effective[place].numerator or 1 for band in here))
        if factors[place.split("/")[0]] != WHOLE:
            scale *= lcm(*(band.rates[place].denominator for band in here))
        scales[place] = scale
    return scales


def _reduced(rate: Rate, factor: Rate) -> Rate:
    """The fund's share when only a part of the person's stated share remains with the person."""
    return _rate(1 - (1 - _exact(rate)) * _exact(factor))


def _exact(rate: Rate) -> Fraction:
    return Fraction(rate.numerator, rate.denominator)


def _rate(share: Fraction) -> Rate:
    return Rate(share.numerator, share.denominator)


def _at_age(formula: ByAge, age: int) -> Rate:
    """The rate of a formula at an age, never above 1."""
    return _rate(min(Fraction(1), _exact(formula.base) + _exact(formula.per_year) * age))


def _bonus_at(bonus: BonusTable, age: int) -> Rate | None:
    """What the highest step that an age has reached adds."""
    reached = [step.add for step in bonus.ages if age >= step.age_from]
    return reached[-1] if reached else None


def _raised(rate: Rate, bonus: Rate, ceiling: Rate) -> Rate:
    """A rate with its bonus; the ceiling stops the bonus, it never lowers the rate itself."""
    return _rate(max(_exact(rate), min(_exact(rate) + _exact(bonus), _exact(ceiling))))


def _lowered(rate: Rate, points: Rate) -> Rate:
    """A rate less points, never below 0."""
    return _rate(max(Fraction(0), _exact(rate) - _exact(points)))
