"""What the tables of packages can have wrong, each and together: English, Chinese. See `counter.policies.messages`."""

from __future__ import annotations

PACKAGE: dict[str, tuple[str, str]] = {
    # Tables by class and level
    "missing_for_class": ('missing statement for class "{name}"', '缺少人员类别 "{name}" 的数值'),
    "missing_for_place": (
        'missing statement for class "{name}" at level "{level}"',
        '缺少人员类别 "{name}" 在等级 "{level}" 的数值',
    ),
    "missing_at_level": ('missing statement at level "{level}"', '缺少等级 "{level}" 的数值'),
    "no_such_entry": (
        '"{key}" is no {kind} here; known are {known} and all',
        '"{key}" 不是这里的{kind}；可用的有 {known} 和 all',
    ),
    "all_and_single": (
        '"all" and single {kind} entries exclude each other',
        '"all" 不能与单个{kind}同时写',
    ),
    "kind_class": ("class", "人员类别"),
    "kind_level": ("level", "等级"),
    "names_twice": ("names something twice", "同一项写了两次"),
    # Sources, wages, diseases
    "source_unlisted": ('source "{source}" is not listed under [sources]', '[sources] 里没有依据 "{source}"'),
    "source_uncited": ('source "{source}" is cited by no value', '依据 "{source}" 没有被任何数值引用'),
    "grade_d": (
        "grade D is not verified and therefore not in force",
        "D 级依据未经核实，不能生效",
    ),
    "wage_unlisted": ('"{name}" is not listed under [wages]', '[wages] 里没有 "{name}"'),
    "disease_unlisted": ('"{name}" is not listed under [diseases]', '[diseases] 里没有 "{name}"'),
    "unused": ('"{name}" is used by no value', '"{name}" 没有被任何数值使用'),
    # Days, care, classes
    "before_effective_from": ("is before effective_from", "早于 effective_from"),
    "care_twice": ("names a kind of care twice", "同一就医类别写了两次"),
    "care_unlisted": ('care "{care}" is not in "care"', '"care" 里没有就医类别 "{care}"'),
    "class_twice": ('class "{name}" cannot be used twice', '人员类别 "{name}" 不能用两次'),
    "class_gap": (
        "no class covers persons of type {kind} at age {age}",
        "没有人员类别包括 {kind} 类人员的 {age} 岁",
    ),
    "class_overlap": (
        "more than one class covers persons of type {kind} at age {age}",
        "不止一个人员类别包括 {kind} 类人员的 {age} 岁",
    ),
    "class_unlisted": ('class "{name}" is not listed under [[classes]]', '[[classes]] 里没有人员类别 "{name}"'),
    # Lines
    "missing_all_charges": (
        'missing statement "all": the rate of all other categories',
        '缺少 "all"：其余费用项目的比例',
    ),
    "one_own_share": (
        'must state exactly one of "by_charge_type", "by_unit_price" and "default"',
        '"by_charge_type"、"by_unit_price"、"default" 必须且只能写一个',
    ),
    "last_band_open": (
        'the last band, and only it, must be "open"',
        '最后一段必须是 "open"，其他各段不能是',
    ),
    "bands_ascend": ("bands must ascend", "各段须从小到大"),
    # Deductible
    "missing_for_rule": (
        'missing statement "{key}" for the rule "{rule}"',
        '规则 "{rule}" 缺少 "{key}"',
    ),
    "unknown_for_rule": ('unknown key "{key}" for the rule "{rule}"', '规则 "{rule}" 没有 "{key}" 这一项'),
    "no_later_by_year": (
        'must be "none": a deductible by year has no later admissions',
        '必须是 "none"：按年度的起付线不分第几次住院',
    ),
    "later_missing": (
        'must be stated; "same" where every admission owes the same',
        '必须写明；每次住院都相同时写 "same"',
    ),
    "no_ceiling_by_year": (
        'must be "none": a deductible by year is its own ceiling',
        '必须是 "none"：按年度的起付线本身就是上限',
    ),
    "no_once_by_year": (
        'must be "none": a deductible by year is due once for everything',
        '必须是 "none"：按年度的起付线对所有就医只付一次',
    ),
    "one_bill_only": (
        'must be "one_bill": all parts of a stay are settled, and count, in one year',
        '必须是 "one_bill"：各段在同一年度结算并计入',
    ),
    # Care away from home
    "one_cut": (
        'must state exactly one of "minus_points" and "first_share"',
        '"minus_points" 和 "first_share" 必须且只能写一个',
    ),
    "no_layer": ('"{layer}" is no layer', '"{layer}" 不是支付层'),
    "points_from": (
        "must name the layers whose rates are lower, and be empty where no points are taken",
        "必须写明哪些支付层降低比例；不降低比例时写空列表",
    ),
    # Layers
    "layer_order": (
        "must name each table under [layers] exactly once",
        "[layers] 下的每个表都必须写，且只写一次",
    ),
    "part_untaken": (
        'no layer takes "{part}" for class "{name}"',
        '人员类别 "{name}" 没有支付层支付 "{part}"',
    ),
    "part_not_yet": (
        '"{part}" is no part that exists before this layer',
        '在这一支付层之前还没有 "{part}" 这一部分',
    ),
    "part_taken": (
        '"{part}" was taken by an earlier layer; take its copayment or above part',
        '"{part}" 已由前面的支付层支付；请用它留下的 copayment 或 above 部分',
    ),
    "no_part": ('"{part}" is no part of a bill', '"{part}" 不是账单的一部分'),
    "measure_base": (
        'bounds that include the deductible need a base of what is in scope, such as ["in_scope"]',
        '分段包含起付线时，base 必须是符合政策范围的部分，如 ["in_scope"]',
    ),
    "measure_deductible": (
        'must be "base" or "payment": this layer has a deductible of its own',
        '必须是 "base" 或 "payment"：这一支付层有自己的起付线',
    ),
    "fund_unknown": (
        '"{fund}" is no code of the national list of funds{near}',
        '"{fund}" 不是国家基金支付类型代码{near}',
    ),
    "fund_field": (
        'fund "{fund}" does not pay in {field}; there pay {funds}',
        '基金 "{fund}" 不计入 {field}；计入该字段的是 {funds}',
    ),
    "fund_shared": (
        'layer "{layer}" pays from fund {fund}, too: keep the years apart with year_totals = "of_layer" in this layer',
        '支付层 "{layer}" 也由基金 {fund} 支付：请在本支付层写 year_totals = "of_layer"，使年度累计分开计算',
    ),
    "deductible_counts": (
        'a deductible of a layer counts "F..." totals of layers, not {key}',
        '支付层的起付线只计各支付层的 "F..." 累计，不计 {key}',
    ),
    "deductible_own": (
        "must name {key}: a deductible counts the base of its own layer",
        "必须写上 {key}：起付线要计入本支付层自己的费用",
    ),
    "scope_direct": (
        'direct lines owe no deductible: with bounds that include it the base must be ["in_scope"] alone',
        '直接支付的费用不付起付线：分段或封顶线包含起付线时，base 只能是 ["in_scope"]',
    ),
    "ages_ascend": ("ages must ascend", "年龄须从小到大"),
    # Caps
    "cap_counts": (
        'a cap on {counts} counts "{letter}..." totals, not {key}',
        '按 {counts} 计的封顶线只计 "{letter}..." 累计，不计 {key}',
    ),
    "cap_own": (
        "must name {key}: a cap counts what its own layer adds",
        "必须写上 {key}：封顶线要计入本支付层自己的累计",
    ),
    "cap_twice": (
        "names both {key} and {wider}, which holds the same money",
        "{key} 和 {wider} 含同一笔金额，只能写一个",
    ),
    "cap_scope": (
        '{key} counts what is in scope: the base must be that, such as ["in_scope"]',
        '{key} 计的是政策范围内费用：base 必须是这一部分，如 ["in_scope"]',
    ),
    "cap_by_disease_own": (
        "a cap by disease counts the layer's own total and no other",
        "按病种的封顶线只计本支付层自己的累计，不计其他",
    ),
    "cap_by_disease_shown": (
        'must be "": a cap by disease has no single amount to show',
        '必须是 ""：按病种的封顶线没有单一金额可以显示',
    ),
    "one_cap": (
        'must state exactly one of "by_class" and "by_disease"',
        '"by_class" 和 "by_disease" 必须且只能写一个',
    ),
    "cap_uncounted": (
        'no package of this region and scheme adds to "{key}": the cap would never bind{near}',
        '本统筹区、本险种没有政策包计入 "{key}"：封顶线永远不起作用{near}',
    ),
    "totals_renamed": (
        "keeps the year totals of this layer as {key}, {file} as {other}, in one year",
        "本支付层的年度累计记为 {key}，{file} 同一年度却记为 {other}",
    ),
    "deductible_uncounted": (
        'no package of this region and scheme adds to "{key}"{near}',
        '本统筹区、本险种没有政策包计入 "{key}"{near}',
    ),
    # Bands
    "first_band": ("the first band must begin at 0", "第一段必须从 0 开始"),
    "only_last_open": ('only the last band may be "open"', '只有最后一段可以是 "open"'),
    "bands_gap": (
        "begins at {begins}, the band before ends at {ends}: there is a gap",
        "从 {begins} 开始，前一段到 {ends} 为止：中间有空缺",
    ),
    "bands_overlap": (
        "begins at {begins}, the band before ends at {ends}: they overlap",
        "从 {begins} 开始，前一段到 {ends} 为止：互相重叠",
    ),
    "not_above_from": ("must be above from", "必须大于 from"),
    "open_shown": ("an open band has no bound to show", "没有上限的分段没有界限可以显示"),
    "zero_rate": (
        "a rate of 0 never fills a band that is measured by payment",
        "按支付额计的分段，比例为 0 就永远到不了上限",
    ),
    # Packages together
    "overlaps": (
        "care {care}: overlaps {file}, known from the same day",
        "就医类别 {care}：与 {file} 的有效期重叠，公布日期又相同",
    ),
    "nothing_governs": (
        "care {care}: nothing governs {first} to {last}",
        "就医类别 {care}：{first} 至 {last} 没有政策",
    ),
    "other_year": ("another settlement year than {file}", "结算年度与 {file} 不同"),
    "year_moves": (
        'cannot move the year: needs {file} over, a new year\'s first day and label, "treatment", "one_bill"',
        '年度不能这样变动：须 {file} 已结束，从名称不同的新年度首日起，且为 "treatment" 和 "one_bill"',
    ),
    "year_unmoved": (
        "no package before this one has another settlement year",
        "此前没有结算年度不同的政策包",
    ),
    "version_twice": ("{name} {version} stands in {file}, too", "{name} {version} 在 {file} 里也有"),
    "no_packages": ("holds no policy package", "里面没有政策包"),
    "is_a_file": (
        "is a file; name the folder that holds the packages",
        "是文件；请写存放政策包的文件夹",
    ),
    "not_there": ("is not there", "不存在"),
}
