"""The limit that binds is the one that really stopped the payment, cited with its own article."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Away, Claim, ItemClass
from counter.domain.engine import adjudicate
from counter.domain.explanation import sentences, step_title, why_not_more
from counter.domain.money import Rate
from counter.domain.policy import Policy
from counter.policies.package import read_package

from .test_engine import claim_of, line

PACKAGE = (Path(__file__).parents[3] / "docs/policies.md").read_text(encoding="utf-8")
Change = Callable[..., Policy]

BANDS = """
[[layers.pool.bands]]
source = { from = "notice", article = "第四条" }
from = 0
to = 150000.00
rates = { all = { all = 0.86 } }

[layers.large]
source = { from = "notice", article = "第八条" }
name_zh = "大额互助"
name_en = "Large amounts"
fund = "330101"
field = "hifob_pay"
classes = ["everybody"]
base = ["above:pool"]
measure = "base"
period = "admission"
deductible = "none"
age_bonus = "none"
person_share = "none"
cap = "none"
rounding = "half_up"

[[layers.large.bands]]
source = { from = "notice", article = "第八条" }
from = 0
to = "open"
rates = { all = { all = 0.80 } }
"""
AWAY = """
[away]
source = { from = "notice", article = "第十条" }
points_from = []
resident = "as_local"
referred = "refused"
unfiled = { first_share = 0.15 }
emergency = "as_local"
"""


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """The example of the page with some texts replaced by others (pairs of old and new), and more tables behind it."""

    def read(*pairs: tuple[str, str], more: str = "") -> Policy:
        text = PACKAGE.split("## A complete small package\n\n```toml\n", 1)[1].split("```", 1)[0]
        for old, new in (('care = ["11", "13"]', 'care = ["21"]'), *pairs):
            assert old in text, old
            text = text.replace(old, new)
        file = tmp_path / "p.toml"
        file.write_text(text + "\n" + more, encoding="utf-8")
        return read_package(file, "p.toml")[0]

    return read


def bands(changed: Change, *, large: bool) -> Policy:
    """A pool by year that ends at 150,000 in its last band, well before its cap."""
    text = PACKAGE.split("## A complete small package\n\n```toml\n", 1)[1].split("```", 1)[0]
    old = text[text.index("[[layers.pool.bands]]") : text.index("[account]")]
    more = BANDS if large else BANDS.split("[layers.large]", 1)[0]
    order = 'layer_order = ["pool"]'
    return changed(
        (old, more),
        (order, 'layer_order = ["pool", "large"]' if large else order),
        ('period = "admission"\ndeductible', 'period = "year"\ndeductible'),
        ("amount = 5000.00", "amount = 150000.00"),
    )


def price(claim: Claim, policy: Policy, **totals: int) -> Adjudication:
    pairs = tuple((key.replace("__", "/"), amount) for key, amount in totals.items())
    priced = adjudicate(claim, policy, YearTotals("2026", pairs), AccountMoney())
    for language in ("zh", "en"):
        told = [*sentences(priced, language), why_not_more(priced, language)]
        told += [step_title(step, language) for step in priced.steps]
        assert all(told) and not any("None" in text or "{" in text for text in told)
    return priced


def stay(*lines: object, day: date = date(2026, 6, 1)) -> Claim:
    return claim_of(*lines, day=day)  # type: ignore[arg-type]


class TestLastBand:
    def test_it_is_no_reached_cap(self, changed: Change) -> None:
        priced = price(stay(line(20_030_000)), bands(changed, large=False))
        assert priced.fund_amount == 12_900_000
        assert (priced.binding.code, priced.binding.rule_path) == ("bands_end", "layers.pool.bands.0")
        assert priced.binding.source.article == "第四条"
        assert "限额" not in why_not_more(priced, "zh") and "limit" not in why_not_more(priced, "en")
        assert "150,000.00" in why_not_more(priced, "zh")
        step = next(step for step in priced.steps if step.code == "bands_end")
        assert (step.base_fen, step.rule_path) == (5_000_000, "layers.pool.bands.0")
        assert not any(step.code == "cap" for step in priced.steps)

    def test_the_next_layer_says_so(self, changed: Change) -> None:
        priced = price(stay(line(20_030_000)), bands(changed, large=True))
        assert priced.fund_amount == 12_900_000 + 4_000_000
        assert priced.binding.code == "rate"
        assert "已达到限额" not in why_not_more(priced, "zh")
        assert "统筹基金" in why_not_more(priced, "zh") and "150,000.00" in why_not_more(priced, "zh")

    def test_a_year_that_is_past_it(self, changed: Change) -> None:
        policy = bands(changed, large=False)
        priced = price(stay(line(1_000_000)), policy, F310101__outpatient=16_000_000, Q0000__outpatient=30_000)
        assert (priced.fund_amount, priced.binding.code) == (0, "bands_end")

    def test_a_reached_cap_is_a_cap(self, changed: Change) -> None:
        policy = bands(changed, large=False)
        priced = price(stay(line(2_000_000)), policy, D310101__outpatient=14_900_000)
        assert (priced.fund_amount, priced.binding.code) == (100_000, "cap")

    def test_without_any_cap(self, changed: Change) -> None:
        text = PACKAGE[PACKAGE.index("[layers.pool.cap]") : PACKAGE.index("[[layers.pool.bands]]")]
        policy = changed(
            (text, ""),
            ('from = 0\nto = "open"', "from = 0\nto = 150000"),
            ('age_bonus = "none"', 'age_bonus = "none"\ncap = "none"'),
        )
        assert price(stay(line(20_030_000)), policy).binding.code == "bands_end"


class TestAwayShare:
    def test_it_is_not_class_b(self, changed: Change) -> None:
        policy = changed(('away = "none"\n', ""), more=AWAY)
        claim = dataclasses.replace(stay(line(1_000_000)), away=Away.UNFILED)
        priced = price(claim, policy)
        assert priced.prior_self_pay_amount == 150_000
        assert not any(step.code == "prior_self_pay" for step in priced.steps)
        step = next(step for step in priced.steps if step.code == "away")
        assert (step.base_fen, step.result_fen, step.source.article) == (1_000_000, 150_000, "第十条")
        assert "乙类" not in "".join(sentences(priced, "zh")) and "1,500.00" in "".join(sentences(priced, "zh"))
        assert "class B" not in " ".join(sentences(priced, "en")) and "1,500.00" in " ".join(sentences(priced, "en"))

    def test_beside_class_b(self, changed: Change) -> None:
        policy = changed(('away = "none"\n', ""), more=AWAY)
        claim = dataclasses.replace(stay(line(1_000_000, ItemClass.B, share=Rate(1, 10))), away=Away.UNFILED)
        steps = {step.code: step for step in price(claim, policy).steps}
        assert (steps["prior_self_pay"].result_fen, steps["away"].base_fen) == (100_000, 900_000)
        assert steps["away"].result_fen == 135_000

    def test_it_binds(self, changed: Change) -> None:
        policy = changed(('away = "none"\n', ""), more=AWAY.replace("0.15", "0.90"))
        claim = dataclasses.replace(stay(line(1_000_000)), away=Away.UNFILED)
        priced = price(claim, policy)
        assert (priced.binding.code, priced.binding.rule_path) == ("away_share", "away.unfiled")
        assert priced.binding.source.article == "第十条"
        assert "乙类" not in why_not_more(priced, "zh") and "9,000.00" in why_not_more(priced, "zh")
