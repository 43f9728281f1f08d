"""What an engine in this folder can do; each lives in `engine_<name>.py` as a class `Engine`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from scheme import Case, Figures


class Contestant(Protocol):
    """One engine. Preparing is not timed: each engine gets its input in the form that suits it best."""

    versions: dict[str, str]

    def prepare(self, one: Case) -> Any:
        """The input of one claim."""
        ...

    def price(self, prepared: Any) -> Any:
        """Price one claim: this is timed."""
        ...

    def figures(self, priced: Any) -> Figures:
        """The figures of a result."""
        ...

    def prepare_many(self, cases: Sequence[Case]) -> Any:
        """The input of many claims."""
        ...

    def price_many(self, prepared: Any) -> Any:
        """Price many claims: this is timed."""
        ...

    def figures_many(self, priced: Any) -> list[Figures]:
        """The figures of many results, in order."""
        ...


class OneByOne:
    """Many claims for an engine that takes one at a time."""

    def prepare_many(self: Contestant, cases: Sequence[Case]) -> Any:
        """See `Contestant`."""
        return [self.prepare(one) for one in cases]

    def price_many(self: Contestant, prepared: Any) -> Any:
        """See `Contestant`."""
        price = self.price
        return [price(one) for one in prepared]

    def figures_many(self: Contestant, priced: Any) -> list[Figures]:
        """See `Contestant`."""
        return [self.figures(one) for one in priced]


def to_fen(yuan: float) -> int:
    """A float's fen, as an engine that counts in floats would print them."""
    return round(float(yuan) * 100)
