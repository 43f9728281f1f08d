"""Every case that ships with the packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.policies.book import load_book
from counter.policies.cases import Case, case_files, read_cases, run_case

FOLDER = Path(__file__).parents[2] / "resources" / "policies"
BOOK = load_book(FOLDER)
CASES = [case for file in case_files(FOLDER) for case in read_cases(file, file.relative_to(FOLDER).as_posix())]


def test_every_region_ships_cases() -> None:
    with_packages = {policy.ref.name.split("-")[0] for policy in BOOK.policies}
    assert with_packages == {case.file.split("/")[0] for case in CASES}
    assert len(CASES) >= 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).stem}:{case.line}")
def test_case(case: Case) -> None:
    assert run_case(case, BOOK) == ()
