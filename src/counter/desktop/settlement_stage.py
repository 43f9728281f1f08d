"""Where a settlement stands on its page, and how that looks."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from counter.domain.settlement import Settlement


class Stage(StrEnum):
    """Where a settlement stands."""

    EMPTY = "empty"
    CONFIRM = "confirm"
    BOOKING = "booking"
    MOVED = "moved"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    RESOLVING = "resolving"
    BOOKED = "booked"
    REVERSAL = "reversal"
    REVERSING = "reversing"


DECIDING = frozenset((Stage.CONFIRM, Stage.MOVED, Stage.REFUSED))
"""A claim waits for its confirmation."""

BUSY = frozenset((Stage.BOOKING, Stage.RESOLVING, Stage.REVERSING))
"""The books are at work; nothing can be asked of the page."""

SETTLED = frozenset((Stage.BOOKED, Stage.REVERSAL, Stage.REVERSING))
"""A statement stands in the books and its paper is shown."""


def stage_chip(stage: Stage, settlement: Settlement | None) -> tuple[str, str, str]:
    """(text, kind, icon) of the chip beside the title."""
    translate = QCoreApplication.translate
    if stage is Stage.BOOKED and settlement is not None:
        if settlement.snapshot.contra is not None:
            return translate("SettlementPage", "冲销单"), "warning", "minus"
        if settlement.reversed_by:
            return translate("SettlementPage", "已冲销，作废"), "danger", "close-thick"
    chips = {
        Stage.CONFIRM: (translate("SettlementPage", "待确认"), "accent", "file-sign"),
        Stage.BOOKING: (translate("SettlementPage", "正在记账"), "accent", "progress-clock"),
        Stage.MOVED: (translate("SettlementPage", "金额有变，待确认"), "warning", "alert"),
        Stage.REFUSED: (translate("SettlementPage", "没有记账"), "danger", "alert-circle-outline"),
        Stage.UNKNOWN: (translate("SettlementPage", "结果不明"), "danger", "help-circle-outline"),
        Stage.RESOLVING: (translate("SettlementPage", "正在查明"), "accent", "progress-clock"),
        Stage.BOOKED: (translate("SettlementPage", "已记账"), "ok", "check-bold"),
        Stage.REVERSAL: (translate("SettlementPage", "冲销，待确认"), "warning", "minus"),
        Stage.REVERSING: (translate("SettlementPage", "正在冲销"), "accent", "progress-clock"),
    }
    return chips.get(stage, ("", "neutral", ""))
