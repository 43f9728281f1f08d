"""What card settlements of the past came to, so that year totals, funds and accounts of a training member fit together.

A compact, independent reading of policy.md A1 (Beijing employees as from 2023-01-01) and, roughly, of A2 (Beijing
residents). It prices in-scope amounts only; claims at the counter are never priced here but by the engine and its
policy packages. Keys of year totals are the engine's; kinds of care that no package covers yet (observation room,
serious-disease outpatient) keep totals of their own, so that they never count as admissions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CATEGORY_OF_CARE, CareCategory, CareKind, InstitutionLevel
from counter.domain.money import half_up

INPATIENT = "inpatient"
OUTPATIENT = "outpatient"

POOL_FUND = "310101"
LARGE_FUND = "330101"
SUPPLEMENT_FUND = "999997"
RESIDENT_FUND = "390101"

_BANDS = (
    # Upper bound of the in-scope band in fen, then the fund's percentage at level 1, 2 and 3.
    (3_000_000, {"1": 90, "2": 87, "3": 85}),
    (4_000_000, {"1": 95, "2": 92, "3": 90}),
    (None, {"1": 97, "2": 97, "3": 95}),
)
_POOL_CAP = 10_000_000
_LARGE_CAP = 40_000_000
_OUTPATIENT_THRESHOLD = 2_000_000
_RESIDENT_OUTPATIENT_CAP = 450_000
_RESIDENT_INPATIENT_CAP = 25_000_000


@dataclass(frozen=True, slots=True)
class PricedVisit:
    """Funds in the order in which they pay, and what the year totals grow by (without the account's part)."""

    funds: tuple[tuple[str, int], ...]
    totals_added: tuple[tuple[str, int], ...]

    @property
    def fund_fen(self) -> int:
        return sum(fen for _, fen in self.funds)


def pool_of(care: CareKind) -> str | None:
    """The part of the scheme that a kind of care counts in; None where no fund pays (drug purchase)."""
    category = CATEGORY_OF_CARE[care]
    if category is CareCategory.PHARMACY:
        return None
    return INPATIENT if category is CareCategory.FAMILY_BED else category.value


def price_employee(
    care: CareKind,
    level: InstitutionLevel,
    person: tuple[bool, int],
    totals: YearTotals,
    total_fen: int,
    eligible_fen: int,
) -> PricedVisit:
    """Price one visit of a Beijing employee.

    Args:
        care: kind of care.
        level: level of the institution.
        person: (retired, age on the service day).
        totals: what the year has used before.
        total_fen: the bill.
        eligible_fen: its part in scope.
    """
    pool = pool_of(care)
    if pool is None:
        return PricedVisit((), ())
    if pool == OUTPATIENT:
        deductible, funds = _outpatient(level, person, totals, eligible_fen)
    else:
        billed = InstitutionLevel.LEVEL_1 if care is CareKind.FAMILY_BED else level
        deductible, funds = _inpatient(pool, billed, person[0], totals, eligible_fen)
    return _with_totals(pool, deductible, funds, total_fen, eligible_fen)


def _with_totals(
    pool: str, deductible: int, funds: tuple[tuple[str, int], ...], total_fen: int, eligible_fen: int
) -> PricedVisit:
    added = {
        f"C0000/{pool}": 1,
        f"S0000/{pool}": total_fen,
        f"F0000/{pool}": eligible_fen,
        f"Q0000/{pool}": deductible,
    }
    for fund, fen in funds:
        key = f"D{fund}/{pool}"
        added[key] = added.get(key, 0) + fen
    paid = tuple((fund, fen) for fund, fen in funds if fen)
    return PricedVisit(paid, tuple(sorted((key, amount) for key, amount in added.items() if amount)))


def _outpatient(
    level: InstitutionLevel, person: tuple[bool, int], totals: YearTotals, eligible_fen: int
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Yearly deductible, one rate up to 20,000 yuan paid and another above it (policy.md A1, outpatient)."""
    retired, age = person
    due = max(0, (130_000 if retired else 180_000) - totals.get(f"Q0000/{OUTPATIENT}"))
    deductible = min(due, eligible_fen)
    base = Fraction(eligible_fen - deductible)
    room = max(0, _OUTPATIENT_THRESHOLD - totals.get(f"D{LARGE_FUND}/{OUTPATIENT}"))
    if level is InstitutionLevel.COMMUNITY or (retired and age >= 70):
        rate = Fraction(90, 100)
    else:
        rate = Fraction(85 if retired else 70, 100)
    below = min(base, room / rate)
    paid = below * rate + (base - below) * Fraction(80 if retired else 60, 100)
    return deductible, ((LARGE_FUND, half_up(paid.numerator, paid.denominator)),)


def _inpatient(
    pool: str, level: InstitutionLevel, retired: bool, totals: YearTotals, eligible_fen: int
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Deductible by admission, bands on the stay's in-scope cost, pool cap on payment, large-amount fund above it;
    the retired bear 60 % of the person's share and the supplement takes half of that (policy.md A1, inpatient)."""
    admissions = totals.get(f"C0000/{pool}")
    deductible = min(65_000 if admissions else 130_000, eligible_fen)
    column = "1" if level is InstitutionLevel.COMMUNITY else level.value
    room = Fraction(max(0, _POOL_CAP - totals.get(f"D{POOL_FUND}/{pool}")))
    pooled = supplement = Fraction(0)
    left = Fraction(0)
    lower = deductible
    for upper, rates in _BANDS:
        part = Fraction(max(0, (eligible_fen if upper is None else min(upper, eligible_fen)) - lower))
        own = Fraction(100 - rates[column], 100)
        rate = 1 - own * Fraction(60, 100) if retired else 1 - own
        covered = min(part, room / rate)
        pooled += covered * rate
        room -= covered * rate
        if retired:
            supplement += covered * (1 - rate) / 2
        left += part - covered
        lower = max(lower, eligible_fen if upper is None else min(upper, eligible_fen))
    large_room = max(0, _LARGE_CAP - totals.get(f"D{LARGE_FUND}/{pool}"))
    large = min(left * Fraction(90 if retired else 85, 100), Fraction(large_room))
    funds = tuple(
        (fund, half_up(amount.numerator, amount.denominator))
        for fund, amount in ((POOL_FUND, pooled), (SUPPLEMENT_FUND, supplement), (LARGE_FUND, large))
    )
    return deductible, funds


def price_resident(
    care: CareKind, level: InstitutionLevel, totals: YearTotals, total_fen: int, eligible_fen: int
) -> PricedVisit:
    """Price one visit of a Beijing resident, roughly (policy.md A2; deductibles are training values)."""
    pool = pool_of(care)
    if pool is None:
        return PricedVisit((), ())
    used = totals.get(f"D{RESIDENT_FUND}/{pool}")
    high = level is InstitutionLevel.LEVEL_3
    if pool == OUTPATIENT:
        deductible = min(max(0, 55_000 - totals.get(f"Q0000/{pool}")), eligible_fen)
        percent, cap = (50 if high else 55), _RESIDENT_OUTPATIENT_CAP
    else:
        first = 130_000 if high else 80_000
        deductible = min(first // 2 if totals.get(f"C0000/{pool}") else first, eligible_fen)
        percent, cap = (78 if high else 80), _RESIDENT_INPATIENT_CAP
    paid = min(half_up((eligible_fen - deductible) * percent, 100), max(0, cap - used))
    return _with_totals(pool, deductible, ((RESIDENT_FUND, paid),), total_fen, eligible_fen)
