"""Rounding to the jiao, the yuan or band by band: what is paid, what goes on, what it says; every figure by hand.

Each limit of what rounding may pay is tried with the limit and without it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain import pricing
from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.bill import split_lines
from counter.domain.claim import CareKind, ClaimLine, ItemClass, PersonFacts
from counter.domain.coarse import Payment, coarse_payment
from counter.domain.engine import adjudicate
from counter.domain.explanation import sentences, step_title, why_not_more
from counter.domain.money import Rate
from counter.domain.policy import Policy
from counter.domain.rounding import PLACES, Rounding, rounded
from counter.policies.package import read_package

from ..small_package import ASSISTANCE, NO_CAP, NO_OWN, OTHER, POOL, TO_FEN, cap, layer, own, package
from .test_engine import claim_of, line

Make = Callable[..., Policy]
ALL = (("open", "1"),)
HALF = (("open", "0.5"),)
YUAN_UP = 'mode = "up", to = "yuan", each = "layer"'
YUAN_DOWN = 'mode = "down", to = "yuan", each = "layer"'
YUAN = 'mode = "half_up", to = "yuan", each = "layer"'


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


def maker(tmp_path: Path) -> Make:
    """What makes a package of some layers without a deductible; lines: how lines are rounded."""

    def made(*layers: tuple[str, str], lines: str = "", replaced: tuple[tuple[str, str], ...] = ()) -> Policy:
        text = package(*layers, direct=False).replace("300.00", "0").replace('"apart"', '"ordinary"')
        for old, new in ((f"rounding = {{ {TO_FEN[: TO_FEN.rindex(',')]} }}", lines), *replaced):
            assert old in text
            text = text.replace(old, new, 1) if new else text
        file = tmp_path / "p.toml"
        file.write_text(text, encoding="utf-8")
        return read_package(file, "p.toml")[0]

    return made


def price(policy: Policy, *lines: ClaimLine | int, **used: int) -> Adjudication:
    bills = [line(entry) if isinstance(entry, int) else entry for entry in lines]
    person = PersonFacts("1101", date(1980, 1, 1))
    claim = claim_of(*bills, care=CareKind.OUTPATIENT, day=date(2026, 6, 1), person=person)
    totals = YearTotals("2026", tuple((key.replace("__", "/"), fen) for key, fen in used.items()))
    priced = adjudicate(claim, policy, totals, AccountMoney())
    for language in ("zh", "en"):
        told = [*sentences(priced, language), why_not_more(priced, language)]
        told += [step_title(step, language) for step in priced.steps]
        assert all(told) and not any("None" in text or "{" in text for text in told)
    check_steps(priced)
    return priced


def check_steps(priced: Adjudication) -> None:
    """The bands of a layer add up to what it pays, or to what its rounding begins with."""
    for paid in (step for step in priced.steps if step.code == "layer"):
        mine = [step for step in priced.steps if step.rule_path.startswith(f"{paid.rule_path}.")]
        bands = [step.result_fen for step in mine if step.code == "band"]
        turned = [step for step in mine if step.code == "rounding"]
        assert all(amount >= 0 for amount in bands)
        if turned:
            (step,) = turned
            assert (sum(bands), step.result_fen) == (step.base_fen, paid.result_fen)
        else:
            assert sum(bands) == paid.result_fen


@given(
    st.integers(0, 10**9), st.integers(1, 997), st.sampled_from(list(Rounding)), st.sampled_from(list(PLACES.values()))
)
def test_every_mode_to_every_place(numerator: int, denominator: int, mode: Rounding, to: int) -> None:
    found = rounded(numerator, denominator, mode, to)
    assert found % to == 0
    away = found * denominator - numerator
    if mode is Rounding.HALF_UP:
        assert -to * denominator < away * 2 <= to * denominator
    elif mode is Rounding.DOWN:
        assert -to * denominator < away <= 0
    else:
        assert 0 <= away < to * denominator


@pytest.mark.parametrize(
    ("rounding", "pays"),
    [
        # 0.333 of 1,000.05 and 0.85 of 1,000.45: 333.01665 and 850.3825, together 1,183.39915.
        ('mode = "half_up", to = "fen", each = "layer"', 118_340),
        ('mode = "down", to = "fen", each = "layer"', 118_339),
        ('mode = "half_up", to = "fen", each = "band"', 33_302 + 85_038),
        ('mode = "up", to = "fen", each = "band"', 33_302 + 85_039),
        ('mode = "half_up", to = "jiao", each = "layer"', 118_340),
        ('mode = "down", to = "jiao", each = "layer"', 118_330),
        ('mode = "half_up", to = "jiao", each = "band"', 33_300 + 85_040),
        ('mode = "half_up", to = "yuan", each = "layer"', 118_300),
        ('mode = "up", to = "yuan", each = "layer"', 118_400),
        ('mode = "up", to = "yuan", each = "band"', 33_400 + 85_100),
        ('mode = "down", to = "yuan", each = "band"', 33_300 + 85_000),
    ],
)
def test_a_layer_rounds_as_it_states(make: Make, rounding: str, pays: int) -> None:
    policy = make(
        ("pool", layer("pool", POOL, '["in_scope"]', (("1000.05", "0.333"), ("open", "0.85")), rounding=rounding))
    )
    assert price(policy, 200_050).fund_amount == pays


class TestWhatGoesOn:
    """Once to the fen the exact fraction goes on; else what the layer really left."""

    @staticmethod
    def stack(make: Make, first: str, second: str = TO_FEN) -> Policy:
        return make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF, rounding=first)),
            ("more", layer("more", ASSISTANCE, '["copayment:pool"]', ALL, rounding=second)),
        )

    @pytest.mark.parametrize(
        ("first", "paid"),
        [
            # Half of 1.01 is 0.505.
            (TO_FEN, [51, 50]),
            (YUAN, [100, 1]),
            (YUAN_UP, [100, 1]),
            (YUAN_DOWN, [0, 101]),
            ('mode = "half_up", to = "jiao", each = "layer"', [50, 51]),
            ('mode = "half_up", to = "fen", each = "band"', [51, 50]),
        ],
    )
    def test_nobody_pays_twice_and_nothing_is_lost(self, make: Make, first: str, paid: list[int]) -> None:
        priced = price(self.stack(make, first), 101)
        assert [fund.amount_fen for fund in priced.funds] == [amount for amount in paid if amount]
        assert priced.person_amount == 0

    def test_two_layers_that_both_round_up_share_what_there_is(self, make: Make) -> None:
        # 0.75 becomes 1.00; the next may round half of the other 0.50 up, but only to those 0.50.
        policy = make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF, rounding=YUAN)),
            ("more", layer("more", ASSISTANCE, '["copayment:pool"]', (("open", "0.9"),), rounding=YUAN)),
        )
        priced = price(policy, 150)
        assert [fund.amount_fen for fund in priced.funds] == [100]
        priced = price(policy, 160)
        assert [fund.amount_fen for fund in priced.funds] == [100, 60]
        assert priced.person_amount == 0

    def test_the_year_counts_what_was_paid(self, make: Make) -> None:
        text = layer("pool", POOL, '["in_scope"]', HALF, rounding=YUAN, more=f"{NO_OWN}\n{PAY_CAP}")
        priced = price(make(("pool", text)), 301)
        assert dict(priced.totals_added)["D310101/outpatient"] == 200
        assert priced.funds[0].limit_left_fen == 10_030 - 200


PAY_CAP = cap("payment", "100.30", "D310101/outpatient")


def one(rounding: str, bands: tuple[tuple[str, str], ...] = ALL, **more: str) -> tuple[str, str]:
    return "pool", layer("pool", POOL, '["in_scope"]', bands, rounding=rounding, **more)


def broken_fens() -> tuple[tuple[str, str], ...]:
    """A cap of one fen at 0.7 lies at 1.428... fen: what is below and above it are no whole fen."""
    capped = f"{NO_OWN}\n" + cap("payment", "0.01", "D310101/outpatient")
    by_band = 'mode = "up", to = "fen", each = "band"'
    return (
        ("pool", layer("pool", POOL, '["in_scope"]', (("open", "0.7"),), rounding=by_band, more=capped)),
        ("low", layer("low", ASSISTANCE, '["copayment:pool"]', ALL, rounding=by_band)),
        ("high", layer("high", OTHER, '["above:pool"]', ALL, rounding=by_band)),
    )


def behind_the_end(rounding: str, bands: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A layer on what lies above the end of one that leaves 50.00 of what is in scope to the member."""
    first = one(TO_FEN, (("100.00", "0.5"),))
    return first, ("high", layer("high", OTHER, '["above:pool"]', bands, rounding=rounding))


def off_list(*others: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Layers behind one that leaves nine tenths of what is off the lists: none of that is theirs."""
    return ("off", layer("off", ("390201", "hifmi_pay"), '["excluded"]', (("open", "0.1"),), rounding=TO_FEN)), *others


BANDS_UP = 'mode = "up", to = "yuan", each = "band"'
CAPPED, PAID = f"{NO_OWN}\n{PAY_CAP}", "D310101__outpatient"
OWN = f"{own('2.80', 'F310101/outpatient')}\n{NO_CAP}"
EXPENSE = f"{NO_OWN}\n{cap('expense', '0.80', 'F310101/outpatient')}"
FIFTH = (("0.10", "0.9"), ("0.20", "0.9"), ("open", "0.9"))

LIMITS: list[tuple[str, tuple[tuple[str, str], ...], tuple[int, int], dict[str, int], int]] = [
    # (limit, layers, fen in scope and off the lists, used of the year, funds pay)
    ("base", behind_the_end(YUAN_UP, (("open", "0.85"),)), (10_030, 0), {}, 5_000 + 30),
    ("base", behind_the_end(YUAN, (("open", "0.85"),)), (10_060, 0), {}, 5_000 + 60),
    ("base", behind_the_end(BANDS_UP, FIFTH), (10_250, 0), {}, 5_000 + 250),
    ("base", (one(YUAN_UP, HALF, more=OWN),), (300, 0), {}, 20),
    ("base", (one(YUAN_UP, HALF, more=EXPENSE),), (300, 0), {}, 80),
    ("base", (one(YUAN_UP, (("0.80", "0.5"),)),), (300, 0), {}, 80),
    ("cap", (one(YUAN_UP, HALF, more=CAPPED),), (500, 0), {PAID: 10_000}, 30),
    ("cap", (one(YUAN, HALF, more=CAPPED),), (500, 0), {PAID: 9_970}, 60),
    ("bands_end", (one(YUAN_UP, (("10.30", "0.5"),), measure="payment", period="year"),), (500, 0), {PAID: 1_000}, 30),
    ("bill", broken_fens(), (100, 0), {}, 100),
    ("bill", off_list(*broken_fens()), (100, 10_000), {}, 1_000 + 100),
]


@pytest.mark.parametrize(("limit", "layers", "fen", "used", "pays"), LIMITS)
def test_rounding_pays_nobody_what_is_not_there(
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    layers: tuple[tuple[str, str], ...],
    fen: tuple[int, int],
    used: dict[str, int],
    pays: int,
) -> None:
    policy = make(*layers)
    lines = [line(fen[0]), line(fen[1], ItemClass.C)]
    priced = price(policy, *lines, **used)
    assert priced.fund_amount == pays
    told = [dict(step.facts) for step in priced.steps if step.code == "rounding"]
    held = [facts["limit"] for facts in told if "limit" in facts]
    assert held in ([limit], [])

    def without(layer: Any, slices: Any, unit: int, covered: int, limits: dict[str, int]) -> Payment:
        kept = {name: most for name, most in limits.items() if name != limit}
        return coarse_payment(layer, slices, unit, covered + (10**9 * unit if limit == "base" else 0), kept)

    monkeypatch.setattr(pricing, "coarse_payment", without)
    with pytest.raises(AssertionError):
        assert price(policy, *lines, **used).fund_amount == pays


def test_rounding_down_at_a_cap_leaves_the_rest_and_says_so(make: Make) -> None:
    policy = make(one(YUAN_DOWN, HALF, more=f"{NO_OWN}\n{PAY_CAP}"))
    priced = price(policy, 100_000)
    assert (priced.fund_amount, priced.funds[0].limit_left_fen) == (10_000, 30)
    assert priced.binding.code == "cap"
    assert "层pool计算得100.30元，按规定舍去尾数到元，支付100.00元。" in sentences(priced, "zh")
    assert "pool: 100.30 yuan, rounded down to the yuan: 100.00 yuan." in sentences(priced, "en")
    # What is left pays nothing more: the cap is what binds, also where the bill does not reach it.
    for bill in (100_000, 50):
        later = price(policy, bill, D310101__outpatient=10_000)
        assert (later.fund_amount, later.binding.code) == (0, "cap")
    off = price(policy, line(5_000, ItemClass.C), D310101__outpatient=10_000)
    assert off.binding.code == "cap"


def test_what_rounding_takes_is_why_it_is_not_more(make: Make) -> None:
    priced = price(make(one(YUAN_DOWN)), 150)
    assert (priced.fund_amount, priced.binding.code, priced.binding.rule_path) == (
        100,
        "rounding",
        "layers.pool.rounding",
    )
    assert why_not_more(priced, "zh") == "层pool的支付额按规定舍去尾数到元，因此0.50元由个人承担。"
    assert why_not_more(priced, "en") == "What pool pays is rounded down to the yuan; so 0.50 yuan are the member's."
    # Beside the half that the rate leaves.
    also = price(make(one(YUAN_DOWN, (("open", "0.9"),))), 150)
    assert (also.fund_amount, also.binding.code) == (100, "rounding")
    assert price(make(one(YUAN_DOWN, HALF)), 1_050).binding.code == "rate"


def test_a_limit_is_told_with_what_rounding_would_give(make: Make) -> None:
    policy = make(one('mode = "up", to = "yuan", each = "band"', (("0.10", "0.9"), ("open", "0.9"))))
    told = sentences(price(policy, 150), "zh")
    assert "层pool计算得1.35元，按规定各段分别尾数进位到元为3.00元，但不超过可支付的费用，支付1.50元。" in told


class TestLines:
    LINES = 'rounding = { mode = "MODE", to = "yuan" }'

    @pytest.mark.parametrize(
        ("mode", "made", "row"),
        [
            ("half_up", line(1_049, ItemClass.B, share=Rate(1, 10)), (1_049, 0, 0, 100, 949)),
            ("down", line(1_999, ItemClass.B, share=Rate(1, 10)), (1_999, 0, 0, 100, 1_899)),
            ("up", line(1_001, ItemClass.B, share=Rate(1, 10)), (1_001, 0, 0, 200, 801)),
            ("up", line(30, ItemClass.B, share=Rate(1, 10)), (30, 0, 0, 30, 0)),
            ("up", line(250, price=250, limit=130), (250, 0, 200, 0, 50)),
            ("up", line(190, price=190, limit=80), (190, 0, 190, 0, 0)),
        ],
    )
    def test_each_part_on_its_line(self, make: Make, mode: str, made: ClaimLine, row: tuple[int, ...]) -> None:
        limits = ('price_limit = "none"', 'price_limit = "unit_price"')
        policy = make(one(TO_FEN), lines=self.LINES.replace("MODE", mode), replaced=(limits,))
        (split,) = split_lines(claim_of(made), policy.lines).splits
        assert split[2:] == row

    def test_a_share_away_takes_no_more_than_what_is_inside(self, make: Make) -> None:
        policy = make(one(TO_FEN), lines=self.LINES.replace("MODE", "up"))
        bill = split_lines(claim_of(line(30)), policy.lines, first_share=Rate(1, 10))
        assert (bill.away_share, bill.eligible) == (30, 0)

    def test_it_is_told(self, make: Make) -> None:
        policy = make(one(TO_FEN), lines=self.LINES.replace("MODE", "half_up"))
        priced = price(policy, line(1_049, ItemClass.B, share=Rate(1, 10)))
        assert "乙类项目先由个人自付1.00元(每行四舍五入到元)。" in sentences(priced, "zh")
        told = (
            "The member's own share of class B items comes first: 1.00 yuan (rounded half up to the yuan on each line)."
        )
        assert told in sentences(priced, "en")


class TestAmounts:
    """Amounts that are worked out say how they were rounded, where that is not to the fen."""

    WAGE = '\n[wages.city]\nsource = { from = "n", article = "1" }\namount = 1234.56\n'
    ZERO = "amounts = { all = { all = 0 } }"

    @staticmethod
    def share(times: str, to: str = "ten_yuan") -> str:
        return f'{{ times = {times}, of = "city", rounding = {{ mode = "half_up", to = "{to}" }} }}'

    def by_admission(self, first: str, later: str) -> tuple[tuple[str, str], ...]:
        period = ('period = "year"\n', 'period = "admission"\n')
        return (
            period,
            (self.ZERO, f"amounts = {{ all = {{ all = {first} }} }}"),
            ('later = "none"', f"later = {later}"),
        )

    def test_a_deductible_of_the_year(self, make: Make) -> None:
        amounts = (self.ZERO, f"amounts = {{ all = {{ all = {self.share('0.1')} }} }}")
        wage = ("\n[account]", f"{self.WAGE}\n[account]")
        priced = price(make(one(TO_FEN), replaced=(amounts, wage)), 50_000)
        assert priced.deductible_amount == 12_000
        told = sentences(priced, "zh")
        assert "全年起付标准120.00元(四舍五入到十元)，此前已累计0.00元，本次计入起付线120.00元。" in told
        assert any(
            "is 120.00 yuan (rounded half up to ten yuan), 0.00 were" in text for text in sentences(priced, "en")
        )
        # A share to the fen is as if it were written.
        plain = (self.ZERO, f"amounts = {{ all = {{ all = {self.share('0.1', 'fen')} }} }}")
        assert not any(
            "四舍五入" in text for text in sentences(price(make(one(TO_FEN), replaced=(plain, wage)), 50_000), "zh")
        )

    def test_a_later_admission(self, make: Make) -> None:
        later = '{ rule = "ratios", ratios = [0.333], rounding = { mode = "down", to = "ten_yuan" } }'
        policy = make(one(TO_FEN), replaced=self.by_admission("200.00", later))
        first, second = price(policy, 50_000), price(policy, 50_000, C0000__outpatient=1)
        assert (first.deductible_amount, second.deductible_amount) == (20_000, 6_000)
        assert "本年第1次住院，起付标准200.00元，本次计入起付线200.00元。" in sentences(first, "zh")
        assert "本年第2次住院，起付标准60.00元(舍去尾数到十元)，本次计入起付线60.00元。" in sentences(second, "zh")

    def test_what_a_ceiling_leaves_was_not_rounded(self, make: Make) -> None:
        later = '{ rule = "ratios", ratios = [0.333], rounding = { mode = "down", to = "ten_yuan" } }'
        ceiling = ('yearly_ceiling = "none"', "yearly_ceiling = 210.00")
        policy = make(one(TO_FEN), replaced=(*self.by_admission("200.00", later), ceiling))
        second = price(policy, 50_000, C0000__outpatient=1, Q0000__outpatient=20_000)
        assert "本年第2次住院，起付标准10.00元，本次计入起付线10.00元。" in sentences(second, "zh")

    def test_a_cap_and_a_deductible_of_a_layer(self, make: Make) -> None:
        wage = ("\n[account]", f"{self.WAGE}\n[account]")
        limits = own(self.share("0.05", "yuan"), "F310101/outpatient") + "\n"
        limits += cap("payment", self.share("0.1"), "D310101/outpatient")
        priced = price(make(one(TO_FEN, more=limits), replaced=(wage,)), 50_000)
        assert priced.fund_amount == 12_000
        zh, en = sentences(priced, "zh"), sentences(priced, "en")
        assert any("层pool全年起付标准62.00元(四舍五入到元)" in text for text in zh)
        assert any("年度最高支付限额120.00元(四舍五入到十元)，本次前尚余120.00元" in text for text in zh)
        assert any(
            "payments of a year end at 120.00 yuan (rounded half up to ten yuan), 120.00 were left" in text
            for text in en
        )
