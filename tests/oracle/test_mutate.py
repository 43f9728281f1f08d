"""Damaged packages: a sample, and that a crash, an empty refusal or a broken property would be found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.domain import policy as policy_module
from counter.domain import pricing
from counter.domain.adjudication import Adjudication, YearTotals
from counter.domain.claim import Claim
from counter.domain.coarse import Payment
from counter.domain.errors import FileProblems
from counter.domain.part_sets import PartSets
from counter.domain.policy import Layer, Policy
from counter.domain.pricing import Pricing, direct_key
from counter.domain.telling import Slice
from counter.policies import layer_totals
from counter.policies.book import FolderBook, load_book

from . import mutate, properties
from .edge import run_year
from .stated import POLICIES, packages
from .visits import Year, bounds_of, year_of

FILES = 150
COMPOSED = 400


def test_a_sample_of_damaged_packages_is_refused_with_reasons_or_sound() -> None:
    _, counts, failed = mutate.mutate_files((20261122, 0, FILES, False))
    assert failed == []
    assert counts["files"] == FILES
    assert counts["refused"] > counts["accepted"] > FILES // 20
    assert counts["claims"] > FILES // 2


def test_visits_before_admission_or_birth_are_refused_by_both_engines() -> None:
    package = next(one for one in packages() if one.file == "pattern/unverified/split-by-days-resident.toml")
    book = load_book(POLICIES, unverified=True)
    for number in range(40):
        visit = year_of(random.Random(number), package, bounds_of(package)).visits[0]
        for early in ({"born": visit.settled + timedelta(1)}, {"admitted": visit.settled + timedelta(1)}):
            year = Year(package, (replace(visit, **early),))
            priced, refused, difference = run_year(year, book, packages())
            assert (priced, difference) == (0, None)
            assert refused


def test_a_damaged_file_is_the_same_whenever_it_is_made() -> None:
    assert mutate.mutant(3, 17)[0] == mutate.mutant(3, 17)[0] != mutate.mutant(4, 17)[0]


def test_a_crash_of_the_reader_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def crash(folder: Path, *, unverified: bool) -> FolderBook:
        raise KeyError("layers")

    monkeypatch.setattr(mutate, "load_book", crash)
    _, _, failed = mutate.mutate_files((1, 0, 1, False))
    assert failed
    assert mutate.show(1, failed[0], tmp_path) == 1
    assert (tmp_path / "mutant-1-0.toml").read_bytes() == mutate.mutant(1, 0)[0]


def test_a_refusal_without_a_reason_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def mute(folder: Path, *, unverified: bool) -> FolderBook:
        raise FileProblems(())

    monkeypatch.setattr(mutate, "load_book", mute)
    _, _, failed = mutate.mutate_files((1, 0, 1, False))
    assert failed
    assert "without a problem" in failed[0][1]


@pytest.mark.parametrize("part", ["funds", "cash", "totals", "monotone"])
def test_a_broken_property_is_found(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    honest = properties.adjudicate

    def wrong(claim: Claim, policy: Policy, totals: YearTotals, *money: Any) -> Adjudication:
        found = honest(claim, policy, totals, *money)
        if not found.funds or not found.funds[0].amount_fen:
            return found
        fund = found.funds[0].amount_fen
        if part == "totals":
            return replace(found, totals_added=(*found.totals_added, ("D000000/x", -1)))
        if part == "monotone":
            shift = -fund if claim.receipts[0].lines[-1].amount_fen == 1 else 0
        else:
            # All of the bill, or all but what the account pays: more than the layer may.
            shift = found.cash_amount
        first = replace(found.funds[0], amount_fen=fund + shift)
        changed = replace(found, funds=(first, *found.funds[1:]), cash_amount=found.cash_amount - shift)
        if part == "cash":
            object.__setattr__(changed, "cash_amount", changed.cash_amount + 1)
        return changed

    monkeypatch.setattr(properties, "adjudicate", wrong)
    _, _, failed = mutate.mutate_files((20261122, 0, FILES, False))
    assert failed
    assert "Broken" in failed[0][1]


@pytest.mark.parametrize(("part", "words"), [("jump", "fen more"), ("divided", "divided into two claims")])
def test_a_jump_and_a_year_that_depends_on_how_it_is_divided_are_found(
    monkeypatch: pytest.MonkeyPatch, part: str, words: str
) -> None:
    honest = properties.adjudicate

    def wrong(claim: Claim, policy: Policy, totals: YearTotals, *money: Any) -> Adjudication:
        found = honest(claim, policy, totals, *money)
        lines = claim.receipts[0].lines
        if not found.funds:
            return found
        shift = 0
        if part == "jump" and lines[-1].amount_fen == 1:
            shift = min(found.cash_amount, 300)
        if part == "divided" and len(lines) == 1 and lines[0].amount_fen in (12_345, 10_000_000):
            shift = -found.funds[0].amount_fen
        first = replace(found.funds[0], amount_fen=found.funds[0].amount_fen + shift)
        return replace(found, funds=(first, *found.funds[1:]), cash_amount=found.cash_amount - shift)

    monkeypatch.setattr(properties, "adjudicate", wrong)
    _, _, failed = mutate.mutate_files((20261122, 0, 2 * FILES, True))
    assert any(words in trace for _, trace in failed)


def test_some_packages_run_by_year_and_some_do_not() -> None:
    divisible = {package.file: properties.is_divisible(package.text) for package in packages()}
    assert divisible["beijing/employee/outpatient-2023.toml"]
    assert not divisible["beijing/employee/inpatient-2023.toml"]


def composed(files: int) -> Iterator[str]:
    """The failures among packages that are put together by chance, one after the other."""
    for number in range(0, files * mutate.COMPOSED_EVERY, mutate.COMPOSED_EVERY):
        yield from (trace for _, trace in mutate.mutate_files((20261122, number, number + 1, False))[2])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("base", "within its bands lie N"),
        ("cap", "the cap leaves N"),
        ("twice", "what is left is N"),
        ("together", "which hold N"),
        ("nothing", ""),
    ],
)
def test_rounding_that_pays_what_is_not_there_is_found(monkeypatch: pytest.MonkeyPatch, part: str, words: str) -> None:
    """More than base or cap, a part that was paid and goes on all the same, parts of the bill as if they were one."""
    monkeypatch.setattr(properties, "run_year", lambda *_: (0, 0, None))
    honest, pay = pricing.coarse_payment, Pricing._pay_coarsely

    def without(layer: Layer, slices: list[Slice], unit: int, covered: int, limits: dict[str, int]) -> Payment:
        if part == "base":
            return honest(layer, slices, unit, covered + 10**9 * unit, limits)
        return honest(layer, slices, unit, covered, {name: most for name, most in limits.items() if name != part})

    def exact_goes_on(case: Pricing, layer: Layer, *known: Any) -> int:
        left = case.parts[f"copayment:{layer.id}"]
        paid = pay(case, layer, *known)
        case.parts[f"copayment:{layer.id}"] = left
        return paid

    if part == "together":
        monkeypatch.setattr(policy_module, "part_sets", lambda _bases: PartSets((), {}))
    elif part == "twice":
        monkeypatch.setattr(Pricing, "_pay_coarsely", exact_goes_on)
    elif part != "nothing":
        monkeypatch.setattr(pricing, "coarse_payment", without)
    assert any(words in mutate.kind_of(trace) for trace in composed(COMPOSED)) is (part != "nothing")


@pytest.mark.parametrize("part", ["shared", "direct", "taken", "nothing"])
def test_a_year_that_mixes_what_is_apart_is_found(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Two layers with one year, direct lines in the bands, a deductible outside the cap: none stays unseen."""
    monkeypatch.setattr(properties, "run_year", lambda *_: (0, 0, None))
    if part == "shared":
        monkeypatch.setattr(layer_totals, "_is_shared", lambda *_: False)
    elif part == "direct":
        honest = Pricing._scope_before
        monkeypatch.setattr(
            Pricing, "_scope_before", lambda case: honest(case) + case.used.get(direct_key(case.policy.pool), 0)
        )
    elif part == "taken":
        slices = Pricing._slices
        monkeypatch.setattr(Pricing, "_slices", lambda case, *known: slices(case, *known[:-1], 0))
    words = "" if part == "nothing" else "divided into two claims"
    assert any(words in trace for trace in composed(COMPOSED)) is (part != "nothing")
