"""Booked claims come back whole, in booking order, on both databases."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

import pytest
from little_centre import HOSPITAL, Place, draft, settle

from counter.domain.claim import (
    CareKind,
    Claim,
    ClaimLine,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
    canonical_json,
)
from counter.domain.errors import StoreProblem
from counter.domain.money import Rate
from counter.store import Books
from counter.store.claims import read_claim, stored_claim_of
from counter.store.verify import verify_store
from counter.visit.counter import Counter

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def whole_claim() -> Claim:
    """A claim in which every fact says something."""
    line = ClaimLine(
        "Y1", "支架", ItemClass.B, "201", "08", 120_050, Decimal("1.25"), 150_063, Rate(1, 10), 99_900, True
    )
    day = date(2026, 11, 12)
    receipt = Receipt(ReceiptKind.E_RECEIPT, "11060126", "0000000100", "7FA31C", HOSPITAL, day, 150_063, (line,))
    person = PersonFacts("1201", date(1955, 2, 3), date(2010, 3, 1))
    return Claim(
        7, "110000", "310", CareKind.INPATIENT, person, HOSPITAL, (receipt,), day, date(2026, 11, 1), day, "高血压"
    )


def test_a_claim_comes_back_as_it_was() -> None:
    claim = whole_claim()
    back = read_claim(json.dumps(json.loads(content_of(claim))).encode())
    assert back == claim and back.content_hash() == claim.content_hash()
    empty = replace(claim, admission_day=None, discharge_day=None, person=PersonFacts("1101", date(1980, 5, 8)))
    assert read_claim(content_of(empty)) == empty


def content_of(claim: Claim) -> bytes:
    """As a claim was stored from the beginning on: every fact."""
    return canonical_json(asdict(claim))


def test_a_claim_of_a_newer_program_is_not_misread() -> None:
    content = json.loads(content_of(whole_claim())) | {"moon": "full"}
    with pytest.raises(TypeError, match="moon"):
        read_claim(json.dumps(content).encode())


def test_booked_claims_in_booking_order_and_in_pages(books: Books, counter: Counter, place: Place) -> None:
    booked = [settle(counter, draft(f"000000010{n}", f"{n + 1}00.00")) for n in range(5)]
    assert books.begin_replay(FIRST, LAST) == 5
    found, after = [], 0
    while page := books.stored_claims(FIRST, LAST, after=after, limit=2):
        assert len(page) <= 2
        found += page
        after = page[-1].settlement_id
    assert [one.snapshot for one in found] == [settlement.snapshot for settlement in booked]
    assert [one.claim.content_hash() for one in found] == [settlement.snapshot.claim_hash for settlement in booked]
    assert books.begin_replay(date(2025, 1, 1), date(2025, 12, 31)) == 0
    assert books.stored_claims(date(2026, 11, 12), date(2026, 11, 12))[0].claim.total_fen == 10_000
    assert verify_store(place.url).good


def test_a_replay_is_logged(books: Books) -> None:
    before, _ = books.audit_head()
    books.begin_replay(FIRST, LAST)
    assert books.audit_head()[0] == before + 1


def test_an_altered_claim_is_noticed() -> None:
    content = content_of(whole_claim())
    with pytest.raises(StoreProblem, match="damaged"):
        stored_claim_of((1, content, "0" * 64, b"{}", "0" * 64))
