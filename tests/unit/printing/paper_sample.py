"""Settlements made by hand for tests of the paper: an outpatient claim, a stay, and ways to change them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counter.domain.adjudication import (
    AccountMoney,
    Adjudication,
    Binding,
    FundPayment,
    PolicyRef,
    Source,
    Step,
    YearTotals,
)
from counter.domain.money import Rate
from counter.domain.reversal import ReversalBasis, contra_snapshot
from counter.domain.settlement import Settlement, Snapshot, StatementLine

RARE_NAMES = ("张𬭶", "王䶮", "李㛃", "𠅤𬍛")

OUTPATIENT_RULES = Source("北京市基本医疗保险规定", "第三十六条", "A")
INPATIENT_RULES = Source("北京市基本医疗保险规定", "第三十六条至第四十条", "A")
INPATIENT_DEDUCTIBLE = Source("北京市基本医疗保险规定", "第三十二条、第三十三条", "A")
SUPPLEMENT = Source("北京市职工医疗保险住院支付比例表", "退休人员统一补充医疗保险", "C")
LINES = Source("国家医疗保障信息平台接口规范", "2304 setlinfo", "A")
ACCOUNT = Source("京医保发〔2022〕28号", "个人账户", "B")

LARGE = (("layer", "large_amount"), ("layer_zh", "门诊大额医疗互助资金"), ("layer_en", "Outpatient large-amount fund"))
POOL = (("layer", "pool"), ("layer_zh", "基本医疗保险统筹基金"), ("layer_en", "Pooled fund"))
EXTRA = (
    ("layer", "retiree_supplement"),
    ("layer_zh", "退休人员统一补充医疗保险"),
    ("layer_en", "Unified retiree supplement"),
)

OUTPATIENT_POLICY = PolicyRef(
    "beijing/employee/outpatient",
    "2023.1",
    "5b1c0e2f9a7d44e0a3c1f2b7d5e6978812aa34bc56de78f09123456789abcdef",
    "2023-01-01",
    "北京市职工基本医疗保险 门诊待遇",
    "Beijing employee scheme, outpatient",
)
INPATIENT_POLICY = replace(
    OUTPATIENT_POLICY,
    name="beijing/employee/inpatient",
    title_zh="北京市职工基本医疗保险 住院待遇",
    title_en="Beijing employee scheme, inpatient",
)


def _band(layer: tuple[tuple[str, str], ...], begins: str, ends: str) -> tuple[tuple[str, str], ...]:
    """Facts of a band step."""
    return (*layer, ("from", begins), ("to", ends), ("measure", "in_scope_with_deductible"), ("level", "3"))


def outpatient_adjudication() -> Adjudication:
    """633.80 at a level 3 hospital, the year's deductible already met: 372.34 from the large-amount fund."""
    source = OUTPATIENT_RULES
    return Adjudication(
        policy=OUTPATIENT_POLICY,
        total_amount=63380,
        excluded_amount=3500,
        over_limit_amount=4000,
        prior_self_pay_amount=2689,
        eligible_amount=53191,
        deductible_amount=0,
        funds=(FundPayment("330100", "hifob_pay", "门诊大额医疗互助", "Outpatient large-amount fund", 37234),),
        hospital_amount=0,
        account_current_amount=0,
        account_prior_amount=0,
        family_account_amount=0,
        cash_amount=26146,
        lines=(),
        steps=(
            Step("excluded", 63380, 3500, "lines", LINES),
            Step("over_limit", 59880, 4000, "lines", LINES),
            Step("prior_self_pay", 55880, 2689, "lines", LINES),
            Step("eligible", 63380, 53191, "lines", LINES),
            Step("band", 53191, 37234, "layers.large_amount.bands.0", source, Rate(70, 100), _band(LARGE, "0.00", "")),
            Step("fund_total", 53191, 37234, "layers", source),
            Step("account", 26146, 0, "account", ACCOUNT, None, (("why", "paid_in_cash"), ("allowed", "0.00"))),
            Step("cash", 26146, 26146, "account", ACCOUNT),
        ),
        binding=Binding(
            "rate",
            "layers.large_amount.bands.0",
            source,
            (*LARGE, ("level", "3"), ("class_zh", "在职职工"), ("class_en", "in service"), ("rate", "70%")),
        ),
        totals_before=YearTotals(
            "2026",
            (
                ("C0000/outpatient", 7),
                ("D330100/outpatient", 221035),
                ("F0000/outpatient", 495736),
                ("Q0000/outpatient", 180000),
                ("S0000/outpatient", 540120),
                ("S0000/inpatient", 6000000),
            ),
        ),
        totals_added=(
            ("C0000/outpatient", 1),
            ("D330100/outpatient", 37234),
            ("F0000/outpatient", 53191),
            ("S0000/outpatient", 63380),
        ),
    )


def outpatient(**changes: Any) -> Settlement:
    """The outpatient settlement; changes go to the snapshot."""
    snapshot = Snapshot(
        number="110105-JS-2026-00041873",
        key="6f1f1a3e-7f0b-4c34-9a3b-0c9b7a3c2f10",
        centre="110105",
        counter="2",
        clerk="赵静",
        business_day="2026-11-21",
        settled_at="2026-11-21T10:12:33+08:00",
        identity_route="chip",
        member_id=17,
        psn_no="99010100000000000017",
        name="张𬭶",
        sex="1",
        birth_day="1968-03-05",
        age=58,
        id_number="990101196803050019",
        card_number="X00000019",
        scheme="310",
        region="110105",
        person_type="1101",
        care="11",
        reason="01",
        institution_code="H11010500021",
        institution_name="北京友谊医院",
        institution_level="3",
        diagnosis="原发性高血压；2 型糖尿病",
        admission_day="",
        discharge_day="",
        service_day="2026-11-12",
        receipts=(
            ("e_receipt:11060123:0012345678", "北京友谊医院", "2026-11-12", 45380),
            ("e_receipt:11060123:0012345679", "北京友谊医院", "2026-11-12", 18000),
        ),
        categories=(
            StatementLine("02", 10000, 6000, 0, 4000, 0),
            StatementLine("03", 18000, 16560, 1440, 0, 0),
            StatementLine("04", 7000, 7000, 0, 0, 0),
            StatementLine("09", 18110, 17538, 572, 0, 0),
            StatementLine("11", 6770, 6093, 677, 0, 0),
            StatementLine("14", 3500, 0, 0, 0, 3500),
        ),
        adjudication=outpatient_adjudication(),
        account_after=AccountMoney(412000, 208915),
        claim_hash="c0ffee" + "0" * 58,
    )
    return settlement_of(replace(snapshot, **changes))


def inpatient_adjudication() -> Adjudication:
    """A retired person's stay of 62,480.35 at level 3: 60,000.00 in scope."""
    source = INPATIENT_RULES
    bands = ((2870000, "0.91", "0.00", "30000.00"), (1000000, "0.94", "30000.00", "40000.00"))
    bands = (*bands, (2000000, "0.97", "40000.00", ""))
    facts = (("due", "1300.00"), ("period", "admission"), ("admission", "1"), ("level", "3"))
    steps = [
        Step("excluded", 6248035, 148035, "lines", LINES),
        Step("prior_self_pay", 6100000, 100000, "lines", LINES),
        Step("eligible", 6248035, 6000000, "lines", LINES),
        Step("deductible", 6000000, 130000, "deductible", INPATIENT_DEDUCTIBLE, None, facts),
    ]
    for index, (base, rate, begins, ends) in enumerate(bands):
        exact = Rate.parse(rate)
        facts = (*_band(POOL, begins, ends), ("stated_rate", ("85%", "90%", "95%")[index]), ("factor", "60%"))
        steps.append(Step("band", base, exact.of(base), f"layers.pool.bands.{index}", source, exact, facts))
    steps += [
        Step("layer", 5870000, 5491700, "layers.pool", source, None, POOL),
        Step("band", 378300, 189150, "layers.supplement.bands.0", SUPPLEMENT, Rate(1, 2), _band(EXTRA, "0.00", "")),
        Step("fund_total", 6000000, 5680850, "layers", source),
        Step("account", 319150, 120000, "account", ACCOUNT, None, (("why", "allowed"), ("allowed", "1200.00"))),
        Step("cash", 319150, 447185, "account", ACCOUNT),
    ]
    return Adjudication(
        policy=INPATIENT_POLICY,
        total_amount=6248035,
        excluded_amount=148035,
        over_limit_amount=0,
        prior_self_pay_amount=100000,
        eligible_amount=6000000,
        deductible_amount=130000,
        funds=(
            FundPayment("310100", "hifp_pay", "统筹基金", "Pooled fund", 5491700, 4508300),
            FundPayment("330100", "hifob_pay", "大额医疗费用互助资金", "Large-amount fund", 0, 40000000),
            FundPayment("370100", "hifes_pay", "退休人员统一补充医疗保险", "Unified retiree supplement", 189150),
        ),
        hospital_amount=0,
        account_current_amount=20000,
        account_prior_amount=100000,
        family_account_amount=0,
        cash_amount=447185,
        lines=(),
        steps=tuple(steps),
        binding=Binding("deductible", "deductible", INPATIENT_DEDUCTIBLE, (("amount", "1300.00"),)),
        totals_before=YearTotals("2026", (("S0000/outpatient", 540120),)),
        totals_added=(
            ("C0000/inpatient", 1),
            ("D310100/inpatient", 5491700),
            ("D370100/inpatient", 189150),
            ("F0000/inpatient", 6000000),
            ("Q0000/inpatient", 130000),
            ("S0000/inpatient", 6248035),
        ),
    )


def inpatient(**changes: Any) -> Settlement:
    """The stay; changes go to the snapshot."""
    stay: dict[str, Any] = {
        "number": "110105-JS-2026-00041874",
        "name": "王䶮",
        "sex": "2",
        "age": 67,
        "id_number": "990101195903140028",
        "person_type": "1201",
        "care": "21",
        "reason": "04",
        "admission_day": "2026-10-28",
        "discharge_day": "2026-11-09",
        "service_day": "2026-11-09",
        "diagnosis": "急性 ST 段抬高型前壁心肌梗死（Killip Ⅱ级）；冠状动脉粥样硬化性心脏病；2 型糖尿病；高脂血症",
        "receipts": (("paper_receipt:11010526:0087654321", "北京友谊医院", "2026-11-09", 6248035),),
        "categories": (
            StatementLine("01", 96000, 96000, 0, 0, 0),
            StatementLine("02", 72000, 72000, 0, 0, 0),
            StatementLine("03", 418000, 418000, 0, 0, 0),
            StatementLine("04", 296535, 296535, 0, 0, 0),
            StatementLine("05", 250000, 250000, 0, 0, 0),
            StatementLine("06", 1800000, 1800000, 0, 0, 0),
            StatementLine("07", 67465, 67465, 0, 0, 0),
            StatementLine("08", 2600000, 2500000, 100000, 0, 0),
            StatementLine("09", 500000, 500000, 0, 0, 0),
            StatementLine("14", 148035, 0, 0, 0, 148035),
        ),
        "adjudication": inpatient_adjudication(),
        "account_after": AccountMoney(0, 88915),
    }
    return outpatient(**(stay | changes))


def settlement_of(snapshot: Snapshot) -> Settlement:
    """A snapshot as booked."""
    return Settlement(
        412, snapshot, 412, "1f9c03be77a25d10c4e8b6f2390ad1575c6b7e8f90a1b2c3d4e5f60718293a4b", "pending", 0
    )


def correction(**changes: Any) -> Settlement:
    """The visit once more, as the correction of one that was reversed."""
    return outpatient(**({"number": "110105-JS-2026-00041899", "replaces": "110105-JS-2026-00041801"} | changes))


def reversal(settlement: Settlement, reason: str = "出院日期录错，参保人当日提出") -> Settlement:
    """The reversal of a settlement, by another clerk on the next day."""
    snapshot = settlement.snapshot
    totals = snapshot.adjudication.totals_after
    basis = ReversalBasis(settlement, totals.year, (), (), totals, snapshot.account_after, (), False)
    made = contra_snapshot(basis, reason)
    own = {
        "number": "110105-JS-2026-00041877",
        "clerk": "赵复核",
        "counter": "11",
        "business_day": "2026-11-22",
        "settled_at": "2026-11-22T09:15:42+08:00",
    }
    return settlement_of(replace(made, **own))
