"""From a priced claim to the rows of the calculation: what each row says, how long its bar is, what stands behind.

Pure: an `Adjudication` in, frozen rows out. Amounts come from the adjudication's figures, reasons from its steps.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.desktop.wording import word
from counter.domain.adjudication import Adjudication, FundPayment, Step
from counter.domain.explanation import citation, sentences, step_title
from counter.domain.money import format_amount, parse_amount


@dataclass(frozen=True, slots=True)
class WaterfallLine:
    """One row. fen: signed as shown; share_fen: length of the bar, of whole_fen; tint: colour token of the bar;
    note: short reason beside the bar; details: paragraphs that the row opens to; strong: a subtotal."""

    key: str
    title: str
    fen: int
    share_fen: int
    whole_fen: int
    tint: str
    note: str = ""
    details: tuple[str, ...] = ()
    strong: bool = False


def waterfall(priced: Adjudication, language: str) -> tuple[WaterfallLine, ...]:
    """The rows from the bill down to cash.

    Args:
        priced: a priced claim.
        language: `zh` or `en`, for names that come from the policy package.
    """
    whole = priced.total_amount
    steps = {code: tuple(step for step in priced.steps if step.code == code) for code in _codes(priced)}

    def line(
        key: str, title: str, fen: int, tint: str, note: str = "", *, minus: bool = False, strong: bool = False
    ) -> WaterfallLine:
        details = _details(steps.get(key, ()), language)
        return WaterfallLine(key, title, -fen if minus else fen, fen, whole, tint, note, details, strong)

    rows = [
        WaterfallLine(
            "total",
            QCoreApplication.translate("Waterfall", "票据总额"),
            whole,
            whole,
            whole,
            "second_text",
            details=("\n".join(sentences(priced, language)),),
        ),
        line(
            "excluded",
            QCoreApplication.translate("Waterfall", "全自费（丙类、目录外）"),
            priced.excluded_amount,
            "cash",
            minus=True,
        ),
        line(
            "over_limit",
            QCoreApplication.translate("Waterfall", "超限价"),
            priced.over_limit_amount,
            "cash",
            minus=True,
        ),
        line(
            "prior_self_pay",
            QCoreApplication.translate("Waterfall", "乙类先行自付"),
            priced.prior_self_pay_amount,
            "cash",
            minus=True,
        ),
        line(
            "eligible",
            QCoreApplication.translate("Waterfall", "政策范围内"),
            priced.eligible_amount,
            "accent",
            strong=True,
        ),
        line(
            "deductible",
            QCoreApplication.translate("Waterfall", "起付线"),
            priced.deductible_amount,
            "cash",
            _deductible_note(steps.get("deductible", ())),
            minus=True,
        ),
    ]
    rows += [_fund_row(priced, fund, language) for fund in priced.funds]
    if not priced.funds:
        rows.append(line("fund_total", QCoreApplication.translate("Waterfall", "基金支付"), 0, "fund", strong=True))
    rows += [
        line("person", QCoreApplication.translate("Waterfall", "个人负担"), priced.person_amount, "second_text"),
        line(
            "account",
            QCoreApplication.translate("Waterfall", "个人账户"),
            priced.account_amount,
            "account",
            _account_note(steps.get("account", ())),
        ),
        line(
            "cash",
            QCoreApplication.translate("Waterfall", "现金"),
            priced.cash_amount,
            "cash",
            QCoreApplication.translate("Waterfall", "已由本人垫付"),
        ),
    ]
    return tuple(rows)


def _codes(priced: Adjudication) -> frozenset[str]:
    return frozenset(step.code for step in priced.steps)


def _fund_row(priced: Adjudication, fund: FundPayment, language: str) -> WaterfallLine:
    """One layer of the fund with its bands; the layer is found by the name that both carry."""
    own = tuple(step for step in priced.steps if dict(step.facts).get("layer_zh") == fund.name_zh)
    rates: list[str] = []
    for step in own:
        if step.code == "band" and step.rate is not None and step.rate.percent() not in rates:
            rates.append(step.rate.percent())
    title = fund.name_zh if language == "zh" else fund.name_en
    facts = dict(own[0].facts) if own else {}
    band = next((step for step in own if step.code == "band"), None)
    if band is not None:
        facts = dict(band.facts)
    who = facts.get("class_zh" if language == "zh" else "class_en", "")
    level = word("level", facts["level"]) if "level" in facts else ""
    note = " · ".join(part for part in (level, who) if part)
    return WaterfallLine(
        f"fund.{fund.code}.{fund.name_zh}",
        f"{title} {' / '.join(rates)}".strip(),
        fund.amount_fen,
        fund.amount_fen,
        priced.total_amount,
        "fund",
        note,
        _details(own, language),
        strong=True,
    )


def _plain(amount: str) -> str:
    """A fact's amount for people."""
    return format_amount(parse_amount(amount))


def _deductible_note(steps: tuple[Step, ...]) -> str:
    if not steps:
        return ""
    facts = dict(steps[0].facts)
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
    return reasons.get(dict(steps[0].facts).get("why", ""), "") if steps else ""


def _details(steps: tuple[Step, ...], language: str) -> tuple[str, ...]:
    """Each step with its values, then where the rule stands: path, article, grade of the source."""
    found = []
    for step in steps:
        rate = f" × {step.rate.percent()}" if step.rate is not None else ""
        values = f"{format_amount(step.base_fen)}{rate} → {format_amount(step.result_fen)}"
        source = step.source
        cited = citation(source, language)
        if language == "zh":
            cited = f"{cited}（来源等级 {source.grade}）"
        found.append(f"{step_title(step, language)}  {values}\n{cited}\n{step.rule_path}")
    return tuple(found)
