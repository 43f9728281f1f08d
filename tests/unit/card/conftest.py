"""Software cards and a reader made of them, for the tests of the card layer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

# What several tests share: the emulated ID reader beside them, the driver and its hosts.
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from supervised import Desk

from card_driver import build
from counter.card.image import CardImage, Fault, load_image
from counter.card.launching import Launch
from counter.card.member_card import MemberCard
from counter.card.reader import SupervisedReader
from counter.card.simulated import SIMULATED_READER, SimulatedService, SoftwareCard
from counter.domain.identity import CardRead

CARDS = Path(__file__).parents[3] / "resources" / "cards"
TODAY = date(2026, 11, 21)


@pytest.fixture
def cards_folder() -> Path:
    """The software cards that ship with the program."""
    return CARDS


@pytest.fixture
def image() -> Callable[[str], CardImage]:
    """Loads a profile by the stem of its file."""
    return lambda stem: load_image(CARDS / f"{stem}.toml")


@pytest.fixture
def read_image() -> Callable[..., tuple[CardRead, SoftwareCard]]:
    """Reads a card through the simulated service; gives the read and the card with its journal."""

    def read(image: CardImage, *faults: Fault) -> tuple[CardRead, SoftwareCard]:
        service = SimulatedService(lambda stem: load_image(CARDS / f"{stem}.toml"))
        card = service.slots[SIMULATED_READER].insert(image, faults)
        connection = service.establish().connect(SIMULATED_READER)
        return MemberCard(connection).read(SIMULATED_READER, 1, TODAY), card

    return read


@pytest.fixture(scope="session")
def driver_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The misbehaving driver of tests/card_driver, compiled."""
    return build.library(tmp_path_factory.mktemp("driver"))


@pytest.fixture(scope="session")
def native_hosts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Path]]:
    """The host program and the driver for `-m64` or `-m32`; skips where 32 bits are out of reach."""

    @cache
    def built(bits: str) -> tuple[Path, Path]:
        folder = tmp_path_factory.mktemp(f"host{bits}")
        return build.host(folder, bits), build.library(folder, bits)

    def pair(bits: str) -> tuple[Path, Path]:
        if bits == "-m32" and build.no_32_bit():
            pytest.skip(f"not applicable: {build.no_32_bit()}")
        return built(bits)

    return pair


@pytest.fixture
def desks() -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def make(launch: Launch, **arguments: Any) -> Desk:
        opened.append(Desk(SupervisedReader(launch, **arguments)))
        return opened[-1]

    yield make
    for desk in opened:
        desk.reader.stop()
