"""A training centre on disk for measurements: real database, real rules, real paper, thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.app import open_counter
from counter.domain.adjudication import Adjudication
from counter.domain.claim import CareKind
from counter.domain.draft import Draft, DraftLine, DraftReceipt
from counter.domain.identity import Identity, IdentityRoute
from counter.domain.settlement import Settlement
from counter.settings import Settings
from counter.training import demo_stay
from counter.training.sample_claims import TypedClaim
from counter.visit.counter import Counter
from counter.visit.ports.books import Store


@dataclass(frozen=True, slots=True)
class BenchCentre:
    """home: the folder with the database; today: the open accounting day; stay: a discharge bill of 25 lines."""

    home: Path
    counter: Counter
    store: Store
    today: date
    stay: TypedClaim

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.home / "training.db"


@contextmanager
def bench_centre() -> Iterator[BenchCentre]:
    """A freshly loaded centre in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as folder:
        home = Path(folder)
        counter = open_counter(Settings(home))
        store = counter.store
        try:
            today = store.accounting_day().day
            yield BenchCentre(home, counter, store, today, demo_stay(today))
        finally:
            counter.close()


def stay_draft(centre: BenchCentre, turn: int) -> Draft:
    """The discharge bill as a complete draft, with a receipt number of its own for every turn."""
    stay, counter = centre.stay, centre.counter
    overview = counter.open_found(stay.member_id, "bench")
    draft = counter.new_draft(overview)
    draft.care = CareKind(stay.care)
    draft.admission_day, draft.discharge_day = stay.admission_day, stay.discharge_day
    draft.diagnosis, draft.documents = stay.diagnosis, frozenset(stay.documents)
    for receipt in stay.receipts:
        place = counter.find_institutions(receipt.institution_keys)[0]
        lines = [
            DraftLine(
                line.item_name,
                next(item for item in counter.find_items(line.item_keys, centre.today) if item.name == line.item_name),
                line.unit_price,
                line.quantity,
                line.amount,
            )
            for line in receipt.lines
        ]
        draft.receipts.append(
            DraftReceipt(
                code=receipt.code,
                number=f"{5_000_000_000 + turn:010d}",
                check_code=receipt.check_code,
                institution=place,
                issue_day=receipt.issue_day,
                total=receipt.total,
                lines=lines,
            )
        )
    return draft


def price(centre: BenchCentre, draft: Draft) -> Adjudication:
    """The live calculation of a complete draft."""
    priced = centre.counter.trial(draft, centre.counter.year_state(draft), centre.today)
    assert priced is not None
    return priced


def book(centre: BenchCentre, draft: Draft) -> Settlement:
    """Book a draft for a member who was typed in."""
    member, _ = _member(centre, draft.member_id)
    identity = Identity(member, None, IdentityRoute.TYPED, typed_reason="bench")
    return centre.counter.settle(draft, price(centre, draft), identity, None)


def _member(centre: BenchCentre, member_id: int) -> tuple[str, str | None]:
    record = centre.store.record_by_id(member_id, "bench")
    return record.member.id_number, record.member.card_number
