"""Which parts of the bill bound which layers, and that none is overdrawn (docs/policies.md, "Rounding")."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.claim import ItemClass
from counter.domain.part_sets import part_sets
from counter.domain.policy import Policy
from counter.policies.package import read_package

from ..small_package import ASSISTANCE, OTHER, POOL, TO_FEN, layer, package
from .test_engine import line
from .test_rounding import ALL, HALF, price

LARGE = ("390201", "hifmi_pay")
TENTH = (("open", "0.1"),)


def policy_of(folder: Path, *layers: tuple[str, str]) -> Policy:
    """A package of these layers, without a deductible."""
    file = folder / "p.toml"
    text = package(*layers, direct=False).replace("300.00", "0").replace('"apart"', '"ordinary"')
    file.write_text(text, encoding="utf-8")
    return read_package(file, "p.toml")[0]


def test_one_chain_has_one_set() -> None:
    bounds = part_sets([("pool", ("in_scope",)), ("more", ("copayment:pool", "above:pool"))])
    assert bounds.sets == (("in_scope",),)
    assert bounds.of_layer == {"pool": (0,), "more": (0,)}


def test_a_layer_on_two_residues_joins_their_parts() -> None:
    bounds = part_sets(
        [("off", ("excluded",)), ("pool", ("in_scope",)), ("both", ("copayment:off", "above:pool")), ("x", ("direct",))]
    )
    assert bounds.sets == (("direct",), ("excluded",), ("excluded", "in_scope"), ("in_scope",))
    assert bounds.of_layer == {"off": (1, 2), "pool": (2, 3), "both": (2,), "x": (0,)}


def test_sets_that_overlap_bound_together_as_well() -> None:
    bounds = part_sets([("a", ("in_scope", "direct")), ("b", ("deductible", "copayment:a")), ("c", ("excluded",))])
    assert bounds.sets == (("deductible", "direct", "in_scope"), ("direct", "in_scope"), ("excluded",))


def test_what_is_not_there_for_these_people_brings_nothing() -> None:
    bounds = part_sets([("off", ("excluded", "copayment:pool_of_others")), ("again", ("excluded", "above:off"))])
    assert bounds.sets == (("excluded",),)


@pytest.mark.parametrize("first", [True, False])
def test_a_fen_in_scope_is_not_paid_twice_because_something_else_is_left(tmp_path: Path, first: bool) -> None:
    # 0.51 and 0.51 of 1.01 in scope, however much of the 100.00 off the lists is left.
    pool = ("pool", layer("pool", POOL, '["in_scope"]', HALF, rounding=TO_FEN))
    more = ("more", layer("more", ASSISTANCE, '["copayment:pool"]', ALL, rounding=TO_FEN))
    off = ("off", layer("off", OTHER, '["excluded"]', TENTH, rounding=TO_FEN))
    policy = policy_of(tmp_path, *((off, pool, more) if first else (pool, more, off)))
    priced = price(policy, line(101), line(10_000, ItemClass.C))
    assert {fund.code: fund.amount_fen for fund in priced.funds} == {"310101": 51, "610101": 50, "999997": 1_000}
    assert priced.person_amount == 9_000


def test_a_layer_on_both_residues_pays_what_all_left_of_both(tmp_path: Path) -> None:
    # Half of 1.01, all of the rest, half of 1.01 off the lists; of the 2.02 the last finds 0.505 and no more than 0.50.
    policy = policy_of(
        tmp_path,
        ("off", layer("off", OTHER, '["excluded"]', HALF, rounding=TO_FEN)),
        ("pool", layer("pool", POOL, '["in_scope"]', HALF, rounding=TO_FEN)),
        ("more", layer("more", ASSISTANCE, '["copayment:pool"]', ALL, rounding=TO_FEN)),
        ("both", layer("both", LARGE, '["copayment:more", "copayment:off"]', ALL, rounding=TO_FEN)),
    )
    priced = price(policy, line(101), line(101, ItemClass.C))
    assert {fund.code: fund.amount_fen for fund in priced.funds} == {
        "999997": 51,
        "310101": 51,
        "610101": 50,
        "390201": 50,
    }
    assert priced.person_amount == 0
