"""Decoding of single card fields, tolerant as card.md 1.3 to 1.5 asks.

Every function takes the raw value of a record and returns None for "the card does not say" (empty or padding). What is
there but cannot be read raises `Unreadable`, which the member card turns into a warning: one bad field never costs the
rest of the read.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from counter.domain.identity import Sex

_PADDING = b"\x00\xff\x20"
_NAME_BYTES = 100
"""Twice what the two records of a name hold: longer ones are no names."""
_DIGITS_BYTES = 6
"""Twice the longest `cn` field, for cards that write it in ASCII."""


_KEPT_BYTES = 100
"""Of a field that cannot be read: three times the longest one."""


class Unreadable(Exception):
    """The field holds something, but nothing that this field can be."""


def kept(raw: bytes) -> str:
    """What is kept of a field that cannot be read, in hex (card.md 1.3, 1.5)."""
    return raw[:_KEPT_BYTES].hex()


def padding_only(value: bytes) -> bool:
    """True when a value says nothing: no bytes, or only 00, FF and spaces."""
    return not value.strip(_PADDING)


def text(value: bytes) -> str | None:
    """An `an` field: ASCII letters and digits, padded with 00, spaces or FF."""
    plain = value.strip(_PADDING)
    if not plain:
        return None
    if not all(0x21 <= byte <= 0x7E for byte in plain):
        raise Unreadable
    return plain.decode("ascii")


def name(first: bytes, extension: bytes = b"") -> str | None:
    """The holder's name: tag 09 and its extension 4E joined before decoding, because a character may straddle them.

    GB18030 is read (a superset of GBK), full-width spaces inside are kept. Control characters and characters that
    turn text around do not belong into a name; private-use ones do, until the rare-name table maps them.
    """
    # Padding is stripped at the end only: FF and 00 are no part of GB18030 text, and 20 never is its last byte.
    head, tail = first.rstrip(_PADDING), extension.rstrip(_PADDING)
    if tail and not head:
        # An extension extends something: half a name is none.
        raise Unreadable
    raw = head + tail
    raw = raw.lstrip(b"\x00 ")
    if not raw:
        return None
    if len(raw) > _NAME_BYTES:
        raise Unreadable
    try:
        decoded = raw.decode("gb18030").strip()
    except UnicodeDecodeError:
        raise Unreadable from None
    if not decoded or any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in decoded):
        raise Unreadable
    return decoded


def digits(value: bytes) -> str | None:
    """A `cn` field: BCD digits, right-padded with F nibbles. Some cards write ASCII digits instead."""
    if not value.strip(b"\xff\x00"):
        return None
    if len(value) > _DIGITS_BYTES:
        raise Unreadable
    if len(value) == _DIGITS_BYTES and value.isdigit():
        return value.decode("ascii")
    plain = value.hex().rstrip("f")
    if not plain.isdecimal():
        raise Unreadable
    return plain


def day(value: bytes, *, end_of_year: bool = False) -> date | None:
    """A date: BCD YYYYMMDD first, then an ASCII year as one real test card has it (card.md 1.3).

    end_of_year: a bare year means its last day (expiry) and not its first (issue).
    """
    if padding_only(value) or len(value) != 4:
        if padding_only(value):
            return None
        raise Unreadable
    plain = value.hex()
    if plain.isdecimal():
        try:
            found = date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
        except ValueError:
            found = None
        if found is not None and 1900 <= found.year <= 2100:
            return found
    if value.isdigit() and 1900 <= int(value) <= 2100:
        return date(int(value), 12, 31) if end_of_year else date(int(value), 1, 1)
    raise Unreadable


def sex(value: bytes) -> Sex | None:
    """Tag 0A: one ASCII digit of GB/T 2261.1; a few cards hold the number itself."""
    plain = value[:1] if value and value[0] <= 9 and value.strip(b"\xff ") else value.strip(_PADDING)
    if not plain or plain == b"\x00":
        return None
    code = chr(plain[0] + 0x30) if plain[0] <= 9 else chr(plain[0])
    try:
        return Sex(code)
    except ValueError:
        raise Unreadable from None


def identification_code(value: bytes) -> str | None:
    """Tag 01: 16 bytes, shown as 32 capital hex digits."""
    if not value.strip(b"\x00\xff"):
        return None
    if len(value) != 16:
        raise Unreadable
    return value.hex().upper()
