"""One 200-line claim through the engine, against the bare integer loop that the same rules come down to."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

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
from counter.visit.ports import PolicyBook

HOSPITAL = Institution("H11010599001", "示范医院", InstitutionLevel.LEVEL_3, "110000")
DAY = date(2026, 6, 1)
PRIOR_SELF_PAY = (None, Rate(5, 100), Rate(10, 100), Rate(20, 100))
LINES = 200


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


def claim_outcome(book: PolicyBook, *, quick: bool) -> Outcome:
    """Measure and judge A1 (performance.md): at most twice the bare loop, the dated lookup included."""
    rounds = 40 if quick else 200
    claims = [random_claim(seed) for seed in range(rounds + 1)]
    totals, money = YearTotals("2026"), AccountMoney()

    def price(claim: Claim) -> Adjudication:
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return adjudicate(claim, policy, totals, money)

    for claim in claims:
        priced, (in_scope, pool, _) = price(claim), bare_loop(claim)
        wrong = priced.eligible_amount != in_scope or abs(priced.field_amount("hifp_pay") - pool) > 1
        if wrong:
            raise AssertionError("the engine and the bare loop disagree: nothing is measured")
    engine: Callable[[int], object] = lambda turn: price(claims[turn])  # noqa: E731
    outcome = contest(
        f"One claim of {LINES} lines, with trace and dated lookup",
        [("bare integer loop", lambda turn: bare_loop(claims[turn])), ("engine", engine)],
        rounds=rounds,
    )
    return outcome.judge("engine", 2.0, "A1")
