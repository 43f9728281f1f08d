"""The overview of a member, and the parts of it that are asked by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, cast, func, literal, or_, select

from counter.store.columns import WHOLE
from counter.store.line import Prepared
from counter.store.queries.asking import asked, asked_number, whole_sum
from counter.store.queries.enquiry import BOOKED, ENTRY_COLUMNS, SPENT, VISITS
from counter.store.queries.unfinished import open_drafts, unprinted_papers
from counter.store.tables.centre import accounting_day
from counter.store.tables.money import account, member_entry
from counter.store.tables.people import contribution, insurance, member, relative
from counter.store.tables.use import expense, total_event, year_total
from counter.store.tables.work import draft

MEMBER_COLUMNS = (
    member.c.member_id,
    member.c.psn_no,
    member.c.name,
    member.c.id_number,
    member.c.sex,
    member.c.birth_day,
    member.c.card_number,
    member.c.card_id,
    member.c.card_state,
    member.c.deceased_on,
    member.c.initials,
)

INSURANCE_COLUMNS = (
    insurance.c.scheme,
    insurance.c.region,
    insurance.c.person_type,
    insurance.c.state,
    insurance.c.from_day,
    insurance.c.to_day,
    insurance.c.retired_on,
    insurance.c.employer,
    insurance.c.enrolment,
    insurance.c.last_paid_month,
    insurance.c.frozen,
)

TODAY = Prepared(
    select(accounting_day.c.day, accounting_day.c.state).order_by(accounting_day.c.day.desc()).limit(literal(1))
)

LATEST_OPEN = Prepared(select(func.max(accounting_day.c.day)).where(accounting_day.c.state == "open"))

_LAST_DAY = select(func.max(accounting_day.c.day)).scalar_subquery()


@dataclass(frozen=True)
class RecordQueries:
    """What the overview asks, each parameterised by the same member. as_of is the last day that counts."""

    member: Prepared
    insurances: Prepared
    relatives: Prepared
    months: Prepared
    recent: Prepared
    totals_now: Prepared
    totals_then: Prepared
    spending: Prepared
    drafts: Prepared
    unprinted: Prepared
    paid_months: Prepared
    today: Prepared


def _record(who: Any) -> RecordQueries:
    month = func.substr(member_entry.c.day, 1, 7)
    return RecordQueries(
        member=Prepared(select(*MEMBER_COLUMNS).where(member.c.member_id == who)),
        insurances=Prepared(
            select(*INSURANCE_COLUMNS)
            .where(insurance.c.member_id == who, insurance.c.from_day <= asked("as_of"))
            .order_by(insurance.c.scheme, insurance.c.from_day.desc())
        ),
        relatives=Prepared(select(cast(func.count(), WHOLE)).where(relative.c.member_id == who)),
        months=Prepared(
            select(month, member_entry.c.part, whole_sum(member_entry.c.in_fen - member_entry.c.out_fen))
            .where(member_entry.c.member_id == who, BOOKED)
            .group_by(month, member_entry.c.part)
            .order_by(month)
        ),
        recent=Prepared(
            select(*ENTRY_COLUMNS)
            .where(member_entry.c.member_id == who, BOOKED)
            .order_by(member_entry.c.seq.desc())
            .limit(literal(50))
        ),
        totals_now=Prepared(
            select(year_total.c.scheme, year_total.c.year, year_total.c.total_key, year_total.c.amount).where(
                year_total.c.member_id == who
            )
        ),
        totals_then=Prepared(
            select(total_event.c.scheme, total_event.c.year, total_event.c.total_key, whole_sum(total_event.c.amount))
            .where(total_event.c.member_id == who, total_event.c.booked_day <= asked("as_of"))
            .group_by(total_event.c.scheme, total_event.c.year, total_event.c.total_key)
        ),
        spending=Prepared(
            select(expense.c.category, *SPENT)
            .where(
                expense.c.member_id == who,
                expense.c.booked_day <= asked("as_of"),
                expense.c.year == func.coalesce(asked("year"), func.substr(_LAST_DAY, 1, 4)),
            )
            .group_by(expense.c.category)
            .having(VISITS > 0)
        ),
        drafts=Prepared(open_drafts().where(draft.c.member_id == who)),
        unprinted=Prepared(unprinted_papers(who)),
        paid_months=Prepared(
            select(contribution.c.scheme, func.max(contribution.c.month))
            .where(contribution.c.member_id == who, contribution.c.paid_on <= asked("as_of"))
            .group_by(contribution.c.scheme)
        ),
        today=TODAY,
    )


_BY_NUMBERS = (
    select(member.c.member_id)
    .where(or_(member.c.id_number == asked("id_number"), member.c.card_number == asked("card_number")))
    .order_by(case((member.c.id_number == asked("id_number"), 0), else_=1))
    .limit(literal(1))
)

RECORD_BY_ID = _record(asked_number("member_id"))
RECORD_BY_NUMBERS = _record(_BY_NUMBERS.scalar_subquery())
MEMBER = RECORD_BY_ID.member

ALL_INSURANCES = Prepared(
    select(*INSURANCE_COLUMNS)
    .where(insurance.c.member_id == asked_number("member_id"))
    .order_by(insurance.c.scheme, insurance.c.from_day.desc())
)

MONEY = Prepared(
    select(account.c.part, account.c.fen).where(
        account.c.member_id == asked_number("member_id"), or_(account.c.part == "current", account.c.part == "prior")
    )
)

YEAR_TOTALS = Prepared(
    select(year_total.c.total_key, year_total.c.amount).where(
        year_total.c.member_id == asked_number("member_id"),
        year_total.c.scheme == asked("scheme"),
        year_total.c.year == asked("year"),
    )
)
