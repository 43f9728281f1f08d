"""Cards without a chip: a software card that plays a `CardImage`, and a smart-card service made of such cards.

`SoftwareCard` keeps to ISO 7816 as far as a member card does: selection state, pending response, access rules, PIN
tries, and the journal of every command, so that tests can assert what was never sent. The service answers with the
codes that card.md 3.5 measured on the real stack.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counter.card import wire
from counter.card.errors import PcscCode, PcscError, Reason
from counter.card.image import AUTHENTICATED, FREE, SSSE_NAME, CardImage, Fault, Record
from counter.card.service import SlotState, patiently
from counter.domain.errors import CardError

SIMULATED_READER = "Simulated reader 00 00"

_OK = b"\x90\x00"
_AT_DATA = frozenset({"wrong_tag", "long_length", "short", "overlong", "zero_length", "all_00", "all_FF", "garbage"})
"""They spoil data: at a command that is answered by a status word alone, they wait for the next one."""
_LASTING = frozenset({"endless_61", "endless_6C", "mute"})
"""From their command on: power off and on again does not cure them."""


@dataclass(frozen=True, slots=True)
class Play:
    """What a card does about one command.

    response: None when no answer ever comes; delay: seconds before it; leave: `before`, `during` or `after` the command
    the card is pulled; swap: the file of the card that comes instead; code: PC/SC code that the caller sees.
    """

    response: bytes | None
    delay: float = 0
    leave: str = ""
    swap: str = ""
    code: int = PcscCode.SUCCESS


class SoftwareCard:
    """One card in one insertion."""

    def __init__(self, image: CardImage, faults: tuple[Fault, ...] = ()) -> None:
        self.image = image
        self.journal: list[bytes] = []
        self._faults = list(image.faults + faults)
        self._tries = image.pin_tries
        self._external_key = False
        self.reset()

    def reset(self) -> None:
        """Power on: whatever was selected is forgotten."""
        self._in_environment = False
        self._records: tuple[Record, ...] | None = None
        self._pending = b""
        self._external_key = False

    def play(self, command: bytes) -> Play:
        """Answer one command as the image and its fault script say."""
        self.journal.append(command)
        number = len(self.journal)
        answer = self._answer(command)
        for fault in self._faults:
            late = number > fault.at and (fault.kind in _LASTING or fault.kind in _AT_DATA)
            if (number == fault.at or late) and not (fault.kind in _AT_DATA and len(answer) < 4):
                if fault.kind not in _LASTING:
                    self._faults.remove(fault)
                if fault.kind == "reset":
                    self.reset()
                return _spoilt(fault, answer, number)
        return Play(answer)

    def _answer(self, command: bytes) -> bytes:
        if self.image.every is not None:
            return self.image.every.to_bytes(2, "big")
        if len(command) < 4:
            return b"\x67\x00"
        cla, ins, p1, p2 = command[:4]
        if cla != 0x00:
            return b"\x6e\x00"
        match ins:
            case 0xA4:
                return self._select(p1, command)
            case 0xB2:
                return self._read_record(p1, p2, command[4] if len(command) > 4 else 0)
            case 0xC0:
                return self._get_response(command[4] if len(command) > 4 else 0)
            case 0x20:
                return self._verify_pin()
            case 0x84:
                return self._with_length(b"\x5a" * 8, command[4] if len(command) > 4 else 0)
            case 0x82:
                self._external_key = True
                return _OK
        return b"\x6d\x00"

    def _select(self, p1: int, command: bytes) -> bytes:
        length = command[4] if len(command) > 4 else 0
        name = command[5 : 5 + length]
        if len(name) != length or (self.image.mode == "t0" and len(command) > 5 + length):
            return b"\x67\x00"
        if p1 == 0x04:
            if name != SSSE_NAME:
                return b"\x6a\x82"
            if self.image.select is not None:
                return self.image.select.to_bytes(2, "big")
            self._in_environment, self._records = True, None
            return self._offer(b"\x6f\x16\x84\x0f" + SSSE_NAME + bytes.fromhex("A50388011E"))
        if name == b"\x3f\x00" and p1 == 0x00:
            self._in_environment = False
            return b"\x6a\x82" if self.image.master is None else self._offer(self.image.master)
        if f"p1_{p1:02x}" in self.image.refuse or p1 not in (0x00, 0x02):
            return b"\x6a\x86"
        number = int.from_bytes(name, "big")
        if number not in self.image.files or not (self._in_environment or self.image.master is not None):
            return b"\x6a\x82"
        self._records = self.image.files[number]
        return self._offer(b"\x6f\x04\x83\x02" + name)

    def _offer(self, answer: bytes) -> bytes:
        """Response data of a case-4 command: by GET RESPONSE on strict T=0, at once otherwise."""
        if self.image.mode != "t0":
            return answer + _OK
        self._pending = answer
        return bytes((0x61, len(answer)))

    def _get_response(self, length: int) -> bytes:
        answer, self._pending = self._pending, b""
        if not answer:
            return b"\x69\x85"
        if length not in (0, len(answer)):
            self._pending = answer
            return bytes((0x6C, len(answer)))
        return answer + _OK

    def _read_record(self, p1: int, p2: int, length: int) -> bytes:
        if self._records is None:
            return b"\x69\x86"
        mode = p2 & 0x07
        if mode == 0x05:
            if "all" in self.image.refuse:
                return b"\x6a\x86"
            free = [record for record in self._records if self._allowed(record)]
            return self._with_length(b"".join(map(_spelled, free)), length)
        if mode == 0x04:
            record = self._records[p1 - 1] if 1 <= p1 <= len(self._records) else None
        elif "tag" in self.image.refuse:
            return b"\x6a\x81"
        else:
            found = [record for record in self._records if record.tag == p1 and "tag_absent" not in self.image.refuse]
            record = found[0] if found else None
        if record is None:
            return b"\x6a\x83"
        if not self._allowed(record):
            return b"\x69\x82"
        if self.image.mode == "le_value" and mode == 0x00:
            return self._with_length(record.value, length, strict=True)
        return self._with_length(_spelled(record), length)

    def _allowed(self, record: Record) -> bool:
        return record.access == FREE or (record.access == AUTHENTICATED and self._external_key)

    def _with_length(self, answer: bytes, length: int, *, strict: bool = False) -> bytes:
        strict = strict or self.image.mode == "t0"
        if length == len(answer) & 0xFF or (length == 0 and not strict):
            return answer + _OK
        return bytes((0x6C, len(answer) & 0xFF))

    def _verify_pin(self) -> bytes:
        if self._tries == 0:
            return b"\x69\x83"
        self._tries -= 1
        return bytes((0x63, 0xC0 | self._tries)) if self._tries else b"\x69\x83"


def _spelled(record: Record) -> bytes:
    return bytes((record.tag, len(record.value))) + record.value


def _spoilt(fault: Fault, answer: bytes, number: int) -> Play:
    """An answer after a fault was at it."""
    match fault.kind:
        case "delay":
            return Play(answer, delay=fault.seconds)
        case "mute":
            return Play(None)
        case "remove_before" | "remove_during" | "remove_after":
            return Play(answer, leave=fault.kind.removeprefix("remove_"))
        case "swap":
            return Play(answer, leave="during", swap=fault.card)
        case "empty":
            return Play(b"")
        case "one_byte":
            return Play(answer[:1])
        case "wrong_tag":
            return Play(bytes((answer[0] ^ 0x40,)) + answer[1:])
        case "long_length":
            return Play(answer[:1] + b"\xfe" + answer[2:])
        case "short":
            return Play(answer[: (len(answer) - 2) // 2] + _OK)
        case "overlong":
            return Play(answer[:-2] + bytes(range(200)) + _OK)
        case "zero_length":
            return Play(answer[:1] + b"\0" + _OK)
        case "all_00" | "all_FF":
            return Play(bytes.fromhex(fault.kind[-2:]) * (len(answer) - 2) + _OK)
        case "6F00" | "6F00_once" | "6581" | "6100" | "6C00":
            return Play(bytes.fromhex(fault.kind[:4]))
        case "unheard_of":
            return Play(b"\x9e\x42")
        case "endless_61":
            return Play(b"\x41\x42\x61\x10")
        case "endless_6C":
            return Play(b"\x6c\x10")
        case "reset":
            return Play(answer, code=PcscCode.RESET_CARD)
    chance = random.Random(f"{fault.seconds}/{number}")  # noqa: S311 - reproducible noise, no secret
    noise = chance.randbytes(chance.randint(0, 60))
    if fault.kind == "garbage":
        return Play(noise + _OK)
    assert fault.kind == "random"
    return Play(noise)


class SimulatedSlot:
    """One slot. Cards are put in and pulled from any thread.

    refusals: codes that the next attempts to connect get, first to last: a bouncing card, a reader held by others.
    events: insertions and removals so far. baud: speed of the line that exchanges take their time on, 0 none at all.
    """

    def __init__(self, load: Callable[[str], CardImage], changed: threading.Condition) -> None:
        self.changed = changed
        self.card: SoftwareCard | None = None
        self.refusals: list[int] = []
        self.events = 0
        self.baud = 0
        self.plugged = True
        self._load = load

    def insert(self, image: CardImage, faults: tuple[Fault, ...] = ()) -> SoftwareCard:
        """Put a card in; one that is in the slot is pulled first."""
        self.pull()
        with self.changed:
            self.card = SoftwareCard(image, faults)
            self.events += 1
            self.changed.notify_all()
            return self.card

    def pull(self) -> None:
        """Take the card out."""
        with self.changed:
            if self.card is not None:
                self.card = None
                self.events += 1
                self.changed.notify_all()

    def state(self) -> SlotState:
        """The slot as the service reports it."""
        with self.changed:
            return SlotState(self.card is not None, self.card is not None and not self.card.image.atr, self.events)

    def swap(self, card: str) -> None:
        """The seated card leaves and another comes at once."""
        self.insert(self._load(card))


class SimulatedService:
    """A service with one or more slots. `up` False plays a service that is not running."""

    simulated = True

    def __init__(self, load: Callable[[str], CardImage], names: tuple[str, ...] = (SIMULATED_READER,)) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.slots = {name: SimulatedSlot(load, self.changed) for name in names}
        self.generation = 0
        self.up = True

    def restart(self) -> None:
        """Contexts made before are dead from now on."""
        with self.changed:
            self.generation += 1
            self.changed.notify_all()

    def unplug(self, name: str) -> SimulatedSlot:
        """A reader is gone, with the card in it."""
        with self.changed:
            slot = self.slots.pop(name)
            slot.plugged = False
            self.changed.notify_all()
            return slot

    def plug(self, name: str, slot: SimulatedSlot) -> None:
        """A reader is back."""
        with self.changed:
            self.slots[name] = slot
            slot.plugged = True
            self.changed.notify_all()

    def establish(self) -> SimulatedContext:
        """A new context. Raises PcscError while the service is down."""
        if not self.up:
            raise PcscError(PcscCode.NO_SERVICE)
        return SimulatedContext(self)


class SimulatedContext:
    """One context of the simulated service."""

    def __init__(self, service: SimulatedService) -> None:
        self._service = service
        self._generation = service.generation
        self._cancelled = False

    def _check(self) -> None:
        if self._cancelled:
            raise PcscError(PcscCode.CANCELLED)
        if not self._service.up or self._generation != self._service.generation:
            raise PcscError(PcscCode.NO_SERVICE)

    def readers(self) -> tuple[str, ...]:
        """See `CardContext.readers`."""
        self._check()
        return tuple(self._service.slots)

    def wait(self, known: Mapping[str, SlotState], limit_ms: int) -> dict[str, SlotState]:
        """See `CardContext.wait`. A reader that arrives ends the waiting, too."""
        slots = self._service.slots

        def states() -> dict[str, SlotState]:
            self._check()
            if any(name not in slots for name in known):
                raise PcscError(PcscCode.UNKNOWN_READER)
            return {name: slots[name].state() for name in known}

        with self._service.changed:
            self._service.changed.wait_for(lambda: states() != known or slots.keys() != known.keys(), limit_ms / 1000)
            return states()

    def connect(self, reader: str, pause: Callable[[float], None] = time.sleep) -> SimulatedConnection:
        """See `CardContext.connect`."""
        return patiently(lambda: self._connect(reader), pause)

    def _connect(self, reader: str) -> SimulatedConnection:
        self._check()
        slot = self._service.slots.get(reader)
        if slot is None:
            raise PcscError(PcscCode.UNKNOWN_READER)
        if slot.refusals:
            raise PcscError(slot.refusals.pop(0))
        with slot.changed:
            if slot.card is None:
                raise PcscError(PcscCode.NO_CARD)
            if not slot.card.image.atr:
                raise PcscError(PcscCode.UNRESPONSIVE_CARD)
            return SimulatedConnection(slot, slot.card)

    def cancel(self) -> None:
        """See `CardContext.cancel`."""
        with self._service.changed:
            self._cancelled = True
            self._service.changed.notify_all()

    def release(self) -> None:
        """Nothing is held."""


class SimulatedConnection:
    """A connection to the card that sat in the slot when it was made."""

    def __init__(self, slot: SimulatedSlot, card: SoftwareCard) -> None:
        self._slot = slot
        self._card = card
        self._owed = 0.0

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        return self._card.image.atr

    def send_and_receive(self, command: bytes) -> bytes:
        """See `Connection`."""
        if not self._seated():
            raise PcscError(PcscCode.REMOVED_CARD).command_error()
        play = self._card.play(command)
        if play.code != PcscCode.SUCCESS:
            raise PcscError(play.code).command_error()
        if play.response is None or play.delay:
            with self._slot.changed:
                self._slot.changed.wait_for(lambda: not self._seated(), play.delay if play.response else None)
        elif self._slot.baud:
            self._take_line_time(wire.seconds(wire.characters(command, play.response), self._slot.baud))
        if play.leave and self._seated():
            if play.swap:
                self._slot.swap(play.swap)
            else:
                self._slot.pull()
        if (
            play.leave in ("before", "during")
            or play.response is None
            or (not self._seated() and play.leave != "after")
        ):
            raise PcscError(PcscCode.REMOVED_CARD).command_error()
        if len(play.response) < 2:
            raise CardError(Reason.REMOVED)
        return play.response

    def _take_line_time(self, seconds: float) -> None:
        """Wait as long as the line is busy; what one wait took too long, the next is shorter."""
        self._owed += seconds
        begun = time.perf_counter()
        with self._slot.changed:
            self._slot.changed.wait_for(lambda: not self._seated(), max(0.0, self._owed))
        self._owed -= time.perf_counter() - begun

    def _seated(self) -> bool:
        return self._slot.plugged and self._slot.card is self._card

    def reconnect(self) -> None:
        """See `CardConnection.reconnect`."""
        if not self._seated():
            raise PcscError(PcscCode.REMOVED_CARD)

    def close(self) -> None:
        """Nothing is held."""
