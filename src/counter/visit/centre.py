"""A whole centre as records: what is loaded into an empty database, by the training centre or by a move.

Plain frozen data, so that who makes it (training, an import) and who stores it need not know each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.claim import CareKind, CatalogueItem, Institution
from counter.domain.ledger import Posting
from counter.domain.member import Insurance, Member
from counter.visit.ports.desk import Staff


@dataclass(frozen=True, slots=True)
class ContributionMonth:
    """One paid month of one scheme. month: its first day; amounts in fen; to_account_fen reached the account."""

    scheme: str
    month: date
    base_fen: int
    own_fen: int
    employer_fen: int
    to_account_fen: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that was settled by card at an institution. funds: (fund_pay_type, fen); totals_added as in Adjudication.

    receipt_key: canonical `kind:code:number` of its receipt, which can therefore never be claimed on paper.
    fund + account_current + account_prior + cash = total.
    """

    document: str
    day: date
    care: CareKind
    scheme: str
    year: str
    institution_code: str
    receipt_key: str
    total_fen: int
    eligible_fen: int
    funds: tuple[tuple[str, int], ...]
    account_current_fen: int
    account_prior_fen: int
    cash_fen: int
    totals_added: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MemberFile:
    """One member with everything that belongs to one. postings are in booking order, visits in order of day.

    The postings already contain the account side of the visits."""

    member: Member
    insurances: tuple[Insurance, ...]
    contributions: tuple[ContributionMonth, ...]
    postings: tuple[Posting, ...]
    visits: tuple[PastVisit, ...]
    relatives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedItem:
    """A catalogue entry with the days between which it is in force; to_day None: until further notice."""

    item: CatalogueItem
    from_day: date
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Centre:
    """All records of a centre. day: the accounting day that is open once they are loaded."""

    code: str
    name: str
    day: date
    staff: tuple[Staff, ...]
    institutions: tuple[Institution, ...]
    catalogue: tuple[DatedItem, ...]
    members: tuple[MemberFile, ...]
