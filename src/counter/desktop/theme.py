"""Colours, sizes and fonts of the desktop (desktop.md, tokens), and the one style sheet made from them.

Hides how a look is put into force: palette, style sheet and application font change together in `apply`, at start and
whenever the clerk switches theme or text size. Widgets that paint by themselves ask `current()` and `px()` while they
paint, so they follow without being told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

FONT_FAMILIES = ("WenQuanYi Micro Hei", "LXGW WenKai", "HanaMinA", "HanaMinB")
"""Body font first, then the fonts that have the rare characters of names (dependencies.md 3)."""

BASE_PIXELS = 13
"""Height of body text at 96 dpi and 100 %."""

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Text sizes that Ctrl + and Ctrl - walk through."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Every `..._soft` is a ground on which the token of the same name is readable (4.5:1 at least).

    fund, account, cash: bars and areas; fund_text, cash_text: the same meaning as text. account is the accent.
    """

    name: str
    dark: bool
    ground: str
    surface: str
    raised: str
    line: str
    text: str
    second_text: str
    accent: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    fund: str
    fund_text: str
    fund_soft: str
    cash: str
    cash_text: str
    neutral_soft: str
    rail: str
    rail_active: str
    rail_mark: str
    rail_text: str
    rail_second: str
    badge: str
    on_badge: str
    bar_ground: str


LIGHT = Theme(
    name="light",
    dark=False,
    ground="#F3F5F7",
    surface="#FFFFFF",
    raised="#F8FAFB",
    line="#D8DEE6",
    text="#18222D",
    second_text="#52606F",
    accent="#0B6E78",
    on_accent="#FFFFFF",
    accent_soft="#E3F1F2",
    ok="#1B7A4A",
    ok_soft="#E4F3EA",
    warning="#8F5300",
    warning_soft="#FCF1DC",
    danger="#AE2A22",
    danger_soft="#FBE7E5",
    fund="#2C6FB7",
    fund_text="#2564A6",
    fund_soft="#E5EFF9",
    cash="#D9A441",
    cash_text="#8F5300",
    neutral_soft="#EDF0F4",
    rail="#0D2B33",
    rail_active="#17414B",
    rail_mark="#3CC3CE",
    rail_text="#FFFFFF",
    rail_second="#A9C0C6",
    badge="#B85C00",
    on_badge="#FFFFFF",
    bar_ground="#E4E8ED",
)

DARK = Theme(
    name="dark",
    dark=True,
    ground="#11181D",
    surface="#1A232A",
    raised="#202B33",
    line="#34424D",
    text="#E9EEF2",
    second_text="#AAB7C2",
    accent="#4CC4CF",
    on_accent="#06262A",
    accent_soft="#15393F",
    ok="#5FCF94",
    ok_soft="#16352A",
    warning="#F2B857",
    warning_soft="#3A2D12",
    danger="#FF958C",
    danger_soft="#452320",
    fund="#5C9FE6",
    fund_text="#86BAF3",
    fund_soft="#1B3249",
    cash="#D9A441",
    cash_text="#E8BE6A",
    neutral_soft="#2A363F",
    rail="#0A1F25",
    rail_active="#143842",
    rail_mark="#3CC3CE",
    rail_text="#FFFFFF",
    rail_second="#A9C0C6",
    badge="#F2B857",
    on_badge="#2B1D00",
    bar_ground="#2E3B45",
)

HIGH_CONTRAST = Theme(
    name="contrast",
    dark=True,
    ground="#000000",
    surface="#000000",
    raised="#101010",
    line="#FFFFFF",
    text="#FFFFFF",
    second_text="#FFFFFF",
    accent="#4DF0FF",
    on_accent="#000000",
    accent_soft="#00343A",
    ok="#6BFFA8",
    ok_soft="#003318",
    warning="#FFD54A",
    warning_soft="#3A2A00",
    danger="#FFB0A8",
    danger_soft="#4A0A05",
    fund="#7FC0FF",
    fund_text="#A8D5FF",
    fund_soft="#00264D",
    cash="#FFD54A",
    cash_text="#FFD54A",
    neutral_soft="#262626",
    rail="#000000",
    rail_active="#00343A",
    rail_mark="#4DF0FF",
    rail_text="#FFFFFF",
    rail_second="#FFFFFF",
    badge="#FFD54A",
    on_badge="#000000",
    bar_ground="#3D3D3D",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}


@dataclass(slots=True)
class _Look:
    """What is in force in this process; Qt's palette and style sheet are process-wide, too."""

    theme: Theme = LIGHT
    scale: float = 1.0
    fonts_loaded: set[str] = field(default_factory=set)


_look = _Look()


def current() -> Theme:
    """The theme in force."""
    return _look.theme


def text_scale() -> float:
    """The text size in force, 1.0 to 2.0."""
    return _look.scale


def next_scale(step: int) -> float:
    """The text size so many steps of `SCALES` from the one in force; the last one where there are no more."""
    place = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - _look.scale))
    return SCALES[min(max(place + step, 0), len(SCALES) - 1)]


def px(pixels: float) -> int:
    """A length that grows with the text, in pixels."""
    return round(pixels * _look.scale)


def colour(token: str) -> QColor:
    """A token of the theme in force as a colour, for painting."""
    return QColor(getattr(_look.theme, token))


def load_fonts(folder: Path) -> None:
    """Register the fonts that ship with the program; call before the first widget is made (dependencies.md 3)."""
    for path in sorted((*folder.glob("*.ttf"), *folder.glob("*.ttc"))):
        if path.name not in _look.fonts_loaded:
            QFontDatabase.addApplicationFont(str(path))
            _look.fonts_loaded.add(path.name)


def text_font(pixels: float = BASE_PIXELS, *, bold: bool = False) -> QFont:
    """The body font at a size for 100 %, with fall-backs for rare characters and digits of equal width."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(px(pixels))
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply(application: QApplication, theme: Theme, scale: float) -> None:
    """Put a look into force everywhere.

    Args:
        application: the running application.
        theme: colours.
        scale: text size, clamped to 1.0 .. 2.0.
    """
    from counter.desktop.style import style_sheet

    _look.theme = theme
    _look.scale = min(max(scale, SCALES[0]), SCALES[-1])
    fusion = QStyleFactory.create("Fusion")
    if application.style().objectName() != "fusion":
        application.setStyle(fusion)
    application.setPalette(_palette(theme))
    application.setFont(text_font())
    application.setStyleSheet(style_sheet(theme, _look.scale))


def _palette(theme: Theme) -> QPalette:
    """Qt's colour roles from the tokens, for everything that the style sheet leaves to the style."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.second_text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Dark: theme.line,
    }
    for role, token in roles.items():
        palette.setColor(role, QColor(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.second_text))
    return palette


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""

    def luminance(name: str) -> float:
        def linear(channel: float) -> float:
            return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

        shade = QColor(name)
        return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
