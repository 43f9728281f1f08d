"""`counter policy explain`: why a claim pays what it pays, why not more, what would change it, and what-ifs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from counter.domain.adjudication import Adjudication, YearTotals
from counter.domain.claim import Claim
from counter.domain.engine import adjudicate
from counter.domain.explanation import citation, warning_sentences, why_not_more
from counter.domain.money import amount_text, format_amount
from counter.domain.policy import Policy
from counter.domain.supposing import Alternative, alternatives, at_other_level
from counter.policies.book import FolderBook, load_book
from counter.policies.claim_file import PricedInput
from counter.policies.explanation_tree import node_json, node_rows, tree
from counter.policies.question import Instead, on_other_day, read_question, with_other_person
from counter.policies.values import package_of

_LEVELS = {
    "zh": {"community": "社区卫生服务机构", "1": "一级医院", "2": "二级医院", "3": "三级医院"},
    "en": {
        "community": "community health centre",
        "1": "level 1 hospital",
        "2": "level 2 hospital",
        "3": "level 3 hospital",
    },
}
_WORDS = {
    "zh": {
        "what_if": "假设情形，不是实际报销：{changes}。",
        "stated": "实际情形",
        "asked": "假设情形",
        "fund": "基金支付",
        "with_hospital": "基金和医院共负担",
        "person": "个人负担",
        "why": "为何不能再多",
        "change": "什么会改变结果",
        "year": "若为新结算年度的第一次就医",
        "nothing": "更换医院级别或进入新结算年度都不会改变结果。",
        "day": "日期 {value}",
        "level": "{value}",
        "person_class": "人员类别 {value}",
        "fresh": "另一结算年度，年度累计从零开始",
    },
    "en": {
        "what_if": "A what-if, not this claim: {changes}.",
        "stated": "as it is",
        "asked": "what if",
        "fund": "funds pay",
        "with_hospital": "funds and hospital bear",
        "person": "person bears",
        "why": "Why not more",
        "change": "What would change it",
        "year": "as the first claim of a settlement year",
        "nothing": "Neither another level of hospital nor a new settlement year would change it.",
        "day": "day {value}",
        "level": "{value}",
        "person_class": "class {value}",
        "fresh": "another settlement year, totals begin at zero",
    },
}


@dataclass(frozen=True, slots=True)
class Priced:
    """A claim with the package that governs it and what came out."""

    claim: Claim
    policy: Policy
    adjudication: Adjudication


def explain(
    file: Path, folder: Path, instead: Instead, *, as_json: bool, language: str = "zh", unverified: bool = False
) -> str:
    """Explain a claim file.

    Args:
        file: a claim as docs/policies.md describes it.
        folder: folder of packages.
        instead: flags of the command line; another day, level or class makes it a what-if, which is marked as such.
        as_json: for programs, amounts as text with two decimals.
        language: `zh` or `en`.

    Raises:
        FileProblems: the claim or a package is wrong, or there is no such class.
        PolicyMissing, NotCovered: no package covers the claim.
    """
    book = load_book(folder, unverified=unverified)
    question = read_question(file, instead).asked_part(book)
    stated = _price(book, question, question.claim)
    asked = stated if not instead.other_claim else _what_if(book, question, instead)
    fresh = asked.adjudication.totals_before.year != stated.adjudication.totals_before.year
    values = package_of(asked.policy, folder, unverified=unverified).values()
    nodes = tree(asked.claim, asked.policy, asked.adjudication, values, language)
    others = alternatives(asked.claim, asked.policy, asked.adjudication, question.money)
    changes = _changes(instead, fresh, language)
    if as_json:
        return _json(stated, asked, [node_json(node) for node in nodes], others, changes, language)
    rows = [*(f"! {note.told(language)}" for note in question.notes), _head(asked, language)]
    if changes:
        rows += [_WORDS[language]["what_if"].format(changes="; ".join(changes)), *_compared(stated, asked, language)]
    rows += [f"! {warning}" for warning in warning_sentences(asked.adjudication, language)]
    for node in nodes:
        rows += ["", *node_rows(node, language)]
    binding = asked.adjudication.binding
    words = _WORDS[language]
    rows += ["", f"{words['why']}: {why_not_more(asked.adjudication, language)}"]
    rows.append(f"  {citation(binding.source, language)}" + (f" ({binding.rule_path})" if binding.rule_path else ""))
    rows += ["", f"{words['change']}:"]
    rows += [f"  {_told(other, asked.adjudication, language)}" for other in others] or [f"  {words['nothing']}"]
    return "\n".join(rows)


def _price(book: FolderBook, question: PricedInput, claim: Claim, totals: YearTotals | None = None) -> Priced:
    policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, question.known_on)
    used = totals or question.totals_of(question.year_under(policy))
    return Priced(claim, policy, adjudicate(claim, policy, used, question.money, question.family_fen))


def _what_if(book: FolderBook, question: PricedInput, instead: Instead) -> Priced:
    """The claim with another day, level and class; totals of another settlement year are not its own."""
    claim = question.claim
    stated = question.policy_in(book)
    settled_on = question.settled_on
    if instead.day is not None:
        claim, settled_on = on_other_day(claim, instead.day), instead.day
    policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day, question.known_on)
    if instead.person_class is not None:
        claim = with_other_person(claim, policy, instead.person_class)
    if instead.level is not None:
        claim = at_other_level(claim, instead.level)
    year = policy.year.counted_in(claim.service_day, settled_on or claim.service_day)
    same_year = year == question.year_under(stated)
    return _price(book, question, claim, question.totals_of(year) if same_year else YearTotals(year))


def _changes(instead: Instead, fresh: bool, language: str) -> list[str]:
    words = _WORDS[language]
    found = []
    if instead.day is not None:
        found.append(words["day"].format(value=instead.day.isoformat()))
    if instead.level is not None:
        found.append(words["level"].format(value=_LEVELS[language][instead.level]))
    if instead.person_class is not None:
        found.append(words["person_class"].format(value=instead.person_class))
    return [*found, words["fresh"]] if fresh else found


def _head(asked: Priced, language: str) -> str:
    ref = asked.policy.ref
    title = ref.title_zh if language == "zh" else ref.title_en
    return f"{title}  [{ref.name}@{ref.version}, {ref.content_hash[:12]}]"


def _compared(stated: Priced, asked: Priced, language: str) -> list[str]:
    """Both results side by side."""
    words = _WORDS[language]
    return [
        f"  {words[name]}: {words['fund']} {format_amount(priced.adjudication.fund_amount)}, "
        f"{words['person']} {format_amount(priced.adjudication.person_amount)}"
        for name, priced in (("stated", stated), ("asked", asked))
    ]


def _told(other: Alternative, now: Adjudication, language: str) -> str:
    words = _WORDS[language]
    where = _LEVELS[language][other.value] if other.code == "level" else words["year"]
    more = now.person_amount - other.person_fen
    sign = "+" if more > 0 else ""
    who = words["with_hospital" if other.hospital_fen or now.hospital_amount else "fund"]
    return f"{where}: {who} {format_amount(other.paid_fen)} ({sign}{format_amount(more)})"


def _json(
    stated: Priced,
    asked: Priced,
    nodes: list[dict[str, object]],
    others: tuple[Alternative, ...],
    changes: list[str],
    language: str,
) -> str:
    now, before = asked.adjudication, stated.adjudication
    ref = asked.policy.ref
    content = {
        "policy": {"name": ref.name, "version": ref.version, "content_hash": ref.content_hash},
        "what_if": changes,
        "stated": {"fund": amount_text(before.fund_amount), "person": amount_text(before.person_amount)},
        "asked": {"fund": amount_text(now.fund_amount), "person": amount_text(now.person_amount)},
        "tree": nodes,
        "why_not_more": {
            "code": now.binding.code,
            "sentence": why_not_more(now, language),
            "rule_path": now.binding.rule_path,
            "facts": dict(now.binding.facts),
        },
        "would_change": [
            {
                "code": other.code,
                "value": other.value,
                "fund": amount_text(other.fund_fen),
                "hospital": amount_text(other.hospital_fen),
                "person": amount_text(other.person_fen),
            }
            for other in others
        ],
        "warnings": list(warning_sentences(now, language)),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
