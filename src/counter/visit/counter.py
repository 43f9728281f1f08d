"""The use cases of a visit behind one door.

Every screen and command calls `Counter`; it holds no state of a visit. All methods may block on the database or the
print queue and therefore run on the store lane, except those marked pure, which need nothing but their inputs.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from counter.domain.adjudication import AccountMoney, Adjudication, YearTotals
from counter.domain.claim import CareKind, CatalogueItem, Claim, Institution, PersonFacts, StayPart
from counter.domain.draft import Draft, check_draft, claim_from_draft, trial_claim
from counter.domain.engine import adjudicate, benefits
from counter.domain.errors import (
    CardGone,
    CounterError,
    IdentityMismatch,
    KeyReused,
    NoOpenDay,
    NotCovered,
    PolicyMissing,
    Problem,
    StayNotSplit,
    TotalsMoved,
)
from counter.domain.identity import CardRead, Evidence, Identity, IdentityRoute, age_on, differences, match
from counter.domain.ledger import AccountRow, Posting
from counter.domain.member import (
    Benefit,
    CategorySpending,
    ClearingYear,
    ExpenseRow,
    Insurance,
    Member,
    MemberHit,
    MemberRecord,
    OpenCase,
    Overview,
    covering_insurance,
    eligibility,
    governing_insurance,
)
from counter.domain.policy import Policy
from counter.domain.settlement import Booking, Settlement, Snapshot, statement_lines, transfers_of
from counter.domain.stay import part_drafts, part_holds, split_claim
from counter.domain.supposing import Alternative, Supposition, alternatives, in_other_class, supposed_claim
from counter.visit.established import Established
from counter.visit.ports import (
    AccountingDay,
    CardReader,
    Clock,
    Documents,
    DraftRecord,
    JobState,
    PageImage,
    PolicyBook,
    PrintQueue,
    Staff,
    Store,
)
from counter.visit.reversing import Reversing

ENQUIRY_CARE = (CareKind.INPATIENT, CareKind.OUTPATIENT)
"""The kinds of care whose limits the overview shows."""


@dataclass(frozen=True, slots=True)
class YearState:
    """What the live calculation needs beside the draft; fetched once per draft and refreshed after each booking."""

    year: str
    totals: YearTotals
    money: AccountMoney


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A claim as supposed, with the package that would govern it and what would come out.

    fresh: the year's totals are not the member's own, they begin at zero.
    """

    claim: Claim
    policy: Policy
    adjudication: Adjudication
    fresh: bool


class Counter(Reversing):
    """One counter window: a member of staff, the books, the rules and the paper."""

    def __init__(
        self,
        store: Store,
        policies: PolicyBook,
        documents: Documents,
        queue: PrintQueue,
        clock: Clock,
        staff: Staff,
    ) -> None:
        self._store = store
        self._policies = policies
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._established = Established()
        self.staff = staff

    def read_rules(self) -> None:
        """Read the rules now, if they were not read yet, so that no member waits for it.

        Raises:
            FileProblems: they cannot be read; whatever needs them says the same.
        """
        # A book that is read late is read by any question.
        _ = self._policies.policies

    @property
    def store(self) -> Store:
        """The books, for commands that enquire without a visit."""
        return self._store

    def close(self) -> None:
        """Close the books; nothing may be called afterwards."""
        self._store.close()

    # Member

    def open(self, identity: Identity, evidence: Evidence | None = None) -> Overview:
        """Open the member whom a card, a document, an e-credential or a typed number names.

        Args:
            identity: who it is and how that is known; a typed number has its reason.
            evidence: the document or e-credential that was presented; what differs from it is logged.

        Raises:
            MemberUnknown: nobody has this card or number.
            IdentityMismatch: the card names another person than the record or the evidence does; logged.
        """
        _demand_reason(identity)
        record = self._store.record_by_identity(identity)
        if evidence is not None:
            self._hold(identity.card, evidence, record.member)
        overview = self._overview(record, identity.card)
        self._established.note(record.member.member_id, identity.route)
        return overview

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
        if differences(card, member.name, member.id_number, member.sex, member.birth_day):
            return None
        self._established.note(member.member_id, card.route)
        return replace(ahead, card_warnings=card.warnings)

    def leave_unshown(self, ahead: Overview) -> None:
        """Log that an overview which was fetched ahead was never shown."""
        self._store.note_unshown(ahead.record.member.member_id)

    def open_found(self, member_id: int, reason: str, as_of: date | None = None) -> Overview:
        """Open a member chosen from a search; the reason is logged."""
        record = self._store.record_by_id(member_id, reason, as_of)
        if as_of is None:
            # Chosen from a list for a reason: nothing that was presented says who it is.
            self._established.note(member_id, IdentityRoute.TYPED)
        return self._overview(record, None)

    def find_members(self, text: str) -> tuple[MemberHit, ...]:
        """Up to nine members for the search box."""
        return self._store.find_members(text)

    def reveal(self, member_id: int, field: str, reason: str) -> None:
        """Log that a masked field is about to be shown; the field may be shown only when this returns."""
        self._store.note_reveal(member_id, field, reason, self.staff.name, self._established.of(member_id))

    def _overview(self, record: MemberRecord, card: CardRead | None) -> Overview:
        member = record.member
        unlike = differences(card, member.name, member.id_number, member.sex, member.birth_day) if card else ()
        refused = "id_number" in unlike
        if card is not None and unlike:
            self._store.note_identity(member.member_id, card.route, unlike, self.staff.name, accepted=not refused)
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
            card.warnings if card else (),
        )

    # Enquiry

    def account_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, kind: str | None = None
    ) -> tuple[AccountRow, ...]:
        """Account history, newest first."""
        return self._store.account_rows(member_id, as_of=as_of, year=year, kind=kind)

    def expense_rows(
        self, member_id: int, *, as_of: date | None = None, year: int | None = None, institution: str | None = None
    ) -> tuple[ExpenseRow, ...]:
        """Visits and claims, newest first."""
        return self._store.expense_rows(member_id, as_of=as_of, year=year, institution=institution)

    def clearing_years(self, member_id: int, *, as_of: date | None = None) -> tuple[ClearingYear, ...]:
        """Account clearing by year, newest first."""
        return self._store.clearing_years(member_id, as_of=as_of)

    def spending_by_year(
        self, member_id: int, *, as_of: date | None = None
    ) -> tuple[tuple[str, tuple[CategorySpending, ...]], ...]:
        """Spending by category for every year, newest first."""
        return self._store.spending_by_year(member_id, as_of=as_of)

    # Claim

    def new_draft(self, overview: Overview) -> Draft:
        """An empty draft for a member, with a fresh idempotency key.

        Raises:
            NotCovered: the member has no insurance to claim under.
        """
        insurance, person = overview.insurance, overview.person
        if insurance is None or person is None:
            raise NotCovered(overview.record.as_of, "not_insured")
        key = str(uuid.uuid4())
        return Draft(key, overview.record.member.member_id, insurance.region, insurance.scheme, person)

    def find_items(self, text: str, day: date) -> tuple[CatalogueItem, ...]:
        """Catalogue lookup for the line grid."""
        return self._store.find_items(text, day)

    def find_institutions(self, text: str) -> tuple[Institution, ...]:
        """Institution lookup for the receipt head."""
        return self._store.find_institutions(text)

    def receipt_use(self, key: str, part: StayPart | None = None) -> CounterError | None:
        """Who used a receipt before, None when it is free; other parts of the same stay do not count (`Draft.part`)."""
        return self._store.receipt_use(key, part)

    def split_stay(self, draft: Draft) -> tuple[Draft, ...]:
        """One draft for each settlement year of a stay that the region settles by days, the earliest first.

        Each part is priced, settled and printed by itself; together they take the place of the draft, which is to be
        discarded once they are saved. Splitting the same draft again gives the same drafts under the same keys.

        Returns:
            The parts, or (draft,) where nothing is to be split.

        Raises:
            InputProblems: the draft is not complete.
            PolicyMissing: no package covers the stay.
        """
        if draft.stay_part is not None:
            return (draft,)
        claim = claim_from_draft(draft, self._store.accounting_day().day)
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return part_drafts(draft, claim, split_claim(claim, policy, draft.key)) or (draft,)

    def must_split(self, claim: Claim) -> bool:
        """True for a whole stay that its region settles by days in several settlement years. Pure."""
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return bool(split_claim(claim, policy, ""))

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

    def save_draft(self, draft: Draft) -> str:
        """Keep what was typed; returns when it was saved."""
        return self._store.save_draft(draft, self.staff, self._established.of(draft.member_id))

    def drafts(self, member_id: int | None = None) -> tuple[DraftRecord, ...]:
        """Drafts that are not booked yet."""
        return self._store.drafts(member_id)

    def discard_draft(self, key: str) -> None:
        """Give a draft up."""
        self._store.discard_draft(key, self.staff, self._established.of)

    def year_state(self, draft: Draft, service_day: date | None = None) -> YearState:
        """What the live calculation needs from the books."""
        today = self._store.accounting_day().day
        year = self.year_of(draft.region, draft.scheme, service_day or today, today)
        totals = self._store.year_totals(draft.member_id, draft.scheme, year)
        return YearState(year, totals, self._store.money(draft.member_id))

    def trial(self, draft: Draft, state: YearState, today: date) -> Adjudication | None:
        """Price what is typed so far; None when there is nothing to price. Pure: safe at every key.

        Raises:
            PolicyMissing: no package covers the claim's day.
        """
        claim = trial_claim(draft, today)
        return None if claim is None else self.price(claim, state.totals, state.money)

    def policy_for(self, region: str, scheme: str, care: CareKind, day: date) -> Policy:
        """The package that governs, with what it asks about a claim. Pure: safe at every key.

        Raises:
            PolicyMissing: none does.
        """
        return self._policies.find(region, scheme, care, day)

    def policies(self) -> tuple[Policy, ...]:
        """Every package at hand: what a what-if may choose among."""
        return self._policies.policies

    def year_of(self, region: str, scheme: str, day: date, accounting_day: date | None = None) -> str:
        """The settlement year that a day counts in, which need not be the calendar's; the calendar year where no
        package says. Pure.

        accounting_day: the day of settlement, which decides where the package says so; `day` itself when None.
        """
        try:
            return self._policies.year_of(region, scheme, day, accounting_day)
        except PolicyMissing:
            return str(day.year)

    def check(self, draft: Draft, today: date) -> tuple[Claim | None, tuple[Problem, ...]]:
        """Everything that is wrong in a draft, and the claim when nothing is. Pure."""
        return check_draft(draft, today, partial(self.year_of, draft.region, draft.scheme))

    def what_if(self, claim: Claim, supposed: Supposition, state: YearState, today: date) -> WhatIf:
        """Price a claim as if something about it were different. Pure; nothing of it can be booked.

        The year's totals hold as long as region, scheme and settlement year are the claim's own; elsewhere the year
        begins at zero. today: the open accounting day.

        Raises:
            PolicyMissing: no package would govern.
            NotCovered: the package that would says nothing about it, or nobody can be of that class.
        """
        asked = supposed_claim(claim, supposed)
        policy = self._policies.find(asked.region, asked.scheme, asked.care, asked.service_day)
        if supposed.person_class is not None:
            other = in_other_class(asked, policy, supposed.person_class)
            if other is None:
                raise NotCovered(asked.service_day, "person_class")
            asked = other
        year = policy.year.counted_in(asked.service_day, today)
        own = (asked.region, asked.scheme, year) == (claim.region, claim.scheme, state.year)
        totals = state.totals if own else YearTotals(year)
        return WhatIf(asked, policy, adjudicate(asked, policy, totals, state.money), not own)

    def what_would_change(self, claim: Claim, priced: Adjudication, state: YearState) -> tuple[Alternative, ...]:
        """At which other level, or in a new year, the funds would pay another amount for a claim. Pure."""
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return alternatives(claim, policy, priced, state.money)

    def price(self, claim: Claim, totals: YearTotals, money: AccountMoney) -> Adjudication:
        """Price a claim under the package that governs it."""
        policy = self._policies.find(claim.region, claim.scheme, claim.care, claim.service_day)
        return adjudicate(claim, policy, totals, money)

    # Settlement

    def settle(
        self, draft: Draft, confirmed: Adjudication, identity: Identity, reader: CardReader | None
    ) -> Settlement:
        """Book a claim: one transaction, exactly once per draft key.

        Args:
            draft: what the clerk sees.
            confirmed: the figures that the clerk confirmed.
            identity: how the member was identified; with a card, that very card must still be seated.
            reader: the card reader, to ask whether it is; None only when identity has no card.

        Raises:
            InputProblems: the draft is not complete.
            CardGone: the card was pulled or swapped since it was read.
            IdentityMismatch: the draft belongs to another member than the identity.
            TotalsMoved: the figures changed meanwhile; carries the new ones. Nothing was booked.
            ReceiptAlreadyUsed, NotCovered, PolicyMissing, NoOpenDay: nothing was booked.
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
            _demand_reason(identity)
            money = books.money(claim.member_id)
            now = self.price(claim, totals, money)
            if now.figures() != confirmed.figures():
                raise TotalsMoved(now)
            # Asked last, so that the window between question and commit is as short as it can be.
            if identity.card is not None and (reader is None or not reader.seated(identity.card)):
                raise CardGone
            number = books.next_statement_number(self.staff.centre, day)
            snapshot = self._snapshot(number, draft.key, claim, member, insurance, now, money, identity, day)
            snapshot = replace(snapshot, replaces=draft.replaces)
            posting = Posting(draft.key, claim.member_id, day, number, transfers_of(now, claim))
            reason = identity.typed_reason.strip()
            return books.book(Booking(snapshot, claim, year, posting, self.staff.name, reason))

    def resolve(self, key: str) -> Settlement | None:
        """What became of a settlement whose outcome is unknown: the settlement, or None when it was not booked."""
        return self._store.settlement_by_key(key)

    def _snapshot(
        self,
        number: str,
        key: str,
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
            key=key,
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
            card_number=member.card_number or "",
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
        )

    # Paper

    def statement_pdf(self, settlement: Settlement, language: str = "zh", *, reprint: int = 0) -> bytes:
        """The statement's three copies as PDF, from the frozen snapshot."""
        return self._documents.statement(settlement, language, reprint=reprint)

    def statement_pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """The pages of a PDF as pictures for the screen."""
        return self._documents.pages(pdf, dpi)

    def print_statement(self, settlement: Settlement, reason: str = "") -> tuple[Settlement, str]:
        """Send the three copies to the queue; the money stays booked whatever the printer does.

        Args:
            settlement: what was booked.
            reason: needed from the second time on; the paper is then marked as a reprint.

        Returns:
            The settlement with its new print state, and the job's id.

        Raises:
            MissingGlyph, PrintProblem: nothing left the program; the state is `failed` and can be tried again.
        """
        try:
            pdf = self._documents.statement(settlement, reprint=settlement.copies_out)
        except CounterError as error:
            self._note_print(settlement, "failed", reason=str(error))
            raise
        # Noted before the paper leaves: a crash in between must not let a second set pass as the first.
        settlement = self._note_print(settlement, "sending", reason=reason)
        try:
            job = self._queue.submit(pdf, settlement.number)
        except CounterError as error:
            self._note_print(settlement, "failed", reason=str(error))
            raise
        return self._note_print(settlement, "queued", job=job, reason=reason), job

    def _note_print(self, settlement: Settlement, state: str, *, job: str = "", reason: str = "") -> Settlement:
        route = self._established.of(settlement.snapshot.member_id)
        return self._store.note_print(
            settlement.number, state, job=job, reason=reason, actor=self.staff.name, route=route
        )

    def follow_print(self, settlement: Settlement, job: str) -> tuple[Settlement, JobState]:
        """Ask the queue how a job stands and record a change."""
        state = self._queue.job_state(job)
        if state.state not in ("unknown", settlement.print_state):
            settlement = self._note_print(settlement, state.state, job=job)
        return settlement, state

    def settlement_by_number(self, number: str) -> Settlement | None:
        """A settlement by its statement number, None when there is none."""
        return self._store.settlement_by_number(number)

    def settlements(self, member_id: int | None = None) -> tuple[Settlement, ...]:
        """Settlements, newest first."""
        return self._store.settlements(member_id)

    # Counter

    @property
    def printer_name(self) -> str:
        """Where paper comes out, as people name it."""
        return self._queue.name

    def open_cases(self) -> tuple[OpenCase, ...]:
        """What is not finished: drafts, unknown outcomes, paper that did not come out."""
        return self._store.open_cases()

    def accounting_day(self) -> AccountingDay:
        """The current accounting day."""
        return self._store.accounting_day()

    def open_accounting_day(self, day: date) -> AccountingDay:
        """Open a day for booking."""
        return self._store.open_day(day, self.staff.name)


def _demand_reason(identity: Identity) -> None:
    """Typing is the weakest way in: no screen may leave its reason out (features.md 4)."""
    if identity.route is IdentityRoute.TYPED and not identity.typed_reason.strip():
        raise ValueError("a typed number needs a reason")
