"""The desk's ID reader: opened for a read, given back, and ended at a word, whatever the reader does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from sdt_emulator import Emulator, text_block

from counter.card.id_desk import DeskIdReader
from counter.card.id_virtual import VirtualIdReader
from counter.card.sdt import Command, request
from counter.domain.errors import IdReaderProblem
from counter.domain.identity import IdDocument, RawDocument, Sex
from counter.settings import resources_folder
from counter.training import build_centre, id_documents

TODAY = date(2026, 11, 22)
DOCUMENT = IdDocument(
    "张三丰", Sex.MALE, "01", date(1990, 1, 1), "某市某路一号", "990101199001010019", "某市公安局",
    date(2015, 1, 1), None, "某市新路二号",
)  # fmt: skip


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    running = Emulator(text_block())
    yield running
    running.close()


@pytest.fixture
def virtual() -> Iterator[VirtualIdReader]:
    running = VirtualIdReader({"one": DOCUMENT})
    yield running
    running.close()


def read(device: str, seconds: float = 1.0, cancelled: threading.Event | None = None) -> IdDocument | RawDocument:
    return DeskIdReader(device, lambda: TODAY).read(seconds, cancelled or threading.Event())


def test_a_document_is_read_and_the_port_given_back(emulator: Emulator) -> None:
    found = read(emulator.device)
    assert isinstance(found, IdDocument)
    emulator.lifted = True
    assert read(emulator.device) == found, "the port of the first read is free again"


@pytest.mark.parametrize("silent", [False, True])
def test_a_wait_ends_at_a_word(emulator: Emulator, silent: bool) -> None:
    emulator.block = None
    if silent:
        emulator.faults = dict.fromkeys(range(1, 50), lambda _reader, _answer: b"")
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    began = time.monotonic()
    with pytest.raises(IdReaderProblem) as caught:
        read(emulator.device, 30.0, cancelled)
    assert caught.value.reason == "cancelled"
    assert time.monotonic() - began < 1.0


def test_cancelled_before_it_began(emulator: Emulator) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(IdReaderProblem, match="cancelled"):
        read(emulator.device, 30.0, cancelled)


def test_no_device_is_said(tmp_path: object) -> None:
    with pytest.raises(IdReaderProblem, match="no_port"):
        read(f"{tmp_path}/nothing")


def test_the_virtual_reader_is_read_like_a_real_one(virtual: VirtualIdReader) -> None:
    with pytest.raises(IdReaderProblem, match="no_card"):
        read(virtual.device, 0.0)
    virtual.lay("one")
    assert read(virtual.device) == DOCUMENT
    with pytest.raises(IdReaderProblem, match="no_card"):
        read(virtual.device, 0.0)
    virtual.lay("one")
    assert read(virtual.device) == DOCUMENT, "lifted and laid down again"
    virtual.lift()
    with pytest.raises(IdReaderProblem, match="no_card"):
        read(virtual.device, 0.0)


def test_the_virtual_reader_says_what_it_does_not_know(virtual: VirtualIdReader) -> None:
    from counter.card.id_serial import SerialPort

    port = SerialPort(virtual.device)
    try:
        port.write(bytes.fromhex("AAAAAA96690003200323"))
        assert port.read(1.0)[9] == 0x21
        port.write(request(Command.SAM_NUMBER))
        assert len(port.read(1.0)) == 5 + 2 + 3 + 16 + 1
    finally:
        port.close()


def test_every_document_of_the_training_centre_can_be_read() -> None:
    documents = id_documents(build_centre(TODAY, resources_folder()))
    virtual = VirtualIdReader(documents)
    try:
        for face, document in documents.items():
            virtual.lay(face)
            found = read(virtual.device)
            assert isinstance(found, IdDocument), face
            assert found.id_number == document.id_number
            assert found.name == document.name[:15], "longer names are cut, as on real cards"
            assert set(found.warnings) <= {"expired"}
    finally:
        virtual.close()
