"""200,000 and more mutated answers and records: a read, or one typed error, in bounded time and commands."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import date

from counter.card import fields
from counter.card.apdu import MAX_COMMANDS, parse_records
from counter.card.errors import WARNINGS, Reason
from counter.card.image import CardImage
from counter.card.member_card import MemberCard
from counter.card.simulated import SoftwareCard
from counter.domain.errors import CardError

TODAY = date(2026, 11, 21)
RECORD_INPUTS = 150_000
ANSWER_INPUTS = 60_000


def mutated(chance: random.Random, raw: bytes) -> bytes:
    """A few bytes changed, cut, doubled or made up."""
    grown = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(grown) + 1)
        match chance.randrange(6):
            case 0:
                grown[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del grown[at:]
            case 2:
                grown[at:at] = grown[:at]
            case 3:
                grown[at:at] = chance.randbytes(chance.randrange(8))
            case 4 if grown:
                grown[at % len(grown)] ^= 1 << chance.randrange(8)
            case _:
                grown[at : at + 2] = chance.choice((b"\x61\x10", b"\x6c\x00", b"\x90\x00", b"\x69\x82", b"\xff\xff"))
    return bytes(grown[:4096])


def test_mutated_records(image: Callable[[str], CardImage]) -> None:
    mutate_records(image, 1)


def mutate_records(image: Callable[[str], CardImage], seed: int) -> None:
    """Records that were changed; `tests/card_fuzz.py` goes on with other seeds."""
    chance = random.Random(seed)
    seeds = [
        b"".join(bytes((record.tag, len(record.value))) + record.value for record in records)
        for stem in ("p01", "p02", "p03", "p05")
        for records in image(stem).files.values()
    ]
    decoders = (fields.text, fields.name, fields.digits, fields.day, fields.sex, fields.identification_code)
    parsed = 0
    for _ in range(RECORD_INPUTS):
        raw = mutated(chance, chance.choice(seeds))
        try:
            records = parse_records(raw)
        except CardError as error:
            assert error.reason == Reason.DAMAGED
            continue
        parsed += 1
        for _, value in records[:3]:
            with contextlib.suppress(fields.Unreadable):
                chance.choice(decoders)(value)
    assert 1000 < parsed < RECORD_INPUTS


def test_mutated_answers(image: Callable[[str], CardImage]) -> None:
    mutate_answers(image, 2)


def mutate_answers(image: Callable[[str], CardImage], seed: int) -> None:
    """Whole reads in which every answer may be changed, until so many answers were changed."""
    chance = random.Random(seed)
    images = [image(stem) for stem in ("p01", "p02", "p05", "p06", "p16-scan-only", "p10", "p15-legacy")]
    changed, outcomes = 0, set()
    while changed < ANSWER_INPUTS:
        software = SoftwareCard(chance.choice(images))
        odds = chance.choice((0.02, 0.1, 0.5, 1.0))

        class Mutating:
            atr = software.image.atr

            def send_and_receive(self, command: bytes) -> bytes:
                nonlocal changed
                answer = software.play(command).response or b""  # noqa: B023 - used within this turn only
                if chance.random() >= odds:  # noqa: B023
                    return answer
                changed += 1
                return mutated(chance, answer)

        try:
            read = MemberCard(Mutating()).read("r", 1, TODAY)
        except CardError as error:
            outcomes.add(str(error.reason))
            assert error.reason in list(Reason)
        else:
            outcomes.add("protected" if read.protected else "read")
            assert set(read.warnings) <= set(WARNINGS)
            assert read.protected or read.id_number or read.card_number
        assert len(software.journal) <= MAX_COMMANDS
    assert {"read", "protected", "damaged", "removed", "chip_fault", "not_member_card"} <= outcomes
