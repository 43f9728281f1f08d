"""What is set before the first widget: input method, language, fonts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from counter.desktop.application import TURN_SECONDS, create_application, prepare_input_method, set_language


def test_a_busy_lane_gives_way_to_the_window() -> None:
    """What waits for a thread that computes gets its turn ten times as soon as Python would give it."""
    before = sys.getswitchinterval()
    try:
        sys.setswitchinterval(0.005)
        create_application([], "zh")
        assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)
    finally:
        sys.setswitchinterval(before)


@pytest.mark.parametrize("asked", ["fcitx", "fcitx5"])
def test_fcitx_is_reached_through_the_ibus_portal(tmp_path: Path, asked: str) -> None:
    environment = {"QT_IM_MODULE": asked}
    prepare_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def test_a_plugin_that_is_there_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    (folder / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx5"}
    prepare_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx5"}


@pytest.mark.parametrize("environment", [{}, {"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "xim"}])
def test_other_input_methods_are_left_alone(tmp_path: Path, environment: dict[str, str]) -> None:
    before = dict(environment)
    prepare_input_method(environment, tmp_path)
    assert environment == before


def test_both_languages_are_in_force(dressed: QApplication) -> None:
    assert QCoreApplication.translate("MemberPage", "个人账户余额") == "个人账户余额"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text() == "取消", "Qt's own words are Chinese, too"
    set_language(dressed, "en")
    assert QCoreApplication.translate("MemberPage", "个人账户余额") == "Personal account"
    set_language(dressed, "zh")
    assert QCoreApplication.translate("MemberPage", "个人账户余额") == "个人账户余额"


def test_the_body_font_is_the_one_that_ships(dressed: QApplication) -> None:
    create_application([], "zh")
    assert QFontInfo(dressed.font()).family() == "WenQuanYi Micro Hei"
