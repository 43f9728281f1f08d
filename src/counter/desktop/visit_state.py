"""Whom the window is serving: what every page is told when a member is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.identity import CardRead, Evidence, FieldComparison, Identity
    from counter.domain.member import Member, Overview


@dataclass(frozen=True, slots=True)
class Visit:
    """One member at the counter. A member chosen from a search has route TYPED and the reason in the identity.

    evidence: the ID document or e-credential that was presented, alone or beside the card; it lives no longer than the
    visit.
    """

    identity: Identity
    overview: Overview
    evidence: Evidence | None = None

    @property
    def member(self) -> Member:
        """The person."""
        return self.overview.record.member

    @property
    def comparison(self) -> tuple[FieldComparison, ...]:
        """Card, evidence and record side by side."""
        return self.comparison_with(self.evidence)

    def comparison_with(self, evidence: Evidence | None) -> tuple[FieldComparison, ...]:
        """The same with other evidence."""
        from counter.domain.identity import match, match_cards

        card = self.identity.any_card
        cards = () if card is None else match_cards(card, self.member)
        return (*match(self.identity.card, evidence, self.member), *cards)

    def lying_beside(self, card: CardRead | None) -> Visit:
        """The visit with the protected card that lies in the reader now, held against the record anew. What was
        accepted of another card is not accepted of this one. Without effect where a card says whose it is."""
        if self.identity.card is not None or self.identity.beside == card:
            return self
        from counter.domain.identity import differences

        overview = replace(
            self.overview,
            card_differences=() if card is None else differences(card, self.member),
            card_warnings=() if card is None else card.told_warnings,
        )
        return replace(self, identity=replace(self.identity, beside=card, accepted=()), overview=overview)

    def after(self, before: Visit | None) -> Visit:
        """The visit with what was accepted of the same insertion of the same card while it was being asked for."""
        card = self.identity.any_card
        if before is None or card is None or before.identity.any_card != card:
            return self
        if before.member.member_id != self.member.member_id:
            return self
        return replace(self, identity=replace(self.identity, accepted=before.identity.accepted))

    @property
    def to_accept(self) -> tuple[str, ...]:
        """In what the card is not the one that the record knows, as long as the clerk has not accepted it."""
        if not self.overview.card_differences:
            return ()
        from counter.domain.identity import to_accept

        return to_accept(self.identity, self.member)
