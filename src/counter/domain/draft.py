"""A claim while it is typed from paper, and what is wrong with it.

A `Draft` keeps what was typed, letter by letter, so that nothing is lost and every problem can be shown beside its
field. `claim_from_draft` turns it into a `Claim`, which is always complete and consistent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from counter.domain.claim import (
    Away,
    CareKind,
    CatalogueItem,
    Claim,
    ClaimLine,
    Institution,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
    StayPart,
    needs_stay,
    same_area,
)
from counter.domain.errors import InputProblems, InvalidAmount, Problem
from counter.domain.money import TEXTS_KEPT, half_up, parse_amount


@dataclass(slots=True)
class DraftLine:
    """One line as typed. `item` is the chosen catalogue entry, None until one is chosen (then the line is class C)."""

    item_text: str = ""
    item: CatalogueItem | None = None
    unit_price: str = ""
    quantity: str = "1"
    amount: str = ""


@dataclass(slots=True)
class DraftReceipt:
    """One receipt as typed. portion: what of its total is claimed where a stay is split by days, "" for all of it."""

    kind: ReceiptKind = ReceiptKind.E_RECEIPT
    code: str = ""
    number: str = ""
    check_code: str = ""
    institution: Institution | None = None
    institution_text: str = ""
    issue_day: str = ""
    total: str = ""
    lines: list[DraftLine] = field(default_factory=list)
    portion: str = ""


@dataclass(slots=True)
class Draft:
    """A claim being typed. key: made when the form opens, the idempotency key of the booking, never reused.

    documents: codes of the papers that were ticked (`receipt`, `fee_list`, `diagnosis`, `record`).
    away: how the member came to be treated elsewhere. disease: id of a listed disease of the region's package, "" none.
    place: path of the field in which the cursor stood, so that a resumed draft goes on exactly there.
    replaces: number of the reversed statement that this claim corrects, "" none.
    part: which part of a stay that is split by days this draft is (`counter.domain.stay`), None for a whole one.
    """

    key: str
    member_id: int
    region: str
    scheme: str
    person: PersonFacts
    care: CareKind = CareKind.OUTPATIENT
    admission_day: str = ""
    discharge_day: str = ""
    diagnosis: str = ""
    reason: str = "01"
    documents: frozenset[str] = frozenset()
    receipts: list[DraftReceipt] = field(default_factory=list)
    place: str = ""
    away: Away = Away.LOCAL
    disease: str = ""
    replaces: str = ""
    part: StayPart | None = None

    @property
    def stay_part(self) -> StayPart | None:
        """Its part of a stay, None where its kind of care has no stay."""
        return self.part if needs_stay(self.care) else None


REQUIRED_DOCUMENTS = ("receipt", "fee_list", "diagnosis", "record")
"""Papers of a manual claim (社会保险经办条例, State Council Order 765, art. 20)."""

_CODE_LENGTH = {ReceiptKind.E_RECEIPT: (8, 10), ReceiptKind.PAPER_RECEIPT: (8, 10)}
_INVOICE_SHAPES = ((10, 8), (12, 8), (0, 20))


def plain_text(text: str) -> str:
    """NFKC without any white space, upper case: how codes and numbers are compared and stored."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


_DAY = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})|([0-9]{4})[-/.。年]([0-9]{1,2})[-/.。月]([0-9]{1,2})日?",
)


def parse_day(text: str) -> date | None:
    """A day as typed: 2026-11-12, 20261112, 2026/11/12, 2026.11.12 or 2026年11月12日; None when it is none.

    Without separators all eight digits are needed: 2026-11 is a day half typed, not the first of January.
    """
    digits = _DAY.fullmatch(plain_text(text))
    if digits is None:
        return None
    try:
        return date(*(int(part) for part in digits.groups() if part is not None))
    except ValueError:
        return None


@lru_cache(maxsize=TEXTS_KEPT)
def parse_quantity(text: str) -> Decimal | None:
    """A quantity as typed: positive, at most 4 decimals; None when it is none."""
    plain = plain_text(text).replace("。", ".")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", plain):
        return None
    quantity = Decimal(plain)
    return quantity if quantity > 0 else None


def line_amount(unit_price_fen: int, quantity: Decimal) -> int:
    """Price times quantity, rounded half up to the fen."""
    numerator, denominator = quantity.as_integer_ratio()
    return half_up(unit_price_fen * numerator, denominator)


def item_for_line(item: CatalogueItem | None, text: str) -> CatalogueItem:
    """The catalogue entry of a line; a line without one is off-list and excluded in full (policy.md 0.2)."""
    if item is not None:
        return item
    return CatalogueItem(code="", name=text.strip(), item_class=ItemClass.C, list_type="", charge_type="14")


class _Checker:
    """Collects the problems of one draft while the claim is put together."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: list[Problem] = []

    def wrong(self, path: str, code: str, **facts: str) -> None:
        self.problems.append(Problem(path, code, tuple(facts.items())))

    def amount(self, path: str, text: str) -> int | None:
        if not text.strip():
            self.wrong(path, "missing")
            return None
        try:
            fen = parse_amount(text)
        except InvalidAmount as error:
            self.wrong(path, f"amount_{error.reason}", text=text)
            return None
        if fen < 0:
            self.wrong(path, "amount_negative", text=text)
            return None
        return fen

    def day(self, path: str, text: str) -> date | None:
        if not text.strip():
            self.wrong(path, "missing")
            return None
        day = parse_day(text)
        if day is None:
            self.wrong(path, "not_a_day", text=text)
        elif day > self.today:
            self.wrong(path, "after_today", day=day.isoformat())
            return None
        elif day.year < 1990:
            self.wrong(path, "too_old", day=day.isoformat())
            return None
        return day

    def line(self, path: str, draft: DraftLine) -> ClaimLine | None:
        if not draft.item_text.strip() and draft.item is None:
            self.wrong(f"{path}.item", "missing")
            return None
        quantity = parse_quantity(draft.quantity)
        if quantity is None:
            self.wrong(f"{path}.quantity", "not_a_quantity", text=draft.quantity)
        price = self.amount(f"{path}.unit_price", draft.unit_price) if draft.unit_price.strip() else None
        if draft.amount.strip():
            amount = self.amount(f"{path}.amount", draft.amount)
        elif price is not None and quantity is not None:
            amount = line_amount(price, quantity)
        else:
            self.wrong(f"{path}.amount", "missing")
            amount = None
        if quantity is None or amount is None or (draft.unit_price.strip() and price is None):
            return None
        if price is None:
            price = half_up(amount * quantity.as_integer_ratio()[1], quantity.as_integer_ratio()[0])
        item = item_for_line(draft.item, draft.item_text)
        return ClaimLine(
            item.code,
            item.name,
            item.item_class,
            item.list_type,
            item.charge_type,
            price,
            quantity,
            amount,
            item.prior_self_pay_rate,
            item.price_limit_fen,
            item.direct,
        )

    def receipt_identity(self, path: str, draft: DraftReceipt) -> tuple[str, str] | None:
        code, number = plain_text(draft.code), plain_text(draft.number)
        before = len(self.problems)
        if not number:
            self.wrong(f"{path}.number", "missing")
        elif not (number.isascii() and number.isdigit()):
            self.wrong(f"{path}.number", "digits_only")
        if code and not (code.isascii() and code.isdigit()):
            self.wrong(f"{path}.code", "digits_only")
        if len(self.problems) > before:
            return None
        shape = _CODE_LENGTH.get(draft.kind)
        if shape is not None:
            if len(code) != shape[0]:
                self.wrong(f"{path}.code", "wrong_length", want=str(shape[0]), have=str(len(code)))
            if len(number) != shape[1]:
                self.wrong(f"{path}.number", "wrong_length", want=str(shape[1]), have=str(len(number)))
        elif (len(code), len(number)) not in _INVOICE_SHAPES:
            self.wrong(f"{path}.number", "wrong_length", want="8/20", have=str(len(number)))
        return (code, number) if len(self.problems) == before else None

    def place(self, draft: Draft) -> None:
        """Care elsewhere says how the member came there: the home region's rules depend on it (policy.md A5)."""
        regions = [receipt.institution.region for receipt in draft.receipts if receipt.institution is not None]
        if draft.away is Away.LOCAL and any(not same_area(region, draft.region) for region in regions):
            self.wrong("away", "away_missing")
        elif draft.away is not Away.LOCAL and regions and all(region == draft.region for region in regions):
            self.wrong("away", "not_away")

    def receipt(self, path: str, draft: DraftReceipt, earliest: date | None, *, is_part: bool) -> Receipt | None:
        identity = self.receipt_identity(path, draft)
        check_code = plain_text(draft.check_code)
        if check_code and not re.fullmatch(r"[0-9A-Z]{6}", check_code):
            self.wrong(f"{path}.check_code", "wrong_length", want="6", have=str(len(check_code)))
        if draft.institution is None:
            self.wrong(f"{path}.institution", "missing")
        issue_day = self.day(f"{path}.issue_day", draft.issue_day)
        total = self.amount(f"{path}.total", draft.total)
        portion = self.amount(f"{path}.total", draft.portion) if is_part and draft.portion.strip() else None
        if issue_day is not None and earliest is not None and issue_day < earliest:
            self.wrong(f"{path}.issue_day", "before_admission", day=issue_day.isoformat())
        if not draft.lines:
            self.wrong(f"{path}.lines", "no_lines")
        lines = [self.line(f"{path}.lines.{index}", line) for index, line in enumerate(draft.lines)]
        whole = [line for line in lines if line is not None]
        if total is not None and len(whole) == len(lines) and lines:
            total_of_lines = sum(line.amount_fen for line in whole)
            claimed = total if portion is None else min(portion, total)
            if total_of_lines != claimed:
                self.wrong(f"{path}.total", "lines_differ", total=str(claimed), lines=str(total_of_lines))
            elif claimed == 0:
                self.wrong(f"{path}.total", "nothing_to_claim")
        if identity is None or draft.institution is None or issue_day is None or total is None:
            return None
        code, number = identity
        place, lines_of_it = draft.institution, tuple(whole)
        return Receipt(draft.kind, code, number, check_code, place, issue_day, total, lines_of_it, portion)


def calendar_year(day: date) -> str:
    """The settlement year of regions whose year is the calendar's."""
    return str(day.year)


def check_draft(
    draft: Draft, today: date, year_of: Callable[[date], str] = calendar_year
) -> tuple[Claim | None, tuple[Problem, ...]]:
    """Everything that is wrong in a draft, and the claim when nothing is.

    Args:
        draft: what was typed.
        today: the open accounting day; no receipt may be later.
        year_of: the settlement year of a day under the member's scheme; one claim belongs to one such year.

    Returns:
        (claim, ()) or (None, problems): never both.
    """
    checker = _Checker(today)
    admission = discharge = None
    if needs_stay(draft.care):
        admission = checker.day("admission_day", draft.admission_day)
        discharge = checker.day("discharge_day", draft.discharge_day)
        if admission is not None and discharge is not None and discharge < admission:
            checker.wrong("discharge_day", "before_admission", day=discharge.isoformat())
    checker.place(draft)
    if not draft.receipts:
        checker.wrong("receipts", "no_receipts")
    part = draft.stay_part
    receipts = [
        checker.receipt(f"receipts.{i}", receipt, admission, is_part=part is not None)
        for i, receipt in enumerate(draft.receipts)
    ]
    seen: dict[str, int] = {}
    for index, receipt in enumerate(receipts):
        if receipt is None:
            continue
        if receipt.key in seen:
            checker.wrong(f"receipts.{index}.number", "same_receipt_twice", other=str(seen[receipt.key] + 1))
        seen.setdefault(receipt.key, index)
        if receipts[0] is not None and receipt.institution.level != receipts[0].institution.level:
            checker.wrong(f"receipts.{index}.institution", "level_differs")
    for document in REQUIRED_DOCUMENTS:
        if document not in draft.documents:
            checker.wrong(f"documents.{document}", "document_missing")
    whole = tuple(receipt for receipt in receipts if receipt is not None)
    if checker.problems or not whole:
        return None, tuple(checker.problems)
    service_day = part.last_day if part else discharge or max(receipt.issue_day for receipt in whole)
    if discharge is None and len({year_of(receipt.issue_day) for receipt in whole}) > 1:
        return None, (Problem("receipts", "different_years"),)
    claim = Claim(
        draft.member_id,
        draft.region,
        draft.scheme,
        draft.care,
        draft.person,
        whole[0].institution,
        whole,
        service_day,
        admission,
        discharge,
        draft.diagnosis.strip(),
        draft.reason,
        away=draft.away,
        disease=draft.disease,
        part=part,
    )
    return claim, ()


def claim_from_draft(draft: Draft, today: date, year_of: Callable[[date], str] = calendar_year) -> Claim:
    """The claim of a draft without problems; see `check_draft`.

    Raises:
        InputProblems: all that is wrong, at once.
    """
    claim, problems = check_draft(draft, today, year_of)
    if claim is None:
        raise InputProblems(problems)
    return claim


def trial_claim(draft: Draft, today: date) -> Claim | None:
    """The claim that the finished part of a draft amounts to, for the live calculation; None when nothing can be
    priced yet. Lines and receipts that are still wrong are left out."""
    checker = _Checker(today)
    receipts = []
    for index, receipt in enumerate(draft.receipts):
        lines = [checker.line(f"{index}.{number}", line) for number, line in enumerate(receipt.lines)]
        whole = tuple(line for line in lines if line is not None)
        if receipt.institution is None or not whole:
            continue
        day = parse_day(receipt.issue_day) or today
        total = sum(line.amount_fen for line in whole)
        number = plain_text(receipt.number)
        receipts.append(Receipt(receipt.kind, "", number, "", receipt.institution, min(day, today), total, whole))
    if not receipts:
        return None
    stay = needs_stay(draft.care)
    admission = parse_day(draft.admission_day) if stay else None
    discharge = parse_day(draft.discharge_day) if stay else None
    part = draft.stay_part
    service_day = part.last_day if part else discharge or max(receipt.issue_day for receipt in receipts)
    return Claim(
        draft.member_id,
        draft.region,
        draft.scheme,
        draft.care,
        draft.person,
        receipts[0].institution,
        tuple(receipts),
        service_day,
        admission,
        discharge,
        draft.diagnosis,
        draft.reason,
        away=draft.away,
        disease=draft.disease,
        part=part,
    )
