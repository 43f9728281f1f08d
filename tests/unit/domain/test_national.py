"""National field names and amounts."""

from __future__ import annotations

import json

from counter.domain.adjudication import AccountMoney
from counter.domain.national import settlement_amounts, settlement_fields

from .test_engine import RETIRED, claim_of, line, price

ORDER = [
    "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt", "act_pay_dedc",
    "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hosp_part_amt", "oth_pay",
    "fund_pay_sumamt", "psn_part_amt", "acct_pay", "acct_mulaid_pay", "psn_cash_pay",
]  # fmt: skip


def test_every_field_in_the_national_order() -> None:
    assert list(settlement_amounts(price(claim_of(line(100))))) == ORDER


def test_identities() -> None:
    amounts = settlement_amounts(
        price(claim_of(line(15_000_000), person=RETIRED, paid_in_cash=False), AccountMoney(9, 9))
    )
    funds = [name for name in ORDER[6:14] if name != "hosp_part_amt"]
    assert amounts["fund_pay_sumamt"] == sum(amounts[name] for name in funds)
    assert amounts["psn_part_amt"] == amounts["acct_pay"] + amounts["acct_mulaid_pay"] + amounts["psn_cash_pay"]
    assert amounts["medfee_sumamt"] == amounts["fund_pay_sumamt"] + amounts["psn_part_amt"]


def test_the_retiree_supplement_is_other_pay() -> None:
    content = settlement_fields(price(claim_of(line(6_000_000), person=RETIRED)))
    assert (content["hifp_pay"], content["oth_pay"], content["hifes_pay"]) == ("54917.00", "1891.50", "0.00")


def test_detail_steps_and_words() -> None:
    for language, name in (("zh", "大额医疗费用互助资金"), ("en", "Large-amount fund")):
        content = json.loads(json.dumps(settlement_fields(price(claim_of(line(15_000_000))), language)))
        assert content["setldetail"][1] == {
            "fund_pay_type": "330101",
            "fund_pay_type_name": name,
            "fund_payamt": "33906.05",
            "crt_payb_lmt_amt": "366093.95",
            "field": "hifob_pay",
        }
        assert {"code", "base", "result", "rate", "rule_path", "source", "facts"} == set(content["steps"][0])
        assert content["totals_added"]["C0000/inpatient"] == "1"
        assert content["explanation"] and content["why_not_more"] and content["warnings"] == []
        assert len(content["policy"]["content_hash"]) == 64
