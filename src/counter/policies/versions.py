"""The order of package versions."""

from __future__ import annotations

import re

_PIECES = re.compile(r"(\d+)")


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts versions as people read them: 2023.2 before 2023.10, and a number after a word at the same place."""
    pieces = [piece for piece in _PIECES.split(version) if piece not in ("", ".", "-")]
    return tuple((1, int(piece), "") if piece.isdigit() else (0, 0, piece) for piece in pieces)
