"""The trace shows how a card is talked to and nothing of what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter.card.image import CardImage, Fault
from counter.card.member_card import MemberCard
from counter.card.simulated import SIMULATED_READER, SimulatedService
from counter.card.tracing import TracedConnection
from counter.domain.errors import CardError

from .conftest import TODAY


def traced(image: CardImage, *faults: Fault) -> list[str]:
    service = SimulatedService(lambda file: image)
    service.slots[SIMULATED_READER].insert(image, faults)
    lines: list[str] = []
    MemberCard(TracedConnection(service.establish().connect(SIMULATED_READER), lines.append)).read("r", 1, TODAY)
    return lines


def test_headers_and_status_words_only(image: Callable[[str], CardImage]) -> None:
    card = image("p02")
    text = "\n".join(traced(card))
    assert "00A40400 +15 bytes -> 61" in text
    assert "00B20800" in text
    for records in card.files.values():
        for record in records:
            shown = record.value.rstrip(b"\0")
            assert len(shown) < 3 or shown.hex().upper() not in text


def test_a_lost_card_has_its_line(image: Callable[[str], CardImage]) -> None:
    with pytest.raises(CardError):
        traced(image("p02"), Fault(1, "remove_during"))
