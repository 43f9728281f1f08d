"""Words of the paper: year totals by the fund that paid, the account apart from the pool."""

from __future__ import annotations

import pytest

from counter.printing.words import Words


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("D310101", "统筹基金", "Pooled fund"),
        ("D310201", "个人账户", "Personal account"),
        ("D330101", "大额基金", "Large amount"),
        ("D390200", "大病保险", "Serious illness"),
        ("Q0000", "已付起付线", "Deductible paid"),
        ("X1", "X1", "X1"),
    ],
)
def test_year_totals_are_named_by_who_paid(code: str, zh: str, en: str) -> None:
    assert Words("zh").total(code) == zh
    assert Words("en").total(code) == en
