"""Beijing, employee scheme (policy.md A1): stays, and outpatient care.

Left open by the published text and therefore read from the package: rounding of each fund's payment, what the account
pays and which money goes first. Decided here: bounds of the bands are expense including the deductible, per stay
(table "1300(650)-30 000"); the caps count payment; the retiree supplement pays half of what the pool leaves below its
cap; a community centre is paid like level 1 in a stay, a family sickbed at level 1 rates.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .figures import Bill, Refused, Visit
from .stated import Package
from .sums import ROUNDINGS, YUAN, Tier, age_on, climb, pay_from_account, percent, split_lines

POOL, LARGE, SUPPLEMENT = "310101", "330101", "999997"

_STAY = {"1": ("90", "95", "97"), "2": ("87", "92", "97"), "3": ("85", "90", "95")}
_BANDS = ((0, 30_000), (30_000, 40_000), (40_000, None))


def is_retired(visit: Visit) -> bool:
    """In service or retired; other kinds of person have no published figures."""
    if visit.person.startswith("12"):
        return True
    if visit.person.startswith("11"):
        return False
    raise Refused("person")


def stay(visit: Visit, package: Package) -> Bill:
    """An inpatient stay, an emergency that became one, or a family sickbed."""
    if visit.settled < date(2019, 1, 1):
        raise Refused("day")
    retired = is_retired(visit)
    split = split_lines(visit.lines)
    due = 1300 * YUAN if visit.had("C0000/inpatient") == 0 else 650 * YUAN
    deductible = min(split.in_scope, due)
    row = _STAY["1" if visit.care == "1401" or visit.level == "community" else visit.level]
    tiers: list[Tier] = []
    for (low, high), figure in zip(_BANDS, row, strict=True):
        own_share = (1 - percent(figure)) * (Fraction(60, 100) if retired else 1)
        tiers.append((low * YUAN, None if high is None else high * YUAN, 1 - own_share))
    room = max(0, 100_000 * YUAN - visit.had(f"D{POOL}/inpatient"))
    pool, covered = climb(tiers, deductible, split.in_scope, room)
    own_share = covered - deductible - pool
    above = split.in_scope - covered

    parts: dict[str, Fraction | int] = {
        "deductible": deductible,
        "prior_self_pay": split.prior_self_pay,
        "over_limit": split.over_limit,
        "excluded": split.own,
        "copayment:pool": own_share,
    }
    funds = {POOL: ROUNDINGS[package.rounding("pool")](pool)}
    if retired:
        half = own_share / 2
        funds[SUPPLEMENT] = ROUNDINGS[package.rounding("retiree_supplement")](half)
        del parts["copayment:pool"]
        parts["copayment:retiree_supplement"] = own_share - half
    rate = percent(90) if retired else percent(85)
    room = max(0, 400_000 * YUAN - visit.had(f"D{LARGE}/inpatient"))
    large, helped = climb([(0, None, rate)], 0, above, room)
    funds[LARGE] = ROUNDINGS[package.rounding("large_amount")](large)
    parts["copayment:large_amount"] = helped - large
    parts["above:large_amount"] = above - helped

    bill = Bill(split, deductible, funds)
    return close(bill, visit, package, parts, "inpatient")


def outpatient(visit: Visit, package: Package) -> Bill:
    """Outpatient and emergency care: a yearly deductible, then the large-amount fund."""
    if visit.settled < date(2019, 1, 1):
        raise Refused("day")
    retired = is_retired(visit)
    split = split_lines(visit.lines)
    due = (1300 if retired else 1800) * YUAN
    deductible = min(split.in_scope, max(0, due - visit.had("Q0000/outpatient")))
    if (retired and age_on(visit.born, visit.settled) >= 70) or visit.level == "community":
        rate = percent(90)
    else:
        rate = percent(85) if retired else percent(70)
    before = visit.had(f"D{LARGE}/outpatient")
    expense = split.in_scope - deductible
    # 20 000 counts payment: first what still fits below it, then what is above.
    fund, covered = climb([(0, None, rate)], 0, expense, max(0, 20_000 * YUAN - before))
    above = expense - covered
    own_share = covered - fund
    if visit.settled >= date(2023, 1, 1):
        later = above * (percent(80) if retired else percent(60))
        fund, own_share, above = fund + later, own_share + above - later, Fraction(0)
    parts: dict[str, Fraction | int] = {
        "deductible": deductible,
        "prior_self_pay": split.prior_self_pay,
        "over_limit": split.over_limit,
        "excluded": split.own,
        "copayment:large_amount": own_share,
        "above:large_amount": above,
    }
    bill = Bill(split, deductible, {LARGE: ROUNDINGS[package.rounding("large_amount")](fund)})
    return close(bill, visit, package, parts, "outpatient")


def close(bill: Bill, visit: Visit, package: Package, parts: dict[str, Fraction | int], pool: str) -> Bill:
    """Account, cash, and what the year's totals grow by (policy.md 0.9, 0.10, D2)."""
    person = bill.split.total - sum(bill.funds.values())
    bill.account_current, bill.account_prior = pay_from_account(visit, package.text["account"], person, parts)
    bill.cash = person - bill.account_current - bill.account_prior
    bill.added = {
        f"C0000/{pool}": 1,
        f"S0000/{pool}": bill.split.total,
        f"F0000/{pool}": bill.split.in_scope,
        f"Q0000/{pool}": bill.deductible,
        f"D310201/{pool}": bill.account_current + bill.account_prior,
    } | {f"D{fund}/{pool}": paid for fund, paid in bill.funds.items()}
    return bill
