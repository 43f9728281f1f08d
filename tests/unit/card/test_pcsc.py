"""The raw PC/SC calls against a fake binding: codes, disposition, words of state; and life without the binding."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from counter.card.errors import PcscCode, PcscError
from counter.card.pcsc import PcscContext, PcscService
from counter.card.service import UNKNOWN_SLOT, SlotState
from counter.domain.errors import CardError

PNP = "\\\\?PnP?\\Notification"


class Binding(SimpleNamespace):
    """The names of `smartcard.scard` that are used, with scripted answers and a list of calls."""

    def __init__(self, **answers: Any) -> None:
        super().__init__(
            SCARD_SCOPE_USER=0, SCARD_SHARE_SHARED=2, SCARD_SHARE_DIRECT=3, SCARD_UNPOWER_CARD=2,
            SCARD_PROTOCOL_T0=1, SCARD_PROTOCOL_T1=2, SCARD_LEAVE_CARD=0,
            SCARD_PCI_T0=10, SCARD_PCI_T1=11,
        )  # fmt: skip
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self._answers: dict[str, Any] = {
            "SCardEstablishContext": (0, 77),
            "SCardListReaders": (0, ["r 00"]),
            "SCardConnect": (0, 5, 1),
            "SCardBeginTransaction": 0,
            "SCardStatus": (0, "r 00", 0, 1, [0x3B, 0x00]),
            "SCardTransmit": (0, [0x90, 0x00]),
            "SCardReconnect": (0, 2),
            "SCardEndTransaction": 0,
            "SCardDisconnect": 0,
            "SCardReleaseContext": 0,
            "SCardCancel": 0,
            **answers,
        }

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("SCard"):
            raise AttributeError(name)

        def call(*arguments: Any) -> Any:
            self.calls.append((name, arguments))
            answer = self._answers[name]
            return answer.pop(0) if isinstance(answer, list) else answer

        return call

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]


def context(**answers: Any) -> tuple[PcscContext, Binding]:
    binding = Binding(**answers)
    return PcscContext(binding, 77), binding  # type: ignore[arg-type]


def test_no_readers_is_no_error() -> None:
    assert context(SCardListReaders=(0x8010002E - (1 << 32), []))[0].readers() == ()


def test_service_lost_while_listing() -> None:
    with pytest.raises(PcscError) as caught:
        context(SCardListReaders=(0x8010001D, []))[0].readers()
    assert caught.value.code == PcscCode.NO_SERVICE


def test_state_words_go_back_as_they_came() -> None:
    word = 3 << 16 | 0x0122 | 0x0002
    states = [(0, [("r 00", word, []), (PNP, 0x10002, [])]), (0x8010000A, [])]
    pcsc, binding = context(SCardGetStatusChange=states)
    seen = pcsc.wait({"r 00": UNKNOWN_SLOT}, 2000)
    assert seen == {"r 00": SlotState(present=True, mute=False, events=3)}
    assert pcsc.wait(seen, 2000) == seen
    first, second = (arguments[2] for _, arguments in binding.calls)
    assert dict(first) == {"r 00": 0, PNP: 0}
    assert dict(second) == {"r 00": word & ~2, PNP: 0x10000}


def test_a_forgotten_reader_is_asked_afresh() -> None:
    states = [(0, [("r 00", 0x22, [])]), (0, [("r 00", 0x22, [])])]
    pcsc, binding = context(SCardGetStatusChange=states)
    pcsc.wait({"r 00": UNKNOWN_SLOT}, 1)
    pcsc.wait({"r 00": UNKNOWN_SLOT}, 1)
    assert dict(binding.calls[1][1][2])["r 00"] == 0


@pytest.mark.parametrize("word", [0x0004, 0x0008])
def test_an_unplugged_reader(word: int) -> None:
    pcsc, _ = context(SCardGetStatusChange=(0, [("r 00", word, [])]))
    with pytest.raises(PcscError) as caught:
        pcsc.wait({"r 00": UNKNOWN_SLOT}, 1)
    assert caught.value.code == PcscCode.UNKNOWN_READER


def test_no_more_than_16_readers_are_asked_about() -> None:
    states = [(f"r {number:02d}", 0x12, []) for number in range(16)]
    pcsc, binding = context(SCardGetStatusChange=(0, states))
    pcsc.wait({name: UNKNOWN_SLOT for name, _, _ in states}, 1)
    assert len(binding.calls[0][1][2]) == 16


def test_without_plug_events_the_limit_finds_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    pcsc, binding = context()
    assert pcsc.wait({}, 1) == {}
    assert binding.calls == []


def test_connecting_is_shared_in_a_transaction_and_leaves_the_card() -> None:
    pcsc, binding = context()
    connection = pcsc.connect("r 00")
    assert connection.atr == b"\x3b\x00"
    assert connection.send_and_receive(b"\x00\xb2\x01\x04\x00") == b"\x90\x00"
    connection.close()
    assert binding.calls == [
        ("SCardConnect", (77, "r 00", 2, 3)),
        ("SCardBeginTransaction", (5,)),
        ("SCardStatus", (5,)),
        ("SCardTransmit", (5, 10, [0x00, 0xB2, 0x01, 0x04, 0x00])),
        ("SCardEndTransaction", (5, 0)),
        ("SCardDisconnect", (5, 0)),
    ]


def test_protocols_are_tried_one_by_one() -> None:
    pcsc, binding = context(SCardConnect=[(0x8010000F, 0, 0), (0x8010000F, 0, 0), (0, 5, 2)])
    pcsc.connect("r 00").send_and_receive(b"\x00")
    assert [arguments[3] for name, arguments in binding.calls if name == "SCardConnect"] == [3, 1, 2]
    assert binding.calls[-1] == ("SCardTransmit", (5, 11, [0]))


def test_a_failed_transaction_gives_the_handle_back() -> None:
    pcsc, binding = context(SCardBeginTransaction=0x80100069)
    with pytest.raises(PcscError):
        pcsc.connect("r 00")
    assert binding.names()[-1] == "SCardDisconnect"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((0, []), "removed"),
        ((0, [0x90]), "removed"),
        ((0x80100069, []), "removed"),
        ((0x80100016, []), "removed"),
        ((0x80100068 - (1 << 32), []), "reset"),
        ((0x8010001D, []), "service_missing"),
        ((0x80100001, []), "chip_fault"),
    ],
)
def test_transmit_failures_are_card_errors(answer: tuple[int, list[int]], reason: str) -> None:
    pcsc, _ = context(SCardTransmit=answer)
    with pytest.raises(CardError) as caught:
        pcsc.connect("r 00").send_and_receive(b"\x00")
    assert caught.value.reason == reason


def test_reconnecting_takes_the_transaction_again() -> None:
    pcsc, binding = context()
    connection = pcsc.connect("r 00")
    connection.reconnect()
    connection.send_and_receive(b"\x00")
    assert binding.names()[3:6] == ["SCardReconnect", "SCardBeginTransaction", "SCardStatus"]
    assert binding.calls[-1][1][1] == 11
    pcsc.cancel()
    pcsc.release()
    assert binding.names()[-2:] == ["SCardCancel", "SCardReleaseContext"]


def test_service_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType("smartcard")
    package.scard = Binding(SCardEstablishContext=(0x8010001D, 0))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "smartcard", package)
    with pytest.raises(PcscError) as caught:
        PcscService().establish()
    assert caught.value.service_error().reason == "service_missing"


def test_binding_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard", None)
    with pytest.raises(PcscError) as caught:
        PcscService().establish()
    assert caught.value.service_error().reason == "service_missing"


@pytest.mark.parametrize("code", [0x80100065, 0x80100067])
def test_a_card_that_is_not_understood_loses_its_power_once(code: int) -> None:
    pcsc, binding = context(SCardConnect=[(code, 0, 0), (0, 5, 0)])
    pcsc.connect("r 00")
    assert [call for call in binding.calls if call[0] in ("SCardConnect", "SCardReconnect")] == [
        ("SCardConnect", (77, "r 00", 2, 3)),
        ("SCardConnect", (77, "r 00", 3, 0)),
        ("SCardReconnect", (5, 2, 3, 2)),
    ]


def test_what_is_not_understood_without_power_either_is_refused_after_one_cold_start() -> None:
    pcsc, binding = context(SCardConnect=[(0x80100065, 0, 0), (0, 5, 0)], SCardReconnect=(0x80100065, 0))
    with pytest.raises(PcscError) as caught:
        pcsc.connect("r 00", lambda _seconds: None)
    assert caught.value.connect_error().reason == "unsupported"
    assert binding.names() == ["SCardConnect", "SCardConnect", "SCardReconnect", "SCardDisconnect"]
