"""How a member was identified, and by whom, stands with every act, on both databases."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import psycopg
import pytest
from little_centre import STAFF, Place, draft, little_centre, shown

from counter.domain.identity import CardRead, Identity, IdentityRoute, SeenCard
from counter.store import Books
from counter.visit.counter import Counter
from counter.visit.established import NOT_PRESENT, Established

ACTS = ("look", "reveal", "draft", "discard_draft", "settle", "print", "reverse")


class Seated:
    """A reader with the card still in."""

    def seated(self, _card: CardRead) -> bool:
        return True

    def left(self, _card: CardRead) -> bool:
        return False


def by(route: IdentityRoute) -> Identity:
    member = little_centre().members[0].member
    number, card_number = member.id_number, member.card_number
    match route:
        case IdentityRoute.CHIP | IdentityRoute.DRIVER:
            return Identity.from_card(CardRead("desk", 1, route, id_number=number, card_number=card_number))
        case IdentityRoute.TYPED:
            return Identity(number, None, route, typed_reason="没有带卡")
    return Identity(number, None, route)


def rows(place: Place, after: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """(kind, content) of the audit log."""
    connection: Any = (
        sqlite3.connect(place.file) if place.kind == "sqlite" else psycopg.connect(place.url, autocommit=True)
    )
    try:
        found = connection.execute(f"SELECT kind, content FROM audit WHERE seq > {after} ORDER BY seq").fetchall()
    finally:
        connection.close()
    return [
        (kind, json.loads(bytes(content) if isinstance(content, memoryview) else content)) for kind, content in found
    ]


@pytest.mark.parametrize("route", list(IdentityRoute))
def test_every_act_says_the_route_and_the_actor(
    place: Place, books: Books, counter: Counter, route: IdentityRoute
) -> None:
    before = len(rows(place))
    known = by(route)
    reader = Seated() if known.card is not None else None
    counter.open(known)
    counter.reveal(1, "id_number", "核对证件")
    given_up = draft("0000000101")
    counter.save_draft(given_up)
    counter.save_draft(given_up)
    counter.discard_draft(given_up.key)
    claimed = draft()
    counter.save_draft(claimed)
    settlement = counter.settle(claimed, shown(counter, claimed), known, reader)  # type: ignore[arg-type]
    settlement, _ = counter.print_statement(settlement)
    counter.reverse(settlement, "重复报销", "again", reader)  # type: ignore[arg-type]

    told = rows(place, before)
    assert {kind for kind, _ in told} == set(ACTS)
    assert [kind for kind, _ in told].count("draft") == 2, "once for each draft, not for every key"
    assert settlement.snapshot.identity_route == route
    for kind, content in told:
        assert content["route"] == route, kind
        assert content["actor"] == STAFF.name, kind
    reasons = {kind: content.get("typed_reason", content.get("reason")) for kind, content in told}
    assert (reasons["look"] == reasons["settle"] == "没有带卡") == (route is IdentityRoute.TYPED)


def test_found_by_search_counts_as_typed_and_paper_from_a_list_as_nobody_present(
    place: Place, books: Books, counter: Counter
) -> None:
    before = len(rows(place))
    counter.open_found(1, "家属来问")
    counter.reveal(1, "id_number", "核对证件")
    counter.reveal(2, "id_number", "核对证件")
    told = rows(place, before)
    assert [(kind, content["route"]) for kind, content in told] == [
        ("look", "search"), ("reveal", "typed"), ("reveal", NOT_PRESENT),
    ]  # fmt: skip


def test_only_the_member_who_is_served_is_here() -> None:
    known = Established()
    card = CardRead("desk", 1, IdentityRoute.CHIP, card_number="X00000019")
    known.note(1, Identity.from_card(card))
    assert (known.card_of(1), known.card_of(2)) == (card, None)
    assert (known.seen_card_of(1), known.seen_card_of(2)) == (SeenCard("X00000019", ""), None)
    known.note(2, Identity(None, None, IdentityRoute.ID_READER))
    assert (known.of(1), known.of(2)) == (NOT_PRESENT, "id_reader")
    known.end()
    assert (known.of(2), known.card_of(1)) == (NOT_PRESENT, None)


def test_a_claim_of_somebody_who_left_is_taken_back_without_them(place: Place, books: Books, counter: Counter) -> None:
    """Print, draft, discard and reversal of the first member while the second is served."""
    known = by(IdentityRoute.CHIP)
    counter.open(known)
    claimed, kept = draft(), draft("0000000102")
    settlement = counter.settle(claimed, shown(counter, claimed), known, Seated())  # type: ignore[arg-type]
    counter.open_found(2, "家属来问")
    before = len(rows(place))
    counter.save_draft(kept)
    counter.discard_draft(kept.key)
    settlement, _ = counter.print_statement(settlement)
    counter.reveal(1, "id_number", "核对证件")
    counter.reverse(settlement, "重复报销", "again")
    told = rows(place, before)
    assert {kind for kind, _ in told} == {"draft", "discard_draft", "print", "reveal", "reverse"}
    assert {content["route"] for _, content in told} == {NOT_PRESENT}
