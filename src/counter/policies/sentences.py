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

from counter.policies.messages import NOTHING, Message, Unfit, listed, say
from counter.policies.single_values import SHAPES, WORD_FOR_NOTHING, YEAR_TOTAL, Table, instead_of
from counter.policies.toml_file import Path_, did_you_mean

PLAIN = {
    r"^[0-9]{6}$": "six_digits",
    r"^[0-9]{3}$": "three_digits",
    r"^[0-9]{2}$": "two_digits",
    r"^[0-9]{2,6}$": "person_digits",
    r"^([0-9]{2}|all)$": "two_digits_or_all",
    r"^[a-z][a-z0-9_]{0,39}$": "id",
    r"^[a-z0-9][a-z0-9-]{0,79}$": "package_name",
    r"^[0-9A-Za-z][0-9A-Za-z.-]{0,29}$": "version",
    r"^[^\x00-\x1f]+$": "one_line",
    r"^[a-z_]{3,20}$": "settlement_field",
    YEAR_TOTAL: "year_total",
}
"""Patterns of `single_values` and of claims, and the message for what does not fit."""

SIMPLE = {
    "date_type": "day",
    "date_from_datetime_inexact": "day",
    "date_from_datetime_parsing": "day",
    "list_type": "list",
    "int_type": "whole_number",
    "bool_type": "truth",
    "string_type": "text",
    "too_short": "at_least_one",
    "string_too_short": "text_length",
    "string_too_long": "text_length",
}
"""Findings of pydantic, and the message for each."""

_TABLES = ("bands", "classes", "cases", "lines")
"""Lists of tables."""
_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*")
_AMOUNT = re.compile(r"\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万元|万|元|yuan)?\s*")


def sentence(detail: ErrorDetails, path: Path_, model: type[BaseModel]) -> Message:
    """One finding of pydantic.

    Args:
        detail: the finding.
        path: where it is, without the marks of shapes.
        model: the table of the whole file.
    """
    in_key = "[key]" in detail["loc"]
    if _belongs_above(detail, path, model, in_key=in_key):
        return say("belongs_above", name=path[-1])
    found = _sentence(detail, path, model)
    meant = NOTHING if in_key or "number" not in found.en else _meant(detail["input"])
    return Message(found.en + meant.en, found.zh + meant.zh)


def _belongs_above(detail: ErrorDetails, path: Path_, model: type[BaseModel], *, in_key: bool) -> bool:
    """A key of the whole file that slipped into a table."""
    top = {field.alias or name for name, field in model.model_fields.items()}
    strange = in_key or detail["type"] in ("extra_forbidden", "model_type")
    return strange and len(path) > 1 and path[-1] in top and path[-1] not in ("source", "classes", "lines")


def _sentence(detail: ErrorDetails, path: Path_, model: type[BaseModel]) -> Message:
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    last = str(path[-1]) if path else ""
    word = _words().get(last, "")
    if kind == "missing":
        return say("missing", name=last)
    if kind == "extra_forbidden":
        return say("unknown_key", key=last, near=did_you_mean(last, keys_at(model, path[:-1])))
    if kind == "value_error" and isinstance(context.get("error"), Unfit):
        unfit: Unfit = context["error"]
        return unfit.message
    if kind == "union_tag_invalid":
        return _shapes(str(context.get("expected_tags", "")))
    if kind in ("model_type", "dict_type"):
        return say("table_or_word" if word else "table", word=word, instead=instead_of(detail["input"]))
    if kind == "literal_error":
        return _allowed(str(context["expected"]), detail)
    if kind == "string_pattern_mismatch" and context["pattern"] in PLAIN:
        return say(PLAIN[context["pattern"]])
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        return say("at_least" if least else "at_most", number=context["ge" if least else "le"])
    if kind == "list_type" and last in _TABLES:
        return say("list_of_tables", name=last)
    if kind == "date_type" and word:
        return say("day_or_word", word=word)
    return say(SIMPLE[kind]) if kind in SIMPLE else say("other", reason=detail["msg"])


def _shapes(tags: str) -> Message:
    """What a value may be where it has one of several shapes."""
    codes = dict.fromkeys(code for tag, code in SHAPES.items() if tag in tags)
    first, *others = (say(code) for code in codes)
    for other in others:
        first = say("shape_or", one=first, other=other)
    return say("shapes", shapes=first)


def _allowed(expected: str, detail: ErrorDetails) -> Message:
    """Which words or numbers may stand there, as pydantic lists them."""
    allowed = re.findall(r"'([^']*)'|([0-9]+)", expected)
    words = listed(f'"{text}"' if text else number for text, number in allowed)
    if words.en == '"undocumented"':
        return say("number_or_word", words=words, instead=instead_of(detail["input"]))
    return say("one_of" if len(allowed) > 1 else "only", words=words, instead=instead_of(detail["input"]))


def _meant(value: object) -> Message:
    """The number that a text probably means, ready to stand behind a sentence."""
    if not isinstance(value, str):
        return NOTHING
    percent, amount = _PERCENT.fullmatch(value), _AMOUNT.fullmatch(value)
    try:
        if percent:
            return say("write_number", number=f"{(Decimal(percent.group(1)) / 100).normalize():f}")
        if amount:
            number = Decimal(amount.group(1).replace(",", "").replace("，", ""))
            number = number * 10_000 if "万" in (amount.group(2) or "") else number
            return say("write_amount", number=f"{number:f}")
    except InvalidOperation:
        return NOTHING
    return NOTHING


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


def keys_at(model: type[BaseModel], path: Path_) -> frozenset[str]:
    """The keys that the table at a path of a file may have, of every shape that it may have."""
    schema = _schema(model)
    tables = _shapes_of(schema, schema)
    for part in path:
        below = []
        for table in tables:
            if isinstance(part, int):
                below.append(table.get("items"))
            else:
                below.append(table.get("properties", {}).get(part, table.get("additionalProperties")))
        tables = [shape for inner in below if isinstance(inner, dict) for shape in _shapes_of(inner, schema)]
    return frozenset(key for table in tables for key in table.get("properties", {}))


def _shapes_of(node: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A part of a schema as what it may be, references followed."""
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    others = [*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())]
    return [node, *(shape for other in others for shape in _shapes_of(other, schema))]


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a file kind; making it takes tens of milliseconds."""
    return model.model_json_schema()
