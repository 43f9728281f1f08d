"""The text block of a resident ID card: 256 bytes of UTF-16LE at fixed places (card.md 2.2).

Foreign permanent residents' and HK/Macau/Taiwan residents' cards use the same bytes with another layout that nobody
has published. So whatever is not plainly a citizen's comes back raw: it is shown, and never filled in silently.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from counter.card.regions import is_region
from counter.domain.errors import InvalidIdNumber
from counter.domain.identity import IdDocument, RawDocument, Sex, birth_day_of, normalise_id_number, sex_of

TEXT_BYTES = 256
NEWEST_ADDRESS_BYTES = 70

LAYOUT = {
    "name": (0, 30),
    "sex": (30, 2),
    "ethnicity": (32, 4),
    "birth_day": (36, 16),
    "address": (52, 70),
    "id_number": (122, 36),
    "authority": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "reserved": (220, 36),
}
"""Field: (offset, length), both in bytes."""

_WITHOUT_END = "长期"


def parse_text(block: bytes, today: date) -> IdDocument | RawDocument:
    """Read a text block.

    Args:
        block: exactly TEXT_BYTES bytes.
        today: the day for the validity warnings.

    Raises:
        ValueError: the block has another length.
    """
    if len(block) != TEXT_BYTES:
        raise ValueError(f"{len(block)} bytes are no text block")
    texts = {field: _decode(block[start : start + size]) for field, (start, size) in LAYOUT.items()}
    shown = {field: "".join(filter(str.isprintable, text)) for field, text in texts.items()}
    reason, document = _as_citizen(texts, shown, today)
    return RawDocument(reason, tuple(shown.items())) if document is None else document


def parse_newest_address(text: bytes) -> str | None:
    """The address of `read newest address`; None when it is blank or unreadable."""
    address = _decode(text)
    return address if address and _plain(address) else None


def _as_citizen(texts: dict[str, str], shown: dict[str, str], today: date) -> tuple[str, IdDocument | None]:
    """A citizen's document, or the word for why it is none."""
    if texts != shown or not all(_plain(text) for text in texts.values()):
        return "encoding", None
    if texts["reserved"]:
        return "reserved", None
    if not texts["name"]:
        return "name", None
    try:
        id_number = normalise_id_number(texts["id_number"])
    except InvalidIdNumber:
        return "id_number", None
    if texts["sex"] not in set(Sex):
        return "sex", None
    without_end = texts["valid_to"] == _WITHOUT_END
    birth_day, valid_from = _day(texts["birth_day"]), _day(texts["valid_from"])
    valid_to = None if without_end else _day(texts["valid_to"])
    if birth_day is None or valid_from is None or (valid_to is None and not without_end):
        return "dates", None
    sex = Sex(texts["sex"])
    warnings = ["sex_differs"] * (sex in (Sex.MALE, Sex.FEMALE) and sex != sex_of(id_number))
    warnings += ["birth_day_differs"] * (birth_day != birth_day_of(id_number))
    warnings += ["id_region_unknown"] * (not is_region(id_number[:6]))
    warnings += ["expired"] * (valid_to is not None and valid_to < today)
    warnings += ["not_yet_valid"] * (valid_from > today)
    return "", IdDocument(
        name=texts["name"],
        sex=sex,
        ethnicity=texts["ethnicity"],
        birth_day=birth_day,
        address=texts["address"],
        id_number=id_number,
        authority=texts["authority"],
        valid_from=valid_from,
        valid_to=valid_to,
        warnings=tuple(warnings),
    )


def _decode(raw: bytes) -> str:
    """Text without its padding; what is no UTF-16 becomes the replacement character."""
    return raw.decode("utf-16-le", "replace").strip(" \0\u3000")


def _plain(text: str) -> bool:
    """True without control characters, characters that turn text around, and replacement characters."""
    return not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") or one == "\ufffd" for one in text)


def _day(text: str) -> date | None:
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return None
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None
