"""The use case that books a claim, and what was booked."""

from __future__ import annotations

from datetime import date
from functools import partial

from counter.domain.adjudication import AccountMoney, Adjudication
from counter.domain.claim import Claim
from counter.domain.draft import Draft, claim_from_draft
from counter.domain.errors import (
    CardNotAccepted,
    IdentityMismatch,
    KeyReused,
    NoOpenDay,
    StayNotSplit,
    TotalsMoved,
)
from counter.domain.identity import Identity, age_on, named_card_number, to_accept
from counter.domain.ledger import Posting
from counter.domain.member import Insurance, Member, covering_insurance
from counter.domain.settlement import Booking, Settlement, Snapshot, statement_lines, transfers_of
from counter.domain.stay import part_holds, split_claim
from counter.visit.claiming import Claiming
from counter.visit.identifying import demand_reason
from counter.visit.ports.cards import CardReader, demand_seat


class Settling(Claiming):
    """The part of `counter.visit.counter.Counter` that settles. Its methods block on the books."""

    def settle(
        self, draft: Draft, confirmed: Adjudication, identity: Identity, reader: CardReader | None
    ) -> Settlement:
        """Book a claim: one transaction, exactly once per draft key.

        Args:
            draft: what the clerk sees.
            confirmed: the figures that the clerk confirmed.
            identity: how the member was identified; the card that did it, or that lies beside, must still be seated.
            reader: the card reader, to ask whether it is; None only when identity has no card at all.

        Raises:
            InputProblems: the draft is not complete.
            CardGone: the card was pulled or swapped since it was read, or the reader does not confirm it.
            IdentityMismatch: the draft belongs to another member than the identity.
            CardNotAccepted: it is not the card that the record knows, and `accept_card` was not called for it.
            TotalsMoved: the figures changed meanwhile; carries the new ones. Nothing was booked.
            ReceiptAlreadyUsed, NotCovered, PolicyMissing, NoOpenDay: nothing was booked.
            NotCorrectable: the claim that this one replaces was not reversed, or was replaced before.
            StayNotSplit: the stay lies in two settlement years and is settled by days: `split_stay` first.
            KeyReused: the draft was booked before with other content.
            OutcomeUnknown: ask `resolve` with the draft's key.
        """
        today = self._store.accounting_day()
        if not today.open:
            raise NoOpenDay
        claim = claim_from_draft(draft, today.day, partial(self.year_of, draft.region, draft.scheme))
        self._store.mark_submitted(draft.key)
        with self._store.transaction(draft.key) as books:
            earlier = books.settlement_by_key(draft.key)
            if earlier is not None:
                settlement, content_hash = earlier
                if content_hash != claim.content_hash() or settlement.snapshot.replaces != draft.replaces:
                    raise KeyReused(draft.key)
                return settlement
            self._check_split(claim, draft.key)
            day = books.open_day()
            year = self._policies.year_of(claim.region, claim.scheme, claim.service_day, day)
            totals = books.lock_year(claim.member_id, claim.scheme, year)
            member, insurances = books.member(claim.member_id)
            insurance = covering_insurance(insurances, claim)
            if identity.id_number not in (None, member.id_number):
                raise IdentityMismatch(("id_number",))
            if identity.id_number is None and identity.card_number != member.card_number:
                raise IdentityMismatch(("card_number",))
            demand_reason(identity)
            unlike = to_accept(identity, member)
            if unlike:
                raise CardNotAccepted(unlike)
            money = books.money(claim.member_id)
            now = self.price(claim, totals, money)
            if now.figures() != confirmed.figures():
                raise TotalsMoved(now)
            # Asked last, so that the window between question and commit is as short as it can be.
            demand_seat(reader, identity.any_card)
            number = books.next_statement_number(self.staff.centre, day)
            snapshot = self._snapshot(number, draft, claim, member, insurance, now, money, identity, day)
            posting = Posting(draft.key, claim.member_id, day, number, transfers_of(now, claim))
            reason = identity.typed_reason.strip()
            return books.book(Booking(snapshot, claim, year, posting, self.staff.name, reason))

    def resolve(self, key: str) -> Settlement | None:
        """What became of a settlement whose outcome is unknown: the settlement, or None when it was not booked."""
        return self._store.settlement_by_key(key)

    def _snapshot(
        self,
        number: str,
        draft: Draft,
        claim: Claim,
        member: Member,
        insurance: Insurance,
        priced: Adjudication,
        money: AccountMoney,
        identity: Identity,
        day: date,
    ) -> Snapshot:
        after = AccountMoney(
            money.current_fen - priced.account_current_amount, money.prior_fen - priced.account_prior_amount
        )
        return Snapshot(
            number=number,
            key=draft.key,
            centre=self.staff.centre,
            counter=self.staff.counter,
            clerk=self.staff.name,
            business_day=day.isoformat(),
            settled_at=self._clock.now(),
            identity_route=identity.route,
            member_id=member.member_id,
            psn_no=member.psn_no,
            name=member.name,
            sex=member.sex,
            birth_day=member.birth_day.isoformat(),
            age=age_on(member.birth_day, claim.service_day),
            id_number=member.id_number,
            card_number=named_card_number(identity, member),
            scheme=claim.scheme,
            region=claim.region,
            person_type=insurance.person_type,
            care=claim.care,
            reason=claim.reason,
            institution_code=claim.institution.code,
            institution_name=claim.institution.name,
            institution_level=claim.institution.level,
            diagnosis=claim.diagnosis,
            admission_day=claim.admission_day.isoformat() if claim.admission_day else "",
            discharge_day=claim.discharge_day.isoformat() if claim.discharge_day else "",
            service_day=claim.service_day.isoformat(),
            receipts=tuple(
                (receipt.key, receipt.institution.name, receipt.issue_day.isoformat(), receipt.claimed_fen)
                for receipt in claim.receipts
            ),
            categories=statement_lines(claim, priced),
            adjudication=priced,
            account_after=after,
            claim_hash=claim.content_hash(),
            replaces=draft.replaces,
            card=identity.seen_card,
        )

    def _check_split(self, claim: Claim, key: str) -> None:
        """Refuse a stay that must be split and is not, and a part that is not what its stay would be split into now.

        The package of the day of discharge says whether and how, for the whole stay.
        """
        if claim.discharge_day is None:
            return
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.discharge_day)
        if claim.part is not None and not part_holds(claim, policy):
            raise StayNotSplit("changed")
        if split_claim(claim, policy, key):
            raise StayNotSplit("whole")

    def settlement_by_number(self, number: str) -> Settlement | None:
        """A settlement by its statement number, None when there is none."""
        return self._store.settlement_by_number(number)

    def settlements(self, member_id: int | None = None) -> tuple[Settlement, ...]:
        """Settlements, newest first."""
        return self._store.settlements(member_id)
