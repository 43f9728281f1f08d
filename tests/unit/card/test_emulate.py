"""`counter card emulate`: finds the card, and plays it where a vpcd listens."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

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


def test_plays_behind_the_vpcd_that_listens(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that asks for the answer to reset, as vpcd does (card.md 3.3)."""
    answers: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(emulate_module, "FIRST_PORT", server.getsockname()[1])

        def drive() -> None:
            while not answers:
                link = server.accept()[0]
                with link:
                    try:
                        link.sendall(struct.pack(">H", 1) + b"\x04")
                        length = struct.unpack(">H", link.recv(2))[0]
                        answers.append(link.recv(length))
                    except (OSError, struct.error):
                        continue  # the look whether somebody listens

        driver = threading.Thread(target=drive)
        driver.start()
        said: list[str] = []
        assert emulate(card_file("p02", cards_folder), said.append, seconds=0.5) == 0
        driver.join(5)
    assert answers[0].startswith(bytes.fromhex("3B6D0000"))
    assert "virtual reader of this machine" in said[0]


def test_says_what_is_missing(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def start(self) -> None:
            raise VirtualUnavailable("not installed: pcscd")

    monkeypatch.setattr(emulate_module, "VirtualStage", Nothing)
    with pytest.raises(CardError, match="not installed: pcscd"):
        emulate(card_file("p02", cards_folder), print, private=True)
