"""docs/policy-commands.md names every policy command, every flag and every sentence that publishing can say."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

from counter.__main__ import _parser

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "policy-commands.md").read_text(encoding="utf-8")
SOURCES = ("publication.py", "publication_log.py", "signatures.py", "values.py", "question.py")


def parsers(parser: argparse.ArgumentParser, name: str = "counter") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from parsers(inner, f"{name} {word}")


def test_every_command_and_flag_is_on_the_page() -> None:
    found = dict(parsers(_parser()))
    mine = {
        name: parser for name, parser in found.items() if name.startswith(("counter policy ", "counter adjudicate"))
    }
    assert len(mine) >= 9
    for name, parser in mine.items():
        assert name in PAGE
        for action in parser._actions:
            for flag in action.option_strings:
                assert flag in ("-h", "--help") or flag in PAGE, f"{name} {flag}"


def sentences(source: str) -> Iterator[str]:
    """The fixed pieces of every message that a module gives to an error."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("refused", "FileProblem")
        ):
            message = node.args[-1]
            if isinstance(message, ast.Constant):
                yield str(message.value)
            elif isinstance(message, ast.JoinedStr):
                yield from (str(part.value) for part in message.values if isinstance(part, ast.Constant))


def test_every_sentence_is_on_the_page() -> None:
    plain = re.sub(r"\s+", " ", PAGE)
    missing = [
        sentence
        for name in SOURCES
        for sentence in sentences((ROOT / "src/counter/policies" / name).read_text(encoding="utf-8"))
        if len(sentence) > 12 and sentence.strip(' ,:;()"') not in plain
    ]
    assert missing == []
