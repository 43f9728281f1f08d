"""`counter card emulate`: finds the card, and plays it where a vpcd listens."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from counter.card import emulate as emulate_module
from counter.card.emulate import card_file, emulate
from counter.card.virtual import VirtualUnavailable
from counter.domain.errors import CardError, FileProblems


def test_card_by_profile_and_by_file(cards_folder: Path, tmp_path: Path) -> None:
    assert card_file("p02", cards_folder).name == "p02.toml"
    other = tmp_path / "mine.toml"
    other.write_text("")
    assert card_file(str(other), cards_folder) == other.resolve()
    with pytest.raises(FileProblems, match="p01, p02"):
        card_file("nobody", cards_folder)


class Slots:
    """A vpcd with slots on ports that follow each other (card.md 3.3): takes one card each, and asks for its answer to
    reset; who comes next waits, connected and unheard, until the one before has left."""

    def __init__(self, count: int) -> None:
        self.answers: list[list[bytes]] = [[] for _ in range(count)]
        self._servers = self._consecutive(count)
        self.first_port = self._servers[0].getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, args=(n,), daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    @staticmethod
    def _consecutive(count: int) -> list[socket.socket]:
        while True:
            servers = [socket.create_server(("127.0.0.1", 0))]
            first = servers[0].getsockname()[1]
            try:
                servers += [socket.create_server(("127.0.0.1", first + number)) for number in range(1, count)]
            except OSError:
                for server in servers:
                    server.close()
                continue
            return servers

    def _serve(self, number: int) -> None:
        with contextlib.suppress(OSError):
            while True:
                link = self._servers[number].accept()[0]
                with link, contextlib.suppress(OSError, struct.error):
                    link.sendall(struct.pack(">H", 1) + b"\x04")
                    length = struct.unpack(">H", link.recv(2))[0]
                    self.answers[number].append(link.recv(length))
                    link.recv(1)  # until it leaves

    def close(self) -> None:
        for server in self._servers:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def slots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slots]:
    two = Slots(2)
    monkeypatch.setattr(emulate_module, "FIRST_PORT", two.first_port)
    monkeypatch.setattr(emulate_module, "_NOTICE_SECONDS", 0.4)
    yield two
    two.close()


class Played:
    """A card that is emulated on a thread until it is ended."""

    def __init__(self, file: Path, **options: Any) -> None:
        self.said: list[str] = []
        self.error: CardError | None = None
        self._file, self._options = file, options
        self._thread = threading.Thread(target=self._play)
        self._thread.start()
        until = time.monotonic() + 5
        while not self.said and self._thread.is_alive() and time.monotonic() < until:
            time.sleep(0.01)

    def _play(self) -> None:
        try:
            emulate(self._file, self.said.append, seconds=1.5, **self._options)
        except CardError as error:
            self.error = error

    def end(self) -> None:
        self._thread.join(10)


def test_each_card_goes_into_the_next_slot_that_is_free(cards_folder: Path, slots: Slots) -> None:
    first, second = (Played(card_file(stem, cards_folder)) for stem in ("p02", "p06"))
    third = Played(card_file("p01", cards_folder))
    for one in (first, second, third):
        one.end()
    assert all(answer[0].startswith(bytes.fromhex("3B6D0000")) for answer in slots.answers)
    assert "slot 1 of this machine's virtual reader" in first.said[0]
    assert "slot 2 of this machine's virtual reader" in second.said[0]
    assert third.said == []
    assert third.error is not None
    assert third.error.reason == "sharing"
    assert "slots 1 and 2" in third.error.hint


def test_a_slot_of_ones_own_choice(cards_folder: Path, slots: Slots) -> None:
    first = Played(card_file("p02", cards_folder), slot=2)
    second = Played(card_file("p06", cards_folder), slot=2)
    for one in (first, second):
        one.end()
    assert "slot 2 of" in first.said[0]
    assert slots.answers[0] == []
    assert second.said == []
    assert second.error is not None
    assert "slot 2" in second.error.hint


def test_a_slot_that_is_not_there(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Slots(1)
    monkeypatch.setattr(emulate_module, "FIRST_PORT", one.first_port)
    try:
        with pytest.raises(CardError, match="has no slot 2"):
            emulate(card_file("p02", cards_folder), print, slot=2)
    finally:
        one.close()


def test_says_what_is_missing(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def start(self) -> None:
            raise VirtualUnavailable("not installed: pcscd")

    monkeypatch.setattr(emulate_module, "VirtualStage", Nothing)
    with pytest.raises(CardError, match="not installed: pcscd"):
        emulate(card_file("p02", cards_folder), print, private=True)


def test_the_slot_of_a_private_reader_is_chosen_too(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, object]] = []

    class Stage:
        environment = MappingProxyType({"PCSCLITE_CSOCK_NAME": "x"})

        def start(self) -> None:
            """Started."""

        begin_stop = finish_stop = start

        def tell(self, line: dict[str, object]) -> None:
            told.append(line)

    monkeypatch.setattr(emulate_module, "VirtualStage", Stage)
    file = card_file("p02", cards_folder)
    said: list[str] = []
    for slot in (None, 2):
        assert emulate(file, said.append, private=True, slot=slot, seconds=0) == 0
    assert [line["slot"] for line in told] == [0, 1]
    assert "slot 2 of a private virtual reader" in said[3]
