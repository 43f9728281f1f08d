"""What is told of rounding is what rounding did: steps, the limit that binds, what would change it, the letter."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import CareKind, InstitutionLevel, ItemClass, PersonFacts
from counter.domain.engine import adjudicate
from counter.domain.explanation import sentences, why_not_more
from counter.domain.member_letter import member_letter
from counter.domain.money import Rate, parse_amount
from counter.domain.rounding import PLACES, Rounding, rounded
from counter.domain.supposing import alternatives, at_other_level
from counter.policies.explanation_tree import node_json, tree

from ..small_package import ASSISTANCE, NO_OWN, OTHER, TO_FEN, cap, layer
from .test_engine import claim_of, line
from .test_rounding import ALL, HALF, PAY_CAP, YUAN, YUAN_UP, Make, TestAmounts, maker, one, price

THIRD = (("open", "0.333"),)
BY_BAND = 'mode = "half_up", to = "yuan", each = "band"'
DOWN_FEN, UP_FEN = 'mode = "down", to = "fen", each = "layer"', 'mode = "up", to = "fen", each = "layer"'
PAID = "D310101__outpatient"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


def rounding_facts_of(priced: Adjudication) -> list[tuple[int, int, dict[str, str]]]:
    return [(step.base_fen, step.result_fen, dict(step.facts)) for step in priced.steps if step.code == "rounding"]


class TestFromTheExactAmount:
    """Nothing is rounded twice, in words either."""

    def test_half_up_to_the_yuan_begins_below_the_half(self, make: Make) -> None:
        # 100.49607
        priced = price(make(one(YUAN, THIRD)), 30_179)
        assert "pool: 100.49 yuan, rounded half up to the yuan: 100.00 yuan." in sentences(priced, "en")
        assert "pool pays 33.3% of 301.79: 100.49 yuan." in [text.lower() for text in sentences(priced, "en")]

    def test_band_by_band(self, make: Make) -> None:
        # Twice 100.49607: each band is rounded by itself, also in words.
        policy = make(one(BY_BAND, (("301.79", "0.333"), ("open", "0.333"))))
        priced = price(policy, 2 * 30_179)
        bands = [step.result_fen for step in priced.steps if step.code == "band"]
        assert (bands, priced.fund_amount) == ([10_049, 10_049], 20_000)
        assert "pool: 200.98 yuan, rounded half up to the yuan in each band: 200.00 yuan." in sentences(priced, "en")

    @pytest.mark.parametrize("mode", list(Rounding))
    @pytest.mark.parametrize("to", ["jiao", "yuan"])
    @pytest.mark.parametrize("each", ["layer", "band"])
    def test_what_is_told_can_be_followed(self, make: Make, mode: Rounding, to: str, each: str) -> None:
        bands = (("3.01", "0.333"), ("7.77", "0.667"), ("open", "0.85"))
        policy = make(one(f'mode = "{mode}", to = "{to}", each = "{each}"', bands))
        for bill in range(1, 3000, 7):
            priced = price(policy, bill)
            told = [step.result_fen for step in priced.steps if step.code == "band"]
            told = told if each == "band" else [sum(told)]
            stated = sum(rounded(amount, 1, mode, PLACES[to]) for amount in told)
            for _base, result, facts in rounding_facts_of(priced):
                assert stated == (parse_amount(facts["stated"]) if "limit" in facts else result)
            if not rounding_facts_of(priced):
                assert sum(told) == stated == priced.fund_amount


class TestTheFenOfOthers:
    def test_a_fen_that_rounding_leaves_is_not_paid(self, make: Make) -> None:
        policy = make(
            one(TO_FEN, THIRD),
            ("b", layer("b", OTHER, '["copayment:pool"]', HALF)),
            ("ma", layer("ma", ASSISTANCE, '["copayment:b"]', ALL)),
        )
        left = [priced for bill in range(100_000, 100_100) if (priced := price(policy, bill)).person_amount]
        assert left
        for priced in left:
            assert (priced.person_amount, priced.binding.code) == (1, "rounding")
            assert why_not_more(priced, "en") == (
                "The funds round what they pay, each by itself; the 0.01 yuan that this leaves are the member's."
            )
            assert why_not_more(priced, "zh") == "各项基金的支付额分别舍入，由此余下的0.01元由个人承担。"


class TestHeldDeductibles:
    """What is held by a limit was not rounded."""

    def told(self, make: Make, later: str, first: str = "1234.56") -> list[tuple[int, bool]]:
        policy = make(one(TO_FEN), replaced=TestAmounts().by_admission(first, later))
        found = []
        for count in range(5):
            priced = price(policy, 1_000_000, C0000__outpatient=count)
            text = next(text for text in sentences(priced, "zh") if "起付标准" in text)
            found.append((priced.deductible_amount, "元(" in text))
        return found

    def test_by_the_first_amount(self, make: Make) -> None:
        later = '{ rule = "ratios", ratios = [0.5, 0.999], rounding = { mode = "up", to = "ten_yuan" } }'
        assert self.told(make, later) == [(123_456, False), (62_000, True), *[(123_456, False)] * 3]

    def test_by_the_floor(self, make: Make) -> None:
        later = (
            '{ rule = "minus_ratio", ratio = 0.1, ratio_of = "previous", floor = 900.50, '
            'rounding = { mode = "up", to = "ten_yuan" } }'
        )
        assert self.told(make, later, "1100.00") == [
            (110_000, False),
            (99_000, True),
            (90_050, False),
            (90_050, False),
            (90_050, False),
        ]

    def test_by_the_one_before(self, make: Make) -> None:
        later = (
            '{ rule = "minus_ratio", ratio = 0.001, ratio_of = "previous", floor = 0, '
            'rounding = { mode = "up", to = "ten_yuan" } }'
        )
        assert self.told(make, later) == [(123_456, False)] * 5


class TestTheHospitalsPart:
    """What a hospital waives differs by level, too."""

    def test_another_level_is_told(self, make: Make) -> None:
        waiver = layer("wv", ("630101", "hosp_part_amt"), '["copayment:pool"]', HALF)
        waiver = waiver.replace("all = 0.5 }", "community = 0.9, 1 = 0.6, 2 = 0.5, 3 = 0.5 }")
        policy = make(one(TO_FEN, HALF), ("wv", waiver))
        claim = claim_of(
            line(100_000), care=CareKind.OUTPATIENT, day=date(2026, 6, 1), person=PersonFacts("1101", date(1980, 1, 1))
        )
        claim = replace(at_other_level(claim, InstitutionLevel.LEVEL_3))
        money = AccountMoney()
        priced = adjudicate(claim, policy, YearTotals("2026"), money)
        others = alternatives(claim, policy, priced, money)
        assert {(other.value, other.paid_fen, other.person_fen) for other in others} == {
            ("community", 95_000, 5_000),
            ("1", 80_000, 20_000),
        }
        english = member_letter(claim, priced, others, date(2026, 6, 1), "en").text()
        assert "At a community health centre funds and hospital together would bear 950.00 yuan" in english
        assert "200.00 more" in english and "Neither another level" not in english
        chinese = member_letter(claim, priced, others, date(2026, 6, 1), "zh").text()
        assert "同样的费用若在社区卫生服务机构就医，基金和医院共负担950.00元，多200.00元。" in chinese


class TestCapsAndRounding:
    @pytest.mark.parametrize("each", ["layer", "band"])
    def test_what_a_cap_leaves_and_rounding_takes_is_used_up(self, make: Make, each: str) -> None:
        policy = make(one(f'mode = "down", to = "yuan", each = "{each}"', HALF, more=f"{NO_OWN}\n{PAY_CAP}"))
        off = price(policy, line(5_000, ItemClass.C), **{PAID: 10_000})
        assert off.binding.code == "cap"

    def test_a_cap_that_holds_rounding_up_binds(self, make: Make) -> None:
        capped = f"{NO_OWN}\n{cap('payment', '100.49', 'D310101/outpatient')}"
        priced = price(make(one(YUAN_UP, HALF, more=capped)), 60, **{PAID: 10_000})
        assert (priced.fund_amount, priced.binding.code, priced.binding.rule_path) == (49, "cap", "layers.pool.cap")
        assert rounding_facts_of(priced)[0][2]["limit"] == "cap"
        # The rate leaves more than the cap took: it is told beside.
        priced = price(make(one(YUAN_UP, HALF, more=capped)), 90, **{PAID: 10_000})
        assert (priced.fund_amount, priced.binding.code) == (49, "cap")

    def test_a_cap_that_is_what_the_rate_pays_binds_where_it_holds_rounding_up(self, make: Make) -> None:
        capped = f"{NO_OWN}\n{cap('payment', '100.49', 'D310101/outpatient')}"
        priced = price(make(one(YUAN_UP, HALF, more=capped)), 98, **{PAID: 10_000})
        assert (priced.fund_amount, priced.binding.code) == (49, "cap")
        # A limit that holds nothing back is not told.
        whole = price(make(one(YUAN, ALL)), 25)
        assert (whole.fund_amount, price(make(one(YUAN_UP, ALL)), 25).fund_amount) == (0, 25)
        assert not rounding_facts_of(price(make(one(YUAN_UP, ALL)), 25))

    def test_a_rest_that_pays_nothing_binds_below_the_cap(self, make: Make) -> None:
        capped = f"{NO_OWN}\n{cap('payment', '100.07', 'D310101/outpatient')}"
        policy = make(one('mode = "down", to = "jiao", each = "layer"', HALF, more=capped))
        assert price(policy, 10, **{PAID: 10_000}).binding.code == "cap"
        # Where the rest could pay something, rounding or the rate is why.
        assert price(policy, 10, **{PAID: 9_000}).binding.code == "rounding"
        assert price(policy, 19, **{PAID: 9_990}).binding.code == "rate"


class TestToTheFen:
    """A mode that is not half up is told, where it changed something."""

    @pytest.mark.parametrize(
        ("rounding", "paid", "english", "chinese"),
        [
            (DOWN_FEN, 33_299, "rounded down to the fen", "舍去尾数到分"),
            (UP_FEN, 33_300, "rounded up to the fen", "尾数进位到分"),
            (DOWN_FEN.replace('"layer"', '"band"'), 33_299, "rounded down to the fen in each band", "舍去尾数到分"),
        ],
    )
    def test_of_a_layer(self, make: Make, rounding: str, paid: int, english: str, chinese: str) -> None:
        policy = make(one(rounding, THIRD))
        priced = price(policy, 99_999)
        assert priced.fund_amount == paid
        amount = f"{paid // 100}.{paid % 100:02d}"
        assert f"pool: what it pays, {amount} yuan, is {english}." in sentences(priced, "en")
        assert any(chinese in text for text in sentences(priced, "zh"))
        claim = claim_of(
            line(99_999), care=CareKind.OUTPATIENT, day=date(2026, 6, 1), person=PersonFacts("1101", date(1980, 1, 1))
        )
        assert english in member_letter(claim, priced, (), date(2026, 6, 1), "en").text()
        nodes = json.dumps([node_json(node) for node in tree(claim, policy, priced, (), "en")])
        assert '"code"' not in nodes and f'"mode": "{"up" if paid == 33_300 else "down"}"' in nodes
        # 333.00 exactly: nothing was rounded.
        assert not rounding_facts_of(price(policy, 100_000))

    def test_held_by_the_bill(self, make: Make) -> None:
        # Both would round half a fen up; there is one.
        more = ("more", layer("more", ASSISTANCE, '["copayment:pool"]', ALL, rounding=UP_FEN))
        priced = price(make(one(UP_FEN, HALF), more), 1)
        assert [(base, result) for base, result, _facts in rounding_facts_of(priced)] == [(1, 1), (1, 0)]
        told = "it pays no more than what is left of the parts of the bill behind it: 0.00 yuan."
        assert f"more: 0.01 yuan, rounded up to the fen; {told}" in sentences(priced, "en")
        told = "但不超过所涉账单部分所余，支付0.00元。"
        assert f"层more计算得0.01元，按规定尾数进位到分，{told}" in sentences(priced, "zh")

    def test_half_up_goes_without_saying(self, make: Make) -> None:
        assert not rounding_facts_of(price(make(one(TO_FEN, THIRD)), 99_999))

    def test_of_lines_and_amounts(self, make: Make) -> None:
        policy = make(one(TO_FEN), lines='rounding = { mode = "down", to = "fen" }')
        told = sentences(price(policy, line(999, ItemClass.B, share=Rate(1, 10))), "en")
        assert any("0.99 yuan (rounded down to the fen on each line)" in text for text in told)
        later = '{ rule = "ratios", ratios = [0.333], rounding = { mode = "down", to = "fen" } }'
        policy = make(one(TO_FEN), replaced=TestAmounts().by_admission("200.01", later))
        told = sentences(price(policy, 50_000, C0000__outpatient=1), "en")
        assert any("66.60 yuan (rounded down to the fen)" in text for text in told)
