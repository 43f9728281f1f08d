"""Layers of any shape against the same rules in fractions: the whole-number arithmetic loses nothing.

The stacks here are unlike Beijing's on purpose: odd rates, payment thresholds together with caps, bands on copayments,
layers with deductibles of their own. `expected` follows policy.md 0.5 to 0.8 and shares no code with the engine.
"""

from __future__ import annotations

import tempfile
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.adjudication import AccountMoney, YearTotals
from counter.domain.engine import adjudicate
from counter.domain.policy import Policy
from counter.policies.package import read_package

from .test_engine import claim_of, line

BASE = Path(__file__).parents[3] / "resources/policies/beijing/employee/inpatient-2023.toml"
PERCENTS = st.sampled_from(["0.07", "0.333", "0.5", "0.57", "0.6", "0.85", "0.915", "1"])

ONCE = {"mode": "half_up", "to": "fen", "each": "layer"}
ROUNDINGS = st.just(ONCE) | st.fixed_dictionaries(
    {
        "mode": st.sampled_from(["half_up", "down", "up"]),
        "to": st.sampled_from(["fen", "jiao", "yuan"]),
        "each": st.sampled_from(["layer", "band"]),
    }
)
FUNDS = ("999997", "640101", "390401")


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def layer_text(layer: dict[str, Any]) -> str:
    lines = [
        f"[layers.{layer['id']}]",
        'age_bonus = "none"',
        'source = { from = "table", article = "x" }',
        'name_zh = "层"',
        'name_en = "Layer"',
        f'fund = "{layer["fund"]}"',
        'field = "oth_pay"',
        'classes = ["in_service", "retired"]',
        f"base = {layer['base']}".replace("'", '"'),
        f'measure = "{layer["measure"]}"',
        f'period = "{layer["period"]}"',
        f'rounding = {{ mode = "{layer["mode"]}", to = "{layer["to"]}", each = "{layer["each"]}" }}',
    ]
    if not layer["deductible"]:
        lines.append('deductible = "none"')
    if layer["factor"] == "1":
        lines.append('person_share = "none"')
    if layer["cap"] is None:
        lines.append('cap = "none"')
    if layer["deductible"]:
        lines += [f"[layers.{layer['id']}.deductible]", 'source = { from = "table", article = "x" }']
        lines.append(f"amounts = {{ all = {yuan(layer['deductible'])} }}")
        lines.append(f'accumulators = ["F{layer["fund"]}/inpatient"]')
    if layer["factor"] != "1":
        lines += [f"[layers.{layer['id']}.person_share]", 'source = { from = "table", article = "x" }']
        lines.append(f"factor = {{ all = {layer['factor']} }}")
    if layer["cap"] is not None:
        counts, amount = layer["cap"]
        letter = "D" if counts == "payment" else "F"
        lines += [f"[layers.{layer['id']}.cap]", 'source = { from = "table", article = "x" }', f'counts = "{counts}"']
        lines += [f"amount = {yuan(amount)}", f'accumulators = ["{letter}{layer["fund"]}/inpatient"]', 'shown_as = ""']
    lower = 0
    for upper, rate in layer["bands"]:
        lines += [f"[[layers.{layer['id']}.bands]]", 'source = { from = "table", article = "x" }']
        lines.append(f"from = {yuan(lower)}")
        lines.append('to = "open"' if upper is None else f"to = {yuan(upper)}")
        lines.append(f"rates = {{ all = {{ all = {rate} }} }}")
        lower = upper
    return "\n".join(lines)


def policy_of(layers: list[dict[str, Any]]) -> Policy:
    text = BASE.read_text(encoding="utf-8")
    head, rest = text.split("[layers.pool]\n", 1)
    account = rest[rest.index("[account]") :]
    order = ", ".join(f'"{layer["id"]}"' for layer in layers)
    head = head.replace('["pool", "retiree_supplement", "large_amount"]', f"[{order}]")
    kept = ("table", "provisions", "jbf2022_28", "national_fields")
    blocks = [
        block for block in head.split("\n\n") if not block.startswith("[sources.") or block[9:].split("]")[0] in kept
    ]
    tail = account[: account.index("pays = ")] + 'pays = ["deductible"]\norder = ["current"]\n'
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "p.toml"
        file.write_text("\n\n".join([*blocks, *(layer_text(layer) for layer in layers), tail]), encoding="utf-8")
        return read_package(file, "p.toml")[0]


@st.composite
def layers_strategy(draw: st.DrawFn) -> list[dict[str, Any]]:
    layers = []
    bases = [["in_scope"], ["above:l0", "deductible"], ["copayment:l0"], ["copayment:l1", "above:l1", "copayment:l0"]]
    for number in range(draw(st.integers(1, 3))):
        base = bases[number] if number < 2 else draw(st.sampled_from(bases[2:]))
        bounds = sorted(draw(st.sets(st.integers(1, 5_000_000), max_size=2)))
        uppers: list[int | None] = [*bounds, draw(st.sampled_from([None, None, 9_000_000]))]
        cap = draw(st.sampled_from([None, "payment", "expense"]))
        own = draw(st.sampled_from([0, 0, 123_456]))
        # Bounds that include the deductible are refused on another base and beside a layer's own deductible.
        measures = ["base", "payment"] if own or number else ["in_scope_with_deductible", "base", "payment"]
        layers.append(
            {
                "id": f"l{number}",
                "fund": FUNDS[number],
                "base": base,
                "measure": draw(st.sampled_from(measures)),
                "period": draw(st.sampled_from(["admission", "year"])),
                "deductible": own,
                "factor": draw(st.sampled_from(["1", "0.6", "0.65"])),
                "cap": None if cap is None else (cap, draw(st.integers(1, 8_000_000))),
                "bands": [(upper, draw(PERCENTS)) for upper in uppers],
            }
            | draw(ROUNDINGS)
        )
    return layers


def expected(layers: list[dict[str, Any]], in_scope: int, used: dict[str, int]) -> list[int]:
    """What each layer pays, in fen."""
    deductible = min(130_000, in_scope)
    left = {"in_scope": Fraction(in_scope - deductible), "deductible": Fraction(deductible)}
    paid_fen: list[int] = []
    reach = 0
    for layer in layers:
        reach += sum(int(left.get(part, 0)) for part in layer["base"] if ":" not in part)
        base = sum((left.pop(part, Fraction(0)) for part in layer["base"]), Fraction(0))
        if not base:
            paid_fen.append(0)
            continue
        year_paid = used.get(f"D{layer['fund']}/inpatient", 0)
        year_base = used.get(f"F{layer['fund']}/inpatient", 0)
        yearly = layer["period"] == "year"
        start = Fraction(deductible + (used.get("F0000/inpatient", 0) if yearly else 0))
        if layer["measure"] == "payment":
            start = Fraction(year_paid if yearly else 0)
        elif layer["measure"] == "base":
            start = Fraction(year_base if yearly else 0)
        own = Fraction(0)
        if layer["deductible"]:
            own = min(base, Fraction(max(0, layer["deductible"] - year_base)))
            base -= own
            if layer["measure"] == "base" and yearly:
                start = Fraction(max(0, year_base - layer["deductible"]))
        room = None
        above = Fraction(0)
        if layer["cap"] is not None:
            counts, most = layer["cap"]
            room = Fraction(max(0, most - (year_paid if counts == "payment" else year_base)))
            if counts == "expense":
                above = max(Fraction(0), base - max(Fraction(0), room - own))
                base -= above
                room = None
        pieces, rest = by_bands(layer, base, start, room)
        limits = [reach - sum(paid_fen), ceil(base - rest)]
        if room is not None:
            limits.append(int(room))
        if layer["measure"] == "payment" and layer["bands"][-1][0] is not None:
            limits.append(max(0, layer["bands"][-1][0] - int(start)))
        amount = min(paid_of(layer, pieces), *limits)
        coarse = (layer["to"], layer["each"]) != ("fen", "layer")
        left[f"copayment:{layer['id']}"] = (
            max(base - rest - amount, Fraction(0)) if coarse else base - rest - sum(pieces)
        )
        left[f"above:{layer['id']}"] = rest + above
        paid_fen.append(amount)
    return paid_fen


def paid_of(layer: dict[str, Any], pieces: list[Fraction]) -> int:
    """The stated rounding of what the bands pay."""
    to = {"fen": 1, "jiao": 10, "yuan": 100}[layer["to"]]
    half = {"half_up": Fraction(1, 2), "down": Fraction(0)}
    if layer["mode"] == "up":
        whole = [ceil(piece / to) * to for piece in (pieces if layer["each"] == "band" else [sum(pieces)])]
    else:
        more = half[layer["mode"]]
        whole = [floor(piece / to + more) * to for piece in (pieces if layer["each"] == "band" else [sum(pieces)])]
    return sum(whole)


def by_bands(
    layer: dict[str, Any], base: Fraction, start: Fraction, room: Fraction | None
) -> tuple[list[Fraction], Fraction]:
    """(payment by band, what no band or cap covers) of a base that begins at start."""
    pieces: list[Fraction] = []
    position = start
    for upper, stated in layer["bands"]:
        rate = 1 - (1 - Fraction(stated)) * Fraction(layer["factor"])
        if upper is not None and position >= upper:
            continue
        part = base
        if upper is not None:
            part = min(part, (upper - position) / (rate if layer["measure"] == "payment" else 1))
        if room is not None and sum(pieces) + part * rate > room:
            part = (room - sum(pieces)) / rate
            return [*pieces, part * rate], base - part
        pieces.append(part * rate)
        position += part * rate if layer["measure"] == "payment" else part
        base -= part
        if not base:
            break
    return pieces, base


@settings(max_examples=300, deadline=None)
@given(
    layers_strategy(),
    st.lists(st.integers(0, 12_000_000), min_size=3, max_size=3),
    st.fixed_dictionaries(
        {
            "F0000/inpatient": st.integers(0, 5_000_000),
            **{f"{letter}{fund}/inpatient": st.integers(0, 4_000_000) for letter in "DF" for fund in FUNDS},
        }
    ),
)
def test_any_stack_of_layers(layers: list[dict[str, Any]], amounts: list[int], used: dict[str, int]) -> None:
    policy = policy_of(layers)
    for amount in amounts:
        priced = adjudicate(claim_of(line(amount)), policy, YearTotals("2026", tuple(used.items())), AccountMoney())
        paid = {fund.code: fund.amount_fen for fund in priced.funds}
        wanted = expected(layers, amount, used)
        assert [paid.get(layer["fund"], 0) for layer in layers] == wanted
        assert priced.person_amount >= 0
        for layer in layers:
            mine = [step for step in priced.steps if dict(step.facts).get("layer") == layer["id"]]
            bands = [step for step in mine if step.code == "band"]
            turned = [(step.base_fen, step.result_fen) for step in mine if step.code == "rounding"]
            exact = sum(step.result_fen for step in bands)
            pays = paid.get(layer["fund"], 0)
            # A limit that rounding ran into is told also where it is what the bands pay.
            assert turned == [(exact, pays)] or (pays == exact and not turned)
            assert all(step.result_fen >= 0 and step.base_fen >= 0 for step in bands)


@pytest.mark.parametrize("rate", ["0.7", "1"])
def test_a_threshold_that_is_reached_exactly(rate: str) -> None:
    layer = {
        "id": "l0", "fund": FUNDS[0], "base": ["in_scope"], "measure": "payment", "period": "year", "deductible": 0,
        "factor": "1", "cap": None, "bands": [(70_000, rate), (None, "0.5")], **ONCE,
    }  # fmt: skip
    policy = policy_of([layer])
    fill = int(70_000 / float(rate))
    for more in (-1, 0, 1):
        priced = adjudicate(claim_of(line(130_000 + fill + more)), policy, YearTotals("2026"), AccountMoney())
        assert priced.fund_amount == expected([layer], 130_000 + fill + more, {})[0]
