"""A claim, complete and consistent: receipts and their lines, the person, the catalogue that the lines refer to.

What is typed before it is a claim stands in `counter.domain.draft`.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from counter.domain.money import NOTHING, Rate


class CareKind(StrEnum):
    """National `med_type` codes that the counter takes; the value goes on paper and into JSON."""

    OUTPATIENT = "11"
    EMERGENCY = "13"
    SERIOUS_OUTPATIENT = "14"
    INPATIENT = "21"
    EMERGENCY_TO_INPATIENT = "24"
    PHARMACY = "41"
    OBSERVATION = "1301"
    FAMILY_BED = "1401"


class CareCategory(StrEnum):
    """The six categories of the yearly cumulative enquiry (mission.md, fact 2c)."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    OBSERVATION = "observation"
    SERIOUS_OUTPATIENT = "serious_outpatient"
    FAMILY_BED = "family_bed"
    PHARMACY = "pharmacy"


CATEGORY_OF_CARE = {
    CareKind.OUTPATIENT: CareCategory.OUTPATIENT,
    CareKind.EMERGENCY: CareCategory.OUTPATIENT,
    CareKind.SERIOUS_OUTPATIENT: CareCategory.SERIOUS_OUTPATIENT,
    CareKind.INPATIENT: CareCategory.INPATIENT,
    CareKind.EMERGENCY_TO_INPATIENT: CareCategory.INPATIENT,
    CareKind.PHARMACY: CareCategory.PHARMACY,
    CareKind.OBSERVATION: CareCategory.OBSERVATION,
    CareKind.FAMILY_BED: CareCategory.FAMILY_BED,
}


class ItemClass(StrEnum):
    """Catalogue class, national `chrgitm_lv`: 甲 in full, 乙 after prior self-pay, 丙 excluded."""

    A = "01"
    B = "02"
    C = "03"


class InstitutionLevel(StrEnum):
    """Level that rules refer to. COMMUNITY is a community health centre or station."""

    COMMUNITY = "community"
    LEVEL_1 = "1"
    LEVEL_2 = "2"
    LEVEL_3 = "3"


class Away(StrEnum):
    """How the member came to be treated away from home; the home region's rules depend on it (policy.md A5)."""

    LOCAL = "local"
    RESIDENT = "resident"
    REFERRED = "referred"
    UNFILED = "unfiled"
    EMERGENCY = "emergency"


class ReceiptKind(StrEnum):
    """What kind of paper a receipt is; part of its identity."""

    E_RECEIPT = "e_receipt"
    PAPER_RECEIPT = "paper_receipt"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Institution:
    """A hospital, community centre or pharmacy. code: national `fixmedins_code`; region: `admdvs`."""

    code: str
    name: str
    level: InstitutionLevel
    region: str
    designated: bool = True
    is_pharmacy: bool = False
    initials: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One entry of the three lists as it stands on a day.

    code: national 医保 code; list_type: national `list_type`; charge_type: national `med_chrgitm_type`;
    prior_self_pay_rate: own share of class B before coinsurance; price_limit_fen: per unit, None means no limit.
    direct: paid by the fund without coinsurance (`drt_reim_flag`).
    """

    code: str
    name: str
    item_class: ItemClass
    list_type: str
    charge_type: str
    unit: str = ""
    specification: str = ""
    prior_self_pay_rate: Rate | None = None
    price_limit_fen: int | None = None
    initials: str = ""
    direct: bool = False
    price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a receipt. unit_price_fen x quantity need not equal amount_fen; the amount is what was paid."""

    item_code: str
    item_name: str
    item_class: ItemClass
    list_type: str
    charge_type: str
    unit_price_fen: int
    quantity: Decimal
    amount_fen: int
    prior_self_pay_rate: Rate | None = None
    price_limit_fen: int | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """One paper or electronic receipt. `code` is "" for kinds without a code; total_fen is what the paper says.

    portion_fen: what of it is claimed where a stay is split by days, None for all of it; the lines add up to that.
    """

    kind: ReceiptKind
    code: str
    number: str
    check_code: str
    institution: Institution
    issue_day: date
    total_fen: int
    lines: tuple[ClaimLine, ...]
    portion_fen: int | None = None

    @property
    def key(self) -> str:
        """Canonical identity `kind:code:number`, the subject of the double-payment wall."""
        return f"{self.kind}:{self.code}:{self.number}"

    @property
    def claimed_fen(self) -> int:
        """What this claim claims of the receipt."""
        return self.total_fen if self.portion_fen is None else self.portion_fen


class LineGroup(NamedTuple):
    """Class B with one rate of prior self-pay, within price limits.

    rate: None where the catalogue has none; fen: all lines together; amounts: fen by line, side by side in memory,
    where a list would hold places of numbers that lie anywhere.
    """

    rate: Rate | None
    fen: int
    amounts: array[int]


class LineColumns(NamedTuple):
    """The lines of a claim by how they are treated, for figures without a look at every line by itself.

    class_c: fen of class C; class_a: fen of class A within price limits; class_b: all others within price limits;
    over_limit: fen above price limits of all lines but those in partly_above, whose fraction of a fen is for rules to
    round: (prior self-pay, amount, numerator and denominator of what is above) of each.
    """

    class_c: int
    class_a: int
    class_b: list[LineGroup]
    over_limit: int
    partly_above: list[tuple[Rate | None, int, int, int]]

    @classmethod
    def of(cls, receipts: tuple[Receipt, ...]) -> LineColumns:
        """The columns of some receipts; written out flat, because it runs for hundreds of lines at every key.

        Raises:
            TypeError: a line's class is no `ItemClass`: a bug in the caller.
        """
        class_a, class_b, class_c = ItemClass.A, ItemClass.B, ItemClass.C
        fen_c = fen_a = over_limit = 0
        groups: dict[tuple[int, int] | None, tuple[Rate | None, list[int]]] = {}
        # Rates are told apart by the object first: lines of one catalogue entry share it, and this is quicker.
        known: dict[int, Callable[[int], None]] = {}
        partly_above: list[tuple[Rate | None, int, int, int]] = []
        for receipt in receipts:
            for line in receipt.lines:
                item_class = line.item_class
                amount = line.amount_fen
                if item_class is class_c:
                    fen_c += amount
                    continue
                limit = line.price_limit_fen
                if limit is not None and line.unit_price_fen > limit:
                    units, parts = line.quantity.as_integer_ratio()
                    above = (line.unit_price_fen - limit) * units
                    if parts != 1:
                        rate = NOTHING if item_class is class_a else line.prior_self_pay_rate
                        partly_above.append((rate, amount, above, parts))
                        amount = 0
                    elif above < amount:
                        over_limit += above
                        amount -= above
                    else:
                        over_limit += amount
                        amount = 0
                if item_class is class_b:
                    rate = line.prior_self_pay_rate
                    try:
                        known[id(rate)](amount)
                    except KeyError:
                        share = None if rate is None else (rate.numerator, rate.denominator)
                        known[id(rate)] = add = groups.setdefault(share, (rate, []))[1].append
                        add(amount)
                elif item_class is class_a:
                    fen_a += amount
                else:
                    raise TypeError(f"{item_class!r} is no class of a line")
        class_b_groups = [LineGroup(rate, sum(amounts), array("q", amounts)) for rate, amounts in groups.values()]
        return cls(fen_c, fen_a, class_b_groups, over_limit, partly_above)


@dataclass(frozen=True, slots=True)
class StayPart:
    """One settlement year's part of a stay that is split by days (policy.md A5).

    stay: what all parts of one stay have in common, the key of the draft that was split; number: 1-based; first_day,
    last_day: the part, both inclusive; days of of_days: the share of every line; new_admission: whether a later part
    counts as an admission of its year and owes its deductible.
    """

    stay: str
    number: int
    of: int
    first_day: date
    last_day: date
    days: int
    of_days: int
    new_admission: bool

    @property
    def continues(self) -> bool:
        """True for a part that is no admission of its own: it owes no deductible."""
        return self.number > 1 and not self.new_admission


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What rules may ask about the member. person_type: national `psn_type`, 11.. in service, 12.. retired."""

    person_type: str
    birth_day: date
    retired_on: date | None = None

    @property
    def retired(self) -> bool:
        """True for psn_type 12 and its local sub-codes."""
        return self.person_type.startswith("12")


class _KeepsColumns:
    """Room beside the facts of a claim for what follows from them; it is no field, nothing compares or copies it."""

    __slots__ = ("_columns",)
    _columns: LineColumns


@dataclass(frozen=True, slots=True)
class Claim(_KeepsColumns):
    """A complete claim. For inpatient kinds admission and discharge days are set; `service_day` governs the rules
    unless a policy says otherwise. `paid_in_cash`: a paper claim that the member paid beforehand. `disease`: id of a
    listed disease or treatment that the region's package names, "" for none. `part`: which part of a stay that is split
    by days this is; its service day is the part's last day, admission and discharge are those of the whole stay."""

    member_id: int
    region: str
    scheme: str
    care: CareKind
    person: PersonFacts
    institution: Institution
    receipts: tuple[Receipt, ...]
    service_day: date
    admission_day: date | None = None
    discharge_day: date | None = None
    diagnosis: str = ""
    reason: str = "01"
    paid_in_cash: bool = True
    away: Away = Away.LOCAL
    disease: str = ""
    part: StayPart | None = None

    @property
    def total_fen(self) -> int:
        """Sum of the receipts' lines, the `medfee_sumamt` of the claim."""
        return sum(line.amount_fen for receipt in self.receipts for line in receipt.lines)

    @property
    def columns(self) -> LineColumns:
        """Its lines in columns, made once: what is priced again has them already."""
        try:
            return self._columns
        except AttributeError:
            object.__setattr__(self, "_columns", LineColumns.of(self.receipts))
            return self._columns

    def content(self) -> bytes:
        """The canonical form that is stored and hashed.

        Facts that came later stand in it only when they say something, so that a claim stored before keeps its hash.
        """
        facts = asdict(self)
        if self.away is Away.LOCAL:
            del facts["away"]
        if not self.disease:
            del facts["disease"]
        if self.part is None:
            del facts["part"]
        for receipt in facts["receipts"]:
            if receipt["portion_fen"] is None:
                del receipt["portion_fen"]
        return canonical_json(facts)

    def content_hash(self) -> str:
        """SHA-256 over the canonical form: the same claim always has the same hash."""
        return hashlib.sha256(self.content()).hexdigest()


def canonical_json(content: object) -> bytes:
    """Stable UTF-8 JSON: sorted keys, no spaces, dates in ISO form, decimals as text."""

    def plain(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        raise TypeError(f"no canonical form for {type(value).__name__}")

    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain).encode()


def needs_stay(care: CareKind) -> bool:
    """True for kinds of care that have an admission and a discharge day."""
    return CATEGORY_OF_CARE[care] in (CareCategory.INPATIENT, CareCategory.OBSERVATION, CareCategory.FAMILY_BED)


def region_stem(region: str) -> str:
    """The digits of a GB 2260 code that its districts share: 110000 -> 11, 320100 -> 3201."""
    while len(region) > 2 and region.endswith("00"):
        region = region[:-2]
    return region


def same_area(one: str, other: str) -> bool:
    """True when one of two region codes lies in the other."""
    return one.startswith(region_stem(other)) or other.startswith(region_stem(one))
