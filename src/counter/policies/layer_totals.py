"""Which year totals a layer adds to and reads, and that no other layer's money is in what it takes for its own."""

from __future__ import annotations

from counter.domain.funds import FUNDS_OF_FIELD, KNOWN_FUNDS
from counter.domain.policy import CapCounts, Measure, Period
from counter.policies.checking import Checker
from counter.policies.messages import quoted, say
from counter.policies.statements import CapAmounts, CapTable, LayerTable
from counter.policies.toml_file import Path_, did_you_mean


def own_key(letter: str, pool: str, layer_id: str, table: LayerTable) -> str:
    """The year total that a layer reads as its own: of what it paid (D) or of its base (F)."""
    owner = f".{layer_id}" if table.year_totals == "of_layer" else ""
    return f"{letter}{table.fund}/{pool}{owner}"


def check_funds(check: Checker) -> None:
    """Every fund is one of the national list, pays in the field of its kind, and shares no year that is not shared."""
    for layer_id, table in check.table.layers.items():
        path: Path_ = ("layers", layer_id, "fund")
        funds = FUNDS_OF_FIELD[table.field]
        if table.fund not in KNOWN_FUNDS:
            check.wrong(path, say("fund_unknown", fund=table.fund, near=did_you_mean(table.fund, KNOWN_FUNDS)))
        elif table.fund not in funds:
            check.wrong(path, say("fund_field", fund=table.fund, field=table.field, funds=quoted(funds)))
        for other_id, other in check.table.layers.items():
            if other_id != layer_id and _is_shared(table, other):
                check.wrong(path, say("fund_shared", layer=other_id, fund=table.fund))
                break


def check_accumulators(check: Checker, layer_id: str, layer: LayerTable) -> bool:
    """What a layer's cap counts is of the kind that the cap limits, and its own layer adds to it, once.

    Returns:
        Whether it counts all that is in scope (`F0000`) and not the layer's base alone.
    """
    table, pool = layer.cap, check.table.pool
    assert isinstance(table, CapTable)
    path: Path_ = ("layers", layer_id, "cap", "accumulators")
    check.check_once(table.accumulators, path)
    wanted = "D" if table.counts is CapCounts.PAYMENT else "F"
    for key in table.accumulators:
        if not key.startswith(wanted):
            check.wrong(path, say("cap_counts", counts=str(table.counts), letter=wanted, key=key))
    own = own_key(wanted, pool, layer_id, layer)
    wider = f"{wanted}{layer.fund if wanted == 'D' else '0000'}/{pool}"
    counted = {own, wider} & set(table.accumulators)
    if not counted:
        check.wrong(path, say("cap_own", key=own))
    elif len(counted) > 1:
        check.wrong(path, say("cap_twice", key=own, wider=wider))
    scope_named = wanted == "F" and wider in counted
    if scope_named and not {"in_scope"} <= set(layer.base) <= {"in_scope", "direct"}:
        check.wrong(path, say("cap_scope", key=wider))
    if scope_named and takes_direct(check, layer):
        check.wrong(("layers", layer_id, "base"), say("scope_direct"))
    if _by_disease(layer) and table.accumulators != [own]:
        check.wrong(path, say("cap_by_disease_own"))
    return scope_named


def check_deductible(check: Checker, layer_id: str, layer: LayerTable) -> tuple[str, ...]:
    """What counts towards a layer's own deductible: its own base and bases of others."""
    assert layer.deductible is not None
    keys = layer.deductible.accumulators
    path: Path_ = ("layers", layer_id, "deductible", "accumulators")
    own = own_key("F", check.table.pool, layer_id, layer)
    check.check_once(keys, path)
    for key in keys:
        if not key.startswith("F") or key.startswith("F0000"):
            check.wrong(path, say("deductible_counts", key=key))
    if own not in keys:
        check.wrong(path, say("deductible_own", key=own))
    return tuple(keys)


def takes_direct(check: Checker, table: LayerTable) -> bool:
    """Whether a layer pays lines that owe no deductible together with those that do."""
    return check.table.lines.direct_lines == "apart" and "direct" in table.base


def counts_base(table: LayerTable) -> bool:
    """Whether bands, deductible or cap of a layer look at the year's total of its base."""
    by_year = table.period is Period.YEAR and table.measure is Measure.BASE
    by_cap = isinstance(table.cap, CapTable) and table.cap.counts is CapCounts.EXPENSE
    return by_year or by_cap or table.deductible is not None


def _is_shared(table: LayerTable, other: LayerTable) -> bool:
    """Whether a layer would read, as its own, a year total that another layer of its fund adds to.

    Layers for unlike classes may share one: a person is of one class, and the year goes on when it changes. A cap that
    counts what other layers pay, too, says so with `of_layer` beside the fund's total.
    """
    if table.year_totals == "of_layer" or other.fund != table.fund or not set(other.classes) & set(table.classes):
        return False
    by_base = counts_base(table) and counts_base(other) and other.year_totals == "of_fund"
    return by_base or _reads_payment(table)


def _reads_payment(table: LayerTable) -> bool:
    """Whether a layer takes what its fund paid this year for what it paid itself.

    A cap that did would leave its layer the less, the more another one paid before: two bills would be paid otherwise
    than one.
    """
    by_cap = isinstance(table.cap, CapTable) and table.cap.counts is CapCounts.PAYMENT
    return by_cap or (table.measure is Measure.PAYMENT and table.period is Period.YEAR)


def _by_disease(table: LayerTable) -> bool:
    cap = table.cap
    return isinstance(cap, CapTable) and isinstance(cap.amount, CapAmounts) and cap.amount.by_disease is not None
