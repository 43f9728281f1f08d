"""The exchange with a card is bounded, and records parse or fail with one typed error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card.apdu import MAX_COMMANDS, MAX_RECORDS, Dialogue, parse_records
from counter.domain.errors import CardError


class Script:
    """Answers by a function of the command."""

    atr = b"\x3b\x00"

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self.sent: list[bytes] = []
        self._answer = answer

    def send_and_receive(self, command: bytes) -> bytes:
        self.sent.append(command)
        return self._answer(command)


def test_wrong_length_repeats_the_same_command() -> None:
    card = Script(lambda command: b"\x6c\x06" if command[4] == 0 else b"\x03\x042.00\x90\x00")
    assert Dialogue(card).send(0x00, 0xB2, 0x03, 0x00) == (b"\x03\x042.00", 0x9000)
    assert card.sent == [bytes.fromhex("00B2030000"), bytes.fromhex("00B2030006")]


def test_waiting_data_are_fetched_in_pieces() -> None:
    answers = [b"\x61\x02", b"ab\x61\x01", b"c\x90\x00"]
    card = Script(lambda command: answers.pop(0))
    assert Dialogue(card).send(0x00, 0xA4, 0x04, 0x00, b"name") == (b"abc", 0x9000)
    assert [command.hex() for command in card.sent] == ["00a40400046e616d65", "00c0000002", "00c0000001"]


def test_wrong_length_of_a_command_with_data_keeps_its_data() -> None:
    answers = [b"\x6c\x03", b"abc\x90\x00"]
    card = Script(lambda command: answers.pop(0))
    Dialogue(card).send(0x00, 0xA4, 0x04, 0x00, b"n")
    assert card.sent[1].hex() == "00a40400016e03"


def test_256_bytes_are_asked_for_as_00() -> None:
    answers = [b"\x61\x00", bytes(256) + b"\x90\x00"]
    card = Script(lambda command: answers.pop(0))
    assert len(Dialogue(card).send(0x00, 0xA4, 0x04, 0x00, b"n")[0]) == 256
    assert card.sent[1][4] == 0


def test_answer_of_no_interest_is_not_fetched() -> None:
    card = Script(lambda command: b"\x61\x10")
    assert Dialogue(card).send(0x00, 0xA4, 0x02, 0x00, b"\xef\x05", answer=False) == (b"", 0x9000)
    assert len(card.sent) == 1


@pytest.mark.parametrize("endless", [b"\x61\x10", b"\x6c\x10", b"x\x61\x00"])
def test_endless_follow_ups_end(endless: bytes) -> None:
    card = Script(lambda command: endless)
    with pytest.raises(CardError, match="damaged"):
        Dialogue(card).send(0x00, 0xB2, 0x01, 0x00)
    assert len(card.sent) == 9


def test_an_answer_cannot_grow_without_end() -> None:
    card = Script(lambda command: bytes(300) + b"\x61\x00")
    with pytest.raises(CardError, match="too long"):
        Dialogue(card).send(0x00, 0xB2, 0x01, 0x00)


def test_a_read_costs_at_most_40_commands() -> None:
    dialogue = Dialogue(Script(lambda command: b"\x90\x00"))
    for _ in range(MAX_COMMANDS):
        dialogue.send(0x00, 0xB2, 0x01, 0x00)
    with pytest.raises(CardError, match="too many"):
        dialogue.send(0x00, 0xB2, 0x01, 0x00)


@pytest.mark.parametrize("short", [b"", b"\x90"])
def test_short_answers_mean_that_the_card_is_gone(short: bytes) -> None:
    with pytest.raises(CardError) as caught:
        Dialogue(Script(lambda command: short)).send(0x00, 0xB2, 0x01, 0x00)
    assert caught.value.reason == "removed"


def test_public_trace_splits_into_its_records() -> None:
    raw = bytes.fromhex("0201330304322E3030050432303132" + "0000FF")
    assert parse_records(raw) == ((2, b"3"), (3, b"2.00"), (5, b"2012"))


@pytest.mark.parametrize("cut", ["02", "0205AA", "0304322E30"])
def test_cut_records_are_damage(cut: str) -> None:
    with pytest.raises(CardError, match="damaged"):
        parse_records(bytes.fromhex(cut))


def test_too_many_records_are_damage() -> None:
    with pytest.raises(CardError, match="damaged"):
        parse_records(b"\x01\x00" * (MAX_RECORDS + 1))


@given(st.binary(max_size=600))
def test_any_bytes_parse_or_are_damage(raw: bytes) -> None:
    try:
        records = parse_records(raw)
    except CardError as error:
        assert error.reason == "damaged"
    else:
        assert sum(2 + len(value) for _, value in records) <= len(raw)


@given(st.lists(st.tuples(st.integers(1, 254), st.binary(max_size=40)), max_size=MAX_RECORDS))
def test_records_come_back_as_written(records: list[tuple[int, bytes]]) -> None:
    raw = b"".join(bytes((tag, len(value))) + value for tag, value in records)
    assert parse_records(raw) == tuple(records)
