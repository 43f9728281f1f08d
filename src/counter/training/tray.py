"""The cards that lie on the desk in training: one for each face, three that are no member's card, and ID cards.

Says what stands on a card, not how a card talks: the card layer makes its software cards from this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from counter.domain.identity import IdDocument, Sex, id_check_digit
from counter.training.faces import FACES
from counter.visit.centre import Centre


@dataclass(frozen=True, slots=True)
class TrayFace:
    """A card of the tray.

    face_id: stable name, also of a card file. member_id: None for cards that are no member's; their fields are empty.
    version: specification version on the card (`1.00`, `2.00`, `3.00`), "" where there is no such application.
    profile: `plain`, `long_name` (needs the name extension), `protected` (version 3, holder file locked), `expired`,
    `bank` (bank application only), `blank` (application without records), `resident_id` (an ID card on the reader).
    """

    face_id: str
    member_id: int | None
    name: str
    id_number: str
    sex: Sex
    birth_day: date | None
    card_number: str
    card_id: str
    version: str
    issue_day: date | None
    expiry_day: date | None
    profile: str
    note_zh: str
    note_en: str


_VALID = (date(2020, 1, 1), date(2039, 12, 31))
_EXPIRED = (date(2014, 3, 1), date(2024, 3, 1))

_STRANGERS = (
    ("bank", "银行卡", "不是社保卡：只有金融应用", "not a social security card: bank application only"),
    ("blank", "空白卡", "社保应用存在，但没有写入内容", "the application is there, its records are not written"),
    ("resident_id", "居民身份证", "放错了证件：居民身份证", "the wrong document: a resident identity card"),
)


def tray_faces(centre: Centre) -> tuple[TrayFace, ...]:
    """The cards on the desk of a training centre, in the order in which the tray shows them.

    Only faces that have a card in the records are there; the records' fields are the card's.
    """
    members = {file.member.member_id: file.member for file in centre.members}
    cards: list[TrayFace] = []
    for face in FACES:
        member = members.get(face.member_id)
        if member is None or member.card_number is None or member.card_id is None:
            continue
        issue_day, expiry_day = _EXPIRED if face.profile == "expired" else _VALID
        cards.append(
            TrayFace(
                f"face{face.member_id:02d}",
                member.member_id,
                member.name,
                member.id_number,
                member.sex,
                member.birth_day,
                member.card_number,
                member.card_id,
                face.version,
                issue_day,
                expiry_day,
                face.profile,
                face.note_zh,
                face.note_en,
            )
        )
    cards += [
        TrayFace(profile, None, name, "", Sex.UNKNOWN, None, "", "", "", None, None, profile, note_zh, note_en)
        for profile, name, note_zh, note_en in _STRANGERS
    ]
    return tuple(cards)


_STRANGER_NUMBER = "99010119900101777"


def id_documents(centre: Centre) -> dict[str, IdDocument]:
    """The ID cards of the tray's people by face, and under `resident_id` that of somebody who is no member.

    Most agree with the records. 王䶮 has moved (newest address), 李㛃's ID card has expired, and a name with more than
    15 characters is cut on the card, as on real ones.
    """
    documents = {}
    for face in tray_faces(centre):
        if face.member_id is None or face.birth_day is None:
            continue
        document = IdDocument(
            name=face.name,
            sex=face.sex,
            ethnicity="01",
            birth_day=face.birth_day,
            address=f"示范市示范区和平路{face.member_id}号",
            id_number=face.id_number,
            authority="示范市公安局示范分局",
            valid_from=date(2015, 6, 1),
            valid_to=None if face.birth_day.year < 1970 else date(2035, 6, 1),
            newest_address="示范市新区学府路88号2单元501" if face.member_id == 2 else None,
        )
        if face.member_id == 3:
            document = replace(document, valid_from=date(2014, 6, 1), valid_to=date(2024, 6, 1))
        documents[face.face_id] = document
    number = _STRANGER_NUMBER + id_check_digit(_STRANGER_NUMBER)
    documents["resident_id"] = IdDocument(
        "路人甲", Sex.MALE, "01", date(1990, 1, 1), "示范市示范区过客街1号", number, "示范市公安局示范分局",
        date(2015, 6, 1), date(2035, 6, 1),
    )  # fmt: skip
    return documents
