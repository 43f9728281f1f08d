"""The JSON Schema for editors: fresh, and it takes what the reader takes."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.policies.book import package_files
from counter.policies.schema import SCHEMA_FILE, package_schema
from counter.policies.statements import PackageTable

from .conftest import REAL

SCHEMA: dict[str, Any] = json.loads(package_schema())


def fits(schema: dict[str, Any], value: Any) -> bool:
    """What an editor does: the part of JSON Schema that ours uses. An unknown word in the schema is an error."""
    known = {
        "$ref", "$defs", "$schema", "title", "description", "default", "type", "enum", "const", "anyOf", "format",
        "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "prefixItems", "minimum",
        "maximum", "patternProperties", "minLength", "maxLength", "pattern", "exclusiveMinimum", "exclusiveMaximum",
    }  # fmt: skip
    assert set(schema) <= known, set(schema) - known
    value = value.isoformat() if isinstance(value, date) else value
    if "$ref" in schema:
        return fits(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], value)
    if "anyOf" in schema and not any(fits(entry, value) for entry in schema["anyOf"]):
        return False
    if ("enum" in schema and value not in schema["enum"]) or ("const" in schema and value != schema["const"]):
        return False
    kinds = {"string": str, "number": (int, float), "integer": int, "object": dict, "array": list}
    kind = schema.get("type")
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    if kind is not None and not isinstance(value, kinds[kind]):
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, (int, float)):
        below = value < schema.get("exclusiveMaximum", value + 1)
        return below and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(fits(schema.get("items", {}), entry) for entry in value)
    if isinstance(value, dict):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        if not set(schema.get("required", ())) <= set(value):
            return False
        for key, entry in value.items():
            patterns = [
                inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, key)
            ]
            inner = properties.get(key, patterns[0] if patterns else more)
            if inner is False or (isinstance(inner, dict) and not fits(inner, entry)):
                return False
    return True


def test_the_schema_in_the_folder_is_fresh() -> None:
    written = (REAL / SCHEMA_FILE).read_text(encoding="utf-8")
    assert written == package_schema(), "write it again: counter policy schema --out"


@pytest.mark.parametrize("file", package_files(REAL), ids=lambda file: file.stem)
def test_packages_fit(file: Path) -> None:
    assert fits(SCHEMA, tomllib.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3 = 0.95", "3 = 95"),
        ("3 = 0.95", '3 = "0.95"'),
        ("amount = 100000.00", "amount = -1"),
        ("amount = 100000.00", "amuont = 100000.00"),
        ('region = "110000"', "region = 110000"),
        ('districts = "included"', 'districts = "some"'),
        ('starts = "01-01"', 'starts = "13-01"'),
        ('yearly_ceiling = "none"', 'yearly_ceiling = "non"'),
        ('effective_to = "open"', 'effective_to = "opne"'),
        ("review_by = ", "reviewed_by = "),
    ],
)
def test_mistakes_do_not_fit(old: str, new: str) -> None:
    text = (REAL / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
    assert old in text
    assert not fits(SCHEMA, tomllib.loads(text.replace(old, new, 1)))


def test_every_statement_is_in_it_and_nothing_is_null() -> None:
    assert set(SCHEMA["properties"]) == {field.alias or name for name, field in PackageTable.model_fields.items()}
    assert '"null"' not in package_schema()
