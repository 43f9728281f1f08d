"""Why a claim is not priced, in words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from counter.domain.claim import CareKind
from counter.domain.errors import NoOpenDay, NotCovered, PolicyMissing
from counter.domain.refusal_words import refusal_sentence

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "reason", ["person_class", "away", "undocumented", "disease", "before_birth", "before_admission"]
)
def test_every_reason_of_the_engine_has_words(reason: str) -> None:
    error = NotCovered(DAY, reason)
    zh, en = refusal_sentence(error, "zh"), refusal_sentence(error, "en")
    assert zh.startswith("2026-06-01不能报销：") and zh.endswith("。")
    assert en.startswith("not covered on 2026-06-01: ") and en != str(error)


@pytest.mark.parametrize("care", list(CareKind))
def test_what_no_package_covers_is_named(care: CareKind) -> None:
    error = PolicyMissing("990100", "310", str(care), DAY)
    for language in ("zh", "en"):
        told = refusal_sentence(error, language)
        assert all(fact in told for fact in ("990100", "310", "2026-06-01"))
        assert re.search(rf"[^0-9, ]\({care}\)", told)


def test_another_error_says_its_own() -> None:
    assert refusal_sentence(NoOpenDay(), "zh") == str(NoOpenDay())
