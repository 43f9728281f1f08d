"""A member as the counter sees one: person, insurances, eligibility, money and the year's spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import CareCategory, Claim, PersonFacts
from counter.domain.errors import NotCovered
from counter.domain.identity import Sex
from counter.domain.ledger import AccountRow


class CardState(StrEnum):
    """State of the social security card in the records."""

    NORMAL = "normal"
    LOST = "lost"
    FROZEN = "frozen"
    CANCELLED = "cancelled"


class InsuranceState(StrEnum):
    """National `psn_insu_stas`."""

    NONE = "0"
    NORMAL = "1"
    SUSPENDED = "2"
    INVALID = "3"
    ENDED = "4"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the records. psn_no: national person number."""

    member_id: int
    psn_no: str
    name: str
    id_number: str
    sex: Sex
    birth_day: date
    card_number: str | None
    card_id: str | None
    card_state: CardState
    deceased_on: date | None = None
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Insurance:
    """One insurance row (national 1101 gives one per `insutype`).

    scheme: `insutype`; region: `admdvs`; person_type: `psn_type`; enrolment: how the person is enrolled (`employer`,
    `flexible`, `resident`); last_paid_month: first day of the last month that was paid.
    """

    scheme: str
    region: str
    person_type: str
    state: InsuranceState
    from_day: date
    to_day: date | None
    retired_on: date | None
    employer: str
    enrolment: str
    last_paid_month: date | None
    frozen: bool = False


class Answer(StrEnum):
    """May the person enjoy benefits? Three answers, never two (features.md 11)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """An answer with its reasons. reasons: stable words (`insured`, `suspended`, `arrears`, `deceased`, `card_lost`,
    `not_insured`, `other_region`, `ended`, `waiting_period`); source: where it was looked up; at: ISO time."""

    answer: Answer
    reasons: tuple[str, ...]
    source: str
    at: str


@dataclass(frozen=True, slots=True)
class CategorySpending:
    """A year's spending in one category: fund + account + cash = total."""

    category: CareCategory
    total_fen: int
    fund_fen: int
    account_fen: int
    cash_fen: int
    visits: int


@dataclass(frozen=True, slots=True)
class Benefit:
    """One limit of the year: used and, where there is one, the limit.

    code: `inpatient_deductible`, `pool_cap`, `large_amount_cap`, `outpatient_deductible`, `outpatient_threshold`;
    next_fen: the deductible of the next admission, None elsewhere.
    """

    code: str
    used_fen: int
    limit_fen: int | None
    next_fen: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Something of this member that is not finished. kind: `draft`, `print_pending`, `outcome_unknown`."""

    kind: str
    number: str
    care: str
    receipts: int
    total_fen: int
    since: str
    clerk: str


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One past visit at an institution or pharmacy, one settled claim, or one that was taken back.

    source: `card`, `claim` or `reversal`, whose amounts are below zero. reverses, reversed_by, replaces, replaced_by:
    numbers of the statements that this one undoes or corrects, or that undid or corrected it; "" none.
    """

    day: date
    category: CareCategory
    institution: str
    total_fen: int
    fund_fen: int
    account_fen: int
    cash_fen: int
    source: str
    document: str
    reverses: str = ""
    reversed_by: str = ""
    replaces: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ClearingYear:
    """One insurance year of the account (mission.md fact 2b): monthly payments, what came in, the clearing amount."""

    year: str
    months_paid: int
    own_contribution_fen: int
    employer_share_fen: int
    interest_fen: int
    spent_fen: int
    opening_fen: int
    closing_fen: int


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Everything the store knows for the overview, fetched in one trip. as_of: the day it describes."""

    member: Member
    insurances: tuple[Insurance, ...]
    money: AccountMoney
    monthly_balances: tuple[tuple[str, int], ...]
    totals: tuple[tuple[str, YearTotals], ...]
    spending: tuple[CategorySpending, ...]
    open_cases: tuple[OpenCase, ...]
    recent_rows: tuple[AccountRow, ...]
    family_links: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Overview:
    """A `MemberRecord` with what follows from it: the insurance that governs, eligibility, the year's benefits.

    policy_title is empty and benefits are empty when no policy covers the member today.
    """

    record: MemberRecord
    insurance: Insurance | None
    eligibility: Eligibility
    benefits: tuple[Benefit, ...]
    policy_title_zh: str
    policy_title_en: str
    card_differences: tuple[str, ...] = ()
    card_warnings: tuple[str, ...] = ()

    @property
    def person(self) -> PersonFacts | None:
        """What rules ask about this member, None without an insurance."""
        if self.insurance is None:
            return None
        return PersonFacts(self.insurance.person_type, self.record.member.birth_day, self.insurance.retired_on)


@dataclass(frozen=True, slots=True)
class MemberHit:
    """One row of a search; everything already masked."""

    member_id: int
    name: str
    masked_id_number: str
    sex: Sex
    birth_year: int
    scheme: str


def governing_insurance(insurances: tuple[Insurance, ...]) -> Insurance | None:
    """The row that a visit runs under: medical schemes only, in force before ended, employee (310) before resident
    (390) (policy.md D3: choose by insutype and status 1)."""
    medical = [row for row in insurances if row.scheme in ("310", "390")]
    return min(medical, key=lambda row: (row.state != InsuranceState.NORMAL, row.scheme), default=None)


def covering_insurance(insurances: tuple[Insurance, ...], claim: Claim) -> Insurance:
    """The insurance row that covers a claim on its service day.

    Raises:
        NotCovered: none does; the reason says why the nearest one does not.
    """
    rows = [row for row in insurances if row.scheme == claim.scheme and row.region == claim.region]
    if not rows:
        raise NotCovered(claim.service_day, "not_insured")
    reasons = []
    for row in rows:
        if row.from_day <= claim.service_day and (row.to_day is None or claim.service_day <= row.to_day):
            if row.state is not InsuranceState.SUSPENDED and not row.frozen:
                return row
            reasons.append("suspended" if row.state is InsuranceState.SUSPENDED else "frozen")
    if reasons:
        raise NotCovered(claim.service_day, reasons[0])
    begun = any(row.from_day <= claim.service_day for row in rows)
    raise NotCovered(claim.service_day, "ended" if begun else "not_yet_insured")


def eligibility(member: Member, insurance: Insurance | None, day: date, at: str, has_policy: bool) -> Eligibility:
    """May the member enjoy benefits on a day? Yes, no, or unknown, each with its reasons (features.md 11)."""
    no: list[str] = []
    if member.deceased_on is not None and member.deceased_on <= day:
        no.append("deceased")
    if insurance is None:
        no.append("not_insured")
    else:
        if insurance.state is InsuranceState.SUSPENDED:
            no.append("suspended")
        if insurance.state in (InsuranceState.ENDED, InsuranceState.INVALID, InsuranceState.NONE):
            no.append("ended")
        if insurance.frozen:
            no.append("frozen")
    if no:
        return Eligibility(Answer.NO, tuple(no), "records", at)
    doubts: list[str] = []
    if member.card_state is not CardState.NORMAL:
        doubts.append(f"card_{member.card_state}")
    if not has_policy:
        doubts.append("other_region")
    if insurance is not None and not (insurance.retired_on and insurance.retired_on <= day):
        if insurance.last_paid_month is None:
            doubts.append("never_paid")
        elif months_between(insurance.last_paid_month, day) > 2:
            doubts.append("arrears")
    if doubts:
        return Eligibility(Answer.UNKNOWN, tuple(doubts), "records", at)
    return Eligibility(Answer.YES, ("insured",), "records", at)


def months_between(earlier: date, later: date) -> int:
    """Calendar months from one day's month to another's."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month
