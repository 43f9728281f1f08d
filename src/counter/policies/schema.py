"""The JSON Schema of a policy package, for editors that complete and check TOML while it is typed.

Made from the tables of `statements`; what those turn into fen, exact rates and days is described here as an author
writes it. The schema knows single values; what they must mean together only `counter policy check` can say.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from counter.policies.single_values import WORD_FOR_NOTHING
from counter.policies.statements import PackageTable

SCHEMA_FILE = "package.schema.json"
"""Where the schema lies in the folder of packages."""

_WRITTEN: dict[str, JsonSchemaValue] = {
    "read_fen": {
        "type": "number",
        "minimum": 0,
        "exclusiveMaximum": 1_000_000_000,
        "description": "Amount in yuan with at most two decimals.",
    },
    "read_ratio": {"type": "number", "minimum": 0, "maximum": 1, "description": "Ratio; 85 % is written 0.85."},
    "read_month_day": {
        "type": "string",
        "pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "description": 'Month and day, for example "01-01".',
    },
}
"""What a reading function of `single_values` takes, by its name."""


class _AsWritten(GenerateJsonSchema):
    """Describes what stands in the file, not what it becomes."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        name = getattr(schema["function"]["function"], "__name__", "")
        if name in _WRITTEN:
            return dict(_WRITTEN[name])
        inner = super().function_before_schema(schema)
        word = WORD_FOR_NOTHING.get(name)
        if word is None:
            return inner
        return {"anyOf": [*_without_null(inner), {"const": word}]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """TOML has no null: what may be left out is simply not required."""
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """A value of several shapes: any of them, without the marks that tell them apart when they are read."""
        shapes = [self.generate_inner(choice) for choice in schema["choices"].values()]
        return {"anyOf": [shape for number, shape in enumerate(shapes) if shape not in shapes[:number]]}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:  # noqa: ARG002 - pydantic's signature
        return {"type": "number"}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:  # noqa: ARG002 - pydantic's signature
        """A pattern beside the format: most editors take formats as remarks only."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        """No titles: editors show the key itself."""
        return False


def _without_null(schema: JsonSchemaValue) -> list[JsonSchemaValue]:
    return [entry for entry in schema.get("anyOf", [schema]) if entry.get("type") != "null"]


def package_schema() -> str:
    """The schema as JSON text; the same tables always give the same text."""
    schema = PackageTable.model_json_schema(schema_generator=_AsWritten)
    for definition in schema.get("$defs", {}).values():
        definition.pop("title", None)
        for field in definition.get("properties", {}).values():
            if field.get("default", 0) is None:
                del field["default"]
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Counter policy package"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
