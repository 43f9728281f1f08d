"""The use cases that open a member: by card, document, e-credential, typed number or from a search (card.md 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CareKind, PersonFacts
from counter.domain.engine import benefits
from counter.domain.errors import IdentityMismatch, NotCovered, PolicyMissing
from counter.domain.identity import (
    CARD_FIELDS,
    CardRead,
    Evidence,
    Identity,
    IdentityRoute,
    differences,
    match,
)
from counter.domain.member import Benefit, Member, MemberHit, MemberRecord, Overview, eligibility, governing_insurance
from counter.visit.equipment import Equipment

ENQUIRY_CARE = (CareKind.INPATIENT, CareKind.OUTPATIENT)
"""The kinds of care whose limits the overview shows."""


class Identifying(Equipment):
    """The part of `counter.visit.counter.Counter` that knows who the member is. Its methods block on the books, except
    `complete`."""

    def open(self, identity: Identity, evidence: Evidence | None = None) -> Overview:
        """Open the member whom a card, a document, an e-credential or a typed number names.

        Args:
            identity: who it is and how that is known; a typed number has its reason.
            evidence: the document or e-credential that was presented; what differs from it is logged.

        Raises:
            MemberUnknown: nobody has this card or number.
            IdentityMismatch: the card names another person than the record or the evidence does; logged.
        """
        demand_reason(identity)
        record = self._store.record_by_identity(identity)
        if evidence is not None:
            self._hold(identity.card, evidence, record.member)
        overview = self._overview(record, identity)
        self._established.note(record.member.member_id, identity)
        return overview

    def accept_card(self, identity: Identity, member: Member) -> Identity:
        """The clerk has looked at a card that is not the one that the record knows, and takes it for the member's own.

        Logged by field, not by value; which card it was is said by what is booked with it.

        Returns:
            The identity with which money may be booked.
        """
        card = identity.any_card
        unlike = () if card is None else differences(card, member)
        if card is not None and unlike:
            self._store.note_identity(member.member_id, card.route, unlike, self.staff.name, accepted=True)
            self._established.accept(member.member_id, card, unlike)
        return replace(identity, accepted=tuple(field for field in CARD_FIELDS if field in unlike))

    def lay_beside(self, identity: Identity, member: Member) -> None:
        """Another protected card lies beside the member who is served, or none any more: what is done from now on is
        done with that. In what it differs from the record is logged, and is still to be accepted."""
        self._established.note(member.member_id, identity)
        self._established.forget_accepted()
        card = identity.beside
        unlike = () if card is None else differences(card, member)
        if card is not None and unlike:
            self._store.note_identity(member.member_id, card.route, unlike, self.staff.name, accepted=False)

    def confirm(self, card: CardRead, evidence: Evidence, member: Member) -> None:
        """Hold a document or e-credential against the card that is seated and the record; logged either way.

        Raises:
            IdentityMismatch: it has another ID number.
        """
        if not self._hold(card, evidence, member):
            self._store.note_identity(member.member_id, evidence.identity().route, (), self.staff.name, accepted=True)

    def _hold(self, card: CardRead | None, evidence: Evidence, member: Member) -> bool:
        """Log in which fields evidence differs; True when it does. Another ID number is refused, the rest is noted."""
        unlike = tuple(row.field for row in match(card, evidence, member) if not row.agrees)
        refused = "id_number" in unlike
        if unlike:
            route = evidence.identity().route
            self._store.note_identity(member.member_id, route, unlike, self.staff.name, accepted=not refused)
        if refused:
            raise IdentityMismatch(unlike)
        return bool(unlike)

    def open_ahead(self, card_number: str) -> Overview | None:
        """Fetch the overview for a card of which only the number is known yet; None when nobody has that number.

        Nothing of it may be shown before `complete` has compared it with the whole read. One that is never shown is
        given to `leave_unshown`.
        """
        record = self._store.record_ahead(card_number)
        return None if record is None else self._overview(record, None)

    def complete(self, ahead: Overview, card: CardRead) -> Overview | None:
        """The overview that was fetched ahead, with what the whole read says; None when the card names anybody else, or
        differs from the record in anything: then the books are asked anew, which logs the difference. Does not wait.
        """
        member = ahead.record.member
        if card.card_number != member.card_number or card.id_number not in (None, member.id_number):
            return None
        if differences(card, member):
            return None
        self._established.note(member.member_id, Identity.from_card(card))
        return replace(ahead, card_warnings=card.told_warnings)

    def leave_unshown(self, ahead: Overview) -> None:
        """Log that an overview which was fetched ahead was never shown."""
        self._store.note_unshown(ahead.record.member.member_id)

    def stay_with(self, member_id: int, identity: Identity) -> None:
        """Whoever was being opened is not here after all: the one who was served before still is. Does not wait."""
        self._established.note(member_id, identity)

    def end_visit(self) -> None:
        """Nobody is at this counter any more, or their card is gone: what is done from now on is done without them.
        Does not wait."""
        self._established.end()

    def open_found(
        self, member_id: int, reason: str, as_of: date | None = None, identity: Identity | None = None
    ) -> Overview:
        """Open a member chosen from a search; the reason is logged. as_of: as the books stood on that day, to look at
        only: it says nothing about who is here. identity: of route TYPED, with the protected card that lies in the
        reader and what was accepted of it, if any.

        Raises:
            MemberUnknown: there is no such member.
        """
        record = self._store.record_by_id(member_id, reason, as_of)
        if as_of is None:
            # Chosen from a list for a reason: nothing that was presented says who it is.
            beside = None if identity is None else identity.beside
            self._established.note(member_id, Identity(None, None, IdentityRoute.TYPED, None, reason, beside))
        return self._overview(record, identity)

    def find_members(self, text: str) -> tuple[MemberHit, ...]:
        """Up to nine members for the search box."""
        return self._store.find_members(text)

    def reveal(self, member_id: int, field: str, reason: str) -> None:
        """Log that a masked field is about to be shown; the field may be shown only when this returns."""
        self._store.note_reveal(member_id, field, reason, self.staff.name, self._established.of(member_id))

    def _overview(self, record: MemberRecord, identity: Identity | None) -> Overview:
        member = record.member
        card = None if identity is None else identity.any_card
        unlike = () if card is None else differences(card, member)
        refused = "id_number" in unlike
        if identity is not None and card is not None and unlike:
            # Which card it is must be accepted by the clerk, and that is logged when they do.
            accepted = not refused and all(field in identity.accepted for field in unlike if field in CARD_FIELDS)
            # A refresh may have been asked for before the clerk accepted: it knows nothing that is not in the log.
            if accepted or not self._established.is_accepted(member.member_id, card, unlike):
                self._store.note_identity(member.member_id, card.route, unlike, self.staff.name, accepted=accepted)
        if refused:
            raise IdentityMismatch(unlike)
        insurance = governing_insurance(record.insurances)
        limits: list[Benefit] = []
        titles = ("", "")
        if insurance is not None:
            person = PersonFacts(insurance.person_type, record.member.birth_day, insurance.retired_on)
            totals = {f"{scheme}/{year.year}": year for scheme, year in record.totals}
            for care in ENQUIRY_CARE:
                try:
                    policy = self._policies.find(insurance.region, insurance.scheme, care, record.as_of)
                    year = self._policies.year_of(insurance.region, insurance.scheme, record.as_of)
                    used = totals.get(f"{insurance.scheme}/{year}", YearTotals(year))
                    limits.extend(benefits(policy, used, person))
                except (PolicyMissing, NotCovered):
                    # No package, or none for this class of person: the rest of the overview stands.
                    continue
                titles = titles if titles[0] else (policy.ref.title_zh, policy.ref.title_en)
        answer = eligibility(member, insurance, record.as_of, self._clock.now(), bool(titles[0]))
        return Overview(
            record,
            insurance,
            answer,
            tuple(limits),
            titles[0],
            titles[1],
            unlike,
            card.told_warnings if card else (),
        )


def demand_reason(identity: Identity) -> None:
    """Typing is the weakest way in: no screen may leave its reason out (features.md 4)."""
    if identity.route is IdentityRoute.TYPED and not identity.typed_reason.strip():
        raise ValueError("a typed number needs a reason")
