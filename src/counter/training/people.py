"""Synthetic persons: numbers that are valid in form and belong to nobody.

ID numbers have right check digits in region 990101, which is not assigned; card numbers are a letter and eight digits;
card identification codes follow `region + D156000005 + serial` (card.md 1.4 and 6).
"""

from __future__ import annotations

import hashlib
from datetime import date

from counter.domain.identity import Sex, id_check_digit
from counter.domain.member import CardState, Member
from counter.training.names import PersonName

ID_REGION = "990101"
CARD_ID_HEAD = "990100D15600000500"


def id_number_of(birth_day: date, serial: int, sex: Sex) -> str:
    """An ID number. serial 0..499 tells people apart who were born on one day."""
    order = 2 * serial + (1 if sex is Sex.MALE else 0)
    first_17 = f"{ID_REGION}{birth_day:%Y%m%d}{order:03d}"
    return first_17 + id_check_digit(first_17)


def card_id_of(seed: int, member_id: int) -> str:
    """A card identification code of 32 hex digits."""
    return CARD_ID_HEAD + hashlib.sha256(f"{seed}:{member_id}".encode()).hexdigest()[:14].upper()


def make_member(
    seed: int,
    member_id: int,
    name: PersonName,
    sex: Sex,
    birth_day: date,
    *,
    serial: int | None = None,
    card_number: str | None = None,
    card_state: CardState = CardState.NORMAL,
    has_card: bool = True,
    deceased_on: date | None = None,
) -> Member:
    """A member with numbers that follow from seed and member_id, so that they are the same in every build."""
    return Member(
        member_id=member_id,
        psn_no=f"{ID_REGION}{member_id:020d}",
        name=name.text,
        id_number=id_number_of(birth_day, member_id if serial is None else serial, sex),
        sex=sex,
        birth_day=birth_day,
        card_number=(card_number or f"B{20_000_000 + member_id * 37:08d}") if has_card else None,
        card_id=card_id_of(seed, member_id) if has_card else None,
        card_state=card_state,
        deceased_on=deceased_on,
        initials=name.initials,
    )
