"""What to do about each reason, for the commands of whoever looks after the readers; the window has its own words."""

from __future__ import annotations

from counter.card.errors import Reason
from counter.domain.errors import CardError, IdReaderProblem

_CARD_DESK = "send the member to the card desk; meanwhile an ID card or a typed number will do"

CARD_STEPS: dict[str, str] = {
    Reason.SERVICE_MISSING: "counter card doctor",
    Reason.NO_READER: "plug in a reader; counter card doctor",
    Reason.SHARING: "close the other program that holds the reader",
    Reason.NO_CARD: "insert the card",
    Reason.MUTE: "turn the card or clean its chip",
    Reason.REMOVED: "insert the card again and leave it in",
    Reason.RESET: "close the other program that resets the card, and read again",
    Reason.UNSUPPORTED: "try another reader, then another card",
    Reason.CHIP_FAULT: "clean the chip and read again; again the same: another card",
    Reason.DAMAGED: f"read again; again the same: {_CARD_DESK}",
    Reason.NOT_MEMBER_CARD: "insert a social security card",
    Reason.ID_CARD: "counter card id, with an ID reader",
    Reason.LEGACY: _CARD_DESK,
    Reason.BLANK: _CARD_DESK,
    Reason.BLOCKED: _CARD_DESK,
    Reason.PROTECTED: "describe the maker's driver (docs/drivers.md), or read the ID card",
    Reason.DRIVER: "counter card doctor --driver FILE; the table of results in docs/drivers.md",
    Reason.STUCK: "pull the card and insert it again",
}

DRIVER_STEPS: dict[str, str] = {
    "other_card": "leave one card in, on all readers, and read again; again the same: the ID card or a typed number",
    "unproven": "the ID card or a typed number; have the maker's driver tell the card identification code (tag 01)",
    "description": "correct the description; counter card doctor --driver FILE names file and line",
}
"""By `CardError.hint`, where the step for every failure of a driver is not the one that helps."""

ID_STEPS: dict[str, str] = {
    "not_configured": 'write id_reader = "auto" into settings.toml',
    "no_port": "plug the reader in; a serial one shows as /dev/ttyUSB0, a USB one in lsusb; say which with --device",
    "several_ports": "say which with --device",
    "busy": "close the other program that holds the reader",
    "no_access": "put the user into the group dialout, or give it the USB device by a udev rule (docs/drivers.md)",
    "vanished": "plug the reader in again",
    "silent": "plug the reader in again; again the same: is it an ID reader, and at 115200 baud?",
    "garbled": "put the card down again; again the same: another cable",
    "not_understood": "this model speaks otherwise: try another",
    "not_genuine": "the card is not accepted as genuine: look at it, then follow the centre's rule",
    "wrong_card": "put a resident ID card down",
    "lift_again": "lift the card and put it down again",
    "reader_fault": "have the reader repaired",
    "no_card": "put the card down; one that was read must be lifted first",
    "cancelled": "read again",
    "unknown_code": "note the number and ask the maker",
}


def step_of(error: object) -> str:
    """What to do about an error; empty for one that is not known here, or for none."""
    if isinstance(error, CardError):
        if error.reason == Reason.DRIVER and error.hint in DRIVER_STEPS:
            return DRIVER_STEPS[error.hint]
        return CARD_STEPS.get(error.reason, "")
    if isinstance(error, IdReaderProblem):
        return ID_STEPS.get(error.reason, "")
    return ""
