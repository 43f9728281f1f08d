"""The reads, prebuilt. Order of columns as in `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    desc,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from counter.store.columns import WHOLE, WORDS
from counter.store.line import Prepared
from counter.store.settled import REPLACED_BY, REPLACING
from counter.store.tables.centre import accounting_day, catalogue_item, institution
from counter.store.tables.claims import claim, receipt, receipt_alias, receipt_portion
from counter.store.tables.money import account, member_entry, posting
from counter.store.tables.papers import settlement, statement
from counter.store.tables.people import contribution, insurance, member, relative
from counter.store.tables.reversals import reversal
from counter.store.tables.use import expense, total_event, year_total
from counter.store.tables.work import draft


def _asked(name: str) -> Any:
    return bindparam(name, type_=WORDS)


def _id(name: str = "member_id") -> Any:
    return bindparam(name, type_=WHOLE)


def _total(column: Any) -> Any:
    """A sum as a whole number; PostgreSQL would make it a decimal."""
    return cast(func.coalesce(func.sum(column), 0), WHOLE)


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
INSTITUTION_COLUMNS = (
    institution.c.code,
    institution.c.name,
    institution.c.level,
    institution.c.region,
    institution.c.designated,
    institution.c.is_pharmacy,
    institution.c.initials,
)
ITEM_COLUMNS = (
    catalogue_item.c.code,
    catalogue_item.c.name,
    catalogue_item.c.item_class,
    catalogue_item.c.list_type,
    catalogue_item.c.charge_type,
    catalogue_item.c.unit,
    catalogue_item.c.specification,
    catalogue_item.c.rate_numerator,
    catalogue_item.c.rate_denominator,
    catalogue_item.c.price_limit_fen,
    catalogue_item.c.initials,
    catalogue_item.c.direct,
    catalogue_item.c.price_fen,
)
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
_UNDOES = settlement.alias("undoes")
_ITSELF = settlement.alias("itself")
_UNDONE_BY = reversal.alias("undone_by")
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
    func.coalesce(_UNDOES.c.number, ""),
    func.coalesce(_UNDONE_BY.c.number, ""),
    func.coalesce(_REPLACES.c.number, ""),
    func.coalesce(REPLACED_BY.c.number, ""),
)
DRAFT_COLUMNS = (draft.c.content, draft.c.state, draft.c.saved_at, draft.c.clerk, draft.c.key)


# The overview

_LAST_DAY = select(func.max(accounting_day.c.day)).scalar_subquery()
_BOOKED = member_entry.c.day <= _asked("as_of")
_VISITS = func.sum(case((expense.c.source == "reversal", -1), else_=1))
"""A visit that was taken back is none."""
_SPENT = (
    _total(expense.c.total_fen),
    _total(expense.c.fund_fen),
    _total(expense.c.account_fen),
    _total(expense.c.cash_fen),
    cast(_VISITS, WHOLE),
)


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
            .where(insurance.c.member_id == who, insurance.c.from_day <= _asked("as_of"))
            .order_by(insurance.c.scheme, insurance.c.from_day.desc())
        ),
        relatives=Prepared(select(cast(func.count(), WHOLE)).where(relative.c.member_id == who)),
        months=Prepared(
            select(month, member_entry.c.part, _total(member_entry.c.in_fen - member_entry.c.out_fen))
            .where(member_entry.c.member_id == who, _BOOKED)
            .group_by(month, member_entry.c.part)
            .order_by(month)
        ),
        recent=Prepared(
            select(*ENTRY_COLUMNS)
            .where(member_entry.c.member_id == who, _BOOKED)
            .order_by(member_entry.c.seq.desc())
            .limit(literal(50))
        ),
        totals_now=Prepared(
            select(year_total.c.scheme, year_total.c.year, year_total.c.total_key, year_total.c.amount).where(
                year_total.c.member_id == who
            )
        ),
        totals_then=Prepared(
            select(total_event.c.scheme, total_event.c.year, total_event.c.total_key, _total(total_event.c.amount))
            .where(total_event.c.member_id == who, total_event.c.booked_day <= _asked("as_of"))
            .group_by(total_event.c.scheme, total_event.c.year, total_event.c.total_key)
        ),
        spending=Prepared(
            select(expense.c.category, *_SPENT)
            .where(
                expense.c.member_id == who,
                expense.c.booked_day <= _asked("as_of"),
                expense.c.year == func.coalesce(_asked("year"), func.substr(_LAST_DAY, 1, 4)),
            )
            .group_by(expense.c.category)
            .having(_VISITS > 0)
        ),
        drafts=Prepared(_open_drafts().where(draft.c.member_id == who)),
        unprinted=Prepared(_unprinted(who)),
        paid_months=Prepared(
            select(contribution.c.scheme, func.max(contribution.c.month))
            .where(contribution.c.member_id == who, contribution.c.paid_on <= _asked("as_of"))
            .group_by(contribution.c.scheme)
        ),
        today=TODAY,
    )


def _open_drafts() -> Select[Any]:
    return select(*DRAFT_COLUMNS).order_by(draft.c.saved_at.desc(), draft.c.key)


def _unprinted(who: Any = None) -> CompoundSelect[Any]:
    """Statements and reversals whose paper is not out, of one member or of all; a void statement needs none."""

    def papers(document: Table, at: ColumnElement[Any], total: ColumnElement[Any]) -> Select[Any]:
        receipts = (
            select(cast(func.count(), WHOLE)).where(receipt_portion.c.document == document.c.number).scalar_subquery()
        )
        found = (
            select(document.c.number.label("number"), claim.c.care, receipts, total, at.label("at"), document.c.clerk)
            .join(claim, claim.c.claim_id == document.c.settlement_id)
            .join(statement, statement.c.number == document.c.number)
            .where(statement.c.print_state != "printed", statement.c.state == "issued")
        )
        return found if who is None else found.where(document.c.member_id == who)

    return union_all(
        papers(settlement, settlement.c.settled_at, claim.c.total_fen),
        papers(reversal, reversal.c.reversed_at, -claim.c.total_fen),
    ).order_by(desc("at"), desc("number"))


TODAY = Prepared(
    select(accounting_day.c.day, accounting_day.c.state).order_by(accounting_day.c.day.desc()).limit(literal(1))
)
LATEST_OPEN = Prepared(select(func.max(accounting_day.c.day)).where(accounting_day.c.state == "open"))

_BY_NUMBERS = (
    select(member.c.member_id)
    .where(or_(member.c.id_number == _asked("id_number"), member.c.card_number == _asked("card_number")))
    .order_by(case((member.c.id_number == _asked("id_number"), 0), else_=1))
    .limit(literal(1))
)
RECORD_BY_ID = _record(_id())
RECORD_BY_NUMBERS = _record(_BY_NUMBERS.scalar_subquery())

MEMBER = RECORD_BY_ID.member
ALL_INSURANCES = Prepared(
    select(*INSURANCE_COLUMNS)
    .where(insurance.c.member_id == _id())
    .order_by(insurance.c.scheme, insurance.c.from_day.desc())
)
MONEY = Prepared(
    select(account.c.part, account.c.fen).where(
        account.c.member_id == _id(), or_(account.c.part == "current", account.c.part == "prior")
    )
)
YEAR_TOTALS = Prepared(
    select(year_total.c.total_key, year_total.c.amount).where(
        year_total.c.member_id == _id(),
        year_total.c.scheme == _asked("scheme"),
        year_total.c.year == _asked("year"),
    )
)


# Search

_END = literal("\U0010ffff", WORDS)


def _begins(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Begins with a text, so that an index helps on both databases."""
    return and_(column >= _asked(name), column < _asked(name).concat(_END))


_SCHEME = (
    select(func.min(insurance.c.scheme))
    .where(insurance.c.member_id == member.c.member_id, insurance.c.state == "1")
    .scalar_subquery()
)
FIND_MEMBERS = Prepared(
    select(
        member.c.member_id,
        member.c.name,
        member.c.id_number,
        member.c.sex,
        member.c.birth_day,
        func.coalesce(_SCHEME, ""),
    )
    .where(
        or_(
            member.c.id_number == _asked("number"),
            member.c.card_number == _asked("number"),
            member.c.id_last6 == _asked("number"),
            _begins(member.c.name, "name"),
            _begins(member.c.initials, "initials"),
        )
    )
    .order_by(member.c.name, member.c.member_id)
    .limit(bindparam("most", type_=WHOLE))
)


def _contains(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column.like(_asked(name), escape="\\")


FIND_ITEMS = Prepared(
    select(*ITEM_COLUMNS)
    .where(
        or_(
            _begins(catalogue_item.c.code, "text"),
            _contains(catalogue_item.c.name, "inside"),
            _contains(catalogue_item.c.initials, "initials_inside"),
        ),
        catalogue_item.c.from_day <= _asked("day"),
        or_(catalogue_item.c.to_day.is_(None), catalogue_item.c.to_day >= _asked("day")),
    )
    .order_by(
        case(
            (catalogue_item.c.code == _asked("text"), 0),
            (catalogue_item.c.initials == _asked("initials"), 1),
            (catalogue_item.c.name == _asked("text"), 1),
            (_begins(catalogue_item.c.initials, "initials"), 2),
            (_begins(catalogue_item.c.name, "text"), 2),
            else_=3,
        ),
        func.length(catalogue_item.c.name),
        catalogue_item.c.code,
        catalogue_item.c.from_day.desc(),
    )
    .limit(bindparam("most", type_=WHOLE))
)
FIND_INSTITUTIONS = Prepared(
    select(*INSTITUTION_COLUMNS)
    .where(
        or_(
            _begins(institution.c.code, "text"),
            _contains(institution.c.name, "inside"),
            _contains(institution.c.initials, "initials_inside"),
        )
    )
    .order_by(
        case(
            (institution.c.code == _asked("text"), 0),
            (institution.c.initials == _asked("initials"), 1),
            (_begins(institution.c.initials, "initials"), 2),
            (_begins(institution.c.name, "text"), 2),
            else_=3,
        ),
        func.length(institution.c.name),
        institution.c.code,
    )
    .limit(bindparam("most", type_=WHOLE))
)


# Enquiry


def _maybe(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Any when the parameter is missing."""
    return or_(_asked(name).is_(None), column == _asked(name))


ACCOUNT_ROWS = Prepared(
    select(*ENTRY_COLUMNS)
    .where(
        member_entry.c.member_id == _id(),
        _BOOKED,
        _maybe(func.substr(member_entry.c.day, 1, 4), "year"),
        _maybe(member_entry.c.kind, "kind"),
    )
    .order_by(member_entry.c.seq.desc())
)
EXPENSE_ROWS = Prepared(
    select(*EXPENSE_COLUMNS)
    .select_from(expense)
    .outerjoin(_UNDOING, _UNDOING.c.number == expense.c.document)
    .outerjoin(_UNDOES, _UNDOES.c.settlement_id == _UNDOING.c.settlement_id)
    .outerjoin(_ITSELF, _ITSELF.c.number == expense.c.document)
    .outerjoin(
        _UNDONE_BY,
        and_(
            _UNDONE_BY.c.settlement_id == _ITSELF.c.settlement_id,
            _UNDONE_BY.c.business_day <= _asked("as_of"),
        ),
    )
    .outerjoin(_BOOKED_CLAIM, _BOOKED_CLAIM.c.claim_id == _ITSELF.c.settlement_id)
    .outerjoin(_REPLACES, _REPLACES.c.settlement_id == _BOOKED_CLAIM.c.replaces)
    .outerjoin(REPLACING, REPLACING.c.replaces == _ITSELF.c.settlement_id)
    .outerjoin(
        REPLACED_BY,
        and_(
            REPLACED_BY.c.settlement_id == REPLACING.c.claim_id,
            REPLACED_BY.c.business_day <= _asked("as_of"),
        ),
    )
    .where(
        expense.c.member_id == _id(),
        expense.c.booked_day <= _asked("as_of"),
        _maybe(func.substr(expense.c.day, 1, 4), "year"),
        or_(
            _asked("institution").is_(None),
            expense.c.institution_code == _asked("institution"),
            expense.c.institution_name == _asked("institution"),
        ),
    )
    .order_by(expense.c.day.desc(), expense.c.seq.desc())
)
SPENDING_BY_YEAR = Prepared(
    select(expense.c.year, expense.c.category, *_SPENT)
    .where(expense.c.member_id == _id(), expense.c.booked_day <= _asked("as_of"))
    .group_by(expense.c.year, expense.c.category)
    .having(_VISITS > 0)
    .order_by(expense.c.year.desc(), expense.c.category)
)
_ENTRY_YEAR = func.substr(member_entry.c.day, 1, 4)
FLOW_BY_YEAR = Prepared(
    select(_ENTRY_YEAR, member_entry.c.kind, _total(member_entry.c.in_fen), _total(member_entry.c.out_fen))
    .where(member_entry.c.member_id == _id(), _BOOKED)
    .group_by(_ENTRY_YEAR, member_entry.c.kind)
    .order_by(_ENTRY_YEAR)
)
_MONTH_YEAR = func.substr(contribution.c.month, 1, 4)
MONTHS_BY_YEAR = Prepared(
    select(_MONTH_YEAR, cast(func.count(contribution.c.month.distinct()), WHOLE))
    .where(
        contribution.c.member_id == _id(),
        contribution.c.paid_on <= _asked("as_of"),
        or_(contribution.c.scheme == "310", contribution.c.scheme == "390"),
    )
    .group_by(_MONTH_YEAR)
)


# Receipts, drafts, settlements

_UNDONE = exists(
    select(literal(1))
    .select_from(_UNDONE_BY)
    .join(_UNDOES, _UNDOES.c.settlement_id == _UNDONE_BY.c.settlement_id)
    .where(_UNDOES.c.number == receipt_portion.c.document)
    .correlate(receipt_portion)
)
"""A portion that was freed by a reversal is no use."""
RECEIPT_USE = Prepared(
    select(
        receipt.c.receipt_id,
        receipt.c.state,
        receipt_portion.c.document,
        settlement.c.clerk,
        settlement.c.counter,
        settlement.c.settled_at,
        expense.c.institution_name,
        expense.c.day,
    )
    .select_from(receipt_alias)
    .join(receipt, receipt.c.receipt_id == receipt_alias.c.receipt_id)
    .outerjoin(
        receipt_portion,
        and_(receipt_portion.c.receipt_id == receipt.c.receipt_id, receipt_portion.c.fen > 0, ~_UNDONE),
    )
    .outerjoin(settlement, settlement.c.number == receipt_portion.c.document)
    .outerjoin(expense, expense.c.document == receipt_portion.c.document)
    .where(
        receipt_alias.c.kind == _asked("kind"),
        receipt_alias.c.code == _asked("code"),
        receipt_alias.c.number == _asked("number"),
    )
    # The databases put NULL at different ends.
    .order_by(func.coalesce(settlement.c.settlement_id, 0).desc(), receipt_portion.c.document.desc())
    .limit(literal(1))
)

ALL_DRAFTS = Prepared(_open_drafts())
DRAFTS_OF = Prepared(_open_drafts().where(draft.c.member_id == _id()))
DRAFT = Prepared(select(*DRAFT_COLUMNS, draft.c.member_id).where(draft.c.key == _asked("key")).with_for_update())
ALL_UNPRINTED = Prepared(_unprinted())

POSTING_BY_KEY = Prepared(select(posting.c.posting_id, posting.c.content_hash).where(posting.c.key == _asked("key")))
