"""A card that names its holder and is not the one that the record knows: replaced, not yet in the record, or lost."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.domain.draft import Draft
from counter.domain.errors import CardGone, CardNotAccepted
from counter.domain.identity import CARD_FIELDS, CardRead, Identity, IdentityRoute, SeenCard
from counter.domain.member import Member
from counter.domain.settlement import Settlement, Snapshot
from counter.store import Books, verify_store
from counter.visit.centre import Centre
from counter.visit.counter import Counter

from .conftest import TODAY, Seat

OTHER = SeenCard("X00000029", "990101D1560000050000000000000029")


@pytest.fixture
def member(centre: Centre) -> Member:
    return centre.members[0].member


@pytest.fixture
def other(identity: Identity, seat: Seat) -> Identity:
    """Member 1 by a card with another number and code than the record's; it is in the reader."""
    assert identity.card is not None
    seat.card = replace(identity.card, card_number=OTHER.number, card_id=OTHER.code)
    return Identity.from_card(seat.card)


def settle(counter: Counter, draft: Draft, identity: Identity, seat: Seat) -> Settlement:
    priced = counter.trial(draft, counter.year_state(draft), TODAY)
    assert priced is not None
    return counter.settle(draft, priced, identity, seat if identity.any_card is not None else None)  # type: ignore[arg-type]


def notes(folder: Path) -> list[dict[str, Any]]:
    """What the audit log says about evidence."""
    with contextlib.closing(sqlite3.connect(folder / "training.db")) as line:
        rows = line.execute("select content from audit where kind = 'identity' order by seq").fetchall()
    return [json.loads(row[0]) for row in rows]


def test_it_is_told_and_noted_and_books_nothing_before_the_clerk_accepts_it(
    counter: Counter, draft: Draft, other: Identity, member: Member, seat: Seat, books: Books, tmp_path: Path
) -> None:
    overview = counter.open(other)
    assert overview.card_differences == CARD_FIELDS
    with pytest.raises(CardNotAccepted) as caught:
        settle(counter, draft, other, seat)
    assert caught.value.fields == CARD_FIELDS
    assert not books.settlements()

    accepted = counter.accept_card(other, member)
    settlement = settle(counter, draft, accepted, seat)
    counter.open(accepted)
    assert [(note["differing"], note["accepted"]) for note in notes(tmp_path)] == [
        (["card_number", "card_id"], False), (["card_number", "card_id"], True), (["card_number", "card_id"], True),
    ]  # fmt: skip
    assert OTHER.number not in json.dumps(notes(tmp_path))
    assert settlement.snapshot.card == OTHER, "the card that was in, not the one that the record knows"
    assert settlement.snapshot.card_number == OTHER.number, "and the paper names it"


def test_a_refresh_that_was_asked_for_before_the_acceptance_writes_nothing_after_it(
    counter: Counter, other: Identity, member: Member, tmp_path: Path
) -> None:
    counter.open(other)
    counter.accept_card(other, member)
    counter.open(other)
    counter.open_found(member.member_id, "refresh", identity=other)
    assert [note["accepted"] for note in notes(tmp_path)] == [False, True]


@pytest.mark.parametrize("lost", ["contact", "another_insertion", "another_member"])
def test_a_card_whose_acceptance_is_over_is_noted_as_not_accepted(
    counter: Counter, other: Identity, member: Member, tmp_path: Path, lost: str
) -> None:
    """The same insertion after it could not be read for a while, the same card put in again, or after somebody else."""
    counter.open(other)
    counter.accept_card(other, member)
    assert other.card is not None
    if lost == "contact":
        counter.end_visit()
    elif lost == "another_insertion":
        other = replace(other, card=replace(other.card, insertion=other.card.insertion + 1))
    else:
        counter.open_found(2, "没带卡")
    counter.open(other)
    assert [note["accepted"] for note in notes(tmp_path)] == [False, True, False]


def test_another_protected_card_ends_what_was_accepted_of_the_first(
    counter: Counter, member: Member, tmp_path: Path
) -> None:
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=OTHER.code, protected=True)
    shown = Identity(member.id_number, None, IdentityRoute.ID_READER, beside=beside)
    counter.open(shown)
    counter.accept_card(shown, member)
    counter.lay_beside(replace(shown, beside=None), member)
    counter.lay_beside(shown, member)
    counter.open(shown)
    assert [note["accepted"] for note in notes(tmp_path)] == [False, True, False, False]


def test_what_was_accepted_is_this_difference_and_no_other(
    counter: Counter, draft: Draft, other: Identity, member: Member, seat: Seat
) -> None:
    assert other.card is not None
    half = replace(other, card=replace(other.card, card_number=member.card_number))
    accepted = counter.accept_card(half, member)
    assert accepted.accepted == ("card_id",)
    with pytest.raises(CardNotAccepted):
        settle(counter, draft, replace(accepted, card=other.card), seat)


def test_every_posting_says_which_card_was_in(
    counter: Counter, draft: Draft, identity: Identity, member: Member, seat: Seat, books: Books, tmp_path: Path
) -> None:
    assert identity.card is not None
    assert member.card_id is not None
    assert member.card_number is not None
    seat.card = replace(identity.card, card_id=member.card_id)
    known = Identity.from_card(seat.card)
    counter.open(known)
    booked = settle(counter, draft, known, seat)
    assert booked.snapshot.card == SeenCard(member.card_number, member.card_id)

    counter.end_visit()
    reversal = counter.reverse(booked, "录入错误", "reversal-1")
    assert reversal.snapshot.card is None, "nobody's card was in"
    url = f"sqlite:///{tmp_path / 'training.db'}"
    assert verify_store(url, books.audit_head()).good

    with contextlib.closing(sqlite3.connect(tmp_path / "training.db", isolation_level=None)) as line:
        for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            line.execute(f"DROP TRIGGER {name}")
        forged = replace(booked.snapshot, card=OTHER).to_json()
        line.execute("UPDATE settlement SET snapshot = ? WHERE number = ?", (forged, booked.number))
    assert "snapshot_hash" in {finding.check for finding in verify_store(url, books.audit_head()).findings}


def test_a_reversal_says_which_card_was_in(
    counter: Counter, draft: Draft, identity: Identity, member: Member, seat: Seat, books: Books, tmp_path: Path
) -> None:
    booked = settle(counter, draft, identity, seat)
    assert identity.card is not None
    seat.card = replace(identity.card, card_id=member.card_id)
    counter.open(Identity.from_card(seat.card))
    reversal = counter.reverse(booked, "录入错误", "reversal-1", seat)
    assert reversal.snapshot.card == SeenCard(str(member.card_number), str(member.card_id))
    assert verify_store(f"sqlite:///{tmp_path / 'training.db'}", books.audit_head()).good


@pytest.mark.parametrize("here", ["nobody", "the record's card", "typed"])
def test_the_paper_of_a_reversal_names_the_card_of_the_original(
    counter: Counter, draft: Draft, identity: Identity, other: Identity, member: Member, seat: Seat, books: Books,
    tmp_path: Path, here: str,
) -> None:  # fmt: skip
    counter.open(other)
    booked = settle(counter, draft, counter.accept_card(other, member), seat)
    if here == "nobody":
        counter.end_visit()
    elif here == "typed":
        counter.open_found(member.member_id, "没带卡")
    else:
        seat.card = identity.card
        counter.open(identity)
    shown = counter.preview_reversal(booked)
    reversal = counter.reverse(booked, "录入错误", "reversal-1", seat)
    assert shown.card_number == reversal.snapshot.card_number == booked.snapshot.card_number == OTHER.number
    assert reversal.snapshot.card == (identity.seen_card if here == "the record's card" else None)
    assert verify_store(f"sqlite:///{tmp_path / 'training.db'}", books.audit_head()).good


@pytest.mark.parametrize("found", [True, False])
def test_a_protected_card_is_kept_as_support_and_held_against_the_record(
    counter: Counter, draft: Draft, member: Member, seat: Seat, found: bool
) -> None:
    """card.md 1.14: it says its code and not whose it is."""
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=OTHER.code, protected=True)
    seat.card = beside
    typed = Identity(member.id_number, None, IdentityRoute.TYPED, None, "受保护的卡，已看身份证", beside)
    overview = counter.open_found(1, typed.typed_reason, identity=typed) if found else counter.open(typed)
    assert overview.card_differences == ("card_id",)
    with pytest.raises(CardNotAccepted):
        settle(counter, draft, typed, seat)
    booked = settle(counter, draft, counter.accept_card(typed, member), seat)
    assert booked.snapshot.card == SeenCard("", OTHER.code)
    assert booked.snapshot.card_number == "", "the paper names no card rather than one that was not in"
    assert booked.snapshot.identity_route == "typed"


def test_a_protected_card_that_is_said_to_lie_there_must_still_lie_there(
    counter: Counter, draft: Draft, member: Member, seat: Seat, books: Books
) -> None:
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=member.card_id, protected=True)
    shown = Identity(member.id_number, None, IdentityRoute.ID_READER, beside=beside)
    seat.card = None
    with pytest.raises(CardGone):
        settle(counter, draft, shown, seat)
    assert not books.settlements()
    seat.card = beside
    booked = settle(counter, draft, shown, seat)
    assert booked.snapshot.card == SeenCard("", str(member.card_id))
    assert booked.snapshot.card_number == member.card_number, "the record's own card, by its code"


def test_another_protected_card_is_noted_and_kept_with_what_is_done_from_now_on(
    counter: Counter, draft: Draft, identity: Identity, member: Member, seat: Seat, tmp_path: Path
) -> None:
    booked = settle(counter, draft, identity, seat)
    shown = Identity(member.id_number, None, IdentityRoute.ID_READER)
    counter.open(shown)
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=OTHER.code, protected=True)
    seat.card = beside
    counter.lay_beside(replace(shown, beside=beside), member)
    assert [(note["differing"], note["accepted"]) for note in notes(tmp_path)] == [(["card_id"], False)]
    assert counter.reverse(booked, "录入错误", "reversal-1", seat).snapshot.card == SeenCard("", OTHER.code)


@pytest.mark.parametrize(("silent", "reason"), [(False, ""), (True, "unconfirmed")])
@pytest.mark.parametrize("lying", ["its own", "beside"])
def test_a_reversal_of_a_card_visit_asks_whether_the_card_still_lies_there(
    counter: Counter, draft: Draft, identity: Identity, member: Member, seat: Seat, books: Books, lying: str,
    silent: bool, reason: str,
) -> None:  # fmt: skip
    """The pull whose event has not arrived yet: nothing is booked, as with a settlement."""
    booked = settle(counter, draft, identity, seat)
    if lying == "beside":
        seat.card = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=member.card_id, protected=True)
        counter.open(Identity(member.id_number, None, IdentityRoute.ID_READER, beside=seat.card))
    there = seat.card
    if silent:
        seat.silent = True
    else:
        seat.card = None
    with pytest.raises(CardGone) as caught:
        counter.reverse(booked, "录入错误", "reversal-1", seat)
    assert caught.value.reason == reason
    with pytest.raises(CardGone):
        counter.reverse(booked, "录入错误", "reversal-1")
    assert books.settlement(booked.settlement_id).reversed_by == ""
    seat.card, seat.silent = there, False
    reversal = counter.reverse(booked, "录入错误", "reversal-1", seat)
    seat.card = None
    assert counter.reverse(booked, "录入错误", "reversal-1", seat).number == reversal.number, "it stands already"


def test_a_protected_card_that_was_taken_away_is_kept_with_nothing(
    counter: Counter, draft: Draft, identity: Identity, member: Member, seat: Seat, tmp_path: Path
) -> None:
    booked = settle(counter, draft, identity, seat)
    beside = CardRead("Reader", 1, IdentityRoute.CHIP, card_id=member.card_id, protected=True)
    shown = Identity(member.id_number, None, IdentityRoute.ID_READER, beside=beside)
    counter.open(shown)
    counter.lay_beside(replace(shown, beside=None), member)
    assert not notes(tmp_path)
    assert counter.reverse(booked, "录入错误", "reversal-1").snapshot.card is None


def test_a_statement_that_was_booked_before_keeps_its_hash(
    counter: Counter, draft: Draft, member: Member, seat: Seat
) -> None:
    typed = Identity(member.id_number, None, IdentityRoute.TYPED, None, "没带卡")
    snapshot = settle(counter, draft, typed, seat).snapshot
    assert snapshot.card is None
    assert "card" not in json.loads(snapshot.to_json())
    kept = replace(snapshot, card=OTHER)
    assert Snapshot.from_json(kept.to_json()) == kept
    assert kept.content_hash != snapshot.content_hash
