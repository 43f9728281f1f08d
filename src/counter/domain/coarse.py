"""What a layer pays where it rounds otherwise than once to the fen: to the jiao or the yuan, or band by band.

Rounding pays nobody what is not there (docs/policies.md, "Rounding"). Rounding once to the fen cannot reach any of the
limits here, so that the usual layer goes without this module.
"""

from __future__ import annotations

from typing import NamedTuple

from counter.domain.adjudication import RowFacts, StepRow
from counter.domain.policy import Facts, Layer
from counter.domain.rounding import Rounding, rounded, rounding_facts
from counter.domain.telling import Slice


class Payment(NamedTuple):
    """What a layer pays, in fen. stated: what its rounding makes of it; limit: what holds it below that (`base`, `cap`,
    `bands_end`, `bill`), "" where nothing does."""

    fen: int
    stated: int
    limit: str


def coarse_payment(layer: Layer, slices: list[Slice], unit: int, covered: int, limits: dict[str, int]) -> Payment:
    """The stated payment, and what of it the limits allow.

    Args:
        layer: whose rounding.
        slices: its bands with what they pay, exactly.
        unit: parts of a fen that slices and covered count.
        covered: what of its base lies within bands and cap: a broken fen of it may be paid whole.
        limits: further limits of the payment in fen, none below 0, by what holds it.
    """
    if layer.round_bands:
        stated = sum([rounded(pays, unit, layer.rounding, layer.round_to) for _band, _amount, pays in slices])
    else:
        stated = rounded(sum([pays for _band, _amount, pays in slices]), unit, layer.rounding, layer.round_to)
    fen, limit = stated, ""
    for name, most in {"base": -(-covered // unit), **limits}.items():
        if most < fen:
            fen, limit = most, name
    return Payment(fen, stated, limit)


def told_payments(layer: Layer, slices: list[Slice], unit: int) -> list[int]:
    """What each band pays, told in whole fen from which its rounding can be followed.

    To more than a fen the rest of a fen is cut off before half up as before down: half of a jiao or a yuan are whole
    fen, so that what is told lies on the same side of it as what is exact. Rounded once for the layer, only what the
    bands pay together is told so, and each of them what it adds to that.
    """
    mode = layer.rounding
    if layer.round_to > 1 and mode is Rounding.HALF_UP:
        mode = Rounding.DOWN
    if layer.round_bands:
        return [rounded(pays, unit, mode) for _band, _amount, pays in slices]
    told: list[int] = []
    exact = before = 0
    for _band, _amount, pays in slices:
        exact += pays
        now = rounded(exact, unit, mode)
        told.append(now - before)
        before = now
    return told


def layer_rounding(layer: Layer) -> Facts:
    """How a layer rounds what it pays, as facts."""
    each = ("each", "band" if layer.round_bands else "layer")
    return (*layer.facts, *rounding_facts(layer.rounding, layer.round_to), each)


def rounding_step(layer: Layer, told: int, payment: Payment) -> StepRow:
    """How what is told of its bands, in fen, becomes what the layer pays; where that is the same, how it was rounded.

    Rounding to the fen is told from amounts that are rounded to it already.
    """
    facts: RowFacts = layer_rounding(layer)
    if payment.limit:
        facts += (("limit", payment.limit), ("stated", payment.stated))
    return "rounding", told, payment.fen, f"{layer.path}.rounding", layer.source, None, facts


def rounding_told(layer: Layer, slices: list[Slice], unit: int, told: int, payment: Payment) -> list[StepRow]:
    """The step of a layer's rounding, where it changed or held something that the bands do not show."""
    exact = [pays for _band, _amount, pays in slices]
    broken = any(pays % unit for pays in (exact if layer.round_bands else [sum(exact)]))
    to_fen = layer.round_to == 1 and layer.rounding is not Rounding.HALF_UP
    held = payment.limit in ("cap", "bands_end")
    if payment.fen != told or held or (broken and (to_fen or payment.limit)):
        return [rounding_step(layer, told, payment)]
    return []


def once_to_the_fen(layer: Layer, slices: list[Slice], unit: int, amount: int) -> list[StepRow]:
    """The step of a layer that rounds up or down, once to the fen: half up goes without saying. amount: fen paid."""
    stated = sum(told_payments(layer, slices, unit))
    return rounding_told(layer, slices, unit, stated, Payment(amount, stated, "bill" if amount < stated else ""))
