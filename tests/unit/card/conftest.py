"""Software cards and a reader made of them, for the tests of the card layer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from counter.card.image import CardImage, Fault, load_image
from counter.card.member_card import MemberCard
from counter.card.simulated import SIMULATED_READER, SimulatedService, SoftwareCard
from counter.domain.identity import CardRead

# The emulated ID reader beside the tests is a module that several of them share.
sys.path.append(str(Path(__file__).parent))

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
    source = Path(__file__).parents[2] / "card_driver" / "driver.c"
    library = tmp_path_factory.mktemp("driver") / "libdriver.so"
    command = ["gcc", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-O1", "-o", str(library), str(source)]
    subprocess.run(command, check=True)
    return library
