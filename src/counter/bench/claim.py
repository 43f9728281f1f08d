"""Claims of 200 lines through the engine, against the bare integer loop that the same rules come down to: one with its
trace, and many priced again as `counter policy impact` does."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from counter.bench.measure import Outcome, contest
from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import (
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
)
from counter.domain.engine import adjudicate
from counter.domain.money import Rate, half_up
from counter.domain.settlement import Snapshot
from counter.policies.impact import replay
from counter.visit.ports.archive import StoredClaim
from counter.visit.ports.rules import PolicyBook

HOSPITAL = Institution("H11010599001", "示范医院", InstitutionLevel.LEVEL_3, "110000")
DAY = date(2026, 6, 1)
PRIOR_SELF_PAY = (None, Rate(5, 100), Rate(10, 100), Rate(20, 100))
LINES = 200
DISTINCT = 1_000
"""So many different claims stand behind those that are priced again."""


def random_claim(seed: int, lines: int = LINES) -> Claim:
    """A level-3 inpatient claim of an employee in service with random lines."""
    chance = random.Random(seed)  # noqa: S311 - input for a measurement
    made = []
    for number in range(lines):
        price = int(10 ** chance.uniform(1.3, 4.2))
        quantity = chance.randint(1, 30)
        item_class = chance.choice((ItemClass.A, ItemClass.A, ItemClass.B, ItemClass.B, ItemClass.C))
        made.append(
            ClaimLine(
                f"X{number:022d}",
                f"项目{number}",
                item_class,
                "101",
                "09",
                price,
                Decimal(quantity),
                price * quantity,
                chance.choice(PRIOR_SELF_PAY[1:]) if item_class is ItemClass.B else None,
                int(price * chance.uniform(0.5, 1.5)) if chance.random() < 0.3 else None,
            )
        )
    total = sum(line.amount_fen for line in made)
    receipt = Receipt(ReceiptKind.E_RECEIPT, "99010226", f"{seed % 10**10:010d}", "", HOSPITAL, DAY, total, tuple(made))
    person = PersonFacts("1101", date(1980, 1, 1))
    return Claim(1, "110000", "310", CareKind.INPATIENT, person, HOSPITAL, (receipt,), DAY, date(2026, 5, 20), DAY)


def bare_loop(claim: Claim) -> tuple[int, int, int]:
    """Beijing level 3 inpatient in plain integers: (in scope, pool, large amount), written without the engine."""
    total = excluded = over_limit = prior_self_pay = in_scope = 0
    trace = []
    for line in claim.receipts[0].lines:
        amount = line.amount_fen
        total += amount
        if line.item_class is ItemClass.C:
            excluded += amount
            trace.append((amount, amount, 0, 0, 0))
            continue
        over = 0
        if line.price_limit_fen is not None and line.price_limit_fen < line.unit_price_fen:
            over = (line.unit_price_fen - line.price_limit_fen) * int(line.quantity)
        rate = line.prior_self_pay_rate
        own = ((amount - over) * rate.numerator * 2 + rate.denominator) // (rate.denominator * 2) if rate else 0
        over_limit += over
        prior_self_pay += own
        in_scope += amount - over - own
        trace.append((amount, 0, over, own, amount - over - own))
    assert total == excluded + over_limit + prior_self_pay + in_scope
    covered = 130_000
    pool = 0
    left = 10_000_000
    beyond = 0
    for top, percent in ((3_000_000, 85), (4_000_000, 90), (1 << 60, 95)):
        part = min(in_scope, top) - covered
        if part <= 0:
            break
        covered += part
        paid = part * percent
        if paid > left * 100:
            beyond = part * 100 - left * 10_000 // percent
            paid = left * 100
        pool += half_up(paid, 100)
        left -= paid // 100
    return in_scope, pool, half_up(beyond * 85, 10_000)


def claim_outcomes(book: PolicyBook, *, quick: bool) -> list[Outcome]:
    """Measure and judge A1 and A3 (performance.md)."""
    return [_one_claim(book, 40 if quick else 200), _many_claims(book, 100 if quick else 10_000, 5 if quick else 30)]


def _one_claim(book: PolicyBook, rounds: int) -> Outcome:
    """A1: at most twice the bare loop, the dated lookup included."""
    claims = [random_claim(seed) for seed in range(rounds + 1)]
    totals, money = YearTotals("2026"), AccountMoney()

    def price(claim: Claim) -> Adjudication:
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return adjudicate(claim, policy, totals, money)

    for claim in claims:
        _check(claim, price(claim))

    def engine(turn: int) -> object:
        return price(claims[turn])

    def looked_at(turn: int) -> object:
        return len(price(claims[turn]).lines)

    entries: list[tuple[str, Callable[[int], object]]] = [
        ("bare integer loop", lambda turn: bare_loop(claims[turn])),
        ("engine", engine),
        ("engine, the row of every line made", looked_at),
    ]
    outcome = contest(f"One claim of {LINES} lines, with trace and dated lookup", entries, rounds=rounds)
    return outcome.judge("engine", 2.0, "A1")


def _check(claim: Claim, priced: Adjudication) -> None:
    """A fast wrong answer is a failure."""
    in_scope, pool, _ = bare_loop(claim)
    if priced.eligible_amount != in_scope or abs(priced.field_amount("hifp_pay") - pool) > 1:
        raise AssertionError("the engine and the bare loop disagree: nothing is measured")


class _Shelf:
    """A `ClaimArchive` of claims that are in memory already: what is measured is the replay, not the reading."""

    def __init__(self, claims: list[StoredClaim]) -> None:
        self._claims = claims

    def begin_replay(self, first: date, last: date) -> int:  # noqa: ARG002 - all of them
        """See `ClaimArchive`."""
        return len(self._claims)

    def stored_claims(
        self,
        first: date,  # noqa: ARG002 - all of them
        last: date,  # noqa: ARG002 - the port's signature
        *,
        after: int = 0,
        limit: int = 200,
    ) -> tuple[StoredClaim, ...]:
        """See `ClaimArchive`."""
        return tuple(self._claims[after : after + limit])


def _many_claims(book: PolicyBook, count: int, rounds: int) -> Outcome:
    """A3: what `counter policy impact` does with so many claims, at most as long as the bare loop takes.

    OpenFisca's vectorised run, the peer of this goal, takes about as long as the bare loop (benchmarks/README.md).
    """
    claims = [random_claim(seed) for seed in range(min(count, DISTINCT))]
    stored = [_stored(book, claims[number % len(claims)], number) for number in range(count)]
    shelf = _Shelf(stored)

    def again(_turn: int) -> None:
        found = replay(shelf, book, DAY, DAY)
        if found.replayed != count or found.changes:
            raise AssertionError("a replay under the same rules changes something: nothing is measured")

    def bare(_turn: int) -> None:
        for one in stored:
            bare_loop(one.claim)

    outcome = contest(
        f"{count} claims of {LINES} lines priced again", [("bare integer loop", bare), ("replay", again)], rounds=rounds
    )
    outcome.notes.append("the claims are in memory; reading them from the books takes longer (docs/performance.md)")
    return outcome.judge("replay", 1.0, "A3")


def _stored(book: PolicyBook, claim: Claim, number: int) -> StoredClaim:
    """A booked claim of a member of its own."""
    mine = replace(claim, member_id=number + 1)
    policy = book.find(mine.region, mine.scheme, mine.care, mine.service_day)
    priced = adjudicate(mine, policy, YearTotals("2026"), AccountMoney())
    _check(mine, priced)
    values = {field.name: "" for field in fields(Snapshot)}
    told: dict[str, Any] = values | {
        "number": f"990101-JS-2026-{number:08d}",
        "business_day": DAY.isoformat(),
        "name": "测试",
        "id_number": "990101198001010010",
        "adjudication": replace(priced, lines=(), steps=()),
        "account_after": AccountMoney(),
    }
    return StoredClaim(number + 1, mine, Snapshot(**told))
