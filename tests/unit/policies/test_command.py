"""`counter adjudicate` and `counter policy check`, and claim files with mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems, PolicyMissing
from counter.policies.command import adjudicate, check

from .conftest import REAL, Edit


def checked(folder: Path, *, unverified: bool = False) -> tuple[str, bool]:
    found = check(folder, unverified=unverified)
    return found.in_words("en"), not found.problems


EXAMPLES = sorted(REAL.glob("*/examples/*.toml"))
EXAMPLE = REAL / "beijing/examples/outpatient-lines.toml"


def priced(name: str) -> dict[str, object]:
    text = adjudicate(REAL / "beijing/examples" / name, REAL, as_json=True)
    content = json.loads(text)
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize(
    ("name", "field", "fund", "person"),
    [
        ("inpatient-level-3.toml", "hifp_pay", "52395.00", "7605.00"),
        ("inpatient-second-admission.toml", "hifp_pay", "16447.50", "3552.50"),
        ("outpatient-year-40000.toml", "hifob_pay", "25777.14", "14222.86"),
        ("outpatient-lines.toml", "hifob_pay", "2842.20", "1271.80"),
    ],
)
def test_examples(name: str, field: str, fund: str, person: str) -> None:
    content = priced(name)
    assert (content[field], content["psn_part_amt"], content["psn_cash_pay"]) == (fund, person, person)


def test_amounts_are_text_with_two_decimals() -> None:
    content = priced("outpatient-lines.toml")
    amounts = [value for key, value in content.items() if key.endswith(("_amt", "_pay", "_dedc", "_sumamt", "selfpay"))]
    assert len(amounts) == 19
    assert all(isinstance(value, str) and re.fullmatch(r"\d+\.\d{2}", value) for value in amounts)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_words(file: Path, language: str) -> None:
    text = adjudicate(file, REAL, as_json=False, language=language)
    assert ("个人现金负担" if language == "zh" else "in cash remain with the member") in text
    assert re.search(r"^psn_part_amt +[\d,]+\.\d\d$", text, re.M)


def claim(tmp_path: Path, old: str = "", new: str = "") -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "报销 单.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "marker", "message"),
    [
        ("amount = 12.00", "amount = 12.005", "12.005", "must be an amount in yuan with at most two decimals"),
        ("amount = 12.00", 'amount = "12"', '"12"', "must be an amount in yuan, written as a number"),
        ("amount = 12.00", "", "[[lines]]", 'missing statement "amount" (or "unit_price")'),
        ("amount = 12.00", "amount = 12.00\namout = 1", "amout", 'unknown key "amout"; did you mean "amount"?'),
        ("amount = 12.00", "amount = 12.00\nprice_limit = 5", "price_limit = 5", 'missing statement "unit_price"'),
        ("quantity = 4", "quantity = 0", "quantity = 0", "must be a quantity above 0 with at most four decimals"),
        ("quantity = 4", 'quantity = "4"', 'quantity = "4"', "must be a quantity, written as a number"),
        ("prior_self_pay = 0.08", "", "[[lines]]", 'missing statement "prior_self_pay"'),
        ('level = "2"', 'level = "4"', "level", "must be one of"),
        ("birth_day = 1950-05-01", "birth_day = 2027-05-01", "birth_day", "is after service_day"),
        (
            "service_day = 2026-06-01",
            "service_day = 2026-06-01\nadmission_day = 2026-06-02",
            "admission_day",
            "is after",
        ),
        (
            '"Q0000/outpatient" = 1100.00',
            '"Q0000/outpatient" = 0.001',
            "0.001",
            "must be an amount in yuan with at most",
        ),
        ('"Q0000/outpatient" = 1100.00', '"C0000/outpatient" = 1.5', "1.5", "must be a count"),
        ('"Q0000/outpatient" = 1100.00', "Q0000 = 1.5", "Q0000", "must be a year total such as"),
        ("unit_price = 25.50", "unit_price = 999999999.99", "[[lines]]", "add up to more than"),
    ],
)
def test_a_wrong_claim_is_named_with_its_line(tmp_path: Path, old: str, new: str, marker: str, message: str) -> None:
    file = claim(tmp_path, old, new)
    with pytest.raises(FileProblems) as caught:
        adjudicate(file, REAL, as_json=False)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert marker in file.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_no_package_for_the_day(tmp_path: Path) -> None:
    with pytest.raises(PolicyMissing):
        adjudicate(claim(tmp_path, "service_day = 2026-06-01", "service_day = 2018-06-01"), REAL, as_json=True)
    with pytest.raises(PolicyMissing):
        known = "service_day = 2026-06-01\nknown_on = 2020-01-01"
        adjudicate(claim(tmp_path, "service_day = 2026-06-01", known), REAL, as_json=True)


def test_check_is_green_for_what_ships() -> None:
    report, right = checked(REAL)
    assert right and re.fullmatch(r"[1-9]\d* packages, [1-9]\d* cases, 0 problems", report)


def test_check_says_which_case_does_not_hold(folder: Path, edit: Edit) -> None:
    edit("inpatient-2023.toml", "3 = 0.95", "3 = 0.94")
    text, good = checked(folder)
    assert not good
    assert (
        "beijing/cases/employee-inpatient.toml:3: level 3, in service, 60 000 in scope: "
        "hifp_pay is 52195.00, 52395.00 is expected"
    ) in text


def test_check_says_what_is_wrong_with_packages_and_cases(folder: Path, edit: Edit) -> None:
    cases = folder / "beijing/cases/employee-outpatient.toml"
    text = cases.read_text(encoding="utf-8")
    edits = [
        ("expect = {", "expct = {"),
        ("hifob_pay = 19740.00", "hifob = 19740.00"),
        ("amount = 30000.00", "amount = -1"),
    ]
    for old, new in edits:
        cases.write_text(text.replace(old, new, 1), encoding="utf-8")
        report, good = checked(folder)
        assert not good and report.startswith("beijing/cases/employee-outpatient.toml:")
    cases.write_text(re.sub(r"expect = .*\n", "", text, count=1), encoding="utf-8")
    assert 'missing statement "expect" (or "error")' in checked(folder)[0]
    cases.write_text(re.sub(r"expect = .*\n", 'error = "not_covered"\n', text, count=1), encoding="utf-8")
    assert '"not_covered" was expected, but it was priced' in checked(folder)[0]
    cases.write_text(text.replace("2026-06-01", "2016-06-01", 1), encoding="utf-8")
    assert "refused: no package covers region 110000" in checked(folder)[0]
    edit("inpatient-2023.toml", "3 = 0.95", "3 = 95")
    assert checked(folder)[1] is False


def test_a_gb18030_package_is_noted(folder: Path) -> None:
    file = folder / "beijing/employee/inpatient-2023.toml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    text, good = checked(folder)
    assert good and "is GB18030 text; it was understood" in text


STAY = """region = "990300"
scheme = "310"
care = "21"
admission_day = 2025-12-20
service_day = 2026-01-10
person = { type = "1101", birth_day = 1980-05-01 }
institution = { level = "3" }
lines = [{ class = "A", amount = 42000.00 }]
"""


def stay(tmp_path: Path, more: str = "") -> Path:
    file = tmp_path / "stay.toml"
    file.write_text(more + STAY, encoding="utf-8")
    return file


def test_grade_d_needs_the_flag_and_is_loud(tmp_path: Path) -> None:
    file = stay(tmp_path)
    with pytest.raises(PolicyMissing):
        adjudicate(file, REAL, as_json=False)
    assert "! 【未核实】" in adjudicate(file, REAL, as_json=False, unverified=True)
    assert "! UNVERIFIED" in adjudicate(file, REAL, as_json=False, language="en", unverified=True)
    content = json.loads(adjudicate(file, REAL, as_json=True, language="en", unverified=True))
    assert "unverified" in [warning["code"] for warning in content["warnings"]]
    verified = adjudicate(EXAMPLE, REAL, as_json=False, language="en", unverified=True)
    assert "UNVERIFIED" not in verified
    assert checked(REAL, unverified=True)[0].startswith("UNVERIFIED")
    assert checked(REAL, unverified=True)[1]


def test_a_part_of_a_stay_is_asked_for_by_its_number(tmp_path: Path) -> None:
    both = [
        json.loads(adjudicate(stay(tmp_path, f"part = {part}\n"), REAL, as_json=True, unverified=True))
        for part in (1, 2)
    ]
    assert [one["medfee_sumamt"] for one in both] == ["24000.00", "18000.00"]
    assert [one["hifp_pay"] for one in both] == ["18800.00", "13940.00"]
    whole = adjudicate(stay(tmp_path), REAL, as_json=False, language="en", unverified=True)
    assert "! This stay lies in two settlement years" in whole
    with pytest.raises(FileProblems, match="this stay has no part 3: it is split into 2"):
        adjudicate(stay(tmp_path, "part = 3\n"), REAL, as_json=True, unverified=True)
    with pytest.raises(FileProblems, match="settled_on: is before service_day"):
        adjudicate(stay(tmp_path, "settled_on = 2026-01-09\n"), REAL, as_json=True, unverified=True)
