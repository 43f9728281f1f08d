"""Two paper claims as a clerk would type them: an outpatient receipt of 8 lines and a discharge bill of 25 lines.

Everything is text, field by field, so that the demo and the benchmark type it through the keyboard. Items are looked up
by pinyin initials in the training catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from counter.domain.claim import CareKind
from counter.domain.draft import REQUIRED_DOCUMENTS, line_amount, parse_quantity
from counter.domain.money import amount_text, parse_amount
from counter.training.history import receipt_code

DEMO_MEMBER = 1
"""张𬭶, whose outpatient deductible is used."""
STAY_MEMBER = 7
"""尉迟明远, for whom it is the second admission of the year."""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line. item_keys: what is typed into the look-up; item_name: which hit to take."""

    item_keys: str
    item_name: str
    unit_price: str
    quantity: str
    amount: str


@dataclass(frozen=True, slots=True)
class TypedReceipt:
    """One receipt; institution_keys and institution_name as for items."""

    code: str
    number: str
    check_code: str
    institution_keys: str
    institution_name: str
    issue_day: str
    total: str
    lines: tuple[TypedLine, ...]


@dataclass(frozen=True, slots=True)
class TypedClaim:
    """A claim. documents: codes of the papers to tick; days are ISO text, "" where the care kind has none."""

    member_id: int
    care: CareKind
    admission_day: str
    discharge_day: str
    diagnosis: str
    reason: str
    documents: tuple[str, ...]
    receipts: tuple[TypedReceipt, ...]


_OUTPATIENT = (
    ("xstjn", "缬沙坦胶囊", "28.60", "2"),
    ("atfttgp", "阿托伐他汀钙片", "41.30", "3"),
    ("thxhdbcd", "糖化血红蛋白测定", "70.00", "1"),
    ("xzcsdplcs", "心脏彩色多普勒超声", "180.00", "1"),
    ("ssyxjn", "参松养心胶囊", "33.85", "2"),
    ("zjmzzcf", "专家门诊诊查费", "100.00", "1"),
    ("yycf", "营养餐费", "35.00", "1"),
    ("asplcrp", "阿司匹林肠溶片", "15.80", "1"),
)
_STAY = (
    ("ptbfcwf", "普通病房床位费", "60.00", "8"),
    ("zyzcf", "住院诊查费", "100.00", "8"),
    ("jhl", "Ⅰ级护理", "60.00", "2"),
    ("jhl", "Ⅱ级护理", "40.00", "6"),
    ("jfqjdnqcs", "经腹腔镜胆囊切除术", "2980.00", "1"),
    ("qsmz", "全身麻醉", "780.00", "1"),
    ("mzzjc", "麻醉中监测", "60.00", "2"),
    ("xdjc", "心电监测", "6.00", "48"),
    ("yqxr", "氧气吸入", "4.00", "24"),
    ("jmsy", "静脉输液", "12.00", "14"),
    ("xxbfx", "血细胞分析", "20.00", "3"),
    ("ncgjc", "尿常规检查", "8.00", "1"),
    ("yxgybmkycd", "乙型肝炎表面抗原测定", "20.00", "1"),
    ("nxmysjcd", "凝血酶原时间测定", "20.00", "1"),
    ("xqbasajzymcd", "血清丙氨酸氨基转移酶测定", "6.00", "2"),
    ("cgxdtjc", "常规心电图检查", "28.00", "1"),
    ("csdplcscgjc", "彩色多普勒超声常规检查", "100.00", "1"),
    ("xxjsjtcctps", "X线计算机体层(CT)平扫", "180.00", "1"),
    ("blzzjcyzd", "病理组织检查与诊断", "120.00", "1"),
    ("zsytbfxn", "注射用头孢呋辛钠", "9.30", "24"),
    ("lhnzsy", "0.9%氯化钠注射液", "3.10", "28"),
    ("zsyamlzn", "注射用奥美拉唑钠", "18.60", "8"),
    ("fblfzzsy", "氟比洛芬酯注射液", "49.70", "4"),
    ("ycxsysyq", "一次性使用输液器", "6.80", "14"),
    ("ztbycx", "镇痛泵(一次性)", "198.00", "1"),
)


def demo_claim(today: date) -> TypedClaim:
    """The outpatient claim: every class, an item above its price limit, one that is excluded; 649.60 yuan."""
    day = today - timedelta(days=9)
    receipt = _receipt(CareKind.OUTPATIENT, "0012345678", "7FA31C", day, _OUTPATIENT)
    return TypedClaim(
        DEMO_MEMBER, CareKind.OUTPATIENT, "", "", "原发性高血压；2 型糖尿病", "02", REQUIRED_DOCUMENTS, (receipt,)
    )


def demo_stay(today: date) -> TypedClaim:
    """The discharge bill of a stay of eight days that ended a week ago."""
    discharge = today - timedelta(days=7)
    admission = discharge - timedelta(days=8)
    receipt = _receipt(CareKind.INPATIENT, "0020031177", "C04E9A", discharge, _STAY)
    return TypedClaim(
        STAY_MEMBER,
        CareKind.INPATIENT,
        admission.isoformat(),
        discharge.isoformat(),
        "胆囊结石伴慢性胆囊炎",
        "02",
        REQUIRED_DOCUMENTS,
        (receipt,),
    )


def _receipt(
    care: CareKind, number: str, check_code: str, day: date, lines: tuple[tuple[str, str, str, str], ...]
) -> TypedReceipt:
    amounts = [line_amount(parse_amount(price), _quantity(quantity)) for _, _, price, quantity in lines]
    return TypedReceipt(
        receipt_code(care, day),
        number,
        check_code,
        "sfdyyy",
        "示范第一医院",
        day.isoformat(),
        amount_text(sum(amounts)),
        tuple(TypedLine(*line, amount_text(amount)) for line, amount in zip(lines, amounts, strict=True)),
    )


def _quantity(text: str) -> Decimal:
    quantity = parse_quantity(text)
    assert quantity is not None
    return quantity
