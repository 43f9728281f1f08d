"""The example of docs/policies.md is a package that works, and the page lists what is said, in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from counter.__main__ import main
from counter.domain.adjudication import Adjudication
from counter.domain.claim import CareKind
from counter.domain.engine import adjudicate
from counter.domain.national import settlement_amounts
from counter.domain.policy import LEVELS
from counter.policies.book import load_book
from counter.policies.cases import read_cases
from counter.policies.claim_messages import CLAIM
from counter.policies.messages import WORDINGS
from counter.policies.package_messages import PACKAGE
from counter.policies.shape_messages import SHAPE
from counter.policies.statements import LayerTable, PackageTable

from .conftest import REAL
from .wordings import PIECES, is_said, rows_of

PAGE = Path(__file__).parents[3] / "docs" / "policies.md"


def adjudicated() -> Adjudication:
    """Any priced claim."""
    cases = read_cases(REAL / "zhongshan/cases/employee-inpatient.toml", "cases.toml")
    case = next(case for case in cases if case.expect).input
    policy = case.policy_in(load_book(REAL))
    return adjudicate(case.claim, policy, case.totals_of("2026"), case.money)


def test_the_example_is_a_package(tmp_path: Path) -> None:
    example = re.search(r"## A complete small package\n\n```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert example is not None
    (tmp_path / "example.toml").write_text(example.group(1), encoding="utf-8")
    policy = load_book(tmp_path).find("990101", "310", "11", date(2026, 6, 1))
    assert policy.layers[0].bands[0].effective["everybody/3"].percent() == "50%"


def test_the_page_alone_ends_in_green_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example and its cases, laid where the page says, and checked by the command that it names."""
    page = PAGE.read_text(encoding="utf-8")
    example = re.search(r"## A complete small package\n\n```toml\n(.*?)```", page, re.S)
    cases = re.search(r"```toml\n(\[\[cases\]\]\n.*?)```", page, re.S)
    assert example is not None and cases is not None
    for place, text in (("employee", example.group(1)), ("cases", cases.group(1))):
        file = tmp_path / "example" / place / "outpatient.toml"
        assert f"my/policies/example/{place}/outpatient.toml" in page
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    assert main(["policy", "check", "--policies", str(tmp_path)]) == 0, capsys.readouterr().out
    assert "1 个政策包，3 个案例，0 处问题" in capsys.readouterr().out


def test_the_example_of_care_elsewhere_fits_the_package(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = re.search(r"## A complete small package\n\n```toml\n(.*?)```", page, re.S)
    away = re.search(r"```toml\n(\[away\]\n.*?)```", page, re.S)
    assert example is not None and away is not None
    text = example.group(1).replace('away = "none"\n', "") + "\n" + away.group(1)
    (tmp_path / "example.toml").write_text(text, encoding="utf-8")
    (policy,) = load_book(tmp_path).policies
    assert policy.away is not None and set(policy.away.cuts) == {"resident", "referred", "unfiled", "emergency"}


def test_every_code_that_an_author_needs_is_listed() -> None:
    codes = PAGE.read_text(encoding="utf-8").split("\n## Codes\n", 1)[1].split("\n## ", 1)[0]
    fields = LayerTable.model_fields["field"].annotation
    wanted = {*settlement_amounts(adjudicated()), *get_args(fields), *CareKind, *LEVELS}
    for policy in load_book(REAL, unverified=True).policies:
        for layer in policy.layers:
            wanted |= {layer.fund, *(band.benefit for band in layer.bands)}
            wanted |= {layer.cap.benefit} if layer.cap is not None else set()
        wanted |= {kind for entry in policy.classes for kind in entry.types if not kind.endswith("60")}
    assert [code for code in sorted(wanted - {""}) if not re.search(rf"\b{code}\b", codes)] == []


def test_every_statement_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [name for name, field in PackageTable.model_fields.items() if f"{field.alias or name}" not in text]
    assert missing == []


NOT_OURS = ("no package covers", "not covered on")
"""Sentences of errors that are no `FileProblem` (`counter.domain.refusal_words`)."""


def test_every_message_is_listed_in_both_languages_with_its_cure() -> None:
    listed = rows_of(PAGE)
    codes = [code for table in (SHAPE, PACKAGE, CLAIM) for code in table if code not in PIECES]
    assert len(codes) > 120
    assert [code for code in codes if not any(is_said(code, row) for row in listed)] == []


def test_every_listed_message_is_one_of_the_programs() -> None:
    listed = rows_of(PAGE)
    assert all(len(row) == 3 and all(row) for row in listed)
    ours = [row for row in listed if not row[0].startswith(NOT_OURS)]
    assert [row for row in ours if not any(is_said(code, row) for code in WORDINGS)] == []


def test_every_choice_names_packages_and_tests_that_are_there() -> None:
    """A star marks a package that only the flag for grade D reads; without one it is verified."""
    text = PAGE.read_text(encoding="utf-8")
    section = text.split("## Choices, and where they are used", 1)[1].split("\n## ", 1)[0]
    rows = [row.strip("| ").split(" | ") for row in section.splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 25
    root = PAGE.parents[1]
    book = load_book(root / "resources" / "policies", unverified=True)
    doubtful = {policy.ref.name for policy in book.policies if policy.unverified}
    sound = {policy.ref.name for policy in book.policies if not policy.unverified}
    for row in rows:
        named = re.findall(r"`([^`]+)`(\*?)", row[2])
        assert named or row[2].startswith("every package"), row
        for name, star in named:
            if name.startswith("tests/"):
                assert (root / name).is_file(), name
            else:
                assert name in (doubtful if star else sound), name
