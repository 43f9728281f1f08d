"""Sums typed into amount cells, such as `3*12.5+4`: exact, rounded once, no float.

Hides the little grammar: numbers with decimals, + - * / (also × ÷ and full-width forms) and brackets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from counter.domain.draft import Draft
from counter.domain.errors import InvalidAmount
from counter.domain.money import LARGEST_AMOUNT, TEXTS_KEPT, amount_text, half_up, parse_amount

_LONGEST = 120
_PART = re.compile(r"\d{1,9}(?:\.\d{1,6})?|[-+*/()]")
_FOLD = str.maketrans({"×": "*", "÷": "/", "。": ".", "−": "-", "–": "-"})


def has_arithmetic(text: str) -> bool:
    """True when a text is meant as a sum: an operator stands behind its first character, or it has a bracket."""
    plain = _plain(text)
    return "(" in plain or any(char in "+-*/)" for char in plain[1:])


def reckon(text: str) -> int:
    """The amount that a typed text means, in fen: a plain amount or a sum, rounded half up once at the end.

    Raises:
        InvalidAmount: `not_a_number` (also for an unfinished sum), `too_many_decimals`, `too_large`, `negative`.
    """
    if not has_arithmetic(text):
        return parse_amount(text)
    yuan = _Sum(text).value()
    fen = half_up(yuan.numerator * 100, yuan.denominator)
    if fen < 0:
        raise InvalidAmount(text, "negative")
    if fen > LARGEST_AMOUNT:
        raise InvalidAmount(text, "too_large")
    return fen


@lru_cache(maxsize=TEXTS_KEPT)
def settled_text(text: str) -> str:
    """What stays in the cell when it is left: the result of a sum, and anything else as it was typed."""
    if not has_arithmetic(text):
        return text
    try:
        return amount_text(reckon(text))
    except InvalidAmount:
        return text


def with_sums_settled(draft: Draft) -> Draft:
    """A copy of a draft in which every finished sum is replaced by its result: what is checked, priced and booked."""
    receipts = [
        replace(
            receipt,
            total=settled_text(receipt.total),
            lines=[
                replace(line, unit_price=settled_text(line.unit_price), amount=settled_text(line.amount))
                for line in receipt.lines
            ],
        )
        for receipt in draft.receipts
    ]
    return replace(draft, receipts=receipts)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLD).replace(",", "").split())


class _Sum:
    """One pass over the parts: sum of products of numbers and brackets."""

    def __init__(self, text: str) -> None:
        self._text = text
        plain = _plain(text)
        self._parts = _PART.findall(plain)
        if len(plain) > _LONGEST or "".join(self._parts) != plain:
            raise InvalidAmount(text, "not_a_number")

    def value(self) -> Fraction:
        total = self._terms()
        if self._parts:
            raise InvalidAmount(self._text, "not_a_number")
        return total

    def _peek(self) -> str:
        return self._parts[0] if self._parts else ""

    def _terms(self) -> Fraction:
        total = self._factors()
        while self._peek() in ("+", "-"):
            sign = 1 if self._parts.pop(0) == "+" else -1
            total += sign * self._factors()
        return total

    def _factors(self) -> Fraction:
        product = self._number()
        while self._peek() in ("*", "/"):
            multiply = self._parts.pop(0) == "*"
            factor = self._number()
            if not multiply and factor == 0:
                raise InvalidAmount(self._text, "not_a_number")
            product = product * factor if multiply else product / factor
        return product

    def _number(self) -> Fraction:
        part = self._parts.pop(0) if self._parts else ""
        if part == "(":
            inner = self._terms()
            if self._peek() != ")":
                raise InvalidAmount(self._text, "not_a_number")
            self._parts.pop(0)
            return inner
        if part in ("+", "-"):
            return self._number() if part == "+" else -self._number()
        if not part or not part[0].isdigit():
            raise InvalidAmount(self._text, "not_a_number")
        return Fraction(part)
