"""What must hold for every package that is accepted, however odd its values are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.engine import adjudicate
from counter.domain.errors import NotCovered, PolicyMissing
from counter.policies.book import FolderBook

from .edge import claim_of, run_year
from .figures import Line, Visit
from .roundings import PLACES
from .stated import Package
from .statements import class_of, price, stated_fen
from .visits import Year

BILL_PARTS = ("in_scope", "direct", "deductible", "prior_self_pay", "over_limit", "excluded")


class Broken(AssertionError):
    """A property does not hold."""


def hold(year: Year, book: FolderBook, more: int) -> int:
    """Price a year and the same year with a larger bill; how many claims were priced.

    Args:
        year: visits aimed at the package.
        book: a book with the package in it.
        more: fen that the larger bill has in addition, class A.

    Raises:
        Broken: a property does not hold.
    """
    totals: dict[str, YearTotals] = {}
    priced = 0
    for visit in year.visits:
        try:
            label = book.find(visit.region, visit.scheme, visit.care, visit.settled).year.label(visit.settled)
            before = totals.setdefault(label, YearTotals(label, tuple(sorted(visit.totals.items()))))
            found = _price(visit, book, before)
        except (NotCovered, PolicyMissing):
            continue
        check(found, visit, year.package.text)
        totals[label] = found.totals_after
        priced += 1
        further = replace(visit, lines=(*visit.lines, Line("A", more, Fraction(1), more)))
        try:
            larger = _price(further, book, before)
        except NotCovered:
            # The larger bill reaches what the package calls undocumented.
            continue
        check(larger, further, year.package.text)
        priced += 1
        grown = _paid(larger) - _paid(found)
        jumps = roundings_of(year.package.text)
        if grown < -_taken_back(year.package.text):
            raise Broken(f"a bill {more} fen larger is paid less: {_paid(found)} -> {_paid(larger)}")
        if grown > more + sum(jumps):
            # Every rule works on the part between its bounds, so no bound lets a payment jump; only rounding does.
            raise Broken(f"a bill {more} fen larger is paid {grown} fen more")
        if is_divisible(year.package.text):
            slack = SLACK * sum(jumps)
            priced += _divided(replace(visit, lines=further.lines[-1:]), book, found, _paid(larger), slack)
    _, _, difference = run_year(year, book, (year.package,), price)
    if difference is not None:
        raise Broken(f"the two engines differ: {difference[1]} in {difference[0]}")
    return priced


def _paid(found: Adjudication) -> int:
    return found.fund_amount + found.hospital_amount


def roundings_of(text: dict[str, Any]) -> list[int]:
    """By layer, in their order, the fen by which rounding may change what it pays: its place, for each band."""
    found = []
    for name in text["layer_order"]:
        layer = text["layers"][name]
        times = len(layer["bands"]) if layer["rounding"]["each"] == "band" else 1
        found.append(PLACES[layer["rounding"]["to"]] * times)
    return found


def _taken_back(text: dict[str, Any]) -> int:
    """Fen that a larger bill may be paid less: what a layer rounds up is taken from the base of those behind it, which
    then round down. Where everything is rounded once to the fen, the exact rest goes on, and nothing is taken back."""
    units = roundings_of(text)
    rounds = [text["layers"][name]["rounding"] for name in text["layer_order"]]
    coarse = [number for number, rule in enumerate(rounds) if rule["to"] != "fen" or rule["each"] == "band"]
    return sum(units[coarse[0] + 1 :]) if coarse else 0


SLACK = 25
"""How many times its rounding each layer may make of a difference in two claims, carried on through thresholds."""
LOWEST_RATE = Fraction(3, 10)
"""Below it one rounded fen of payment is so much expense that a threshold may move by more than the slack."""


def is_divisible(text: dict[str, Any]) -> bool:
    """Whether the year's result is the same however care of one day is divided into claims: everything runs by year."""
    deductible = text["deductible"]
    if (deductible != "none" and deductible["period"] != "year") or text["account"]["first"] != "none":
        return False
    if len(text["layer_order"]) != len(text["layers"]):
        return False
    return all(_runs_by_year(name, layer, text) for name, layer in text["layers"].items())


def _runs_by_year(name: str, layer: dict[str, Any], text: dict[str, Any]) -> bool:
    rates = [rate for band in layer["bands"] for row in band["rates"].values() for rate in row.values()]
    if any(isinstance(rate, (str, dict)) or rate < LOWEST_RATE for rate in rates):
        return False
    cap = layer["cap"]
    if isinstance(cap, dict):
        (key, *others) = cap["accumulators"]
        alone = sum(other["fund"] == layer["fund"] for other in text["layers"].values()) == 1
        # What several layers draw on depends on which one comes first, in every claim anew.
        shared = not alone and key == f"D{layer['fund']}/{text['pool']}"
        if others or shared:
            return False
    if layer["deductible"] != "none" and len(layer["deductible"]["accumulators"]) > 1:
        return False
    if len(layer["bands"]) == 1 and layer["bands"][0]["to"] == "open":
        return True
    return bool(layer["period"] == "year")


def _divided(rest: Visit, book: FolderBook, first: Adjudication, at_once: int, slack: int) -> int:
    """Hold a visit that was priced at once against the same in two claims; how many were priced for it.

    Args:
        rest: what the second claim claims.
        book: a book with the package in it.
        first: the first claim, priced.
        at_once: fen paid for both in one claim.
        slack: fen that rounding may make of it.

    Raises:
        Broken: the year pays another amount.
    """
    if rest.away != "local":
        # Points may lower a rate below what the slack allows for.
        return 0
    try:
        second = _price(rest, book, first.totals_after)
    except NotCovered:
        return 0
    if abs(_paid(first) + _paid(second) - at_once) > slack:
        raise Broken(f"divided into two claims {_paid(first)} and {_paid(second)} are paid, at once {at_once}")
    return 1


def _price(visit: Visit, book: FolderBook, before: YearTotals) -> Adjudication:
    claim = claim_of(visit)
    policy = book.find(claim.region, claim.scheme, claim.care, claim.service_day)
    money = AccountMoney(visit.current_account, visit.prior_account)
    return adjudicate(claim, policy, before, money, visit.family_account)


def check(found: Adjudication, visit: Visit, text: dict[str, Any]) -> None:
    """Nothing negative, the parts are the bill, every payer within what was left to it."""
    parts = (found.excluded_amount, found.over_limit_amount, found.prior_self_pay_amount, found.eligible_amount)
    payers = (found.fund_amount, found.hospital_amount, found.account_amount, found.family_account_amount)
    for amount in (*parts, *payers, found.cash_amount, found.deductible_amount):
        if amount < 0:
            raise Broken(f"negative: {amount}")
    for line in found.lines:
        if min(line[2:]) < 0 or sum(line[3:]) != line.amount_fen:
            raise Broken(f"a line's parts are not the line: {line}")
    bill = sum(line.amount for line in visit.lines)
    if found.total_amount != bill or sum(parts) != bill or sum(payers) + found.cash_amount != bill:
        raise Broken("the parts are not the bill")
    if found.fund_amount + found.hospital_amount > bill:
        raise Broken("the funds pay more than the bill")
    if found.deductible_amount > found.eligible_amount:
        raise Broken("the deductible is more than what is in scope")
    if found.account_current_amount > visit.current_account or found.account_prior_amount > visit.prior_account:
        raise Broken("the account pays more than it holds")
    if found.family_account_amount > visit.family_account:
        raise Broken("relatives pay more than they let")
    if min((amount for _, amount in found.totals_added), default=0) < 0:
        raise Broken("a year total shrinks")
    _within_bill_parts(found, text, class_of(visit, Package("", text)))
    _within_residue(found, text)
    _within_told(found, text)
    _within_caps(found, text)


def _within_bill_parts(found: Adjudication, text: dict[str, Any], person: str) -> None:
    """Layers never pay more than the parts of the bill behind them hold, whichever parts are taken together.

    person: the class whose layers pay.
    """
    direct = sum(amount for key, amount in found.totals_added if key == f"F0000/{text['pool']}.direct")
    first = sum(step.result_fen for step in found.steps if step.code == "account_first")
    held = {
        "in_scope": found.eligible_amount - found.deductible_amount - direct - first,
        "direct": direct,
        "deductible": found.deductible_amount,
        "prior_self_pay": found.prior_self_pay_amount,
        "over_limit": found.over_limit_amount,
        "excluded": found.excluded_amount,
    }
    pays = {step.rule_path.split(".")[1]: step.result_fen for step in found.steps if step.code == "layer"}
    behind = {part: {part} for part in BILL_PARTS}
    payers: list[tuple[set[str], int]] = []
    for name in text["layer_order"]:
        if person in text["layers"][name]["classes"]:
            parts = set().union(*(behind.pop(part, set()) for part in text["layers"][name]["base"]))
            behind |= {f"{word}:{name}": parts for word in ("copayment", "above", "deductible")}
            # A layer that found nothing says nothing.
            payers.append((parts, pays.get(name, 0)))
    drawn = set().union(*(parts for parts, _ in payers))
    if _paid(found) > sum(held[part] for part in drawn):
        raise Broken(f"the funds pay {_paid(found)}, more than the parts of the bill that they draw on hold")
    for number in range(1 << len(BILL_PARTS)):
        some = {part for place, part in enumerate(BILL_PARTS) if number >> place & 1}
        paid = sum(fen for parts, fen in payers if parts <= some)
        holds = sum(held[part] for part in some)
        if paid > holds:
            raise Broken(f"{paid} is paid of {' and '.join(sorted(some))}, which hold {holds}")


def _within_residue(found: Adjudication, text: dict[str, Any]) -> None:
    """No layer pays more than the layers before it left of its base."""
    # Layers that share a fund and a national field cannot be told apart in the result.
    layers = [text["layers"][name] | {"id": name} for name in text["layer_order"]]
    paid = defaultdict(list)
    for fund in found.funds:
        paid[fund.code, fund.field].append(fund.amount_fen)
    shared = {(one["fund"], one["field"]) for one in layers if sum(_same(one, other) for other in layers) > 1}
    in_scope = found.eligible_amount - found.deductible_amount
    left = dict.fromkeys(BILL_PARTS, 0) | {
        "bill": in_scope,
        "deductible": found.deductible_amount,
        "prior_self_pay": found.prior_self_pay_amount,
        "over_limit": found.over_limit_amount,
        "excluded": found.excluded_amount,
    }
    for layer in layers:
        amounts = paid.get((layer["fund"], layer["field"]), [])
        if (layer["fund"], layer["field"]) in shared:
            return
        groups = {_group(part) for part in layer["base"]}
        base = sum(left.get(group, 0) for group in groups)
        amount = sum(amounts)
        if amount > base:
            raise Broken(f"layer {layer['id']} pays {amount} of {base}")
        for group in groups:
            # What is left of a group that was taken in part is known only as an upper bound.
            left[group] = left.get(group, 0) if amount == 0 else min(left.get(group, 0), base - amount)
        left[layer["id"]] = base - amount


TOLD = 2
"""Fen by which figures that are told, each half up to the fen, may miss what they are told of."""


def _within_told(found: Adjudication, text: dict[str, Any]) -> None:
    """No layer pays more than what it says lies within its bands, and none works on what another layer took."""
    told: dict[str, dict[str, int]] = defaultdict(lambda: {"base": 0, "deductible": 0, "above": 0, "pays": 0})
    for step in found.steps:
        name = step.rule_path.split(".")[1] if step.rule_path.startswith("layers.") else ""
        if step.code == "layer":
            told[name] |= {"base": step.base_fen, "pays": step.result_fen}
        elif name and step.code == "deductible":
            told[name]["deductible"] = step.result_fen
        elif name and step.code in ("cap", "bands_end"):
            told[name]["above"] = step.base_fen
    left: dict[str, int] = {}
    for name in text["layer_order"]:
        one, parts = told[name], text["layers"][name]["base"]
        covered = one["base"] - one["deductible"] - one["above"]
        if one["pays"] > covered + TOLD:
            raise Broken(f"layer {name} pays {one['pays']}, within its bands lie {covered}")
        if all(part in left for part in parts):
            most = sum(left[part] for part in parts)
            if one["base"] > most + TOLD * len(parts):
                raise Broken(f"layer {name} pays on {one['base']}, what is left is {most}")
        left[f"copayment:{name}"] = max(0, covered - one["pays"])
        left[f"above:{name}"] = one["above"]
        left[f"deductible:{name}"] = one["deductible"]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["fund"], one["field"]) == (other["fund"], other["field"])


def _group(part: str) -> str:
    """Where a part comes from: `copayment:pool` and `above:pool` are both what `pool` left."""
    word, _, layer = part.partition(":")
    return layer or ("bill" if word in ("in_scope", "direct") else word)


def _within_caps(found: Adjudication, text: dict[str, Any]) -> None:
    """No layer with a yearly cap on payment pays beyond it."""
    for layer in text["layers"].values():
        cap = layer["cap"]
        if not isinstance(cap, dict) or cap["counts"] != "payment":
            continue
        if isinstance(cap["amount"], dict) and "of" not in cap["amount"]:
            continue
        before = sum(found.totals_before.get(key) for key in set(cap["accumulators"]))
        amount = stated_fen(cap["amount"], Package("", text))
        paid = sum(fund.amount_fen for fund in found.funds if fund.code == layer["fund"])
        alone = sum(other["fund"] == layer["fund"] for other in text["layers"].values()) == 1
        if alone and paid > max(0, amount - before):
            raise Broken(f"fund {layer['fund']} pays {paid}, the cap leaves {amount - before}")
