"""What differs between regions, one stated choice at a time: what it does to the figures and to the words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import Away, CareKind, Claim, InstitutionLevel, ItemClass, PersonFacts
from counter.domain.engine import adjudicate, benefits
from counter.domain.errors import NotCovered
from counter.domain.explanation import sentences, step_title, warning_sentences, why_not_more
from counter.domain.money import Rate
from counter.domain.national import settlement_amounts
from counter.domain.policy import Policy
from counter.policies.book import load_book
from counter.policies.package import read_package

from .test_engine import claim_of, line

FOLDER = Path(__file__).parents[3] / "resources" / "policies"
BASE = (FOLDER / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
BOOK = load_book(FOLDER, unverified=True)
SOURCE = 'source = { from = "table", article = "x" }'

OLD = PersonFacts("1201", date(1950, 5, 1))
Change = Callable[..., Policy]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """The Beijing inpatient package with some texts replaced by others (pairs of old and new)."""

    def read(*pairs: tuple[str, str], more: str = "") -> Policy:
        text = BASE
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        file = tmp_path / "p.toml"
        file.write_text(text + "\n" + more, encoding="utf-8")
        return read_package(file, "p.toml")[0]

    return read


def price(claim: Claim, policy: Policy, money: AccountMoney | None = None, **totals: int) -> Adjudication:
    pairs = tuple((key.replace("__", "/"), amount) for key, amount in totals.items())
    priced = adjudicate(claim, policy, YearTotals("2026", pairs), money or AccountMoney())
    for language in ("zh", "en"):
        told = [*sentences(priced, language), why_not_more(priced, language), *warning_sentences(priced, language)]
        told += [step_title(step, language) for step in priced.steps]
        assert all(told) and not any("None" in text or "{" in text for text in told)
    return priced


def away(claim: Claim, kind: Away) -> Claim:
    return dataclasses.replace(claim, away=kind)


AWAY = f"""
[away]
{SOURCE}
points_from = ["pool"]
resident = "as_local"
referred = {{ minus_points = 0.05 }}
unfiled = {{ first_share = 0.10 }}
emergency = "refused"
"""


class TestAway:
    @pytest.fixture
    def policy(self, changed: Change) -> Policy:
        return changed(('away = "none"\n', ""), more=AWAY)

    def test_at_home_nothing_changes(self, policy: Policy) -> None:
        priced = price(claim_of(line(6_000_000)), policy)
        assert priced.fund_amount == 5_239_500
        assert not any(step.code == "away" for step in priced.steps)

    def test_a_filed_resident_is_paid_as_at_home(self, policy: Policy) -> None:
        priced = price(away(claim_of(line(6_000_000)), Away.RESIDENT), policy)
        assert priced.fund_amount == 5_239_500
        assert any("不降低" in text for text in sentences(priced, "zh"))

    def test_points_come_off_the_rates_of_the_layers_named(self, policy: Policy) -> None:
        priced = price(away(claim_of(line(6_000_000)), Away.REFERRED), policy)
        assert priced.fund_amount == 5_239_500 - (6_000_000 - 130_000) * 5 // 100
        retired = claim_of(line(2_000_000), person=PersonFacts("1201", date(1960, 5, 1)))
        priced = price(away(retired, Away.REFERRED), policy)
        pool = 1_870_000 * 86 // 100
        assert priced.field_amount("hifp_pay") == pool
        assert priced.field_amount("oth_pay") == (1_870_000 - pool) // 2

    def test_the_members_share_comes_first_on_every_line(self, policy: Policy) -> None:
        priced = price(away(claim_of(line(1_000_005), line(1_000_000, ItemClass.C)), Away.UNFILED), policy)
        assert (priced.prior_self_pay_amount, priced.eligible_amount) == (100_001, 900_004)
        assert priced.lines[1].prior_self_pay_fen == 0

    def test_a_kind_that_is_refused_and_a_package_without_rules(self, policy: Policy, changed: Change) -> None:
        with pytest.raises(NotCovered) as caught:
            price(away(claim_of(line(100)), Away.EMERGENCY), policy)
        assert caught.value.reason == "away"
        with pytest.raises(NotCovered):
            price(away(claim_of(line(100)), Away.RESIDENT), changed())

    def test_outside_has_values_of_its_own(self) -> None:
        policy = BOOK.find("442000", "310", CareKind.INPATIENT, date(2022, 12, 1))
        claim = dataclasses.replace(claim_of(line(2_000_000), day=date(2022, 12, 1)), region="442000")
        priced = price(away(claim, Away.REFERRED), policy)
        assert priced.fund_amount == 1_516_400
        # Outside the region the level does not count: none is offered as better.
        assert "better_level" not in dict(priced.binding.facts)
        assert "at an institution outside the region" in why_not_more(priced, "en")


class TestAccount:
    FIRST = ('first = "none"\n', "")

    def test_first_it_pays_before_the_deductible(self, changed: Change) -> None:
        policy = changed(self.FIRST, more=f'[account.first]\n{SOURCE}\nmoney = ["current"]\n')
        claim = claim_of(line(1_000_000), paid_in_cash=False)
        priced = price(claim, policy, AccountMoney(300_000, 50_000))
        assert priced.deductible_amount == 130_000
        assert priced.fund_amount == (1_000_000 - 300_000 - 130_000) * 85 // 100
        assert (priced.account_current_amount, priced.account_prior_amount) == (300_000, 50_000)

    def test_not_for_what_was_paid_in_cash(self, changed: Change) -> None:
        policy = changed(self.FIRST, more=f'[account.first]\n{SOURCE}\nmoney = ["current"]\n')
        priced = price(claim_of(line(1_000_000)), policy, AccountMoney(300_000, 0))
        assert (priced.account_amount, priced.fund_amount) == (0, 870_000 * 85 // 100)

    def test_when_it_pays_most_it_is_what_binds(self, changed: Change) -> None:
        policy = changed(self.FIRST, more=f'[account.first]\n{SOURCE}\nmoney = ["prior", "current"]\n')
        priced = price(claim_of(line(500_000), paid_in_cash=False), policy, AccountMoney(200_000, 250_000))
        assert priced.binding.code == "account_first"
        assert (priced.account_prior_amount, priced.account_current_amount) == (250_000, 200_000)

    @settings(max_examples=300, deadline=None)
    @given(st.integers(1, 9_000_000), st.integers(0, 9_000), st.booleans())
    def test_no_fen_that_it_may_pay_stays_as_cash(self, fen: int, excluded: int, retired: bool) -> None:
        """The supplement pays on a fraction of a fen that the pool left; the account takes the whole rest."""
        person = PersonFacts("1201" if retired else "1101", date(1960, 5, 1))
        lines = [line(fen), line(excluded, ItemClass.C)] if excluded else [line(fen)]
        claim = claim_of(*lines, person=person, paid_in_cash=False)
        policy = BOOK.find("110000", "310", claim.care, claim.service_day)
        priced = adjudicate(claim, policy, YearTotals("2026"), AccountMoney(99_999_999, 0))
        assert priced.cash_amount == excluded


class TestLines:
    BED = f"""
[lines.bed_limit]
{SOURCE}
charge_types = ["01"]
amounts = {{ community = 10.00, 1 = 10.00, 2 = 15.00, 3 = 25.00 }}
"""

    def test_a_bed_is_in_scope_up_to_its_level(self, changed: Change) -> None:
        policy = changed(('bed_limit = "none"\n', ""), more=self.BED)
        bed = dataclasses.replace(line(40_000, price=4_000, quantity="10"), charge_type="01")
        assert price(claim_of(bed), policy).over_limit_amount == 15_000
        assert price(claim_of(dataclasses.replace(bed, charge_type="09")), policy).over_limit_amount == 0
        lower = dataclasses.replace(bed, price_limit_fen=2_000)
        assert price(claim_of(lower), policy).over_limit_amount == 20_000

    def test_class_b_by_category(self, changed: Change) -> None:
        own = f'[lines.prior_self_pay]\n{SOURCE}\nby_charge_type = {{ "08" = 0.3, all = 0.1 }}\n'
        policy = changed(('prior_self_pay = "rate_of_item"\n', ""), more=own)
        material = dataclasses.replace(line(100_000, ItemClass.B), charge_type="08")
        claim = claim_of(material, line(100_000, ItemClass.B, share=Rate(1, 2)), line(100_000))
        assert price(claim, policy).prior_self_pay_amount == 40_000
        assert price(claim, policy).warnings == ()

    def test_class_b_by_price(self, changed: Change) -> None:
        bands = '[{ to = 100, rate = 0.1 }, { to = "open", rate = 0.3 }]'
        own = f"[lines.prior_self_pay]\n{SOURCE}\nby_unit_price = {bands}\n"
        policy = changed(('prior_self_pay = "rate_of_item"\n', ""), more=own)
        cheap, dear = line(99_990, ItemClass.B, price=9_999, quantity="10"), line(10_000, ItemClass.B)
        assert price(claim_of(cheap), policy).prior_self_pay_amount == 9_999
        assert price(claim_of(dear), policy).prior_self_pay_amount == 3_000


class TestAmounts:
    def test_a_share_of_a_wage(self, changed: Change) -> None:
        wage = f"[wages.city]\n{SOURCE}\namount = 123456.78\n"
        policy = changed(
            (
                "{ all = { all = 1300.00 } }",
                '{ all = { all = { times = 0.1, of = "city", rounding = { mode = "half_up", to = "fen" } } } }',
            ),
            ("amount = 100000.00", 'amount = { times = 4, of = "city", rounding = { mode = "half_up", to = "fen" } }'),
            more=wage,
        )
        assert policy.deductible is not None and policy.deductible.due["retired/3"][0] == 1_234_568
        cap = policy.layers[0].cap
        assert cap is not None and cap.amounts["in_service"] == 49_382_712

    @pytest.mark.parametrize(
        ("mode", "to", "due"),
        [
            ("half_up", "jiao", 1_234_570),
            ("down", "yuan", 1_234_500),
            ("half_up", "ten_yuan", 1_235_000),
            ("down", "ten_yuan", 1_234_000),
        ],
    )
    def test_a_share_of_a_wage_is_rounded_as_stated(self, changed: Change, mode: str, to: str, due: int) -> None:
        share = f'{{ times = 0.1, of = "city", rounding = {{ mode = "{mode}", to = "{to}" }} }}'
        policy = changed(
            ("{ all = { all = 1300.00 } }", f"{{ all = {{ all = {share} }} }}"),
            more=f"[wages.city]\n{SOURCE}\namount = 123456.78\n",
        )
        assert policy.deductible is not None and policy.deductible.due["retired/3"][0] == due

    def test_a_cap_by_class_is_shown_and_held(self, changed: Change) -> None:
        policy = changed(
            ("amount = 100000.00", "amount = { by_class = { in_service = 10000.00, retired = 20000.00 } }")
        )
        assert price(claim_of(line(6_000_000)), policy).field_amount("hifp_pay") == 1_000_000
        shown = {benefit.code: benefit.limit_fen for benefit in benefits(policy, YearTotals("2026"), OLD)}
        assert shown["pool_cap"] == 2_000_000

    def test_a_bonus_stops_at_its_ceiling_and_never_lowers(self, changed: Change) -> None:
        ages = "[{ from = 40, add = 0.05 }, { from = 60, add = 0.5 }]"
        bonus = f"age_bonus = {{ {SOURCE}, ages = {ages}, ceiling = 0.9 }}"
        head = BASE.split("[layers.retiree_supplement]")[0]
        policy = changed((head, head.replace('age_bonus = "none"', bonus)))
        rates = policy.layers[0].bands[0].effective
        assert [rates[f"in_service/3/{age}"] for age in (39, 40, 60)] == [Rate(17, 20), Rate(9, 10), Rate(9, 10)]
        assert policy.layers[0].bands[2].effective["in_service/3/60"] == Rate(19, 20)

    def test_a_waiver_of_the_hospital_is_no_fund(self, changed: Change) -> None:
        policy = changed(
            ('fund = "999997"\nfield = "oth_pay"', 'fund = "630100"\nfield = "hosp_part_amt"'),
            ('classes = ["retired"]', 'classes = ["in_service", "retired"]'),
        )
        priced = price(claim_of(line(6_000_000)), policy)
        amounts = settlement_amounts(priced)
        assert (amounts["hosp_part_amt"], amounts["fund_pay_sumamt"]) == (315_250, 5_239_500)
        assert amounts["psn_part_amt"] == 6_000_000 - 5_239_500 - 315_250
        assert [fund.code for fund in priced.funds] == ["310101"]


class TestListedDiseases:
    def priced(self, disease: str, **totals: int) -> Adjudication:
        policy = BOOK.find("510000", "310", CareKind.INPATIENT, date(2011, 6, 1))
        person = PersonFacts("1101", date(1971, 6, 1))
        claim = dataclasses.replace(claim_of(line(1_000_000), day=date(2011, 6, 1), person=person), disease=disease)
        return price(claim, policy, **totals)

    def test_each_admission_is_counted_for_its_disease(self) -> None:
        assert ("C0000_cancer/inpatient", 1) in self.priced("cancer").totals_added
        assert not any("_" in key for key, _ in self.priced("flu").totals_added)

    def test_once_a_year(self) -> None:
        again = self.priced("cancer", C0000__inpatient=1, C0000_cancer__inpatient=1)
        assert again.deductible_amount == 0
        assert any("全年只计一次" in text for text in sentences(again, "zh"))

    def test_the_age_stands_in_the_words(self) -> None:
        assert any("40岁" in text for text in sentences(self.priced(""), "zh"))


def test_a_cap_by_disease_names_the_disease() -> None:
    day = date(2023, 6, 1)
    policy = BOOK.find("320100", "310", CareKind.SERIOUS_OUTPATIENT, day)
    claim = claim_of(line(8_000_000), day=day, care=CareKind.SERIOUS_OUTPATIENT)
    priced = price(dataclasses.replace(claim, disease="dialysis"), policy)
    assert priced.fund_amount == 6_900_000 * 92 // 100
    assert "透析治疗" in why_not_more(priced, "zh") and "dialysis" in why_not_more(priced, "en")
    with pytest.raises(NotCovered) as caught:
        price(claim, policy)
    assert caught.value.reason == "disease"


def test_what_is_not_documented_is_refused_or_warned_of() -> None:
    day = date(2009, 6, 1)
    policy = BOOK.find("320300", "310", CareKind.INPATIENT, day)
    priced = price(claim_of(line(2_000_000), day=day), policy)
    assert priced.warnings == ("cap_undocumented",)
    with pytest.raises(NotCovered) as caught:
        price(claim_of(line(2_000_000), day=day, level=InstitutionLevel.LEVEL_2), policy)
    assert caught.value.reason == "undocumented"


def test_a_listed_disease_is_asked_for_even_where_nothing_is_in_scope() -> None:
    day = date(2023, 6, 1)
    policy = BOOK.find("320100", "310", CareKind.SERIOUS_OUTPATIENT, day)
    nothing = claim_of(line(100_000, ItemClass.C), day=day, care=CareKind.SERIOUS_OUTPATIENT)
    with pytest.raises(NotCovered) as caught:
        price(nothing, policy)
    assert caught.value.reason == "disease"
    assert price(dataclasses.replace(nothing, disease="dialysis"), policy).fund_amount == 0


class TestBoundsOfTheYear:
    """Bands that include the deductible and run over the whole year."""

    @pytest.fixture
    def policy(self, changed: Change) -> Policy:
        return changed(
            (
                'measure = "in_scope_with_deductible"\nperiod = "admission"',
                'measure = "in_scope_with_deductible"\nperiod = "year"',
            )
        )

    def test_a_claim_begins_where_the_year_stands(self, policy: Policy) -> None:
        used = {"C0000__inpatient": 1, "F0000__inpatient": 2_900_000, "Q0000__inpatient": 130_000}
        priced = price(claim_of(line(2_000_000)), policy, **used)
        # 650 of the deductible, then from 29,650 on: 350 at 85 %, 10,000 at 90 %, 9,000 at 95 %.
        assert priced.deductible_amount == 65_000
        assert priced.fund_amount == 35_000 * 85 // 100 + 1_000_000 * 90 // 100 + 900_000 * 95 // 100

    def test_without_an_earlier_claim_it_is_the_admission(self, policy: Policy, changed: Change) -> None:
        claim = claim_of(line(6_000_000))
        assert price(claim, policy).fund_amount == price(claim, changed()).fund_amount


class TestUndocumentedRates:
    """A rate that no source gives matters to the claims that reach its band, and to no other."""

    THIRD = "[[layers.pool.bands]]\n".join(["", *BASE.split("[[layers.pool.bands]]\n")[3:4]])

    def refused(self, claim: Claim, policy: Policy, **totals: int) -> bool:
        try:
            price(claim, policy, **totals)
        except NotCovered as error:
            assert error.reason == "undocumented"
            return True
        return False

    def test_only_who_reaches_the_band_is_refused(self, changed: Change) -> None:
        policy = changed((self.THIRD, self.THIRD.replace("3 = 0.95", '3 = "undocumented"')))
        assert not self.refused(claim_of(line(4_000_000)), policy)
        assert self.refused(claim_of(line(4_000_001)), policy)

    def test_a_cap_that_is_reached_before_does_not_need_it(self, changed: Change) -> None:
        policy = changed((self.THIRD, self.THIRD.replace("3 = 0.95", '3 = "undocumented"')))
        claim = claim_of(line(8_000_000))
        assert self.refused(claim, policy)
        # 33,395 are paid up to 40,000 of expense; with 66,605 paid before, the cap ends there.
        assert not self.refused(claim, policy, D310101__inpatient=10_000_000 - 3_339_500)
        assert self.refused(claim, policy, D310101__inpatient=10_000_000 - 3_339_501 - 1)

    def test_a_layer_within_its_own_deductible_needs_no_rate(self) -> None:
        policy = BOOK.find("110000", "390", CareKind.INPATIENT, date(2022, 6, 1))
        illness = next(layer for layer in policy.layers if layer.id == "serious_illness")
        bare = dataclasses.replace(
            illness,
            bands=tuple(dataclasses.replace(band, rates={}, effective={}) for band in illness.bands),
            scales={},
        )
        unknown = dataclasses.replace(
            policy, layers=tuple(bare if layer is illness else layer for layer in policy.layers)
        )
        claim = claim_of(line(5_000_000), day=date(2022, 6, 1), person=PersonFacts("1501", date(1980, 5, 1)))
        small = dataclasses.replace(claim, scheme="390")
        assert not self.refused(small, unknown)
        large = dataclasses.replace(claim_of(line(50_000_000), day=date(2022, 6, 1), person=small.person), scheme="390")
        assert self.refused(large, unknown)


@pytest.mark.parametrize(
    ("measure", "period", "bases"),
    [("base", "year", [19_500_000]), ("base", "admission", [100_000, 19_400_000]), ("payment", "year", [19_500_000])],
)
def test_a_layer_with_a_deductible_keeps_its_stated_measure(
    changed: Change, measure: str, period: str, bases: list[int]
) -> None:
    """Bands by admission begin anew above the layer's own yearly deductible; by year they go on."""
    block = "[layers.large_amount]" + BASE.split("[layers.large_amount]")[1].split("[account]")[0]
    first = "from = 0\nto = 1000.00\nrates = { all = { all = 0.5 } }\n"
    second = "from = 1000.00\nto = "
    bands = block.split("[[layers.large_amount.bands]]")[1]
    own = f'deductible = {{ {SOURCE}, amounts = {{ all = 1000.00 }}, accumulators = ["F330101/inpatient"] }}'
    text = block.replace('deductible = "none"', own)
    text = text.replace('measure = "base"', f'measure = "{measure}"').replace('"admission"', f'"{period}"')
    text = text.replace("from = 0\nto = ", second)
    text = text.replace(
        "[[layers.large_amount.bands]]",
        f"[[layers.large_amount.bands]]\n{SOURCE}\n{first}[[layers.large_amount.bands]]",
    )
    assert bands
    policy = changed((block, text))
    used = {"D310101__inpatient": 10_000_000, "F330101__inpatient": 500_000, "D330101__inpatient": 300_000}
    priced = price(claim_of(line(19_630_000)), policy, **used)
    steps = [step for step in priced.steps if step.rule_path.startswith("layers.large_amount.bands")]
    assert [step.base_fen for step in steps] == bases


class TestFamilyMoney:
    def claim(self, day: date = date(2026, 6, 1)) -> Claim:
        return claim_of(line(1_000_000), line(50_000, ItemClass.C), paid_in_cash=False, day=day)

    def priced(self, policy: Policy, fen: int, claim: Claim | None = None) -> Adjudication:
        return adjudicate(claim or self.claim(), policy, YearTotals("2026"), AccountMoney(20_000, 0), fen)

    def test_it_pays_behind_the_own_account_what_that_may_pay(self, changed: Change) -> None:
        priced = self.priced(changed(), 1_000_000)
        # 1,300 of the deductible and 1,305 of coinsurance; excluded money stays cash.
        assert (priced.account_amount, priced.family_account_amount, priced.cash_amount) == (20_000, 240_500, 50_000)
        assert settlement_amounts(priced)["acct_mulaid_pay"] == 240_500
        assert any("亲属共济账户支付2,405.00元" in text for text in sentences(priced, "zh"))
        assert any("Relatives' accounts pay 2,405.00" in text for text in sentences(priced, "en"))
        assert self.priced(changed(), 100).family_account_amount == 100

    def test_not_before_its_day_nor_where_nothing_is_stated(self, changed: Change) -> None:
        early = self.claim(date(2026, 1, 1))
        later = changed(("usable_from = 2022-12-01", "usable_from = 2026-01-02"))
        assert self.priced(later, 1_000_000, early).family_account_amount == 0
        stated = next(text for text in BASE.splitlines() if text.startswith("family = "))
        for word in ("none", "undocumented"):
            assert self.priced(changed((stated, f'family = "{word}"')), 1_000_000).family_account_amount == 0

    def test_not_for_what_was_paid_in_cash(self, changed: Change) -> None:
        paid = dataclasses.replace(self.claim(), paid_in_cash=True)
        assert self.priced(changed(), 1_000_000, paid).family_account_amount == 0


class TestPayersOfEveryKind:
    """One layer behind the other, each on the residue of those before, on bases of its own (policy.md 0.8)."""

    ORDER = '["pool", "retiree_supplement", "large_amount"]'
    BASE_OF_ILLNESS = '["deductible", "copayment:pool", "prior_self_pay"]'
    ROWS = (
        # id, fund, field, base, rate, the layer's own deductible
        ("serious_illness", "390201", "hifmi_pay", BASE_OF_ILLNESS, "0.6", "1000.00"),
        ("civil_servant", "320101", "cvlserv_pay", '["copayment:serious_illness"]', "0.5", ""),
        ("employer", "370101", "hifes_pay", '["copayment:civil_servant", "deductible:serious_illness"]', "0.5", ""),
        ("assistance", "610101", "maf_pay", '["copayment:employer", "above:large_amount"]', "0.7", ""),
        ("hospital", "630101", "hosp_part_amt", '["over_limit"]', "1", ""),
        ("commercial", "999997", "oth_pay", '["excluded", "copayment:assistance"]', "0.8", ""),
    )  # fmt: skip

    def layer(self, name: str, fund: str, field: str, base: str, rate: str, own: str) -> str:
        totals = f'accumulators = ["F{fund}/inpatient"]'
        deductible = f"{{ {SOURCE}, amounts = {{ all = {own} }}, {totals} }}" if own else '"none"'
        return f"""
[layers.{name}]
{SOURCE}
name_zh = "{name}"
name_en = "{name}"
fund = "{fund}"
field = "{field}"
classes = ["in_service", "retired"]
base = {base}
measure = "base"
period = "year"
deductible = {deductible}
person_share = "none"
age_bonus = "none"
cap = "none"
rounding = {{ mode = "half_up", to = "fen", each = "layer" }}

[[layers.{name}.bands]]
{SOURCE}
from = 0
to = "open"
rates = {{ all = {{ all = {rate} }} }}
"""

    def test_each_takes_what_the_one_before_left(self, changed: Change) -> None:
        order = self.ORDER.rstrip("]") + "".join(f', "{row[0]}"' for row in self.ROWS) + "]"
        policy = changed((self.ORDER, order), more="".join(self.layer(*row) for row in self.ROWS))
        lines = [
            line(2_000_000),
            line(100_000, ItemClass.B, share=Rate(1, 10)),
            line(50_000, ItemClass.C),
            line(30_000, price=30_000, limit=20_000),
        ]
        priced = price(claim_of(*lines), policy)
        in_scope = 2_000_000 + 90_000 + 20_000
        pool = (in_scope - 130_000) * 85 // 100
        illness_base = 130_000 + (in_scope - 130_000 - pool) + 10_000
        illness = (illness_base - 100_000) * 6 // 10
        servant = (illness_base - 100_000 - illness) // 2
        employer = (illness_base - 100_000 - illness - servant + 100_000) // 2
        assistance = employer * 7 // 10
        commercial = (50_000 + employer - assistance) * 8 // 10
        amounts = settlement_amounts(priced)
        fields = ("hifp_pay", "hifmi_pay", "cvlserv_pay", "hifes_pay", "maf_pay", "hosp_part_amt", "oth_pay")
        found = [amounts[field] for field in fields]
        assert found == [pool, illness, servant, employer, assistance, 10_000, commercial]
        assert amounts["psn_cash_pay"] == priced.total_amount - sum(found)
