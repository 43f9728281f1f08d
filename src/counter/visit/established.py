"""How the member at this counter was identified: said with every act, because the act itself does not know it."""

from __future__ import annotations

from counter.domain.identity import CardRead, Identity, SeenCard

NOT_PRESENT = "none"
"""The member is not at this counter: paper that is printed again from a list, a claim that is taken back."""


class Established:
    """The member who is served now, and how they were identified. One at a time: whoever was here before is as absent
    as somebody who never came."""

    def __init__(self) -> None:
        self._served: tuple[int, Identity] | None = None
        self._accepted: tuple[int, CardRead, tuple[str, ...]] | None = None

    def note(self, member_id: int, identity: Identity) -> None:
        """A member was opened; nobody else is here any more."""
        self._served = (member_id, identity)
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
        identity = self._identity_of(member_id)
        return NOT_PRESENT if identity is None else str(identity.route)

    def card_of(self, member_id: int) -> CardRead | None:
        """The card that establishes who a member who is served now is, or supports it."""
        identity = self._identity_of(member_id)
        return None if identity is None else identity.any_card

    def seen_card_of(self, member_id: int) -> SeenCard | None:
        """Which card that is, as it is kept with an act."""
        identity = self._identity_of(member_id)
        return None if identity is None else identity.seen_card

    def _identity_of(self, member_id: int) -> Identity | None:
        served = self._served
        return served[1] if served is not None and served[0] == member_id else None
