"""How patient connecting is (card.md 3.7, 3.8)."""

from __future__ import annotations

import pytest

from counter.card.errors import PcscCode, PcscError
from counter.card.service import patiently


def attempts(codes: list[int]) -> tuple[list[float], int | None]:
    """The pauses made, and the code that came out (None when a connection did)."""
    pauses: list[float] = []

    def connect() -> str:
        if codes:
            raise PcscError(codes.pop(0))
        return "connected"

    try:
        patiently(connect, pauses.append)
    except PcscError as error:
        return pauses, error.code
    return pauses, None


@pytest.mark.parametrize("code", [PcscCode.NO_CARD, PcscCode.UNRESPONSIVE_CARD, PcscCode.UNPOWERED_CARD])
def test_a_bouncing_card_gets_six_attempts(code: int) -> None:
    assert attempts([code] * 5) == ([0, 0.05, 0.1, 0.2, 0.4, 0.8], None)
    assert attempts([code] * 9) == ([0, 0.05, 0.1, 0.2, 0.4, 0.8], code)


def test_a_busy_reader_gets_three_seconds() -> None:
    pauses, code = attempts([PcscCode.SHARING_VIOLATION] * 9)
    assert code == PcscCode.SHARING_VIOLATION
    assert 3 <= sum(pauses) < 3.5


@pytest.mark.parametrize("code", [PcscCode.NO_SERVICE, PcscCode.UNKNOWN_READER, PcscCode.REMOVED_CARD, 0x80101234])
def test_other_failures_are_final(code: int) -> None:
    assert attempts([code]) == ([0], code)
