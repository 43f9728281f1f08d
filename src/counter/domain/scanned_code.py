"""What a scanned code is: pure recognition of the text that a barcode scanner types.

Hides the shapes of card.md sections 4 and 5. Nothing is looked up and nothing is kept: an e-credential or payment code
is named, but its digits do not leave this module. Receipt values are suggestions to be held against the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from counter.domain.claim import ReceiptKind
from counter.domain.draft import parse_day
from counter.domain.errors import InvalidIdNumber
from counter.domain.identity import normalise_id_number


class CodeKind(StrEnum):
    """What a clerk may hold under the scanner."""

    ID_NUMBER = "id_number"
    CARD_NUMBER = "card_number"
    E_CREDENTIAL = "e_credential"
    RECEIPT = "receipt"
    CATALOGUE = "catalogue"
    STATEMENT = "statement"
    MOBILE_PAYMENT = "mobile_payment"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScannedReceipt:
    """What a receipt's code says; "" where it says nothing. issue_day: ISO; total: plain decimal yuan.

    total_excludes_tax: the amount of an invoice of an older kind, which is not what was paid.
    """

    kind: ReceiptKind
    code: str = ""
    number: str = ""
    check_code: str = ""
    issue_day: str = ""
    total: str = ""
    total_excludes_tax: bool = False


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A recognised code.

    value: what is looked up (ID, card, catalogue or statement number); "" for kinds that must not be kept.
    brand: for payment codes `wechat` or `alipay`; for e-credentials the province (GB 2260, two digits) or "".
    """

    kind: CodeKind
    value: str = ""
    brand: str = ""
    receipt: ScannedReceipt | None = None


LONGEST_CODE = 2048
"""Characters: longer texts are none of these codes, whatever they begin with."""

_UNKNOWN = ScannedCode(CodeKind.UNKNOWN)
_E_CREDENTIAL = re.compile(r"424[0-9]{25}")
_STATEMENT = re.compile(r"[0-9A-Z]{2,16}-JS-[0-9]{4}-[0-9]{8}")
_DRUG = re.compile(
    r"[XZT][A-Z0-9][0-9]{2}[A-Z]{3}\w[0-9]{3}[A-Z][0-9]{9}|X[A-Z][0-9]{2}[A-Z0-9]{12,22}|Z[A-Z][0-9]{2}[A-Z0-9]{12,22}"
)
_MATERIAL = re.compile(r"C[0-9]{19,26}")
_SERVICE = re.compile(r"00[1-4][0-9]{12}(-[0-9]{9,18})?")
_CARD_NUMBER = re.compile(r"[A-Z0-9][0-9]{7}[0-9X]")
_AMOUNT = re.compile(r"¥?([0-9]{1,9}\.[0-9]{1,2})元?")
_INVOICE_NUMBER = re.compile(r"[0-9]{8}|[0-9]{20}")
_TOKEN_BREAK = re.compile(r"[,|;\s、]+")
_INVOICE_TOTAL_WITH_TAX = frozenset({"32"})

_QUERY_NAMES = {
    "code": "code",
    "billcode": "code",
    "billbatchcode": "code",
    "pjdm": "code",
    "number": "number",
    "no": "number",
    "billno": "number",
    "billnumber": "number",
    "pjhm": "number",
    "random": "check_code",
    "checkcode": "check_code",
    "check": "check_code",
    "jym": "check_code",
    "amount": "total",
    "totalamount": "total",
    "money": "total",
    "je": "total",
    "date": "issue_day",
    "issuedate": "issue_day",
    "createtime": "issue_day",
    "kprq": "issue_day",
}
"""Names of query values seen in verification addresses; other values are recognised by their shape."""


def recognise(text: str) -> ScannedCode:
    """Say what a scanned text is.

    Full-width characters, surrounding space, lower case and a code that was scanned twice in one go are understood.
    Never raises: what nothing fits is `UNKNOWN`.
    """
    if len(text) > LONGEST_CODE:
        return _UNKNOWN
    plain = _plain(text)
    found = _recognise(plain)
    if found.kind is CodeKind.UNKNOWN and len(plain) >= 12 and len(plain) % 2 == 0:
        half = len(plain) // 2
        if plain[:half] == plain[half:]:
            return _recognise(plain[:half])
    return found


def credential_digits(text: str) -> str:
    """The digits of a scanned 医保电子凭证, for its decoder alone and for one call: they are never kept (card.md 4).

    "" for whatever is none, and for codes of the open platform, whose shape no decoder documents.
    """
    compact = _plain(text).replace(" ", "")
    if len(compact) == 56 and compact[:28] == compact[28:]:
        compact = compact[:28]
    return compact if _E_CREDENTIAL.fullmatch(compact) else ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("。", ".")
    return "".join(char for char in folded if char == " " or not unicodedata.category(char).startswith("C")).strip()


def _recognise(plain: str) -> ScannedCode:
    if not plain:
        return _UNKNOWN
    compact = plain.replace(" ", "").upper()
    if plain.startswith("01,") and plain.count(",") >= 6:
        return _invoice(plain)
    if "://" in plain:
        return _address(plain)
    if _E_CREDENTIAL.fullmatch(compact):
        return ScannedCode(CodeKind.E_CREDENTIAL, brand=compact[22:24])
    if compact.startswith("OPC") and len(compact) > 28:
        return ScannedCode(CodeKind.E_CREDENTIAL)
    if _STATEMENT.fullmatch(compact):
        return ScannedCode(CodeKind.STATEMENT, compact)
    if compact.isascii() and compact.isalnum():
        found = _single(compact)
        if found is not None:
            return found
    if _SERVICE.fullmatch(compact):
        return ScannedCode(CodeKind.CATALOGUE, compact)
    return _receipt_tokens(_TOKEN_BREAK.split(plain))


def _single(compact: str) -> ScannedCode | None:
    """A code of letters and digits only. Order matters: a valid ID number may begin like a payment code."""
    if len(compact) == 18:
        try:
            return ScannedCode(CodeKind.ID_NUMBER, normalise_id_number(compact))
        except InvalidIdNumber:
            joined = _joined_receipt(compact)
            if joined is not None:
                return joined
    if len(compact) == 24:
        joined = _joined_receipt(compact)
        if joined is not None:
            return joined
    if compact.isdigit():
        if len(compact) == 18 and "10" <= compact[:2] <= "15":
            return ScannedCode(CodeKind.MOBILE_PAYMENT, brand="wechat")
        if 16 <= len(compact) <= 24 and "25" <= compact[:2] <= "30":
            return ScannedCode(CodeKind.MOBILE_PAYMENT, brand="alipay")
        if _is_trade_barcode(compact):
            return ScannedCode(CodeKind.CATALOGUE, compact)
    if _DRUG.fullmatch(compact) or _MATERIAL.fullmatch(compact) or _SERVICE.fullmatch(compact):
        return ScannedCode(CodeKind.CATALOGUE, compact)
    if _CARD_NUMBER.fullmatch(compact):
        return ScannedCode(CodeKind.CARD_NUMBER, compact)
    return None


def _is_trade_barcode(digits: str) -> bool:
    """EAN-13 with its check digit, mainland prefixes 690 to 699 (GB 12904)."""
    if len(digits) != 13 or not digits.startswith("69"):
        return False
    weighted = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits[:12]))
    return (10 - weighted % 10) % 10 == int(digits[12])


def _joined_receipt(compact: str) -> ScannedCode | None:
    """Code, number and perhaps check code without separators; only medical classes, whose shape is certain enough."""
    code, number, check_code = compact[:8], compact[8:18], compact[18:]
    if not (code + number).isdigit() or code[2:4] != "06" or code[4:6] not in ("01", "02"):
        return None
    return ScannedCode(
        CodeKind.RECEIPT, receipt=ScannedReceipt(ReceiptKind.E_RECEIPT, code, number, check_code.lower())
    )


def _invoice(plain: str) -> ScannedCode:
    """`01,<kind>,<code>,<number>,<amount>,<yyyyMMdd>,<check code>,<CRC>,` (VAT and digital invoices)."""
    fields = [field.strip() for field in plain.split(",")]
    kind, code, number, amount, day, check_code = fields[1:7]
    if not _INVOICE_NUMBER.fullmatch(number) or not re.fullmatch(r"[0-9]{0,12}", code):
        return _UNKNOWN
    total = _AMOUNT.fullmatch(amount)
    return ScannedCode(
        CodeKind.RECEIPT,
        receipt=ScannedReceipt(
            ReceiptKind.INVOICE,
            code,
            number,
            check_code[-6:] if re.fullmatch(r"[0-9A-Za-z]{6,}", check_code) else "",
            _iso(day),
            _two_decimals(total.group(1)) if total else "",
            kind not in _INVOICE_TOTAL_WITH_TAX,
        ),
    )


def _address(plain: str) -> ScannedCode:
    """A verification address: named query values first, then the shapes of what is left and of the path."""
    start = re.search(r"[A-Za-z][A-Za-z0-9+.-]*://", plain)
    try:
        parts = urlsplit(plain[start.start() :] if start else plain)
        pairs = parse_qsl(parts.query) + parse_qsl(parts.fragment.partition("?")[2])
    except ValueError:
        return _UNKNOWN
    named: dict[str, str] = {}
    loose: list[str] = []
    for name, value in pairs:
        field = _QUERY_NAMES.get(name.lower())
        if field is not None and field not in named and _fits(field, value.strip()):
            named[field] = value.strip()
        else:
            loose += _TOKEN_BREAK.split(value)
    loose += re.split(r"[/_]+", unquote(parts.path))
    found = _receipt_tokens(loose)
    fields = asdict(found.receipt) if found.receipt is not None else {}
    return _fiscal(fields | _clean(named))


def _fits(field: str, value: str) -> bool:
    shapes = {
        "code": r"[0-9]{8}",
        "number": r"[0-9]{10}",
        "check_code": r"[0-9A-Za-z]{6}",
        "total": r"[0-9]{1,9}(\.[0-9]{1,2})?",
        "issue_day": r"[0-9]{8}([0-9]{6,9})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    }
    return re.fullmatch(shapes[field], value) is not None


def _clean(named: dict[str, str]) -> dict[str, str]:
    cleaned = dict(named)
    if "issue_day" in cleaned:
        value = cleaned["issue_day"]
        cleaned["issue_day"] = _iso(value[:10] if "-" in value else value[:8])
    if "total" in cleaned:
        cleaned["total"] = _two_decimals(cleaned["total"])
    return cleaned


def _receipt_tokens(tokens: Iterable[str]) -> ScannedCode:
    """Free text: 8 digits are the code, 10 digits the number, 6 characters the check code, then amount and day.

    An 8-digit token that is a day loses to the code unless a code has been found (card.md 5).
    """
    eights: list[str] = []
    fields: dict[str, str] = {}
    for token in tokens:
        value = token.strip().rpartition(":")[2].rpartition("=")[2]
        amount = _AMOUNT.fullmatch(value)
        if re.fullmatch(r"[0-9]{8}", value):
            eights.append(value)
        elif re.fullmatch(r"[0-9]{10}", value):
            fields.setdefault("number", value)
        elif amount is not None:
            fields.setdefault("total", _two_decimals(amount.group(1)))
        elif re.fullmatch(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?", value) and _iso(value):
            fields.setdefault("issue_day", _iso(value))
        elif re.fullmatch(r"(?=.*[0-9])[0-9A-Za-z]{6}", value):
            fields.setdefault("check_code", value)
    if eights:
        code = next((value for value in eights if not _iso(value)), eights[0])
        eights.remove(code)
        fields["code"] = code
        day = next((value for value in eights if _iso(value)), "")
        if day:
            fields.setdefault("issue_day", _iso(day))
    return _fiscal(fields)


def _fiscal(fields: dict[str, str]) -> ScannedCode:
    """A fiscal receipt of the fields that were found; without code and number it is none."""
    code, number = fields.get("code", ""), fields.get("number", "")
    if not code and not number:
        return _UNKNOWN
    return ScannedCode(
        CodeKind.RECEIPT,
        receipt=ScannedReceipt(
            ReceiptKind.E_RECEIPT,
            code,
            number,
            fields.get("check_code", ""),
            fields.get("issue_day", ""),
            fields.get("total", ""),
        ),
    )


def _iso(text: str) -> str:
    """ISO day of a day as scanned, "" when it is none that a receipt can have."""
    day = parse_day(text)
    return day.isoformat() if day is not None and day >= date(1990, 1, 1) else ""


def _two_decimals(amount: str) -> str:
    whole, _, decimals = amount.partition(".")
    return f"{int(whole)}.{decimals:<02}"
