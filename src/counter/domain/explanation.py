"""A priced claim in the words of the member: the same sentences on paper, on screen and on the command line.

Chinese (`zh`) and English (`en`); any other language is a bug in the caller. The sentences say what happened to the
money and why, without codes; `citation` gives the article behind a step.
"""

from __future__ import annotations

from collections.abc import Callable

from counter.domain.adjudication import Adjudication, Source, Step
from counter.domain.binding_words import binding_sentence
from counter.domain.money import format_amount, parse_amount
from counter.domain.rule_words import AWAY_WORDS, LEVEL_WORDS, bands_end, for_disease, plain, rounded_as, rounding_words

_TITLES = {
    "zh": {
        "stay_part": "跨年度住院分段",
        "excluded": "全自费",
        "over_limit": "超限价",
        "prior_self_pay": "先行自付",
        "away": "异地就医",
        "eligible": "符合政策范围",
        "account_first": "个人账户先行支付",
        "deductible": "起付线",
        "person_share": "个人负担折算",
        "rounding": "舍入",
        "cap": "最高支付限额",
        "bands_end": "分段上限",
        "fund_total": "基金支付合计",
        "account": "个人账户支付",
        "family": "家庭共济支付",
        "cash": "个人现金",
    },
    "en": {
        "stay_part": "Part of a stay across years",
        "excluded": "Excluded",
        "over_limit": "Over price limit",
        "prior_self_pay": "Prior self-pay",
        "away": "Care away from home",
        "eligible": "In scope",
        "account_first": "Account pays first",
        "deductible": "Deductible",
        "person_share": "Person's reduced share",
        "rounding": "Rounding",
        "cap": "Yearly cap",
        "bands_end": "End of its bands",
        "fund_total": "Funds together",
        "account": "Personal account",
        "family": "Family account",
        "cash": "Cash",
    },
}
_BED_TITLE = {"zh": "超床位费标准", "en": "Over bed limit"}
_WARNINGS = {
    "unverified": {
        "zh": "【未核实】该政策含有未经核实的数值(依据等级D)，只供试算，不得据以结算。",
        "en": "UNVERIFIED: values of this policy rest on sources of grade D. For trials only; do not settle on them.",
    },
    "past_review": {
        "zh": "该政策已过复核日期，可能已有新规定，请核实后再结算。",
        "en": "This policy is past its review day; newer rules may exist. Check before settling.",
    },
    "stay_to_split": {
        "zh": "本次住院跨结算年度，该地区规定按日均费用分段结算：请先拆分，这里的数字是未拆分的整单。",
        "en": "This stay lies in two settlement years and is settled by days here: split it; the figures are unsplit.",
    },
    "cap_undocumented": {
        "zh": "该地区年度最高支付限额未查证，政策中没有数值；金额较大时请先核实再结算。",
        "en": "This region's yearly cap is not documented and not applied here. Check it before settling a large bill.",
    },
    "prior_self_pay_rate_missing": {
        "zh": "有乙类项目未载明先行自付比例，暂按0%计算，请核对目录。",
        "en": "A class B item has no prior self-pay rate; 0% was used. Check the catalogue.",
    },
}


def sentences(adjudication: Adjudication, language: str) -> tuple[str, ...]:
    """One sentence for each step worth telling, in order from the bill to cash."""
    return tuple(sentence for _step, sentence in told_steps(adjudication, language))


def told_steps(adjudication: Adjudication, language: str) -> tuple[tuple[Step, str], ...]:
    """Each step worth telling with its sentence: for paper, which puts the article behind it."""
    wording = _SENTENCES[language]
    said_already = _said_already(adjudication)
    found = []
    for step in adjudication.steps:
        if step.code == "layer" and dict(step.facts)["layer"] in said_already:
            continue
        text = wording[step.code](step, dict(step.facts))
        if text:
            found.append((step, text))
    return tuple(found)


def why_not_more(adjudication: Adjudication, language: str) -> str:
    """One sentence that names the limit that binds, and what would change it."""
    return binding_sentence(adjudication.binding, language)


def level_name(level: str, language: str) -> str:
    """An institution's level in words."""
    return LEVEL_WORDS[language][level]


def step_title(step: Step, language: str) -> str:
    """A few words for the calculation panel, for example "起付线" or "统筹基金 30,000.00 以内"."""
    facts = dict(step.facts)
    if step.code == "layer":
        return facts[f"layer_{language}"]
    if step.code == "band":
        return f"{facts[f'layer_{language}']} {_range(facts, language)}".strip()
    title = _TITLES[language][step.code]
    if facts.get("what") == "bed":
        return _BED_TITLE[language]
    return f"{facts[f'layer_{language}']} {title}" if step.code in ("cap", "bands_end", "rounding") else title


def citation(source: Source, language: str) -> str:
    """Title and article of a source; the English form keeps the Chinese title, which is its name."""
    if language == "zh":
        return f"{source.title} {source.article}".strip()
    return f"{source.title}, {source.article} (grade {source.grade})".strip()


def warning_sentences(adjudication: Adjudication, language: str) -> tuple[str, ...]:
    """What the clerk must know before settling."""
    return tuple(_WARNINGS[code][language] for code in adjudication.warnings)


def _said_already(adjudication: Adjudication) -> frozenset[str]:
    """Layers whose one band or whose rounding already says everything, and layers that had nothing to pay on."""
    counts: dict[str, int] = {}
    rounded: set[str] = set()
    for step in adjudication.steps:
        if step.code in ("band", "layer"):
            layer = dict(step.facts)["layer"]
            counts[layer] = counts.get(layer, 0) + (step.code == "band")
        elif step.code == "rounding":
            rounded.add(dict(step.facts)["layer"])
    return frozenset(layer for layer, count in counts.items() if count <= 1 or layer in rounded)


def _range(facts: dict[str, str], language: str) -> str:
    """The bounds of a band in words, "" when it has none."""
    begins, ends = facts["from"], facts["to"]
    first = parse_amount(begins) == 0
    if first and not ends:
        return ""
    if language == "zh":
        if first:
            return f"{plain(ends)}元以内"
        return f"{plain(begins)}元至{plain(ends)}元" if ends else f"{plain(begins)}元以上"
    if first:
        return f"up to {plain(ends)}"
    return f"from {plain(begins)} to {plain(ends)}" if ends else f"above {plain(begins)}"


def _band_zh(step: Step, facts: dict[str, str]) -> str:
    assert step.rate is not None
    bounds = _range(facts, "zh")
    if bounds and facts["measure"] == "payment":
        bounds = f"本年累计支付{bounds}时，"
    elif bounds:
        bounds += "的部分"
    share = step.rate.percent()
    if "factor" in facts:
        share += f"(在职比例{facts['stated_rate']}，个人负担按{facts['factor']}计)"
    if "bonus" in facts:
        share += f"({facts['age']}岁，含年龄增加{_points(facts['bonus'])}个百分点)"
    elif "age" in facts:
        share += f"(按{facts['age']}岁计)"
    if "points" in facts:
        share += f"(已因{AWAY_WORDS['zh'][facts['away']]}降低{_points(facts['points'])}个百分点)"
    base, pays = format_amount(step.base_fen), format_amount(step.result_fen)
    return f"{bounds}{base}元，{facts['layer_zh']}按{share}支付{pays}元。"


def _band_en(step: Step, facts: dict[str, str]) -> str:
    assert step.rate is not None
    bounds = _range(facts, "en")
    if bounds and facts["measure"] == "payment":
        bounds = f"while the year's payments are {bounds}, "
    elif bounds:
        bounds = f"for the part {bounds}, "
    share = step.rate.percent()
    if "factor" in facts:
        share += f" (an employee's {facts['stated_rate']}, with {facts['factor']} of the person's share)"
    if "bonus" in facts:
        share += f" ({_points(facts['bonus'])} points of it for the age of {facts['age']})"
    elif "age" in facts:
        share += f" (at the age of {facts['age']})"
    if "points" in facts:
        share += f" ({_points(facts['points'])} points less for {AWAY_WORDS['en'][facts['away']]})"
    text = f"{bounds}{facts['layer_en']} pays {share} of {format_amount(step.base_fen)}"
    return f"{text[:1].upper()}{text[1:]}: {format_amount(step.result_fen)} yuan."


def _deductible_zh(step: Step, facts: dict[str, str]) -> str:
    if facts["period"] == "continued":
        return "本段是跨年度住院的后段，不另计住院次数和起付标准。"
    paid = format_amount(step.result_fen)
    if facts["period"] == "admission":
        due = plain(facts["due"])
        if "once" in facts:
            return f"本年第{facts['admission']}次住院，同一规定病种全年只计一次起付标准，本次不再承担。"
        return f"本年第{facts['admission']}次住院，起付标准{due}元{rounded_as(facts, 'zh')}，本次计入起付线{paid}元。"
    whole, used = plain(facts["year_amount"]), plain(facts["used"])
    name = facts.get("layer_zh", "")
    return f"{name}全年起付标准{whole}元{rounded_as(facts, 'zh')}，此前已累计{used}元，本次计入起付线{paid}元。"


def _deductible_en(step: Step, facts: dict[str, str]) -> str:
    if facts["period"] == "continued":
        return "A later part of a stay across years is no admission of its own and owes no deductible."
    paid = format_amount(step.result_fen)
    if facts["period"] == "admission":
        due = plain(facts["due"])
        if "once" in facts:
            return f"Admission {facts['admission']} of the year: a listed disease owes the deductible once a year."
        return (
            f"Admission {facts['admission']} of the year: the deductible is {due} yuan{rounded_as(facts, 'en')}, "
            f"{paid} of it fall on this bill."
        )
    whole, used = plain(facts["year_amount"]), plain(facts["used"])
    name = f"{facts['layer_en']}: t" if "layer_en" in facts else "T"
    whole += f" yuan{rounded_as(facts, 'en')}"
    return f"{name}he year's deductible is {whole}, {used} were reached before, {paid} fall on this bill."


def _cap_zh(step: Step, facts: dict[str, str]) -> str:
    what = "最高支付限额" if facts["counts"] == "payment" else "费用限额"
    left, above = plain(facts["left"]), format_amount(step.base_fen)
    limit = f"{facts['layer_zh']}{for_disease(facts, 'zh')}年度{what}{plain(facts['cap'])}元"
    limit += rounded_as(facts, "zh")
    return f"{limit}，本次前尚余{left}元；超过限额的费用{above}元不由其支付。"


def _cap_en(step: Step, facts: dict[str, str]) -> str:
    what = "payments" if facts["counts"] == "payment" else "expense"
    left, above = plain(facts["left"]), format_amount(step.base_fen)
    return (
        f"{facts['layer_en']}: {what} of a year{for_disease(facts, 'en')} end at {plain(facts['cap'])} yuan"
        f"{rounded_as(facts, 'en')}, "
        f"{left} were left; "
        f"it pays nothing on the {above} yuan beyond."
    )


_HELD = {
    "zh": {"base": "可支付的费用", "cap": "年度限额所余", "bands_end": "分段上限所余", "bill": "所涉账单部分所余"},
    "en": {
        "base": "the expense that it pays on",
        "cap": "what its yearly cap leaves",
        "bands_end": "what is left up to the end of its bands",
        "bill": "what is left of the parts of the bill behind it",
    },
}
"""What keeps a layer from rounding up."""


def _rounding_zh(step: Step, facts: dict[str, str]) -> str:
    each = "各段分别" if facts["each"] == "band" else ""
    if step.base_fen == step.result_fen and "limit" not in facts:
        return (
            f"{facts['layer_zh']}支付的{format_amount(step.result_fen)}元，按规定{each}{rounding_words(facts, 'zh')}。"
        )
    how = f"{facts['layer_zh']}计算得{format_amount(step.base_fen)}元，按规定{each}{rounding_words(facts, 'zh')}"
    if "limit" in facts:
        stated = parse_amount(facts["stated"])
        how += f"为{format_amount(stated)}元" if stated != step.base_fen else ""
        how += f"，但不超过{_HELD['zh'][facts['limit']]}"
    return f"{how}，支付{format_amount(step.result_fen)}元。"


def _rounding_en(step: Step, facts: dict[str, str]) -> str:
    each = " in each band" if facts["each"] == "band" else ""
    if step.base_fen == step.result_fen and "limit" not in facts:
        paid, rounding = format_amount(step.result_fen), rounding_words(facts, "en")
        return f"{facts['layer_en']}: what it pays, {paid} yuan, is {rounding}{each}."
    how = f"{facts['layer_en']}: {format_amount(step.base_fen)} yuan, {rounding_words(facts, 'en')}{each}"
    if "limit" in facts:
        stated = parse_amount(facts["stated"])
        how += f", would be {format_amount(stated)}" if stated != step.base_fen else ""
        how += f"; it pays no more than {_HELD['en'][facts['limit']]}"
    return f"{how}: {format_amount(step.result_fen)} yuan."


def _on_lines(facts: dict[str, str], language: str) -> str:
    """How the lines are rounded, where that is not to the fen."""
    if "mode" not in facts:
        return ""
    how = rounding_words(facts, language)
    return f"(每行{how})" if language == "zh" else f" ({how} on each line)"


def _over_limit_zh(step: Step, facts: dict[str, str]) -> str:
    what = "床位费标准" if facts.get("what") == "bed" else "医保支付限价"
    return f"超过{what}的{format_amount(step.result_fen)}元{_on_lines(facts, 'zh')}，不在支付范围内。"


def _over_limit_en(step: Step, facts: dict[str, str]) -> str:
    what = "bed limit" if facts.get("what") == "bed" else "price limits"
    return f"{format_amount(step.result_fen)} yuan{_on_lines(facts, 'en')} are above the {what} and not in scope."


def _account_zh(step: Step, facts: dict[str, str]) -> str:
    if facts["why"] == "paid_in_cash":
        return "本票据已由参保人现金垫付，不动用个人账户。"
    kinds = {"current_money": "当年资金{}元", "prior_money": "往年资金{}元"}
    told = "、".join(kinds[name].format(plain(value)) for name, value in step.facts if name in kinds)
    return f"个人账户支付{format_amount(step.result_fen)}元{f'({told})' if told else ''}。" if step.result_fen else ""


def _account_en(step: Step, facts: dict[str, str]) -> str:
    if facts["why"] == "paid_in_cash":
        return "The member paid this bill in cash before; the personal account is not touched."
    kinds = {"current_money": "{} of this year's", "prior_money": "{} of earlier years' money"}
    told = ", ".join(kinds[name].format(plain(value)) for name, value in step.facts if name in kinds)
    behind = f" ({told})" if told else ""
    return f"The personal account pays {format_amount(step.result_fen)} yuan{behind}." if step.result_fen else ""


def _account_first_zh(step: Step, facts: dict[str, str]) -> str:
    if facts["why"] or not step.result_fen:
        return ""
    return f"符合政策范围的费用先由个人账户资金支付{format_amount(step.result_fen)}元，余下的再计起付标准。"


def _account_first_en(step: Step, facts: dict[str, str]) -> str:
    if facts["why"] or not step.result_fen:
        return ""
    paid = format_amount(step.result_fen)
    return f"Account money pays what is in scope first: {paid} yuan; the deductible counts on the rest."


def _stay_part_zh(step: Step, facts: dict[str, str]) -> str:
    return (
        f"本次住院跨结算年度，费用按日均分段：第{facts['number']}段(共{facts['of']}段)，{facts['first_day']}至"
        f"{facts['last_day']}计{facts['days']}天，全程{facts['of_days']}天；票据合计{format_amount(step.base_fen)}元，"
        f"本段{format_amount(step.result_fen)}元。"
    )


def _stay_part_en(step: Step, facts: dict[str, str]) -> str:
    return (
        f"The stay lies in several settlement years and is divided by days: part {facts['number']} of {facts['of']}, "
        f"{facts['first_day']} to {facts['last_day']}, {facts['days']} of {facts['of_days']} days; "
        f"{format_amount(step.result_fen)} of {format_amount(step.base_fen)} yuan."
    )


def _points(percent: str) -> str:
    return percent.removesuffix("%")


def _away_zh(step: Step, facts: dict[str, str]) -> str:
    kind = AWAY_WORDS["zh"][facts["away"]]
    if step.rate is None:
        return f"{kind}：" + (
            "按统筹区外就医标准计算。" if facts["rule"] == "outside" else "待遇与本地就医相同，不降低。"
        )
    percent = step.rate.percent()
    if facts["rule"] == "minus_points":
        return f"{kind}：支付比例降低{_points(percent)}个百分点。"
    share = f"，计{plain(facts['share'])}元" if "share" in facts else ""
    return f"{kind}：符合范围的费用先由个人自付{percent}{share}{_on_lines(facts, 'zh')}。"


def _away_en(step: Step, facts: dict[str, str]) -> str:
    kind = AWAY_WORDS["en"][facts["away"]]
    if step.rate is None:
        how = "the values for care outside the region hold" if facts["rule"] == "outside" else "paid as at home"
        return f"This is {kind}: {how}."
    percent = step.rate.percent()
    if facts["rule"] == "minus_points":
        return f"This is {kind}: the rates are {_points(percent)} points lower."
    share = f", {plain(facts['share'])} yuan" if "share" in facts else ""
    how = _on_lines(facts, "en")
    return f"This is {kind}: the member bears {percent} of what is in scope first{share}{how}."


_Wording = dict[str, Callable[[Step, dict[str, str]], str]]

_SENTENCES: dict[str, _Wording] = {
    "zh": {
        "stay_part": _stay_part_zh,
        "excluded": lambda step, _: f"目录外(全自费)费用{format_amount(step.result_fen)}元，不在支付范围内。",
        "over_limit": _over_limit_zh,
        "prior_self_pay": lambda step, facts: (
            f"乙类项目先由个人自付{format_amount(step.result_fen)}元{_on_lines(facts, 'zh')}。"
        ),
        "eligible": lambda step, _: (
            f"费用总额{format_amount(step.base_fen)}元，其中符合政策范围{format_amount(step.result_fen)}元。"
        ),
        "away": _away_zh,
        "account_first": _account_first_zh,
        "deductible": _deductible_zh,
        "band": _band_zh,
        "person_share": lambda step, facts: (
            f"{facts['class_zh']}的个人负担按{_rate(step)}计，由{format_amount(step.base_fen)}元"
            f"减为{format_amount(step.result_fen)}元。"
        ),
        "rounding": _rounding_zh,
        "cap": _cap_zh,
        "bands_end": lambda step, facts: (
            f"{bands_end(facts, 'layer_zh', 'zh')}；超过部分{format_amount(step.base_fen)}元不由其支付。"
        ),
        "layer": lambda step, facts: f"{facts['layer_zh']}合计支付{format_amount(step.result_fen)}元。",
        "fund_total": lambda step, _: f"各项基金共支付{format_amount(step.result_fen)}元。",
        "account": _account_zh,
        "family": lambda step, _: f"亲属共济账户支付{format_amount(step.result_fen)}元。" if step.result_fen else "",
        "cash": lambda step, _: f"个人现金负担{format_amount(step.result_fen)}元。",
    },
    "en": {
        "stay_part": _stay_part_en,
        "excluded": lambda step, _: f"{format_amount(step.result_fen)} yuan are off the lists and not in scope.",
        "over_limit": _over_limit_en,
        "prior_self_pay": lambda step, facts: (
            f"The member's own share of class B items comes first: {format_amount(step.result_fen)} yuan"
            f"{_on_lines(facts, 'en')}."
        ),
        "eligible": lambda step, _: (
            f"Of the bill of {format_amount(step.base_fen)} yuan, {format_amount(step.result_fen)} are in scope."
        ),
        "away": _away_en,
        "account_first": _account_first_en,
        "deductible": _deductible_en,
        "band": _band_en,
        "person_share": lambda step, facts: (
            f"The share of a {facts['class_en']} person counts {_rate(step)}: "
            f"{format_amount(step.base_fen)} becomes {format_amount(step.result_fen)} yuan."
        ),
        "rounding": _rounding_en,
        "cap": _cap_en,
        "bands_end": lambda step, facts: (
            f"{bands_end(facts, 'layer_en', 'en')}; it pays nothing on the {format_amount(step.base_fen)} yuan beyond."
        ),
        "layer": lambda step, facts: f"{facts['layer_en']} pays {format_amount(step.result_fen)} yuan in all.",
        "fund_total": lambda step, _: f"The funds pay {format_amount(step.result_fen)} yuan together.",
        "account": _account_en,
        "family": lambda step, _: (
            f"Relatives' accounts pay {format_amount(step.result_fen)} yuan." if step.result_fen else ""
        ),
        "cash": lambda step, _: f"{format_amount(step.result_fen)} yuan in cash remain with the member.",
    },
}


def _rate(step: Step) -> str:
    assert step.rate is not None
    return step.rate.percent()
