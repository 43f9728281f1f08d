"""Contrast of every look, and what follows a change of text size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from counter.desktop import theme
from counter.desktop.style import style_sheet
from counter.desktop.theme import THEMES, Theme, contrast

PLAIN_GROUNDS = ("ground", "surface", "raised")
TEXTS = ("text", "second_text", "accent", "ok", "warning", "danger", "fund_text", "cash_text")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in PLAIN_GROUNDS),
    *((name, f"{name}_soft") for name in ("accent", "ok", "warning", "danger")),
    ("text", "accent_soft"),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("second_text", "neutral_soft"),
    ("text", "neutral_soft"),
    ("fund_text", "fund_soft"),
    ("on_accent", "accent"),
    ("on_badge", "badge"),
    ("rail_text", "rail"),
    ("rail_text", "rail_active"),
    ("rail_second", "rail"),
    ("rail_second", "rail_active"),
]


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    look = THEMES[name]
    poor = {pair: contrast(getattr(look, pair[0]), getattr(look, pair[1])) for pair in PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01), "the well-known grey that just fails"


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_sheet_has_no_open_placeholder(look: Theme) -> None:
    assert "$" not in style_sheet(look, 1.5)


def test_text_size_is_clamped_and_lengths_follow(dressed: QApplication) -> None:
    theme.apply(dressed, theme.DARK, 9.0)
    assert theme.text_scale() == 2.0
    assert theme.px(13) == 26
    assert dressed.font().pixelSize() == 26
    assert theme.current() is theme.DARK
