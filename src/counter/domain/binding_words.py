"""Why not more: one sentence for the limit that binds, and what would change it (features.md 30)."""

from __future__ import annotations

from collections.abc import Callable

from counter.domain.adjudication import Binding
from counter.domain.rule_words import AWAY_WORDS, LEVEL_WORDS, bands_end, for_disease, plain


def binding_sentence(binding: Binding, language: str) -> str:
    """The sentence for the member. language: `zh` or `en`."""
    return _BINDINGS[language][binding.code](dict(binding.facts))


def _rate_zh(facts: dict[str, str]) -> str:
    level = LEVEL_WORDS["zh"][facts["level"]]
    text = ""
    if "full_zh" in facts:
        limit = f"本年已达到限额{plain(facts['cap'])}元" if "cap" in facts else ""
        text = f"{facts['full_zh']}{limit}。" if limit else f"{bands_end(facts, 'full_zh', 'zh')}。"
    text += f"{facts['layer_zh']}对{facts['class_zh']}在{level}的支付比例为{facts['rate']}"
    if "together" in facts:
        text += f"，与后续各层合计支付{facts['together']}"
    text += "，其余由个人负担。"
    if "better_level" in facts:
        text += f"同样费用在{LEVEL_WORDS['zh'][facts['better_level']]}的支付比例为{facts['better_rate']}。"
    return text


def _rate_en(facts: dict[str, str]) -> str:
    level = LEVEL_WORDS["en"][facts["level"]]
    text = ""
    if "full_en" in facts:
        limit = f" has reached its yearly limit of {plain(facts['cap'])} yuan" if "cap" in facts else ""
        text = f"{facts['full_en']}{limit}. " if limit else f"{bands_end(facts, 'full_en', 'en')}. "
    text += f"{facts['layer_en']} pays {facts['rate']} at a {level} ({facts['class_en']})"
    if "together" in facts:
        text += f", and {facts['together']} together with the layers behind it"
    text += "; the rest is the member's."
    if "better_level" in facts:
        text += f" At a {LEVEL_WORDS['en'][facts['better_level']]} it would pay {facts['better_rate']}."
    return text


_BINDINGS: dict[str, dict[str, Callable[[dict[str, str]], str]]] = {
    "zh": {
        "rate": _rate_zh,
        "cap": lambda facts: (
            f"{facts['layer_zh']}{for_disease(facts, 'zh')}本年已达到限额{plain(facts['cap'])}元，"
            "超过部分由个人负担；下一年度重新计算。"
        ),
        "bands_end": lambda facts: (
            f"{bands_end(facts, 'layer_zh', 'zh')}，超过部分由个人承担"
            f"{'；下一年度重新计算' if facts['period'] == 'year' else ''}。"
        ),
        "deductible": lambda facts: f"起付线以内的{plain(facts['amount'])}元由个人承担，达到起付线后基金才开始支付。",
        "excluded": lambda facts: (
            f"{plain(facts['amount'])}元属于目录外费用，基金不予支付；可向医生询问目录内的替代项目。"
        ),
        "over_limit": lambda facts: (
            f"{plain(facts['amount'])}元超过{'床位费标准' if 'what' in facts else '医保支付限价'}，"
            "基金只支付其以内的部分。"
        ),
        "away_share": lambda facts: (
            f"{AWAY_WORDS['zh'][facts['away']]}，符合范围的费用须先由个人自付{plain(facts['amount'])}元；在本地就医没有这一项。"
        ),
        "prior_self_pay": lambda facts: f"乙类项目须先由个人自付{plain(facts['amount'])}元，甲类项目没有先行自付。",
        "account_first": lambda facts: (
            f"{plain(facts['amount'])}元已先由个人账户资金支付，基金在其后的分段才开始支付。"
        ),
        "none": lambda _: "费用已全部由基金支付。",
    },
    "en": {
        "rate": _rate_en,
        "cap": lambda facts: (
            f"{facts['layer_en']} has reached its limit of {plain(facts['cap'])} yuan"
            f"{for_disease(facts, 'en')} for this year; "
            "what is beyond is the member's. It begins anew next year."
        ),
        "bands_end": lambda facts: (
            f"{bands_end(facts, 'layer_en', 'en')}; what is beyond is the member's."
            f"{' They begin anew next year.' if facts['period'] == 'year' else ''}"
        ),
        "deductible": lambda facts: (
            f"{plain(facts['amount'])} yuan lie within the deductible; the funds pay only what is above it."
        ),
        "excluded": lambda facts: (
            f"{plain(facts['amount'])} yuan are off the lists and not paid by any fund; "
            "the doctor may know an item on the lists."
        ),
        "over_limit": lambda facts: (
            f"{plain(facts['amount'])} yuan are above the {'bed' if 'what' in facts else 'price'} limits; "
            "the funds pay only up to the limits."
        ),
        "away_share": lambda facts: (
            f"{plain(facts['amount'])} yuan are the member's share for {AWAY_WORDS['en'][facts['away']]}; "
            "care at home has none."
        ),
        "prior_self_pay": lambda facts: (
            f"{plain(facts['amount'])} yuan are the member's own share of class B items; class A items have none."
        ),
        "account_first": lambda facts: (
            f"{plain(facts['amount'])} yuan were paid by the account first; the funds begin in the stages behind it."
        ),
        "none": lambda _: "The funds paid everything.",
    },
}
