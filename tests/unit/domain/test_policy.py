"""Classes of persons, levels and settlement years as a policy states them."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from counter.domain.claim import CareKind, PersonFacts
from counter.domain.errors import NotCovered
from counter.domain.policy import PersonClass
from counter.domain.year_rule import YearRule

from .test_engine import BOOK, DAY, claim_of, line

EVERYONE = PersonClass("x", "人", "person", ("12",), None, None, None, None, None, None)


@pytest.mark.parametrize(
    ("changes", "age", "retired_on", "fits"),
    [
        ({}, 70, None, True),
        ({"types": ("11", "13")}, 70, None, False),
        ({"age_from": 70}, 70, None, True),
        ({"age_from": 70}, 69, None, False),
        ({"age_below": 70}, 69, None, True),
        ({"age_below": 70}, 70, None, False),
        ({"retired_from": date(2001, 1, 1)}, 70, date(2001, 1, 1), True),
        ({"retired_from": date(2001, 1, 1)}, 70, date(2000, 12, 31), False),
        ({"retired_from": date(2001, 1, 1)}, 70, None, False),
        ({"retired_before": date(2001, 1, 1)}, 70, date(2000, 12, 31), True),
        ({"retired_before": date(2001, 1, 1)}, 70, date(2001, 1, 1), False),
        ({"retired_before": date(2001, 1, 1)}, 70, None, False),
    ],
)
def test_who_belongs_to_a_class(changes: dict[str, object], age: int, retired_on: date | None, fits: bool) -> None:
    person = PersonFacts("1201", date(1950, 1, 1), retired_on)
    assert dataclasses.replace(EVERYONE, **changes).covers(person, age) is fits  # type: ignore[arg-type]


def test_the_class_changes_on_the_birthday() -> None:
    policy = BOOK.find("110000", "310", CareKind.OUTPATIENT, DAY)
    person = PersonFacts("1201", date(1956, 6, 2))
    assert policy.class_of(person, date(2026, 6, 1)).id == "retired_under_70"
    assert policy.class_of(person, date(2026, 6, 2)).id == "retired_from_70"


def test_nobodys_class() -> None:
    policy = BOOK.find("110000", "310", CareKind.INPATIENT, DAY)
    with pytest.raises(NotCovered) as caught:
        policy.class_of(PersonFacts("1500", date(1980, 1, 1)), DAY)
    assert (caught.value.reason, caught.value.day) == ("person_class", DAY)


def test_family_sickbeds_are_level_1() -> None:
    claim = claim_of(line(1), care=CareKind.FAMILY_BED)
    assert BOOK.find("110000", "310", claim.care, DAY).level_for(claim) == "1"


@pytest.mark.parametrize("rule", [YearRule(1, 1, labelled_by_end=False), YearRule(7, 1, False), YearRule(4, 1, True)])
def test_every_day_lies_in_the_year_of_its_label(rule: YearRule) -> None:
    for number in range(date(2019, 1, 1).toordinal(), date(2021, 12, 31).toordinal()):
        day = date.fromordinal(number)
        assert rule.first_day(day) <= day <= rule.last_day(rule.label(day))
        assert rule.label(rule.first_day(day)) == rule.label(rule.last_day(rule.label(day)))
