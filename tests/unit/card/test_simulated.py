"""The software card keeps to its rules, so that tests against it mean something."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from counter.card.errors import PcscCode, PcscError
from counter.card.image import CardImage, Fault, load_image
from counter.card.member_card import SSSE_NAME
from counter.card.service import UNKNOWN_SLOT, SlotState
from counter.card.simulated import SIMULATED_READER, SimulatedService, SoftwareCard
from counter.domain.errors import CardError

SELECT = bytes.fromhex("00A404000F") + SSSE_NAME


def say(card: SoftwareCard, command: str) -> str:
    return (card.play(bytes.fromhex(command)).response or b"").hex().upper()


def test_strict_card_talks_as_the_public_trace(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(image("p02"))
    assert say(card, "00A404000F7378312E73682EC9E7BBE1B1A3D5CF00") == "6700"
    assert say(card, "00A404000F7378312E73682EC9E7BBE1B1A3D5CF") == "6118"
    assert say(card, "00C0000018") == "6F16840F7378312E73682EC9E7BBE1B1A3D5CFA50388011E9000"
    assert say(card, "00A4020002EF05").startswith("61")
    assert say(card, "00B2030000") == "6C06"
    assert say(card, "00B2030006") == "0304322E30309000"


def test_pin_counts_down_and_blocks(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(image("p14"))
    assert [say(card, "0020000003123456") for _ in range(4)] == ["63C2", "63C1", "6983", "6983"]


def test_locked_records_open_with_the_key_only(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(replace(image("p06"), mode="auto"))
    for command in ("00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "00A4020002EF06"):
        assert say(card, command).endswith("9000")
    assert say(card, "00B2080000") == "6982"
    assert say(card, "0082000A10" + "00" * 16) == "9000"
    assert say(card, "00B2080000").endswith("9000")


@pytest.mark.parametrize(
    ("command", "answer"),
    [("80A40000", "6E00"), ("00FF0000", "6D00"), ("00", "6700"), ("00B2010400", "6986"), ("00C0000010", "6985")],
)
def test_commands_that_a_card_refuses(image: Callable[[str], CardImage], command: str, answer: str) -> None:
    assert say(SoftwareCard(image("p02")), command) == answer


def test_reset_forgets_the_selection(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(image("p02"))
    say(card, SELECT.hex())
    card.reset()
    assert say(card, "00A4020002EF05") == "6A82"


def test_all_records_at_once(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(replace(image("p02"), mode="auto"))
    for command in (SELECT.hex(), "00A4020002EF05"):
        say(card, command)
    assert say(card, "00B2010500").startswith("0110990100D156")


def service() -> SimulatedService:
    return SimulatedService(load_image)  # type: ignore[arg-type]


def test_waiting_sees_a_card_come_and_go(image: Callable[[str], CardImage]) -> None:
    simulated = service()
    context, slot = simulated.establish(), simulated.slots[SIMULATED_READER]
    empty = context.wait({SIMULATED_READER: UNKNOWN_SLOT}, 1000)
    assert empty == {SIMULATED_READER: SlotState()}
    threading.Timer(0.05, slot.insert, [image("p02")]).start()
    seated = context.wait(empty, 2000)
    assert seated[SIMULATED_READER].present
    begun = time.monotonic()
    assert context.wait(seated, 50) == seated
    assert time.monotonic() - begun < 1


def test_a_dead_context_says_so() -> None:
    simulated = service()
    context = simulated.establish()
    simulated.restart()
    with pytest.raises(PcscError) as caught:
        context.readers()
    assert caught.value.code == PcscCode.NO_SERVICE
    assert simulated.establish().readers() == (SIMULATED_READER,)


def test_bouncing_card_is_connected_after_some_attempts(image: Callable[[str], CardImage]) -> None:
    simulated = service()
    slot = simulated.slots[SIMULATED_READER]
    slot.insert(image("p02"))
    slot.refusals = [PcscCode.NO_CARD, PcscCode.UNRESPONSIVE_CARD]
    assert simulated.establish().connect(SIMULATED_READER).atr == image("p02").atr


def test_mute_card_holds_its_caller_until_it_leaves(image: Callable[[str], CardImage]) -> None:
    simulated = service()
    slot = simulated.slots[SIMULATED_READER]
    slot.insert(image("p02"), (Fault(1, "mute"),))
    connection = simulated.establish().connect(SIMULATED_READER)
    threading.Timer(0.1, slot.pull).start()
    begun = time.monotonic()
    with pytest.raises(CardError, match="removed"):
        connection.send_and_receive(SELECT)
    assert 0.05 < time.monotonic() - begun < 2


def test_mute_card_stays_mute_whatever_resets_it(image: Callable[[str], CardImage]) -> None:
    card = SoftwareCard(image("p02"), (Fault(2, "mute"),))
    assert card.play(SELECT).response is not None
    for _ in range(3):
        assert card.play(SELECT).response is None
        card.reset()


def test_delay_and_its_answer(image: Callable[[str], CardImage]) -> None:
    simulated = service()
    simulated.slots[SIMULATED_READER].insert(image("p02"), (Fault(1, "delay", 0.05),))
    assert simulated.establish().connect(SIMULATED_READER).send_and_receive(SELECT) == b"\x61\x18"


def test_swapped_card_does_not_answer_for_the_first(image: Callable[[str], CardImage], cards_folder: object) -> None:
    simulated = SimulatedService(lambda stem: image(stem))
    slot = simulated.slots[SIMULATED_READER]
    slot.insert(image("p02"), (Fault(1, "swap", card="p04"),))
    connection = simulated.establish().connect(SIMULATED_READER)
    for _ in range(2):
        with pytest.raises(CardError, match="removed"):
            connection.send_and_receive(SELECT)
    assert slot.card is not None
    assert slot.card.image.title == image("p04").title
    with pytest.raises(PcscError):
        connection.reconnect()
