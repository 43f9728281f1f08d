"""What is wrong in a file, in the words of docs/policies.md: what the readers below find, and what was probably meant.

pydantic and tomllib speak to programmers; whoever writes a package reads notices. So every finding says which shape or
word is allowed, and quotes what stands there.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic_core import ErrorDetails

from counter.policies.statements import SHAPES, WORD_FOR_NOTHING, Table
from counter.policies.toml_file import Path_, did_you_mean

PLAIN = {
    r"^[0-9]{6}$": 'must be six half-width digits in quotes, such as "990100"',
    r"^[0-9]{3}$": 'must be three half-width digits in quotes, such as "310"',
    r"^[0-9]{2}$": 'must be two half-width digits in quotes, such as "01"',
    r"^[0-9]{2,6}$": 'must be two to six half-width digits in quotes, such as "11"',
    r"^([0-9]{2}|all)$": 'must be two half-width digits in quotes, such as "08", or all',
    r"^[a-z][a-z0-9_]{0,39}$": "must begin with a small letter; then small letters, digits and _ only, at most 40",
    r"^[a-z0-9][a-z0-9-]{0,79}$": "must be small letters, digits and - only, at most 80",
    r"^[0-9A-Za-z][0-9A-Za-z.-]{0,29}$": 'must be letters, digits, dots and - only, at most 30, such as "2026.1"',
    r"^[^\x00-\x1f]+$": "must be text on one line",
    r"^[a-z_]{3,20}$": "must be a settlement field such as hifp_pay",
    r"^[CSFQD][0-9]{4,6}(_[a-z][a-z0-9_]{0,39})?/[a-z_]{1,30}$": (
        'must be a year total such as "C0000/inpatient": a code, a stroke and the pool'
    ),
}
"""Patterns of `statements` and of claims in words."""

SIMPLE = {
    "date_type": "must be a day such as 2026-01-31, without quotes",
    "date_from_datetime_inexact": "must be a day such as 2026-01-31, without quotes",
    "date_from_datetime_parsing": "must be a day such as 2026-01-31, without quotes",
    "list_type": 'must be a list in square brackets, such as ["pool"]',
    "int_type": "must be a whole number without quotes",
    "bool_type": "must be true or false, without quotes",
    "string_type": 'must be text in quotes, such as "310"',
    "too_short": "must name at least one",
}

_TABLES = ("bands", "classes", "cases", "lines")
"""Lists of tables."""
_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*")
_AMOUNT = re.compile(r"\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万元|万|元|yuan)?\s*")


def sentence(detail: ErrorDetails, path: Path_, model: type[BaseModel]) -> str:
    """One finding of pydantic.

    Args:
        detail: the finding.
        path: where it is, without the marks of shapes.
        model: the table of the whole file.
    """
    value = detail["input"]
    in_key = "[key]" in detail["loc"]
    if _belongs_above(detail, path, model, in_key=in_key):
        return f'"{path[-1]}" belongs above the first [table]: what stands below a heading belongs to that table'
    found = _sentence(detail, path, model)
    return found if in_key else found + _meant(value, found)


def _belongs_above(detail: ErrorDetails, path: Path_, model: type[BaseModel], *, in_key: bool) -> bool:
    """A key of the whole file that slipped into a table."""
    top = {field.alias or name for name, field in model.model_fields.items()}
    strange = in_key or detail["type"] in ("extra_forbidden", "model_type")
    return strange and len(path) > 1 and path[-1] in top and path[-1] not in ("source", "classes", "lines")


def _sentence(detail: ErrorDetails, path: Path_, model: type[BaseModel]) -> str:
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    last = str(path[-1]) if path else ""
    if kind == "missing":
        return f'missing statement "{last}"'
    if kind == "extra_forbidden":
        return f'unknown key "{last}"' + did_you_mean(last, known_keys(model))
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    if kind == "union_tag_invalid":
        expected = str(context.get("expected_tags", ""))
        return "must be " + " or ".join(dict.fromkeys(word for tag, word in SHAPES.items() if tag in expected))
    if kind in ("model_type", "dict_type"):
        word = _words().get(last)
        return f'must be a table or "{word}"{_instead(detail)}' if word else f"must be a table{_instead(detail)}"
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'|([0-9]+)", str(context["expected"]))
        words = ", ".join(f'"{text}"' if text else number for text, number in allowed)
        if words == '"undocumented"':
            return f"must be a number without quotes or {words}{_instead(detail)}"
        one_of = "must be one of" if len(allowed) > 1 else "must be"
        return f"{one_of} {words}{_instead(detail)}"
    if kind == "string_pattern_mismatch":
        return PLAIN.get(str(context["pattern"]), detail["msg"])
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        return f"must be at {'least' if least else 'most'} {context['ge' if least else 'le']}"
    if kind in ("string_too_short", "string_too_long"):
        return "must be text of 1 to 200 characters"
    if kind == "list_type" and last in _TABLES:
        return f"must be a list of tables: each begins with [[...{last}]], in two brackets"
    plain = SIMPLE.get(kind, detail["msg"])
    word = _words().get(last)
    return f'{plain}, or "{word}"' if kind == "date_type" and word else plain


def _instead(detail: ErrorDetails) -> str:
    """What stands there instead, when it is short enough to be quoted."""
    value = detail["input"]
    if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool) or len(str(value)) > 40:
        return ""
    return f', not "{value}"' if isinstance(value, str) else f", not {value}"


def _meant(value: object, found: str) -> str:
    """The number that a text probably means, ready to stand behind a sentence."""
    if not isinstance(value, str) or "number" not in found:
        return ""
    percent, amount = _PERCENT.fullmatch(value), _AMOUNT.fullmatch(value)
    try:
        if percent:
            return f"; write {(Decimal(percent.group(1)) / 100).normalize():f} without quotes"
        if amount:
            number = Decimal(amount.group(1).replace(",", "").replace("，", ""))
            number = number * 10_000 if "万" in (amount.group(2) or "") else number
            return f"; write {number:f} without quotes, commas and units"
    except InvalidOperation:
        return ""
    return ""


@cache
def _words() -> dict[str, str]:
    """The word that may stand instead of a table or day, by key."""
    found: dict[str, str] = {}
    tables: list[type[Table]] = [Table]
    while tables:
        table = tables.pop()
        tables += table.__subclasses__()
        for name, field in table.model_fields.items():
            for mark in field.metadata:
                word = WORD_FOR_NOTHING.get(getattr(mark.func, "__name__", "")) if _is_reader(mark) else None
                if word is not None:
                    found[field.alias or name] = word
    return found


def _is_reader(mark: object) -> bool:
    return isinstance(mark, BeforeValidator)


@cache
def known_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Every key that any table of a file kind knows, for suggestions; making the schema takes tens of milliseconds."""
    schema = model.model_json_schema()
    tables = (schema, *schema.get("$defs", {}).values())
    return tuple(sorted({key for table in tables for key in table.get("properties", {})}))
