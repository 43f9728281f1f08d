"""What the second engine reckons with: plain records, amounts in fen, no import from the product."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


class Refused(Exception):
    """No rule is known for this visit: nothing is paid and nothing is guessed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill. grade: catalogue class A, B or C; price, amount and limit in fen; charge: kind of charge."""

    grade: str
    price: int
    quantity: Fraction
    amount: int
    own_rate: Fraction | None = None
    limit: int | None = None
    direct: bool = False
    charge: str = "14"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or stay, and what the year and the account held before it.

    person: national `psn_type`; care: national `med_type`; level: `community`, `1`, `2`, `3`; settled: day whose rules
    hold; totals: fen (counts for `C...`) under the national accumulator names, `C0000/inpatient`; away: `local`, or
    how the person came to be treated elsewhere; disease: a listed disease, "" for none; booked: day on which it is
    settled, the day whose rules hold when None; continues: a later part of a stay that is no admission of its own;
    family_account: what relatives let the person use.
    """

    region: str
    scheme: str
    care: str
    level: str
    settled: date
    admitted: date | None
    person: str
    born: date
    retired_on: date | None
    lines: tuple[Line, ...]
    totals: dict[str, int]
    current_account: int
    prior_account: int
    paid_in_cash: bool
    away: str = "local"
    disease: str = ""
    booked: date | None = None
    continues: bool = False
    family_account: int = 0

    def had(self, key: str) -> int:
        """What the year held under an accumulator."""
        return self.totals.get(key, 0)


@dataclass(frozen=True, slots=True)
class Split:
    """The four parts of a bill (policy.md 0.3), in fen. direct: the part of in_scope on direct-payment lines."""

    total: int
    own: int
    over_limit: int
    prior_self_pay: int
    in_scope: int
    direct: int


@dataclass(slots=True)
class Bill:
    """Who pays what, in fen.

    funds: by `fund_pay_type`; waived: what of it a hospital bears; added: what the year's totals grow by.
    """

    split: Split
    deductible: int
    funds: dict[str, int] = field(default_factory=dict)
    waived: dict[str, int] = field(default_factory=dict)
    account_current: int = 0
    account_prior: int = 0
    family: int = 0
    cash: int = 0
    added: dict[str, int] = field(default_factory=dict)
