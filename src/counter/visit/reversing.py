"""The use cases that undo a settlement and claim again what was undone (features.md 37, reliability.md section 5)."""

from __future__ import annotations

import uuid
from dataclasses import replace

from counter.domain.draft import Draft
from counter.domain.errors import InputProblems, KeyReused, NotCorrectable, NotReversible, Problem
from counter.domain.ledger import Posting
from counter.domain.reversal import (
    ReversalBasis,
    ReversalBooking,
    check_reversible,
    contra_snapshot,
    contra_transfers,
    draft_of,
)
from counter.domain.settlement import Settlement, Snapshot
from counter.visit.equipment import Equipment
from counter.visit.ports.cards import CardReader, demand_seat


class Reversing(Equipment):
    """The part of `counter.visit.counter.Counter` that takes back. Its methods block on the books."""

    def preview_reversal(self, settlement: Settlement) -> Snapshot:
        """The reversal of a settlement as it would be booked now, without number, reason and clerk: what the clerk is
        shown before anything is confirmed.

        Raises:
            NotReversible, AlreadyReversed: it cannot be.
        """
        return contra_snapshot(self._reversible(settlement), "")

    def _reversible(self, settlement: Settlement) -> ReversalBasis:
        if settlement.snapshot.contra is not None:
            raise NotReversible("is_reversal", settlement.number)
        basis = self._store.reversal_basis(settlement.settlement_id)
        check_reversible(basis)
        return basis

    def reverse(self, settlement: Settlement, reason: str, key: str, reader: CardReader | None = None) -> Settlement:
        """Take a settlement back whole: one transaction, exactly once.

        The amounts are those that were booked, with the opposite sign; nothing is priced again. No card is asked for
        of a member who is not here, since the reason is stored, logged and printed; who reverses stands beside who
        settled. A member who is here by a card, or with one beside, is so while it is seated, as for a settlement.

        Args:
            settlement: what is reversed.
            reason: why, never empty.
            key: idempotency key, made when the question was put.
            reader: the card reader, to ask whether that card still is; None only where no card is.

        Returns:
            The reversal, with a statement number of its own and `snapshot.contra`.

        Raises:
            InputProblems: there is no reason.
            NotReversible, AlreadyReversed, NoOpenDay: nothing was booked.
            CardGone: the visit's card was pulled or swapped, or the reader does not confirm it; nothing was booked.
            KeyReused: the key was used before for something else.
            OutcomeUnknown: ask `resolve` with the key.
        """
        why = reason.strip()
        if not why:
            raise InputProblems((Problem("reason", "missing"),))
        if settlement.snapshot.contra is not None:
            raise NotReversible("is_reversal", settlement.number)
        with self._store.transaction(key) as books:
            earlier = books.reversal_by_key(key)
            if earlier is not None:
                contra = earlier.snapshot.contra
                if contra is None or (contra.number, contra.reason) != (settlement.number, why):
                    raise KeyReused(key)
                return earlier
            basis = books.lock_settlement(settlement.settlement_id)
            check_reversible(basis)
            day = books.open_day()
            member_id = basis.settlement.snapshot.member_id
            # Asked last, as for a settlement, and of the very card that is kept with the act.
            demand_seat(reader, self._established.card_of(member_id))
            snapshot = replace(
                contra_snapshot(basis, why),
                number=books.next_statement_number(self.staff.centre, day),
                key=key,
                centre=self.staff.centre,
                counter=self.staff.counter,
                clerk=self.staff.name,
                business_day=day.isoformat(),
                settled_at=self._clock.now(),
                card=self._established.seen_card_of(member_id),
            )
            posting = Posting(key, snapshot.member_id, day, snapshot.number, contra_transfers(basis.transfers))
            return books.reverse(
                ReversalBooking(
                    snapshot,
                    settlement.settlement_id,
                    posting,
                    self.staff.name,
                    self._established.of(snapshot.member_id),
                )
            )

    def correct(self, settlement: Settlement) -> Draft:
        """A draft with everything of a reversed claim, under a fresh key, that says which statement it replaces. It is
        saved; asked for again, the same draft comes back while it is open.

        Args:
            settlement: what was reversed, as it stood or as it stands now.

        Raises:
            NotCorrectable: it was not reversed, or was replaced before.
        """
        now = self._store.settlement(settlement.settlement_id)
        if not now.reversed_by:
            raise NotCorrectable("not_reversed", now.number)
        if now.replaced_by:
            raise NotCorrectable("replaced", now.number, now.replaced_by)
        for record in self._store.drafts(now.snapshot.member_id):
            if record.draft.replaces == now.number:
                return record.draft
        draft = draft_of(self._store.booked_claim(now.settlement_id), str(uuid.uuid4()), now.number)
        self._store.save_draft(draft, self.staff, self._established.of(draft.member_id))
        return draft
