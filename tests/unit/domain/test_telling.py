"""Every step of a claim says by which rule it is, and its parts add up."""

from __future__ import annotations

import dataclasses

from counter.domain.claim import ItemClass
from counter.domain.money import Rate
from counter.domain.settlement import canonical_json

from .test_engine import RETIRED, WORKING, claim_of, line, price


def test_every_step_has_a_path_and_a_graded_source() -> None:
    steps = price(claim_of(line(15_000_000), line(100, ItemClass.C), person=RETIRED)).steps
    for step in steps:
        assert step.rule_path and step.source.title and step.source.article and step.source.grade in "ABC"
    assert [step.code for step in steps][:3] == ["excluded", "eligible", "deductible"]


def test_bands_add_up_to_their_layer() -> None:
    for person in (WORKING, RETIRED):
        priced = price(claim_of(line(15_000_001), person=person))
        for layer in {dict(step.facts)["layer"] for step in priced.steps if step.code == "layer"}:
            mine = [step for step in priced.steps if dict(step.facts).get("layer") == layer]
            bands = sum(step.result_fen for step in mine if step.code == "band")
            assert bands == next(step.result_fen for step in mine if step.code == "layer")


def test_retired_share_is_told() -> None:
    steps = price(claim_of(line(6_000_000), person=RETIRED)).steps
    share = next(step for step in steps if step.code == "person_share")
    assert (share.base_fen, share.result_fen, share.rate) == (630_500, 378_300, Rate(3, 5))


def test_facts_are_plain_text() -> None:
    priced = price(claim_of(line(15_000_000), person=RETIRED))
    assert all(type(value) is str for step in priced.steps for pair in step.facts for value in pair)
    canonical_json(dataclasses.asdict(priced))
