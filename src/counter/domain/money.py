"""Money in integer fen and exact rates: parsing, rounding, wording.

Hides every decision about how an amount is read, rounded and written. No float ever touches money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from counter.domain.errors import InvalidAmount

LARGEST_AMOUNT = 99_999_999_999
"""Largest amount that may be typed or stored, in fen (999,999,999.99 yuan)."""

TEXTS_KEPT = 8192
"""How many texts of amounts are remembered with what they mean: at every key a whole claim is read and priced again."""

_AMOUNT = re.compile(r"-?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]+))?")

# Full-width forms as an input method types them, the minus sign that `format_amount` writes, no spaces. Not NFKC: it
# would read 5² as 52.
_AS_TYPED = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {
    ord("\N{MINUS SIGN}"): "-",
    ord("￥"): "¥",
    ord("。"): ".",
    ord(" "): None,
    ord("\N{IDEOGRAPHIC SPACE}"): None,
    ord("\N{NO-BREAK SPACE}"): None,
}


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction to the nearest integer, halves away from zero.

    The one rounding function of the product (policy.md section 0.2: half up to the fen).

    Raises:
        ZeroDivisionError: denominator is 0.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((-numerator * 2 + denominator) // (denominator * 2))
    return (numerator * 2 + denominator) // (denominator * 2)


@dataclass(frozen=True, slots=True)
class Rate:
    """An exact ratio, `numerator / denominator`, for example 0.955 = 955/1000. Denominator > 0."""

    numerator: int
    denominator: int

    @classmethod
    def parse(cls, value: str | Decimal | int) -> Rate:
        """Read a decimal ratio such as "0.85" or Decimal("0.85"); 1 means all of it.

        Raises:
            ValueError: not a finite decimal number.
        """
        decimal = Decimal(value)
        if not decimal.is_finite():
            raise ValueError(f"not a ratio: {value}")
        numerator, denominator = decimal.as_integer_ratio()
        return cls(numerator, denominator)

    def of(self, fen: int) -> int:
        """The share of an amount, rounded half up to the fen."""
        return half_up(fen * self.numerator, self.denominator)

    def percent(self) -> str:
        """As people write it: "85%", "95.5%"."""
        value = Decimal(self.numerator * 100) / Decimal(self.denominator)
        text = f"{value.normalize():f}"
        return f"{text}%"


NOTHING = Rate(0, 1)


@lru_cache(maxsize=TEXTS_KEPT)
def parse_amount(text: str) -> int:
    """Read an amount as typed or scanned: full-width digits, thousands commas and spaces are understood.

    Args:
        text: for example "1,234.50", "１２３４．５", " 80 ".

    Returns:
        Fen, may be negative (corrections); the caller decides whether that makes sense.

    Raises:
        InvalidAmount: `not_a_number`, `too_many_decimals` or `too_large`.
    """
    plain = text.translate(_AS_TYPED).strip().removeprefix("¥")
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        digits = plain.lstrip("-").replace(",", "").split(".")[0]
        too_large = digits.isascii() and digits.isdigit() and len(digits) > 9
        raise InvalidAmount(text, "too_large" if too_large else "not_a_number")
    decimals = match.group(1) or ""
    if len(decimals) > 2:
        raise InvalidAmount(text, "too_many_decimals")
    whole = plain.split(".")[0].replace(",", "").lstrip("-")
    fen = int(whole) * 100 + int(decimals.ljust(2, "0"))
    return -fen if plain.startswith("-") else fen


@lru_cache(maxsize=TEXTS_KEPT)
def amount_text(fen: int) -> str:
    """Plain decimal text with two decimals, as the national interface wants it: "1234.50"."""
    if fen < 0:
        return f"-{amount_text(-fen)}"
    return f"{fen // 100}.{fen % 100:02d}"


def format_amount(fen: int) -> str:
    """For people: thousands separated, a real minus sign, two decimals: "1,234.50"."""
    sign = "\N{MINUS SIGN}" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def _capital_group(group: int) -> str:
    """Four digits in capitals, without leading zeros; inner zeros appear once."""
    text = ""
    pending_zero = False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + _DIGITS[digit] + _PLACES[place]
        pending_zero = False
    return text


def capital_amount(fen: int) -> str:
    """An amount in Chinese capitals as bank and settlement papers require (支付结算办法, 正确填写票据).

    0 is 零元整; an amount without fen ends in 整; 100 001 000 yuan is 壹亿零壹仟元整.
    """
    sign = "负" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    jiao, last = divmod(rest, 10)
    text = ""
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            continue
        skipped = bool(text) and (group < 1000 or groups[index + 1] == 0)
        text += ("零" if skipped else "") + _capital_group(group) + _GROUPS[index]
    if text:
        text += "元"
    if rest == 0:
        return sign + (text or "零元") + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif text:
        text += "零"
    if last:
        text += _DIGITS[last] + "分"
    return sign + text
