"""OpenFisca-Core as the smallest country package: receipt lines in a claim; from a situation, and from arrays.

`Engine` takes what a service receives: a situation as a dictionary, already parsed. `ArraysEngine` declares the
entities from arrays, for one claim or for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from engine import OneByOne, to_fen
from openfisca_core.entities import build_entity
from openfisca_core.periods import DAY
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.taxscales import MarginalRateTaxScale
from openfisca_core.variables import Variable
from scheme import DEDUCTIBLE, POOL, POOL_CAP, SERIOUS, SERIOUS_DEDUCTIBLE, WHOLE, Case, Figures

ON = "2026-06-01"
OF_LINE = ("price", "quantity", "amount", "share", "limit")
OF_CLAIM = ("deductible_used", "year_scope", "year_pool", "year_serious", "account")
ANSWERS = Figures._fields


def _scale(bands: tuple[tuple[int, int], ...]) -> Any:
    scale = MarginalRateTaxScale()
    for lower, share in bands:
        scale.add_bracket(lower / 100, share / WHOLE)
    return scale


def _cents(amount: Any) -> Any:
    return np.floor(amount * 100 + 0.5) / 100


def system() -> TaxBenefitSystem:
    """The rules of `scheme` as variables with formulas."""
    line = build_entity("line", "lines", "receipt line", is_person=True)
    claim = build_entity("claim", "claims", "claim", roles=[{"key": "item", "plural": "items", "label": "item"}])
    pool, serious = _scale(POOL), _scale(SERIOUS)

    def over(lines: Any, on: Any) -> Any:
        price, limit, amount = lines("price", on), lines("limit", on), lines("amount", on)
        above = np.minimum(amount, _cents((price - limit) * lines("quantity", on)))
        return np.where((limit > 0) & (price > limit), above, 0)

    def in_scope(lines: Any, on: Any) -> Any:
        inside = lines("amount", on) - lines("over", on)
        return inside - _cents(inside * lines("share", on))

    def total_(claims: Any, on: Any) -> Any:
        return claims.sum(claims.members("amount", on))

    def scope(claims: Any, on: Any) -> Any:
        return claims.sum(claims.members("in_scope", on))

    def due(claims: Any, on: Any) -> Any:
        left = np.maximum(DEDUCTIBLE / 100 - claims("deductible_used", on), 0)
        begun, base = claims("year_scope", on), claims("scope", on) - np.minimum(left, claims("scope", on))
        paid = pool.calc(begun + base) - pool.calc(begun)
        return np.minimum(paid, np.maximum(POOL_CAP / 100 - claims("year_pool", on), 0))

    def pool_(claims: Any, on: Any) -> Any:
        return _cents(claims("due", on))

    def serious_(claims: Any, on: Any) -> Any:
        begun = claims("year_serious", on) - SERIOUS_DEDUCTIBLE / 100
        after = begun + claims("scope", on) - claims("due", on)
        return _cents(serious.calc(np.maximum(after, 0)) - serious.calc(np.maximum(begun, 0)))

    def cash(claims: Any, on: Any) -> Any:
        rest = claims("total", on) - claims("pool", on) - claims("serious", on)
        return rest - np.minimum(claims("account", on), rest)

    def variable(name: str, entity: Any, formula: Any = None) -> type[Variable]:
        body = {"value_type": float, "entity": entity, "definition_period": DAY, "label": name}
        return type(name, (Variable,), body | ({"formula": formula} if formula else {}))

    made = TaxBenefitSystem([line, claim])
    made.add_variables(*(variable(name, line) for name in OF_LINE), *(variable(name, claim) for name in OF_CLAIM))
    made.add_variables(variable("over", line, over), variable("in_scope", line, in_scope))
    of_claim = {"total": total_, "scope": scope, "due": due, "pool": pool_, "serious": serious_, "cash": cash}
    made.add_variables(*(variable(name, claim, formula) for name, formula in of_claim.items()))
    return made


class Engine(OneByOne):
    """One claim from a situation."""

    def __init__(self) -> None:
        self.versions = {name: version(name) for name in ("OpenFisca-Core", "numpy")}
        self.system = system()

    def prepare(self, one: Case) -> dict[str, Any]:
        """See `Contestant`."""
        lines = {
            f"l{number}": {
                "price": {ON: line.price / 100},
                "quantity": {ON: line.quantity / 100},
                "amount": {ON: line.amount / 100},
                "share": {ON: line.share / WHOLE},
                "limit": {ON: line.limit / 100},
            }
            for number, line in enumerate(one.lines)
        }
        used = {name: {ON: getattr(one, name) / 100} for name in OF_CLAIM}
        return {"lines": lines, "claims": {"c": {"items": list(lines), **used}}}

    def price(self, prepared: dict[str, Any]) -> list[Any]:
        """See `Contestant`."""
        simulation = SimulationBuilder().build_from_entities(self.system, prepared)
        return [simulation.calculate(name, ON) for name in ANSWERS]

    def figures(self, priced: list[Any]) -> Figures:
        """See `Contestant`."""
        return Figures(*(to_fen(found[0]) for found in priced))


class ArraysEngine(OneByOne):
    """From arrays: the form in which it is fastest."""

    def __init__(self) -> None:
        self.versions = {name: version(name) for name in ("OpenFisca-Core", "numpy")}
        self.system = system()

    def prepare(self, one: Case) -> dict[str, Any]:
        """See `Contestant`."""
        return self.prepare_many([one])

    def price(self, prepared: dict[str, Any]) -> list[Any]:
        """See `Contestant`."""
        return self.price_many(prepared)

    def figures(self, priced: list[Any]) -> Figures:
        """See `Contestant`."""
        return self.figures_many(priced)[0]

    def prepare_many(self, cases: Sequence[Case]) -> dict[str, Any]:
        """See `Contestant`."""
        # One array of all lines first: a column of two million numbers is made in one go.
        lines = np.array([line for one in cases for line in one.lines], dtype=np.float64)
        units = {"share": WHOLE}
        claims = np.array([one[1:] for one in cases], dtype=np.float64) / 100
        counts = [len(one.lines) for one in cases]
        return {
            "claims": len(cases),
            "members": np.repeat(np.arange(len(cases)), counts),
            **{name: lines[:, column] / units.get(name, 100) for column, name in enumerate(OF_LINE)},
            **{name: claims[:, column] for column, name in enumerate(OF_CLAIM)},
        }

    def price_many(self, prepared: dict[str, Any]) -> list[Any]:
        """See `Contestant`."""
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        count = len(prepared["members"])
        builder.declare_person_entity("line", range(count))
        group = builder.declare_entity("claim", range(prepared["claims"]))
        builder.join_with_persons(group, prepared["members"], roles=np.repeat("item", count))
        simulation = builder.build(self.system)
        for name in (*OF_LINE, *OF_CLAIM):
            simulation.set_input(name, ON, prepared[name])
        return [simulation.calculate(name, ON) for name in ANSWERS]

    def figures_many(self, priced: list[Any]) -> list[Figures]:
        """See `Contestant`."""
        columns = [np.rint(found.astype(np.float64) * 100).astype(np.int64).tolist() for found in priced]
        return [Figures(*row) for row in zip(*columns, strict=True)]
