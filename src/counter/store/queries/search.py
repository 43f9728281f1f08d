"""Search: members, catalogue entries and institutions by what was typed of them."""

from __future__ import annotations

from sqlalchemy import case, func, or_, select

from counter.store.line import Prepared
from counter.store.queries.asking import asked, asked_number, begins, contains
from counter.store.tables.centre import catalogue_item, institution
from counter.store.tables.people import insurance, member

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
            member.c.id_number == asked("number"),
            member.c.card_number == asked("number"),
            member.c.id_last6 == asked("number"),
            begins(member.c.name, "name"),
            begins(member.c.initials, "initials"),
        )
    )
    .order_by(member.c.name, member.c.member_id)
    .limit(asked_number("most"))
)

FIND_ITEMS = Prepared(
    select(*ITEM_COLUMNS)
    .where(
        or_(
            begins(catalogue_item.c.code, "text"),
            contains(catalogue_item.c.name, "inside"),
            contains(catalogue_item.c.initials, "initials_inside"),
        ),
        catalogue_item.c.from_day <= asked("day"),
        or_(catalogue_item.c.to_day.is_(None), catalogue_item.c.to_day >= asked("day")),
    )
    .order_by(
        case(
            (catalogue_item.c.code == asked("text"), 0),
            (catalogue_item.c.initials == asked("initials"), 1),
            (catalogue_item.c.name == asked("text"), 1),
            (begins(catalogue_item.c.initials, "initials"), 2),
            (begins(catalogue_item.c.name, "text"), 2),
            else_=3,
        ),
        func.length(catalogue_item.c.name),
        catalogue_item.c.code,
        catalogue_item.c.from_day.desc(),
    )
    .limit(asked_number("most"))
)

FIND_INSTITUTIONS = Prepared(
    select(*INSTITUTION_COLUMNS)
    .where(
        or_(
            begins(institution.c.code, "text"),
            contains(institution.c.name, "inside"),
            contains(institution.c.initials, "initials_inside"),
        )
    )
    .order_by(
        case(
            (institution.c.code == asked("text"), 0),
            (institution.c.initials == asked("initials"), 1),
            (begins(institution.c.initials, "initials"), 2),
            (begins(institution.c.name, "text"), 2),
            else_=3,
        ),
        func.length(institution.c.name),
        institution.c.code,
    )
    .limit(asked_number("most"))
)
