"""The whole journey without the human (performance.md J1): card, status, 25-line claim, price, book, triplicate PDF."""

from __future__ import annotations

from counter.bench.centre import BenchCentre, book, stay_draft
from counter.bench.measure import Outcome, contest
from counter.card.image import image_for_member
from counter.card.member_card import MemberCard
from counter.card.simulated import SIMULATED_READER, SimulatedService
from counter.domain.identity import Identity
from counter.domain.settlement import Settlement

SCREEN_DPI = 96
PRINTER_DPI = 300


def journey_outcome(centre: BenchCentre, *, quick: bool) -> Outcome:
    """Measure the journey and judge it against the raster step that any printing needs."""
    member = centre.store.record_by_id(centre.stay.member_id, "bench").member
    assert member.card_number is not None
    assert member.card_id is not None
    image = image_for_member(
        "bench",
        name=member.name,
        id_number=member.id_number,
        sex=member.sex,
        birth_day=member.birth_day,
        card_number=member.card_number,
        card_id=member.card_id,
    )
    service = SimulatedService(lambda _: image)
    service.slots[SIMULATED_READER].insert(image)
    context = service.establish()
    papers: list[bytes] = []

    def journey(turn: int) -> Settlement:
        connection = context.connect(SIMULATED_READER)
        try:
            card = MemberCard(connection).read(SIMULATED_READER, turn, centre.today)
        finally:
            connection.close()
        overview = centre.counter.open(Identity.from_card(card))
        assert overview.insurance is not None
        settlement = book(centre, stay_draft(centre, turn + 1000))
        papers.append(centre.counter.statement_pdf(settlement))
        return settlement

    def raster(_turn: int) -> int:
        return len(centre.counter.statement_pages(papers[-1], PRINTER_DPI))

    first = journey(-1)
    priced = first.snapshot.adjudication
    if priced.fund_amount + priced.cash_amount + priced.account_amount != priced.total_amount:
        raise AssertionError("the journey's settlement does not add up: nothing is measured")
    outcome = contest(
        "Journey without the human: card, status, 25-line claim, price, book, triplicate PDF",
        [("raster of the paper at 300 dpi", raster), ("journey", journey)],
        rounds=10 if quick else 30,
    )
    context.release()
    outcome.notes.append("catalogue look-ups of all 25 lines are part of the journey; card in memory, no wire time")
    return outcome.judge("journey", 1.0, "J1")
