"""`policy show` and `policy diff`: every value is there, with its source, and every difference is found."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counter.domain.errors import FileProblems
from counter.policies.book import package_files
from counter.policies.show import diff, show
from counter.policies.values import find_package, value_text
from counter.policies.versions import version_key

from .conftest import REAL, Edit

NAME = "beijing-employee-inpatient"


def leaves(content: Any) -> int:
    """How many values a file states, but for its sources and citations."""
    if isinstance(content, dict):
        return sum(leaves(value) for key, value in content.items() if key not in ("sources", "source"))
    if isinstance(content, list) and content and isinstance(content[0], dict):
        return sum(leaves(entry) for entry in content)
    return 1


def test_the_newest_version_is_shown_unless_one_is_named() -> None:
    assert "beijing-employee-inpatient@2023.1" in show(NAME, REAL, as_json=False)
    assert "beijing-employee-inpatient@2019.1" in show(f"{NAME}@2019.1", REAL, as_json=False)
    file = REAL / "beijing/employee/outpatient-2019.toml"
    assert json.loads(show(str(file), REAL, as_json=True))["version"] == "2019.1"


def test_every_value_is_shown_with_its_source() -> None:
    content = json.loads(show(NAME, REAL, as_json=True))
    file = REAL / content["file"]
    stated = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    assert len(content["values"]) == leaves(stated)
    lines = file.read_text(encoding="utf-8").splitlines()
    for value in content["values"]:
        if "." in value["path"] and not value["path"].startswith("classes."):
            assert value["source"]["title"] and value["source"]["article"] and value["source"]["grade"] in "ABC"
        assert 0 < value["line"] <= len(lines)
    page = show(NAME, REAL, as_json=False)
    for value in content["values"]:
        assert any(line.split()[:1] == [value["path"]] and value["value"] in line for line in page.splitlines())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_names_every_package(language: str) -> None:
    page = show(None, REAL, as_json=False, language=language)
    content = json.loads(show(None, REAL, as_json=True))
    assert content["wrong"] == []
    for package in content["packages"]:
        assert f"{package['name']}@{package['version']}" in page
        assert package[f"title_{language}"] in page
        assert (REAL / package["file"]).is_file()


def test_a_package_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(FileProblems, match=r'no package "nowhere"; known: .*beijing-employee-inpatient@2023\.1'):
        show("nowhere", REAL, as_json=False)
    with pytest.raises(FileProblems, match="no package"):
        show(f"{NAME}@1.0", REAL, as_json=False)


def test_a_wrong_package_is_refused_alone(folder: Path, edit: Edit) -> None:
    edit("inpatient-2023.toml", "rounding =", "ruonding =")
    with pytest.raises(FileProblems, match="ruonding"):
        show(NAME, folder, as_json=False)
    assert "2019.1" in show(f"{NAME}@2019.1", folder, as_json=False)
    assert "beijing/employee/inpatient-2023.toml: 2 problems" in show(None, folder, as_json=False, language="en")
    (folder / "beijing/employee/outpatient-2023.toml").write_text("= broken", encoding="utf-8")
    assert f"{len(package_files(REAL)) - 2} packages" in show(None, folder, as_json=False, language="en")


def test_diff_finds_what_was_changed_and_nothing_else(folder: Path, edit: Edit) -> None:
    edit("inpatient-2023.toml", "3 = 0.95", "3 = 0.94")
    edit("inpatient-2023.toml", 'version = "2023.1"', 'version = "2023.2"')
    edit("inpatient-2023.toml", "amount = 100000.00", "amount = 100000")
    new = folder / "beijing/employee/inpatient-2023.toml"
    old = REAL / "beijing/employee/inpatient-2023.toml"
    content = json.loads(diff(str(old), str(new), REAL, as_json=True))
    changes = {change["path"]: (change["old"]["value"], change["new"]["value"]) for change in content["changes"]}
    assert changes == {"version": ("2023.1", "2023.2"), "layers.pool.bands.2.rates.all.3": ("0.95", "0.94")}
    page = diff(str(old), str(new), REAL, as_json=False)
    assert "- 0.95" in page and "+ 0.94" in page and page.endswith("2 values differ")


def test_diff_sees_a_changed_source_and_what_only_one_states(folder: Path, edit: Edit) -> None:
    edit(
        "inpatient-2023.toml",
        'later = { rule = "ratios", ratios = [0.5], rounding = { mode = "half_up", to = "fen" } }',
        'later = { rule = "same" }',
    )
    new = folder / "beijing/employee/inpatient-2023.toml"
    old = f"{NAME}@2023.1"
    page = diff(old, str(new), REAL, as_json=False)
    assert (
        "deductible.later.ratios\n  - 0.5" in page
        and "+" not in page.split("deductible.later.ratios")[1].split("\n\n")[0]
    )
    text = new.read_text(encoding="utf-8")
    start = text.index("[deductible]")
    where = text.index('article = "', start) + len('article = "')
    new.write_text(text[:where] + "另一条 " + text[where:], encoding="utf-8")
    changed = [change["path"] for change in json.loads(diff(old, str(new), REAL, as_json=True))["changes"]]
    assert "deductible.period" in changed


def test_nothing_differs_from_itself() -> None:
    assert diff(NAME, NAME, REAL, as_json=False, language="en").endswith("0 values differ")


def test_versions_sort_as_people_read_them() -> None:
    order = ["2019.1", "2023.1", "2023.2", "2023.2.1", "2023.10", "2024"]
    assert sorted({*order}, key=version_key) == order


def test_values_are_written_as_the_author_wrote_them() -> None:
    assert value_text(Decimal("0.850")) == "0.850"
    assert value_text(["21", "24"]) == "21, 24"
    assert find_package(NAME, REAL).values()[0].text == "1"
