"""The explanation that is handed over: whole, in either language, for every worked case of the library."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from counter.domain.engine import adjudicate
from counter.domain.errors import CounterError
from counter.domain.member_letter import member_letter
from counter.domain.money import format_amount
from counter.domain.supposing import alternatives
from counter.policies.book import load_book
from counter.policies.cases import case_files, read_cases
from counter.settings import resources_folder

POLICIES = resources_folder() / "policies"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_case_is_explained_with_its_limit_and_what_would_change_it(language: str) -> None:
    book, told = load_book(POLICIES), 0
    for file in case_files(POLICIES):
        for case in read_cases(file, file.name):
            claim, money = case.input.claim, case.input.money
            try:
                policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, case.input.known_on)
                totals = case.input.totals_of(policy.year.label(claim.service_day))
                priced = adjudicate(claim, policy, totals, money)
            except CounterError:
                continue
            others = alternatives(claim, policy, priced, money)
            letter = member_letter(claim, priced, others, TODAY, language)
            text = letter.text()
            assert "2026-11-22" in letter.standing and letter.standing in text and letter.number == ""
            assert ("不具法律效力" if language == "zh" else "without legal force") in letter.standing
            assert format_amount(priced.fund_amount) in text and format_amount(priced.person_amount) in text
            change = dict(letter.sections)["什么会改变结果" if language == "zh" else "What would change it"]
            assert len(change) == max(1, len(others))
            for other in others:
                assert any(format_amount(other.fund_fen) in sentence for sentence in change)
            own = "\n".join((letter.title, *letter.facts[1:], *change, letter.foot))
            assert not re.search("[a-z]" if language == "zh" else "[\u4e00-\u9fff]", own), own
            told += 1
    assert told > 40


def test_a_hospitals_waiver_and_account_money_are_named() -> None:
    (file,) = POLICIES.glob("beijing/cases/employee-inpatient.toml")
    case = next(case for case in read_cases(file, file.name) if not case.error)
    claim = case.input.claim
    policy = load_book(POLICIES).find(claim.region, claim.scheme, claim.care, claim.service_day)
    totals = case.input.totals_of(policy.year.label(claim.service_day))
    priced = adjudicate(claim, policy, totals, case.input.money)
    plain = member_letter(claim, priced, (), TODAY, "zh").text()
    assert "医院负担" not in plain and "不会改变结果" in plain
    moved = replace(priced, hospital_amount=12_345, family_account_amount=100, cash_amount=priced.cash_amount - 12_445)
    text = member_letter(claim, moved, (), TODAY, "zh").text()
    assert "医院负担123.45元。" in text and "个人账户支付1.00元" in text
