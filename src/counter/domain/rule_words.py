"""Words that sentences about steps and about limits share: levels, care away from home, where the bands of a layer end.

Chinese (`zh`) and English (`en`); any other language is a bug in the caller.
"""

from __future__ import annotations

from counter.domain.money import format_amount, parse_amount

LEVEL_WORDS = {
    "zh": {
        "community": "社区卫生服务机构",
        "1": "一级医院",
        "2": "二级医院",
        "3": "三级医院",
        "outside": "统筹区外医疗机构",
    },
    "en": {
        "community": "community health centre",
        "1": "level 1 hospital",
        "2": "level 2 hospital",
        "3": "level 3 hospital",
        "outside": "institution outside the region",
    },
}
AWAY_WORDS = {
    "zh": {
        "resident": "异地长期居住(已备案)",
        "referred": "异地转诊",
        "unfiled": "未备案异地就医",
        "emergency": "异地急诊抢救",
    },
    "en": {
        "resident": "a filed resident elsewhere",
        "referred": "a referral elsewhere",
        "unfiled": "care elsewhere without filing",
        "emergency": "an emergency elsewhere",
    },
}
_MEASURES = {
    "zh": {"in_scope_with_deductible": "符合范围的费用(含起付线)", "base": "费用", "payment": "支付"},
    "en": {
        "in_scope_with_deductible": "expense in scope (with the deductible)",
        "base": "expense",
        "payment": "payments",
    },
}


_MODES = {
    "zh": {"half_up": "四舍五入到{to}", "down": "舍去尾数到{to}", "up": "尾数进位到{to}"},
    "en": {"half_up": "rounded half up to {to}", "down": "rounded down to {to}", "up": "rounded up to {to}"},
}
_PLACES = {
    "zh": {"fen": "分", "jiao": "角", "yuan": "元", "ten_yuan": "十元"},
    "en": {"fen": "the fen", "jiao": "the jiao", "yuan": "the yuan", "ten_yuan": "ten yuan"},
}


def rounding_words(facts: dict[str, str], language: str) -> str:
    """How an amount is rounded: "四舍五入到元", "rounded half up to the yuan"."""
    return _MODES[language][facts["mode"]].format(to=_PLACES[language][facts["to"]])


def rounded_as(facts: dict[str, str], language: str) -> str:
    """Behind an amount that was worked out: how it was rounded, "" where it is not told."""
    if "mode" not in facts:
        return ""
    how = rounding_words(facts, language)
    return f"({how})" if language == "zh" else f" ({how})"


def plain(amount: str) -> str:
    """A fact's amount for people."""
    return format_amount(parse_amount(amount))


def for_disease(facts: dict[str, str], language: str) -> str:
    """Which disease a cap is for, "" when it holds for all care."""
    name = facts.get(f"disease_{language}", "")
    if not name:
        return ""
    return f"对“{name}”" if language == "zh" else f" for {name}"


def bands_end(facts: dict[str, str], name: str, language: str) -> str:
    """Where the bands of a layer end, without a full stop. name: the fact that holds the layer's name."""
    bound, what = plain(facts["to"]), _MEASURES[language][facts["measure"]]
    by_year = facts["period"] == "year"
    if language == "zh":
        return f"{facts[name]}的分段到{'本年累计' if by_year else '本次'}{what}{bound}元为止"
    over = "the year's" if by_year else "one bill's"
    return f"The bands of {facts[name]} end at {bound} yuan of {over} {what}"
