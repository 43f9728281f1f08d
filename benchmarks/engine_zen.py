"""zen-engine (GoRules, Rust): the rules as one expression node of a decision that is compiled once."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import zen
from engine import OneByOne, to_fen
from scheme import DEDUCTIBLE, POOL, POOL_CAP, SERIOUS, SERIOUS_DEDUCTIBLE, WHOLE, Case, Figures


def _banded(low: str, high: str, bands: tuple[tuple[int, int], ...]) -> str:
    parts = []
    for number, (lower, share) in enumerate(bands):
        upper = bands[number + 1][0] / 100 if number + 1 < len(bands) else 1e12
        parts.append(f"max([min([{high}, {upper}]) - max([{low}, {lower / 100}]), 0]) * {share / WHOLE}")
    return " + ".join(parts)


def _expressions() -> list[tuple[str, str]]:
    above = "min([#.amount, round((#.price - #.limit) * #.quantity, 2)])"
    over = f"((#.limit > 0 and #.price > #.limit) ? {above} : 0)"
    scopes = f"map(lines, (#.amount - {over}) - round((#.amount - {over}) * #.share, 2))"
    return [
        ("total", "sum(map(lines, #.amount))"),
        ("scope", f"sum({scopes})"),
        ("deductible", f"min([max([{DEDUCTIBLE / 100} - deductible_used, 0]), $.scope])"),
        ("end", "year_scope + $.scope - $.deductible"),
        ("due", f"min([{_banded('year_scope', '$.end', POOL)}, max([{POOL_CAP / 100} - year_pool, 0])])"),
        ("pool", "round($.due, 2)"),
        ("low", f"max([year_serious - {SERIOUS_DEDUCTIBLE / 100}, 0])"),
        ("high", f"max([year_serious - {SERIOUS_DEDUCTIBLE / 100} + $.scope - $.due, 0])"),
        ("serious", f"round({_banded('$.low', '$.high', SERIOUS)}, 2)"),
        ("rest", "$.total - $.pool - $.serious"),
        ("cash", "$.rest - min([account, $.rest])"),
    ]


def model() -> dict[str, Any]:
    """The decision as its editor would save it."""
    place = {"x": 0, "y": 0}
    rows = [{"id": f"{number}", "key": key, "value": text} for number, (key, text) in enumerate(_expressions())]
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "rules",
                "position": place,
                "content": {"expressions": rows},
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }


class Engine(OneByOne):
    """One claim from a dictionary."""

    def __init__(self) -> None:
        self.versions = {"zen-engine": version("zen-engine")}
        self.decision = zen.ZenEngine().create_decision(json.dumps(model()))

    def prepare(self, one: Case) -> dict[str, Any]:
        """See `Contestant`."""
        lines = [
            {
                "price": line.price / 100,
                "quantity": line.quantity / 100,
                "amount": line.amount / 100,
                "share": line.share / WHOLE,
                "limit": line.limit / 100,
            }
            for line in one.lines
        ]
        names = Case._fields[1:]
        return {"lines": lines, **{name: getattr(one, name) / 100 for name in names}}

    def price(self, prepared: dict[str, Any]) -> dict[str, Any]:
        """See `Contestant`."""
        return self.decision.evaluate(prepared)["result"]

    def figures(self, priced: dict[str, Any]) -> Figures:
        """See `Contestant`."""
        return Figures(*(to_fen(priced[name]) for name in Figures._fields))
