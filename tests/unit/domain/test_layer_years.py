"""What a layer's year begins with: its own totals, whatever else its fund, its bill or its pool of care did.

Every figure is worked out by hand. Each rule is tried on one bill and on the same care in two bills: a year that is
measured by year does not depend on how care is divided into claims.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import CareKind, ClaimLine, PersonFacts
from counter.domain.engine import adjudicate
from counter.domain.errors import FileProblems
from counter.domain.policy import Policy
from counter.policies.package import read_package

from ..small_package import ASSISTANCE, HALF, ILLNESS, NO_CAP, NO_OWN, POOL, cap, layer, own, package
from .test_engine import claim_of, line

Make = Callable[..., Policy]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A package of some layers."""

    def made(*layers: tuple[str, str], direct: bool = True) -> Policy:
        file = tmp_path / "p.toml"
        file.write_text(package(*layers, direct=direct), encoding="utf-8")
        return read_package(file, "p.toml")[0]

    return made


def price(policy: Policy, lines: tuple[ClaimLine, ...], totals: YearTotals | None = None) -> Adjudication:
    claim = claim_of(
        *lines, care=CareKind.OUTPATIENT, day=date(2026, 6, 1), person=PersonFacts("1101", date(1980, 1, 1))
    )
    return adjudicate(claim, policy, totals or YearTotals("2026"), AccountMoney())


def paid(policy: Policy, field: str, *bills: int) -> list[int]:
    """What a field shows of each of a year's bills, in fen."""
    totals = YearTotals("2026")
    found = []
    for bill in bills:
        priced = price(policy, (line(bill),), totals)
        totals = priced.totals_after
        found.append(priced.field_amount(field))
    return found


class TestTwoLayersOfOneFund:
    """Two kinds of assistance, one fund: the second begins where its own year stands, not where the first does."""

    def two(self, make: Make) -> Policy:
        kept = 'year_totals = "of_layer"'
        return make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF)),
            (
                "m1",
                layer("m1", ASSISTANCE, '["copayment:pool"]', HALF,
                      more=f"{own('1000.00', 'F610101/outpatient.m1')}\n{NO_CAP}\n{kept}"),
            ),
            (
                "m2",
                layer("m2", ASSISTANCE, '["copayment:m1"]', HALF,
                      more=f"{own('3000.00', 'F610101/outpatient.m2')}\n{NO_CAP}\n{kept}"),
            ),
        )  # fmt: skip

    def test_each_has_its_own_deductible(self, make: Make) -> None:
        # 2500 - 1000 at a half; then 2500 at a half, and nothing of the 750 + 1250 below 3000.
        assert paid(self.two(make), "maf_pay", 530_000, 500_000) == [75_000, 125_000]

    def test_the_year_is_the_same_in_one_bill(self, make: Make) -> None:
        assert paid(self.two(make), "maf_pay", 1_030_000) == [200_000]

    def test_the_national_total_of_the_fund_holds_both(self, make: Make) -> None:
        added = dict(price(self.two(make), (line(3_030_000),)).totals_added)
        assert added["D610101/outpatient.m1"] + added["D610101/outpatient.m2"] == added["D610101/outpatient"]
        assert added["D610101/outpatient.m2"] == 200_000
        assert (added["F610101/outpatient.m1"], added["F610101/outpatient.m2"]) == (1_500_000, 700_000)
        assert "F610101/outpatient" not in added

    def test_a_cap_counts_the_layer_or_the_whole_fund_as_it_says(self, make: Make) -> None:
        for key, wanted in (("D610101/outpatient.m1", [250_000, 50_000]), ("D610101/outpatient", [250_000, 0])):
            policy = make(
                ("pool", layer("pool", POOL, '["in_scope"]', HALF)),
                ("m0", layer("m0", ASSISTANCE, '["excluded"]', (("open", "1"),))),
                (
                    "m1",
                    layer("m1", ASSISTANCE, '["copayment:pool"]', (("open", "1"),),
                          more=f'{NO_OWN}\n{cap("payment", "3000.00", key)}\nyear_totals = "of_layer"'),
                ),
            )  # fmt: skip
            first = price(policy, (line(530_000),))
            off_list = YearTotals("2026", first.totals_after.amounts).plus((("D610101/outpatient", 50_000),))
            second = price(policy, (line(500_000),), off_list)
            assert [first.field_amount("maf_pay"), second.field_amount("maf_pay")] == wanted


class TestDirectLines:
    """Lines that are paid directly do not run through the bands, so they fill none, in this claim or another."""

    BANDS = (("15000.00", "0.5"), ("open", "0.8"))

    def pool(self, base: str) -> tuple[str, str]:
        measure, period = "in_scope_with_deductible", "year"
        return "pool", layer("pool", POOL, base, self.BANDS, measure=measure, period=period)

    def test_in_one_bill_and_in_two(self, make: Make) -> None:
        policy = make(self.pool('["in_scope"]'))
        direct, ordinary = line(1_000_000, direct=True), line(1_030_000)
        assert price(policy, (direct, ordinary)).field_amount("hifp_pay") == 500_000
        before = price(policy, (direct,)).totals_after
        assert before.get("F0000/outpatient") == before.get("F0000/outpatient.direct") == 1_000_000
        assert price(policy, (ordinary,), before).field_amount("hifp_pay") == 500_000

    def test_who_takes_them_measures_by_the_base(self, make: Make) -> None:
        """They owe no deductible, so bounds that include it cannot hold for both, whatever comes first in a year."""
        both = '["in_scope", "direct"]'
        capped = f"{NO_OWN}\n{cap('expense', '8000.00', 'F0000/outpatient')}"
        by_claim = layer("pool", POOL, both, self.BANDS, measure="in_scope_with_deductible")
        for wrong in (self.pool(both), ("pool", by_claim), ("pool", layer("pool", POOL, both, HALF, more=capped))):
            with pytest.raises(FileProblems, match="direct lines owe no deductible"):
                make(wrong, direct=False)
        policy = make(("pool", layer("pool", POOL, both, self.BANDS, period="year")), direct=False)
        direct, ordinary = line(1_000_000, direct=True), line(1_030_000)
        at_once = price(policy, (direct, ordinary)).field_amount("hifp_pay")
        assert at_once == 750_000 + 400_000
        for first, second in ((direct, ordinary), (ordinary, direct)):
            before = price(policy, (first,))
            behind = price(policy, (second,), before.totals_after)
            assert before.field_amount("hifp_pay") + behind.field_amount("hifp_pay") == at_once

    def test_a_cap_on_all_in_scope_does_not_count_them(self, make: Make) -> None:
        limited = layer("pool", POOL, '["in_scope"]', HALF,
                        more=f"{NO_OWN}\n{cap('expense', '8000.00', 'F0000/outpatient')}")  # fmt: skip
        policy = make(("pool", limited))
        direct, ordinary = line(1_000_000, direct=True), line(1_030_000)
        assert price(policy, (direct, ordinary)).field_amount("hifp_pay") == 385_000
        before = price(policy, (direct,)).totals_after
        assert price(policy, (ordinary,), before).field_amount("hifp_pay") == 385_000


class TestCapsOnExpense:
    def illness(self, make: Make) -> Policy:
        more = f"{own('3000.00', 'F390201/outpatient')}\n{cap('expense', '8000.00', 'F390201/outpatient')}"
        return make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF)),
            ("si", layer("si", ILLNESS, '["copayment:pool"]', HALF, period="year", more=more)),
        )

    def test_what_the_layers_own_deductible_takes_counts(self, make: Make) -> None:
        # 8000 of the base of 10,000 count; 3000 of them are the deductible, half of the other 5000 is paid.
        assert paid(self.illness(make), "hifmi_pay", 2_030_000) == [250_000]
        assert paid(self.illness(make), "hifmi_pay", 1_030_000, 1_000_000) == [100_000, 150_000]

    def test_a_cap_below_the_deductible_pays_nothing(self, make: Make) -> None:
        more = f"{own('3000.00', 'F390201/outpatient')}\n{cap('expense', '2000.00', 'F390201/outpatient')}"
        policy = make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF)),
            ("si", layer("si", ILLNESS, '["copayment:pool"]', HALF, more=more)),
        )
        assert paid(policy, "hifmi_pay", 2_030_000, 2_000_000) == [0, 0]

    def test_a_cap_on_all_in_scope_counts_the_deductible_of_the_bill(self, make: Make) -> None:
        capped = f"{NO_OWN}\n{cap('expense', '8000.00', 'F0000/outpatient')}"
        policy = make(("pool", layer("pool", POOL, '["in_scope"]', HALF, more=capped)))
        # 8000 in scope, 300 of them the deductible.
        assert paid(policy, "hifp_pay", 2_000_000) == [385_000]
        assert paid(policy, "hifp_pay", 500_000, 500_000) == [235_000, 150_000]


class TestADeductibleOfSeveralPools:
    """Serious illness over in- and outpatient care: what one pool bore of the deductible counts in the other."""

    def test_what_the_other_pool_had_counts(self, make: Make) -> None:
        shared = own("5000.00", "F390201/outpatient", "F390201/inpatient")
        policy = make(
            ("pool", layer("pool", POOL, '["in_scope"]', HALF)),
            ("si", layer("si", ILLNESS, '["copayment:pool"]', (("2000.00", "0.5"), ("open", "0.8")),
                         period="year", more=f"{shared}\n{NO_CAP}")),
        )  # fmt: skip
        bill = (line(630_000),)
        assert price(policy, bill).field_amount("hifmi_pay") == 0
        part = price(policy, bill, YearTotals("2026", (("F390201/inpatient", 300_000),)))
        assert part.field_amount("hifmi_pay") == 50_000
        # 6500 before: 1500 of the first band are used up, 500 at a half and 2500 at 80 %.
        whole = price(policy, bill, YearTotals("2026", (("F390201/inpatient", 650_000),)))
        assert whole.field_amount("hifmi_pay") == 25_000 + 200_000
        assert dict(whole.totals_added)["F390201/outpatient"] == 300_000
