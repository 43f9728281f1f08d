"""Every case that ships with the packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.policies.book import UNVERIFIED, load_book
from counter.policies.cases import Case, case_files, read_cases, run_case

FOLDER = Path(__file__).parents[2] / "resources" / "policies"
BOOK = load_book(FOLDER)
CASES = [case for file in case_files(FOLDER) for case in read_cases(file, file.relative_to(FOLDER).as_posix())]
WITH_UNVERIFIED = load_book(FOLDER, unverified=True)
UNVERIFIED_CASES = [
    case
    for file in case_files(FOLDER, unverified=True)
    if UNVERIFIED in file.parts
    for case in read_cases(file, file.relative_to(FOLDER).as_posix())
]


def test_every_region_ships_cases() -> None:
    with_packages = {policy.ref.name.split("-")[0] for policy in BOOK.policies}
    assert with_packages == {case.file.split("/")[0] for case in CASES}
    assert len(CASES) >= 50


def test_every_package_is_in_some_case() -> None:
    """Packages of grade D, too: each prices at least one case without being refused."""
    priced = {
        WITH_UNVERIFIED.find(claim.region, claim.scheme, claim.care, claim.service_day, case.input.known_on).ref
        for case in (*CASES, *UNVERIFIED_CASES)
        if not case.error
        for claim in (case.input.claim,)
    }
    assert {policy.ref for policy in WITH_UNVERIFIED.policies} == priced


def test_grade_d_is_read_only_when_wanted() -> None:
    assert not any(policy.ref.version.endswith(UNVERIFIED) for policy in BOOK.policies)
    assert any(policy.ref.version.endswith(UNVERIFIED) for policy in WITH_UNVERIFIED.policies)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).stem}:{case.line}")
def test_case(case: Case) -> None:
    assert run_case(case, BOOK) == ()


@pytest.mark.parametrize("case", UNVERIFIED_CASES, ids=lambda case: f"{Path(case.file).stem}:{case.line}")
def test_case_of_grade_d(case: Case) -> None:
    assert run_case(case, WITH_UNVERIFIED) == ()
