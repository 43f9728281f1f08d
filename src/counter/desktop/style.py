"""The style sheet of the whole application, written from a theme.

Looks are chosen by dynamic properties, never by object names: `role` on labels (`title`, `second`, `strong`, `big`,
`name`, `differs`, `refused`) and on buttons (`primary`, `link`, `quiet`), `state` on fields (`wrong`, `doubtful`),
`surface` on frames (`card`, `strip`, `bar`, `rail`). After changing one at run time call `restyle`.
"""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QWidget

from counter.desktop.assets import resource_folder
from counter.desktop.theme import Theme

_SHEET = Template(
    """
QMainWindow, QDialog { background: $ground; }
QWidget { color: $text; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }

QFrame[surface="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[surface="card"][state="wrong"] { background: $danger_soft; border-color: $danger; }
QFrame[surface="card"][state="chosen"] { background: $accent_soft; border-color: $accent; }
QFrame[surface="card"][state="supposed"] { border: 2px dashed $warning; }
QFrame[surface="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[surface="strip"] { background: $strip; border: none; border-top: 1px solid $line; }
QFrame[surface="inner"] { background: $raised; border: none; border-top: 1px solid $line; }
QFrame[surface="rail"] { background: $rail; border: none; }
QFrame[surface="banner"] { background: $warning_soft; border: none; border-bottom: 1px solid $warning; }
QFrame[surface="rule"] { background: $line; border: none; }

QLabel { background: transparent; }
QLabel[role="title"] { color: $second_text; font-size: ${px12}px; }
QLabel[role="second"] { color: $second_text; }
QLabel[role="small"] { color: $second_text; font-size: ${px11}px; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="big"] { font-size: ${px29}px; font-weight: bold; }
QLabel[role="large"] { font-size: ${px16}px; font-weight: bold; }
QLabel[role="name"] { font-size: ${px20}px; font-weight: bold; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="loud"] { color: $warning; background: $warning_soft; border: 1px solid $warning; border-radius: 5px;
    font-weight: bold; padding: ${px4}px ${px7}px; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="differs"] { background: $warning_soft; color: $warning; font-weight: bold; border-radius: 4px;
    padding: 2px 6px; }
QLabel[role="refused"] { background: $danger_soft; color: $danger; font-weight: bold; border-radius: 4px;
    padding: 2px 6px; }
QLabel[role="lock"] { color: $rail_text; font-size: ${px29}px; font-weight: bold; }
QLabel[role="lock_second"] { color: $rail_second; font-size: ${px16}px; }
QLabel[role="keycap"] { background: $surface; border: 1px solid $line; border-radius: 3px; font-weight: bold;
    font-size: ${px11}px; padding: 0 4px; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: 6px; padding: ${px5}px ${px12}px; }
QPushButton:hover { background: $raised; }
QPushButton:focus { border: 2px solid $accent; padding: ${px4}px ${px11p}px; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled { color: $second_text; background: $ground; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $ground; color: $second_text; border-color: $line; }
QPushButton[role="link"] { background: transparent; border: none; color: $accent; text-decoration: underline;
    padding: 2px 4px; }
QPushButton[role="link"]:focus { border: 2px solid $accent; border-radius: 4px; padding: 0 2px; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: $text; padding: 2px 6px; }
QPushButton[role="quiet"]:hover { background: $neutral_soft; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 1px 5px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QToolButton:focus { border: 2px solid $accent; padding: 1px; }

QLineEdit, QComboBox, QDateEdit, QPlainTextEdit, QSpinBox { background: $surface; color: $text;
    border: 1px solid $line; border-radius: 5px; padding: ${px4}px ${px7}px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QPlainTextEdit:focus, QSpinBox:focus { border: 2px solid $accent;
    padding: ${px3}px ${px6}px; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled { background: $ground;
    color: $second_text; }
QLineEdit[state="wrong"], QComboBox[state="wrong"], QDateEdit[state="wrong"] { border: 2px solid $danger;
    background: $danger_soft; padding: ${px3}px ${px6}px; }
QLineEdit[state="doubtful"] { border: 2px solid $warning; background: $warning_soft; padding: ${px3}px ${px6}px; }
QComboBox::drop-down { border: none; width: ${px20}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${px14}px; height: ${px14}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line;
    selection-background-color: $accent; selection-color: $on_accent; }

QAbstractItemView { background: $surface; color: $text; border: none; outline: none; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $text; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 ${px6}px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView:focus { border: 2px solid $accent; border-radius: 4px; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $second_text; border: none; border-bottom: 1px solid $line;
    padding: ${px5}px ${px6}px; font-weight: normal; }
QTableCornerButton::section { background: $raised; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $second_text; padding: ${px7}px ${px14}px;
    border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: bold; border-bottom-color: $accent; background: $accent_soft; }
QTabBar::tab:focus { color: $accent; border: 2px solid $accent; border-radius: 4px; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 5px; min-height: 24px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCheckBox { spacing: ${px6}px; }
QCheckBox:focus { color: $accent; text-decoration: underline; }
QSplitter::handle { background: transparent; }
QDockWidget { color: $text; }
"""
)


def style_sheet(theme: Theme, scale: float) -> str:
    """The sheet for one theme and text size."""
    sizes = {f"px{size}": round(size * scale) for size in (3, 4, 5, 6, 7, 11, 12, 14, 16, 20, 29)}
    tokens = {name: getattr(theme, name) for name in Theme.__slots__}
    strip = theme.neutral_soft if not theme.dark else theme.raised
    scroll = theme.second_text if theme.dark else "#B5C0CB"
    # A style sheet cannot tint a picture, so there are two of them.
    arrow = resource_folder() / "icons" / ("chevron-down-pale.svg" if theme.dark else "chevron-down.svg")
    return _SHEET.substitute(
        tokens, **sizes, arrow=arrow.as_posix(), px11p=sizes["px12"] - 1, strip=strip, scroll=scroll
    )


def restyle(widget: QWidget) -> None:
    """Apply the sheet again after a dynamic property of a widget changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the sheet knows, and show it, if it is not already so."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)
