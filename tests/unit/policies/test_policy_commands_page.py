"""docs/policy-commands.md names every policy command, every flag and every sentence that publishing can say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from counter.__main__ import parser_for
from counter.policies.messages import WORDINGS
from counter.policies.publishing_messages import PUBLISHING

from .wordings import PIECES, is_said, rows_of

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "policy-commands.md"


def parsers(parser: argparse.ArgumentParser, name: str = "counter") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from parsers(inner, f"{name} {word}")


def test_every_command_and_flag_is_on_the_page() -> None:
    found = dict(parsers(parser_for(["policy", "adjudicate"])))
    mine = {
        name: parser for name, parser in found.items() if name.startswith(("counter policy ", "counter adjudicate"))
    }
    assert len(mine) >= 9
    page = PAGE.read_text(encoding="utf-8")
    for name, parser in mine.items():
        assert name in page
        for action in parser._actions:
            for flag in action.option_strings:
                assert flag in ("-h", "--help") or flag in page, f"{name} {flag}"


def test_every_message_of_publishing_is_on_the_page_in_both_languages() -> None:
    listed = rows_of(PAGE)
    assert [code for code in PUBLISHING if code not in PIECES and not any(is_said(code, row) for row in listed)] == []
    assert [row for row in listed if len(row) != 3 or not any(is_said(code, row) for code in WORDINGS)] == []
