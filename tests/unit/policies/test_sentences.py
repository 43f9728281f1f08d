"""Mistakes as people make them: each is named with its line, what stands there, and what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.policies.claim_file import read_claim
from counter.policies.package import read_package

from .conftest import REAL

PACKAGE = (REAL / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
CLAIM = (REAL / "beijing/examples/inpatient-second-admission.toml").read_text(encoding="utf-8")
CAP = "amount = 100000.00"


def said(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblems) as refused:
        read_package(file, "p.toml")
    assert all(problem.line for problem in refused.value.problems)
    return str(refused.value).splitlines()


def mistake(tmp_path: Path, old: str, new: str) -> str:
    assert old in PACKAGE
    rows = said(tmp_path, PACKAGE.replace(old, new, 1))
    line = PACKAGE[: PACKAGE.index(old)].count("\n") + 1
    assert rows[0].startswith(f"p.toml:{line}: ")
    return rows[0].removeprefix(f"p.toml:{line}: ")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (CAP, "amount = 100,000.00", "has a comma in a number; 150,000.00 is 150000.00: amount = 100,000.00"),
        (CAP, "amount = 15万", "has a unit; an amount is a number in yuan, 15万 is 150000.00: amount = 15万"),
        (CAP, "amount = 150000元", "has a unit; an amount is a number in yuan, 15万 is 150000.00: amount = 150000元"),
        (CAP, "amount = 92%", "has a percent sign; 92 % is 0.92: amount = 92%"),
        (CAP, "amount = １５０", "has a full-width sign or digit; write it half-width: amount = １５０"),
        (CAP, "amount ＝ 1", "has a full-width sign or digit; write it half-width: amount ＝ 1"),
        (CAP, "amount = “1”", "has a full-width sign or digit; write it half-width: amount = “1”"),
        (CAP, "\u3000amount = 1", "has a full-width sign or digit; write it half-width: amount = 1"),
        ('["11"]', '["11"， "12"]', 'has a full-width sign or digit; write it half-width: types = ["11"， "12"]'),
        ("effective_to = ", "effective_to = 2026/01/01 # ", "has a day that is not written as 2026-01-31: effective"),
        ("effective_to = ", "effective_to = 2026-1-1 # ", "has a day that is not written as 2026-01-31: effective"),
        ("effective_to = ", "effective_to = 2026年1月1日 # ", "has a day that is not written as 2026-01-31: eff"),
        (CAP, "金额 = 1", "begins with a key that needs quotes: 金额 = 1"),
        (CAP, "amount 1", "is no TOML (expected '=' after a key in a key/value pair): amount 1"),
    ],
)
def test_a_line_that_is_no_toml_is_quoted(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert mistake(tmp_path, old, new).startswith(f"this line {sentence}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("effective_to = ", "effective_to = 2026-02-30 # ", "there is no such day: effective_to = 2026-02-30"),
        (CAP, f"{CAP}\n{CAP}", None),
        (CAP, 'amount = "150,000.00"', "must be a number or a table; write 150000.00 without quotes, commas and units"),
        (CAP, 'amount = "15万元"', "must be a number or a table; write 150000 without quotes, commas and units"),
        (
            "3 = 0.85",
            '3 = "92%"',
            'must be a number without quotes or "undocumented", not "92%"; write 0.92 without quotes',
        ),
        ('stay_across_years = "one_bill"', 'stay_across_years = "split"', 'must be a table or "one_bill", not "split"'),
        ('direct_lines = "ordinary"', 'direct_lines = "x"', 'must be one of "ordinary", "apart", not "x"'),
        ("known_from = ", 'known_from = "2026-01-01" # ', "must be a day such as 2026-01-31, without quotes"),
        ("effective_to = ", 'effective_to = "2026-01-01" # ', 'day such as 2026-01-31, without quotes, or "open"'),
        ('region = "110000"', "region = 110000", "must be text in quotes"),
        ('mode = "half_up"', 'mode = "halfup"', 'must be one of "half_up", "down", "up", not "halfup"'),
        ('mode = "half_up"', "mode = true", 'must be one of "half_up", "down", "up"'),
        ('region = "110000"', 'region = "11"', 'must be six half-width digits in quotes, such as "990100"'),
        ('"D310101/inpatient"', '"D310101"', 'must be a year total such as "C0000/inpatient"'),
        ("layer_order = [", 'layer_order = "pool" # [', 'must be a list in square brackets, such as ["pool"]'),
        ('types = ["11"]', "types = []", "must name at least one"),
        ("later = {", 'later = "same" # {', 'must be a table or "none", not "same"'),
    ],
)
def test_what_may_stand_there_is_said(tmp_path: Path, old: str, new: str, sentence: str | None) -> None:
    if sentence is None:
        assert "this stands twice: amount" in said(tmp_path, PACKAGE.replace(old, new, 1))[0]
    else:
        assert sentence in mistake(tmp_path, old, new)


@pytest.mark.parametrize(
    ("key", "near"), [("each", ""), ("place", ""), ("mod", '; did you mean "mode"?'), ("later", "")]
)
def test_only_keys_of_that_very_table_are_suggested(tmp_path: Path, key: str, near: str) -> None:
    row = mistake(tmp_path, 'to = "fen" }', f'to = "fen", {key} = "x" }}')
    assert row.endswith(f'lines.rounding.{key}: unknown key "{key}"{near}')


def test_a_statement_below_a_heading(tmp_path: Path) -> None:
    text = PACKAGE.replace('away = "none"\n', "", 1).replace("[year]", 'away = "none"\n[year]', 1)
    assert any('"away" belongs above the first [table]' in row for row in said(tmp_path, text))


@pytest.mark.parametrize("heading", ["[totals]", "[[lines]]", "[account]"])
def test_a_key_of_a_claim_below_a_heading(tmp_path: Path, heading: str) -> None:
    file = tmp_path / "c.toml"
    text = CLAIM if heading in CLAIM else f"{CLAIM}\n{heading}\n"
    file.write_text(text.replace(heading, f'{heading}\naway = "unfiled"', 1), encoding="utf-8")
    with pytest.raises(FileProblems, match=r'"away" belongs above the first \[table\]'):
        read_claim(file)


def test_bands_are_named_by_their_bounds(tmp_path: Path) -> None:
    text = PACKAGE.replace("from = 30000", "from = 20000", 1)
    assert "begins at 20000.00, the band before ends at 30000.00: they overlap" in said(tmp_path, text)[0]
    text = PACKAGE.replace("from = 30000", "from = 30001", 1)
    assert "begins at 30001.00, the band before ends at 30000.00: there is a gap" in said(tmp_path, text)[0]


def test_one_bracket_too_few(tmp_path: Path) -> None:
    text = PACKAGE.replace("[[layers.retiree_supplement.bands]]", "[layers.retiree_supplement.bands]", 1)
    assert any("must be a list of tables: each begins with [[...bands]]" in row for row in said(tmp_path, text))
