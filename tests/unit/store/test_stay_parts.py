"""Parts of a stay that is split by days, on both databases: each receipt portion by portion and never beyond."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from little_centre import OTHER, RESOURCES, TODAY, FixedClock, Place, counter_on, draft, identity
from reversals import undo

from counter.domain.claim import CareKind
from counter.domain.draft import Draft
from counter.domain.errors import CounterError, KeyReused, ReceiptAlreadyUsed, StayNotSplit
from counter.domain.settlement import Settlement
from counter.policies.book import FolderBook, load_book
from counter.store import Books, open_store, verify_store
from counter.visit.counter import Counter

KEY = "e_receipt:11060126:0000000300"
OLD, NEW = date(2025, 12, 31), date(2026, 1, 10)


@pytest.fixture(scope="session")
def by_days(tmp_path_factory: pytest.TempPathFactory) -> FolderBook:
    """Beijing's inpatient rules, if Beijing split stays by days."""
    folder = tmp_path_factory.mktemp("policies")
    for name in ("inpatient-2019.toml", "inpatient-2023.toml"):
        written = (RESOURCES / "policies/beijing/employee" / name).read_text(encoding="utf-8")
        stay = (
            '\n[stay_across_years]\nsource = { from = "table", article = "x" }\nsplit = "by_days"\n'
            'discharge_day = "does_not_count"\nlater_part = "new_admission"\n'
        )
        (folder / name).write_text(written.replace('stay_across_years = "one_bill"\n', "") + stay, encoding="utf-8")
    return load_book(folder)


@pytest.fixture
def counter(books: Books, tmp_path: Path, by_days: FolderBook) -> Counter:
    return counter_on(books, tmp_path, rules=by_days)


def stay(yuan: str = "42000.00", *, number: str = "0000000300", key: str = "whole") -> Draft:
    """21 days, twelve of them in 2025."""
    typed = draft(number, yuan, key=key)
    typed.receipts[0].issue_day = NEW.isoformat()
    return replace(typed, care=CareKind.INPATIENT, admission_day="2025-12-20", discharge_day=NEW.isoformat())


def settled(counter: Counter, claimed: Draft) -> Settlement:
    assert claimed.part is None or claimed.part.stay
    day = claimed.part.last_day if claimed.part else NEW
    figures = counter.trial(claimed, counter.year_state(claimed, day), TODAY)
    assert figures is not None
    return counter.settle(claimed, figures, identity(), None)


def test_two_parts_are_two_settlements_in_two_years(counter: Counter, books: Books, place: Place) -> None:
    whole = stay()
    counter.save_draft(whole)
    parts = counter.split_stay(whole)
    first, second = (settled(counter, part) for part in parts)
    assert (first.snapshot.adjudication.total_amount, second.snapshot.adjudication.total_amount) == (2400000, 1800000)
    assert [settlement.snapshot.receipts[0][3] for settlement in (first, second)] == [2_400_000, 1_800_000]
    assert first.number != second.number
    used = {year: dict(books.year_totals(1, "310", year).amounts) for year in ("2025", "2026")}
    for year in used:
        assert used[year]["C0000/inpatient"] == 1
        assert used[year]["Q0000/inpatient"] == 130_000
    assert (used["2025"]["S0000/inpatient"], used["2026"]["S0000/inpatient"]) == (2_400_000, 1_800_000)
    assert verify_store(place.url).good


def test_a_whole_stay_is_refused_and_says_to_split(counter: Counter, books: Books) -> None:
    with pytest.raises(StayNotSplit) as refused:
        settled(counter, stay())
    assert refused.value.reason == "whole"
    assert books.settlements() == ()
    assert books.receipt_use(KEY) is None


def test_a_stay_that_needs_no_split_is_settled_as_it_is(counter: Counter) -> None:
    short = replace(stay(), admission_day="2026-01-02")
    assert counter.split_stay(short) == (short,)
    assert settled(counter, short).snapshot.adjudication.total_amount == 4_200_000
    part = counter.split_stay(stay(number="0000000301"))[0]
    assert counter.split_stay(part) == (part,)


def test_a_part_is_booked_once_whoever_splits_again(counter: Counter) -> None:
    first = settled(counter, counter.split_stay(stay())[0])
    again = settled(counter, counter.split_stay(stay())[0])
    assert again.number == first.number
    dearer = counter.split_stay(stay("42000.01"))[0]
    with pytest.raises(KeyReused):
        settled(counter, dearer)


Thief = Callable[[Counter], Draft]


def _whole_again(counter: Counter) -> Draft:
    return replace(stay(key="other"), admission_day="2026-01-02")


def _another_stay(counter: Counter) -> Draft:
    return counter.split_stay(stay(key="other"))[1]


def _same_part(counter: Counter) -> Draft:
    return replace(counter.split_stay(stay())[0], key="other")


def _other_total(counter: Counter) -> Draft:
    return counter.split_stay(stay("62000.00"))[1]


def _more_than_is_left(counter: Counter) -> Draft:
    part = counter.split_stay(stay())[1]
    part.receipts[0].portion = part.receipts[0].lines[0].amount = "18000.01"
    return part


@pytest.mark.parametrize("thief", [_whole_again, _another_stay, _same_part, _other_total, _more_than_is_left])
def test_a_portion_is_for_another_part_of_the_same_stay_alone(
    counter: Counter, books: Books, place: Place, thief: Thief
) -> None:
    first = settled(counter, counter.split_stay(stay())[0])
    with pytest.raises(ReceiptAlreadyUsed) as refused:
        settled(counter, thief(counter))
    assert refused.value.settlement_number == first.number
    assert len(books.settlements()) == 1
    assert verify_store(place.url).good


def test_another_member_cannot_take_the_rest(counter: Counter, books: Books) -> None:
    settled(counter, counter.split_stay(stay())[0])
    part = counter.split_stay(stay())[1]
    stolen = replace(part, member_id=2, person=draft(member_id=2).person)
    figures = counter.trial(stolen, counter.year_state(stolen, NEW), TODAY)
    assert figures is not None
    with pytest.raises(ReceiptAlreadyUsed):
        counter.settle(stolen, figures, identity(2), None)


def test_after_both_parts_nothing_is_left(counter: Counter) -> None:
    for part in counter.split_stay(stay()):
        settled(counter, part)
    for thief in (_whole_again, _another_stay, _same_part):
        with pytest.raises(ReceiptAlreadyUsed):
            settled(counter, thief(counter))


def test_a_part_whose_days_were_changed_is_refused(counter: Counter, books: Books) -> None:
    part = counter.split_stay(stay())[1]
    for changed in (
        replace(part, discharge_day="2026-01-12"),
        replace(part, part=replace(part.part, days=20)),  # type: ignore[type-var]
    ):
        with pytest.raises(StayNotSplit) as refused:
            settled(counter, changed)
        assert refused.value.reason == "changed"
    assert books.settlements() == ()


def test_the_other_part_is_no_hindrance_while_it_is_typed(counter: Counter) -> None:
    first, second = counter.split_stay(stay())
    settled(counter, first)
    assert counter.receipt_use(KEY, second.part) is None
    assert counter.receipt_use(KEY, first.part) is not None
    assert counter.receipt_use(KEY) is not None


def test_the_database_refuses_more_than_the_paper_says(counter: Counter, place: Place) -> None:
    settled(counter, counter.split_stay(stay())[0])
    with closing(place.bare()) as connection:
        receipt = connection.execute("SELECT receipt_id FROM receipt WHERE number = '0000000300'").fetchone()[0]
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
            connection.execute(f"INSERT INTO receipt_portion VALUES ({receipt}, 'x', 1800001)")
        connection.execute(f"INSERT INTO receipt_portion VALUES ({receipt}, 'x', 1800000)")


def test_two_counters_settle_the_two_parts_at_the_same_time(
    counter: Counter, books: Books, place: Place, tmp_path: Path, by_days: FolderBook
) -> None:
    """Each part at both counters: two settlements in all, whoever was first, and nobody is told of a thief."""
    other_books = open_store(place.url, OTHER, clock=FixedClock())
    other = counter_on(other_books, tmp_path, OTHER, by_days)
    parts = counter.split_stay(stay())
    said: list[Settlement | CounterError] = []
    start = threading.Barrier(2)

    def work(desk: Counter, in_order: tuple[Draft, ...]) -> None:
        start.wait()
        for part in in_order:
            try:
                said.append(settled(desk, part))
            except CounterError as error:
                said.append(error)

    threads = [
        threading.Thread(target=work, args=(counter, parts)),
        threading.Thread(target=work, args=(other, parts[::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other_books.close()
    numbers = {one.number for one in said if isinstance(one, Settlement)}
    assert len(said) == 4
    assert len(numbers) == 2, said
    assert verify_store(place.url).good


def test_one_part_is_reversed_and_corrected_while_the_other_stands(
    counter: Counter, books: Books, place: Place
) -> None:
    """The receipt keeps what the other part claims of it, and has room for the corrected part again."""
    whole = stay()
    counter.save_draft(whole)
    first, second = (settled(counter, part) for part in counter.split_stay(whole))
    undone = undo(counter, second)
    used = books.receipt_use(KEY)
    assert isinstance(used, ReceiptAlreadyUsed) and used.settlement_number == first.number
    with books._exchange.reading() as line:
        told = line.say("SELECT claimed_fen, state FROM receipt WHERE number = '0000000300'").fetchone()
    assert tuple(told) == (2_400_000, "claimed")
    assert verify_store(place.url).good
    corrected = counter.correct(second)
    assert corrected.part is not None and corrected.part.number == 2
    again = settled(counter, corrected)
    assert again.snapshot.adjudication.figures() == second.snapshot.adjudication.figures()
    assert again.snapshot.replaces == second.number and undone.snapshot.adjudication.total_amount == -1_800_000
    for one in (again, first):
        undo(counter, one)
    assert books.receipt_use(KEY) is None
    assert verify_store(place.url).good
