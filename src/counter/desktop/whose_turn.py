"""Whose turn it is when more than one member's card is seated: asked, taken back, or answered by taking cards out.

Nobody is guessed. Who is opened, and who is covered meanwhile, is decided by `counter.desktop.serving`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from counter.desktop.holders import TAKEN_OUT, left_in
from counter.desktop.seats import same_card
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
        self._passed: tuple[CardRead, ...] = ()
        self._chosen: CardRead | None = None
        self._covered = False
        self.unseen = False
        """True while the window is locked: what cannot be seen cannot be answered."""

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
        # Whoever asks anew takes the question of before back, so this one is noted after it; nobody passed it over.
        self._cards, self._chosen = (), None
        self.asked.emit(tuple((self._words(card), card) for card in cards))
        self._cards = cards

    def leave_unanswered(self) -> None:
        """The clerk took the question back, or answered it otherwise: the visit goes on although those cards lie there,
        and whatever card is taken out from now on is no answer. What is only covered was not taken back."""
        if not self._covered:
            self._passed += self._cards
        self._cards = ()

    @contextmanager
    def covered(self) -> Iterator[None]:
        """Masking takes the question off the screen meanwhile: that is nobody's word."""
        self._covered = True
        try:
            yield
        finally:
            self._covered = False

    def withdraw(self) -> None:
        """There is nothing to ask any more."""
        self._cards = ()
        self.asked.emit(())

    def choose(self, card: CardRead) -> None:
        """The clerk's word: this card, and none of the others. Its next event opens its member, whoever is served."""
        self._passed = tuple(each for each in self._passed + self._cards if each.reader != card.reader)
        self._cards, self._chosen = (), card

    def take_chosen(self, card: CardRead) -> bool:
        """True, once, for the very insertion that the clerk chose."""
        chosen, seat = self._chosen, (card.reader, card.insertion)
        if chosen is None or (chosen.reader, chosen.insertion) != seat:
            return False
        self._chosen = None
        return True

    def passed_over(self, card: CardRead) -> bool:
        """True when the clerk was asked about this card and went on with somebody else."""
        return any(each.reader == card.reader and same_card(each, card) for each in self._passed)

    def put_in(self, card: CardRead) -> None:
        """A card was put in by hand: the clerk has said nothing of it yet."""
        self._passed = tuple(each for each in self._passed if each.reader != card.reader)

    def answer_of(self, asked: tuple[CardRead, ...], event: ReaderEvent, *, waiting: bool = False) -> CardRead | None:
        """The card that is left when all others were taken out: whoever does that, when asked, has answered.

        A card that cannot be read any more, or was pulled while it was read again, is no answer, and nothing is one
        that nobody can see: while cards are left the question is put again.

        Args:
            asked: the cards of the question as it stood before the event; masking has taken it off the screen since.
            event: what happened to a reader.
            waiting: a visit waits for its own card in another reader: those that were asked about are not all.
        """
        seated = left_in(asked, event)
        if len(seated) == len(asked):
            return None
        early = event.phase is ReaderPhase.REMOVED and event.error is not None
        open_still = early or event.phase not in TAKEN_OUT or waiting or self.unseen
        if len(seated) > 1 or (seated and open_still):
            self.ask(seated)
            return None
        self.withdraw()
        return seated[0] if seated else None

    def _words(self, card: CardRead) -> str:
        """What tells seated cards apart, masked."""
        name = mask_name(card.name) if card.name else self.tr("受保护的卡")
        number = f" {mask_id_number(card.id_number)}" if card.id_number else ""
        return f"{name}{number} · {card.reader}"
