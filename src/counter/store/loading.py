"""Loading a whole centre into an empty database: one transaction, rows in bulk, all constraints on.

Nothing goes past the triggers: balances, member lines and year totals come out of the same postings and events as
later bookings do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from sqlalchemy import bindparam, update

from counter.domain.claim import CATEGORY_OF_CARE, CatalogueItem, Institution
from counter.domain.member import Insurance, Member
from counter.store import audit as chain
from counter.store.booking import receipt_parts
from counter.store.ledger import MEMBER_PARTS, account_row, posting_hash
from counter.store.line import Line, Prepared
from counter.store.tables.centre import accounting_day, catalogue_item, institution, staff
from counter.store.tables.centre import centre as centre_table
from counter.store.tables.claims import receipt, receipt_alias, receipt_portion
from counter.store.tables.money import account, posting_seal, transfer
from counter.store.tables.money import posting as posting_table
from counter.store.tables.people import contribution, insurance, member, relative
from counter.store.tables.use import expense, member_year, total_event
from counter.visit.centre import Centre, DatedItem, MemberFile, PastVisit
from counter.visit.ports.desk import Staff

_CLOSE_DAYS = Prepared(update(accounting_day).where(accounting_day.c.day != bindparam("but")).values(state="closed"))

Rows = list[dict[str, object]]


def iso(day: date | None) -> str | None:
    """A day as it is stored."""
    return None if day is None else day.isoformat()


def member_row(member: Member) -> dict[str, object]:
    """A person's row."""
    return {
        "member_id": member.member_id,
        "psn_no": member.psn_no,
        "name": member.name,
        "id_number": member.id_number,
        "id_last6": member.id_number[-6:],
        "sex": member.sex,
        "birth_day": iso(member.birth_day),
        "card_number": member.card_number,
        "card_id": member.card_id,
        "card_state": member.card_state,
        "deceased_on": iso(member.deceased_on),
        "initials": member.initials.lower(),
    }


def insurance_row(member_id: int, row: Insurance) -> dict[str, object]:
    """One insurance of a person."""
    return {
        "member_id": member_id,
        "scheme": row.scheme,
        "region": row.region,
        "from_day": iso(row.from_day),
        "to_day": iso(row.to_day),
        "person_type": row.person_type,
        "state": row.state,
        "retired_on": iso(row.retired_on),
        "employer": row.employer,
        "enrolment": row.enrolment,
        "last_paid_month": iso(row.last_paid_month),
        "frozen": int(row.frozen),
    }


def institution_row(place: Institution) -> dict[str, object]:
    """One institution."""
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "region": place.region,
        "designated": int(place.designated),
        "is_pharmacy": int(place.is_pharmacy),
        "initials": place.initials.lower(),
    }


def item_row(dated: DatedItem) -> dict[str, object]:
    """One dated catalogue entry."""
    item: CatalogueItem = dated.item
    rate = item.prior_self_pay_rate
    return {
        "code": item.code,
        "from_day": iso(dated.from_day),
        "to_day": iso(dated.to_day),
        "name": item.name,
        "item_class": item.item_class,
        "list_type": item.list_type,
        "charge_type": item.charge_type,
        "unit": item.unit,
        "specification": item.specification,
        "rate_numerator": None if rate is None else rate.numerator,
        "rate_denominator": None if rate is None else rate.denominator,
        "price_limit_fen": item.price_limit_fen,
        "initials": item.initials.lower(),
        "direct": int(item.direct),
        "price_fen": item.price_fen,
    }


def staff_row(person: Staff) -> dict[str, object]:
    """One member of staff."""
    return {
        "staff_id": person.staff_id,
        "name": person.name,
        "counter": person.counter,
        "centre": person.centre,
        "role": person.role,
    }


def load(line: Line, centre: Centre, at: str, actor: Staff, progress: Callable[[int, int], None] | None) -> None:
    """Write a whole centre inside a writing transaction.

    Args:
        progress: called with (members done, members in all).

    Raises:
        ValueError: there is a centre already.
    """
    if line.say("SELECT 1 FROM centre").fetchone() is not None:
        raise ValueError("the database holds a centre already")
    line.load(centre_table, [{"one": 1, "code": centre.code, "name": centre.name}])
    line.load(staff, [staff_row(person) for person in centre.staff])
    line.load(institution, [institution_row(place) for place in centre.institutions])
    line.load(catalogue_item, [item_row(dated) for dated in centre.catalogue])
    line.load(
        accounting_day,
        [{"day": iso(day), "state": "open", "opened_at": at, "opened_by": actor.name} for day in sorted(_days(centre))],
    )
    _members(line, centre)
    number = 1
    for start in range(0, len(centre.members), 50):
        part = centre.members[start : start + 50]
        number = _money(line, part, number)
        _visits(line, part, {place.code: place.name for place in centre.institutions})
        if progress is not None:
            progress(min(start + 50, len(centre.members)), len(centre.members))
    if line.backend.dialect.name == "postgresql":
        _move_sequences(line)
    line.run(_CLOSE_DAYS, but=iso(centre.day))
    chain.append(
        line,
        "load",
        at,
        actor.name,
        actor.counter,
        centre=centre.code,
        members=len(centre.members),
        postings=number - 1,
        day=iso(centre.day),
    )


def _days(centre: Centre) -> set[date]:
    days = {centre.day}
    for file in centre.members:
        days.update(posting.day for posting in file.postings)
        days.update(visit.day for visit in file.visits)
    if max(days) > centre.day:
        raise ValueError(f"records of {max(days)} are later than the open day {centre.day}")
    return days


def _members(line: Line, centre: Centre) -> None:
    files = centre.members
    line.load(member, [member_row(file.member) for file in files])
    line.load(insurance, [insurance_row(file.member.member_id, row) for file in files for row in file.insurances])
    line.load(
        relative,
        [{"member_id": file.member.member_id, "relative_id": other} for file in files for other in file.relatives],
    )
    contributions: Rows = [
        {
            "member_id": file.member.member_id,
            "scheme": paid.scheme,
            "month": iso(paid.month),
            "base_fen": paid.base_fen,
            "own_fen": paid.own_fen,
            "employer_fen": paid.employer_fen,
            "to_account_fen": paid.to_account_fen,
            "paid_on": iso(paid.paid_on),
        }
        for file in files
        for paid in file.contributions
    ]
    line.load(contribution, contributions)
    names = {f"member:{file.member.member_id}:{part}" for file in files for part in MEMBER_PARTS}
    for file in files:
        for posting in file.postings:
            names.update(name for one in posting.transfers for name in (one.debit, one.credit))
    line.load(account, [account_row(name) for name in sorted(names)])


def _money(line: Line, files: tuple[MemberFile, ...], number: int) -> int:
    """Postings of some members; ids are given here, from `number` on, so that they can go in bulk."""
    postings: Rows = []
    transfers: Rows = []
    seals: Rows = []
    for file in files:
        for posting in file.postings:
            if posting.member_id != file.member.member_id:
                raise ValueError(f"posting {posting.key} belongs to another member")
            postings.append(
                {
                    "posting_id": number,
                    "key": posting.key,
                    "content_hash": posting_hash(posting),
                    "member_id": posting.member_id,
                    "day": iso(posting.day),
                    "memo": posting.memo,
                    "lines": len(posting.transfers),
                    "reverses": None,
                }
            )
            for index, one in enumerate(posting.transfers, start=1):
                transfers.append(
                    {
                        "posting_id": number,
                        "line": index,
                        "debit": one.debit,
                        "credit": one.credit,
                        "fen": one.fen,
                        "kind": one.kind,
                    }
                )
            seals.append(
                {"posting_id": number, "lines": len(posting.transfers), "fen": sum(t.fen for t in posting.transfers)}
            )
            number += 1
    line.load(posting_table, postings)
    line.load(transfer, transfers)
    line.load(posting_seal, seals)
    return number


def _visits(line: Line, files: tuple[MemberFile, ...], names: dict[str, str]) -> None:
    expenses: Rows = []
    receipts: list[tuple[int, PastVisit]] = []
    years: set[tuple[int, str, str]] = set()
    events: Rows = []
    for file in files:
        member_id = file.member.member_id
        for seq, visit in enumerate(file.visits, start=1):
            expenses.append(_expense_row(member_id, seq, visit, names))
            receipts.append((member_id, visit))
            years.add((member_id, visit.scheme, visit.year))
            events.extend(
                {
                    "member_id": member_id,
                    "scheme": visit.scheme,
                    "year": visit.year,
                    "total_key": key,
                    "document": visit.document,
                    "amount": amount,
                    "booked_day": iso(visit.day),
                }
                for key, amount in visit.totals_added
                if amount
            )
    line.load(expense, expenses)
    line.load(
        member_year,
        [{"member_id": member_id, "scheme": scheme, "year": year} for member_id, scheme, year in sorted(years)],
    )
    line.load(total_event, events)
    _settled_online(line, receipts)


def _settled_online(line: Line, visits: list[tuple[int, PastVisit]]) -> None:
    """The receipts of visits that were settled by card: they can never be claimed on paper."""
    found = line.say("SELECT COALESCE(MAX(receipt_id), 0) FROM receipt").fetchone()
    first = found[0] + 1
    receipts: Rows = []
    aliases: Rows = []
    portions: Rows = []
    for receipt_id, (member_id, visit) in enumerate(visits, start=first):
        identity = receipt_parts(visit.receipt_key)
        aliases.append({**identity, "receipt_id": receipt_id})
        portions.append({"receipt_id": receipt_id, "document": visit.document, "fen": visit.total_fen})
        receipts.append(
            {
                **identity,
                "receipt_id": receipt_id,
                "check_code": "",
                "member_id": member_id,
                "institution_code": visit.institution_code,
                "issue_day": iso(visit.day),
                "total_fen": visit.total_fen,
                "claimed_fen": 0,
                "state": "settled_online",
                "live": 1,
            }
        )
    line.load(receipt, receipts)
    line.load(receipt_alias, aliases)
    line.load(receipt_portion, portions)


def _expense_row(member_id: int, seq: int, visit: PastVisit, names: dict[str, str]) -> dict[str, object]:
    return {
        "member_id": member_id,
        "seq": seq,
        "day": iso(visit.day),
        "booked_day": iso(visit.day),
        "year": visit.year,
        "scheme": visit.scheme,
        "care": visit.care,
        "category": CATEGORY_OF_CARE[visit.care],
        "institution_code": visit.institution_code,
        "institution_name": names.get(visit.institution_code, visit.institution_code),
        "total_fen": visit.total_fen,
        "eligible_fen": visit.eligible_fen,
        "fund_fen": sum(fen for _, fen in visit.funds),
        "account_fen": visit.account_current_fen + visit.account_prior_fen,
        "cash_fen": visit.cash_fen,
        "other_fen": 0,
        "funds": json.dumps([list(fund) for fund in visit.funds]),
        "source": "card",
        "document": visit.document,
    }


_SEQUENCES = (("posting", "posting_id"), ("receipt", "receipt_id"))


def _move_sequences(line: Line) -> None:
    """Ids were given in bulk: let PostgreSQL go on after the last one."""
    for table, column in _SEQUENCES:
        line.say(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "  # noqa: S608 - names from the tuple above
            f"(SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}), false)"
        )
