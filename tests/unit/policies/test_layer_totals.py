"""Layers of one fund: no layer reads, as its own year, what another paid or worked on."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.domain.policy import Policy
from counter.policies.package import read_package

from ..small_package import ASSISTANCE, HALF, NO_CAP, NO_OWN, POOL, cap, layer, own, package

OF_LAYER = '\nyear_totals = "of_layer"'
BOTH = ('["working", "retired"]', '["working", "retired"]')


def read(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    return read_package(file, "p.toml")[0]


def two_of_one_fund(kept: tuple[str, str], classes: tuple[str, str] = BOTH) -> str:
    """Assistance in two steps, each with a deductible of its own; kept: what each says of its totals."""
    layers = [("pool", layer("pool", POOL, '["in_scope"]', HALF))]
    for number, base in enumerate(('["copayment:pool"]', '["copayment:m0"]')):
        if classes[number] != BOTH[number]:
            base = '["copayment:pool"]'
        key = f"F610101/outpatient{f'.m{number}' if kept[number] else ''}"
        more = f"{own('1000.00', key)}\n{NO_CAP}{kept[number]}"
        layers.append((f"m{number}", layer(f"m{number}", ASSISTANCE, base, HALF, classes=classes[number], more=more)))
    return package(*layers)


def test_two_that_read_one_total_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as refused:
        read(tmp_path, two_of_one_fund(("", "")))
    first, second = refused.value.problems
    assert (first.path, second.path) == ("layers.m0.fund", "layers.m1.fund")
    assert first.line and first.message == (
        'layer "m1" pays from fund 610101, too: keep the years apart with year_totals = "of_layer" in this layer'
    )


@pytest.mark.parametrize("kept", [(OF_LAYER, ""), ("", OF_LAYER), (OF_LAYER, OF_LAYER)])
def test_one_that_keeps_its_own_is_enough(tmp_path: Path, kept: tuple[str, str]) -> None:
    policy = read(tmp_path, two_of_one_fund(kept))
    keys = [entry.base_key for entry in policy.layers]
    assert len(set(keys)) == len(keys)
    assert [entry.fund_key for entry in policy.layers[1:3]] == ["D610101/outpatient" if one else "" for one in kept]


def test_layers_for_unlike_classes_share_a_fund(tmp_path: Path) -> None:
    policy = read(tmp_path, two_of_one_fund(("", ""), ('["working"]', '["retired"]')))
    assert [entry.base_key for entry in policy.layers[1:3]] == ["F610101/outpatient"] * 2


@pytest.mark.parametrize("reads", ["measure", "disease", "cap"])
def test_a_layer_that_reads_what_its_fund_paid_shares_it_with_none(tmp_path: Path, reads: str) -> None:
    """What the fund paid holds the other layer's money, whether that one looks at a year or not."""

    def text(kept: str) -> str:
        more, how = f"{NO_OWN}\n{NO_CAP}{kept}", {"measure": "payment", "period": "year"}
        if reads == "disease":
            key = f"D610101/outpatient{'.m0' if kept else ''}"
            limit = cap("payment", "{ by_disease = { x = 1000.00 } }", key)
            more, how = f"{NO_OWN}\n{limit}{kept}", {}
        if reads == "cap":
            limit = cap("payment", "1000.00", f"D610101/outpatient{'.m0' if kept else ''}")
            more, how = f"{NO_OWN}\n{limit}{kept}", {}
        first = layer("m0", ASSISTANCE, '["copayment:pool"]', HALF, more=more, **how)
        pool = layer("pool", POOL, '["in_scope"]', HALF)
        second = layer("m1", ASSISTANCE, '["copayment:m0"]', HALF)
        listed = '[diseases.x]\nname_zh = "病"\nname_en = "x"\n' if reads == "disease" else ""
        return package(("pool", pool), ("m0", first), ("m1", second)) + listed

    with pytest.raises(FileProblems) as refused:
        read(tmp_path, text(""))
    assert [problem.path for problem in refused.value.problems] == ["layers.m0.fund"]
    assert read(tmp_path, text(OF_LAYER)).layers[1].paid_key == "D610101/outpatient.m0"


@pytest.mark.parametrize("key", ["D610101/outpatient", "D310101/outpatient"])
def test_a_cap_by_disease_counts_its_layers_own_total_alone(tmp_path: Path, key: str) -> None:
    """What was used of one disease's limit cannot be told from a total of several layers."""

    def text(*keys: str) -> str:
        more = f"{NO_OWN}\n{cap('payment', '{ by_disease = { x = 1000.00 } }', *keys)}{OF_LAYER}"
        pool = layer("pool", POOL, '["in_scope"]', HALF)
        listed = '[diseases.x]\nname_zh = "病"\nname_en = "x"\n'
        return package(("pool", pool), ("m0", layer("m0", ASSISTANCE, '["copayment:pool"]', HALF, more=more))) + listed

    own_total = "D610101/outpatient.m0"
    assert read(tmp_path, text(own_total)).layers[1].cap is not None
    with pytest.raises(FileProblems, match="a cap by disease counts the layer's own total and no other"):
        read(tmp_path, text(own_total, key))


def test_a_cap_names_the_layers_own_or_the_funds_total_and_not_both(tmp_path: Path) -> None:
    def text(*keys: str) -> str:
        more = f"{NO_OWN}\n{cap('payment', '1000.00', *keys)}{OF_LAYER}"
        pool = layer("pool", POOL, '["in_scope"]', HALF)
        return package(("pool", pool), ("m0", layer("m0", ASSISTANCE, '["copayment:pool"]', HALF, more=more)))

    own_total, fund_total = "D610101/outpatient.m0", "D610101/outpatient"
    for key in (own_total, fund_total):
        assert read(tmp_path, text(key)).layers[1].cap is not None
    with pytest.raises(FileProblems, match=r"names both .*\.m0 and .*, which holds the same money"):
        read(tmp_path, text(own_total, fund_total))
    with pytest.raises(FileProblems, match=r"must name D610101/outpatient\.m0"):
        read(tmp_path, text("D310101/outpatient"))
