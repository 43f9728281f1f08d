"""Every state of the visit bar as a picture: the real window, with a reader that a script moves.

`python -m counter.demo.bar_states OUT LANGUAGE` makes one picture for each state and a sheet of all of them;
`counter pictures` runs it for both languages.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import counter.desktop  # noqa: F401 - before anything of Qt, see there
from counter.card.errors import WARNINGS, WRONG_CARD_REASONS, Reason
from counter.domain.errors import CardError
from counter.domain.identity import CardRead, IdDocument, IdentityRoute
from counter.domain.member import Member
from counter.settings import Settings
from counter.visit.ports.cards import ReaderEvent, ReaderPhase
from counter.visit.ports.evidence import CredentialHolder

READER = "Reader 0"
FOLDER = "visit-bar"
_PHASE_OF = {
    Reason.SERVICE_MISSING: ReaderPhase.NO_SERVICE,
    Reason.NO_READER: ReaderPhase.NO_READER,
    Reason.REMOVED: ReaderPhase.REMOVED,
    Reason.PROTECTED: ReaderPhase.PROTECTED,
    Reason.DRIVER: ReaderPhase.PROTECTED,
    Reason.STUCK: ReaderPhase.STUCK,
}
_PLAIN_PHASES = (ReaderPhase.EMPTY, ReaderPhase.PRESENT, ReaderPhase.READING)
_SHOWN_WARNINGS = ("expired", "not_yet_valid")


class ScriptedReader:
    """A card reader that says what a script wants."""

    def __init__(self) -> None:
        self._listener: Callable[[ReaderEvent], None] = lambda _event: None
        self.insertion = 0

    def start(self, listener: Callable[[ReaderEvent], None]) -> None:
        """Watch: the reader is empty."""
        self._listener = listener
        self.say(ReaderPhase.EMPTY)

    def say(
        self,
        phase: ReaderPhase,
        card: CardRead | None = None,
        error: CardError | None = None,
        rivals: tuple[CardRead, ...] = (),
    ) -> None:
        """One event of the present insertion."""
        self._listener(ReaderEvent(phase, READER, self.insertion, card, error, rivals=rivals))

    def vanish(self) -> None:
        """No reader has a card any more: the service is gone for a moment."""
        self._listener(ReaderEvent(ReaderPhase.NO_SERVICE))

    def insert(self, card: CardRead, *rivals: CardRead) -> None:
        """A card is put in and read."""
        self.insertion += 1
        self.say(ReaderPhase.READING)
        self.say(ReaderPhase.READ, replace(card, insertion=self.insertion), rivals=rivals)

    def read_again(self, reader: str = "") -> None:
        """Nothing is read again here."""

    def seated(self, _card: CardRead, /) -> bool:
        """Nothing is booked here."""
        return False

    def left(self, _card: CardRead, /) -> bool:
        """Nothing is booked here."""
        return True

    def choose(self, _card: CardRead, /) -> None:
        """Nobody chooses here."""

    def stop(self) -> None:
        """Nothing runs."""


@dataclass(frozen=True)
class _Readers:
    reader: ScriptedReader
    tray: None = None
    mode: str = "pcsc"


def card_of(member: Member, route: IdentityRoute = IdentityRoute.CHIP, **changes: object) -> CardRead:
    """What the card of a member says."""
    card = CardRead(
        READER,
        0,
        route,
        "2.00",
        member.card_id,
        None,
        member.card_number,
        member.id_number,
        member.name,
        member.sex,
        birth_day=member.birth_day,
    )
    return replace(card, **changes)  # type: ignore[arg-type]  # of many types; a wrong name raises


class Stage:
    """The window of the training centre on which the states are shown one after the other."""

    def __init__(self, home: Path, language: str) -> None:
        from counter.app import open_counter
        from counter.demo.clerk import HEIGHT, WIDTH
        from counter.desktop.application import create_application
        from counter.desktop.main_window import MainWindow

        settings = Settings(home, language=language)
        self.reader = ScriptedReader()
        readers = _Readers(self.reader)
        create_application(sys.argv[:1], language)
        self.window = MainWindow(partial(open_counter, settings), lambda: readers, language=language, training=True)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self._rest_until(lambda: self.window.desk is not None)
        self.settle()

    def _rest_until(self, come: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        for _ in range(3000):
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()
            if come():
                return
        raise TimeoutError("the window did not become ready")

    def settle(self) -> None:
        """Wait until nothing is under way."""
        window = self.window
        self._rest_until(lambda: not (window.lane.pending() or window.card_lane.pending()))

    def member(self, member_id: int) -> Member:
        """A person of the records."""
        assert self.window.desk is not None
        return self.window.desk.counter.store.record_by_id(member_id, "pictures").member

    def clear(self) -> None:
        """Nobody is served, the reader is empty."""
        self.reader.vanish()
        self.window.serving.close()
        self.reader.insertion += 1
        self.reader.say(ReaderPhase.EMPTY)
        self.window.form.choice_strip.cancel()
        self.settle()

    def show(self, name: str) -> None:
        """Bring about one of `NAMES`."""
        self.clear()
        _SCRIPT[name](self)
        self.settle()

    def close(self) -> None:
        """End the window."""
        self.window.close()


def _phase(phase: ReaderPhase, stage: Stage) -> None:
    stage.reader.insertion += 1
    stage.reader.say(phase)


def _failed(reason: Reason, stage: Stage) -> None:
    phase = _PHASE_OF.get(reason, ReaderPhase.WRONG_CARD if reason in WRONG_CARD_REASONS else ReaderPhase.MUTE)
    stage.reader.insertion += 1
    stage.reader.say(ReaderPhase.READING)
    stage.reader.say(phase, error=CardError(reason.value))


def _unknown_member(stage: Stage) -> None:
    stage.reader.insert(card_of(stage.member(1), id_number=None, card_number="X99999999", card_id=None))


def document_of(member: Member, **changes: object) -> IdDocument:
    """What the ID card of a member says."""
    first = date(2015, 6, 1)
    document = IdDocument(
        member.name,
        member.sex,
        "01",
        member.birth_day,
        "示范市和平路1号",
        member.id_number,
        "示范市公安局",
        first,
        None,
    )
    return replace(document, **changes)  # type: ignore[arg-type]  # the same


def _served(route: IdentityRoute, stage: Stage) -> None:
    member = stage.member(1)
    if route in (IdentityRoute.CHIP, IdentityRoute.DRIVER):
        stage.reader.insert(card_of(member, route))
    elif route is IdentityRoute.TYPED:
        stage.window.serving.open_number(member.id_number, "没带卡，已看身份证")
    elif route is IdentityRoute.CODE:
        stage.window.serving.present(CredentialHolder(member.name, member.id_number))
    else:
        stage.window.serving.present(document_of(member))


def _warned(warning: str, stage: Stage) -> None:
    stage.reader.insert(card_of(stage.member(12), warnings=(warning,)))


def _several(stage: Stage) -> None:
    stage.reader.insert(card_of(stage.member(1)), card_of(stage.member(2), reader="Reader 1"))


def _removed(stage: Stage) -> None:
    _phase(ReaderPhase.REMOVED, stage)


def _removed_in_visit(stage: Stage) -> None:
    _served(IdentityRoute.CHIP, stage)
    stage.settle()
    stage.reader.say(ReaderPhase.REMOVED)


_SCRIPT: dict[str, Callable[[Stage], None]] = {
    **{phase.value: partial(_phase, phase) for phase in _PLAIN_PHASES},
    "read": _unknown_member,
    **{f"served_{route.value}": partial(_served, route) for route in IdentityRoute},
    **{warning: partial(_warned, warning) for warning in _SHOWN_WARNINGS},
    "several": _several,
    "removed": _removed,
    "removed_in_visit": _removed_in_visit,
    **{"removed_early" if reason is Reason.REMOVED else reason.value: partial(_failed, reason) for reason in Reason},
}
assert set(_SHOWN_WARNINGS) <= set(WARNINGS)

NAMES = tuple(_SCRIPT)
"""Every state that is pictured: those of `counter.desktop.reader_states`, each way of being served, and warnings."""


def _compare(stage: Stage) -> None:
    """Card, ID card and record side by side, one field unlike."""
    stage.clear()
    member = stage.member(2)
    stage.reader.insert(card_of(member))
    stage.settle()
    document = document_of(member, name="王奏", newest_address="示范市新区学府路88号2单元501")
    stage.window.serving.present(document)
    stage.settle()


def make_sheet(out: Path, language: str) -> list[Path]:
    """Picture every state, and the comparison; returns the files. Single pictures are in Chinese, the sheet in both."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QColor, QPainter, QPixmap

    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    shots: list[QPixmap] = []
    with tempfile.TemporaryDirectory(prefix="counter-bar-") as home:
        stage = Stage(Path(home), language)
        try:
            for name in NAMES:
                stage.show(name)
                shot = stage.window.form.visit_bar.grab()
                shots.append(shot)
                if language == "zh":
                    made.append(folder / f"{name}.png")
                    shot.save(str(made[-1]))
            _compare(stage)
            made.append(out / f"comparison-{language}.png")
            stage.window.grab().save(str(made[-1]))
        finally:
            stage.close()
    sheet = QPixmap(max(shot.width() for shot in shots), sum(shot.height() + 6 for shot in shots))
    sheet.fill(QColor("#9aa7b4"))
    painter = QPainter(sheet)
    top = 0
    for shot in shots:
        painter.drawPixmap(0, top, shot)
        top += shot.height() + 6
    painter.end()
    made.append(out / f"visit-bar-{language}.png")
    sheet.save(str(made[-1]))
    return made


if __name__ == "__main__":
    make_sheet(Path(sys.argv[1]), sys.argv[2])
