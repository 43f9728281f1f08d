"""A counter on real parts for every test of the use cases: real database, real policies, real paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from counter.domain.claim import CareKind
from counter.domain.draft import Draft, DraftLine, DraftReceipt
from counter.domain.errors import PrintProblem
from counter.domain.identity import CardRead, Identity, IdentityRoute
from counter.policies.book import FolderBook, load_book
from counter.printing.documents import StatementDocuments
from counter.settings import resources_folder
from counter.store import Books, open_store
from counter.training import build_centre, demo_claim
from counter.training.sample_claims import TypedClaim
from counter.visit.centre import Centre
from counter.visit.counter import Counter
from counter.visit.ports.desk import Staff
from counter.visit.ports.paper import JobState
from counter.visit.system_clock import SystemClock

TODAY = date(2026, 11, 20)
STAFF = Staff(1, "培训一号", "03", "990101")


class Seat:
    """A reader in which a card sits or not."""

    def __init__(self) -> None:
        self.card: CardRead | None = None
        self.silent = False

    def start(self, listener: object) -> None: ...

    def read_again(self, reader: str = "") -> None: ...

    def seated(self, card: CardRead) -> bool:
        return self.card == card and not self.silent

    def left(self, card: CardRead) -> bool:
        return self.card != card

    def stop(self) -> None: ...


@dataclass
class PaperTray:
    """A print queue whose behaviour a test sets; keeps what it was given."""

    name: str = "tray"
    refuses: bool = False
    dies: bool = False
    state: str = "printed"
    sheets: list[bytes] = field(default_factory=list)

    def submit(self, pdf: bytes, title: str) -> str:
        if self.refuses:
            raise PrintProblem("refused", "out of order")
        if self.dies:
            raise KeyboardInterrupt
        self.sheets.append(pdf)
        return f"{title}-{len(self.sheets)}"

    def job_state(self, job: str) -> JobState:
        return JobState(self.state)


@pytest.fixture(scope="session")
def centre() -> Centre:
    return build_centre(TODAY, resources_folder())


@pytest.fixture(scope="session")
def book() -> FolderBook:
    return load_book(resources_folder() / "policies")


@pytest.fixture(scope="session")
def loaded(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training database that tests copy."""
    path = tmp_path_factory.mktemp("books") / "training.db"
    books = open_store(f"sqlite:///{path}", STAFF)
    books.load_centre(centre)
    books.close()
    return path


@pytest.fixture
def books(loaded: Path, tmp_path: Path) -> Iterator[Books]:
    path = tmp_path / "training.db"
    shutil.copy(loaded, path)
    opened = open_store(f"sqlite:///{path}", STAFF)
    yield opened
    opened.close()


@pytest.fixture
def seat() -> Seat:
    return Seat()


@pytest.fixture
def tray() -> PaperTray:
    return PaperTray()


@pytest.fixture
def counter(books: Books, book: FolderBook, tray: PaperTray) -> Counter:
    return Counter(books, book, StatementDocuments(resources_folder()), tray, SystemClock(), STAFF)


@pytest.fixture
def identity(centre: Centre, seat: Seat) -> Identity:
    """Member 1, whose card sits in the reader."""
    member = centre.members[0].member
    card = CardRead(
        "Virtual PCD 00 00",
        1,
        IdentityRoute.CHIP,
        card_number=member.card_number,
        id_number=member.id_number,
        name=member.name,
        sex=member.sex,
        birth_day=member.birth_day,
    )
    seat.card = card
    return Identity.from_card(card)


def typed(counter: Counter, draft: Draft, claim: TypedClaim) -> Draft:
    """Fill a draft with what a clerk would type."""
    draft.care = CareKind(claim.care)
    draft.admission_day, draft.discharge_day = claim.admission_day, claim.discharge_day
    draft.diagnosis, draft.documents = claim.diagnosis, frozenset(claim.documents)
    for receipt in claim.receipts:
        places = counter.find_institutions(receipt.institution_keys)
        lines = []
        for line in receipt.lines:
            hits = counter.find_items(line.item_keys, TODAY)
            item = next(hit for hit in hits if hit.name == line.item_name)
            lines.append(DraftLine(line.item_name, item, line.unit_price, line.quantity, line.amount))
        draft.receipts.append(
            DraftReceipt(
                code=receipt.code,
                number=receipt.number,
                check_code=receipt.check_code,
                institution=next(place for place in places if place.name == receipt.institution_name),
                issue_day=receipt.issue_day,
                total=receipt.total,
                lines=lines,
            )
        )
    return draft


@pytest.fixture
def draft(counter: Counter, identity: Identity) -> Draft:
    """The demo claim of member 1, complete."""
    return typed(counter, counter.new_draft(counter.open(identity)), demo_claim(TODAY))
