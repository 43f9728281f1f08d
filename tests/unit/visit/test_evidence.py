"""A document or e-credential beside the card: another ID number is refused, the rest is noted, no value is logged."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.errors import IdentityMismatch
from counter.domain.identity import CardRead, IdDocument, Identity, IdentityRoute, Sex
from counter.domain.member import Member
from counter.store import Books
from counter.visit.counter import Counter
from counter.visit.ports.evidence import CredentialHolder

from .conftest import TODAY


def document_of(member: Member, **changes: object) -> IdDocument:
    document = IdDocument(
        member.name, member.sex, "01", member.birth_day, "某市某路一号", member.id_number, "某市公安局",
        date(2015, 1, 1), None,
    )  # fmt: skip
    return replace(document, **changes)  # type: ignore[arg-type]


def card_of(member: Member) -> CardRead:
    return CardRead(
        "Reader 0", 1, IdentityRoute.CHIP, card_id=member.card_id, card_number=member.card_number,
        id_number=member.id_number, name=member.name, sex=member.sex, birth_day=member.birth_day,
    )  # fmt: skip


@pytest.fixture
def member(books: Books) -> Member:
    return books.record_by_id(1, "test").member


Notes = Callable[[], list[dict[str, object]]]


@pytest.fixture
def notes(books: Books, tmp_path: Path) -> Notes:
    """What the audit log says about evidence."""

    def read() -> list[dict[str, object]]:
        with contextlib.closing(sqlite3.connect(tmp_path / "training.db")) as line:
            rows = line.execute("select content from audit where kind = 'identity' order by seq").fetchall()
        return [json.loads(row[0]) for row in rows]

    return read


def test_the_document_of_the_cardholder_confirms_and_is_noted(counter: Counter, notes: Notes, member: Member) -> None:
    counter.confirm(card_of(member), document_of(member), member)
    (note,) = notes()
    assert (note["route"], note["differing"], note["accepted"]) == ("id_reader", [], True)


def test_another_persons_document_is_refused_and_noted(
    counter: Counter, books: Books, notes: Notes, member: Member
) -> None:
    other = books.record_by_id(2, "test").member
    with pytest.raises(IdentityMismatch) as caught:
        counter.confirm(card_of(member), document_of(other), member)
    assert "id_number" in caught.value.fields
    (note,) = notes()
    assert note["accepted"] is False
    assert other.name not in json.dumps(note, ensure_ascii=False)
    assert other.id_number not in json.dumps(note)


def test_another_name_is_a_warning_and_noted_by_field(counter: Counter, notes: Notes, member: Member) -> None:
    counter.confirm(card_of(member), document_of(member, name="别名"), member)
    (note,) = notes()
    assert (note["differing"], note["accepted"]) == (["name"], True)
    assert "别名" not in json.dumps(note, ensure_ascii=False)


def test_a_document_alone_opens_its_member_by_its_route(counter: Counter, notes: Notes, member: Member) -> None:
    document = document_of(member, sex=Sex.FEMALE if member.sex is Sex.MALE else Sex.MALE)
    overview = counter.open(document.identity(), document)
    assert overview.record.member.member_id == 1
    (note,) = notes()
    assert (note["route"], note["differing"]) == ("id_reader", ["sex"])


def test_a_code_alone_opens_its_member_and_compares_what_it_says(
    counter: Counter, notes: Notes, member: Member
) -> None:
    holder = CredentialHolder(member.name, member.id_number, "990101")
    assert counter.open(holder.identity(), holder).record.as_of == TODAY
    assert notes() == []


def test_a_card_that_differs_from_its_record_is_noted(counter: Counter, notes: Notes, member: Member) -> None:
    counter.open(Identity.from_card(replace(card_of(member), name="别名")))
    with pytest.raises(IdentityMismatch):
        counter.open(
            Identity(None, member.card_number, IdentityRoute.CHIP, replace(card_of(member), id_number="0" * 18))
        )
    assert [(note["differing"], note["accepted"]) for note in notes()] == [(["name"], True), (["id_number"], False)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_typed_number_without_a_reason_opens_nothing(counter: Counter, member: Member, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        counter.open(Identity(member.id_number, None, IdentityRoute.TYPED, None, reason))
