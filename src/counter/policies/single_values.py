"""Single values of a policy package: how an amount, a ratio, a word is read, and which shapes a value may have.

Amounts are yuan with at most two decimals and become fen, ratios become exact `Rate`s, both without passing a float.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from counter.domain.money import LARGEST_AMOUNT, Rate
from counter.policies.messages import NOTHING, Message, Unfit, quoted, say


def read_number(value: object, kind: str) -> Decimal:
    """A number of a kind, which is named by its message."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Unfit("not_a_number", kind=say(kind))
    number = Decimal(value)
    if not number.is_finite():
        raise Unfit("not_finite", kind=say(kind), value=str(value))
    if number and not -6 <= number.adjusted() <= 12:
        raise Unfit("not_reasonable_size", kind=say(kind))
    return number


def read_fen(value: object) -> int:
    """An amount in yuan as fen."""
    number = read_number(value, "kind_amount") * 100
    if number != number.to_integral_value():
        raise Unfit("two_decimals")
    if not 0 <= number <= LARGEST_AMOUNT:
        raise Unfit("amount_range")
    return int(number)


def read_ratio(value: object) -> Rate:
    """A ratio, exactly."""
    if isinstance(value, Rate):
        return value
    number = read_number(value, "kind_ratio")
    if not 0 <= number <= 1:
        raise Unfit("ratio_range", value=str(value))
    return Rate.parse(number)


def or_none(value: object) -> object:
    """The word "none" states that there is nothing."""
    return None if value == "none" else value


def or_open(value: object) -> object:
    """The word "open" states that there is no end."""
    return None if value == "open" else value


def or_one_bill(value: object) -> object:
    """The word "one_bill" states that a stay is never split."""
    return None if value == "one_bill" else value


def or_of_item(value: object) -> object:
    """The word "rate_of_item" states that each item has its own rate."""
    return None if value == "rate_of_item" else value


WORD_FOR_NOTHING = {"or_none": "none", "or_open": "open", "or_of_item": "rate_of_item", "or_one_bill": "one_bill"}
"""Reading functions that take a word where the law states nothing."""


def the_one(value: object) -> object:
    """The number 1 and nothing that merely equals it."""
    # In Python true and 1.0 equal 1, and a literal takes what equals it.
    if type(value) is not int:
        raise Unfit("only", words="1", instead=say("instead", value=_written(value)))
    return value


def instead_of(value: object) -> Message:
    """What stands there instead, when it is short enough to be quoted."""
    if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool) or len(str(value)) > 40:
        return NOTHING
    return say("instead", value=f'"{value}"' if isinstance(value, str) else str(value))


def _written(value: object) -> str:
    """A value as TOML writes it, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (f'"{text}"' if isinstance(value, str) else text)[:40]


def read_month_day(value: object) -> tuple[int, int]:
    """Month and day from text such as "01-01"."""
    if isinstance(value, str) and re.fullmatch("[0-9]{2}-[0-9]{2}", value):
        try:
            # A year without 29 February: a settlement year cannot begin on it.
            day = date(2001, int(value[:2]), int(value[3:]))
        except ValueError:
            pass
        else:
            return day.month, day.day
    raise Unfit("month_day")


Number = Annotated[Decimal, BeforeValidator(lambda value: read_number(value, "kind_number"))]
Fen = Annotated[int, BeforeValidator(read_fen)]
Ratio = Annotated[Rate, BeforeValidator(read_ratio)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
YEAR_TOTAL = r"^[CSFQD][0-9]{4,6}(_[a-z][a-z0-9_]{0,39})?/[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$"
"""Code, perhaps a listed disease, the pool, perhaps the layer whose own it is."""
Accumulator = Annotated[str, StringConstraints(pattern=YEAR_TOTAL)]


def member_of(kind: type[Any]) -> BeforeValidator:
    """Takes a word as member of an enumeration."""

    def member(value: object) -> object:
        try:
            return kind(value)
        except ValueError:
            raise Unfit("one_of", words=quoted(word for word in kind), instead=instead_of(value)) from None

    return BeforeValidator(member)


SHAPES = {"(plain)": "shape_number", "(table)": "shape_table", "(share)": "shape_table", "(word)": "shape_word"}
"""Marks of the shapes that one value may have, with what each is called; they stand in pydantic's paths and are no keys
of the file."""


def shape_of(value: object) -> str:
    """Which of `SHAPES` a value has."""
    if isinstance(value, str):
        return "(word)"
    if not isinstance(value, dict):
        return "(plain)"
    return "(share)" if "of" in value or "times" in value else "(table)"


class Table(BaseModel):
    """Base of all tables: exact types, no unknown keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True)
