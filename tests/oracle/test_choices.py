"""Choices that no package of the library makes: both engines read them alike."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from counter.policies.book import load_book

from .properties import hold
from .stated import POLICIES, Package
from .visits import Year, bounds_of, year_of

BASE = (POLICIES / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
SPLIT = (POLICIES / "pattern/unverified/split-by-days-2026.toml").read_text(encoding="utf-8")
VISITS = (POLICIES / "beijing/employee/outpatient-2023.toml").read_text(encoding="utf-8")
TO_FEN = 'rounding = { mode = "half_up", to = "fen" }'
ONCE = 'rounding = { mode = "half_up", to = "fen", each = "layer" }'
SOURCE = 'source = { from = "table", article = "x" }'
AWAY = f"""
[away]
{SOURCE}
points_from = []
resident = "undocumented"
referred = {{ first_share = 0.05 }}
unfiled = {{ first_share = 0.15 }}
emergency = "as_local"
"""
DISEASE = '\n[diseases.cancer]\nname_zh = "癌"\nname_en = "cancer"\n'


@pytest.mark.parametrize(
    ("base", "edits", "more"),
    [
        (BASE, [('prior_self_pay = "rate_of_item"', f"prior_self_pay = {{ {SOURCE}, default = 0.1 }}")], ""),
        (BASE, [('away = "none"\n', "")], AWAY),
        (BASE, [('away = "none"\n', ""), (TO_FEN, 'rounding = { mode = "up", to = "yuan" }')], AWAY),
        # Everything to another place; one layer after the other works on what the one before really left.
        (
            BASE,
            [
                (TO_FEN, 'rounding = { mode = "up", to = "jiao" }'),
                (ONCE, 'rounding = { mode = "half_up", to = "yuan", each = "band" }'),
                (ONCE, 'rounding = { mode = "up", to = "yuan", each = "layer" }'),
                (ONCE, 'rounding = { mode = "down", to = "jiao", each = "layer" }'),
                ("ratios = [0.5], " + TO_FEN, 'ratios = [0.333], rounding = { mode = "down", to = "ten_yuan" }'),
            ],
            "",
        ),
        # Each part of a stay is a claim of its own: its lines and its payment are rounded by themselves.
        (
            SPLIT,
            [
                (TO_FEN, 'rounding = { mode = "half_up", to = "yuan" }'),
                ("ratios = [0.5], " + TO_FEN, 'ratios = [0.333], rounding = { mode = "up", to = "yuan" }'),
                (ONCE, 'rounding = { mode = "up", to = "yuan", each = "band" }'),
            ],
            "",
        ),
        # Bounds by payment.
        (
            VISITS,
            [
                (ONCE, 'rounding = { mode = "up", to = "yuan", each = "band" }'),
            ],
            "",
        ),
        (
            BASE,
            [
                (ONCE, 'rounding = { mode = "up", to = "yuan", each = "layer" }'),
                ('field = "hifp_pay"', 'field = "hosp_part_amt"'),
                ('fund = "310101"', 'fund = "630101"'),
                ('["D310101/inpatient"]', '["D630101/inpatient"]'),
                ("amount = 100000.00", "amount = { by_disease = { cancer = 100000.00 } }"),
                ('shown_as = "pool_cap"', 'shown_as = ""'),
            ],
            DISEASE,
        ),
    ],
)
def test_a_choice_means_the_same_to_both(tmp_path: Path, base: str, edits: list[tuple[str, str]], more: str) -> None:
    text = base
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    text += more
    file = tmp_path / "place/scheme/package.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    book = load_book(tmp_path, unverified=True)
    package = Package("package.toml", tomllib.loads(text, parse_float=Decimal))
    bounds = bounds_of(package)
    priced = 0
    for number in range(30):
        chance = random.Random(number)
        year = year_of(chance, package, bounds)
        visits = tuple(
            replace(visit, lines=tuple(replace(line, own_rate=None) if number % 2 else line for line in visit.lines))
            for visit in year.visits
        )
        priced += hold(Year(package, visits), book, 10_000)
    assert priced > 30
