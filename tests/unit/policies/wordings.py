"""Holding the tables of messages in the docs against the wordings of the program."""

from __future__ import annotations

import re
import string
from pathlib import Path

from counter.policies.messages import WORDINGS

PIECES = frozenset(
    code
    for code in WORDINGS
    if code.startswith(("kind_", "shape_"))
    or code in ("did_you_mean", "instead", "write_number", "write_amount", "none")
) | {"other"}
"""What stands inside other sentences only; `other` is a finding of the library below that has no words of ours."""


def pattern(wording: str) -> str:
    """What a wording looks like: its fixed words, and anything where a fact is named."""
    parts = string.Formatter().parse(wording)
    return "".join(re.escape(fixed) + (".*" if name is not None else "") for fixed, name, _, _ in parts)


def is_said(code: str, row: tuple[str, ...]) -> bool:
    """Whether a row of the docs is this message, in English and in Chinese."""
    return all(
        re.fullmatch(f"{pattern(wording)}(?:{_also(language)})?", said) is not None
        for language, (wording, said) in enumerate(zip(WORDINGS[code], row[:2], strict=True))
    )


def _also(language: int) -> str:
    """What may follow on a sentence about a number."""
    return "|".join(pattern(WORDINGS[code][language]) for code in ("write_number", "write_amount"))


def rows_of(page: Path) -> list[tuple[str, ...]]:
    """The rows of a page's tables of messages, without their headings."""
    section = page.read_text(encoding="utf-8").split("## Messages and cures", 1)[1].split("\n## ", 1)[0]
    rows = [row for row in section.splitlines() if row.startswith("| ") and not row.startswith("| sentence | ")]
    return [tuple(cell.strip() for cell in row.removeprefix("| ").removesuffix("|").split(" | ")) for row in rows]
