"""The real PC/SC service by raw calls; the only module that imports smartcard.

pyscard's monitors are not used (they end silently when the service dies) and neither are its connection classes (they
reset the card for everybody when they are collected): shared mode, one transaction for a read, the card is left as it
is (card.md 3.5 to 3.7). Without the pyscard binary or the service every call answers NO_SERVICE.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Mapping
from types import ModuleType

from counter.card.errors import PcscCode, PcscError, Reason
from counter.card.service import UNKNOWN_SLOT, SlotState, patiently
from counter.domain.errors import CardError

_MOST_READERS = 16
"""pcsc-lite refuses to be asked about more, the pseudo reader included."""

_PNP_READER = "\\\\?PnP?\\Notification"
_COLD_START = frozenset({PcscCode.UNSUPPORTED_CARD, PcscCode.UNPOWERED_CARD})
"""What taking its power off may cure, once (card.md 3.8)."""

_CHANGED, _UNKNOWN, _UNAVAILABLE, _PRESENT, _MUTE = 0x0002, 0x0004, 0x0008, 0x0020, 0x0200


def _scard() -> ModuleType:
    """The binding. Raises PcscError NO_SERVICE where it is not installed or its library is missing."""
    try:
        from smartcard import scard
    except ImportError:
        raise PcscError(PcscCode.NO_SERVICE) from None
    binding: ModuleType = scard
    return binding


def _check(code: int) -> None:
    code &= 0xFFFFFFFF
    if code != PcscCode.SUCCESS:
        raise PcscError(code)


class PcscService:
    """The machine's smart-card service."""

    simulated = False

    def establish(self) -> PcscContext:
        """A new context. Raises PcscError."""
        scard = _scard()
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _check(code)
        return PcscContext(scard, context)


class PcscContext:
    """One PC/SC context."""

    def __init__(self, scard: ModuleType, context: int) -> None:
        self._scard = scard
        self._context = context
        # macOS has no pseudo reader for arriving readers; there the limit of `wait` finds them.
        self._plug_events = sys.platform != "darwin"
        # State words as the service gave them, by reader: given back as they came, because it compares bits (in use,
        # and on newer services a counter of its own) that mean nothing here and would otherwise answer without end.
        self._words: dict[str, int] = {}

    def readers(self) -> tuple[str, ...]:
        """Names of the readers; none is an empty tuple, not an error."""
        code, names = self._scard.SCardListReaders(self._context, [])
        if code & 0xFFFFFFFF == PcscCode.NO_READERS:
            return ()
        _check(code)
        return tuple(names)

    def wait(self, known: Mapping[str, SlotState], limit_ms: int) -> dict[str, SlotState]:
        """See `CardContext.wait`. A reader that is unplugged raises UNKNOWN_READER."""
        asked = [(name, self._words.get(name, 0) if state != UNKNOWN_SLOT else 0) for name, state in known.items()]
        if self._plug_events and len(asked) < _MOST_READERS:
            asked.append((_PNP_READER, self._words.get(_PNP_READER, 0)))
        if not asked:
            time.sleep(limit_ms / 1000)
            return {}
        code, states = self._scard.SCardGetStatusChange(self._context, limit_ms, asked)
        if code & 0xFFFFFFFF == PcscCode.TIMEOUT:
            return dict(known)
        _check(code)
        self._words = {name: word & ~_CHANGED for name, word, _atr in states}
        words = {name: word for name, word in self._words.items() if name != _PNP_READER}
        if any(word & (_UNAVAILABLE | _UNKNOWN) for word in words.values()):
            raise PcscError(PcscCode.UNKNOWN_READER)
        return {
            name: SlotState(bool(word & _PRESENT), bool(word & _MUTE), word >> 16 & 0xFFFF)
            for name, word in words.items()
        }

    def connect(self, reader: str, pause: Callable[[float], None] = time.sleep) -> PcscConnection:
        """See `CardContext.connect`."""
        tried_cold = False

        def attempt() -> PcscConnection:
            nonlocal tried_cold
            try:
                return PcscConnection(self._scard, self._context, reader)
            except PcscError as error:
                if error.code not in _COLD_START or tried_cold:
                    raise
                tried_cold = True
                with contextlib.suppress(PcscError):
                    return PcscConnection(self._scard, self._context, reader, cold=True)
                raise

        return patiently(attempt, pause)

    def cancel(self) -> None:
        """See `CardContext.cancel`."""
        self._scard.SCardCancel(self._context)

    def release(self) -> None:
        """See `CardContext.release`."""
        self._scard.SCardReleaseContext(self._context)


class PcscConnection:
    """One shared handle with a transaction open. cold: take the power off the card first, and give it back."""

    def __init__(self, scard: ModuleType, context: int, reader: str, *, cold: bool = False) -> None:
        self._scard = scard
        either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        if cold:
            code, card, _none = scard.SCardConnect(context, reader, scard.SCARD_SHARE_DIRECT, 0)
            _check(code)
            code, protocol = scard.SCardReconnect(card, scard.SCARD_SHARE_SHARED, either, scard.SCARD_UNPOWER_CARD)
            if code & 0xFFFFFFFF != PcscCode.SUCCESS:
                scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        else:
            code, card, protocol = scard.SCardConnect(context, reader, scard.SCARD_SHARE_SHARED, either)
            for single in (scard.SCARD_PROTOCOL_T0, scard.SCARD_PROTOCOL_T1):
                if code & 0xFFFFFFFF != PcscCode.PROTOCOL_MISMATCH:
                    break
                code, card, protocol = scard.SCardConnect(context, reader, scard.SCARD_SHARE_SHARED, single)
        _check(code)
        self._card = card
        self._protocol = protocol
        try:
            self._begin()
        except PcscError:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
            raise

    def _begin(self) -> None:
        _check(self._scard.SCardBeginTransaction(self._card))
        code, _reader, _state, _protocol, atr = self._scard.SCardStatus(self._card)
        _check(code)
        self._atr = bytes(atr)

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        return self._atr

    def send_and_receive(self, command: bytes) -> bytes:
        """See `Connection`. Success without data is how a card pulled within a command shows itself (card.md 3.5)."""
        pci = self._scard.SCARD_PCI_T1 if self._protocol == self._scard.SCARD_PROTOCOL_T1 else self._scard.SCARD_PCI_T0
        code, response = self._scard.SCardTransmit(self._card, pci, list(command))
        code &= 0xFFFFFFFF
        if code != PcscCode.SUCCESS:
            raise PcscError(code).command_error()
        if len(response) < 2:
            raise CardError(Reason.REMOVED)
        return bytes(response)

    def reconnect(self) -> None:
        """See `CardConnection.reconnect`."""
        scard = self._scard
        either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, self._protocol = scard.SCardReconnect(
            self._card, scard.SCARD_SHARE_SHARED, either, scard.SCARD_LEAVE_CARD
        )
        _check(code)
        self._begin()

    def close(self) -> None:
        """See `CardConnection.close`: failures mean that there is nothing left to close."""
        self._scard.SCardEndTransaction(self._card, self._scard.SCARD_LEAVE_CARD)
        self._scard.SCardDisconnect(self._card, self._scard.SCARD_LEAVE_CARD)
