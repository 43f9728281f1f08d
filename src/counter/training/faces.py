"""The well-known training faces: members whose facts hold in every build, so that lessons and demos can rely on them.

docs/training.md tells what each is good for. Visits of this year are placed by the share of the year that has passed,
so that the facts hold on any day of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.claim import CareKind, Institution
from counter.domain.identity import Sex
from counter.domain.member import CardState, Insurance, InsuranceState, Member
from counter.domain.money import parse_amount
from counter.training.history import Course, PlannedVisit, SharedPayment, last_due_month
from counter.training.names import PersonName
from counter.training.people import make_member

HOME_REGION = "110000"
FACE_SEED = 990_101
"""Seed of the faces' card identification codes, so that a software card fits every training centre."""
FAMILY = (15, 14)
"""Spouse and child of member 1."""
SETTLED_RECEIPT_NUMBER = "0000451209"
"""Number of the receipt of member 8 that was settled by card and can never be claimed on paper."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of the script. years_ago: 0 this year; share: of that year's days, 0 .. 1; amounts in yuan."""

    years_ago: int
    share: float
    care: CareKind
    place: str
    total: str
    eligible: str
    receipt_number: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A training face.

    base, opening: monthly base and first balance in yuan; version: specification version of the card; profile: what is
    special about the card, a word of `tray.TrayFace`.
    """

    member_id: int
    name: PersonName
    sex: Sex
    birth_day: date
    person_type: str
    version: str
    note_zh: str
    note_en: str
    base: str = "0"
    opening: str = "0"
    retired_on: date | None = None
    card_state: CardState = CardState.NORMAL
    profile: str = "plain"
    visits: tuple[Visit, ...] = ()

    @property
    def card_number(self) -> str:
        """Fixed, so that a lesson can name it."""
        return f"X{self.member_id:07d}9"


_O, _I = CareKind.OUTPATIENT, CareKind.INPATIENT
_FIRST, _COMMUNITY, _DRUGSTORE = "示范第一医院", "示范和平社区卫生服务中心", "示范大药房一店"

_USUAL = (
    Visit(2, 0.25, _O, _FIRST, "612.40", "585.90"),
    Visit(2, 0.40, CareKind.PHARMACY, _DRUGSTORE, "96.50", "96.50"),
    Visit(2, 0.72, _O, "示范东区医院", "488.00", "471.30"),
    Visit(1, 0.18, _O, _FIRST, "835.60", "790.25"),
    Visit(1, 0.46, CareKind.PHARMACY, _DRUGSTORE, "132.80", "118.00"),
    Visit(1, 0.81, _O, _COMMUNITY, "266.70", "266.70"),
)
"""What happened to most people in earlier years."""

FACES = (
    Face(
        1,
        PersonName("张𬭶", "zh"),
        Sex.MALE,
        date(1968, 5, 8),
        "1101",
        "2.00",
        "在职；门诊起付线已付满，住院一次，家庭共济两人",
        "in service; outpatient deductible used, one stay, shares with two relatives",
        "6005.00",
        "9860.40",
        visits=(
            *_USUAL,
            Visit(0, 0.10, _O, _FIRST, "1420.30", "1385.00"),
            Visit(0, 0.22, CareKind.PHARMACY, _DRUGSTORE, "418.60", "402.00"),
            Visit(0, 0.31, _O, _FIRST, "1188.20", "1150.65"),
            Visit(0, 0.46, _I, _FIRST, "23640.00", "23614.35"),
            Visit(0, 0.58, CareKind.OBSERVATION, "示范东区医院", "860.00", "860.00"),
            Visit(0, 0.66, _O, "示范心血管病医院", "1302.00", "1280.00"),
            Visit(0, 0.79, CareKind.PHARMACY, _DRUGSTORE, "763.40", "740.00"),
            Visit(0, 0.90, _O, _FIRST, "910.00", "885.40"),
            Visit(0, 0.98, CareKind.PHARMACY, _DRUGSTORE, "86.40", "86.40"),
        ),
    ),
    Face(
        2,
        PersonName("王䶮", "wy"),
        Sex.FEMALE,
        date(1992, 3, 15),
        "1101",
        "2.00",
        "在职；门诊起付线还差 50.00 元",
        "in service; 50.00 yuan short of the outpatient deductible",
        "11280.00",
        "3120.00",
        visits=(
            *_USUAL[:4],
            Visit(0, 0.28, _O, _FIRST, "940.00", "905.50"),
            Visit(0, 0.74, _O, "示范妇幼保健院", "880.00", "844.50"),
        ),
    ),
    Face(
        3,
        PersonName("李㛃", "lj"),
        Sex.FEMALE,
        date(1980, 9, 2),
        "1101",
        "2.00",
        "在职；门诊基金支付将到 20,000.00 元",
        "in service; outpatient fund payment is close to 20,000.00 yuan",
        "18650.00",
        "12400.00",
        visits=(
            *_USUAL[:3],
            *(Visit(0, 0.08 + 0.09 * n, _O, "示范肿瘤医院", "3120.00", "2985.71") for n in range(10)),
        ),
    ),
    Face(
        4,
        PersonName("𠅤𬍛", "xl"),
        Sex.MALE,
        date(1974, 1, 20),
        "1101",
        "2.00",
        "在职；统筹基金将到 100,000.00 元封顶线",
        "in service; the pooled fund is close to its cap of 100,000.00 yuan",
        "15400.00",
        "21300.00",
        visits=(
            *_USUAL,
            Visit(0, 0.30, _I, "示范心血管病医院", "112480.00", "105000.00"),
            Visit(0, 0.70, _I, "示范心血管病医院", "4260.00", "4000.00"),
        ),
    ),
    Face(
        5,
        PersonName("赵秀兰", "zxl"),
        Sex.FEMALE,
        date(1963, 6, 11),
        "1201",
        "1.00",
        "退休，不满 70 岁；今年没有用过；旧版 1.00 卡",
        "retired, below 70; nothing used this year; old card, version 1.00",
        opening="5480.00",
        retired_on=date(2018, 7, 1),
        visits=_USUAL,
    ),
    Face(
        6,
        PersonName("单国栋", "sgd"),
        Sex.MALE,
        date(1948, 11, 3),
        "1201",
        "2.00",
        "退休，70 岁以上；特殊病与家庭病床",
        "retired, 70 or older; serious-disease care and family sickbed",
        opening="7350.00",
        retired_on=date(2008, 12, 1),
        visits=(
            *_USUAL,
            Visit(0, 0.12, CareKind.SERIOUS_OUTPATIENT, "示范肿瘤医院", "6240.00", "5980.00"),
            Visit(0, 0.35, _O, _COMMUNITY, "1680.00", "1640.00"),
            Visit(0, 0.52, CareKind.FAMILY_BED, _COMMUNITY, "4820.00", "4700.00"),
            Visit(0, 0.84, CareKind.PHARMACY, "示范同康药房", "356.20", "340.00"),
        ),
    ),
    Face(
        7,
        PersonName("尉迟明远", "ycmy"),
        Sex.MALE,
        date(1981, 8, 26),
        "1101",
        "2.00",
        "在职；今年住院一次，第二次住院起付线减半",
        "in service; one stay this year, the next one pays half the deductible",
        "22300.00",
        "15600.00",
        visits=(*_USUAL[:4], Visit(0, 0.41, _I, _FIRST, "63180.00", "60000.00")),
    ),
    Face(
        8,
        PersonName("仇晓峰", "qxf"),
        Sex.MALE,
        date(1987, 4, 17),
        "1101",
        "2.00",
        "在职；有一张票据已刷卡结算，不可再报",
        "in service; holds a receipt that was settled by card and cannot be claimed",
        "13900.00",
        "4210.00",
        visits=(
            *_USUAL[:3],
            Visit(0, 0.33, _O, _FIRST, "1960.00", "1900.00"),
            Visit(0, 0.96, _O, _COMMUNITY, "342.00", "330.00", SETTLED_RECEIPT_NUMBER),
        ),
    ),
    Face(
        9,
        PersonName("阿依古丽·吐尔逊买买提·阿不都热合曼", "aygltexmmtabdrhm"),
        Sex.FEMALE,
        date(1997, 2, 9),
        "1103",
        "2.00",
        "灵活就业；姓名超过 15 字，卡上用姓名扩展",
        "flexible employment; a name of more than 15 characters, continued on the card",
        "6821.00",
        "980.00",
        profile="long_name",
        visits=_USUAL[3:],
    ),
    Face(
        10,
        PersonName("曾婉清", "zwq"),
        Sex.FEMALE,
        date(1976, 12, 5),
        "1102",
        "3.00",
        "在职公务员；第三代卡，芯片受保护",
        "civil servant in service; third-generation card, protected chip",
        "16700.00",
        "8800.00",
        profile="protected",
        visits=_USUAL,
    ),
    Face(
        11,
        PersonName("周启明", "zqm"),
        Sex.MALE,
        date(1985, 10, 30),
        "1101",
        "2.00",
        "在职；今年没有用过，适合试算",
        "in service; nothing used this year, good for trial calculations",
        "14520.00",
        "6320.00",
        visits=_USUAL,
    ),
    Face(
        12,
        PersonName("欧阳静怡", "oyjy"),
        Sex.FEMALE,
        date(1990, 7, 7),
        "1101",
        "2.00",
        "在职；卡已过有效期",
        "in service; the card has expired",
        "9800.00",
        "2750.00",
        profile="expired",
        visits=_USUAL[2:],
    ),
    Face(
        13,
        PersonName("钱学礼", "qxl"),
        Sex.MALE,
        date(1959, 5, 19),
        "1202",
        "2.00",
        "退休；卡已挂失",
        "retired; the card is reported lost",
        opening="6120.00",
        retired_on=date(2019, 6, 1),
        card_state=CardState.LOST,
        visits=_USUAL,
    ),
    Face(
        14,
        PersonName("张小满", "zxm"),
        Sex.MALE,
        date(2012, 5, 21),
        "1403",
        "2.00",
        "居民医保学生；没有北京居民规则，待遇显示为未知",
        "pupil in the resident scheme; no rules for it, benefits are shown as unknown",
        visits=(
            Visit(1, 0.44, _O, "示范儿童医院", "420.00", "405.00"),
            Visit(0, 0.27, _O, "示范儿童医院", "386.50", "370.00"),
            Visit(0, 0.63, _O, _COMMUNITY, "95.00", "95.00"),
        ),
    ),
    Face(
        15,
        PersonName("李洁", "lj"),
        Sex.FEMALE,
        date(1970, 2, 14),
        "1201",
        "2.00",
        "退休；张𬭶的配偶",
        "retired; spouse of member 1",
        opening="640.00",
        retired_on=date(2020, 3, 1),
        visits=(
            *_USUAL[3:],
            Visit(0, 0.36, _O, _FIRST, "1180.00", "1120.00"),
            Visit(0, 0.77, _O, _COMMUNITY, "245.00", "232.00"),
        ),
    ),
)


def course_of(
    face: Face,
    start: date,
    today: date,
    places: Mapping[str, Institution],
    shared: tuple[SharedPayment, ...] = (),
) -> Course:
    """The history of a face up to today. places: institutions by name."""
    member = member_of(face)
    resident = face.person_type.startswith("14")
    insurance = Insurance(
        scheme="390" if resident else "310",
        region=HOME_REGION,
        person_type=face.person_type,
        state=InsuranceState.NORMAL,
        from_day=date(2018, 9, 1) if resident else date(max(2001, face.birth_day.year + 22), 1, 1),
        to_day=None,
        retired_on=face.retired_on,
        employer="" if resident or face.person_type == "1103" else "示范单位",
        enrolment="resident" if resident else "flexible" if face.person_type == "1103" else "employer",
        last_paid_month=date(today.year, 12, 1) if resident else None if face.retired_on else last_due_month(today),
    )
    rows: tuple[Insurance, ...] = (insurance,)
    if face.person_type == "1102":
        rows += (_civil_servant_row(insurance),)
    relatives = FAMILY if face.member_id == 1 else (1,) if face.member_id in FAMILY else ()
    return Course(
        member,
        rows,
        start,
        today,
        parse_amount(face.base),
        parse_amount(face.opening),
        not resident,
        tuple(_planned(visit, today, places) for visit in face.visits),
        shared,
        relatives,
    )


def member_of(face: Face) -> Member:
    """The record of a face, the same for every seed. The serial of member 1 makes the ID number end in 0019, as it does
    in the drawings of the screens."""
    return make_member(
        FACE_SEED,
        face.member_id,
        face.name,
        face.sex,
        face.birth_day,
        serial=face.member_id - 1,
        card_number=face.card_number,
        card_state=face.card_state,
    )


def _civil_servant_row(insurance: Insurance) -> Insurance:
    """The second row that a civil servant has (`insutype` 320)."""
    return Insurance(
        "320",
        insurance.region,
        insurance.person_type,
        insurance.state,
        insurance.from_day,
        insurance.to_day,
        insurance.retired_on,
        insurance.employer,
        insurance.enrolment,
        insurance.last_paid_month,
    )


def _planned(visit: Visit, today: date, places: Mapping[str, Institution]) -> PlannedVisit:
    first = date(today.year - visit.years_ago, 1, 1)
    length = (today - first).days if visit.years_ago == 0 else 363
    return PlannedVisit(
        first + timedelta(days=int(length * visit.share)),
        visit.care,
        places[visit.place],
        parse_amount(visit.total),
        parse_amount(visit.eligible),
        visit.receipt_number,
    )
