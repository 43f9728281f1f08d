"""A priced claim under the national field names (policy.md D1), for JSON and for the printed statement.

Choices that the national standard leaves open, stated once:

- The unified retiree supplement of Beijing goes into `oth_pay` with `fund_pay_type` 999997: the employer supplement
  (`hifes_pay`, 370100) is a different payer, and Beijing's own receipts print the two side by side (policy.md D5).
- `acct_mulaid_pay` (family money) stands beside `acct_pay`, not inside it; both and `psn_cash_pay` make `psn_part_amt`.
"""

from __future__ import annotations

from counter.domain.adjudication import Adjudication, Step
from counter.domain.explanation import sentences, warning_sentences, why_not_more
from counter.domain.money import amount_text

FUND_FIELDS = ("hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay")
"""Fields that funds are summed into, in the national order; with `hosp_part_amt` between maf and other."""


def settlement_amounts(adjudication: Adjudication) -> dict[str, int]:
    """Every national settlement amount in fen, in the national order."""
    amounts = {
        "medfee_sumamt": adjudication.total_amount,
        "fulamt_ownpay_amt": adjudication.excluded_amount,
        "overlmt_selfpay": adjudication.over_limit_amount,
        "preselfpay_amt": adjudication.prior_self_pay_amount,
        "inscp_scp_amt": adjudication.eligible_amount,
        "act_pay_dedc": adjudication.deductible_amount,
    }
    for field in FUND_FIELDS:
        if field == "oth_pay":
            amounts["hosp_part_amt"] = adjudication.hospital_amount
        amounts[field] = adjudication.field_amount(field)
    return amounts | {
        "fund_pay_sumamt": adjudication.fund_amount,
        "psn_part_amt": adjudication.person_amount,
        "acct_pay": adjudication.account_amount,
        "acct_mulaid_pay": adjudication.family_account_amount,
        "psn_cash_pay": adjudication.cash_amount,
    }


def settlement_fields(adjudication: Adjudication, language: str = "zh") -> dict[str, object]:
    """The settlement as JSON-ready content.

    Amounts are text with two decimals; `setldetail` has one entry for each fund that paid; `steps` every step with
    rule path and source; `explanation` and `why_not_more` the words for the member.
    """
    content: dict[str, object] = {
        name: amount_text(amount) for name, amount in settlement_amounts(adjudication).items()
    }
    shown = language if language == "en" else "zh"
    content["setldetail"] = [
        {
            "fund_pay_type": fund.code,
            "fund_pay_type_name": fund.name_en if shown == "en" else fund.name_zh,
            "fund_payamt": amount_text(fund.amount_fen),
            "crt_payb_lmt_amt": None if fund.limit_left_fen is None else amount_text(fund.limit_left_fen),
            "field": fund.field,
        }
        for fund in adjudication.funds
    ]
    policy = adjudication.policy
    content["policy"] = {
        "name": policy.name,
        "version": policy.version,
        "content_hash": policy.content_hash,
        "effective_from": policy.effective_from,
        "title": policy.title_en if shown == "en" else policy.title_zh,
    }
    content["steps"] = [_step(step) for step in adjudication.steps]
    content["explanation"] = list(sentences(adjudication, shown))
    content["why_not_more"] = why_not_more(adjudication, shown)
    content["totals_added"] = {key: _total(key, amount) for key, amount in adjudication.totals_added}
    content["warnings"] = [
        {"code": code, "text": text}
        for code, text in zip(adjudication.warnings, warning_sentences(adjudication, shown), strict=True)
    ]
    return content


def _total(key: str, amount: int) -> str:
    """A year total as text: counts (`C...`) as they are, amounts with two decimals."""
    return str(amount) if key.startswith("C") else amount_text(amount)


def _step(step: Step) -> dict[str, object]:
    return {
        "code": step.code,
        "base": amount_text(step.base_fen),
        "result": amount_text(step.result_fen),
        "rate": None if step.rate is None else step.rate.percent(),
        "rule_path": step.rule_path,
        "source": {"title": step.source.title, "article": step.source.article, "grade": step.source.grade},
        "facts": dict(step.facts),
    }
