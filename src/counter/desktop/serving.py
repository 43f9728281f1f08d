"""Who is being served: from reader events, documents and typed numbers to one visit, and to none.

Hides every order in which cards, answers of the books and the clerk can come: an answer that belongs to a card which is
no longer seated is dropped, a card that is gone masks, another card ends the visit before anything of it is fetched
(card.md 3.7, features.md 8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counter.desktop import wording
from counter.desktop.holders import CARD_ABSENT, is_card, same_holder, speaks_of, typed_identity
from counter.desktop.lanes import Lane
from counter.desktop.looking_ahead import LookingAhead
from counter.desktop.next_served import Verdict, may_clear, verdict, waits_elsewhere
from counter.desktop.seats import Seats
from counter.desktop.visit_state import Visit
from counter.desktop.whose_turn import WhoseTurn
from counter.domain.errors import CounterError, IdentityMismatch, InvalidIdNumber
from counter.domain.identity import CardRead, Evidence, Identity, IdentityRoute
from counter.domain.member import Overview
from counter.visit.counter import Counter
from counter.visit.ports.cards import ReaderEvent, ReaderPhase


class Serving(QObject):
    """Signals:

    reader_changed(event): the reader's chip.
    visit_changed(visit or None): another member, newer figures, or nobody.
    masked(bool): hide or show what belongs to the member.
    opening(bool): the books are being asked for a member.
    problem(headline, advice): a member could not be opened.
    message(text, kind): for the command bar.
    number_wanted: the card does not say who holds it; a document must be read or a number typed.
    confirmed: evidence was held against the card that is seated; the visit has it.
    refused(comparison, evidence): the evidence is another person's; nobody is served any more.
    card_differs: the member is served with another card than the record's: the clerk must look before money moves.
    card_accepted: they have, and the visit says so.
    """

    reader_changed = Signal(object)
    visit_changed = Signal(object)
    masked = Signal(bool)
    opening = Signal(bool)
    problem = Signal(str, str)
    message = Signal(str, str)
    number_wanted = Signal()
    confirmed = Signal()
    refused = Signal(object, object)
    card_differs = Signal()
    card_accepted = Signal()
    _arrived = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self.turn = WhoseTurn(self)
        """Asks when more than one member's card is seated."""
        self._ahead = LookingAhead(lane, self, self._warn)
        self._counter: Counter | None = None
        self._waiting_card: CardRead | None = None
        self._visit: Visit | None = None
        self._masked = False
        self._ticket = 0
        self._opening_card: CardRead | None = None
        self._presented: Evidence | None = None
        self._opening_evidence: Evidence | None = None
        self._card_left_in = False
        self._beside: CardRead | None = None
        self._seats = Seats()
        self._insertions: dict[str, int] = {}
        self._arrived.connect(self.take_event)
        self.served = 0
        """Members opened since the window was started."""

    # From outside

    def listener(self) -> Callable[[ReaderEvent], None]:
        """For `CardReader.start`: may be called from any thread."""
        return self._arrived.emit

    def use(self, counter: Counter) -> None:
        """The books are open; a card that was read before is opened now."""
        self._counter = counter
        if self._waiting_card is not None:
            card, self._waiting_card = self._waiting_card, None
            self._open_card(card)

    @property
    def visit(self) -> Visit | None:
        """Who is served now."""
        return self._visit

    @property
    def is_masked(self) -> bool:
        """True while the card of the visit is out of the reader."""
        return self._masked

    @property
    def card_lies_in(self) -> bool:
        """True while somebody's card lies in a reader, be it that of who is served or one that was left behind."""
        return self._seats.taken

    def take_event(self, event: ReaderEvent) -> None:
        """One event of the reader, on the GUI thread. Events of an older insertion are ignored."""
        if event.insertion < self._insertions.get(event.reader, 0):
            return
        newer = event.insertion > self._insertions.get(event.reader, 0)
        self._insertions[event.reader] = event.insertion
        if event.number is not None:
            self._look_ahead(event.reader, event.insertion, event.number)
            return
        self.reader_changed.emit(self._beside_served(event))
        # Masking takes the question off the screen: that is no answer, and nobody took it back either.
        asked = self.turn.cards
        if event.phase in CARD_ABSENT or newer:
            with self.turn.covered():
                self._card_left(event)
        if event.card is not None:
            self._take_card(event, event.card)
            self._seats.note(event)
        elif event.phase is ReaderPhase.PROTECTED and self._visit is None:
            self._protected(None)
        else:
            self._seats.note(event)
            waiting = not self._is_shown() and waits_elsewhere(self._visit, self._seats, event.reader)
            self._take_left(self.turn.answer_of(asked, event, waiting=waiting), event)

    def _take_card(self, event: ReaderEvent, card: CardRead) -> None:
        if not self._seats.held(card):
            self.turn.put_in(card)
        said = verdict(event, card, self._visit, self._seats, self.turn, shown=self._is_shown())
        if said is Verdict.OPENS:
            self.turn.withdraw()
            if event.phase is ReaderPhase.PROTECTED:
                self._protected(card)
            else:
                self._card_read(card)
        elif said is not Verdict.STAYS:
            self.turn.ask((card, *event.rivals))
            if said is Verdict.RETURNS:
                self._card_read(card)

    def _is_shown(self) -> bool:
        """True while a visit can be seen, or is about to be."""
        return self._opening_card is not None or (self._visit is not None and not self._masked)

    def _beside_served(self, event: ReaderEvent) -> ReaderEvent:
        """What the bar says: that another reader lost its card, or was unplugged, is no news of the card that is
        served, which is still in."""
        card = self._card_in_turn()
        if card is None or speaks_of(event, card.reader) or event.phase not in CARD_ABSENT:
            return event
        return ReaderEvent(ReaderPhase.READ, card.reader, card.insertion, card, simulated=event.simulated)

    def _card_in_turn(self) -> CardRead | None:
        """The seated card whose member is being opened or served."""
        visit = self._visit
        return self._opening_card or (None if visit is None or self._masked else visit.identity.card)

    def _take_left(self, card: CardRead | None, event: ReaderEvent) -> None:
        """One card is left of several, and so it is its turn, unless it is already."""
        if card is not None and self._card_in_turn() != card:
            self.turn.choose(card)
            phase = ReaderPhase.PROTECTED if card.protected else ReaderPhase.READ
            self.take_event(ReaderEvent(phase, card.reader, card.insertion, card, simulated=event.simulated))

    def _card_left(self, event: ReaderEvent) -> None:
        """The card that was seated is not there any more (or another insertion began)."""
        if self._ahead.is_spoken_of(event):
            self._drop_ahead()
        if self._beside is not None and speaks_of(event, self._beside.reader) and not is_card(self._beside, event):
            self._beside = None
            self._lay_beside()
        for card in (self._opening_card, self._waiting_card):
            if card is not None and speaks_of(event, card.reader) and not is_card(card, event):
                self._ticket += 1
                self._opening_card = self._waiting_card = self._presented = None
                self.opening.emit(False)
                if self._visit is None:
                    self.visit_changed.emit(None)
                self._say_who_is_here()
        visit = self._visit
        if visit is None or visit.identity.card is None or self._masked:
            return
        card = visit.identity.card
        if speaks_of(event, card.reader) and not is_card(card, event):
            self._masked = True
            self.masked.emit(True)
            self._say_who_is_here()

    def _say_who_is_here(self) -> None:
        """For the audit log of what is done from now on; on the lane, behind what was asked for until now."""
        counter, visit = self._counter, None if self._masked else self._visit
        if counter is None:
            return

        def say() -> None:
            if visit is None:
                counter.end_visit()
            else:
                counter.stay_with(visit.member.member_id, visit.identity)

        self._lane.run(say, owner=self, succeeded=lambda _none: None, failed=lambda _error: None)

    def _card_read(self, card: CardRead) -> None:
        visit = self._visit
        # A document whose member was just being opened is held against the card that came first.
        evidence = self._opening_evidence
        if visit is not None and visit.member.id_number == card.id_number:
            evidence = evidence or visit.evidence
        elif visit is not None and (visit.identity.card is None or not same_holder(visit.identity.card, card)):
            self.close()
        if evidence is not None:
            self._presented = evidence
        self._open_card(card)

    def _open_card(self, card: CardRead) -> None:
        counter = self._counter
        if counter is None:
            self._waiting_card = card
            return
        self._opening_card = card
        if self._ahead.is_of(card):
            self._ticket += 1
            ticket = self._ticket
            if not self._ahead.want(lambda overview: self._show_ahead(counter, ticket, card, overview)):
                self.opening.emit(True)
            return
        identity = Identity.from_card(card)
        self._open(lambda: counter.open(identity), identity)

    # While the card is still being read

    def _look_ahead(self, reader: str, insertion: int, number: str) -> None:
        """Ask the books for a card whose number is known, while the rest of it is read.

        Another member's visit is over with it: the page is empty before anything of the next one is there.
        """
        counter = self._counter
        if counter is None:
            return
        known = None if self._visit is None else self._visit.identity
        if known is not None and (known.card is None or known.card_number != number):
            if not may_clear(self._visit, self._seats, reader, number):
                return  # It may not be its turn: that is decided when it is read.
            self.close()
        self._ahead.drop()
        self.opening.emit(True)
        self._ahead.start(counter, reader, insertion, number)

    def _show_ahead(self, counter: Counter, ticket: int, card: CardRead, overview: Overview | None) -> None:
        """The read is complete and the books have answered."""
        if ticket != self._ticket:
            self._ahead.leave_unshown(counter, overview)
            return
        identity = Identity.from_card(card)
        whole = None if overview is None else counter.complete(overview, card)
        if whole is None:
            self._ahead.leave_unshown(counter, overview)
            self._open(lambda: counter.open(identity), identity)
        else:
            self._opened(ticket, whole, identity, None)

    def _drop_ahead(self) -> None:
        """Nothing comes of the card that was being read."""
        if self._ahead.drop():
            self.opening.emit(False)
            if self._visit is None:
                self.visit_changed.emit(None)

    def _warn(self, error: CounterError) -> None:
        self.message.emit(wording.sentence(error), "warning")

    def _protected(self, card: CardRead | None) -> None:
        """A card that does not say whose it is: it supports whatever says so while it lies there (card.md 1.14)."""
        self._drop_ahead()
        self._beside = card
        visit = self._visit
        if visit is not None and visit.identity.card is not None:
            self.close()
        self._lay_beside()
        if self._visit is None:
            self.number_wanted.emit()

    def _lay_beside(self) -> None:
        """The protected card that lies there now is the one that is compared and kept with what is booked."""
        counter, before = self._counter, self._visit
        visit = None if before is None else before.lying_beside(self._beside)
        if counter is None or visit is None or visit is before:
            return
        self._visit = visit
        self._lane.run(
            lambda: counter.lay_beside(visit.identity, visit.member),
            owner=self,
            succeeded=lambda _none: None,
            failed=self._warn,
        )
        self.visit_changed.emit(visit)
        if visit.to_accept:
            self.card_differs.emit()
            self.message.emit(self.tr("受保护的卡不是档案里登记的那张，确认前不能记账。"), "warning")
        elif self._beside is not None:
            self.message.emit(self.tr("受保护的卡已放上，往后的业务会记这张卡。"), "ok")
        else:
            self.message.emit(self.tr("受保护的卡已取出或读不到，往后的业务不再记这张卡。"), "warning")

    # By a document or an e-credential

    def present(self, evidence: Evidence) -> None:
        """An ID document or an e-credential says who it is: it is held against the card that is seated, or opens its
        member by itself."""
        counter, visit = self._counter, self._visit
        if counter is None:
            return
        if self._opening_card is not None:
            self._presented = evidence
        elif visit is not None and visit.identity.card is not None and not self._masked:
            self._confirm(counter, visit, visit.identity.card, evidence)
        else:
            if visit is not None and visit.member.id_number != evidence.id_number:
                self.close()
            identity = replace(evidence.identity(), beside=self._beside)
            self._open(lambda: counter.open(identity, evidence), identity, evidence=evidence)
            self._opening_evidence = evidence

    def _confirm(self, counter: Counter, visit: Visit, card: CardRead, evidence: Evidence) -> None:
        def held(_none: None) -> None:
            now = self._visit
            if now is not None and now.identity.is_still(visit.identity) and not self._masked:
                self._visit = replace(now, evidence=evidence)
                self.visit_changed.emit(self._visit)
                self.confirmed.emit()

        def failed(error: CounterError) -> None:
            now = self._visit
            if isinstance(error, IdentityMismatch) and now is not None and now.identity.is_still(visit.identity):
                self.close()
                self.problem.emit(wording.headline(error), wording.sentence(error))
                self.refused.emit(visit.comparison_with(evidence), evidence)
            else:
                self.message.emit(wording.sentence(error), "danger")

        self._lane.run(lambda: counter.confirm(card, evidence, visit.member), owner=self, succeeded=held, failed=failed)

    # By the clerk

    def open_member(self, member_id: int, reason: str, then: Callable[[], None] | None = None) -> None:
        """Open a member by the key of the record; `then` is called once the pages show it."""
        counter = self._counter
        if counter is None:
            return
        if self._visit is not None and self._visit.member.member_id != member_id:
            self._leave_card()
            self.close()
        self._opening_card = None
        identity = Identity(None, None, IdentityRoute.TYPED, None, reason, self._beside)
        self._open(lambda: counter.open_found(member_id, reason, identity=identity), identity, then)

    def open_number(self, text: str, reason: str) -> None:
        """Open a member by a number that was typed: an ID number when it can be one, else a card number."""
        counter = self._counter
        if counter is None:
            return
        try:
            identity = replace(typed_identity(text, reason), beside=self._beside)
        except InvalidIdNumber as error:
            self.message.emit(wording.sentence(error), "warning")
            return
        self._leave_card()
        self.close()
        self._open(lambda: counter.open(identity), identity)

    def _leave_card(self) -> None:
        """Another member is asked for while the card of the one before is still in the reader."""
        visit = self._visit
        self._card_left_in = visit is not None and visit.identity.card is not None and not self._masked

    def reopen(self) -> None:
        """Fetch the overview of the member again: something was booked.

        A card that leaves before the books answer leaves the page masked: the answer is dropped as any card's is.
        """
        visit, counter = self._visit, self._counter
        if visit is None or counter is None or self._masked or self._opening_card is not None:
            # Whoever is being opened by a card is asked for behind the booking, and comes with its figures.
            return
        member_id, identity = visit.member.member_id, visit.identity
        self._opening_card = identity.card
        if identity.route is not IdentityRoute.TYPED:
            self._open(lambda: counter.open(identity), identity, evidence=visit.evidence)
        else:
            reason = identity.typed_reason
            self._open(lambda: counter.open_found(member_id, reason, identity=identity), identity)

    def accept_card(self) -> None:
        """The clerk takes the card for the member's own, although the record knows another one."""
        visit, counter = self._visit, self._counter
        if visit is None or counter is None or self._masked or not visit.to_accept:
            return

        def accepted(identity: Identity) -> None:
            now = self._visit
            if now is not None and now.identity == visit.identity and not self._masked:
                self._visit = replace(now, identity=identity)
                self.visit_changed.emit(self._visit)
                self.card_accepted.emit()

        self._lane.run(
            lambda: counter.accept_card(visit.identity, visit.member),
            owner=self,
            succeeded=accepted,
            failed=lambda error: self.message.emit(wording.sentence(error), "danger"),
        )

    def close(self) -> None:
        """Nobody is served any more."""
        self._ticket += 1
        self._opening_card = self._presented = self._opening_evidence = None
        self._masked = False
        if self._visit is not None:
            self._visit = None
            self.visit_changed.emit(None)
        self._say_who_is_here()

    def _open(
        self,
        operation: Callable[[], Overview],
        identity: Identity,
        then: Callable[[], None] | None = None,
        evidence: Evidence | None = None,
    ) -> None:
        self._ticket += 1
        ticket = self._ticket
        self._opening_evidence = None
        self.opening.emit(True)
        self._lane.run(
            operation,
            owner=self,
            succeeded=lambda overview: self._opened(ticket, overview, identity, then, evidence),
            failed=lambda error: self._failed(ticket, error),
        )

    def _opened(
        self,
        ticket: int,
        overview: Overview,
        identity: Identity,
        then: Callable[[], None] | None,
        evidence: Evidence | None = None,
    ) -> None:
        if ticket != self._ticket:
            return
        member = overview.record.member
        found = identity.id_number is None and identity.card_number is None
        known = replace(identity, id_number=member.id_number) if found else identity
        if self._visit is None or self._visit.member.member_id != member.member_id:
            self.served += 1
        self._opening_card = self._opening_evidence = None
        if known.card is None:
            # Whose turn it is was answered in another way than by one of the cards.
            self.turn.leave_unanswered()
        self._visit = Visit(known, overview, evidence).after(None if self._masked else self._visit)
        self.opening.emit(False)
        self.visit_changed.emit(self._visit)
        if self._masked:
            self._masked = False
            self.masked.emit(False)
        left_in, self._card_left_in = self._card_left_in, False
        if left_in and known.card is None:
            self.message.emit(self.tr("上一位的卡还在读卡器里，请取出还给本人。"), "warning")
        if then is not None:
            then()
        # The card that lay beside when the books were asked may be another by now.
        self._lay_beside()
        if self._visit is not None and self._visit.to_accept:
            self.card_differs.emit()
        presented, self._presented = self._presented, None
        if presented is not None:
            self.present(presented)

    def _failed(self, ticket: int, error: CounterError) -> None:
        if ticket != self._ticket:
            return
        self._opening_card = self._presented = self._opening_evidence = None
        self._visit = None
        self._masked = False
        self.opening.emit(False)
        self.visit_changed.emit(None)
        self._say_who_is_here()
        self.problem.emit(wording.headline(error), wording.sentence(error))
