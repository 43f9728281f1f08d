"""A stay across settlement years: its days, its parts, and that they are the whole."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.adjudication import AccountMoney, Adjudication, Source, YearTotals
from counter.domain.bill import split_lines
from counter.domain.claim import CareKind, Claim, ItemClass, PersonFacts, StayPart
from counter.domain.draft import REQUIRED_DOCUMENTS, Draft, DraftLine, DraftReceipt, check_draft
from counter.domain.engine import adjudicate
from counter.domain.explanation import sentences, warning_sentences
from counter.domain.policy import Policy, StayRule
from counter.domain.stay import part_drafts, part_holds, shares, spans_of, split_claim
from counter.domain.year_rule import YearRule
from counter.policies.book import FolderBook, load_book
from counter.store.claims import read_claim
from counter.store.drafts import draft_text, read_draft

from .test_engine import claim_of, line

FOLDER = Path(__file__).parents[3] / "resources" / "policies"
SOURCE = Source("x", "y", "A")
BY_DAYS = StayRule(SOURCE, discharge_day_counts=False, later_part_is_admission=True)
WITH_DISCHARGE = StayRule(SOURCE, discharge_day_counts=True, later_part_is_admission=False)
CALENDAR = YearRule(1, 1, labelled_by_end=False)
SHANGHAI = YearRule(7, 1, labelled_by_end=False)
IN, OUT = date(2025, 12, 20), date(2026, 1, 10)
DAYS = st.dates(date(2023, 1, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def book() -> FolderBook:
    """The packages with the patterns among them."""
    return load_book(FOLDER, unverified=True)


def stay(*lines_of_it: object, admission: date = IN, discharge: date = OUT, **facts: object) -> Claim:
    """An inpatient claim in the region that splits by days."""
    claim = claim_of(*(lines_of_it or (line(4_200_000),)))  # type: ignore[arg-type]
    changed = {
        "region": "990300",
        "scheme": "310",
        "care": CareKind.INPATIENT,
        "service_day": discharge,
        "admission_day": admission,
        "discharge_day": discharge,
        "person": PersonFacts("1101", date(1980, 5, 1)),
    }
    return dataclasses.replace(claim, **(changed | facts))


def policy_of(book: FolderBook, claim: Claim) -> Policy:
    return book.find(claim.region, claim.scheme, claim.care, claim.service_day)


def priced(book: FolderBook, claim: Claim, **totals: int) -> Adjudication:
    policy = policy_of(book, claim)
    pairs = tuple((key.replace("__", "/"), amount) for key, amount in totals.items())
    return adjudicate(claim, policy, YearTotals(policy.year.label(claim.service_day), pairs), AccountMoney())


class TestDays:
    def test_admission_counts_and_discharge_does_not(self) -> None:
        first, second = spans_of(IN, OUT, BY_DAYS, CALENDAR)
        assert first == (IN, date(2025, 12, 31), 12)
        assert second == (date(2026, 1, 1), OUT, 9)

    def test_discharge_counts_where_it_is_stated(self) -> None:
        assert [span.days for span in spans_of(IN, OUT, WITH_DISCHARGE, CALENDAR)] == [12, 10]

    def test_one_day_is_one_day(self) -> None:
        for rule in (BY_DAYS, WITH_DISCHARGE):
            assert spans_of(IN, IN, rule, CALENDAR) == ((IN, IN, 1),)

    def test_discharged_on_the_first_day_of_the_year(self) -> None:
        new_year = date(2026, 1, 1)
        assert spans_of(IN, new_year, BY_DAYS, CALENDAR) == ((IN, date(2025, 12, 31), 12),)
        assert [span.days for span in spans_of(IN, new_year, WITH_DISCHARGE, CALENDAR)] == [12, 1]

    def test_the_settlement_year_decides_not_the_calendar(self) -> None:
        assert len(spans_of(IN, OUT, BY_DAYS, SHANGHAI)) == 1
        assert [span.days for span in spans_of(date(2026, 6, 29), date(2026, 7, 2), BY_DAYS, SHANGHAI)] == [2, 1]

    def test_three_years(self) -> None:
        spans = spans_of(date(2023, 12, 31), date(2025, 1, 2), BY_DAYS, CALENDAR)
        assert [span.days for span in spans] == [1, 366, 1]

    @given(DAYS, st.integers(0, 900), st.sampled_from([BY_DAYS, WITH_DISCHARGE]), st.sampled_from([CALENDAR, SHANGHAI]))
    def test_spans_lie_one_behind_the_other_each_in_its_year(
        self, admission: date, length: int, rule: StayRule, year: YearRule
    ) -> None:
        discharge = admission + timedelta(days=length)
        spans = spans_of(admission, discharge, rule, year)
        assert spans[0].first_day == admission
        assert sum(span.days for span in spans) == max(1, length + rule.discharge_day_counts)
        for before, after in pairwise(spans):
            assert after.first_day == before.last_day + timedelta(days=1)
            assert year.label(before.last_day) != year.label(after.first_day)
        for span in spans:
            assert year.label(span.first_day) == year.label(span.last_day)
            assert span.days > 0


@given(st.integers(0, 10**11), st.lists(st.integers(1, 366), min_size=1, max_size=4))
def test_shares_are_the_amount_and_never_off_by_more_than_a_fen(amount: int, days: list[int]) -> None:
    found = shares(amount, tuple(days))
    assert sum(found) == amount
    for share, own in zip(found, days, strict=True):
        assert share >= 0
        assert abs(share * sum(days) - amount * own) <= sum(days)


class TestParts:
    def test_each_year_has_its_claim(self, book: FolderBook) -> None:
        claim = stay()
        first, second = split_claim(claim, policy_of(book, claim), "k")
        assert (first.service_day, second.service_day) == (date(2025, 12, 31), OUT)
        assert first.part == StayPart("k", 1, 2, IN, date(2025, 12, 31), 12, 21, new_admission=True)
        assert (first.total_fen, second.total_fen) == (2_400_000, 1_800_000)
        assert [receipt.total_fen for receipt in second.receipts] == [4_200_000]
        assert [receipt.claimed_fen for receipt in second.receipts] == [1_800_000]
        assert first.content_hash() != second.content_hash()

    def test_one_bill_is_never_split(self, book: FolderBook) -> None:
        for claim in (
            stay(region="110000"),
            stay(discharge=date(2025, 12, 31)),
            stay(line(1)),
            stay(admission=None, discharge_day=None),
        ):
            assert split_claim(claim, policy_of(book, claim), "k") == ()
        whole = stay()
        part = split_claim(whole, policy_of(book, whole), "k")[0]
        assert split_claim(part, policy_of(book, whole), "k") == ()

    def test_the_parts_are_priced_under_their_own_year(self, book: FolderBook) -> None:
        claim = stay()
        first, second = (priced(book, part) for part in split_claim(claim, policy_of(book, claim), "k"))
        assert (first.policy.version, second.policy.version) == ("2025.1-unverified", "2026.1-unverified")
        assert (first.totals_before.year, second.totals_before.year) == ("2025", "2026")
        assert (first.deductible_amount, first.fund_amount) == (90_000, 1_880_000)
        assert (second.deductible_amount, second.fund_amount) == (100_000, 1_394_000)

    def test_a_part_that_is_no_admission_owes_and_counts_nothing(self, book: FolderBook) -> None:
        claim = stay(scheme="390", person=PersonFacts("1501", date(1980, 5, 1)))
        first, second = (priced(book, part) for part in split_claim(claim, policy_of(book, claim), "k"))
        assert dict(first.totals_added)["C0000/inpatient"] == 1
        assert "C0000/inpatient" not in dict(second.totals_added)
        assert (first.deductible_amount, second.deductible_amount) == (80_000, 0)

    def test_what_is_above_a_limit_follows_the_share_of_the_quantity(self, book: FolderBook) -> None:
        dear = dataclasses.replace(line(1_050_000), unit_price_fen=50_000, quantity=Decimal(21), price_limit_fen=30_000)
        claim = stay(dear)
        policy = policy_of(book, claim)
        whole = split_lines(claim, policy.lines)
        parts = [priced(book, part) for part in split_claim(claim, policy, "k")]
        assert [part.over_limit_amount for part in parts] == [240_000, 180_000]
        assert whole.over_limit == 420_000

    def test_it_is_told_and_an_unsplit_stay_carries_a_warning(self, book: FolderBook) -> None:
        claim = stay()
        part = priced(book, split_claim(claim, policy_of(book, claim), "k")[0])
        assert "第1段(共2段)，2025-12-20至2025-12-31计12天，全程21天" in sentences(part, "zh")[0]
        assert "part 1 of 2, 2025-12-20 to 2025-12-31, 12 of 21 days" in sentences(part, "en")[0]
        assert part.warnings == ("unverified",)
        unsplit = priced(book, claim)
        assert unsplit.warnings == ("unverified", "stay_to_split")
        assert all(warning_sentences(unsplit, language) for language in ("zh", "en"))

    def test_a_part_holds_as_long_as_nobody_changed_it(self, book: FolderBook) -> None:
        claim = stay()
        policy = policy_of(book, claim)
        for part in split_claim(claim, policy, "k"):
            assert part_holds(part, policy)
            assert part.part is not None
            later_discharge = dataclasses.replace(part, discharge_day=OUT + timedelta(days=1))
            more_days = dataclasses.replace(part, part=dataclasses.replace(part.part, days=part.part.days + 1))
            third = dataclasses.replace(part, part=dataclasses.replace(part.part, number=3))
            other_day = dataclasses.replace(part, service_day=part.service_day - timedelta(days=1))
            for changed in (later_discharge, more_days, third, other_day):
                assert not part_holds(changed, policy)
            assert not part_holds(part, policy_of(book, stay(region="110000")))
        assert not part_holds(claim, policy)

    def test_a_part_is_stored_and_read_back_whole(self, book: FolderBook) -> None:
        claim = stay()
        for part in split_claim(claim, policy_of(book, claim), "k"):
            assert read_claim(part.content()) == part
        assert b"portion" not in claim.content()
        assert b'"part"' not in claim.content()

    @settings(max_examples=200)
    @given(
        st.lists(st.integers(0, 10**8), min_size=1, max_size=8).filter(any),
        DAYS,
        st.integers(1, 800),
        st.sampled_from(list(ItemClass)),
        st.sampled_from(["310", "390"]),
    )
    def test_nothing_is_lost_and_nothing_made(
        self, amounts: list[int], admission: date, length: int, kind: ItemClass, scheme: str
    ) -> None:
        rule = BY_DAYS if scheme == "310" else WITH_DISCHARGE
        base = load_once()
        policy = dataclasses.replace(policy_of(base, stay()), stay=rule)
        lines = [line(amount, kind) for amount in amounts]
        claim = stay(*lines, admission=admission, discharge=admission + timedelta(days=length))
        parts = split_claim(claim, policy, "k")
        if not parts:
            return
        assert sum(part.total_fen for part in parts) == claim.total_fen
        for index, whole in enumerate(claim.receipts):
            portions = [part.receipts[index] for part in parts if index < len(part.receipts)]
            assert all(sum(one.amount_fen for one in portion.lines) == portion.claimed_fen for portion in portions)
            assert sum(portion.claimed_fen for portion in portions) == whole.total_fen
        for part in parts:
            assert part_holds(part, policy)


_BOOK: list[FolderBook] = []


def load_once() -> FolderBook:
    """For hypothesis, which takes no fixtures of its own scope."""
    if not _BOOK:
        _BOOK.append(load_book(FOLDER, unverified=True))
    return _BOOK[0]


class TestDrafts:
    @pytest.fixture
    def draft(self, book: FolderBook) -> Draft:
        claim = stay()
        place = dataclasses.replace(claim.receipts[0].institution, region=claim.region)
        lines = [
            DraftLine("x", None, "", "1", "10000.01"),
            DraftLine("y", None, "3.50", "2", ""),
        ]
        one = DraftReceipt(number="0000000101", code="11060126", institution=place, issue_day="2026-01-10")
        receipts = [
            dataclasses.replace(one, total="10007.01", lines=lines),
            dataclasses.replace(one, number="0000000102", total="0.01", lines=[DraftLine("z", None, "", "1", "0.01")]),
        ]
        return Draft(
            "key-of-the-whole",
            1,
            "990300",
            "310",
            claim.person,
            CareKind.INPATIENT,
            "2025-12-20",
            "2026-01-10",
            "x",
            "01",
            frozenset(REQUIRED_DOCUMENTS),
            receipts,
        )

    def test_the_parts_are_typed_out_and_give_the_same_claims(self, book: FolderBook, draft: Draft) -> None:
        today = date(2026, 11, 20)
        whole, problems = check_draft(draft, today)
        assert whole is not None, problems
        claims = split_claim(whole, policy_of(book, whole), draft.key)
        drafts = part_drafts(draft, whole, claims)
        again = part_drafts(draft, whole, claims)
        assert [one.key for one in drafts] == [one.key for one in again]
        assert len({draft.key, *(one.key for one in drafts)}) == 3
        for part, claim in zip(drafts, claims, strict=True):
            assert check_draft(part, today) == (claim, ())
            assert read_draft(draft_text(part)) == part
        # One fen is more than half of a fen in the first part and nothing in the second.
        assert [len(one.receipts) for one in drafts] == [2, 1]
        assert [one.receipts[0].portion for one in drafts] == ["5718.29", "4288.72"]

    def test_lines_are_held_against_the_portion_and_the_portion_against_the_paper(
        self, book: FolderBook, draft: Draft
    ) -> None:
        today = date(2026, 11, 20)
        whole, _ = check_draft(draft, today)
        assert whole is not None
        part = part_drafts(draft, whole, split_claim(whole, policy_of(book, whole), draft.key))[0]
        part.receipts[0].lines[0].amount = "5714.30"
        assert [problem.code for problem in check_draft(part, today)[1]] == ["lines_differ"]
        part.receipts[0].lines[0].amount = "20000.00"
        part.receipts[0].portion = "20004.00"
        assert [problem.code for problem in check_draft(part, today)[1]] == ["lines_differ"]

    def test_a_portion_means_nothing_without_a_stay(self, draft: Draft) -> None:
        draft.receipts[0].portion = "1.00"
        assert check_draft(draft, date(2026, 11, 20))[0] is not None
