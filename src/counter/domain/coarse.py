"""What a layer pays where it rounds otherwise than once to the fen: to the jiao or the yuan, or band by band.

Rounding pays nobody what is not there (docs/policies.md, "Rounding"). Rounding once to the fen cannot reach any of the
limits here, so that the usual layer goes without this module.
"""

from __future__ import annotations

from typing import NamedTuple

from counter.domain.adjudication import RowFacts, StepRow
from counter.domain.policy import Facts, Layer
from counter.domain.rounding import rounded, rounding_facts
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


def layer_rounding(layer: Layer) -> Facts:
    """How a layer rounds what it pays, as facts."""
    each = ("each", "band" if layer.round_bands else "layer")
    return (*layer.facts, *rounding_facts(layer.rounding, layer.round_to), each)


def rounding_step(layer: Layer, exact: int, payment: Payment) -> StepRow:
    """How what the bands pay together, to the fen, becomes what the layer pays."""
    facts: RowFacts = layer_rounding(layer)
    if payment.limit:
        facts += (("limit", payment.limit), ("stated", payment.stated))
    return "rounding", exact, payment.fen, f"{layer.path}.rounding", layer.source, None, facts
