"""The overview of a member, put together from rows that came in one trip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from counter.domain.adjudication import AccountMoney
from counter.domain.ledger import EntryKind
from counter.domain.member import CategorySpending, ClearingYear, Insurance, MemberRecord, OpenCase
from counter.store import rows
from counter.store.drafts import read_draft, typed_total
from counter.store.line import Exchange
from counter.store.queries.overview import RecordQueries
from counter.store.rows import Row

MONTHS_SHOWN = 24
FOR_EVER = "9999-12-31"


@dataclass(frozen=True)
class Answers:
    """Rows of `RecordQueries`, all from one state of the books."""

    member: list[Row]
    insurances: list[Row]
    relatives: list[Row]
    months: list[Row]
    recent: list[Row]
    totals: list[Row]
    spending: list[Row]
    drafts: list[Row]
    unprinted: list[Row]
    paid_months: list[Row]
    today: list[Row]


def ask(exchange: Exchange, asked: RecordQueries, as_of: date | None, **who: object) -> Answers:
    """Ask everything at once: one round trip on PostgreSQL."""
    last = FOR_EVER if as_of is None else as_of.isoformat()
    year = None if as_of is None else f"{as_of.year:04d}"
    then = {**who, "as_of": last}
    return Answers(
        *exchange.answers(
            (
                (asked.member, who),
                (asked.insurances, then),
                (asked.relatives, who),
                (asked.months, then),
                (asked.recent, then),
                (asked.totals_now, who) if as_of is None else (asked.totals_then, then),
                (asked.spending, {**then, "year": year}),
                (asked.drafts, who),
                (asked.unprinted, who),
                (asked.paid_months, then),
                (asked.today, {}),
            )
        )
    )


def record_of(answers: Answers, as_of: date | None) -> MemberRecord:
    """The record; the member must be among the answers."""
    today = rows.day_or_none(answers.today[0][0]) if answers.today else None
    day = as_of or today or date.min
    insurances = tuple(rows.insurance_of(row) for row in answers.insurances)
    if as_of is not None and (today is None or as_of < today):
        insurances = _as_paid(insurances, {row[0]: row[1] for row in answers.paid_months})
    months = _month_ends(answers.months)
    return MemberRecord(
        member=rows.member_of(answers.member[0]),
        insurances=insurances,
        money=_money(answers.months),
        monthly_balances=_last_months(months, day),
        totals=rows.totals_of(answers.totals),
        spending=tuple(rows.spending_of(row) for row in answers.spending),
        open_cases=open_cases_of(answers.drafts, answers.unprinted),
        recent_rows=tuple(rows.account_row_of(row) for row in answers.recent),
        family_links=answers.relatives[0][0],
        as_of=day,
    )


def _as_paid(insurances: tuple[Insurance, ...], paid: dict[str, str]) -> tuple[Insurance, ...]:
    """Insurances as they stood: the last month that was paid by then."""
    return tuple(
        replace(row, last_paid_month=rows.day_or_none(paid[row.scheme])) if row.scheme in paid else row
        for row in insurances
    )


def _money(months: list[Row]) -> AccountMoney:
    sums = {"current": 0, "prior": 0}
    for _, part, fen in months:
        sums[part] += fen
    return AccountMoney(sums["current"], sums["prior"])


def _month_ends(months: list[Row]) -> dict[str, int]:
    """Balance of both kinds of money at the end of each month with movement, oldest first."""
    ends: dict[str, int] = {}
    balance = 0
    for month, _, fen in months:
        balance += fen
        ends[month] = balance
    return ends


def _last_months(ends: dict[str, int], day: date) -> tuple[tuple[str, int], ...]:
    """The balance at the end of each of the last months up to a day's month, from the first movement on."""
    shown = []
    for back in range(MONTHS_SHOWN - 1, -1, -1):
        index = day.year * 12 + day.month - 1 - back
        shown.append(f"{index // 12:04d}-{index % 12 + 1:02d}")
    found = []
    for label in shown:
        before = [end for month, end in ends.items() if month <= label]
        if before:
            found.append((label, before[-1]))
    return tuple(found)


def open_cases_of(drafts: list[Row], unprinted: list[Row]) -> tuple[OpenCase, ...]:
    """Drafts, settlements whose outcome nobody heard, and paper that did not come out."""
    found = []
    for content, state, saved_at, clerk, key in drafts:
        draft = read_draft(content)
        found.append(
            OpenCase(
                "outcome_unknown" if state == "submitted" else "draft",
                key,
                draft.care,
                len(draft.receipts),
                typed_total(draft),
                saved_at,
                clerk,
            )
        )
    found.extend(OpenCase("print_pending", *row) for row in unprinted)
    return tuple(found)


def clearing_of(flows: list[Row], months: list[Row]) -> tuple[ClearingYear, ...]:
    """Account clearing year by year, newest first: opening + own + employer + interest - spent = closing."""
    paid = {row[0]: row[1] for row in months}
    years: dict[str, dict[str, tuple[int, int]]] = {}
    for year, kind, in_fen, out_fen in flows:
        years.setdefault(year, {})[kind] = (in_fen, out_fen)
    for year in paid:
        years.setdefault(year, {})
    found = []
    balance = 0
    for year in sorted(years):
        net = {kind: into - out for kind, (into, out) in years[year].items()}
        own = net.pop(EntryKind.CONTRIBUTION, 0)
        employer = net.pop(EntryKind.EMPLOYER_SHARE, 0)
        interest = net.pop(EntryKind.INTEREST, 0)
        opening = balance + net.pop(EntryKind.OPENING, 0) + net.pop(EntryKind.CARRY_OVER, 0)
        # Whatever else moved the account was spent, or is money that was spent coming back.
        spent = -sum(net.values())
        balance = opening + own + employer + interest - spent
        found.append(ClearingYear(year, paid.get(year, 0), own, employer, interest, spent, opening, balance))
    return tuple(reversed(found))


def spending_by_year_of(found: list[Row]) -> tuple[tuple[str, tuple[CategorySpending, ...]], ...]:
    """(year, category, sums) rows, newest year first, grouped by year."""
    years: dict[str, list[CategorySpending]] = {}
    for row in found:
        years.setdefault(row[0], []).append(rows.spending_of(row[1:]))
    return tuple((year, tuple(spending)) for year, spending in years.items())
