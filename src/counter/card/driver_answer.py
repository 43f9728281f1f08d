"""What a vendor's driver answers: bar-separated text in, a `CardRead` out (card.md 1.9).

Pure. An answer that is not exactly laid out as its description says is refused whole: a shifted field would show one
thing as another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from counter.card.driver_file import Driver
from counter.card.driver_words import safe_text
from counter.card.errors import Reason
from counter.card.fields import kept
from counter.card.regions import is_region
from counter.domain.errors import CardError, InvalidIdNumber
from counter.domain.identity import CardRead, IdentityRoute, Sex, birth_day_of, normalise_id_number, sex_of

Values = dict[str, str]
T = TypeVar("T")

_FIELD_OF_ADDRESS = {
    ("SSSEEF05", "01"): "card_id",
    ("SSSEEF05", "02"): "card_class",
    ("SSSEEF05", "03"): "spec_version",
    ("SSSEEF05", "05"): "issue_day",
    ("SSSEEF05", "06"): "expiry_day",
    ("SSSEEF05", "07"): "card_number",
    ("SSSEEF06", "08"): "id_number",
    ("SSSEEF06", "09"): "name",
    ("SSSEEF06", "4E"): "name_extension",
    ("SSSEEF06", "0A"): "sex",
    ("SSSEEF06", "0B"): "ethnicity",
    ("SSSEEF06", "0C"): "birth_place",
    ("SSSEEF06", "0D"): "birth_day",
}
_DAYS = ("issue_day", "expiry_day", "birth_day")
_NAME_LIMIT = 80
_FACTOR_LIMIT = 256
_HSM_PARTS = 8


def driver_error(hint: str, detail: str = "") -> CardError:
    """What went wrong with the driver. hint: its number, or a word of ours; detail: its own text, already safe."""
    return CardError(Reason.DRIVER, hint, detail)


def _failed(parts: list[str]) -> CardError:
    """An answer that begins with a status that means no success; its text stands behind."""
    return driver_error(safe_text(parts[0])[:8], safe_text(parts[1]) if len(parts) > 1 else "")


def decoded(raw: bytes, encoding: str) -> str:
    """The text of an answer.

    Raises:
        CardError: `driver` with `unreadable`.
    """
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise driver_error("unreadable") from None


def parse_basic(text: str, driver: Driver) -> Values:
    """The fields of `iReadCardBas` and of the second HSM step; a last bar may be there or not.

    Raises:
        CardError: `driver` with the status and text of an answer that says it failed, or with `unreadable`.
    """
    parts = text.strip("\r\n ").split("|")
    if driver.good_status:
        if parts[0] not in driver.good_status:
            raise _failed(parts)
        parts.pop(0)
    if len(parts) == len(driver.fields) + 1 and not parts[-1]:
        parts.pop()
    if len(parts) != len(driver.fields):
        raise driver_error("unreadable")
    return {field: part.strip() for field, part in zip(driver.fields, parts, strict=True) if field != "skip"}


def parse_addressed(text: str, addresses: str) -> Values:
    """The fields of `iReadCard`: the answer mirrors the addresses, with values where the tags stood.

    Raises:
        CardError: `driver` with `unreadable`.
    """
    asked, told = addresses.split("$"), text.strip("\r\n ").split("$")
    values: Values = {}
    if len(asked) != len(told):
        raise driver_error("unreadable")
    for question, answer in zip(asked, told, strict=True):
        (name, *tags), (told_name, *found) = question.split("|"), answer.split("|")
        if name != told_name or len(tags) != len(found):
            raise driver_error("unreadable")
        for tag, value in zip(tags, found, strict=True):
            field = _FIELD_OF_ADDRESS.get((name, tag.upper()))
            if field is not None:
                values[field] = value.strip()
    return values


@dataclass(frozen=True, slots=True)
class HsmRequest:
    """What the first HSM step asks the back office for. The last two are empty on cards before version 3.00."""

    region: str
    atr_history: str
    algorithm: str
    card_id: str
    internal_factor: str
    internal_source: str
    external_factor: str
    external_source: str


def parse_hsm_request(text: str, driver: Driver) -> HsmRequest:
    """The answer of the first HSM step; some vendors add their terminal's number behind it, and some that put a status
    in front of the second step's answer put none here.

    Raises:
        CardError: `driver` with the status and text of an answer that says it failed, or with `unreadable`.
    """
    parts = text.strip("\r\n ").split("|")
    if parts[0] in driver.good_status:
        parts.pop(0)
    elif driver.good_status and len(parts) < _HSM_PARTS:
        raise _failed(parts)
    known = [part.strip() for part in parts[:_HSM_PARTS]]
    plain = all(part.isascii() and part.isprintable() and len(part) <= _FACTOR_LIMIT for part in known)
    if len(known) < _HSM_PARTS or not all(known[:6]) or not plain:
        raise driver_error("unreadable")
    return HsmRequest(*known)


def card_read(values: Values, chip: CardRead, today: date) -> CardRead:
    """The read that a driver's fields stand for, together with what the chip gave freely before.

    Args:
        values: texts by field; an empty one is one that the driver did not give.
        chip: the protected read of the same insertion.
        today: the day for the validity warnings.

    Raises:
        CardError: `driver` with `other_card` when the driver read another card than is seated, `unproven` when nothing
            says which one it read, `unreadable` when neither number is there.
    """
    prove(values.get("card_id", ""), chip)
    warnings: list[str] = []
    unreadable: list[tuple[str, str]] = []

    def field(name: str, decode: Callable[[str], T | None], warning: str = "field_unreadable") -> T | None:
        text = values.get(name, "")
        found = decode(text) if text else None
        if text and found is None:
            warnings.append(warning)
            unreadable.append((name, kept(text.encode("utf-8", "replace"))))
        return found

    id_number = _id_number(values.get("id_number", ""), warnings)
    card_number = field("card_number", lambda text: text if _is_number(text) else None)
    if id_number is None and card_number is None:
        raise driver_error("unreadable")
    values = {**values, "name": values.get("name", "") + values.get("name_extension", "")}
    values |= {name: "" for name in _DAYS if not values.get(name, "").strip("0")}
    sex = field("sex", lambda text: Sex(text) if text in set(Sex) else None)
    issue_day, expiry_day, birth_day = (field(name, _day) for name in _DAYS)
    warnings += ["id_number_missing"] * (id_number is None) + ["card_number_missing"] * (card_number is None)
    if id_number is not None and not {"id_checksum", "id_number_invalid"} & set(warnings):
        warnings += ["birth_day_differs"] * (birth_day is not None and birth_day != birth_day_of(id_number))
        warnings += ["sex_differs"] * (sex in (Sex.MALE, Sex.FEMALE) and sex != sex_of(id_number))
        warnings += ["id_region_unknown"] * (not is_region(id_number[:6]))
    name = field("name", _name, "name_unreadable")
    ethnicity, birth_place = field("ethnicity", _digits), field("birth_place", _digits)
    version = field("spec_version", lambda text: text if re.fullmatch(r"[0-9.]{1,8}", text) else None)
    # The chip's own validity was judged when it was read; what the driver adds is judged here.
    expiry_day, issue_day = expiry_day or chip.expiry_day, issue_day or chip.issue_day
    warnings += ["expired"] * (expiry_day is not None and expiry_day < today)
    warnings += ["not_yet_valid"] * (issue_day is not None and issue_day > today)
    return replace(
        chip,
        route=IdentityRoute.DRIVER,
        spec_version=chip.spec_version or version,
        card_number=card_number,
        id_number=id_number,
        name=name,
        sex=sex,
        ethnicity=ethnicity,
        birth_place=birth_place,
        birth_day=birth_day,
        issue_day=issue_day,
        expiry_day=expiry_day,
        protected=False,
        warnings=tuple(dict.fromkeys((*chip.warnings, *warnings))),
        unreadable=(*chip.unreadable, *unreadable),
    )


def prove(told: str, chip: CardRead) -> None:
    """The card identification code, which the chip gives freely and the driver reads by itself, is the only thing that
    ties an answer to the card that is seated: without it on both sides the answer may tell of anybody (card.md 1.9).

    Raises:
        CardError: `driver` with `unproven` or `other_card`.
    """
    card_id = _hexadecimal(told)
    if card_id is None or chip.card_id is None:
        raise driver_error("unproven")
    if card_id != chip.card_id:
        raise driver_error("other_card")


def _id_number(text: str, warnings: list[str]) -> str | None:
    """As on the chip: a wrong number is kept as it stands and warned about (card.md 1.5); nonsense is dropped."""
    if not text:
        return None
    try:
        return normalise_id_number(text)
    except InvalidIdNumber as error:
        warnings.append("id_checksum" if error.reason == "check_digit" else "id_number_invalid")
        return text.upper() if _is_number(text) else None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Za-z]{1,32}", text) is not None


def _hexadecimal(text: str) -> str | None:
    return text.upper() if re.fullmatch(r"[0-9A-Fa-f]{32}", text) else None


def _digits(text: str) -> str | None:
    return text if re.fullmatch(r"[0-9]{1,6}", text) else None


def _name(text: str) -> str | None:
    plain = not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in text)
    return text if plain and "\ufffd" not in text and len(text) <= _NAME_LIMIT else None


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
