"""Why a card could not be read: stable words, and which PC/SC code or status word means which (card.md 3.8, 1.11)."""

from __future__ import annotations

from enum import StrEnum

from counter.domain.errors import CardError


class Reason(StrEnum):
    """`CardError.reason`. The desktop keys its sentence and its next step by these words; they never change."""

    # The reader or its service
    SERVICE_MISSING = "service_missing"
    NO_READER = "no_reader"
    SHARING = "sharing"
    # The card in the slot
    NO_CARD = "no_card"
    MUTE = "mute"
    REMOVED = "removed"
    RESET = "reset"
    UNSUPPORTED = "unsupported"
    CHIP_FAULT = "chip_fault"
    DAMAGED = "damaged"
    # Another kind of card, or one that may not be used
    NOT_MEMBER_CARD = "not_member_card"
    ID_CARD = "id_card"
    LEGACY = "legacy"
    BLANK = "blank"
    BLOCKED = "blocked"
    PROTECTED = "protected"
    DRIVER = "driver"
    # The reader layer itself
    STUCK = "stuck"


WRONG_CARD_REASONS = frozenset(
    {Reason.NOT_MEMBER_CARD, Reason.ID_CARD, Reason.LEGACY, Reason.BLANK, Reason.BLOCKED, Reason.PROTECTED}
)
"""Reasons for which another card is needed: trying again with this one changes nothing."""

WARNINGS = (
    "id_checksum",
    "id_number_invalid",
    "id_number_missing",
    "card_number_missing",
    "birth_day_differs",
    "sex_differs",
    "id_region_unknown",
    "card_region_unknown",
    "name_unreadable",
    "field_unreadable",
    "expired",
    "not_yet_valid",
)
"""Every word that `CardRead.warnings` can hold."""


class PcscCode:
    """The PC/SC return codes that the reader layer tells apart."""

    SUCCESS = 0x00000000
    CANCELLED = 0x80100002
    BUFFER_TOO_SMALL = 0x80100008
    UNKNOWN_READER = 0x80100009
    TIMEOUT = 0x8010000A
    SHARING_VIOLATION = 0x8010000B
    NO_CARD = 0x8010000C
    PROTOCOL_MISMATCH = 0x8010000F
    COMMUNICATION_ERROR = 0x80100013
    NOT_TRANSACTED = 0x80100016
    READER_UNAVAILABLE = 0x80100017
    NO_SERVICE = 0x8010001D
    SERVICE_STOPPED = 0x8010001E
    INVALID_HANDLE = 0x80100003
    NO_READERS = 0x8010002E
    UNSUPPORTED_CARD = 0x80100065
    UNRESPONSIVE_CARD = 0x80100066
    UNPOWERED_CARD = 0x80100067
    RESET_CARD = 0x80100068
    REMOVED_CARD = 0x80100069


SERVICE_LOST = frozenset(
    {PcscCode.NO_SERVICE, PcscCode.SERVICE_STOPPED, PcscCode.COMMUNICATION_ERROR, PcscCode.INVALID_HANDLE}
)
"""After these the context is dead, whatever SCardIsValidContext says: release it and establish another."""

NO_READER = frozenset({PcscCode.NO_READERS, PcscCode.UNKNOWN_READER, PcscCode.READER_UNAVAILABLE})
"""The list of readers was overtaken: ask for it again. One that stays so is empty."""

_REASON_OF_CODE = {
    **dict.fromkeys(NO_READER, Reason.NO_READER),
    # A cancelled call is nobody's fault: like a reset, it is made again.
    PcscCode.CANCELLED: Reason.RESET,
    PcscCode.TIMEOUT: Reason.MUTE,
    PcscCode.SHARING_VIOLATION: Reason.SHARING,
    PcscCode.NO_CARD: Reason.NO_CARD,
    PcscCode.PROTOCOL_MISMATCH: Reason.UNSUPPORTED,
    PcscCode.NOT_TRANSACTED: Reason.REMOVED,
    PcscCode.UNSUPPORTED_CARD: Reason.UNSUPPORTED,
    PcscCode.UNRESPONSIVE_CARD: Reason.MUTE,
    PcscCode.UNPOWERED_CARD: Reason.UNSUPPORTED,
    PcscCode.RESET_CARD: Reason.RESET,
    PcscCode.REMOVED_CARD: Reason.REMOVED,
    **dict.fromkeys(SERVICE_LOST, Reason.SERVICE_MISSING),
}

ASK_AGAIN = (frozenset(_REASON_OF_CODE) | {PcscCode.BUFFER_TOO_SMALL}) - SERVICE_LOST
"""What the service may answer while it works: whoever lists or waits asks again. Every other code is its own fault."""

_REASON_WITHIN_A_COMMAND = {**_REASON_OF_CODE, PcscCode.BUFFER_TOO_SMALL: Reason.DAMAGED}


class PcscError(Exception):
    """A PC/SC call failed. code: unsigned 32-bit return code. Never leaves the card package."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PC/SC {code:08X}")
        self.code = code

    def service_error(self) -> CardError:
        """A call without a card failed (a context, the list, waiting): whatever the code is, the service failed."""
        return CardError(Reason.SERVICE_MISSING, f"{self.code:08X}")

    def connect_error(self) -> CardError:
        """A card could not be connected. Codes that speak of no card are the service's: refused, out of memory."""
        return CardError(_REASON_OF_CODE.get(self.code, Reason.SERVICE_MISSING), f"{self.code:08X}")

    def command_error(self) -> CardError:
        """A command to a connected card failed; codes never seen before mean a fault of the chip."""
        return CardError(_REASON_WITHIN_A_COMMAND.get(self.code, Reason.CHIP_FAULT), f"{self.code:08X}")
