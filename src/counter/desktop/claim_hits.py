"""What the look-ups of the claim page show: institutions and catalogue entries as hits."""

from __future__ import annotations

from collections.abc import Callable

from counter.desktop.line_model import CLASS_KINDS
from counter.desktop.lookup import Hit
from counter.desktop.wording import word
from counter.domain.claim import CatalogueItem, Institution, ItemClass
from counter.domain.money import format_amount


def hits_of_institutions(find: Callable[[str], tuple[Institution, ...]]) -> Callable[[str], tuple[Hit, ...]]:
    """A look-up that shows institutions as hits."""

    def look(text: str) -> tuple[Hit, ...]:
        return tuple(
            Hit(
                institution.name,
                institution.code,
                institution.code.upper(),
                institution,
                word("level", institution.level),
                "ok" if institution.designated else "warning",
            )
            for institution in find(text)
        )

    return look


def hit_of_item(item: CatalogueItem) -> Hit:
    """One catalogue entry: class, own share and price beside its name."""
    rate = item.prior_self_pay_rate
    notes = [rate.percent()] if rate is not None and rate.numerator and item.item_class is ItemClass.B else []
    if item.price_fen is not None:
        notes.append(format_amount(item.price_fen))
    return Hit(
        item.name,
        " · ".join(part for part in (item.specification, item.unit, item.code) if part),
        item.code.upper(),
        item,
        word("item_class", item.item_class),
        CLASS_KINDS[item.item_class],
        "  ".join(notes),
    )
