"""What tests of the paper share: the program's resources and documents made with them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from counter.printing.documents import StatementDocuments
from counter.printing.fonts import FontStack, Lettering
from counter.printing.form import Form, load_form

ROOT = Path(__file__).parents[3]
# paper_sample stands beside the tests.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def resources() -> Path:
    return ROOT / "resources"


@pytest.fixture(scope="session")
def documents(resources: Path) -> StatementDocuments:
    return StatementDocuments(resources)


@pytest.fixture(scope="session")
def stack(resources: Path) -> FontStack:
    return FontStack(resources / "fonts")


@pytest.fixture(scope="session")
def form(resources: Path) -> Form:
    return load_form(resources / "forms" / "statement.toml")


@pytest.fixture
def letters(stack: FontStack) -> Lettering:
    return Lettering(stack)
