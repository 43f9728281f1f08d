"""Text in columns, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata


def padded(text: str, width: int) -> str:
    """Text and at least one space, `width` columns in all where it fits."""
    columns = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(1, width - columns)
