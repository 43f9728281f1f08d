"""The training centre in the real store: what is read back is what was made, for every member."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.errors import ReceiptAlreadyUsed
from counter.store import Books, open_store
from counter.training import build_centre, demo_claim, demo_stay
from counter.training.faces import SETTLED_RECEIPT_NUMBER
from counter.visit.centre import Centre

from ..replayed_money import replay

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def centre() -> Centre:
    return build_centre(TODAY, Path(__file__).parents[2] / "resources")


@pytest.fixture(scope="module")
def books(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    books = open_store(f"sqlite:///{tmp_path_factory.mktemp('centre') / 'counter.db'}", centre.staff[0])
    books.load_centre(centre)
    yield books
    books.close()


def test_every_member_reads_back_as_made(centre: Centre, books: Books) -> None:
    assert books.accounting_day().day == TODAY
    for file in centre.members:
        record = books.record_by_id(file.member.member_id, "test")
        assert record.member == file.member
        assert set(record.insurances) == set(file.insurances)
        *_, (_, balance) = ((None, {"current": 0, "prior": 0}), *replay(file))
        assert record.money == AccountMoney(balance["current"], balance["prior"])
        assert record.family_links == len(file.relatives)
        sums: dict[tuple[str, str], YearTotals] = {}
        for visit in file.visits:
            key = (visit.scheme, visit.year)
            sums[key] = sums.get(key, YearTotals(visit.year)).plus(visit.totals_added)
        stored = {(scheme, totals.year): totals for scheme, totals in record.totals}
        assert stored == {key: totals for key, totals in sums.items() if totals.amounts}
        this_year = [visit for visit in file.visits if visit.year == str(TODAY.year)]
        for part, mine in (
            ("total_fen", [visit.total_fen for visit in this_year]),
            ("cash_fen", [visit.cash_fen for visit in this_year]),
        ):
            assert sum(getattr(row, part) for row in record.spending) == sum(mine)


def test_the_chart_has_24_months(books: Books) -> None:
    months = [month for month, _ in books.record_by_id(1, "test").monthly_balances]
    assert len(months) == 24
    assert (months[0], months[-1]) == ("2024-12", "2026-11")


def test_clearing_years_close_where_the_next_one_opens(centre: Centre, books: Books) -> None:
    for file in centre.members[:15]:
        years = books.clearing_years(file.member.member_id)
        for later, earlier in pairwise(years):
            assert later.opening_fen == earlier.closing_fen
        for year in years:
            came = year.own_contribution_fen + year.employer_share_fen + year.interest_fen
            assert year.opening_fen + came - year.spent_fen == year.closing_fen


def test_a_receipt_settled_by_card_cannot_be_claimed(books: Books) -> None:
    used = books.receipt_use(f"e_receipt:11060126:{SETTLED_RECEIPT_NUMBER}")
    assert isinstance(used, ReceiptAlreadyUsed)
    for typed in (demo_claim(TODAY), demo_stay(TODAY)):
        assert books.receipt_use(f"e_receipt:{typed.receipts[0].code}:{typed.receipts[0].number}") is None


def test_the_look_up_finds_what_the_demo_types(books: Books) -> None:
    for typed in (demo_claim(TODAY), demo_stay(TODAY)):
        for receipt in typed.receipts:
            places = books.find_institutions(receipt.institution_keys)
            assert receipt.institution_name in [place.name for place in places]
            for line in receipt.lines:
                hits = books.find_items(line.item_keys, TODAY)
                assert line.item_name in [hit.name for hit in hits], line


def test_rare_names_are_found_by_initials(books: Books) -> None:
    for initials, member_id in (("zh", 1), ("wy", 2), ("lj", 3), ("xl", 4), ("ycmy", 7), ("zwq", 10)):
        assert member_id in [hit.member_id for hit in books.find_members(initials)]
