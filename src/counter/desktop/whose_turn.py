"""Whose turn it is when more than one member's card is seated: asked, taken back, or answered by taking cards out.

Nobody is guessed. Who is opened, and who is covered meanwhile, is decided by `counter.desktop.serving`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from counter.desktop.holders import TAKEN_OUT, left_in
from counter.domain.identity import CardRead, mask_id_number, mask_name
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


class WhoseTurn(QObject):
    """Signals:

    asked(((words, card), ...)): more than one member's card is seated; the clerk says whose turn it is. Empty: that
        question is over, because all but one were taken out.
    """

    asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[CardRead, ...] = ()

    @property
    def cards(self) -> tuple[CardRead, ...]:
        """Those that the clerk chooses among, empty while nothing is asked."""
        return self._cards

    @property
    def is_asking(self) -> bool:
        """True while the clerk is asked whose turn it is."""
        return bool(self._cards)

    def ask(self, cards: tuple[CardRead, ...]) -> None:
        """Ask the clerk which of these it is."""
        # Whoever asks anew takes the question of before back, so this one is noted after it.
        self.asked.emit(tuple((self._words(card), card) for card in cards))
        self._cards = cards

    def leave_unanswered(self) -> None:
        """The clerk took the question back (or it was covered, or answered otherwise): whatever card is taken out from
        now on is no answer to it."""
        self._cards = ()

    def answer_of(self, asked: tuple[CardRead, ...], event: ReaderEvent) -> CardRead | None:
        """The card that is left when all others were taken out: whoever does that, when asked, has answered.

        A card that cannot be read any more, or was pulled while it was read again, is no answer: while cards are left
        the question is put again.

        Args:
            asked: the cards of the question as it stood before the event; masking has taken it off the screen since.
            event: what happened to a reader.
        """
        seated = left_in(asked, event)
        if len(seated) == len(asked):
            return None
        early = event.phase is ReaderPhase.REMOVED and event.error is not None
        if len(seated) > 1 or (seated and (early or event.phase not in TAKEN_OUT)):
            self.ask(seated)
            return None
        self._cards = ()
        self.asked.emit(())
        return seated[0] if seated else None

    def _words(self, card: CardRead) -> str:
        """What tells seated cards apart, masked."""
        name = mask_name(card.name) if card.name else self.tr("受保护的卡")
        number = f" {mask_id_number(card.id_number)}" if card.id_number else ""
        return f"{name}{number} · {card.reader}"
