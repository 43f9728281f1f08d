"""Counter itself: dated lookup, every step with its article; of many claims the figures are kept, as in a replay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine import OneByOne
from scheme import STOCK, WHOLE, Case, Figures, Line, stock

from counter import __version__
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
from counter.domain.money import Rate
from counter.policies.book import load_book
from counter.settings import resources_folder

RULES = Path(__file__).parent / "rules"
HOSPITAL = Institution("H99010199001", "虚构医院", InstitutionLevel.LEVEL_3, "990101")
PERSON = PersonFacts("1101", date(1980, 1, 1))
DAY = date(2026, 6, 1)
ADMITTED = date(2026, 5, 20)


@lru_cache(maxsize=4096)
def _quantity(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


@lru_cache
def _rate(share: int) -> Rate:
    return Rate(share, WHOLE)


def claim_line(line: Line) -> ClaimLine:
    """A line as the product holds it: equal quantities are one object (`parse_quantity` remembers), and so is the rate
    of all lines with the same catalogue entry."""
    item_class = {0: ItemClass.A, WHOLE: ItemClass.C}.get(line.share, ItemClass.B)
    return ClaimLine(
        "X0000000000000000000000",
        "虚构项目",
        item_class,
        "101",
        "09",
        line.price,
        _quantity(line.quantity),
        line.amount,
        _rate(line.share) if item_class is ItemClass.B else None,
        line.limit or None,
    )


@lru_cache(maxsize=1)
def _lines() -> dict[int, ClaimLine]:
    return {}


def _of(line: Line) -> ClaimLine:
    made = _lines()
    found = made.get(id(line))
    if found is None:
        found = made[id(line)] = claim_line(line)
    return found


class Engine(OneByOne):
    """The lookup goes through the whole library, with the rules of this contest beside it."""

    def __init__(self) -> None:
        self.versions = {"counter": __version__}
        library = load_book(resources_folder() / "policies").policies
        book = load_book(RULES)
        self.book = type(book)((*library, *book.policies))
        policy = book.policies[0]
        pool, serious = policy.layers
        assert policy.deductible is not None
        self.keys = (policy.deductible.paid_key, pool.base_key, pool.paid_key, serious.base_key)
        assert len(stock()) == STOCK

    def prepare(self, one: Case) -> tuple[Claim, YearTotals, AccountMoney]:
        """See `Contestant`."""
        return self._claim(one, tuple(claim_line(line) for line in one.lines))

    def _claim(self, one: Case, lines: tuple[ClaimLine, ...]) -> tuple[Claim, YearTotals, AccountMoney]:
        total = sum(line.amount for line in one.lines)
        receipt = Receipt(ReceiptKind.E_RECEIPT, "99010126", "0000000001", "", HOSPITAL, DAY, total, lines)
        claim = Claim(1, "990101", "310", CareKind.INPATIENT, PERSON, HOSPITAL, (receipt,), DAY, ADMITTED, DAY)
        used = (one.deductible_used, one.year_scope, one.year_pool, one.year_serious)
        amounts = tuple((key, amount) for key, amount in zip(self.keys, used, strict=True) if amount)
        return claim, YearTotals("2026", amounts), AccountMoney(one.account)

    def price(self, prepared: tuple[Claim, YearTotals, AccountMoney]) -> Adjudication:
        """See `Contestant`."""
        claim, totals, money = prepared
        policy = self.book.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return adjudicate(claim, policy, totals, money)

    def figures(self, priced: Adjudication) -> Figures:
        """See `Contestant`."""
        paid = (priced.field_amount("hifp_pay"), priced.field_amount("hifmi_pay"))
        return Figures(priced.total_amount, priced.eligible_amount, *paid, priced.cash_amount)

    def prepare_many(self, cases: Sequence[Case]) -> Any:
        """See `Contestant`. Lines are in columns, as arrays are."""
        prepared = [self._claim(one, tuple(_of(line) for line in one.lines)) for one in cases]
        for claim, _, _ in prepared:
            claim.columns  # noqa: B018 - made here, kept with the claim
        return prepared

    def price_many(self, prepared: Any) -> list[tuple[int, ...]]:
        """See `Contestant`. Like the replay, nothing is kept of a claim but its figures."""
        find = self.book.find
        found = []
        for claim, totals, money in prepared:
            policy = find(claim.region, claim.scheme, claim.care, claim.service_day)
            now = adjudicate(claim, policy, totals, money, told=False)
            paid = (now.field_amount("hifp_pay"), now.field_amount("hifmi_pay"))
            found.append((now.total_amount, now.eligible_amount, *paid, now.cash_amount))
        return found

    def figures_many(self, priced: list[tuple[int, ...]]) -> list[Figures]:
        """See `Contestant`."""
        return [Figures(*figures) for figures in priced]
