"""Drafts as JSON: what was typed, letter by letter, as it was typed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from counter.domain.claim import (
    Away,
    CareKind,
    CatalogueItem,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    ReceiptKind,
    StayPart,
    canonical_json,
)
from counter.domain.draft import Draft, DraftLine, DraftReceipt
from counter.domain.errors import InvalidAmount
from counter.domain.money import Rate, parse_amount

FORMAT = 1


def draft_text(draft: Draft) -> str:
    """The stored form of a draft; `read_draft(draft_text(d)) == d`."""
    content = {**asdict(draft), "documents": sorted(draft.documents), "format": FORMAT}
    return canonical_json(content).decode()


def read_draft(text: str) -> Draft:
    """Read a stored draft back.

    Raises:
        ValueError: it was written by a newer version of the program.
    """
    content: dict[str, Any] = json.loads(text)
    if content["format"] != FORMAT:
        raise ValueError(f"draft format {content['format']} is newer than this program")
    person = content["person"]
    return Draft(
        key=content["key"],
        member_id=content["member_id"],
        region=content["region"],
        scheme=content["scheme"],
        person=PersonFacts(person["person_type"], date.fromisoformat(person["birth_day"]), _day(person["retired_on"])),
        care=CareKind(content["care"]),
        admission_day=content["admission_day"],
        discharge_day=content["discharge_day"],
        diagnosis=content["diagnosis"],
        reason=content["reason"],
        documents=frozenset(content["documents"]),
        receipts=[_receipt(receipt) for receipt in content["receipts"]],
        # Drafts that were stored before these were asked for have none of them.
        place=content.get("place", ""),
        away=Away(content.get("away", Away.LOCAL)),
        disease=content.get("disease", ""),
        replaces=content.get("replaces", ""),
        part=_part(content.get("part")),
    )


def typed_total(draft: Draft) -> int:
    """What the typed totals of a draft add up to, in fen; what is no amount yet counts as nothing."""
    total = 0
    for receipt in draft.receipts:
        try:
            total += max(0, parse_amount(receipt.total)) if receipt.total.strip() else 0
        except InvalidAmount:
            continue
    return total


def _part(content: dict[str, Any] | None) -> StayPart | None:
    if content is None:
        return None
    days = {name: date.fromisoformat(content[name]) for name in ("first_day", "last_day")}
    return StayPart(**{**content, **days})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _receipt(content: dict[str, Any]) -> DraftReceipt:
    institution = content["institution"]
    return DraftReceipt(
        **{
            **content,
            "kind": ReceiptKind(content["kind"]),
            "institution": institution
            and Institution(**{**institution, "level": InstitutionLevel(institution["level"])}),
            "lines": [DraftLine(**{**line, "item": _item(line["item"])}) for line in content["lines"]],
        }
    )


def _item(content: dict[str, Any] | None) -> CatalogueItem | None:
    if content is None:
        return None
    rate = content["prior_self_pay_rate"]
    return CatalogueItem(
        **{
            **content,
            "item_class": ItemClass(content["item_class"]),
            "prior_self_pay_rate": None if rate is None else Rate(**rate),
        }
    )
