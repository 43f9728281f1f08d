"""The social-security environment (SSSE) of a card as one class: select it, read EF05 and EF06, make a `CardRead`.

Identifies cards by SELECT, never by ATR. Sends SELECT, READ RECORD and GET RESPONSE and nothing else: no PIN, no
authentication, no bank application, no write (card.md, "the five things that decide the design").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from counter.card import fields
from counter.card.apdu import Connection, Dialogue, StatusWord, parse_records
from counter.card.errors import Reason
from counter.card.regions import is_region
from counter.domain.errors import CardError, InvalidIdNumber
from counter.domain.identity import CardRead, IdentityRoute, birth_day_of, normalise_id_number, sex_of

SSSE_NAME = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
EF_ISSUER = 0xEF05
EF_HOLDER = 0xEF06
RESIDENT_ID_ATR = bytes.fromhex("3B888001D10386050080800058")
"""Answer to reset that a contactless reader makes for a resident ID card (card.md 1.10)."""

# Lengths of the records by tag (card.md 1.4, 1.5).
FIELD_LENGTHS = {
    0x01: 16, 0x02: 1, 0x03: 4, 0x04: 12, 0x05: 4, 0x06: 4, 0x07: 9,
    0x08: 18, 0x09: 30, 0x4E: 20, 0x0A: 1, 0x0B: 1, 0x0C: 3, 0x0D: 4,
}  # fmt: skip

OPTIONAL_RECORDS = {
    0x02: "card_class", 0x03: "spec_version", 0x05: "issue_day", 0x06: "expiry_day",
    0x09: "name", 0x4E: "name_extension", 0x0A: "sex", 0x0B: "ethnicity", 0x0C: "birth_place", 0x0D: "birth_day",
}  # fmt: skip
"""Records that a card may refuse, each for a reason of its own, and is still read: all but its code and the numbers."""

# The version and the card's identity come first; everything that a protected card may refuse comes after.
_CARD_NUMBER = 0x07
_NAME, _NAME_EXTENSION = 0x09, 0x4E
_ISSUER_TAGS = (0x03, 0x01, _CARD_NUMBER, 0x02, 0x05, 0x06)
_HOLDER_TAGS = (0x08, 0x09, _NAME_EXTENSION, 0x0A, 0x0B, 0x0C, 0x0D)
_SCAN_LIMIT = 8

_BLOCKED = frozenset(
    {
        StatusWord.SELECTED_INVALIDATED,
        StatusWord.FUNCTION_NOT_SUPPORTED,
        StatusWord.APPLICATION_BLOCKED,
        StatusWord.REFERENCE_INVALIDATED,
    }
)
_ABSENT = frozenset(
    {
        StatusWord.FILE_NOT_FOUND,
        StatusWord.CLA_NOT_SUPPORTED,
        StatusWord.INS_NOT_SUPPORTED,
        StatusWord.APPLET_SELECT_FAILED,
        StatusWord.INCORRECT_P1P2,
        StatusWord.WRONG_P1P2,
    }
)
_TAG_READING_REFUSED = frozenset(
    {
        StatusWord.FUNCTION_NOT_SUPPORTED,
        StatusWord.INCORRECT_P1P2,
        StatusWord.WRONG_P1P2,
        StatusWord.INS_NOT_SUPPORTED,
    }
)
_NOT_THERE = frozenset({StatusWord.FILE_NOT_FOUND, StatusWord.RECORD_NOT_FOUND})
_TRANSIENT = frozenset({StatusWord.NO_PRECISE_DIAGNOSIS, StatusWord.MEMORY_FAILURE})

T = TypeVar("T")


@dataclass
class _File:
    """What was read of one elementary file: raw values by tag, and whether something was refused.

    told: the card said what the file holds, or that there is none; no refusal of another kind kept it from saying so.
    odd: tags of records that were counted though no member's card has them: they stand where others should.
    refused: status words, by the name of the record that the card would not give for a reason of its own.
    """

    values: dict[int, bytes]
    protected: bool = False
    told: bool = True
    odd: list[int] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def refuse(self, name: str, status: int) -> None:
        """A record was refused; what else the file holds is not known to be all."""
        self.refused[name] = status
        self.told = False


class MemberCard:
    """One member's card in one connection. `read` is the only act.

    Args:
        connection: to the card.
        numbered: told the card number as soon as the card has said it, long before the read is complete.
    """

    def __init__(self, connection: Connection, numbered: Callable[[str], None] | None = None) -> None:
        self._card = Dialogue(connection)
        self._numbered = numbered
        self._select_p1 = 0x02
        self._by_tag = True
        self._tagless: bool | None = None

    def read(self, reader: str, insertion: int, today: date) -> CardRead:
        """Read everything that is free.

        Args:
            reader: name of the reader, goes into the result.
            insertion: number of the insertion, goes into the result.
            today: the day for the validity warnings.

        Returns:
            The read; `protected` when the card refused its number or holder (version 3.00, card.md 1.14).

        Raises:
            CardError: reason of `counter.card.errors`. Nothing of a card that failed half way is returned.
        """
        self._select_environment()
        issuer = self._read_file(EF_ISSUER, _ISSUER_TAGS)
        version = _quiet(fields.text, issuer.values.get(0x03))
        holder_tags = tuple(tag for tag in _HOLDER_TAGS if not (tag == _NAME_EXTENSION and version == "1.00"))
        holder = self._read_file(EF_HOLDER, holder_tags)
        return _interpret(issuer, holder, reader, insertion, today)

    def _select_environment(self) -> None:
        status = self._send(0xA4, 0x04, 0x00, SSSE_NAME)[1]
        if status == StatusWord.OK:
            return
        hint = f"{status:04X}"
        if status in _BLOCKED:
            raise CardError(Reason.BLOCKED, hint)
        if status == StatusWord.SECURITY_NOT_SATISFIED:
            raise CardError(Reason.PROTECTED, hint)
        if status not in _ABSENT:
            raise CardError(Reason.CHIP_FAULT, hint)
        if self._card.atr == RESIDENT_ID_ATR:
            raise CardError(Reason.ID_CARD, hint)
        raise CardError(Reason.LEGACY if self._is_legacy_city_card() else Reason.NOT_MEMBER_CARD, hint)

    def _is_legacy_city_card(self) -> bool:
        """An old city card: its master file calls itself 1PAY.SYS.DDF01 and has a file 0005 (card.md 1.11).

        Only the master file is selected, by its number; no bank application is ever named.
        """
        fci, status = self._send(0xA4, 0x00, 0x00, b"\x3f\x00")
        if status != StatusWord.OK or b"1PAY.SYS.DDF01" not in fci:
            return False
        return self._send(0xA4, 0x00, 0x00, b"\x00\x05", answer=False)[1] == StatusWord.OK

    def _read_file(self, file_id: int, tags: tuple[int, ...]) -> _File:
        selected = self._select_file(file_id)
        if selected == StatusWord.SECURITY_NOT_SATISFIED:
            return _File({}, protected=True)
        if selected != StatusWord.OK:
            return _File({}, told=selected in _NOT_THERE)
        found = self._read_by_tag(tags) if self._by_tag else None
        return self._scan_records(tags) if found is None else found

    def _select_file(self, file_id: int) -> int:
        name = file_id.to_bytes(2, "big")
        status = self._send(0xA4, self._select_p1, 0x00, name, answer=False)[1]
        if status not in (StatusWord.INCORRECT_P1P2, StatusWord.WRONG_P1P2, StatusWord.FILE_NOT_FOUND):
            return self._judge(status)
        other = 0x00 if self._select_p1 == 0x02 else 0x02
        status = self._send(0xA4, other, 0x00, name, answer=False)[1]
        if status == StatusWord.OK:
            self._select_p1 = other
        return self._judge(status)

    def _judge(self, status: int) -> int:
        """Let through what is an answer about a file or record; anything else is a fault of the chip."""
        if self._is_known(status):
            return status
        raise CardError(Reason.CHIP_FAULT, f"{status:04X}")

    def _is_known(self, status: int) -> bool:
        """Whether it is an answer about a file or record. Raises CardError when the card as a whole is at fault."""
        known = {StatusWord.OK, StatusWord.SECURITY_NOT_SATISFIED, StatusWord.FILE_NOT_FOUND}
        known |= {StatusWord.RECORD_NOT_FOUND} | _TAG_READING_REFUSED
        if status in known:
            return True
        if status in _BLOCKED or status == StatusWord.METHOD_BLOCKED:
            raise CardError(Reason.BLOCKED, f"{status:04X}")
        if status in _TRANSIENT:
            raise CardError(Reason.CHIP_FAULT, f"{status:04X}")
        return False

    def _read_by_tag(self, tags: tuple[int, ...]) -> _File | None:
        """Read records by tag; None when the card does not do that and the records must be scanned."""
        found = _File({})
        for position, tag in enumerate(tags):
            raw, status = self._send(0xB2, tag, 0x00)
            if tag in OPTIONAL_RECORDS and not self._is_known(status):
                found.refuse(OPTIONAL_RECORDS[tag], status)
                continue
            status = self._judge(status)
            if status in _TAG_READING_REFUSED:
                self._by_tag = False
                return None
            if status == StatusWord.SECURITY_NOT_SATISFIED:
                found.protected = True
                if position == 0:
                    # The first tag of a file decides: no retries on a locked file (card.md 1.14).
                    break
                continue
            if status == StatusWord.OK:
                value = self._value_of(tag, raw)
                if value is None:
                    return None
                self._keep(found, tag, value)
            elif position == 1 and not found.values and not found.protected:
                # Both tags that every card has are "absent": the card counts records instead.
                return None
        return found

    def _value_of(self, tag: int, raw: bytes) -> bytes | None:
        """The value in an answer to "read tag"; None when the answer carries another tag.

        An answer of exactly the field's length that does not begin with the tag is the value alone: cards with the
        third Le convention of card.md 1.3 (inference). No card has two conventions: once one came with its tag, all do.

        Raises:
            CardError: `damaged` when the record is cut off.
        """
        if raw[:1] == bytes((tag,)):
            if len(raw) < 2 or len(raw) < 2 + raw[1]:
                raise CardError(Reason.DAMAGED, "record")
            if self._tagless is None:
                self._tagless = False
            return raw[2 : 2 + raw[1]]
        # Spaces may be two digits of a date that was cut off.
        if not raw.strip(b"\x00\xff"):
            return raw
        if len(raw) == FIELD_LENGTHS[tag] and self._tagless is not False:
            self._tagless = True
            return raw
        return None

    def _scan_records(self, tags: tuple[int, ...]) -> _File:
        """Read records 1, 2, ... and index them by the tag that each one carries. tags: those that the file may have.

        Raises:
            CardError: `chip_fault` when a record is refused that may be one of those that no card is read without.
        """
        found = _File({})
        gaps: dict[str, int] = {}
        for number in range(1, _SCAN_LIMIT + 1):
            raw, status = self._send(0xB2, number, 0x04)
            if number > 1 and status in _TAG_READING_REFUSED:
                # The end of the file, or one record that is refused: those behind it tell.
                gaps[f"record_{number}"] = status
                continue
            if number > 1 and not self._is_known(status):
                found.refuse(f"record_{number}", status)
                continue
            status = self._judge(status)
            if status == StatusWord.SECURITY_NOT_SATISFIED:
                found.protected = True
                if number == 1:
                    break
                continue
            if status != StatusWord.OK:
                found.told = status in _NOT_THERE or number > 1
                break
            for name, gap in gaps.items():
                found.refuse(name, gap)
            gaps.clear()
            for tag, value in parse_records(raw):
                self._keep(found, tag, value)
                if tag not in FIELD_LENGTHS and tag not in found.odd:
                    found.odd.append(tag)
        if found.refused and not found.protected:
            needed = [tag for tag in tags if tag not in OPTIONAL_RECORDS and tag not in found.values]
            if needed:
                raise CardError(Reason.CHIP_FAULT, f"{next(iter(found.refused.values())):04X}")
        return found

    def _keep(self, found: _File, tag: int, value: bytes) -> None:
        """Keep a record; the first of each tag counts."""
        if found.values.setdefault(tag, value) is value and tag == _CARD_NUMBER and self._numbered is not None:
            number = _quiet(fields.text, value)
            if number is not None:
                self._numbered(number)

    def _send(self, ins: int, p1: int, p2: int, body: bytes = b"", *, answer: bool = True) -> tuple[bytes, int]:
        payload, status = self._card.send(0x00, ins, p1, p2, body, answer=answer)
        if status in _TRANSIENT:
            payload, status = self._card.send(0x00, ins, p1, p2, body, answer=answer)
        return payload, status


def _quiet(decode: Callable[[bytes], T | None], raw: bytes | None) -> T | None:
    """Decode a field of which only a good value matters."""
    try:
        return None if raw is None else decode(raw)
    except fields.Unreadable:
        return None


class _Decoding:
    """Fields out of raw values: what cannot be read is warned about, named, and kept (card.md 1.3, 1.5)."""

    def __init__(self, issuer: _File, holder: _File) -> None:
        self._raw = {**holder.values, **issuer.values}
        self.warnings: list[str] = []
        self.unreadable: dict[str, str] = {}
        for tag in (*issuer.odd, *holder.odd):
            self._keep(f"tag_{tag:02X}", self._raw[tag], "field_unreadable")
        self._refused = bool(holder.refused)
        for name, status in (*issuer.refused.items(), *holder.refused.items()):
            self._keep(name, status.to_bytes(2, "big"), "field_unreadable")

    def field(
        self, name: str, tag: int, decode: Callable[[bytes], T | None], warning: str = "field_unreadable"
    ) -> T | None:
        """The value of a field; None when the card does not say, or nothing that can be read."""
        value = self._raw.get(tag, b"")
        try:
            return decode(value)
        except fields.Unreadable:
            self._keep(name, value, warning)
            return None

    def name(self) -> str | None:
        """The holder's name, of two records; None where only a part of it may be there."""
        first, extension = self._raw.get(_NAME, b""), self._raw.get(_NAME_EXTENSION)
        full = len(first.rstrip(b"\0 \xff")) >= FIELD_LENGTHS[_NAME]
        if self._refused and (_NAME not in self._raw or (full and extension is None)):
            return None
        found = self.field("name", _NAME, lambda first: fields.name(first, extension or b""), "name_unreadable")
        if "name" in self.unreadable:
            self.unreadable["name"] = fields.kept(first + (extension or b""))
        return found

    def _keep(self, name: str, value: bytes, warning: str) -> None:
        self.unreadable[name] = fields.kept(value)
        if warning not in self.warnings:
            self.warnings.append(warning)


def _is_unwritten(issuer: _File, holder: _File) -> bool:
    """Nothing of a holder is on the card: not personalised, whatever number it bears (card.md 1.11)."""
    if holder.protected or not holder.told:
        return False
    # A protected card may say of what it hides that it is not there.
    return all(map(fields.padding_only, holder.values.values())) and not (issuer.protected and not holder.values)


def _interpret(issuer: _File, holder: _File, reader: str, insertion: int, today: date) -> CardRead:
    """Make the read out of raw values: decode, cross-check, warn (card.md 1.5)."""
    if _is_unwritten(issuer, holder):
        raise CardError(Reason.BLANK)
    card = _Decoding(issuer, holder)
    warnings = card.warnings
    card_number = card.field("card_number", _CARD_NUMBER, fields.text)
    id_number = _id_number(card.field("id_number", 0x08, fields.text, "id_number_invalid"), warnings)
    holder_name = card.name()
    sex = card.field("sex", 0x0A, fields.sex)
    birth_day = card.field("birth_day", 0x0D, fields.day)
    protected = (issuer.protected or holder.protected) and (card_number is None or id_number is None)
    if card_number is None and id_number is None and not protected:
        # What stands there and cannot be read may be a number; dates of the issuer are none.
        raise CardError(Reason.DAMAGED if card.unreadable else Reason.BLANK)
    issue_day = card.field("issue_day", 0x05, fields.day)
    expiry_day = card.field("expiry_day", 0x06, lambda value: fields.day(value, end_of_year=True))
    if not protected:
        warnings += ["id_number_missing"] * (id_number is None and "id_number_invalid" not in warnings)
        warnings += ["card_number_missing"] * (card_number is None)
    if id_number is not None and "id_number_invalid" not in warnings:
        warnings += ["birth_day_differs"] * (birth_day is not None and birth_day != birth_day_of(id_number))
        warnings += ["sex_differs"] * (sex in ("1", "2") and sex != sex_of(id_number))
        warnings += ["id_region_unknown"] * (not is_region(id_number[:6]))
    card_id = card.field("card_id", 0x01, fields.identification_code)
    warnings += ["card_region_unknown"] * (card_id is not None and not is_region(card_id[:6]))
    warnings += ["expired"] * (expiry_day is not None and expiry_day < today)
    warnings += ["not_yet_valid"] * (issue_day is not None and issue_day > today)
    spec_version = card.field("spec_version", 0x03, fields.text)
    card_class = card.field("card_class", 0x02, fields.text)
    ethnicity = card.field("ethnicity", 0x0B, fields.digits)
    birth_place = card.field("birth_place", 0x0C, fields.digits)
    return CardRead(
        reader=reader,
        insertion=insertion,
        route=IdentityRoute.CHIP,
        spec_version=spec_version,
        card_id=card_id,
        card_class=card_class,
        card_number=card_number,
        id_number=id_number,
        name=holder_name,
        sex=sex,
        ethnicity=ethnicity,
        birth_place=birth_place,
        birth_day=birth_day,
        issue_day=issue_day,
        expiry_day=expiry_day,
        protected=protected,
        warnings=tuple(dict.fromkeys(warnings)),
        unreadable=tuple(card.unreadable.items()),
    )


def _id_number(printed: str | None, warnings: list[str]) -> str | None:
    """The holder's number in canonical form; a wrong one is kept as it stands and warned about (card.md 1.5)."""
    if printed is None:
        return None
    try:
        return normalise_id_number(printed)
    except InvalidIdNumber as error:
        warnings.append("id_checksum" if error.reason == "check_digit" else "id_number_invalid")
        return printed.upper()
