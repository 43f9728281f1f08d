"""Frames of the SDT protocol: the published ones, split, noisy and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.card.sdt import LENGTH_LIMIT, PREAMBLE, Answer, BadFrame, Command, Deframer, reason_of, request


def framed(counted_hex: str) -> bytes:
    return PREAMBLE + bytes.fromhex(counted_hex)


FOUND = framed("000800009F0000000097")
SELECTED = framed("000C00009000000000000000009C")


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (Command.FIND, "AAAAAA96690003200122"),
        (Command.SELECT, "AAAAAA96690003200221"),
        (Command.READ, "AAAAAA96690003300132"),
        (Command.READ_NEWEST_ADDRESS, "AAAAAA96690003300330"),
        (Command.SAM_NUMBER, "AAAAAA9669000312FFEE"),
    ],
)
def test_requests_are_the_published_ones(command: Command, frame: str) -> None:
    assert request(command).hex().upper() == frame


def test_published_answers() -> None:
    assert Deframer().feed(FOUND + SELECTED) == [Answer(0x9F, bytes(4)), Answer(0x90, bytes(8))]


@given(st.lists(st.integers(1, 5), max_size=20), st.binary(max_size=30).filter(lambda noise: b"\xaa" not in noise))
def test_split_anywhere_and_noise_before(cuts: list[int], noise: bytes) -> None:
    stream, frames, found = noise + FOUND + noise + SELECTED, Deframer(), []
    for cut in [*cuts, len(stream)]:
        found += frames.feed(stream[:cut])
        stream = stream[cut:]
    assert found == [Answer(0x9F, bytes(4)), Answer(0x90, bytes(8))]


def test_a_bad_check_byte_is_said_and_does_not_cost_the_next_frame() -> None:
    bad = FOUND[:-1] + b"\x00"
    assert Deframer().feed(bad + FOUND) == [BadFrame(), Answer(0x9F, bytes(4))]


def test_noise_that_looks_like_a_long_frame_hides_nothing_for_ever() -> None:
    frames = Deframer()
    assert frames.feed(PREAMBLE + b"\x05\x08" + FOUND) == []
    assert frames.rest() == [Answer(0x9F, bytes(4))]
    assert frames.rest() == []


@pytest.mark.parametrize("length", [0, 3, LENGTH_LIMIT + 1, 0xFFFF])
def test_impossible_lengths_are_noise(length: int) -> None:
    assert Deframer().feed(PREAMBLE + length.to_bytes(2, "big") + FOUND) == [Answer(0x9F, bytes(4))]


def test_a_preamble_with_more_of_its_first_byte() -> None:
    assert Deframer().feed(b"\xaa\xaa" + FOUND) == [Answer(0x9F, bytes(4))]


def test_endless_noise_is_not_kept() -> None:
    frames = Deframer()
    for _ in range(1000):
        assert frames.feed(b"\x96\x69\xaa" * 1000) == []
    assert len(frames._pending) < 10


@given(st.binary(max_size=3000))
def test_whatever_arrives_makes_frames_or_nothing(stream: bytes) -> None:
    frames = Deframer()
    for found in [*frames.feed(PREAMBLE + stream), *frames.rest()]:
        assert isinstance(found, Answer | BadFrame)


def test_an_answer_to_another_command_does_not_fit() -> None:
    assert Command.FIND.fits(Answer(0x9F, bytes(4)))
    assert not Command.FIND.fits(Answer(0x90, bytes(8)))
    assert not Command.READ.fits(Answer(0x90, bytes(8)))
    assert not Command.SELECT.fits(Answer(0x9F, bytes(4)))
    assert Command.READ.fits(Answer(0x41))


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((0x10, "garbled"), (0x11, "garbled"), (0x21, "not_understood"), (0x24, "not_understood")),
        *((0x31, "not_genuine"), (0x32, "not_genuine"), (0x33, "not_genuine"), (0x40, "wrong_card")),
        *((0x41, "lift_again"), (0x47, "reader_fault"), (0x60, "reader_fault"), (0x66, "reader_fault")),
        *((0x80, "no_card"), (0x81, "lift_again"), (0x77, "unknown_code")),
    ],
)
def test_return_codes_have_words(status: int, reason: str) -> None:
    assert reason_of(status) == reason
