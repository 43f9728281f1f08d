"""Which reader comes out of which wish."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from counter.card import opening
from counter.card.opening import open_reader, physical_reader_answers
from counter.card.virtual import VirtualUnavailable


class NoStage:
    def start(self) -> None:
        raise VirtualUnavailable("not installed: vpcd")


class Stage:
    def __init__(self) -> None:
        self.environment = {"PCSCLITE_CSOCK_NAME": "/nowhere"}

    def start(self) -> None:
        """Ready at once."""

    def tell(self, line: object) -> None:
        """Nobody listens."""


def test_unknown_mode(cards_folder: Path) -> None:
    with pytest.raises(ValueError, match="magic"):
        open_reader("magic", cards_folder)


def test_physical_readers_have_no_tray(cards_folder: Path) -> None:
    opened = open_reader("pcsc", cards_folder)
    assert (opened.tray, opened.mode) == (None, "pcsc")


def test_auto_takes_a_physical_reader(cards_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "physical_reader_answers", lambda: True)
    assert open_reader("auto", cards_folder).mode == "pcsc"


@pytest.mark.parametrize("mode", ["auto", "virtual"])
def test_virtual_when_there_is_none(cards_folder: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setattr(opening, "physical_reader_answers", lambda: False)
    monkeypatch.setattr(opening, "VirtualStage", Stage)
    opened = open_reader(mode, cards_folder)
    assert opened.mode == "virtual"
    assert opened.tray is not None


@pytest.mark.parametrize("mode", ["auto", "virtual", "simulated"])
def test_simulated_when_rights_are_missing(
    cards_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, mode: str
) -> None:
    monkeypatch.setattr(opening, "physical_reader_answers", lambda: False)
    monkeypatch.setattr(opening, "VirtualStage", NoStage)
    opened = open_reader(mode, cards_folder)
    assert opened.mode == "simulated"
    assert opened.tray is not None
    assert ("vpcd" in caplog.text) == (mode != "simulated")


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        ([], False),
        (["Virtual PCD 00 00", "Virtual PCD 00 01"], False),
        (["Virtual PCD 00 00", "Desk reader 00 00"], True),
    ],
)
def test_only_a_real_reader_counts(monkeypatch: pytest.MonkeyPatch, names: list[str], answer: bool) -> None:
    def run(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 0, json.dumps({"readers": names}).encode())

    monkeypatch.setattr(subprocess, "run", run)
    assert physical_reader_answers({"PCSCLITE_CSOCK_NAME": "x"}) is answer


def test_a_service_that_hangs_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[bytes]:
        raise subprocess.TimeoutExpired("worker", 3)

    monkeypatch.setattr(subprocess, "run", run)
    assert physical_reader_answers({}) is False


def test_without_a_service_nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(opening, "SERVICE_SOCKET", tmp_path / "none")
    monkeypatch.delenv("PCSCLITE_CSOCK_NAME", raising=False)
    monkeypatch.setattr(subprocess, "run", None)
    assert physical_reader_answers() is False


def test_the_worker_lists_readers_even_without_a_service() -> None:
    assert physical_reader_answers({"PCSCLITE_CSOCK_NAME": "/nowhere/pcscd.comm"}) is False


def test_a_machine_without_a_free_process_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert physical_reader_answers({}) is False
