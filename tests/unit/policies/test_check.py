"""`counter policy check` on packages that load, but prove nothing, count nothing or are not where they belong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies.book import load_book
from counter.policies.command import adjudicate, check

from .conftest import REAL

STAY = REAL / "beijing/examples/inpatient-level-3.toml"

AWAY = """
[[cases]]
title = "away"
source = "-"
claim.region = "110000"
claim.scheme = "310"
claim.care = "21"
claim.service_day = 2026-06-01
claim.person = { type = "1101", birth_day = 1980-05-01 }
claim.institution = { level = "3" }
claim.lines = [{ class = "A", amount = 1.00 }]
claim.away = "unfiled"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Beijing's packages and cases."""
    shutil.copytree(REAL / "beijing", tmp_path / "policies/beijing")
    return tmp_path / "policies"


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / "beijing" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(folder: Path) -> str:
    found = check(folder)
    assert found.problems
    return found.in_words("en")


def test_a_package_that_no_case_prices(folder: Path) -> None:
    assert not check(folder).problems
    shutil.rmtree(folder / "beijing/cases")
    report = said(folder)
    assert report.startswith("beijing-employee-inpatient@2019.1: no case prices it")
    assert report.endswith("4 packages, 0 cases, 4 problems")


def test_a_refusal_prices_nothing(folder: Path) -> None:
    for file in (folder / "beijing/cases").iterdir():
        file.unlink()
    (folder / "beijing/cases/all.toml").write_text(f'{AWAY}error = "not_covered"\n', encoding="utf-8")
    assert "beijing-employee-inpatient@2023.1: no case prices it" in said(folder)


def test_the_folder_of_a_region_or_scheme_is_named_too_low(folder: Path) -> None:
    for name, package in (("beijing", "employee/inpatient-2019.toml"), ("beijing/employee", "inpatient-2019.toml")):
        assert f"{package}: stands above REGION/SCHEME/: --policies names" in said(folder / name)


def test_a_file_is_no_folder(folder: Path) -> None:
    file = folder / "beijing/employee/inpatient-2019.toml"
    assert said(file).startswith(f"{file}: is a file; name the folder that holds the packages\n")
    assert "nowhere: is not there\n" in said(folder / "nowhere")


@pytest.mark.parametrize(
    ("layer", "old", "new", "sentence"),
    [
        ("pool", "D310101/inpatient", "D310101/inpatent", "must name D310101/inpatient: a cap counts what its own"),
        ("pool", "D310101/inpatient", "D330101/inpatient", "must name D310101/inpatient: a cap counts what its own"),
        (
            "pool",
            '"D310101/inpatient"]',
            '"D310101/inpatient", "D310101/outpatent"]',
            'adds to "D310101/outpatent": the cap would never bind',
        ),
    ],
)
def test_a_cap_that_would_never_bind(folder: Path, layer: str, old: str, new: str, sentence: str) -> None:
    edit(
        folder,
        "employee/inpatient-2023.toml",
        f'accumulators = ["{old}' if '"' not in old else f"accumulators = [{old}",
        f'accumulators = ["{new}' if '"' not in new else f"accumulators = [{new}",
    )
    with pytest.raises(FileProblems) as refused:
        load_book(folder)
    (problem,) = refused.value.problems
    assert sentence in problem.message and problem.line == 108
    assert problem.path == f"layers.{layer}.cap.accumulators"


def test_a_cap_may_count_what_a_sibling_package_pays(folder: Path) -> None:
    key = '["D310101/inpatient"'
    edit(folder, "employee/inpatient-2023.toml", f"accumulators = {key}", f'accumulators = {key}, "D330101/outpatient"')
    load_book(folder)


def claim(tmp_path: Path, more: str) -> Path:
    file = tmp_path / "claim.toml"
    file.write_text(STAY.read_text(encoding="utf-8") + more, encoding="utf-8")
    return file


def test_a_year_total_that_nobody_keeps_is_named(tmp_path: Path) -> None:
    file = claim(tmp_path, '\n[totals]\n"C0000/inpatent" = 1\n')
    with pytest.raises(FileProblems, match=r'keeps "C0000/inpatent"; did you mean "C0000/inpatient"\?') as refused:
        adjudicate(file, REAL, as_json=False)
    assert "inpatent" in file.read_text(encoding="utf-8").splitlines()[refused.value.problems[0].line - 1]


def test_a_total_of_a_case_is_named_with_its_line(folder: Path) -> None:
    edit(folder, "cases/employee-inpatient.toml", '"C0000/inpatient"', '"C0000/inpatent"')
    report = said(folder)
    assert "cases/employee-inpatient.toml" in report and 'keeps "C0000/inpatent"' in report


BED = """
[lines.bed_limit]
source = { from = "table", article = "x" }
charge_types = ["01"]
amounts = { all = 40.00 }
"""


def test_a_bed_needs_its_days(folder: Path, tmp_path: Path) -> None:
    package = folder / "beijing/employee/inpatient-2023.toml"
    text = package.read_text(encoding="utf-8").replace('bed_limit = "none"\n', "", 1)
    package.write_text(text + BED, encoding="utf-8")
    line = '\n[[lines]]\nclass = "A"\ncharge_type = "01"\namount = 1000.00\n'
    with pytest.raises(FileProblems, match='missing statement "quantity": the bed limit holds for each day'):
        adjudicate(with_line(tmp_path, line), folder, as_json=False)
    assert "900.00" in adjudicate(with_line(tmp_path, f"{line}quantity = 2.5\n"), folder, as_json=False)


BY_PRICE = """
[lines.prior_self_pay]
source = { from = "table", article = "x" }
by_unit_price = [{ to = 500, rate = 0.1 }, { to = "open", rate = 0.3 }]
"""


def test_a_rate_by_unit_price_needs_the_quantity_of_an_amount(folder: Path, tmp_path: Path) -> None:
    """1,000.00 yuan may be one piece or many: nobody guesses which band it falls in."""
    package = folder / "beijing/employee/inpatient-2023.toml"
    text = package.read_text(encoding="utf-8")
    assert 'prior_self_pay = "rate_of_item"\n' in text
    text = text.replace('prior_self_pay = "rate_of_item"\n', "", 1)
    package.write_text(text + BY_PRICE, encoding="utf-8")
    line = '\n[[lines]]\nclass = "B"\ncharge_type = "08"\namount = 1000.00\n'
    with pytest.raises(FileProblems, match='missing statement "quantity": the unit price decides the rate'):
        adjudicate(with_line(tmp_path, line), folder, as_json=False)
    for quantity, prior in ((4, "100.00"), (1, "300.00")):
        assert prior in adjudicate(with_line(tmp_path, f"{line}quantity = {quantity}\n"), folder, as_json=False)


def with_line(tmp_path: Path, more: str) -> Path:
    text = STAY.read_text(encoding="utf-8")
    head = text.split("[[lines]]", 1)[0]
    file = tmp_path / "claim.toml"
    file.write_text(head + more, encoding="utf-8")
    return file


def test_an_amount_beside_price_and_quantity_is_noted(tmp_path: Path) -> None:
    line = '\n[[lines]]\nclass = "A"\nunit_price = 100.00\nquantity = 3\namount = 250.00\n'
    told = adjudicate(with_line(tmp_path, line), REAL, as_json=False)
    assert told.startswith("! claim.toml:") and "lines.0.amount: 不等于 unit_price × quantity" in told
    english = adjudicate(with_line(tmp_path, line), REAL, as_json=False, language="en")
    assert "lines.0.amount: is not unit_price x quantity" in english
    assert '"medfee_sumamt": "250.00"' in adjudicate(with_line(tmp_path, line), REAL, as_json=True)
    same = adjudicate(with_line(tmp_path, line.replace("250", "300")), REAL, as_json=False)
    assert "不等于" not in same


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("expect = {", 'error = "not_covered"\nexpect = {', 'states both "expect" and "error"; keep one'),
        ("expect = {", 'error = "refused"\nexpect = {', 'must be one of "policy_missing", "not_covered"'),
        (
            "hifp_pay =",
            "hifp_pai =",
            '"hifp_pai" is no settlement field; did you mean "hifp_pay"?; known: medfee_sumamt',
        ),
    ],
)
def test_what_a_case_expects(folder: Path, old: str, new: str, sentence: str) -> None:
    edit(folder, "cases/employee-inpatient.toml", old, new)
    assert sentence in said(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('region = "110000"', 'region = "１１００００"'),
        ('scheme = "310"', 'scheme = "３１０"'),
        ('types = ["12"]', 'types = ["１２"]'),
        ('fund = "310101"', 'fund = "３１０１０１"'),
        ('starts = "01-01"', 'starts = "０１-０１"'),
    ],
)
def test_full_width_digits_are_no_digits(folder: Path, old: str, new: str) -> None:
    edit(folder, "employee/inpatient-2023.toml", old, new)
    with pytest.raises(FileProblems):
        load_book(folder)


def test_a_deductible_that_counts_what_nobody_keeps(folder: Path) -> None:
    file = folder / "beijing/unverified/resident-inpatient-2019.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('["F390201/inpatient"]', '["F390201/inpatient", "F390201/outpatient"]'), "utf-8")
    with pytest.raises(FileProblems) as refused:
        load_book(folder, unverified=True)
    (problem,) = refused.value.problems
    assert problem.path == "layers.serious_illness.deductible.accumulators" and problem.line
    assert problem.message.startswith('no package of this region and scheme adds to "F390201/outpatient"')


@pytest.mark.parametrize("starts", ["07-01", "01-01"])
def test_a_year_total_keeps_its_name_within_a_year(folder: Path, starts: str) -> None:
    """A layer that counts for itself from 2023 on; in a year of July to June that is in the middle of one."""
    for name in ("inpatient-2019.toml", "inpatient-2023.toml", "outpatient-2019.toml", "outpatient-2023.toml"):
        edit(folder, f"employee/{name}", 'starts = "01-01"', f'starts = "{starts}"')
    new = 'year_totals = "of_layer"\nfield = "hifob_pay"'
    edit(folder, "employee/inpatient-2023.toml", 'field = "hifob_pay"', new)
    edit(folder, "employee/inpatient-2023.toml", '["D330101/inpatient"]', '["D330101/inpatient.large_amount"]')
    if starts == "01-01":
        load_book(folder)
        return
    with pytest.raises(FileProblems) as refused:
        load_book(folder)
    (problem,) = refused.value.problems
    assert (problem.path, problem.line > 0) == ("layers.large_amount.year_totals", True)
    assert problem.message == (
        "keeps the year totals of this layer as D330101/inpatient.large_amount, "
        "beijing/employee/inpatient-2019.toml as D330101/inpatient, in one year"
    )


@pytest.mark.parametrize("quantity", ["true", '"3"'])
def test_a_quantity_is_a_number(tmp_path: Path, quantity: str) -> None:
    line = f'\n[[lines]]\nclass = "A"\nunit_price = 1.00\nquantity = {quantity}\n'
    with pytest.raises(FileProblems, match="must be a quantity, written as a number"):
        adjudicate(with_line(tmp_path, line), REAL, as_json=False)


def test_a_case_expects_one_refusal_and_no_other(folder: Path) -> None:
    file = folder / "beijing/cases/away.toml"
    file.write_text(f'{AWAY}error = "not_covered"\n', encoding="utf-8")
    assert not check(folder).problems
    file.write_text(f'{AWAY}error = "policy_missing"\n', encoding="utf-8")
    assert "beijing/cases/away.toml:2: away: refused: " in said(folder)


def test_what_a_file_that_cannot_be_read_would_have_tried_is_not_guessed(folder: Path) -> None:
    edit(folder, "cases/employee-inpatient.toml", "[[cases]]", "[[cases")
    assert [problem.file for problem in check(folder).problems] == ["beijing/cases/employee-inpatient.toml"]


def test_what_is_odd_in_a_case_is_noted(folder: Path) -> None:
    lines = 'claim.lines = [{ class = "A", unit_price = 100.00, quantity = 3, amount = 250.00 }]'
    case = AWAY.replace('claim.lines = [{ class = "A", amount = 1.00 }]', lines) + 'error = "not_covered"\n'
    (folder / "beijing/cases/away.toml").write_text(case, encoding="utf-8")
    found = check(folder)
    assert not found.problems
    assert ["is not unit_price x quantity" in str(note) for note in found.notes] == [True]
