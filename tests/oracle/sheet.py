"""One bill on its way from split to cash: which part lies where, and which fund took it (policy.md 0.4 to 0.10).

Parts carry the names of docs/policies.md (`copayment:pool`), because what the account may pay is stated in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

from .figures import Bill, Refused, Split, Visit
from .roundings import left, of_layer
from .stated import Package
from .sums import Tier, climb, half_up, split_lines


class Sheet:
    """The parts of one bill, exact. Funds are named by their place in the package's `layer_order`."""

    def __init__(self, visit: Visit, package: Package, split: Split | None = None) -> None:
        self.visit = visit
        self.package = package
        self.pool: str = package.text["pool"]
        self.split = split or split_lines(visit.lines, away_share(visit, package))
        self.deductible = 0
        self.funds: dict[str, int] = {}
        self.waived: dict[str, int] = {}
        self.notes: dict[str, int] = {}
        self.account = {"current": 0, "prior": 0}
        direct = self.split.direct if package.text["lines"]["direct_lines"] == "apart" else 0
        self.parts_direct = direct
        self.parts: dict[str, Fraction] = {
            "in_scope": Fraction(self.split.in_scope - direct),
            "direct": Fraction(direct),
            "prior_self_pay": Fraction(self.split.prior_self_pay),
            "over_limit": Fraction(self.split.over_limit),
            "excluded": Fraction(self.split.own),
        }
        # The bill's own parts behind each part, what funds found in those that they drew on, what they paid of which.
        self.origin = {part: frozenset([part]) for part in self.parts}
        self.origin["deductible"] = frozenset(["deductible"])
        self.found: dict[str, int] = {}
        self.spent: list[tuple[frozenset[str], int]] = []

    def layer(self, place: int) -> dict[str, Any]:
        """What the package says of its first, second, ... layer (0-based)."""
        name = self.package.text["layer_order"][place]
        return {"id": name} | self.package.text["layers"][name]

    def had(self, code: str) -> int:
        """What the year held under a national code in this pool of care."""
        return self.visit.had(f"{code}/{self.pool}")

    def name_of(self, letter: str, layer: dict[str, Any]) -> str:
        """The year total of what a layer paid (D) or of its base (F): its fund's, or its own (`year_totals`)."""
        whole = f"{letter}{layer['fund']}/{self.pool}"
        return f"{whole}.{layer['id']}" if layer.get("year_totals") == "of_layer" else whole

    def scope_this_year(self) -> int:
        """What was in scope in earlier claims of the year, without lines that were paid directly."""
        return self.had("F0000") - self.visit.had(f"F0000/{self.pool}.direct")

    def account_first(self, money: str, balance: int) -> None:
        """Money of the account that pays what is in scope before anything else."""
        rules = self.package.text["account"]
        if self.visit.settled < rules["usable_from"]:
            return
        if self.visit.paid_in_cash and rules["paid_in_cash_claim"] == "untouched":
            return
        taken = min(balance, int(self.parts["in_scope"]))
        self.account[money] += taken
        self.parts["in_scope"] -= taken

    def owe(self, due: int) -> None:
        """The deductible: never more than what is in scope, nothing where a stay goes on from the year before."""
        due = 0 if self.visit.continues else due
        self.deductible = min(int(self.parts["in_scope"]), max(0, due))
        self.parts["in_scope"] -= self.deductible
        self.parts["deductible"] = Fraction(self.deductible)

    def pay(
        self,
        place: int,
        base: Sequence[str],
        tiers: Sequence[Tier],
        *,
        start: Fraction | int = 0,
        room: Fraction | int | None = None,
    ) -> None:
        """A fund pays its base by tiers that begin to be measured at `start`, until its room is filled."""
        expense = sum((self.parts.get(part, Fraction(0)) for part in base), Fraction(0))
        pieces, here = climb(tiers, start, start + expense, room)
        self.book(place, base, pieces, here - start, room=room)

    def start_of(self, place: int) -> int:
        """Where a layer's bounds begin to count, as the package states it for this layer (policy.md 0.5 a and b)."""
        layer = self.layer(place)
        by_year = layer["period"] == "year"
        if layer["measure"] == "in_scope_with_deductible":
            return self.deductible + (self.scope_this_year() if by_year else 0)
        return self.had(f"F{layer['fund']}") if by_year else 0

    def stated_cap(self, place: int) -> int | None:
        """A cap that policy.md does not give: the package's, in fen; None where nobody knows it."""
        cap = self.layer(place)["cap"]
        return None if cap in ("none", "undocumented") else int(cap["amount"] * 100)

    def pay_to_cap(self, place: int, base: Sequence[str], tiers: Sequence[Tier], cap: int | None, of: str = "") -> None:
        """A fund pays to a yearly cap in fen; payment or expense counts, as the package states (policy.md 0.5 c).

        of: `_disease` where the cap is that of a listed disease.
        """
        layer = self.layer(place)
        start = self.start_of(place)
        if cap is None:
            self.pay(place, base, tiers, start=start)
        elif layer["cap"]["counts"] == "payment":
            room = max(0, cap - self.had(f"D{layer['fund']}{of}"))
            self.pay(place, base, tiers, start=start, room=room)
        else:
            rest = max(0, cap - self.had(f"F{layer['fund']}{of}"))
            expense = sum((self.parts.get(part, Fraction(0)) for part in base), Fraction(0))
            pieces, here = climb(tiers, start, start + min(expense, rest))
            self.book(place, base, pieces, here - start)

    def book(
        self,
        place: int,
        base: Sequence[str],
        pieces: Sequence[Fraction],
        covered: Fraction,
        own: Fraction = Fraction(0),
        *,
        room: Fraction | int | None = None,
    ) -> None:
        """A fund has paid: its base goes; its own deductible, the person's share and what is above take its place.

        pieces: what it pays exactly, band by band; room: what a cap, or a last bound, leaves of payment.
        """
        layer = self.layer(place)
        self.found |= {part: int(self.parts.get(part, Fraction(0))) for part in base if ":" not in part}
        origin = frozenset(chain.from_iterable(self.origin.pop(part, ()) for part in base))
        self.origin |= {f"{left}:{layer['id']}": origin for left in ("copayment", "above", "deductible")}
        expense = sum((self.parts.pop(part, Fraction(0)) for part in base), Fraction(0))
        self.parts[f"deductible:{layer['id']}"] = own
        by_expense = layer["cap"] not in ("none", "undocumented") and layer["cap"]["counts"] == "expense"
        by_year = layer["period"] == "year" and layer["measure"] == "base"
        if by_year or layer["deductible"] != "none" or by_expense:
            self._note(self.name_of("F", layer), half_up(expense))
        # Rounding never makes a fund pay more than its base, nor the funds more than the parts that they drew on.
        limits = [covered, self.unspent(origin), *([] if room is None else [room])]
        fen = of_layer(pieces, layer["rounding"], limits)
        self.spent.append((origin, fen))
        if layer.get("year_totals") == "of_layer":
            self._note(self.name_of("D", layer), fen)
        self.funds[layer["fund"]] = self.funds.get(layer["fund"], 0) + fen
        if layer["field"] == "hosp_part_amt":
            self.waived[layer["fund"]] = self.waived.get(layer["fund"], 0) + fen
        self.parts[f"copayment:{layer['id']}"] = left(covered, sum(pieces, Fraction(0)), fen, layer["rounding"])
        self.parts[f"above:{layer['id']}"] = expense - own - covered

    def unspent(self, origin: frozenset[str]) -> int:
        """Fen that a fund may take from these parts of the bill: tried in every company of other parts, the least that
        is left when all funds have been paid that could turn to nothing else."""
        others = sorted(self.found.keys() - origin)
        companies = chain.from_iterable(combinations(others, size) for size in range(len(others) + 1))
        return min(self._unspent_in(origin.union(company)) for company in companies)

    def _unspent_in(self, parts: frozenset[str]) -> int:
        held = sum(amount for part, amount in self.found.items() if part in parts)
        return held - sum(fen for origin, fen in self.spent if origin <= parts)

    def _note(self, key: str, amount: int) -> None:
        self.notes[key] = self.notes.get(key, 0) + amount

    def close(self) -> Bill:
        """Account, cash, and what the year's totals grow by (policy.md 0.9, 0.10, D2)."""
        rules = self.package.text["account"]
        person = self.split.total - sum(self.funds.values()) - sum(self.account.values())
        may = 0
        if self.visit.settled >= rules["usable_from"] and not (
            self.visit.paid_in_cash and rules["paid_in_cash_claim"] == "untouched"
        ):
            barred = sum((amount for part, amount in self.parts.items() if part not in rules["pays"]), Fraction(0))
            may = max(0, person - half_up(barred))
        held = {"current": self.visit.current_account, "prior": self.visit.prior_account}
        for money in rules["order"]:
            taken = min(held[money] - self.account[money], may)
            self.account[money] += taken
            may -= taken
        family = rules["family"]
        # Relatives' money comes behind the person's own and pays the same (policy.md A5, account reform).
        if isinstance(family, dict) and self.visit.settled >= family["usable_from"]:
            relatives = min(may, self.visit.family_account)
        else:
            relatives = 0
        bill = Bill(self.split, self.deductible, self.funds, self.waived)
        bill.family = relatives
        bill.account_current, bill.account_prior = self.account["current"], self.account["prior"]
        bill.cash = self.split.total - sum(self.funds.values()) - sum(self.account.values()) - relatives
        visits = 0 if self.visit.continues else 1
        added = {"C0000": visits, "S0000": self.split.total, "F0000": self.split.in_scope, "Q0000": self.deductible}
        added["D310201"] = sum(self.account.values())
        added |= {f"D{fund}": paid for fund, paid in self.funds.items()}
        grown = {f"{code}/{self.pool}": amount for code, amount in added.items()} | self.notes
        if self.parts_direct:
            grown[f"F0000/{self.pool}.direct"] = self.parts_direct
        # What a listed disease used stands under its own name, too (docs/policies.md, year totals).
        disease = self.visit.disease
        if disease in self.package.text.get("diseases", {}):
            for key, amount in tuple(grown.items()):
                code, _, pool = key.partition("/")
                if code[0] in "CDF":
                    grown[f"{code}_{disease}/{pool}"] = amount
        bill.added = grown
        return bill


def is_retired(visit: Visit) -> bool:
    """In service or retired; other kinds of person have no published figures in the employee schemes."""
    if not visit.person.startswith(("11", "12")):
        raise Refused("person")
    return visit.person.startswith("12")


def away_word(visit: Visit, package: Package) -> Any:
    """How the package pays this kind of care away from home; policy.md A5 leaves it to the home region.

    Raises:
        Refused: it does not.
    """
    if visit.away == "local":
        return "as_local"
    rules = package.text["away"]
    word = "refused" if rules == "none" else rules[visit.away]
    if word in ("refused", "undocumented"):
        raise Refused("away")
    return word


def away_share(visit: Visit, package: Package) -> Fraction:
    """The share that the person bears first of what is in scope."""
    word = away_word(visit, package)
    return Fraction(word["first_share"]) if isinstance(word, dict) and "first_share" in word else Fraction(0)


def away_points(visit: Visit, package: Package, layer: str) -> Fraction:
    """What is taken from a layer's rates."""
    word = away_word(visit, package)
    if isinstance(word, dict) and "minus_points" in word and layer in package.text["away"]["points_from"]:
        return Fraction(word["minus_points"])
    return Fraction(0)


def place_of_care(visit: Visit, package: Package) -> str:
    """The level at which a visit is paid, or `outside`."""
    return "outside" if away_word(visit, package) == "outside" else visit.level


def bonus_for_age(layer: dict[str, Any], age: int) -> tuple[Fraction, Fraction]:
    """Points that the package adds for an age, and where the rate ends."""
    rules = layer["age_bonus"]
    if rules == "none":
        return Fraction(0), Fraction(1)
    reached = [step for step in rules["ages"] if age >= step["from"]]
    add = max(reached, key=lambda step: step["from"])["add"] if reached else 0
    return Fraction(add), Fraction(rules["ceiling"])
