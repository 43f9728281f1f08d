"""Where the two engines meet: a visit becomes a claim, and the two results are laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import (
    Away,
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
from counter.domain.errors import NotCovered, PolicyMissing
from counter.domain.money import Rate
from counter.domain.stay import split_claim
from counter.policies.book import FolderBook

from .figures import Bill, Line, Refused, Visit
from .regions import Reckoning, reckon
from .stated import Package, counting_year, governing
from .stays import parts_of
from .visits import Year

GRADES = {"A": ItemClass.A, "B": ItemClass.B, "C": ItemClass.C}


Difference = tuple[Visit, dict[str, tuple[int, int]]]
"""A visit, and the figures that differ: (first engine, second engine)."""


def claim_of(visit: Visit) -> Claim:
    """The visit in the product's own terms."""
    place = Institution("H00000000000", "-", InstitutionLevel(visit.level), visit.region)
    lines = tuple(_claim_line(line) for line in visit.lines)
    total = sum(line.amount for line in visit.lines)
    receipt = Receipt(ReceiptKind.PAPER_RECEIPT, "", "", "", place, visit.settled, total, lines)
    return Claim(
        0,
        visit.region,
        visit.scheme,
        CareKind(visit.care),
        PersonFacts(visit.person, visit.born, visit.retired_on),
        place,
        (receipt,),
        visit.settled,
        visit.admitted,
        visit.settled if visit.admitted else None,
        paid_in_cash=visit.paid_in_cash,
        away=Away(visit.away),
        disease=visit.disease,
    )


def _claim_line(line: Line) -> ClaimLine:
    rate = None if line.own_rate is None else Rate(line.own_rate.numerator, line.own_rate.denominator)
    quantity = Decimal(line.quantity.numerator) / Decimal(line.quantity.denominator)
    if Fraction(quantity) != line.quantity:
        raise AssertionError("a quantity with more than four decimals")
    return ClaimLine(
        "", "-", GRADES[line.grade], "", line.charge, line.price, quantity, line.amount, rate, line.limit, line.direct
    )


def figures_of_bill(bill: Bill) -> dict[str, int]:
    """The second engine's figures under names that both can be compared by."""
    split = bill.split
    figures = {
        "total": split.total,
        "excluded": split.own,
        "over_limit": split.over_limit,
        "prior_self_pay": split.prior_self_pay,
        "in_scope": split.in_scope,
        "deductible": bill.deductible,
        "account_current": bill.account_current,
        "account_prior": bill.account_prior,
        "family": bill.family,
        "cash": bill.cash,
        "hospital": sum(bill.waived.values()),
    }
    paid = {fund: paid - bill.waived.get(fund, 0) for fund, paid in bill.funds.items()}
    figures |= {f"fund {fund}": amount for fund, amount in paid.items() if amount}
    added = {f"adds {key}": amount for key, amount in bill.added.items() if amount and not _own_note(key)}
    return figures | added


def _own_note(key: str) -> bool:
    """Totals of a single fund's base or of one disease: each engine keeps those that it needs."""
    return "_" in key.split("/")[0] or (key.startswith("F") and not key.startswith("F0000/"))


def figures_of(found: Adjudication) -> dict[str, int]:
    """The first engine's figures under the same names."""
    figures = Counter(
        {
            "total": found.total_amount,
            "excluded": found.excluded_amount,
            "over_limit": found.over_limit_amount,
            "prior_self_pay": found.prior_self_pay_amount,
            "in_scope": found.eligible_amount,
            "deductible": found.deductible_amount,
            "account_current": found.account_current_amount,
            "account_prior": found.account_prior_amount,
            "family": found.family_account_amount,
            "cash": found.cash_amount,
            "hospital": found.hospital_amount,
        }
    )
    for fund in found.funds:
        if fund.amount_fen:
            figures[f"fund {fund.code}"] += fund.amount_fen
    for key, amount in found.totals_added:
        if amount and not _own_note(key):
            figures[f"adds {key}"] += amount
    return dict(figures)


def run_year(
    year: Year, book: FolderBook, among: Sequence[Package], other: Reckoning = reckon
) -> tuple[int, int, Difference | None]:
    """Price a year twice, each engine with its own totals and its own notion of the year.

    Args:
        year: the visits.
        book: the packages as the first engine read them.
        among: the same packages as text.
        other: the second engine.

    Returns:
        How many visits were priced by both, how many were refused by both, and the first on which they differ.
    """
    ours: dict[str, YearTotals] = {}
    theirs: dict[date, dict[str, int]] = {}
    priced = refused = 0
    for visit in year.visits:
        claims, parts = _claims(visit, book), _parts(visit, among)
        if len(claims) != len(parts):
            return priced, refused, (visit, {"parts": (len(claims), len(parts))})
        for claim, part in zip(claims, parts, strict=True):
            first = _ours(claim, part, book, ours)
            asked, second = _theirs(part, among, theirs, other)
            if first != second:
                names = sorted(first.keys() | second.keys())
                unlike = {name: (first.get(name, 0), second.get(name, 0)) for name in names}
                return priced, refused, (asked, {name: pair for name, pair in unlike.items() if pair[0] != pair[1]})
            refused += "refused" in first
            priced += "refused" not in first
    return priced, refused, None


def _claims(visit: Visit, book: FolderBook) -> tuple[Claim, ...]:
    """What the product settles a visit as: itself, or its parts by settlement year."""
    claim = claim_of(visit)
    try:
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day)
    except PolicyMissing:
        return (claim,)
    return split_claim(claim, policy, "visit") or (claim,)


def _parts(visit: Visit, among: Sequence[Package]) -> tuple[Visit, ...]:
    """The same of the second engine."""
    try:
        return parts_of(visit, governing(visit, among))
    except Refused:
        return (visit,)


def _ours(claim: Claim, visit: Visit, book: FolderBook, totals: dict[str, YearTotals]) -> dict[str, int]:
    """The first engine's figures; the year's totals grow."""
    try:
        policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day)
        label = policy.year.counted_in(claim.service_day, visit.booked or claim.service_day)
        before = totals.setdefault(label, YearTotals(label, tuple(sorted(visit.totals.items()))))
        money = AccountMoney(visit.current_account, visit.prior_account)
        found = adjudicate(claim, policy, before, money, visit.family_account)
    except (NotCovered, PolicyMissing):
        return {"refused": 1}
    totals[label] = found.totals_after
    return figures_of(found)


def _theirs(
    visit: Visit, among: Sequence[Package], totals: dict[date, dict[str, int]], other: Reckoning
) -> tuple[Visit, dict[str, int]]:
    """The visit as it was asked, and the second engine's figures; the year's totals grow."""
    try:
        package = governing(visit, among)
        used = totals.setdefault(counting_year(visit, package), dict(visit.totals))
        visit = replace(visit, totals=dict(used))
        bill = other(visit, package)
    except Refused:
        return visit, {"refused": 1}
    for key, amount in bill.added.items():
        used[key] = used.get(key, 0) + amount
    return visit, figures_of_bill(bill)
