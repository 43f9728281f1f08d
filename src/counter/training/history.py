"""One member's last years: contributions, interest, carry-over, visits by card and shared money, in order of day.

Everything goes through one small account book that never lets a balance fall below zero. The account rules are
policy.md A1: the own 2 % in full; of the employer's money 0.8 % of the base below 35, 1 % below 45 and 2 % from 45 on;
retired 100 yuan a month, 110 from 70 on (docs/training.md lists the simplifications).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CareKind, Institution, needs_stay
from counter.domain.identity import age_on
from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.domain.member import Insurance, Member
from counter.domain.money import half_up
from counter.training.pricing import PricedVisit, price_employee, price_resident
from counter.visit.centre import ContributionMonth, MemberFile, PastVisit

PAY_DAY = 5
"""Day of the following month on which a month's contribution reaches the account."""
INTEREST_PER_MILLE = 15
"""Yearly interest on the mean of the month-end balances."""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit to be settled by card. day: of service or discharge; eligible_fen: the part in scope.

    receipt_number: ten digits, "" for one that follows from member and order."""

    day: date
    care: CareKind
    institution: Institution
    total_fen: int
    eligible_fen: int
    receipt_number: str = ""


@dataclass(frozen=True, slots=True)
class SharedPayment:
    """Prior-year money that pays a relative's share of a visit (mission.md fact 7). limit_fen: what is left to pay."""

    day: date
    document: str
    institution_code: str
    limit_fen: int


@dataclass(frozen=True, slots=True)
class Course:
    """What there is to tell about a member. The first insurance is the one that pays and is paid for.

    start, today: first and last day of the history; base_fen: this year's monthly contribution base, 0 without one;
    opening_fen: account on the first day; has_account: false for residents and for members of other regions.
    """

    member: Member
    insurances: tuple[Insurance, ...]
    start: date
    today: date
    base_fen: int = 0
    opening_fen: int = 0
    has_account: bool = True
    visits: tuple[PlannedVisit, ...] = ()
    shared: tuple[SharedPayment, ...] = ()
    relatives: tuple[int, ...] = ()


def receipt_code(care: CareKind, day: date) -> str:
    """The 8-digit code of a medical e-receipt: region 11, class 06, kind 01 outpatient or 02 inpatient, year
    (card.md 5)."""
    return f"1106{'02' if needs_stay(care) else '01'}{day:%y}"


def month_after(month: date) -> date:
    """First day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_due_month(today: date) -> date:
    """First day of the last month whose contribution has reached the accounts."""
    first = today.replace(day=1)
    months_back = 1 if today.day >= PAY_DAY else 2
    for _ in range(months_back):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


class _Book:
    """The account of one member while its history is written."""

    def __init__(self, member_id: int) -> None:
        self.member_id = member_id
        self.current = 0
        self.prior = 0
        self.postings: list[Posting] = []
        self.month_ends: list[int] = []

    def post(self, day: date, memo: str, transfers: list[Transfer]) -> None:
        """Book what is not empty, under the next key."""
        if transfers:
            key = f"training:{self.member_id}:{len(self.postings) + 1:04d}"
            self.postings.append(Posting(key, self.member_id, day, memo, tuple(transfers)))

    def account(self, part: str) -> str:
        return f"member:{self.member_id}:{part}"

    def open(self, day: date, fen: int) -> None:
        self.prior = fen
        if fen:
            self.post(day, str(day.year), [self._in("clearing:opening", "prior", fen, EntryKind.OPENING)])

    def contribute(self, day: date, month: date, own_fen: int, employer_fen: int) -> None:
        self.current += own_fen + employer_fen
        parts = ((own_fen, EntryKind.CONTRIBUTION), (employer_fen, EntryKind.EMPLOYER_SHARE))
        incoming = [self._in("clearing:contributions", "current", fen, kind) for fen, kind in parts if fen]
        self.post(day, f"{month:%Y-%m}", incoming)

    def spend(self, day: date, visit: PlannedVisit, document: str, allowed_fen: int) -> tuple[int, int]:
        """Pay a visit's share, this year's money first; returns (current, prior)."""
        current = min(self.current, allowed_fen)
        prior = min(self.prior, allowed_fen - current)
        self.current -= current
        self.prior -= prior
        kind = EntryKind.PHARMACY if visit.care is CareKind.PHARMACY else EntryKind.CARE
        receiver = f"institution:{visit.institution.code}"
        outgoing = [
            Transfer(self.account(part), receiver, fen, kind)
            for part, fen in (("current", current), ("prior", prior))
            if fen
        ]
        self.post(day, document, outgoing)
        return current, prior

    def share(self, payment: SharedPayment) -> None:
        fen = min(self.prior, payment.limit_fen)
        self.prior -= fen
        if fen:
            receiver = f"institution:{payment.institution_code}"
            transfer = Transfer(self.account("prior"), receiver, fen, EntryKind.FAMILY_SHARING)
            self.post(payment.day, payment.document, [transfer])

    def end_month(self) -> None:
        """Note the balance that interest will be reckoned on."""
        self.month_ends.append(self.current + self.prior)

    def close_year(self, day: date) -> None:
        """Interest goes to prior-year money; then the whole year's money becomes prior-year money."""
        interest = half_up(sum(self.month_ends) * INTEREST_PER_MILLE, 12 * 1000)
        self.month_ends.clear()
        if interest:
            self.prior += interest
            self.post(day, str(day.year), [self._in("clearing:interest", "prior", interest, EntryKind.INTEREST)])
        if self.current:
            transfer = Transfer(self.account("current"), self.account("prior"), self.current, EntryKind.CARRY_OVER)
            self.post(day, str(day.year), [transfer])
            self.prior += self.current
            self.current = 0

    def _in(self, source: str, part: str, fen: int, kind: EntryKind) -> Transfer:
        return Transfer(source, self.account(part), fen, kind)


def employer_share_fen(base_fen: int, age: int) -> int:
    """The part of the employer's money that goes to the account of a member in service, by age (policy.md A1)."""
    per_mille = 8 if age < 35 else 10 if age < 45 else 20
    return half_up(base_fen * per_mille, 1000)


def write_history(course: Course) -> MemberFile:
    """Lay a course out day by day."""
    member, insurance = course.member, course.insurances[0]
    book = _Book(member.member_id)
    if course.has_account:
        book.open(course.start, course.opening_fen)
    months = _contribution_months(course)
    totals: dict[str, YearTotals] = {}
    visits: list[PastVisit] = []
    # Within a day: money comes in, then care is paid, then relatives; a month ends after that and a year last.
    events: list[tuple[date, int, object]] = [(month.paid_on, 0, month) for month in months]
    events += [(visit.day, 1, visit) for visit in course.visits]
    if course.has_account:
        events += [(payment.day, 2, payment) for payment in course.shared]
        events += [(day, 3, None) for day in _month_ends(course)]
    for day, _, event in sorted(events, key=lambda entry: entry[:2]):
        match event:
            case ContributionMonth():
                if course.has_account:
                    book.contribute(day, event.month, event.own_fen, event.to_account_fen - event.own_fen)
            case PlannedVisit():
                visits.append(_settle(course, insurance, book, totals, event, len(visits) + 1))
            case SharedPayment():
                book.share(event)
            case _:
                book.end_month()
                if (day.month, day.day) == (12, 31):
                    book.close_year(day)
    contributions = _resident_years(course) if insurance.scheme == "390" else months
    return MemberFile(
        member, course.insurances, tuple(contributions), tuple(book.postings), tuple(visits), course.relatives
    )


def _month_ends(course: Course) -> list[date]:
    """The last days of the months that have passed."""
    days = []
    month = month_after(course.start)
    while month - timedelta(days=1) <= course.today:
        days.append(month - timedelta(days=1))
        month = month_after(month)
    return days


def _contribution_months(course: Course) -> list[ContributionMonth]:
    """One entry for each month that was paid; none for residents, whose premium is yearly."""
    insurance, birth_day = course.insurances[0], course.member.birth_day
    if insurance.scheme != "310":
        return []
    months: list[ContributionMonth] = []
    month = max(course.start, insurance.from_day.replace(day=1))
    last = last_due_month(course.today)
    while month <= last:
        paid_on = month_after(month).replace(day=PAY_DAY)
        retired = insurance.retired_on is not None and insurance.retired_on <= month
        if retired:
            if course.member.deceased_on is not None and paid_on > course.member.deceased_on:
                break
            flat = 11_000 if age_on(birth_day, month) >= 70 else 10_000
            months.append(ContributionMonth("310", month, 0, 0, 0, flat, paid_on))
        else:
            if insurance.last_paid_month is None or month > insurance.last_paid_month:
                break
            # Wages rise: an earlier year's base was 4 % lower for each year, in whole yuan.
            base = half_up(course.base_fen * (100 - 4 * (course.today.year - month.year)), 10_000) * 100
            own = half_up(base * 2, 100)
            to_account = own + employer_share_fen(base, age_on(birth_day, month))
            months.append(ContributionMonth("310", month, base, own, half_up(base * 10, 100), to_account, paid_on))
        month = month_after(month)
    return months


def _resident_years(course: Course) -> list[ContributionMonth]:
    """The yearly premium of a resident, paid in the November before; a training value."""
    insurance = course.insurances[0]
    years = range(course.start.year, course.today.year + 1)
    return [
        ContributionMonth("390", date(year, 1, 1), 0, 38_000, 0, 0, date(year - 1, 11, 10))
        for year in years
        if insurance.last_paid_month is not None
        and date(year, 1, 1) <= insurance.last_paid_month
        and insurance.from_day.year <= year
    ]


def _settle(
    course: Course,
    insurance: Insurance,
    book: _Book,
    totals: dict[str, YearTotals],
    visit: PlannedVisit,
    order: int,
) -> PastVisit:
    """Settle one visit by card: funds, then the account for what is in scope, then cash."""
    year = str(visit.day.year)
    before = totals.get(year, YearTotals(year))
    priced = _price(insurance, course.member.birth_day, before, visit)
    document = f"S{visit.day:%Y%m%d}{course.member.member_id:05d}{order:03d}"
    current = prior = 0
    if course.has_account:
        current, prior = book.spend(visit.day, visit, document, visit.eligible_fen - priced.fund_fen)
    added = dict(priced.totals_added)
    if added and current + prior:
        pool = next(iter(added)).partition("/")[2]
        added[f"D310201/{pool}"] = current + prior
    totals_added = tuple(sorted(added.items()))
    totals[year] = before.plus(totals_added)
    number = visit.receipt_number or f"9{course.member.member_id:04d}{order:05d}"
    return PastVisit(
        document=document,
        day=visit.day,
        care=visit.care,
        scheme=insurance.scheme,
        year=year,
        institution_code=visit.institution.code,
        receipt_key=f"e_receipt:{receipt_code(visit.care, visit.day)}:{number}",
        total_fen=visit.total_fen,
        eligible_fen=visit.eligible_fen,
        funds=priced.funds,
        account_current_fen=current,
        account_prior_fen=prior,
        cash_fen=visit.total_fen - priced.fund_fen - current - prior,
        totals_added=totals_added,
    )


def _price(insurance: Insurance, birth_day: date, before: YearTotals, visit: PlannedVisit) -> PricedVisit:
    level = visit.institution.level
    if insurance.scheme == "390":
        return price_resident(visit.care, level, before, visit.total_fen, visit.eligible_fen)
    person = (insurance.person_type.startswith("12"), age_on(birth_day, visit.day))
    return price_employee(visit.care, level, person, before, visit.total_fen, visit.eligible_fen)
