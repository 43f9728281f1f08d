"""Layers from their tables: bases, bands, caps and the figures that pricing wants ready."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from counter.domain.money import Rate, amount_text
from counter.domain.policy import (
    BILL_PARTS,
    Band,
    Cap,
    CapCounts,
    Facts,
    Layer,
    LayerDeductible,
    Measure,
    Period,
)
from counter.policies.checking import Checker
from counter.policies.statements import BandTable, CapTable, LayerTable
from counter.policies.toml_file import Path_

WHOLE = Rate(1, 1)
LAYER_PARTS = ("copayment", "above", "deductible")
"""What each layer leaves behind, as the first word of a part's name."""


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
            self.check.wrong(("layer_order",), "must name each table under [layers] exactly once")
        known = set(BILL_PARTS)
        free = {name: set(BILL_PARTS) for name in self.classes}
        layers: list[Layer] = []
        for layer_id in dict.fromkeys(table.layer_order):
            if layer_id in table.layers:
                self._check_base(layer_id, table.layers[layer_id], known, free)
                layers.append(self._layer(layer_id, table.layers[layer_id]))
        wanted = ("in_scope", "direct") if table.lines.direct_lines == "apart" else ("in_scope",)
        for name, parts in free.items():
            for part in wanted:
                if part in parts:
                    self.check.wrong(("layer_order",), f'no layer takes "{part}" for class "{name}"')
        return tuple(layers)

    def _check_base(self, layer_id: str, table: LayerTable, known: set[str], free: dict[str, set[str]]) -> None:
        """A base names parts that exist and that no earlier layer has taken; both sets learn what this layer does."""
        path: Path_ = ("layers", layer_id, "base")
        mine = [name for name in table.classes if name in self.classes]
        for part in table.base:
            left = [part in free[name] for name in mine]
            if part not in known:
                self.check.wrong(path, f'"{part}" is no part that exists before this layer')
            elif left and not (all(left) if part in BILL_PARTS else any(left)):
                self.check.wrong(path, f'"{part}" was taken by an earlier layer; take its copayment or above part')
        made = {f"{word}:{layer_id}" for word in LAYER_PARTS}
        for name in mine:
            free[name] = free[name] - set(table.base) | made
        known |= made

    def _layer(self, layer_id: str, table: LayerTable) -> Layer:
        path: Path_ = ("layers", layer_id)
        mine = [name for name in table.classes if name in self.classes]
        for number, name in enumerate(table.classes):
            if name not in self.classes:
                self.check.wrong((*path, "classes", number), f'class "{name}" is not listed under [[classes]]')
        factors = dict.fromkeys(self.classes, WHOLE)
        factor_source = None
        if table.person_share is not None:
            factor_source = self.check.source(table.person_share.source, (*path, "person_share", "source"))
            factors |= self.check.by_class(table.person_share.factor, mine, (*path, "person_share", "factor"))
        deductible = None
        if table.deductible is not None:
            deductible = LayerDeductible(
                self.check.source(table.deductible.source, (*path, "deductible", "source")),
                self.check.by_class(table.deductible.amounts, mine, (*path, "deductible", "amounts")),
            )
        facts: Facts = (("layer", layer_id), ("layer_zh", table.name_zh), ("layer_en", table.name_en))
        self._check_bounds((*path, "bands"), table.bands)
        bands = tuple(
            self._band((*path, "bands", number), band, mine, factors, table.measure, facts)
            for number, band in enumerate(table.bands)
        )
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
            cap=None if table.cap is None else self._cap((*path, "cap"), table.cap, facts),
            rounding=table.rounding,
            paid_key=f"D{table.fund}/{pool}",
            base_key=f"F{table.fund}/{pool}",
            source=self.check.source(table.source, (*path, "source")),
            path=f"layers.{layer_id}",
            facts=facts,
            scales=_scales(bands),
            counts_base=_counts_base(table),
        )

    def _cap(self, path: Path_, table: CapTable, facts: Facts) -> Cap:
        wanted = "D" if table.counts is CapCounts.PAYMENT else "F"
        for key in table.accumulators:
            if not key.startswith(wanted):
                message = f'a cap on {table.counts} counts "{wanted}..." totals, not {key}'
                self.check.wrong((*path, "accumulators"), message)
        return Cap(
            self.check.source(table.source, (*path, "source")),
            table.counts,
            table.amount,
            tuple(table.accumulators),
            table.shown_as,
            (*facts, ("cap", amount_text(table.amount)), ("counts", table.counts.value)),
        )

    def _check_bounds(self, path: Path_, bands: list[BandTable]) -> None:
        """Bands begin at 0, each where the one before ends."""
        if bands[0].lower != 0:
            self.check.wrong((*path, 0, "from"), "the first band must begin at 0")
        for number, (band, following) in enumerate(pairwise(bands)):
            if band.upper is None:
                self.check.wrong((*path, number, "to"), 'only the last band may be "open"')
            elif following.lower != band.upper:
                word = "overlap" if following.lower < band.upper else "leave a gap"
                self.check.wrong((*path, number + 1, "from"), f"bands {number} and {number + 1} {word}")
        for number, band in enumerate(bands):
            if band.upper is not None and band.upper <= band.lower:
                self.check.wrong((*path, number, "to"), "must be above from")
            if band.upper is None and band.shown_as:
                self.check.wrong((*path, number, "shown_as"), "an open band has no bound to show")

    def _band(
        self,
        path: Path_,
        table: BandTable,
        mine: list[str],
        factors: Mapping[str, Rate],
        measure: Measure,
        facts: Facts,
    ) -> Band:
        rates = self.check.by_place(table.rates, mine, (*path, "rates"))
        by_payment = measure is Measure.PAYMENT and table.upper is not None
        if by_payment and any(not rate.numerator for rate in rates.values()):
            self.check.wrong((*path, "rates"), "a rate of 0 never fills a band that is measured by payment")
        bounds: Facts = (
            ("from", amount_text(table.lower)),
            ("to", "" if table.upper is None else amount_text(table.upper)),
            ("measure", measure.value),
        )
        effective: dict[str, Rate] = {}
        told: dict[str, Facts] = {}
        for place, rate in rates.items():
            name, level = place.split("/")
            entry, factor = self.classes[name], factors[name]
            effective[place] = _reduced(rate, factor)
            who: Facts = (("level", level), ("class_zh", entry.name_zh), ("class_en", entry.name_en))
            share: Facts = () if factor == WHOLE else (("stated_rate", rate.percent()), ("factor", factor.percent()))
            told[place] = facts + bounds + who + share
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


def _scales(bands: tuple[Band, ...]) -> dict[str, int]:
    """By place, the product of all numerators and denominators of its rates (`Layer.scales`).

    The product, not the least common multiple: what one band leaves after a division must still divide evenly by every
    other band's rate.
    """
    scales: dict[str, int] = {}
    for band in bands:
        for place, rate in band.effective.items():
            own = (rate.numerator or 1) * rate.denominator * band.rates[place].denominator
            scales[place] = scales.get(place, 1) * own
    return scales


def _counts_base(table: LayerTable) -> bool:
    """Whether bands, deductible or cap of a layer look at the year's total of its base."""
    by_year = table.period is Period.YEAR and table.measure is Measure.BASE
    by_cap = table.cap is not None and table.cap.counts is CapCounts.EXPENSE
    return by_year or by_cap or table.deductible is not None


def _reduced(rate: Rate, factor: Rate) -> Rate:
    """The fund's share when only a part of the person's stated share remains with the person."""
    share = 1 - (1 - Fraction(rate.numerator, rate.denominator)) * Fraction(factor.numerator, factor.denominator)
    return Rate(share.numerator, share.denominator)
