"""Rows as domain values: the one place that knows the order of the columns that the queries select."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CareCategory, CatalogueItem, Institution, InstitutionLevel, ItemClass
from counter.domain.errors import StoreProblem
from counter.domain.identity import Sex
from counter.domain.ledger import AccountRow, EntryKind, SubAccount
from counter.domain.member import (
    CardState,
    CategorySpending,
    ExpenseRow,
    Insurance,
    InsuranceState,
    Member,
)
from counter.domain.money import Rate
from counter.domain.settlement import Settlement, Snapshot

Row = tuple[Any, ...]


def day_or_none(text: str | None) -> date | None:
    """A stored day that may be missing."""
    return None if text is None else date.fromisoformat(text)


def member_of(row: Row) -> Member:
    """member_id, psn_no, name, id_number, sex, birth_day, card_number, card_id, card_state, deceased_on, initials."""
    return Member(
        row[0],
        row[1],
        row[2],
        row[3],
        Sex(row[4]),
        date.fromisoformat(row[5]),
        row[6],
        row[7],
        CardState(row[8]),
        day_or_none(row[9]),
        row[10],
    )


def insurance_of(row: Row) -> Insurance:
    """scheme, region, person_type, state, from and to day, retired on, employer, enrolment, last paid month, frozen."""
    return Insurance(
        row[0],
        row[1],
        row[2],
        InsuranceState(row[3]),
        date.fromisoformat(row[4]),
        day_or_none(row[5]),
        day_or_none(row[6]),
        row[7],
        row[8],
        day_or_none(row[9]),
        bool(row[10]),
    )


def institution_of(row: Row) -> Institution:
    """code, name, level, region, designated, is_pharmacy, initials."""
    return Institution(row[0], row[1], InstitutionLevel(row[2]), row[3], bool(row[4]), bool(row[5]), row[6])


def item_of(row: Row) -> CatalogueItem:
    """code, name, class, list, charge type, unit, specification, rate n, rate d, limit, initials, direct, price."""
    return CatalogueItem(
        row[0],
        row[1],
        ItemClass(row[2]),
        row[3],
        row[4],
        row[5],
        row[6],
        None if row[7] is None else Rate(row[7], row[8]),
        row[9],
        row[10],
        bool(row[11]),
        row[12],
    )


def account_row_of(row: Row) -> AccountRow:
    """seq, day, kind, counterpart, in, out, balance, part, document."""
    return AccountRow(
        row[0],
        date.fromisoformat(row[1]),
        EntryKind(row[2]),
        row[3],
        row[4],
        row[5],
        row[6],
        SubAccount(row[7]),
        row[8],
    )


def expense_of(row: Row) -> ExpenseRow:
    """day, category, institution name, total, fund, account, cash, source, document, and what it undoes, what undid it,
    what it replaces and what replaced it."""
    return ExpenseRow(date.fromisoformat(row[0]), CareCategory(row[1]), *row[2:13])


def spending_of(row: Row) -> CategorySpending:
    """category, total, fund, account, cash, visits."""
    return CategorySpending(CareCategory(row[0]), row[1], row[2], row[3], row[4], row[5])


def money_of(parts: Iterable[Row]) -> AccountMoney:
    """(part, fen) rows."""
    sums: dict[str, int] = {row[0]: row[1] for row in parts}
    return AccountMoney(sums.get("current", 0), sums.get("prior", 0))


def year_totals_of(year: str, found: Iterable[Row]) -> YearTotals:
    """(key, amount) rows of one year, sorted; what is nothing is left out."""
    return YearTotals(year, tuple(sorted((key, amount) for key, amount in found if amount)))


def totals_of(rows: Iterable[Row]) -> tuple[tuple[str, YearTotals], ...]:
    """(scheme, year, key, amount) rows, sorted."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for scheme, year, key, amount in rows:
        if amount:
            found.setdefault((scheme, year), []).append((key, amount))
    return tuple(
        (scheme, YearTotals(year, tuple(sorted(amounts)))) for (scheme, year), amounts in sorted(found.items())
    )


def settlement_of(row: Row) -> Settlement:
    """settlement_id, snapshot, content_hash, audit_seq, audit hash, print_state, printed, hash of the claim (not used
    here), and by which number it was reversed, when, and by which it was replaced.

    Raises:
        StoreProblem: `damaged` when the snapshot is not what was booked.
    """
    stored = bytes(row[1])
    if hashlib.sha256(stored).hexdigest() != row[2]:
        raise StoreProblem("damaged", f"snapshot of settlement {row[0]} does not fit its hash")
    later = (told or "" for told in row[8:11])
    return Settlement(row[0], Snapshot.from_json(stored), row[3], row[4], row[5], row[6], *later)
