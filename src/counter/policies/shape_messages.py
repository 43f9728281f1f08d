"""What a file, a line or a single value can have wrong before anybody looks at what it means: English, Chinese.

See `counter.policies.messages`.
"""

from __future__ import annotations

SHAPE: dict[str, tuple[str, str]] = {
    # The file
    "cannot_read": ("cannot be read: {reason}", "无法读取：{reason}"),
    "too_large": ("is larger than {size} KiB", "文件超过 {size} KiB"),
    "not_reasonable": (
        "is not a reasonable TOML file ({kind})",
        "不是合理的 TOML 文件（{kind}）：嵌套太深或数字太长",
    ),
    "is_gb18030": (
        "is GB18030 text; it was understood, but save it as UTF-8",
        "是 GB18030 编码，已读懂；请另存为 UTF-8",
    ),
    "no_text": (
        "is neither UTF-8 nor GB18030 text; save it as UTF-8",
        "既不是 UTF-8 也不是 GB18030 文本；请另存为 UTF-8",
    ),
    # A line that is no TOML
    "line_full_width": (
        "this line has a full-width sign or digit; write it half-width: {line}",
        "这一行有全角符号或全角数字，请改为半角：{line}",
    ),
    "line_percent": (
        "this line has a percent sign; 92 % is 0.92: {line}",
        "这一行有百分号，92% 应写成 0.92：{line}",
    ),
    "line_day": (
        "this line has a day that is not written as 2026-01-31: {line}",
        "这一行的日期没有写成 2026-01-31 的样子：{line}",
    ),
    "line_unit": (
        "this line has a unit; an amount is a number in yuan, 15万 is 150000.00: {line}",
        "这一行带了单位，金额只写以元为单位的数字，15万应写成 150000.00：{line}",
    ),
    "line_comma": (
        "this line has a comma in a number; 150,000.00 is 150000.00: {line}",
        "这一行的数字里有逗号，150,000.00 应写成 150000.00：{line}",
    ),
    "line_key": (
        "this line begins with a key that needs quotes: {line}",
        "这一行开头的名称须加引号：{line}",
    ),
    "line_no_such_day": ("there is no such day: {line}", "没有这一天：{line}"),
    "line_twice": ("this stands twice: {line}", "这一项写了两次：{line}"),
    "line_no_toml": ("this line is no TOML ({reason}): {line}", "这一行不合 TOML 格式（{reason}）：{line}"),
    # Statements
    "missing": ('missing statement "{name}"', '缺少 "{name}"'),
    "unknown_key": ('unknown key "{key}"{near}', '不认识 "{key}"{near}'),
    "did_you_mean": ('; did you mean "{word}"?', '；是不是 "{word}"？'),
    "belongs_above": (
        '"{name}" belongs above the first [table]: what stands below a heading belongs to that table',
        '"{name}" 应写在第一个 [表头] 之前：表头以下的各项都属于那个表',
    ),
    # Numbers
    "not_a_number": ("must be {kind}, written as a number", "必须是{kind}，写成数字，不加引号"),
    "not_finite": ("must be {kind}, not {value}", "必须是{kind}，不能是 {value}"),
    "not_reasonable_size": ("must be {kind} of a reasonable size", "必须是大小合理的{kind}"),
    "kind_amount": ("an amount in yuan", "以元为单位的金额"),
    "kind_ratio": ("a ratio between 0 and 1", "比例（0 到 1）"),
    "kind_number": ("a number", "数字"),
    "two_decimals": (
        "must be an amount in yuan with at most two decimals",
        "必须是以元为单位、最多两位小数的金额",
    ),
    "amount_range": (
        "must be an amount between 0 and 999999999.99 yuan",
        "必须是 0 到 999999999.99 元之间的金额",
    ),
    "ratio_range": (
        "must be a ratio between 0 and 1 (85 % is written 0.85), not {value}",
        "必须是 0 到 1 之间的比例（85% 写成 0.85），不能是 {value}",
    ),
    "whole_number": ("must be a whole number without quotes", "必须是整数，不加引号"),
    "at_least": ("must be at least {number}", "不能小于 {number}"),
    "at_most": ("must be at most {number}", "不能大于 {number}"),
    "write_number": ("; write {number} without quotes", "；请写 {number}，不加引号"),
    "write_amount": (
        "; write {number} without quotes, commas and units",
        "；请写 {number}，不加引号、逗号和单位",
    ),
    # Words, texts, days
    "one_of": ("must be one of {words}{instead}", "必须是 {words} 之一{instead}"),
    "only": ("must be {words}{instead}", "必须是 {words}{instead}"),
    "number_or_word": (
        "must be a number without quotes or {words}{instead}",
        "必须是不加引号的数字，或 {words}{instead}",
    ),
    "instead": (", not {value}", "，不能是 {value}"),
    "shapes": ("must be {shapes}", "必须是{shapes}"),
    "shape_number": ("a number", "数字"),
    "shape_table": ("a table", "表"),
    "shape_word": ('a word such as "none"', '像 "none" 这样的词'),
    "shape_or": ("{one} or {other}", "{one}或{other}"),
    "table": ("must be a table{instead}", "必须是表{instead}"),
    "table_or_word": ('must be a table or "{word}"{instead}', '必须是表，或 "{word}"{instead}'),
    "list_of_tables": (
        "must be a list of tables: each begins with [[...{name}]], in two brackets",
        "必须是一组表：每个以两层方括号 [[...{name}]] 开头",
    ),
    "list": ('must be a list in square brackets, such as ["pool"]', '必须是方括号里的列表，如 ["pool"]'),
    "at_least_one": ("must name at least one", "至少要写一个"),
    "day": ("must be a day such as 2026-01-31, without quotes", "必须是日期，如 2026-01-31，不加引号"),
    "day_or_word": (
        'must be a day such as 2026-01-31, without quotes, or "{word}"',
        '必须是日期，如 2026-01-31，不加引号，或 "{word}"',
    ),
    "month_day": ('must be a month and day such as "01-01"', '必须是月-日，如 "01-01"'),
    "truth": ("must be true or false, without quotes", "必须是 true 或 false，不加引号"),
    "text": ('must be text in quotes, such as "310"', '必须是加引号的文字，如 "310"'),
    "text_length": ("must be text of 1 to 200 characters", "必须是 1 到 200 个字的文字"),
    "one_line": ("must be text on one line", "必须是一行之内的文字，不能换行"),
    "six_digits": (
        'must be six half-width digits in quotes, such as "990100"',
        '必须是加引号的六位半角数字，如 "990100"',
    ),
    "three_digits": (
        'must be three half-width digits in quotes, such as "310"',
        '必须是加引号的三位半角数字，如 "310"',
    ),
    "two_digits": (
        'must be two half-width digits in quotes, such as "01"',
        '必须是加引号的两位半角数字，如 "01"',
    ),
    "two_digits_or_all": (
        'must be two half-width digits in quotes, such as "08", or all',
        '必须是加引号的两位半角数字，如 "08"，或 all',
    ),
    "person_digits": (
        'must be two to six half-width digits in quotes, such as "11"',
        '必须是加引号的两到六位半角数字，如 "11"',
    ),
    "id": (
        "must begin with a small letter; then small letters, digits and _ only, at most 40",
        "必须以小写字母开头，其后只能是小写字母、数字和 _，最多 40 个字符",
    ),
    "package_name": (
        "must be small letters, digits and - only, at most 80",
        "只能是小写字母、数字和 -，最多 80 个字符",
    ),
    "version": (
        'must be letters, digits, dots and - only, at most 30, such as "2026.1"',
        '只能是字母、数字、点和 -，最多 30 个字符，如 "2026.1"',
    ),
    "settlement_field": ("must be a settlement field such as hifp_pay", "必须是结算字段，如 hifp_pay"),
    "year_total": (
        'must be a year total such as "C0000/inpatient": a code, a stroke and the pool',
        '必须是年度累计，如 "C0000/inpatient"：代码、斜线、pool 的名称',
    ),
    "other": ("{reason}", "不合要求：{reason}"),
}

TOML_REASONS: tuple[tuple[str, str], ...] = (
    (r"invalid statement", "一行不能这样开头"),
    (r"expected newline or end of document after a statement", "这一项写完后还有多余的字"),
    (r"expected '=' after a key in a key/value pair", "名称后面缺少等号 ="),
    (r"illegal character '\\n'|expected \"'\"", "文字缺少右引号"),
    (r"expected ('.*')", "缺少 {0}"),
    (r"expected ']+' at the end of .* declaration", "表头末尾缺少右方括号"),
    (r"(?:found invalid|illegal) character (.*)", "有不允许的字符 {0}"),
    (r"cannot (?:mutate|redefine) .*", "这一项或这个表前面已经写过，不能再添"),
    (r"invalid initial character for a key part", "名称不能以这个字符开头"),
    (r"unclosed array", "列表缺少右方括号 ]"),
    (r"unclosed inline table", "表缺少右花括号 }}"),
    (r"duplicate inline table key (.*)", "{0} 写了两次"),
    (r"unescaped .*", "引号内的反斜线要写两个"),
    (r"invalid hex value|escaped character is not a unicode scalar value", "反斜线后面的字符编码不对"),
    (r"unterminated string", "文字缺少右引号"),
    (r"invalid value", "等号后面的值不能这样写，文字要加引号"),
)
"""Why a line is no TOML: what the parser says, as a pattern, and the same in Chinese."""
