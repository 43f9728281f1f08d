"""Finding the package that governs, and packages that contradict each other."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from counter.bench.claim import random_claim
from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import Claim, ItemClass
from counter.domain.engine import adjudicate
from counter.domain.errors import FileProblems, NotCovered, PolicyMissing
from counter.policies.book import FolderBook, in_force, load_book

from .conftest import Edit

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def book(real_folder: Path) -> FolderBook:
    return load_book(real_folder)


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2019, 1, 1), "2019.1"), (date(2022, 12, 31), "2019.1"), (date(2023, 1, 1), "2023.1"), (DAY, "2023.1")],
)
@pytest.mark.parametrize("care", ["11", "13", "21", "24", "1401"])
def test_the_day_decides(book: FolderBook, day: date, version: str, care: str) -> None:
    assert book.find("110000", "310", care, day).ref.version == version


@pytest.mark.parametrize(
    ("region", "scheme", "care", "day"),
    [
        ("110000", "310", "21", date(2018, 12, 31)),
        ("110000", "390", "21", DAY),
        ("110000", "310", "41", DAY),
        ("310000", "310", "21", DAY),
        ("120000", "310", "21", DAY),
    ],
)
def test_nothing_is_guessed(book: FolderBook, region: str, scheme: str, care: str, day: date) -> None:
    with pytest.raises(PolicyMissing) as caught:
        book.find(region, scheme, care, day)
    assert caught.value.facts() == {"region": region, "scheme": scheme, "care": care, "day": day}


def test_districts_belong_to_their_city(book: FolderBook) -> None:
    assert book.find("110105", "310", "21", DAY) is book.find("110000", "310", "21", DAY)
    alone = dataclasses.replace(book.find("110000", "310", "21", DAY), districts_included=False)
    assert not in_force(alone, "110105", DAY) and in_force(alone, "110000", DAY)


def test_what_was_known(book: FolderBook) -> None:
    assert book.find("110000", "310", "21", DAY, date(2022, 8, 19)).ref.version == "2023.1"
    with pytest.raises(PolicyMissing):
        book.find("110000", "310", "21", DAY, date(2022, 8, 18))


def test_newer_knowledge_of_the_same_days_wins(book: FolderBook) -> None:
    old = book.find("110000", "310", "21", DAY)
    ref = dataclasses.replace(old.ref, version="2023.2")
    late = dataclasses.replace(old, ref=ref, known_from=date(2024, 2, 1))
    both = FolderBook((old, late))
    assert both.find("110000", "310", "21", DAY) is late
    assert both.find("110000", "310", "21", DAY, date(2024, 1, 31)) is old


def test_year_of(book: FolderBook) -> None:
    assert book.year_of("110000", "310", date(2026, 12, 31)) == "2026"
    assert book.year_of("110105", "310", date(2019, 1, 1)) == "2019"
    with pytest.raises(PolicyMissing):
        book.year_of("110000", "390", DAY)


def test_the_hash_is_that_of_the_file(book: FolderBook, real_folder: Path) -> None:
    raw = (real_folder / "beijing/employee/inpatient-2023.toml").read_bytes()
    assert book.find("110000", "310", "21", DAY).ref.content_hash == hashlib.sha256(raw).hexdigest()


def problems(folder: Path) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        load_book(folder)
    return [str(problem) for problem in caught.value.problems]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path}: holds no policy package"]


def test_overlapping_days(folder: Path, edit: Edit) -> None:
    edit("inpatient-2019.toml", "effective_to = 2022-12-31", "effective_to = 2023-01-01")
    edit("inpatient-2019.toml", "known_from = 2019-06-27", "known_from = 2022-08-19")
    found = problems(folder)
    assert len(found) == 3
    assert found[0] == (
        "beijing/employee/inpatient-2023.toml:12: effective_from: care 1401: overlaps "
        "beijing/employee/inpatient-2019.toml, known from the same day"
    )


def test_a_gap_between_packages(folder: Path, edit: Edit) -> None:
    edit(
        "outpatient-2023.toml",
        "effective_from = 2023-01-01",
        f"effective_from = {date(2023, 1, 1) + timedelta(days=1)}",
    )
    assert "care 11: nothing governs 2023-01-01 to 2023-01-01" in problems(folder)[0]


def test_a_version_twice_and_another_year(folder: Path, edit: Edit) -> None:
    edit("inpatient-2019.toml", 'version = "2019.1"', 'version = "2023.1"')
    edit("inpatient-2019.toml", 'starts = "01-01"', 'starts = "07-01"')
    found = " ".join(problems(folder))
    assert "beijing-employee-inpatient 2023.1 stands in" in found
    assert "another settlement year" in found


def test_all_care_of_a_scheme_shares_its_year(folder: Path, edit: Edit) -> None:
    for name in ("outpatient-2019.toml", "outpatient-2023.toml"):
        edit(name, 'counted_by = "treatment"', 'counted_by = "settlement"')
    assert any("another settlement year than beijing/employee/inpatient-2019.toml" in one for one in problems(folder))


def test_the_year_of_the_treatment_or_of_the_settlement(folder: Path, edit: Edit) -> None:
    treated, settled = date(2025, 12, 15), date(2026, 1, 1)
    assert load_book(folder).year_of("110000", "310", treated, settled) == "2025"
    for name in ("inpatient-2019.toml", "inpatient-2023.toml", "outpatient-2019.toml", "outpatient-2023.toml"):
        edit(name, 'counted_by = "treatment"', 'counted_by = "settlement"')
    book = load_book(folder)
    assert book.year_of("110000", "310", treated, settled) == "2026"
    assert book.year_of("110000", "310", treated) == "2025"


def test_problems_of_all_files_come_at_once(folder: Path, edit: Edit) -> None:
    edit("inpatient-2019.toml", 'pool = "inpatient"', 'poool = "inpatient"')
    edit("outpatient-2023.toml", 'mode = "half_up"', 'mode = "half_even"')
    found = problems(folder)
    assert [line.split(":")[0] for line in found] == [
        "beijing/employee/inpatient-2019.toml",
        "beijing/employee/inpatient-2019.toml",
        "beijing/employee/outpatient-2023.toml",
    ]


def test_a_rate_missing_in_one_band_refuses_only_claims_that_reach_it(real_folder: Path, tmp_path: Path) -> None:
    """Found by the second engine: a rate stated in the first band and undocumented in the second."""
    text = (real_folder / "beijing" / "employee" / "inpatient-2023.toml").read_text(encoding="utf-8")
    stated = "rates = { all = { community = 0.95, 1 = 0.95, 2 = 0.92, 3 = 0.90 } }"
    assert stated in text
    file = tmp_path / "beijing" / "inpatient.toml"
    file.parent.mkdir()
    file.write_text(text.replace(stated, stated.replace("3 = 0.90", '3 = "undocumented"')), encoding="utf-8")
    (policy,) = load_book(tmp_path).policies
    claim = random_claim(1, 1)
    line = claim.receipts[0].lines[0]

    def of(fen: int) -> Claim:
        one = replace(line, item_class=ItemClass.A, amount_fen=fen, unit_price_fen=fen, quantity=Decimal(1))
        one = replace(one, prior_self_pay_rate=None, price_limit_fen=None)
        return replace(claim, receipts=(replace(claim.receipts[0], total_fen=fen, lines=(one,)),))

    assert adjudicate(of(2_000_000), policy, YearTotals("2026"), AccountMoney()).fund_amount > 0
    with pytest.raises(NotCovered, match="undocumented"):
        adjudicate(of(3_500_000), policy, YearTotals("2026"), AccountMoney())
