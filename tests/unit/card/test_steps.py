"""No reason without a next step."""

from __future__ import annotations

import re

import pytest

from counter.card.errors import Reason
from counter.card.steps import CARD_STEPS, DRIVER_STEPS, ID_STEPS, step_of
from counter.domain.errors import CardError, IdReaderProblem


def test_every_reason_has_a_step() -> None:
    assert set(CARD_STEPS) == set(Reason)
    named = re.findall(r"`([a-z_]+)`", IdReaderProblem.__doc__ or "")
    assert set(ID_STEPS) == set(named)
    assert all((*CARD_STEPS.values(), *ID_STEPS.values()))


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (CardError("mute"), CARD_STEPS["mute"]),
        (CardError("driver", "-31"), CARD_STEPS["driver"]),
        (CardError("driver", "unproven"), DRIVER_STEPS["unproven"]),
        (CardError("driver", "other_card"), DRIVER_STEPS["other_card"]),
        (IdReaderProblem("busy"), ID_STEPS["busy"]),
        (CardError("new"), ""),
        (IdReaderProblem("new"), ""),
        (None, ""),
    ],
)
def test_of_an_error(error: object, step: str) -> None:
    assert step_of(error) == step
