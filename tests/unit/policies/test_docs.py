"""The example of docs/policies.md is a package that works, and the page lists what the reader can say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from counter.domain.adjudication import Adjudication
from counter.domain.claim import CareKind
from counter.domain.engine import adjudicate
from counter.domain.national import settlement_amounts
from counter.domain.policy import LEVELS
from counter.policies.book import load_book
from counter.policies.cases import read_cases
from counter.policies.sentences import PLAIN, SIMPLE
from counter.policies.statements import LayerTable, PackageTable
from counter.policies.toml_file import GUESSES

from .conftest import REAL

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


SOURCES = (
    "package",
    "layer_tables",
    "checking",
    "statements",
    "book",
    "claim_file",
    "toml_file",
    "cases",
    "command",
    "sentences",
)
SAYS = {"wrong", "problem", "FileProblem", "ValueError", "_refused"}
NOT_OURS = ("input should", "string should", "list should", "Cannot overwrite", "no package covers", "not covered on")
"""Sentences of the libraries below, and of errors that are no `FileProblem`."""


def patterns(node: ast.expr) -> Iterator[str]:
    """What a message looks like: its fixed words, and anything where something is named."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        fixed = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
        yield "".join(fixed)
    elif isinstance(node, ast.BinOp):
        for left in patterns(node.left):
            for right in [*patterns(node.right), ".+"]:
                yield left + right
    elif isinstance(node, ast.IfExp):
        yield from (*patterns(node.body), *patterns(node.orelse))


def said(source: str) -> Iterator[str]:
    """Every message that a module can say."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            last = node.args[-1]
            if name in SAYS:
                yield from patterns(last)
            elif name == "append" and isinstance(last, ast.Tuple) and isinstance(last.elts[0], ast.Tuple):
                yield from patterns(last.elts[-1])
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("message", "found"):
            yield from patterns(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name == "_sentence":
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from patterns(inner.value)


def in_code() -> set[str]:
    folder = PAGE.parents[1] / "src" / "counter" / "policies"
    found = {pattern for name in SOURCES for pattern in said((folder / f"{name}.py").read_text(encoding="utf-8"))}
    found |= {re.escape(text) for text in (*PLAIN.values(), *SIMPLE.values())}
    found |= {f"this line {re.escape(guess)}: .+" for _, guess in GUESSES}
    # A message that is a variable alone says nothing here; where it is put together it stands by itself.
    return {pattern for pattern in found if pattern.strip(".+") and len(pattern) > 3}


def on_the_page() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    section = text.split("## Messages and cures", 1)[1].split("\n## ", 1)[0]
    return [row.split(" | ")[0].removeprefix("| ") for row in section.splitlines() if row.startswith("| ")]


def test_every_message_of_the_program_is_listed_with_its_cure() -> None:
    listed = on_the_page()
    missing = [pattern for pattern in in_code() if not any(re.fullmatch(pattern, row) for row in listed)]
    assert missing == []


def test_every_listed_message_is_one_of_the_programs() -> None:
    known = in_code()
    strangers = [
        row
        for row in on_the_page()
        if row != "sentence" and not row.startswith(NOT_OURS) and not any(re.fullmatch(one, row) for one in known)
    ]
    assert strangers == []


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
