"""Which parts of the bill stand behind a layer, and which of them bound what it pays (docs/policies.md, "Rounding")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

BILL_PARTS = ("in_scope", "direct", "deductible", "prior_self_pay", "over_limit", "excluded")
"""The parts that a bill is split into before any layer has paid."""

LAYER_PARTS = ("copayment", "above", "deductible")
"""What each layer leaves behind, as the first word of a part's name."""


class PartSets(NamedTuple):
    """What bounds the layers of one class of persons.

    sets: sets of bill parts; the layers within a set never pay more together than its parts hold. of_layer: by layer
    id, the places in `sets` of those that it lies within, so that each of them bounds it.
    """

    sets: tuple[tuple[str, ...], ...]
    of_layer: Mapping[str, tuple[int, ...]]


def part_sets(bases: Iterable[tuple[str, tuple[str, ...]]]) -> PartSets:
    """The bounds of layers, given as (id, parts of the base) in the order in which they pay.

    Payments can be laid to bill parts behind their layers exactly where no set of parts is overdrawn by the layers
    within it. Only sets that hang together through layers can be: the others are sums of such.
    """
    behind = {part: frozenset((part,)) for part in BILL_PARTS}
    own: dict[str, frozenset[str]] = {}
    for layer_id, base in bases:
        # A part that another class's layer leaves, or that is already taken, brings nothing.
        parts = frozenset[str]().union(*[behind.pop(part, frozenset()) for part in base])
        behind |= {f"{word}:{layer_id}": parts for word in LAYER_PARTS}
        own[layer_id] = parts
    found = set(own.values())
    while more := {one | other for one in found for other in found if one & other} - found:
        found |= more
    sets = sorted(sorted(parts) for parts in found)
    return PartSets(
        tuple(tuple(parts) for parts in sets),
        {
            name: tuple([place for place, within in enumerate(sets) if parts <= set(within)])
            for name, parts in own.items()
        },
    )
