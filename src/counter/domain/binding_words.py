"""Why not more: one sentence for the limit that binds, and what would change it (features.md 30)."""

from __future__ import annotations

from collections.abc import Callable

from counter.domain.adjudication import Binding
from counter.domain.rule_words import AWAY_WORDS, LEVEL_WORDS, bands_end, for_disease, plain, rounding_words


def binding_sentence(binding: Binding, language: str) -> str:
    """The sentence for the member. language: `zh` or `en`."""
    facts = dict(binding.facts)
    text = _BINDINGS[language][binding.code](facts)
    if "also" in facts:
        layer = facts.get(f"also_{language}", "")
        text += _ALSO[language][facts["also"]].format(amount=plain(facts["also_amount"]), layer=layer)
    return text


_ALSO = {
    "zh": {
        "rate": "另有{amount}元是{layer}支付比例以外的部分。",
        "rounding": "另有{amount}元是{layer}支付额舍去的尾数。",
        "deductible": "另有{amount}元在{layer}起付线以内。",
        "excluded": "另有{amount}元属于目录外费用。",
        "over_limit": "另有{amount}元超过支付限价或标准。",
        "prior_self_pay": "另有{amount}元是乙类项目的先行自付。",
        "away_share": "另有{amount}元是异地就医的先行自付。",
        "account_first": "另有{amount}元已先由个人账户资金支付。",
        "uncovered": "另有{amount}元没有基金支付。",
    },
    "en": {
        "rate": " Besides, {amount} yuan are what the rate of {layer} leaves.",
        "rounding": " Besides, {amount} yuan are what {layer} rounds off.",
        "deductible": " Besides, {amount} yuan lie within the deductible of {layer}.",
        "excluded": " Besides, {amount} yuan are off the lists.",
        "over_limit": " Besides, {amount} yuan are above price or bed limits.",
        "prior_self_pay": " Besides, {amount} yuan are the member's own share of class B items.",
        "away_share": " Besides, {amount} yuan are the member's share for care elsewhere.",
        "account_first": " Besides, {amount} yuan were paid by the account first.",
        "uncovered": " Besides, no fund looks at {amount} yuan.",
    },
}


_RATE = {
    "zh": {
        "limit": "{full}本年已达到限额{cap}元。",
        "ends": "{ends}。",
        "rate": "{layer}对{person}在{level}的支付比例为{rate}",
        "several": "(费用所到的最后一段)",
        "together": "，与后续各层合计支付{together}",
        "rest": "，其余由个人负担。",
        "better": "同样费用在{level}的支付比例为{rate}。",
    },
    "en": {
        "limit": "{full} has reached its yearly limit of {cap} yuan. ",
        "ends": "{ends}. ",
        "rate": "{layer} pays {rate} at {level} ({person})",
        "several": " in the last band that this bill reached",
        "together": ", and {together} together with the layers behind it",
        "rest": "; the rest is the member's.",
        "better": " At {level} it would pay {rate}.",
    },
}


def _rate(facts: dict[str, str], language: str) -> str:
    words, levels, full = _RATE[language], LEVEL_WORDS[language], f"full_{language}"
    text = ""
    if full in facts and "cap" in facts:
        text = words["limit"].format(full=facts[full], cap=plain(facts["cap"]))
    elif full in facts:
        text = words["ends"].format(ends=bands_end(facts, full, language))
    layer, person = facts[f"layer_{language}"], facts[f"class_{language}"]
    text += words["rate"].format(
        layer=layer, person=person, level=_at(levels[facts["level"]], language), rate=facts["rate"]
    )
    if "several" in facts:
        text += words["several"]
    if "together" in facts:
        text += words["together"].format(together=facts["together"])
    text += words["rest"]
    if "better_level" in facts:
        text += words["better"].format(level=_at(levels[facts["better_level"]], language), rate=facts["better_rate"])
    return text


def _at(level: str, language: str) -> str:
    """A level as it stands in a sentence."""
    if language == "zh":
        return level
    return f"{'an' if level[0] in 'aeiou' else 'a'} {level}"


_BINDINGS: dict[str, dict[str, Callable[[dict[str, str]], str]]] = {
    "zh": {
        "rate": lambda facts: _rate(facts, "zh"),
        "cap": lambda facts: (
            f"{facts['layer_zh']}{for_disease(facts, 'zh')}本年已达到限额{plain(facts['cap'])}元，"
            "超过部分由个人负担；下一年度重新计算。"
        ),
        "bands_end": lambda facts: (
            f"{bands_end(facts, 'layer_zh', 'zh')}，超过部分由个人承担"
            f"{'；下一年度重新计算' if facts['period'] == 'year' else ''}。"
        ),
        "deductible": lambda facts: (
            f"{plain(facts['amount'])}元在{facts.get('layer_zh', '')}起付线以内，由个人承担；"
            f"超过起付线的部分，{facts.get('layer_zh', '基金')}才支付。"
        ),
        "rounding": lambda facts: (
            (
                f"{facts['layer_zh']}的支付额按规定{rounding_words(facts, 'zh')}，"
                f"因此{plain(facts['amount'])}元由个人承担。"
            )
            if "mode" in facts
            else f"各项基金的支付额分别舍入，由此余下的{plain(facts['amount'])}元由个人承担。"
        ),
        "deductible_open": lambda facts: f"离起付线还差{plain(facts['amount'])}元，达到以前基金不支付。",
        "excluded": lambda facts: (
            f"{plain(facts['amount'])}元属于目录外费用，基金不予支付；可向医生询问目录内的替代项目。"
        ),
        "over_limit": lambda facts: (
            f"{plain(facts['amount'])}元超过{'床位费标准' if 'what' in facts else '医保支付限价'}，"
            "由个人承担；限额以内的部分才计入支付范围。"
        ),
        "away_share": lambda facts: (
            f"{AWAY_WORDS['zh'][facts['away']]}，符合范围的费用须先由个人自付{plain(facts['amount'])}元；在本地就医没有这一项。"
        ),
        "prior_self_pay": lambda facts: f"乙类项目须先由个人自付{plain(facts['amount'])}元，甲类项目没有先行自付。",
        "account_first": lambda facts: (
            f"{plain(facts['amount'])}元已先由个人账户资金支付，基金在其后的分段才开始支付。"
        ),
        "uncovered": lambda facts: f"{plain(facts['amount'])}元没有基金支付（{facts['class_zh']}）。",
        "none": lambda facts: "没有可支付的费用。" if "empty" in facts else "费用已全部由基金支付。",
    },
    "en": {
        "rate": lambda facts: _rate(facts, "en"),
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
            f"{plain(facts['amount'])} yuan lie within the deductible and are the member's; "
            f"{facts['layer_en'] + ' pays' if 'layer_en' in facts else 'the funds pay'} only on what is above it."
        ),
        "rounding": lambda facts: (
            (
                f"What {facts['layer_en']} pays is {rounding_words(facts, 'en')}; "
                f"so {plain(facts['amount'])} yuan are the member's."
            )
            if "mode" in facts
            else f"The funds round what they pay, each by itself; the {plain(facts['amount'])} yuan that this leaves "
            "are the member's."
        ),
        "deductible_open": lambda facts: (
            f"{plain(facts['amount'])} yuan are still missing to the deductible; before that the funds pay nothing."
        ),
        "excluded": lambda facts: (
            f"{plain(facts['amount'])} yuan are off the lists and not paid by any fund; "
            "the doctor may know an item on the lists."
        ),
        "over_limit": lambda facts: (
            f"{plain(facts['amount'])} yuan are above the {'bed' if 'what' in facts else 'price'} limits; "
            "only what is within the limits is in scope."
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
        "uncovered": lambda facts: f"No fund looks at {plain(facts['amount'])} yuan ({facts['class_en']}).",
        "none": lambda facts: "There is nothing to pay." if "empty" in facts else "The funds paid everything.",
    },
}
