"""The explanation of a priced claim to hand over: whole sentences for the member, in Chinese or English.

It names nobody, so that it can be copied, printed or read aloud at the counter; what is paid stands on the statement.
What it is worth stands at its head: a trial without legal force, or which statement it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.adjudication import Adjudication
from counter.domain.claim import Claim
from counter.domain.explanation import citation, level_name, told_steps, warning_sentences, why_not_more
from counter.domain.money import format_amount
from counter.domain.settlement import Settlement
from counter.domain.supposing import Alternative

_WORDS = {
    "zh": {
        "title": "费用计算说明",
        "trial": "结算前的试算（{0}），不具法律效力。",
        "settled": "结算单 {0} 的说明（核验码 {1}）。",
        "void": "结算单 {0} 的说明（核验码 {1}）；该结算单已由 {2} 冲销，作废。",
        "how": "怎样算出来的",
        "why": "为什么不能再多",
        "change": "什么会改变结果",
        "mind": "请注意",
        "rests": "依据",
        "total": "费用总额{0}元，各项基金支付{1}元，个人负担{2}元。",
        "hospital": "医院负担{0}元。",
        "account": "个人负担中，个人账户支付{0}元，现金{1}元。",
        "level": "同样的费用若在{0}就医，{3}{1}元，{2}。",
        "new_year": "若是新结算年度的第一次就医，{3}{1}元，{2}。",
        "funds": "基金支付",
        "with_hospital": "基金和医院共负担",
        "more": "多{0}元",
        "less": "少{0}元",
        "nothing": "换一级医院、进入新结算年度，都不会改变结果。",
        "policy": "{0}，自{1}起，第{2}版。",
        "foot": "本说明供参保人了解计算过程，金额以结算单为准。",
    },
    "en": {
        "title": "How this claim was calculated",
        "trial": "A trial before settlement ({0}), without legal force.",
        "settled": "Explains settlement statement {0} (verification code {1}).",
        "void": "Explains settlement statement {0} (verification code {1}), which is void: reversed by {2}.",
        "how": "How it was calculated",
        "why": "Why it is not more",
        "change": "What would change it",
        "mind": "Please note",
        "rests": "Sources",
        "total": "Of a bill of {0} yuan the funds pay {1} yuan; {2} yuan remain with the member.",
        "hospital": "The hospital bears {0} yuan.",
        "account": "Of what remains, the personal account pays {0} yuan and {1} yuan are cash.",
        "level": "At a {0} {3} {1} yuan for the same bill, {2}.",
        "new_year": "As the first claim of a new settlement year {3} {1} yuan, {2}.",
        "funds": "the funds would pay",
        "with_hospital": "funds and hospital together would bear",
        "more": "{0} more",
        "less": "{0} less",
        "nothing": "Neither another level of hospital nor a new settlement year would change it.",
        "policy": "{0}, in force from {1}, version {2}.",
        "foot": "This explains the calculation; the amounts on the settlement statement are what counts.",
    },
}


@dataclass(frozen=True, slots=True)
class Letter:
    """An explanation.

    standing: what it is worth; facts: one line each below the title; sections: a heading with its sentences; foot: last
    line; number: of the statement that it explains, "" before settlement; language: `zh` or `en`.
    """

    title: str
    standing: str
    facts: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    foot: str
    number: str
    language: str

    def text(self) -> str:
        """As plain text, to copy."""
        parts = [self.title, self.standing, *self.facts]
        for heading, rows in self.sections:
            parts += ["", heading, *(f"{number}. {row}" for number, row in enumerate(rows, 1))]
        return "\n".join([*parts, "", self.foot])


def member_letter(
    claim: Claim, priced: Adjudication, others: tuple[Alternative, ...], today: date, language: str
) -> Letter:
    """Explain a priced claim to its member, before it is settled.

    Args:
        claim: what was priced.
        priced: what came out.
        others: what would change it (`counter.domain.supposing.alternatives`).
        today: the open accounting day: the year's totals may be others tomorrow.
        language: `zh` or `en`.
    """
    words = _WORDS[language]
    place = f"{claim.institution.name} · {level_name(claim.institution.level, language)}"
    change = tuple(_change(other, priced, language) for other in others) or (words["nothing"],)
    standing = words["trial"].format(today.isoformat())
    return _letter(standing, f"{place} · {claim.service_day.isoformat()}", priced, change, "", language)


def settled_letter(settlement: Settlement, language: str) -> Letter:
    """Explain a booked settlement to its member, from its snapshot alone: the limit that binds, without what-ifs.

    Args:
        settlement: a settlement that is no reversal; one that was reversed says so.
        language: `zh` or `en`.
    """
    words, snapshot = _WORDS[language], settlement.snapshot
    place = f"{snapshot.institution_name} · {level_name(snapshot.institution_level, language)}"
    standing = words["void" if settlement.reversed_by else "settled"]
    standing = standing.format(settlement.number, settlement.code, settlement.reversed_by)
    where = f"{place} · {snapshot.service_day}"
    return _letter(standing, where, snapshot.adjudication, (), settlement.number, language)


def _letter(
    standing: str, where: str, priced: Adjudication, change: tuple[str, ...], number: str, language: str
) -> Letter:
    words = _WORDS[language]
    paid = words["total"].format(
        format_amount(priced.total_amount), format_amount(priced.fund_amount), format_amount(priced.person_amount)
    )
    facts = [where, paid]
    if priced.hospital_amount:
        facts.append(words["hospital"].format(format_amount(priced.hospital_amount)))
    own = priced.account_amount + priced.family_account_amount
    if own:
        facts.append(words["account"].format(format_amount(own), format_amount(priced.cash_amount)))
    sources = dict.fromkeys(citation(step.source, language) for step in priced.steps)
    ref = priced.policy
    title = ref.title_zh if language == "zh" else ref.title_en
    sections = [
        (words["how"], tuple(sentence for _step, sentence in told_steps(priced, language))),
        (words["why"], (why_not_more(priced, language),)),
        (words["change"], change),
        (words["mind"], warning_sentences(priced, language)),
        (words["rests"], (words["policy"].format(title, ref.effective_from, ref.version), *sources)),
    ]
    whole = tuple(section for section in sections if section[1])
    return Letter(words["title"], standing, tuple(facts), whole, words["foot"], number, language)


def _change(other: Alternative, now: Adjudication, language: str) -> str:
    words = _WORDS[language]
    apart = now.person_amount - other.person_fen
    more = words["more" if apart > 0 else "less"].format(format_amount(abs(apart)))
    where = level_name(other.value, language) if other.code == "level" else ""
    who = words["with_hospital" if other.hospital_fen or now.hospital_amount else "funds"]
    return words[other.code].format(where, format_amount(other.paid_fen), more, who)
