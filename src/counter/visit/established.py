"""How the member at this counter was identified: said with every act, because the act itself does not know it."""

from __future__ import annotations

from counter.domain.identity import CardRead, IdentityRoute, SeenCard

NOT_PRESENT = "none"
"""The member is not at this counter: paper that is printed again from a list, a claim that is taken back."""


class Established:
    """The member who is served now, by which route and with which card they were identified. One at a time: whoever
    was here before is as absent as somebody who never came."""

    def __init__(self) -> None:
        self._served: tuple[int, IdentityRoute, SeenCard | None] | None = None
        self._accepted: tuple[int, CardRead, tuple[str, ...]] | None = None

    def note(self, member_id: int, route: IdentityRoute, card: SeenCard | None) -> None:
        """A member was opened; nobody else is here any more."""
        self._served = (member_id, route, card)
        if self._accepted is not None and self._accepted[0] != member_id:
            self._accepted = None

    def end(self) -> None:
        """Nobody is served any more, or their card is gone."""
        self._served = self._accepted = None

    def accept(self, member_id: int, card: CardRead, unlike: tuple[str, ...]) -> None:
        """The clerk has accepted a card that differs from the record in these fields."""
        self._accepted = (member_id, card, unlike)

    def forget_accepted(self) -> None:
        """Another card lies there, or none: what was accepted is over."""
        self._accepted = None

    def is_accepted(self, member_id: int, card: CardRead, unlike: tuple[str, ...]) -> bool:
        """True when that was accepted of the very insertion, and neither card nor member left since."""
        return self._accepted == (member_id, card, unlike)

    def of(self, member_id: int) -> str:
        """The word for the audit log: one of `IdentityRoute`, or NOT_PRESENT."""
        served = self._served
        return str(served[1]) if served is not None and served[0] == member_id else NOT_PRESENT

    def card_of(self, member_id: int) -> SeenCard | None:
        """The card of a member who is served now."""
        served = self._served
        return served[2] if served is not None and served[0] == member_id else None
