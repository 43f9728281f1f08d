"""Any package, priced from its statements as docs/policies.md explains them.

The region modules know the published figures; this one knows none: it reads bounds and rates from the package. It
tells whether the two engines understand a statement alike, also in packages that nobody would write.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from . import deductibles
from .figures import Bill, Line, Refused, Split, Visit
from .roundings import as_stated, on_line
from .sheet import Sheet, away_points, away_share, away_word, bonus_for_age
from .stated import Package, age_counted, refuse_impossible_days
from .sums import climb

NONE = "none"


def price(visit: Visit, package: Package) -> Bill:
    """Price a visit by what the package says.

    Raises:
        Refused: the package does not cover it, or its days cannot be.
    """
    refuse_impossible_days(visit)
    word = away_word(visit, package)
    text = package.text
    person = class_of(visit, package)
    as_level = text["level_of_care"]
    level = visit.level if as_level == NONE else as_level["as"].get(visit.care, visit.level)
    level = "outside" if word == "outside" else level
    sheet = Sheet(visit, package, split(visit, package, level))
    whole = sheet.parts["in_scope"]
    first = text["account"]["first"]
    if first != NONE:
        for money in first["money"]:
            sheet.account_first(money, visit.current_account if money == "current" else visit.prior_account)
    sheet.owe(0 if text["deductible"] == NONE or visit.continues else _due(sheet, person, level))
    spent = whole - sheet.parts["in_scope"]
    for place in range(len(text["layer_order"])):
        if person in sheet.layer(place)["classes"]:
            _layer(sheet, place, person, level, spent)
    return sheet.close()


def split(visit: Visit, package: Package, level: str) -> Split:
    """The lines as the package rounds and limits them."""
    rules = package.text["lines"]
    rounding = rules["rounding"]
    share = away_share(visit, package)
    total = own = over = prior = scope = direct = 0
    for line in visit.lines:
        total += line.amount
        if line.grade == "C":
            own += line.amount
            continue
        limits = [line.limit] if rules["price_limit"] == "unit_price" and line.limit is not None else []
        beds = rules["bed_limit"]
        if beds != NONE and line.charge in beds["charge_types"]:
            limits.append(int(_at(beds["amounts"], level) * 100))
        above = 0
        if limits and line.price > min(limits):
            above = on_line((line.price - min(limits)) * line.quantity, rounding, line.amount)
        rest = line.amount - above
        if line.grade == "B":
            rest -= on_line(rest * _own_rate(line, rules["prior_self_pay"]), rounding, rest)
        rest -= on_line(rest * share, rounding, rest)
        over, prior = over + above, prior + line.amount - above - rest
        scope += rest
        direct += rest if line.direct and rules["direct_lines"] == "apart" else 0
    return Split(total, own, over, prior, scope, direct)


def _own_rate(line: Line, rules: Any) -> Fraction:
    if rules == "rate_of_item":
        return line.own_rate or Fraction(0)
    if "default" in rules:
        return Fraction(rules["default"]) if line.own_rate is None else line.own_rate
    if "by_charge_type" in rules:
        rates = rules["by_charge_type"]
        return Fraction(rates.get(line.charge, rates["all"]))
    for band in rules["by_unit_price"]:
        if band["to"] == "open" or line.price < band["to"] * 100:
            return Fraction(band["rate"])
    raise AssertionError("the last band is open")


def class_of(visit: Visit, package: Package) -> str:
    age = age_counted(visit, package)
    for entry in package.text["classes"]:
        retired = visit.retired_on
        fits = (
            any(visit.person.startswith(kind) for kind in entry["types"])
            and entry.get("age_from", 0) <= age < entry.get("age_below", math.inf)
            and not ("retired_from" in entry and (retired is None or retired < entry["retired_from"]))
            and not ("retired_before" in entry and (retired is None or retired >= entry["retired_before"]))
            and not ("born_from" in entry and visit.born < entry["born_from"])
            and not ("born_before" in entry and visit.born >= entry["born_before"])
        )
        if fits:
            name: str = entry["id"]
            return name
    raise Refused("person")


def _at(row: dict[str, Any], key: str) -> Any:
    value = row[key] if key in row else row["all"]
    if value == "undocumented":
        raise Refused("undocumented")
    return value


def _cell(table: dict[str, Any], person: str, level: str) -> Any:
    return _at(table[person] if person in table else table["all"], level)


def stated_fen(value: Any, package: Package) -> int:
    """An amount in fen, as it is written or as a share of a wage."""
    if isinstance(value, dict):
        wage = int(package.text["wages"][value["of"]]["amount"] * 100)
        return as_stated(wage * Fraction(value["times"]), value["rounding"])
    return int(value * 100)


def _due(sheet: Sheet, person: str, level: str) -> int:
    """The deductible that is still due."""
    rules = sheet.package.text["deductible"]
    due = stated_fen(_cell(rules["amounts"], person, level), sheet.package)
    if rules["period"] == "year":
        due -= sheet.had("Q0000")
    else:
        due = deductibles.of_admission(due, sheet.had("C0000"), rules["later"])
        once = rules["once_for"]
        disease = sheet.visit.disease
        if once != NONE and disease in once["diseases"] and sheet.had(f"C0000_{disease}") > 0:
            due = 0
    if rules["yearly_ceiling"] != NONE:
        due = min(due, int(rules["yearly_ceiling"] * 100) - sheet.had("Q0000"))
    return max(0, due)


def _rate(sheet: Sheet, layer: dict[str, Any], band: dict[str, Any], person: str, level: str) -> Fraction:
    """Stated rate or formula; the person's share; age bonus to its ceiling; less points, never below 0."""
    age = age_counted(sheet.visit, sheet.package)
    stated = _cell(band["rates"], person, level)
    if isinstance(stated, dict):
        rate = min(Fraction(1), Fraction(stated["base"]) + Fraction(stated["per_year"]) * age)
    else:
        rate = Fraction(stated)
    if layer["person_share"] != NONE:
        factors = layer["person_share"]["factor"]
        rate = 1 - (1 - rate) * Fraction(_at(factors, person))
    bonus, ceiling = bonus_for_age(layer, age)
    rate = max(rate, min(ceiling, rate + bonus))
    return max(Fraction(0), rate - away_points(sheet.visit, sheet.package, layer["id"]))


def _layer(sheet: Sheet, place: int, person: str, level: str, spent: Fraction) -> None:
    """One layer: its own deductible, its bands, its cap."""
    layer = sheet.layer(place)
    by_year = layer["period"] == "year"
    cap = layer["cap"]
    if isinstance(cap, dict) and isinstance(cap["amount"], dict) and "by_disease" in cap["amount"]:
        diseases = cap["amount"]["by_disease"]
        if sheet.visit.disease not in diseases and "all" not in diseases:
            raise Refused("disease")
    base: Sequence[str] = layer["base"]
    expense = sum((sheet.parts.get(part, Fraction(0)) for part in base), Fraction(0))
    before = past = sheet.visit.had(sheet.name_of("F", layer))
    own = Fraction(0)
    if layer["deductible"] != NONE:
        # Shared with other layers where it says so; those of this bill paid before.
        before = sum(_so_far(sheet, key) for key in layer["deductible"]["accumulators"])
        stated = stated_fen(_at(layer["deductible"]["amounts"], person), sheet.package)
        own = min(expense, Fraction(max(0, stated - before)))
        past = max(0, before - stated)
    if expense == own:
        # Nothing to pay: rates that are not documented are not needed.
        sheet.book(place, base, [], Fraction(0), own)
        return
    rates = [(band, _known(sheet, layer, band, person, level)) for band in layer["bands"]]
    left, room = _cap(sheet, layer, person, spent)
    # A cap on expense counts all of the base, what the layer's own deductible took of it, too.
    used = expense - own if left is None else min(expense - own, max(Fraction(0), left - own))
    if layer["measure"] == "payment":
        before = sheet.visit.had(sheet.name_of("D", layer)) if by_year else 0
        pieces, covered = _climb_by_payment(rates, before, used, room)
        last = layer["bands"][-1]["to"]
        if last != "open":
            ends = max(0, int(last * 100) - before)
            room = ends if room is None else min(room, ends)
    else:
        start = Fraction(past if by_year else 0)
        if layer["measure"] == "in_scope_with_deductible":
            start = spent + (sheet.scope_this_year() if by_year else 0)
        tiers = [
            (int(band["from"] * 100), None if band["to"] == "open" else int(band["to"] * 100), rate)
            for band, rate in rates
        ]
        pieces, here = climb(tiers, start, start + used, room)
        covered = here - start
    sheet.book(place, base, pieces, covered, own, room=room)


def _known(sheet: Sheet, layer: dict[str, Any], band: dict[str, Any], person: str, level: str) -> Fraction | None:
    """The rate of a band; None where no source gives it, which matters only to what reaches the band."""
    if _at_or_nothing(band["rates"], person, level) == "undocumented":
        return None
    return _rate(sheet, layer, band, person, level)


def _at_or_nothing(table: dict[str, Any], person: str, level: str) -> Any:
    row = table[person] if person in table else table["all"]
    return row[level] if level in row else row["all"]


def _climb_by_payment(
    rates: Sequence[tuple[dict[str, Any], Fraction | None]], start: int, expense: Fraction, room: int | None
) -> tuple[list[Fraction], Fraction]:
    """Bounds are what the fund has paid: each band lasts until that much is paid."""
    pieces: list[Fraction] = []
    paid, covered = Fraction(0), Fraction(0)
    for band, rate in rates:
        high = math.inf if band["to"] == "open" else int(band["to"] * 100)
        may = high - start - paid
        if room is not None:
            may = min(may, room - paid)
        if may <= 0 or covered == expense:
            continue
        if rate is None:
            raise Refused("undocumented")
        piece = Fraction(min((expense - covered) * rate, may))
        pieces.append(piece)
        paid += piece
        covered = expense if rate == 0 else covered + piece / rate
    return pieces, covered


def _so_far(sheet: Sheet, key: str) -> int:
    """What the year holds under a total, with what this bill's earlier layers add to it."""
    funds = {f"D{fund}/{sheet.pool}": paid for fund, paid in sheet.funds.items()}
    return sheet.visit.had(key) + (funds | sheet.notes).get(key, 0)


def _cap(sheet: Sheet, layer: dict[str, Any], person: str, spent: Fraction) -> tuple[Fraction | None, int | None]:
    """What the year leaves below a layer's cap: (expense, payment), None without a bound."""
    cap = layer["cap"]
    if cap in (NONE, "undocumented"):
        return None, None
    amount, keys = cap["amount"], cap["accumulators"]
    if isinstance(amount, dict) and "by_class" in amount:
        amount = _at(amount["by_class"], person)
    elif isinstance(amount, dict) and "by_disease" in amount:
        disease = sheet.visit.disease
        amount = _at(amount["by_disease"], disease)
        keys = [f"{key.split('/')[0]}_{disease}/{key.split('/')[1]}" for key in keys]
    left = max(0, stated_fen(amount, sheet.package) - sum(_so_far(sheet, key) for key in set(keys)))
    if cap["counts"] == "payment":
        return None, left
    if f"F0000/{sheet.pool}" not in keys:
        return Fraction(left), None
    # All that is in scope counts: of this bill what was spent before the layers, too.
    left = stated_fen(amount, sheet.package) - sheet.scope_this_year()
    left -= sum(_so_far(sheet, key) for key in set(keys) - {f"F0000/{sheet.pool}"})
    return max(Fraction(0), left - spent), None
