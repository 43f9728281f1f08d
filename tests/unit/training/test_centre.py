"""The whole centre: everything adds up, nothing is below zero, and every status is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CATEGORY_OF_CARE, CareCategory
from counter.domain.identity import Sex, age_on, birth_day_of, normalise_id_number, sex_of
from counter.domain.ledger import EntryKind
from counter.domain.member import Answer, CardState, InsuranceState, eligibility, governing_insurance
from counter.training.centre import build_centre
from counter.visit.centre import Centre

from ...replayed_money import replay

DAYS = (
    date(2026, 11, 21),
    date(2026, 1, 1),
    date(2027, 1, 4),
    date(2026, 12, 31),
    date(2028, 2, 29),
    date(2026, 3, 5),
)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(request: pytest.FixtureRequest, resources: Path) -> Centre:
    return build_centre(request.param, resources)


def test_enough_of_everything(centre: Centre, today: date) -> None:
    assert centre.day == today
    assert len(centre.members) >= 240
    assert len(centre.staff) >= 3
    assert len({person.counter for person in centre.staff}) == len(centre.staff)
    ages = [age_on(file.member.birth_day, today) for file in centre.members]
    assert min(ages) == 5 and max(ages) == 95


def test_every_status_is_there(centre: Centre, today: date) -> None:
    reasons: Counter[str] = Counter()
    answers: Counter[Answer] = Counter()
    for file in centre.members:
        row = governing_insurance(file.insurances)
        has_policy = row is not None and (row.scheme, row.region) == ("310", "110000")
        found = eligibility(file.member, row, today, "", has_policy)
        reasons.update(found.reasons)
        answers[found.answer] += 1
    assert answers[Answer.YES] >= 100 and answers[Answer.NO] >= 15 and answers[Answer.UNKNOWN] >= 40
    for reason in (
        "insured",
        "deceased",
        "suspended",
        "ended",
        "frozen",
        "card_lost",
        "card_frozen",
        "card_cancelled",
        "other_region",
        "never_paid",
        "arrears",
    ):
        assert reasons[reason] >= 2, reason
    assert "not_insured" not in reasons


def test_kinds_of_persons_and_rows(centre: Centre, today: date) -> None:
    rows = [file.insurances for file in centre.members]
    types = Counter(row.person_type for mine in rows for row in mine[:1])
    assert set(types) >= {"1101", "1102", "1103", "1201", "1202", "1203", "1402", "1403", "1404", "1501", "16"}
    retired = [file for file in centre.members if file.insurances[0].person_type.startswith("12")]
    assert sum(age_on(file.member.birth_day, today) < 70 for file in retired) >= 10
    assert sum(age_on(file.member.birth_day, today) >= 70 for file in retired) >= 10
    assert all((file.insurances[0].retired_on is not None) == (file in retired) for file in centre.members)
    assert sum(len(mine) == 2 for mine in rows) >= 15
    assert {mine[1].scheme for mine in rows if len(mine) == 2} == {"320", "390", "510"}
    assert {row.region for mine in rows for row in mine} == {"110000", "120000", "310000"}
    assert {file.member.card_state for file in centre.members} == set(CardState)
    assert sum(file.member.card_number is None for file in centre.members) >= 3


def test_insurance_days_are_in_order(any_day: Centre) -> None:
    for file in any_day.members:
        keys = [(row.scheme, row.region, row.from_day) for row in file.insurances]
        assert len(set(keys)) == len(keys)
        for row in file.insurances:
            assert row.from_day <= any_day.day
            assert row.from_day >= file.member.birth_day
            assert row.to_day is None or row.from_day <= row.to_day <= any_day.day
            assert (row.state is InsuranceState.ENDED) == (row.to_day is not None)
            assert row.last_paid_month is None or row.last_paid_month.day == 1


def test_numbers_are_valid_and_belong_to_nobody(any_day: Centre) -> None:
    members = [file.member for file in any_day.members]
    assert [member.member_id for member in members] == list(range(1, len(members) + 1))
    for member in members:
        assert normalise_id_number(member.id_number) == member.id_number
        assert member.id_number.startswith("990101")
        assert birth_day_of(member.id_number) == member.birth_day
        assert sex_of(member.id_number) == member.sex
        assert member.sex in (Sex.MALE, Sex.FEMALE)
        assert (member.card_number is None) == (member.card_id is None)
        if member.card_number is not None and member.card_id is not None:
            assert re.fullmatch(r"[A-Z]\d{8}", member.card_number)
            assert re.fullmatch(r"990100D15600000500[0-9A-F]{14}", member.card_id)
        assert member.deceased_on is None or member.birth_day < member.deceased_on <= any_day.day
    for values in (
        [member.id_number for member in members],
        [member.psn_no for member in members],
        [member.card_number for member in members if member.card_number],
        [member.card_id for member in members if member.card_id],
    ):
        assert len(set(values)) == len(values)


def test_names_come_through_the_card_encoding(centre: Centre) -> None:
    names = {file.member.name for file in centre.members}
    assert {"张𬭶", "王䶮", "李㛃", "𠅤𬍛"} <= names
    assert sum("·" in name for name in names) >= 3
    assert any(name.startswith("尉迟") for name in names)
    for file in centre.members:
        spelled = file.member.name.encode("gb18030")
        assert spelled.decode("gb18030") == file.member.name
        assert len(spelled) <= 50, "tag 09 with its extension has room for 50 bytes"
        assert re.fullmatch(r"[a-z]+", file.member.initials)
        assert len(file.member.initials) == len(file.member.name.replace("·", ""))


def test_no_balance_is_ever_negative(any_day: Centre) -> None:
    keys: set[str] = set()
    for file in any_day.members:
        last = date.min
        for posting, balance in replay(file):
            assert min(balance.values()) >= 0, posting
            assert posting.member_id == file.member.member_id
            assert last <= posting.day <= any_day.day
            last = posting.day
            assert posting.transfers
            for transfer in posting.transfers:
                assert transfer.fen > 0 and transfer.debit != transfer.credit
            assert posting.key not in keys
            keys.add(posting.key)


def test_opening_and_all_that_came_and_went_is_the_balance(centre: Centre) -> None:
    for file in centre.members:
        balance = [after for _, after in replay(file)][-1] if file.postings else {}
        flow: Counter[EntryKind] = Counter()
        for posting in file.postings:
            for transfer in posting.transfers:
                flow[transfer.kind] += transfer.fen
        came = flow[EntryKind.OPENING] + flow[EntryKind.INTEREST]
        came += flow[EntryKind.CONTRIBUTION] + flow[EntryKind.EMPLOYER_SHARE]
        went = flow[EntryKind.CARE] + flow[EntryKind.PHARMACY] + flow[EntryKind.FAMILY_SHARING]
        assert came - went == sum(balance.values())
        paid_in = sum(month.to_account_fen for month in file.contributions)
        if file.postings:
            assert flow[EntryKind.CONTRIBUTION] + flow[EntryKind.EMPLOYER_SHARE] == paid_in
        by_visits = sum(visit.account_current_fen + visit.account_prior_fen for visit in file.visits)
        assert flow[EntryKind.CARE] + flow[EntryKind.PHARMACY] == by_visits


def test_a_new_year_begins_with_prior_year_money_only(centre: Centre) -> None:
    seen = 0
    for file in centre.members:
        at_year_end: dict[int, dict[str, int]] = {}
        for posting, balance in replay(file):
            if (posting.day.month, posting.day.day) == (12, 31):
                at_year_end[posting.day.year] = balance
        for balance in at_year_end.values():
            assert balance["current"] == 0
            seen += 1
    assert seen > 200


def test_two_years_of_months(centre: Centre) -> None:
    for file in centre.members[:13]:
        months = [month.month for month in file.contributions]
        assert len(months) >= 24
        assert months == sorted(set(months))
        assert months[-1] == date(2026, 10, 1)
        assert file.postings[0].transfers[0].kind is EntryKind.OPENING


def test_contributions_follow_the_rules(centre: Centre) -> None:
    shares = set()
    for file in centre.members:
        row = file.insurances[0]
        for month in file.contributions:
            assert month.month < month.paid_on <= centre.day or row.scheme == "390"
            if row.scheme == "390":
                assert (month.own_fen, month.to_account_fen) == (38_000, 0)
            elif row.retired_on is not None and row.retired_on <= month.month:
                older = age_on(file.member.birth_day, month.month) >= 70
                assert month.to_account_fen == (11_000 if older else 10_000)
            else:
                assert month.own_fen * 50 == pytest.approx(month.base_fen, abs=50)
                age = age_on(file.member.birth_day, month.month)
                part = 8 if age < 35 else 10 if age < 45 else 20
                employer = month.to_account_fen - month.own_fen
                assert abs(employer * 1000 - month.base_fen * part) <= 500
                shares.add(part)
                assert row.last_paid_month is not None and month.month <= row.last_paid_month
    assert shares == {8, 10, 20}


def test_visits_add_up_and_fall_into_covered_days(any_day: Centre) -> None:
    keys: set[str] = set()
    documents: set[str] = set()
    categories: Counter[CareCategory] = Counter()
    codes = {place.code for place in any_day.institutions}
    for file in any_day.members:
        last = date.min
        for visit in file.visits:
            account = visit.account_current_fen + visit.account_prior_fen
            fund = sum(fen for _, fen in visit.funds)
            assert fund + account + visit.cash_fen == visit.total_fen
            assert min(visit.cash_fen, account, *(fen for _, fen in visit.funds)) >= 0 if visit.funds else True
            assert 0 < visit.eligible_fen <= visit.total_fen
            assert account <= visit.eligible_fen - fund, "what is out of scope is never paid from the account"
            assert visit.year == str(visit.day.year)
            assert last <= visit.day <= any_day.day
            last = visit.day
            assert visit.institution_code in codes
            assert re.fullmatch(r"e_receipt:11060[12]\d{2}:\d{10}", visit.receipt_key)
            assert visit.receipt_key not in keys and visit.document not in documents
            keys.add(visit.receipt_key)
            documents.add(visit.document)
            categories[CATEGORY_OF_CARE[visit.care]] += 1
            if file.member.deceased_on is not None:
                assert visit.day <= file.member.deceased_on
            row = file.insurances[0]
            assert row.from_day <= visit.day and (row.to_day is None or visit.day <= row.to_day)
    assert set(categories) == set(CareCategory)


def test_year_totals_are_what_the_visits_were(centre: Centre) -> None:
    for file in centre.members:
        for year in {visit.year for visit in file.visits}:
            totals = YearTotals(year)
            mine = [visit for visit in file.visits if visit.year == year]
            for visit in mine:
                totals = totals.plus(visit.totals_added)
            sums: Counter[str] = Counter()
            for key, amount in totals.amounts:
                assert amount > 0
                assert re.fullmatch(r"(C0000|S0000|F0000|Q0000|D\d{6})/[a-z_]+", key)
                sums[key.partition("/")[0]] += amount
            care = [visit for visit in mine if CATEGORY_OF_CARE[visit.care] is not CareCategory.PHARMACY]
            assert sums["C0000"] == len(care)
            assert sums["S0000"] == sum(visit.total_fen for visit in care)
            assert sums["F0000"] == sum(visit.eligible_fen for visit in care)
            assert sums["D310201"] == sum(visit.account_current_fen + visit.account_prior_fen for visit in care)
            funds = sum(amount for key, amount in sums.items() if key[0] == "D" and key != "D310201")
            assert funds == sum(fen for visit in mine for _, fen in visit.funds)


def test_visit_postings_name_their_visit(centre: Centre) -> None:
    for file in centre.members:
        spent: Counter[str] = Counter()
        for posting in file.postings:
            for transfer in posting.transfers:
                if transfer.kind in (EntryKind.CARE, EntryKind.PHARMACY):
                    spent[posting.memo] += transfer.fen
        for visit in file.visits:
            assert spent.pop(visit.document, 0) == visit.account_current_fen + visit.account_prior_fen
        assert not spent


def test_family_ties_are_mutual_and_shared_money_pays_a_relatives_visit(centre: Centre) -> None:
    files = {file.member.member_id: file for file in centre.members}
    shared = 0
    for file in centre.members:
        for other in file.relatives:
            assert file.member.member_id in files[other].relatives
        documents = {visit.document: visit for other in file.relatives for visit in files[other].visits}
        for posting in file.postings:
            for transfer in posting.transfers:
                if transfer.kind is EntryKind.FAMILY_SHARING:
                    visit = documents[posting.memo]
                    assert transfer.debit == f"member:{file.member.member_id}:prior"
                    assert transfer.fen <= visit.cash_fen and posting.day == visit.day
                    shared += 1
    assert shared >= 5


def test_same_seed_and_day_same_centre(centre: Centre, resources: Path, today: date) -> None:
    assert build_centre(today, resources) == centre


def test_another_seed_changes_the_crowd_and_keeps_the_faces(centre: Centre, resources: Path, today: date) -> None:
    other = build_centre(today, resources, seed=7)
    assert len(other.members) == len(centre.members)
    assert other.members[:15] == centre.members[:15]
    assert [f.member.name for f in other.members[15:]] != [f.member.name for f in centre.members[15:]]


def test_same_centre_in_another_process(centre: Centre, resources: Path) -> None:
    """No set order, no hash seed, no clock."""
    script = (
        "import hashlib,sys;from datetime import date;from pathlib import Path;"
        "from counter.training.centre import build_centre;"
        "print(hashlib.sha256(repr(build_centre(date(2026,11,21),Path(sys.argv[1]))).encode()).hexdigest())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", script, str(resources)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(resources.parent / "src")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]


def test_it_is_made_quickly(resources: Path, today: date) -> None:
    started = time.process_time()
    build_centre(today, resources)
    assert time.process_time() - started < 1.5
