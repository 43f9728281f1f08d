"""Every state of the card reader as the visit bar shows it: icon, colour, word, and what to do next (card.md 3.8).

One row for each state; a test holds the table against all phases and all reasons of the card layer, and that no two
states say the same. The rows are plain words, so that the frame is painted before the domain is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.desktop import wording
from counter.domain.errors import CardError

if TYPE_CHECKING:
    from counter.visit.ports.cards import ReaderEvent


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that lupdate looks for
    """Mark a text for translation."""
    return text


@dataclass(frozen=True, slots=True)
class ReaderState:
    """kind: of the chip; advice: the sentence and the next step, "" when it stands in the wording of card errors."""

    kind: str
    icon: str
    word: str
    advice: str = ""


STATES: dict[str, ReaderState] = {
    "service_missing": ReaderState("danger", "power-plug-off-outline", QT_TRANSLATE_NOOP("Wording", "读卡服务未运行")),
    "no_reader": ReaderState("warning", "power-plug-off-outline", QT_TRANSLATE_NOOP("Wording", "没有读卡器")),
    "empty": ReaderState(
        "neutral",
        "smart-card-reader-outline",
        QT_TRANSLATE_NOOP("Wording", "请插卡"),
        QT_TRANSLATE_NOOP("Wording", "请插入社会保障卡。没带卡：Shift+F2 读身份证，或 F3 查找。"),
    ),
    "present": ReaderState(
        "warning",
        "smart-card-off-outline",
        QT_TRANSLATE_NOOP("Wording", "接触不良"),
        QT_TRANSLATE_NOOP(
            "Wording", "卡在读卡器里，却总是读到一半就断。请取出、擦净芯片再插到底；仍不行，读身份证或输入号码。"
        ),
    ),
    "reading": ReaderState(
        "accent",
        "timer-sand",
        QT_TRANSLATE_NOOP("Wording", "正在读卡…"),
        QT_TRANSLATE_NOOP("Wording", "正在读卡，请先不要取出。"),
    ),
    "read": ReaderState(
        "accent",
        "smart-card-outline",
        QT_TRANSLATE_NOOP("Wording", "已读卡"),
        QT_TRANSLATE_NOOP("Wording", "卡已读出，请先不要取出。没有打开档案时，原因写在下面。"),
    ),
    "several": ReaderState(
        "warning",
        "smart-card-outline",
        QT_TRANSLATE_NOOP("Wording", "不止一张卡"),
        QT_TRANSLATE_NOOP("Wording", "读卡器里不止一张卡。请在下面选为谁办理，或取出多余的卡。"),
    ),
    "removed": ReaderState(
        "warning",
        "eject",
        QT_TRANSLATE_NOOP("Wording", "卡已取出"),
        QT_TRANSLATE_NOOP("Wording", "卡已取出。请把卡还给参保人，再请下一位插卡。"),
    ),
    "removed_in_visit": ReaderState(
        "warning",
        "eject",
        QT_TRANSLATE_NOOP("Wording", "卡已取出"),
        QT_TRANSLATE_NOOP("Wording", "卡已取出：内容已遮住，草稿都在。请把卡还给参保人；要接着办，请插回同一张卡。"),
    ),
    "protected": ReaderState("warning", "lock", QT_TRANSLATE_NOOP("Wording", "受保护的卡")),
    "driver": ReaderState("warning", "puzzle-outline", QT_TRANSLATE_NOOP("Wording", "驱动没有读出")),
    "not_member_card": ReaderState("danger", "smart-card-off-outline", QT_TRANSLATE_NOOP("Wording", "不是社保卡")),
    "id_card": ReaderState("warning", "card-account-details-outline", QT_TRANSLATE_NOOP("Wording", "这是身份证")),
    "legacy": ReaderState("warning", "smart-card-off-outline", QT_TRANSLATE_NOOP("Wording", "旧式卡")),
    "blank": ReaderState("danger", "smart-card-off-outline", QT_TRANSLATE_NOOP("Wording", "空白卡")),
    "blocked": ReaderState("danger", "lock", QT_TRANSLATE_NOOP("Wording", "卡已锁")),
    "mute": ReaderState("warning", "smart-card-off-outline", QT_TRANSLATE_NOOP("Wording", "卡没有反应")),
    "unsupported": ReaderState("warning", "smart-card-off-outline", QT_TRANSLATE_NOOP("Wording", "读不了这种卡")),
    "chip_fault": ReaderState("danger", "alert", QT_TRANSLATE_NOOP("Wording", "芯片出错")),
    "damaged": ReaderState("danger", "alert", QT_TRANSLATE_NOOP("Wording", "卡内容有误")),
    "sharing": ReaderState("warning", "clock-outline", QT_TRANSLATE_NOOP("Wording", "读卡器被占用")),
    "reset": ReaderState("warning", "progress-clock", QT_TRANSLATE_NOOP("Wording", "卡被复位")),
    "no_card": ReaderState("neutral", "smart-card-reader-outline", QT_TRANSLATE_NOOP("Wording", "没有卡")),
    "removed_early": ReaderState(
        "warning",
        "eject",
        QT_TRANSLATE_NOOP("Wording", "取卡太早"),
        QT_TRANSLATE_NOOP("Wording", "卡取出太早，没有读完。请再插一次，等读完再取。"),
    ),
    "stuck": ReaderState("danger", "alert", QT_TRANSLATE_NOOP("Wording", "读卡器卡住")),
}

_OF_PHASE = {"no_service": "service_missing", "wrong_card": "not_member_card"}
_OF_REASON = {"removed": "removed_early"}


def state_of(event: ReaderEvent, *, in_visit: bool = False) -> str:
    """The state that an event stands for, a key of `STATES`.

    in_visit: the visit of the card that left goes on, masked.
    """
    if event.rivals:
        return "several"
    if isinstance(event.error, CardError):
        reason = _OF_REASON.get(event.error.reason, event.error.reason)
        if reason in STATES:
            return reason
    if event.phase == "removed" and in_visit:
        return "removed_in_visit"
    return _OF_PHASE.get(event.phase, str(event.phase))


def word(state: str) -> str:
    """The word on the chip."""
    return wording.translated(STATES[state].word)


def advice(state: str, event: ReaderEvent | None = None) -> str:
    """What the state means and what to do next. The event's error may add what a driver said."""
    own = STATES[state].advice
    if own:
        return wording.translated(own)
    if event is not None and event.error is not None:
        return wording.sentence(event.error)
    return wording.card_sentence(state)
