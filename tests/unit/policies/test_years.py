"""Settlement years that begin to lie elsewhere: allowed where a package states it, and where no day is in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems, PolicyMissing
from counter.policies.book import load_book

from .conftest import Edit

MOVED = 'starts = "04-01"'


def problems(folder: Path) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        load_book(folder)
    return [f"{problem.file}: {problem.path}: {problem.message}" for problem in caught.value.problems]


@pytest.fixture
def moving(folder: Path, edit: Edit) -> Path:
    """Beijing as if its year had begun in April until the end of 2022."""
    for kind in ("inpatient", "outpatient"):
        edit(f"{kind}-2019.toml", 'starts = "01-01"', MOVED)
        edit(f"{kind}-2023.toml", "known_from", "year_moved = true\nknown_from")
    return folder


def test_a_year_that_moves_where_it_is_stated(moving: Path) -> None:
    book = load_book(moving)
    days = ((2019, 3, 31), (2022, 3, 31), (2022, 4, 1), (2022, 12, 31), (2023, 1, 1), (2023, 4, 1))
    assert [book.year_of("110000", "310", date(*day)) for day in days] == [
        "2018",
        "2021",
        "2022",
        "2022",
        "2023",
        "2023",
    ]


def test_a_move_that_nobody_states(moving: Path, edit: Edit) -> None:
    for kind in ("inpatient", "outpatient"):
        edit(f"{kind}-2023.toml", "year_moved = true\n", "")
    found = problems(moving)
    assert found == [
        f"beijing/employee/{kind}-2023.toml: year: another settlement year than beijing/employee/inpatient-2019.toml"
        for kind in ("inpatient", "outpatient")
    ]


@pytest.mark.parametrize(
    "change",
    [
        # The old years were not over.
        [("inpatient-2019.toml", "effective_to = 2022-12-31", "effective_to = 2023-01-01")],
        # The new year does not begin on this day.
        [(f"{kind}-2023.toml", 'starts = "01-01"', 'starts = "02-01"') for kind in ("inpatient", "outpatient")],
        # Two years would be called 2023.
        [
            ("inpatient-2019.toml", 'labelled_by = "start"', 'labelled_by = "end"'),
            ("outpatient-2019.toml", 'labelled_by = "start"', 'labelled_by = "end"'),
        ],
        # A day of settlement could lie in either.
        [
            (f"{kind}-2019.toml", 'counted_by = "treatment"', 'counted_by = "settlement"')
            for kind in ("inpatient", "outpatient")
        ],
    ],
)
def test_a_move_that_leaves_days_in_doubt(moving: Path, edit: Edit, change: list[tuple[str, str, str]]) -> None:
    for name, old, new in change:
        edit(name, old, new)
    assert any(
        "cannot move the year: needs beijing/employee/inpatient-2019.toml over" in one for one in problems(moving)
    )


def test_a_move_of_nothing(folder: Path, edit: Edit) -> None:
    edit("inpatient-2023.toml", "known_from", "year_moved = true\nknown_from")
    wanted = "inpatient-2023.toml: year_moved: no package before this one has another settlement year"
    assert problems(folder) == [f"beijing/employee/{wanted}"]


def test_shanghai_moved_from_april_to_july(real_folder: Path) -> None:
    book = load_book(real_folder)
    days = ((2014, 3, 31), (2014, 4, 1), (2019, 3, 31), (2020, 7, 1), (2021, 6, 30), (2021, 7, 1))
    assert [book.year_of("310000", "310", date(*day)) for day in days] == [
        "2013",
        "2014",
        "2018",
        "2020",
        "2020",
        "2021",
    ]
    with pytest.raises(PolicyMissing):
        book.year_of("310000", "310", date(2019, 4, 1))


def test_a_new_year_begins_on_the_day_of_the_move(moving: Path, edit: Edit) -> None:
    """Also where the labels would tell the years apart."""
    for kind in ("inpatient", "outpatient"):
        edit(f"{kind}-2023.toml", 'starts = "01-01"', 'starts = "12-01"')
        edit(f"{kind}-2023.toml", 'labelled_by = "start"', 'labelled_by = "end"')
    assert any("cannot move the year" in one for one in problems(moving))
