"""Codes become the words that the desktop keys its sentences by (card.md 3.8)."""

from __future__ import annotations

import pytest

from counter.card.errors import SERVICE_LOST, PcscCode, PcscError, Reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (0x8010001D, "service_missing"),
        (0x8010001E, "service_missing"),
        (0x80100013, "service_missing"),
        (0x80100003, "service_missing"),
        (0x8010002E, "no_reader"),
        (0x80100009, "no_reader"),
        (0x80100017, "no_reader"),
        (0x8010000C, "no_card"),
        (0x80100066, "mute"),
        (0x80100065, "unsupported"),
        (0x80100067, "unsupported"),
        (0x8010000F, "unsupported"),
        (0x80100068, "reset"),
        (0x80100069, "removed"),
        (0x80100016, "removed"),
        (0x8010000B, "sharing"),
    ],
)
def test_every_code_has_its_word(code: int, reason: str) -> None:
    for error in (PcscError(code).connect_error(), PcscError(code).command_error()):
        assert error.reason == reason
        assert error.hint == f"{code:08X}"
    assert PcscError(code).service_error().reason == "service_missing"


@pytest.mark.parametrize("code", [0x8010006A, 0x80100031, 0x80100006, 0x80100014, 0x8010ABCD])
def test_codes_that_speak_of_no_card_are_the_services_until_a_command_was_sent(code: int) -> None:
    assert PcscError(code).service_error().reason == PcscError(code).connect_error().reason == "service_missing"
    assert PcscError(code).command_error().reason == "chip_fault"


def test_words_are_stable() -> None:
    assert {str(reason) for reason in Reason} == {
        "service_missing", "no_reader", "sharing", "no_card", "mute", "removed", "reset", "unsupported", "chip_fault",
        "damaged", "not_member_card", "id_card", "legacy", "blank", "blocked", "protected",
        "driver", "stuck",
    }  # fmt: skip


def test_lost_services_are_the_four_of_the_specification() -> None:
    assert {0x8010001D, 0x8010001E, 0x80100013, 0x80100003} == SERVICE_LOST
    assert PcscCode.CANCELLED not in SERVICE_LOST
