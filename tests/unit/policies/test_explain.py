"""`policy explain`: every figure has its rule, values and article; what-ifs are marked; what would change is true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.domain.engine import adjudicate as price
from counter.domain.errors import FileProblems, PolicyMissing
from counter.domain.supposing import alternatives
from counter.policies.book import load_book
from counter.policies.cases import case_files, read_cases
from counter.policies.command import adjudicate
from counter.policies.explain import explain
from counter.policies.explanation_tree import node_rows, tree
from counter.policies.question import Instead
from counter.policies.show import diff, show
from counter.policies.values import package_of

from .conftest import REAL, Edit

EXAMPLES = sorted((REAL / "beijing/examples").glob("*.toml"))
STAY = REAL / "beijing/examples/inpatient-level-3.toml"
VISIT = REAL / "beijing/examples/outpatient-lines.toml"


def explained(file: Path, instead: Instead | None = None) -> dict[str, Any]:
    content = json.loads(explain(file, REAL, instead or Instead(), as_json=True))
    assert isinstance(content, dict)
    return content


def nodes(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in tree:
        yield node
        yield from nodes(node["children"])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_figure_has_rule_and_article_and_every_band_its_rate(file: Path) -> None:
    content = explained(file)
    bill, *figures = content["tree"]
    assert bill["source"] is None
    for node in nodes(figures):
        assert node["rule_path"] and node["source"]["title"] and node["source"]["article"]
        if ".bands." in node["rule_path"]:
            rates = [path for path in node["values"] if ".rates." in path]
            assert len(rates) == 1, "one rate holds, the others are for other persons"
            assert any(path.endswith(".from") for path in node["values"])


def test_a_line_without_a_name_is_told_by_its_number() -> None:
    told = {language: explain(STAY, REAL, Instead(), as_json=False, language=language) for language in ("zh", "en")}
    assert "    第1行  60,000.00\n" in told["zh"]
    assert "    line 1  60,000.00\n" in told["en"]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_tree_adds_up(file: Path) -> None:
    def fen(node: dict[str, Any]) -> int:
        return int(node["amount"].replace(".", ""))

    tree = explained(file)["tree"]
    assert sum(map(fen, tree[0]["children"])) == fen(tree[0])
    layers = [node for node in tree if node["rule_path"].startswith("layers.")]
    for layer in layers:
        bands = [child for child in layer["children"] if ".bands." in child["rule_path"]]
        assert sum(map(fen, bands)) == fen(layer)
    (total,) = [node for node in tree if node["rule_path"] == "layers"]
    assert sum(map(fen, layers)) == fen(total)


@pytest.mark.parametrize("level", ["community", "1", "2"])
def test_what_would_change_is_what_the_what_if_then_says(level: str) -> None:
    (other,) = [entry for entry in explained(STAY)["would_change"] if entry["value"] == level]
    asked = explained(STAY, Instead(level=level))
    assert asked["asked"] == {"fund": other["fund"], "person": other["person"]}
    assert asked["stated"] == explained(STAY)["asked"]


def test_a_what_if_is_marked_and_shows_both() -> None:
    for language, mark in (("zh", "假设情形，不是实际报销"), ("en", "A what-if, not this claim")):
        plain = explain(STAY, REAL, Instead(), as_json=False, language=language)
        asked = explain(STAY, REAL, Instead(level="1"), as_json=False, language=language)
        assert mark not in plain and mark in asked
        assert "52,395.00" in plain and "52,395.00" in asked


def test_another_class_gives_what_the_published_table_gives() -> None:
    # 60 000 in scope at level 3, retired: 91/94/97 % and half of the rest on top.
    assert explained(STAY, Instead(person_class="retired"))["asked"]["fund"] == "56808.50"
    with pytest.raises(FileProblems, match="known: in_service, retired"):
        explained(STAY, Instead(person_class="pupil"))


def test_another_year_begins_with_empty_totals() -> None:
    content = explained(VISIT, Instead(day=date(2022, 6, 1)))
    assert any("年度累计从零开始" in change for change in content["what_if"])
    (deductible,) = [node for node in content["tree"] if node["rule_path"] == "deductible"]
    assert deductible["facts"]["used"] == "0.00"
    within = explained(VISIT, Instead(day=date(2026, 6, 2)))
    assert not any("年度累计" in change for change in within["what_if"])
    with pytest.raises(PolicyMissing):
        explained(VISIT, Instead(day=date(2010, 1, 1)))


def test_a_new_year_is_named_when_it_would_change_something() -> None:
    codes = [entry["code"] for entry in explained(VISIT)["would_change"]]
    assert "new_year" in codes
    assert "若为新结算年度" in explain(VISIT, REAL, Instead(), as_json=False)
    assert "new_year" not in [entry["code"] for entry in explained(STAY)["would_change"]]


def test_explain_and_adjudicate_agree() -> None:
    for file in EXAMPLES:
        assert explained(file)["asked"]["fund"] == json.loads(adjudicate(file, REAL, as_json=True))["fund_pay_sumamt"]


def test_a_cap_stands_below_its_layer(tmp_path: Path) -> None:
    text = STAY.read_text(encoding="utf-8")
    file = tmp_path / "cap.toml"
    head, _, tail = text.partition("amount = ")
    file.write_text(head + "amount = 900000.00" + tail.lstrip("0123456789."), encoding="utf-8")
    content = explained(file)
    capped = [
        node for node in content["tree"] if any(child["rule_path"].endswith(".cap") for child in node["children"])
    ]
    assert [node["rule_path"] for node in capped] == ["layers.pool", "layers.large_amount"]
    assert content["why_not_more"]["code"] == "cap"


def test_every_shipped_case_is_explained_whole() -> None:
    book = load_book(REAL)
    values = {policy.ref: package_of(policy, REAL).values() for policy in book.policies}
    explained_cases = 0
    for file in case_files(REAL):
        for case in read_cases(file, file.name):
            claim, question = case.input.claim, case.input
            if case.error:
                continue
            policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, question.known_on)
            priced = price(claim, policy, question.totals_of(policy.year.label(claim.service_day)), question.money)
            roots = tree(claim, policy, priced, values[policy.ref], "zh")
            for node in roots:
                rows = node_rows(node, "zh")
                assert len(rows) > 1 and all(rows)
                if node.rule_path.startswith("layers."):
                    bands = [child for child in node.children if ".bands." in child.rule_path]
                    assert not bands or sum(band.amount_fen for band in bands) == node.amount_fen
                    for band in bands:
                        rates = [value.path for value in band.values if ".rates." in value.path]
                        assert len(rates) <= 1, f"{policy.ref.name}: {rates}"
            paid = sum(node.amount_fen for node in roots if node.rule_path.startswith("layers."))
            assert paid == priced.fund_amount
            for other in alternatives(claim, policy, priced, question.money):
                assert other.fund_fen + other.person_fen == priced.total_amount
            explained_cases += 1
    assert explained_cases > 50


def test_rounding_to_the_yuan_is_said_wherever_the_package_is(folder: Path, edit: Edit) -> None:
    """In the tree with its values, in words in both languages, and by show and diff."""
    once = 'rounding = { mode = "half_up", to = "fen", each = "layer" }'
    file = edit("inpatient-2023.toml", once, 'rounding = { mode = "down", to = "yuan", each = "band" }')
    claim = folder.parent / "claim.toml"
    claim.write_text(STAY.read_text(encoding="utf-8").replace("60000.00", "60000.37"), encoding="utf-8")
    content = json.loads(explain(claim, folder, Instead(), as_json=True))
    (pool,) = [node for node in content["tree"] if node["rule_path"] == "layers.pool"]
    (rounding,) = [node for node in pool["children"] if node["rule_path"] == "layers.pool.rounding"]
    assert rounding["values"] == {
        "layers.pool.rounding.mode": "down",
        "layers.pool.rounding.to": "yuan",
        "layers.pool.rounding.each": "band",
    }
    assert rounding["values"].items() <= pool["values"].items()
    bands = [node["amount"] for node in pool["children"] if ".bands." in node["rule_path"]]
    assert sum(round(float(amount) * 100) for amount in bands) == round(float(rounding["base"]) * 100)
    assert rounding["amount"] == pool["amount"] and pool["amount"].endswith(".00")
    for language, words in (("zh", "按规定各段分别舍去尾数到元"), ("en", "rounded down to the yuan in each band")):
        assert words in explain(claim, folder, Instead(), as_json=False, language=language)
    assert "layers.pool.rounding.to" in show(str(file), folder, as_json=False)
    page = diff("beijing-employee-inpatient@2023.1", str(file), REAL, as_json=False, language="en")
    assert "layers.pool.rounding.to\n  - fen" in page and "  + yuan" in page
