"""A member's account, expenses and clearing years."""

from __future__ import annotations

from sqlalchemy import and_, case, cast, func, or_, select

from counter.store.columns import WHOLE
from counter.store.line import Prepared
from counter.store.queries.asking import any_or, asked, asked_number, whole_sum
from counter.store.settled import REPLACED_BY, REPLACING
from counter.store.tables.centre import institution
from counter.store.tables.claims import claim
from counter.store.tables.money import member_entry
from counter.store.tables.papers import settlement
from counter.store.tables.people import contribution
from counter.store.tables.reversals import reversal
from counter.store.tables.use import expense

_INSTITUTION = "institution:"

_COUNTERPART_NAME = (
    select(institution.c.name)
    .where(
        institution.c.code == func.substr(member_entry.c.counterpart, len(_INSTITUTION) + 1),
        func.substr(member_entry.c.counterpart, 1, len(_INSTITUTION)) == _INSTITUTION,
    )
    .scalar_subquery()
)
"""An institution is read by its name; every other account keeps the name that it has in the ledger."""

ENTRY_COLUMNS = (
    member_entry.c.seq,
    member_entry.c.day,
    member_entry.c.kind,
    func.coalesce(_COUNTERPART_NAME, member_entry.c.counterpart),
    member_entry.c.in_fen,
    member_entry.c.out_fen,
    member_entry.c.balance_fen,
    member_entry.c.part,
    member_entry.c.document,
)

_UNDOING = reversal.alias("undoing")
UNDOES = settlement.alias("undoes")
_ITSELF = settlement.alias("itself")
UNDONE_BY = reversal.alias("undone_by")
_BOOKED_CLAIM = claim.alias("booked_claim")
_REPLACES = settlement.alias("replaces")

EXPENSE_COLUMNS = (
    expense.c.day,
    expense.c.category,
    expense.c.institution_name,
    expense.c.total_fen,
    expense.c.fund_fen,
    expense.c.account_fen,
    expense.c.cash_fen,
    expense.c.source,
    expense.c.document,
    # What the document undoes, what undid it, what it replaces and what replaced it.
    func.coalesce(UNDOES.c.number, ""),
    func.coalesce(UNDONE_BY.c.number, ""),
    func.coalesce(_REPLACES.c.number, ""),
    func.coalesce(REPLACED_BY.c.number, ""),
)

BOOKED = member_entry.c.day <= asked("as_of")

VISITS = func.sum(case((expense.c.source == "reversal", -1), else_=1))
"""A visit that was taken back is none."""

SPENT = (
    whole_sum(expense.c.total_fen),
    whole_sum(expense.c.fund_fen),
    whole_sum(expense.c.account_fen),
    whole_sum(expense.c.cash_fen),
    cast(VISITS, WHOLE),
)

ACCOUNT_ROWS = Prepared(
    select(*ENTRY_COLUMNS)
    .where(
        member_entry.c.member_id == asked_number("member_id"),
        BOOKED,
        any_or(func.substr(member_entry.c.day, 1, 4), "year"),
        any_or(member_entry.c.kind, "kind"),
    )
    .order_by(member_entry.c.seq.desc())
)

EXPENSE_ROWS = Prepared(
    select(*EXPENSE_COLUMNS)
    .select_from(expense)
    .outerjoin(_UNDOING, _UNDOING.c.number == expense.c.document)
    .outerjoin(UNDOES, UNDOES.c.settlement_id == _UNDOING.c.settlement_id)
    .outerjoin(_ITSELF, _ITSELF.c.number == expense.c.document)
    .outerjoin(
        UNDONE_BY,
        and_(
            UNDONE_BY.c.settlement_id == _ITSELF.c.settlement_id,
            UNDONE_BY.c.business_day <= asked("as_of"),
        ),
    )
    .outerjoin(_BOOKED_CLAIM, _BOOKED_CLAIM.c.claim_id == _ITSELF.c.settlement_id)
    .outerjoin(_REPLACES, _REPLACES.c.settlement_id == _BOOKED_CLAIM.c.replaces)
    .outerjoin(REPLACING, REPLACING.c.replaces == _ITSELF.c.settlement_id)
    .outerjoin(
        REPLACED_BY,
        and_(
            REPLACED_BY.c.settlement_id == REPLACING.c.claim_id,
            REPLACED_BY.c.business_day <= asked("as_of"),
        ),
    )
    .where(
        expense.c.member_id == asked_number("member_id"),
        expense.c.booked_day <= asked("as_of"),
        any_or(func.substr(expense.c.day, 1, 4), "year"),
        or_(
            asked("institution").is_(None),
            expense.c.institution_code == asked("institution"),
            expense.c.institution_name == asked("institution"),
        ),
    )
    .order_by(expense.c.day.desc(), expense.c.seq.desc())
)

SPENDING_BY_YEAR = Prepared(
    select(expense.c.year, expense.c.category, *SPENT)
    .where(expense.c.member_id == asked_number("member_id"), expense.c.booked_day <= asked("as_of"))
    .group_by(expense.c.year, expense.c.category)
    .having(VISITS > 0)
    .order_by(expense.c.year.desc(), expense.c.category)
)

_ENTRY_YEAR = func.substr(member_entry.c.day, 1, 4)

FLOW_BY_YEAR = Prepared(
    select(_ENTRY_YEAR, member_entry.c.kind, whole_sum(member_entry.c.in_fen), whole_sum(member_entry.c.out_fen))
    .where(member_entry.c.member_id == asked_number("member_id"), BOOKED)
    .group_by(_ENTRY_YEAR, member_entry.c.kind)
    .order_by(_ENTRY_YEAR)
)

_MONTH_YEAR = func.substr(contribution.c.month, 1, 4)

MONTHS_BY_YEAR = Prepared(
    select(_MONTH_YEAR, cast(func.count(contribution.c.month.distinct()), WHOLE))
    .where(
        contribution.c.member_id == asked_number("member_id"),
        contribution.c.paid_on <= asked("as_of"),
        or_(contribution.c.scheme == "310", contribution.c.scheme == "390"),
    )
    .group_by(_MONTH_YEAR)
)
