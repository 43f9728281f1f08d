"""How the member at this counter was identified: said with every act, because the act itself does not know it."""

from __future__ import annotations

from counter.domain.identity import IdentityRoute, SeenCard

NOT_PRESENT = "none"
"""The member is not at this counter: paper that is printed again from a list, a claim that is taken back."""


class Established:
    """The member who is served now, by which route and with which card they were identified. One at a time: whoever
    was here before is as absent as somebody who never came."""

    def __init__(self) -> None:
        self._served: tuple[int, IdentityRoute, SeenCard | None] | None = None

    def note(self, member_id: int, route: IdentityRoute, card: SeenCard | None) -> None:
        """A member was opened; nobody else is here any more."""
        self._served = (member_id, route, card)

    def end(self) -> None:
        """Nobody is served any more, or their card is gone."""
        self._served = None

    def of(self, member_id: int) -> str:
        """The word for the audit log: one of `IdentityRoute`, or NOT_PRESENT."""
        served = self._served
        return str(served[1]) if served is not None and served[0] == member_id else NOT_PRESENT

    def card_of(self, member_id: int) -> SeenCard | None:
        """The card of a member who is served now."""
        served = self._served
        return served[2] if served is not None and served[0] == member_id else None
