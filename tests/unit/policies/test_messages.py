"""Every message is said in both languages, about the same facts, and every one is used."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter import policies
from counter.domain.errors import FileProblems
from counter.policies import claim_messages, messages, package_messages, publishing_messages, shape_messages
from counter.policies.command import check
from counter.policies.messages import WORDINGS, Message, say
from counter.policies.toml_file import read_toml

from .conftest import REAL

FOLDER = Path(policies.__file__).parent
TABLES = (shape_messages, package_messages, claim_messages, publishing_messages)


def facts(wording: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(wording) if name is not None)


def trees() -> Iterator[tuple[str, ast.AST]]:
    """The modules that say something."""
    tables = {Path(str(table.__file__)).name for table in TABLES} | {Path(messages.__file__).name}
    for file in (*sorted(FOLDER.glob("*.py")), *sorted((FOLDER.parent / "commands").glob("*.py"))):
        if file.name not in tables:
            yield file.name, ast.parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_no_message_lacks_a_language(code: str) -> None:
    english, chinese = WORDINGS[code]
    assert facts(english) == facts(chinese)
    assert english.isascii() or "15万" in english
    fixed = "".join(text for text, *_ in string.Formatter().parse(chinese))
    assert re.search("[一-鿿]", fixed), "nothing in it is Chinese"
    assert not re.search("[“”‘’]", fixed.replace("“统筹区/险种”", "")), "what is copied has half-width quotes"


def test_no_code_stands_in_two_tables() -> None:
    tables = (shape_messages.SHAPE, package_messages.PACKAGE, claim_messages.CLAIM, publishing_messages.PUBLISHING)
    assert sum(len(table) for table in tables) == len(WORDINGS)


def test_every_message_is_used_and_every_code_is_one() -> None:
    constants: set[str] = set()
    unknown = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "Unfit"):
                first = node.args[0]
                if isinstance(first, ast.Constant) and first.value not in WORDINGS:
                    unknown.append((name, first.value))
    assert unknown == []
    assert sorted(set(WORDINGS) - constants) == []


def test_no_problem_is_made_of_a_sentence_in_one_language() -> None:
    """Where and what: the sentence comes as a message, which has both."""
    made = [
        (name, node.lineno, node.args[-1])
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FileProblem"
    ]
    assert len(made) > 15
    assert [(name, line) for name, line, last in made if not isinstance(last, ast.Starred)] == []


def test_a_fact_that_is_a_message_speaks_the_language_of_its_sentence() -> None:
    said = say("shapes", shapes=say("shape_or", one=say("shape_number"), other=say("shape_table")))
    assert said == Message("must be a number or a table", "必须是数字或表")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("= 1", "一行不能这样开头"),
        ("a.= 1", "名称不能以这个字符开头"),
        ("a 1", "名称后面缺少等号 ="),
        ("a = 1 2", "这一项写完后还有多余的字"),
        ('a = "x', "文字缺少右引号"),
        ('a = """x', "文字缺少右引号"),
        ("a = 'x", "文字缺少右引号"),
        ("a = [1, 2", "列表缺少右方括号 ]"),
        ("a = { b = 1", "表缺少右花括号 }"),
        ("a = { b = 1, b = 2 }", "'b' 写了两次"),
        ("[a", "表头末尾缺少右方括号"),
        ("[[a]", "表头末尾缺少右方括号"),
        ("a = x", "等号后面的值不能这样写，文字要加引号"),
        ('a = "\\q"', "引号内的反斜线要写两个"),
        ('a = "\\uZZZZ"', "反斜线后面的字符编码不对"),
        ("a = {}\na.b = 1", "这一项或这个表前面已经写过，不能再添"),
        ('a = "\x01"', "有不允许的字符 '\\x01'"),
        ("a = 1\x01", "这一项写完后还有多余的字"),
    ],
)
def test_why_a_line_is_no_toml_is_said_in_chinese(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "p.toml").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        read_toml(tmp_path / "p.toml", "p.toml")
    assert f"不合 TOML 格式（{why}）：" in caught.value.problems[0].told("zh")


@pytest.mark.parametrize(
    ("old", "new", "zh"),
    [
        ("rounding =", "ruonding =", 'lines.ruonding: 不认识 "ruonding"；是不是 "rounding"？'),
        (
            "amount = 100000.00",
            "amount = 15万",
            "这一行带了单位，金额只写以元为单位的数字，15万应写成 150000.00：amount = 15万",
        ),
        ("3 = 0.85", '3 = "92%"', '必须是不加引号的数字，或 "undocumented"，不能是 "92%"；请写 0.92，不加引号'),
        ('direct_lines = "ordinary"', 'direct_lines = "x"', '必须是 "ordinary"、"apart" 之一，不能是 "x"'),
        ("from = 30000", "from = 20000", "从 20000.00 开始，前一段到 30000.00 为止：互相重叠"),
    ],
)
def test_what_is_wrong_in_a_package_is_said_in_chinese(tmp_path: Path, old: str, new: str, zh: str) -> None:
    text = (REAL / "beijing/employee/inpatient-2023.toml").read_text(encoding="utf-8")
    assert old in text
    place = tmp_path / "beijing" / "employee"
    place.mkdir(parents=True)
    (place / "inpatient.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    report = check(tmp_path).in_words().splitlines()
    line = 1 + text[: text.index(old)].count("\n")
    assert any(row.startswith(f"beijing/employee/inpatient.toml:{line}: ") and row.endswith(zh) for row in report)
    assert re.fullmatch(r"1 个政策包，0 个案例，\d+ 处问题", report[-1])
