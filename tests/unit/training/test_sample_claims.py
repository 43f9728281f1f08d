"""The claims that the demo types must be complete, add up, and find every item by its keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from counter.domain.claim import CatalogueItem, ItemClass, PersonFacts
from counter.domain.draft import Draft, DraftLine, DraftReceipt, check_draft
from counter.training.sample_claims import TypedClaim, demo_claim, demo_stay
from counter.visit.centre import Centre


def found(centre: Centre, keys: str, name: str, day: date) -> CatalogueItem:
    hits = [
        dated.item
        for dated in centre.catalogue
        if dated.item.initials.startswith(keys) and dated.from_day <= day and (not dated.to_day or day <= dated.to_day)
    ]
    assert len(hits) <= 9, "all hits fit into the list"
    (item,) = [hit for hit in hits if hit.name == name]
    return item


def as_draft(claim: TypedClaim, centre: Centre, today: date) -> Draft:
    file = next(file for file in centre.members if file.member.member_id == claim.member_id)
    insurance = file.insurances[0]
    receipts = []
    for typed in claim.receipts:
        day = date.fromisoformat(typed.issue_day)
        (place,) = [p for p in centre.institutions if p.name == typed.institution_name]
        assert place.initials.startswith(typed.institution_keys)
        lines = [
            DraftLine(
                line.item_name,
                found(centre, line.item_keys, line.item_name, day),
                line.unit_price,
                line.quantity,
                line.amount,
            )
            for line in typed.lines
        ]
        receipts.append(
            DraftReceipt(
                code=typed.code,
                number=typed.number,
                check_code=typed.check_code,
                institution=place,
                issue_day=typed.issue_day,
                total=typed.total,
                lines=lines,
            )
        )
    return Draft(
        "key",
        claim.member_id,
        insurance.region,
        insurance.scheme,
        PersonFacts(insurance.person_type, file.member.birth_day, insurance.retired_on),
        claim.care,
        claim.admission_day,
        claim.discharge_day,
        claim.diagnosis,
        claim.reason,
        frozenset(claim.documents),
        receipts,
    )


@pytest.mark.parametrize(("make", "lines", "total"), [(demo_claim, 8, "649.60"), (demo_stay, 25, "")])
def test_a_typed_claim_is_complete(
    centre: Centre, today: date, make: Callable[[date], TypedClaim], lines: int, total: str
) -> None:
    typed = make(today)
    assert sum(len(receipt.lines) for receipt in typed.receipts) == lines
    claim, problems = check_draft(as_draft(typed, centre, today), today)
    assert problems == ()
    assert claim is not None
    classes = {line.item_class for receipt in claim.receipts for line in receipt.lines}
    assert classes == set(ItemClass)
    assert any(
        line.price_limit_fen is not None and line.unit_price_fen > line.price_limit_fen
        for receipt in claim.receipts
        for line in receipt.lines
    )
    if total:
        assert typed.receipts[0].total == total


def test_the_receipts_were_never_settled_by_card(centre: Centre, today: date) -> None:
    used = {visit.receipt_key for file in centre.members for visit in file.visits}
    for typed in (demo_claim(today), demo_stay(today)):
        for receipt in typed.receipts:
            assert f"e_receipt:{receipt.code}:{receipt.number}" not in used


def test_a_broken_total_would_be_found(centre: Centre, today: date) -> None:
    draft = as_draft(demo_claim(today), centre, today)
    draft.receipts[0].total = "649.61"
    claim, problems = check_draft(draft, today)
    assert claim is None
    assert [problem.code for problem in problems] == ["lines_differ"]
