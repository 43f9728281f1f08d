"""One step of a calculation in full: inputs, the rule in a sentence, its values, its article (features.md 30).

Every value that a step carries has a word here; codes never reach the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.desktop.wording import word
from counter.domain.adjudication import Step
from counter.domain.explanation import citation, step_title
from counter.domain.money import format_amount, parse_amount


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that lupdate looks for
    """Mark a text for translation."""
    return text


_WORDS = {
    "level": QT_TRANSLATE_NOOP("StepWords", "级别"),
    "class_zh": QT_TRANSLATE_NOOP("StepWords", "人员"),
    "age": QT_TRANSLATE_NOOP("StepWords", "年龄"),
    "period": QT_TRANSLATE_NOOP("StepWords", "计算期"),
    "admission": QT_TRANSLATE_NOOP("StepWords", "本年第几次住院"),
    "due": QT_TRANSLATE_NOOP("StepWords", "应付起付标准"),
    "year_amount": QT_TRANSLATE_NOOP("StepWords", "全年起付标准"),
    "used": QT_TRANSLATE_NOOP("StepWords", "此前已付"),
    "once": QT_TRANSLATE_NOOP("StepWords", "同一规定病种"),
    "from": QT_TRANSLATE_NOOP("StepWords", "自"),
    "to": QT_TRANSLATE_NOOP("StepWords", "至"),
    "measure": QT_TRANSLATE_NOOP("StepWords", "分段依据"),
    "stated_rate": QT_TRANSLATE_NOOP("StepWords", "在职比例"),
    "factor": QT_TRANSLATE_NOOP("StepWords", "个人负担折算"),
    "bonus": QT_TRANSLATE_NOOP("StepWords", "年龄增加"),
    "points": QT_TRANSLATE_NOOP("StepWords", "异地降低"),
    "away": QT_TRANSLATE_NOOP("StepWords", "就医情形"),
    "rule": QT_TRANSLATE_NOOP("StepWords", "异地规则"),
    "share": QT_TRANSLATE_NOOP("StepWords", "异地先行自付"),
    "current_money": QT_TRANSLATE_NOOP("StepWords", "当年资金"),
    "prior_money": QT_TRANSLATE_NOOP("StepWords", "往年资金"),
    "cap": QT_TRANSLATE_NOOP("StepWords", "限额"),
    "counts": QT_TRANSLATE_NOOP("StepWords", "限额计算"),
    "left": QT_TRANSLATE_NOOP("StepWords", "本次前尚余"),
    "disease_zh": QT_TRANSLATE_NOOP("StepWords", "病种"),
    "why": QT_TRANSLATE_NOOP("StepWords", "账户不付的原因"),
    "allowed": QT_TRANSLATE_NOOP("StepWords", "账户可付"),
    "number": QT_TRANSLATE_NOOP("StepWords", "第几段"),
    "of": QT_TRANSLATE_NOOP("StepWords", "共几段"),
    "first_day": QT_TRANSLATE_NOOP("StepWords", "本段自"),
    "last_day": QT_TRANSLATE_NOOP("StepWords", "本段至"),
    "days": QT_TRANSLATE_NOOP("StepWords", "本段天数"),
    "of_days": QT_TRANSLATE_NOOP("StepWords", "全程天数"),
}
_NAMES = frozenset({"layer", "layer_zh", "layer_en", "class_en", "disease_en", "what"})
"""Facts that the title says, or that are the other language of one that is shown."""
_AMOUNTS = frozenset(
    {"due", "year_amount", "used", "from", "to", "cap", "left", "allowed", "share", "current_money", "prior_money"}
)
_CODES = frozenset({"level", "period", "measure", "away", "rule", "counts", "why", "once"})


def known_facts() -> frozenset[str]:
    """Every fact that has a word here; for the tests."""
    return frozenset(_WORDS) | _NAMES


def step_values(step: Step, language: str) -> str:
    """The values behind a step, each with its word.

    language: `zh` or `en`, for names that come from the package.
    """
    facts = dict(step.facts)
    found = []
    for name, value in step.facts:
        if name in _NAMES or not value:
            continue
        if name in _AMOUNTS:
            value = format_amount(parse_amount(value))
        elif name == "once":
            value = word("fact_once", "listed")
        elif name in _CODES:
            value = word("paid_level" if name == "level" else name if name == "away" else f"fact_{name}", value)
        elif language == "en" and name in ("class_zh", "disease_zh"):
            value = facts[name.removesuffix("zh") + "en"]
        found.append(f"{QCoreApplication.translate('StepWords', _WORDS[name])} {value}")
    return " · ".join(found)


def step_paragraph(step: Step, told: str, language: str) -> str:
    """A step in lines: what it is, what went in and came out, the rule, its values, its source with grade.

    Args:
        step: of a priced claim.
        told: its sentence for the member, "" when it has none.
        language: `zh` or `en`, for names and citations.
    """
    translate = QCoreApplication.translate
    rate = f" × {step.rate.percent()}" if step.rate is not None else ""
    came = translate("StepWords", "由 {0} 得出 {1}").format(
        format_amount(step.base_fen) + rate, format_amount(step.result_fen)
    )
    values = step_values(step, language)
    cited = citation(step.source, language)
    if language == "zh":
        cited = f"{cited}（来源等级 {step.source.grade}）"
    rows = [
        f"{step_title(step, language)}  {came}",
        told,
        translate("StepWords", "取值：{0}").format(values) if values else "",
        translate("StepWords", "依据：{0}").format(cited),
    ]
    return "\n".join(row for row in rows if row)
