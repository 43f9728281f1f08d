"""The facts that docs/training.md promises of each face, on several days of a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counter.domain.adjudication import YearTotals
from counter.domain.claim import CareKind
from counter.domain.ledger import EntryKind
from counter.domain.member import CardState
from counter.training.centre import build_centre
from counter.training.faces import FACES, SETTLED_RECEIPT_NUMBER
from counter.training.tray import tray_faces
from counter.visit.centre import Centre, MemberFile


@pytest.fixture(scope="module", params=[date(2026, 11, 21), date(2027, 1, 1), date(2027, 6, 30)], ids=str)
def any_day(request: pytest.FixtureRequest, resources: Path) -> Centre:
    return build_centre(request.param, resources)


def face(centre: Centre, name: str) -> MemberFile:
    (found,) = [file for file in centre.members[: len(FACES)] if file.member.name == name]
    return found


def this_year(centre: Centre, name: str) -> YearTotals:
    totals = YearTotals(str(centre.day.year))
    for visit in face(centre, name).visits:
        if visit.year == totals.year:
            totals = totals.plus(visit.totals_added)
    return totals


def test_member_1_has_used_both_deductibles(any_day: Centre) -> None:
    file = face(any_day, "张𬭶")
    assert file.member.member_id == 1
    assert file.member.id_number == "990101196805080019"
    assert file.member.card_number == "X00000019"
    totals = this_year(any_day, "张𬭶")
    assert totals.get("Q0000/outpatient") == 180_000
    assert totals.get("C0000/inpatient") == 1
    assert totals.get("Q0000/inpatient") == 130_000
    assert totals.get("D310101/inpatient") == 1_896_720
    assert len(file.relatives) == 2
    cares = {visit.care for visit in file.visits}
    assert {CareKind.OBSERVATION, CareKind.PHARMACY, CareKind.INPATIENT, CareKind.OUTPATIENT} <= cares


def test_member_1_shares_and_receives_monthly(centre: Centre) -> None:
    file = face(centre, "张𬭶")
    kinds = {transfer.kind for posting in file.postings for transfer in posting.transfers}
    assert EntryKind.FAMILY_SHARING in kinds
    last = [posting for posting in file.postings if posting.memo == "2026-10"][-1]
    assert sum(transfer.fen for transfer in last.transfers) == 24_020


def test_limits_that_are_nearly_reached(any_day: Centre) -> None:
    assert this_year(any_day, "王䶮").get("Q0000/outpatient") == 175_000
    assert this_year(any_day, "李㛃").get("D330101/outpatient") == 1_964_000
    assert this_year(any_day, "𠅤𬍛").get("D310101/inpatient") == 9_799_250


@pytest.mark.parametrize("name", ["赵秀兰", "周启明", "曾婉清", "钱学礼", "欧阳静怡"])
def test_who_has_used_nothing_this_year(any_day: Centre, name: str) -> None:
    assert this_year(any_day, name).amounts == ()


def test_second_admission_is_due(any_day: Centre) -> None:
    totals = this_year(any_day, "尉迟明远")
    assert totals.get("C0000/inpatient") == 1
    assert totals.get("D310101/inpatient") == 5_239_500


def test_the_old_retired_has_every_kind_of_care(any_day: Centre) -> None:
    cares = {visit.care for visit in face(any_day, "单国栋").visits}
    assert {CareKind.FAMILY_BED, CareKind.SERIOUS_OUTPATIENT, CareKind.PHARMACY} <= cares


def test_the_settled_receipt(any_day: Centre) -> None:
    keys = [visit.receipt_key for visit in face(any_day, "仇晓峰").visits]
    assert f"e_receipt:110601{any_day.day:%y}:{SETTLED_RECEIPT_NUMBER}" in keys


def test_the_long_name_needs_the_extension(any_day: Centre) -> None:
    name = "阿依古丽·吐尔逊买买提·阿不都热合曼"
    assert face(any_day, name)
    assert len(name) > 15 and 30 < len(name.encode("gb18030")) <= 50


def test_the_tray(any_day: Centre) -> None:
    cards = tray_faces(any_day)
    assert len(cards) >= 15
    assert len({card.face_id for card in cards}) == len(cards)
    members = {file.member.member_id: file.member for file in any_day.members}
    for card in cards:
        assert card.note_zh and card.note_en and card.name
        if card.member_id is None:
            assert not card.id_number and not card.card_id
            continue
        member = members[card.member_id]
        assert (card.name, card.id_number, card.card_number, card.card_id, card.birth_day, card.sex) == (
            member.name,
            member.id_number,
            member.card_number,
            member.card_id,
            member.birth_day,
            member.sex,
        )
        assert card.expiry_day is not None
        assert (card.expiry_day < any_day.day) == (card.profile == "expired")
    assert {card.version for card in cards} == {"1.00", "2.00", "3.00", ""}
    profiles = {card.profile for card in cards}
    assert profiles == {"plain", "long_name", "protected", "expired", "bank", "blank", "resident_id"}
    assert [card.profile for card in cards if card.version == "3.00"] == ["protected"]
    lost = [card for card in cards if card.member_id and members[card.member_id].card_state is CardState.LOST]
    assert [card.name for card in lost] == ["钱学礼"]


def test_a_card_that_the_records_do_not_know_is_not_on_the_desk(centre: Centre) -> None:
    rest = Centre(centre.code, centre.name, centre.day, centre.staff, (), (), centre.members[1:])
    assert 1 not in {card.member_id for card in tray_faces(rest)}
