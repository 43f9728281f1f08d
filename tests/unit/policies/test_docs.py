"""The example of docs/policies.md is a package that works, and the page lists what the reader can say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from counter.policies.book import load_book
from counter.policies.statements import PackageTable

PAGE = Path(__file__).parents[3] / "docs" / "policies.md"


def test_the_example_is_a_package(tmp_path: Path) -> None:
    example = re.search(r"## A complete small package\n\n```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert example is not None
    (tmp_path / "example.toml").write_text(example.group(1), encoding="utf-8")
    policy = load_book(tmp_path).find("990101", "310", "11", date(2026, 6, 1))
    assert policy.layers[0].bands[0].effective["everybody/3"].percent() == "50%"


def test_every_statement_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [name for name, field in PackageTable.model_fields.items() if f"{field.alias or name}" not in text]
    assert missing == []
