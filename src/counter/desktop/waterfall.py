"""From a priced claim to the rows of the calculation: what each row says, how long its bar is, what stands behind.

Pure: an `Adjudication` in, frozen rows out. Amounts come from the adjudication's figures, reasons from its steps. What
a row opens to is made when it is opened, not at every key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.desktop.step_words import step_paragraph
from counter.desktop.wording import word
from counter.domain.adjudication import Adjudication, FundPayment, LineSplit, Step
from counter.domain.explanation import sentences, told_steps
from counter.domain.money import format_amount, parse_amount

_LINES_TOLD = 12
"""How many lines of the bill a row names before it says how many more there are."""
_OF_ROW = {
    "stay_part": "total",
    "excluded": "excluded",
    "over_limit": "over_limit",
    "prior_self_pay": "prior_self_pay",
    "away": "eligible",
    "eligible": "eligible",
    "account_first": "account",
    "deductible": "deductible",
    "fund_total": "fund_total",
    "account": "account",
    "cash": "cash",
}
"""The row behind which a step of no layer stands."""


@dataclass(frozen=True, slots=True)
class WaterfallLine:
    """One row. fen: signed as shown; share_fen: length of the bar, of whole_fen; tint: colour token of the bar;
    note: short reason beside the bar; strong: a subtotal."""

    key: str
    title: str
    fen: int
    share_fen: int
    whole_fen: int
    tint: str
    note: str = ""
    strong: bool = False


def waterfall(priced: Adjudication, language: str) -> tuple[WaterfallLine, ...]:
    """The rows from the bill down to cash; those with a minus and those of the payers add up to the bill.

    Args:
        priced: a priced claim.
        language: `zh` or `en`, for names that come from the policy package.
    """
    whole = priced.total_amount
    steps = tuple(priced.steps)
    translate = QCoreApplication.translate

    def line(
        key: str, title: str, fen: int, tint: str, note: str = "", *, minus: bool = False, strong: bool = False
    ) -> WaterfallLine:
        return WaterfallLine(key, title, -fen if minus else fen, fen, whole, tint, note, strong)

    def less(key: str, title: str, fen: int, note: str = "") -> WaterfallLine:
        return line(key, title, fen, "cash", note, minus=True)

    funds = [_fund_row(priced, fund, steps, language) for fund in priced.funds]
    if len(funds) != 1:
        funds.append(
            line("fund_total", translate("Waterfall", "基金支付"), priced.fund_amount, "fund", strong=not funds)
        )
    payers = [
        line("hospital", translate("Waterfall", "医院负担"), priced.hospital_amount, "second_text"),
        line("person", translate("Waterfall", "个人负担"), priced.person_amount, "second_text"),
        line("account", translate("Waterfall", "个人账户"), priced.account_amount, "account", _account_note(steps)),
        line("family", translate("Waterfall", "家庭共济"), priced.family_account_amount, "account"),
        line(
            "cash", translate("Waterfall", "现金"), priced.cash_amount, "cash", translate("Waterfall", "已由本人垫付")
        ),
    ]
    return (
        line("total", translate("Waterfall", "票据总额"), whole, "second_text"),
        less("excluded", translate("Waterfall", "全自费（丙类、目录外）"), priced.excluded_amount),
        less("over_limit", translate("Waterfall", "超限价"), priced.over_limit_amount),
        less("prior_self_pay", translate("Waterfall", "先行自付"), priced.prior_self_pay_amount),
        line("eligible", translate("Waterfall", "政策范围内"), priced.eligible_amount, "accent", strong=True),
        less("deductible", translate("Waterfall", "起付线"), priced.deductible_amount, _deductible_note(steps)),
        *funds,
        *(payer for payer in payers if payer.fen or payer.key not in ("hospital", "family")),
    )


def row_details(priced: Adjudication, key: str, language: str) -> tuple[str, ...]:
    """The paragraphs that a row opens to: its steps with inputs, rule, values and article, and the lines it is of."""
    told = dict(told_steps(priced, language))
    found = [
        step_paragraph(step, told.get(step, ""), language) for step in priced.steps if _row_of(step, priced) == key
    ]
    if key == "total":
        found.insert(0, "\n".join(sentences(priced, language)))
    named = _lines_told(priced.lines, key)
    return (*found, named) if named else tuple(found)


def _row_of(step: Step, priced: Adjudication) -> str:
    """The row behind which a step stands; that of a layer without payment explains what remains with the person."""
    facts = dict(step.facts)
    if step.code == "fund_total" and len(priced.funds) == 1:
        return _fund_key(priced.funds[0])
    if "share" in facts:
        # The member's own share for care away from home is prior self-pay.
        return "prior_self_pay"
    if "layer" not in facts:
        return _OF_ROW[step.code]
    paying = next((fund for fund in priced.funds if fund.name_zh == facts["layer_zh"]), None)
    if paying is not None:
        return _fund_key(paying)
    waived = priced.hospital_amount and any(
        other.code == "layer" and other.result_fen and dict(other.facts)["layer"] == facts["layer"]
        for other in priced.steps
    )
    return "hospital" if waived else "person"


def _fund_key(fund: FundPayment) -> str:
    return f"fund.{fund.code}.{fund.name_zh}"


def _lines_told(lines: Sequence[LineSplit], key: str) -> str:
    """The lines of the bill that an amount is made of, the largest first."""
    field = {"excluded": 3, "over_limit": 4, "prior_self_pay": 5}.get(key)
    if field is None:
        return ""
    of_row = sorted((split for split in lines if split[field]), key=lambda split: -int(split[field]))
    translate = QCoreApplication.translate
    rows = [
        translate("Waterfall", "第 {0} 张票据第 {1} 行  {2}").format(
            split.receipt + 1, split.line + 1, format_amount(int(split[field]))
        )
        for split in of_row[:_LINES_TOLD]
    ]
    if len(of_row) > _LINES_TOLD:
        rows.append(translate("Waterfall", "还有 {0} 行").format(len(of_row) - _LINES_TOLD))
    return "\n".join(rows)


def _fund_row(priced: Adjudication, fund: FundPayment, steps: tuple[Step, ...], language: str) -> WaterfallLine:
    """One layer of the fund with its bands; the layer is found by the name that both carry."""
    own = tuple(step for step in steps if dict(step.facts).get("layer_zh") == fund.name_zh)
    bands = [step for step in own if step.code == "band"]
    rates = dict.fromkeys(step.rate.percent() for step in bands if step.rate is not None)
    title = fund.name_zh if language == "zh" else fund.name_en
    facts = dict((bands or own)[0].facts) if own else {}
    who = facts.get("class_zh" if language == "zh" else "class_en", "")
    level = word("paid_level", facts["level"]) if "level" in facts else ""
    return WaterfallLine(
        _fund_key(fund),
        f"{title} {' / '.join(rates)}".strip(),
        fund.amount_fen,
        fund.amount_fen,
        priced.total_amount,
        "fund",
        " · ".join(part for part in (level, who) if part),
        strong=True,
    )


def _plain(amount: str) -> str:
    """A fact's amount for people."""
    return format_amount(parse_amount(amount))


def _deductible_note(steps: tuple[Step, ...]) -> str:
    """How far the deductible of the scheme is, not that of a layer."""
    own = (dict(step.facts) for step in steps if step.code == "deductible")
    facts = next((facts for facts in own if "layer" not in facts), {})
    if facts.get("period") == "year" and "year_amount" in facts:
        return QCoreApplication.translate("Waterfall", "本年已付 {0} / {1}").format(
            _plain(facts.get("used", "0.00")), _plain(facts["year_amount"])
        )
    if "admission" in facts:
        return QCoreApplication.translate("Waterfall", "本年第 {0} 次住院，应付 {1}").format(
            facts["admission"], _plain(facts.get("due", "0.00"))
        )
    return ""


def _account_note(steps: tuple[Step, ...]) -> str:
    reasons = {
        "paid_in_cash": QCoreApplication.translate("Waterfall", "手工报销不动账户"),
        "not_yet": QCoreApplication.translate("Waterfall", "当时账户不能用于此处"),
    }
    why = next((dict(step.facts).get("why", "") for step in steps if step.code == "account"), "")
    return reasons.get(why, "")
