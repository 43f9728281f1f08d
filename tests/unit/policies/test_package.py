"""Packages with mistakes: each is refused with a sentence, the file and the line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from counter.domain.errors import FileProblems
from counter.domain.money import Rate
from counter.policies.book import load_book
from counter.policies.package import read_package

from .conftest import REAL, Edit

TO_FEN = 'rounding = { mode = "half_up", to = "fen" }'
UP_TO_TEN = 'rounding = { mode = "up", to = "ten_yuan" }'
IN, OUT = "inpatient-2023.toml", "outpatient-2023.toml"
REQUIRED = [
    "format",
    "name",
    "version",
    "title_zh",
    "title_en",
    "region",
    "districts",
    "scheme",
    "care",
    "pool",
    "effective_from",
    "effective_to",
    "known_from",
    "review_by",
    "publication",
    "stay_across_years",
    "governing_day",
    "age_counted_on",
    "layer_order",
    "away",
]


def problems_of(file: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(FileProblems) as caught:
        read_package(file, file.name)
    return [(problem.line, problem.path, problem.message) for problem in caught.value.problems]


def line_of(file: Path, text: str, nth: int = 1) -> int:
    numbers = [number for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line]
    return numbers[nth - 1]


MISTAKES = [
    (
        IN,
        'direct_lines = "ordinary"',
        'direct_lines = "apart"',
        "layer_order",
        "layer_order",
        'no layer takes "direct" for class "in_service"',
    ),
    (
        OUT,
        'classes = ["in_service", "retired_under_70", "retired_from_70"]',
        'classes = ["in_service"]',
        "layer_order",
        "layer_order",
        'no layer takes "in_scope" for class "retired_from_70"',
    ),
    # (file, old, new, text on the line that must be named, path, message)
    (IN, "measure = ", "mesure = ", "mesure = ", "layers.pool.mesure", 'unknown key "mesure"; did you mean "measure"?'),
    (IN, 'scheme = "310"', "scheme = 310", "scheme = 310", "scheme", 'must be text in quotes, such as "310"'),
    (
        IN,
        "amount = 100000.00",
        "amount = 100000.001",
        "100000.001",
        "layers.pool.cap.amount",
        "must be an amount in yuan with at most two decimals",
    ),
    (
        IN,
        "amount = 100000.00",
        'amount = "100000"',
        'amount = "100000"',
        "layers.pool.cap.amount",
        "must be a number or a table",
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = true",
        "amount = true",
        "layers.pool.cap.amount",
        "must be an amount in yuan, written as a number",
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = nan",
        "amount = nan",
        "layers.pool.cap.amount",
        "must be an amount in yuan, not NaN",
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = 1e400",
        "amount = 1e400",
        "layers.pool.cap.amount",
        "must be an amount in yuan of a reasonable size",
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = -1",
        "amount = -1",
        "layers.pool.cap.amount",
        "must be an amount between 0 and 999999999.99 yuan",
    ),
    (
        IN,
        "3 = 0.85",
        "3 = 85",
        "3 = 85",
        "layers.pool.bands.0.rates.all.3",
        "must be a ratio between 0 and 1 (85 % is written 0.85), not 85",
    ),
    (
        IN,
        ", 3 = 0.85",
        "",
        "2 = 0.87 }",
        "layers.pool.bands.0.rates.all",
        'missing statement for class "in_service" at level "3"',
    ),
    (
        IN,
        "3 = 0.85",
        "3 = 0.85, 4 = 0.8",
        "4 = 0.8",
        "layers.pool.bands.0.rates.all.4",
        '"4" is no level here; known are community, 1, 2, 3 and all',
    ),
    (
        IN,
        "in_service = { all = 0.85 }",
        "inservice = { all = 0.85 }",
        "inservice =",
        "layers.large_amount.bands.0.rates.inservice",
        '"inservice" is no class here; known are in_service, retired and all',
    ),
    (
        IN,
        "{ all = { all = 1300.00 } }",
        "{ all = { all = 1300.00, 3 = 1.00 } }",
        "3 = 1.00",
        "deductible.amounts.all.all",
        '"all" and single level entries exclude each other',
    ),
    (
        IN,
        "from = 30000.00\nto = 40000.00",
        "from = 29000.00\nto = 40000.00",
        "from = 29000.00",
        "layers.pool.bands.1.from",
        "begins at 29000.00, the band before ends at 30000.00: they overlap",
    ),
    (
        IN,
        "from = 30000.00\nto = 40000.00",
        "from = 31000.00\nto = 40000.00",
        "from = 31000.00",
        "layers.pool.bands.1.from",
        "begins at 31000.00, the band before ends at 30000.00: there is a gap",
    ),
    (
        IN,
        "from = 0\nto = 30000.00",
        "from = 100\nto = 30000.00",
        "from = 100",
        "layers.pool.bands.0.from",
        "the first band must begin at 0",
    ),
    (IN, "to = 30000.00", 'to = "open"', 'to = "open"', "layers.pool.bands.0.to", 'only the last band may be "open"'),
    (IN, '\nto = "open"', "\nto = 39000.00", "to = 39000.00", "layers.pool.bands.2.to", "must be above from"),
    (
        IN,
        'from = "bands_2005"',
        'from = "bands_2006"',
        'from = "bands_2006"',
        "layers.pool.bands.0.source.from",
        'source "bands_2006" is not listed under [sources]',
    ),
    (
        IN,
        'base = ["copayment:pool"]',
        'base = ["copayment:pol"]',
        "copayment:pol",
        "layers.retiree_supplement.base",
        '"copayment:pol" is no part that exists before this layer',
    ),
    (
        IN,
        'base = ["above:pool"]',
        'base = ["in_scope"]',
        'base = ["in_scope"]',
        "layers.large_amount.base",
        '"in_scope" was taken by an earlier layer; take its copayment or above part',
    ),
    (
        IN,
        '"retiree_supplement", "large_amount"]',
        '"large_amount"]',
        "layer_order",
        "layer_order",
        "must name each table under [layers] exactly once",
    ),
    (
        IN,
        'accumulators = ["D310101/inpatient"]',
        'accumulators = ["F310101/inpatient"]',
        "F310101",
        "layers.pool.cap.accumulators",
        'a cap on payment counts "D..." totals, not F310101/inpatient',
    ),
    (
        IN,
        'later = { rule = "ratios", ratios = [0.5], rounding = { mode = "half_up", to = "fen" } }',
        'later = "none"',
        'later = "none"',
        "deductible.later",
        'must be stated; "same" where every admission owes the same',
    ),
    (
        IN,
        'rule = "ratios", ratios = [0.5]',
        'rule = "ratios"',
        'rule = "ratios"',
        "deductible.later.ratios",
        'missing statement "ratios" for the rule "ratios"',
    ),
    (
        IN,
        'rule = "ratios", ratios = [0.5]',
        'rule = "same", floor = 1',
        "floor = 1",
        "deductible.later.floor",
        'unknown key "floor" for the rule "same"',
    ),
    (
        OUT,
        'later = "none"',
        'later = { rule = "same" }',
        "later = {",
        "deductible.later",
        'must be "none": a deductible by year has no later admissions',
    ),
    (
        IN,
        'effective_to = "open"',
        "effective_to = 2022-01-01",
        "effective_to",
        "effective_to",
        "is before effective_from",
    ),
    (IN, "review_by = 2027-06-30", "review_by = 2020-06-30", "review_by", "review_by", "is before effective_from"),
    (IN, 'care = ["21", "24", "1401"]', 'care = ["21", "99", "1401"]', "care = ", "care.1", "must be one of"),
    (IN, 'care = ["21", "24", "1401"]', 'care = ["21", "21", "1401"]', "care = ", "care", "names a kind of care twice"),
    (
        IN,
        'as = { "1401" = "1" }',
        'as = { "1402" = "1" }',
        "1402",
        "level_of_care.as.1402",
        'care "1402" is not in "care"',
    ),
    (OUT, "age_from = 70", "age_from = 71", "[[classes]]", "classes", "no class covers persons of type 12 at age 70"),
    (
        OUT,
        "age_from = 70",
        "age_from = 69",
        "[[classes]]",
        "classes",
        "more than one class covers persons of type 12 at age 69",
    ),
    (
        OUT,
        'id = "retired_from_70"',
        'id = "in_service"',
        'id = "in_service"',
        "classes.2.id",
        'class "in_service" cannot be used twice',
    ),
    (
        IN,
        'grade = "C"',
        'grade = "D"',
        'grade = "D"',
        "sources.table.grade",
        "grade D is not verified and therefore not in force",
    ),
    (
        IN,
        "[sources.table]",
        '[sources.more]\ntitle = "x"\ngrade = "A"\n\n[sources.table]',
        "[sources.more]",
        "sources.more",
        'source "more" is cited by no value',
    ),
    (
        IN,
        'pays = ["deductible"',
        'pays = ["deductable"',
        "deductable",
        "account.pays",
        '"deductable" is no part of a bill',
    ),
    (
        IN,
        'order = ["current", "prior"]',
        'order = ["current", "current"]',
        "order",
        "account.order",
        "names something twice",
    ),
    (IN, 'starts = "01-01"', 'starts = "02-29"', "02-29", "year.starts", 'must be a month and day such as "01-01"'),
    (
        IN,
        'cap = "none"',
        "cap = 5",
        "cap = 5",
        "layers.retiree_supplement.cap",
        'must be a table or a word such as "none"',
    ),
    (
        OUT,
        "in_service = { community = 0.90, 1 = 0.70",
        "in_service = { community = 0.90, 1 = 0",
        "[layers.large_amount.bands.rates]",
        "layers.large_amount.bands.0.rates",
        "a rate of 0 never fills a band that is measured by payment",
    ),
    (
        IN,
        'classes = ["in_service", "retired"]',
        'classes = ["in_service", "retired", "student"]',
        "student",
        "layers.pool.classes.2",
        'class "student" is not listed under [[classes]]',
    ),
    (
        IN,
        ", retired = 0.6 }",
        " }",
        "factor = ",
        "layers.pool.person_share.factor",
        'missing statement for class "retired"',
    ),
    (
        IN,
        "[[layers.large_amount.bands]]",
        '[[layers.large_amount.bands]]\nshown_as = "x"',
        'shown_as = "x"',
        "layers.large_amount.bands.0.shown_as",
        "an open band has no bound to show",
    ),
    (
        IN,
        'away = "none"',
        'away = "home"',
        'away = "home"',
        "away",
        'must be a table or "none", not "home"',
    ),
    (
        IN,
        'later = { rule = "ratios", ratios = [0.5], rounding = { mode = "half_up", to = "fen" } }',
        'later = { rule = "minus_ratio", ratio = 0.3, floor = 1, rounding = { mode = "half_up", to = "fen" } }',
        "later = {",
        "deductible.later.ratio_of",
        'missing statement "ratio_of" for the rule "minus_ratio"',
    ),
    (
        IN,
        "amount = 100000.00",
        'amount = { times = 4, of = "city", rounding = { mode = "half_up", to = "fen" } }',
        "amount = {",
        "layers.pool.cap.amount.of",
        '"city" is not listed under [wages]',
    ),
    (
        IN,
        TO_FEN,
        'rounding = "half_up"',
        'rounding = "half_up"',
        "lines.rounding",
        'must be a table, not "half_up"',
    ),
    (
        IN,
        TO_FEN,
        'rounding = { mode = "half_up" }',
        'rounding = { mode = "half_up" }',
        "lines.rounding.to",
        'missing statement "to"',
    ),
    (
        IN,
        TO_FEN,
        'rounding = { to = "fen" }',
        'rounding = { to = "fen" }',
        "lines.rounding.mode",
        'missing statement "mode"',
    ),
    (
        IN,
        TO_FEN,
        'rounding = { mode = "half_up", to = "ten_yuan" }',
        "ten_yuan",
        "lines.rounding.to",
        'must be one of "fen", "jiao", "yuan", not "ten_yuan"',
    ),
    (
        IN,
        TO_FEN,
        'rounding = { mode = "half_up", to = "fen", each = "layer" }',
        TO_FEN[:-2],
        "lines.rounding.each",
        'unknown key "each"',
    ),
    (
        IN,
        TO_FEN[:-2] + ', each = "layer" }',
        TO_FEN,
        TO_FEN,
        "layers.pool.rounding.each",
        'missing statement "each"',
    ),
    (
        IN,
        TO_FEN[:-2] + ', each = "layer" }',
        TO_FEN[:-2] + ', each = "line" }',
        'each = "line"',
        "layers.pool.rounding.each",
        'must be one of "layer", "band", not "line"',
    ),
    (
        IN,
        TO_FEN[:-2] + ', each = "layer" }',
        'rounding = { mode = "half_even", to = "yuan", each = "layer" }',
        "half_even",
        "layers.pool.rounding.mode",
        'must be one of "half_up", "down", "up"',
    ),
    (
        IN,
        ', rounding = { mode = "half_up", to = "fen" } }',
        " }",
        "later = {",
        "deductible.later.rounding",
        'missing statement "rounding" for the rule "ratios"',
    ),
    (
        IN,
        'later = { rule = "ratios", ratios = [0.5], ',
        'later = { rule = "same", ',
        "later = {",
        "deductible.later.rounding",
        'unknown key "rounding" for the rule "same"',
    ),
    (
        IN,
        "amount = 100000.00",
        'amount = { times = 4, of = "city" }',
        "amount = {",
        "layers.pool.cap.amount.rounding",
        'missing statement "rounding"',
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = { by_class = { all = 1 }, by_disease = { x = 1 } }",
        "amount = {",
        "layers.pool.cap.amount",
        'must state exactly one of "by_class" and "by_disease"',
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = { by_disease = { flu = 1 } }",
        "amount = {",
        "layers.pool.cap.amount.by_disease",
        '"flu" is not listed under [diseases]',
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = { by_disease = { flu = 1 } }",
        'shown_as = "pool_cap"',
        "layers.pool.cap.shown_as",
        'must be "": a cap by disease has no single amount to show',
    ),
    (
        IN,
        "amount = 100000.00",
        "amount = { tims = 4 }",
        "amount = {",
        "layers.pool.cap.amount.tims",
        'unknown key "tims"; did you mean "times"?',
    ),
    (
        IN,
        'age_bonus = "none"',
        (
            'age_bonus = { source = { from = "table", article = "x" }, ages = [{ from = 60, add = 0.1 }, '
            "{ from = 50, add = 0.1 }], ceiling = 1 }"
        ),
        "age_bonus = {",
        "layers.pool.age_bonus.ages",
        "ages must ascend",
    ),
    (
        IN,
        'prior_self_pay = "rate_of_item"',
        'prior_self_pay = { source = { from = "table", article = "x" }, by_charge_type = { 08 = 0.1 } }',
        "prior_self_pay = {",
        "lines.prior_self_pay.by_charge_type",
        'missing statement "all": the rate of all other categories',
    ),
    (
        IN,
        'prior_self_pay = "rate_of_item"',
        'prior_self_pay = { source = { from = "table", article = "x" }, by_unit_price = [{ to = 5, rate = 0.1 }] }',
        "prior_self_pay = {",
        "lines.prior_self_pay.by_unit_price",
        'the last band, and only it, must be "open"',
    ),
    (
        IN,
        'prior_self_pay = "rate_of_item"',
        (
            'prior_self_pay = { source = { from = "table", article = "x" }, by_unit_price = ['
            '{ to = 500, rate = 0.1 }, { to = 500, rate = 0.2 }, { to = "open", rate = 0.3 }] }'
        ),
        "prior_self_pay = {",
        "lines.prior_self_pay.by_unit_price",
        "bands must ascend",
    ),
    (
        IN,
        'prior_self_pay = "rate_of_item"',
        (
            'prior_self_pay = { source = { from = "table", article = "x" }, by_unit_price = ['
            '{ to = 500, rate = 0.1 }, { to = 200, rate = 0.2 }, { to = "open", rate = 0.3 }] }'
        ),
        "prior_self_pay = {",
        "lines.prior_self_pay.by_unit_price",
        "bands must ascend",
    ),
    (
        IN,
        "[year]",
        '[diseases.flu]\nname_zh = "x"\nname_en = "x"\n\n[year]',
        "[diseases.flu]",
        "diseases.flu",
        '"flu" is used by no value',
    ),
    (
        OUT,
        'yearly_ceiling = "none"',
        "yearly_ceiling = 70.00",
        "yearly_ceiling",
        "deductible.yearly_ceiling",
        'must be "none": a deductible by year is its own ceiling',
    ),
    (
        OUT,
        'once_for = "none"',
        'once_for = { source = { from = "table", article = "x" }, diseases = ["flu"] }',
        "once_for = {",
        "deductible.once_for",
        'must be "none": a deductible by year is due once for everything',
    ),
    (
        IN,
        'bed_limit = "none"',
        'bed_limit = { source = { from = "table", article = "x" }, charge_types = ["01"], amounts = { 3 = 1 } }',
        "bed_limit = {",
        "lines.bed_limit.amounts",
        'missing statement at level "community"',
    ),
    (
        IN,
        'away = "none"',
        (
            'away = { source = { from = "table", article = "x" }, points_from = ["pool"], resident = "as_local", '
            'referred = "as_local", unfiled = "refused", emergency = "as_local" }'
        ),
        "away = {",
        "away.points_from",
        "must name the layers whose rates are lower, and be empty where no points are taken",
    ),
    (
        IN,
        'away = "none"',
        (
            'away = { source = { from = "table", article = "x" }, points_from = [], resident = "outside", '
            'referred = "as_local", unfiled = "refused", emergency = "as_local" }'
        ),
        "rates = {",
        "layers.pool.bands.0.rates.all",
        'missing statement for class "in_service" at level "outside"',
    ),
    (
        IN,
        'base = ["in_scope"]',
        'base = ["in_scope", "prior_self_pay"]',
        "measure",
        "layers.pool.measure",
        "bounds that include the deductible need a base of what is in scope",
    ),
    (
        IN,
        'base = ["in_scope"]',
        'base = ["in_scope", "in_scope"]',
        "base",
        "layers.pool.base",
        "names something twice",
    ),
    (
        IN,
        'accumulators = ["D310101/inpatient"]',
        'accumulators = ["D310101/inpatient", "D310101/inpatient"]',
        "accumulators",
        "layers.pool.cap.accumulators",
        "names something twice",
    ),
    (
        IN,
        'measure = "in_scope_with_deductible"\nperiod = "admission"\ndeductible = "none"',
        (
            'measure = "in_scope_with_deductible"\nperiod = "admission"\n'
            'deductible = { source = { from = "table", article = "x" }, amounts = { all = 100 }, '
            'accumulators = ["F310101/inpatient"] }'
        ),
        "measure",
        "layers.pool.measure",
        'must be "base" or "payment": this layer has a deductible of its own',
    ),
    (
        IN,
        'stay_across_years = "one_bill"',
        (
            'stay_across_years = { source = { from = "table", article = "x" }, split = "by_days", '
            'discharge_day = "counts" }'
        ),
        "stay_across_years",
        "stay_across_years.later_part",
        'missing statement "later_part"',
    ),
    (
        IN,
        'stay_across_years = "one_bill"',
        'stay_across_years = "by_days"',
        "stay",
        "stay_across_years",
        "must be a table",
    ),
    (IN, "format = 1", "format = true", "format", "format", "must be 1, not true"),
    (IN, "format = 1", "format = 1.0", "format", "format", "must be 1, not 1.0"),
    (IN, "format = 1", 'format = "1"', "format", "format", 'must be 1, not "1"'),
    (
        IN,
        'fund = "310101"',
        'fund = "310111"',
        "fund",
        "layers.pool.fund",
        '"310111" is no code of the national list of funds; did you mean "310101"?',
    ),
    (
        IN,
        'fund = "310101"',
        'fund = "310201"',
        "fund",
        "layers.pool.fund",
        'fund "310201" does not pay in hifp_pay; there pay "310100", "310101", "390100", "390101"',
    ),
    (
        IN,
        'fund = "310101"',
        'fund = "390201"',
        "fund",
        "layers.pool.fund",
        'fund "390201" does not pay in hifp_pay; there pay',
    ),
    (
        IN,
        'counts = "payment"\namount = 100000.00\naccumulators = ["D310101/inpatient"]',
        'counts = "expense"\namount = 100000.00\naccumulators = ["F310101/inpatient", "F0000/inpatient"]',
        "accumulators",
        "layers.pool.cap.accumulators",
        "names both F310101/inpatient and F0000/inpatient, which holds the same money",
    ),
    (
        IN,
        'counts = "payment"\namount = 400000.00\naccumulators = ["D330101/inpatient"]',
        'counts = "expense"\namount = 400000.00\naccumulators = ["F0000/inpatient"]',
        "accumulators",
        "layers.large_amount.cap.accumulators",
        'F0000/inpatient counts what is in scope: the base must be that, such as ["in_scope"]',
    ),
    (
        IN,
        'period = "admission"\ndeductible = "none"',
        (
            'period = "admission"\n'
            'deductible = { source = { from = "table", article = "x" }, amounts = { all = 100 }, '
            'accumulators = ["D310101/inpatient"] }'
        ),
        "accumulators",
        "layers.pool.deductible.accumulators",
        'a deductible of a layer counts "F..." totals of layers, not D310101/inpatient',
    ),
    (
        IN,
        'period = "admission"\ndeductible = "none"',
        (
            'period = "admission"\n'
            'deductible = { source = { from = "table", article = "x" }, amounts = { all = 100 }, '
            'accumulators = ["F330101/inpatient"] }'
        ),
        "accumulators",
        "layers.pool.deductible.accumulators",
        "must name F310101/inpatient: a deductible counts the base of its own layer",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[4]}: {mistake[5]}"[:90])
def test_a_mistake_is_named_with_its_line(edit: Edit, mistake: tuple[str, str, str, str, str, str]) -> None:
    name, old, new, marker, path, message = mistake
    file = edit(name, old, new)
    found = problems_of(file)
    match = [line for line, where, text in found if where == path and text.startswith(message)]
    assert match, found
    assert marker in file.read_text(encoding="utf-8").splitlines()[match[0] - 1]


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "message"),
    [
        (IN, "amounts = { all = { all = 1300.00 } }", "amounts = {}", "deductible.amounts", "in_service"),
        (OUT, "in_service = {", "in_servce = {", "deductible.amounts", "in_service"),
    ],
)
def test_a_class_without_a_value_at_any_level_is_named(
    edit: Edit, name: str, old: str, new: str, path: str, message: str
) -> None:
    found = problems_of(edit(name, old, new))
    assert any(where == path and text == f'missing statement for class "{message}"' for _, where, text in found), found


@pytest.mark.parametrize(
    ("layers", "resident", "path", "message"),
    [
        ('"poll"', "{ minus_points = 0.1 }", "away.points_from", '"poll" is no layer'),
        ('"pool"', "{ minus_points = 0.1, first_share = 0.1 }", "away.resident", "must state exactly one of"),
        ("", "{}", "away.resident", "must state exactly one of"),
    ],
)
def test_care_away_from_home_is_cut_in_one_way_in_layers_that_are_there(
    edit: Edit, layers: str, resident: str, path: str, message: str
) -> None:
    away = f"""away = {{ source = {{ from = "table", article = "x" }}, points_from = [{layers}], resident = {resident},
        referred = "refused", unfiled = "refused", emergency = "refused" }}"""
    found = problems_of(edit(IN, 'away = "none"', " ".join(away.split())))
    assert any(where == path and text.startswith(message) for _, where, text in found), found


@pytest.mark.parametrize("key", REQUIRED)
def test_every_statement_is_required(edit: Edit, key: str) -> None:
    text = (REAL / "beijing/employee" / IN).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
    file = edit(IN, line + "\n", "")
    assert (1, key, f'missing statement "{key}"') in problems_of(file)


@pytest.mark.parametrize(
    "table", ["year", "lines", "deductible", "account", "layers.pool.cap", "layers.pool.person_share"]
)
def test_every_table_and_its_statements_are_required(folder: Path, table: str) -> None:
    file = folder / "beijing/employee" / IN
    text = file.read_text(encoding="utf-8")
    head, body = text.split(f"[{table}]\n", 1)
    rows, rest = body.split("\n\n", 1) if "\n\n" in body else (body, "")
    for row in rows.splitlines():
        if row.startswith("#"):
            continue
        file.write_text(text.replace(f"[{table}]\n{rows}", f"[{table}]\n{rows.replace(row, '', 1)}"), encoding="utf-8")
        key = row.split(" = ")[0]
        assert (line_of(file, f"[{table}]"), f"{table}.{key}", f'missing statement "{key}"') in problems_of(file)
    file.write_text(head + rest, encoding="utf-8")
    key = table.split(".")[-1]
    assert (table, f'missing statement "{key}"') in [(path, message) for _, path, message in problems_of(file)]


def test_a_stay_is_not_split_where_money_counts_in_the_year_of_settlement(edit: Edit) -> None:
    split = (
        'stay_across_years = { source = { from = "table", article = "x" }, split = "by_days", '
        'discharge_day = "counts", later_part = "same_admission" }'
    )
    edit(IN, 'stay_across_years = "one_bill"', split)
    file = edit(IN, 'counted_by = "treatment"', 'counted_by = "settlement"')
    (problem,) = [one for one in problems_of(file) if one[1] == "stay_across_years"]
    assert problem[2].startswith('must be "one_bill"')


def test_all_problems_come_at_once(edit: Edit) -> None:
    edit(IN, "3 = 0.85", "3 = 85")
    edit(IN, 'pool = "inpatient"', 'pol = "inpatient"')
    assert len(problems_of(edit(IN, "amount = 100000.00", "amount = -5"))) == 4


def test_grade_d_stands_behind_a_flag(edit: Edit) -> None:
    file = edit(IN, 'grade = "C"', 'grade = "D"')
    policy, _ = read_package(file, file.name, unverified=True)
    assert policy.layers[1].source.grade == "D"


@pytest.mark.parametrize(
    ("later", "due"),
    [
        ('{ rule = "same" }', (130_000,)),
        (f'{{ rule = "ratios", ratios = [0.75, 0.5], {TO_FEN} }}', (130_000, 97_500, 65_000)),
        ('{ rule = "minus_amount", amount = 400.00, floor = 160.00 }', (130_000, 90_000, 50_000, 16_000)),
        (
            f'{{ rule = "minus_ratio", ratio = 0.3, ratio_of = "first", floor = 200.00, {TO_FEN} }}',
            (130_000, 91_000, 52_000, 20_000),
        ),
        (
            f'{{ rule = "minus_ratio", ratio = 0.3, ratio_of = "previous", floor = 200.00, {TO_FEN} }}',
            (130_000, 91_000, 63_700, 44_590, 31_213, 21_849, 20_000),
        ),
        ('{ rule = "minus_amount", amount = 1.00, floor = 2000.00 }', (130_000,)),
        # 1,300 x 0.333 is 432.90: to ten yuan 430, down 430, up 440, to the jiao 432.90.
        (f'{{ rule = "ratios", ratios = [0.333], {TO_FEN.replace("fen", "ten_yuan")} }}', (130_000, 43_000)),
        (f'{{ rule = "ratios", ratios = [0.333], {UP_TO_TEN} }}', (130_000, 44_000)),
        (f'{{ rule = "ratios", ratios = [0.33333], {TO_FEN.replace("fen", "jiao")} }}', (130_000, 43_330)),
        # What is left of the one before is rounded: 910, 637 -> 640, 448 -> 450, 315 -> 320, 224 -> 230.
        (
            f'{{ rule = "minus_ratio", ratio = 0.3, ratio_of = "previous", floor = 230.00, {UP_TO_TEN} }}',
            (130_000, 91_000, 64_000, 45_000, 32_000, 23_000),
        ),
        # Rounding up never makes a later admission owe more, nor for ever less by nothing.
        (f'{{ rule = "minus_ratio", ratio = 0.001, ratio_of = "first", floor = 0, {UP_TO_TEN} }}', (130_000,)),
    ],
)
def test_rules_for_later_admissions(edit: Edit, later: str, due: tuple[int, ...]) -> None:
    file = edit(IN, '{ rule = "ratios", ratios = [0.5], rounding = { mode = "half_up", to = "fen" } }', later)
    policy, _ = read_package(file, file.name)
    assert policy.deductible is not None and policy.deductible.due["retired/2"] == due


def test_a_later_admission_never_owes_more_than_the_first_by_rounding(edit: Edit) -> None:
    edit(IN, "{ all = { all = 1300.00 } }", "{ all = { all = 1305.00 } }")
    file = edit(IN, f"ratios = [0.5], {TO_FEN}", f"ratios = [0.9999], {UP_TO_TEN}")
    policy, _ = read_package(file, file.name)
    assert policy.deductible is not None and policy.deductible.due["retired/2"] == (130_500, 130_500)


def test_the_persons_share_becomes_an_exact_rate() -> None:
    policy, notes = read_package(REAL / "beijing/employee" / IN, IN)
    rates = [band.effective["retired/3"] for band in policy.layers[0].bands]
    assert rates == [Rate(91, 100), Rate(47, 50), Rate(97, 100)]
    assert notes == ()


def test_mutated_files_are_refused_or_harmless(tmp_path: Path) -> None:
    """Whatever is typed into a package, the answer is a policy or a list of problems, never a crash."""
    chance = random.Random(7)
    raw = (REAL / "beijing/employee" / IN).read_bytes()
    file = tmp_path / "p.toml"
    refused = 0
    for _ in range(400):
        mutated = bytearray(raw)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(mutated))
            choice = chance.random()
            if choice < 0.4:
                mutated[place] = chance.randrange(256)
            elif choice < 0.7:
                del mutated[place : place + chance.randint(1, 40)]
            else:
                mutated[place:place] = mutated[chance.randrange(len(mutated)) :][: chance.randint(1, 60)]
        file.write_bytes(mutated)
        try:
            read_package(file, "p.toml")
        except FileProblems as error:
            refused += 1
            assert all(problem.message for problem in error.problems)
    assert refused > 200


def test_a_book_of_a_folder_with_one_bad_file_is_no_book(folder: Path, edit: Edit) -> None:
    edit(OUT, "to = 20000.00", "to = 0")
    with pytest.raises(FileProblems):
        load_book(folder)
