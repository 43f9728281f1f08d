"""Packages that nobody would write, put together by chance: layers of one fund, direct lines apart, caps of every kind,
rounding to every place.

Damage to shipped packages seldom makes a sound package of another shape; these are sound by construction, or refused
for what their layers share. Most run by year throughout, so that dividing a claim must not change what is paid.
"""

from __future__ import annotations

import random
import re

POOL = "p"
SOURCE = 'source = { from = "n", article = "1" }'
FUNDS = (("610101", "maf_pay"), ("999997", "oth_pay"), ("390201", "hifmi_pay"), ("310101", "hifp_pay"))
COARSE = ("fen", "jiao", "yuan", "ten_yuan")
"""What may be rounded to; only amounts that are worked out may be rounded to ten yuan."""
RATES = ("0.3", "0.333", "0.5", "0.57", "0.6", "0.7", "0.85", "0.915", "1")
HEAD = """format = 1
name = "composed"
version = "1"
title_zh = "拼成的政策包"
title_en = "composed"
region = "990900"
districts = "included"
scheme = "310"
care = ["11", "21"]
pool = "{pool}"
effective_from = 2024-01-01
effective_to = "open"
known_from = 2024-01-01
review_by = 2027-12-31
publication = "x"
stay_across_years = "one_bill"
governing_day = "discharge"
age_counted_on = "service_day"
layer_order = [{order}]
level_of_care = "none"
away = "none"

[sources.n]
title = "x"
grade = "A"

[year]
{source}
starts = "01-01"
labelled_by = "start"
counted_by = "treatment"

[[classes]]
id = "working"
name_zh = "在职"
name_en = "working"
types = ["11"]

[wages.city]
{source}
amount = 61234.57

[lines]
{source}
price_limit = "unit_price"
bed_limit = "none"
prior_self_pay = "rate_of_item"
direct_lines = "{direct}"
rounding = {{ {rounding} }}

{deductible}

[account]
{source}
usable_from = 2024-01-01
paid_in_cash_claim = "untouched"
family = "none"
first = "none"
pays = ["deductible"]
order = ["current"]
"""


WAGE = f"[wages.city]\n{SOURCE}\namount = 61234.57\n\n"


CROSSED = (
    ["excluded"],
    ["in_scope"],
    ["copayment:l1"],
    ["copayment:l0", "copayment:l2"],
    ["above:l3", "prior_self_pay"],
)
"""Bases of layers behind which different parts of the bill stand, some of them behind one layer together."""


def compose(chance: random.Random) -> bytes:
    """The text of a package."""
    apart = chance.random() < 0.6
    free = ["in_scope", "deductible", "prior_self_pay", "excluded", *(["direct"] if apart else [])]
    few = FUNDS[: chance.choice((1, 1, 2, 4))]
    layers: dict[str, str] = {}
    crossed = chance.random() < 0.2
    for number in range(chance.choice((3, 4, 5) if crossed else (1, 2, 2, 3, 4))):
        name = f"l{number}"
        base = CROSSED[number] if crossed else _base(chance, free, first=number == 0)
        free = [part for part in free if part not in base]
        free += [f"{word}:{name}" for word in ("copayment", "above", "deductible")]
        fund = FUNDS[number % len(FUNDS)] if crossed else chance.choice(few)
        layers[name] = _layer(chance, name, base, fund)
        if crossed and number and chance.random() < 0.7:
            layers[name] = _plain(layers[name], "0.5" if base == ["in_scope"] else "1")
    if "direct" in free:
        layers["direct"] = _layer(chance, "direct", ["direct"], FUNDS[1])
    head = HEAD.format(
        pool=POOL,
        order=", ".join(f'"{name}"' for name in layers),
        source=SOURCE,
        direct="apart" if apart else "ordinary",
        rounding=_rounding(chance, COARSE[:3]),
        deductible=_deductible(chance),
    )
    body = "".join(layers.values())
    if chance.random() < 0.5:
        # Every second package rounds as those of the library do: what it pays is known to a few fen.
        body = re.sub('to = "[a-z_]+", each = "[a-z]+"', 'to = "fen", each = "layer"', body)
    # A wage that nothing is a share of is refused.
    unused = 'of = "city"' not in head + body
    return ((head.replace(WAGE, "") if unused else head) + body).encode()


def _plain(layer: str, rate: str) -> str:
    """A layer of one rate, no deductible, no cap: half, then all that is left, is where a fen could be paid twice."""
    layer = re.sub(r"(rates = \{ all = \{ all =) [0-9.]+", rf"\1 {rate}", layer)
    return re.sub(r"(?m)^(deductible|cap) = .*$", r'\1 = "none"', layer)


def _deductible(chance: random.Random) -> str:
    """By year, seldom by admission with later ones that owe less."""
    period, later = "year", '"none"'
    floor = f"floor = {_yuan(chance, 300)}"
    if chance.random() < 0.1:
        period = "admission"
        rounding = f"rounding = {{ {_rounding(chance, COARSE)} }}"
        rules = (
            '{ rule = "same" }',
            f'{{ rule = "ratios", ratios = [0.75, 0.333], {rounding} }}',
            f'{{ rule = "minus_ratio", ratio = 0.3, ratio_of = "first", {floor}, {rounding} }}',
            f'{{ rule = "minus_ratio", ratio = 0.13, ratio_of = "previous", {floor}, {rounding} }}',
        )
        later = chance.choice(rules)
    amounts = f"amounts = {{ all = {{ all = {_amount(chance, 3_000)} }} }}"
    head = f'[deductible]\n{SOURCE}\nperiod = "{period}"\n{amounts}\nlater = {later}\n'
    return head + 'once_for = "none"\nyearly_ceiling = "none"'


def _rounding(chance: random.Random, places: tuple[str, ...]) -> str:
    """Mode and place."""
    return f'mode = "{chance.choice(("half_up", "half_up", "down", "up"))}", to = "{chance.choice(places)}"'


def _amount(chance: random.Random, most: int) -> str:
    """An amount as it is written, sometimes a share of a wage."""
    if chance.random() < 0.8:
        return _yuan(chance, most)
    times = f"{chance.randrange(1, most * 10) / 612_345:.6f}"
    return f'{{ times = {times}, of = "city", rounding = {{ {_rounding(chance, COARSE)} }} }}'


def _base(chance: random.Random, free: list[str], *, first: bool) -> list[str]:
    """Parts that no layer took yet; the first layer takes what is in scope."""
    if first:
        return ["in_scope", "direct"] if "direct" in free and chance.random() < 0.3 else ["in_scope"]
    others = [part for part in free if part != "direct"]
    return chance.sample(others, chance.choice((1, 1, 2, 3)))


def _yuan(chance: random.Random, most: int) -> str:
    return f"{chance.choice((most, most // 2, chance.randrange(1, most)))}.{chance.choice(('00', '00', '01', '50'))}"


def _layer(chance: random.Random, name: str, base: list[str], fund: tuple[str, str]) -> str:
    apart = chance.random() < 0.6
    owner = f".{name}" if apart else ""
    by_scope = base == ["in_scope"]
    own = chance.random() < 0.4
    measures = ["base", "base", "payment", *(["in_scope_with_deductible"] * 3 if by_scope and not own else [])]
    quoted = ", ".join(f'"{part}"' for part in base)
    rows = [
        f"\n[layers.{name}]",
        SOURCE,
        f'name_zh = "层{name}"',
        f'name_en = "{name}"',
        f'fund = "{fund[0]}"',
        f'field = "{fund[1]}"',
        *(['year_totals = "of_layer"'] if apart else []),
        'classes = ["working"]',
        f"base = [{quoted}]",
        f'measure = "{chance.choice(measures)}"',
        f'period = "{chance.choice(("year", "year", "year", "year", "admission"))}"',
        'person_share = "none"',
        'age_bonus = "none"',
        f'rounding = {{ {_rounding(chance, COARSE[:3])}, each = "{chance.choice(("layer", "layer", "band"))}" }}',
    ]
    key = f'"F{fund[0]}/{POOL}{owner}"'
    if own:
        amount = f"amounts = {{ all = {_amount(chance, 5_000)} }}"
        rows.append(f"deductible = {{ {SOURCE}, {amount}, accumulators = [{key}] }}")
    else:
        rows.append('deductible = "none"')
    rows.append(_cap(chance, fund[0], owner, by_scope=by_scope))
    lower = "0"
    uppers = sorted(chance.randrange(100, 40_000) for _ in range(chance.choice((0, 1, 1, 2))))
    ends = [] if uppers and chance.random() < 0.2 else ['"open"']
    for upper in (*(f"{bound}.00" for bound in dict.fromkeys(uppers)), *ends):
        rows += [f"[[layers.{name}.bands]]", SOURCE, f"from = {lower}", f"to = {upper}"]
        rows.append(f"rates = {{ all = {{ all = {chance.choice(RATES)} }} }}")
        lower = upper
    return "\n".join(rows) + "\n"


def _cap(chance: random.Random, fund: str, owner: str, *, by_scope: bool) -> str:
    kind = chance.choice(("none", "payment", "expense", "scope" if by_scope else "expense"))
    if kind == "none":
        return 'cap = "none"'
    totals = {"payment": f"D{fund}/{POOL}{owner}", "expense": f"F{fund}/{POOL}{owner}", "scope": f"F0000/{POOL}"}
    counts = "payment" if kind == "payment" else "expense"
    amount = f"amount = {_amount(chance, 20_000)}"
    return f'cap = {{ {SOURCE}, counts = "{counts}", {amount}, accumulators = ["{totals[kind]}"], shown_as = "" }}'
