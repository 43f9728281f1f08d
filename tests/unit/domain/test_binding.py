"""The limit that binds is the one that really stopped the payment, cited with its own article."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.binding import causes_of
from counter.domain.claim import Away, Claim, ItemClass
from counter.domain.engine import adjudicate
from counter.domain.explanation import sentences, step_title, why_not_more
from counter.domain.money import Rate
from counter.domain.policy import Policy
from counter.domain.pricing import Pricing
from counter.policies.book import load_book
from counter.policies.cases import case_files, read_cases
from counter.policies.package import read_package
from counter.settings import resources_folder

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
rounding = { mode = "half_up", to = "fen", each = "layer" }

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


SECOND = """
[layers.second]
source = {{ from = "notice", article = "第九条" }}
name_zh = "商业补充保险"
name_en = "Commercial cover"
fund = "{fund}"
field = "{field}"
classes = ["everybody"]
base = [{base}]
measure = "base"
period = "{period}"
deductible = {deductible}
age_bonus = "none"
person_share = "none"
cap = "none"
rounding = {{ mode = "half_up", to = "fen", each = "layer" }}

[[layers.second.bands]]
source = {{ from = "notice", article = "第九条" }}
from = 0
to = "open"
rates = {{ all = {{ all = {rate} }} }}
"""


def with_second(
    changed: Change, base: str, rate: str = "0.50", *, deductible: str = '"none"', period: str = "admission"
) -> Policy:
    """The example with a layer behind its pool, and an account that may pay nothing of what it leaves."""
    names = ", ".join(f'"{part}"' for part in base.split())
    second = SECOND.format(base=names, rate=rate, deductible=deductible, period=period, fund="999997", field="oth_pay")
    return changed(
        ('layer_order = ["pool"]', 'layer_order = ["pool", "second"]'),
        ("[account]", second + "\n[account]"),
        ('pays = ["deductible", "copayment:pool", "above:pool"]', 'pays = ["above:pool"]'),
    )


class TestWhatALaterLayerPays:
    def test_a_deductible_that_was_paid_does_not_bind(self, changed: Change) -> None:
        priced = price(stay(line(25_000)), with_second(changed, "deductible copayment:pool", "0.70"))
        assert priced.fund_amount == 17_500
        assert (priced.binding.code, priced.binding.source.article) == ("rate", "第九条")
        told = "".join((*sentences(priced, "zh"), why_not_more(priced, "zh")))
        assert "由个人承担250.00元" not in told and "商业补充保险" in why_not_more(priced, "zh")

    def test_what_is_off_the_lists_and_paid_all_the_same(self, changed: Change) -> None:
        priced = price(stay(line(50_000, ItemClass.C)), with_second(changed, "excluded"))
        assert (priced.fund_amount, priced.binding.code) == (25_000, "rate")
        told = "".join((*sentences(priced, "zh"), why_not_more(priced, "zh")))
        assert "不予支付" not in told and "由个人承担" not in told and "50%" in told

    def test_its_own_deductible_is_named(self, changed: Change) -> None:
        totals = 'accumulators = ["F999997/outpatient"]'
        own = f'{{ source = {{ from = "notice", article = "第九条" }}, amounts = {{ all = 30000.00 }}, {totals} }}'
        policy = with_second(changed, "copayment:pool above:pool", "0.60", deductible=own, period="year")
        priced = price(stay(line(4_000_000)), policy)
        assert (priced.binding.code, priced.binding.rule_path) == ("deductible", "layers.second.deductible")
        assert priced.binding.source.article == "第九条"
        why = why_not_more(priced, "zh")
        assert "30,000.00" in why and "商业补充保险起付线" in why
        assert "Commercial cover" in why_not_more(priced, "en")


class TestWhatComesFirst:
    """Advice that is followed changes the payment: what would swallow it is named instead."""

    def test_an_open_deductible_before_what_is_off_the_lists(self, changed: Change) -> None:
        policy = changed()
        asked = price(stay(line(20_000, ItemClass.C), line(10_000)), policy)
        assert asked.fund_amount == price(stay(line(30_000)), policy).fund_amount == 0
        assert asked.binding.code == "deductible"
        assert "100.00元在起付线以内" in why_not_more(asked, "zh")
        assert "另有200.00元属于目录外费用" in why_not_more(asked, "zh")

    def test_not_where_the_rest_reaches_beyond_it(self, changed: Change) -> None:
        policy = changed()
        asked = price(stay(line(60_000, ItemClass.C), line(10_000)), policy)
        assert price(stay(line(70_000)), policy).fund_amount > asked.fund_amount
        assert asked.binding.code == "excluded"

    def test_a_reached_cap_with_the_larger_part_beside_it(self, changed: Change) -> None:
        policy = changed()
        asked = price(stay(line(10_000_000, ItemClass.C), line(1_030_002)), policy)
        assert asked.binding.code == "cap"
        for language, words in (("zh", "另有100,000.00元属于目录外费用"), ("en", "100,000.00 yuan are off the lists")):
            assert words in why_not_more(asked, language)

    def test_a_bill_of_nothing(self, changed: Change) -> None:
        priced = price(stay(line(0)), changed())
        assert why_not_more(priced, "zh") == "没有可支付的费用。"


def test_the_causes_are_all_that_stays_with_the_person() -> None:
    """For every worked case of the library, to a fen for each layer: nothing is kept without a reason."""
    folder = resources_folder() / "policies"
    book, tried = load_book(folder, unverified=True), 0
    for file in case_files(folder, unverified=True):
        for case in read_cases(file, file.name):
            if case.error:
                continue
            asked = case.input.asked_part(book)
            policy = asked.policy_in(book)
            totals = asked.totals_of(asked.year_under(policy))
            pricing = Pricing(asked.claim, policy, totals, asked.money)
            pricing.split_bill()
            for layer in policy.layers:
                pricing.pay_layer(layer)
            kept = pricing.bill.total - pricing.paid
            told = sum(cause.amount for cause in causes_of(pricing))
            assert abs(told - kept) <= len(policy.layers) + 1, (file.name, case.title, told, kept)
            assert all(cause.amount > 0 for cause in causes_of(pricing))
            tried += 1
    assert tried > 100


class TestNothingOnTheBillReachesTheLimit:
    def test_a_deductible_that_is_far(self, changed: Change) -> None:
        asked = price(stay(line(29_900, ItemClass.C)), changed())
        assert asked.binding.code == "deductible_open"
        assert "还差300.00元" in why_not_more(asked, "zh") and "另有299.00元属于目录外费用" in why_not_more(asked, "zh")

    def test_a_cap_that_is_used_up(self, changed: Change) -> None:
        used = {"Q0000__outpatient": 30_000, "D310101__outpatient": 500_000}
        asked = price(stay(line(50_000, ItemClass.C)), changed(), **used)
        assert (asked.binding.code, asked.binding.rule_path) == ("cap", "layers.pool.cap")
        assert "另有500.00元属于目录外费用" in why_not_more(asked, "zh")

    def test_a_deductible_before_a_cap_that_is_used_up(self, changed: Change) -> None:
        asked = price(stay(line(10_000)), changed(), D310101__outpatient=500_000)
        assert asked.binding.code == "cap"

    def test_not_where_another_layer_goes_on(self, changed: Change) -> None:
        used = {"Q0000__outpatient": 30_000, "D310101__outpatient": 500_000}
        asked = price(stay(line(50_000, ItemClass.C)), with_second(changed, "above:pool"), **used)
        assert asked.binding.code == "excluded"


def test_a_last_band_that_leaves_nothing_does_not_bind(changed: Change) -> None:
    text = PACKAGE.split("## A complete small package\n\n```toml\n", 1)[1].split("```", 1)[0]
    old = text[text.index("[[layers.pool.bands]]") : text.index("[account]")]
    first = old.replace('to = "open"', "to = 1000.00").replace("3 = 0.50", "3 = 0.90")
    last = old.replace("from = 0\n", "from = 1000.00\n").replace("3 = 0.50", "3 = 1")
    policy = changed((old, first + last))
    asked = price(stay(line(300_000)), policy, Q0000__outpatient=30_000)
    assert asked.fund_amount == 290_000
    assert "支付比例为90%(费用所到的最后一段)" in why_not_more(asked, "zh")


def test_a_fen_that_was_rounded_in_the_persons_favour_is_not_kept(changed: Change) -> None:
    asked = price(stay(line(1)), changed(), Q0000__outpatient=30_000)
    assert (asked.fund_amount, asked.binding.code) == (1, "none")
