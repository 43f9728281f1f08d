"""Choices that refine others: a default of class B, care elsewhere without a source, articles of single parts."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.claim import Away, Claim, ClaimLine, ItemClass
from counter.domain.engine import adjudicate, counted_keys
from counter.domain.errors import FileProblems, NotCovered
from counter.domain.explanation import sentences, why_not_more
from counter.domain.money import Rate

from .test_binding import AWAY, Change, changed, price  # noqa: F401 - a fixture
from .test_engine import BOOK, claim_of, line

DAY = date(2026, 6, 1)
OWN = 'prior_self_pay = "rate_of_item"'
DEFAULT = 'prior_self_pay = { source = { from = "notice", article = "第七条" }, default = 0.1 }'


def stay(*lines: ClaimLine) -> Claim:
    return claim_of(*lines, day=DAY)


class TestDefaultOfClassB:
    def test_the_items_own_rate_prevails(self, changed: Change) -> None:  # noqa: F811
        policy = changed((OWN, DEFAULT))
        priced = price(
            stay(
                line(100_000, ItemClass.B, share=Rate(3, 10)),
                line(100_000, ItemClass.B),
                line(100_000, ItemClass.B, share=Rate(0, 1)),
            ),
            policy,
        )
        assert [split.prior_self_pay_fen for split in priced.lines] == [30_000, 10_000, 0]
        assert priced.warnings == ()
        step = next(step for step in priced.steps if step.code == "prior_self_pay")
        assert step.source.article == "第七条"

    @pytest.mark.parametrize(
        "more", ["by_charge_type = { all = 0.1 }", 'by_unit_price = [{ to = "open", rate = 0.1 }]']
    )
    def test_it_excludes_the_others(self, changed: Change, more: str) -> None:  # noqa: F811
        with pytest.raises(FileProblems, match="must state exactly one of"):
            changed((OWN, DEFAULT.replace("default = 0.1", f"default = 0.1, {more}")))


@pytest.mark.parametrize("kind", [Away.RESIDENT, Away.REFERRED])
def test_care_elsewhere_that_no_source_describes(changed: Change, kind: Away) -> None:  # noqa: F811
    more = AWAY.replace('resident = "as_local"', 'resident = "undocumented"')
    policy = changed(('away = "none"\n', ""), more=more)
    with pytest.raises(NotCovered) as refused:
        price(dataclasses.replace(stay(line(100_000)), away=kind), policy)
    assert refused.value.reason == ("undocumented" if kind is Away.RESIDENT else "away")


def test_each_part_of_the_lines_cites_its_own_article(changed: Change) -> None:  # noqa: F811
    stated = "price_limit = " + '"unit_price"\n'
    more = (
        'price_limit_source = { from = "notice", article = "第八条" }\n'
        'excluded_source = { from = "notice", article = "第九条" }\n'
    )
    policy = changed((stated, stated + more))
    priced = price(stay(line(500_000, ItemClass.C), line(100_000, price=100_000, limit=60_000)), policy)
    cited = {step.code: step.source.article for step in priced.steps}
    assert (cited["over_limit"], cited["excluded"], cited["eligible"]) == ("第八条", "第九条", "第二条")
    assert (priced.binding.code, priced.binding.source.article) == ("excluded", "第九条")


def test_the_two_kinds_of_account_money_are_told_apart(changed: Change) -> None:  # noqa: F811
    policy = changed(('order = ["current", "prior"]', 'order = ["prior", "current"]'))
    claim = dataclasses.replace(stay(line(1_000_000)), paid_in_cash=False)
    priced = adjudicate(claim, changed(('"untouched"', '"repaid"')), YearTotals("2026"), AccountMoney(80_000, 0))
    assert "个人账户支付800.00元(当年资金800.00元)。" in sentences(priced, "zh")
    priced = adjudicate(claim, policy, YearTotals("2026"), AccountMoney(80_000, 120_000))
    assert "个人账户支付2,000.00元(往年资金1,200.00元、当年资金800.00元)。" in sentences(priced, "zh")
    assert any("1,200.00 of earlier years' money, 800.00 of this year's" in text for text in sentences(priced, "en"))
    assert why_not_more(priced, "zh")


def test_every_total_that_pricing_adds_to_can_be_counted() -> None:
    for policy in BOOK.policies:
        person = dataclasses.replace(claim_of(line(0)).person, person_type=policy.classes[0].types[0])
        disease = policy.diseases[0].id if policy.diseases else ""
        claim = dataclasses.replace(claim_of(line(90_000_000)), person=person, disease=disease)
        try:
            priced = adjudicate(claim, policy, YearTotals("2026"), AccountMoney(100, 100))
        except NotCovered:
            continue
        assert {key for key, _ in priced.totals_added} <= counted_keys(policy)


def test_a_waiver_with_a_limit_for_each_disease_counts_what_it_waived(changed: Change) -> None:  # noqa: F811
    policy = changed(
        ('fund = "310101"\nfield = "hifp_pay"', 'fund = "630101"\nfield = "hosp_part_amt"'),
        ("amount = 5000.00", "amount = { by_disease = { cancer = 5000.00 } }"),
        ("D310101", "D630101"),
        ('shown_as = "pool_cap"', 'shown_as = ""'),
        more='[diseases.cancer]\nname_zh = "癌"\nname_en = "cancer"\n',
    )
    claim = dataclasses.replace(stay(line(1_000_000)), disease="cancer")
    first = price(claim, policy)
    assert first.hospital_amount == 485_000
    assert dict(first.totals_added)["D630101_cancer/outpatient"] == 485_000
    second = adjudicate(claim, policy, first.totals_after, AccountMoney())
    assert second.hospital_amount == 15_000
