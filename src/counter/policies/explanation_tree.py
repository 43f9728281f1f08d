"""The explanation of a priced claim as a tree: for every figure its inputs, its rule, the values and the article.

Steps that belong to one layer stand below the layer; the lines of the bill stand below the bill (features.md 30).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counter.domain.adjudication import Adjudication, LineSplit, Source, Step
from counter.domain.claim import Claim
from counter.domain.explanation import citation, step_title, told_steps
from counter.domain.money import amount_text, format_amount
from counter.domain.policy import LEVELS, OUTSIDE, Policy
from counter.policies.values import Value

_WORDS = {
    "zh": {
        "bill": "医疗费总额",
        "line": "第{number}行 {name}",
        "from": "由 {base} 得出",
        "rule": "规则",
        "values": "取值",
        "source": "依据",
        "in_scope": "符合政策范围",
        "prior": "先行自付",
        "over": "超限价",
        "excluded": "全自费",
    },
    "en": {
        "bill": "Total",
        "line": "line {number} {name}",
        "from": "out of {base}",
        "rule": "rule",
        "values": "values",
        "source": "source",
        "in_scope": "in scope",
        "prior": "prior self-pay",
        "over": "over price limit",
        "excluded": "excluded",
    },
}


@dataclass(frozen=True, slots=True)
class Node:
    """One figure. amount_fen: what came out; base_fen: what went in, None for what was entered; values: those of the
    package that hold for this person and level; children: the figures that it is made of."""

    title: str
    amount_fen: int
    base_fen: int | None = None
    sentence: str = ""
    rule_path: str = ""
    source: Source | None = None
    facts: tuple[tuple[str, str], ...] = ()
    values: tuple[Value, ...] = ()
    children: tuple[Node, ...] = ()


def tree(
    claim: Claim, policy: Policy, priced: Adjudication, values: tuple[Value, ...], language: str
) -> tuple[Node, ...]:
    """The figures of a claim from its bill to cash, each with what it is made of."""
    told = dict(told_steps(priced, language))
    own_class = policy.class_of(claim.person, claim.service_day).id
    classes = {entry.id for entry in policy.classes}

    def node(step: Step, children: Iterable[Node] = ()) -> Node:
        return Node(
            step_title(step, language),
            step.result_fen,
            step.base_fen,
            told.get(step, ""),
            step.rule_path,
            step.source,
            step.facts,
            _holding(values, step.rule_path, own_class, classes, str(policy.level_for(claim))),
            tuple(children),
        )

    roots = [_bill(claim, priced, language)]
    parts: dict[str, list[Node]] = {}
    for step in priced.steps:
        layer = _layer_of(step.rule_path)
        if step.code == "layer":
            roots.append(node(step, parts.pop(layer, ())))
        elif step.code in ("cap", "bands_end") and layer:
            # What stops a layer follows it: it is a part of the figure that stands last.
            last = roots.pop()
            roots.append(replace(last, children=(*last.children, node(step))))
        elif layer:
            parts.setdefault(layer, []).append(node(step))
        else:
            roots.append(node(step))
    return tuple(roots)


def _layer_of(rule_path: str) -> str:
    """`layers.pool.bands.1` -> `pool`, "" outside layers."""
    pieces = rule_path.split(".")
    return pieces[1] if len(pieces) > 1 and pieces[0] == "layers" else ""


def _bill(claim: Claim, priced: Adjudication, language: str) -> Node:
    lines = [line for receipt in claim.receipts for line in receipt.lines]
    children = [
        Node(
            _WORDS[language]["line"].format(number=number, name=line.item_name).rstrip(),
            split.amount_fen,
            sentence=_line_parts(split, language),
            facts=(("class", line.item_class.name),),
        )
        for number, (line, split) in enumerate(zip(lines, priced.lines, strict=True), 1)
    ]
    return Node(_WORDS[language]["bill"], priced.total_amount, children=tuple(children))


def _line_parts(split: LineSplit, language: str) -> str:
    words = _WORDS[language]
    parts = (
        ("in_scope", split.eligible_fen),
        ("prior", split.prior_self_pay_fen),
        ("over", split.over_limit_fen),
        ("excluded", split.excluded_fen),
    )
    return " + ".join(f"{words[name]} {format_amount(amount)}" for name, amount in parts if amount)


def _holding(
    values: tuple[Value, ...], rule_path: str, own_class: str, classes: set[str], level: str
) -> tuple[Value, ...]:
    """The values behind a rule that hold for one class and level.

    Of a layer only its own statements and how it rounds, but for its names: bands, cap and deductible have rule paths
    of their own.
    """
    of_layer = rule_path.startswith("layers.") and rule_path.count(".") == 1
    found = []
    for value in values:
        if value.path != rule_path and not value.path.startswith(f"{rule_path}."):
            continue
        pieces = value.path[len(rule_path) + 1 :].split(".")
        nested = len(pieces) > 1 and (of_layer or rule_path == "layers") and pieces[0] != "rounding"
        other_class = len(pieces) > 1 and pieces[1] in classes and pieces[1] != own_class
        other_level = len(pieces) > 2 and pieces[2] in (*LEVELS, OUTSIDE) and pieces[2] != level
        if not nested and not other_class and not other_level and pieces[0] not in ("name_zh", "name_en"):
            found.append(value)
    return tuple(found)


def node_json(node: Node) -> dict[str, object]:
    """A node for programs; amounts are text with two decimals."""
    return {
        "title": node.title,
        "amount": amount_text(node.amount_fen),
        "base": None if node.base_fen is None else amount_text(node.base_fen),
        "sentence": node.sentence,
        "rule_path": node.rule_path,
        "source": None
        if node.source is None
        else {"title": node.source.title, "article": node.source.article, "grade": node.source.grade},
        "facts": dict(node.facts),
        "values": {value.path: value.text for value in node.values},
        "children": [node_json(child) for child in node.children],
    }


def node_rows(node: Node, language: str, depth: int = 0) -> list[str]:
    """A node and its parts as indented text."""
    words, margin = _WORDS[language], "    " * depth
    base = "" if node.base_fen is None else "   " + words["from"].format(base=format_amount(node.base_fen))
    rows = [f"{margin}{node.title}  {format_amount(node.amount_fen)}{base}"]
    inner = f"{margin}  "
    if node.sentence:
        rows.append(f"{inner}{node.sentence}")
    if node.source is not None:
        grade = f" [{node.source.grade}]" if language == "zh" else ""
        rows.append(f"{inner}{words['source']}: {citation(node.source, language)}{grade}")
        rows.append(f"{inner}{words['rule']}: {node.rule_path}")
    if node.values:
        stated = "; ".join(f"{value.path.removeprefix(node.rule_path + '.')} = {value.text}" for value in node.values)
        rows.append(f"{inner}{words['values']}: {stated}")
    for child in node.children:
        rows += node_rows(child, language, depth + 1)
    return rows
