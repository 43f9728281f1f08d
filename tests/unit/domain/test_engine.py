"""The engine against the published figures, against a second calculation, and against what must always hold."""

from __future__ import annotations

import dataclasses
import json
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.adjudication import AccountMoney, Adjudication, LineSplit, YearTotals
from counter.domain.bill import Splits, split_lines
from counter.domain.claim import (
    Away,
    CareKind,
    Claim,
    ClaimLine,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    Receipt,
    ReceiptKind,
    canonical_json,
)
from counter.domain.engine import adjudicate, benefits
from counter.domain.errors import NotCovered
from counter.domain.money import Rate
from counter.domain.policy import AgeDay, CapCounts, Deductible, LayerDeductible, LineRules, Period, Policy
from counter.domain.pricing import deductible_due
from counter.domain.rounding import Rounding, rounded
from counter.domain.year_rule import YearRule
from counter.policies.book import FolderBook, load_book

from . import beijing_oracle as oracle

BOOK: FolderBook = load_book(Path(__file__).parents[3] / "resources" / "policies")
WORKING = PersonFacts("1101", date(1980, 5, 1))
RETIRED = PersonFacts("1201", date(1960, 5, 1))
OLD = PersonFacts("1201", date(1950, 5, 1))
DAY = date(2026, 6, 1)
NO_MONEY = AccountMoney()


def line(
    amount: int,
    item_class: ItemClass = ItemClass.A,
    *,
    price: int | None = None,
    quantity: str = "1",
    share: Rate | None = None,
    limit: int | None = None,
    direct: bool = False,
) -> ClaimLine:
    unit = amount if price is None else price
    return ClaimLine("X", "项目", item_class, "101", "09", unit, Decimal(quantity), amount, share, limit, direct)


def claim_of(
    *lines: ClaimLine,
    care: CareKind = CareKind.INPATIENT,
    level: InstitutionLevel = InstitutionLevel.LEVEL_3,
    person: PersonFacts = WORKING,
    day: date = DAY,
    paid_in_cash: bool = True,
) -> Claim:
    place = Institution("H99010100001", "示范医院", level, "110000")
    total = sum(entry.amount_fen for entry in lines)
    receipt = Receipt(ReceiptKind.E_RECEIPT, "99010226", "0000000001", "", place, day, total, lines)
    return Claim(1, "110000", "310", care, person, place, (receipt,), day, paid_in_cash=paid_in_cash)


def policy_of(claim: Claim) -> Policy:
    return BOOK.find(claim.region, claim.scheme, claim.care, claim.service_day)


def price(claim: Claim, money: AccountMoney = NO_MONEY, **totals: int) -> Adjudication:
    """Keys of totals: `C0000__inpatient` for `C0000/inpatient`."""
    pairs = tuple((key.replace("__", "/"), amount) for key, amount in totals.items())
    return adjudicate(claim, policy_of(claim), YearTotals("2026", pairs), money)


def fields(priced: Adjudication) -> tuple[int, int, int, int]:
    names = ("hifp_pay", "oth_pay", "hifob_pay")
    return (*(priced.field_amount(name) for name in names), priced.person_amount)  # type: ignore[return-value]


class TestPublishedFigures:
    def test_60000_in_service(self) -> None:
        assert fields(price(claim_of(line(6_000_000)))) == (5_239_500, 0, 0, 760_500)

    def test_60000_retired_has_the_supplement_as_its_own_payment(self) -> None:
        priced = price(claim_of(line(6_000_000), person=RETIRED))
        assert fields(priced) == (5_491_700, 189_150, 0, 319_150)
        assert [fund.code for fund in priced.funds] == ["310101", "999997"]

    def test_second_admission(self) -> None:
        priced = price(claim_of(line(2_000_000)), C0000__inpatient=1, Q0000__inpatient=130_000)
        assert fields(priced) == (1_644_750, 0, 0, 355_250)

    def test_150000_passes_the_pools_cap(self) -> None:
        priced = price(claim_of(line(15_000_000)))
        assert fields(priced) == (10_000_000, 0, 3_390_605, 1_609_395)
        assert [fund.limit_left_fen for fund in priced.funds] == [0, 36_609_395]

    @pytest.mark.parametrize(("total", "paid"), [(3_000_000, 1_974_000), (4_000_000, 2_577_714)])
    def test_outpatient_year(self, total: int, paid: int) -> None:
        assert price(claim_of(line(total), care=CareKind.OUTPATIENT)).fund_amount == paid

    def test_totals_added(self) -> None:
        priced = price(claim_of(line(6_000_000), person=RETIRED))
        assert priced.totals_added == (
            ("C0000/inpatient", 1),
            ("D310101/inpatient", 5_491_700),
            ("D999997/inpatient", 189_150),
            ("F0000/inpatient", 6_000_000),
            ("Q0000/inpatient", 130_000),
            ("S0000/inpatient", 6_000_000),
        )


class TestLines:
    RULES = policy_of(claim_of()).lines

    def split(self, *lines: ClaimLine, rules: LineRules | None = None) -> list[tuple[int, ...]]:
        bill = split_lines(claim_of(*lines), rules or self.RULES)
        assert bill.eligible == sum(split.eligible_fen for split in bill.splits)
        return [split[2:] for split in bill.splits]

    def test_class_c_is_excluded_whole(self) -> None:
        share = Rate(1, 10)
        assert self.split(line(12_345, ItemClass.C, share=share, limit=1)) == [(12_345, 12_345, 0, 0, 0)]

    def test_prior_self_pay_is_rounded_half_up_on_the_line(self) -> None:
        assert self.split(line(5, ItemClass.B, share=Rate(1, 10))) == [(5, 0, 0, 1, 4)]
        assert self.split(line(4, ItemClass.B, share=Rate(1, 10))) == [(4, 0, 0, 0, 4)]

    def test_prior_self_pay_comes_after_the_price_limit(self) -> None:
        made = line(25_000, ItemClass.B, price=10_000, quantity="2.5", share=Rate(1, 10), limit=8_000)
        assert self.split(made) == [(25_000, 0, 5_000, 2_000, 18_000)]

    def test_the_part_over_the_limit_never_exceeds_the_line(self) -> None:
        assert self.split(line(100, price=10_000, limit=0)) == [(100, 0, 100, 0, 0)]

    def test_a_price_at_the_limit_is_within_it(self) -> None:
        assert self.split(line(100, limit=100)) == [(100, 0, 0, 0, 100)]

    def test_class_a_has_no_prior_self_pay(self) -> None:
        assert self.split(line(100, share=Rate(1, 2))) == [(100, 0, 0, 0, 100)]

    def test_no_limits_where_the_package_says_so(self) -> None:
        rules = dataclasses.replace(self.RULES, price_limits=False)
        assert self.split(line(100, price=100, limit=1), rules=rules) == [(100, 0, 0, 0, 100)]

    def test_other_roundings(self) -> None:
        made = line(5, ItemClass.B, price=5, quantity="0.5", share=Rate(1, 10), limit=4)
        for rounding, split in ((Rounding.DOWN, (5, 0, 0, 0, 5)), (Rounding.UP, (5, 0, 1, 1, 3))):
            assert self.split(made, rules=dataclasses.replace(self.RULES, rounding=rounding)) == [split]

    def test_direct_lines_apart(self) -> None:
        rules = dataclasses.replace(self.RULES, direct_apart=True)
        bill = split_lines(claim_of(line(100, direct=True), line(50)), rules)
        assert (bill.direct, bill.eligible) == (100, 150)

    def test_a_line_without_class_is_a_bug(self) -> None:
        broken = dataclasses.replace(line(100), item_class="A")  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            self.split(broken)

    def test_class_b_without_a_rate_warns(self) -> None:
        assert price(claim_of(line(100, ItemClass.B))).warnings == ("prior_self_pay_rate_missing",)


class TestDeductible:
    RULE = policy_of(claim_of()).deductible

    def test_later_admissions(self) -> None:
        assert self.RULE is not None
        due = [deductible_due(self.RULE, "in_service/3", {"C0000/inpatient": count}) for count in range(4)]
        assert due == [130_000, 65_000, 65_000, 65_000]

    def test_a_yearly_ceiling_stops_it(self) -> None:
        assert self.RULE is not None
        rule = dataclasses.replace(self.RULE, year_ceiling=150_000)
        assert deductible_due(rule, "in_service/3", {"C0000/inpatient": 1, "Q0000/inpatient": 130_000}) == 20_000
        assert deductible_due(rule, "in_service/3", {"C0000/inpatient": 2, "Q0000/inpatient": 150_000}) == 0

    def test_it_stops_at_what_is_in_scope(self) -> None:
        priced = price(claim_of(line(80_000)))
        assert (priced.deductible_amount, priced.fund_amount, priced.binding.code) == (80_000, 0, "deductible")

    def test_none(self) -> None:
        claim = claim_of(line(100_000))
        policy = dataclasses.replace(policy_of(claim), deductible=None)
        assert adjudicate(claim, policy, YearTotals("2026"), NO_MONEY).deductible_amount == 0
        assert not any(benefit.code.endswith("deductible") for benefit in benefits(policy, YearTotals("2026"), WORKING))

    def test_by_year(self) -> None:
        source = policy_of(claim_of()).lines.source
        rule = Deductible(source, Period.YEAR, {"a/3": (100,)}, None, "C", "Q", {}, None, later_undocumented=False)
        assert [deductible_due(rule, "a/3", {"Q": paid}) for paid in (0, 40, 100, 120)] == [100, 60, 0, 0]


class TestAccount:
    MONEY = AccountMoney(100_000, 200_000)

    def test_a_paper_claim_leaves_it_alone(self) -> None:
        priced = price(claim_of(line(6_000_000)), self.MONEY)
        assert (priced.account_amount, priced.cash_amount) == (0, 760_500)

    def test_by_card_it_pays_current_money_first(self) -> None:
        priced = price(claim_of(line(260_000), paid_in_cash=False), self.MONEY)
        assert priced.person_amount == 149_500
        assert (priced.account_current_amount, priced.account_prior_amount, priced.cash_amount) == (100_000, 49_500, 0)
        assert ("D310201/inpatient", 149_500) in priced.totals_added

    def test_never_for_excluded_money_nor_over_the_limit(self) -> None:
        lines = (line(50_000, ItemClass.C), line(100_000, price=100_000, limit=60_000))
        priced = price(claim_of(*lines, paid_in_cash=False), self.MONEY)
        assert (priced.account_amount, priced.cash_amount) == (60_000, 90_000)

    def test_prior_self_pay_may_be_paid(self) -> None:
        priced = price(claim_of(line(10_000, ItemClass.B, share=Rate(1, 10)), paid_in_cash=False), self.MONEY)
        assert priced.account_amount == 10_000

    def test_not_before_it_was_usable(self) -> None:
        made = claim_of(line(6_000_000), paid_in_cash=False, day=date(2022, 8, 31))
        assert price(made, self.MONEY).account_amount == 0

    def test_an_overdrawn_account_pays_nothing(self) -> None:
        priced = price(claim_of(line(6_000_000), paid_in_cash=False), AccountMoney(-500, 0))
        assert priced.account_amount == 0


class TestBinding:
    def test_rate_names_a_better_level(self) -> None:
        binding = price(claim_of(line(6_000_000))).binding
        facts = dict(binding.facts)
        assert (binding.code, binding.rule_path) == ("rate", "layers.pool.bands.2")
        assert (facts["rate"], facts["better_level"], facts["better_rate"]) == ("95%", "community", "97%")

    def test_the_supplement_counts_in_the_rate(self) -> None:
        facts = dict(price(claim_of(line(6_000_000), person=RETIRED)).binding.facts)
        assert (facts["rate"], facts["together"], facts["better_rate"]) == ("97%", "98.5%", "99.1%")

    def test_no_better_level_for_a_family_sickbed(self) -> None:
        facts = dict(price(claim_of(line(6_000_000), care=CareKind.FAMILY_BED)).binding.facts)
        assert "better_level" not in facts

    def test_a_full_pool_is_named_when_the_next_fund_pays(self) -> None:
        facts = dict(price(claim_of(line(15_000_000))).binding.facts)
        assert (facts["layer"], facts["full_en"], facts["cap"]) == ("large_amount", "Pooled fund", "100000.00")

    def test_cap(self) -> None:
        made = claim_of(line(4_000_000), care=CareKind.OUTPATIENT, day=date(2022, 6, 1))
        assert price(made).binding.code == "cap"

    @pytest.mark.parametrize(
        ("made", "code"),
        [
            (line(500_000, ItemClass.C), "excluded"),
            (line(500_000, price=500_000, limit=1), "over_limit"),
            (line(500_000, ItemClass.B, share=Rate(9, 10)), "prior_self_pay"),
        ],
    )
    def test_the_largest_part_that_stays(self, made: ClaimLine, code: str) -> None:
        assert price(claim_of(made)).binding.code == code

    def test_none(self) -> None:
        assert price(claim_of(line(0))).binding.code == "none"


def test_past_review_warns() -> None:
    claim = claim_of(line(100))
    policy = dataclasses.replace(policy_of(claim), review_by=date(2026, 5, 31))
    assert adjudicate(claim, policy, YearTotals("2026"), NO_MONEY).warnings == ("past_review",)
    assert price(claim).warnings == ()


def test_a_person_without_class_is_not_covered() -> None:
    with pytest.raises(NotCovered):
        price(claim_of(line(100), person=PersonFacts("1300", date(1940, 1, 1))))


@pytest.mark.parametrize(
    ("reason", "admission", "birth"),
    [("before_admission", date(2026, 6, 2), date(1980, 5, 1)), ("before_birth", date(2026, 6, 1), date(2026, 6, 2))],
)
def test_days_that_no_care_can_have_had_are_refused(reason: str, admission: date, birth: date) -> None:
    claim = claim_of(line(100), person=PersonFacts("1101", birth))
    with pytest.raises(NotCovered) as caught:
        price(dataclasses.replace(claim, admission_day=admission))
    assert (caught.value.reason, caught.value.day) == (reason, DAY)


def test_who_is_admitted_on_the_day_of_discharge_is_paid() -> None:
    claim = dataclasses.replace(claim_of(line(1_000_000)), admission_day=DAY)
    assert price(claim).fund_amount > 0


class TestBenefits:
    def codes(self, care: CareKind, day: date = DAY, person: PersonFacts = WORKING, **totals: int) -> dict[str, tuple]:  # type: ignore[type-arg]
        policy = BOOK.find("110000", "310", care, day)
        pairs = tuple((key.replace("__", "/"), amount) for key, amount in totals.items())
        found = benefits(policy, YearTotals(str(day.year), pairs), person)
        return {entry.code: (entry.used_fen, entry.limit_fen, entry.next_fen) for entry in found}

    def test_inpatient(self) -> None:
        assert self.codes(CareKind.INPATIENT) == {
            "inpatient_deductible": (0, 130_000, 130_000),
            "pool_cap": (0, 10_000_000, None),
            "large_amount_cap": (0, 40_000_000, None),
        }

    def test_after_two_admissions(self) -> None:
        found = self.codes(CareKind.INPATIENT, C0000__inpatient=2, Q0000__inpatient=195_000, D310101__inpatient=7)
        assert found["inpatient_deductible"] == (195_000, 195_000, 65_000)
        assert found["pool_cap"][0] == 7

    @pytest.mark.parametrize("day", [date(2022, 6, 1), DAY])
    def test_outpatient(self, day: date) -> None:
        found = self.codes(CareKind.OUTPATIENT, day, OLD, Q0000__outpatient=5, D330101__outpatient=9)
        assert found == {"outpatient_deductible": (5, 130_000, None), "outpatient_threshold": (9, 2_000_000, None)}


# A layer stack unlike Beijing's: what issue 3 needs must already be carried by the shape.


def stack(**changes: object) -> Policy:
    """Outpatient 2022 (one band, yearly cap) with some statements changed."""
    policy = BOOK.find("110000", "310", CareKind.OUTPATIENT, date(2022, 6, 1))
    layer = dataclasses.replace(policy.layers[0], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(policy, layers=(layer,))


def test_a_cap_on_expense() -> None:
    cap = BOOK.find("110000", "310", CareKind.OUTPATIENT, date(2022, 6, 1)).layers[0].cap
    assert cap is not None
    limited = dataclasses.replace(
        cap, counts=CapCounts.EXPENSE, amounts={"in_service": 100_000}, keys=("F330101/outpatient",)
    )
    policy = stack(cap=limited, counts_base=True)
    claim = claim_of(line(500_000), care=CareKind.OUTPATIENT)
    priced = adjudicate(claim, policy, YearTotals("2026", (("F330101/outpatient", 40_000),)), NO_MONEY)
    assert priced.fund_amount == 60_000 * 70 // 100


def test_a_layer_with_its_own_deductible_by_year() -> None:
    policy = stack(cap=None)
    own = LayerDeductible(policy.lines.source, {"in_service": 1_000_000}, ("F330101/outpatient",))
    policy = stack(cap=None, deductible=own, counts_base=True, base=("deductible", "in_scope", "prior_self_pay"))
    first = claim_of(line(800_000), care=CareKind.OUTPATIENT)
    priced = adjudicate(first, policy, YearTotals("2026"), NO_MONEY)
    assert priced.fund_amount == 0
    again = adjudicate(first, policy, priced.totals_after, NO_MONEY)
    assert again.fund_amount == 600_000 * 70 // 100


def test_bands_by_year_to_date_expense() -> None:
    policy = BOOK.find("110000", "310", CareKind.INPATIENT, DAY)
    yearly = dataclasses.replace(policy.layers[0], period=Period.YEAR)
    policy = dataclasses.replace(policy, layers=(yearly, *policy.layers[1:]))
    one = adjudicate(claim_of(line(6_000_000)), policy, YearTotals("2026"), NO_MONEY)
    assert one.field_amount("hifp_pay") == 5_239_500
    two = adjudicate(claim_of(line(1_065_000)), policy, one.totals_after, NO_MONEY)
    assert two.field_amount("hifp_pay") == 1_000_000 * 95 // 100


def test_ages_may_be_counted_at_the_ends_of_the_year() -> None:
    policy = BOOK.find("110000", "310", CareKind.OUTPATIENT, DAY)
    person = PersonFacts("1201", date(1956, 9, 1))
    wanted = {
        AgeDay.SERVICE_DAY: "retired_under_70",
        AgeDay.YEAR_START: "retired_under_70",
        AgeDay.YEAR_END: "retired_from_70",
    }
    for age_day, class_id in wanted.items():
        assert dataclasses.replace(policy, age_day=age_day).class_of(person, DAY).id == class_id


def test_settlement_years_that_are_not_calendar_years() -> None:
    rule = YearRule(7, 1, labelled_by_end=False)
    assert (rule.label(date(2022, 6, 30)), rule.label(date(2022, 7, 1))) == ("2021", "2022")
    assert rule.last_day("2021") == date(2022, 6, 30)
    by_end = YearRule(4, 1, labelled_by_end=True)
    assert (by_end.label(date(2019, 3, 31)), by_end.last_day("2019")) == ("2019", date(2019, 3, 31))
    assert YearRule(1, 1, labelled_by_end=True).label(DAY) == "2026"


def test_roundings() -> None:
    assert [rounded(5, 2, rounding) for rounding in (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)] == [3, 2, 3]


# What must always hold.

CARE = st.sampled_from([CareKind.INPATIENT, CareKind.OUTPATIENT, CareKind.EMERGENCY, CareKind.FAMILY_BED])
LEVEL = st.sampled_from(list(InstitutionLevel))
PERSON = st.sampled_from([WORKING, RETIRED, OLD])
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))
AMOUNT = st.integers(0, 90_000_000)


@st.composite
def lines_strategy(draw: st.DrawFn) -> ClaimLine:
    price_fen = draw(st.integers(0, 3_000_000))
    quantity = draw(st.sampled_from(["1", "2", "0.5", "2.25", "30"]))
    return line(
        draw(st.integers(0, 20_000_000)),
        draw(st.sampled_from(list(ItemClass))),
        price=price_fen,
        quantity=quantity,
        share=draw(st.sampled_from([None, Rate(0, 1), Rate(1, 20), Rate(1, 10), Rate(3, 10), Rate(1, 1)])),
        limit=draw(st.none() | st.integers(0, 3_000_000)),
    )


@st.composite
def totals_strategy(draw: st.DrawFn) -> dict[str, int]:
    return {
        "C0000/inpatient": draw(st.integers(0, 5)),
        "Q0000/inpatient": draw(st.integers(0, 400_000)),
        "D310101/inpatient": draw(st.sampled_from([0, 9_900_000, 10_000_000, 12_000_000])),
        "D330101/inpatient": draw(st.sampled_from([0, 39_999_999, 40_000_000])),
        "Q0000/outpatient": draw(st.integers(0, 200_000)),
        "D330101/outpatient": draw(st.sampled_from([0, 1_999_999, 2_000_000, 3_000_000])),
    }


@settings(max_examples=400, deadline=None)
@given(
    st.lists(lines_strategy(), min_size=1, max_size=6),
    CARE,
    LEVEL,
    PERSON,
    DAYS,
    totals_strategy(),
    st.integers(0, 500_000),
    st.booleans(),
)
def test_parts_always_hold(
    lines: list[ClaimLine],
    care: CareKind,
    level: InstitutionLevel,
    person: PersonFacts,
    day: date,
    totals: dict[str, int],
    account: int,
    paid_in_cash: bool,
) -> None:
    claim = claim_of(*lines, care=care, level=level, person=person, day=day, paid_in_cash=paid_in_cash)
    priced = adjudicate(
        claim, policy_of(claim), YearTotals("2026", tuple(totals.items())), AccountMoney(account, account)
    )
    assert priced.total_amount == claim.total_fen
    for split in priced.lines:
        assert min(split) >= 0
        parts = split.excluded_fen + split.over_limit_fen + split.prior_self_pay_fen + split.eligible_fen
        assert parts == split.amount_fen
    assert priced.fund_amount + priced.deductible_amount <= priced.eligible_amount
    assert priced.person_amount >= 0 and priced.cash_amount >= 0
    outside = priced.excluded_amount + priced.over_limit_amount
    assert priced.account_amount <= max(0, priced.person_amount - outside)
    for fund in priced.funds:
        assert fund.amount_fen > 0
        assert fund.limit_left_fen is None or fund.limit_left_fen >= 0
    assert all(amount > 0 for _, amount in priced.totals_added)
    assert all(step.base_fen >= 0 and step.result_fen >= 0 for step in priced.steps)


@settings(max_examples=300, deadline=None)
@given(AMOUNT, st.integers(0, 1_000_000), CARE, LEVEL, PERSON, DAYS, totals_strategy())
def test_a_larger_bill_never_pays_less_and_never_costs_less(
    amount: int,
    more: int,
    care: CareKind,
    level: InstitutionLevel,
    person: PersonFacts,
    day: date,
    totals: dict[str, int],
) -> None:
    pairs = tuple(totals.items())
    made = [claim_of(line(fen), care=care, level=level, person=person, day=day) for fen in (amount, amount + more)]
    small, large = (adjudicate(claim, policy_of(claim), YearTotals("2026", pairs), NO_MONEY) for claim in made)
    assert large.fund_amount >= small.fund_amount
    # One fen of rounding in each of the three layers may go either way.
    assert large.person_amount >= small.person_amount - 3
    assert large.fund_amount - small.fund_amount <= more + 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 1_500_000), min_size=2, max_size=8), PERSON, DAYS)
def test_splitting_an_outpatient_year_does_not_change_it(amounts: list[int], person: PersonFacts, day: date) -> None:
    whole = claim_of(line(sum(amounts)), care=CareKind.OUTPATIENT, person=person, day=day)
    at_once = adjudicate(whole, policy_of(whole), YearTotals("2026"), NO_MONEY)
    totals = YearTotals("2026")
    paid = 0
    for amount in amounts:
        claim = claim_of(line(amount), care=CareKind.OUTPATIENT, person=person, day=day)
        priced = adjudicate(claim, policy_of(claim), totals, NO_MONEY)
        totals = priced.totals_after
        paid += priced.fund_amount
    # Each claim is rounded to the fen: at most half a fen apiece, and what rounding moved across the threshold.
    assert abs(paid - at_once.fund_amount) <= len(amounts)


def test_a_second_calculation_agrees_on_20000_random_claims() -> None:
    chance = random.Random(20_261_121)
    groups = {"work": WORKING, "under70": RETIRED, "from70": OLD}
    for _ in range(20_000):
        lines, typed = random_lines(chance)
        group = chance.choice(list(groups))
        level = chance.choice(list(InstitutionLevel))
        year = chance.choice((2020, 2022, 2023, 2026))
        day = date(year, chance.choice((1, 12)), chance.choice((1, 31)))
        if group == "from70" and year < 2021:
            group = "under70"
        person = groups[group]
        excluded, over_limit, prior, in_scope = oracle.lines_of(typed)
        if chance.random() < 0.5:
            before = {
                "admissions": chance.choice((0, 0, 1, 2)),
                "pool": chance.choice((0, chance.randint(0, 10_000_000), 10_000_000)),
                "large": chance.choice((0, chance.randint(0, 40_000_000), 40_000_000)),
            }
            totals = (
                ("C0000/inpatient", before["admissions"]),
                ("D310101/inpatient", before["pool"]),
                ("D330101/inpatient", before["large"]),
            )
            claim = claim_of(*lines, level=level, person=person, day=day)
            parts = oracle.inpatient(in_scope, level.value, group != "work", before)
        else:
            before = {
                "deductible": chance.choice((0, chance.randint(0, 180_000), 180_000)),
                "paid": chance.choice((0, chance.randint(0, 2_500_000), 2_000_000)),
            }
            totals = (("Q0000/outpatient", before["deductible"]), ("D330101/outpatient", before["paid"]), ("X", 0))
            place = "community" if level is InstitutionLevel.COMMUNITY else "hospital"
            claim = claim_of(*lines, care=CareKind.OUTPATIENT, level=level, person=person, day=day)
            deductible, paid = oracle.outpatient(in_scope, group, place, year, before)
            parts = (deductible, 0, 0, paid)
        priced = adjudicate(claim, policy_of(claim), YearTotals(str(year), totals), NO_MONEY)
        found = oracle.Expected(
            priced.excluded_amount,
            priced.over_limit_amount,
            priced.prior_self_pay_amount,
            priced.eligible_amount,
            priced.deductible_amount,
            priced.field_amount("hifp_pay"),
            priced.field_amount("oth_pay"),
            priced.field_amount("hifob_pay"),
        )
        assert found == oracle.Expected(excluded, over_limit, prior, in_scope, *parts), (claim, totals)


def random_lines(
    chance: random.Random,
) -> tuple[list[ClaimLine], list[tuple[str, int, int, str, Fraction | None, int | None]]]:
    """The same random lines for the engine and for the second calculation."""
    lines, typed = [], []
    kinds = {"A": ItemClass.A, "B": ItemClass.B, "C": ItemClass.C}
    for _ in range(chance.randint(1, 5)):
        kind = chance.choice("AAABBC")
        price_fen = int(10 ** chance.uniform(0, 6.8))
        quantity = chance.choice(("1", "3", "0.5", "2.25", "12"))
        amount = oracle.cents(price_fen * Fraction(quantity))
        percent = chance.choice((5, 8, 10, 15, 20, 30))
        limit = None if chance.random() < 0.7 else int(price_fen * chance.uniform(0.4, 1.4))
        share = Rate(percent, 100) if kind == "B" else None
        lines.append(line(amount, kinds[kind], price=price_fen, quantity=quantity, share=share, limit=limit))
        typed.append((kind, amount, price_fen, quantity, Fraction(percent, 100), limit))
    return lines, typed


def test_splits_are_named_when_looked_at_and_survive_a_snapshot() -> None:
    priced = price(claim_of(line(100), line(200, ItemClass.C), line(300)))
    assert isinstance(priced.lines, Splits)
    assert [split.eligible_fen for split in priced.lines] == [100, 0, 300]
    assert priced.lines[1].excluded_fen == 200
    assert [split.line for split in priced.lines[1:]] == [1, 2]
    stored = json.loads(canonical_json(dataclasses.asdict(priced)))["lines"]
    assert tuple(LineSplit(*row) for row in stored) == priced.lines == tuple(priced.lines)


@pytest.mark.parametrize("away", Away)
def test_figures_alone_are_those_of_the_told_claim(away: Away) -> None:
    chance = random.Random(5)
    for _ in range(30):
        lines = [line(chance.randint(1, 9_000_000), chance.choice(list(ItemClass)), share=Rate(1, 9)) for _ in "abc"]
        claim = dataclasses.replace(claim_of(*lines, person=chance.choice((WORKING, RETIRED))), away=away)
        try:
            told = price(claim)
        except NotCovered:
            return
        bare = adjudicate(claim, policy_of(claim), YearTotals("2026"), NO_MONEY, told=False)
        assert (bare.steps, bare.binding.code) == ((), "untold")
        assert dataclasses.replace(bare, steps=told.steps, binding=told.binding) == told
