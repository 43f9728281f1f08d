"""What claims and worked cases can have wrong: English, Chinese. See `counter.policies.messages`."""

from __future__ import annotations

CLAIM: dict[str, tuple[str, str]] = {
    "missing_amount": (
        'missing statement "amount" (or "unit_price")',
        '缺少 "amount"（或 "unit_price"）',
    ),
    "missing_unit_price": (
        'missing statement "unit_price": a price limit is held against it',
        '缺少 "unit_price"：限价要与单价比较',
    ),
    "missing_prior_self_pay": (
        'missing statement "prior_self_pay" (0 where class B has none)',
        '缺少 "prior_self_pay"（乙类没有先行自付时写 0）',
    ),
    "missing_days_of_bed": (
        'missing statement "quantity": the bed limit holds for each day',
        '缺少 "quantity"：床位费限额按天计',
    ),
    "missing_quantity": (
        'missing statement "quantity": the unit price decides the rate',
        '缺少 "quantity"：先行自付比例由单价决定',
    ),
    "quantity_number": ("must be a quantity, written as a number", "必须是数量，写成数字，不加引号"),
    "quantity_range": (
        "must be a quantity above 0 with at most four decimals",
        "必须是大于 0、最多四位小数的数量",
    ),
    "count": ("must be a count", "必须是次数（整数）"),
    "after_service_day": ("is after service_day", "晚于 service_day"),
    "before_service_day": ("is before service_day", "早于 service_day"),
    "sum_too_large": ("add up to more than 999999999.99 yuan", "合计超过 999999999.99 元"),
    "amount_holds": (
        "is not unit_price x quantity; the amount holds",
        "不等于 unit_price × quantity；以金额为准",
    ),
    "no_such_part": (
        "this stay has no part {part}: it is split into {parts}",
        "这次住院没有第 {part} 段：共分为 {parts} 段",
    ),
    "unkept_total": (
        'no package of this region and scheme keeps "{key}"{near}',
        '本统筹区、本险种没有政策包使用 "{key}"{near}',
    ),
    "missing_expect": ('missing statement "expect" (or "error")', '缺少 "expect"（或 "error"）'),
    "expect_and_error": (
        'states both "expect" and "error"; keep one',
        '"expect" 和 "error" 只能写一个',
    ),
    "no_settlement_field": (
        '"{name}" is no settlement field{near}; known: {known}',
        '"{name}" 不是结算字段（可用的有：{known}）{near}',
    ),
    "other_figure": (
        "{field} is {found}, {expected} is expected",
        "{field} 算得 {found}，案例写的是 {expected}",
    ),
    "was_priced": (
        '"{error}" was expected, but it was priced',
        '案例写的是 "{error}"（不予计算），却算出了金额',
    ),
    "refused": ("refused: {reason}", "没有计算：{reason}"),
    "not_priced_by_a_case": (
        "no case prices it; write worked cases from the published text",
        "没有案例计算到它；请按公布的文字编写案例",
    ),
    "above_its_place": (
        "stands above REGION/SCHEME/: --policies names the folder that holds the regions' folders",
        "不在“统筹区/险种”文件夹里：--policies 应指向存放各统筹区文件夹的那一层",
    ),
}
