"""A small package as text, put together from layers: all choices that a test is not about are made once here."""

from __future__ import annotations

HEAD = """
format = 1
name = "x"
version = "1"
title_zh = "示例"
title_en = "example"
region = "990100"
districts = "included"
scheme = "310"
care = ["11"]
pool = "outpatient"
effective_from = 2026-01-01
effective_to = "open"
known_from = 2025-12-01
review_by = 2027-03-31
publication = "x"
stay_across_years = "one_bill"
governing_day = "discharge"
age_counted_on = "service_day"
layer_order = [ORDER]
level_of_care = "none"
away = "none"
sources.n = { title = "x", grade = "A" }
classes = [
  { id = "working", name_zh = "在职", name_en = "working", types = ["11"] },
  { id = "retired", name_zh = "退休", name_en = "retired", types = ["12"] },
]

[year]
source = { from = "n", article = "1" }
starts = "01-01"
labelled_by = "start"
counted_by = "treatment"

[lines]
source = { from = "n", article = "1" }
price_limit = "none"
bed_limit = "none"
prior_self_pay = "rate_of_item"
direct_lines = "apart"
rounding = { mode = "half_up", to = "fen" }

[deductible]
source = { from = "n", article = "1" }
period = "year"
amounts = { all = { all = 300.00 } }
later = "none"
once_for = "none"
yearly_ceiling = "none"

[account]
source = { from = "n", article = "1" }
usable_from = 2020-01-01
paid_in_cash_claim = "untouched"
family = "none"
first = "none"
pays = []
order = ["current"]
"""

TO_FEN = 'mode = "half_up", to = "fen", each = "layer"'
Fund = tuple[str, str]
POOL: Fund = ("310101", "hifp_pay")
ILLNESS: Fund = ("390201", "hifmi_pay")
ASSISTANCE: Fund = ("610101", "maf_pay")
OTHER: Fund = ("999997", "oth_pay")


def layer(
    name: str,
    fund: Fund,
    base: str,
    bands: tuple[tuple[str, str], ...],
    *,
    measure: str = "base",
    period: str = "admission",
    classes: str = '["working", "retired"]',
    rounding: str = TO_FEN,
    more: str = 'deductible = "none"\ncap = "none"',
) -> str:
    """One layer. bands: (upper bound in yuan or "open", rate); more: deductible, cap and what else it states."""
    text = f"""
[layers.{name}]
source = {{ from = "n", article = "1" }}
name_zh = "层{name}"
name_en = "{name}"
fund = "{fund[0]}"
field = "{fund[1]}"
classes = {classes}
base = {base}
measure = "{measure}"
period = "{period}"
person_share = "none"
age_bonus = "none"
rounding = {{ {rounding} }}
{more}
"""
    lower = "0"
    for upper, rate in bands:
        bound = '"open"' if upper == "open" else upper
        text += f'[[layers.{name}.bands]]\nsource = {{ from = "n", article = "1" }}\nfrom = {lower}\nto = {bound}\n'
        text += f"rates = {{ all = {{ all = {rate} }} }}\n"
        lower = upper
    return text


def own(amount: str, *keys: str) -> str:
    totals = ", ".join(f'"{key}"' for key in keys)
    source = 'source = { from = "n", article = "1" }'
    return f"deductible = {{ {source}, amounts = {{ all = {amount} }}, accumulators = [{totals}] }}"


def cap(counts: str, amount: str, *keys: str) -> str:
    totals = ", ".join(f'"{key}"' for key in keys)
    source = 'source = { from = "n", article = "1" }'
    return f'cap = {{ {source}, counts = "{counts}", amount = {amount}, accumulators = [{totals}], shown_as = "" }}'


NO_CAP, NO_OWN = 'cap = "none"', 'deductible = "none"'
HALF = (("open", "0.5"),)


def package(*layers: tuple[str, str], direct: bool = True) -> str:
    """A package of some layers by id; direct: lines that are paid directly are paid whole by one more."""
    texts = dict(layers)
    if direct:
        texts["direct"] = layer("direct", OTHER, '["direct"]', (("open", "1"),))
    return HEAD.replace("ORDER", ", ".join(f'"{name}"' for name in texts)) + "".join(texts.values())
