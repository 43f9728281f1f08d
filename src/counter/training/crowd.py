"""The other members: groups over every status that a counter meets, each person drawn from the centre's seed.

A group says what its people have in common; who they are follows from seed and member number alone, so that adding a
group changes nobody before it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.claim import CareKind, Institution, InstitutionLevel
from counter.domain.identity import Sex
from counter.domain.member import CardState, Insurance, InsuranceState
from counter.training.faces import HOME_REGION
from counter.training.history import Course, PlannedVisit, last_due_month
from counter.training.names import invent_name
from counter.training.people import make_member


@dataclass(frozen=True, slots=True)
class Group:
    """People alike.

    ages: youngest and oldest, in full years; months_behind: how many due months were not paid, None when nothing was
    ever paid; second: scheme of a second insurance row; sex: None for either; tie: each one's relative is the member
    whose number is this much higher, 0 for none.
    """

    count: int
    person_type: str
    ages: tuple[int, int]
    state: InsuranceState = InsuranceState.NORMAL
    region: str = HOME_REGION
    months_behind: int | None = 0
    frozen: bool = False
    deceased: bool = False
    card_state: CardState = CardState.NORMAL
    has_card: bool = True
    second: str = ""
    sex: Sex | None = None
    tie: int = 0

    @property
    def resident(self) -> bool:
        """True for groups of the resident scheme (390)."""
        return self.person_type[:2] in ("14", "15", "16")

    @property
    def retired(self) -> bool:
        """True for psn_type 12."""
        return self.person_type.startswith("12")


GROUPS = (
    Group(12, "1101", (28, 54), sex=Sex.MALE, tie=12),
    Group(12, "1101", (26, 50), sex=Sex.FEMALE, tie=-12),
    Group(8, "1101", (36, 49), tie=8),
    Group(8, "1403", (7, 16), tie=-8),
    Group(24, "1101", (22, 54)),
    Group(10, "1102", (25, 54), second="320"),
    Group(16, "1103", (23, 54)),
    Group(24, "1201", (60, 69)),
    Group(20, "1201", (70, 89)),
    Group(1, "1201", (95, 95)),
    Group(4, "1202", (62, 84)),
    Group(5, "1203", (60, 82)),
    Group(2, "1402", (5, 5)),
    Group(3, "1402", (5, 6)),
    Group(8, "1403", (7, 17)),
    Group(8, "1404", (18, 23)),
    Group(10, "1501", (28, 57)),
    Group(10, "16", (62, 88)),
    Group(6, "1101", (27, 52), state=InsuranceState.SUSPENDED, months_behind=5),
    Group(8, "1103", (27, 54), months_behind=6),
    Group(6, "1101", (30, 54), state=InsuranceState.ENDED, months_behind=9),
    Group(4, "1101", (30, 54), frozen=True),
    Group(4, "1201", (66, 91), deceased=True, card_state=CardState.CANCELLED),
    Group(1, "1101", (49, 49), deceased=True, card_state=CardState.CANCELLED),
    Group(4, "1103", (24, 44), months_behind=None),
    Group(5, "1101", (25, 50), region="120000"),
    Group(3, "1201", (61, 75), region="310000"),
    Group(4, "1101", (25, 54), card_state=CardState.LOST),
    Group(3, "1101", (25, 54), card_state=CardState.FROZEN),
    Group(2, "1103", (25, 54), card_state=CardState.CANCELLED),
    Group(4, "1101", (22, 40), has_card=False),
    Group(6, "1101", (24, 45), second="510"),
    Group(4, "1101", (23, 30), second="390"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a visit may happen in: first and last day, and the places by kind."""

    first: date
    last: date
    hospitals: Sequence[Institution]
    pharmacies: Sequence[Institution]


def crowd_courses(
    first_id: int, seed: int, start: date, today: date, institutions: Sequence[Institution]
) -> list[Course]:
    """Histories of all groups' people, numbered from first_id on."""
    local = [place for place in institutions if place.region == HOME_REGION and place.designated]
    hospitals = [place for place in local if not place.is_pharmacy]
    pharmacies = [place for place in local if place.is_pharmacy]
    courses: list[Course] = []
    member_id = first_id
    for group in GROUPS:
        for _ in range(group.count):
            choice = random.Random(f"{seed}:{member_id}")  # noqa: S311 - invents people, guards nothing
            stage = Stage(start, today, hospitals, pharmacies)
            courses.append(_course(group, member_id, seed, choice, stage))
            member_id += 1
    return courses


def _course(group: Group, member_id: int, seed: int, choice: random.Random, stage: Stage) -> Course:
    today = stage.last
    sex = group.sex or choice.choice((Sex.MALE, Sex.FEMALE))
    age = choice.randint(*group.ages)
    birth_day = _years_before(today, age) - timedelta(days=choice.randrange(365))
    deceased_on = today - timedelta(days=choice.randint(40, 300)) if group.deceased else None
    member = make_member(
        seed,
        member_id,
        invent_name(sex, choice),
        sex,
        birth_day,
        card_state=group.card_state,
        has_card=group.has_card,
        deceased_on=deceased_on,
    )
    insurance = _insurance(group, sex, birth_day, choice, today, deceased_on)
    at_home = group.region == HOME_REGION
    last = min(day for day in (stage.last, deceased_on, insurance.to_day, _covered_until(group, insurance)) if day)
    span = Stage(max(stage.first, insurance.from_day), last, stage.hospitals, stage.pharmacies)
    paying = not group.resident and group.months_behind is not None
    return Course(
        member,
        (insurance, *_second_rows(group, insurance)),
        stage.first,
        today,
        base_fen=choice.randrange(6_821, 31_000) * 100 if paying and not group.retired else 0,
        opening_fen=choice.randrange(20_000, 1_500_000) if paying and insurance.from_day < stage.first else 0,
        has_account=paying and at_home,
        visits=_visits(age, choice, span) if at_home and group.months_behind is not None else (),
        relatives=(member_id + group.tie,) if group.tie else (),
    )


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _insurance(
    group: Group, sex: Sex, birth_day: date, choice: random.Random, today: date, deceased_on: date | None
) -> Insurance:
    retired_on = None
    if group.retired:
        retired_on = date(birth_day.year + (60 if sex is Sex.MALE else 55), birth_day.month, 1)
    if group.resident:
        from_day = date(min(max(2017, birth_day.year + 3), today.year - 1), 9, 1)
        last_paid: date | None = date(today.year, 12, 1)
    else:
        earliest = max(2001, birth_day.year + 22)
        from_day = date(choice.randint(earliest, max(earliest, min(today.year - 3, earliest + 12))), 7, 1)
        last_paid = None if retired_on or group.months_behind is None else last_due_month(deceased_on or today)
    if group.months_behind is None:
        from_day = _years_before(today, 0) - timedelta(days=120)
    elif last_paid is not None and group.months_behind:
        last_paid = _months_back(last_paid, group.months_behind)
    return Insurance(
        scheme="390" if group.resident else "310",
        region=group.region,
        person_type=group.person_type,
        state=group.state,
        from_day=min(from_day, today),
        to_day=_last_day(last_paid) if group.state is InsuranceState.ENDED and last_paid else None,
        retired_on=retired_on,
        employer="示范单位" if group.person_type in ("1101", "1102", "1201", "1202") else "",
        enrolment="resident" if group.resident else "flexible" if group.person_type.endswith("3") else "employer",
        last_paid_month=last_paid,
        frozen=group.frozen,
    )


def _months_back(month: date, months: int) -> date:
    ordinal = month.year * 12 + month.month - 1 - months
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def _last_day(month: date) -> date:
    return _months_back(month, -1) - timedelta(days=1)


def _covered_until(group: Group, insurance: Insurance) -> date | None:
    """The last day on which a member whose payments stopped could still settle by card."""
    if not group.months_behind or insurance.last_paid_month is None:
        return None
    return _last_day(insurance.last_paid_month)


def _second_rows(group: Group, first: Insurance) -> tuple[Insurance, ...]:
    """A second row beside the first: civil servants' (320), maternity (510), or the resident row from before (390)."""
    if not group.second:
        return ()
    earlier = group.second == "390"
    return (
        Insurance(
            scheme=group.second,
            region=first.region,
            person_type="1404" if earlier else first.person_type,
            state=InsuranceState.ENDED if earlier else first.state,
            from_day=date(first.from_day.year - 4, 9, 1) if earlier else first.from_day,
            to_day=first.from_day - timedelta(days=1) if earlier else None,
            retired_on=None,
            employer="" if earlier else first.employer,
            enrolment="resident" if earlier else first.enrolment,
            last_paid_month=_months_back(first.from_day, 1) if earlier else first.last_paid_month,
        ),
    )


# Care kind, chance that a person of a stage of life meets it in a year (young, adult, old), cost in yuan (low, high).
_RARE_CARE = (
    (CareKind.INPATIENT, (0.03, 0.07, 0.22), (5_200, 46_000)),
    (CareKind.OBSERVATION, (0.01, 0.03, 0.05), (600, 3_800)),
    (CareKind.SERIOUS_OUTPATIENT, (0.0, 0.02, 0.07), (2_400, 12_000)),
    (CareKind.FAMILY_BED, (0.0, 0.0, 0.06), (1_800, 6_400)),
)


def _visits(age: int, choice: random.Random, stage: Stage) -> tuple[PlannedVisit, ...]:
    """Visits of the whole span, in order of day."""
    days = (stage.last - stage.first).days
    if days <= 0:
        return ()
    years = days / 365
    life = 0 if age < 18 else 1 if age < 60 else 2
    planned = [
        _visit(CareKind.EMERGENCY if choice.random() < 0.08 else CareKind.OUTPATIENT, (60, 900), choice, stage)
        for _ in range(round(years * choice.uniform(*((1, 3), (1, 5), (3, 9))[life])))
    ]
    planned += [
        _visit(CareKind.PHARMACY, (18, 320), choice, stage)
        for _ in range(round(years * choice.uniform(*((0, 1), (1, 4), (2, 7))[life])))
    ]
    for care, chances, cost in _RARE_CARE:
        planned += [
            _visit(care, cost, choice, stage) for _ in range(round(years + 0.5)) if choice.random() < chances[life]
        ]
    return tuple(sorted(planned, key=lambda visit: visit.day))


def _visit(care: CareKind, cost: tuple[int, int], choice: random.Random, stage: Stage) -> PlannedVisit:
    if care is CareKind.PHARMACY:
        place = choice.choice(stage.pharmacies)
    else:
        place = choice.choice(stage.hospitals)
        while care is CareKind.INPATIENT and place.level is InstitutionLevel.COMMUNITY:
            place = choice.choice(stage.hospitals)
    total = choice.randrange(cost[0] * 100, cost[1] * 100, 10)
    eligible = total - total * choice.randrange(0, 14) // 100
    day = stage.first + timedelta(days=choice.randrange((stage.last - stage.first).days + 1))
    return PlannedVisit(day, care, place, total, eligible)
