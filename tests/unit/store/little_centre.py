"""A small centre for store tests: three members, three places, a few items, one visit by card; and claims on it."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from counter.domain.claim import (
    CareKind,
    CatalogueItem,
    Institution,
    InstitutionLevel,
    ItemClass,
    PersonFacts,
    ReceiptKind,
)
from counter.domain.draft import REQUIRED_DOCUMENTS, Draft, DraftLine, DraftReceipt
from counter.domain.identity import Identity, IdentityRoute, Sex, id_check_digit
from counter.domain.ledger import EntryKind, Posting, Transfer
from counter.domain.member import CardState, Insurance, InsuranceState, Member
from counter.domain.member_letter import Letter
from counter.domain.money import Rate
from counter.domain.settlement import Settlement
from counter.policies.book import FolderBook, load_book
from counter.store import Books
from counter.store.guards import tables_in_order
from counter.visit.centre import Centre, ContributionMonth, DatedItem, MemberFile, PastVisit
from counter.visit.counter import Counter
from counter.visit.ports.desk import Staff
from counter.visit.ports.paper import JobState, PageImage

TODAY = date(2026, 11, 21)
STAFF = Staff(1, "甲", "03", "990101")
OTHER = Staff(2, "乙", "05", "990101")
RESOURCES = Path(__file__).parents[3] / "resources"
CARD_RECEIPT = "e_receipt:11060126:0000000001"

HOSPITAL = Institution("H1", "第一医院", InstitutionLevel.LEVEL_3, "110000", initials="dyyy")
COMMUNITY = Institution("C1", "社区中心", InstitutionLevel.COMMUNITY, "110000", initials="sqzx")
PHARMACY = Institution("P1", "百分之百%药房", InstitutionLevel.COMMUNITY, "110000", is_pharmacy=True, initials="bfzbyf")
ASPIRIN = CatalogueItem(
    "X1", "阿司匹林肠溶片", ItemClass.A, "101", "09", "盒", "100mg", None, None, "aspl", price_fen=1_500
)
IMPLANT = CatalogueItem("Y1", "植入支架", ItemClass.B, "201", "08", "个", "", Rate(1, 10), None, "zrzj")
CREAM = CatalogueItem("Z1", "面霜", ItemClass.C, "101", "14", "盒", initials="ms")


@dataclass(frozen=True)
class Place:
    """Where a test's database is. kind: `sqlite` or `postgres`."""

    kind: str
    url: str

    @property
    def file(self) -> Path:
        """The SQLite file."""
        assert self.kind == "sqlite"
        return Path(self.url.removeprefix("sqlite:///"))

    def bare(self) -> Any:
        """A connection of its own, one transaction per statement, as any tool would have it."""
        if self.kind == "sqlite":
            return sqlite3.connect(self.file, isolation_level=None)
        return psycopg.connect(self.url, autocommit=True)

    @contextmanager
    def unguarded(self) -> Iterator[Callable[[str], Any]]:
        """Raw SQL without any trigger, check or foreign key in the way, on either database."""
        with closing(self.bare()) as connection:
            if self.kind == "sqlite":
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    connection.execute(f"DROP TRIGGER {name}")
                connection.execute("PRAGMA ignore_check_constraints = ON")
            else:
                for table in tables_in_order():
                    connection.execute(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL")
                checks = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
                for name, check in connection.execute(checks).fetchall():
                    if not name.startswith(("pg_", "information_schema")):
                        connection.execute(f"ALTER TABLE {name} DROP CONSTRAINT {check}")
            yield connection.execute


def id_number(birth_day: date, serial: int) -> str:
    """A synthetic ID number in region 990101."""
    first_17 = f"990101{birth_day:%Y%m%d}{serial:03d}"
    return first_17 + id_check_digit(first_17)


def member(member_id: int, name: str, birth_day: date, initials: str) -> Member:
    """A synthetic person; odd numbers are men."""
    number = id_number(birth_day, member_id)
    sex = Sex.MALE if member_id % 2 else Sex.FEMALE
    card = f"X{member_id:08d}"
    return Member(
        member_id, f"9901{member_id:026d}", name, number, sex, birth_day, card, None, CardState.NORMAL, None, initials
    )


def insurance(person_type: str, scheme: str = "310", retired_on: date | None = None) -> Insurance:
    """An insurance in force since 2010."""
    return Insurance(
        scheme, "110000", person_type, InsuranceState.NORMAL, date(2010, 1, 1), None, retired_on, "单位", "employer",
        date(2026, 10, 1),
    )  # fmt: skip


def _postings(member_id: int) -> tuple[Posting, ...]:
    name = f"member:{member_id}"
    made = [
        Posting(
            f"t{member_id}:0",
            member_id,
            date(2024, 1, 1),
            "2024",
            (Transfer("clearing:opening", f"{name}:prior", 500_000, EntryKind.OPENING),),
        )
    ]
    for month in range(1, 11):
        paid = date(2026, month + 1, 5)
        made.append(
            Posting(
                f"t{member_id}:{month}",
                member_id,
                paid,
                f"2026-{month:02d}",
                (
                    Transfer("clearing:contributions", f"{name}:current", 2_000, EntryKind.CONTRIBUTION),
                    Transfer("clearing:contributions", f"{name}:current", 1_000, EntryKind.EMPLOYER_SHARE),
                ),
            )
        )
    return tuple(made)


def _contributions() -> tuple[ContributionMonth, ...]:
    return tuple(
        ContributionMonth("310", date(2026, month, 1), 100_000, 2_000, 9_000, 3_000, date(2026, month + 1, 5))
        for month in range(1, 11)
    )


def _visit() -> tuple[Posting, PastVisit]:
    day = date(2026, 3, 10)
    spent = Posting(
        "t1:visit", 1, day, "S0001", (Transfer("member:1:current", "institution:H1", 2_500, EntryKind.CARE),)
    )
    visit = PastVisit(
        "S0001", day, CareKind.OUTPATIENT, "310", "2026", "H1", CARD_RECEIPT, 4_000, 3_500, (), 2_500, 0, 1_500,
        (("C0000/outpatient", 1), ("F0000/outpatient", 3_500), ("S0000/outpatient", 4_000)),
    )  # fmt: skip
    return spent, visit


def little_centre(members: int = 3) -> Centre:
    """The centre; from the fourth on members are alike, in service, for tests that need many."""
    spent, visit = _visit()
    first = sorted((*_postings(1), spent), key=lambda posting: posting.day)
    files = [
        MemberFile(
            member(1, "张一", date(1980, 5, 8), "zy"),
            (insurance("1101"),),
            _contributions(),
            tuple(first),
            (visit,),
            (3,),
        ),
        MemberFile(
            member(2, "李娟二", date(1955, 2, 3), "lje"),
            (insurance("1201", retired_on=date(2010, 3, 1)),),
            (),
            _postings(2),
            (),
        ),
        MemberFile(member(3, "张三", date(2010, 7, 9), "zs"), (insurance("1501", "390"),), (), (), ()),
    ]
    files += [
        MemberFile(member(n, f"众{n}", date(1970, 1, 1), "z"), (insurance("1101"),), (), _postings(n), ())
        for n in range(4, members + 1)
    ]
    items = (
        DatedItem(replace(ASPIRIN, price_limit_fen=3_000), date(2020, 1, 1), date(2025, 12, 31)),
        DatedItem(ASPIRIN, date(2026, 1, 1)),
        DatedItem(IMPLANT, date(2020, 1, 1)),
        DatedItem(CREAM, date(2020, 1, 1)),
    )
    return Centre("990101", "示范中心", TODAY, (STAFF, OTHER), (HOSPITAL, COMMUNITY, PHARMACY), items, tuple(files))


def identity(member_id: int = 1) -> Identity:
    """How a member is identified when no card is at hand."""
    found = next(file.member for file in little_centre(max(3, member_id)).members if file.member.member_id == member_id)
    return Identity(found.id_number, None, IdentityRoute.TYPED, typed_reason="test")


def draft(number: str = "0000000100", yuan: str = "100.00", *, member_id: int = 1, key: str | None = None) -> Draft:
    """A complete outpatient claim with one receipt of class A."""
    person = {2: PersonFacts("1201", date(1955, 2, 3), date(2010, 3, 1))}.get(
        member_id, PersonFacts("1101", date(1980, 5, 8))
    )
    line = DraftLine("aspl", ASPIRIN, yuan, "1", yuan)
    receipt = DraftReceipt(
        ReceiptKind.E_RECEIPT, "11060126", number, "7FA31C", HOSPITAL, "dyyy", "2026-11-12", yuan, [line]
    )
    return Draft(
        key or str(uuid.uuid4()),
        member_id,
        "110000",
        "310",
        person,
        CareKind.OUTPATIENT,
        "",
        "",
        "高血压",
        "02",
        frozenset(REQUIRED_DOCUMENTS),
        [receipt],
    )


class FixedClock:
    """Time that moves one second per question."""

    def __init__(self) -> None:
        self.second = 0

    def now(self) -> str:
        """ISO time."""
        self.second += 1
        return f"2026-11-21T09:{self.second // 60 % 60:02d}:{self.second % 60:02d}+08:00"


class PlainDocuments:
    """Paper without a layout: the number and nothing else."""

    def statement(self, settlement: Settlement, language: str = "zh", *, reprint: int = 0) -> bytes:
        """A page that says which statement it is and which print of it."""
        return f"{settlement.number} {settlement.code} {reprint}".encode()

    def explanation(self, letter: Letter) -> bytes:
        """Its text."""
        return letter.text().encode()

    def pages(self, pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
        """No pictures."""
        return ()


class FolderQueue:
    """Paper comes out as files in a folder; a file is there whole or not at all."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def submit(self, pdf: bytes, title: str) -> str:
        """Write a file of its own for each job."""
        job = f"{title}-{uuid.uuid4().hex}"
        half = self._folder / f".{job}"
        half.write_bytes(pdf)
        half.replace(self._folder / f"{job}.txt")
        return job

    def job_state(self, job: str) -> JobState:
        """Printed once the file is there."""
        return JobState("printed" if (self._folder / f"{job}.txt").exists() else "unknown")


@cache
def policies() -> FolderBook:
    """The real rules."""
    return load_book(RESOURCES / "policies")


def counter_on(books: Books, folder: Path, staff: Staff = STAFF, rules: FolderBook | None = None) -> Counter:
    """A counter on these books."""
    return Counter(books, rules or policies(), PlainDocuments(), FolderQueue(folder), FixedClock(), staff)


def settle(counter: Counter, claimed: Draft) -> Settlement:
    """What the clerk does: look at the figures, confirm them."""
    return counter.settle(claimed, shown(counter, claimed), identity(claimed.member_id), None)


def shown(counter: Counter, claimed: Draft) -> object:
    """The figures on the screen."""
    priced = counter.trial(claimed, counter.year_state(claimed, date(2026, 11, 12)), TODAY)
    assert priced is not None
    return priced
