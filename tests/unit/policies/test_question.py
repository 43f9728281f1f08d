"""What the command line says instead of the claim file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems, PolicyMissing
from counter.domain.supposing import at_other_level
from counter.policies.book import load_book
from counter.policies.command import adjudicate
from counter.policies.question import Instead, on_other_day, read_question, with_other_person

from .conftest import REAL

STAY = REAL / "beijing/examples/inpatient-level-3.toml"
VISIT = REAL / "beijing/examples/outpatient-lines.toml"


def totals(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "累计.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_totals_of_a_file_hold_instead_of_those_in_the_claim(tmp_path: Path) -> None:
    file = totals(tmp_path, '[totals]\n"C0000/inpatient" = 1\n"Q0000/inpatient" = 1300.00\n')
    before = json.loads(adjudicate(STAY, REAL, as_json=True))
    after = json.loads(adjudicate(STAY, REAL, as_json=True, instead=Instead(file)))
    assert (before["act_pay_dedc"], after["act_pay_dedc"]) == ("1300.00", "650.00")


def test_an_account_in_the_file_of_totals_holds_too(tmp_path: Path) -> None:
    file = totals(tmp_path, "[totals]\n[account]\ncurrent = 12.34\n")
    assert read_question(STAY, Instead(file)).money.current_fen == 1234


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[totals]\n"C0000/inpatient" = 1.5\n', 2, "must be a count"),
        (
            '[totals]\n"Q0000/inpatient" = "1"\n',
            2,
            "must be a number, written as a number; write 1 without quotes, commas and units",
        ),
        ("[total]\n", 1, 'unknown key "total"; did you mean "totals"?'),
    ],
)
def test_mistakes_are_named_in_the_file_of_totals(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(FileProblems) as caught:
        read_question(STAY, Instead(totals(tmp_path, text)))
    found = {(problem.file, problem.line, problem.message) for problem in caught.value.problems}
    assert ("累计.toml", line, message) in found


def test_the_balance_is_that_after_payment(tmp_path: Path) -> None:
    text = VISIT.read_text(encoding="utf-8").replace("[[lines]]", "paid_in_cash = false\n[[lines]]", 1)
    text = text.replace("paid_in_cash = true\n", "")
    file = tmp_path / "claim.toml"
    file.write_text(text, encoding="utf-8")
    account = totals(tmp_path, "[totals]\n[account]\ncurrent = 500.00\nprior = 300.00\n")
    content = json.loads(adjudicate(file, REAL, as_json=True, instead=Instead(account)))
    assert Decimal(content["acct_pay"]) > 0
    assert Decimal(content["balc"]) == 800 - Decimal(content["acct_pay"])


def test_known_on_holds_instead_of_the_claims(tmp_path: Path) -> None:
    with pytest.raises(PolicyMissing):
        adjudicate(STAY, REAL, as_json=True, instead=Instead(known_on=date(2018, 1, 1)))


def test_another_day_moves_the_whole_stay() -> None:
    claim = replace(
        read_question(STAY, Instead()).claim, admission_day=date(2026, 5, 20), discharge_day=date(2026, 6, 1)
    )
    claim = replace(claim, service_day=date(2026, 6, 1))
    moved = on_other_day(claim, date(2022, 6, 1))
    assert (moved.discharge_day, moved.service_day) == (date(2022, 6, 1), date(2022, 6, 1))
    assert moved.discharge_day is not None and moved.admission_day is not None
    assert (moved.discharge_day - moved.admission_day).days == 12
    with pytest.raises(FileProblems, match="before the person's birth"):
        on_other_day(claim, date(1900, 1, 1))


def test_another_level() -> None:
    assert at_other_level(read_question(STAY, Instead()).claim, "1").institution.level == "1"


def test_another_class_changes_the_person_only_as_far_as_needed() -> None:
    claim = read_question(VISIT, Instead()).claim
    policy = load_book(REAL).find(claim.region, claim.scheme, claim.care, claim.service_day)
    ids = [entry.id for entry in policy.classes]
    for entry in ids:
        person = with_other_person(claim, policy, entry).person
        assert policy.class_of(person, claim.service_day).id == entry
    own = policy.class_of(claim.person, claim.service_day).id
    assert with_other_person(claim, policy, own).person == claim.person
    leap = replace(claim, person=replace(claim.person, birth_day=date(1952, 2, 29)))
    assert with_other_person(leap, policy, own).person.birth_day == date(1952, 2, 29)
    assert with_other_person(claim, policy, "1101").person == replace(claim.person, person_type="1101")
    with pytest.raises(FileProblems, match='"nobody" is no class of .*; known: ' + ", ".join(ids)):
        with_other_person(claim, policy, "nobody")
