"""Who is served when a card was read: one rule, in one place.

Only the clerk changes who is served, unless the desk is free. The clerk's word is a choice, or a card that is put in by
hand once the one of before was seen to leave. A card that is only read again (F2, a new worker) brings its own visit
back, and no other; a visit whose card is gone stays covered until that card or the clerk says something.
"""

from __future__ import annotations

from enum import Enum, auto

from counter.desktop.holders import same_holder
from counter.desktop.seats import Seats
from counter.desktop.visit_state import Visit
from counter.desktop.whose_turn import WhoseTurn
from counter.domain.identity import CardRead
from counter.visit.ports.cards import ReaderEvent


class Verdict(Enum):
    """OPENS: the card's member is served. ASKS: the clerk is. RETURNS: both, its own visit comes back meanwhile.
    STAYS: nothing changes."""

    OPENS = auto()
    ASKS = auto()
    RETURNS = auto()
    STAYS = auto()


def is_own(visit: Visit | None, card: CardRead) -> bool:
    """True for a card of whoever is served."""
    if visit is None:
        return False
    known = visit.identity.card
    return visit.member.id_number == card.id_number or (known is not None and same_holder(known, card))


def waits_elsewhere(visit: Visit | None, seats: Seats, reader: str) -> bool:
    """True when the card of the visit lies in another reader than this one, as far as anybody saw."""
    known = None if visit is None else visit.identity.card
    return known is not None and known.reader != reader and seats.held(known)


def may_clear(visit: Visit | None, seats: Seats, reader: str, number: str) -> bool:
    """True when a card that has said no more than its number will end the visit, whoever it is."""
    return not seats.held_number(reader, number) and not waits_elsewhere(visit, seats, reader)


def verdict(
    event: ReaderEvent, card: CardRead, visit: Visit | None, seats: Seats, turn: WhoseTurn, *, shown: bool
) -> Verdict:
    """Who is served now.

    Args:
        event: a READ or PROTECTED.
        card: the card of it.
        visit: who is served, if anybody.
        seats: as they were before the event.
        turn: what the clerk was asked and has said.
        shown: the visit, or one that is about to be, can be seen.
    """
    own = is_own(visit, card)
    if turn.take_chosen(card):
        return Verdict.OPENS
    if event.rivals:
        seated = (card, *event.rivals)
        others = [each for each in seated if not is_own(visit, each)]
        if (shown or own) and len(others) < len(seated) and all(map(turn.passed_over, others)):
            return Verdict.OPENS if own else Verdict.STAYS
        return Verdict.RETURNS if own and not shown and not card.protected else Verdict.ASKS
    if own or _may_replace(card, visit, seats):
        return Verdict.OPENS
    known_of = visit is not None and (visit.identity.card is None or turn.passed_over(card))
    return Verdict.STAYS if shown and known_of and not seats.is_asked_for(card) else Verdict.ASKS


def _may_replace(card: CardRead, visit: Visit | None, seats: Seats) -> bool:
    """True when the desk is free for a card: nobody is served, or it was put in where nobody's card waits."""
    if visit is None or (card.protected and visit.identity.card is None):
        return True  # A protected card beside whoever was typed replaces nobody: it supports them.
    return not seats.held(card) and not waits_elsewhere(visit, seats, card.reader)
