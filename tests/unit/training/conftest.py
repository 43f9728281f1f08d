"""One training centre for all tests that only look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter.training.centre import build_centre
from counter.visit.centre import Centre

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def centre(resources: Path) -> Centre:
    return build_centre(TODAY, resources)
